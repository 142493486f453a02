"""Polynomials in one symbol, decided exactly: between the roots of all of them signs are constant.

Why it is sound. q_1, ..., q_k are all irreducible factors of what is wanted and of the facts that are used.

  in every cell, a root or a gap between roots, in which the facts hold, what is wanted holds
  --------------------------------------------------------------------------------------------
                                   F => e op 0

On a cell no factor changes its sign, by the intermediate value theorem, so signs at one sample are those of the cell. Different
irreducible factors have no common root, so at a root of one the others have the sign that they have just beside it.
The isolating intervals (Collins, Akritas, 1976) are refined until they do not touch; samples lie strictly between them.

  * Coefficients are rational, no degree is above HIGHEST. Another fact is left out, another goal is refused.
  * A fact holds, for this purpose, at a pole of its own: that keeps the cell, which is the harder case.
  * A pole of what is wanted is no point of the goal. SymPy cancels common factors before: then more is shown.
  * A declared sign of the symbol is one more fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import sympy as sp

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.goal import Fact, Goal

HIGHEST = 40


def univariate(goal: Goal, _: Any) -> tuple[Goal, ...]:
    """What is wanted holds in every cell, root or gap between roots, in which the facts hold."""
    symbols = goal.wanted_symbols or goal.symbols
    if len(symbols) != 1:
        raise Refused
    (s,) = symbols
    facts = [f for f in goal.facts if f.expr.free_symbols == {s}]
    if s.is_nonnegative:
        facts.append(Fact(s, ">" if s.is_positive else ">="))
    wanted = _parts(goal.wanted, s)
    known = [p for f in facts if (p := _parts(f, s, strict=False)) is not None]
    if wanted is None:
        raise Refused
    irreducible = sorted({q for _, parts, _ in (wanted, *known) for q, _ in parts}, key=str)
    for signs in _cells(irreducible):
        if all(_holds(f, signs) for f in known) and not _holds(wanted, signs):
            raise Refused
    return ()


def _parts(f: Fact, s: Any, *, strict: bool = True) -> Any:
    """(sign of the constant, [(irreducible factor, power)], op); None or Refused for what is no rational function of s."""
    e = sp.fraction(sp.cancel(f.expr))
    if not all(p.is_polynomial(s) for p in e):
        if strict:
            raise Refused
        return None
    top, bottom = (sp.Poly(p, s) for p in e)
    if not (top.domain.is_QQ or top.domain.is_ZZ) or not (bottom.domain.is_QQ or bottom.domain.is_ZZ):
        if strict:
            raise Refused
        return None
    if max(top.degree(), bottom.degree()) > HIGHEST:
        raise Refused
    if top.is_zero:
        return 0, [], f.op
    (a, above), (b, below) = (_factors(p) for p in (top, bottom))
    return int(sp.sign(a / b)), [*above, *((q, -k) for q, k in below)], f.op


def _factors(p: Any) -> tuple[Any, list[tuple[Any, int]]]:
    """Monic over the rationals, so that equal factors are one object in a set."""
    constant, parts = p.set_domain(sp.QQ).factor_list()
    lead = sp.prod(q.LC() ** k for q, k in parts)
    return constant * lead, [(q.monic(), k) for q, k in parts]


def _cells(irreducible: list[Any]) -> Iterator[dict[Any, int]]:
    """The sign of every factor in every cell, from left to right."""
    roots = []
    for q in irreducible:
        roots += [(low, high, q) for (low, high), _ in q.intervals()]
    roots = _separated(roots)
    points = _between(roots)
    for k, x in enumerate(points):
        here = {q: int(sp.sign(q.eval(x))) for q in irreducible}
        yield here
        if k < len(roots):  # no other factor has a root between this sample and the root
            yield here | {roots[k][2]: 0}


def _separated(roots: list[Any]) -> list[Any]:
    """Intervals of irreducible factors that do not touch, sorted; different ones have no common root."""
    while True:
        roots.sort(key=lambda r: (r[0], r[1]))
        clash = [k for k in range(len(roots) - 1) if roots[k][1] >= roots[k + 1][0]]
        if not clash:
            return roots
        for k in {*clash, *(k + 1 for k in clash)}:
            low, high, q = roots[k]
            if low != high:
                low, high = q.refine_root(low, high, steps=4)
            roots[k] = (low, high, q)


def _between(roots: list[Any]) -> list[Any]:
    if not roots:
        return [sp.Integer(0)]
    middle = [(a[1] + b[0]) / 2 for a, b in pairwise(roots)]
    return [roots[0][0] - 1, *middle, roots[-1][1] + 1]


def _holds(part: Any, signs: dict[Any, int]) -> bool:
    """A pole has no value: nothing is claimed there."""
    total, parts, op = part
    if any(signs[q] == 0 and k < 0 for q, k in parts):
        return True
    for q, k in parts:
        total *= signs[q] ** abs(k)
    return bool({">=": total >= 0, ">": total > 0, "=": total == 0, "!=": total != 0}[op])
