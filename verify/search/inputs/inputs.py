"""The inputs of one claim: built as float batches or exact points, and scored by a compiled kernel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from verify.kernel.record import claim_symbols, free_assumptions
from verify.language.claim import Claim
from verify.language.possible import is_nonnegative, is_nonpositive, is_nonzero
from verify.language.relation import Relation
from verify.language.symbols import Datum, Sample, SampleLabel, Vector, d
from verify.prover.batch import batch
from verify.search.inputs.build import build
from verify.search.inputs.draw import Source
from verify.search.inputs.formulas import Formulas
from verify.search.inputs.plan import plan
from verify.search.inputs.simpler import Point
from verify.search.inputs.ties import following, ties

TOLERANCE = 1e-9
NOISE = 1e-8  # smaller differences of numbers near 1 are too rough to be divided
Measure = Callable[[Relation, Any, Any], Any]
ACCUSED = {"<=": 1e-12, "<": -1e-13, "=": 1e-11, "!=": -1e-12}


@dataclass(frozen=True)
class Scores:
    """For each row: are the assumptions met up to rounding; relative violation of the conclusion (nan: no value)."""

    admissible: Any
    violation: Any


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
        return build(self.plan, self.formulas, source, family, dim - self.claim.beside, points)

    def point(self, source: Source, family: str, dim: int, points: int) -> dict[Any, Any]:
        """The one exact point that an exact source gives, not yet validated."""
        return self.entries(self.make(source, family, dim, points))

    def entries(self, made: Mapping[Any, Any]) -> dict[Any, Any]:
        """The first row of the arrays as a point."""
        return {s: _entry(s, a[0]) for s, a in made.items() if s in self.symbols}

    def scores(self, made: Mapping[Any, Any], dim: int) -> Scores:
        """Evaluate both sides of everything on a batch."""
        rows = max((a.shape[0] for a in made.values()), default=1)
        found = iter(self.kernel({**made, d: dim - self.claim.beside}))
        fine, largest = np.ones(rows, dtype=bool), np.zeros(rows)
        for s, a in made.items():
            fine &= _declared(s, a, rows)
            largest = np.maximum(largest, _widest(np.abs(a.astype(float)), rows))
        with np.errstate(all="ignore"):
            for r in self.assuming:
                slack = TOLERANCE * (largest**2 if r not in self.plan.unread and r.op == "=" else largest)
                fine &= _met(r, next(found), next(found), slack, rows)
            violation = np.full(rows, -1.0)
            for r in self.concluding:
                violation = _widest(self.measure(r, next(found), next(found)), rows)
        return Scores(fine, violation)


def _entry(s: Any, a: Any) -> Any:
    """One exact point's value of a symbol from its array (N or 1, coordinates or 1)."""
    if isinstance(s, Sample):
        return tuple(tuple(row) for row in a)
    if isinstance(s, Vector):
        return tuple(a[0])
    return tuple(a[:, 0]) if isinstance(s, Datum | SampleLabel) else a[0, 0]


def _widest(a: Any, rows: int) -> Any:
    """The largest value of each row; nan where there is one, -inf where there is none at all."""
    flat = np.broadcast_to(a, (rows, *a.shape[1:])).reshape(rows, -1)
    return flat.max(axis=1, initial=-np.inf)


def _declared(s: Any, a: Any, rows: int) -> Any:
    """Rows in which the symbol has the sign that it is declared to have."""
    sign = -1 if is_nonpositive(s) else 1
    wrong = np.zeros(a.shape, dtype=bool)
    if s != d and (is_nonnegative(s) or is_nonpositive(s)):
        wrong = sign * a < 0
    if s != d and is_nonzero(s):
        wrong = wrong | (a == 0)
    return _widest(wrong.astype(float), rows) <= 0


def _met(r: Relation, lhs: Any, rhs: Any, slack: Any, rows: int) -> Any:
    slack = slack[:, None, None]
    near = TOLERANCE * (np.abs(lhs) + np.abs(rhs))
    if r.op == "=":
        wrong = ~(np.abs(lhs - rhs) <= near + slack * TOLERANCE**0.5)
    elif r.op == "<=":
        wrong = ~(lhs - rhs <= near)
    else:
        wrong = ~(lhs < rhs) if r.op == "<" else ~(lhs != rhs)
    return _widest(wrong.astype(float), rows) <= 0


def relative_excess(r: Relation, lhs: Any, rhs: Any) -> Any:
    """Relative distance on the wrong side: above 0 for a violated <=, at least 0 for a violated <."""
    gap, scale = lhs - rhs, np.abs(lhs) + np.abs(rhs)
    share = np.where(scale == 0, 0.0, gap / np.where(scale == 0, 1.0, scale))
    return {"=": np.abs(share), "!=": -np.abs(share)}.get(r.op, share)


def relative_ratio(r: Relation, lhs: Any, rhs: Any) -> Any:
    """Grows with lhs/rhs, 0 where that is 1; -inf where the right side is not clearly positive."""
    return np.where(rhs > NOISE, relative_excess(r, lhs, rhs), np.where(np.isnan(rhs), np.nan, -np.inf))
