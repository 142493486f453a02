"""Decide a claim at one exact point (`verify.kernel.decide`): what the point shows, as evidence.

Why it is sound. With A the assumptions and R the conclusion of a claim for all values of its symbols,

    p has the declared signs      A(p) holds      R(p) has a value      R(p) fails
    --------------------------------------------------------------------------------
                                the claim is false

and where R(p) has no value it is undefined at p, which the claim does not allow. Nothing is taken from the fuzzer that found p:
its numbers are validated anew (`verify.kernel.point`), its dimension must be one of the claim's, every assumption must have a
value and hold, and each of these is proved or the point shows nothing. A point at which the claim holds shows that and no more.

A claim on functions known by name has no value at a point, and one that says "there is" is refuted by no single choice: for
both the point decides nothing. Symbols that "there is" binds get no value, and assumptions on them are left out: whether a
point is admissible is a question about the others only. A claim outside the language is not decided.

Whether a relation holds at p is up to `verify.kernel.decide`, and what has a value there to `verify.kernel.domain`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from verify.kernel.decide import decide, defined, defined_at, excess_at, holds_at
from verify.kernel.evidence import Evidence, Method, proved
from verify.kernel.point import dimension, validate
from verify.kernel.reasons import NotShown, Reason, Said
from verify.kernel.record import claim_symbols, free_assumptions, point_from_json, point_to_json, record
from verify.kernel.separation import PRECISIONS
from verify.kernel.whitelist import require_language
from verify.language.claim import Claim
from verify.language.verdict import Counterexample, Outcome


def admissible(claim: Claim, point: Mapping[Any, Any]) -> bool | None:
    """Is the point in a dimension of the claim, and do all its plain assumptions hold there, with every part defined?

    Assumptions about symbols bound by "there is" are left out. Raises ValueError for a malformed point.
    """
    return _assumed(claim, shown_point(claim, point))[0]


def admissible_in(claim: Claim, point: Mapping[Any, Any], dim: int) -> bool:
    """Is it surely an admissible point of this dimension, counting the coordinates written out beside the vectors?

    Raises ValueError for a malformed point.
    """
    shown = shown_point(claim, point)
    return dimension(shown) in (None, dim - claim.beside) and _assumed(claim, shown)[0] is True


def certify(
    claim: Claim, point: Mapping[Any, Any], *, statement: str = "", found_by: str = "", method: Method = Method.POINT
) -> Evidence:
    """What the point shows: FAILS or UNDEFINED, which settle the claim, HOLDS there, or UNKNOWN and why.

    `method` says how the point was found. Raises ValueError for a malformed point.
    """
    if why := pointless(claim):
        return Evidence(method, Outcome.UNKNOWN, said=why)
    shown = shown_point(claim, point)
    assumed, why = _assumed(claim, shown)
    if not assumed:
        return Evidence(method, Outcome.UNKNOWN, said=why)
    dim = _paper_dimension(claim, shown)
    scope, conclusion = f"one point in d = {dim}", {"conclusion": claim.conclusion}
    name = f"{statement}/{claim.name}" if statement else claim.name
    here = Counterexample(name, dim, point_to_json(shown), ("undefined", "undefined"), found_by)
    if not (has_value := defined_at(claim.conclusion, shown)):
        if has_value is None:
            return Evidence(method, Outcome.UNKNOWN, said=Said(Reason.VALUE_UNDECIDED_AT_POINT))
        said = Said(Reason.CONCLUSION_HAS_NO_VALUE, conclusion)
        return proved(claim, Evidence(method, Outcome.UNDEFINED, scope, said, counterexample=here))
    if (truth := holds_at(claim.conclusion, shown)) is None:
        said = Said(Reason.UNDECIDED_AT_POINT, {"bits": PRECISIONS[-1], **conclusion})
        return Evidence(method, Outcome.UNKNOWN, said=said)
    if truth:
        return Evidence(method, Outcome.HOLDS, scope)
    failing = replace(here, excess=excess_at(claim.conclusion, shown))
    said = Said(Reason.FAILS_BY, {"excess": failing.excess[0]})
    return proved(claim, Evidence(method, Outcome.FAILS, scope, said, counterexample=failing))


def pointless(claim: Claim) -> Said | None:
    """Why no single point can decide the claim; None where one can."""
    if claim.abstract:
        return Said(Reason.ABSTRACT)
    if claim.exists:
        return Said(Reason.SAYS_THERE_IS)
    return _outside_the_language(claim.expressions)


@lru_cache(maxsize=1_000)
def _outside_the_language(expressions: tuple[Any, ...]) -> Said | None:
    try:
        require_language(expressions)
    except NotShown as why:
        return why.said
    return None


def shown_point(claim: Claim, point: Mapping[Any, Any]) -> dict[Any, Any]:
    """The validated values of the claim's own symbols; raises ValueError for a malformed point."""
    wanted = claim_symbols(claim)
    return {s: v for s, v in validate(point, wanted).items() if s in wanted}


def _assumed(claim: Claim, shown: Mapping[Any, Any]) -> tuple[bool | None, Said | None]:
    low, high = claim.dimensions
    dim = _paper_dimension(claim, shown)
    if dim < low or (high is not None and dim > high):
        return False, Said(Reason.OTHER_DIMENSION, {"dim": dim})
    undecided = None
    for r in free_assumptions(claim):
        truth = holds_at(r, shown) if (has_value := defined_at(r, shown)) else has_value
        if truth is False:
            return False, Said(
                Reason.ASSUMPTION_FAILS if has_value else Reason.ASSUMPTION_HAS_NO_VALUE, {"relation": r}
            )
        if truth is None:
            undecided = undecided or Said(Reason.ASSUMPTION_UNDECIDED, {"relation": r})
    return (None if undecided else True), undecided


def _paper_dimension(claim: Claim, shown: Mapping[Any, Any]) -> int:
    """With the coordinates written out beside the vectors; without a vector, the smallest dimension of the claim."""
    dim = dimension(shown)
    return claim.dimensions[0] if dim is None else dim + claim.beside


__all__ = ["admissible", "certify", "claim_symbols", "decide", "defined", "point_from_json", "record", "shown_point"]
