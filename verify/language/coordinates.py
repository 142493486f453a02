"""Expressions written out in coordinates, for cross-checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

from verify.language.expansion import expand
from verify.language.functions import Max, sign
from verify.language.operators import (
    Determinant,
    Field,
    Inert,
    Jacobian,
    Mean,
    Norm,
    Peak,
    Product,
    Slope,
    Total,
    Value,
    indexed,
)
from verify.language.symbols import Datum, Direction, Label, Sample, SampleLabel, Vector, d
from verify.language.term import NOUGHT, ONE, Number, Symbol, product, sqrt, term, total


def at(e: Any, dim: int, *, points: int = 1, point: int = 0) -> Any:
    """The same expression written out in `dim` coordinates and `points` data points.

    A tuple with one entry a coordinate for a vector, one expression for a scalar. What carries the index of the data points
    is written for the one numbered `point` only, from 0.
    """
    e = term(e)
    if indexed(e):
        return tuple(_written(e, dim, points, i, point) for i in range(dim))
    return _written(e, dim, points, 0, point)


def _written(e: Any, dim: int, points: int, i: int, n: int) -> Any:
    def go(x: Any, i: int = i, n: int = n) -> Any:
        return _written(x, dim, points, i, n)

    if isinstance(e, Total):
        return total(go(e.args[0], j) for j in range(dim))
    if isinstance(e, Norm):
        return sqrt(total(go(e.args[0], j) ** 2 for j in range(dim)))
    if isinstance(e, Peak):
        return Max(*(go(e.args[0], j) for j in range(dim)))
    if isinstance(e, Product):
        return product(go(e.args[0], j) for j in range(dim))
    if isinstance(e, Mean):
        return total(go(e.args[0], i, k) for k in range(points)) / points
    if isinstance(e, Determinant):
        return det(_matrix(e, go, dim))
    if isinstance(e, _Unit):
        return Number(int(i == e.args[0]))
    if isinstance(e, Slope):
        return sign(go(e.args[0]))
    if isinstance(e, Field | Jacobian | Value):
        raise TypeError(f"{e.args[0]} is unknown: it has no coordinates")
    if isinstance(e, Sample):
        return Symbol(f"{e.name}_{n + 1}_{i + 1}")
    if isinstance(e, Vector):
        return Symbol(f"{e.name}_{i + 1}")
    if isinstance(e, SampleLabel):
        return Label(f"{e.name}_{n + 1}")
    if isinstance(e, Datum):
        return Symbol(f"{e.name}_{n + 1}")
    if e == d:
        return Number(dim)
    return e.func(*map(go, e.args)) if e.args else e


class _Unit(Inert):
    """Generic coordinate of a unit vector: _Unit(k), from 0."""


def _matrix(e: Determinant, written: Callable[..., Any], dim: int) -> Any:
    """The matrix of the quadratic form, entry by entry; no symbol stands for a coordinate, which another might be called."""
    axes = [(c, k) for c in e.coordinates for k in range(dim if isinstance(c, Direction) else 1)]

    def value(*ends: Any) -> Any:
        moved = dict.fromkeys(e.coordinates, NOUGHT)
        for (c, k), way in ends:
            moved[c] += way * (_Unit(k) if isinstance(c, Direction) else 1)
        return written(e.form.xreplace(moved))

    def entry(i: int, j: int) -> Any:
        return expand(value((axes[i], 1), (axes[j], 1)) - value((axes[i], 1), (axes[j], -1))) / 4

    return [[entry(max(i, j), min(i, j)) for j in range(len(axes))] for i in range(len(axes))]


def det(rows: Sequence[Sequence[Any]]) -> Any:
    """The determinant of a square matrix of terms, by the rows from the last one up; 1 of the empty one."""
    rows = [[*map(term, row)] for row in rows]
    known: dict[tuple[int, ...], Any] = {(): ONE}
    for row in reversed(range(len(rows))):
        size = len(rows) - row
        known = {
            columns: expand(
                total(
                    (-1) ** k * rows[row][j] * known[columns[:k] + columns[k + 1 :]]
                    for k, j in enumerate(columns)
                    if rows[row][j] != 0
                )
            )
            for columns in combinations(range(len(rows)), size)
        }
    return known[tuple(range(len(rows)))]
