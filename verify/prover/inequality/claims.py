"""Claims without a derivation of their own: bounded by steps, so that a run finds the same on every machine."""

from __future__ import annotations

from verify.checkers.inequality.from_claim import stated
from verify.checkers.inequality.goal import goals
from verify.checkers.inequality.on_claim import check_claim
from verify.checkers.inequality.problem import Problem
from verify.checkers.inequality.reasons import Reason
from verify.kernel.evidence import Evidence, Method
from verify.kernel.reasons import Said
from verify.language.claim import Claim
from verify.language.verdict import Outcome
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.engine import attempt

STEPS = Budget(depth=4, pieces=300, smt_seconds=120.0, rlimit=4_000_000)


def solved(claim: Claim) -> Evidence:
    """HOLDS in every dimension, with the method, which settles the claim, or UNKNOWN with the reason."""
    found = Evidence(Method.SOLVER, Outcome.UNKNOWN, said=Said(Reason.NOT_NUMBERS))
    for place, problem in enumerate(stated(claim)):
        found = _solved(claim, problem, place)
        if found.outcome is Outcome.HOLDS:
            break
    return found


def _solved(claim: Claim, problem: Problem, place: int) -> Evidence:
    proofs = []
    for goal in goals(problem):
        proof = attempt(goal, STEPS, {})
        if proof is None:
            return Evidence(
                Method.SOLVER, Outcome.UNKNOWN, said=Said(Reason.OPEN, {"wanted": problem.told(goal.wanted)})
            )
        proofs.append(proof)
    return check_claim(claim, proofs, place)
