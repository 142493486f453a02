"""The numbers in which an expression is evaluated at an exact point: fractions, and balls that contain the value.

Why it is sound. Two arithmetics have one form, and each keeps a promise for every operation f:

    x exact, f(x) computed                          x in X
    -----------------------       -----------------------------------------
    f(x) is the very number        f(x) in F(X), or F(X) is nan: not known

Fractions are exact or raise: `NotRational` where the value is not seen to be a fraction, `Undefined` where there is none. A
transcendental function is rational at the listed arguments; at any other it is said not to be seen, and nothing rests on
that. Balls are those of Arb (F. Johansson, Arb: efficient arbitrary-precision midpoint-radius interval arithmetic, IEEE
Trans. Computers 66, 2017): the ball of a function contains its value at every point of the ball of the argument. That is
what is relied upon.

A wide ball is evaluated by its ends where the function is monotone, f([a, b]) in [f(a), f(b)]; an even power by the ends of
the absolute value. The ends are exact numbers, so the balls of f at them are narrow, and their hull contains the range.
A root of a number that is known to be >= 0 cuts off what rounding has left below 0: that the number is >= 0 is a condition
(`verify.kernel.domain`), and is shown before (`verify.kernel.decide`). 0**0 is 1, as the conditions take it.

Not checked here: whether a formula has a value. A ball may be finite where a part of the formula has none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import arb, fmpq, fmpz

from verify.language.functions import (
    Abs,
    LambertW,
    Max,
    Min,
    atan,
    cos,
    cosh,
    erf,
    exp,
    log,
    sigmoid,
    sign,
    sin,
    sinh,
    softplus,
    tanh,
)
from verify.language.operators import Slope
from verify.language.term import E, pi

HIGHEST_DEGREE = 1 << 62  # of a root; beyond it no number that fits in memory but 0 and 1 has a rational one


class NotRational(ArithmeticError):
    """The value is not a rational number (or not visibly one)."""


class Undefined(ArithmeticError):
    """The expression has no value at the point."""


@dataclass(frozen=True)
class Arithmetic:
    """Numbers to evaluate an expression in: made from a Fraction; powers get a rational exponent as a Fraction."""

    number: Callable[[Fraction], Any]
    power: Callable[[Any, Any], Any]
    functions: Mapping[Any, Callable[..., Any]]


def root(x: Fraction, degree: int) -> Fraction | None:
    """The nonnegative root of a nonnegative fraction, where it is rational."""
    if degree >= HIGHEST_DEGREE:
        return x if x in (0, 1) else None
    roots = [fmpz(part).root(degree) for part in (x.numerator, x.denominator)]
    if any(r**degree != part for r, part in zip(roots, (x.numerator, x.denominator), strict=True)):
        return None
    return Fraction(int(roots[0]), int(roots[1]))


def _rational_power(base: Fraction, exponent: Fraction) -> Fraction:
    if not isinstance(exponent, Fraction):
        raise NotRational("a power with an irrational exponent")
    if (base == 0 and exponent < 0) or (base < 0 and exponent.denominator != 1):
        raise Undefined("a power has no value: 0 in a denominator, or a root of a negative number")
    if max(abs(base.numerator), base.denominator).bit_length() * abs(exponent.numerator) > 1 << 16:
        raise NotRational("a power that is too long to write out")
    rooted = base if exponent.denominator == 1 else root(base, exponent.denominator)
    if rooted is None:
        raise NotRational("a root")
    return rooted**exponent.numerator


def _at(name: str, rational: Mapping[int, Fraction]) -> Callable[[Fraction], Fraction]:
    """A transcendental function, rational at the listed arguments only (Lindemann: at no other rational one)."""

    def value(z: Fraction) -> Fraction:
        if z not in rational:
            raise NotRational(name)
        return rational[int(z)]

    return value


def _rational_log(z: Fraction) -> Fraction:
    if z <= 0:
        raise Undefined("log has no value at a number that is not positive")
    return _at("log", {1: Fraction(0)})(z)


def _irrational() -> Fraction:
    raise NotRational("pi or e")


def _sign(z: Fraction) -> Fraction:
    return Fraction((z > 0) - (z < 0))


def _slope(z: Fraction) -> Fraction:
    if z == 0:
        raise Undefined("the absolute value has no derivative at 0")
    return _sign(z)


_NIL: Mapping[int, Fraction] = {0: Fraction(0)}
_ONE: Mapping[int, Fraction] = {0: Fraction(1)}
_ODD: dict[Any, Callable[..., Any]] = {f: _at(f.__name__, _NIL) for f in (tanh, sinh, sin, atan, erf)}
_EVEN: dict[Any, Callable[..., Any]] = {f: _at(f.__name__, _ONE) for f in (cosh, cos)}

RATIONAL = Arithmetic(
    number=lambda x: x,
    power=_rational_power,
    functions={
        Abs: abs,
        sign: _sign,
        Slope: _slope,
        Max: max,
        Min: min,
        exp: _at("exp", _ONE),
        log: _rational_log,
        sigmoid: _at("sigmoid", {0: Fraction(1, 2)}),
        softplus: _at("softplus", {}),
        LambertW: _at("LambertW", _NIL),
        pi: _irrational,
        E: _irrational,
        **_ODD,
        **_EVEN,
    },
)


def increasing(f: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A monotone function of a ball by its end points: series lose a wide ball."""

    def enclosed(z: Any) -> Any:
        if z.rad() < 1e-9 or not z.is_finite():
            return f(z)
        return f(z.lower()).union(f(z.upper()))

    return enclosed


