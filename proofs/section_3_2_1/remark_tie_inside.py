"""Sections 1 and 3.2.1: the optimal adversarial example inside the ball, "a locally continuous function of the parameter".

A local maximum with a negative definite Hessian is one, and Lemma 4 is about that; the optimal example is not, where two of them are
equally good, as Section 3.2.3 says. For the loss -(z² - 1)² + θz on |z| <= 2 and |θ| < 4 the optimal z lies inside, its Hessian is
at most -8, and across θ = 0 it jumps from below -1 to above 1. Parameters are written 4s(s² - 1), whose optimal example is s.
"""

from fractions import Fraction

from verify import Abs, Claim, Lemma, Removal, Statement, Symbol, chain, le, line, lt, symbols

a, b, z, h = symbols("a b z h")
theta = Symbol("theta", positive=True)
s, t = symbols("s t", positive=True)


def loss(z, theta):
    """Two hills of one height, and a slope that prefers one of them."""
    return -((z**2 - 1) ** 2) + theta * z


def parameter(s):
    """The parameter whose optimal example is s."""
    return 4 * s * (s**2 - 1)


optimal = Claim(
    name="optimal",
    says="For $s ≥ 1$ no $z$ has a larger loss $-(z²-1)² + θz$ at $θ = 4s(s²-1)$ than $s$, and none at $-θ$ than $-s$.",
    source="own",
    assuming=(le(1, s),),
    conclusion=le(loss(z, parameter(s)), loss(s, parameter(s))),
    derive=lambda: chain(
        line(
            "<=",
            loss(s, parameter(s)),
            (z - s) ** 2 * (z + s) ** 2,
            2 * (z - s) ** 2 * (s - 1) * (s + 1),
        )
    ),
)
curvature = Claim(
    name="curvature",
    says=(
        "There the loss falls by at least $4h² + 4sh³ + h⁴$ over a step $h$: $∇_xℓ = 0$ and $∇²_xℓ ≤ -8$, as Lemma 4 asks, and $C_θx = 1$."
    ),
    source="own",
    assuming=(le(1, s),),
    conclusion=le(loss(s + h, parameter(s)), loss(s, parameter(s)) - 4 * h**2 - 4 * s * h**3 - h**4),
    derive=lambda: chain(
        line("<=", loss(s, parameter(s)) - 4 * h**2 - 4 * s * h**3 - h**4, 6 * h**2 * (s - 1) * (s + 1))
    ),
)
printed = Claim(
    name="optimal-printed",
    says=(
        "Lemma 4 read of the optimal, not a local, maximum of $-(x²-1)² + θx$, which lies inside the ball with a Hessian of at most "
        "$-c = -8$, and $C_θx = 1$: between $θ = 4s(s²-1)$, $s > 1$, and $-θ$ it moves by at most $2θ/8$."
    ),
    assuming=(lt(1, s),),
    conclusion=le(s - (-s), 2 * parameter(s) / 8),
    expected="REFUTED",
    severity="wording",
    counterexample=lambda: {s: Fraction(17, 16)},
)


def over_the_hill():
    """|4s³ - 4s - 4t³ + 4t| = 4|s - t| (s² + st + t² - 1), and the last factor is at least 2."""
    factor = s**2 + s * t + t**2 - 1
    large = Lemma(le(2, factor), (line("<=", factor, (s - 1) * (s + 1), (t - 1) * (t + 1), s * (t - 1), s - 1),))
    return chain(
        line("<=", (Abs(parameter(s) - parameter(t)) / 8) ** 2, (s - t) ** 2 * large.slack * (factor + 2) / 4),
        lemmas=(large,),
        squared=True,
    )


one_hill = Claim(
    name="local-maximum",
    says=(
        "A local maximum obeys it, on one hill: between $4s(s²-1)$ and $4t(t²-1)$, $s, t ≥ 1$, it moves by at most $1/8$ "
        "times their distance."
    ),
    source="repair",
    repairs="optimal-printed",
    added="one local maximum, $s$ and $t$ on one side of 0, in place of the optimal one",
    adds=(le(1, t),),
    restates=(le(1, s),),
    assuming=(le(1, s), le(1, t)),
    conclusion=le(Abs(s - t), Abs(parameter(s) - parameter(t)) / 8),
    derive=over_the_hill,
)


at_least_as_good = le(loss(1, theta), loss(a, theta)), le(loss(-1, -theta), loss(-b, -theta))
jump = Claim(
    name="jump",
    says=(
        "Every optimal example at $θ > 0$ is at least 1, at $-θ$ at most $-1$: they are 2 apart, however small $θ$ is. "
        "At 0 both $±1$ are optimal."
    ),
    source="own",
    assuming=at_least_as_good,
    conclusion=le(2, a - (-b)),
    derive=lambda: chain(
        line(
            "<=",
            a + b,
            ((a**2 - 1) ** 2 + at_least_as_good[0].slack) / theta,
            ((b**2 - 1) ** 2 + at_least_as_good[1].slack) / theta,
        )
    ),
)


def not_before():
    """θ(a - 1) >= (a² - 1)² >= 0."""
    return chain(line("<=", a, ((a**2 - 1) ** 2 + at_least_as_good[0].slack) / theta))


def not_beyond():
    """v² <= θv for v = 4(a - 1), as θ(a - 1) >= (a - 1)²(a + 1)² >= 4(a - 1)²."""
    v = 4 * (a - 1)
    below = (a - 1) ** 2 * ((a + 1) - 2) * ((a + 1) + 2)
    return chain(
        line("<=", theta**2, (theta - v) ** 2, 8 * at_least_as_good[0].slack, 8 * below),
        squared=True,
    )


inside = Claim(
    name="inside",
    says="And at most $1 + θ/4$: for $θ < 4$ it lies inside $|z| ≤ 2$.",
    source="own",
    assuming=(at_least_as_good[0], le(1, a)),
    conclusion=le(4 * (a - 1), theta),
    derive=not_beyond,
    needs=(Removal(le(1, a), follows=not_before),),
)

STATEMENT = Statement(
    name="remark-tie-inside",
    title="The optimal adversarial example inside the ball can jump",
    section="3.2.1",
    uses=("lemma-4",),
)
