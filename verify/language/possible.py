"""Which signs a term may have, wherever it has a value: read off how it is written, or decided in balls for a constant.

Why it is sound. A set of signs is a sum of NEGATIVE, ZERO and POSITIVE, and grows with what is not known. The rules are facts on
real numbers; x is short for a term, s(x) for the signs that it may have:

    s(x + y): every sign that a number of s(x) plus one of s(y) can have          s(xy) = the products of signs
    s(|x|): a sign without -        s(x^n), n even: that of |x|^n                 s(x^n), n odd: s(x), without 0 for n < 0
    s(x^a), a = p/q, q > 1: s(x) without -, and without 0 for a < 0               s(exp x) = s(cosh x) = s(softplus x) = {+}
    s(f(x)) = s(x) for increasing f with f(0) = 0: sinh, tanh, atan, erf, W       s(max), s(min): one of their arguments'
    Total f, a sum of any number of terms: 0, or as the sum of several            Mean f: as the sum, but f > 0 gives > 0
    Norm v >= 0        Peak f: as f        Product f: 1, or as a product          label: - or +

A constant has the sign of a ball around it that excludes 0; that it is 0 is not seen here. Nothing else is known: of a sine, a logarithm,
an unknown function and a determinant nothing is.
"""

from __future__ import annotations

from collections import Counter
from functools import reduce
from math import ceil, floor
from typing import Any

from flint import arb, ctx

from verify.language.arithmetic import BALL, NotRational, Undefined
from verify.language.functions import (
    Abs,
    Function,
    LambertW,
    Max,
    Min,
    atan,
    cosh,
    erf,
    exp,
    sigmoid,
    sign,
    sinh,
    softplus,
    tanh,
)
from verify.language.operators import Mean, Norm, Peak, Product, Slope, Total
from verify.language.remembered import remembered
from verify.language.term import ANY_SIGN, NEGATIVE, POSITIVE, ZERO, Add, Constant, Mul, Number, Pow, Symbol

NOT_NEGATIVE, NOT_POSITIVE, NOT_ZERO = ZERO | POSITIVE, NEGATIVE | ZERO, NEGATIVE | POSITIVE
PRECISIONS = (128, 512)
_SIGNS = (NEGATIVE, ZERO, POSITIVE)
_INCREASING = (sinh, tanh, atan, erf, sign)
_POSITIVE = (exp, cosh, sigmoid, softplus)


@remembered
def possible(e: Any) -> int:
    """The signs that the term may have wherever it has a value, as a sum of NEGATIVE, ZERO and POSITIVE."""
    if isinstance(e, Number):
        return _of(e.value)
    if isinstance(e, Symbol):
        return e.signs
    if isinstance(e, Constant):
        return POSITIVE
    found = _read(e) or ANY_SIGN  # it has no value, and of that no sign is told
    return _decided(e) if found not in _SIGNS and not e.free_symbols and is_constant(e) else found


def is_constant(e: Any) -> bool:
    """Is it made of numbers, pi and E by functions alone?"""
    return isinstance(e, Number | Constant) or (
        isinstance(e, Add | Mul | Pow | Function) and all(map(is_constant, e.args))
    )


def is_positive(e: Any) -> bool:
    return possible(e) == POSITIVE


def is_negative(e: Any) -> bool:
    return possible(e) == NEGATIVE


def is_nonnegative(e: Any) -> bool:
    return not possible(e) & NEGATIVE


def is_nonpositive(e: Any) -> bool:
    return not possible(e) & POSITIVE


def is_nonzero(e: Any) -> bool:
    return not possible(e) & ZERO


@remembered
def is_integer(e: Any) -> bool:
    """Is it whole wherever it has a value, as it is written?"""
    if isinstance(e, Number):
        return e.is_Integer
    if isinstance(e, Symbol):
        return e.integer
    if isinstance(e, Pow):
        return is_integer(e.base) and is_integer(e.exp) and is_nonnegative(e.exp)
    if isinstance(e, sign):
        return True
    return isinstance(e, Add | Mul | Abs | Max | Min) and all(map(is_integer, e.args))


def ball(e: Any, precision: int) -> Any:
    """A ball around a constant; nan where it has no value, or none is told."""
    with ctx.workprec(precision):
        try:
            return _ball(e)
        except (Undefined, NotRational, KeyError):
            return arb.nan()


