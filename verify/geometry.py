"""Vectors of unknown dimension: a vector is the SymPy expression of its generic coordinate.

`Vector("theta")` stands for the coordinate theta_i of a vector of R^d with the index hidden, so `-eps*theta/norm(theta)` is a
vector too. `Total` adds over the coordinates, `Norm` is the Euclidean norm, `Mean` averages over the points of a data set of
any size (the second hidden index, carried by `Sample`). All of them are inert: SymPy rebuilds expressions with stand-in symbols
(cse, simultaneous substitution), and an operator that evaluates itself would then be silently wrong. Only `normal` rewrites them.
"""

from __future__ import annotations

from collections.abc import Iterable
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


class Inert(sp.Function):
    """A real-valued operator that never evaluates itself."""

    is_real = True
    is_commutative = True

    @classmethod
    def eval(cls, *args: Any) -> None:
        return None


class Total(Inert):
    """Sum over the coordinates of a summand."""

    def _eval_is_nonnegative(self) -> bool | None:
        return self.args[0].is_nonnegative

    def _eval_derivative(self, s: Any) -> Any:
        return Total(_diff(self.args[0], s))


class Norm(Inert):
    """Euclidean norm; nonnegative, not positive: dividing by it needs a reason."""

    is_nonnegative = True

    def _eval_derivative(self, s: Any) -> Any:
        v = self.args[0]
        return Total(v * _diff(v, s)) / self


class Peak(Inert):
    """Largest value over the coordinates."""

    def _eval_is_nonnegative(self) -> bool | None:
        return self.args[0].is_nonnegative

    def _eval_derivative(self, s: Any) -> Any:
        raise TypeError("a maximum over the coordinates has no derivative at ties: write out the largest coordinate")


class Mean(Inert):
    """Average over the points of the data set."""

    def _eval_is_nonnegative(self) -> bool | None:
        return self.args[0].is_nonnegative

    def _eval_is_positive(self) -> bool | None:
        return self.args[0].is_positive

    def _eval_derivative(self, s: Any) -> Any:
        return Mean(_diff(self.args[0], s))


class Image(Inert):
    """Generic coordinate of M v for a named symmetric linear map M: `normal` makes it linear and self-adjoint."""

    def _eval_derivative(self, s: Any) -> Any:
        return Image(self.args[0], _diff(self.args[1], s))


class Field(Inert):
    """Generic coordinate of a vector-valued function that is known only by its name: Field(name, *arguments)."""

    def _eval_derivative(self, s: Any) -> Any:
        if any(a.has(s) for a in self.args[1:]):
            raise TypeError(f"the derivative of the unknown map {self.args[0]} is not given")
        return sp.S.Zero


class Value(Inert):
    """A real-valued function of vectors that is known only by its name: Value(name, *arguments); differentiates by its slots.

    Its gradient in the k-th argument is Field(name_k, *arguments).
    """

    def _eval_derivative(self, s: Any) -> Any:
        name, *slots = self.args
        parts = (
            Total(gradient(self, k) * _diff(a, s)) if indexed(a) else sp.Derivative(self, a) * _diff(a, s)
            for k, a in enumerate(slots, 1)
            if a.has(s)
        )
        return sp.Add(*parts)


class Slope(Inert):
    """Derivative of the absolute value: the sign, and no value at 0."""

    def _eval_derivative(self, s: Any) -> Any:
        raise TypeError("the sign has no derivative: write the signs out")


class sigmoid(sp.Function):
    """The logistic function 1/(1 + exp(-z))."""

    is_real = True
    is_positive = True

    def fdiff(self, argindex: int = 1) -> Any:
        return self * (1 - self)


class softplus(sp.Function):
    """log(1 + exp(z)), the logistic loss of the margin -z."""

    is_real = True
    is_positive = True

    def fdiff(self, argindex: int = 1) -> Any:
        return sigmoid(self.args[0])


class _Kink(Inert):
    """The absolute value while it is being differentiated."""

    def _eval_derivative(self, s: Any) -> Any:
        return Slope(self.args[0]) * _diff(self.args[0], s)


def gradient(value: Value, k: int) -> Field:
    """Gradient of an unknown real function in its k-th argument (counted from 1)."""
    name, *slots = value.args
    return Field(sp.Symbol(f"{name}_{k}"), *slots)


def dot(u: Any, v: Any) -> Any:
    """Inner product of two vectors."""
    return Total(sp.sympify(u) * v)


