"""Rules on roots: what is larger than a root when squared is larger."""

from __future__ import annotations

from typing import Any

import sympy as sp

from verify.solve.atoms import visible
from verify.solve.goal import Goal
from verify.solve.rules.refused import Refused

MOST = 8  # summands: squares of longer sums do not get simpler


def squared(goal: Goal, _: Any) -> tuple[Goal, ...]:
    """a - b has the wanted sign where that of a**2 - b**2 has it, with a the visibly nonnegative summands that have roots.

    Then a >= 0, and a**2 >= b**2 makes a >= |b|; a**2 > b**2 makes a > |b|.
    """
    wanted = goal.wanted
    if wanted.op not in (">=", ">") or not _rooted(wanted.expr):
        raise Refused
    top, bottom = sp.fraction(sp.together(wanted.expr))
    parts = sp.Add.make_args(sp.expand(top))
    plus = [p for p in parts if visible(p).is_nonnegative]
    minus = [-p for p in parts if not visible(p).is_nonnegative]
    if not plus or not minus or len(parts) > MOST or not visible(bottom).is_positive:
        raise Refused
    a, b = sp.Add(*plus), sp.Add(*minus)
    return (goal.showing(sp.expand(sp.expand(a**2) - sp.expand(b**2)), wanted.op),)


def _rooted(e: Any) -> bool:
    return any(p.exp.is_Rational and p.exp.q == 2 for p in e.atoms(sp.Pow))
