"""Lemma 2 (Section 3.1): under the L2 constraint x' is (eps/theta_min)-Lipschitz on ‖theta‖ >= theta_min."""

from dataclasses import replace

from proofs._reasons import VISIBLE
from proofs.setting import C, attack_l2, eps, theta, theta_1, theta_2, theta_min, x, y
from verify import Claim, Removal, Statement, Vector, along, chain, dot, eq, le, line, lt, norm, unit
from verify.facts import cauchy_schwarz, scaled

h = Vector("h")


def example(theta):
    """The adversarial example x' = x + delta."""
    return x + attack_l2(theta, y)


def without_a_segment():
    """With a = ‖theta_1‖, b = ‖theta_2‖ the gap of the squares is, up to eps^2/m^2,

    (a - b)^2 + 2 (ab - <theta_1, theta_2>)(ab - m^2)/(ab).
    No path between theta_1 and theta_2 is used, so the set need not be convex.
    """
    a, b, k = norm(theta_1), norm(theta_2), eps**2 / theta_min**2
    angle = (a * b - dot(theta_1, theta_2)) / (a * b)
    return chain(
        line(
            "<=",
            (eps / theta_min * norm(theta_1 - theta_2)) ** 2,
            k * (a - b) ** 2,
            2 * k * angle * (a - theta_min) * b,
            2 * k * angle * theta_min * (b - theta_min),
            by=cauchy_schwarz(theta_1, theta_2),
            why="$ab - m^2 = (a - m)b + m(b - m)$",
        ),
        squared=True,
    )


lipschitz = Claim(
    name="lipschitz",
    says="$x'$ is $(eps/theta_min)$-Lipschitz on the set $‖θ‖ >= theta_min$, which is not convex.",
    equations=(19, 27),
    assuming=(le(theta_min, norm(theta_1)), le(theta_min, norm(theta_2))),
    conclusion=le(norm(example(theta_1) - example(theta_2)), eps / theta_min * norm(theta_1 - theta_2)),
    derive=without_a_segment,
)

jacobian = Claim(
    name="jacobian",
    says=(
        "The derivative of $x'$ in the direction $h$, worked out on the left, is $-yε/‖θ‖·(I - θθᵀ/‖θ‖²)h$; the paper writes out $y = 1$."
    ),
    equations=(26,),
    assuming=(lt(0, norm(theta)),),
    conclusion=eq(
        along(example(theta), (theta, h)), -y * eps / norm(theta) * (h - theta * dot(theta, h) / norm(theta) ** 2)
    ),
)


def on_the_sphere(dim):
    return {theta_1: (2, *[0] * (dim - 1)), theta_2: (-2, *[0] * (dim - 1)), theta_min: 2, eps: 1, x: (0,) * dim, y: 1}


tight = Claim(
    name="tight",
    says=(
        "The constant is the smallest one: any two parameters with $‖θ₁‖ = ‖θ₂‖ = θ_min$, as $θ$ and $-θ$ in every dimension, attain it."
    ),
    assuming=(
        lt(0, norm(theta_1)),
        lt(0, norm(theta_2)),
        eq(norm(theta_1), theta_min),
        eq(norm(theta_2), theta_min),
    ),
    conclusion=eq(norm(example(theta_1) - example(theta_2)), eps / theta_min * norm(theta_1 - theta_2)),
    derive=lambda: chain(line("=", (eps / theta_min * norm(theta_1 - theta_2)) ** 2), squared=True),
    example=on_the_sphere,
    source="own",
    needs=(Removal(lt(0, norm(theta_1)), why=VISIBLE), Removal(lt(0, norm(theta_2)), why=VISIBLE)),
)


def longer_than_every_bound():
    """With t = ε/(2C + 2) and u = θ/‖θ‖ the pair ±tu moves x' by 2ε, and C·2t < 2ε."""
    moved, size = norm(example(near) - example(-near)), scaled(C + 1, theta)
    return chain(line("<", moved, 2 * eps / (C + 1), eps * C / (C + 1), by=size))


near = eps / (2 * (C + 1)) * unit(theta)  # as near to 0 as the constant asks

origin_printed = Claim(
    name="origin-printed",
    says="$x'$ is Lipschitz on the set $θ ≠ 0$: a $C$ serves every pair in it, so $±εu/(2C+2)$ with $‖u‖ = 1$, too.",
    assuming=(lt(0, norm(theta)), lt(0, eps)),
    exists=(C,),
    conclusion=le(norm(example(near) - example(-near)), C * norm(2 * near)),
    expected="REFUTED",
    severity="wording",
    disprove=longer_than_every_bound,
)

origin_repaired = replace(
    lipschitz,
    name="origin-repaired",
    says=(
        "$x'$ is $(ε/θ_min)$-Lipschitz on a set whose distance from the origin is at least $θ_min$, as a closed set without 0 has."
    ),
    equations=(),
    source="repair",
    added="$‖θ‖ ≥ θ_min$ in place of $θ ≠ 0$",
    adds=lipschitz.assuming,
    repairs="origin-printed",
)

no_constant = Claim(
    name="no-constant",
    says="No $C$ serves the set $θ ≠ 0$: for every $θ ≠ 0$ with $C‖θ‖ < ε$ the pair $θ$, $-θ$ breaks it.",
    assuming=(lt(0, norm(theta)), lt(C * norm(theta), eps)),
    conclusion=lt(C * norm(2 * theta), norm(example(theta) - example(-theta))),
    derive=lambda: chain(line("<", norm(example(theta) - example(-theta)), 2 * (eps - C * norm(theta)))),
    source="own",
)

STATEMENT = Statement(
    name="lemma-2",
    title="Adversarial examples under the $L2$ constraint are Lipschitz away from the origin",
    section="3.1",
    uses=("linear-loss",),
)
