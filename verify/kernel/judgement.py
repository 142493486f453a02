"""From evidence to a verdict: the one table, and the point without which nothing is PROVED.

Why it is sound. Only what `settles` the claim counts, whoever handed it in. PROVED needs a proof, its scope cut to the claim's
own range of dimensions, and an exact point that satisfies the assumptions, certified here, in the smallest dimension and the
next: what is proved of nothing is not PROVED. Only where Krawczyk's test has found the root or the maximiser that the claim
speaks of is no point owed. A negation is believed under the same condition. A proof beside a refutation or a point without a
value, or a contradiction beside an admissible point, is no verdict: the engine is wrong, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from verify.kernel.evidence import Evidence, Method, proved, settles
from verify.kernel.facts.register import CHAIN_RULE
from verify.kernel.prove import disprove
from verify.kernel.reasons import NotShown, Reason, Said
from verify.language.claim import Claim
from verify.language.presented import Presented
from verify.language.sentence import unmarked
from verify.language.verdict import Counterexample, Outcome, Verdict

Find = Callable[[Claim, int], Mapping[Any, Any] | None]


@dataclass(frozen=True)
class Recheck:
    """What became of a verdict's certificate: its text, once it is re-checked; else why there is none, or why it is refused.

    Nothing here makes or changes a verdict.
    """

    certificate: str = ""
    reason: str = ""
    refused: bool = False


@dataclass(frozen=True)
class Judgement(Presented):
    """The verdict on one claim, with everything that was found and what settled it; made by `judgement`."""

    statement: str
    claim: Claim
    verdict: Verdict
    scope: str
    evidence: tuple[Evidence, ...]
    counterexample: Counterexample | None = None
    said: Said | None = None
    by: Evidence | None = None
    recheck: Recheck | None = None

    @property
    def id(self) -> str:
        """`statement/claim`."""
        return f"{self.statement}/{self.claim.name}"

    @property
    def as_expected(self) -> bool:
        """Is the verdict the one the author recorded, and its certificate, where one was written, not refused?"""
        return self.verdict.value == self.claim.expected and not self.refused

    @property
    def rechecked(self) -> bool:
        """Is there a certificate of the verdict that was re-checked?"""
        return self.recheck is not None and bool(self.recheck.certificate)

    @property
    def refused(self) -> bool:
        """Was a certificate of the verdict written and refused? Then the engine is wrong."""
        return self.recheck is not None and self.recheck.refused

    @property
    def reason(self) -> str:
        """Why, as a sentence."""
        return str(self.said or "")

    @property
    def facts(self) -> tuple[str, ...]:
        """The cited theorems it rests on."""
        return tuple(dict.fromkeys(f for e in self.evidence for f in e.facts))


class EngineError(Exception):
    """A claim is both proved and refuted, or empty and not: the engine is wrong."""


def judgement(statement: str, claim: Claim, evidence: Sequence[Evidence], find: Find) -> Judgement:
    """The verdict that the evidence amounts to. `find` proposes an admissible point in a dimension; it is certified here.

    Raises EngineError where the evidence contradicts itself.
    """
    shown = {e.outcome: e for e in reversed(evidence) if settles(e, claim)}
    proof, empty = shown.get(Outcome.HOLDS), shown.get(Outcome.VACUOUS)
    fails, undefined = shown.get(Outcome.FAILS), shown.get(Outcome.UNDEFINED)
    missing = (
        missing_point(claim, find, proof or empty)
        if empty or (proof and not _shows_what_it_speaks_of(claim, proof))
        else None
    )
    against = fails or undefined
    if proof and against:
        raise EngineError(f"{statement}/{claim.name} is proved ({proof.how}) and refuted ({against.how})")
    if empty and not missing:
        raise EngineError(f"{statement}/{claim.name} is said to be about nothing ({empty.how}), and is not")

    def verdict(word: Verdict, by: Evidence) -> Judgement:
        return Judgement(statement, claim, word, by.scope, tuple(evidence), by.counterexample, by.said, by)

    for word, by in ((Verdict.REFUTED, fails), (Verdict.VACUOUS, empty), (Verdict.UNDEFINED, undefined)):
        if by is not None:
            return verdict(word, by)
    if proof and not missing:
        return Judgement(statement, claim, Verdict.PROVED, _scope(claim, proof), tuple(evidence), by=proof)
    sampled = next((e for e in evidence if e.outcome is Outcome.HOLDS and not proof), None)
    if sampled and claim.supported:
        said = Said(Reason.AUTHOR, {"text": unmarked(claim.supported)})
        return Judgement(statement, claim, Verdict.SUPPORTED, sampled.scope, tuple(evidence), said=said, by=sampled)
    return Judgement(statement, claim, Verdict.UNDECIDED, "", tuple(evidence), said=missing or _open(claim, evidence))


def _open(claim: Claim, evidence: Sequence[Evidence]) -> Said:
    """Why nothing is settled: where a negation was to be shown, why it is not."""
    wanted = [e for e in evidence if e.said and (claim.disprove is None or e.method is Method.NEGATION)]
    return next((e.said for e in wanted if e.said), Said(Reason.NOTHING_SETTLED))


def _shows_what_it_speaks_of(claim: Claim, proof: Evidence) -> bool:
    """Krawczyk's test finds the root or the maximiser that the claim speaks of, which no single point could show."""
    return proof.method is Method.KRAWCZYK and bool(claim.abstract or claim.exists)


def _scope(claim: Claim, proof: Evidence) -> str:
    """The scope that the rule proved, cut to the claim's own range of dimensions."""
    low, high = claim.dimensions
    if high is not None:
        return f"d = {low}" if high == low else f"d = {low} to {high}"
    return proof.scope if low <= 1 else f"{proof.scope} from d = {low}"


def negation(claim: Claim, find: Find) -> Evidence:
    """FAILS where the negation is proved and the assumptions can be satisfied, else UNKNOWN with the reason."""
    shown = disprove(claim)
    if shown.outcome is not Outcome.FAILS:
        return shown
    missing = missing_point(claim, find, shown)
    return Evidence(Method.NEGATION, Outcome.UNKNOWN, said=missing) if missing else proved(claim, shown)


def missing_point(claim: Claim, find: Find, proof: Evidence | None = None) -> Said | None:
    """None when exact admissible points are certified in the claim's smallest dimension and the next; else what is missing.

    Where the proof takes derivatives of functions known by name, those of the instance have them.
    """
    from verify.kernel.instances import concrete  # arrays and balls: only where claims are judged

    differentiable = proof is not None and CHAIN_RULE in proof.facts
    try:
        plain = concrete(claim, claim.instance, differentiable=differentiable) if claim.instance is not None else claim
    except NotShown as why:
        return why.said
    if plain.abstract:
        return Said(Reason.NO_INSTANCE)
    low, high = plain.dimensions
    if high is not None and high < low:
        return Said(Reason.EMPTY_RANGE, {"low": low, "high": high})
    dimensions = [dim for dim in (low, low + 1) if high is None or dim <= high]
    return next(filter(None, (_missing_in(plain, dim, find) for dim in dimensions)), None)


def _missing_in(plain: Claim, dim: int, find: Find) -> Said | None:
    from verify.kernel.certify import admissible_in

    try:
        point = find(plain, dim)
    except Exception as error:  # the author's builder may raise anything
        return Said(Reason.EXAMPLE_RAISED, {"dim": dim, "kind": type(error).__name__, "error": str(error)})
    if point is not None and admissible_in(plain, point, dim):
        return None
    return Said(Reason.NO_POINT, {"where": f" in d = {dim}" if plain.speaks_of_vectors else ""})
