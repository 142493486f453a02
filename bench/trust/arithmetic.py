"""The two arithmetics of the oracle: floats, many points at once, to look; mpmath with many digits, one point, to be sure."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import mpmath
import numpy as np

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
from verify.language.term import E, Number, pi

# A number that is this near to zero without being zero is an error of rounding: it has no sign.
NO_SIGN = 30
# Further out an exponential is so small beside 1 that it might pass for an error of rounding.
FAR = 40


@dataclass(frozen=True)
class Arithmetic:
    """How arrays are made of numbers, and what the functions of the claim language are on them; nan where there is no value."""

    number: Callable[[Any], Any]
    array: Callable[[Any], np.ndarray]
    functions: Mapping[Any, Callable[..., np.ndarray]]
    power: Callable[[np.ndarray, np.ndarray], np.ndarray]
    determinant: Callable[[np.ndarray], np.ndarray]
    step: Callable[[], Any]


def _each(f: Callable[..., Any], *, kind: type = object) -> Callable[..., np.ndarray]:
    """The function entry by entry; nan where it has no value."""

    def guarded(*x: Any) -> Any:
        with suppress(ZeroDivisionError, OverflowError, ValueError):
            found = f(*x)
            return mpmath.nan if isinstance(found, mpmath.mpc | complex) else found
        return mpmath.nan

    return lambda *arrays: np.frompyfunc(guarded, len(arrays), 1)(*arrays).astype(kind)


FLOAT = Arithmetic(
    number=lambda e: float(e) if isinstance(e, Number) else {pi: math.pi, E: math.e}[e],
    array=lambda x: np.asarray(x, dtype=float),
    functions={
        Abs: np.abs,
        sign: np.sign,
        exp: np.exp,
        log: lambda z: np.log(np.where(z > 0, z, np.nan)),
        Max: np.maximum,
        Min: np.minimum,
        sin: np.sin,
        cos: np.cos,
        sinh: np.sinh,
        cosh: np.cosh,
        tanh: np.tanh,
        atan: np.arctan,
        erf: _each(math.erf, kind=float),
        LambertW: _each(lambda z: mpmath.fp.lambertw(z) if z >= 0 else math.nan, kind=float),
        sigmoid: lambda z: np.where(z >= 0, 1.0, np.exp(np.minimum(z, 0))) / (1 + np.exp(-np.abs(z))),
        softplus: lambda z: np.logaddexp(0.0, z),
    },
    power=lambda a, b: np.power(np.where((a == 0) & (b < 0), np.nan, a), b),
    determinant=lambda m: np.linalg.det(m) if m.shape[-1] else np.ones(m.shape[0]),
    step=lambda: 1e-5,
)


def _sign(z: Any) -> Any:
    if 0 < abs(z) < mpmath.mpf(10) ** -NO_SIGN:
        return mpmath.nan
    return mpmath.sign(z)


def _power(a: Any, b: Any) -> Any:
    if a < 0 and b != int(b):
        return mpmath.nan
    return a ** (int(b) if b == int(b) else b)


def _near(f: Callable[[Any], Any]) -> Callable[..., np.ndarray]:
    return _each(lambda z: f(z) if abs(z) <= FAR else mpmath.nan)


def _determinant(matrices: np.ndarray) -> np.ndarray:
    found = [mpmath.det(mpmath.matrix(m.tolist())) if m.size else mpmath.mpf(1) for m in matrices]
    return np.array(found, dtype=object)


def _digits(x: Any) -> np.ndarray:
    with np.errstate(invalid="ignore"):  # NumPy looks whether a nan of mpmath is a number of its own
        found: np.ndarray = np.frompyfunc(mpmath.mpmathify, 1, 1)(np.asarray(x, dtype=object))
    return found


DIGITS = Arithmetic(
    number=lambda e: mpmath.mpf(e.p) / e.q if isinstance(e, Number) else +{pi: mpmath.pi, E: mpmath.e}[e],
    array=_digits,
    functions={
        Abs: _each(abs),
        sign: _each(_sign),
        exp: _near(mpmath.exp),
        log: _each(lambda z: mpmath.log(z) if z > 0 else mpmath.nan),
        Max: _each(max),
        Min: _each(min),
        sin: _each(mpmath.sin),
        cos: _each(mpmath.cos),
        sinh: _near(mpmath.sinh),
        cosh: _near(mpmath.cosh),
        tanh: _near(mpmath.tanh),
        atan: _each(mpmath.atan),
        erf: _near(mpmath.erf),
        LambertW: _each(lambda z: mpmath.lambertw(z) if z >= 0 else mpmath.nan),
        sigmoid: _near(lambda z: 1 / (1 + mpmath.exp(-z))),
        softplus: _near(lambda z: mpmath.log(1 + mpmath.exp(z))),
    },
    power=_each(_power),
    determinant=_determinant,
    step=lambda: mpmath.mpf(10) ** (-mpmath.mp.dps // 3),
)
