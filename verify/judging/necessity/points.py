"""A claim without one of its assumptions at exact points: where it fails, and where a part of it has no value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from verify.judging.necessity.without import plain_choices, without
from verify.kernel.certify import certify
from verify.kernel.decide import defined_at, holds_at
from verify.kernel.domain import conditions
from verify.kernel.evidence import Evidence, Method
from verify.kernel.for_all import mentions
from verify.kernel.instances import concrete
from verify.kernel.point import dimension
from verify.kernel.reasons import NotShown, Reason, Said
from verify.kernel.record import claim_symbols, free_assumptions, point_from_json, point_to_json
from verify.kernel.signs import Signs
from verify.language.claim import Claim, Removal
from verify.language.relation import Relation
from verify.language.symbols import Vector
from verify.language.verdict import Counterexample, Outcome
from verify.search.inputs.examples import example


def choices(claim: Claim, removal: Removal) -> Iterator[Claim]:
    """The weaker claim without unknown functions: for the author's choice, or for the engine's (`verify.judging.necessity.without`)."""
    if removal.instance is None:
        yield from plain_choices(claim, removal.assumption)
        return
    with suppress(NotShown):
        yield concrete(without(claim, removal.assumption), removal.instance)


def at_point(claim: Claim, point: Mapping[str, Any], wanted: Outcome) -> Evidence | None:
    """What the point shows, if it is what is wanted; values of symbols that the claim does not have are left out."""
    names = {s.name for s in claim_symbols(claim)}
    if names - set(point):
        return None
    shown = point_from_json(claim, {k: v for k, v in point.items() if k in names})
    if wanted is Outcome.UNDEFINED:
        return _no_value(claim, shown)
    found = certify(claim, shown)
    return found if found.outcome is wanted else None


def zeroed(claim: Claim, weaker: Claim, zero: Any) -> Evidence | None:
    """The first admissible points of the claim with this symbol at 0, if a part of the weaker claim has no value there."""
    for dim in (low := claim.dimensions[0], low + 1):
        if (point := example(claim, dim)) is None or zero not in point:
            continue
        nothing = (0,) * len(point[zero]) if isinstance(zero, Vector) else 0
        if found := at_point(weaker, point_to_json({**point, zero: nothing}), Outcome.UNDEFINED):
            return found
    return None


def valueless(weaker: Claim, zero: Any) -> str:
    """What has no value where the symbol is 0, whatever the rest is: read off the formulas; empty where nothing is seen."""
    schemas = [r for s in weaker.schemas if zero not in s.variables for r in (s.relation, *s.assuming)]
    for r in (weaker.conclusion, *weaker.relations, *schemas):
        owed = [c.xreplace({zero: 0}) for side in (r.lhs, r.rhs) for c in conditions(side) if mentions(c, {zero})]
        if any(Signs().holds(c.negation) for c in owed):
            return f"{r} has no value"
    return ""


def _no_value(claim: Claim, shown: Mapping[Any, Any]) -> Evidence | None:
    """A part of the claim surely has no value at the point, and every assumption that has one holds there."""
    free = free_assumptions(claim)
    without_value = [r for r in (*free, claim.conclusion) if _undefined(r, claim, shown)]
    rest = [r for r in free if r not in without_value]
    dim, (low, high) = dimension(shown), claim.dimensions
    in_range = dim is None or low <= dim + claim.beside <= (high or dim + claim.beside)
    if not without_value or not in_range or not all(defined_at(r, shown) and holds_at(r, shown) for r in rest):
        return None
    here = Counterexample(claim.name, dim or low, point_to_json(shown), ("undefined", "undefined"), "")
    return Evidence(
        Method.POINT,
        Outcome.UNDEFINED,
        said=Said(Reason.CONCLUSION_HAS_NO_VALUE, {"conclusion": without_value[0]}),
        counterexample=here,
    )


def _undefined(r: Relation, claim: Claim, shown: Mapping[Any, Any]) -> bool:
    """Has the relation surely no value there, whatever the symbols bound by "there is" are?"""
    if not mentions(r, set(claim.exists)):
        return defined_at(r, shown) is False
    owed = [c for side in (r.lhs, r.rhs) for c in conditions(side) if not mentions(c, set(claim.exists))]
    return any(holds_at(c, shown) is False for c in owed)
