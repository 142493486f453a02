"""Theorem 2 (Section 3.1): under the L-infinity constraint the loss is smooth where no sign changes.

For a loss with (12) the reason is that of the paper: where no sign changes, x' = x - yε sign(θ) does not move, and (16) leaves
C_θθ‖θ_1 - θ_2‖. For the logistic loss, which for d >= 2 satisfies (13) with no constant, the gradients at any two parameters
differ by at most (R + ε√d)²/4 ‖θ_1 - θ_2‖ + ε‖sign(θ_1) - sign(θ_2)‖ (theorem-2-every-pair), and equal signs leave the first term.

The loss is smooth on a larger set, too: on |θ_i| >= m, signs free, Lemma 2 in each coordinate bounds the second term by
ε/m ‖θ_1 - θ_2‖.
"""

from proofs.section_3_1.remark_separated_set import lemma_2_in_every_coordinate, signs_agree
from proofs.section_3_1.theorem2_every_pair import EVERY_PAIR, change, mean_and_difference_apart
from proofs.setting import (
    EQ_12,
    EQ_12_N,
    C_theta_theta,
    R,
    attack_linf,
    ell_theta,
    ell_theta_n,
    eps,
    margin,
    theta,
    theta_1,
    theta_2,
    theta_min,
    u,
    x,
    x_adv,
    x_adv_n,
    x_n,
    y,
    y_n,
)
from verify import (
    Abs,
    Claim,
    Instance,
    Lemma,
    Mean,
    Rational,
    Removal,
    Rule,
    Slope,
    Statement,
    chain,
    d,
    dot,
    eq,
    le,
    line,
    ne,
    norm,
    sigmoid,
    sign,
    sqrt,
)
from verify.facts import mean_norm, minkowski, one_value

m = theta_min
apart, turned = norm(theta_1 - theta_2), norm(sign(theta_1) - sign(theta_2))

# Assumed of the data, and in each claim one of the others of the two parameters.
data = le(norm(x_n), R)
same_signs = eq(sign(theta_1), sign(theta_2))
off_the_hyperplanes = (ne(theta_1, 0), ne(theta_2, 0))
separated_set = (le(m, Abs(theta_1)), le(m, Abs(theta_2)))

same_signs_constant = (R + eps * sqrt(d)) ** 2 / 4
separated_constant = same_signs_constant + eps / m


def slope_gradient(theta):
    """The gradient of L_eps with the derivative of |theta_i|, which has no value at theta_i = 0."""
    return Mean(sigmoid(margin(theta, x_n, y_n, 1)) * (-y_n * x_n + eps * Slope(theta)))


def no_sign_differs():
    return chain(
        line("<=", same_signs_constant * apart + eps * turned, by=EVERY_PAIR(theta_1, theta_2)),
        line("=", same_signs_constant * apart, why="no sign differs"),
        lemmas=(signs_agree(),),
        rules=(Rule(EVERY_PAIR, mean_and_difference_apart()),),
    )


same_signs_printed = Claim(
    name="same-signs-printed",
    equations=(33,),
    says=(
        "Equal signs (0 among them): the gradient of $L_ε$ is $C_θθ$-Lipschitz, $C_θθ = (R+ε√d)²/4$ for "
        "the adversarial examples of $‖x‖ ≤ R$."
    ),
    assuming=(data, same_signs),
    conclusion=le(norm(slope_gradient(theta_1) - slope_gradient(theta_2)), same_signs_constant * apart),
    expected="UNDEFINED",
    severity="wording",
    counterexample=lambda: {theta_1: (1, 0), theta_2: (2, 0), x_n: ((1, 0),), y_n: (1,), eps: 1, R: 1},
)

same_signs_nonzero = Claim(
    name="same-signs",
    says="Equal signs and no $θ_i = 0$: the gradient of $L_ε$ is $(R+ε√d)²/4$-Lipschitz, for every data set in $‖x‖ ≤ R$.",
    source="repair",
    repairs="same-signs-printed",
    added="no coordinate of $θ₁$ or $θ₂$ is 0: there the gradient has a value",
    adds=off_the_hyperplanes,
    assuming=(data, same_signs, *off_the_hyperplanes),
    conclusion=same_signs_printed.conclusion,
    derive=no_sign_differs,
)


def the_examples_stand_still():
    """(16) for every data point: θ moves at x'(θ_1), then x' moves at θ_2, but it does not."""
    a, b = x_n + attack_linf(theta_1, y_n), x_n + attack_linf(theta_2, y_n)
    first, second = ell_theta_n(a, theta_1) - ell_theta_n(a, theta_2), ell_theta_n(a, theta_2) - ell_theta_n(b, theta_2)
    steps = (
        line("<=", norm(first) + norm(second), by=minkowski(first, second)),
        line("=", norm(first), by=one_value(ell_theta_n(a, theta_2), ell_theta_n(b, theta_2)), why="no sign differs"),
        line("<=", C_theta_theta * apart, by=EQ_12_N(a, theta_1, theta_2)),
    )
    point = Lemma(le(norm(first + second), C_theta_theta * apart), steps)
    return chain(
        line("<=", Mean(norm(first + second)), by=mean_norm(first + second), why="the norm of an average"),
        line("<=", C_theta_theta * apart, Mean(point.slack), why="(16) for every data point"),
        lemmas=(signs_agree(), point),
    )


