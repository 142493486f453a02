"""The kinds of symbols: vectors, what belongs to a data point, labels, what a determinant binds."""

from __future__ import annotations

from typing import Any

from verify.language.term import ANY_SIGN, NEGATIVE, POSITIVE, Symbol

d = Symbol("d", integer=True, positive=True)


class _Sort(Symbol):
    """A symbol whose sort fixes its signs."""

    _signs = ANY_SIGN

    def __new__(cls, name: str) -> Any:
        if type(name) is not str or not name:
            raise TypeError(f"the name of a {cls.__name__} is {name!r}, expected a string")
        return cls._named(name, cls._signs, False)


class Vector(_Sort):
    """The generic coordinate of a named vector of R^d: bound inside Total and Norm, a free index outside."""


class Sample(Vector):
    """The generic coordinate of the n-th data point: a vector for each point of the data set."""


class Datum(_Sort):
    """A real number that belongs to the n-th data point."""


class Label(_Sort):
    """A label, -1 or 1: its even powers are 1."""

    _signs = NEGATIVE | POSITIVE

    def __new__(cls, name: str = "y") -> Any:
        return super().__new__(cls, name)


class SampleLabel(Label):
    """The label of the n-th data point."""

    def __new__(cls, name: str = "y_n") -> Any:
        return super().__new__(cls, name)


class Coordinate(_Sort):
    """A number on which a quadratic form depends: bound by its Determinant, and nowhere else."""


class Direction(Vector):
    """A vector of R^d on which a quadratic form depends: bound by its Determinant, and nowhere else."""
