"""Why a proof of an inequality does not show a claim."""

from __future__ import annotations

from enum import Enum


class Reason(Enum):
    """The sentences of this checker; what stands in braces is filled in."""

    NOT_NUMBERS = "the claim is no relation between numbers, norms and inner products"
    OPEN = "the solver does not settle {wanted}"
    COUNT = "{count} proofs are needed, not {found}"
    EMPTY = "the assumptions contradict each other"
