"""The L_p border, 1 < p <= 2 (beyond the paper): x' is Lipschitz on ‖theta‖ >= m, for every pair of parameters.

With 1/p + 1/q = 1 and r = q - 1 >= 1, and in polar coordinates theta = n u, ‖u‖_q = 1: x' - x = -y eps sign(u)|u|^r. On
‖u‖_q = 1 the coordinates are at most 1, where the slope of sign(t)|t|^r is at most r. So x' moves by at most eps r ‖u_1 - u_2‖,
and n_1 ‖u_1 - u_2‖ <= ‖theta_1 - theta_2‖ + |n_1 - n_2| ‖u_2‖ <= (1 + D) ‖theta_1 - theta_2‖ for D that bounds ‖u‖, as
D = d^(1/2 - 1/q) does. With n_1 D >= ‖theta_1‖ >= m the constant r D (1 + D) eps/m serves. For d >= 2 none below
r 2^(1/q - 1/2) eps/m does, as the derivative at (a, a, 0, ..., 0) shows: the best one lies between the two.
"""

from proofs._reasons import VISIBLE
from proofs.section_3_1.linear_loss_lp import best, q, r
from proofs.setting import eps, theta, theta_min, y
from verify import (
    Abs,
    Claim,
    Integer,
    Lemma,
    Rational,
    Removal,
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
    lt,
    norm,
    sign,
    sqrt,
    symbols,
)
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
n, n_1, n_2, D, a = symbols("n n_1 n_2 D a", positive=True)
s, t = symbols("s t")


def power_sum(u):
    """‖u‖_q^q."""
    return Total(Abs(u) ** q)


def signed(u):
    """sign(u)|u|^r."""
    return sign(u) * Abs(u) ** r


polar = Claim(
    name="polar",
    says="At $θ = n u$, $n > 0$ and $‖u‖_q = 1$, the worst perturbation is $-yε sign(u)|u|^r$, $r = q - 1$, whatever $n$ is.",
    assuming=(eq(power_sum(u), 1), lt(0, power_sum(u))),
    conclusion=eq(best.xreplace({theta: n * u}), -y * eps * signed(u)),
    derive=lambda: chain(line("=", -y * eps * signed(u), by=power_of_one(power_sum(u), r / q))),
    example=lambda dim: {u: (1, *[0] * (dim - 1)), n: 1, r: 1, y: 1, eps: 1},
    source="own",
    needs=(Removal(lt(0, power_sum(u)), why=VISIBLE),),
)

# Two parameters n_1 u_1 and n_2 u_2 in polar coordinates.
whole = n_1 * u_1 - n_2 * u_2
apart = norm(whole)
on_the_spheres = (eq(power_sum(u_1), 1), eq(power_sum(u_2), 1))

# What is shown on the way, for all points of the sphere of L_q and all radii.
COORDINATE = Schema("no coordinate exceeds 1", (u,), le(Abs(u), 1), (eq(power_sum(u), 1),))
RADII = Schema("the radii differ by at most the distance", (n_1, n_2, u_1, u_2), le(n_1 - n_2, apart), on_the_spheres)


def one_term_of_a_sum():
    """|u_i|^q is one term of a sum that is 1."""
    term, root = one_term(Abs(u) ** q), power_grows(Abs(u) ** q, 1, 1 / q)
    return chain(line("<=", 1, by=root), lemmas=(Lemma(le(Abs(u) ** q, 1), (line("<=", 1, by=term),)),))


def below_one(u):
    """|u_i| <= 1, as a side result."""
    return Lemma(le(Abs(u), 1), (line("<=", 1, by=COORDINATE(u)),))


def radii_differ_by():
    """n_1 - n_2 <= <n_1 u_1 - n_2 u_2, f> <= ‖n_1 u_1 - n_2 u_2‖ for f = sign(u_1)|u_1|^r.

    <u_1, f> = 1, <u_2, f> <= 1 by Young's inequality, and ‖f‖ <= 1 because 2r >= q.
    """
    f, size_1, size_2 = signed(u_1), Abs(u_1), Abs(u_2)
    short = power_falls(size_1, q, 2 * r)
    squares = line("<=", 1, Total(short.slack), by=(short, sign_size(1, u_1, 2, 2 * r)), why="$2r ≥ q$")
    length = Lemma(le(norm(f), 1), (squares,), squared=True)
    product, mixed, angle = below_abs(u_2 * f), young(size_2, size_1, r), cauchy_schwarz(whole, f)
    signs = sign_size(size_2, u_1, 1, r), sign_times(size_1**r, u_1)
    return chain(
        line("<=", dot(whole, f), n_2 * Total(product.slack), n_2 * Total(mixed.slack), by=(product, mixed, *signs)),
        line("<=", apart, angle.slack, apart * length.slack, by=angle, why="$‖f‖ ≤ 1$"),
        lemmas=(below_one(u_1), length),
        rules=(Rule(COORDINATE, one_term_of_a_sum()),),
    )


