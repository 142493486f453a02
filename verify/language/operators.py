"""The operators over the coordinates and over the data set, unknown maps, determinants.

Why it is sound. An operator is a name with a meaning (`verify.kernel.evaluate` computes it) that never evaluates itself; SymPy
knows of it two things, its sign and its derivative, and both are facts for every d >= 0 and N >= 1:

    f >= 0                                          f > 0                         v any vector
    ----------------------------------------        -----------------------       ------------
    Total f, Peak f, Mean f, Product f >= 0         Mean f, Product f > 0         Norm v >= 0

    (Total f)' = Total f'       (Mean f)' = Mean f'       (Norm v)' = <v, v'>/Norm v       |x|' = Slope(x) x'
    f(a_1, ..., a_k)' = sum_j D_j f(a) a_j'  for an unknown map         g(a)' = sum_j <grad_j g(a), a_j'>  for a real one

A sum of positive terms is not positive in R^0, and a product of negative ones has no sign: those stay unknown, never False, since
SymPy concludes from False that a real number is negative. The derivative of a norm and that of |x| have no value at 0, where the
functions have no derivative: the condition shows in the formula. A maximum, a product, a sign and a determinant have no rule,
and a second derivative of an unknown map has none: a TypeError, not a guess.

`indexed` and `sampled` tell which hidden index an expression still carries: that of the coordinates is bound by Total, Norm,
Peak and Product, that of the data by Mean; a number, an unknown real function and a determinant carry no coordinate.

Not checked here: that an unknown map is differentiable (cited by `verify.kernel.chain`), that a form is quadratic
(`verify.kernel.whitelist`), and what has a value (`verify.kernel.domain`).
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from verify.language.symbols import Datum, Sample, SampleLabel, Vector


class Inert(sp.Function):
    """A real-valued operator that never evaluates itself.

    Its signs are True or None: SymPy takes what is real and not nonnegative for negative, and a product of negative numbers or
    a sum over no coordinates is not.
    """

    is_real = True
    is_commutative = True

    @classmethod
    def eval(cls, *args: Any) -> None:
        return None


class Total(Inert):
    """Sum over the coordinates of a summand."""

    def _eval_is_nonnegative(self) -> bool | None:
        return self.args[0].is_nonnegative or None

    def _eval_derivative(self, s: Any) -> Any:
        return Total(differentiated(self.args[0], s))


class Norm(Inert):
    """Euclidean norm; nonnegative, not positive: dividing by it needs a reason."""

    is_nonnegative = True

    def _eval_derivative(self, s: Any) -> Any:
        v = self.args[0]
        return Total(v * differentiated(v, s)) / self


class Peak(Inert):
    """Largest value over the coordinates."""

    def _eval_is_nonnegative(self) -> bool | None:
        return self.args[0].is_nonnegative or None

    def _eval_derivative(self, s: Any) -> Any:
        raise TypeError("a maximum over the coordinates has no derivative at ties: write out the largest coordinate")


class Mean(Inert):
    """Average over the points of the data set."""

    def _eval_is_nonnegative(self) -> bool | None:
        return self.args[0].is_nonnegative or None

    def _eval_is_positive(self) -> bool | None:
        return self.args[0].is_positive or None

    def _eval_derivative(self, s: Any) -> Any:
        return Mean(differentiated(self.args[0], s))


class Product(Inert):
    """Product over the coordinates of a factor; in R^0 it is 1."""

    def _eval_is_nonnegative(self) -> bool | None:
        return self.args[0].is_nonnegative or None

    def _eval_is_positive(self) -> bool | None:
        return self.args[0].is_positive or None

    def _eval_derivative(self, s: Any) -> Any:
        raise TypeError("a product over the coordinates has no derivative rule: take its logarithm")


class Field(Inert):
    """Generic coordinate of a vector-valued function that is known only by its name: Field(name, *arguments).

    A name `f_k` is that of the gradient of the real function f in its k-th argument.
    """

    def _eval_derivative(self, s: Any) -> Any:
        name, *slots = self.args
        moved = [(k, a) for k, a in enumerate(slots, 1) if a.has(s)]
        if not all(indexed(a) for _, a in moved):
            raise TypeError(f"the derivative of the unknown map {name} in a number is not given")
        return sp.Add(*(Jacobian(name, k, differentiated(a, s), *slots) for k, a in moved))


class Jacobian(Inert):
    """Generic coordinate of the derivative of an unknown map in one slot: Jacobian(name, slot, direction, *arguments).

    Linear in the direction. For a gradient f_j it is a block of the second derivative of f: `normal` moves f_j in slot k
    across an inner product as f_k in slot j.
    """

    def _eval_derivative(self, s: Any) -> Any:
        name, k, h, *slots = self.args
        if any(a.has(s) for a in slots):
            raise TypeError(f"the second derivative of the unknown map {name} is not given")
        return Jacobian(name, k, differentiated(h, s), *slots)


class Value(Inert):
    """A real-valued function of vectors that is known only by its name: Value(name, *arguments); differentiates by its slots.

    Its gradient in the k-th argument is Field(name_k, *arguments).
    """

    def _eval_derivative(self, s: Any) -> Any:
        slots = self.args[1:]
        parts = (
            Total(gradient(self, k) * differentiated(a, s))
            if indexed(a)
            else sp.Derivative(self, a) * differentiated(a, s)
            for k, a in enumerate(slots, 1)
            if a.has(s)
        )
        return sp.Add(*parts)


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

    @property
    def free_symbols(self) -> set[Any]:
        return set(self.form.free_symbols) - set(self.coordinates)

    def _eval_derivative(self, s: Any) -> Any:
        raise TypeError("the derivative of a determinant is not given: write the determinant out")


class Slope(Inert):
    """Derivative of the absolute value: the sign, and no value at 0."""

    def _eval_derivative(self, s: Any) -> Any:
        raise TypeError("the sign has no derivative: write the signs out")


class Kink(Inert):
    """The absolute value while it is being differentiated."""

    def _eval_derivative(self, s: Any) -> Any:
        return Slope(self.args[0]) * differentiated(self.args[0], s)


def gradient(value: Value, k: int) -> Field:
    """Gradient of an unknown real function in its k-th argument (counted from 1)."""
    name, *slots = value.args
    return Field(sp.Symbol(f"{name}_{k}"), *slots)


def gradient_slot(f: Any) -> tuple[str, int] | None:
    """(f, j) where the name of the unknown map is f_j, the gradient of f in its j-th argument; None for any other map."""
    base, _, j = str(f.args[0]).rpartition("_")
    slots = len(f.args) - (3 if isinstance(f, Jacobian) else 1)
    return (base, int(j)) if base and j.isdecimal() and 1 <= int(j) <= slots else None


def differentiated(e: Any, s: Any) -> Any:
    """de/ds. Raises TypeError for a coordinate, and for what has no derivative everywhere."""
    if isinstance(s, Vector):
        raise TypeError(f"differentiate along a vector, not by the coordinate {s}")
    if any(f.has(s) for f in e.atoms(sp.sign, sp.Max, sp.Min)):
        raise TypeError("a sign, a maximum and a minimum have no derivative everywhere: write the cases out")
    return e.diff(s)


def indexed(e: Any) -> bool:
    """Does the expression still carry the hidden coordinate index?"""
    if isinstance(e, Total | Norm | Peak | Product | Value | Determinant):
        return False
    return isinstance(e, Vector | Jacobian | Field) or any(map(indexed, e.args))


def sampled(e: Any) -> bool:
    """Does the expression still carry the hidden index of the data set?"""
    if isinstance(e, Mean):
        return False
    return isinstance(e, Sample | Datum | SampleLabel) or any(map(sampled, e.args))
