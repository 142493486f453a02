"""The activation of Section 3.2.4, f(u) = u sigmoid(u), and its minimiser u* = -1 - W(1/e), W Lambert's function."""

from proofs.setting import z
from verify import (
    Claim,
    Integer,
    LambertW,
    Lemma,
    OneRoot,
    Rational,
    Removal,
    Statement,
    chain,
    diff,
    eq,
    exp,
    le,
    line,
    lt,
    ne,
    sigmoid,
    softplus,
    symbols,
)
from verify.facts import lambert, lambert_reciprocal, logistic, logistic_symmetry, tangent, taylor

u, a, b, t, v = symbols("u a b t v")
half = Rational(1, 2)
W = LambertW(exp(-1))
u_star = -1 - W
# The 50 decimals of -u*, rounded down and up.
DIGITS = Rational("1.27846454276107379510935873902298015543947748861974")
ABOVE = DIGITS + Rational(1, 10**50)


def swish(u):
    """The activation u sigmoid(u)."""
    return u * sigmoid(u)


def slope(u):
    """Its derivative, as the paper writes it."""
    return sigmoid(u) + u * sigmoid(u) * (1 - sigmoid(u))


# W exp(1 + W) = 1, so exp(-u*) = 1/W.
INVERSE = lambert_reciprocal(exp(-1))


def rising(a, b):
    """f(a) <= f(b) for u* <= a <= b.

    The gap is σ(a)σ(b) [h + h exp(-a) + a (exp(-a) - exp(-b))] with h = b - a, where a = -1 - W + (a - u*).
    """
    size, h = sigmoid(a) * sigmoid(b), b - a
    star, down, back = (tangent(exp(z), z, *ends) for ends in ((-a, -u_star), (-a, -b), (-b, -a)))
    terms = (
        size * h * W * star.slack,
        size * h * W * exp(-a) * (a - u_star),
        size * (1 + W) * down.slack,
        size * (a - u_star) * back.slack,
        size * (a - u_star) * exp(-b) * h,
    )
    return line("<=", swish(b), *terms, by=(star, down, back, logistic(a), logistic(b), INVERSE))


def falling(a, b):
    """f(b) <= f(a) for a <= b <= u*, where b = -1 - W - (u* - b)."""
    size, h = sigmoid(a) * sigmoid(b), b - a
    star, back = (tangent(exp(z), z, *ends) for ends in ((-u_star, -b), (-b, -a)))
    terms = (
        size * h * W * star.slack,
        size * h * W * exp(-u_star) * (u_star - b),
        size * (1 + W) * back.slack,
        size * (u_star - b) * back.slack,
        size * (u_star - b) * exp(-b) * h,
    )
    return line("<=", swish(a), *terms, by=(star, back, logistic(a), logistic(b), INVERSE))


def below_a_parabola():
    """f'' = 2σ(1-σ) - σ(1-σ) z (2σ-1) <= 1/2, as z (2σ(z) - 1) >= 0 and σ(1-σ) <= 1/4; then Taylor's theorem."""
    s, zero, bend = sigmoid(z), Integer(0), diff(slope(z), z)
    there, back = tangent(softplus(v), v, zero, z), tangent(softplus(v), v, z, zero)
    odd = line("<=", 2 * s * z, 2 * there.slack, 2 * back.slack, by=(there, back, logistic(zero)))
    same_sign = Lemma(le(z, 2 * s * z), (odd,))
    bent = line("<=", half, 2 * (s - half) ** 2, s * (1 - s) * same_sign.slack)
    return chain(
        line("<=", swish(u) + t * slope(u) + t**2 / 4, by=taylor(swish(z), z, u, u + t, half)),
        lemmas=(same_sign, Lemma(le(bend, half), (bent,))),
    )


derivative = Claim(
    name="derivative",
    says=(
        "The derivative of $f(u) = uσ(u)$ is $f'(u) = σ(u) + uσ(u)(1 - σ(u))$: $f(u+t) ≤ f(u) + tf'(u) + t²/4$ "
        "for every $t$ of either sign."
    ),
    conclusion=le(swish(u + t), swish(u) + t * slope(u) + t**2 / 4),
    derive=below_a_parabola,
)
stationary = Claim(
    name="stationary",
    says="It vanishes at $u* = -1 - W(1/e)$, where $W$ is Lambert's function.",
    conclusion=eq(slope(u_star), 0),
    derive=lambda: chain(line("=", 0, by=(INVERSE, logistic(u_star)))),
)
increases = Claim(
    name="increases",
    says="$f$ increases from $u*$ on: $f(a) ≤ f(b)$ for $u* ≤ a ≤ b$.",
    source="own",
    assuming=(le(u_star, a), le(a, b)),
    conclusion=le(swish(a), swish(b)),
    derive=lambda: chain(rising(a, b)),
)
decreases = Claim(
    name="decreases",
    says="$f$ decreases up to $u*$: $f(b) ≤ f(a)$ for $a ≤ b ≤ u*$.",
    source="own",
    assuming=(le(a, b), le(b, u_star)),
    conclusion=le(swish(b), swish(a)),
    derive=lambda: chain(falling(a, b)),
)


def k(u):
    """f'(u) = σ(u) σ(-u) k(u), and k increases."""
    return 1 + u + exp(u)


def by_an_increasing_function():
    """(u - u*)^2 <= (u - u*)(k(u) - k(u*)), and k(u*) = 0."""
    size = sigmoid(u) * (1 - sigmoid(u))
    up, down = tangent(exp(z), z, u_star, u), tangent(exp(z), z, u, u_star)
    rest = size * (u - u_star) * (k(u) - k(u_star))
    return chain(
        line("<", size * (u - u_star) ** 2, size * (u - u_star) ** 2),
        line("<=", rest, size * up.slack, size * down.slack, by=(up, down)),
        line("=", slope(u) * (u - u_star), by=(lambert(exp(-1)), logistic(-u), logistic_symmetry(u))),
    )


unique = Claim(
    name="unique",
    says="It vanishes nowhere else: it has the sign of $u - u*$.",
    assuming=(ne(u, u_star),),
    conclusion=lt(0, slope(u) * (u - u_star)),
    derive=by_an_increasing_function,
    source="own",
    needs=(Removal(ne(u, u_star), put={u: u_star}),),
)


def digits(name, says, low, high):
    return Claim(
        name=name,
        says=says,
        source="own",
        conclusion=lt(low, high),
    )


enclosed = Claim(
    name="fifty-digits",
    says="Between -1.27846454276107379510935873902298015543947748861975 and …974 there is a zero of $f'$, the one of all.",
    source="own",
    assuming=(le(-ABOVE, u), le(u, -DIGITS)),
    exists=(u,),
    conclusion=eq(slope(u), 0),
    certificate=OneRoot(),
)
below = digits(
    "fifty-digits-below",
    "$u*$ lies above -1.27846454276107379510935873902298015543947748861975: its fifty decimals, the last rounded up.",
    -ABOVE,
    u_star,
)
above = digits(
    "fifty-digits-above", "It lies below -1.27846454276107379510935873902298015543947748861974.", u_star, -DIGITS
)

STATEMENT = Statement(
    name="swish",
    title="The activation $uσ(u)$ has one minimiser, $u* = -1 - W(1/e)$",
    section="3.2.4",
)
