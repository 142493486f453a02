"""The L_p border, 1 < p <= 2 (beyond the paper): x' is Lipschitz on ‖theta‖ >= m, for every pair of parameters.

With 1/p + 1/q = 1 and r = q - 1 >= 1, and in polar coordinates theta = n u, ‖u‖_q = 1: x' - x = -y eps sign(u)|u|^r. For
D = d^(1/2 - 1/q), which bounds ‖u‖, the constant r D (1 + D) eps/m serves. For d >= 2 none below r 2^(1/q - 1/2) eps/m
does, as the derivative at (a, a, 0, ..., 0) shows: the best one lies between the two.
"""

import sympy as sp

from proofs.section_3_1.linear_loss_lp import best, q, r
from proofs.setting import eps, theta, theta_min, y
from verify import Claim, Lemma, Statement, Total, Vector, along, chain, d, eq, le, line, lt, norm
from verify.facts import (
    below_abs,
    cauchy_schwarz,
    minkowski,
    norms_grow,
    one_term,
    power_falls,
    power_grows,
    power_of_one,
    scaled,
    sign_size,
    sign_times,
    signed_power,
    young,
)

m = theta_min
u, u_1, u_2 = map(Vector, ("u", "u_1", "u_2"))
n, n_1, n_2, D, a = sp.symbols("n n_1 n_2 D a", positive=True)
s, t = sp.symbols("s t", real=True)


def power_sum(u):
    """‖u‖_q^q."""
    return Total(sp.Abs(u) ** q)


def signed(u):
    """sign(u)|u|^r."""
    return sp.sign(u) * sp.Abs(u) ** r


polar = Claim(
    name="polar",
    says="At θ = nu, n > 0 and ‖u‖_q = 1, the worst perturbation is -yε sign(u)|u|^r, r = q - 1, whatever n is.",
    assuming=(eq(power_sum(u), 1), lt(0, power_sum(u))),
    conclusion=eq(best.xreplace({theta: n * u}), -y * eps * signed(u)),
    derive=lambda: chain(line("=", -y * eps * signed(u), by=power_of_one(power_sum(u), r / q))),
    example=lambda dim: {u: (1, *[0] * (dim - 1)), n: 1, r: 1, y: 1, eps: 1},
    source="own",
)

whole = n_1 * u_1 - n_2 * u_2
apart = norm(whole)
on_the_spheres = (eq(power_sum(u_1), 1), eq(power_sum(u_2), 1), le(1, r))


def coordinates_below_one(u):
    """|u_i|^q is one term of a sum that is 1."""
    term, root = one_term(sp.Abs(u) ** q), power_grows(sp.Abs(u) ** q, 1, 1 / q)
    return (
        Lemma(le(sp.Abs(u) ** q, 1), (line("<=", 1, by=term),)),
        Lemma(le(sp.Abs(u), 1), (line("<=", 1, by=root),)),
    )


def radii(v, k, w, j):
    """k - j <= ‖k v - j w‖ for unit v, w in L_q: k - j = <k v - j w, f> + j (<w, f> - 1) with f = sign(v)|v|^r.

    <w, f> <= 1 by Young's inequality, and ‖f‖ <= 1 because 2r >= q.
    """
    f, gap = signed(v), k * v - j * w
    short = power_falls(sp.Abs(v), q, 2 * r)
    size = Lemma(
        le(norm(f), 1), (line("<=", 1, Total(short.slack), by=(short, sign_size(1, v, 2, 2 * r))),), squared=True
    )
    product, mixed = below_abs(w * f), young(sp.Abs(w), sp.Abs(v), r)
    by = product, mixed, sign_size(sp.Abs(w), v, 1, r), sign_times(sp.Abs(v) ** r, v), cauchy_schwarz(gap, f)
    last = norm(gap)
    terms = j * Total(product.slack), j * Total(mixed.slack), by[4].slack, last * size.slack
    return size, Lemma(le(k - j, last), (line("<=", last, *terms, by=by),))


