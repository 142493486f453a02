"""Re-check stored records: the id against the content, the point against the claim.

Why it is sound. A record is believed in nothing that it says of itself:

    id = digest of the content      the record made anew from the claim and the stored point has the same fields
    ------------------------------------------------------------------------------------------------------------
                                       the record is confirmed

Every kind is made again by the function that made it first, from the claim that is handed in: a counterexample by
`verify.kernel.certify`, a family, an absence and a ratio by the modules beside this one. Then dimension, excess, bounds, exponent
are compared as they are written, types included. So a record can be confirmed only if it could be made today.

A record has the fields of its kind and no others; a name that is given twice in one object is an error, for JSON says nothing
about which one counts (RFC 8259, 4). It is about one claim: the full name and the digest of what the claim says are both compared
with the claim that is handed in. A choice of functions or a witness is named by texts, from
which the claim is made anew (`verify.checkers.stored.pointwise`). A bad record is reported, and never raises.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from verify.checkers.stored import box as certificate
from verify.checkers.stored.absence import absence_record
from verify.checkers.stored.pointwise import WITNESS, plain_claim
from verify.checkers.stored.ratio import ratio_record
from verify.checkers.stored.read import fault, short
from verify.checkers.stored.unbounded import family_from_json, family_record, question
from verify.kernel.certify import certify
from verify.kernel.instances import refuting
from verify.kernel.reasons import NotShown
from verify.kernel.record import (
    Kind,
    Named,
    content_id,
    is_point_of,
    not_about,
    number_from_json,
    point_from_json,
    record,
)
from verify.language.claim import Claim
from verify.language.verdict import Outcome

FIELDS = {
    Kind.COUNTEREXAMPLE: ("d", "point", "excess"),
    Kind.FAMILY: ("d", "family", "exponent", "least", "upto"),
    Kind.ABSENCE: ("d", "point", "absent", "proofs"),
    Kind.RATIO: ("d", "point", "ratio", "square"),
}
ALL = {
    "id": str,
    "kind": Kind,
    "claim": str,
    "term": str,
    "found_by": str,
}  # what every record has beside its own fields


def replay(stored: Mapping[str, Any], name: str, claim: Claim) -> tuple[bool, str]:
    """(Is the record confirmed, what was found, in one line), `statement/claim` being the name. Never raises for a bad record.

    The id must belong to the content; the point is parsed and certified anew, and must give the stored dimension and
    excess, or the stored ratio of the two sides. The record must be about this claim: by its name, and by what it says.
    """
    if isinstance(stored, Mapping) and stored.get("kind") == Kind.BOX:
        return certificate.replay(stored, name, claim)
    if wrong := _malformed(stored, name, claim):
        return False, wrong
    try:
        plain = _plain(stored, claim)
        return CHECKS[Kind(stored["kind"])](stored, plain)
    except (ValueError, NotShown) as error:
        return False, str(error)
    except RecursionError:
        return False, "the point is nested too deeply"


def _plain(stored: Mapping[str, Any], claim: Claim) -> Claim:
    """With the functions or the witness that the record names, else with those of the author's own counterexample.

    A ratio is one for functions that it names.
    """
    if "functions" in stored:
        return plain_claim(claim, stored["functions"])
    against = claim.against if claim.abstract and stored["kind"] != Kind.RATIO else None
    return claim if against is None else refuting(claim, against)[1]


def _named(stored: Mapping[str, Any]) -> Named:
    return Named(stored["claim"], stored["term"])


def _still_unbounded(stored: Mapping[str, Any], claim: Claim) -> tuple[bool, str]:
    family = family_from_json(claim, stored["family"])
    again = family_record(claim, family, number_from_json("exponent", stored["exponent"]), _named(stored), "")
    if wrong := _differs(stored, again):
        return False, wrong
    growth = f"{again['least']}*t^({again['exponent']}) for 0 < t <= {again['upto']}"
    return (
        True,
        f"{stored['claim']}: no constant serves, the ratio of the sides is at least {growth} in d = {again['d']}",
    )


def _same_ratio(stored: Mapping[str, Any], claim: Claim) -> tuple[bool, str]:
    asked = question(claim) if claim.exists or not is_point_of(claim, stored["point"]) else claim
    again = ratio_record(asked, point_from_json(asked, stored["point"]), _named(stored), "")
    if wrong := _differs(stored, again):
        return False, wrong
    return True, f"{stored['claim']} has left/right {_interval(again['ratio'])} at an exact point{_where(again)}"


def _still_absent(stored: Mapping[str, Any], claim: Claim) -> tuple[bool, str]:
    if not isinstance(stored["d"], int) or not isinstance(stored["proofs"], list):
        return False, "d is a whole number, and the proofs are a list"
    again = absence_record(
        claim, point_from_json(claim, stored["point"]), stored["d"], stored["proofs"], _named(stored), ""
    )
    if wrong := _differs(stored, again):
        return False, wrong
    return True, f"{stored['claim']}: no {', '.join(again['absent'])} serves at an exact point{_where(again)}"


def _still_fails(stored: Mapping[str, Any], claim: Claim) -> tuple[bool, str]:
    found = certify(claim, point_from_json(claim, stored["point"]))
    if found.counterexample is None:
        reason = "the conclusion holds there" if found.outcome is Outcome.HOLDS else found.detail
        return False, f"no counterexample to {stored['claim']}: {reason}"
    again = record(found.counterexample, claim)
    if wrong := _differs(stored, again):
        return False, wrong
    what = "fails by " + again["excess"][0] if found.outcome is Outcome.FAILS else "has no value"
    return True, f"{_subject(stored)} {what} at an exact point{_where(again)}"


def _where(record: Mapping[str, Any]) -> str:
    """The dimension of a point that has coordinates."""
    return f" in d = {record['d']}" if any(isinstance(v, list) for v in record["point"].values()) else ""


def _subject(stored: Mapping[str, Any]) -> str:
    """What the point is about: the claim, or what its witness has to satisfy, which says nothing of another witness."""
    asked = stored.get("functions", {}).get(WITNESS)
    return stored["claim"] if asked is None else f"the witness of {stored['claim']} does not serve: {asked}"


CHECKS = {
    Kind.COUNTEREXAMPLE: _still_fails,
    Kind.FAMILY: _still_unbounded,
    Kind.ABSENCE: _still_absent,
    Kind.RATIO: _same_ratio,
}


def _differs(stored: Mapping[str, Any], again: Mapping[str, Any]) -> str:
    for name in FIELDS[Kind(stored["kind"])]:
        if again[name] != stored[name] or type(again[name]) is not type(stored[name]):
            return f"{name} is {short(again[name])}, the record says {short(stored[name])}"
    return ""


def _interval(ends: list[str]) -> str:
    return f"= {ends[0]}" if ends[0] == ends[1] else f"in [{ends[0]}, {ends[1]}]"


def _malformed(stored: Mapping[str, Any], name: str, claim: Claim) -> str:
    if not isinstance(stored, Mapping):
        return f"not a record: expected an object, got {short(stored)}"
    if (kind := stored.get("kind")) not in [*FIELDS]:
        what = f"is of the kind {short(kind)}" if "kind" in stored else "has no kind"
        return f"the record {what}: expected {', '.join(FIELDS)}"
    if wrong := not_about(stored, name, claim):
        return wrong
    chosen = claim.abstract or (claim.witness and kind == Kind.COUNTEREXAMPLE)  # a witness is refuted, it is no bound
    shape = ALL | dict.fromkeys(FIELDS[Kind(kind)], object) | ({"functions?": {...: str}} if chosen else {})
    if wrong := fault(stored, shape, "the record"):
        return wrong
    try:
        expected = content_id(stored)
    except (TypeError, ValueError, RecursionError) as error:
        return f"the content cannot be hashed: {error}"
    if stored["id"] != expected:
        return f"the id does not belong to the content: expected {expected}"
    return ""
