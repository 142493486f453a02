"""The gradient of the L-infinity loss at any two parameters (Section 3.1, for Theorem 2).

It changes by at most r²/4 ‖θ_1 - θ_2‖ + ε‖s_1 - s_2‖ with s_i = sign(θ_i), for every data set in ‖x‖ <= R; r = R + ε√d is the
radius of a ball that holds the adversarial examples.

At one data point the gradient is σ_i v_i with the margin m_i = -y θ_iᵀx + ε‖θ_i‖_1, σ_i = σ(m_i) and v_i = -yx + ε s_i, and

    σ_1 v_1 - σ_2 v_2 = (σ_1 - σ_2)(v_1 + v_2)/2 + (σ_1 + σ_2)/2 (v_1 - v_2).

Here |σ_1 - σ_2| <= |m_1 - m_2|/4 <= r/4 ‖θ_1 - θ_2‖, ‖v_1 + v_2‖ <= 2r and v_1 - v_2 = ε(s_1 - s_2). No path between the
parameters is used, so their signs may differ.
"""

from proofs.setting import (
    R,
    adversarial_loss,
    average,
    eps,
    gradient_linf,
    margin,
    theta,
    theta_1,
    theta_2,
    x,
    x_n,
    y,
    y_n,
    z,
)
from verify import (
    Abs,
    Claim,
    Lemma,
    Mean,
    Rational,
    Rule,
    Schema,
    Statement,
    Total,
    Vector,
    along,
    chain,
    d,
    dot,
    eq,
    le,
    line,
    ne,
    norm,
    sigmoid,
    sign,
    sqrt,
)
from verify.facts import below_abs, cauchy_schwarz, mean_norm, mean_value, minkowski, power_mean, scaled

step = Vector("h")
s_1, s_2 = sign(theta_1), sign(theta_2)
apart, turned = norm(theta_1 - theta_2), norm(s_1 - s_2)
radius = R + eps * sqrt(d)

data = le(norm(x_n), R)
m_1, m_2 = margin(theta_1, x_n, y_n, dual=1), margin(theta_2, x_n, y_n, dual=1)
sigma_1, sigma_2 = sigmoid(m_1), sigmoid(m_2)
v_1, v_2 = -y_n * x_n + eps * s_1, -y_n * x_n + eps * s_2
change = norm(Mean(sigma_1 * v_1) - Mean(sigma_2 * v_2))

gradient = Claim(
    name="gradient",
    says="Where no $θ_i = 0$ the gradient of $L_ε$ is the average of $σ(m_n)(-y_n x_n + ε sign θ)$.",
    source="own",
    assuming=(ne(theta, 0),),
    conclusion=eq(
        along(average(adversarial_loss(theta, x, y, 1)), (theta, step)), dot(average(gradient_linf(theta, x, y)), step)
    ),
)

# What is shown on the way, for all parameters.
MARGINS = Schema("the margin is $(R + ε√d)$-Lipschitz", (theta_1, theta_2), le(m_1 - m_2, radius * apart))
DIRECTIONS = Schema(
    "two directions add up to at most $2(R + ε√d)$", (theta_1, theta_2), le(norm(v_1 + v_2), 2 * radius)
)
EVERY_PAIR = Schema(
    "the gradients at every pair of parameters", (theta_1, theta_2), le(change, radius**2 / 4 * apart + eps * turned)
)


def margin_is_lipschitz():
    """m_1 - m_2 <= ‖θ_1 - θ_2‖‖x‖ + ε‖f‖_1 with f = |θ_1| - |θ_2|, and ‖f‖_1 <= √d‖f‖ <= √d‖θ_1 - θ_2‖."""
    a_1, a_2 = Abs(theta_1), Abs(theta_2)
    f = a_1 - a_2
    angle, below = cauchy_schwarz(-y_n * x_n, theta_1 - theta_2), below_abs(f)
    sizes = Lemma(le(norm(f), apart), (line("<=", apart**2, Total(a_1 * a_2 * (s_1 - s_2) ** 2)),), squared=True)
    spread = Lemma(le(norm(f, 1), sqrt(d) * norm(f)), (line("<=", d * norm(f) ** 2, by=power_mean(f)),), squared=True)
    room = (R - norm(x_n)) * apart
    return chain(
        line("<=", R * apart + eps * norm(f, 1), angle.slack, room, eps * Total(below.slack), by=(angle, below)),
        line("<=", radius * apart, eps * spread.slack, eps * sqrt(d) * sizes.slack),
        lemmas=(sizes, spread),
    )


