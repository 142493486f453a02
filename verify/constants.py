"""The cited theorems on single numbers: constants that have no rational value."""

from __future__ import annotations

from typing import Any

import sympy as sp

from verify.cited import Says, cited
from verify.core import eq, lt


@cited("Lambert's function", "definition of W(z) as the solution of w exp(w) = z")
def lambert(z: Any) -> Says:
    """W(z) = z exp(-W(z)) for z > 0."""
    w = sp.LambertW(z)
    return eq(w, sp.powsimp(z * sp.exp(-w))), (lt(0, z),)


@cited("Lambert's function, by the reciprocal", "definition of W(z) as the solution of w exp(w) = z")
def lambert_reciprocal(z: Any) -> Says:
    """W(z) exp(W(z))/z = 1 for z > 0."""
    w = sp.LambertW(z)
    return eq(w * sp.powsimp(sp.exp(w) / z), 1), (lt(0, z),)
