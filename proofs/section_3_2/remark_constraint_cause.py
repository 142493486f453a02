"""Sections 3.2.1 and 3.2.2: is the constraint the cause of the non-smoothness?

Not in general. Without an active constraint the gradient can fail to be Lipschitz, with (11) to (13) satisfied: the loss
θx - x⁴/4 on |x| <= 1 has x' = θ^(1/3) and ∇ℓ_ε(θ) = θ^(1/3). With an active constraint it can be Lipschitz: under L2 the
linear model is, away from 0 (theorem-1). What Lemma 4 needs is the Hessian, not the absence of a constraint.
Parameters are written s³ here, so that x'(s³) = s. Nor does every loss tell the constraints apart (the conclusion, Section 4):
where the L-infinity attack lies in the L2 ball both adversarial losses are one number.
"""

from fractions import Fraction

from proofs.setting import C, delta, ell, eps
from proofs.setting import theta as parameter
from proofs.setting import x as point
from verify import (
    Abs,
    Claim,
    Instance,
    Lemma,
    Removal,
    Schema,
    Statement,
    Symbol,
    Vector,
    chain,
    eq,
    le,
    line,
    lt,
    norm,
    symbols,
)
from verify.facts import coordinate_size, zero_square

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

# Two constraints, any loss: the L2 ball lies in the L-infinity ball of the same radius.
u, delta_1, delta_2 = map(Vector, ("u", "delta_1", "delta_2"))
at_linf, at_l2 = (ell(point + by, parameter) for by in (delta_1, delta_2))
WORST_LINF = Schema(
    "$δ₁$ is worst under $L∞$", (delta,), le(ell(point + delta, parameter), at_linf), (le(Abs(delta), eps),)
)
WORST_L2 = Schema(
    "$δ₂$ is worst under $L2$", (delta,), le(ell(point + delta, parameter), at_l2), (le(norm(delta), eps),)
)


def each_is_feasible_for_the_other():
    """The loss at either attack is at most that at the other: |δ_2| <= ‖δ_2‖ <= ε in every coordinate."""
    size = coordinate_size(delta_2)
    inside = Lemma(le(Abs(delta_2), eps), (line("<=", eps, size.slack, eps - norm(delta_2), by=size),))
    over, under = WORST_LINF(delta_2), WORST_L2(delta_1)
    same = Lemma(le((at_linf - at_l2) ** 2, 0), (line("<=", 0, over.slack * under.slack, by=(over, under)),))
    return chain(line("=", at_l2, by=zero_square(at_linf - at_l2)), lemmas=(inside, same))


def only_at(attack):
    """A loss that is largest at x + attack and smaller everywhere else."""
    return Instance({"ell": ((u, parameter), -(norm(u - point - attack) ** 2))})


farther = Instance({"ell": ((u, parameter), norm(u - point))}, {eps: 0})
pair = {"x": (0,), "theta": (0,), "varepsilon": 1}
either_constraint = Claim(
    name="either-constraint",
    says=(
        "For any loss: where a worst $δ₁$ of the $L∞$ ball lies in the $L2$ ball, the adversarial losses under $L∞$ and $L2$ are equal, so "
        "there the constraint makes no difference."
    ),
    source="own",
    assuming=(le(norm(delta_1), eps), WORST_LINF, le(norm(delta_2), eps), WORST_L2),
    conclusion=eq(at_linf, at_l2),
    derive=each_is_feasible_for_the_other,
    instance=Instance({"ell": ((u, parameter), norm(parameter) ** 2)}),
    needs=(
        Removal(le(norm(delta_1), eps), instance=farther, point={"x": (0,), "delta_1": (1,), "delta_2": (0,)}),
        Removal(WORST_LINF, instance=only_at(delta_2), point={**pair, "delta_1": (1,), "delta_2": (0,)}),
        Removal(le(norm(delta_2), eps), instance=farther, point={"x": (0,), "delta_1": (0,), "delta_2": (1,)}),
        Removal(WORST_L2, instance=only_at(delta_1), point={**pair, "delta_1": (0,), "delta_2": (1,)}),
    ),
)

STATEMENT = Statement(
    name="remark-constraint-cause",
    title="The constraint is not the cause",
    section="3.2",
    uses=("lemma-4", "theorem-1"),
)
