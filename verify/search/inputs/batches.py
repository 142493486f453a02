"""Float batches of built inputs: one of each family, then batches that vary the rows nearest to a violation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from verify.language.symbols import Sample, Vector
from verify.search.inputs.draw import Source, exact_row, mutated_rows, random_rows
from verify.search.inputs.inputs import Inputs

ROUNDS = 6  # of variations of the most critical rows
KEPT = 16
LOOKED_AT = 3


@dataclass(frozen=True)
class Batch:
    """A batch that was evaluated: what it was drawn from, how many rows are admissible, and the most critical of them.

    Its vectors have `beyond` more coordinates, which are 0.

    `rows` are in the order of their violation, the largest first; `violations` has one entry for each row of the batch;
    in the rows `nowhere` the conclusion has no value.
    """

    family: str
    dim: int
    points: int
    source: Source
    admissible: int
    rows: Any
    violations: Any
    nowhere: Any
    beyond: int = 0

    @property
    def violation(self) -> float:
        """The largest one, -inf where no row is admissible."""
        return float(self.violations[self.rows[0]]) if len(self.rows) else -np.inf

    def accused(self, inputs: Inputs) -> list[int]:
        """The rows that are worth an exact look, the worst first."""
        return [n for n in self.rows[:LOOKED_AT] if inputs.accused(self.violations[n])]

    def point(self, inputs: Inputs, row: int) -> dict[Any, Any]:
        """One row in fractions. Raises NotRational where it has no exact form."""
        again = self.source.again(exact_row(self.source.record, row), exact=True)
        point = inputs.point(again, self.family, self.dim, self.points)
        return {s: _widened(s, v, self.beyond) for s, v in point.items()} if self.beyond else point


def batches(
    inputs: Inputs, families: Sequence[str], rounds: int, dim: int, rows: int, seed: Sequence[int]
) -> Iterator[Batch]:
    """Batches of so many rows in one dimension, a function of the seed: every family, then rounds of variations."""
    best: Batch | None = None
    for index in range(len(families) + rounds):
        rng = np.random.Generator(np.random.SFC64([*seed, dim, index]))
        if index < len(families):
            points = 1 + index % 3 if inputs.has_data else 1
            batch = evaluated(inputs, families[index], dim, points, Source(random_rows(rng, rows), exact=False))
        elif best is None or not len(best.rows):
            return
        else:
            parents = [a[np.resize(best.rows, rows)] for a in best.source.record]
            draw = mutated_rows(rng, parents, max(0.1, 0.5 ** (index - len(families))))
            batch = evaluated(inputs, best.family, dim, best.points, Source(draw, exact=False))
        best = batch if best is None or batch.violation > best.violation else best
        yield batch


def evaluated(inputs: Inputs, family: str, dim: int, points: int, source: Source, beyond: int = 0) -> Batch:
    """Draw a batch from the source and score it."""
    scores = inputs.scores(inputs.make(source, family, dim, points), dim)
    rows = np.flatnonzero(scores.admissible)
    violation = scores.violation[rows]
    order = rows[np.argsort(-np.nan_to_num(violation, nan=-np.inf), kind="stable")]
    nowhere = rows[np.isnan(violation)]
    return Batch(family, dim, points, source, len(rows), order[:KEPT], scores.violation, nowhere, beyond)


def _widened(s: Any, v: Any, beyond: int) -> Any:
    if isinstance(s, Sample):
        return tuple((*row, *[Fraction(0)] * beyond) for row in v)
    return (*v, *[Fraction(0)] * beyond) if isinstance(s, Vector) else v
