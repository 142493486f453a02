"""The operators over the coordinates and over the data set, unknown maps, determinants.

`indexed` and `sampled` tell which hidden index a term still carries: that of the coordinates is bound by Total, Norm, Peak and
Product, that of the data by Mean; a number, an unknown real function and a determinant carry no coordinate.

Not checked here: that an unknown map is differentiable (cited by `verify.kernel.chain`), that a form is quadratic
(`verify.kernel.whitelist`), and what has a value (`verify.kernel.domain`).
"""

from __future__ import annotations

from typing import Any

from verify.language.symbols import Datum, Sample, SampleLabel, Vector, d
from verify.language.term import Name, Symbol, Term


class Inert(Term):
    """An operator of the claim language that is no function of numbers."""


class Total(Inert):
    """Sum over the coordinates of a summand."""


class Norm(Inert):
    """Euclidean norm; nonnegative, not positive: dividing by it needs a reason."""


class Peak(Inert):
    """Largest value over the coordinates."""


class Mean(Inert):
    """Average over the points of the data set."""


class Product(Inert):
    """Product over the coordinates of a factor; in R^0 it is 1."""


class Unknown(Inert):
    """What is known only by the name of a function, its first part; the others are its arguments."""

    def __new__(cls, name: Any, *args: Any) -> Any:
        if isinstance(name, Symbol | str):
            name = Name(name if isinstance(name, str) else name.name)
        return super().__new__(cls, name, *args)


class Field(Unknown):
    """Generic coordinate of a vector-valued function that is known only by its name: Field(name, *arguments).

    A name `f_k` is that of the gradient of the real function f in its k-th argument.
    """


class Jacobian(Unknown):
    """Generic coordinate of the derivative of an unknown map in one slot: Jacobian(name, slot, direction, *arguments).

    Linear in the direction. For a gradient f_j it is a block of the second derivative of f: `normal` moves f_j in slot k
    across an inner product as f_k in slot j.
    """


class Value(Unknown):
    """A real-valued function that is known only by its name: Value(name, *arguments).

    Its gradient in the k-th argument, a vector, is Field(name_k, *arguments).
    """


class Determinant(Inert):
    """Determinant(Q, *coordinates): that of the symmetric matrix of the quadratic form Q in an orthonormal basis.

    Of the coordinates, which it binds, a `Coordinate` is a number and a `Direction` a vector of R^d. With the unit vectors
    e_i of all of them the entries are (Q(e_i + e_j) - Q(e_i - e_j))/4; where there are none, in R^0, it is 1.
    """

    @property
    def form(self) -> Any:
        """The quadratic form Q."""
        return self.args[0]

    @property
    def coordinates(self) -> tuple[Any, ...]:
        """What Q is a form in."""
        return tuple(self.args[1:])

    def _find_free(self) -> frozenset[Any]:
        return frozenset(self.form.free_symbols - set(self.coordinates))


class Slope(Inert):
    """Derivative of the absolute value: the sign, and no value at 0."""


def gradient(value: Value, k: int) -> Field:
    """Gradient of an unknown real function in its k-th argument (counted from 1)."""
    name, *slots = value.args
    made: Field = Field(f"{name.name}_{k}", *slots)
    return made


def gradient_slot(f: Any) -> tuple[str, int] | None:
    """(f, j) where the name of the unknown map is f_j, the gradient of f in its j-th argument; None for any other map."""
    base, _, j = f.args[0].name.rpartition("_")
    slots = len(f.args) - (3 if isinstance(f, Jacobian) else 1)
    return (base, int(j)) if base and j.isdecimal() and 1 <= int(j) <= slots else None


def indexed(e: Any) -> bool:
    """Does the term still carry the hidden coordinate index?"""
    return _carries(e, "_indexed", Total | Norm | Peak | Product | Value | Determinant, Vector | Jacobian | Field)


def sampled(e: Any) -> bool:
    """Does the term still carry the hidden index of the data set?"""
    return _carries(e, "_sampled", Mean, Sample | Datum | SampleLabel)


def depends_on(e: Any) -> frozenset[Any]:
    """Its free symbols, and d where it has coordinates: a sum over them, a vector, an unknown function."""
    has_coordinates = e.has(Total, Norm, Peak, Product, Unknown, Vector)
    return e.free_symbols | {d} if has_coordinates else e.free_symbols


def _carries(e: Any, known: str, binds: Any, has: Any) -> bool:
    found: bool | None = getattr(e, known)
    if found is None:
        found = not isinstance(e, binds) and (isinstance(e, has) or any(_carries(a, known, binds, has) for a in e.args))
        object.__setattr__(e, known, found)
    return found
