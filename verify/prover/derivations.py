"""What SymPy derives on its own: derivatives along vectors, and the roots of an equation. A checker confirms them without SymPy."""

from __future__ import annotations

from typing import Any

import sympy as sp

from verify.language.forms import STEP
from verify.prover.bridge import Size, from_sympy, to_sympy


def derivative(f: Any, *pairs: tuple[Any, Any]) -> Any:
    """d/dt at t = 0 of f with v replaced by v + t*h for every (v, h), by SymPy's calculus.

    Raises TypeError where f has no derivative in the language.
    """
    moved = to_sympy(f.xreplace({v: v + STEP * h for v, h in pairs})).replace(sp.Abs, Size)
    t = to_sympy(STEP)
    return from_sympy(moved.diff(t).xreplace({t: sp.S.Zero}))


def roots(e: Any, s: Any) -> list[Any]:
    """The values of s that SymPy finds for e = 0, as its sign allows. Raises TypeError for one that is no term."""
    return [from_sympy(value) for value in sp.solve(to_sympy(e), to_sympy(s))]
