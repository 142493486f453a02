"""Exact points that refute a claim, re-checked. Python's standard library only.

A claim is an implication between relations, for all values of its symbols. It is false if at one point, whose values are
as the symbols are declared, every assumption holds and the conclusion, which has a value, does not. Two numbers are equal
only where both are exact; what is not decided is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any

from recheck_intervals import MOST_WORK, Bad, Interval, Numbers, Open, minus

PRECISIONS = (64, 256)  # bits of a rounded number
MOST_TERMS, MOST_DEPTH, MOST_PARTS = 20_000, 100, 1_000
NUMBER = re.compile(r"-?[0-9]{1,4000}(/0*[1-9][0-9]{0,3999})?", re.ASCII)
NEGATIVE, ZERO, POSITIVE, ANY = 1, 2, 4, 7
DECLARED = (NEGATIVE, POSITIVE, NEGATIVE | ZERO, ZERO | POSITIVE, NEGATIVE | POSITIVE, ANY)
SHAPES = {"number": "", "label": "", "vector": "d", "datum": "N", "samplelabel": "N", "sample": "Nd"}
OVER_COORDINATES = ("total", "norm", "product", "peak")
UNKNOWN = {"value": 2, "field": 2, "jacobian": 3}  # functions known by name, and where their arguments begin
COUNTS = {"n": 1, "s": 1, "c": 1, "d": 0, "^": 2, "mean": 1} | dict.fromkeys(OVER_COORDINATES, 1)
FUNCTIONS = ("exp", "log", "sigmoid", "softplus", "tanh", "atan", "lambertw", "erf", "sinh", "cosh")
HEADS = (*COUNTS, *UNKNOWN, *FUNCTIONS, "+", "*", "max", "min", "abs", "sign", "slope")  # what is computed at a point


def check(certificate: Mapping[str, Any], proof: Mapping[str, Any]) -> None:
    """Raise Bad unless the claim is false at the exact point of the proof."""
    with_enough_bits(_check, certificate, proof, MOST_WORK)


def with_enough_bits(
    show: Callable[..., None], certificate: Mapping[str, Any], proof: Mapping[str, Any], work: int
) -> None:
    """Raise Bad unless it is shown with one of the precisions."""
    try:
        table, left_open = Table(certificate), Open("not decided")
        for bits in PRECISIONS:
            try:
                return show(table, certificate, proof, Numbers(bits, work))
            except Open as why:
                left_open = why
        raise left_open
    except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
        raise Bad(f"the proof cannot be read: {error!r:.200}") from error


def _check(table: Table, certificate: Mapping[str, Any], proof: Mapping[str, Any], numbers: Numbers) -> None:
    if certificate["verdict"] != "REFUTED" or certificate["exists"]:
        raise Bad("a point refutes claims for all values only")
    point = Point(table, certificate, proof, numbers)
    point.require_admissible()
    if point.holds(certificate["conclude"]):
        raise Bad("the conclusion holds at the point")


class Table:
    """The symbols and terms of a certificate, and which terms have a value for each coordinate, or for each point of the data."""

    def __init__(self, certificate: Mapping[str, Any]) -> None:
        self.symbols: Sequence[Any] = certificate["symbols"]
        self.terms: list[Sequence[Any]] = []
        self.indexed: list[bool] = []
        self.sampled: list[bool] = []
        depths: list[int] = []
        if len(certificate["terms"]) > MOST_TERMS:
            raise Bad("too many terms")
        for entry in certificate["terms"]:
            head, parts = entry[0], _parts(entry)
            if head in COUNTS and len(entry) - 1 != COUNTS[head]:
                raise Bad(f"{head!r:.80} has another number of parts")
            if any(type(k) is not int or not 0 <= k < len(self.terms) for k in parts):
                raise Bad("a term is not made of earlier ones")
            shape = SHAPES[self.symbols[_number(entry[1])][1]] if head == "s" else ""
            self.terms.append(entry)
            self.indexed.append(
                head not in (*OVER_COORDINATES, "value")
                and ("d" in shape or head in ("field", "jacobian") or any(self.indexed[k] for k in parts))
            )
            self.sampled.append(head != "mean" and ("N" in shape or any(self.sampled[k] for k in parts)))
            depths.append(1 + max((depths[k] for k in parts), default=0))
            if depths[-1] > MOST_DEPTH:
                raise Bad("a term is too deep")
        for relation in _relations(certificate):
            if len(relation) != 3 or not all(_number(relation[k]) < len(self.terms) for k in (0, 2)):
                raise Bad(f"{relation!r:.80} is no relation between terms")


def _relations(certificate: Mapping[str, Any]) -> Iterator[Sequence[Any]]:
    """Everywhere in what is stated."""
    yield certificate["conclude"]
    for assumption in certificate["assume"]:
        if isinstance(assumption, list):
            yield assumption
        else:
            yield from (*assumption["assume"], assumption["conclude"])


def _parts(entry: Sequence[Any]) -> Sequence[Any]:
    if entry[0] in ("n", "s", "c", "d"):
        return ()
    return entry[UNKNOWN.get(entry[0], 1) :]


def _number(k: Any) -> int:
    if type(k) is not int or k < 0:
        raise Bad(f"{k!r:.80} is not the number of anything")
    return k


def fraction(text: Any) -> Fraction:
    """The number that a text like "-3/1024" spells."""
    if not isinstance(text, str) or not NUMBER.fullmatch(text):
        raise Bad(f"{text!r:.80} is not a number")
    return Fraction(text)


class Point:
    """One value for every symbol, in so many dimensions, with so many points of data."""

    def __init__(
        self, table: Table, certificate: Mapping[str, Any], proof: Mapping[str, Any], numbers: Numbers
    ) -> None:
        self.table, self.certificate, self.numbers = table, certificate, numbers
        self.sizes = {"d": _number(proof["dimension"]), "N": _number(proof["sample"])}
        if max(self.sizes.values()) > MOST_PARTS or self.sizes["N"] < 1:
            raise Bad("too many coordinates or data points, or no data point")
        if len(proof["values"]) != len(table.symbols):
            raise Bad("each symbol has one value")
        self.values = [
            None if v is None else self._given(s, v) for s, v in zip(table.symbols, proof["values"], strict=True)
        ]
        self.known: dict[Any, Interval] = {}

    def _given(self, symbol: Sequence[Any], value: Any) -> Any:
        """The numbers, of which each is as the symbol is declared."""
        _, sort, signs, integer = symbol
        declared = {"number": signs, "label": NEGATIVE | POSITIVE, "samplelabel": NEGATIVE | POSITIVE}.get(sort, ANY)
        if signs not in DECLARED or signs != declared or (integer and sort != "number"):
            raise Bad(f"{symbol!r:.80} is not a symbol")

        def read(value: Any, shape: str) -> Any:
            if shape:
                if not isinstance(value, list) or len(value) != self.sizes[shape[0]]:
                    raise Bad(f"{value!r:.80} has not one entry for each of its places")
                return [read(v, shape[1:]) for v in value]
            x = fraction(value)
            if not signs & (POSITIVE if x > 0 else NEGATIVE if x < 0 else ZERO) or (integer and x.denominator != 1):
                raise Bad(f"{symbol!r:.80} is not {x!s:.80}")
            if "label" in sort and x not in (-1, 1):
                raise Bad("a label is -1 or 1")
            return x

        return read(value, SHAPES[sort])

    def require_admissible(self) -> None:
        """Raise Bad unless the dimension is one of the claim's and every assumption holds."""
        if self.sizes["d"] < _number(self.certificate["least"]):
            raise Bad("the claim is not about this dimension")
        for relation in self.certificate["assume"]:
            if not self.holds(relation):
                raise Bad("an assumption does not hold at the point")

    def holds(self, relation: Sequence[Any]) -> bool:
        """Does it, in every coordinate and for all data? Both sides have values there, or Bad is raised."""
        left, op, right = relation
        truths = [compared(self.number(left, n, i), op, self.number(right, n, i)) for n, i in self._places(left, right)]
        if None in truths and False not in truths:
            raise Open("a relation is not decided")
        return all(truths)

    def _places(self, *sides: int) -> Iterator[tuple[int, int]]:
        """Every data point and coordinate of which the sides depend."""
        for n in range(self.sizes["N"] if any(self.table.sampled[k] for k in sides) else 1):
            for i in range(self.sizes["d"] if any(self.table.indexed[k] for k in sides) else 1):
                yield n, i

    def number(self, k: int, n: int, i: int) -> Interval:
        """The value of the k-th term at the n-th data point in the i-th coordinate."""
        key = k, n if self.table.sampled[k] else 0, i if self.table.indexed[k] else 0
        if key not in self.known:
            self.known[key] = self._number(k, n, i)
        return self.known[key]

    def _number(self, k: int, n: int, i: int) -> Interval:
        entry, exact = self.table.terms[k], self.numbers.exactly
        head = entry[0]
        if head == "n":
            return exact(fraction(entry[1]))
        if head == "s":
            return exact(self._symbol(entry[1], n, i))
        if head == "c":
            return self.numbers.constant(entry[1])
        if head == "d":
            return exact(self.sizes["d"])
        if head == "mean":
            total = self._sum(self.number(entry[1], m, i) for m in range(self.sizes["N"]))
            return self.numbers.times(total, exact(Fraction(1, self.sizes["N"])))
        if head in OVER_COORDINATES:
            return self._over(head, [self.number(entry[1], n, j) for j in range(self.sizes["d"])])
        return self._function(head, [self.number(part, n, i) for part in _parts(entry)])

    def _symbol(self, k: int, n: int, i: int) -> Fraction:
        value = self.values[k]
        if value is None:
            raise Bad(f"no value is given for {self.table.symbols[k]!r:.80}")
        for size in SHAPES[self.table.symbols[k][1]]:
            value = value[n if size == "N" else i]
        return value

    def _sum(self, parts: Any) -> Interval:
        return reduce(self.numbers.add, parts, self.numbers.exactly(0))

    def _over(self, head: str, parts: list[Interval]) -> Interval:
        numbers = self.numbers
        if head == "total":
            return self._sum(parts)
        if head == "norm":
            return numbers.root(self._sum(numbers.power(x, numbers.exactly(2)) for x in parts), 2)
        if head == "product":
            return reduce(numbers.times, parts, numbers.exactly(1))
        return _largest(parts)

    def _function(self, head: str, parts: list[Interval]) -> Interval:
        if head == "+":
            return self._sum(parts)
        if head == "*":
            return reduce(self.numbers.times, parts, self.numbers.exactly(1))
        if head == "max":
            return _largest(parts)
        if head == "min":
            return minus(_largest([minus(x) for x in parts]))
        if head == "^":
            base, exponent = parts
            return self.numbers.power(base, exponent)
        (x,) = parts
        if head in FUNCTIONS:
            return getattr(self.numbers, head)(x)
        if head == "abs":
            return _largest([x, minus(x)])
        if head in ("sign", "slope"):
            return self._sign(head, x)
        raise Bad(f"no rule for {head!r:.80}")

    def _sign(self, head: str, x: Interval) -> Interval:
        """The slope of |x| is its sign, and none at 0."""
        if x.low <= 0 <= x.high and not (x.exact and head == "sign"):
            raise Bad("|x| has no slope at 0") if x.exact else Open("a sign is not decided")
        return self.numbers.exactly((x.low > 0) - (x.high < 0))


def _largest(parts: Sequence[Interval]) -> Interval:
    """The largest of numbers in intervals; of none there is no largest."""
    if not parts:
        raise Bad("the largest of no numbers")
    return Interval(max(x.low for x in parts), max(x.high for x in parts))


def compared(a: Interval, op: str, b: Interval) -> bool | None:
    """Is the relation true of all numbers in the intervals, or false of all? None: neither."""
    if op in ("=", "!="):
        equal = True if a.exact and a == b else None if a.low <= b.high and b.low <= a.high else False
        return equal if op == "=" or equal is None else not equal
    if op == "<=":
        return True if a.high <= b.low else False if a.low > b.high else None
    if op == "<":
        return True if a.high < b.low else False if a.low >= b.high else None
    raise Bad(f"{op!r:.80} is no relation")