assumption_1 = Claim(
    name="same-signs-assumption-1",
    says=(
        "Equal signs: for any loss with (12) whose adversarial examples are $x_n - y_n ε sign(θ)$ the "
        "gradient gap is at most $C_θθ‖θ₁-θ₂‖$; (13) is not needed."
    ),
    equations=(33,),
    assuming=(EQ_12_N, same_signs),
    conclusion=le(
        norm(
            Mean(ell_theta_n(x_n + attack_linf(theta_1, y_n), theta_1))
            - Mean(ell_theta_n(x_n + attack_linf(theta_2, y_n), theta_2))
        ),
        C_theta_theta * apart,
    ),
    derive=the_examples_stand_still,
    instance=Instance(
        functions={"ell": ((x, theta, y), -y * dot(theta, x)), "ell_2": ((x, theta, y), -y * x)},
        constants={C_theta_theta: 0},
    ),
)


def the_example_stands_still():
    """(16) at one data point."""
    a, b = x_adv(theta_1), x_adv(theta_2)
    first, second = ell_theta(a, theta_1) - ell_theta(a, theta_2), ell_theta(a, theta_2) - ell_theta(b, theta_2)
    return chain(
        line("<=", norm(first) + norm(second), by=minkowski(first, second)),
        line("=", norm(first), by=one_value(ell_theta(a, theta_2), ell_theta(b, theta_2)), why="$x'$ does not move"),
        line("<=", C_theta_theta * apart, by=EQ_12(a, theta_1, theta_2)),
    )


one_point = Claim(
    name="one-point",
    says="At one data point, for any loss with (12): if $x'$ is the same at both parameters $C_θθ$ bounds the gap.",
    equations=(34,),
    assuming=(EQ_12, eq(norm(x_adv(theta_1) - x_adv(theta_2)), 0)),
    conclusion=le(norm(ell_theta(x_adv(theta_1), theta_1) - ell_theta(x_adv(theta_2), theta_2)), C_theta_theta * apart),
    derive=the_example_stands_still,
    instance=Instance(
        functions={
            "ell": ((x, theta), -dot(theta, x)),
            "ell_1": ((x, theta), -theta),
            "ell_2": ((x, theta), -x),
            "x'": ((theta,), u),
        },
        constants={C_theta_theta: 0},
    ),
)


gap_n = ell_theta_n(x_adv_n(theta_1), theta_1) - ell_theta_n(x_adv_n(theta_2), theta_2)
averaged = Claim(
    name="averaged",
    says="From (34) at every data point to (33): if every gap is at most $C_θθ‖θ₁-θ₂‖$, that of the averages is, too.",
    assuming=(le(norm(gap_n), C_theta_theta * apart),),
    conclusion=le(norm(Mean(gap_n)), C_theta_theta * apart),
    derive=lambda: chain(
        line("<=", Mean(norm(gap_n)), by=mean_norm(gap_n), why="the norm of an average"),
        line("<=", C_theta_theta * apart, Mean(C_theta_theta * apart - norm(gap_n))),
    ),
    instance=Instance(
        functions={
            "ell": ((x, theta, y), -y * dot(theta, x)),
            "ell_2": ((x, theta, y), -y * x),
            "x'": ((x, theta, y), x),
        },
        constants={C_theta_theta: 0},
    ),
)


# The separated set.
def few_signs_differ():
    """‖sign(θ_1) - sign(θ_2)‖ <= ‖θ_1 - θ_2‖/m, as in Lemma 3."""
    few = Lemma(le(turned, apart / m), (line("<=", (apart / m) ** 2, *lemma_2_in_every_coordinate()),), squared=True)
    return chain(
        line("<=", same_signs_constant * apart + eps * turned, by=EVERY_PAIR(theta_1, theta_2)),
        line("<=", separated_constant * apart, eps * few.slack, why="a change of signs costs at least $2m$ each"),
        lemmas=(few,),
        rules=(Rule(EVERY_PAIR, mean_and_difference_apart()),),
    )


hundredth = Rational(1, 100)
across = {"theta_min": 1, "varepsilon": Rational(1, 10), "R": 0, "x_n": ((0, 0),), "y_n": (1,)}

separated = Claim(
    name="separated",
    says=(
        "On $|θ_i| ≥ m$ (every $i$, any signs) $L_ε$ is smooth with the constant $(R+ε√d)²/4 + ε/m$, for every data set in $‖x‖ ≤ R$."
    ),
    source="own",
    assuming=(data, *separated_set),
    conclusion=le(change, separated_constant * apart),
    derive=few_signs_differ,
    needs=(
        Removal(separated_set[0], point={**across, "theta_1": (-hundredth, 100), "theta_2": (1, 100)}),
        Removal(separated_set[1], point={**across, "theta_2": (-hundredth, 100), "theta_1": (1, 100)}),
    ),
)

STATEMENT = Statement(
    name="theorem-2",
    title="The adversarial loss under the $L∞$ constraint is smooth where no sign changes",
    section="3.1",
    uses=("assumption-1", "lemma-1", "lemma-3", "remark-separated-set", "theorem-2-every-pair"),
    also={
        "eq-33": ("same-signs-assumption-1", "same-signs-printed", "same-signs"),
        "eq-34": ("one-point", "same-signs-assumption-1"),
    },
)
