"""Lemma 4 (Section 3.2.1): where the bound c of the Hessian is meant to hold.

At the point θ alone is not enough, however small the neighbourhood. The loss is θx - x⁴/4 in d = 1, whose maximiser is
the cube root of θ: parameters are written s³, so that x'(s³) = s.
"""

from proofs.section_3_2.setting import c
from verify import Abs, Claim, Lemma, Statement, chain, eq, le, line, lt, symbols

x, h, k = symbols("x h k")
a, b = symbols("a b", positive=True)
shrink, tau = symbols("rho t", positive=True)


def loss(x, theta):
    """θx - x⁴/4: strongly concave in x on every interval that stays away from 0."""
    return theta * x - x**4 / 4


def nearest_in_fourth_powers():
    """The gap is (x - a)²((x + a)² + 2a²)/4."""
    return chain(line("<=", loss(a, a**3), (x - a) ** 2 * ((x + a) ** 2 + 2 * a**2) / 4))


maximiser = Claim(
    name="maximiser",
    says="For $ℓ = θx - x⁴/4$ and $θ = a³ > 0$ no $x$ has a larger loss than $x' = a$.",
    source="own",
    conclusion=le(loss(x, a**3), loss(a, a**3)),
    derive=nearest_in_fourth_powers,
)
curvature = Claim(
    name="curvature",
    says=(
        "There $∇_xℓ = 0$, $∇²_xℓ = -3x'²$ and the mixed derivative is 1: where $x'$ moves by $h$ and $θ$ by $k$, "
        "$ℓ$ changes by $x'k - (3/2)x'²h² + hk - x'h³ - h⁴/4$."
    ),
    source="own",
    conclusion=eq(loss(a + h, a**3 + k) - loss(a, a**3), a * k - 3 * a**2 * h**2 / 2 + h * k - a * h**3 - h**4 / 4),
)


def difference_of_cubes():
    """(|a³ - b³|/c)² - (a - b)² = (a - b)²(q - c)(q + c)/c² with q = a² + ab + b² >= c."""
    q, ends = a**2 + a * b + b**2, [f - c / 3 for f in (a**2, b**2)]
    middle = line("<=", (a * b) ** 2, b**2 * ends[0], c / 3 * ends[1])
    between = Lemma(le(c / 3, a * b), (middle,), squared=True)
    over = Lemma(le(c, q), (line("<=", q, *ends, between.slack),))
    return chain(
        line("<=", (Abs(a**3 - b**3) / c) ** 2, (a - b) ** 2 * over.slack * (q + c) / c**2),
        lemmas=(between, over),
        squared=True,
    )


along_the_branch = Claim(
    name="along-the-branch",
    says="If no eigenvalue exceeds $-c$ at both parameters, so between them, $|x'(a³) - x'(b³)| ≤ |a³ - b³|/c$.",
    source="own",
    assuming=(le(c, 3 * a**2), le(c, 3 * b**2)),
    conclusion=le(Abs(a - b), Abs(a**3 - b**3) / c),
    derive=difference_of_cubes,
)
every_neighbourhood = Claim(
    name="every-neighbourhood",
    says="No neighbourhood is small enough for the constant at the point: $b = (1-t)a$ breaks it for every $t$ in $(0, 1)$.",
    source="own",
    assuming=(eq(c, 3 * a**2), lt(tau, 1)),
    conclusion=lt((a**3 - (a - tau * a) ** 3) / c, tau * a),
    derive=lambda: chain(
        line("=", (a**3 - (a - tau * a) ** 3) / (3 * a**2)),
        line("<", tau * a, a * tau**2 * (1 - tau) / 3, 2 * a * tau**2 / 3),
    ),
)

STATEMENT = Statement(
    name="lemma-4-constant",
    title="The bound of the Hessian is needed along the branch",
    section="3.2.1",
    uses=("lemma-4",),
)
