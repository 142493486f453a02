"""Assumption 1, Eqs. (11) to (13) (Section 2.1), for the logistic loss log(1 + exp(-y <theta, x>)).

Constants on ‖x‖ <= R: C_theta = R, C_theta_theta = R^2/4; on ‖theta‖ <= r also C_theta_x = 1 + rR/4. For d >= 2 no
C_theta_x serves every theta. The loss also depends on the label, which (11) to (13) leave out: no constant here
depends on it.
"""

from proofs.setting import C, R, delta, eps, loss, loss_gradient, theta, theta_1, theta_2, x, x_1, x_2, y, z
from verify import (
    Abs,
    Claim,
    Integer,
    Lemma,
    Rational,
    Removal,
    Statement,
    Symbol,
    Total,
    Vector,
    chain,
    d,
    dot,
    le,
    line,
    log,
    lt,
    norm,
    sigmoid,
    softplus,
    sqrt,
    symbols,
)
from verify.facts import cauchy_schwarz, logistic, mean_value, minkowski, tangent, taylor

r = Symbol("r", nonnegative=True)
k, t = symbols("k t")
h, v = Vector("h"), Vector("v")
quarter = Rational(1, 4)
apart = norm(theta_1 - theta_2)


def size_of_the_inner_product(u, v):
    """|<u, v>| <= ‖u‖ ‖v‖, from both signs of the Cauchy-Schwarz inequality."""
    bound = norm(u) * norm(v)
    one, other = cauchy_schwarz(u, v), cauchy_schwarz(-u, v)
    return Lemma(
        le(Abs(dot(u, v)), bound),
        (line("<=", bound**2, one.slack * other.slack, by=(one, other), why="between $±‖u‖‖v‖$"),),
        squared=True,
    )


def slope_of_the_loss():
    """The slope of log(1 + e^z) lies between 0 and 1."""
    a, b = -y * dot(theta_2, x), -y * dot(theta_1, x)
    inner = size_of_the_inner_product(theta_1 - theta_2, -y * x)
    return chain(
        line("<=", Abs(b - a), by=mean_value(softplus(z), z, a, b, 1), why="$0 < σ < 1$"),
        line("<=", R * apart, inner.slack, apart * (R - norm(x)), why="$|y| = 1$ and $‖x‖ ≤ R$"),
        lemmas=(inner,),
    )


def multiple(factor, v):
    """‖c y v‖ <= |c| ‖v‖, in the squares."""
    size = Abs(factor) * norm(v)
    return Lemma(le(norm(factor * y * v), size), (line("=", size**2, why="$y² = 1$"),), squared=True)


def slope_of_the_logistic_function():
    """The slope s(1 - s) of the logistic function is at most 1/4."""
    a, b = -y * dot(theta_2, x), -y * dot(theta_1, x)
    inner, scaled = size_of_the_inner_product(theta_1 - theta_2, -y * x), multiple(sigmoid(b) - sigmoid(a), x)
    moved = mean_value(sigmoid(z), z, a, b, quarter)
    return chain(
        line("<=", Abs(sigmoid(b) - sigmoid(a)) * norm(x), scaled.slack, why="the two gradients are multiples of $x$"),
        line("<=", quarter * Abs(b - a) * norm(x), norm(x) * moved.slack, by=moved, why="$σ' ≤ 1/4$"),
        line("<=", quarter * apart * norm(x) ** 2, quarter * norm(x) * inner.slack, why="$|y| = 1$"),
        line("<=", R**2 / 4 * apart, quarter * apart * (R - norm(x)) * (R + norm(x)), why="$‖x‖ ≤ R$"),
        lemmas=(inner, scaled),
    )


