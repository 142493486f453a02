"""A stored certificate about a box, checked again.

Why it is sound. The record is data: an enclosure and a tree of boxes. What it shows is computed anew, in balls, from the claim
that is handed in, by the one function that also checks a certificate which has just been found:

    check(claim, record) HOLDS
    ---------------------------
     the claim, for its box

A record about another claim is refused, by its name and by the digest of what the claim says, and what cannot be read shows
nothing. No number of the record is believed:
`verify.checkers.box.check` asks of each what it owes, and gives the reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from verify.checkers.box.check import check
from verify.checkers.box.found import from_record
from verify.kernel.record import not_about
from verify.language.claim import Claim
from verify.language.verdict import Outcome


def replay(stored: Mapping[str, Any], name: str, claim: Claim) -> tuple[bool, str]:
    """(Does the certificate still show the claim of this full name, what was found, in one line). Never raises for a bad record."""
    if fault := not_about(stored, name, claim):
        return False, fault
    try:
        evidence = check(claim, from_record(stored))
    except (TypeError, ValueError, RecursionError) as error:
        return False, str(error).splitlines()[0]
    shown = evidence.outcome is Outcome.HOLDS
    return shown, f"{stored['claim']} holds for {evidence.scope}" if shown else evidence.detail
