"""Section 3.2.4, after Figure 6: where the optimal attack lies inside the L-infinity ball, and whether Lemma 4 applies there.

In the figure x = (-1, 1), y = 1, eps = 3/5; theta = (a, -b) with a, b > 0 has <theta, x> = -(a + b) and ‖theta‖_1 = a + b.
"""

from proofs.section_3_2_4.swish import INVERSE, swish, u_star
from proofs.setting import theta
from verify import (
    Abs,
    Claim,
    Integer,
    LambertW,
    Lemma,
    Rational,
    Removal,
    Statement,
    Symbol,
    Vector,
    along,
    chain,
    d,
    diff,
    dot,
    eq,
    exp,
    le,
    line,
    lt,
    ne,
    norm,
    sigmoid,
    softplus,
    symbols,
)
from verify.facts import logistic

a, b = symbols("a b", positive=True)
s, t = symbols("delta_1 delta_2")
EPS = Rational(3, 5)
u = a * (-1 + s) - b * (1 + t)
FEASIBLE = le(-EPS, s), le(s, EPS), le(-EPS, t), le(t, EPS)
INSIDE = lt(-EPS, s), lt(s, EPS), lt(-EPS, t), lt(t, EPS)
h, v = Vector("h"), Vector("v")

interval = Claim(
    name="u-star",
    says="$u*$ lies strictly between -2 and -1.",
    conclusion=lt(Abs(u_star + Rational(3, 2)), Rational(1, 2)),
)


def below_u_star():
    """At θ = (2, -2) every feasible u is at most -8/5 < u*."""
    at = u.xreplace({a: Integer(2), b: Integer(2)})
    room = 2 * (EPS - s), 2 * (t + EPS), u_star + Rational(8, 5)
    gap = Lemma(lt(at, u_star), (line("<", u_star, *room),))
    return chain(line("<", (at - u_star) ** 2, (u_star - at) * gap.slack), lemmas=(gap,))


printed = Claim(
    name="inside-printed",
    says=(
        "For all $θ₁ = a$ and $θ₂ = -b$, $a$ and $b$ from 1 to 2, some $δ$ with $‖δ‖∞ ≤ 3/5$ gives the $u = u*$ at which the loss is "
        "largest."
    ),
    assuming=(le(1, a), le(a, 2), le(1, b), le(b, 2), *FEASIBLE),
    exists=(s, t),
    conclusion=le((u - u_star) ** 2, 0),
    counter={a: Integer(2), b: Integer(2)},
    disprove=below_u_star,
    expected="REFUTED",
    severity="changes a result",
)

# 1 + u*/(a + b), by how far it lies below 3/5.
reached = EPS - Rational(2, 5) * (-Rational(5, 2) * u_star - (a + b)) / (a + b)
between = (lt(-Rational(5, 8) * u_star, a + b), lt(a + b, -Rational(5, 2) * u_star))
quarter = Rational(1, 4)


def on_one_side(side, number):
    """At θ = (number, -number) every u in the ball lies on this side of u*, so (u - u*)² > 0."""
    at = u.xreplace({a: number, b: number})
    least, most = (u_star, at) if side > 0 else (at, u_star)
    ends = (s + EPS, EPS - t) if side > 0 else (EPS - s, t + EPS)
    extreme = -2 * number + side * -2 * number * EPS
    room = (*(number * e for e in ends), (extreme - u_star) * side)
    gap = Lemma(lt(least, most), (line("<", most, *room),))
    return chain(line("<", (at - u_star) ** 2, gap.slack**2), lemmas=(gap,))


repaired = Claim(
    name="inside-repaired",
    says=(
        "For $θ₁ > 0 > θ₂$ an optimal $δ$ lies strictly inside the ball where $5|u*|/8 < θ₁ - θ₂ < 5|u*|/2$, about 0.799 and 3.196."
    ),
    source="repair",
    repairs="inside-printed",
    added="$θ₁ - θ₂ < 5|u*|/2$; the lower bound holds for $θ₁ ≥ 1 > 0 > θ₂$",
    adds=(between[1],),
    restates=(between[0], *INSIDE),
    assuming=(*between, *INSIDE),
    exists=(s, t),
    witness={s: reached, t: -reached},
    conclusion=le((u - u_star) ** 2, 0),
    example=lambda dim: {a: 1, b: 1},
    needs=(
        Removal(between[0], put={a: quarter, b: quarter}, disprove=lambda: on_one_side(1, quarter)),
        Removal(between[1], put={a: 2, b: 2}, disprove=lambda: on_one_side(-1, Integer(2))),
    ),
)

lower_bound = Claim(
    name="lower-bound",
    says="$θ₁ - θ₂ > 5|u*|/8$ for $θ₁ ≥ 1$ and $θ₂ < 0$.",
    source="own",
    assuming=(le(1, a),),
    conclusion=lt(-Rational(5, 8) * u_star, a + b),
    derive=lambda: chain(line("<", a + b, a - 1, b, 1 + Rational(5, 8) * u_star)),
)

