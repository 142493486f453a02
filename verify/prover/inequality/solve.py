"""Decide a problem: a refuter first, then the conditions of the formula, then a proof, and the refuter again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from verify.checkers.inequality.answer import Answer
from verify.checkers.inequality.goal import Fact, Goal, assumed, emptiness, tidy
from verify.checkers.inequality.problem import Problem
from verify.checkers.inequality.zeros import bases, with_values
from verify.checkers.stored.inequality import certificate, owed, refutation, trusted
from verify.language.term import Mul, Number, Pow, rebuilt
from verify.prover.inequality.budget import Budget, Proof
from verify.prover.inequality.engine import PASSES, Passes, find_proof, on_functions, without_trust
from verify.prover.inequality.find_root import at_a_root
from verify.prover.inequality.models import counterexample
from verify.prover.inequality.refute import search

LATER_SEEDS = (1, 2)
FIRST = PASSES[:1]
REPLACING = 6.0  # seconds for proofs in the place of a solver's word


def solve(problem: Problem, budget: Budget) -> Answer:
    """The verdict with what it rests on. Every proof has passed `check`, every point was decided exactly."""
    *_, last = answers(problem, budget)
    return last


def answers(problem: Problem, budget: Budget) -> Iterator[Answer]:
    """The first verdict; then, where it trusts a solver and time is left, the same with a proof that trusts less."""
    wanted, point, proofs, first = _first(problem, budget)
    yield first
    if proofs and budget.squares and trusted(proofs) and not budget.over:
        little = replace(budget, deadline=min(budget.deadline, time.monotonic() + REPLACING))
        fewer = [without_trust(g, p, little) for g, p in zip(wanted, proofs, strict=True)]
        zeros = bool(first.certificate and first.certificate.get("zeros"))
        better = certificate(problem, first.verdict, fewer, point, zeros=zeros) if fewer != proofs else None
        if better is not None and better.verdict == first.verdict:
            yield better


def _first(problem: Problem, budget: Budget) -> tuple[tuple[Goal, ...], Any, list[Proof], Answer]:
    """The answer; where it is a proof, its goals, the point and the proofs as well."""
    found = search(problem, deadline=budget.deadline)
    if found is None or found.shows not in ("REFUTED", "UNDEFINED"):
        found = at_a_root(problem, deadline=budget.deadline, refute=found is not None) or found
    found = found or counterexample(problem, emptiness(problem), budget)
    if found is not None and found.shows in ("REFUTED", "UNDEFINED"):
        return (), None, [], refutation(problem, found)
    if found is None:
        return _without_a_point(problem, budget)
    zeros = _may_be_zero(problem, budget)
    wanted, proofs = owed(problem, "PROVED", zeros=zeros), list[Proof]()
    for passes in (FIRST, PASSES[1:]):
        more, missing = _proofs(wanted[len(proofs) :], budget, passes)
        proofs += more
        if missing is None:
            return wanted, found.point, proofs, certificate(problem, "PROVED", proofs, found.point, zeros=zeros)
        other = counterexample(problem, missing, budget)
        if other is not None and other.shows in ("REFUTED", "UNDEFINED"):
            return (), None, [], refutation(problem, other)
    for seed in LATER_SEEDS:
        later = None if budget.over else search(problem, seed=seed, deadline=budget.deadline)
        if later is not None and later.shows in ("REFUTED", "UNDEFINED"):
            return (), None, [], refutation(problem, later)
    return (), None, [], Answer("UNDECIDED", reason=_open(wanted[len(proofs)], budget))


def _may_be_zero(problem: Problem, budget: Budget) -> bool:
    """Is each base of a power with variables in its exponent seen to be >= 0, and one of them not seen to be positive?"""
    facts = tidy(assumed(with_values(problem)))
    found = [(t, _about(t, facts)) for t in bases(problem)]
    open_ones = [(t, known) for t, known in found if find_proof(Goal(known, Fact(t, ">")), budget, FIRST) is None]
    return bool(open_ones) and all(find_proof(Goal(known, Fact(t, ">=")), budget, FIRST) for t, known in open_ones)


def _about(t: Any, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts that have to do with the term, by symbols that they share, at once or through others."""
    symbols = t.free_symbols
    while more := {s for f in facts if f.expr.free_symbols & symbols for s in f.expr.free_symbols} - symbols:
        symbols = symbols | more
    return tuple(f for f in facts if f.expr.free_symbols & symbols)


def _proofs(wanted: tuple[Goal, ...], budget: Budget, passes: Passes = PASSES) -> tuple[list[Proof], Goal | None]:
    """Proofs, up to the first goal that has none."""
    proofs: list[Proof] = []
    for goal in wanted:
        proof = find_proof(goal, budget, passes) or (on_functions(goal, budget) if passes is FIRST else None)
        if proof is None:
            return proofs, goal
        proofs.append(proof)
    return proofs, None


def _without_a_point(problem: Problem, budget: Budget) -> tuple[tuple[Goal, ...], Any, list[Proof], Answer]:
    wanted = (emptiness(problem),)
    proofs, missing = _proofs(wanted, budget)
    if missing is None:
        return wanted, None, proofs, certificate(problem, "VACUOUS", proofs, None)
    reason = "no exact point that satisfies the conditions is known: they may be contradictory"
    return (), None, [], Answer("UNDECIDED", reason=reason)


def _open(goal: Goal, budget: Budget) -> str:
    shown = f"{rebuilt(goal.wanted.expr, _divided)} {goal.wanted.op} 0"
    what = shown if len(shown) < 200 else shown[:197] + "..."
    return f"{'the time is up' if budget.over else 'no method settles'}: {what}"


def _divided(t: Any) -> Any:
    """A product with what it is divided by last: a/b, and not 1/b*a."""
    return t.func(*sorted(t.args, key=_is_below)) if isinstance(t, Mul) else t


def _is_below(t: Any) -> bool:
    return isinstance(t, Pow) and isinstance(t.exp, Number) and t.exp.value < 0
