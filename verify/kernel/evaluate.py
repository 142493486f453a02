"""Evaluate an expression at an exact point by walking its tree, in the numbers of one arithmetic.

Why it is sound. The walk is a fold over the tree: if the arithmetic keeps its promise for every operation
(`verify.language.arithmetic`: exact fractions, or balls that contain the value), the value at the root keeps it. A value is an
array with the axes (data points, coordinates), each of length 1 where the expression does not depend on it:

    Total f = sum_i f_i      Norm f = (sum_i f_i^2)^(1/2)      Peak f = max_i f_i      Product f = prod_i f_i
    Mean f = (1/N) sum_n f_n                      Determinant(Q) = det (Q(e_i + e_j) - Q(e_i - e_j))/4

Sums over no coordinates are 0, products 1, and a maximum has no value. Equal columns of the vectors are kept once with their
number m: f_i then counts m times in a sum and with the power m in a product. That a column is equal for every vector and
every data point is what makes f_i equal (`verify.kernel.point.columns`).

The determinant is (-1)^m c_m for the characteristic polynomial, by Le Verrier's recursion, which divides by whole numbers
only (Gantmacher, The Theory of Matrices, IV.5): in balls no pivot has to be told from 0. The entries are the polarised form
of Q; that Q is a quadratic form is asked by `verify.kernel.whitelist`.

Not checked here: whether the expression has a value in all its parts (`verify.kernel.domain`), and whether the point fits its
symbols (`verify.kernel.point`). Functions known by name have no values: a TypeError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any

import numpy as np
from flint import ctx

from verify.kernel.point import arrays, columns, dimension, validate
from verify.language.arithmetic import BALL, RATIONAL, Arithmetic, NotRational, Undefined
from verify.language.functions import Max, Min, exp
from verify.language.operators import Determinant, Field, Jacobian, Mean, Norm, Peak, Product, Total, Value
from verify.language.symbols import Direction, Vector, d
from verify.language.term import Constant, term


class Walk:
    """Evaluates a tree from its leaves, equal subtrees once; a column of the leaves may stand for several coordinates."""

    def __init__(
        self, leaves: Mapping[Any, Any], dim: int | None, arithmetic: Arithmetic, counts: Sequence[int] = ()
    ) -> None:
        self.leaves, self.dim, self.arithmetic = leaves, dim, arithmetic
        self.counts = counts or (1,) * (dim or 0)
        self.known: dict[Any, Any] = {}

    def __call__(self, e: Any) -> Any:
        if e not in self.known:
            self.known[e] = self._value(e)
        return self.known[e]

    def _value(self, e: Any) -> Any:
        if isinstance(e, Field | Jacobian | Value):
            raise TypeError(f"{e.args[0]} is unknown: it has no values")
        if not e.args:
            return self._leaf(e)
        if e.is_Pow:
            return self._each(self.arithmetic.power, self(e.base), self._exponent(e.exp))
        if isinstance(e, Determinant):
            return self._determinant(e)
        if isinstance(e, exp):
            return self._each(self._function(exp), self(e.args[0]))
        parts = [self(a) for a in e.args]
        if e.is_Add:
            return reduce(lambda a, b: a + b, parts)
        if e.is_Mul:
            return reduce(lambda a, b: a * b, parts)
        if isinstance(e, Total | Norm | Peak | Product | Mean):
            return self._over(e, parts[0])
        if isinstance(e, Max | Min):
            return reduce(lambda a, b: self._each(self._function(e.func), a, b), parts)
        return self._each(self._function(e.func), *parts)

    def _leaf(self, e: Any) -> Any:
        if e == d:
            return self._each(self.arithmetic.number, _single(Fraction(self._width())))
        if e.is_Symbol:
            return self._each(self.arithmetic.number, self.leaves[e])
        if e.is_Number:
            return self._each(self.arithmetic.number, _single(e.value))
        if not isinstance(e, Constant):
            raise Undefined(f"{e} is not a number")
        return _single(self._function(e)())

    def _exponent(self, e: Any) -> Any:
        """In rational arithmetic where that is possible: 1/3 is no ball."""
        try:
            return Walk(self.leaves, self.dim, RATIONAL, self.counts)(e)
        except NotRational:
            return self(e)

    def _over(self, e: Any, a: Any) -> Any:
        number, power = self.arithmetic.number, self.arithmetic.power
        if isinstance(e, Mean):
            share = self._each(number, _single(Fraction(1, a.shape[-2])))
            return np.add.reduce(a, axis=-2, keepdims=True) * share
        if not self._width() and isinstance(e, Peak):
            raise Undefined(f"{e} is a maximum over no coordinates")
        a = np.broadcast_to(a, (*a.shape[:-1], len(self.counts)))
        if isinstance(e, Peak):
            return reduce(lambda x, y: self._each(self._function(Max), x, y), np.split(a, a.shape[-1], axis=-1))
        if isinstance(e, Product):
            powers = self._each(power, a, np.array([Fraction(n) for n in self.counts], object))
            return np.multiply.reduce(powers, axis=-1, keepdims=True, initial=number(Fraction(1)))
        terms = self._each(power, a, _single(Fraction(2))) if isinstance(e, Norm) else a
        terms = self._each(lambda z, n: z if n == 1 else number(Fraction(n)) * z, terms, np.array(self.counts, object))
        total = np.add.reduce(terms, axis=-1, keepdims=True, initial=number(Fraction(0)))
        return self._each(power, total, _single(Fraction(1, 2))) if isinstance(e, Norm) else total

    def _determinant(self, e: Determinant) -> Any:
        """With every coordinate a column of its own, by Le Verrier's recursion, which divides by whole numbers only."""
        leaves = {s: np.repeat(a, self.counts, axis=-1) if isinstance(s, Vector) else a for s, a in self.leaves.items()}
        number = self.arithmetic.number
        axes = [(c, k) for c in e.coordinates for k in range(self._width() if isinstance(c, Vector) else 1)]

        def entry(i: int, j: int) -> Any:
            both = [self._each(number, q) for q in (_single(Fraction(1, 4)), _single(Fraction(-1, 4)))]
            ends = (
                Walk(leaves | self._sum_of_units(e, axes[i], axes[j], s), self.dim, self.arithmetic) for s in (1, -1)
            )
            return sum(q * walk(e.form) for q, walk in zip(both, ends, strict=True)).item()

        size = len(axes)
        matrix = np.empty((size, size), dtype=object)
        for i in range(size):
            for j in range(i + 1):
                matrix[i, j] = matrix[j, i] = entry(i, j)
        return _single(_determinant(matrix, number))

    def _sum_of_units(self, e: Determinant, one: Any, other: Any, sign: int) -> dict[Any, Any]:
        """Every coordinate of the form at e_i + sign e_j."""
        found = {
            c: np.full((1, self._width() if isinstance(c, Vector) else 1), Fraction(0), object) for c in e.coordinates
        }
        for (c, k), s in ((one, 1), (other, sign)):
            found[c][0, k] += s
        return found

    def _width(self) -> int:
        if self.dim is None:
            raise ValueError(f"{d}: no value is given, expected an integer or a vector that shows the dimension")
        return self.dim

    def _function(self, kind: Any) -> Callable[..., Any]:
        if kind not in self.arithmetic.functions:
            raise TypeError(f"{kind} is not part of the claim language: no rule evaluates it")
        return self.arithmetic.functions[kind]

    @staticmethod
    def _each(f: Callable[..., Any], *parts: Any) -> Any:
        return np.frompyfunc(f, len(parts), 1)(*parts)


