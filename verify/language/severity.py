"""How grave it is that a sentence of the paper is not true as printed: what falls with it.

RESULT   what the paper concludes, in a proposition, lemma or theorem or in a sentence that draws a conclusion, is false as it is
         printed, or about nothing: it needs another assumption or another constant, or the opposite holds.
GAP      the conclusion holds, or is shown to hold after another repair, but a step or a reason that is given for it does not.
WORDING  read by the letter the sentence says more than is true; the reading that is meant holds, and nothing rests on the rest.
MISPRINT a sign, an index or a letter stands for another one.

A claim states its severity where it is not the one that its place gives. Where neither says it, the claim changes a result: only its
author knows that nothing rests on it.
"""

from __future__ import annotations

import re
from enum import StrEnum

RESULTS = "proposition|lemma|theorem"


class Severity(StrEnum):
    """The gravest first."""

    RESULT = "changes a result"
    GAP = "gap in a proof"
    WORDING = "wording"
    MISPRINT = "misprint"


def graded(statement: str, stated: str = "") -> Severity:
    """The severity of a false claim of a statement: the one that it states, else that of its place, else that it changes a result."""
    return Severity(stated) if stated else by_place(statement) or Severity.RESULT


def by_place(statement: str) -> Severity | None:
    """The severity that goes with a place: of `lemma-3` a result, of `lemma-3-attack` a step of its proof; None of another."""
    found = re.fullmatch(rf"(?:{RESULTS})-\d+(-.+)?", statement)
    if found is None:
        return None
    return Severity.GAP if found[1] else Severity.RESULT