def first_the_point_then_the_factor(fixed, one, other, fixed_size, size):
    """s_1 x_1 - s_2 x_2 = s_1 (x_1 - x_2) + (s_1 - s_2) x_2 for `one` = x_1, `other` = x_2, with the fixed theta.

    theta and x play the same part in the loss, so it serves the gradient in x as theta moves, too.
    """
    a, b, near = -y * dot(fixed, other), -y * dot(fixed, one), norm(one - other)
    turn = sigmoid(b) - sigmoid(a)
    inner, scaled = size_of_the_inner_product(fixed, -y * (one - other)), multiple(turn, other)
    split = minkowski(-sigmoid(b) * y * (one - other), -turn * y * other)
    moved = mean_value(sigmoid(z), z, a, b, quarter)
    return chain(
        line("<=", sigmoid(b) * near + norm(turn * y * other), by=split),
        line("<=", near + Abs(turn) * norm(other), (1 - sigmoid(b)) * near, scaled.slack, why="$σ < 1$"),
        line("<=", near + quarter * Abs(b - a) * norm(other), norm(other) * moved.slack, by=moved, why="$σ' ≤ 1/4$"),
        line(
            "<=",
            near + quarter * norm(fixed) * near * norm(other),
            quarter * norm(other) * inner.slack,
            why="$|y| = 1$",
        ),
        line(
            "<=",
            (1 + fixed_size * size / 4) * near,
            quarter * near * (fixed_size - norm(fixed)) * norm(other),
            quarter * near * fixed_size * (size - norm(other)),
            why="the sizes are bounded",
        ),
        lemmas=(inner, scaled),
    )


def every_coordinate_at_the_bound():
    """An L2 ball of radius eps sqrt(d) holds the L-infinity ball of radius eps."""
    far = eps * sqrt(d)
    room = Total((eps - Abs(delta)) * (eps + Abs(delta)))
    wide = Lemma(
        le(norm(delta), far), (line("<=", far**2, room, why="$|δ_i| ≤ ε$ for each of $d$ coordinates"),), squared=True
    )
    return chain(
        line("<=", R + far, minkowski(x, delta).slack, R - norm(x), wide.slack, by=minkowski(x, delta)), lemmas=(wide,)
    )


in_ball = le(norm(x), R)

lipschitz = Claim(
    name="lipschitz",
    says="On $‖x‖ ≤ R$ the logistic loss is $R$-Lipschitz in $θ$: $C_θ = R$.",
    equations=(11,),
    assuming=(in_ball,),
    conclusion=le(Abs(loss(theta_1, x, y) - loss(theta_2, x, y)), R * apart),
    derive=slope_of_the_loss,
)

smooth = Claim(
    name="smooth",
    says="On $‖x‖ ≤ R$ the gradient of the logistic loss is $(R²/4)$-Lipschitz in $θ$: $C_θθ = R²/4$.",
    equations=(12,),
    assuming=(in_ball,),
    conclusion=le(norm(loss_gradient(theta_1, x, y) - loss_gradient(theta_2, x, y)), R**2 / 4 * apart),
    derive=slope_of_the_logistic_function,
)

mixed = Claim(
    name="mixed",
    says=(
        "On $‖θ‖ ≤ r$ the gradient is $(1 + rR/4)$-Lipschitz in $x$ if one of the two points has $‖x₂‖ ≤ R$; without a bound of the "
        "parameters no constant serves for $d ≥ 2$ (no-common-constant)."
    ),
    equations=(13,),
    assuming=(le(norm(x_2), R), le(norm(theta), r)),
    conclusion=le(norm(loss_gradient(theta, x_1, y) - loss_gradient(theta, x_2, y)), (1 + r * R / 4) * norm(x_1 - x_2)),
    derive=lambda: first_the_point_then_the_factor(theta, x_1, x_2, r, R),
    source="own",
)


def first_order_error(theta, x):
    """|ℓ(θ + h) - ℓ(θ) - <g, h>| for g = -σ(-yθᵀx) y x; as above x and θ may change places."""
    return Abs(loss(theta + h, x, y) - loss(theta, x, y) - dot(loss_gradient(theta, x, y), h))


