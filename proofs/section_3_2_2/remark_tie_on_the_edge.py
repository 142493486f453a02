"""Sections 1 and 3.2.2: the optimal adversarial example on the edge, "a locally continuous function", under L2.

A local maximum on the sphere with a positive multiplier and a regular (41) is one (lemma-5-maximum); the optimal example is not, where
two of them are equally good. Of the loss (eᵀz)² + θᵀz, ‖e‖ = 1, on ‖z‖ <= 1 the optimal z at θ = τe is e, with the multiplier
α = 2 + τ and C_θx = 1, and at -τe it is -e.
"""

from verify import Claim, Rational, Statement, Vector, chain, dot, eq, le, line, norm, symbols
from verify.facts import cauchy_schwarz

e, k, z = map(Vector, ("e", "k", "z"))
tau, alpha, b = symbols("tau alpha b", nonnegative=True)
unit_length, in_the_ball = eq(norm(e), 1), le(norm(z), 1)
c = Rational(2, 5)


def loss(z, theta):
    """Two peaks of one height on the sphere, at e and -e, and a slope that prefers one of them."""
    return dot(e, z) ** 2 + dot(theta, z)


def at_e(dim):
    axis = (1, *[0] * (dim - 1))
    return {e: axis, z: axis, k: axis, tau: 1, alpha: 2, b: 1}


def no_higher():
    up, down = cauchy_schwarz(e, z), cauchy_schwarz(-e, z)
    room = (1 - norm(z)) * (1 + norm(z)), tau * (1 - norm(z))
    return chain(line("<=", 1 + tau, up.slack * down.slack, tau * up.slack, *room, by=(up, down)))


printed = Claim(
    name="optimal-printed",
    says=(
        "Lemma 5 read of the optimal, not a local, maximum, on the sphere: of $(eᵀz)² + θᵀz$, with no singular value of (41) below "
        "$c = 2/5$ and $C_θx = 1$, it moves between $θ = τe$ and $-τe$, where it is $e$ and $-e$, by at most $2τ/c$."
    ),
    equations=(40,),
    assuming=(unit_length,),
    conclusion=le(norm(e - (-e)), norm(tau * e - (-tau * e)) / c),
    expected="REFUTED",
    severity="wording",
    counterexample=lambda: {e: (1, 0), tau: Rational(1, 4)},
)
one_side = Claim(
    name="one-side",
    says="On one side of $θ = 0$ it stands still: at each $τe$, $τ ≥ 0$, no $z$ of the ball has a larger loss than $e$.",
    source="repair",
    repairs="optimal-printed",
    added="parameters on one side, where one local maximum is the optimal one",
    adds=(in_the_ball,),
    assuming=(unit_length, in_the_ball),
    conclusion=le(loss(z, tau * e), 1 + tau),
    derive=no_higher,
    example=at_e,
)


def both_blocks():
    """With p = eᵀk: on the sphere α² >= 4 > c², and (1 - c²)b² - 4bp + (5 - c²)p² = 21/25 (b - 50p/21)² + 41p²/525."""
    p = dot(e, k)
    across = (alpha - 2) * (alpha + 2) + 4 - c**2
    both = cauchy_schwarz(e, k), cauchy_schwarz(-e, k)
    terms = across * both[0].slack * both[1].slack, Rational(21, 25) * (b - p * 50 / 21) ** 2, p**2 * 41 / 525
    image = 2 * p * e - alpha * (k - p * e) - b * e
    return chain(line("<=", p**2 + dot(image, image), *terms, by=both))


regular = Claim(
    name="regular",
    says="There, with $∇²_xℓ = 2eeᵀ$ and $α ≥ 2$, the bordered Hessian (41), applied to $(b, k)$, has no singular value below 2/5.",
    source="own",
    assuming=(unit_length, le(2, alpha)),
    conclusion=le(
        c**2 * (b**2 + norm(k) ** 2),
        dot(e, k) ** 2
        + dot(
            2 * dot(e, k) * e - alpha * (k - dot(e, k) * e) - b * e,
            2 * dot(e, k) * e - alpha * (k - dot(e, k) * e) - b * e,
        ),
    ),
    derive=both_blocks,
    example=at_e,
)

STATEMENT = Statement(
    name="remark-tie-on-the-edge",
    title="The optimal adversarial example on the edge can jump",
    section="3.2.2",
    uses=("lemma-5",),
)
