"""Decide a problem: a refuter first, then the conditions of the formula, then a proof, and the refuter again."""

from __future__ import annotations

from verify.checkers.inequality.answer import Answer
from verify.checkers.inequality.goal import Goal, emptiness, goals
from verify.checkers.inequality.problem import Problem
from verify.checkers.stored.inequality import certificate, refutation
from verify.prover.inequality.budget import Budget, Proof
from verify.prover.inequality.engine import find_proof
from verify.prover.inequality.find_root import at_a_root
from verify.prover.inequality.refute import search

LATER_SEEDS = (1, 2)


def solve(problem: Problem, budget: Budget) -> Answer:
    """The verdict with what it rests on. Every proof has passed `check`, every point was decided exactly."""
    found = search(problem, deadline=budget.deadline)
    if found is None or found.shows not in ("REFUTED", "UNDEFINED"):
        found = at_a_root(problem, deadline=budget.deadline, refute=found is not None) or found
    if found is not None and found.shows in ("REFUTED", "UNDEFINED"):
        return refutation(problem, found)
    if found is None:
        return _without_a_point(problem, budget)
    proofs, missing = _proofs(goals(problem), budget)
    if missing is None:
        return certificate(problem, "PROVED", proofs, found.point)
    for seed in LATER_SEEDS:
        later = None if budget.over else search(problem, seed=seed, deadline=budget.deadline)
        if later is not None and later.shows in ("REFUTED", "UNDEFINED"):
            return refutation(problem, later)
    return Answer("UNDECIDED", reason=_open(missing, budget))


def _proofs(wanted: tuple[Goal, ...], budget: Budget) -> tuple[list[Proof], Goal | None]:
    """Proofs, up to the first goal that has none."""
    proofs: list[Proof] = []
    for goal in wanted:
        proof = find_proof(goal, budget)
        if proof is None:
            return proofs, goal
        proofs.append(proof)
    return proofs, None


def _without_a_point(problem: Problem, budget: Budget) -> Answer:
    proofs, missing = _proofs((emptiness(problem),), budget)
    if missing is None:
        return certificate(problem, "VACUOUS", proofs, None)
    return Answer(
        "UNDECIDED", reason="no exact point that satisfies the conditions is known: they may be contradictory"
    )


def _open(goal: Goal, budget: Budget) -> str:
    shown = str(goal.wanted)
    what = shown if len(shown) < 200 else shown[:197] + "..."
    return f"{'the time is up' if budget.over else 'no method settles'}: {what}"
