"""Rules on roots: what is larger than a root when squared is larger."""

from __future__ import annotations

from typing import Any

import sympy as sp

from verify.checkers.inequality.atoms import visible
from verify.checkers.inequality.goal import Goal
from verify.checkers.inequality.rules.refused import Refused

TRANSCENDENTAL = (sp.exp, sp.log, sp.sin, sp.cos, sp.tan, sp.atan)
MOST = 8  # summands: squares of longer sums do not get simpler


def squared(goal: Goal, _: Any) -> tuple[Goal, ...]:
    """a - b has the wanted sign where that of a**2 - b**2 has it, with a the visibly nonnegative summands that have roots.

    Then a >= 0, and a**2 >= b**2 makes a >= |b|; a**2 > b**2 makes a > |b|.
    """
    wanted = goal.wanted
    if wanted.op not in (">=", ">") or not roots(wanted.expr) or wanted.expr.has(*TRANSCENDENTAL):
        raise Refused
    top, bottom = sp.fraction(sp.together(wanted.expr))
    parts = sp.Add.make_args(sp.expand(top))
    plus = [p for p in parts if visible(p).is_nonnegative]
    minus = [-p for p in parts if not visible(p).is_nonnegative]
    if not plus or not minus or len(parts) > MOST or not visible(bottom).is_positive:
        raise Refused
    a, b = sp.Add(*plus), sp.Add(*minus)
    left = sp.expand(sp.expand(a**2) - sp.expand(b**2))
    if len(roots(left)) >= len(roots(wanted.expr)):
        raise Refused
    return (goal.showing(left, wanted.op),)


def roots(e: Any) -> set[Any]:
    """The different square roots in an expression, their inverses too."""
    return {p.base for p in e.atoms(sp.Pow) if p.exp.is_Rational and p.exp.q == 2}
