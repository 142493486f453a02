"""Section 3.2.2, after Eq. (38): a maximum on the sphere ‖x' - x‖ = eps is a stationary point of the Lagrange function.

Shown for a loss whose gradient in x is K-Lipschitz near x' = x + eps n, ‖n‖ = 1, a maximiser over the points of the ball within 2e
of it: a ball of radius e <= eps that touches the sphere in x' from inside lies in the ball and within 2e of x'. The
multiplier is α = nᵀ∇_x ℓ, which is not negative.
"""

from proofs._reasons import LIMIT
from proofs.setting import ell, ell_x, theta, u, x
from verify import (
    Abs,
    Claim,
    Instance,
    Lemma,
    Removal,
    Schema,
    Statement,
    Vector,
    chain,
    d,
    dot,
    eq,
    le,
    line,
    norm,
    sqrt,
    symbols,
)
from verify.facts import below_abs, cauchy_schwarz, minkowski, zero_square

eps, K, t, e = symbols("varepsilon K t e", positive=True)
h, n = Vector("h"), Vector("n")
x_prime = x + eps * n
slope = ell_x(x_prime, theta)
alpha = dot(slope, n)
tangent = slope - alpha * n

LOWER_MODEL = Schema(
    "$ℓ$ is $K$-smooth in $x$ within $2e$",
    (h,),
    le(ell(x_prime, theta) + dot(slope, h) - K / 2 * norm(h) ** 2, ell(x_prime + h, theta)),
    (le(norm(h), 2 * e),),
)
BEST_NEAR = Schema(
    "$x'$ is a maximiser within $2e$",
    (u,),
    le(ell(u, theta), ell(x_prime, theta)),
    (le(norm(u - x), eps), le(norm(u - x_prime), 2 * e)),
)
on_the_sphere = eq(dot(n, n), 1)


def a_short_step_along_the_sphere():
    """The step tτ - (t‖τ‖)²/e n, τ the tangent part of the gradient, t = e/(‖τ‖ + 2m) and m = |α| + Ke, stays in the touching ball,
    as t‖τ‖ <= e, so ‖εn + step‖ <= ε - e + ‖en + step‖; it gains at least t‖τ‖² (e - tm)/e, where tm <= e/2.
    """
    size, m = norm(tangent), Abs(alpha) + K * e
    whole = size + 2 * m
    t = e / whole
    step = t * tangent - (t * size) ** 2 / e * n
    short = 2 * m / whole * (e + t * size) / e
    touching = Lemma(
        le(norm(e * n + step), e), (line("<=", e**2, (t * size) ** 2 * short, why="$t‖τ‖ ≤ e$"),), squared=True
    )
    outer, back = minkowski((eps - e) * n, e * n + step), minkowski(e * n + step, -e * n)
    lengths = [Lemma(eq(norm(f * n), f), (line("=", f**2),), squared=True) for f in (e, eps - e)]
    inside = Lemma(le(norm(eps * n + step), eps), (line("<=", eps, outer.slack, touching.slack, by=outer),))
    near = Lemma(le(norm(step), 2 * e), (line("<=", 2 * e, back.slack, touching.slack, by=back),))
    by, sign = (LOWER_MODEL(step), BEST_NEAR(x_prime + step)), below_abs(alpha)
    rest = t**2 * size**2 / e * sign.slack, K / 2 * (t * size) ** 2 * short
    gains = (*(f.slack for f in by), *rest)
    flat = Lemma(le(size**2, 0), (line("<=", 0, *(whole**2 / e / (size + m) * g for g in gains), by=(*by, sign)),))
    return chain(line("=", 0, by=zero_square(size)), lemmas=(touching, *lengths, inside, near, flat))


# Beyond the ball, where ‖n‖ > 1, nothing makes x' stationary.
p = 1 / sqrt(d)
straight_up = {"ell": ((u, theta), dot(p, u)), "ell_1": ((u, theta), p)}
peak = x + 3 * eps * p
peak_between = {
    "ell": ((u, theta), -K / 2 * norm(u - peak) ** 2),
    "ell_1": ((u, theta), -K * (u - peak)),
}


