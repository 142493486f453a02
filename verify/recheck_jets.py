"""Values and derivatives of a loss over boxes, in whole numbers. Python's standard library only.

A pair (low, high) of whole numbers stands for all x with low <= 2^BITS x <= high, and a box is a tuple of pairs. What an
operation returns contains each value that it has on members of its pairs: it is rounded outward (>> and // round down, and
-(-n >> k) rounds up). A loss is made of inputs, numbers and parameters by sums, products, sigmoid and softplus, so that it
has continuous derivatives everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from recheck_intervals import Bad
from recheck_numbers import Table, fraction

BITS, GUARD = 40, 16
SCALE = BITS + GUARD  # of the numbers in which series are summed
ONE, HALF, UNIT = 1 << BITS, 1 << BITS - 1, 1 << SCALE
LARGEST = 1 << 2 * BITS
HEADS = ("+", "*", "sigmoid", "softplus")
MOST_STEPS = 2_000
ZERO = (0, 0)

Pair = tuple[int, int]
Box = tuple[Pair, ...]
Place = tuple[int, int]
Pairs = dict[Any, Pair]


# ----------------------------------------------------------------------------------------------------------- arithmetic


def around(low: Fraction, high: Fraction) -> Pair:
    return math.floor(low * ONE), math.ceil(high * ONE)


def add(a: Pair, b: Pair) -> Pair:
    return a[0] + b[0], a[1] + b[1]


def minus(a: Pair) -> Pair:
    return -a[1], -a[0]


def times(a: Pair, b: Pair) -> Pair:
    """A product is smallest and largest at ends of its factors; where one has one sign, at the end that makes it so."""
    (p, q), (r, s) = a, b
    if p >= 0:
        low, high = (p if r >= 0 else q) * r, (q if s >= 0 else p) * s
    elif q <= 0:
        low, high = (p if s >= 0 else q) * s, (q if r >= 0 else p) * r
    else:
        low, high = min(p * s, q * r), max(p * r, q * s)
    low, high = low >> BITS, -(-high >> BITS)
    if low < -LARGEST or high > LARGEST:
        raise Bad("a number is too large")
    return low, high


def square(a: Pair) -> Pair:
    low, high = times(a, a)
    return max(low, 0), high


def inverse(a: Pair) -> Pair:
    """1/x falls where x > 0."""
    if a[0] <= 0:
        raise Bad("it is divided by what need not be positive")
    return ONE * ONE // a[1], -(-ONE * ONE // a[0])


def contains_0(a: Pair) -> bool:
    return a[0] <= 0 <= a[1]


def dot(u: Iterable[Pair], v: Iterable[Pair]) -> Pair:
    found = ZERO
    for a, b in zip(u, v, strict=True):
        found = add(found, times(a, b))
    return found


def squares(u: Iterable[Pair]) -> Pair:
    """The sum of the squares."""
    found = ZERO
    for a in u:
        found = add(found, square(a))
    return found


def sigmoid(a: Pair) -> Pair:
    """1/(1 + exp(-x)) grows."""
    return _sigmoid(a[0])[0], _sigmoid(a[1])[1]


def softplus(a: Pair) -> Pair:
    """log(1 + exp(x)) grows."""
    return _softplus(a[0])[0], _softplus(a[1])[1]


def _sigmoid(x: int) -> Pair:
    """1/(1 + e) for x >= 0, which falls in e = exp(-|x|), and else e/(1 + e), which grows."""
    low, high = _exp_minus(abs(x))
    if x >= 0:
        return ONE * ONE // (ONE + high), -(-ONE * ONE // (ONE + low))
    return low * ONE // (ONE + low), -(-high * ONE // (ONE + high))


def _softplus(x: int) -> Pair:
    """max(x, 0) + log(1 + exp(-|x|))."""
    low, high = _exp_minus(abs(x))
    return max(x, 0) + _log_1_plus(low)[0], max(x, 0) + _log_1_plus(high)[1]


def _exp_minus(x: int) -> Pair:
    """exp(-x) for x >= 0: exp(-y) = 1 - y + y^2/2 - ... for y = x/64 < 1, squared six times.

    A term is too small by e < 3 units, since e' < (e + 1)/2 + 1 and y is exact; the rest is less than the last term, now 0.
    """
    if x >= BITS * ONE:
        return 0, 1
    y = x << GUARD - 6
    total = term = UNIT
    n = 0
    while term:
        n += 1
        term = (term * y >> SCALE) // n
        total += -term if n % 2 else term
    low, high = total - 3 * n - 3, total + 3 * n + 3
    for _ in range(6):
        low, high = low * low >> SCALE, -(-high * high >> SCALE)
    return low >> GUARD, -(-high >> GUARD)


def _log_1_plus(x: int) -> Pair:
    """log(1 + x) = 2 (t + t^3/3 + t^5/5 + ...) for 0 <= x <= 1 and t = x/(2 + x) <= 1/3.

    A power is too small by e < 3 units, since e' < e/9 + 2, and a term by less than 4; the rest is below twice the last power, < 3.
    """
    power = (x << SCALE) // (2 * ONE + x)
    square, total, n = power * power >> SCALE, 0, 1
    while power:
        total, power, n = total + power // n, power * square >> SCALE, n + 2
    return 2 * total >> GUARD, -(-2 * (total + 2 * n + 6) >> GUARD)


# -------------------------------------------------------------------------------------------------------- pieces of a box


def pieces(root: Box, word: str) -> Iterator[tuple[Box, str]]:
    """The pieces that a word cuts the box into, with their letters: a digit cuts that side, and a letter ends a piece.

    Both halves of a piece come next, so that the pieces cover the box. Raises Bad where the word ends early, or goes on.
    """
    waiting = [root]
    for mark in word:
        if not waiting:
            raise Bad("a cover goes on")
        box = waiting.pop()
        if mark.isdecimal():
            waiting += reversed(halves(box, int(mark)))
        else:
            yield box, mark
    if waiting:
        raise Bad("a piece is not covered")


def halves(box: Box, k: int) -> tuple[Box, Box]:
    low, high = box[k]
    middle = (low + high) // 2
    return (*box[:k], (low, middle), *box[k + 1 :]), (*box[:k], (middle, high), *box[k + 1 :])


# -------------------------------------------------------------------------------------------------------------- the loss


class Jet(NamedTuple):
    """A value with its first derivatives by steps, and second ones by pairs of steps; what is absent is 0."""

    value: Pair
    first: Pairs
    second: Pairs


class Formula(NamedTuple):
    """A loss step by step: ("x", i) is an input, ("in", low, high) a number or a parameter, others are made of earlier steps.

    It says what the function is, whatever its symbols are called.
    """

    steps: tuple[tuple[Any, ...], ...]

    def jet(self, box: Box, by: Collection[int] = (), twice: Collection[Place] = ()) -> Jet:
        """For inputs in the box, with the derivatives by these steps, and the second ones by these pairs of them.

        (a + b)_ij = a_ij + b_ij        (a b)_i = a_i b + a b_i         (a b)_ij = a_ij b + a_i b_j + a_j b_i + a b_ij
        f(a)_i = f'(a) a_i              f(a)_ij = f''(a) a_i a_j + f'(a) a_ij
        """
        known: list[Jet] = []
        for k, (head, *parts) in enumerate(self.steps):
            if head in ("x", "in"):
                value = box[parts[0]] if head == "x" else (parts[0], parts[1])
                known.append(Jet(value, {k: (ONE, ONE)} if k in by else {}, {}))
            elif head == "+":
                known.append(_sum([known[p] for p in parts]))
            elif head == "*":
                known.append(_product(known[parts[0]], known[parts[1]], twice))
            else:
                known.append(_composed(head, known[parts[0]], twice))
        return known[-1]


def formula(
    table: Table, loss: int, inputs: Sequence[int], bounds: Mapping[int, tuple[Fraction, Fraction]]
) -> tuple[Formula, dict[int, int]]:
    """The loss, and the step that each symbol is. Raises Bad for what is no loss, or has too many steps."""
    symbols = {s: k for k, s in enumerate(inputs)}
    steps: list[tuple[Any, ...]] = [("x", k) for k in range(len(inputs))]
    known: dict[int, int] = {}

    def step(*made: Any) -> int:
        if len(made) + len(steps) > MOST_STEPS:
            raise Bad("a loss is too long")
        steps.append(made)
        return len(steps) - 1

    def place(t: int) -> int:
        if t not in known:
            known[t] = made_of(*table.terms[t])
        return known[t]

    def made_of(head: str, *parts: Any) -> int:
        if head == "n":
            return step("in", *around(fraction(parts[0]), fraction(parts[0])))
        if head == "s":
            if parts[0] not in symbols:
                if parts[0] not in bounds:
                    raise Bad("a symbol without bounds")
                symbols[parts[0]] = step("in", *around(*bounds[parts[0]]))
            return symbols[parts[0]]
        if head not in HEADS or (head not in ("+", "*") and len(parts) != 1):
            raise Bad(f"no derivative of {head!r:.80}")
        first, *others = map(place, parts)
        if head != "*":
            return step(head, first, *others)
        for other in others:
            first = step("*", first, other)
        return first

    last = place(loss)  # which may be an input
    return Formula((*steps, ("+", last))), symbols


def _sum(parts: list[Jet]) -> Jet:
    value = sum(a.value[0] for a in parts), sum(a.value[1] for a in parts)
    return Jet(value, _added([a.first for a in parts]), _added([a.second for a in parts]))


def _product(a: Jet, b: Jet, twice: Collection[Place]) -> Jet:
    first = _added([_scaled(a.first, b.value), _scaled(b.first, a.value)])
    second = [_scaled(a.second, b.value), _scaled(b.second, a.value)]
    if a.first and b.first:
        second += [_pairs(a.first, b.first, twice), _pairs(b.first, a.first, twice)]
    return Jet(times(a.value, b.value), first, _added(second))


def _composed(head: str, a: Jet, twice: Collection[Place]) -> Jet:
    """With s' = 1/4 - t^2 and s'' = -2 t s' for t = s - 1/2 and the logistic function s, the derivative of softplus."""
    if not a.first:
        return Jet(sigmoid(a.value) if head == "sigmoid" else softplus(a.value), {}, {})
    s = sigmoid(a.value)
    t = s[0] - HALF, s[1] - HALF
    first = add((ONE // 4, ONE // 4), minus(square(t)))
    f = (s, first, minus(times(add(t, t), first))) if head == "sigmoid" else (softplus(a.value), s, first)
    second = [_scaled(a.second, f[1]), _scaled(_pairs(a.first, a.first, twice), f[2])]
    return Jet(f[0], _scaled(a.first, f[1]), _added(second))


def _added(parts: list[Pairs]) -> Pairs:
    """The sums of what stands at one place; no part is changed."""
    parts = [a for a in parts if a]
    if len(parts) < 2:
        return parts[0] if parts else {}
    found = parts[0].copy()
    for a in parts[1:]:
        for k, v in a.items():
            found[k] = add(found[k], v) if k in found else v
    return found


def _scaled(a: Pairs, c: Pair) -> Pairs:
    return {k: times(v, c) for k, v in a.items()}


def _pairs(u: Pairs, v: Pairs, twice: Collection[Place]) -> Pairs:
    """u_i v_j."""
    return {(i, j): times(u[i], v[j]) for i, j in twice if i in u and j in v}
