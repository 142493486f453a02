"""Prove a goal: rules that can only help at once, then alternatives, cheapest first, to a bounded depth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.atoms import Atoms, factors, is_rational, linear
from verify.checkers.inequality.check import RULES, TRUSTING, leaf
from verify.checkers.inequality.goal import Fact, Goal
from verify.checkers.inequality.rules.equations import is_equation
from verify.checkers.inequality.rules.shape import kinks
from verify.checkers.inequality.rules.whole import is_whole, whole_symbols
from verify.checkers.inequality.smt import ALL, POLYNOMIALS, script, sound
from verify.language.expansion import expansion
from verify.language.term import Number, Pow
from verify.prover.inequality import one_variable
from verify.prover.inequality.budget import Budget, Proof
from verify.prover.inequality.find_bernstein import bernstein
from verify.prover.inequality.find_cover import cover
from verify.prover.inequality.find_means import means
from verify.prover.inequality.find_products import products
from verify.prover.inequality.find_separate import separate
from verify.prover.inequality.find_tangents import tangents
from verify.prover.inequality.one_variable import Use, applied
from verify.prover.inequality.sample import Sample, refuted, sample
from verify.prover.inequality.squares import multiplied, squares
from verify.prover.inequality.substitutions import (
    along,
    centres,
    gaps,
    mirrored,
    put_together,
    stretches,
    transformations,
)

CHEAP = (
    "whole",
    "step",
    "declare",
    "centre",
    "stretch",
    "facts",
    "free",
    "solve",
    "split",
    "factor",
    "both",
    "unequal",
    "compare",
    "ranges",
    "absurd",
)
REWRITING = ("factor", "free", "compare", "ranges", "absurd")
MOST_STEPS = 2
MOST_SYMBOLS = 2  # that an equation says, in turn
AT_ONCE = 0.5
MANY_KINKS = 4  # more cases than a solver needs steps
SURE = ("at once", "expand", "univariate")


Passes = Sequence[Mapping[str, Any]]
PASSES: Passes = (
    {"depth": 4, "pieces": 150, "untouched": 3000, "smt_seconds": 1.5},
    {"depth": 6, "pieces": 2000, "smt_seconds": 4.0},
    {},
)


def find_proof(goal: Goal, budget: Budget, passes: Passes = PASSES) -> Proof | None:
    """A proof that `check.proves` accepts; None where none was found. Small searches come before large ones."""
    for limits in passes:
        if (found := attempt(goal, replace(budget, **limits), {})) is not None or budget.over:
            return found
    return None


Known = dict[Goal, Proof | None]


def attempt(goal: Goal, budget: Budget, known: Known) -> Proof | None:
    """One search; `known` collects the goals that were tried, each with its proof or None."""
    if budget.over or goal in known:
        return known.get(goal)
    for rule in SURE:
        if applied(goal, (rule, None)) == ():
            return leaf(rule)
    known[goal] = None
    if budget.depth >= 0:
        try:
            known[goal] = _searched(goal, budget, known)
        except (TypeError, ValueError, ArithmeticError, RecursionError):  # an expression that no rule evaluates
            return None
    return known[goal]


def _searched(goal: Goal, budget: Budget, known: Known) -> Proof | None:
    points = sample(goal)
    if refuted(goal, points):
        return None
    for use in _uses(goal, points, budget):
        found = use if isinstance(use, dict) else _after(goal, use, _deeper(use, budget), known)
        if found is not None or budget.over:
            return found
    return None


def _deeper(use: Use, budget: Budget) -> Budget:
    untouched = 0 if use[0] in REWRITING or use[0] not in CHEAP else budget.untouched
    return replace(budget, depth=budget.depth - (use[0] not in CHEAP), untouched=untouched)


def _after(goal: Goal, use: Use, budget: Budget, known: Known) -> Proof | None:
    left = applied(goal, use)
    if left is None or goal in left:
        return None
    parts = []
    for g in left:
        found = attempt(g, budget, known)
        if found is None:
            return None
        parts.append(found)
    return {"rule": use[0], "with": use[1], "parts": parts}


def _uses(goal: Goal, points: Sample, budget: Budget) -> Iterator[Use | Proof]:
    """Ways to go on. A simplification that loses nothing is the only way."""
    if len(kinks(goal)) >= MANY_KINKS and (found := ask(goal, budget)[1]) is not None:
        yield found
    for use in _simplifications(goal):
        if applied(goal, use) is not None:
            if use[0] == "solve":  # with it the equation is gone
                yield from separate(goal)
            yield use
            return
    if goal.wanted.op == "=":
        yield "both", None
        return
    yield from _eliminations(goal)
    yield from (_unequal if goal.wanted.op == "!=" else _not_negative)(goal, points, budget)


def _eliminations(goal: Goal) -> Iterator[Use]:
    """A symbol that an equation says, if what stands before it is not 0: that which is seen comes first."""
    for k, f in enumerate(goal.facts):
        if is_equation(f, goal):
            left = [(len(found), use) for s in _named(f) if (found := applied(goal, use := ("solve", [k, s.name])))]
            yield from (use for _, use in sorted(left)[:MOST_SYMBOLS])


def _named(f: Fact) -> list[Any]:
    return sorted(f.expr.free_symbols, key=lambda s: s.name)


def _unequal(goal: Goal, points: Sample, budget: Budget) -> Iterator[Use | Proof]:
    yield "indivisible", None
    yield from _steps(goal)
    yield from (("nonzero", k) for k, f in enumerate(goal.facts) if f.op in (">", "!="))
    yield "otherwise", None
    yield from (("unequal", s) for s, k in (("+", 1), ("-", -1)) if -k not in points.signs(goal.wanted.expr))


def _not_negative(goal: Goal, points: Sample, budget: Budget) -> Iterator[Use | Proof]:
    if (found := _as_it_is(goal, points, budget)) is not None:
        yield found
    yield from _short_ways(goal, points, budget)
    yield from _steps(goal)
    yield from algebraic(goal, budget)
    if _settled(goal):
        return
    yield from _around(goal)
    if len(goal.wanted_symbols) == 1:
        yield from one_variable.uses(goal, points, budget)
    elif (found := cover(goal, points, budget, pieces=min(budget.pieces, 300))) is not None:
        yield found
    yield from transformations(goal, points, budget)
    if (found := cover(goal, points, budget, pieces=budget.pieces)) is not None:
        yield found


def _as_it_is(goal: Goal, points: Sample, budget: Budget) -> Proof | None:
    """A cover of the goal before it is rewritten, which only makes its terms longer: for functions of at least three variables."""
    if len(goal.wanted_symbols) < 3 or is_rational(goal.wanted.expr):
        return None
    return cover(goal, points, budget, pieces=budget.untouched) if budget.untouched else None


def _around(goal: Goal) -> Iterator[Use]:
    """By induction, and by contradiction to a fact."""
    yield from (("induction", s.name) for s in whole_symbols(goal))
    integral = [is_whole(s) for s in whole_symbols(goal)]
    plain = is_rational(goal.wanted.expr)
    for k, f in enumerate(goal.facts):
        if f not in integral and (f.op == "=" or (plain and f.op != "!=")) and not is_rational(f.expr):
            yield "contrapose", k


def _short_ways(goal: Goal, points: Sample, budget: Budget) -> Iterator[Use | Proof]:
    if (found := means(goal)) is not None:
        yield found
    if _is_linear(goal.wanted.expr) and (proof := products(goal, budget)) is not None:
        yield proof
    yield "descending", None
    yield from put_together(goal, points)
    yield from tangents(goal, points)
    yield from (("weakly", k) for k, f in enumerate(goal.facts) if (f.op, goal.wanted.op) == ("!=", ">"))
    yield from gaps(goal)
    yield from one_variable.algebraic_slope(goal, points)
    yield from along(goal, points, fewer=True)
    yield from _factored(goal, points)
    if not points.count:
        yield "absurd", None
    yield "compare", None
    yield "ranges", None
    yield from mirrored(goal)
    yield "squared", None
    yield "squared", "with roots"
    if _only_in_parts(goal.wanted.expr):
        yield "free", "roots"


def _is_linear(e: Any) -> bool:
    return all(len(m) < 2 and all(a.is_Symbol and n == 1 for a, n in m) for m in expansion(e))


def _only_in_parts(e: Any) -> bool:
    """Are roots all that keeps it from being rational, or do its variables occur in nothing but such parts?"""
    shape = Atoms([e])
    algebraic_parts = shape.parts and all(isinstance(p, Pow) and isinstance(p.exp, Number) for p in shape.parts)
    return bool(algebraic_parts) or not e.free_symbols & shape.freed(e).free_symbols


def _settled(goal: Goal) -> bool:
    """Polynomials in one symbol are decided exactly: what is not proved is false."""
    return len(goal.symbols) == 1 and all(is_rational(f.expr) for f in (goal.wanted, *goal.facts))


def _steps(goal: Goal) -> Iterator[Use]:
    """Whole numbers: without those places between them where what is wanted fails."""
    symbols = whole_symbols(goal)
    if not symbols:
        return
    integral = [is_whole(s) for s in symbols]
    real = sample(replace(goal, facts=tuple(f for f in goal.facts if f not in integral)))
    for s in (s for s in symbols if real.count and s.name in real.values):
        yield from (("step", [s.name, k]) for k in _between(goal, real, s)[:MOST_STEPS])


def _between(goal: Goal, real: Sample, s: Any) -> list[int]:
    """Whole numbers next to which, among real numbers, what is wanted fails or changes its sign."""
    at, found = real.values[s.name], real.of(goal.wanted.expr)
    if goal.wanted.op == "!=":
        order = np.argsort(at, kind="stable")
        fails = order[np.flatnonzero(np.diff(np.sign(found[order])) != 0)]
    else:
        fails = np.flatnonzero(found < 0)
    return sorted(dict.fromkeys(int(np.floor(at[i])) for i in fails), key=abs)


def _simplifications(goal: Goal) -> Iterator[Use]:
    yield from (("whole", s.name) for s in whole_symbols(goal))
    yield "sharper", None
    yield "declare", None
    for k, f in enumerate(goal.facts):
        if is_equation(f, goal):
            yield from (("solve", [k, s.name]) for s in _named(f) if linear(f.expr, s) is not None)
    if kinks(goal):
        yield "split", 0
    yield from centres(goal)
    yield from stretches(goal)
    yield "facts", None


def _factored(goal: Goal, points: Sample) -> Iterator[Use]:
    signs = ""
    for base, power in factors(goal.wanted.expr).powers:
        seen = points.signs(base)
        if power % 2 == 0:
            signs += "2"
        elif not points.count or not {-1, 1} <= seen:
            signs += "-" if -1 in seen else "+"
        else:
            return
    yield "factor", signs


def algebraic(goal: Goal, budget: Budget) -> Iterator[Proof]:
    """A solver's word comes before a long search for what needs no trust, which replaces it later (`without_trust`)."""
    if (found := products(goal, budget)) is not None:
        yield found
    if (found := bernstein(goal)) is not None:
        yield found
    answer, trusted = ask(goal, budget)
    if trusted is not None:
        yield trusted
    elif answer != "sat":
        yield from (p for p in (squares(goal, budget), *multiplied(goal, budget)) if p is not None)


