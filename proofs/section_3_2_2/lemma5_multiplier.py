"""Lemma 5 (Section 3.2.2): the multiplier must be positive for the maximum over the ball to stay on the sphere.

The loss is -‖z - θ‖²/2 on the ball ‖z‖ <= 1 around x = 0. On the sphere its stationary point is θ/‖θ‖, with the
multiplier ‖θ‖ - 1 and the tangent block -‖θ‖I, so that in d = 2 the determinant is ‖θ‖ > 0. At ‖θ‖ = 1 the point z = θ is
the maximum over the ball, it lies on the sphere, and the multiplier is 0.
"""

from dataclasses import replace

from verify import (
    Claim,
    Rational,
    Removal,
    Statement,
    Vector,
    along,
    chain,
    d,
    dot,
    eq,
    le,
    line,
    lt,
    norm,
    symbols,
    unit,
)
from verify.facts import cauchy_schwarz

z, e, w, theta, h, k = map(Vector, ("z", "e", "w", "theta", "h", "k"))
alpha, b = symbols("alpha b")
t, rho = symbols("t rho", positive=True)


def loss(z, theta):
    """-‖z - θ‖²/2: its maximiser over the ball is the point of the ball nearest to θ."""
    return -dot(z - theta, z - theta) / 2


def lagrange(z, theta):
    """(38) for ε = 1."""
    return loss(z, theta) - alpha * (norm(z) - 1)


stationary = Claim(
    name="stationary",
    says="On the sphere $θ/‖θ‖$ is stationary, with the multiplier $α = ‖θ‖ - 1$.",
    source="own",
    assuming=(lt(0, norm(theta)),),
    conclusion=eq(along(lagrange(z, theta), (z, h)).xreplace({z: unit(theta), alpha: norm(theta) - 1}), 0),
)
tangent_block = Claim(
    name="tangent-block",
    says="There the second derivative on tangent directions $w$, $wᵀθ = 0$, is $-‖θ‖‖w‖²$: in $d = 2$ the determinant is $‖θ‖ > 0$.",
    source="own",
    assuming=(lt(0, norm(theta)), eq(dot(theta, w), 0)),
    conclusion=eq(
        along(along(lagrange(z, theta), (z, w)), (z, w)).xreplace({z: unit(theta), alpha: norm(theta) - 1}),
        -norm(theta) * norm(w) ** 2,
    ),
    example=lambda dim: {theta: (2, *[0] * (dim - 1)), w: (0, *[1] * (dim - 1))},
)
printed = Claim(
    name="stays-on-the-sphere-printed",
    says="A maximum on the sphere stays there: at $‖θ‖ = 1$ it does, so for $(1-t)θ$ no $z$ of the ball has a larger loss than $θ$.",
    assuming=(eq(norm(theta), 1), lt(t, 1), le(norm(z), 1)),
    conclusion=le(loss(z, (1 - t) * theta), loss(theta, (1 - t) * theta)),
    expected="REFUTED",
    counterexample=lambda: {theta: (1, 0), z: (Rational(1, 2), 0), t: Rational(1, 2)},
)


def half_is_a_bound():
    """The gap is 3/4(‖k‖² - p²) + 7/4(p + 4b/7)² + 5b²/28 with p = θᵀk."""
    part, both = dot(theta, k), (cauchy_schwarz(theta, k), cauchy_schwarz(-theta, k))
    end = part**2 + dot(k + b * theta, k + b * theta)
    terms = both[0].slack * both[1].slack * 3 / 4, (part + b * 4 / 7) ** 2 * 7 / 4, b**2 * 5 / 28
    return chain(line("<=", end, *terms, by=both))


singular_values = Claim(
    name="singular-values",
    says="At $z = θ$, $‖θ‖ = 1$, $α = 0$ the bordered Hessian (41), here applied to $(b, k)$, has no singular value below 1/2.",
    source="own",
    assuming=(eq(norm(theta), 1),),
    conclusion=le((b**2 + norm(k) ** 2) / 4, dot(theta, k) ** 2 + dot(k + b * theta, k + b * theta)),
    derive=half_is_a_bound,
)


def nearer_inside():
    """At (1-t)θ the point θ of the sphere loses t²/2, and the point (1-t)θ nothing."""
    return chain(line("<", 0, t**2 / 2))


