"""From the best rows of a batch uphill: SciPy moves the numbers that an input is built from, a batch for each gradient."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from verify.search.inputs.batches import Batch, evaluated
from verify.search.inputs.draw import Source, repeated
from verify.search.inputs.inputs import Inputs

MOST_MOVED = 128
ITERATIONS = 25
STEP = 1e-6
WIDEST = 1 << 18


def uphill(inputs: Inputs, batch: Batch, row: int, seed: Sequence[int]) -> Batch | None:
    """One row from which a violation is larger than at this one, None where there is none near.

    At most MOST_MOVED of the numbers are moved, drawn by the seed; the others stay. The result is on a dyadic grid.
    """
    from scipy.optimize import minimize

    climb = _Climb(inputs, batch, row, seed)
    if not climb.start.size:
        return None
    options = {"maxiter": ITERATIONS, "maxfun": 4 * ITERATIONS}
    found = minimize(climb, climb.start, jac=True, method="L-BFGS-B", bounds=climb.bounds, options=options)
    best = None
    for grid in (8.0, float(1 << 10), float(1 << 30)):
        there = climb.at(np.clip(np.round(found.x * grid) / grid, *np.transpose(climb.bounds)))
        if there.admissible and there.violation > max(
            batch.violations[row], -np.inf if best is None else best.violation
        ):
            best = there
    return best


class _Climb:
    """The negative violation as a function of the numbers that may move, with its gradient by differences."""

    def __init__(self, inputs: Inputs, batch: Batch, row: int, seed: Sequence[int]) -> None:
        self.inputs, self.batch = inputs, batch
        self.record = [a[row : row + 1] for a in batch.source.record]
        places = [(n, i) for n in batch.source.free for i in range(self.record[n].size)]
        most = min(MOST_MOVED, max(1, WIDEST // max(1, sum(a.size for a in self.record))))
        rng = np.random.Generator(np.random.SFC64([*seed, row]))
        chosen = sorted(rng.choice(len(places), min(most, len(places)), replace=False)) if places else []
        self.places = [places[k] for k in chosen]
        self.start = np.array([self.record[n].flat[i] for n, i in self.places])
        self.bounds = [batch.source.free[n] for n, _ in self.places]

    def __call__(self, z: Any) -> tuple[float, Any]:
        high = np.transpose(self.bounds)[1]
        steps = np.where(z + STEP > high, -STEP, STEP)
        b = self.batch
        rows = np.concatenate([z[None], z + np.diag(steps)])
        scores = self.inputs.scores(self.inputs.make(self.source(rows), b.family, b.dim, b.points), b.dim)
        found = np.nan_to_num(scores.violation, nan=-1.0, posinf=1.0, neginf=-1.0)
        # One row where nothing that is moved is in the input.
        values, admissible = (np.broadcast_to(a, len(rows)) for a in (found, scores.admissible))
        if not admissible[0]:
            return 1.0, 0 * z
        return -float(values[0]), np.where(admissible[1:], -(values[1:] - values[0]) / steps, 0.0)

    def at(self, z: Any) -> Batch:
        """The batch of this one row."""
        b = self.batch
        return evaluated(self.inputs, b.family, b.dim, b.points, self.source(z[None]), b.beyond)

    def source(self, rows: Any) -> Source:
        """The numbers of the row that is climbed from, with these in their places."""
        source = self.batch.source
        kept = {n for n in range(len(self.record)) if source.swift and n not in source.free}  # a choice is made once
        arrays = [a if n in kept else np.repeat(a, len(rows), axis=0) for n, a in enumerate(self.record)]
        for (n, i), column in zip(self.places, rows.T, strict=True):
            arrays[n].reshape(len(rows), -1)[:, i] = column
        return source.again(repeated(arrays), exact=False)