def without_trust(goal: Goal, proof: Proof, budget: Budget) -> Proof:
    """The proof with the solver's word replaced where something else proves the same within the budget."""
    if proof["rule"] in TRUSTING:
        return next(_checkable(goal, budget), proof)
    left = RULES[proof["rule"]](goal, proof.get("with"))
    parts = [without_trust(g, p, budget) for g, p in zip(left, proof.get("parts", ()), strict=True)]
    return proof | {"parts": parts} if parts else proof


def _checkable(goal: Goal, budget: Budget) -> Iterator[Proof]:
    yield from (p for p in (squares(goal, budget), *multiplied(goal, budget)) if p is not None)
    if (found := attempt(goal, replace(budget, **{**PASSES[0], "smt_seconds": 0}), {})) is not None:
        yield found


def on_functions(goal: Goal, budget: Budget) -> Proof | None:
    """What the SMT solver proves of a goal with functions, at once or not at all."""
    if not budget.functions:
        return None
    return ask(goal, replace(budget, smt_seconds=min(budget.smt_seconds, AT_ONCE)), ALL)[1]


def ask(goal: Goal, budget: Budget, logic: str = POLYNOMIALS) -> tuple[str, Proof | None]:
    """The SMT solver's answer, where it may be asked, and what it proves."""
    if not budget.smt_seconds:
        return "", None
    try:
        text = script(goal, logic)
    except Refused:
        return "", None
    if not sound(budget.solver, logic):
        return "", None
    seconds = min(budget.smt_seconds, budget.left)
    answer = budget.solver.ask(text, seconds=seconds, rlimit=budget.rlimit, logic=logic)
    if answer != "unsat":
        return answer, None
    return answer, leaf("smt" if logic == POLYNOMIALS else "functions", text)
