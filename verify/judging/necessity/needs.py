"""Is each assumption of a proved claim needed? Each is left out in turn, and the weaker claim is judged.

What shows it is checked again by `stands`: an exact point at which the weaker claim fails or has no value, or a proof
of the stronger theorem. Nothing here is a verdict on the claim itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from verify.checkers.stored.read import point
from verify.judging import results
from verify.judging.necessity.points import at_point, choices, valueless, zeroed
from verify.judging.necessity.removals import fails_there, follows, holds_there, outside, removal_of, zero_of
from verify.judging.necessity.without import without
from verify.kernel.domain import conditions
from verify.kernel.evidence import Evidence
from verify.kernel.for_all import mentions
from verify.kernel.prove import prove
from verify.kernel.record import strings
from verify.language.claim import Claim, Removal, Statement
from verify.language.operators import indexed
from verify.language.proof import Schema
from verify.language.relation import Relation
from verify.language.sentence import unmarked
from verify.language.symbols import d
from verify.language.verdict import Outcome
from verify.search.probe import probe

EXAMPLES = 600
UNSEEN = ("no violation was found, and no proof", 'a "there is" claim: no single point decides it')
AT_THE_BORDER = "at its border the opposite is proved"
RANGE = "it says of which dimensions the claim speaks"


class Status(StrEnum):
    """What became of a claim without one of its assumptions."""

    NEEDED = "needed"
    VALUE = "needed for a value"
    NOT_NEEDED = "not needed"
    OPEN = "open"


@dataclass(frozen=True)
class Need:
    """What is known of one assumption of a claim: its number among them, its text, the status and what shows it."""

    claim: str
    number: int
    assumption: str
    status: Status
    detail: str = ""
    point: Mapping[str, Any] | None = None


def asked(statement: str, claim: Claim) -> Iterator[Need]:
    """The questions: every assumption but those on symbols bound by "there is" and the bounds of a box of parameters.

    They belong to what is claimed.
    """
    for number, assumption in enumerate(() if claim.certificate else claim.assuming):
        if not (isinstance(assumption, Relation) and mentions(assumption, set(claim.exists))):
            name = assumption.name if isinstance(assumption, Schema) else str(assumption)
            yield Need(f"{statement}/{claim.name}", number, name, Status.OPEN)


def needs(statement: str, claim: Claim, *, seed: int = 0, examples: int = EXAMPLES) -> Iterator[Need]:
    """What is known of every assumption of the claim."""
    for here in asked(statement, claim):
        removal = removal_of(claim, here.number)
        found = _need(here, claim, removal, seed, examples)
        if found.status in (Status.OPEN, Status.NOT_NEEDED) and (why := unmarked(removal.why)):
            found = replace(found, detail=why if found.status is Status.OPEN else f"{found.detail}; {why}")
        yield found


def stands(need: Need, claim: Claim) -> bool:
    """Check again what shows the status: a point of the weaker claim, a proof without the assumption, or of the opposite."""
    removal = removal_of(claim, need.number)
    if need.status is Status.OPEN:
        return True
    if need.status is Status.NOT_NEEDED:
        return bool(_superfluous(claim, removal))
    if need.point is None:
        return bool(_valueless(claim, removal)) if need.status is Status.VALUE else _fails_somewhere(claim, removal)
    wanted = Outcome.FAILS if need.status is Status.NEEDED else Outcome.UNDEFINED
    return any(at_point(p, need.point, wanted) for p in choices(claim, removal))


def _need(here: Need, claim: Claim, removal: Removal, seed: int, examples: int) -> Need:
    if removal.point is not None:
        return _given(here, claim, removal)
    if why := _superfluous(claim, removal):
        return replace(here, status=Status.NOT_NEEDED, detail=why)
    if _fails_somewhere(claim, removal):
        chosen = "for chosen functions the opposite is proved" if removal.instance else AT_THE_BORDER
        why = f"at {_listed(removal.put)} the opposite is proved" if removal.put else chosen
        return replace(here, status=Status.NEEDED, detail=why)
    if why := _valueless(claim, removal):
        return replace(here, status=Status.VALUE, detail=why)
    found = _no_value(claim, removal) or (None if claim.exists else _violation(claim, removal, seed, examples))
    if found is None or found.counterexample is None:
        return replace(here, detail=UNSEEN[bool(claim.exists)])
    status = Status.NEEDED if found.outcome is Outcome.FAILS else Status.VALUE
    return replace(here, status=status, detail=found.detail, point=dict(found.counterexample.point))


def _given(here: Need, claim: Claim, removal: Removal) -> Need:
    """What the author's point shows."""
    for plain in choices(claim, removal):
        for status, wanted in ((Status.NEEDED, Outcome.FAILS), (Status.VALUE, Outcome.UNDEFINED)):
            found = at_point(plain, strings(removal.point or {}), wanted)
            if found is not None and found.counterexample is not None:
                point = dict(found.counterexample.point)
                return replace(here, status=status, detail=found.detail, point=point)
    return replace(here, detail="the given point shows nothing")