def through_the_polar_coordinates():
    """n_1 ‖u_1 - u_2‖ <= ‖n_1 u_1 - n_2 u_2‖ + |n_2 - n_1| ‖u_2‖, and n_1 D >= n_1 ‖u_1‖ >= m."""
    gap, moved, power = norm(u_1 - u_2), norm(signed(u_1) - signed(u_2)), signed_power(u_1, u_2, r)
    rise = Abs(signed(u_1) - signed(u_2)) + r * Abs(u_1 - u_2)
    steep = Lemma(le(moved, r * gap), (line("<=", (r * gap) ** 2, Total(power.slack * rise), by=power),), squared=True)

    up, down = RADII(n_1, n_2, u_1, u_2), RADII(n_2, n_1, u_2, u_1)
    radii = Lemma(
        le(Abs(n_2 - n_1), apart), (line("<=", apart**2, up.slack * down.slack, by=(up, down)),), squared=True
    )
    split, k = minkowski(whole, (n_2 - n_1) * u_2), eps * r / m
    return chain(
        line("<=", eps * r * gap, eps * steep.slack, why="the slope of $sign(t)|t|^r$ is at most $r$ for $|t| ≤ 1$"),
        line(
            "<=",
            k * D * n_1 * gap,
            k * n_1 * (D - norm(u_1)) * gap,
            k * (norm(n_1 * u_1) - m) * gap,
            why="$m ≤ ‖θ₁‖ ≤ n₁D$",
        ),
        line(
            "<=",
            k * D * (apart + Abs(n_2 - n_1) * norm(u_2)),
            k * D * split.slack,
            by=(split, scaled(n_2 - n_1, u_2)),
            why="$n₁(u₁ - u₂) = θ₁ - θ₂ + (n₂ - n₁)u₂$",
        ),
        line(
            "<=",
            k * D * (1 + D) * apart,
            k * D * radii.slack * norm(u_2),
            k * D * apart * (D - norm(u_2)),
            why="$|n₁ - n₂| ≤ ‖θ₁ - θ₂‖$ and $‖u₂‖ ≤ D$",
        ),
        lemmas=(below_one(u_1), below_one(u_2), steep, radii),
        rules=(Rule(COORDINATE, one_term_of_a_sum()), Rule(RADII, radii_differ_by())),
    )


FLAT = {"n_1": 1, "n_2": 1, "D": 2, "theta_min": 1, "r": 1, "y": 1, "varepsilon": 1}
# Powers of the coordinates of a point with |u_1|^(3/2) + |u_2|^(3/2) + |u_3|^(3/2) = 1, as 3³ + 4³ + 5³ = 6³.
CUBES = (Rational(1, 4), Rational(4, 9), Rational(25, 36))

lipschitz = Claim(
    name="lipschitz",
    says="For $1 < p ≤ 2$ the attack $x'$ is $(rD(1+D)ε/m)$-Lipschitz if one $‖θ‖ ≥ m$; $r = q - 1$, $D$ bounds $‖u‖$ on $‖u‖_q = 1$.",
    assuming=(
        *on_the_spheres,
        le(1, r),
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
    needs=(
        Removal(on_the_spheres[0], point={**FLAT, "u_1": (2,), "u_2": (1,), "n_1": Rational(1, 2)}),
        Removal(on_the_spheres[1], point={**FLAT, "u_1": (1,), "u_2": (2,), "n_2": Rational(1, 2)}),
        Removal(
            le(1, r),
            point={
                **FLAT,
                "u_1": CUBES,
                "u_2": (-CUBES[0], *CUBES[1:]),
                "r": Rational(1, 2),
                "D": 1,
                "theta_min": Rational(4, 5),
            },
        ),
        Removal(le(m, norm(n_1 * u_1)), point={**FLAT, "u_1": (1,), "u_2": (-1,), "D": 1, "theta_min": 3}),
        Removal(le(norm(u_1), D), why="the constant has room: no violation is known where $‖u₁‖$ is larger"),
        Removal(
            le(norm(u_2), D), why="it holds without this, too, as $1 ≤ ‖u₁‖ ≤ D$, by the proof of lp-bracket/upper"
        ),
    ),
)

bound = Claim(
    name="bound",
    says="$D = d^(1/2 - 1/q)$ is such a bound.",
    assuming=(le(1, r),),
    conclusion=le(norm(u), d ** (Rational(1, 2) - 1 / q) * norm(u, q)),
    derive=lambda: chain(line("<=", d ** (Rational(1, 2) - 1 / q) * norm(u, q), by=norms_grow(u, 2, q))),
    source="own",
)


def first_coordinate(s, t):
    """The first coordinate of the worst perturbation at (s, t, 0, ..., 0), s, t > 0."""
    return -y * eps * s**r / (s**q + t**q) ** (r / q)


rate = Claim(
    name="rate",
    says="At $(a, a, 0, …, 0)$ along $(1, -1, 0, …, 0)$ the attack changes at $r·2^(1/q - 1/2)ε/‖θ‖$ times the speed: none is smaller.",
    conclusion=eq(
        along(first_coordinate(n, n_1), (n, Integer(1)), (n_1, -Integer(1))).xreplace({n: a, n_1: a}),
        -y * eps * r * 2 ** (1 / q - Rational(1, 2)) / (sqrt(2) * a),
    ),
    source="own",
)

STATEMENT = Statement(
    name="lp-below-two",
    title="The border of $L_p$: for $1 < p ≤ 2$ the adversarial example is Lipschitz away from the origin",
    section="beyond the paper",
    uses=("linear-loss-lp", "lemma-2"),
)
