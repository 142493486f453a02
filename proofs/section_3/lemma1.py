"""Lemma 1 (Section 3): where x' is C-Lipschitz, the adversarial loss is (C_theta_theta + C C_theta_x)-smooth.

The gradient of the adversarial loss is that of the loss at the adversarial example (remark-envelope); the rest is the
chain (16).
"""

from proofs.setting import (
    EQ_12,
    EQ_12_N,
    EQ_13,
    EQ_13_N,
    LIPSCHITZ_EXAMPLE,
    C,
    C_theta_theta,
    C_theta_x,
    ell_theta,
    ell_theta_n,
    theta,
    theta_1,
    theta_2,
    x,
    x_adv,
    x_adv_n,
    y,
)
from verify import Claim, Instance, Mean, Schema, Statement, chain, dot, le, line, norm
from verify.facts import mean_norm, minkowski

apart = norm(theta_1 - theta_2)


def through(a, b):
    """The two differences of (16): the parameter moves at x'(theta_1), then the example moves at theta_2."""
    return ell_theta(a, theta_1) - ell_theta(a, theta_2), ell_theta(a, theta_2) - ell_theta(b, theta_2)


def triangle_then_assumption_1():
    a, b = x_adv(theta_1), x_adv(theta_2)
    first, second = through(a, b)
    return chain(
        line("<=", norm(first) + norm(second), by=minkowski(first, second), why="the triangle inequality"),
        line(
            "<=",
            C_theta_theta * apart + C_theta_x * norm(a - b),
            by=(EQ_12(a, theta_1, theta_2), EQ_13(a, b, theta_2)),
            why="(12) at $x'(θ₁)$, then (13) at $θ₂$",
        ),
    )


def then_the_example_moves():
    moved = LIPSCHITZ_EXAMPLE(theta_1, theta_2)
    start = triangle_then_assumption_1()
    return chain(
        *start.lines,
        line(
            "<=",
            (C_theta_theta + C * C_theta_x) * apart,
            C_theta_x * moved.slack,
            by=moved,
            why="$x'$ is $C$-Lipschitz",
        ),
    )


LINEAR = {
    "ell": ((x, theta), -dot(theta, x)),
    "ell_1": ((x, theta), -theta),
    "ell_2": ((x, theta), -x),
    "x'": ((theta,), C * theta),
}
linear_loss = Instance(functions=LINEAR, constants={C_theta_theta: 0, C_theta_x: 1})

eq_16 = Claim(
    name="chain",
    says=(
        "Between two parameters the gradient at the adversarial examples changes by at most $C_θθ‖θ₁-θ₂‖ + C_θx‖x¹'-x²'‖$."
    ),
    equations=(16,),
    assuming=(EQ_12, EQ_13),
    conclusion=le(
        norm(ell_theta(x_adv(theta_1), theta_1) - ell_theta(x_adv(theta_2), theta_2)),
        C_theta_theta * apart + C_theta_x * norm(x_adv(theta_1) - x_adv(theta_2)),
    ),
    derive=triangle_then_assumption_1,
    instance=linear_loss,
)

lemma = Claim(
    name="smooth",
    says=(
        "If $x'$ is $C$-Lipschitz, the gradient of the adversarial loss is $(C_θθ + C·C_θx)$-Lipschitz; $C = 0$ is no exception."
    ),
    assuming=(EQ_12, EQ_13, LIPSCHITZ_EXAMPLE),
    conclusion=le(
        norm(ell_theta(x_adv(theta_1), theta_1) - ell_theta(x_adv(theta_2), theta_2)),
        (C_theta_theta + C * C_theta_x) * apart,
    ),
    derive=then_the_example_moves,
    instance=linear_loss,
)

# The data set: every data point has its own adversarial example, and one constant C serves them all.
LIPSCHITZ_EXAMPLES = Schema(
    "every $x'$ is $C$-Lipschitz", (theta_1, theta_2), le(norm(x_adv_n(theta_1) - x_adv_n(theta_2)), C * apart)
)


def average_of_the_gaps():
    a, b = x_adv_n(theta_1), x_adv_n(theta_2)
    first = ell_theta_n(a, theta_1) - ell_theta_n(a, theta_2)
    second = ell_theta_n(a, theta_2) - ell_theta_n(b, theta_2)
    moved = LIPSCHITZ_EXAMPLES(theta_1, theta_2)
    by = (minkowski(first, second), EQ_12_N(a, theta_1, theta_2), EQ_13_N(a, b, theta_2), moved)
    slacks = [appeal.slack for appeal in by[:3]]
    return chain(
        line("<=", Mean(norm(first + second)), by=mean_norm(first + second), why="the norm of an average"),
        line(
            "<=",
            (C_theta_theta + C * C_theta_x) * apart,
            *map(Mean, (*slacks, C_theta_x * moved.slack)),
            by=by,
            why="(16) and the constant of $x'$ for every data point",
        ),
    )


average = Claim(
    name="average",
    says="The same constant $C_θθ + C·C_θx$ serves the gradient of $L_ε$, the average over the data set.",
    assuming=(EQ_12_N, EQ_13_N, LIPSCHITZ_EXAMPLES),
    conclusion=le(
        norm(Mean(ell_theta_n(x_adv_n(theta_1), theta_1)) - Mean(ell_theta_n(x_adv_n(theta_2), theta_2))),
        (C_theta_theta + C * C_theta_x) * apart,
    ),
    derive=average_of_the_gaps,
    instance=Instance(
        functions={
            "ell": ((x, theta, y), -y * dot(theta, x)),
            "ell_2": ((x, theta, y), -y * x),
            "x'": ((x, theta, y), x - y * C * theta),
        },
        constants={C_theta_theta: 0, C_theta_x: 1},
    ),
)

STATEMENT = Statement(
    name="lemma-1",
    title="A Lipschitz adversarial example makes the adversarial loss smooth",
    section="3",
    uses=("assumption-1", "remark-envelope"),
)
