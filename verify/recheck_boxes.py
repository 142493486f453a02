"""Claims about every point of a box of numbers, re-checked in intervals. Python's standard library only.

    bound     an inequality holds on every piece of the box
    root      a continuous difference is on both sides of 0 at the ends of an interval

A box is a tuple of intervals; its halves cover it, so what holds on all pieces at the ends of cuts holds on the box.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from recheck_intervals import Bad, Interval, Numbers, Open, minus
from recheck_numbers import Table, compared, fraction, with_enough_bits

MOST_PIECES, MOST_WORK = 200, 20_000
Box = tuple[Interval, ...]


class Jet(NamedTuple):
    """A value with its first derivatives by the symbols, and second ones by pairs of them; what is absent is 0."""

    value: Interval
    first: dict[int, Interval]
    second: dict[tuple[int, int], Interval]


class Terms:
    """The terms of a table where its symbols are in intervals, with derivatives in some of the symbols.

    (a + b)_ij = a_ij + b_ij        (a b)_i = a_i b + a b_i         (a b)_ij = a_ij b + a_i b_j + a_j b_i + a b_ij
    f(a)_i = f'(a) a_i              f(a)_ij = f''(a) a_i a_j + f'(a) a_ij
    """

    HEADS = ("+", "*", "^", "sigmoid", "softplus")

    def __init__(
        self,
        table: Table,
        numbers: Numbers,
        values: Mapping[int, Interval],
        *,
        by: Sequence[int] = (),
        then_by: Sequence[int] = (),
    ) -> None:
        self.table, self.numbers, self.values = table, numbers, values
        self.by, self.then_by = set(by), set(then_by)
        self.known: dict[int, Jet] = {}

    def __getitem__(self, k: int) -> Jet:
        if k not in self.known:
            self.known[k] = self._jet(*self.table.terms[k])
        return self.known[k]

    def _jet(self, head: str, *parts: Any) -> Jet:
        if head == "n":
            return Jet(self.numbers.exactly(fraction(parts[0])), {}, {})
        if head == "s":
            if parts[0] not in self.values:
                raise Bad("a symbol without bounds")
            return Jet(self.values[parts[0]], {parts[0]: self.numbers.exactly(1)} if parts[0] in self.by else {}, {})
        inner = [self[k] for k in parts]
        if head == "+":
            return self._folded(self._plus, inner)
        if head == "*":
            return self._folded(self._times, inner)
        if head == "^":
            base, exponent = inner
            if self._moves(base) or self._moves(exponent):
                raise Bad("no derivative of a power")
            return Jet(self.numbers.power(base.value, exponent.value), {}, {})
        if head in ("sigmoid", "softplus") and len(inner) == 1:
            return self._composed(inner[0], self._logistic(head, inner[0].value))
        raise Bad(f"no derivative of {head!r:.80}")

    def _moves(self, a: Jet) -> bool:
        return bool(a.first)

    def _folded(self, operation: Callable[[Jet, Jet], Jet], parts: list[Jet]) -> Jet:
        found = parts[0]
        for a in parts[1:]:
            found = operation(found, a)
        return found

    def _plus(self, a: Jet, b: Jet) -> Jet:
        return Jet(self.numbers.add(a.value, b.value), self._sum(a.first, b.first), self._sum(a.second, b.second))

    def _times(self, a: Jet, b: Jet) -> Jet:
        first = self._sum(self._scaled(a.first, b.value), self._scaled(b.first, a.value))
        second = self._sum(self._scaled(a.second, b.value), self._scaled(b.second, a.value))
        for u, v in ((a.first, b.first), (b.first, a.first)):
            second = self._sum(second, self._pairs(u, v, self.numbers.exactly(1)))
        return Jet(self.numbers.times(a.value, b.value), first, second)

    def _composed(self, a: Jet, f: tuple[Interval, Interval, Interval]) -> Jet:
        second = self._sum(self._scaled(a.second, f[1]), self._pairs(a.first, a.first, f[2]))
        return Jet(f[0], self._scaled(a.first, f[1]), second)

    def _pairs(self, u: dict[int, Interval], v: dict[int, Interval], factor: Interval) -> dict[Any, Interval]:
        """factor u_i v_j for i among the symbols that are differentiated by twice, and any j."""
        times = self.numbers.times
        return {(i, j): times(factor, times(u[i], v[j])) for i in u if i in self.then_by for j in v}

    def _sum(self, a: dict[Any, Interval], b: dict[Any, Interval]) -> dict[Any, Interval]:
        return {**a, **{k: self.numbers.add(a[k], v) if k in a else v for k, v in b.items()}}

    def _scaled(self, a: dict[Any, Interval], c: Interval) -> dict[Any, Interval]:
        return {k: self.numbers.times(v, c) for k, v in a.items()}

    def _logistic(self, head: str, x: Interval) -> tuple[Interval, Interval, Interval]:
        """s' = 1/4 - t^2 and s'' = -2 t s' with t = s - 1/2 for the logistic function s, the derivative of softplus."""
        numbers, value = self.numbers, self.numbers.sigmoid(x)
        t = numbers.add(value, numbers.exactly(Fraction(-1, 2)))
        first = numbers.add(numbers.exactly(Fraction(1, 4)), minus(numbers.power(t, numbers.exactly(2))))
        if head == "softplus":
            return numbers.softplus(x), value, first
        return value, first, numbers.times(numbers.exactly(-2), numbers.times(t, first))


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
        return compared(terms[left].value, op, terms[right].value) is True

    pieces(tuple(box.values()), holds)


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
        return numbers.add(terms[left].value, minus(terms[right].value))

    gap(box[symbol])
    ends = [gap(Interval(x, x)) for x in box[symbol]]
    if not any(a.high <= 0 <= b.low for a, b in (ends, ends[::-1])):
        raise Open("no change of sign is seen")


def is_real(symbol: Sequence[Any]) -> bool:
    return list(symbol[1:]) == ["number", 7, False]


# ------------------------------------------------------------------------------------------------------- boxes and their pieces


def pieces(root: Box, settled: Callable[[Box], bool], most: int = MOST_PIECES) -> list[Box]:
    """Halves of halves of the box, each of which is settled, and together cover it. Raises Bad where many are not enough."""
    waiting, found = [root], []
    while waiting:
        box = waiting.pop()
        if settled(box):
            found.append(box)
            continue
        if len(waiting) + len(found) > most or not box:
            raise Open("the box is not settled by so many pieces")
        k = max(range(len(box)), key=lambda k: box[k].high - box[k].low)
        low, high = box[k]
        middle = (low + high) / 2
        waiting += [(*box[:k], side, *box[k + 1 :]) for side in (Interval(low, middle), Interval(middle, high))]
    return found
