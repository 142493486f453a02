"""Claims without a derivation of their own: bounded by steps, so that a run finds the same on every machine."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from verify.checkers.inequality.from_claim import stated
from verify.checkers.inequality.goal import Goal, goals
from verify.checkers.inequality.on_claim import absurd, check_claim, check_empty
from verify.checkers.inequality.problem import Problem
from verify.checkers.inequality.reasons import Reason
from verify.checkers.inequality.smt import Solver
from verify.kernel.evidence import Evidence, Method
from verify.kernel.reasons import Said
from verify.language.claim import Claim
from verify.language.verdict import Outcome
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.engine import attempt

STEPS = Budget(depth=4, pieces=300, smt_seconds=120.0, rlimit=4_000_000)
IN_VAIN = 2  # questions of one problem that z3 does not answer: after them it has fewer steps for each
FEWER = 10


@dataclass(frozen=True)
class Sparing(Solver):
    """Has fewer steps for a question once several had no answer: what it proves it mostly proves at once."""

    in_vain: list[str] = field(default_factory=list, compare=False, repr=False)

    def _asked(self, script: str, seconds: float, rlimit: int, logic: str) -> str:
        spared = rlimit // FEWER if len(self.in_vain) >= IN_VAIN else rlimit
        answer = super()._asked(script, seconds, spared, logic)
        if answer not in ("sat", "unsat"):
            self.in_vain.append(script)
        return answer


def solved(claim: Claim) -> Evidence:
    """HOLDS in every dimension, with the method, which settles the claim, or UNKNOWN with the reason."""
    found = Evidence(Method.SOLVER, Outcome.UNKNOWN, said=Said(Reason.NOT_NUMBERS))
    for place, problem in enumerate(stated(claim)):
        proofs = _proofs(problem)
        if not isinstance(proofs, list):
            found = Evidence(
                Method.SOLVER, Outcome.UNKNOWN, said=Said(Reason.OPEN, {"wanted": problem.told(proofs.wanted)})
            )
        elif (found := check_claim(claim, proofs, place)).outcome is Outcome.HOLDS:
            break
    return found


def emptied(claim: Claim) -> Evidence:
    """VACUOUS where the solver finds that the assumptions contradict each other, which settles the claim; else UNKNOWN."""
    for place, problem in enumerate(() if claim.exists else stated(absurd(claim))):
        proofs = _proofs(problem)
        if isinstance(proofs, list) and (found := check_empty(claim, proofs, place)).outcome is Outcome.VACUOUS:
            return found
    return Evidence(Method.SOLVER, Outcome.UNKNOWN)


def proof(claim: Claim) -> tuple[Problem, list[Any]] | None:
    """What is proved in the place of the claim, with a proof of each of its goals; None where the solver proves nothing."""
    for place, problem in enumerate(stated(claim)):
        proofs = _proofs(problem)
        if isinstance(proofs, list) and check_claim(claim, proofs, place).outcome is Outcome.HOLDS:
            return problem, proofs
    return None


def _proofs(problem: Problem) -> list[Any] | Goal:
    """A proof of each goal, or the first goal without one."""
    proofs = []
    budget = replace(STEPS, solver=Sparing(STEPS.solver.command, STEPS.solver.proved))
    for goal in goals(problem):
        if (found := attempt(goal, budget, {})) is None:
            return goal
        proofs.append(found)
    return proofs
