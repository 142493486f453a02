"""Ways to make a goal simpler that may or may not lead on: other symbols, fewer symbols, one of several at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import combinations
from math import gcd, lcm
from typing import Any

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.atoms import Atoms, coefficients, is_polynomial, linear
from verify.checkers.inequality.constant import sign
from verify.checkers.inequality.goal import Fact, Goal
from verify.checkers.inequality.goal_on_box import derivative
from verify.checkers.inequality.rules.calculus import ends
from verify.checkers.inequality.rules.convex import MOST, functions, gathered, sense_of
from verify.checkers.inequality.rules.exponential import divisors
from verify.checkers.inequality.rules.shape import KINKS, roots
from verify.language.expansion import expand, expansion
from verify.language.functions import Function, exp, log
from verify.language.possible import is_nonnegative, is_positive
from verify.language.term import Number, Pow, summands, total
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.one_variable import Use
from verify.prover.inequality.sample import Sample

LARGE = 2000
SHORT = 8


def transformations(goal: Goal, points: Sample, budget: Budget) -> Iterator[Use]:
    e, positive = goal.wanted.expr, [s for s in goal.wanted_symbols if is_positive(s)]
    if len(goal.wanted_symbols) > 1:
        yield from (("scale", s.name) for s in positive)
    yield from _pairs(goal, points)
    yield "exponentiate", None
    if named := [s.name for s in positive if e.has(log(s)) or _rooted(e, s)]:
        yield "logarithm", named
    if 1 < len(goal.wanted_symbols) <= 4:
        yield from _shifts(goal)
    parts = summands(expand(e))
    yield from (("logs", k) for k, t in enumerate(parts) if _steep(t) or (len(parts) == 2 and t.has(exp)))
    if Atoms([e]).numbers or not all(is_polynomial(f.expr, goal.symbols) for f in (goal.wanted, *goal.facts)):
        yield "free", "roots"
        yield "free", "bounds"
    yield from along(goal, points)
    if budget.pieces >= LARGE:
        yield from _halves(goal, points)


def centres(goal: Goal) -> Iterator[Use]:
    """All exponents with a symbol are zero at the same place, which is not zero itself."""
    for s in goal.wanted_symbols:
        zeros = {expand(-found[1] / found[0]) if found else None for found in _slopes(goal, s)}
        if len(zeros) == 1 and not is_nonnegative(s) and isinstance(zero := zeros.pop(), Number) and zero != 0:
            yield "centre", [s.name, str(zero)]


def stretches(goal: Goal) -> Iterator[Use]:
    """All exponents are multiples of a symbol by long fractions: by short whole numbers of another one."""
    for s in goal.wanted_symbols:
        found = _slopes(goal, s)
        slopes = [line[0] for line in found if line is not None]
        if slopes and len(slopes) == len(found) and max(c.denominator for c in slopes) > SHORT:
            unit = Fraction(gcd(*(c.numerator for c in slopes)), lcm(*(c.denominator for c in slopes)))
            if max(abs(c / unit) for c in slopes) <= SHORT:
                yield "stretch", [s.name, str(1 / unit)]


def mirrored(goal: Goal) -> Iterator[Use]:
    """A symbol that a fact says to be negative, where there are roots: with the other sign its own is seen."""
    if roots(goal.wanted.expr):
        for f in goal.facts:
            (s, *others) = f.expr.free_symbols or [None]
            found = linear(f.expr, s) if s is not None and not others and f.op in (">", ">=") else None
            if found is not None and found[0] < 0 and found[1] == 0:
                yield "mirror", s.name


def _slopes(goal: Goal, s: Any) -> list[tuple[Fraction, Any] | None]:
    """(a, b) of every exponent a s + b with the symbol; None for one that is not linear in it."""
    inner = {x.args[0] for f in (goal.wanted, *goal.facts) for x in f.expr.atoms(exp)}
    return [linear(u, s) for u in sorted(inner, key=lambda u: u.key) if s in u.free_symbols]


def gaps(goal: Goal) -> Iterator[Use]:
    """Inside its range a symbol has a number that it must not be: below it, and above it."""
    for f in goal.facts:
        if f.op != "!=" or len(f.expr.free_symbols) != 1:
            continue
        (s,) = f.expr.free_symbols
        value = _zero(f, s)
        low, high, _ = ends(goal, s)
        alone = [g.expr for g in (*low, *high) if g.expr.free_symbols == {s}]
        if value is not None and all(sign(e.xreplace({s: value})) == 1 for e in alone):
            yield "cut", [s.name, str(value)]


def _zero(f: Fact, s: Any) -> Any:
    """The rational number at which the term of the fact is 0; None where it is not linear."""
    found = linear(f.expr, s)
    value = None if found is None else expand(-found[1] / found[0])
    return value if isinstance(value, Number) else None


def _pairs(goal: Goal, points: Sample) -> Iterator[Use]:
    """Where two symbols are equal, it is zero."""
    for a, b in combinations(goal.wanted_symbols, 2):
        known = any(f.expr.free_symbols == {a, b} and is_polynomial(f.expr, (a, b)) for f in goal.facts)
        if not known and points.count and points.signs(goal.wanted.expr.xreplace({a: b})) == {0}:
            yield "order", [a.name, b.name]


def _steep(t: Any) -> bool:
    """Has it an exponential of something that is not linear?"""
    return any(_degree(x.args[0]) > 1 for x in t.atoms(exp) if x.free_symbols)


def _degree(e: Any) -> Any:
    """The degree of a polynomial; 2 for what is none."""
    if not is_polynomial(e, e.free_symbols):
        return 2
    return max(sum(n for a, n in m if a.is_Symbol) for m in expansion(e))


def _rooted(e: Any, s: Any) -> bool:
    """Has it a cube root of the symbol, or a higher one?"""
    return any(p.base is s and isinstance(p.exp, Number) and p.exp.q > 2 for p in e.atoms(Pow))


def _shifts(goal: Goal) -> Iterator[Use]:
    """By which what it is an exponential of stays the same, or changes its sign; after a division by one of them too."""
    size = {s: _coefficient(goal, s) for s in goal.wanted_symbols}
    for divisor in (None, *range(len(divisors(goal)))):
        for p in goal.wanted_symbols:
            for way in (1, -1):
                ratios = {s.name: str(way * size[p] / size[s]) for s in goal.wanted_symbols if s is not p}
                yield "shift", [p.name, ratios, divisor]


def _coefficient(goal: Goal, s: Any) -> Fraction:
    """The size of the first number before the symbol in an exponent or another argument, 1 where there is none."""
    inner = {a for f in goal.wanted.expr.atoms(Function) for a in f.args if s in a.free_symbols}
    for a in sorted(inner, key=lambda a: a.key):
        found = coefficients(a, s)
        if found is not None and isinstance(found[1], Number) and found[1] != 0:
            return abs(found[1].value)
    return Fraction(1)


def put_together(goal: Goal, points: Sample) -> Iterator[Use]:
    """Several values of a concave or convex function by that of a mean, where all weights have the sign for it.

    Of exponentials, which weighted means are for, only such with weights that have symbols, and a sum without.
    """
    if len(goal.wanted_symbols) < 2 or goal.wanted.op not in (">=", ">") or goal.wanted.expr.has(*KINKS):
        return
    for function in functions(goal.wanted.expr):
        with suppress(Refused):
            terms, _ = gathered(goal.wanted.expr, function)
            places = [k for k, (_, w) in enumerate(terms) if -sense_of(function) not in points.signs(w)]
            weights = [terms[k][1] for k in places]
            usual = function != "exp" or (
                any(w.free_symbols for w in weights) and not expand(total(weights)).free_symbols
            )
            if 2 <= len(places) <= MOST and usual:
                yield "jensen", [function, places]


def along(goal: Goal, points: Sample, *, fewer: bool = False) -> Iterator[Use]:
    """Monotone in one of several symbols, from one of its ends; with a slope in fewer symbols or without functions, or any."""
    if len(goal.wanted_symbols) < 2 or goal.wanted.expr.has(*KINKS):
        return
    for s in goal.wanted_symbols:
        low, high, _ = ends(goal, s)
        slope = derivative(goal.wanted.expr, s)
        simpler = len(slope.free_symbols) < len(goal.wanted_symbols) or goal.wanted.expr.has(Function) > slope.has(
            Function
        )
        if fewer and not simpler:
            continue
        signs = points.signs(slope)
        if -1 not in signs:
            yield from (("monotone", [s.name, "low", k]) for k in range(len(low)))
        if 1 not in signs:
            yield from (("monotone", [s.name, "high", k]) for k in range(len(high)))


def _halves(goal: Goal, points: Sample) -> Iterator[Use]:
    """At 0 and 1, in a symbol along which the value falls and rises."""
    if len(goal.wanted_symbols) < 2 or goal.wanted.expr.has(*KINKS):
        return
    for s in goal.wanted_symbols:
        low, high, _ = ends(goal, s)
        if points.signs(derivative(goal.wanted.expr, s)) >= {-1, 1}:
            yield from (("halves", [s.name, str(c)]) for c in (0, 1) if not _cut((*low, *high), s, c))


def _cut(bounds: tuple[Fact, ...], s: Any, c: int) -> bool:
    """Is the range already cut there?"""
    return any(expand(f.expr.xreplace({s: c})) == 0 for f in bounds)