def _ball_power(base: Any, exponent: Any) -> Any:
    if not isinstance(exponent, Fraction):
        return _nonnegative(lambda z: z**exponent, base) if exponent > 0 else base**exponent
    n, degree = exponent.numerator, exponent.denominator
    rooted = base
    if degree >= HIGHEST_DEGREE:
        return arb.nan()
    if degree != 1:
        rooted = _nonnegative(lambda z: z.root(degree), base)
    whole = _whole_power(rooted, abs(n))
    return whole if n > 0 else 1 / whole


def _whole_power(z: Any, n: int) -> Any:
    """By end points where the ball is wide or contains 0: there arb has no value for a power."""
    if n == 0:
        return arb.nan() if z.is_nan() else arb(1)
    if z.rad() < 1e-9 and not z.contains(0):
        return z ** fmpz(n)
    low, high = (z.lower(), z.upper()) if n % 2 else (z.abs_lower(), z.abs_upper())
    return (low ** fmpz(n)).union(high ** fmpz(n))


def _nonnegative(f: Callable[[Any], Any], z: Any) -> Any:
    """An increasing function of a number that is not negative, with f(0) = 0: rounding below 0 is cut off."""
    if z < 0 or z.is_nan():
        return arb.nan()
    if z.rad() < 1e-9 and z > 0:
        return f(z)
    low, high = z.nonnegative_part().lower(), z.upper()
    return (f(low) if low > 0 else arb(0)).union(f(high) if high > 0 else arb(0))


def _ball_sign(z: Any) -> Any:
    return arb.nan() if z.is_nan() else z.sgn()  # arb's own takes what has no value for a number of any sign


def _ball_slope(z: Any) -> Any:
    return arb.nan() if z == 0 else _ball_sign(z)


BALL = Arithmetic(
    number=lambda x: arb(fmpq(x.numerator, x.denominator)),
    power=_ball_power,
    functions={
        Abs: abs,
        sign: _ball_sign,
        Slope: _ball_slope,
        Max: arb.max,
        Min: arb.min,
        exp: increasing(arb.exp),
        log: increasing(arb.log),
        sigmoid: increasing(lambda z: 1 / (1 + (-z).exp())),
        softplus: increasing(lambda z: z.exp().log1p()),
        LambertW: increasing(arb.lambertw),
        tanh: increasing(arb.tanh),
        sinh: increasing(arb.sinh),
        atan: increasing(arb.atan),
        erf: increasing(arb.erf),
        cosh: arb.cosh,
        cos: arb.cos,
        sin: arb.sin,
        pi: arb.pi,
        E: arb.const_e,
    },
)
