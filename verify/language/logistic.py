"""The functions of the logistic loss."""

from __future__ import annotations

from typing import Any

import sympy as sp


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
