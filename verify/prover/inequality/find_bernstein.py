"""Cut the box of a polynomial until its Bernstein coefficients have the sign on every piece."""

from __future__ import annotations

from typing import Any

import numpy as np

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.check import leaf
from verify.checkers.inequality.goal import Goal
from verify.checkers.inequality.goal_on_box import ground
from verify.checkers.inequality.rules.bernstein import coefficients, halves, have_sign
from verify.prover.cover import grow
from verify.prover.inequality.budget import Proof

MOST, MOST_COEFFICIENTS = 1_000, 50_000  # pieces, and what all have: that takes less time than to start a solver


def bernstein(goal: Goal) -> Proof | None:
    """None for what is no polynomial on a box, where the value is negative at a corner, and where the pieces run out."""
    try:
        g, box = ground(goal)
        whole = coefficients(g.expr, g.symbols, box)
    except Refused:
        return None
    most = min(MOST, MOST_COEFFICIENTS // whole.size)
    cuts = grow(whole, lambda c: "n" if have_sign(c, g.op) else _side(c), most=most, cut=halves)
    return leaf("bernstein", cuts) if cuts else None


def _side(c: Any) -> str:
    """The symbol along which neighbours differ most; none where a value at a corner, which is a coefficient, is negative."""
    corners = c[tuple(slice(None, None, max(n - 1, 1)) for n in c.shape)]
    if (corners < 0).any():
        return ""
    return str(max(range(c.ndim), key=lambda k: np.abs(np.diff(c, axis=k)).max(initial=0)))