def higher_than_the_ball():
    """pᵀ(u - x) <= ‖u - x‖ <= ε."""
    angle = cauchy_schwarz(p, u - x)
    return chain(line("<=", dot(p, x) + 2 * eps, angle.slack, eps - norm(u - x), eps, by=angle))


def nearer_than_the_ball():
    """The peak has the distance 2ε from the ball, and ε from x'."""
    angle = cauchy_schwarz(p, u - x)
    r = norm(u - x)
    terms = 3 * eps * angle.slack, (eps - r) * (5 * eps - r) / 2, 3 * eps**2 / 2
    return chain(line("<=", -K / 2 * eps**2, *(K * term for term in terms), by=angle))


stationary = Claim(
    name="stationary",
    says=(
        "At a local maximum, a maximiser over the points of the ball within $2e$ of it, $e ≤ ε$: with $‖x'-x‖ = ε$ the "
        "gradient in $x$ of a loss that is $K$-smooth there is $α(x'-x)/ε$."
    ),
    assuming=(LOWER_MODEL, BEST_NEAR, on_the_sphere, le(e, eps)),
    conclusion=eq(norm(tangent), 0),
    derive=a_short_step_along_the_sphere,
    instance=Instance(
        functions={
            "ell": ((u, theta), -K / 2 * norm(u - x_prime) ** 2),
            "ell_1": ((u, theta), -K * (u - x_prime)),
        }
    ),
    example=lambda dim: {
        n: (1, *[0] * (dim - 1)),
        x: (0,) * dim,
        theta: (0,) * dim,
        eps: 1,
        K: 1,
        e: 1,
    },
    needs=(
        Removal(LOWER_MODEL, why=LIMIT),
        Removal(
            on_the_sphere,
            instance=Instance(straight_up, {n: 2 * p}, {BEST_NEAR.name: higher_than_the_ball}),
        ),
        Removal(le(e, eps), why="a maximiser within $2e$, $e > ε$, is one within $2ε$: only the derivation uses it"),
    ),
)


def inwards():
    """The step -sn, s = 2rt/(2r + t) with r = εe/(ε + e), stays in the ball and gains -αs - Ks²/2, and s <= 2r and s <= t."""
    r = eps * e / (eps + e)
    s = 2 * r * t / (2 * r + t)
    by = LOWER_MODEL(-s * n), BEST_NEAR(x_prime - s * n)
    inside = Lemma(le(norm(eps * n - s * n), eps), (line("<=", eps**2, s * (2 * eps - s)),), squared=True)
    near = Lemma(le(norm(s * n), 2 * e), (line("<=", 4 * e**2, (2 * e - s) * (2 * e + s)),), squared=True)
    return chain(
        line("<=", alpha, *(f.slack / s for f in by), K / 2 * t**2 / (2 * r + t), by=by), lemmas=(inside, near)
    )


sign = Claim(
    name="multiplier-sign",
    says="Its multiplier is at least $-Kt/2$ for every $t > 0$, so $α ≥ 0$.",
    source="own",
    assuming=(LOWER_MODEL, BEST_NEAR, on_the_sphere),
    conclusion=le(-K * t / 2, alpha),
    derive=inwards,
    instance=stationary.instance,
    example=lambda dim: stationary.example(dim) | {t: 1},
    needs=(
        Removal(LOWER_MODEL, why=LIMIT),
        Removal(
            on_the_sphere,
            instance=Instance(peak_between, {n: 4 * p}, {BEST_NEAR.name: nearer_than_the_ball}),
            point={"x": (0,), "theta": (0,), "varepsilon": 1, "K": 1, "t": 1, "e": 1},
        ),
    ),
)

STATEMENT = Statement(
    name="remark-edge-stationary",
    title="A maximum on the sphere is a stationary point of the Lagrange function",
    section="3.2.2",
    uses=("bordered-hessian",),
    also={"figure-5": ("stationary",)},
)
