"""From a bound of the derivative back to a constant, as the proof of Lemma 2 does (Eq. (27), after Eqs. (8) and (9)).

It needs the segment between the two points, and {theta : ‖theta‖ >= theta_min} holds few: at d = 1 the derivative of x'
is 0 on it, and the constant of x' is eps/theta_min.
"""

from proofs._reasons import VISIBLE
from proofs.section_2.derivative_bounds import C, apart, f, slope
from proofs.setting import attack_l2, eps, theta, theta_1, theta_2, theta_min, x, y
from verify import (
    Abs,
    Claim,
    Instance,
    Rational,
    Removal,
    Schema,
    Statement,
    Total,
    Vector,
    along,
    atan,
    d,
    eq,
    le,
    lt,
    norm,
)

h = Vector("h")
FLAT = Schema("$‖∇f‖ ≤ C$ on $Θ$", (theta,), le(norm(slope(theta)), C), (le(theta_min, norm(theta)),))
away = le(theta_min, norm(theta_1)), le(theta_min, norm(theta_2))


def example(theta):
    """The adversarial example of the linear model under L2."""
    return x + attack_l2(theta, y)


converse = Claim(
    name="converse-without-convexity",
    source="own",
    says="A bound $C$ of $‖∇f‖$ on ${‖θ‖ ≥ θ_min}$ is a Lipschitz constant of $f$ there, here in $d = 1$.",
    assuming=(FLAT, *away, eq(d, 1)),
    conclusion=le(Abs(f(theta_1) - f(theta_2)), C * apart),
    expected="REFUTED",
    against=Instance(
        functions={
            "f": ((theta,), atan(Total(theta))),
            "f_1": ((theta,), 1 / (1 + Total(theta) ** 2)),
        },
        constants={C: Rational(1, 2), theta_min: 1},
        point=lambda dim: {theta_1: (1,), theta_2: (-1,)},
    ),
)
flat = Claim(
    name="derivative-is-zero",
    says="In $d = 1$ the derivative of $x' = x - yεθ/‖θ‖$ is 0 for every $θ ≠ 0$.",
    assuming=(lt(0, norm(theta)), eq(d, 1)),
    conclusion=eq(along(example(theta), (theta, h)), 0),
)
jump = Claim(
    name="constant-from-derivative-printed",
    equations=(27,),
    says="In $d = 1$, as its derivative is 0 on ${‖θ‖ ≥ θ_min}$, $x'$ does not change there.",
    assuming=(*away, eq(d, 1)),
    conclusion=le(norm(example(theta_1) - example(theta_2)), 0),
    expected="REFUTED",
    severity="gap in a proof",
    counterexample=lambda: {x: (0,), y: 1, eps: 1, theta_min: 1, theta_1: (1,), theta_2: (-1,)},
)
no_jump = Claim(
    name="one-side",
    says="In $d = 1$, as its derivative is 0 on ${θ ≥ θ_min}$, $x'$ does not change there.",
    source="repair",
    repairs="constant-from-derivative-printed",
    added="$θ₁$, $θ₂$ on one side of 0, with the segment between them in the set",
    adds=(le(0, theta_1), le(0, theta_2)),
    assuming=(*away, le(0, theta_1), le(0, theta_2), eq(d, 1)),
    conclusion=le(norm(example(theta_1) - example(theta_2)), 0),
)
tight = Claim(
    name="tight",
    says=(
        "$ε/θ_min$ is attained by $x'$ on ${‖θ‖ ≥ θ_min}$, in every dimension, between $±θ$ with $‖θ‖ = "
        "θ_min$: no smaller constant serves."
    ),
    source="own",
    assuming=(eq(norm(theta), theta_min), lt(0, norm(theta))),
    conclusion=eq(norm(example(theta) - example(-theta)), eps / theta_min * norm(2 * theta)),
    needs=(Removal(lt(0, norm(theta)), why=VISIBLE),),
)

STATEMENT = Statement(
    name="remark-converse",
    title="A bound of the derivative is a constant on convex sets only",
    section="2.1",
    uses=("derivative-bounds",),
    also={"eq-8": ("converse-without-convexity",), "eq-27": ("constant-from-derivative-printed", "one-side")},
)
