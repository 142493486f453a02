"""Is each assumption of a proved claim needed? Each is left out in turn, and the weaker claim is judged.

What shows it is checked again by `stands`: an exact point at which the weaker claim fails or has no value, or a proof
of the stronger theorem. Nothing here is a verdict on the claim itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import sympy as sp

from verify.algebra.domain import conditions
from verify.certify import certify
from verify.choices import plain_choices, without
from verify.core import Claim, Evidence, Outcome, Relation, Schema
from verify.geometry import Norm, indexed
from verify.probe import example, probe
from verify.record import claim_symbols, point_from_json
from verify.symbolic import prove
from verify.universal import mentions

EXAMPLES = 600


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


def needs(statement: str, claim: Claim, *, seed: int = 0, examples: int = EXAMPLES) -> Iterator[Need]:
    """What is known of every assumption of the claim.

    Those on symbols bound by "there is" and the bounds of a box of parameters belong to what is claimed: they are passed over.
    """
    for number, assumption in enumerate(() if claim.certificate else claim.assuming):
        if isinstance(assumption, Relation) and mentions(assumption, set(claim.exists)):
            continue
        name = assumption.name if isinstance(assumption, Schema) else str(assumption)
        here = Need(f"{statement}/{claim.name}", number, name, Status.OPEN)
        yield _need(here, claim, seed, examples)


def stands(need: Need, claim: Claim) -> bool:
    """Check again what shows the status: a point of the weaker claim, a proof without the assumption, or of the opposite."""
    if need.status is Status.OPEN:
        return True
    if need.status is Status.NOT_NEEDED:
        return bool(_superfluous(claim, need.number))
    if need.point is None:
        return fails_at_the_border(claim, need.number)
    wanted = Outcome.FAILS if need.status is Status.NEEDED else Outcome.UNDEFINED
    return any(at_point(p, need.point, wanted) for p in plain_choices(claim, need.number))


def _need(here: Need, claim: Claim, seed: int, examples: int) -> Need:
    if why := _superfluous(claim, here.number):
        return replace(here, status=Status.NOT_NEEDED, detail=why)
    if fails_at_the_border(claim, here.number):
        return replace(here, status=Status.NEEDED, detail="at its border the opposite is proved")
    if claim.exists:
        return replace(here, detail='a "there is" claim: no single point decides it')
    found = _violation(claim, here.number, seed, examples)
    if found is None or found.counterexample is None:
        return replace(here, detail="no violation was found without it, and no proof")
    status = Status.NEEDED if found.outcome is Outcome.FAILS else Status.VALUE
    return replace(here, status=status, detail=found.detail, point=dict(found.counterexample.point))


def _superfluous(claim: Claim, number: int) -> str:
    """How the claim follows without the assumption; empty where no rule shows it."""
    weaker, dropped = without(claim, number), claim.assuming[number]
    if prove(weaker).outcome is Outcome.HOLDS:
        return "the same proof does without it"
    if isinstance(dropped, Schema):
        return ""
    same = {r.lhs: r.rhs for r in weaker.relations if r.op == "="}
    itself = replace(weaker, conclusion=dropped.xreplace(same), derive=None, exists=(), witness={})
    return "it follows from the others" if prove(itself).outcome is Outcome.HOLDS else ""


def _violation(claim: Claim, number: int, seed: int, examples: int) -> Evidence | None:
    """An exact point at which the weaker claim fails, or else one at which it has no value."""
    nowhere: Evidence | None = None
    for plain in plain_choices(claim, number):
        for looked_at in (*_opposed(plain, claim.assuming[number]), plain):
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


def at_point(claim: Claim, point: Mapping[str, Any], wanted: Outcome) -> Evidence | None:
    """What the point shows, if it is what is wanted; values of symbols that the claim does not have are left out."""
    names = {s.name for s in claim_symbols(claim)}
    if names - set(point):
        return None
    found = certify(claim, point_from_json(claim, {k: v for k, v in point.items() if k in names}))
    return found if found.outcome is wanted else None


def _opposed(plain: Claim, dropped: Relation | Schema) -> Iterator[Claim]:
    """The weaker claim where the dropped assumption is false: inputs are built to meet that."""
    if isinstance(dropped, Relation) and not indexed(dropped.gap):
        yield replace(plain, assuming=(*plain.assuming, dropped.negation))


def fails_at_the_border(claim: Claim, number: int) -> bool:
    """For an assumption 0 < s or 0 < ‖v‖: where s or v is 0 the opposite is proved, and such a point exists."""
    dropped = claim.assuming[number]
    if not isinstance(dropped, Relation) or dropped.op != "<" or dropped.lhs != 0:
        return False
    zero = dropped.rhs.args[0] if isinstance(dropped.rhs, Norm) else dropped.rhs
    speaks = any(mentions(r, {zero}) for s in claim.schemas for r in (s.relation, *s.assuming))
    if not zero.is_Symbol or zero.is_positive or speaks or claim.abstract:
        return False
    rest = tuple(r.xreplace({zero: sp.S.Zero}) for r in without(claim, number).relations)
    conclusion = claim.conclusion.negation.xreplace({zero: sp.S.Zero})
    opposite = replace(
        claim,
        conclusion=conclusion,
        assuming=rest,
        exists=(),
        witness={},
        derive=None,
        example=None,
        beside=claim.beside,
    )
    return prove(opposite).outcome is Outcome.HOLDS and example(opposite, opposite.dimensions[0]) is not None
