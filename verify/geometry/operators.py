"""The operators over the coordinates and over the data set, unknown maps, and the functions of the logistic loss."""

from __future__ import annotations

from typing import Any

import sympy as sp

from verify.geometry.symbols import Datum, Sample, SampleLabel, Vector


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
        return Mean(differentiated(self.args[0], s))


class Image(Inert):
    """Generic coordinate of M v for a named symmetric linear map M: `normal` makes it linear and self-adjoint."""

    def _eval_derivative(self, s: Any) -> Any:
        return Image(self.args[0], differentiated(self.args[1], s))


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
        slots = self.args[1:]
        parts = (
            Total(gradient(self, k) * differentiated(a, s))
            if indexed(a)
            else sp.Derivative(self, a) * differentiated(a, s)
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


class Kink(Inert):
    """The absolute value while it is being differentiated."""

    def _eval_derivative(self, s: Any) -> Any:
        return Slope(self.args[0]) * differentiated(self.args[0], s)


def gradient(value: Value, k: int) -> Field:
    """Gradient of an unknown real function in its k-th argument (counted from 1)."""
    name, *slots = value.args
    return Field(sp.Symbol(f"{name}_{k}"), *slots)


def differentiated(e: Any, s: Any) -> Any:
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
