"""Terms as SymPy expressions and back: SymPy finds and derives, and what it finds is data for a checker that does not know SymPy.

SymPy evaluates what it is given: x/x becomes 1, and 0/x becomes 0. What comes back may have a value where the term has none, and
nothing rests on it.

The symbols are real and have the signs that are declared. The operators never evaluate themselves; SymPy knows their signs, which
are True or unknown, never False, since what is real and not nonnegative it takes for negative,

    f >= 0                                          f > 0                         v any vector
    ----------------------------------------        -----------------------       ------------
    Total f, Peak f, Mean f, Product f >= 0         Mean f, Product f > 0         Norm v >= 0

and their derivatives, by the rules of `verify.language.derivative`, written a second time:

    (Total f)' = Total f'       (Mean f)' = Mean f'       (Norm v)' = <v, v'>/Norm v       |x|' = Slope(x) x'
    f(a_1, ..., a_k)' = sum_j D_j f(a) a_j'  for an unknown map         g(a)' = sum_j <grad_j g(a), a_j'>  for a real one
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from typing import Any

import sympy as sp
from sympy.core.symbol import Str

from verify.language import functions, operators
from verify.language.derivative import NO_RULE
from verify.language.symbols import Vector
from verify.language.term import NEGATIVE, POSITIVE, ZERO, Add, Constant, E, Mul, Name, Number, Pow, Symbol, pi

DECLARED = {
    NEGATIVE: "negative",
    NEGATIVE | ZERO: "nonpositive",
    ZERO | POSITIVE: "nonnegative",
    POSITIVE: "positive",
    NEGATIVE | POSITIVE: "nonzero",
}


class Letter(sp.Symbol):
    """A symbol of the language, `term`: SymPy knows its name and its declared signs."""

    __slots__ = ("term",)

    def __new__(cls, term: Any) -> Any:
        words = [*([DECLARED[term.signs]] if term.signs in DECLARED else []), *(["integer"] if term.integer else [])]
        made = sp.Symbol.__xnew__(cls, term.name, real=True, **dict.fromkeys(words, True))
        made.term = term
        return made

    def _hashable_content(self) -> Any:
        return (*super()._hashable_content(), self.term.key)


class Logistic(sp.Function):
    """A positive function of the logistic loss."""

    is_real = True
    is_positive = True


class sigmoid(Logistic):
    def fdiff(self, argindex: int = 1) -> Any:
        return self * (1 - self)


class softplus(Logistic):
    def fdiff(self, argindex: int = 1) -> Any:
        return sigmoid(self.args[0])


class Operator(sp.Function):
    """A real-valued operator that never evaluates itself."""

    is_real = True
    is_commutative = True

    @classmethod
    def eval(cls, *args: Any) -> None:
        return None

    def _eval_derivative(self, s: Any) -> Any:
        raise TypeError(NO_RULE[type(self).__name__])


class Total(Operator):
    def _eval_is_nonnegative(self) -> bool | None:
        return self.args[0].is_nonnegative or None

    def _eval_derivative(self, s: Any) -> Any:
        return Total(self.args[0].diff(s))


class Norm(Operator):
    is_nonnegative = True

    def _eval_derivative(self, s: Any) -> Any:
        v = self.args[0]
        return Total(v * v.diff(s)) / self


class Peak(Operator):
    def _eval_is_nonnegative(self) -> bool | None:
        return self.args[0].is_nonnegative or None


class Mean(Operator):
    def _eval_is_nonnegative(self) -> bool | None:
        return self.args[0].is_nonnegative or None

    def _eval_is_positive(self) -> bool | None:
        return self.args[0].is_positive or None

    def _eval_derivative(self, s: Any) -> Any:
        return Mean(self.args[0].diff(s))


class Product(Operator):
    def _eval_is_nonnegative(self) -> bool | None:
        return self.args[0].is_nonnegative or None

    def _eval_is_positive(self) -> bool | None:
        return self.args[0].is_positive or None


class Field(Operator):
    def _eval_derivative(self, s: Any) -> Any:
        name, *slots = self.args
        return sp.Add(*(Jacobian(name, k, moved, *slots) for k, moved in _moved(self, s)))


class Jacobian(Operator):
    def _eval_derivative(self, s: Any) -> Any:
        name, k, h, *slots = self.args
        if any(a.has(s) for a in slots):
            raise TypeError(f"the second derivative of the unknown map {name} is not given")
        return Jacobian(name, k, h.diff(s), *slots)


class Value(Operator):
    def _eval_derivative(self, s: Any) -> Any:
        name, *slots = self.args
        return sp.Add(*(Total(Field(Str(f"{name}_{k}"), *slots) * moved) for k, moved in _moved(self, s)))


class Determinant(Operator):
    @property
    def free_symbols(self) -> set[Any]:
        return set(self.args[0].free_symbols) - set(self.args[1:])


class Slope(Operator):
    pass


class Size(sp.Function):
    """The absolute value while it is being differentiated: the derivative of SymPy's own has the value 0 at 0."""

    is_real = True
    is_nonnegative = True

    def fdiff(self, argindex: int = 1) -> Any:
        return Slope(self.args[0])


