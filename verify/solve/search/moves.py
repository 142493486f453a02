"""Ways to make a goal simpler that may or may not lead on: other symbols, fewer symbols, one of several at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

from verify.solve.goal import Fact, Goal
from verify.solve.rules.calculus import ends
from verify.solve.rules.exponential import divisors
from verify.solve.rules.fewer import irrational
from verify.solve.search.budget import Budget
from verify.solve.search.calculus import Use
from verify.solve.search.sample import Sample

LARGE = 2000


def transformations(goal: Goal, points: Sample, budget: Budget) -> Iterator[Use]:
    if len(goal.wanted_symbols) > 1:
        yield from (("scale", s.name) for s in goal.wanted_symbols if s.is_positive)
    yield "exponentiate", None
    e = goal.wanted.expr
    positive = [s.name for s in goal.wanted_symbols if s.is_positive and (e.has(sp.log(s)) or _rooted(e, s))]
    if positive:
        yield "logarithm", positive
    if 1 < len(goal.wanted_symbols) <= 4:
        yield from _shifts(goal)
    summands = sorted(sp.Add.make_args(sp.expand(e)), key=str)
    yield from (("logs", k) for k, t in enumerate(summands) if _steep(t))
    if irrational(e) or any(not x.is_polynomial(*goal.symbols) for x in (e, *(f.expr for f in goal.facts))):
        yield "free", "roots"
        yield "free", "bounds"
    yield from along(goal, points)
    if budget.pieces >= LARGE:
        yield from _halves(goal, points)


def _steep(t: Any) -> bool:
    """Has it an exponential of something that is not linear?"""
    return any(
        not x.args[0].is_polynomial() or sp.Poly(x.args[0]).total_degree() > 1
        for x in t.atoms(sp.exp)
        if x.free_symbols
    )


def _rooted(e: Any, s: Any) -> bool:
    """Has it a cube root of the symbol, or a higher one?"""
    return any(p.base == s and p.exp.is_Rational and p.exp.q > 2 for p in e.atoms(sp.Pow))


def _shifts(goal: Goal) -> Iterator[Use]:
    """After a division by one of the exponentials too."""
    for divisor in (None, *range(len(divisors(goal)))):
        for p in goal.wanted_symbols:
            others = [s.name for s in goal.wanted_symbols if s != p]
            yield "shift", [p.name, dict.fromkeys(others, "1"), divisor]
            yield "shift", [p.name, dict.fromkeys(others, "-1"), divisor]


def along(goal: Goal, points: Sample, *, fewer: bool = False) -> Iterator[Use]:
    """Monotone in one of several symbols, from one of its ends; with a slope in fewer symbols, or any."""
    if len(goal.wanted_symbols) < 2:
        return
    for s in goal.wanted_symbols:
        low, high, _ = ends(goal, s)
        slope = sp.diff(goal.wanted.expr, s)
        if fewer and len(slope.free_symbols) == len(goal.wanted_symbols):
            continue
        try:
            signs = points.signs(slope)
        except TypeError:
            continue
        if -1 not in signs:
            yield from (("monotone", [s.name, "low", k]) for k in range(len(low)))
        if 1 not in signs:
            yield from (("monotone", [s.name, "high", k]) for k in range(len(high)))


def _halves(goal: Goal, points: Sample) -> Iterator[Use]:
    """At 0 and 1, in a symbol along which the value falls and rises."""
    for s in goal.wanted_symbols:
        low, high, _ = ends(goal, s)
        if len(goal.wanted_symbols) > 1 and points.signs(sp.diff(goal.wanted.expr, s)) >= {-1, 1}:
            yield from (("halves", [s.name, c]) for c in ("0", "1") if not _cut(low, high, s, c))


def _cut(low: list[Fact], high: list[Fact], s: Any, c: str) -> bool:
    """Is the range already cut there?"""
    return any(abs(f.expr.subs(s, sp.Rational(c))) == 0 for f in (*low, *high))