def _superfluous(claim: Claim, removal: Removal) -> str:
    """How the claim follows without the assumption; empty where no rule shows it."""
    dropped = removal.assumption
    if prove(without(claim, removal.assumption)).outcome is Outcome.HOLDS:
        only_d = isinstance(dropped, Relation) and dropped.lhs.free_symbols | dropped.rhs.free_symbols == {d}
        return RANGE if only_d else "the same proof does without it"
    if follows(claim, removal):
        return "it follows from the others"
    return "where it fails the claim is proved, too" if holds_there(claim, removal) else ""


def _fails_somewhere(claim: Claim, removal: Removal) -> bool:
    """Is the opposite proved at the given values, or where s or v is 0 for an assumption 0 < s or 0 < ‖v‖?"""
    if removal.put is not None:
        return not _valueless(claim, removal) and fails_there(claim, removal)
    zero = zero_of(removal.assumption)
    spoken = zero is None or claim.abstract or any(mentions(r, {zero}) for s in claim.schemas for r in s.assuming)
    return not spoken and fails_there(claim, replace(removal, put={zero: 0}, disprove=None))


def _no_value(claim: Claim, removal: Removal) -> Evidence | None:
    """A point of the claim, moved to where the assumption `0 < s` fails, at which a part of the rest has no value."""
    zero = zero_of(removal.assumption)
    return None if zero is None or claim.abstract else zeroed(claim, without(claim, removal.assumption), zero)


def _valueless(claim: Claim, removal: Removal) -> str:
    """For a claim on unknown functions: what has no value where a symbol is 0, and the assumption fails for that."""
    zero = outside(claim, removal)
    return "" if zero is None or not claim.abstract else valueless(without(claim, removal.assumption), zero)


def _violation(claim: Claim, removal: Removal, seed: int, examples: int) -> Evidence | None:
    """An exact point at which the weaker claim fails, or else one at which it has no value."""
    nowhere: Evidence | None = None
    for plain in choices(claim, removal):
        for looked_at in (*_opposed(plain, removal.assumption), plain):
            found = probe(looked_at, seed=seed, examples=examples)
            if found.outcome is Outcome.UNDEFINED:
                nowhere = nowhere or _certified(plain, found, Outcome.UNDEFINED)
                found = probe(_with_a_value(looked_at), seed=seed, examples=2 * examples)
            if again := _certified(plain, found, Outcome.FAILS):
                return again
    return nowhere


def _with_a_value(claim: Claim) -> Claim:
    """The claim where its conclusion has a value."""
    owed = [c for side in (claim.conclusion.lhs, claim.conclusion.rhs) for c in conditions(side)]
    return replace(claim, assuming=(*claim.assuming, *owed))


def _certified(claim: Claim, found: Evidence, wanted: Outcome) -> Evidence | None:
    """What the point that was found shows of the claim, if it is what is wanted."""
    return None if found.counterexample is None else at_point(claim, found.counterexample.point, wanted)


def _opposed(plain: Claim, dropped: Relation | Schema) -> Iterator[Claim]:
    """The weaker claim where the dropped assumption is false: inputs are built to meet that."""
    if isinstance(dropped, Relation) and not indexed(dropped.slack):
        yield replace(plain, assuming=(*plain.assuming, dropped.negation))


def _listed(put: Mapping[Any, Any]) -> str:
    return ", ".join(f"{s} = {v}" for s, v in put.items())


def document(found: Sequence[Need]) -> dict[str, Any]:
    """What was found as plain data; exact numbers are strings."""
    return {"schema": results.SCHEMA, "summary": counts(found), "results": [asdict(n) for n in found]}


NEED = {"claim": str, "number": int, "assumption": str, "status": Status, "detail?": str, "point?": (point, None)}
STORED = {
    "schema": int,
    "summary": {...: int},
    "results": [NEED],
    "interrupted?": bool,
}  # the shape of what `document` makes


def read(document: Mapping[str, Any]) -> list[Need]:
    """What `document` wrote, which has the shape STORED."""
    return [Need(**{**stored, "status": Status(stored["status"])}) for stored in document["results"]]


def counts(found: Iterable[Need]) -> dict[str, int]:
    """How many assumptions have which status."""
    counted = Counter(n.status for n in found)
    return {s.value: counted[s] for s in Status if counted[s]}


def claim_of(statements: Iterable[Statement], need: Need) -> Claim | None:
    """The claim that it is about."""
    return next((c for s in statements for c in s.claims if f"{s.name}/{c.name}" == need.claim), None)
