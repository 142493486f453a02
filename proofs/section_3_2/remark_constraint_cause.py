"""Sections 3.2.1 and 3.2.2: is the constraint the cause of the non-smoothness?

Not in general. Without an active constraint the gradient can fail to be Lipschitz, with (11) to (13) satisfied: the loss
θx - x⁴/4 on |x| <= 1 has x' = θ^(1/3) and ∇ℓ_ε(θ) = θ^(1/3). With an active constraint it can be Lipschitz: under L2 the
linear model is, away from 0 (theorem-1). What Lemma 4 needs is the Hessian, not the absence of a constraint.
Parameters are written s³ here, so that x'(s³) = s.
"""

from fractions import Fraction

from proofs.setting import C
from verify import Abs, Claim, Lemma, Removal, Statement, Symbol, chain, eq, le, line, lt, symbols

x, h, theta = symbols("x h theta")
a, b = symbols("a b", nonnegative=True)
c = Symbol("c", positive=True)


def loss(x, theta):
    """θx - x⁴/4."""
    return theta * x - x**4 / 4


def slope(x):
    """Its derivative in θ, whatever θ is."""
    return x


inside = (lt(a, 1), lt(b, 1))
maximiser = Claim(
    name="maximiser",
    says="For $θ = a³$, $a ≥ 0$, no $x$ has a larger loss $θx - x⁴/4$ than $x' = a$: for $a < 1$ the constraint $|x| ≤ 1$ is not active.",
    source="own",
    conclusion=le(loss(x, a**3), loss(a, a**3)),
    derive=lambda: chain(line("<=", loss(a, a**3), (x - a) ** 2 * ((x + a) ** 2 + 2 * a**2) / 4)),
)
gradient = Claim(
    name="gradient",
    says=(
        "The loss is $ℓ(x, 0) + θx$, so its derivative in $θ$ is $x$: (12) holds with $C_θθ = 0$ and (13) with $C_θx = 1$."
    ),
    source="own",
    conclusion=eq(loss(x, theta + h) - loss(x, theta), slope(x) * h),
)
printed = Claim(
    name="inactive-printed",
    says=(
        "If the constraint is inactive, the gradient of the adversarial loss is $C$-Lipschitz: on $θx - x⁴/4$, where $x' = a$ at "
        "$θ = a³$ and $x' = b$ at $θ = b³$, $|a - b| ≤ C|a³ - b³|$ with $C = 1$."
    ),
    assuming=(*inside, eq(C, 1)),
    conclusion=le(Abs(slope(a) - slope(b)), C * Abs(a**3 - b**3)),
    expected="REFUTED",
    severity="wording",
    counterexample=lambda: {a: Fraction(1, 2), b: 0, C: 1},
)


def with_a_curved_hessian():
    """|a³ - b³| = |a - b|(a² + ab + b²), where a² + ab + b² >= c and C = 1/c."""
    q, half = a**2 + a * b + b**2, c / 2
    enough = Lemma(le(c, q), (line("<=", q, a**2 - half, b**2 - half, a * b),))
    return chain(
        line("<=", (Abs(a**3 - b**3) / c) ** 2, (a - b) ** 2 * enough.slack * (q + c) / c**2),
        lemmas=(enough,),
        squared=True,
    )


INACTIVE = "it keeps the maximiser inside $|x| ≤ 1$: the claim is about a constraint that is not active"

repaired = Claim(
    name="inactive",
    says="If besides the Hessian $-3x'²$ stays at or below $-3c/2$ at both parameters, the gradient is $(1/c)$-Lipschitz there.",
    source="repair",
    repairs="inactive-printed",
    added="the bound of the Hessian that Lemma 4 has, and $1/c$ in place of any $C$",
    adds=(le(c / 2, a**2), le(c / 2, b**2)),
    assuming=(*inside, le(c / 2, a**2), le(c / 2, b**2)),
    conclusion=le(Abs(slope(a) - slope(b)), Abs(a**3 - b**3) / c),
    derive=with_a_curved_hessian,
    needs=tuple(Removal(a, why=INACTIVE) for a in inside),
)
no_constant = Claim(
    name="no-constant",
    says="No $C$ serves it: for $θ = a³$ and 0 with $Ca² < 1$ the gradient changes by more than $C$ times the distance.",
    source="own",
    assuming=(lt(0, a), lt(a, 1), lt(C * a**2, 1)),
    conclusion=lt(C * (a**3 - 0), slope(a) - slope(0)),
    derive=lambda: chain(line("<", slope(a) - slope(0), a * (1 - C * a**2))),
    needs=(Removal(inside[0], why=INACTIVE),),
)
STATEMENT = Statement(
    name="remark-constraint-cause",
    title="The constraint is not the cause",
    section="3.2",
    uses=("lemma-4", "theorem-1"),
)