def norm(v: Any, p: Any = 2) -> Any:
    """L_p norm of a vector, p a number >= 1, infinity (`sympy.oo`) or a symbol."""
    p = sp.sympify(p)
    if indexed(p):
        raise ValueError(
            f"the exponent {p} of a norm carries the coordinate index: expected one number for all coordinates"
        )
    if p == 2:
        return Norm(sp.sympify(v))
    if p == sp.oo:
        return Peak(sp.Abs(v))
    return Total(sp.Abs(v) ** p) ** (1 / p)


def unit(v: Any) -> Any:
    """The vector divided by its Euclidean norm."""
    return v / norm(v)


def along(f: Any, *pairs: tuple[Any, Any]) -> Any:
    """d/dt at t = 0 of f with v replaced by v + t*h for every (v, h): the derivative of f in the direction h.

    Raises TypeError where f has no derivative rule (an unknown vector-valued map, a sign, a maximum), or where h has an index
    that v has not.
    """
    from verify.normal import normal

    for v, h in pairs:
        if (indexed(h) and not isinstance(v, Vector)) or (sampled(h) and not sampled(v)):
            raise TypeError(f"{h} is no direction for {v}: it carries an index that {v} does not")
    t = sp.Dummy("t", real=True)
    moved = f.xreplace({v: v + t * h for v, h in pairs})
    return normal(_unkinked(_diff(_kinked(moved), t).xreplace({t: sp.S.Zero})))


def _kinked(e: Any) -> Any:
    if not e.args:
        return e
    args = [_kinked(a) for a in e.args]
    return _Kink(args[0]) if isinstance(e, sp.Abs) else e.func(*args)


def _unkinked(e: Any) -> Any:
    if not e.args:
        return e
    args = [_unkinked(a) for a in e.args]
    return sp.Abs(args[0]) if isinstance(e, _Kink) else e.func(*args)


def _diff(e: Any, s: Any) -> Any:
    if isinstance(s, Vector):
        raise TypeError(f"differentiate along a vector, not by the coordinate {s}")
    if any(f.has(s) for f in e.atoms(sp.sign, sp.Max, sp.Min)):
        raise TypeError("a sign, a maximum and a minimum have no derivative everywhere: write the cases out")
    return e.diff(s)


def indexed(e: Any) -> bool:
    """Does the expression still carry the hidden coordinate index?"""
    if isinstance(e, Total | Norm | Peak | Value):
        return False
    return isinstance(e, Vector | Image | Field) or any(map(indexed, e.args))


def sampled(e: Any) -> bool:
    """Does the expression still carry the hidden index of the data set?"""
    if isinstance(e, Mean):
        return False
    return isinstance(e, Sample | Datum | SampleLabel) or any(map(sampled, e.args))


def vectors(expressions: Iterable[Any]) -> list[Vector]:
    """Every named vector that occurs, by name."""
    found = set().union(*(sp.sympify(e).atoms(Vector) for e in expressions), set())
    return sorted(found, key=lambda v: v.name)


def at(e: Any, dim: int, *, points: int = 1) -> Any:
    """The same expression written out in `dim` coordinates and `points` data points.

    A tuple with one entry a coordinate for a vector, one expression for a scalar.
    """
    e = sp.sympify(e)
    if indexed(e):
        return tuple(_written(e, dim, points, i, 0) for i in range(dim))
    return _written(e, dim, points, 0, 0)


def _written(e: Any, dim: int, points: int, i: int, n: int) -> Any:
    def go(x: Any, i: int = i, n: int = n) -> Any:
        return _written(x, dim, points, i, n)

    if isinstance(e, Total):
        return sp.Add(*(go(e.args[0], j) for j in range(dim)))
    if isinstance(e, Norm):
        return sp.sqrt(sp.Add(*(go(e.args[0], j) ** 2 for j in range(dim))))
    if isinstance(e, Peak):
        return sp.Max(*(go(e.args[0], j) for j in range(dim)))
    if isinstance(e, Mean):
        return sp.Add(*(go(e.args[0], i, k) for k in range(points))) / points
    if isinstance(e, Slope):
        return sp.sign(go(e.args[0]))
    if isinstance(e, Field | Image | Value):
        raise TypeError(f"{e.args[0]} is unknown: it has no coordinates")
    if isinstance(e, Sample):
        return sp.Symbol(f"{e.name}_{n + 1}_{i + 1}", real=True)
    if isinstance(e, Vector):
        return sp.Symbol(f"{e.name}_{i + 1}", real=True)
    if isinstance(e, SampleLabel):
        return Label(f"{e.name}_{n + 1}")
    if isinstance(e, Datum):
        return sp.Symbol(f"{e.name}_{n + 1}", real=True)
    if e == d:
        return sp.Integer(dim)
    return e.func(*map(go, e.args)) if e.args else e
