"""The linear model -yθᵀ(x + δ): the largest gain over all ‖δ‖_p <= ε, and over those that keep x + δ in a box.

Without a box it is ε‖θ‖_q, 1/p + 1/q = 1 (Hölder). With one, coordinate i can move by r_i, and the gain is the largest Σ w_i s_i,
w = |θ|, over 0 <= s_i <= r_i and ‖s‖_p <= ε: for p = ∞ every s_i = min(ε, r_i), for p = 1 the largest w_i come first. Between, for
every λ >= 0,

    gain of a feasible s  <=  the largest gain  <=  λε^p + Σ max over 0 <= s_i <= r_i of (w_i s_i - λs_i^p),

and both ends are worked out in balls at a λ that closes the gap: floats choose it, and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from flint import arb

Order = Fraction | None  # p; None is infinity
Vector = Sequence[Fraction]
HALVINGS = 200


def ball(x: Fraction | int) -> arb:
    """A ball around a rational number."""
    x = Fraction(x)
    return arb(x.numerator) / x.denominator


def power(x: Fraction | arb, p: Fraction) -> arb:
    """x^p for x >= 0, which grows with x: a ball that reaches down to 0 is taken by its upper end."""
    x = x if isinstance(x, arb) else ball(x)
    if x > 0 or not x.is_finite():
        return x ** ball(p)
    top = x.upper()
    return arb(0).union(top ** ball(p)) if top > 0 else arb(0)


def norm(delta: Vector, p: Order) -> arb:
    """‖δ‖_p."""
    sizes = [abs(e) for e in delta]
    if p is None:
        return ball(max(sizes, default=Fraction(0)))
    if p == 1:
        return ball(sum(sizes, Fraction(0)))
    if p == 2:
        return ball(sum((s * s for s in sizes), Fraction(0))).sqrt()
    return power(sum((power(s, p) for s in sizes), arb(0)), 1 / p)


def rooms(theta: Vector, x: Vector, y: int, box: tuple[Fraction, Fraction]) -> list[Fraction]:
    """How far each coordinate can move in the direction that raises the loss. Raises ValueError for an x outside the box."""
    low, high = box
    if outside := [e for e in x if not low <= e <= high]:
        raise ValueError(f"a coordinate of x is {outside[0]}, outside of the box from {low} to {high}")
    return [high - e if y * t < 0 else e - low for t, e in zip(theta, x, strict=True)]


def gain(theta: Vector, delta: Vector, y: int) -> Fraction:
    """-yθᵀδ."""
    return -y * sum((t * e for t, e in zip(theta, delta, strict=True)), Fraction(0))


def largest_gain(theta: Vector, p: Order, eps: Fraction, room: Vector | None = None) -> arb:
    """A ball that holds the largest gain."""
    sizes = [abs(t) for t in theta]
    if room is None:
        dual: Order = Fraction(1) if p is None else None if p == 1 else p / (p - 1)
        return ball(eps) * norm(theta, dual)
    if p is None:
        return ball(sum((w * min(eps, r) for w, r in zip(sizes, room, strict=True)), Fraction(0)))
    if p == 1:
        return ball(_greedy(sizes, eps, room))
    return _between(sizes, p, eps, room)


def _greedy(sizes: Vector, eps: Fraction, room: Vector) -> Fraction:
    gained, left = Fraction(0), eps
    for w, r in sorted(zip(sizes, room, strict=True), reverse=True):
        gained += w * min(r, left)
        left -= min(r, left)
    return gained


def _between(sizes: Vector, p: Fraction, eps: Fraction, room: Vector) -> arb:
    """For 1 < p < ∞."""
    budget, all_of_it = power(eps, p), [ball(r) for r in room]
    if sum((power(r, p) for r in room), arb(0)) <= budget:
        return sum((ball(w) * r for w, r in zip(sizes, all_of_it, strict=True)), arb(0))
    price = ball(Fraction(_price(sizes, p, eps, room)))
    exponent = 1 / (p - 1)
    free = [power(ball(w) / (price * ball(p)), exponent) if w else arb(0) for w in sizes]
    best = [s.min(r) for s, r in zip(free, all_of_it, strict=True)]
    upper = price * budget + sum((ball(w) * s - price * power(s, p) for w, s in zip(sizes, best, strict=True)), arb(0))
    used = sum((power(s, p) for s in best), arb(0))
    shrink = (ball(eps) / power(used, 1 / p)).min(arb(1)) if used > 0 else arb(0)
    lower = shrink * sum((ball(w) * s for w, s in zip(sizes, best, strict=True)), arb(0))
    return lower.union(upper)


def _price(sizes: Vector, p: Fraction, eps: Fraction, room: Vector) -> float:
    """λ > 0 near to where the moves min(r_i, (w_i/λp)^(1/(p-1))) have the length ε."""
    w, r, order = [float(s) for s in sizes], [float(e) for e in room], float(p)
    low, high = -300.0, 300.0

    def length(price: float) -> float:
        whole = (a >= price * order * b ** (order - 1) for a, b in zip(w, r, strict=True))
        moves = (
            b if all_ else (a / (price * order)) ** (1 / (order - 1)) for a, b, all_ in zip(w, r, whole, strict=True)
        )
        return sum(s**order for s in moves)

    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if length(10**middle) > float(eps) ** order else (low, middle)
    return float(10**high)
