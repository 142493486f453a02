"""Powers whose base may be 0 and whose exponent has variables: a problem in cases, by which bases and exponents are 0.

Why it is sound. `goals` asks of t**y with variables in y that t is positive, which is more than is needed. Here it is owed first
that t and y have a value at each point that is meant: each of their conditions, inner ones first. Then, at each such point,

  t >= 0     t > 0 => A(t**y)     t = 0 => y >= 0     t = 0, y > 0 => A(0)     t = 0, y = 0 => A(1)
  -------------------------------------------------------------------------------------------------
                                              A(t**y)

For 0**y is 0 where y is positive, and 0**0 is 1, as it is at an exact point (`evaluate`). A formula in which a part is replaced by its
value has a value at the same points as before, and the same one: nothing cancels. With several bases all subsets of them are cases,
and so are those of the exponents of the ones that are 0; a problem without such a power has one case, and that is its own goals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from verify.checkers.inequality.evaluate import conditions
from verify.checkers.inequality.goal import Goal, assumed, fact, goals, tidy
from verify.checkers.inequality.problem import Problem
from verify.language.relation import Relation
from verify.language.term import NOUGHT, ONE, Pow, subterms

MOST_BASES = 3
MOST_EXPONENTS = 2

Bases = Mapping[Any, tuple[Any, ...]]


def bases(problem: Problem) -> Bases:
    """The bases of the conclusion that may be 0, each with its exponents; none where there are too many."""
    found: dict[Any, dict[Any, None]] = {}
    sides = [side for r in problem.conclusion for side in (r.lhs, r.rhs)]
    for t in sorted({t for side in sides for t in subterms(side) if _is_open(t)}, key=lambda t: t.key):
        found.setdefault(t.base, {})[t.exp] = None
    exponents = {y for ys in found.values() for y in ys}
    few = len(found) <= MOST_BASES and len(exponents) <= MOST_EXPONENTS
    return {t: tuple(ys) for t, ys in found.items()} if few else {}


def _is_open(t: Any) -> bool:
    return _varies(t) and not any(_varies(s) for part in (t.base, t.exp) for s in subterms(part))


def _varies(t: Any) -> bool:
    return isinstance(t, Pow) and bool(t.base.free_symbols and t.exp.free_symbols)


def goals_by_zeros(problem: Problem) -> tuple[Goal, ...]:
    """The bases and exponents have values and no base is negative; then each case has a value and holds."""
    found = bases(problem)
    valued = with_values(problem)
    needed = valued.where[len(problem.where) :]
    owed = [_goal(_and(problem, needed[:k]), c) for k, c in enumerate(needed)]
    owed += [_goal(valued, Relation(NOUGHT, "<=", t)) for t in found]
    return (*owed, *(g for zero in product((False, True), repeat=len(found)) for g in _case(valued, found, zero)))


def with_values(problem: Problem) -> Problem:
    """With the conditions under which these bases and exponents have values, which are owed first."""
    parts = [part for t, ys in bases(problem).items() for part in (t, *ys)]
    return _and(problem, tuple(dict.fromkeys(c for part in parts for c in conditions(part))))


def _and(problem: Problem, more: tuple[Relation, ...]) -> Problem:
    return replace(problem, where=(*problem.where, *more))


def _case(problem: Problem, found: Bases, zero: tuple[bool, ...]) -> Iterator[Goal]:
    """Those bases are 0, the others positive; then each of the exponents of those is 0, or positive."""
    here = _given(problem, zip(found, zero, strict=True))
    at_zero = {t: ys for (t, ys), is_zero in zip(found.items(), zero, strict=True) if is_zero}
    exponents = tuple(dict.fromkeys(y for ys in at_zero.values() for y in ys))
    yield from (_goal(here, Relation(NOUGHT, "<=", y)) for y in exponents)
    for none in product((False, True), repeat=len(exponents)):
        values = {y: ONE if is_zero else NOUGHT for y, is_zero in zip(exponents, none, strict=True)}
        rule = {Pow(t, y): values[y] for t, ys in at_zero.items() for y in ys}
        case = _given(here, zip(exponents, none, strict=True))
        yield from goals(replace(case, conclusion=tuple(r.xreplace(rule) for r in case.conclusion)))


def _given(problem: Problem, parts: Any) -> Problem:
    """With the conditions that these terms are 0, or positive."""
    return _and(problem, tuple(Relation(NOUGHT, "=" if is_zero else "<", t) for t, is_zero in parts))


def _goal(problem: Problem, r: Relation) -> Goal:
    return Goal(tidy(assumed(problem)), fact(r))