def _moved(e: Any, s: Any) -> Iterator[tuple[int, Any]]:
    """(slot, derivative of what stands there) for every slot of an unknown function that changes with s."""
    for k, a in enumerate(e.args[1:], 1):
        if a.has(s):
            if not _indexed(a):
                raise TypeError(f"the derivative of the unknown function {e.args[0]} in a number is not given")
            yield k, a.diff(s)


def _indexed(e: Any) -> bool:
    if isinstance(e, Total | Norm | Peak | Product | Value | Determinant):
        return False
    return isinstance(e, Field | Jacobian) or isinstance(getattr(e, "term", None), Vector) or any(map(_indexed, e.args))


HEADS: Mapping[Any, Any] = {
    Add: sp.Add,
    Mul: sp.Mul,
    Pow: sp.Pow,
    functions.Abs: sp.Abs,
    functions.sign: sp.sign,
    functions.Max: sp.Max,
    functions.Min: sp.Min,
    functions.exp: sp.exp,
    functions.log: sp.log,
    functions.sin: sp.sin,
    functions.cos: sp.cos,
    functions.tan: sp.tan,
    functions.sinh: sp.sinh,
    functions.cosh: sp.cosh,
    functions.tanh: sp.tanh,
    functions.atan: sp.atan,
    functions.erf: sp.erf,
    functions.LambertW: sp.LambertW,
    functions.sigmoid: sigmoid,
    functions.softplus: softplus,
    operators.Total: Total,
    operators.Norm: Norm,
    operators.Peak: Peak,
    operators.Mean: Mean,
    operators.Product: Product,
    operators.Field: Field,
    operators.Jacobian: Jacobian,
    operators.Value: Value,
    operators.Determinant: Determinant,
    operators.Slope: Slope,
}
OURS: Mapping[Any, Any] = {theirs: ours for ours, theirs in HEADS.items()} | {Size: functions.Abs}


@cache
def to_sympy(e: Any) -> Any:
    """The term as SymPy evaluates it. Raises TypeError for what is no real number, such as oo."""
    if isinstance(e, Symbol):
        return Letter(e)
    if isinstance(e, Number):
        return sp.Rational(e.p, e.q)
    if isinstance(e, Name):
        return Str(e.name)
    if isinstance(e, Constant):
        return sp.pi if e is pi else sp.E
    if type(e) not in HEADS:
        raise TypeError(f"{e} is no real number")
    return HEADS[type(e)](*map(to_sympy, e.args))


def from_sympy(e: Any) -> Any:
    """The expression as a term. Raises TypeError for what the language does not have: floats, complex numbers, relations, ..."""
    if isinstance(e, Letter):
        return e.term
    if isinstance(e, sp.Rational):
        return Number(Fraction(e.p, e.q))
    if isinstance(e, Str):
        return Name(e.name)
    if isinstance(e, type(sp.pi) | type(sp.E)):
        return pi if e is sp.pi else E
    if type(e) not in OURS or (isinstance(e, sp.LambertW) and len(e.args) > 1):
        raise TypeError(f"{e} is no term of the language")
    return OURS[type(e)](*map(from_sympy, e.args))
