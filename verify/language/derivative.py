"""Derivatives of terms, by the rules of calculus and nothing else.

Why it is sound. Where the formula below has a value, it is the derivative (Rudin, Principles of Mathematical Analysis, 5.3, 5.5 and
9.15); where the function has none, as a norm and |x| at 0, the formula has none either:

    (f + g)' = f' + g'        (f g)' = f' g + f g'        (f^n)' = n f^(n-1) f'        (f^g)' = f^g (g' log f + g f'/f)
    (Total f)' = Total f'       (Mean f)' = Mean f'       (Norm v)' = <v, v'>/Norm v       |x|' = Slope(x) x'
    f(a_1, ..., a_k)' = sum_j D_j f(a) a_j'  for an unknown map         g(a)' = sum_j <grad_j g(a), a_j'>  for a real one

A maximum, a product over the coordinates, a sign and a determinant have no rule, and a second derivative of an unknown map has
none: a TypeError, not a guess. That unknown maps are differentiable is taken for granted, and cited by `verify.kernel.chain`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from verify.language.functions import (
    Abs,
    LambertW,
    atan,
    cos,
    cosh,
    erf,
    exp,
    log,
    sigmoid,
    sin,
    sinh,
    softplus,
    tan,
    tanh,
)
from verify.language.operators import Field, Jacobian, Mean, Norm, Slope, Total, Value, gradient, indexed
from verify.language.remembered import remembered
from verify.language.symbols import Vector
from verify.language.term import NOUGHT, ONE, Add, Mul, Number, Pow, pi, product, sqrt, term, total

SLOPES: Mapping[type, Callable[[Any], Any]] = {
    Abs: Slope,
    exp: exp,
    log: lambda x: 1 / x,
    sin: cos,
    cos: lambda x: -sin(x),
    tan: lambda x: 1 + tan(x) ** 2,
    sinh: cosh,
    cosh: sinh,
    tanh: lambda x: 1 - tanh(x) ** 2,
    atan: lambda x: 1 / (1 + x**2),
    erf: lambda x: 2 / sqrt(pi) * exp(-(x**2)),
    LambertW: lambda x: LambertW(x) / (x * (1 + LambertW(x))),
    sigmoid: lambda x: sigmoid(x) * (1 - sigmoid(x)),
    softplus: sigmoid,
}
NO_RULE = {
    "Peak": "a maximum over the coordinates has no derivative at ties: write out the largest coordinate",
    "Product": "a product over the coordinates has no derivative rule: take its logarithm",
    "Determinant": "the derivative of a determinant is not given: write the determinant out",
    "Slope": "the sign has no derivative: write the signs out",
}


def diff(e: Any, s: Any, times: int = 1) -> Any:
    """The derivative in a number, `times` times. Raises TypeError for a coordinate, and for what has no derivative everywhere."""
    if isinstance(s, Vector):
        raise TypeError(f"differentiate along a vector, not by the coordinate {s}")
    e = term(e)
    for _ in range(times):
        e = _slope(e, s)
    return e


@remembered
def _slope(e: Any, s: Any) -> Any:
    if e is s:
        return ONE
    if s not in e.free_symbols:
        return NOUGHT
    if isinstance(e, Add):
        return _sum(_slope(a, s) for a in e.args)
    if isinstance(e, Mul):
        return _sum(
            _product(*e.args[:k], slope, *e.args[k + 1 :]) for k, a in enumerate(e.args) if (slope := _slope(a, s)) != 0
        )
    if isinstance(e, Pow):
        return _power(e, s)
    if type(e) in SLOPES:
        return _product(SLOPES[type(e)](e.args[0]), _slope(e.args[0], s))
    return _operator(e, s)


def _sum(parts: Any) -> Any:
    return total(p for p in parts if p != 0)


def _product(*parts: Any) -> Any:
    return NOUGHT if any(p == 0 for p in parts) else product(p for p in parts if p is not ONE)


def _power(e: Any, s: Any) -> Any:
    base, exponent = e.args
    if s not in exponent.free_symbols:
        lower = Number(exponent.value - 1) if isinstance(exponent, Number) else exponent - 1
        return _product(exponent, base if lower == 1 else Pow(base, lower), _slope(base, s))
    return _product(
        e,
        _sum((_product(_slope(exponent, s), log(base)), _product(exponent, Pow(base, -1), _slope(base, s)))),
    )


def _operator(e: Any, s: Any) -> Any:
    if isinstance(e, Total | Mean):
        return type(e)(_slope(e.args[0], s))
    if isinstance(e, Norm):
        v = e.args[0]
        return Total(_product(v, _slope(v, s))) / e
    if isinstance(e, Field):
        name, *slots = e.args
        moved = [(k, a) for k, a in enumerate(slots, 1) if s in a.free_symbols]
        if not all(indexed(a) for _, a in moved):
            raise TypeError(f"the derivative of the unknown map {name} in a number is not given")
        return _sum(Jacobian(name, k, _slope(a, s), *slots) for k, a in moved)
    if isinstance(e, Jacobian):
        name, k, h, *slots = e.args
        if any(s in a.free_symbols for a in slots):
            raise TypeError(f"the second derivative of the unknown map {name} is not given")
        return Jacobian(name, k, _slope(h, s), *slots)
    if isinstance(e, Value):
        moved = [(k, a) for k, a in enumerate(e.args[1:], 1) if s in a.free_symbols]
        if not all(indexed(a) for _, a in moved):
            raise TypeError(f"the derivative of the unknown function {e.args[0]} in a number is not given")
        return _sum(Total(_product(gradient(e, k), _slope(a, s))) for k, a in moved)
    kind = type(e).__name__
    raise TypeError(
        NO_RULE.get(kind, "a sign, a maximum and a minimum have no derivative everywhere: write the cases out")
    )
