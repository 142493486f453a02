"""Inputs that are built to meet the assumptions of a claim, by rational operations on a source of small integers.

The same code makes a batch of floats and, from the same integers, one exact point.
"""

from __future__ import annotations

from collections.abc import Set
from functools import reduce
from typing import Any

import numpy as np

from verify.language.operators import Norm
from verify.language.possible import is_integer, is_negative, is_nonnegative, is_nonpositive, is_nonzero, is_positive
from verify.language.symbols import Datum, Label, Sample, SampleLabel, Vector, d
from verify.language.term import Integer, Number
from verify.search.inputs.draw import Shape, Source, divided
from verify.search.inputs.families import BOUNDARY, EXTREME, FAMILIES, STRUCTURED, independent, leading
from verify.search.inputs.formulas import Formulas
from verify.search.inputs.frame import framed
from verify.search.inputs.place import between, nonzero, perpendicular, unit, within
from verify.search.inputs.plan import Plan
from verify.search.inputs.readings import EQUAL, LOWER, ON_TOP, UPPER, Rule

FRAMED = "framed"
EVERY = FAMILIES | STRUCTURED | {FRAMED: framed}


def build(
    plan: Plan, formulas: Formulas, source: Source, family: str, dim: int, points: int, idle: Set[Any] = frozenset()
) -> dict[Any, Any]:
    """Arrays (rows, N or 1, dim or 1) for every symbol: vectors of `dim` coordinates and N = `points` data points.

    A swift source makes one row of each idle symbol.

    Raises NotRational where an exact source meets an equality that has no rational solution of the form tried.
    """
    source.boundary, source.extreme = family in BOUNDARY, family in EXTREME
    making = _Input(formulas, source, family, dim, points)
    for s in plan.order:
        source.still = source.swift and s in idle
        making.made[s] = making.value(s, plan.rules[s])
    return making.made


