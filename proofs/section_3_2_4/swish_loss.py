"""Eq. (44) (Section 3.2.4): the adversarial loss of the swish model has a closed form, for both labels and every ball.

It depends on u = <theta, x + delta> alone, which takes every value in [lo, hi] = <theta, x> -+ eps ‖theta‖_q. For y = 1 the
maximum lies at u* clipped to [lo, hi], for y = -1 at the better end.
"""

from fractions import Fraction

from proofs._reasons import AT_THE_ORIGIN, LARGEST
from proofs.section_3_1.linear_loss import log_loss
from proofs.section_3_2_4.swish import INVERSE, W, falling, rising, swish, u_star
from proofs.setting import delta, eps, theta, x, y, z
from verify import (
    Abs,
    Claim,
    Integer,
    Lemma,
    Removal,
    Statement,
    Symbol,
    Total,
    Vector,
    chain,
    dot,
    eq,
    exp,
    le,
    line,
    lt,
    norm,
    oo,
    sigmoid,
    sign,
    softplus,
    symbols,
    unit,
)
from verify.facts import below_abs, cauchy_schwarz, largest, logistic, logistic_loss, tangent

b, c, t = symbols("b c t")
a = Symbol("a", real=True, nonzero=True)
v, w = Vector("v"), Vector("w")
u = dot(theta, x + delta)
BALLS = {
    "l2": ("L2", 2, le(norm(delta), eps)),
    "linf": ("L∞", 1, le(Abs(delta), eps)),
    "l1": ("L1", oo, le(norm(delta, 1), eps)),
}


def end(way, dual):
    """lo for way = -1, hi for way = 1."""
    return dot(theta, x) + way * eps * norm(theta, dual)


def room(way, dual):
    """eps ‖theta‖_q - way <theta, delta> as nonnegative terms, and the theorems they come from."""
    if dual == 2:
        angle = cauchy_schwarz(way * theta, delta)
        return (angle.slack, norm(theta) * (eps - norm(delta))), (angle,)
    by = below_abs(theta), below_abs(-theta), below_abs(way * delta), below_abs(-way * delta)
    up, down, right, left = (s.slack for s in by)
    products = Total(up * left) / 2, Total(down * right) / 2
    if dual == 1:
        return (*products, Total(Abs(theta) * (eps - Abs(delta)))), by
    top = largest(Abs(theta))
    return (*products, Total(top.slack * Abs(delta)), norm(theta, oo) * (eps - norm(delta, 1))), (*by, top)


def reached(way, dual):
    """lo <= u, or u <= hi."""
    terms, by = room(way, dual)
    low, high = (u, end(1, dual)) if way > 0 else (end(-1, dual), u)
    return Lemma(le(low, high), (line("<=", high, *terms, by=by),))


def raised(low, high, *lemmas):
    """log(1 + exp) increases; the last lemma says low <= high."""
    rise = tangent(softplus(z), z, low, high)
    return chain(
        line("=", softplus(low), by=logistic_loss(low)),
        line("<=", softplus(high), rise.slack, sigmoid(low) * lemmas[-1].slack, by=rise),
        line("=", log_loss(high), by=logistic_loss(high)),
        lemmas=lemmas,
    )


def at_an_end(way, dual, label):
    """f at the end of the interval against f at u, on the side of u* where both lie."""
    a, b = (u, end(1, dual)) if way > 0 else (end(-1, dual), u)
    monotone = rising if way * label < 0 else falling
    low, high = -label * swish(u), -label * swish(end(way, dual))
    first, second = (swish(a), swish(b)) if monotone is rising else (swish(b), swish(a))
    shown = Lemma(le(first, second), (monotone(a, b),))
    return raised(low, high, reached(way, dual), shown)


def at_the_minimiser():
    """f(u) + W = σ(u) W (exp(-u) - exp(-u*) - exp(-u*)(u* - u)), and f(u*) = -W."""
    below = tangent(exp(z), z, -u_star, -u)
    line_1 = line("=", -W, by=(logistic(u_star), INVERSE))
    line_2 = line("<=", swish(u), sigmoid(u) * W * below.slack, by=(below, logistic(u), INVERSE))
    return raised(-swish(u), -swish(u_star), Lemma(le(swish(u_star), swish(u)), (line_1, line_2)))


