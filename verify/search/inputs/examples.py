"""An exact point that satisfies the assumptions of a claim, in simple numbers: it shows that they can be satisfied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from verify.kernel.certify import admissible, shown_point
from verify.kernel.decide import defined_at
from verify.kernel.point import dimension
from verify.language.arithmetic import NotRational
from verify.language.claim import Claim
from verify.language.symbols import Vector
from verify.search.inputs.draw import Source, chosen, exact_row, random_rows
from verify.search.inputs.families import FAMILIES
from verify.search.inputs.inputs import Inputs
from verify.search.inputs.shrink import complexity
from verify.search.inputs.simpler import numbers

ENOUGH = 4
PLAIN = 40
ROWS = 64


def example(claim: Claim, dim: int) -> dict[Any, Any] | None:
    """A certified admissible point in paper dimension `dim`: the claim's own, else the plainest of a few built ones.

    None where none is found, which proves nothing. Assumptions on symbols bound by "there is" are left out.
    """
    if claim.abstract:
        return None
    if claim.example is not None and (own := _checked(claim, claim.example(dim), dim)) is not None:
        return own
    found: list[dict[Any, Any]] = []
    for point in _candidates(Inputs(claim), dim):
        if (shown := _checked(claim, point, dim)) is not None:
            found.append(shown)
            if len(found) == ENOUGH or _plainness(claim, shown)[:2] == (False, 0):
                break
    return min(found, key=lambda shown: _plainness(claim, shown), default=None)


def _plainness(claim: Claim, shown: dict[Any, Any]) -> tuple[Any, ...]:
    """First where the conclusion has a value, then with few zero vectors, then in short numbers."""
    undefined = not claim.exists and not defined_at(claim.conclusion, shown)
    zeros = sum(isinstance(s, Vector) and len(v) > 0 and not any(numbers(v)) for s, v in shown.items())
    return undefined, zeros, *complexity(shown)


def _checked(claim: Claim, point: Any, dim: int) -> dict[Any, Any] | None:
    try:
        shown = shown_point(claim, point)
        width = dimension(shown)
        fits = width is None or width + claim.beside == dim
        return shown if fits and admissible(claim, shown) else None
    except ValueError:
        return None


def _candidates(inputs: Inputs, dim: int) -> Iterator[dict[Any, Any]]:
    """Points from small integers, then rows of float batches that meet the assumptions, rebuilt exactly."""
    for n in range(PLAIN):
        source = Source(chosen(small(n)), exact=True, plain=True)
        try:
            made = inputs.make(source, "independent", dim, 1 + (inputs.has_data and n % 3 == 2))
        except NotRational:
            continue
        if inputs.scores(made, dim).admissible[0]:
            yield inputs.entries(made)
    for index, family in enumerate(FAMILIES):
        source = Source(random_rows(np.random.Generator(np.random.SFC64([dim, index])), ROWS), exact=False)
        met = inputs.scores(inputs.make(source, family, dim, 2), dim).admissible
        for row in np.flatnonzero(met)[:ENOUGH]:
            try:
                yield inputs.point(Source(exact_row(source.record, row), exact=True), family, dim, 2)
            except NotRational:
                continue


def small(n: int) -> Any:
    """All ones, all zeros, then small integers."""
    rng = np.random.Generator(np.random.SFC64(n))

    def choose(low: int, high: int, count: int) -> list[int]:
        drawn = rng.integers(-2, 3, count) if n > 1 else np.full(count, 1 - n)
        return [max(low, min(high, int(x))) for x in drawn]

    return choose