beyond = Claim(
    name="none-beyond",
    says="Where $θ₁ - θ₂ ≥ 5|u*|/2$ no $δ$ with $δ₁ < 3/5$, $-3/5 < δ₂$ reaches $u*$, so none inside the ball: the attack is on its edge.",
    source="own",
    assuming=(le(-Rational(5, 2) * u_star, a + b), *INSIDE[1:3]),
    conclusion=lt(u, u_star),
    derive=lambda: chain(
        line("<", u_star, a * (EPS - s), b * (t + EPS), Rational(2, 5) * (a + b + Rational(5, 2) * u_star))
    ),
    example=lambda dim: {a: 2, b: 2, s: 0, t: 0},
)


def first(v):
    """The derivative of the loss at the input v in the direction h."""
    w = Vector("w")
    return along(softplus(-swish(dot(theta, w))), (w, h)).xreplace({w: v})


def second(v):
    """The second derivative of the loss at the input v in the direction h."""
    w = Vector("w")
    twice = along(along(softplus(-swish(dot(theta, w))), (w, h)), (w, h))
    return twice.xreplace({w: v})


def bend(u):
    """f''(u)."""
    return diff(swish(u), u, 2)


value = dot(theta, v)
chain_rule = Claim(
    name="chain-rule",
    says="The derivative of the loss in $x$ along $h$ is $-σ(-f(u))f'(u)θᵀh$, with $f'(u) = σ(u) + uσ(u)(1 - σ(u))$.",
    conclusion=eq(
        first(v),
        -sigmoid(-swish(value)) * (sigmoid(value) + value * sigmoid(value) * (1 - sigmoid(value))) * dot(theta, h),
    ),
)

x = Symbol("u")
rank_one = Claim(
    name="rank-one",
    says="The Hessian in $x$ has rank one at every input: in the direction $h$ it is $ℓ''(u)(θᵀh)²$.",
    source="own",
    conclusion=eq(second(v), diff(softplus(-swish(x)), x, 2).xreplace({x: dot(theta, v)}) * dot(theta, h) ** 2),
)

AT = u_star * theta / norm(theta) ** 2
stationary = Claim(
    name="stationary-input",
    says="So the gradient in $x$ is 0 at an input with $u = u*$.",
    assuming=(lt(0, norm(theta)),),
    conclusion=eq(first(AT), 0),
    derive=lambda: chain(line("=", 0, by=(logistic(u_star), INVERSE))),
)

definite_printed = Claim(
    name="lemma-4-printed",
    says="At an input with $u = u*$ the Hessian in $x$ is negative definite, as Lemma 4 asks.",
    assuming=(le(2, d), lt(0, norm(theta)), lt(0, norm(h))),
    conclusion=lt(second(AT), 0),
    expected="REFUTED",
    severity="changes a result",
    counterexample=lambda: {theta: (1, 0), h: (0, 1)},
)


def only_along_theta():
    """f'(u*) = 0 and f''(u*) = W/(1 + W)."""
    W = LambertW(exp(-1))
    value = -sigmoid(-swish(u_star)) * W / (1 + W) * dot(theta, h) ** 2
    return chain(line("=", value, by=(logistic(u_star), INVERSE)), line("<", 0, -value))


flat = Claim(
    name="lemma-4-repaired",
    says="At every input the Hessian in $x$ is 0 along each $h$ that is orthogonal to $θ$: in $d ≥ 2$ Lemma 4 applies nowhere.",
    source="repair",
    repairs="lemma-4-printed",
    added="$θᵀh = 0$, and $= 0$ in place of $< 0$, at every input",
    adds=(eq(dot(theta, h), 0),),
    assuming=(eq(dot(theta, h), 0),),
    conclusion=eq(second(v), 0),
    derive=lambda: chain(line("=", 0, why="$θᵀh = 0$")),
    example=lambda dim: {theta: (1, *[0] * (dim - 1)), h: (0, *[1] * (dim - 1)), v: (1,) * dim},
)

along_theta = Claim(
    name="negative-elsewhere",
    says="At an input with $u = u*$ it is negative along every other $h$.",
    source="own",
    assuming=(lt(0, norm(theta)), ne(dot(theta, h), 0)),
    conclusion=lt(second(AT), 0),
    derive=only_along_theta,
    example=lambda dim: {theta: (1, *[0] * (dim - 1)), h: (1, *[0] * (dim - 1))},
    needs=(Removal(lt(0, norm(theta)), why="it follows from $θᵀh ≠ 0$; the formula has $1/‖θ‖$"),),
)

STATEMENT = Statement(
    name="remark-figure-6-interior",
    title="The optimal attack inside the ball, in the corner $1 ≤ θ₁ ≤ 2$, $-2 ≤ θ₂ ≤ -1$ of Figure 6",
    section="3.2.4",
    uses=("swish", "swish-loss", "lemma-4"),
    also={"eq-44": ("inside-printed", "inside-repaired", "lemma-4-printed", "lemma-4-repaired")},
)
