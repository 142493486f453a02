"""The largest ratio of the two sides of a bound, at an exact witness in simple numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from verify.checkers.stored.ratio import Ratio, ratio_at, ratio_record
from verify.kernel.certify import shown_point
from verify.kernel.record import Named
from verify.language.arithmetic import NotRational
from verify.language.claim import Claim
from verify.search.inputs.batches import Batch
from verify.search.inputs.inputs import Inputs
from verify.search.inputs.shrink import simplified
from verify.search.inputs.simpler import moves_in_place

LOST = Fraction(1, 1 << 16)  # what simpler numbers may cost where the ratio is only enclosed


def highest(
    inputs: Inputs, best: Sequence[Batch], about: Named, found_by: str, functions: Mapping[str, str]
) -> dict[str, Any] | None:
    """The record of the largest ratio among the best rows of these batches, None where none is certified.

    `functions` are the texts of the choice from which the claim of the inputs was made.
    """
    found = list(_certified(inputs, best))
    if not found:
        return None
    ratio, point = max(found, key=lambda pair: pair[0].low)
    floor = ratio.low - (0 if ratio.is_exact else LOST * abs(ratio.low))

    def still(candidate: dict[Any, Any]) -> bool:
        again = _ratio(inputs.claim, candidate)
        return again is not None and again.low >= floor

    simplest = simplified(point, still, moves=moves_in_place, follow=inputs.follow)
    return ratio_record(inputs.claim, simplest, about, found_by, functions)


def _certified(inputs: Inputs, best: Sequence[Batch]) -> Iterator[tuple[Ratio, dict[Any, Any]]]:
    """The first row of each batch that has an exact form, with its ratio."""
    for batch in best:
        for row in batch.rows:
            try:
                point = shown_point(inputs.claim, batch.point(inputs, row))
            except (NotRational, ValueError):
                continue
            if (ratio := _ratio(inputs.claim, point)) is not None:
                yield ratio, point
                break


def _ratio(claim: Claim, point: Mapping[Any, Any]) -> Ratio | None:
    try:
        return ratio_at(claim, point)
    except ValueError:
        return None
