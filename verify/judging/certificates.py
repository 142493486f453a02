"""The certificate of a verdict, re-checked at once by the one file that shares nothing with the engine.

What the prover's side writes is worth nothing until `verify.recheck` has read the text of it again. A text that it refuses
says that one of the two is wrong: that is an error of the engine, whatever the claim was expected to be.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from verify import recheck
from verify.judging.time_limit import TimeIsUp, at_most
from verify.kernel.evidence import Evidence, Method
from verify.kernel.judgement import Judgement, Recheck
from verify.kernel.prove import without
from verify.kernel.reasons import Reason, Said
from verify.language.claim import Claim
from verify.language.verdict import Verdict
from verify.prover.certificates.boxes import on_box
from verify.prover.certificates.choices import refutation_by_choice
from verify.prover.certificates.negations import refutation_for_all
from verify.prover.certificates.points import refutation, statement
from verify.prover.certificates.recorder import NotWritten
from verify.prover.certificates.terms import Table
from verify.prover.certificates.write import certificate
from verify.prover.citations import derivation
from verify.search.inputs.examples import example

LISTS = ("for every dimension ", "there are ")  # so begin the lines that list symbols
CERTIFIED = (Verdict.PROVED, Verdict.VACUOUS, Verdict.REFUTED)


def rechecked(j: Judgement, seconds: float) -> Judgement:
    """The judgement with what became of its certificate. Each of writing and re-checking may take so many seconds."""
    if j.verdict not in CERTIFIED or j.by is None:
        return j
    try:
        with at_most(seconds):
            text = line(_certificate(j, j.by))
    except (NotWritten, recheck.Bad) as why:
        return replace(j, recheck=Recheck(reason=str(why)))
    except TimeIsUp:
        return replace(j, recheck=Recheck(reason=f"it is not written after {seconds:g} seconds"))
    except Exception as error:  # the writer is not believed, and may fail in any way: then there is no certificate
        return replace(j, recheck=Recheck(reason=f"raised {type(error).__name__}: {error}"))
    try:
        with at_most(seconds):
            refusal = _refusal(text, j)
    except TimeIsUp:
        refusal = f"it is not checked after {seconds:g} seconds"
    return _refused(j, refusal) if refusal else replace(j, recheck=Recheck(text))


def _certificate(j: Judgement, by: Evidence) -> dict[str, Any]:
    """By a derivation, on a box, or by an exact point. Raises NotWritten."""
    if j.verdict is Verdict.REFUTED and by.counterexample is not None:
        return (refutation_by_choice if j.claim.abstract else refutation)(j.id, j.claim, by)
    if j.claim.certificate is not None:
        return on_box(j.id, j.claim)
    if by.method is Method.NEGATION:
        return refutation_for_all(j.claim, by, j.id, example)
    if j.verdict is Verdict.VACUOUS and by.method is Method.SOLVER:
        raise NotWritten("that the assumptions contradict each other is found by the solver")
    return certificate(_as_shown(j.claim, by), by, j.id)


def _as_shown(claim: Claim, by: Evidence) -> Claim:
    """The claim with the derivation that shows it, where that is not its own."""
    reason = by.said.reason if by.said else None
    inner = by.said.parts["shown"] if by.said and reason is Reason.WITHOUT_DERIVATION else by.said
    if by.said and reason is Reason.EXCLUDED_BY:
        excluded = derivation(without(claim, by.said.parts["relation"]))
        return claim if excluded is None else replace(claim, absurd=lambda: excluded)
    if inner and inner.reason is Reason.CITED and (found := derivation(claim)) is not None:
        return replace(claim, derive=lambda: found)
    return replace(claim, derive=None) if reason is Reason.WITHOUT_DERIVATION else claim


def _refused(j: Judgement, why: str) -> Judgement:
    """No verdict, as wherever the engine contradicts itself."""
    said = Said(Reason.AUTHOR, {"text": f"the certificate of {j.verdict} is refused by verify/recheck.py: {why}"})
    recheck = Recheck(reason=why, refused=True)
    return Judgement(j.statement, j.claim, Verdict.UNDECIDED, "", j.evidence, said=said, recheck=recheck)


def _refusal(text: str, j: Judgement) -> str:
    """Why the re-check does not take the text for a certificate of this verdict; empty where it does."""
    read = json.loads(text)
    if (read["claim"], read["verdict"]) != (j.id, j.verdict.value):
        return f"it says that {read['claim']} is {read['verdict']}"
    try:
        recheck.check(read)
    except recheck.Bad as why:
        return str(why)
    return ""


def is_certificate(found: Mapping[str, Any]) -> bool:
    """Is it one, and no record of a point?"""
    return "kind" not in found and {"verdict", "terms", "proof"} <= found.keys()


def confirmed(found: Mapping[str, Any], claim: Claim) -> tuple[bool, str]:
    """Does the re-check take a stored certificate, and does it state the claim as it is now? With the verdict, or the reason."""
    try:
        checker = recheck.check(dict(found))
    except recheck.Bad as why:
        return False, f"refused by verify/recheck.py: {why}"
    table = Table()
    stated = statement(found["claim"], claim, Verdict(found["verdict"]), table)
    made = {**stated, "symbols": table.symbols, "terms": table.entries, "owed": [], "proof": {}}
    if _lines(checker) != _lines(recheck.Checker(made)):
        return False, "it states another formula than the claim has now"
    return True, f"{found['verdict']} by verify/recheck.py"


def _lines(checker: recheck.Checker) -> list[list[str]]:
    """What the re-check prints of a statement, whatever the order in which it lists the symbols."""
    return [
        sorted(re.split(", | and all |there are ", said)) if said.startswith(LISTS) else [said]
        for said in checker.statement()
    ]


def line(certificate: Any) -> str:
    """The certificate as one line, the same for equal ones."""
    return json.dumps(certificate, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
