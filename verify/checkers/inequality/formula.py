"""The formulas that can be solved: terms of which each function is known to the reader, with one text each.

Why it is sound. A formula is a term as it was written: nothing cancels, orders or takes roots apart when one is read, or when
something is put into it. So it has a value where, and only where, its conditions hold as they are read off it
(`evaluate.conditions`), and a substitution takes each value to the value at the image:

    the formula after x = t has the value v at p    <=>    the formula has the value v where x is the value of t at p

A function of FUNCTIONS that is no head is written out by others, with values where the function has them and nowhere else:
asin(t) = 2 atan(t/(1 + sqrt(1 - t^2))), cbrt(t) = sign(t) |t|^(1/3), atan2(y, x) = ±acos(x/sqrt(x^2 + y^2)), minus for y < 0.
floor(t) is a variable of that name; that it is the whole number with floor(t) <= t < floor(t) + 1 is a condition (`problem.read`).

`in_exponentials` uses identities that hold for all real arguments, and a^b = exp(b log a), which needs a > 0, and 0^b = 0, which
needs b > 0: those conditions are asked for whenever b has variables. Names are texts: two variables with one name are one variable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from verify.language.functions import (
    Abs,
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
from verify.language.term import NOUGHT, E, Number, Pow, Symbol, pi, rebuilt, sqrt

HEADS = (Abs, Max, Min, sign, exp, log, sin, cos, tan, atan, sinh, cosh, tanh, sigmoid, softplus, erf)
FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "sqrt": sqrt,
    **{head.__name__.lower(): head for head in HEADS},
    "swish": lambda t: t * sigmoid(t),
    "ln": log,
    "log2": lambda t: log(t) / log(Number(2)),
    "log10": lambda t: log(t) / log(Number(10)),
    "cbrt": lambda t: sign(t) * Pow(Abs(t), Number(Fraction(1, 3))),
    "relu": lambda t: Max(t, NOUGHT),
    "clip": lambda t, low, high: Max(low, Min(high, t)),
    "erfc": lambda t: 1 - erf(t),
    "gelu": lambda t: t * (1 + erf(t / sqrt(Number(2)))) / 2,
    "asin": lambda t: _arcsine(t),
    "acos": lambda t: pi / 2 - _arcsine(t),
    "sec": lambda t: 1 / cos(t),
    "csc": lambda t: 1 / sin(t),
    "cot": lambda t: cos(t) / sin(t),
    "asinh": lambda t: log(t + sqrt(t**2 + 1)),
    "acosh": lambda t: log(t + sqrt(t**2 - 1)),
    "atanh": lambda t: log((1 + t) / (1 - t)) / 2,
    "hypot": lambda x, y: sqrt(x**2 + y**2),
    "atan2": lambda y, x: (sign(y) + 1 - sign(y) ** 2) * (pi / 2 - _arcsine(x / sqrt(x**2 + y**2))),
    "floor": lambda t: Symbol(f"floor({t})"),
    "ceil": lambda t: -Symbol(f"floor({-t})"),
}
ARGUMENTS = {"hypot": 2, "atan2": 2, "clip": 3}  # of min and max any number, of all others one
SPELLED = {
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "silu": "swish",
    "σ": "sigmoid",
    "ceiling": "ceil",
    "clamp": "clip",
}


def _arcsine(t: Any) -> Any:
    """Its value on the whole of [-1, 1], and none outside of it, as the root says."""
    return 2 * atan(t / (1 + sqrt(1 - t**2)))


def replaced(t: Any, values: Mapping[str, Any]) -> Any:
    """Variables replaced, all at once."""
    return t.xreplace({Symbol(name): value for name, value in values.items()}) if values else t


def names(t: Any) -> frozenset[str]:
    """The variables that occur."""
    return frozenset(s.name for s in t.free_symbols)


def in_exponentials(e: Any) -> Any:
    """Hyperbolic functions and those of the logistic loss by exp, powers with variables in the exponent too."""
    return rebuilt(e, _in_exponentials)


def _in_exponentials(x: Any) -> Any:
    if x is E:
        return exp(1)
    if type(x) in REWRITTEN:
        return REWRITTEN[type(x)](*x.args)
    if isinstance(x, Pow) and x.exp.free_symbols:
        return NOUGHT if x.base == NOUGHT else exp(x.exp * log(x.base))
    return x


REWRITTEN: Mapping[type, Callable[[Any], Any]] = {
    sigmoid: lambda t: 1 / (1 + exp(-t)),
    softplus: lambda t: log(1 + exp(t)),
    tanh: lambda t: 1 - 2 / (exp(2 * t) + 1),
    sinh: lambda t: (exp(t) - exp(-t)) / 2,
    cosh: lambda t: (exp(t) + exp(-t)) / 2,
}


def number(x: Any) -> Any:
    """A rational number."""
    return Number(x)
