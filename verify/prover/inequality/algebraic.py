"""Proofs of polynomial goals: sums of products, sums of squares, and what an SMT solver says."""

from __future__ import annotations

from collections.abc import Iterator

from verify.checkers.inequality.check import leaf
from verify.checkers.inequality.goal import Goal
from verify.checkers.inequality.rules.refused import Refused
from verify.checkers.inequality.smt import script, sound
from verify.prover.inequality.budget import Budget, Proof
from verify.prover.inequality.find_products import products
from verify.prover.inequality.squares import multiplied, squares


def algebraic(goal: Goal, budget: Budget) -> Iterator[Proof]:
    """What can be checked again comes before the word of a solver, which says whether it is worth looking for."""
    if (found := products(goal, budget)) is not None:
        yield found
    answer, trusted = ask(goal, budget)
    if answer != "sat":
        yield from (p for p in (squares(goal, budget), *multiplied(goal, budget)) if p is not None)
    if trusted is not None:
        yield trusted


def ask(goal: Goal, budget: Budget) -> tuple[str, Proof | None]:
    """The SMT solver's answer, where it may be asked, and what it proves."""
    if not budget.smt_seconds:
        return "", None
    try:
        text = script(goal)
    except Refused:
        return "", None
    if not sound(budget.solver):
        return "", None
    seconds = min(budget.smt_seconds, budget.left)
    answer, version = budget.solver.ask(text, seconds=seconds, rlimit=budget.rlimit)
    if answer != "unsat":
        return answer, None
    return answer, leaf("smt", {"script": text, "answer": answer, "trusting": version, "seconds": "30"})
