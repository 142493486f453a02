"""Section 3.2.2: exact losses on which the sign of the determinant and the maximum do not go together.

The loss is gᵀz + Σ m_i z_i²/2 on the ball ‖z‖ <= 1 around x = 0, at the point e = (1, 0, ..., 0) with g = (α - m₁)e, so
that ∇ℓ(e) = αe. Its bordered Hessian is worked out from the Lagrange function and written in coordinates.
"""

from fractions import Fraction

from verify import (
    Claim,
    Integer,
    Statement,
    Symbol,
    Vector,
    along,
    at,
    chain,
    det,
    diff,
    dot,
    eq,
    le,
    line,
    lt,
    ne,
    norm,
    symbols,
)

z, g, m, h, k, e = map(Vector, ("z", "g", "m", "h", "k", "e"))
a, b, multiplier = symbols("a b alpha")
m_2, m_3, m_4 = symbols("m_2 m_3 m_4")
t = Symbol("t", positive=True)


def loss(z, g, m):
    """gᵀz + Σ m_i z_i²/2."""
    return dot(g, z) + dot(m, z**2) / 2


def determinant(*curvatures, alpha):
    """Determinant of the bordered Hessian at e in as many dimensions as there are curvatures m_i."""
    dim = len(curvatures)
    lagrange = loss(z, g, m) - multiplier * (norm(z) - 1)
    form = at(along(along(lagrange, (z, h), (multiplier, a)), (z, k), (multiplier, b)), dim)
    here = {multiplier: alpha}
    for i in range(dim):
        here |= dict(zip(at(z, dim)[i : i + 1] + at(m, dim)[i : i + 1], (int(i == 0), curvatures[i]), strict=True))
    rows, columns = (a, *at(h, dim)), (b, *at(k, dim))
    return det([[diff(diff(form, p), q).xreplace(here) for q in columns] for p in rows])


unique = Claim(
    name="linear-maximum",
    says="The loss $eᵀz$, $‖e‖ = 1$, has a strict maximum over the ball at $z = e$, in every dimension.",
    source="own",
    assuming=(eq(norm(e), 1), le(norm(z), 1), ne(norm(z - e), 0)),
    conclusion=lt(dot(e, z), 1),
    derive=lambda: chain(line("<", 1, norm(z - e) ** 2 / 2, (1 - norm(z)) / 2, (1 - norm(z)) * norm(z) / 2)),
    example=lambda dim: {e: (1, *[0] * (dim - 1)), z: (0,) * dim},
)
strict = (lt(0, multiplier), le(m_2, 0), le(m_3, 0))
strict_printed = Claim(
    name="maximum-printed",
    says="A strict maximum has a positive determinant, as Lemma 5 assumes: in $ℝ³$ at $e$ with $m₂, m₃ ≤ 0$ and $α > 0$.",
    assuming=strict,
    conclusion=lt(0, determinant(0, m_2, m_3, alpha=multiplier)),
    expected="REFUTED",
    severity="gap in a proof",
    counterexample=lambda: {multiplier: 1, m_2: 0, m_3: 0},
)
strict_even = Claim(
    name="maximum-in-the-plane",
    says="It has one in the plane, at $e$ with $m₂ ≤ 0$ and $α > 0$.",
    source="repair",
    repairs="maximum-printed",
    added="$d = 2$ in place of $d = 3$",
    assuming=strict[:2],
    conclusion=lt(0, determinant(0, m_2, alpha=multiplier)),
    derive=lambda: chain(line("<", multiplier - m_2, multiplier, -m_2)),
)


def on_circle(t):
    """The points of the unit circle in the plane of the first two axes, t = 0 at e."""
    return (1 - t**2) / (1 + t**2), 2 * t / (1 + t**2)


positive = Claim(
    name="saddle-determinant",
    says="For $z₁ + z₂² + z₃²$ in $ℝ⁴$ at $e$ the determinant is positive.",
    source="own",
    conclusion=lt(0, determinant(0, 2, 2, 0, alpha=Integer(1))),
)
saddle = Claim(
    name="saddle",
    says="Yet $z₁ + z₂² + z₃²$ has no maximum over the ball at $e$: feasible points as near to $e$ as one likes have a larger loss.",
    source="own",
    assuming=(lt(t, 1),),
    conclusion=lt(1, on_circle(t)[0] + on_circle(t)[1] ** 2),
    derive=lambda: chain(
        line("<", on_circle(t)[0] + on_circle(t)[1] ** 2, 2 * t**2 * (1 - t) * (1 + t) / (1 + t**2) ** 2)
    ),
)
in_four_dimensions = Claim(
    name="in-four-dimensions",
    says=(
        "Does in $ℝ⁴$ a positive determinant with $α > 0$ make $e$ a maximum on the circle through the second "
        "axis: has no point a larger loss?"
    ),
    source="own",
    assuming=(lt(0, determinant(0, m_2, m_3, m_4, alpha=multiplier)), lt(0, multiplier), lt(t, 1)),
    conclusion=le(multiplier * on_circle(t)[0] + m_2 * on_circle(t)[1] ** 2 / 2, multiplier),
    expected="REFUTED",
    counterexample=lambda: {multiplier: 1, m_2: 2, m_3: 2, m_4: 0, t: Fraction(1, 2)},
)
z_1, z_2 = symbols("z_1 z_2")
in_the_disc = le(z_1**2 + z_2**2, 1)


def inside_the_disc():
    """The gap is (α - m₂)z₂²/2 + α(1 - z₁ - z₂²/2), where 1 - z₁ - z₂²/2 = ((1 - z₁)² + 1 - z₁² - z₂²)/2."""
    terms = (multiplier - m_2) * z_2**2 / 2, multiplier * (1 - z_1) ** 2 / 2, multiplier * in_the_disc.slack / 2
    return chain(line("<=", multiplier, *terms))


ball_printed = Claim(
    name="ball-printed",
    says="In $d = 2$ a positive determinant makes $e$ a maximum over the disc: no $z$ of it has a larger loss $αz₁ + m₂z₂²/2$.",
    assuming=(lt(0, determinant(0, m_2, alpha=multiplier)), in_the_disc),
    conclusion=le(multiplier * z_1 + m_2 * z_2**2 / 2, multiplier),
    expected="REFUTED",
    severity="gap in a proof",
    counterexample=lambda: {multiplier: -1, m_2: -3, z_1: Fraction(1, 2), z_2: 0},
)
ball_repaired = Claim(
    name="ball",
    says="With a multiplier $α ≥ 0$ it does.",
    source="repair",
    repairs="ball-printed",
    added="$α ≥ 0$",
    adds=(le(0, multiplier),),
    assuming=(*ball_printed.assuming, le(0, multiplier)),
    conclusion=ball_printed.conclusion,
    derive=inside_the_disc,
)
s = Symbol("s", positive=True)
not_even_near = Claim(
    name="not-even-near",
    says="With $α = -s < 0$ every $(1-t)e$, however near to $e$, has a larger loss: $e$ is no local maximum over the disc either.",
    source="own",
    conclusion=lt(-s, -s * (1 - t)),
    derive=lambda: chain(line("<", -s * (1 - t), s * t)),
)

STATEMENT = Statement(
    name="remark-second-order-examples",
    title="Losses on which the sign of the determinant misleads",
    section="3.2.2",
    uses=("remark-second-order",),
)
