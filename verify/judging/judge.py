"""Evidence to verdict. PROVED needs a proof for the claim's whole range and an exact admissible point in its first two dimensions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from verify.kernel.certify import certify
from verify.kernel.instances import concrete
from verify.kernel.prove import disprove, prove
from verify.kernel.substitution import Unsuitable
from verify.language.claim import Claim, Statement
from verify.language.verdict import Counterexample, Evidence, Judgement, Outcome, Verdict
from verify.prover.box import prove as boxed
from verify.search.inputs.examples import example
from verify.search.probe import probe


class EngineError(Exception):
    """A claim is both proved and refuted: the engine is wrong."""


def judge(statement: str, claim: Claim, *, seed: int = 0, examples: int = 2000) -> Judgement:
    """The verdict on one claim. A faulty derivation or builder is this claim's failure and its reason; it does not raise.

    Raises EngineError when the claim is proved and refuted at once.
    """
    evidence: list[Evidence] = []
    for find in (prove, _exact_point, _negation) if claim.certificate is None else (boxed.prove,):
        evidence.append(_guarded(find, claim, statement))
    if not any(e.outcome is Outcome.FAILS for e in evidence) and not claim.abstract and not claim.exists:
        proved = any(e.outcome is Outcome.HOLDS and e.method not in SAMPLED for e in evidence)
        budget = examples // 4 if proved else examples  # after a proof the search only watches over the engine
        evidence.append(_guarded(lambda c, s: probe(c, statement=s, seed=seed, examples=budget), claim, statement))
    if claim.derive is None and not _settled(evidence):
        evidence.append(_guarded(_solver, claim, statement))
    evidence = [e for e in evidence if e.outcome is not Outcome.UNKNOWN or e.detail]
    return _verdict(statement, claim, tuple(evidence))


def _settled(evidence: list[Evidence]) -> bool:
    """Has anything but sampling that found no fault settled the claim?"""
    sampled = (e.outcome is Outcome.HOLDS and e.method in SAMPLED for e in evidence)
    return any(e.outcome is not Outcome.UNKNOWN and not s for e, s in zip(evidence, sampled, strict=True))


def judge_all(statement: Statement, *, seed: int = 0, examples: int = 2000) -> list[Judgement]:
    """The verdicts on every claim of a statement, in order."""
    return [judge(statement.name, claim, seed=seed, examples=examples) for claim in statement.claims]


def _guarded(find: Callable[..., Evidence], claim: Claim, statement: str) -> Evidence:
    try:
        return find(claim) if find is prove else find(claim, statement)
    except Unsuitable as why:
        return Evidence("instance", Outcome.UNKNOWN, "", str(why))
    except Exception as error:  # a claim's own code may raise anything: it is this claim's failure, with its reason
        name = getattr(find, "__name__", "probe").strip("_")
        return Evidence(name, Outcome.UNKNOWN, "", f"raised {type(error).__name__}: {error}")


def _solver(claim: Claim, statement: str) -> Evidence:
    """A proof that no one has written down; only where nothing else has settled the claim."""
    from verify.prover.inequality.claims import solved

    return solved(claim)


def _exact_point(claim: Claim, statement: str) -> Evidence:
    """The author's counterexample, or the point of the instance against an abstract claim."""
    if claim.against is not None and claim.against.point is not None:
        plain = concrete(claim, claim.against)
        return _certified(plain, claim.against.point(plain.dimensions[0]), statement, "instance")
    if claim.counterexample is not None:
        return _certified(claim, claim.counterexample(), statement, "exact point")
    return Evidence("exact point", Outcome.UNKNOWN, "")


def _certified(claim: Claim, point: Any, statement: str, method: str) -> Evidence:
    command = f"verify check {statement}/{claim.name}"
    return replace(certify(claim, point, statement=statement, found_by=command), method=method)


def _negation(claim: Claim, statement: str) -> Evidence:
    if claim.disprove is None:
        return Evidence("negation", Outcome.UNKNOWN, "")
    shown = disprove(claim)
    if shown.outcome is Outcome.FAILS and (missing := missing_point(claim)):
        return Evidence("negation", Outcome.UNKNOWN, "", missing)
    return shown


def _verdict(statement: str, claim: Claim, evidence: tuple[Evidence, ...]) -> Judgement:
    proof = next((e for e in evidence if e.outcome is Outcome.HOLDS and e.method not in SAMPLED), None)
    fails = next((e for e in evidence if e.outcome is Outcome.FAILS), None)
    undefined = next((e for e in evidence if e.outcome is Outcome.UNDEFINED), None)
    vacuous = next((e for e in evidence if e.outcome is Outcome.VACUOUS), None)
    sampled = next((e for e in evidence if e.outcome is Outcome.HOLDS and e.method in SAMPLED), None)

    def judgement(verdict: Verdict, scope: str, reason: str = "", found: Counterexample | None = None) -> Judgement:
        return Judgement(statement, claim, verdict, scope, evidence, found, reason)

    if proof is not None and fails is not None:
        raise EngineError(f"{statement}/{claim.name} is proved ({proof.method}) and refuted ({fails.method})")
    if fails is not None:
        return judgement(Verdict.REFUTED, fails.scope, fails.detail, fails.counterexample)
    if vacuous is not None:
        return judgement(Verdict.VACUOUS, vacuous.scope, vacuous.detail)
    if undefined is not None:
        return judgement(Verdict.UNDEFINED, undefined.scope, undefined.detail, undefined.counterexample)
    if proof is not None:
        missing = missing_point(claim)
        if not missing:
            return judgement(Verdict.PROVED, _scope(claim, proof))
        return judgement(Verdict.UNDECIDED, "", missing)
    if sampled is not None and claim.supported:
        return judgement(Verdict.SUPPORTED, sampled.scope, claim.supported)
    open_ends = [e for e in evidence if e.detail and (claim.disprove is None or e.method == "negation")]
    return judgement(Verdict.UNDECIDED, "", open_ends[0].detail if open_ends else "no method settled it")


SAMPLED = ("probe", "exact point", "instance")


def missing_point(claim: Claim) -> str:
    """Empty when exact admissible points are certified in the claim's smallest dimension and the next; otherwise what is missing."""
    if claim.certificate is not None and (claim.abstract or claim.exists):
        return ""  # the certificate shows that what the claim speaks of exists
    try:
        plain = concrete(claim, claim.instance) if claim.instance is not None else claim
    except Unsuitable as why:
        return str(why)
    if plain.abstract:
        return "give an instance: nothing shows that the assumptions on the unknown functions can hold"
    low, high = plain.dimensions
    if high is not None and high < low:
        return f"the range of dimensions is empty: {low} to {high}"
    for dim in (low, low + 1):
        if high is not None and dim > high:
            continue
        try:
            point = example(plain, dim)
        except Exception as error:  # the author's builder may raise anything
            return f"the example in d = {dim} raised {type(error).__name__}: {error}"
        if point is None:
            return (
                f"no exact point that satisfies the assumptions is known in d = {dim}: they may be contradictory there"
            )
    return ""


def _scope(claim: Claim, proof: Evidence) -> str:
    """The scope that the rule proved, cut to the claim's own range of dimensions."""
    low, high = claim.dimensions
    if high is not None:
        return f"d = {low}" if high == low else f"d = {low} to {high}"
    return proof.scope if low <= 1 else f"{proof.scope} from d = {low}"
