"""The L_p border, 1 < p <= 2, in d dimensions (beyond the paper): the best constant K of x' on ‖theta‖ >= m up to the factor 6 √3.

With 1/p + 1/q = 1, r = q - 1 and D = d^(1/2 - 1/q), which bounds ‖u‖ on ‖u‖_q = 1,

    r 3^(-1/p) (d-2)^(1/2 - 1/q) eps/m <= K <= 2 r D eps/m.

Above: let n_1 be the larger of the two L_q norms. Then x' moves by at most r ‖theta_1 - theta_2‖/n_1 from u_1 to n_2 u_2/n_1, whose
coordinates are at most 1, and by at most r (n_1 - n_2)/n_1 from there to u_2; and n_1 D >= m. Below: at theta = (a, a, w) with
‖w‖_q = a and equal coordinates of w the attack turns at the rate r 3^(-r/q) eps/a along (1, -1, 0), where r/q = 1/p. The
quotient is 2 · 3^(1/p) (d/(d-2))^(1/2 - 1/q) <= 6 √3 for every d >= 3, and tends to 2 · 3^(1/p) < 6: K grows like d^(1/2 - 1/q).
"""

from proofs.beyond.lp_below_two import (
    COORDINATE,
    CUBES,
    FLAT,
    RADII,
    D,
    a,
    below_one,
    m,
    n,
    n_1,
    on_the_spheres,
    one_term_of_a_sum,
    q,
    r,
    radii_differ_by,
    signed,
    u_1,
    u_2,
)
from proofs.setting import eps, y
from verify import (
    Abs,
    Claim,
    Integer,
    Lemma,
    Rational,
    Removal,
    Rule,
    Statement,
    Symbol,
    Total,
    along,
    chain,
    eq,
    le,
    line,
    norm,
    sqrt,
)
from verify.facts import minkowski, power_falls, scaled, sign_size, signed_power

t, k, b = (Symbol(name, positive=True) for name in "tkb")
v = t * u_2  # n_2 u_2 / n_1, where n_2 = t n_1 is the smaller norm
apart = norm(n_1 * u_1 - n_1 * v)


def through_the_larger_norm():
    first, second = signed(u_1) - signed(v), signed(v) - signed(u_2)
    size = Abs(u_2)
    short = power_falls(size, q, 2 * r)
    length = Lemma(
        le(norm(signed(u_2)), 1),
        (line("<=", 1, Total(short.slack), by=(short, sign_size(1, u_2, 2, 2 * r)), why="$2r ≥ q$"),),
        squared=True,
    )
    within = Lemma(le(Abs(v), 1), (line("<=", 1, t * (1 - size), 1 - t),))
    power, fall = signed_power(u_1, v, r), signed_power(t, Integer(1), r)
    rise = Abs(first) + r * Abs(u_1 - v)
    steep = Lemma(
        le(norm(first), r * norm(u_1 - v)),
        (line("<=", (r * norm(u_1 - v)) ** 2, Total(power.slack * rise), by=power),),
        squared=True,
    )
    drop = Lemma(le(Abs(t - 1), 1 - t), (line("=", (1 - t) ** 2),), squared=True)
    small = Lemma(
        le(norm(second), r * (1 - t)),
        (
            line("=", Abs(t**r - 1) * norm(signed(u_2)), by=scaled(t**r - 1, signed(u_2))),
            line("<=", Abs(t**r - 1), Abs(t**r - 1) * length.slack),
            line("<=", r * (1 - t), fall.slack, r * drop.slack, by=fall),
        ),
    )
    split, radii = minkowski(first, second), RADII(n_1, t * n_1, u_1, u_2)
    speed = 2 * eps * r * apart / n_1
    return chain(
        line("<=", eps * (norm(first) + norm(second)), eps * split.slack, by=split),
        line("<=", eps * r * norm(u_1 - v) + eps * r * (1 - t), eps * steep.slack, eps * small.slack),
        line("<=", speed, eps * r / n_1 * radii.slack, by=radii, why="$n₁ - n₂ ≤ ‖θ₁ - θ₂‖$"),
        line(
            "<=",
            2 * r * D * eps / m * apart,
            speed / m * n_1 * (D - norm(u_1)),
            speed / m * (norm(n_1 * u_1) - m),
            why="$m ≤ ‖θ₁‖ ≤ n₁D$",
        ),
        lemmas=(below_one(u_1), below_one(u_2), within, length, steep, drop, small),
        rules=(Rule(COORDINATE, one_term_of_a_sum()), Rule(RADII, radii_differ_by())),
    )


