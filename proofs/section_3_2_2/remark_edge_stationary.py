"""Section 3.2.2, after Eq. (38): a maximum on the sphere ‖x' - x‖ = eps is a stationary point of the Lagrange function.

Shown for a loss whose gradient in x is K-Lipschitz, at x' = x + eps n with ‖n‖ = 1, for a maximiser over the whole ball. The
multiplier is α = nᵀ∇_x ℓ, which is not negative.
"""

from proofs._reasons import LIMIT
from proofs.setting import ell, ell_x, theta, u, x
from verify import (
    Abs,
    Claim,
    Instance,
    Lemma,
    Rational,
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
from verify.facts import below_abs, zero_square

eps, K, t = symbols("varepsilon K t", positive=True)
h, n = Vector("h"), Vector("n")
x_prime = x + eps * n
slope = ell_x(x_prime, theta)
alpha = dot(slope, n)
tangent = slope - alpha * n

LOWER_MODEL = Schema(
    "$ℓ$ is $K$-smooth in $x$",
    (h,),
    le(ell(x_prime, theta) + dot(slope, h) - K / 2 * norm(h) ** 2, ell(x_prime + h, theta)),
)
BEST = Schema("$x'$ is a maximiser", (u,), le(ell(u, theta), ell(x_prime, theta)), (le(norm(u - x), eps),))
on_the_sphere = eq(dot(n, n), 1)
room = eps - t * (Abs(alpha) + K * eps)


def a_short_step_along_the_sphere():
    """The step tτ - (t‖τ‖)²/ε n, τ the tangent part of the gradient, stays in the ball and gains at least t‖τ‖² room/ε."""
    size = norm(tangent)
    step = t * tangent - (t * size) ** 2 / eps * n
    short = (eps - t * size) * (eps + t * size) / eps**2
    inside = Lemma(
        le(norm(eps * n + step), eps), (line("<=", eps**2, (t * size) ** 2 * short, why="$t‖τ‖ ≤ ε$"),), squared=True
    )
    by, sign = (LOWER_MODEL(step), BEST(x_prime + step)), below_abs(alpha)
    rest = t**2 * size**2 / eps * sign.slack, K / 2 * (t * size) ** 2 * short
    gains = (*(f.slack for f in by), *rest)
    flat = Lemma(le(size**2, 0), (line("<=", 0, *(eps / (t * room) * g for g in gains), by=(*by, sign)),))
    return chain(line("=", 0, by=zero_square(size)), lemmas=(inside, flat))


NORMAL = "it says that $n$ is the outward normal, so that $x'$ lies on the sphere"
SHORT = "a shorter step would do: $t$ stands for any number so small"

stationary = Claim(
    name="stationary",
    says=(
        "At a maximiser $x'$ with $‖x'-x‖ = ε$ the gradient of a $K$-smooth loss in $x$ is $α(x'-x)/ε$: a "
        "step $t > 0$ along the sphere, so short that $t‖τ‖ ≤ ε$ and $t(|α| + Kε) < ε$, would raise the "
        "loss otherwise."
    ),
    assuming=(LOWER_MODEL, BEST, on_the_sphere, le(t * norm(tangent), eps), lt(0, room)),
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
        t: Rational(1, 2),
    },
    needs=(
        Removal(LOWER_MODEL, why=LIMIT),
        Removal(on_the_sphere, why=NORMAL),
        Removal(le(t * norm(tangent), eps), why=SHORT),
        Removal(lt(0, room), why=SHORT),
    ),
)


def inwards():
    """The step -tn stays in the ball for t <= 2ε and gains -αt - Kt²/2."""
    by = LOWER_MODEL(-t * n), BEST(x_prime - t * n)
    inside = Lemma(le(norm(eps * n - t * n), eps), (line("<=", eps**2, t * (2 * eps - t)),), squared=True)
    return chain(line("<=", alpha, *(f.slack / t for f in by), by=by), lemmas=(inside,))


sign = Claim(
    name="multiplier-sign",
    says="Its multiplier is at least $-Kt/2$ whenever $0 < t ≤ 2ε$, so $α ≥ 0$.",
    source="own",
    assuming=(LOWER_MODEL, BEST, on_the_sphere, le(t, 2 * eps)),
    conclusion=le(-K * t / 2, alpha),
    derive=inwards,
    instance=stationary.instance,
    example=stationary.example,
    needs=(
        Removal(LOWER_MODEL, why=LIMIT),
        Removal(on_the_sphere, why=NORMAL),
        Removal(le(t, 2 * eps), why="the bound for a shorter step is the better one: it is not needed"),
    ),
)

STATEMENT = Statement(
    name="remark-edge-stationary",
    title="A maximum on the sphere is a stationary point of the Lagrange function",
    section="3.2.2",
    uses=("bordered-hessian",),
)
