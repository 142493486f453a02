"""Figure 6 (Section 3.2.4): where the loss surface of the swish model is smooth and where it has kinks, y = 1.

The plane of theta falls into three parts, by the ends lo <= hi of the values of u (`swish-loss`): where lo <= u* <= hi the
loss is log(1 + exp(W)), a plateau; where u* < lo it is F(lo), where hi < u* it is F(hi), with F(u) = log(1 + exp(-f(u))).
F has the slope 0 at u*, so the parts meet without a kink. Kinks are where the norm has one and the part is not the plateau:
at 0 under L2, along theta_i = 0 under L-infinity. In the figure x = (-1, 1) and eps = 3/5.
"""

from fractions import Fraction

from proofs.section_3_2_4.swish import INVERSE, W, k, slope, swish, u_star
from proofs.section_3_2_4.swish_loss import end
from proofs.setting import eps, theta, x, z
from verify import (
    Abs,
    Claim,
    Integer,
    Rational,
    Statement,
    Vector,
    along,
    chain,
    d,
    dot,
    eq,
    exp,
    le,
    line,
    lt,
    ne,
    norm,
    sigmoid,
    sign,
    softplus,
    symbols,
)
from verify.facts import lambert, logistic, logistic_symmetry, tangent

h, c, w = map(Vector, ("h", "c", "w"))
a, b, s, u = symbols("a b s u")


def surface(u):
    """F(u), the loss at the value u."""
    return softplus(-swish(u))


def surface_slope(u):
    """F'(u) = -σ(-f(u)) f'(u)."""
    return -sigmoid(-swish(u)) * slope(u)


plateau = Claim(
    name="plateau",
    says="$f(u*) = -W(1/e)$: where $lo ≤ u* ≤ hi$ the loss is $log(1 + exp(W(1/e)))$, whatever $θ$ is.",
    source="own",
    conclusion=eq(swish(u_star), -W),
    derive=lambda: chain(line("=", -W, by=(logistic(u_star), INVERSE))),
)
no_step = Claim(
    name="no-step",
    says="$F$ has slope 0 at $u*$: the gradient does not jump from the plateau to the other parts.",
    source="own",
    conclusion=eq(along(surface(u), (u, Integer(1))).xreplace({u: u_star}), 0),
    derive=lambda: chain(line("=", 0, by=(logistic(u_star), INVERSE))),
)


def smooth(name, says, value, change, *given):
    """The derivative of F at lo or hi, in the direction h."""
    return Claim(
        name=name,
        says=says,
        source="own",
        assuming=given,
        conclusion=eq(along(surface(value), (theta, h)), surface_slope(value) * dot(change, h)),
    )


clean = smooth("clean", "(a) The clean loss has the gradient $F'(θᵀx) x$.", dot(theta, x), x)
l2_low = smooth(
    "l2-low",
    "(b) Under $L2$ the loss $F(lo)$ is differentiable at every $θ ≠ 0$.",
    end(-1, 2),
    x - eps * theta / norm(theta),
    lt(0, norm(theta)),
)
l2_high = smooth("l2-high", "So is $F(hi)$.", end(1, 2), x + eps * theta / norm(theta), lt(0, norm(theta)))
linf_low = smooth(
    "linf-low",
    "(c) Under $L∞$ the loss $F(lo)$ is differentiable where no $θ_i$ is 0.",
    end(-1, 1),
    x - eps * sign(theta),
    ne(theta, 0),
)
linf_high = smooth("linf-high", "So is $F(hi)$.", end(1, 1), x + eps * sign(theta), ne(theta, 0))


def at_the_origin():
    """F'(0) = -1/4, and the one-sided slopes are F'(0) (<h, x> - eps ‖h‖) along h and F'(0) (-<h, x> - eps ‖h‖) along -h."""
    return chain(line("=", origin.conclusion.rhs, by=logistic(0)))


def one_sided(value):
    """The slope at s = 0 of F along a value that grows linearly in s."""
    return along(surface(s * value), (s, Integer(1))).xreplace({s: Integer(0)})


origin = Claim(
    name="l2-kink",
    says="Under $L2$ the one-sided slopes at 0 along $h$ and $-h$ add up to $ε‖h‖/2$, not to 0: a kink.",
    conclusion=eq(
        sum(one_sided(v - eps * norm(h)) for v in (dot(h, x), -dot(h, x))),
        eps * norm(h) / 2,
    ),
    derive=at_the_origin,
)


def branch(way, side):
    """lo or hi at theta = (a, w), x = (b, c), as it continues from the side a > 0 or a < 0."""
    return a * b + dot(w, c) + way * eps * (side * a + norm(w, 1))