ONE = {**FLAT, "D": 1, "t": 1}

upper = Claim(
    name="upper",
    says=(
        "For $1 < p ≤ 2$ and any two parameters $n₁u₁$, $tn₁u₂$ with $‖u_i‖_q = 1$, $t ≤ 1$, $‖θ₁‖ ≥ m$, the attack moves by at "
        "most $2rDε/m$ times their distance: without the factor $(1+D)/2$ of lp-below-two/lipschitz."
    ),
    source="own",
    assuming=(*on_the_spheres, le(1, r), le(t, 1), le(m, norm(n_1 * u_1)), le(norm(u_1), D)),
    conclusion=le(norm(y * eps * (signed(u_1) - signed(u_2))), 2 * r * D * eps / m * apart),
    derive=through_the_larger_norm,
    example=lambda dim: {
        u_1: (1, *[0] * (dim - 1)),
        u_2: (-1, *[0] * (dim - 1)),
        **dict.fromkeys((n_1, D, m, r, t, y, eps), 1),
    },
    needs=(
        Removal(
            le(1, r),
            point={
                **ONE,
                "u_1": CUBES,
                "u_2": (-CUBES[0], *CUBES[1:]),
                "r": Rational(1, 2),
                "theta_min": Rational(4, 5),
            },
        ),
        Removal(
            le(t, 1),
            why="it holds without this, too, by this proof with the two exchanged, as $1/n₂ ≤ 1/n₁$: a chain has no cases",
        ),
        Removal(le(norm(u_1), D), point={**ONE, "u_1": (1,), "u_2": (-1,), "D": Rational(1, 4)}),
    ),
)


exponent, h = (Symbol(name, positive=True) for name in "qh")


def first_coordinate(s, t):
    """The first coordinate of the worst perturbation at (s, t, w), s, t > 0, b the sum of |w_i|^q, where h = r/q."""
    return -y * eps * s**r / (s**exponent + t**exponent + b) ** h


rate = Claim(
    name="lower-rate",
    says=(
        "At $(a, a, w)$, $b = Σ|w_i|^q$, the attack turns along $(1, -1, 0)$ at the rate $ra^(r-1)ε/(2a^q + b)^h$, $h = r/q$, in both "
        "coordinates: $r·3^(-r/q)ε$ at $a = b = 1$; whatever the three exponents are."
    ),
    source="own",
    conclusion=eq(
        along(first_coordinate(n, n_1), (n, Integer(1)), (n_1, -Integer(1))).xreplace({n: a, n_1: a}),
        -y * eps * r * a ** (r - 1) / (a**exponent + a**exponent + b) ** h,
    ),
)
growth = Claim(
    name="lower-growth",
    says=(
        "For $w$ of $k = d - 2$ equal coordinates this parameter has a length of at least $k^(1/2 - 1/q)$, so "
        "$K ≥ r·3^(-1/p)(d-2)^(1/2 - 1/q)ε/m$."
    ),
    source="own",
    conclusion=le(k ** (Rational(1, 2) - 1 / q), sqrt(2 + k * (1 / k) ** (2 / q))),
    derive=lambda: chain(line("<=", 2 + k * (1 / k) ** (2 / q), Integer(2)), squared=True),
)

STATEMENT = Statement(
    name="lp-bracket",
    title="The border of $L_p$, $1 < p ≤ 2$: the best constant grows like $d^(1/2 - 1/q)$",
    section="beyond the paper",
    uses=("lp-below-two",),
)
