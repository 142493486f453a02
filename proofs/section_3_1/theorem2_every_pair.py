"""The gradient of the L-infinity loss at any two parameters (Section 3.1, for Theorem 2).

It changes by at most (R + eps √d)²/4 ‖theta_1 - theta_2‖ + eps ‖s_1 - s_2‖ with s_j = sign(theta_j), for every data
set in ‖x‖ <= R.
"""

import sympy as sp

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
from verify import Claim, Lemma, Mean, Statement, Total, Vector, along, chain, d, dot, eq, le, line, ne, norm, sigmoid
from verify.facts import below_abs, cauchy_schwarz, mean_norm, mean_value, minkowski, power_mean, scaled

h = theta_1 - theta_2
step = Vector("h")
s_1, s_2 = sp.sign(theta_1), sp.sign(theta_2)
a_1, a_2 = sp.Abs(theta_1), sp.Abs(theta_2)
apart, turned = norm(h), norm(s_1 - s_2)
radius = R + eps * sp.sqrt(d)
data = le(norm(x_n), R)
m_1, m_2 = margin(theta_1, x_n, y_n, dual=1), margin(theta_2, x_n, y_n, dual=1)
v_1, v_2 = -y_n * x_n + eps * s_1, -y_n * x_n + eps * s_2
g_1, g_2 = sigmoid(m_1) * v_1, sigmoid(m_2) * v_2
change = norm(Mean(g_1) - Mean(g_2))

gradient = Claim(
    name="gradient",
    says="Where no θ_i = 0 the gradient of L_ε is the average of σ(m_n)(-y_n x_n + ε sign θ).",
    source="own",
    assuming=(ne(theta, 0),),
    conclusion=eq(
        along(average(adversarial_loss(theta, x, y, 1)), (theta, step)), dot(average(gradient_linf(theta, x, y)), step)
    ),
)


# The inequality for every pair.
def margins():
    """|m_1 - m_2| <= (R + eps √d)‖theta_1 - theta_2‖: the last of these lemmas."""
    f = a_1 - a_2
    sizes = Lemma(le(norm(f), apart), (line("<=", apart**2, Total(a_1 * a_2 * (s_1 - s_2) ** 2)),), squared=True)
    spread = Lemma(
        le(norm(f, 1), sp.sqrt(d) * norm(f)), (line("<=", d * norm(f) ** 2, by=power_mean(f)),), squared=True
    )
    room = (R - norm(x_n)) * apart, eps * spread.slack, eps * sp.sqrt(d) * sizes.slack
    below = [(cauchy_schwarz(-s * y_n * x_n, h), below_abs(s * f)) for s in (1, -1)]
    up, down = (
        Lemma(
            le(s * (m_1 - m_2), radius * apart),
            (line("<=", radius * apart, by[0].slack, eps * Total(by[1].slack), *room, by=by),),
        )
        for s, by in zip((1, -1), below, strict=True)
    )
    both = line("<=", (radius * apart) ** 2, up.slack * down.slack, why="between -K and K")
    return sizes, spread, up, down, Lemma(le(sp.Abs(m_1 - m_2), radius * apart), (both,), squared=True)


def directions():
    """‖v_1 + v_2‖ <= 2 (R + eps √d): the last of these lemmas."""
    squares = (s_1 - s_2) ** 2, 2 * (1 - s_1**2) ** 2, 2 * (1 - s_2**2) ** 2
    signs = Lemma(le(norm(s_1 + s_2), 2 * sp.sqrt(d)), (line("<=", 4 * d, *map(Total, squares)),), squared=True)
    parts = minkowski(-2 * y_n * x_n, eps * (s_1 + s_2))
    sides = parts.slack, 2 * (R - norm(x_n)), eps * signs.slack
    return signs, Lemma(le(norm(v_1 + v_2), 2 * radius), (line("<=", 2 * radius, *sides, by=parts),))


def for_every_pair(*ends, lemmas=()):
    """σ_1 v_1 - σ_2 v_2 = (σ_1 - σ_2)(v_1 + v_2)/2 + (σ_1 + σ_2)(v_1 - v_2)/2 for each data point, then the average,
    then `ends`.
    """
    first, second = margins(), directions()
    sigma_1, sigma_2 = sigmoid(m_1), sigmoid(m_2)
    c, k, middle = sigma_1 - sigma_2, (sigma_1 + sigma_2) / 2, (v_1 + v_2) / 2
    parts = c * middle, k * (v_1 - v_2)
    slope = mean_value(sigmoid(z), z, m_2, m_1, sp.Rational(1, 4))
    terms = (
        norm(middle) * slope.slack,
        norm(middle) / 4 * first[-1].slack,
        radius * apart / 8 * second[-1].slack,
        eps * turned / 2 * (1 - sigma_1),
        eps * turned / 2 * (1 - sigma_2),
    )
    lines = (
        line("<=", norm(parts[0]) + norm(parts[1]), by=minkowski(*parts)),
        line("=", sp.Abs(c) * norm(middle) + k * norm(v_1 - v_2), by=(scaled(c, middle), scaled(k, v_1 - v_2))),
        line("<=", bound, *terms, by=slope, why="|σ'| ≤ 1/4 and σ < 1"),
    )
    each = Lemma(le(norm(g_1 - g_2), bound), lines)
    return chain(
        line("<=", Mean(norm(g_1 - g_2)), by=mean_norm(g_1 - g_2), why="the norm of an average"),
        line("<=", bound, Mean(each.slack), why="the bound for each data point"),
        *ends,
        lemmas=(*first, *second, each, *lemmas),
    )


bound = radius**2 / 4 * apart + eps * turned

every_pair = Claim(
    name="every-pair",
    says=(
        "For all θ₁, θ₂ and data in ‖x‖ ≤ R the gradients (sign(0) = 0) differ by at most (R+ε√d)²/4·‖θ₁-θ₂‖ + ε‖sign "
        "θ₁-sign θ₂‖."
    ),
    source="own",
    assuming=(data,),
    conclusion=le(change, bound),
    derive=for_every_pair,
)

STATEMENT = Statement(
    name="theorem-2-every-pair",
    title="How far apart two gradients under the L∞ constraint can be",
    section="3.1",
    claims=(gradient, every_pair),
)
