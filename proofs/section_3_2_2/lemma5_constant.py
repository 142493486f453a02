"""Lemma 5 (Section 3.2.2): where the bound c of the singular values is meant to hold.

At the point θ alone is not enough, however small the neighbourhood, as for Lemma 4 (lemma-4-constant). The loss is
z₁/4 + θz₂ + z₂³ on the unit disc. Its stationary points on the circle near (1, 0) are P(t) = ((1-t²), 2t)/(1+t²), at the
parameter θ(t); at t = 0 the parameter is 0 and (41) has the singular values 1, 1 and 1/4.
"""

from fractions import Fraction

from verify import Claim, Lemma, Rational, Removal, Statement, Symbol, chain, eq, le, line, lt, symbols

b, k_1, k_2 = symbols("b k_1 k_2")
t = Symbol("t", positive=True)
short = le(t, Rational(1, 25))
room = Rational(1, 25) - t


def on_circle(t):
    return (1 - t) * (1 + t) / (1 + t**2), 2 * t / (1 + t**2)


def parameter(t):
    """The θ at which P(t) is stationary."""
    return t / (2 * (1 - t) * (1 + t)) - 12 * t**2 / (1 + t**2) ** 2


def moved(t):
    """‖P(t) - P(0)‖²."""
    z_1, z_2 = on_circle(t)
    return (z_1 - 1) ** 2 + z_2**2


z_1, z_2 = on_circle(t)
stationary = Claim(
    name="stationary",
    says="At $θ(t)$ and $P(t)$ (38) is stationary: the gradient $(1/4, θ + 3z₂²)$ is $αz$ with $α = 1/(4z₁) > 0$.",
    source="own",
    assuming=(lt(t, 1),),
    conclusion=eq((parameter(t) + 3 * z_2**2) * z_1, z_2 / 4),
)
tangent_block = Claim(
    name="tangent-block",
    says="For $t ≤ 1/50$ the tangent block $6z₂z₁² - 1/(4z₁)$ is negative, so $P(t)$ is a local maximum and the determinant is positive.",
    source="own",
    assuming=(le(t, Rational(1, 50)),),
    conclusion=lt(6 * z_2 * z_1**2, 1 / (4 * z_1)),
    derive=lambda: chain(
        line("<=", 12 * t, 12 * t * (1 - (1 - t) ** 2 * (1 + t) ** 2 / (1 + t**2) ** 3)),
        line("<", 1 / (4 * z_1), 12 * (Rational(1, 50) - t) + Rational(1, 100), t**2 / (2 * (1 - t) * (1 + t))),
    ),
)
at_zero = Claim(
    name="singular-values",
    says="At $θ = 0$ the bordered Hessian takes $(b, k)$ to $(-k₁, -b, -k₂/4)$: no singular value is below $c = 1/4$.",
    source="own",
    conclusion=le((b**2 + k_1**2 + k_2**2) / 16, (-k_1) ** 2 + (-b) ** 2 + (-k_2 / 4) ** 2),
    derive=lambda: chain(line("<=", k_1**2 + b**2 + k_2**2 / 16, Rational(15, 16) * k_1**2, Rational(15, 16) * b**2)),
)


def smaller_parameter():
    """0 <= θ(t) <= t/2 - 10t², so 16θ² <= 4t²(1 - 20t)² < 4t²/(1 + t²)."""
    theta, bound, square = parameter(t), t / 2 - 10 * t**2, room * (Rational(1, 25) + t)
    (
        flat,
        round_,
    ) = (1 - t) * (1 + t), (1 + t**2) ** 2
    above = line(
        "<=",
        theta,
        t**3 / (2 * flat),
        12 * t**4 * (2 + t**2) / round_,
        12 * t * room,
        t * Rational(1, 50),
    )
    rest = 1 - 22 * Rational(1, 625) - 11 * Rational(1, 625) ** 2
    below = line(
        "<=",
        bound,
        t**2 * (22 * square + 11 * square * (Rational(1, 625) + t**2) + rest) / round_,
        t**2 * (2 * square + room + Rational(1, 2)) / (2 * flat),
        t**2 * (2 - 2 * Rational(1, 625) - Rational(1, 25) - Rational(1, 2)) / (2 * flat),
    )
    low, high = Lemma(le(0, theta), (above,)), Lemma(le(theta, bound), (below,))
    left = 401 * room + Rational(599, 25) + 40 * t**2 * (10 * room + Rational(3, 5))
    return chain(
        line("<=", 16 * bound**2, 16 * high.slack**2, 32 * high.slack * low.slack),
        line("<", moved(t), 4 * t**3 / (1 + t**2) * left),
        lemmas=(low, high),
    )


every_neighbourhood = Claim(
    name="every-neighbourhood",
    says="No neighbourhood is small enough for the constant at the point: every $t$ with $0 < t ≤ 1/25$ breaks it.",
    source="own",
    assuming=(short,),
    conclusion=lt(16 * parameter(t) ** 2, moved(t)),
    derive=smaller_parameter,
    needs=(Removal(short, point={"t": Fraction(1, 2)}),),
)


def on_the_other_side():
    """-θ(-t) = t/(2(1-t²)) + 12t²/(1+t²)² is at least t/2."""
    theta = -parameter(-t)
    flat = (1 - t) * (1 + t)
    enough = Lemma(le(t / 2, theta), (line("<=", theta, t**3 / (2 * flat), 12 * t**2 / (1 + t**2) ** 2),))
    return chain(
        line("<=", 4 * t**2, 4 * t**4 / (1 + t**2)),
        line("<=", 16 * theta**2, 16 * enough.slack * (theta + t / 2)),
        lemmas=(enough,),
    )


along = Claim(
    name="along-the-branch",
    says="On the other side, where the tangent block at $P(-t)$ stays below $-1/4$, $‖P(-t) - P(0)‖² ≤ θ(-t)²/c²$ with $c = 1/4$.",
    source="own",
    assuming=(lt(t, 1),),
    conclusion=le(moved(-t), 16 * parameter(-t) ** 2),
    derive=on_the_other_side,
)

STATEMENT = Statement(
    name="lemma-5-constant",
    title="The bound of the singular values is needed along the branch",
    section="3.2.2",
    where="The loss is $z₁/4 + θz₂ + z₂³$ on the unit disc, $P(t) = (1 - t², 2t)/(1 + t²)$, $θ(t) = t/(2(1-t²)) - 12t²/(1+t²)²$.",
    uses=("lemma-5", "lemma-4-constant"),
)