def between_two_parabolas(theta, x):
    """The tangent of log(1 + e^z) lies below it, and by no more than (step)²/8, as its slope has a slope of at most 1/4."""
    ends = -y * dot(theta, x), -y * dot(theta + h, x)
    below, above = tangent(softplus(z), z, *ends), taylor(softplus(z), z, *ends, quarter)
    bound = dot(h, x) ** 2 / 8
    return chain(line("<=", bound**2, above.slack * (below.slack + bound), by=(below, above)), squared=True)


gradient = Claim(
    name="gradient",
    says="The gradient of the logistic loss in $θ$ is $g = -σ(-yθᵀx) y x$: $ℓ(θ+h)$ differs from $ℓ(θ) + gᵀh$ by at most $(hᵀx)²/8$.",
    conclusion=le(first_order_error(theta, x), dot(h, x) ** 2 / 8),
    derive=lambda: between_two_parabolas(theta, x),
)

attacked_l2 = Claim(
    name="attacked-l2",
    says="An attacked point under $L2$ stays in $‖x'‖ ≤ R + ε$.",
    assuming=(in_ball, le(norm(delta), eps)),
    conclusion=le(norm(x + delta), R + eps),
    derive=lambda: chain(
        line("<=", R + eps, minkowski(x, delta).slack, R - norm(x), eps - norm(delta), by=minkowski(x, delta))
    ),
)

attacked_linf = Claim(
    name="attacked-linf",
    says="An attacked point under $L∞$ stays in $‖x'‖ ≤ R + ε√d$.",
    assuming=(in_ball, le(Abs(delta), eps)),
    conclusion=le(norm(x + delta), R + eps * sqrt(d)),
    derive=every_coordinate_at_the_bound,
)

# theta = (k, 0), x_1 = (0, v), x_2 = (t, v) in R x R^(d-1): the margins are 0 and k t, however close the points are.
turn = sigmoid(Integer(0)), sigmoid(-y * k * t)
gap = sqrt((turn[1] * y * t) ** 2 + Total((turn[0] * y * v - turn[1] * y * v) ** 2))


def a_steep_direction_across_the_point():
    """At the margin log 3 the logistic function is 1/4, at 0 it is 1/2: the gap stays above ‖v‖/4 while t goes to 0."""
    close = norm(v) / (4 * (C + 1))
    half, fourth = logistic(Integer(0)), logistic(-log(3))
    level = close**2 / 16 + norm(v) ** 2 / 16
    return chain(
        line(
            "<", level, close**2 / 16, norm(v) ** 2 / 16 * (2 * C + 1) / (C + 1) ** 2, why="$C²t² = ‖v‖²/16·C²/(C+1)²$"
        ),
        line(
            "=",
            gap.xreplace({t: close, k: y * log(3) / close}) ** 2,
            by=(half, fourth),
            why="$σ(0) = 1/2$ and $σ(-log 3) = 1/4$",
        ),
        squared=True,
    )


def no_room():
    """At v = 0 nothing satisfies 0 < t and 4t <= ‖v‖."""
    room = C**2 * t**2, turn[1] ** 2 * t * (norm(Integer(0)) - 4 * t) / 4
    return chain(line("<=", (C * t) ** 2, *room, why="$0 < t$ and $4t ≤ 0$"), squared=True)


no_common_constant = Claim(
    name="no-common-constant",
    says=(
        "For $d ≥ 2$ no constant serves (13) for every $θ$: for each $C$, and $x₁ ≠ 0$, there are $θ ⟂ x₁$ "
        "and $x₂$ near $x₁$ that break it."
    ),
    equations=(13,),
    assuming=(lt(0, norm(v)), lt(0, t), le(4 * t, norm(v)), le(1, d)),
    conclusion=lt(C * t, gap),
    exists=(t, k),
    witness={t: norm(v) / (4 * (C + 1)), k: 4 * y * log(3) * (C + 1) / norm(v)},
    derive=a_steep_direction_across_the_point,
    beside=1,
    needs=(Removal(lt(0, norm(v)), put={v: Integer(0)}, disprove=no_room),),
)

STATEMENT = Statement(
    name="assumption-1",
    title="The constants of the logistic loss",
    section="2.1",
)
