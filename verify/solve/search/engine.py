"""Prove a goal: rules that can only help at once, then alternatives, cheapest first, to a bounded depth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import sympy as sp

from verify.solve.atoms import factors
from verify.solve.check import leaf
from verify.solve.goal import Fact, Goal
from verify.solve.rules.calculus import ends
from verify.solve.rules.exponential import divisors
from verify.solve.rules.refused import Refused
from verify.solve.rules.shape import kinks
from verify.solve.search import calculus
from verify.solve.search.budget import Budget, Proof
from verify.solve.search.calculus import Use, applied
from verify.solve.search.cover import cover
from verify.solve.search.products import products
from verify.solve.search.sample import Sample, refuted, sample
from verify.solve.smt import script, sound

SURE = ("at once", "expand", "univariate")


def prove(goal: Goal, budget: Budget) -> Proof | None:
    """A proof that `check.proves` accepts; None where none was found."""
    if budget.over or budget.depth < 0:
        return None
    for rule in SURE:
        if applied(goal, (rule, None)) == ():
            return leaf(rule)
    try:
        points = sample(goal)
    except (TypeError, RecursionError):
        return None
    if refuted(goal, points):
        return None
    deeper = replace(budget, depth=budget.depth - 1)
    for use in _uses(goal, points, budget):
        if isinstance(use, dict):
            return use
        found = _after(goal, use, deeper)
        if found is not None or budget.over:
            return found
    return None


def _after(goal: Goal, use: Use, budget: Budget) -> Proof | None:
    left = applied(goal, use)
    if left is None or goal in left:
        return None
    parts = []
    for g in left:
        found = prove(g, budget)
        if found is None:
            return None
        parts.append(found)
    return {"rule": use[0], "with": use[1], "parts": parts}


def _uses(goal: Goal, points: Sample, budget: Budget) -> Iterator[Use | Proof]:
    """Ways to go on. A simplification that loses nothing is the only way."""
    for use in _simplifications(goal):
        if applied(goal, use) is not None:
            yield use
            return
    if goal.wanted.op == "=":
        yield "both", None
        return
    if goal.wanted.op == "!=":
        yield from (("unequal", s) for s, k in (("+", 1), ("-", -1)) if -k not in points.signs(goal.wanted.expr))
        return
    yield from _factored(goal, points)
    if len(goal.wanted_symbols) == 1:
        yield from calculus.uses(goal, points, budget)
    yield from _algebraic(goal, budget)
    if (found := cover(goal, points, budget, pieces=300)) is not None:
        yield found
    yield from _transformations(goal, points)
    if (found := cover(goal, points, budget, pieces=budget.pieces)) is not None:
        yield found


def _simplifications(goal: Goal) -> Iterator[Use]:
    yield "declare", None
    for k, f in enumerate(goal.facts):
        if f.op == "=":
            yield from (("solve", [k, s.name]) for s in sorted(f.expr.free_symbols, key=lambda s: s.name))
    if kinks(goal):
        yield "split", 0


def _factored(goal: Goal, points: Sample) -> Iterator[Use]:
    signs = ""
    for base, power in factors(goal.wanted.expr)[1:]:
        seen = points.signs(base)
        if power % 2 == 0:
            signs += "2"
        elif not points.count or not {-1, 1} <= seen:
            signs += "-" if -1 in seen else "+"
        else:
            return
    yield "factor", signs


def _algebraic(goal: Goal, budget: Budget) -> Iterator[Use | Proof]:
    if (found := products(goal, budget)) is not None:
        yield found
    if (found := ask(goal, budget)) is not None:
        yield found


def ask(goal: Goal, budget: Budget) -> Proof | None:
    """The SMT solver's answer."""
    try:
        text = script(goal)
    except Refused:
        return None
    if not sound(budget.solver):
        return None
    seconds = min(8.0, budget.left)
    answer, version = budget.solver.ask(text, seconds=seconds, rlimit=budget.rlimit)
    if answer != "unsat":
        return None
    return leaf("smt", {"script": text, "answer": answer, "trusting": version, "seconds": "30"})


def _transformations(goal: Goal, points: Sample) -> Iterator[Use]:
    yield "compare", None
    yield "exponentiate", None
    e = goal.wanted.expr
    positive = [s.name for s in goal.wanted_symbols if s.is_positive and e.has(sp.log(s))]
    if positive:
        yield "logarithm", positive
    yield from (("scale", s.name) for s in goal.wanted_symbols if s.is_positive)
    if 1 < len(goal.wanted_symbols) <= 4:
        for p in goal.wanted_symbols:
            others = [s.name for s in goal.wanted_symbols if s != p]
            yield "shift", [p.name, dict.fromkeys(others, "1")]
            yield "shift", [p.name, dict.fromkeys(others, "-1")]
        for k, d in enumerate(divisors(goal)):
            signs = points.signs(d)
            if signs in ({1}, {-1}):
                yield "divide", [k, "+" if signs == {1} else "-"]
    yield "ranges", None
    if any(not x.is_polynomial(*goal.symbols) for x in (e, *(f.expr for f in goal.facts))):
        yield "free", "roots"
        yield "free", "bounds"
    yield from _along(goal, points)


def _along(goal: Goal, points: Sample) -> Iterator[Use]:
    """Monotone in one of several symbols, from one of its ends."""
    if len(goal.wanted_symbols) < 2:
        return
    for s in goal.wanted_symbols:
        low, high, _ = ends(goal, s)
        try:
            signs = points.signs(sp.diff(goal.wanted.expr, s))
        except TypeError:
            continue
        if -1 not in signs:
            yield from (("monotone", [s.name, "low", k]) for k in range(len(low)))
        if 1 not in signs:
            yield from (("monotone", [s.name, "high", k]) for k in range(len(high)))
        if {-1, 1} <= signs:
            yield from (("halves", [s.name, c]) for c in ("0", "1") if not _cut(low, high, s, c))


def _cut(low: list[Fact], high: list[Fact], s: Any, c: str) -> bool:
    """Is the range already cut there?"""
    return any(abs(f.expr.subs(s, sp.Rational(c))) == 0 for f in (*low, *high))
