"""A sum of functions of one symbol each, under an equation that is linear in the symbols: one goal for each symbol.

Why it is sound. g = w_1 x_1 + ... + w_n x_n - s = 0 is a fact, the w_k are rational numbers, and h is linear in the symbols.

  e + h g = f_1(x_1) + ... + f_n(x_n) + c      F_k => f_k(x_k) + c_k >= 0      c - c_1 - ... - c_n op 0      op >= or >
  ----------------------------------------------------------------------------------------------------------------------
                                                    F => e op 0

For h g is 0, and e the sum of the goals. F_k are the facts of F about x_k alone, and w_k x_k <= s where no w_j x_j of the others is
negative by its declared sign, w_k x_k >= s where none is positive. A symbol of which the equation does not speak has w_k = 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.atoms import linear
from verify.checkers.inequality.constant import number, rational_number
from verify.checkers.inequality.goal import Fact, Goal, tidy
from verify.checkers.inequality.rules.shape import symbol
from verify.language.expansion import expand, expansion, monomial
from verify.language.possible import is_nonnegative
from verify.language.term import NOUGHT, total


def weights(f: Fact) -> tuple[dict[Any, Any], Any] | None:
    """({symbol: w}, s) of an equation that is linear in all of its symbols with rational numbers; None for another fact."""
    found = {s: linear(f.expr, s) for s in f.expr.free_symbols} if f.op == "=" else {}
    slopes = {s: line[0] for s, line in found.items() if line is not None}
    if not slopes or len(slopes) < len(found):
        return None
    rest = expand(f.expr - total(w * s for s, w in slopes.items()))
    return None if rest.free_symbols else (slopes, -rest)


def parts(e: Any) -> tuple[dict[Any, Any], Any]:
    """({symbol: what has no other one}, the number beside them). Refused where two symbols meet in a product."""
    found: dict[Any, list[Any]] = {}
    for m, c in expansion(e).items():
        symbols = frozenset().union(*(a.free_symbols for a, _ in m))
        if len(symbols) > 1:
            raise Refused
        found.setdefault(next(iter(symbols), None), []).append(monomial(c, m))
    constant = total(found.pop(None, []))
    return {s: total(f) for s, f in sorted(found.items(), key=lambda x: x[0].key)}, constant


def separate(goal: Goal, parameters: Any) -> tuple[Goal, ...]:
    """[place of the equation, [constant of h, {symbol: slope of h}], {symbol: c_k}]."""
    place, (constant, slopes), shares = parameters
    if goal.wanted.op not in (">=", ">") or (read := weights(goal.facts[place])) is None:
        raise Refused
    h = number(constant) + total(rational_number(c) * symbol(goal, name) for name, c in slopes.items())
    found, left = parts(expand(goal.wanted.expr + h * goal.facts[place].expr))
    given = {symbol(goal, name): number(text) for name, text in shares.items()}
    if not found or set(given) - set(found):
        raise Refused
    each = [Goal(_about(goal, s, read), Fact(expand(f + given.get(s, NOUGHT)), ">=")) for s, f in found.items()]
    rest = Goal((), Fact(expand(left - total(given.values())), goal.wanted.op))
    return (*each, rest)


def _about(goal: Goal, s: Any, read: tuple[Mapping[Any, Any], Any]) -> tuple[Fact, ...]:
    """The facts about the symbol alone, and its bound by the equation."""
    slopes, value = read
    alone = [f for f in goal.facts if f.expr.free_symbols == {s}]
    for sense in (1, -1):
        if s in slopes and all(is_nonnegative(sense * w * x) for x, w in slopes.items() if x is not s):
            alone.append(Fact(sense * (value - slopes[s] * s), ">="))
    return tidy(alone)