class _Input:
    """One batch, or one exact point, while it is being built."""

    def __init__(self, formulas: Formulas, source: Source, family: str, dim: int, points: int) -> None:
        self.formulas, self.source, self.relate = formulas, source, EVERY[family]
        self.dim, self.points = dim, points
        self.raw: list[Any] = []
        self.radii: list[Any] = []
        self.made: dict[Any, Any] = {}

    def value(self, s: Any, rules: list[Rule]) -> Any:
        definition = next((r for r in rules if r.measure == "value" and r.side == EQUAL), None)
        if definition is not None:
            found = divided(self.at(definition.bound) - self.at(definition.shift), self.at(definition.scale))
            width = (self.points if isinstance(s, Sample) else 1, self.dim)
            return np.broadcast_to(found, (len(found), *width)) if isinstance(s, Vector) else found
        if s == d:
            return self.source.constant(self.dim)
        if isinstance(s, Vector):
            return self.vector(s, rules)
        shape = (self.points if isinstance(s, Datum | SampleLabel) else 1, 1)
        return self.source.sign(shape) if isinstance(s, Label) else self.number(s, rules, shape)

    def at(self, e: Any, towards: int = 0) -> Any:
        if e in self.made:
            return self.made[e]
        if isinstance(e, Number):
            return self.source.constant(e.value)
        return self.formulas(e, self.made, self.dim, self.source.exact, towards)

    def interval(self, rules: list[Rule], shape: Shape) -> tuple[Any, Any, bool, bool]:
        """(lower, upper, lower is strict, upper is strict), None for no bound, with the axes that the shape has."""
        ends: list[Any] = []
        for side, better, towards in ((LOWER, np.maximum, 1), (UPPER, np.minimum, -1)):
            bounds = [_reduced(self.at(r.bound, towards), better, shape) for r in rules if r.side == side]
            ends.append(reduce(better, bounds) if bounds else None)
        above, below = (any(r.strict for r in rules if r.side == side) for side in (LOWER, UPPER))
        return ends[0], ends[1], above, below

    def number(self, s: Any, rules: list[Rule], shape: Shape) -> Any:
        low, high, above, below = self.interval(rules, shape)
        zero = self.source.constant(0, shape)
        if is_nonnegative(s):
            above = bool(above or (is_positive(s) and (low is None or high is not None)))
            low = zero if low is None else np.maximum(low, zero)
        if is_nonpositive(s):
            high = zero if high is None else np.minimum(high, zero)
            below = bool(below or is_negative(s))
        if is_integer(s):
            return self.integer(low, high, above, below, shape)
        if low is not None and high is None:
            often = self.source.integers(0, 2, shape) == 0
            t = self.source.either(often, lambda: self.source.nonnegative(shape), lambda: self.source.positive(shape))
        else:
            t = self.source.number(shape) if low is high is None else self.source.share(shape)
        out = within(low, high, above, below, t)
        return np.where(out == 0, 1, out) if is_nonzero(s) and (high is None or not is_positive(s)) else out

    def integer(self, low: Any, high: Any, above: bool, below: bool, shape: Shape) -> Any:
        step = self.source.integers(0, 3, shape)
        last = None if high is None else np.ceil(high) - 1 if below else np.floor(high)
        if low is None:
            return step - 1 if last is None else last - step
        start = np.floor(low) + 1 if above else np.ceil(low)
        return start + step if last is None else Source.at_most(start + step, last)

    def vector(self, s: Any, rules: list[Rule]) -> Any:
        shape = (self.points if isinstance(s, Sample) else 1, self.dim)
        raw = (independent if self.source.still else self.relate)(self.source, shape, self.raw)
        filled = any(r.measure == "nonzero" or (r.measure == "sign" and (r.strict or r.side == EQUAL)) for r in rules)
        raw = np.where(raw == 0, 1, raw) if filled and not np.all(raw) else raw
        if not self.source.still:  # nothing has to lie near to what does not count
            self.raw.append(raw)
        base, inner = _base(rules), [r for r in rules if r.measure == "inner"]
        if base:
            z = self.placed(raw, base, shape, filled, inner)
        else:
            radius = self.radius(shape)
            z = (
                raw
                if filled
                else self.source.either(
                    self.source.integers(0, 1) == 0, lambda: raw, lambda: unit(nonzero(raw, shape), radius)
                )
            )
        for r in (r for r in rules if r.measure == "sign"):
            side = self.at(r.weight) * (-1 if r.side == UPPER else 1)
            z = abs(z) * np.where(side > 0, 1, np.where(side < 0, -1, 0 if r.side == EQUAL else 1))
        for r in inner:
            z = self.shared(z, r) if _is_share(r, rules) else self.leaning(z, r)
        if not base or (base[0].scale, base[0].shift) == (1, 0):
            return z
        return divided(z - self.at(base[0].shift), self.at(base[0].scale))

    def placed(self, raw: Any, base: list[Rule], shape: Shape, filled: bool, inner: list[Rule]) -> Any:
        """The raw vector brought to the size that the rules of one measure ask for."""
        measure, equal = base[0].measure, next((r for r in base if r.side == EQUAL), None)
        zero = self.source.constant(0)
        low, high, above, below = self.interval(base, shape if measure in ("value", "size") else (shape[0], 1))
        if measure == "value":
            return within(low, high, above, below, abs(raw))
        low = zero if low is None else low
        if measure == "size":
            return away(raw) * (self.at(equal.bound) if equal else within(low, high, above or filled, below, abs(raw)))
        raw = nonzero(raw, shape)
        radius = self.at(equal.bound) if equal else within(low, high, above or filled, below, self.radius(shape))
        if measure == "norm":
            return self.on_the_sphere(raw, radius, low, high, bool(equal), filled, inner)
        if measure == "power" and (equal or not (low is zero or high is None)):
            raw = away(raw) * leading(shape)
        largest = measure == "peak" or (measure == "power" and high is None)
        size = abs(raw).max(-1, keepdims=True, initial=0) if largest else abs(raw).sum(-1, keepdims=True)
        return raw * divided(radius, size)

    def on_the_sphere(
        self, raw: Any, radius: Any, low: Any, high: Any, equal: bool, filled: bool, inner: list[Rule]
    ) -> Any:
        """Exactly on it, in a rational direction, or along the raw vector; at a right angle with a weight where that is asked."""
        angle = next((r for r in inner if r.side == EQUAL and r.bound == 0), None)
        direction = None
        if angle is not None:
            raw, direction = perpendicular(raw, self.at(angle.weight), self.at(Norm(angle.weight)))
        whole = (self.source.integers(0, 1) == 0) | self.source.plain

        def exactly() -> Any:
            return unit(raw, radius) if direction is None else direction * radius

        if filled and not equal:
            direction = unit(raw) if direction is None else direction
            whole = whole & (direction != 0).all(-1, keepdims=True)
        fixed = np.asarray(True if equal else whole | (False if high is None else low == high))
        return self.source.either(fixed, exactly, lambda: between(raw, radius, low, high))

    def radius(self, shape: Shape) -> Any:
        """A parameter >= 0, in half of the rows that of the vector before: equal norms."""
        fresh, same = self.source.nonnegative((shape[0], 1)), self.source.integers(0, 1) == 0
        before = self.radii[-1][:, :1] if self.radii else fresh
        self.radii.append(self.source.either(same, lambda: before, lambda: fresh))
        return self.radii[-1]

    def shared(self, z: Any, rule: Rule) -> Any:
        """Coordinates that are not negative, brought to the sum that is asked for: their signs stay."""
        z = np.where((z == 0).all(-1, keepdims=True), 1, z)
        return z * divided(self.at(rule.bound), (z * self.at(rule.weight)).sum(-1, keepdims=True))

    def leaning(self, z: Any, rule: Rule) -> Any:
        """Moved along the weight until the inner product is as asked."""
        weight = self.at(rule.weight)
        towards = {LOWER: 1, UPPER: -1}.get(rule.side, 0)
        missing = self.at(rule.bound, towards) - (z * weight).sum(-1, keepdims=True)
        if towards:
            more = self.source.nonnegative() + (1 if rule.strict else 0)
            missing = np.where(towards * missing + more > 0, missing + towards * more, 0)
        return z + weight * divided(missing, (weight * weight).sum(-1, keepdims=True))