in_the_plane = Claim(
    name="lemma-5-printed",
    says=(
        "Lemma 5 in even $d$, here $d = 2$, $‖θ‖ = 1$ and multiplier 0, where all it assumes holds: near $θ$ its "
        "maximum is on the branch of the sphere, which is $C¹$, so for every $ρ$ some $(1-t)θ$ with $t < ρ$ is no "
        "better a point than $θ$, the branch there. (40) itself is not refuted."
    ),
    assuming=(eq(d, 2), eq(norm(theta), 1), lt(t, rho), lt(t, 1)),
    exists=(t,),
    conclusion=le(0, loss(theta, (1 - t) * theta)),
    expected="REFUTED",
    severity="changes a result",
    counter={rho: 1},
    disprove=nearer_inside,
    example=lambda dim: {theta: (1, *[0] * (dim - 1)), rho: 1},
)


def nearest_point():
    """‖z - θ‖² - (‖θ‖ - 1)² = (1 - ‖z‖)(2‖θ‖ - 1 - ‖z‖) + 2(‖z‖‖θ‖ - zᵀθ)."""
    n, angle = norm(theta), cauchy_schwarz(z, theta)
    terms = ((n - 1) * (1 - norm(z)), (1 - norm(z)) ** 2 / 2, angle.slack)
    return chain(line("<=", -((n - 1) ** 2) / 2, *terms, by=angle), line("=", loss(unit(theta), theta)))


repaired = Claim(
    name="stays-on-the-sphere",
    says="With a positive multiplier, $‖θ‖ > 1$, it stays there: no $z$ of the ball has a larger loss than $θ/‖θ‖$.",
    source="repair",
    repairs="stays-on-the-sphere-printed",
    added="a positive multiplier at the parameter, which is positive near it too",
    adds=(lt(1, norm(theta)),),
    assuming=(lt(1, norm(theta)), le(norm(z), 1)),
    conclusion=le(loss(z, theta), loss(unit(theta), theta)),
    derive=nearest_point,
)
in_the_plane_repaired = replace(
    repaired,
    name="lemma-5",
    says="With a positive multiplier at $θ$ as well, $‖θ‖ > 1$, the maximum of $-‖z-θ‖²/2$ in the unit ball stays on the sphere.",
    repairs="lemma-5-printed",
    restates=(le(norm(z), 1),),
)
leaves = Claim(
    name="leaves-the-sphere",
    says=(
        "Without it the maximum leaves the sphere at once: for $0 < t < 1$ the point $z = (1-t)e$, of "
        "loss 0, beats every $w$ of the sphere, $‖e‖ = 1$."
    ),
    source="own",
    assuming=(eq(norm(e), 1), eq(norm(w), 1), lt(t, 1)),
    conclusion=lt(loss(w, (1 - t) * e), 0),
    derive=lambda: chain(line("<", 0, t**2 / 2, (1 - t) * cauchy_schwarz(w, e).slack, by=cauchy_schwarz(w, e))),
    example=lambda dim: {e: (1, *[0] * (dim - 1)), w: (1, *[0] * (dim - 1)), t: Rational(1, 2)},
    needs=(
        Removal(eq(norm(e), 1), point={"e": (2,), "w": (1,), "t": Rational(1, 2)}),
        Removal(eq(norm(w), 1), point={"e": (1,), "w": (Rational(1, 2),), "t": Rational(1, 2)}),
    ),
)


def nearest_from_outside():
    """The gap is ((1 - ‖z‖)² + 2t(1 - ‖z‖))/2 + (1 + t)(‖z‖ - zᵀe)."""
    n, angle = norm(z), cauchy_schwarz(z, e)
    terms = (1 - n) ** 2 / 2, t * (1 - n), (1 + t) * angle.slack
    return chain(line("<=", loss(e, (1 + t) * e), *terms, by=angle))


kink = Claim(
    name="not-differentiable",
    says=(
        "So the maximum is not differentiable at $e$: at $(1+t)e$ no $z$ of the ball has a larger loss than $e$, where it stands still, "
        "and at $(1-t)e$ it has moved by $t$."
    ),
    source="own",
    assuming=(eq(norm(e), 1), le(norm(z), 1)),
    conclusion=le(loss(z, (1 + t) * e), loss(e, (1 + t) * e)),
    derive=nearest_from_outside,
    example=lambda dim: {e: (1, *[0] * (dim - 1)), z: (0,) * dim, t: Rational(1, 2)},
)

STATEMENT = Statement(
    name="lemma-5-multiplier",
    title="The multiplier must be positive",
    section="3.2.2",
    uses=("lemma-5",),
    also={"eq-40": ("lemma-5-printed", "lemma-5"), "eq-43": ("lemma-5-printed", "lemma-5")},
)
