"""Decide a claim at one exact point (`verify.kernel.decide`): what the point shows, as evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from verify.kernel.decide import PRECISIONS, decide, defined, defined_at, excess_at, holds_at
from verify.kernel.point import dimension, validate
from verify.kernel.record import claim_symbols, free_assumptions, point_from_json, point_to_json, record
from verify.kernel.whitelist import NotInLanguage, require_language
from verify.language.claim import Claim
from verify.language.verdict import Counterexample, Evidence, Outcome


def admissible(claim: Claim, point: Mapping[Any, Any]) -> bool | None:
    """Is the point in a dimension of the claim, and do all its plain assumptions hold there, with every part defined?

    Assumptions about symbols bound by "there is" are left out. Raises ValueError for a malformed point.
    """
    return _assumed(claim, shown_point(claim, point))[0]


def certify(claim: Claim, point: Mapping[Any, Any], *, statement: str = "", found_by: str = "") -> Evidence:
    """What the point shows: FAILS with a counterexample, UNDEFINED with the point, HOLDS there, or UNKNOWN and why.

    Raises ValueError for a malformed point.
    """
    if why := pointless(claim):
        return Evidence("point", Outcome.UNKNOWN, "", why)
    shown = shown_point(claim, point)
    assumed, why = _assumed(claim, shown)
    if not assumed:
        return Evidence("point", Outcome.UNKNOWN, "", why)
    dim = _paper_dimension(claim, shown)
    scope = f"one point in d = {dim}"
    name = f"{statement}/{claim.name}" if statement else claim.name
    here = Counterexample(name, dim, point_to_json(shown), ("undefined", "undefined"), found_by)
    if not (has_value := defined_at(claim.conclusion, shown)):
        if has_value is None:
            return Evidence("point", Outcome.UNKNOWN, "", "it is undecided whether the conclusion has a value there")
        return Evidence("point", Outcome.UNDEFINED, scope, f"{claim.conclusion} has no value", counterexample=here)
    if (truth := holds_at(claim.conclusion, shown)) is None:
        return Evidence("point", Outcome.UNKNOWN, "", f"undecided at {PRECISIONS[-1]} bits: {claim.conclusion}")
    if truth:
        return Evidence("point", Outcome.HOLDS, scope)
    failing = replace(here, excess=excess_at(claim.conclusion, shown))
    return Evidence("point", Outcome.FAILS, scope, f"fails by {failing.excess[0]}", counterexample=failing)


def pointless(claim: Claim) -> str:
    """Why no single point can decide the claim; empty where one can."""
    if claim.abstract:
        return "it speaks of functions known only by name: one point decides nothing"
    if claim.exists:
        return "it says that something exists: one point decides nothing"
    return _outside_the_language(claim.expressions)


@lru_cache(maxsize=1_000)
def _outside_the_language(expressions: tuple[Any, ...]) -> str:
    try:
        require_language(expressions)
    except NotInLanguage as why:
        return str(why)
    return ""


def shown_point(claim: Claim, point: Mapping[Any, Any]) -> dict[Any, Any]:
    """The validated values of the claim's own symbols; raises ValueError for a malformed point."""
    wanted = claim_symbols(claim)
    return {s: v for s, v in validate(point, wanted).items() if s in wanted}


def _assumed(claim: Claim, shown: Mapping[Any, Any]) -> tuple[bool | None, str]:
    low, high = claim.dimensions
    dim = _paper_dimension(claim, shown)
    if dim < low or (high is not None and dim > high):
        return False, f"the claim does not speak of d = {dim}"
    undecided = ""
    for r in free_assumptions(claim):
        truth = holds_at(r, shown) if (has_value := defined_at(r, shown)) else has_value
        if truth is False:
            return False, f"the assumption {r} does not hold" if has_value else f"the assumption {r} has no value"
        if truth is None:
            undecided = undecided or f"the assumption {r} is undecided"
    return (None, undecided) if undecided else (True, "")


def _paper_dimension(claim: Claim, shown: Mapping[Any, Any]) -> int:
    """With the coordinates written out beside the vectors; without a vector, the smallest dimension of the claim."""
    dim = dimension(shown)
    return claim.dimensions[0] if dim is None else dim + claim.beside


__all__ = ["admissible", "certify", "claim_symbols", "decide", "defined", "point_from_json", "record", "shown_point"]
