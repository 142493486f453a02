"""Section 3.1, after Theorem 1: below the threshold theta = 0 is not optimal, and no optimum need exist."""

from fractions import Fraction

from proofs.section_3_1.remark_large_epsilon import average_loss, mu
from proofs.setting import eps, margin, theta, x_n, y_n, z
from verify import (
    Claim,
    Datum,
    Label,
    Mean,
    Rational,
    Statement,
    Symbol,
    Vector,
    chain,
    dot,
    line,
    log,
    lt,
    norm,
    sigmoid,
    softplus,
)
from verify.facts import logistic_loss, logistic_symmetry, minkowski, tangent, taylor

w = Vector("w")
t = Symbol("t", positive=True)

# Below the threshold: along theta = t w the average margin is -t room, and softplus lies below $log 2$ + m/2 + m^2/8.
a_n = Datum("a_n")
s = Label("s")


def below_the_parabola(margin, t, room):
    """log 2 - t room/2 + t^2 size/8 for margins t m_n with the average -t room and the average square t^2 size."""
    law = taylor(softplus(z), z, 0, t * margin, Rational(1, 4))
    size = Mean(margin**2)
    return chain(
        line("<=", softplus(0) - t * room / 2 + t**2 * size / 8, Mean(law.slack), by=(law, logistic_symmetry(0))),
        line("<", softplus(0), t / 8 * (4 * room - t * size)),
        line("=", log(2), by=logistic_loss(0)),
    )


gain, size = Symbol("gain", positive=True), Symbol("size", nonnegative=True)
room = dot(w, mu) - eps * norm(w)
step_margin = margin(w, x_n, y_n)

below_l2 = Claim(
    name="below-l2",
    says=(
        "Under $L2$ every short step $θ = tw$ in a direction with $ε‖w‖ < wᵀμ$, $μ$ the average of $yx$, has a loss below $log 2$."
    ),
    assuming=(lt(t * Mean(step_margin**2), 4 * room),),
    conclusion=lt(average_loss(t * w), log(2)),
    derive=lambda: below_the_parabola(step_margin, t, room),
    source="own",
    example=lambda dim: {w: (1, *[0] * (dim - 1)), x_n: ((1, *[0] * (dim - 1)),), y_n: (1,), eps: 0, t: 1},
)

direction = Claim(
    name="direction",
    says="For $ε < ‖μ‖$ there is such a direction: $μ$ itself.",
    assuming=(lt(eps, norm(mu)),),
    conclusion=lt(eps * norm(mu), dot(mu, mu)),
    derive=lambda: chain(line("<", dot(mu, mu), norm(mu) * (norm(mu) - eps))),
    source="own",
)

short_step = Claim(
    name="short-step",
    says="There is such a step: $t$ with $t·size < 4·gain$, whatever the average square of the margins.",
    assuming=(lt(t * size, 4 * gain),),
    exists=(t,),
    witness={t: gain / (1 + size)},
    conclusion=lt(0, t),
    source="own",
)

below_linf = Claim(
    name="below-linf",
    says=(
        "Under $L∞$ and for $ε$ below $|mean(y_n a_n)|$, $a$ one coordinate of $x$, every short step in "
        "that coordinate has a loss below $log 2$."
    ),
    assuming=(lt(t * Mean((eps - y_n * s * a_n) ** 2), 4 * (s * Mean(y_n * a_n) - eps)),),
    conclusion=lt(Mean(softplus(-y_n * s * t * a_n + eps * t)), log(2)),
    derive=lambda: below_the_parabola(eps - y_n * s * a_n, t, s * Mean(y_n * a_n) - eps),
    source="own",
    beside=1,
    example=lambda dim: {a_n: (1,), y_n: (1,), s: 1, eps: 0, t: 1},
)


def further_along():
    """<y x, w> beats eps‖w‖ at every data point, and ‖theta + w‖ <= ‖theta‖ + ‖w‖."""
    here, there = margin(theta, x_n, y_n), margin(theta + w, x_n, y_n)
    rise, longer = tangent(softplus(z), z, there, here), minkowski(theta, w)
    lower = sigmoid(there)
    gained = Mean(lower * (y_n * dot(w, x_n) - eps * norm(w))), Mean(lower * eps * longer.slack)
    return chain(line("<", average_loss(theta), Mean(rise.slack), *gained, by=(rise, longer)))


no_minimiser = Claim(
    name="no-minimiser",
    says=(
        "Where a $w$ has $y wᵀx > ε‖w‖$ at every data point there is no minimiser: $θ + w$ has a smaller loss than $θ$, for every $θ$."
    ),
    assuming=(lt(eps * norm(w), y_n * dot(w, x_n)),),
    conclusion=lt(average_loss(theta + w), average_loss(theta)),
    derive=further_along,
    source="own",
    example=lambda dim: {w: (1,) * dim, x_n: ((1,) * dim,), y_n: (1,), eps: Fraction(1, 2), theta: (0,) * dim},
)


STATEMENT = Statement(
    name="remark-below-threshold",
    title="Below the threshold $θ = 0$ is not optimal",
    section="3.1",
    uses=("remark-large-epsilon",),
)
