"""Claims without a derivation of their own: bounded by steps, so that a run finds the same on every machine."""

from __future__ import annotations

from verify.checkers.inequality.check import proves
from verify.checkers.inequality.from_claim import form_of, problem_of
from verify.checkers.inequality.goal import goals
from verify.checkers.inequality.problem import Problem
from verify.checkers.inequality.reader import relations
from verify.checkers.stored.inequality import methods
from verify.language.claim import Claim
from verify.language.verdict import Evidence, Outcome
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.engine import attempt

STEPS = Budget(depth=4, pieces=300, smt_seconds=120.0, rlimit=4_000_000)


def solved(claim: Claim) -> Evidence:
    """HOLDS in every dimension, with the method, or UNKNOWN with the reason."""
    problem = stated(claim)
    if problem is None:
        return Evidence(
            "solver", Outcome.UNKNOWN, "", "the claim is no relation between numbers, norms and inner products"
        )
    proofs = []
    for goal in goals(problem):
        proof = attempt(goal, STEPS, {})
        if proof is None or not proves(goal, proof):
            return Evidence("solver", Outcome.UNKNOWN, "", f"the solver does not settle {str(goal.wanted)[:200]}")
        proofs.append(proof)
    return Evidence(f"solver: {methods(proofs)}", Outcome.HOLDS, "every dimension")


def stated(claim: Claim) -> Problem | None:
    """The claim as a problem: on its numbers, or on its norms and inner products."""
    if (texts := problem_of(claim)) is not None:
        return _problem([texts[0]], texts[1])
    form = form_of(claim)
    return None if form is None else _problem(form.shown, form.where)


def _problem(shown: list[str], where: list[str]) -> Problem:
    assumed, conclusion = (tuple(r for text in part for r in relations(text)) for part in (where, shown))
    return Problem(assumed, conclusion)
