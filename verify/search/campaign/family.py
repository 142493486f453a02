"""Find a family along which the ratio of the sides of a bound is unbounded: lines through simple points, t -> 0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import numpy as np

from verify.checkers.stored.reasons import Reason
from verify.checkers.stored.unbounded import family_record, question
from verify.kernel.reasons import NotShown
from verify.kernel.record import named
from verify.language.arithmetic import NotRational
from verify.language.claim import Claim
from verify.language.symbols import Sample, Vector
from verify.prover.batch import batch
from verify.search.inputs.draw import Source, chosen
from verify.search.inputs.examples import small
from verify.search.inputs.inputs import Inputs

DIMENSIONS = (1, 2, 3)
HALVINGS = (2, 6, 10, 14, 18)
FIXED = 6
MOST = 6561
CERTIFIED = 6
FLATTEST = -0.01
STEADY = 0.02
FINEST = 24
NOISE = 1e-9


Candidate = tuple[Any, Fraction, dict[Any, Any]]  # how plain, exponent, family


@dataclass(frozen=True)
class Shape:
    """What was tried: the fixed symbols, and a + b t for the moving ones in each row; numbers are -1, 0 and 1."""

    fixed: Mapping[Any, Any]
    starts: Mapping[Any, Any]
    steps: Mapping[Any, Any]
    dim: int

    def at(self, t: float) -> dict[Any, Any]:
        """The inputs of all rows."""
        return {**self.fixed, **{s: self.starts[s] + t * self.steps[s] for s in self.starts}}

    def row(self, inputs: Inputs, n: int) -> dict[Any, Any]:
        """One row as a family."""
        still = {s: _constant(v) for s, v in inputs.entries(self.fixed).items() if s not in self.starts}
        moving = {s: _lines(s, self.starts[s][n], self.steps[s][n]) for s in self.starts}
        return still | moving


def unbounded_family(claim: Claim, name: str, found_by: str, *, dim: int | None = None) -> dict[str, Any] | None:
    """The record of a certified family, in the smallest dimension in which one is found; None where none is.

    Raises NotShown where the claim is no bound to which a constant belongs.
    """
    asked = question(claim)
    moving = _moving(claim, asked)
    inputs = Inputs(asked)
    low, high = asked.dimensions
    for d in (dim,) if dim is not None else (d for d in DIMENSIONS if d >= low and (high is None or d <= high)):
        candidates = [c for shape in _shapes(inputs, moving, d) for c in _growing(inputs, shape)]
        for _, exponent, family in _different(sorted(candidates, key=lambda c: c[0]))[:CERTIFIED]:
            try:
                return family_record(claim, family, exponent, named(name, claim), found_by)
            except (NotShown, ValueError):
                continue
    return None


def _moving(claim: Claim, asked: Claim) -> list[Any]:
    """What changes with t: what "there is", or the vectors of the right side."""
    below = asked.conclusion.rhs.free_symbols
    found = [s for s in claim.exists if s in below] or [s for s in below if isinstance(s, Vector)]
    if not found or any(isinstance(s, Sample) for s in found):
        raise NotShown(Reason.NO_DISTANCE)
    return sorted(found, key=str)


def _shapes(inputs: Inputs, moving: list[Any], dim: int) -> Iterator[Shape]:
    for n in range(FIXED):
        source = Source(chosen(small(n)), exact=True, plain=True)
        try:
            fixed = inputs.make(source, "independent", dim, 1 + (inputs.has_data and n % 3 == 2))
        except NotRational:
            continue
        width = dim - inputs.claim.beside
        sizes = [width if isinstance(s, Vector) else 1 for s in moving]
        total = 2 * sum(sizes)
        if 3**total <= MOST:
            rows = np.array(list(product((0, 1, -1), repeat=total)), dtype=object).reshape(-1, total)
        else:
            rng = np.random.Generator(np.random.SFC64([dim, n]))
            rows = rng.integers(-1, 2, (MOST, total)).astype(object)
        parts = np.split(rows[:, None, :], np.cumsum(sizes * 2)[:-1], axis=-1)
        starts, steps = parts[: len(moving)], parts[len(moving) :]
        yield Shape(fixed, dict(zip(moving, starts, strict=True)), dict(zip(moving, steps, strict=True)), dim)


def _growing(inputs: Inputs, shape: Shape) -> Iterator[Candidate]:
    """The rows whose ratio grows like a power of t; the steepest are the plainest."""
    sides = batch([inputs.claim.conclusion.lhs, inputs.claim.conclusion.rhs], inputs.symbols)
    fine: Any = True
    logs = []
    for k in HALVINGS:
        made = {s: a.astype(float) for s, a in shape.at(0.5**k).items()}
        with np.errstate(all="ignore"):
            fine = fine & inputs.scores(made, shape.dim).admissible
            if not fine.any():
                return
            above, below = sides(made)
            rows = len(next(iter(shape.starts.values())))
            logs.append(
                np.broadcast_to(np.log2(np.where((above > NOISE) & (below > 0), above / below, np.nan)), (rows, 1, 1))
            )
    with np.errstate(all="ignore"):
        steps = zip(pairwise(HALVINGS), pairwise(logs), strict=True)
        slopes = [(b - a)[:, 0, 0] / (j - i) for (i, j), (a, b) in steps]
        good = fine & (-slopes[-1] < FLATTEST) & (np.abs(slopes[-1] - slopes[-2]) < STEADY) & np.isfinite(slopes[-1])
    for n in np.flatnonzero(good):
        exponent = -Fraction(float(slopes[-1][n])).limit_denominator(FINEST)
        if exponent < 0:
            yield (exponent, *_plainness(shape, int(n))), exponent, shape.row(inputs, int(n))


def _different(candidates: list[Candidate]) -> list[Candidate]:
    """Each family once."""
    return list({str(family): (how, exponent, family) for how, exponent, family in reversed(candidates)}.values())[::-1]


def _plainness(shape: Shape, n: int) -> tuple[int, ...]:
    """Vectors that do not move and numbers that stay 0, where a formula may have its kinks; then how long it all is."""
    starts, steps = ([int(x) for a in part.values() for x in a[n].flat] for part in (shape.starts, shape.steps))
    still = sum(not a[n].any() for a in shape.steps.values())
    zeros = sum(a == b == 0 for a, b in zip(starts, steps, strict=True))
    fixed = sum(len(str(x)) for s, a in shape.fixed.items() if s not in shape.starts for x in a.flat)
    return still, zeros, sum(map(abs, starts + steps)), sum(x < 0 for x in starts + steps), fixed


def _lines(s: Any, start: Any, step: Any) -> Any:
    every = tuple((Fraction(int(a)), Fraction(int(b))) for a, b in zip(start[0], step[0], strict=True))
    return every if isinstance(s, Vector) else every[0]


def _constant(v: Any) -> Any:
    return tuple(_constant(x) for x in v) if isinstance(v, tuple) else (Fraction(v), Fraction(0))
