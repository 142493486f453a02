"""Look for a point at which nothing is as "there is" says: simple points first, a small proof for each."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from verify.checkers.inequality.check import proves
from verify.checkers.stored.absence import absence_record, owed
from verify.kernel.certify import admissible, shown_point
from verify.kernel.point import dimension
from verify.kernel.reasons import NotShown
from verify.kernel.record import Named
from verify.language.arithmetic import NotRational
from verify.language.claim import Claim
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.engine import attempt
from verify.prover.inequality.sample import sample
from verify.search.inputs.draw import Source, chosen, exact_row, random_rows
from verify.search.inputs.examples import small
from verify.search.inputs.families import BOUNDARY, FAMILIES
from verify.search.inputs.inputs import Inputs
from verify.search.inputs.shrink import complexity, simplified

Point = dict[Any, Any]
PLAIN = 8
ROWS = 16
EACH = 2  # of every family
STEPS = 40  # of a simplification
SECONDS = 4.0  # of one point
ALL = 20.0  # of one chunk


@dataclass(frozen=True)
class Effort(Budget):
    """Ends by its steps; `deadline` is a guard in seconds of this process, which are the same whoever else is at work."""

    @property
    def left(self) -> float:
        """Seconds."""
        return self.deadline - time.process_time()


QUICK = Effort(depth=1, pieces=40, smt_seconds=0)
THOROUGH = Effort(depth=3, pieces=150, smt_seconds=0)


def absences(
    inputs: Inputs, functions: dict[str, str], dim: int, seed: list[int], about: Named, found_by: str
) -> tuple[int, dict[str, Any] | None]:
    """(How many different points were tried, the record of a point at which nothing serves, at its simplest)."""
    claim, tried, budget = inputs.claim, 0, THOROUGH if seed[-1] % 2 else QUICK
    until = time.process_time() + ALL
    for point in _points(inputs, dim, seed):
        if time.process_time() > until:
            break
        tried += 1
        if (proofs := proved(claim, point, dim, budget)) is None:
            continue
        simple = simplified(
            point, lambda p: proved(claim, p, dim, QUICK) is not None, follow=inputs.follow, steps=STEPS
        )
        if simple != point and (again := proved(claim, simple, dim, QUICK)) is not None:
            point, proofs = simple, again
        return tried, absence_record(claim, point, _dim(claim, point, dim), proofs, about, found_by, functions)
    return tried, None


def proved(claim: Claim, point: Point, dim: int, budget: Budget) -> list[Any] | None:
    """Proofs of all that shows that nothing serves there, None where one is not found.

    A quick search leaves out points at which no value of what "there is" is seen to meet the assumptions.
    """
    proofs: list[Any] = []
    try:
        every = owed(claim, point, _dim(claim, point, dim))
        if budget is QUICK and every[-1].symbols and not sample(every[-1]).count:
            return None
        limited = replace(budget, deadline=time.process_time() + SECONDS)
        for goal in every:
            proof = attempt(goal, limited, {})
            if proof is None or not proves(goal, proof):
                return None
            proofs.append(proof)
    except (NotShown, TypeError, ValueError):
        return None
    return proofs


def _dim(claim: Claim, point: Point, dim: int) -> int:
    width = dimension(point)
    return dim if width is None else width + claim.beside


def _points(inputs: Inputs, dim: int, seed: list[int]) -> list[Point]:
    """Different admissible points, the simplest first."""
    found: dict[str, Point] = {}
    for point in _candidates(inputs, dim, seed):
        try:
            shown = shown_point(inputs.claim, point)
        except ValueError:
            continue
        if str(shown) not in found and admissible(inputs.claim, shown):
            found[str(shown)] = shown
    return sorted(found.values(), key=complexity)


def _candidates(inputs: Inputs, dim: int, seed: list[int]) -> Iterator[Point]:
    """Of small integers, then rows of every family."""
    for n in range(PLAIN):
        for boundary in BOUNDARY[:1], ():
            source = Source(chosen(small(n)), exact=True, plain=True)
            try:
                yield inputs.point(source, (*boundary, "independent")[0], dim, 1)
            except NotRational:
                continue
    for index, family in enumerate([*BOUNDARY, *(f for f in FAMILIES if f not in BOUNDARY)]):
        rng = np.random.Generator(np.random.SFC64([*seed, dim, index]))
        source = Source(random_rows(rng, ROWS), exact=False)
        met = inputs.scores(inputs.make(source, family, dim, 1), dim).admissible
        for row in np.flatnonzero(met)[:EACH]:
            try:
                yield inputs.point(Source(exact_row(source.record, row), exact=True), family, dim, 1)
            except NotRational:
                continue