@remembered
def whole_around(e: Any) -> tuple[int, int] | None:
    """The largest whole number that is not above a constant, and the smallest that is not below it; None where they are not seen."""
    if isinstance(e, Number):
        return floor(e.value), ceil(e.value)
    z = ball(e, PRECISIONS[0]) if is_constant(e) else arb.nan()
    below, above = z.floor().unique_fmpz(), z.ceil().unique_fmpz()
    return None if below is None or above is None else (int(below), int(above))


def _ball(e: Any) -> Any:
    if isinstance(e, Number):
        return BALL.number(e.value)
    if isinstance(e, Constant):
        return BALL.functions[e]()
    if isinstance(e, Pow):
        return BALL.power(_ball(e.base), e.exp.value if isinstance(e.exp, Number) else _ball(e.exp))
    parts = [_ball(a) for a in e.args]
    if isinstance(e, Add):
        return reduce(lambda a, b: a + b, parts)
    if isinstance(e, Mul):
        return reduce(lambda a, b: a * b, parts)
    if isinstance(e, Max | Min):
        return reduce(BALL.functions[type(e)], parts)
    return BALL.functions[type(e)](*parts)


def _of(x: Any) -> int:
    return POSITIVE if x > 0 else NEGATIVE if x < 0 else ZERO


def _decided(e: Any) -> int:
    for precision in PRECISIONS:
        z = ball(e, precision)
        if z > 0 or z < 0:
            return _of(z)
        if z.is_nan():
            return ANY_SIGN
    return _read(e)


def _read(e: Any) -> int:
    if isinstance(e, Add):
        return reduce(_sum, map(possible, e.args))
    if isinstance(e, Mul):
        return reduce(_product, (_power(possible(a), Number(n)) for a, n in Counter(e.args).items()))
    if isinstance(e, Pow):
        return _power(possible(e.base), e.exp)
    if isinstance(e, _POSITIVE):
        return POSITIVE
    if isinstance(e, _INCREASING):
        return possible(e.args[0])
    if isinstance(e, Slope):
        return possible(e.args[0]) & NOT_ZERO
    if isinstance(e, Abs):
        return _even(possible(e.args[0]))
    if isinstance(e, LambertW):
        return possible(e.args[0]) & NOT_NEGATIVE
    if isinstance(e, Max | Min):
        best = max if isinstance(e, Max) else min
        return reduce(lambda a, b: _each(a, b, lambda x, y: best(x, y)), map(possible, e.args))
    return _operator(e)


def _operator(e: Any) -> int:
    if isinstance(e, Norm):
        return NOT_NEGATIVE
    if isinstance(e, Peak | Mean):
        inner = possible(e.args[0])
        return inner if isinstance(e, Peak) else _sum(inner, inner)
    if isinstance(e, Total):
        inner = possible(e.args[0])
        return _sum(inner, inner) | ZERO
    if isinstance(e, Product):
        inner = possible(e.args[0])
        return ANY_SIGN if inner & NEGATIVE else inner | POSITIVE
    return ANY_SIGN


@remembered
def _sum(a: int, b: int) -> int:
    def signs(x: int, y: int) -> int:
        return ANY_SIGN if x | y == NOT_ZERO else x if y == ZERO else y

    return _each(a, b, signs)


@remembered
def _product(a: int, b: int) -> int:
    def signs(x: int, y: int) -> int:
        return ZERO if ZERO in (x, y) else POSITIVE if x == y else NEGATIVE

    return _each(a, b, signs)


def _each(a: int, b: int, signs: Any) -> int:
    return reduce(int.__or__, (signs(x, y) for x in _SIGNS if a & x for y in _SIGNS if b & y), 0)


def _even(a: int) -> int:
    return (a & ZERO) | (POSITIVE if a & NOT_ZERO else 0)


def _power(base: int, exponent: Any) -> int:
    if not isinstance(exponent, Number):  # 0**0 is 1, and a whole exponent takes negative numbers
        if base & NEGATIVE:
            return ANY_SIGN if base & ZERO or not is_integer(exponent) else NOT_ZERO
        return base | POSITIVE
    if exponent == 0:
        return POSITIVE
    kept = base if exponent > 0 else base & NOT_ZERO
    if not exponent.is_Integer:
        return kept & NOT_NEGATIVE
    return kept if int(exponent) % 2 else _even(kept)
