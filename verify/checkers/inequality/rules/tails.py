"""Where functions are almost constant: the error function away from 0, exponentials of what is far below 0.

Why it is sound. w stands for erf(u) in the first, w_k for exp(u_k) in the second; e is linear in each of them.

  F => u >= 0     F => e(1) op 0     F => e(1 - exp(-u^2)) op 0     op >= or >
  -----------------------------------------------------------------------------
                              F => e(erf(u)) op 0

  F => c_k - u_k >= 0 for each k     F => e(w) op 0 for all w_k in {0, exp(c_k)}     op >= or >
  --------------------------------------------------------------------------------------------
                              F => e(exp(u_1), ..., exp(u_n)) op 0

For u >= 0 is 1 - exp(-u^2) <= erf(u) <= 1: g = erf(u) - 1 + exp(-u^2) is 0 at 0, tends to 0 at infinity, and has the slope
2 exp(-u^2) (1/sqrt(pi) - u), first positive and then negative. For u <= 0 all signs are turned, since erf is odd. A linear function
is at least the smaller of its values at the ends of an interval; one that is linear in each of several is least at a corner.
"""

from __future__ import annotations

from typing import Any

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.atoms import coefficients, fresh
from verify.checkers.inequality.constant import rational_number
from verify.checkers.inequality.goal import Goal
from verify.language.functions import erf, exp
from verify.language.term import NOUGHT, ONE, Number, Symbol

MOST = 4


def parts(e: Any, kind: Any = erf) -> list[Any]:
    """The error functions that occur, or the exponentials, in order."""
    return sorted((x for x in e.atoms(kind) if x.free_symbols), key=lambda x: x.key)


def tail(goal: Goal, parameters: Any) -> tuple[Goal, ...]:
    """The ends of its range for an error function that has one sign: [its place among them, "+" or "-"]."""
    index, side = parameters
    found, wanted = parts(goal.wanted.expr), goal.wanted
    if type(index) is not int or not 0 <= index < len(found) or side not in ("+", "-") or wanted.op not in (">=", ">"):
        raise Refused
    part, way = found[index], 1 if side == "+" else -1
    _linear(goal, part)
    u = part.args[0]
    ends = (way * ONE, way * (1 - exp(-(u**2))))
    return goal.showing(way * u, ">="), *(goal.showing(wanted.expr.xreplace({part: end}), wanted.op) for end in ends)


def _linear(goal: Goal, part: Any) -> None:
    """Refuses a part of which what is wanted is no linear function."""
    w = Symbol(fresh("w", {s.name for s in goal.symbols}))
    slopes = coefficients(goal.wanted.expr.xreplace({part: w}), w)
    if slopes is None or len(slopes) > 2:
        raise Refused


def decay(goal: Goal, bounds: Any) -> tuple[Goal, ...]:
    """The corners of the range of all exponentials: a number for each that its exponent does not exceed."""
    found, wanted = parts(goal.wanted.expr, exp), goal.wanted
    if not 1 <= len(found) <= MOST or len(bounds) != len(found) or wanted.op not in (">=", ">"):
        raise Refused
    owed, corners = [], [wanted.expr]
    for part, text in zip(found, bounds, strict=True):
        _linear(goal, part)
        c = Number(rational_number(text))
        owed.append(goal.showing(c - part.args[0], ">="))
        corners = [e.xreplace({part: end}) for e in corners for end in (NOUGHT, exp(c))]
    return *owed, *(goal.showing(e, wanted.op) for e in dict.fromkeys(corners))
