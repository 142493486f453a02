"""The kinds of symbols: vectors, what belongs to a data point, labels, what a determinant binds."""

from __future__ import annotations

from typing import Any

import sympy as sp

d = sp.Symbol("d", integer=True, positive=True)


class _Named(sp.Symbol):
    """A symbol whose kind fixes its assumptions."""

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, bool]]:
        return (self.name,), {}


class Vector(_Named):
    """The generic coordinate of a named vector of R^d: bound inside Total and Norm, a free index outside."""

    def __new__(cls, name: str) -> Vector:
        return super().__new__(cls, name, real=True)


class Sample(Vector):
    """The generic coordinate of the n-th data point: a vector for each point of the data set."""


class Datum(_Named):
    """A real number that belongs to the n-th data point."""

    def __new__(cls, name: str) -> Datum:
        return super().__new__(cls, name, real=True)


class Label(_Named):
    """A label, -1 or 1: its even powers are 1."""

    def __new__(cls, name: str = "y") -> Label:
        return super().__new__(cls, name, real=True, nonzero=True)

    def _eval_power(self, exponent: Any) -> Any:
        if exponent.is_Integer:
            return sp.S.One if exponent % 2 == 0 else self
        return None

    def _eval_Abs(self) -> Any:
        return sp.S.One


class SampleLabel(Label):
    """The label of the n-th data point."""

    def __new__(cls, name: str = "y_n") -> SampleLabel:
        return super().__new__(cls, name)


class Coordinate(_Named):
    """A number on which a quadratic form depends: bound by its Determinant, and nowhere else."""

    def __new__(cls, name: str) -> Coordinate:
        return super().__new__(cls, name, real=True)


class Direction(Vector):
    """A vector of R^d on which a quadratic form depends: bound by its Determinant, and nowhere else."""
