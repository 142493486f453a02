"""Section 3.2.1, proof of Lemma 4: inside the ball the constraint does not matter, so the gradient in x vanishes at x'.

Shown for a loss whose gradient in x is K-Lipschitz, for a maximiser over the whole ball and for a local one, about which there is
a ball of its own.
"""

from proofs._reasons import LIMIT
from proofs.setting import ell, ell_x, eps, theta, u, x
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
    dot,
    eq,
    le,
    line,
    lt,
    norm,
    symbols,
)
from verify.facts import cauchy_schwarz, minkowski, scaled, zero_square

K, rho = symbols("K rho", positive=True)
h = Vector("h")
x_prime = Vector("x'")
slope = ell_x(x_prime, theta)

LOWER_MODEL = Schema(
    "$ℓ$ is $K$-smooth in $x$",
    (h,),
    le(ell(x_prime, theta) + dot(slope, h) - K / 2 * norm(h) ** 2, ell(x_prime + h, theta)),
)
BEST = Schema("$x'$ is a maximiser", (u,), le(ell(u, theta), ell(x_prime, theta)), (le(norm(u - x), eps),))
BEST_NEAR = Schema(
    "$x'$ is a maximiser within $ρ$", (u,), le(ell(u, theta), ell(x_prime, theta)), (le(norm(u - x_prime), rho),)
)
room, inside = eps - norm(x_prime - x), lt(norm(x_prime - x), eps)


def a_short_step_uphill():
    """From x' to x' + s g, g the gradient, s = t/(1 + Kε) and t = room/(1 + ‖g‖) <= ε, the loss gains at least s(1 - Ks/2)‖g‖^2
    >= s‖g‖^2/2, and x' is best.
    """
    size, away = norm(slope), norm(x_prime - x)
    t = room / (1 + size)
    short = t / (1 + K * eps)
    step, by = short * slope, (LOWER_MODEL(short * slope), BEST(x_prime + short * slope))
    near, long = minkowski(x_prime - x, step), scaled(short, slope)
    forwards = Lemma(eq(Abs(short), short), (line("=", short**2),), squared=True)
    feasible = Lemma(
        le(norm(x_prime + step - x), eps),
        (
            line("<=", away + norm(step), by=near),
            line("=", away + short * size, by=long),
            line("<=", eps, t, K * eps * short * size),
        ),
    )
    double = 2 * (1 + size) * (1 + K * eps) / room
    kept = (1 + size + K * (eps * size + away)) / (1 + size) / (1 + K * eps) * size**2
    flat = Lemma(le(size**2, 0), (line("<=", 0, *(double * f.slack for f in by), kept, by=by),))
    return chain(line("=", 0, by=zero_square(size)), lemmas=(forwards, feasible, flat))


def a_short_step_near_by():
    """From x' to x' + s g with s‖g‖ <= ρ and Ks <= 1 the loss gains at least s‖g‖²/2."""
    size = norm(slope)
    whole = (1 + size) * (1 + K * rho)
    short = rho / whole
    by, long = (LOWER_MODEL(short * slope), BEST_NEAR(x_prime + short * slope)), scaled(short, slope)
    steps = line("=", short * size, by=long), line("<=", rho, rho * (1 + K * rho * (1 + size)) / whole)
    near = Lemma(le(norm(short * slope), rho), steps)
    kept = (1 + size + K * rho * size) / whole * size**2
    flat = Lemma(le(size**2, 0), (line("<=", 0, *(2 / short * f.slack for f in by), kept, by=by),))
    return chain(line("=", 0, by=zero_square(size)), lemmas=(near, flat))


def furthest_along_itself():
    """Of a linear loss with the gradient x' - x no point of the ball of radius ‖x' - x‖ is better than x'."""
    out, angle = x_prime - x, cauchy_schwarz(x_prime - x, u - x)
    return chain(line("<=", dot(out, x_prime), angle.slack, norm(out) * (norm(out) - norm(u - x)), by=angle))


stationary = Claim(
    name="stationary",
    says="At a maximiser $x'$ with $‖x'-x‖ < ε$ the gradient of a $K$-smooth loss in $x$ is 0: a short step along it stays inside.",
    assuming=(LOWER_MODEL, BEST, inside),
    conclusion=eq(norm(slope), 0),
    derive=a_short_step_uphill,
    example=lambda dim: {x: (0,) * dim, x_prime: (0,) * dim, theta: (0,) * dim, eps: 1, K: 1},
    instance=Instance(
        functions={
            "ell": ((u, theta), -K / 2 * norm(u - x_prime) ** 2),
            "ell_1": ((u, theta), -K * (u - x_prime)),
        }
    ),
    needs=(
        Removal(LOWER_MODEL, why=LIMIT),
        Removal(
            inside,
            instance=Instance(
                {"ell": ((u, theta), dot(x_prime - x, u)), "ell_1": ((u, theta), x_prime - x)},
                {eps: norm(x_prime - x)},
                {BEST.name: furthest_along_itself},
            ),
            point={"x'": (1,), "x": (0,), "theta": (0,), "K": 1},
        ),
    ),
)

local = Claim(
    name="local",
    says="At a local maximum $x'$, a maximiser over the points within $ρ$ of it, the gradient of a $K$-smooth loss in $x$ is 0.",
    assuming=(LOWER_MODEL, BEST_NEAR),
    conclusion=eq(norm(slope), 0),
    derive=a_short_step_near_by,
    instance=stationary.instance,
    example=lambda dim: {x_prime: (0,) * dim, theta: (0,) * dim, rho: 1, K: 1},
    needs=(Removal(LOWER_MODEL, why=LIMIT),),
)

STATEMENT = Statement(
    name="remark-inside-stationary",
    title="The gradient vanishes at a maximiser inside the ball",
    section="3.2.1",
    also={"figure-4": ("stationary", "local")},
)