def _is_share(rule: Rule, rules: list[Rule]) -> bool:
    """Is a sum of coordinates asked for of which nothing is said but that they are not negative, as of probabilities?"""
    others = [r for r in rules if r is not rule and r.measure != "nonzero"]
    return rule.side == EQUAL and _is_constant(rule.weight) and bool(others) and all(map(_is_from_0, others))


def _is_from_0(r: Rule) -> bool:
    if r.measure == "sign":
        return r.side == LOWER and _is_constant(r.weight)
    return r.measure == "value" and r.side == LOWER and (r.bound, r.scale, r.shift) == (0, 1, 0)


def _is_constant(weight: Any) -> bool:
    return isinstance(weight, Number) and bool(weight > 0)


def away(raw: Any) -> Any:
    """On which side of 0 each coordinate is, 1 for 0 itself."""
    return np.where(raw < 0, -1, 1)


def _base(rules: list[Rule]) -> list[Rule]:
    """The rules of the one measure that places a vector; between bounds a fixed sign is one more bound."""
    base = [r for r in rules if r.measure not in ON_TOP]
    if not base or base[0].measure != "value":
        return base
    fixed = [r for r in rules if r.measure == "sign" and isinstance(r.weight, Number) and r.weight > 0]
    return base + [Rule(r.target, "value", r.side, Integer(0), r.strict) for r in fixed if base[0].scale == 1]


def _reduced(a: Any, better: Any, shape: Shape) -> Any:
    """The best bound over an axis that the target does not have."""
    for axis, size in ((-1, shape[1]), (-2, shape[0])):
        if size == 1 and a.shape[axis] > 1:
            a = better.reduce(a, axis=axis, keepdims=True)
    return a
