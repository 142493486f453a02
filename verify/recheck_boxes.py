"""Claims about every point of a box of numbers, re-checked in intervals. Python's standard library only.

    bound     an inequality holds on every piece of the box
    root      a continuous difference is on both sides of 0 at the ends of an interval

A box is a tuple of intervals; its halves cover it, so what holds on all pieces at the ends of cuts holds on the box.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any

from recheck_intervals import Bad, Interval, Numbers, Open, minus
from recheck_numbers import Table, compared, fraction, with_enough_bits

MOST_CUTS, MOST_WORK = 200, 20_000
Box = tuple[Interval, ...]


class Terms:
    """The terms of a table where its symbols are in intervals."""

    def __init__(self, table: Table, numbers: Numbers, values: Mapping[int, Interval]) -> None:
        self.table, self.numbers, self.values = table, numbers, values
        self.known: dict[int, Interval] = {}

    def __getitem__(self, k: int) -> Interval:
        if k not in self.known:
            self.known[k] = self._value(*self.table.terms[k])
        return self.known[k]

    def _value(self, head: str, *parts: Any) -> Interval:
        if head == "n":
            return self.numbers.exactly(fraction(parts[0]))
        if head == "s":
            if parts[0] not in self.values:
                raise Bad("a symbol without bounds")
            return self.values[parts[0]]
        inner = [self[k] for k in parts]
        if head in ("+", "*"):
            return reduce(self.numbers.add if head == "+" else self.numbers.times, inner)
        if head == "^":
            return self.numbers.power(*inner)
        if head in ("sigmoid", "softplus") and len(inner) == 1:
            return self.numbers.sigmoid(*inner) if head == "sigmoid" else self.numbers.softplus(*inner)
        raise Bad(f"no bounds of {head!r:.80}")


def check(certificate: Mapping[str, Any], proof: Mapping[str, Any]) -> None:
    """Raise Bad unless the claim is shown on its box."""
    rules = {"bound": _bound, "root": _root}
    if proof.get("shows") not in rules or certificate["verdict"] != "PROVED" or certificate["uniform"]:
        raise Bad("an inequality, or an equation with a solution, is shown on a box")
    with_enough_bits(rules[proof["shows"]], certificate, proof, MOST_WORK)


def bounds_of(certificate: Mapping[str, Any], table: Table) -> dict[int, Interval]:
    """The symbols with their bounds low <= s and s <= high, both numbers. Raises Bad for a side without points."""
    lows: dict[int, Fraction] = {}
    highs: dict[int, Fraction] = {}
    for relation in certificate["assume"]:
        if isinstance(relation, list) and relation[1] == "<=":
            (left, one), (right, other) = table.terms[relation[0]][:2], table.terms[relation[2]][:2]
            if (left, right) == ("n", "s"):
                lows[other] = fraction(one)
            if (left, right) == ("s", "n"):
                highs[one] = fraction(other)
    if any(lows[s] > highs[s] for s in lows.keys() & highs.keys()):
        raise Bad("the box is empty")
    return {s: Interval(lows[s], highs[s]) for s in lows.keys() & highs.keys()}


def _bound(table: Table, certificate: Mapping[str, Any], proof: Mapping[str, Any], numbers: Numbers) -> None:
    """The inequality holds on pieces that cover the box."""
    left, op, right = certificate["conclude"]
    box = bounds_of(certificate, table)
    if certificate["exists"] or len(certificate["assume"]) != 2 * len(box) or not all(map(is_real, table.symbols)):
        raise Bad("an inequality for all real numbers in a box is shown")

    def holds(piece: Box) -> bool:
        terms = Terms(table, numbers, dict(zip(box, piece, strict=True)))
        return compared(terms[left], op, terms[right]) is True

    require_on_pieces(tuple(box.values()), holds)


def _root(table: Table, certificate: Mapping[str, Any], proof: Mapping[str, Any], numbers: Numbers) -> None:
    """A difference that has a value on the whole interval is continuous there: it takes the value 0 between its signs at the ends.

    So has every formula of `Terms`, which is continuous where it has a value.
    """
    left, op, right = certificate["conclude"]
    box = bounds_of(certificate, table)
    (symbol,) = certificate["exists"]
    if op != "=" or set(box) != {symbol} or len(certificate["assume"]) != 2 or not all(map(is_real, table.symbols)):
        raise Bad("an equation for one number between two bounds is shown")

    def gap(x: Interval) -> Interval:
        terms = Terms(table, numbers, {symbol: x})
        return numbers.add(terms[left], minus(terms[right]))

    gap(box[symbol])
    ends = [gap(Interval(x, x)) for x in box[symbol]]
    if not any(a.high <= 0 <= b.low for a, b in (ends, ends[::-1])):
        raise Open("no change of sign is seen")


def is_real(symbol: Sequence[Any]) -> bool:
    return list(symbol[1:]) == ["number", 7, False]


# ------------------------------------------------------------------------------------------------------- boxes and their pieces


def require_on_pieces(root: Box, holds: Callable[[Box], bool]) -> None:
    """It holds on halves of halves of the box, which together cover it. Raises Open where many are not enough."""
    waiting, cuts = [root], 0
    while waiting:
        box = waiting.pop()
        if holds(box):
            continue
        if cuts == MOST_CUTS or not box:
            raise Open("it is not shown on so many pieces of the box")
        k = max(range(len(box)), key=lambda k: box[k].high - box[k].low)
        low, high = box[k]
        middle = (low + high) / 2
        waiting += [(*box[:k], side, *box[k + 1 :]) for side in (Interval(low, middle), Interval(middle, high))]
        cuts += 1
