"""The functions of one or several numbers: heads of terms, which never evaluate themselves."""

from __future__ import annotations

from verify.language.term import Abs, Function

__all__ = [
    "Abs",
    "Function",
    "LambertW",
    "Max",
    "Min",
    "atan",
    "cos",
    "cosh",
    "erf",
    "exp",
    "log",
    "sigmoid",
    "sign",
    "sin",
    "sinh",
    "softplus",
    "tan",
    "tanh",
]


class sign(Function):
    """-1, 0 or 1."""


class Max(Function):
    """The largest of its arguments."""


class Min(Function):
    """The smallest of its arguments."""


class exp(Function):
    """The exponential function."""


class log(Function):
    """The natural logarithm, of positive numbers."""


class sin(Function):
    """The sine."""


class cos(Function):
    """The cosine."""


class tan(Function):
    """The tangent; no part of the claim language, where it has no rule."""


class sinh(Function):
    """The hyperbolic sine."""


class cosh(Function):
    """The hyperbolic cosine."""


class tanh(Function):
    """The hyperbolic tangent."""


class atan(Function):
    """The inverse of the tangent, between -pi/2 and pi/2."""


class erf(Function):
    """The error function."""


class LambertW(Function):
    """Lambert's function on the numbers z >= 0: the w >= 0 with w exp(w) = z."""


class sigmoid(Function):
    """The logistic function 1/(1 + exp(-z))."""


class softplus(Function):
    """log(1 + exp(z)), the logistic loss of the margin -z."""
