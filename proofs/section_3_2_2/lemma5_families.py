"""Lemma 5 on a loss whose maximiser on the sphere is known: the concave quadratic θᵀz - κ‖z‖²/2 around x = 0.

For ‖θ‖ > κε its maximiser over the ball is εθ/‖θ‖. The assumption on the singular values of (41) and the bound of the lemma
are shown. (A Gaussian bump with its centre θ outside the ball has the maximiser of -‖z - θ‖²/2, see lemma-5-multiplier.)
"""

from fractions import Fraction

from proofs.section_3_1.lemma2 import without_a_segment
from proofs.section_3_2.setting import c
from proofs.setting import eps, theta, theta_1, theta_2, theta_min
from verify import Claim, Statement, Vector, along, chain, dot, eq, le, line, lt, norm, symbols, unit
from verify.facts import cauchy_schwarz

u, z, h, k, r = map(Vector, ("u", "z", "h", "k", "r"))
alpha, b = symbols("alpha b")
curve, rho = symbols("kappa rho", positive=True)


def quadratic(z, theta):
    """θᵀz - κ‖z‖²/2: its free maximiser θ/κ lies outside the ball for ‖θ‖ > κε."""
    return dot(theta, z) - curve * dot(z, z) / 2


def attack(theta):
    """The point of the sphere in the direction of θ."""
    return eps * unit(theta)


def quadratic_derivation():
    """The gap is (‖θ‖ - κε)(ε - ‖u‖) + κ(ε - ‖u‖)²/2 + ‖u‖‖θ‖ - uᵀθ."""
    n, size, angle = norm(theta), norm(u), cauchy_schwarz(u, theta)
    terms = ((n - curve * eps) * (eps - size), curve * (eps - size) ** 2 / 2, angle.slack)
    return chain(line("<=", eps * n - curve * eps**2 / 2, *terms, by=angle), line("=", quadratic(attack(theta), theta)))


outside = (lt(0, norm(theta)), le(curve * eps, norm(theta)), le(norm(u), eps))
quadratic_maximiser = Claim(
    name="quadratic-maximiser",
    says="For $‖θ‖ ≥ κε$ no $u$ of the ball has a larger loss $θᵀu - κ‖u‖²/2$ than $εθ/‖θ‖$, on the sphere.",
    source="own",
    assuming=outside,
    conclusion=le(quadratic(u, theta), quadratic(attack(theta), theta)),
    derive=quadratic_derivation,
)
quadratic_stationary = Claim(
    name="quadratic-stationary",
    says="There (38) is stationary with the multiplier $α = ‖θ‖ - κε$.",
    source="own",
    assuming=(lt(0, norm(theta)), lt(0, eps)),
    conclusion=eq(
        along(quadratic(z, theta) - alpha * norm(z), (z, h)).xreplace(
            {z: attack(theta), alpha: norm(theta) - curve * eps}
        ),
        0,
    ),
)


def image():
    """(41) at r = εn, n = r/‖r‖, with α = ‖θ‖ - κε and ρ = ‖θ‖/ε, applied to (b, k)."""
    n = unit(r)
    return -dot(n, k), -curve * k - (rho - curve) * (k - n * dot(n, k)) - b * n


def two_blocks():
    """On (b, p), p = nᵀk, the block [[0, -1], [-1, -κ]], on tangent directions -ρ.

    With q = 1 - c² >= κc the first leaves (qb + κp)²/q + (q - κc)(q + κc)p²/q, the second (ρ² - c²)(‖k‖² - p²).
    """
    first, rest = image()
    p, q, both = dot(unit(r), k), 1 - c**2, (cauchy_schwarz(r, k), cauchy_schwarz(-r, k))
    tangent = (rho - c) * (rho + c) * both[0].slack * both[1].slack / norm(r) ** 2
    plane = (q * b + curve * p) ** 2 / q, (q - curve * c) * (q + curve * c) * p**2 / q
    return chain(
        line("=", c**2 * (b**2 + p**2) + c**2 * (norm(k) ** 2 - p**2)),
        line("<=", first**2 + dot(rest, rest), *plane, tangent, by=both),
    )


first, rest = image()
singular = Claim(
    name="quadratic-singular-values",
    says="No singular value of (41) is below $c$ for $c ≤ ρ = ‖θ‖/ε$ and $c² + κc ≤ 1$.",
    source="own",
    assuming=(lt(0, norm(r)), le(c, rho), le(c**2 + curve * c, 1)),
    conclusion=le(c**2 * (b**2 + norm(k) ** 2), first**2 + dot(rest, rest)),
    derive=two_blocks,
    example=lambda dim: {
        **{v: (1, *[0] * (dim - 1)) for v in (r, k)},
        c: Fraction(1, 2),
        rho: 1,
        curve: 1,
        b: 1,
    },
)


def then_smaller():
    """Lemma 2's chain, and ε/θ_min <= 1/c."""
    start, apart = without_a_segment(), norm(theta_1 - theta_2)
    last = apart**2 * (theta_min - c * eps) / (c * theta_min) * (1 / c + eps / theta_min)
    return chain(*start.lines, line("<=", (apart / c) ** 2, last), squared=True)


lipschitz = Claim(
    name="quadratic-lipschitz",
    says="Its $C_θx$ is 1, and $x'$ is $(1/c)$-Lipschitz on $‖θ‖ ≥ θ_min$ for such a $c ≤ θ_min/ε$, as Lemma 5 has it, convex set or not.",
    source="own",
    assuming=(le(theta_min, norm(theta_1)), le(theta_min, norm(theta_2)), le(c * eps, theta_min)),
    conclusion=le(norm(attack(theta_1) - attack(theta_2)), norm(theta_1 - theta_2) / c),
    derive=then_smaller,
)

STATEMENT = Statement(
    name="lemma-5-families",
    title="Lemma 5 on a concave quadratic",
    section="3.2.2",
    uses=("lemma-5", "lemma-2"),
)
