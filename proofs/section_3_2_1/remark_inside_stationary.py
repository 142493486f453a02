"""Section 3.2.1, proof of Lemma 4: inside the ball the constraint does not matter, so the gradient in x vanishes at x'.

Shown for a loss whose gradient in x is K-Lipschitz near a local maximum, as a C¹ gradient is: inside the ball a small ball about it
is feasible.
"""

from proofs._reasons import LIMIT
from proofs.setting import delta, ell, ell_x, eps, theta, u
from verify import (
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
from verify.facts import minkowski, scaled, zero_square

K, rho = symbols("K rho", positive=True)
h = Vector("h")
x_prime = Vector("x'")
slope = ell_x(x_prime, theta)

LOWER_MODEL = Schema(
    "$ℓ$ is $K$-smooth in $x$ within $ρ$",
    (h,),
    le(ell(x_prime, theta) + dot(slope, h) - K / 2 * norm(h) ** 2, ell(x_prime + h, theta)),
    (le(norm(h), rho),),
)
BEST = Schema(
    "$x'$ is a maximiser within $ρ$", (u,), le(ell(u, theta), ell(x_prime, theta)), (le(norm(u - x_prime), rho),)
)


def a_short_step_uphill():
    """From x' to x' + s g with s‖g‖ <= ρ and Ks <= 1 the loss gains at least s‖g‖²/2."""
    size = norm(slope)
    whole = (1 + size) * (1 + K * rho)
    short = rho / whole
    by, long = (LOWER_MODEL(short * slope), BEST(x_prime + short * slope)), scaled(short, slope)
    steps = line("=", short * size, by=long), line("<=", rho, rho * (1 + K * rho * (1 + size)) / whole)
    near = Lemma(le(norm(short * slope), rho), steps)
    kept = (1 + size + K * rho * size) / whole * size**2
    flat = Lemma(le(size**2, 0), (line("<=", 0, *(2 / short * f.slack for f in by), kept, by=by),))
    return chain(line("=", 0, by=zero_square(size)), lemmas=(near, flat))


stationary = Claim(
    name="stationary",
    says=(
        "At a local maximum $x'$, with a $ρ$ within which no point has a larger loss and the loss is $K$-smooth, the gradient in $x$ "
        "is 0."
    ),
    assuming=(LOWER_MODEL, BEST),
    conclusion=eq(norm(slope), 0),
    derive=a_short_step_uphill,
    instance=Instance(
        functions={
            "ell": ((u, theta), -K / 2 * norm(u - x_prime) ** 2),
            "ell_1": ((u, theta), -K * (u - x_prime)),
        }
    ),
    example=lambda dim: {x_prime: (0,) * dim, theta: (0,) * dim, rho: 1, K: 1},
    needs=(Removal(LOWER_MODEL, why=LIMIT),),
)

room = Claim(
    name="room",
    says="The points of $‖δ‖ < ε$ lie inside it: with $‖h‖ < ε - ‖δ‖$ also $‖δ + h‖ < ε$.",
    assuming=(lt(norm(h), eps - norm(delta)),),
    conclusion=lt(norm(delta + h), eps),
    derive=lambda: chain(
        line("<", eps, minkowski(delta, h).slack, eps - norm(delta) - norm(h), by=minkowski(delta, h))
    ),
)

STATEMENT = Statement(
    name="remark-inside-stationary",
    title="The gradient vanishes at a maximiser inside the ball",
    section="3.2.1",
    also={"figure-4": ("stationary",)},
)
