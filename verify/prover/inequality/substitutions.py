"""Ways to make a goal simpler that may or may not lead on: other symbols, fewer symbols, one of several at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import sympy as sp

from verify.checkers.inequality.constant import written
from verify.checkers.inequality.goal import Fact, Goal
from verify.checkers.inequality.rules.calculus import bound, ends
from verify.checkers.inequality.rules.exponential import divisors
from verify.checkers.inequality.rules.fewer import irrational
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.one_variable import Use
from verify.prover.inequality.sample import Sample

LARGE = 2000
SHORT = 8


def transformations(goal: Goal, points: Sample, budget: Budget) -> Iterator[Use]:
    if len(goal.wanted_symbols) > 1:
        yield from (("scale", s.name) for s in goal.wanted_symbols if s.is_positive)
    yield from _pairs(goal)
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


def centres(goal: Goal) -> Iterator[Use]:
    """All exponents with a symbol are zero at the same place, which is not zero itself."""
    inner = {x.args[0] for f in (goal.wanted, *goal.facts) for x in f.expr.atoms(sp.exp)}
    for s in goal.wanted_symbols:
        slopes = [(a, a.diff(s)) for a in inner if s in a.free_symbols]
        zeros = {sp.expand(s - a / slope) if slope.is_Rational else sp.nan for a, slope in slopes}
        if len(zeros) == 1 and not s.is_nonnegative and (zero := zeros.pop()).is_Rational and zero != 0:
            yield "centre", [s.name, written(zero)]


def stretches(goal: Goal) -> Iterator[Use]:
    """All exponents are multiples of a symbol by long fractions: by short whole numbers of another one."""
    inner = {x.args[0] for f in (goal.wanted, *goal.facts) for x in f.expr.atoms(sp.exp)}
    for s in goal.wanted_symbols:
        slopes = [a.diff(s) for a in inner if s in a.free_symbols]
        if slopes and all(c.is_Rational for c in slopes) and max(c.q for c in slopes) > SHORT:
            unit = sp.Rational(sp.igcd(0, *(c.p for c in slopes)), sp.ilcm(1, *(c.q for c in slopes)))
            if max(abs(c / unit) for c in slopes) <= SHORT:
                yield "stretch", [s.name, written(1 / unit)]


def gaps(goal: Goal) -> Iterator[Use]:
    """Inside its range a symbol has a number that it must not be: below it, and above it."""
    for f in goal.facts:
        if f.op != "!=" or len(f.expr.free_symbols) != 1:
            continue
        (s,) = f.expr.free_symbols
        low, high, _ = ends(goal, s)
        value = bound(f, s) if f.expr.diff(s).is_Rational else sp.nan
        if value.is_Rational and all(g.expr.free_symbols != {s} or g.expr.subs(s, value) > 0 for g in (*low, *high)):
            yield "cut", [s.name, written(value)]


def _pairs(goal: Goal) -> Iterator[Use]:
    """Where two symbols are equal, it is zero."""
    for a, b in combinations(goal.wanted_symbols, 2):
        known = any(set(f.expr.free_symbols) == {a, b} and f.expr.is_polynomial(a, b) for f in goal.facts)
        if not known and sp.expand(sp.logcombine(goal.wanted.expr.xreplace({a: b}))) == 0:
            yield "order", [a.name, b.name]


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
    """By which what it is an exponential of stays the same, or changes its sign; after a division by one of them too."""
    size = {s: _coefficient(goal, s) for s in goal.wanted_symbols}
    for divisor in (None, *range(len(divisors(goal)))):
        for p in goal.wanted_symbols:
            for sign in (1, -1):
                ratios = {s.name: str(sign * size[p] / size[s]) for s in goal.wanted_symbols if s != p}
                yield "shift", [p.name, ratios, divisor]


def _coefficient(goal: Goal, s: Any) -> Any:
    """The size of the first number before the symbol in an exponent or another argument, 1 where there is none."""
    inner = sorted({a for f in goal.wanted.expr.atoms(sp.Function) for a in f.args if s in a.free_symbols}, key=str)
    found = (
        abs(c) for a in inner if a.is_polynomial(s) and (c := sp.Poly(a, s).coeff_monomial(s)).is_Rational and c != 0
    )
    return next(found, sp.Integer(1))


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
