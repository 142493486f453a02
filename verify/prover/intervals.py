"""Intervals of floats, many at once: for finding covers only.

The ends are as NumPy rounds them, and the last bits of its functions depend on the processor. So nothing may rest on an interval:
what it proposes is decided in balls (`verify.checkers.inequality.rules.balls`). nan says that nothing is known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from verify.language.arithmetic import Arithmetic
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
    tan,
    tanh,
)
from verify.language.operators import Slope
from verify.language.term import E, pi
from verify.prover.batch import FUNCTIONS, rounded


@dataclass(frozen=True)
class Intervals:
    """Arrays of lower and of upper ends; of points both are one array, and whatever is done with points costs half as much."""

    low: Any
    high: Any

    @property
    def are_points(self) -> bool:
        return self.low is self.high

    @property
    def are_finite(self) -> Any:
        return np.isfinite(self.low) & np.isfinite(self.high)

    def __add__(self, other: Intervals) -> Intervals:
        low = self.low + other.low
        return Intervals(low, low if self.are_points and other.are_points else self.high + other.high)

    def __neg__(self) -> Intervals:
        low = -self.high
        return Intervals(low, low if self.are_points else -self.low)

    def __mul__(self, other: Intervals) -> Intervals:
        if self.are_points:
            self, other = other, self
        ends = [self.low * other.low]
        if not self.are_points:
            ends.append(self.high * other.low)
        if not other.are_points:
            ends += [self.low * other.high, self.high * other.high]
        return _hull(*ends)


def points(at: Any) -> Intervals:
    """Intervals without width."""
    return Intervals(at, at)


def _hull(first: Any, *others: Any) -> Intervals:
    low = high = first
    for x in others:
        low, high = np.minimum(low, x), np.maximum(high, x)
    return Intervals(low, high)


def _increasing(f: Callable[..., Any]) -> Callable[..., Intervals]:
    """By the ends."""

    def between(*given: Intervals) -> Intervals:
        low = f(*(z.low for z in given))
        return Intervals(low, low if all(z.are_points for z in given) else f(*(z.high for z in given)))

    return between


def _absolute(z: Intervals) -> Intervals:
    if z.are_points:
        return points(np.abs(z.low))
    return Intervals(np.maximum(np.maximum(z.low, -z.high), 0.0), np.maximum(-z.low, z.high))


def _inverse(z: Intervals) -> Intervals:
    if z.are_points:
        return points(1.0 / z.low)
    away = (z.low > 0) | (z.high < 0)
    return Intervals(np.where(away, 1.0 / z.high, np.nan), np.where(away, 1.0 / z.low, np.nan))


def _power(base: Intervals, exponent: Any) -> Intervals:
    """What is below 0 under a root is cut off, as in balls."""
    if not isinstance(exponent, Fraction):  # of numbers
        return points(np.power(base.low, exponent.low))
    n, degree = abs(exponent.numerator), exponent.denominator
    if degree != 1:
        base = _increasing(lambda x: _root(x, degree))(base)
    whole = _increasing(lambda x: _whole_power(x, n))(_absolute(base) if n % 2 == 0 else base)
    return whole if exponent > 0 else _inverse(whole)


def _root(x: Any, degree: int) -> Any:
    x = np.maximum(x, 0.0)
    return np.sqrt(x) if degree == 2 else np.power(x, 1.0 / degree)


def _whole_power(x: Any, n: int) -> Any:
    """By squares, which is faster than NumPy's own."""
    if n < 2:
        return x if n else np.ones_like(x)
    half = np.square(_whole_power(x, n // 2))
    return half * x if n % 2 else half


def _cos(z: Intervals) -> Intervals:
    if z.are_points:
        return points(np.cos(z.low))
    ends = _hull(np.cos(z.low), np.cos(z.high))
    top = np.floor(z.high / (2 * np.pi)) >= np.ceil(z.low / (2 * np.pi))
    bottom = np.floor(z.high / (2 * np.pi) - 0.5) >= np.ceil(z.low / (2 * np.pi) - 0.5)
    return Intervals(np.where(bottom, -1.0, ends.low), np.where(top, 1.0, ends.high))


def _sin(z: Intervals) -> Intervals:
    return points(np.sin(z.low)) if z.are_points else _cos(z + points(-np.pi / 2))


def _tan(z: Intervals) -> Intervals:
    if z.are_points:
        return points(np.tan(z.low))
    whole = np.floor(z.low / np.pi + 0.5) == np.floor(z.high / np.pi + 0.5)
    return Intervals(np.where(whole, np.tan(z.low), np.nan), np.where(whole, np.tan(z.high), np.nan))


def _slope(z: Intervals) -> Intervals:
    return Intervals(np.where((z.low == 0) & (z.high == 0), np.nan, np.sign(z.low)), np.sign(z.high))


def _number(x: float) -> Intervals:
    return points(np.float64(x))


INTERVALS = Arithmetic(
    number=lambda x: _number(rounded(x)),
    power=_power,
    functions={
        **{f: _increasing(FUNCTIONS[f]) for f in (exp, log, sigmoid, softplus, LambertW, tanh, sinh, atan, erf)},
        sign: _increasing(np.sign),
        Max: _increasing(np.maximum),
        Min: _increasing(np.minimum),
        Abs: _absolute,
        Slope: _slope,
        cosh: lambda z: _increasing(np.cosh)(_absolute(z)),
        cos: _cos,
        sin: _sin,
        tan: _tan,
        pi: lambda: _number(np.pi),
        E: lambda: _number(np.e),
    },
)
