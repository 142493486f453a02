"""The value of an expression of the claim language at many points, written apart from the kernel to be compared with it.

An array has three axes: the points, the data set, the coordinates; an axis has length 1 where the value does not depend on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add, mul
from typing import Any

import numpy as np

from bench.trust.arithmetic import Arithmetic
from verify.language.functions import sign
from verify.language.operators import (
    Determinant,
    Jacobian,
    Mean,
    Norm,
    Peak,
    Product,
    Slope,
    Total,
    Unknown,
)
from verify.language.symbols import Direction, d
from verify.language.term import HALF, Constant, Number

Functions = Mapping[str, tuple[tuple[Any, ...], Any]]
POINTS, DATA, COORDINATES = range(3)


class NoValue(Exception):
    """The expression holds something of which this evaluator knows no value, such as a function without a choice."""


@dataclass(frozen=True)
class Place:
    """Where expressions are evaluated: an array for each symbol, the dimension, the choice of the unknown functions."""

    arrays: Mapping[Any, np.ndarray]
    dimension: int
    arithmetic: Arithmetic
    functions: Functions

    def with_arrays(self, arrays: Mapping[Any, np.ndarray]) -> Place:
        """The same place with other values of some symbols."""
        return Place({**self.arrays, **arrays}, self.dimension, self.arithmetic, self.functions)

    def value(self, e: Any) -> np.ndarray:
        """The value of the expression. Raises NoValue."""
        return _Evaluation(self).value(e)


class _Evaluation:
    """One walk over a tree; equal subtrees once."""

    def __init__(self, place: Place) -> None:
        self.place, self.kit = place, place.arithmetic
        self.known: dict[Any, np.ndarray] = {}

    def value(self, e: Any) -> np.ndarray:
        if e not in self.known:
            self.known[e] = self._value(e)
        return self.known[e]

    def _value(self, e: Any) -> np.ndarray:
        if not e.args:
            return self._leaf(e)
        if isinstance(e, Unknown):
            return self._unknown(e)
        if isinstance(e, Determinant):
            return self._determinant(e)
        parts = [self.value(a) for a in e.args]
        if e.is_Add or e.is_Mul:
            return reduce(add if e.is_Add else mul, parts)
        if e.is_Pow:
            return self.kit.power(*parts)
        if isinstance(e, Total | Norm | Peak | Product | Mean):
            return self._over(e, parts[0])
        if isinstance(e, Slope):
            signs = self.kit.functions[sign](parts[0])
            return np.where(signs == 0, self.kit.array(np.nan), signs)
        if e.func not in self.kit.functions:
            raise NoValue(f"{e.func} is not known here")
        return reduce(self.kit.functions[e.func], parts) if len(parts) > 1 else self.kit.functions[e.func](parts[0])

    def _leaf(self, e: Any) -> np.ndarray:
        if e in self.place.arrays:
            return self.place.arrays[e]
        if e == d:
            return self._number(Number(self.place.dimension))
        if not isinstance(e, Number | Constant):
            raise NoValue(f"{e} has no value that is a real number")
        return self._number(e)

    def _number(self, e: Any) -> np.ndarray:
        return self.kit.array([[[self.kit.number(e)]]])

    def _over(self, e: Any, a: np.ndarray) -> np.ndarray:
        if isinstance(e, Mean):
            return a.sum(axis=DATA, keepdims=True) / a.shape[DATA]
        a = np.broadcast_to(a, (*a.shape[:COORDINATES], self.place.dimension))
        if isinstance(e, Product):
            return a.prod(axis=COORDINATES, keepdims=True)
        if isinstance(e, Peak):
            return a.max(axis=COORDINATES, keepdims=True)
        if isinstance(e, Total):
            return a.sum(axis=COORDINATES, keepdims=True)
        return self.kit.power((a * a).sum(axis=COORDINATES, keepdims=True), self._number(HALF))

    def _unknown(self, e: Any) -> np.ndarray:
        name = e.args[0].name
        if name not in self.place.functions:
            raise NoValue(f"no choice of {name} is given")
        slots, chosen = self.place.functions[name]
        given = e.args[3:] if isinstance(e, Jacobian) else e.args[1:]
        at = {s: self.value(a) for s, a in zip(slots, given, strict=True)}
        if not isinstance(e, Jacobian):
            return self.place.with_arrays(at).value(chosen)
        moved, step, along = slots[int(e.args[1]) - 1], self.kit.step(), self.value(e.args[2])
        ends = [self.place.with_arrays({**at, moved: at[moved] + t * along}).value(chosen) for t in (step, -step)]
        return (ends[0] - ends[1]) / (2 * step)

    def _determinant(self, e: Determinant) -> np.ndarray:
        """From the values of the form at e_i + e_j and e_i - e_j."""
        axes = [(c, k) for c in e.coordinates for k in range(self.place.dimension if isinstance(c, Direction) else 1)]

        def value(i: int, j: int, sign: int) -> np.ndarray:
            ends = {c: np.zeros((1, 1, self.place.dimension if isinstance(c, Direction) else 1)) for c in e.coordinates}
            for (c, k), s in ((axes[i], 1), (axes[j], sign)):
                ends[c][0, 0, k] += s
            arrays = {c: self.kit.array(a) for c, a in ends.items()}
            return self.place.with_arrays(arrays).value(e.form)

        entries = [[(value(i, j, 1) - value(i, j, -1)) / 4 for j in range(len(axes))] for i in range(len(axes))]
        points = np.broadcast_shapes(*(x.shape for row in entries for x in row), (1, 1, 1))[POINTS]
        matrix = np.array([[np.broadcast_to(x, (points, 1, 1))[:, 0, 0] for x in row] for row in entries])
        return self.kit.determinant(np.moveaxis(matrix, -1, 0))[:, None, None]