def bound(name, says, label, value, derive, *given, example=None):
    return Claim(
        name=name, says=says, equations=(44,), source="own", assuming=given,
        conclusion=le(log_loss(-label * swish(u)), log_loss(-label * swish(value))), derive=derive, example=example,
    )  # fmt: skip


def far_away(dim):
    return {theta: (-1, *[0] * (dim - 1)), x: (3, *[0] * (dim - 1)), delta: (0,) * dim, eps: Fraction(1)}


def bounds(key):
    ball, dual, feasible = BALLS[key]
    lo, hi = end(-1, dual), end(1, dual)
    return (
        bound(f"low-end-{key}", f"${ball}$, $y = 1$: where $u* ≤ lo$ no feasible $δ$ has a larger loss than $u = lo$.", 1, lo,
              lambda: at_an_end(-1, dual, 1), feasible, le(u_star, lo)),
        bound(f"high-end-{key}", f"${ball}$, $y = 1$: where $hi ≤ u*$ none has a larger loss than $u = hi$.", 1, hi,
              lambda: at_an_end(1, dual, 1), feasible, le(hi, u_star), example=far_away),
        bound(f"left-{key}", f"${ball}$, $y = -1$: a feasible $δ$ with $u ≤ u*$ has no larger loss than $u = lo$.", -1, lo,
              lambda: at_an_end(-1, dual, -1), feasible, le(u, u_star), example=far_away),
        bound(f"right-{key}", f"${ball}$, $y = -1$: one with $u* ≤ u$ has no larger loss than $u = hi$.", -1, hi,
              lambda: at_an_end(1, dual, -1), feasible, le(u_star, u)),
    )  # fmt: skip


plateau = Claim(
    name="plateau",
    says="$y = 1$: no $δ$ whatever has a larger loss than $u = u*$.",
    equations=(44,),
    source="own",
    conclusion=le(log_loss(-swish(u)), log_loss(-swish(u_star))),
    derive=at_the_minimiser,
)
end_values = tuple(c for key in ("l2", "linf", "l1") for c in bounds(key))


near = le(Abs(t), eps)
beyond_the_ends = Removal(
    near,
    why="for larger $|t|$ the value lies beyond $lo$ and $hi$, but $f$ takes a value twice: no one formula excludes all $δ$",
)


def attained(name, ball, dual, direction, *given, needs=()):
    return Claim(
        name=f"attained-{name}",
        says=f"Under ${ball}$ every $u$ between $lo$ and $hi$ is reached: $u = θᵀx + t‖θ‖$, in the dual norm, for each $|t| ≤ ε$.",
        equations=(44,), source="own",
        assuming=(near, *given),
        exists=(delta,), witness={delta: t * direction},
        conclusion=eq(log_loss(-y * swish(u)), log_loss(-y * swish(dot(theta, x) + t * norm(theta, dual)))),
        needs=(beyond_the_ends, *needs),
    )  # fmt: skip


nonzero = lt(0, norm(theta))
serves = Removal(nonzero, witness={delta: Integer(0)}, why=AT_THE_ORIGIN)
attained_l2 = attained("l2", "L2", 2, unit(theta), BALLS["l2"][2], nonzero, needs=(serves,))
attained_linf = attained("linf", "L∞", 1, sign(theta), BALLS["linf"][2])
attained_l1 = Claim(
    name="attained-l1",
    says="Under $L1$ as well: with a largest coordinate $a$ of $θ = (a, w)$ written out, by $δ = (t|a|/a, 0)$.",
    equations=(44,),
    source="own",
    assuming=(le(Abs(w), Abs(a)), near, le(Abs(c), eps)),
    exists=(c,),
    witness={c: t * Abs(a) / a},
    conclusion=eq(log_loss(-y * swish(a * (b + c) + dot(w, v))), log_loss(-y * swish(a * b + dot(w, v) + t * Abs(a)))),
    beside=1,
    needs=(Removal(le(Abs(w), Abs(a)), why=LARGEST), beyond_the_ends),
)

STATEMENT = Statement(
    name="swish-loss",
    title="The adversarial loss of the swish model in closed form",
    section="3.2.4",
    uses=("swish", "linear-loss"),
)
