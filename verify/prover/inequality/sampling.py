"""Floating-point points for the search: values that matter, their neighbourhoods, and what is random."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from verify.checkers.inequality.evaluate import enclosure
from verify.language.relation import Relation
from verify.language.term import Number, subterms
from verify.prover.batch import batch

Values = Mapping[str, Any]
SPECIAL = (0.0, 1.0, -1.0, 0.5, -0.5, 2.0, -2.0, 3.0, -3.0, 10.0, -10.0, 0.25, 0.1, -0.1, 5.0, 100.0, -100.0)
STEPS = (1e-1, 1e-2, 1e-3, 1e-4, 1e-6)
RANDOM = 4000
SMALL, LARGE, FARTHEST = Fraction(1, 10**4), 10**4, 10**307


def approximations(terms: Sequence[Any], values: Values) -> list[Any]:
    """The values of several terms in floating point, nan or inf where there is none; of a number one alone."""
    symbols = sorted(frozenset().union(*(t.free_symbols for t in terms)), key=lambda s: s.key)
    found = batch(terms, symbols)({s: values[s.name] for s in symbols})
    return [v if t.free_symbols else v.reshape(()) for t, v in zip(terms, found, strict=True)]


def approximate(t: Any, values: Values) -> Any:
    """The value of one term."""
    return approximations([t], values)[0]


def bounds(where: tuple[Relation, ...], name: str) -> tuple[float, float]:
    """The ends that single conditions give a variable."""
    low, high = -np.inf, np.inf
    for r in where:
        for one, other, side in ((r.lhs, r.rhs, 1), (r.rhs, r.lhs, -1)):
            if one.is_Symbol and one.name == name and not other.free_symbols and r.op != "!=":
                end = float(enclosure(other, 64).mid())
                if side > 0 or r.op == "=":
                    high = min(high, end)
                if side < 0 or r.op == "=":
                    low = max(low, end)
    return low, high


def constants(relations: tuple[Relation, ...]) -> list[float]:
    """The numbers that conditions compare something with: corners lie there."""
    sides = [side for r in relations for side in (r.lhs, r.rhs) if not side.free_symbols]
    return [float(enclosure(side, 64).mid()) for side in sides]


def extremes(relations: tuple[Relation, ...]) -> list[float]:
    """Beyond and below the very large and very small numerals, where no number that matters otherwise is."""
    found = {t.value for r in relations for side in (r.lhs, r.rhs) for t in subterms(side) if isinstance(t, Number)}
    sizes = sorted(abs(v) for v in found if v and not SMALL <= abs(v) <= LARGE)
    floats = [float(v) for v in sizes if abs(v) < FARTHEST]
    return [sense * times * v for v in floats for times in (0.5, 2.0) for sense in (1, -1)]


def start(
    free: tuple[str, ...],
    where: tuple[Relation, ...],
    generator: Any,
    *,
    size: int = RANDOM,
    links: tuple[Relation, ...] = (),
) -> dict[str, Any]:
    """Arrays of one length with values for every free variable; `links` say which numbers matter beside those of `where`."""
    corners = [*constants(where), *extremes((*where, *links))]
    lines = {n: _line(bounds(where, n), corners) for n in free}
    grid = _grid(lines, generator, 3 * size)
    spread = {n: _random(bounds(where, n), generator, size) for n in free}
    mixed = {n: generator.choice(np.concatenate([lines[n], spread[n]]), size) for n in free}
    equal = generator.choice(np.concatenate([*lines.values(), *spread.values()]), size) if free else np.zeros(1)
    near = equal[None, :] * (1 + 0.01 * generator.standard_normal((len(free), size))) if free else []
    pairs = zip(free, near, strict=True)
    return {n: np.concatenate([grid[n], spread[n], mixed[n], np.resize(equal, size), close]) for n, close in pairs}


def _line(ends: tuple[float, float], corners: list[float]) -> Any:
    low, high = ends
    found = [x for x in (*SPECIAL, *corners) if low <= x <= high] + [x for x in ends if np.isfinite(x)]
    if np.isfinite(low) and np.isfinite(high):
        found += list(np.linspace(low, high, 9))
    close = [x + s * step * max(1.0, abs(x)) for x in found for step in STEPS for s in (-1, 1)]
    return np.unique([*found, *(x for x in close if low <= x <= high)])


def _random(ends: tuple[float, float], generator: Any, size: int) -> Any:
    low, high = ends
    if np.isfinite(low) and np.isfinite(high):
        return generator.uniform(low, max(low, high), size)
    far = np.exp(generator.uniform(-14, 7, size))
    if np.isfinite(low):
        return low + far
    return high - far if np.isfinite(high) else far * generator.choice([-1.0, 1.0], size)


def _grid(lines: Mapping[str, Any], generator: Any, most: int) -> dict[str, Any]:
    """Every combination while that is few, else a random choice of them."""
    count = np.prod([float(len(v)) for v in lines.values()])
    if count <= most:
        parts = np.meshgrid(*lines.values(), indexing="ij")
        return {n: p.ravel() for n, p in zip(lines, parts, strict=True)}
    return {n: generator.choice(v, most) for n, v in lines.items()}