def _single(x: Any) -> Any:
    return np.full((1, 1), x, dtype=object)


def _determinant(matrix: Any, number: Callable[[Fraction], Any]) -> Any:
    """(-1)^m c_m, for the characteristic polynomial with the coefficients c_k = -tr(A B_k)/k, B_(k+1) = A B_k + c_k I."""
    size = len(matrix)
    last, product = number(Fraction(1)), np.full((size, size), number(Fraction(0)), object)
    for k in range(1, size + 1):
        product[np.diag_indices(size)] = [x + last for x in product.diagonal()]
        product = matrix @ product
        last = number(Fraction(-1, k)) * sum(product.diagonal())
    return number(Fraction((-1) ** size)) * last


def exact(e: Any, point: Mapping[Any, Any]) -> list[Fraction]:
    """The value in rational arithmetic: a list over the free indices, data points first, of length 1 for a scalar.

    Raises NotRational, Undefined, or ValueError for a malformed point.
    """
    e = term(e)
    return [*values(e, validate(point, symbols([e])), RATIONAL).flat]


def ball(e: Any, point: Mapping[Any, Any], precision: int = 128) -> list[Any]:
    """Balls that surely contain the value, listed like `exact`; nan where it has no value or none can be told.

    Raises ValueError for a malformed point, Undefined for a maximum over no coordinates.
    """
    e = term(e)
    with ctx.workprec(precision):
        return [*values(e, validate(point, symbols([e])), BALL).flat]


def symbols(expressions: Iterable[Any], *, bound: Iterable[Any] = ()) -> set[Any]:
    """Every symbol that needs a value; `d` where it matters and no vector shows it."""
    parts = [term(e) for e in expressions]
    found: set[Any] = set().union(*(e.free_symbols for e in parts), set()) - set(bound)
    if any(isinstance(s, Vector) for s in found):
        return found - {d}
    return found | {d} if any(e.has(Total, Norm, Peak, Product, Direction) for e in parts) else found


def values(e: Any, point: Mapping[Any, Any], arithmetic: Arithmetic) -> Any:
    """The expression at a validated point as an object array (N or 1, d or 1) of numbers of this arithmetic."""
    return Walk(arrays(point), dimension(point), arithmetic)(term(e))


def different_values(e: Any, point: Mapping[Any, Any], arithmetic: Arithmetic) -> Any:
    """Like `values`, with one column for all coordinates in which every vector of the point is the same."""
    leaves, counts = columns(point)
    return Walk(leaves, dimension(point), arithmetic, counts)(term(e))