def directions_are_bounded():
    """v_1 + v_2 = -2yx + ε(s_1 + s_2), and no coordinate of s_1 + s_2 exceeds 2."""
    squares = (s_1 - s_2) ** 2, 2 * (1 - s_1**2) ** 2, 2 * (1 - s_2**2) ** 2
    signs = Lemma(le(norm(s_1 + s_2), 2 * sqrt(d)), (line("<=", 4 * d, *map(Total, squares)),), squared=True)
    return chain(
        line("<=", 2 * norm(x_n) + eps * norm(s_1 + s_2), by=minkowski(-2 * y_n * x_n, eps * (s_1 + s_2))),
        line("<=", 2 * radius, 2 * (R - norm(x_n)), eps * signs.slack),
        lemmas=(signs,),
    )


def margins_differ_by():
    """|m_1 - m_2| <= (R + ε√d)‖θ_1 - θ_2‖, by `MARGINS` both ways round."""
    up, down = MARGINS(theta_1, theta_2), MARGINS(theta_2, theta_1)
    between = line(
        "<=", (radius * apart) ** 2, up.slack * down.slack, by=(up, down), why="$(bound - gap)(bound + gap)$"
    )
    return Lemma(le(Abs(m_1 - m_2), radius * apart), (between,), squared=True)


def mean_and_difference_apart():
    """One data point by σ_1 v_1 - σ_2 v_2 = (σ_1 - σ_2)(v_1 + v_2)/2 + (σ_1 + σ_2)/2 (v_1 - v_2), then their average."""
    margins = margins_differ_by()
    slopes, weight = sigma_1 - sigma_2, (sigma_1 + sigma_2) / 2
    middle, across = slopes * (v_1 + v_2) / 2, weight * (v_1 - v_2)
    mean, difference = norm(v_1 + v_2) / 2, weight * norm(v_1 - v_2)
    split, flat = minkowski(middle, across), mean_value(sigmoid(z), z, m_2, m_1, Rational(1, 4))
    long = DIRECTIONS(theta_1, theta_2)
    factors = scaled(slopes, (v_1 + v_2) / 2), scaled(weight, v_1 - v_2)
    bound = radius**2 / 4 * apart + eps * turned
    point = Lemma(
        le(norm(sigma_1 * v_1 - sigma_2 * v_2), bound),
        (
            line("<=", norm(middle) + norm(across), by=split),
            line("=", Abs(slopes) * mean + difference, by=factors),
            line("<=", Abs(m_1 - m_2) / 4 * mean + difference, mean * flat.slack, by=flat, why="$|σ'| ≤ 1/4$"),
            line("<=", radius / 4 * apart * mean + difference, mean / 4 * margins.slack),
            line("<=", radius**2 / 4 * apart + difference, radius / 8 * apart * long.slack, by=long),
            line("<=", bound, eps * turned / 2 * (1 - sigma_1), eps * turned / 2 * (1 - sigma_2), why="$σ < 1$"),
        ),
    )
    gap = sigma_1 * v_1 - sigma_2 * v_2
    return chain(
        line("<=", Mean(norm(gap)), by=mean_norm(gap), why="the norm of an average"),
        line("<=", bound, Mean(point.slack), why="the bound for each data point"),
        lemmas=(margins, point),
        rules=(Rule(MARGINS, margin_is_lipschitz()), Rule(DIRECTIONS, directions_are_bounded())),
    )


every_pair = Claim(
    name="every-pair",
    says=(
        "For all $θ₁$, $θ₂$ and data in $‖x‖ ≤ R$ the gradients ($sign(0) = 0$) differ by at most "
        "$(R+ε√d)²/4·‖θ₁-θ₂‖ + ε‖sign θ₁-sign θ₂‖$."
    ),
    source="own",
    assuming=(data,),
    conclusion=EVERY_PAIR.relation,
    derive=mean_and_difference_apart,
)

STATEMENT = Statement(
    name="theorem-2-every-pair",
    title="How far apart two gradients under the $L∞$ constraint can be",
    section="3.1",
)