def through_the_polar_coordinates():
    """n_1 ‖u_1 - u_2‖ <= ‖n_1 u_1 - n_2 u_2‖ + |n_2 - n_1| ‖u_2‖, and n_1 D >= n_1 ‖u_1‖ >= m."""
    gap, power = norm(u_1 - u_2), signed_power(u_1, u_2, r)
    small = (*coordinates_below_one(u_1), *coordinates_below_one(u_2))
    rise = sp.Abs(signed(u_1) - signed(u_2)) + r * sp.Abs(u_1 - u_2)
    steep = Lemma(
        le(norm(signed(u_1) - signed(u_2)), r * gap),
        (line("<=", (r * gap) ** 2, Total(power.slack * rise), by=power),),
        squared=True,
    )
    sides = (*radii(u_1, n_1, u_2, n_2), *radii(u_2, n_2, u_1, n_1))
    both = Lemma(le(sp.Abs(n_2 - n_1), apart), (line("<=", apart**2, sides[1].slack * sides[3].slack),), squared=True)
    split = minkowski(whole, (n_2 - n_1) * u_2)
    terms = (
        eps * steep.slack,
        eps * r / m * n_1 * (D - norm(u_1)) * gap,
        eps * r / m * (norm(n_1 * u_1) - m) * gap,
        eps * r / m * D * split.slack,
        eps * r / m * D * both.slack * norm(u_2),
        eps * r / m * D * apart * (D - norm(u_2)),
    )
    return chain(
        line("<=", r * D * (1 + D) * eps / m * apart, *terms, by=(split, scaled(n_2 - n_1, u_2))),
        lemmas=(*small, steep, *sides, both),
    )


lipschitz = Claim(
    name="lipschitz",
    says="For 1 < p ≤ 2 x' is (rD(1+D)ε/m)-Lipschitz if one parameter has ‖θ‖ ≥ m; r = q - 1, D bounds ‖u‖ on ‖u‖_q = 1.",
    assuming=(
        *on_the_spheres,
        le(m, norm(n_1 * u_1)),
        le(norm(u_1), D),
        le(norm(u_2), D),
    ),
    conclusion=le(norm(y * eps * (signed(u_1) - signed(u_2))), r * D * (1 + D) * eps / m * apart),
    derive=through_the_polar_coordinates,
    example=lambda dim: {
        u_1: (1, *[0] * (dim - 1)),
        u_2: (-1, *[0] * (dim - 1)),
        **dict.fromkeys((n_1, n_2, D, m, r, y, eps), 1),
    },
    source="own",
)

bound = Claim(
    name="bound",
    says="D = d^(1/2 - 1/q) is such a bound.",
    assuming=(le(1, r),),
    conclusion=le(norm(u), d ** (sp.Rational(1, 2) - 1 / q) * norm(u, q)),
    derive=lambda: chain(line("<=", d ** (sp.Rational(1, 2) - 1 / q) * norm(u, q), by=norms_grow(u, 2, q))),
    source="own",
)


def first_coordinate(s, t):
    """The first coordinate of the worst perturbation at (s, t, 0, ..., 0), s, t > 0."""
    return -y * eps * s**r / (s**q + t**q) ** (r / q)


rate = Claim(
    name="rate",
    says="At (a, a, 0, …, 0) along (1, -1, 0, …, 0) x' changes at r 2^(1/q - 1/2)ε/‖θ‖ times the speed: none is smaller.",
    conclusion=eq(
        along(first_coordinate(n, n_1), (n, sp.S.One), (n_1, -sp.S.One)).xreplace({n: a, n_1: a}),
        -y * eps * r * 2 ** (1 / q - sp.Rational(1, 2)) / (sp.sqrt(2) * a),
    ),
    source="own",
)

STATEMENT = Statement(
    name="lp-below-two",
    title="The border of L_p: for 1 < p ≤ 2 the adversarial example is Lipschitz away from the origin",
    section="beyond the paper",
    claims=(polar, lipschitz, bound, rate),
    uses=("linear-loss-lp", "lemma-2"),
)