def jump(way):
    """The slope in a at a = 0+ less that at 0-."""
    right, left = (along(surface(branch(way, side)), (a, Integer(1))).xreplace({a: Integer(0)}) for side in (1, -1))
    return right - left


def slope_has_the_sign_of(way):
    """The jump is -2 way eps σ(-f) f'(u) at u = lo or hi, and f'(u)(u - u*) > 0."""
    here = branch(way, 1).xreplace({a: Integer(0)})
    size, low = sigmoid(here) * (1 - sigmoid(here)), -way * (here - u_star)
    up, down = tangent(exp(z), z, u_star, here), tangent(exp(z), z, here, u_star)
    factor = 2 * eps * sigmoid(-swish(here)) / low
    square = size * (here - u_star) ** 2
    growth = size * (here - u_star) * (k(here) - k(u_star))
    return chain(
        line("<", factor * square, factor * square),
        line("<=", factor * growth, factor * size * up.slack, factor * size * down.slack, by=(up, down)),
        line("=", jump(way), by=(lambert(exp(-1)), logistic(-here), logistic_symmetry(here))),
    )


def kink(name, says, way, *given, example=None):
    here = branch(way, 1).xreplace({a: Integer(0)})
    side = lt(u_star, here) if way < 0 else lt(here, u_star)
    return Claim(
        name=name, says=says, assuming=(lt(0, eps), side, *given), beside=1, conclusion=lt(0, jump(way)),
        derive=lambda: slope_has_the_sign_of(way), example=example,
    )  # fmt: skip


low_kink = kink(
    "linf-low-kink",
    "Under $L∞$ the slope of $F(lo)$ in $θ_i$ jumps up by $2εσ(-f(lo))f'(lo) > 0$ across $θ_i = 0$ where $u* < lo$.",
    -1,
)
high_kink = kink(
    "linf-high-kink",
    "And that of $F(hi)$ where $hi < u*$; on the plateau, between the two, there is none.",
    1,
    le(1, d),
    example=lambda dim: {w: (-4, *[0] * (dim - 2)), c: (1, *[0] * (dim - 2)), b: 0, eps: Fraction(1, 2)},
)

# The square of the figure, x = (-1, 1) and eps = 3/5 under L-infinity, in the quadrant theta = (g, -e) with g, e >= 0.
g, e = symbols("g e", nonnegative=True)
THRESHOLD = -Rational(5, 8) * u_star


def square(name, says, conclusion, *given, derive=None, example=None):
    return Claim(
        name=name, says=says, source="own", assuming=given, conclusion=conclusion, derive=derive, example=example
    )


def figure_end(way):
    """lo or hi of the figure at theta = (g, -e)."""
    return -g - e + way * Rational(3, 5) * (Abs(g) + Abs(-e))


before = square(
    "corner-before",
    "In the figure's quadrant $θ₁ ≥ 0 ≥ θ₂$ one has $u* < lo$, so kinks on both axes, where $θ₁ - θ₂ < 5|u*|/8$, about 0.799.",
    lt(u_star, figure_end(-1)),
    lt(g + e, THRESHOLD),
)
within_low = square(
    "corner-low",
    "From there on $lo ≤ u*$.",
    le(figure_end(-1), u_star),
    le(THRESHOLD, g + e),
    example=lambda dim: {g: 1, e: 0},
)
within_high = square(
    "corner-high",
    "And $u* ≤ hi$ as far as $θ₁ - θ₂ = 5|u*|/2$, about 3.196: the plateau, which holds the rest of the axes in the square.",
    le(u_star, figure_end(1)),
    le(g + e, 4 * THRESHOLD),
)
after = square(
    "corner-after",
    "Beyond it $hi < u*$, off the axes: smooth again.",
    lt(figure_end(1), u_star),
    lt(4 * THRESHOLD, g + e),
    example=lambda dim: {g: 2, e: 2},
)
others = square(
    "other-half-axes",
    "On the half axes $θ₁ ≤ 0$ and $θ₂ ≥ 0$ one has $u* < lo$ everywhere: kinks.",
    lt(u_star, g - Rational(3, 5) * Abs(-g)),
)

# The caption: PGD with 200 steps of size 0.01, eps = 0.6.
steps, step = 200, Rational(1, 100)
enough_steps = Claim(
    name="enough-steps",
    says="200 steps of size 0.01 cross the box of radius $ε ≤ 0.6$ from side to side: $2ε < 200·0.01$.",
    assuming=(le(eps, Rational(3, 5)),),
    conclusion=lt(2 * eps, steps * step),
)

STATEMENT = Statement(
    name="figure-6",
    title="The loss surface of the swish model: three parts, and the kinks under each ball",
    section="3.2.4",
    uses=("swish", "swish-loss"),
)
