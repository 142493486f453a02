"""Proofs of inequalities as evidence on a claim about numbers, or about norms and inner products.

Why it is sound.

  the problem, read off the claim again, has goals g_1, ..., g_n     the k-th proof proves g_k, for each k
  --------------------------------------------------------------------------------------------------------
                            the claim holds, in every dimension

What holds for all numbers that Cauchy-Schwarz allows holds for norms and inner products in every dimension (`from_claim`). Nothing
of the problem comes from the proof, so a proof of another claim shows nothing here. A proof too many or too few is refused.

Where 1 <= 0 follows from the assumptions of a claim, nothing satisfies them, whatever its conclusion is. Where something is to
exist it may follow from what is assumed of that, and shows nothing.

That some point satisfies the assumptions is not checked here: the judge of a claim looks for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from verify.checkers.inequality.check import WAYS, proves, ways
from verify.checkers.inequality.from_claim import stated
from verify.checkers.inequality.goal import goals
from verify.checkers.inequality.reasons import Reason
from verify.kernel.evidence import Evidence, Method, proved
from verify.kernel.facts.register import REFERENCES
from verify.kernel.reasons import Said
from verify.language.claim import Claim, afresh
from verify.language.relation import le
from verify.language.verdict import Outcome

# What such a proof trusts beside this checker: nothing that z3 gives out is checked here but its answer.
BY_Z3 = "the answer of z3 that a system of inequalities has no solution"
REFERENCES[BY_Z3] = (
    "de Moura, Bjørner, Z3: An Efficient SMT Solver, TACAS 2008; asked again by the checker, without a certificate"
)


def check_claim(claim: Claim, proofs: Sequence[Any], place: int = 0) -> Evidence:
    """HOLDS in every dimension, which settles the claim, where the proofs show all of the problem at this place; else UNKNOWN."""
    problems = stated(claim)
    if place >= len(problems):
        return Evidence(Method.SOLVER, Outcome.UNKNOWN, said=Said(Reason.NOT_NUMBERS))
    wanted = goals(problems[place])
    if len(wanted) != len(proofs):
        said = Said(Reason.COUNT, {"count": len(wanted), "found": len(proofs)})
        return Evidence(Method.SOLVER, Outcome.UNKNOWN, said=said)
    for goal, proof in zip(wanted, proofs, strict=True):
        if not proves(goal, proof):
            return Evidence(
                Method.SOLVER, Outcome.UNKNOWN, said=Said(Reason.OPEN, {"wanted": problems[place].told(goal.wanted)})
            )
    rules = ways(proofs)
    if WAYS["functions"] in rules:
        return Evidence(Method.SOLVER, Outcome.UNKNOWN, said=Said(Reason.OPEN, {"wanted": "what z3 says of functions"}))
    facts = (BY_Z3,) if WAYS["smt"] in rules else ()
    return proved(claim, Evidence(Method.SOLVER, Outcome.HOLDS, "every dimension", rules=rules, facts=facts))


def absurd(claim: Claim) -> Claim:
    """From the same assumptions: 1 <= 0."""
    return replace(afresh(claim), conclusion=le(1, 0), derive=None, absurd=None)


def check_empty(claim: Claim, proofs: Sequence[Any], place: int = 0) -> Evidence:
    """VACUOUS where the proofs show 1 <= 0 from the assumptions, which settles the claim; else UNKNOWN."""
    if claim.exists:
        return Evidence(Method.SOLVER, Outcome.UNKNOWN, said=Said(Reason.NOT_NUMBERS))
    shown = check_claim(absurd(claim), proofs, place)
    if shown.outcome is not Outcome.HOLDS:
        return shown
    said = Said(Reason.EMPTY)
    return proved(claim, Evidence(Method.SOLVER, Outcome.VACUOUS, shown.scope, said, shown.facts, rules=shown.rules))
