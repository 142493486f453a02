"""The inputs of one claim: built as float batches or exact points, and scored by a compiled kernel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

import numpy as np

from verify.kernel.record import claim_symbols, free_assumptions
from verify.language.claim import Claim
from verify.language.relation import Relation
from verify.language.symbols import Datum, Sample, SampleLabel, Vector, d
from verify.prover.batch import batch
from verify.search.inputs.build import build
from verify.search.inputs.draw import Source
from verify.search.inputs.formulas import Formulas
from verify.search.inputs.frame import frame_width, rotation_invariant
from verify.search.inputs.needed import Needed
from verify.search.inputs.plan import plan
from verify.search.inputs.scores import (
    TOLERANCE,
    Measure,
    Scores,
    declared,
    is_signed,
    largest,
    met,
    relative_excess,
    widest,
)
from verify.search.inputs.simpler import Point
from verify.search.inputs.ties import following, ties

ACCUSED = {"<=": 1e-12, "<": -1e-13, "=": 1e-11, "!=": -1e-12}


class Inputs:
    """Built inputs of a claim, in paper dimensions: `beside` coordinates of them are scalars.

    `measure` says from the two sides of the conclusion how near a row is to what is looked for.
    """

    def __init__(self, claim: Claim, *, measure: Measure | None = None) -> None:
        self.claim, self.measure = claim, measure or relative_excess
        self.symbols = sorted(claim_symbols(claim), key=str)
        self.assuming = free_assumptions(claim)
        self.plan = plan(self.assuming, self.symbols)
        self.formulas = Formulas()
        self.concluding = () if claim.exists else (claim.conclusion,)
        sides = [side for r in (*self.assuming, *self.concluding) for side in (r.lhs, r.rhs)]
        self.kernel = batch(sides, self.symbols)

    @property
    def has_vectors(self) -> bool:
        """Is there a dimension to speak of?"""
        return any(isinstance(s, Vector) or s == d for s in self.symbols)

    @property
    def has_data(self) -> bool:
        """Does it speak of a data set?"""
        return any(isinstance(s, Sample | Datum | SampleLabel) for s in self.symbols)

    @cached_property
    def needed(self) -> Needed:
        """What has to be computed of a swift block."""
        return Needed(self.symbols, self.assuming, self.concluding, self.plan)

    @cached_property
    def rotation_invariant(self) -> bool:
        """Do only norms and inner products of its vectors count?"""
        return self.claim.sample is None and rotation_invariant([*self.assuming, *self.concluding])

    def frame_width(self, points: int) -> int:
        """So many coordinates are enough for it where it is invariant, with those beside: no fewer than it speaks of."""
        vectors = [s for s in self.symbols if s not in self.needed.idle]
        return max(frame_width(vectors, points) + self.claim.beside, self.claim.dimensions[0])

    @cached_property
    def follow(self) -> Callable[[Point, Point], Point]:
        """What the numbers do that the assumptions tie to what is changed in a point."""
        return following(ties(self.assuming))

    def accused(self, violation: float) -> bool:
        """Is a row with this violation worth an exact look?"""
        return violation != violation or violation > ACCUSED[self.claim.conclusion.op]

    def make(self, source: Source, family: str, dim: int, points: int) -> dict[Any, Any]:
        """Arrays (rows, N or 1, coordinates or 1) for every symbol, by the claim's own builder where it has one.

        That builder is called as `sample(source, dim)`: it draws from the `verify.search.inputs.draw.Source` and makes the arrays by
        rational operations, so that the same code gives floats and Fractions. Raises NotRational where `build` does.
        """
        if self.claim.sample is not None:
            return dict(self.claim.sample(source, dim))
        idle = self.needed.idle if source.swift else frozenset()
        with np.errstate(all="ignore"):  # what has no value is no admissible input
            return build(self.plan, self.formulas, source, family, dim - self.claim.beside, points, idle)

    def point(self, source: Source, family: str, dim: int, points: int) -> dict[Any, Any]:
        """The one exact point that an exact source gives, not yet validated."""
        return self.entries(self.make(source, family, dim, points))

    def entries(self, made: Mapping[Any, Any]) -> dict[Any, Any]:
        """The first row of the arrays as a point."""
        return {s: _entry(s, a[0]) for s, a in made.items() if s in self.symbols}

    def scores(self, made: Mapping[Any, Any], dim: int) -> Scores:
        """Evaluate both sides of everything on a batch."""
        rows = max((a.shape[0] for a in made.values()), default=1)
        with np.errstate(all="ignore"):
            found = iter(self.kernel({**made, d: dim - self.claim.beside}))
            fine, sizes = np.ones(rows, dtype=bool), largest(made, rows) if self.assuming else None
            for s, a in made.items():
                if is_signed(s):
                    fine &= declared(s, a, rows)
            for r in self.assuming:
                fine &= met(r, next(found), next(found), self._slack(r, sizes), rows)
            return Scores(fine, self._violation(found, rows))

    def swift_scores(self, made: Mapping[Any, Any], dim: int) -> Scores:
        """As `scores`, without what is met by construction and what does not count."""
        rows, needed = max((a.shape[0] for a in made.values()), default=1), self.needed
        found = iter(needed.kernel({**made, d: dim - self.claim.beside}))
        fine, sizes = np.ones(rows, dtype=bool), largest(made, rows) if needed.tested else None
        with np.errstate(all="ignore"):
            for s in needed.signs:
                fine &= declared(s, made[s], rows)
            for r in needed.tested:
                fine &= met(r, next(found), next(found), self._slack(r, sizes), rows)
            return Scores(fine, self._violation(found, rows))

    def _violation(self, found: Iterator[Any], rows: int) -> Any:
        """Of the next two values, the sides of the conclusion."""
        violation = np.full(rows, -1.0)
        for r in self.concluding:
            violation = widest(self.measure(r, next(found), next(found)), rows)
        return violation

    def _slack(self, r: Relation, sizes: Any) -> Any:
        """What an assumption is given for rounding, for the size of the numbers of each row."""
        return TOLERANCE * (sizes**2 if r not in self.plan.unread and r.op == "=" else sizes)


def _entry(s: Any, a: Any) -> Any:
    """One exact point's value of a symbol from its array (N or 1, coordinates or 1)."""
    if isinstance(s, Sample):
        return tuple(tuple(row) for row in a)
    if isinstance(s, Vector):
        return tuple(a[0])
    return tuple(a[:, 0]) if isinstance(s, Datum | SampleLabel) else a[0, 0]
