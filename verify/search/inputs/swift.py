"""Large blocks of built inputs, each scored in a few passes over memory that the cache holds; only the best rows are kept.

The builder and the terms are those of every other batch. What is left out is what cannot matter: a symbol that drops out of the
conclusion is drawn once for a block, and an assumption that the builder meets is not tested again. A row that is kept is scored as
any other, so nothing rests on what was left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np

from verify.search.inputs.batches import Batch, evaluated
from verify.search.inputs.draw import Source, Swift, repeated
from verify.search.inputs.families import FAMILIES, STRUCTURED
from verify.search.inputs.inputs import Inputs
from verify.search.inputs.scores import Scores

ROOM = 1 << 17  # numbers of one vector in a block: 1 MiB, so that a few arrays stay in the cache
MOST_ROWS = 1 << 14
NUMBERS = 1 << 25  # drawn for one look
LARGE = 1 << 21
KEPT = 6
SELDOM = 64
EVERY = (*FAMILIES, *STRUCTURED)


@dataclass(frozen=True)
class Look:
    """How many admissible rows there were, and the best of them, each a batch of its own; first one without a value."""

    admissible: int
    best: Sequence[Batch]


@dataclass(frozen=True)
class Lead:
    """One row of a block: how it was made, and what it was made from."""

    violation: float
    family: str
    points: int
    record: Sequence[Any]


def look(inputs: Inputs, dim: int, seed: Sequence[int]) -> Look | None:
    """Blocks of every family in turn, a function of the seed; of each family the best row.

    None where the first of them show that hardly any input is admissible: then variations of those that are find more.
    """
    best, admissible, rows = dict[str, Lead](), 0, 0
    for index, (source, family, points, scores) in enumerate(_blocks(inputs, dim, seed)):
        if index == len(EVERY) and SELDOM * admissible < rows:
            return None
        every = bool(scores.admissible.all())
        rows += len(scores.violation)
        admissible += len(scores.violation) if every else int(scores.admissible.sum())
        violation = scores.violation if every else np.where(scores.admissible, scores.violation, -np.inf)
        row = int(violation.argmax())  # the first nan, where there is one
        if np.isnan(violation[row]):
            best.setdefault("", Lead(np.inf, family, points, _row(source, row)))
            violation = np.nan_to_num(violation, nan=-np.inf)
            row = int(violation.argmax())
        if violation[row] > (best[family].violation if family in best else -np.inf):
            best[family] = Lead(float(violation[row]), family, points, _row(source, row))
    leads = sorted(best.values(), key=lambda lead: -lead.violation)[:KEPT]
    return Look(admissible, [_batch(inputs, dim, lead) for lead in leads])


def _blocks(inputs: Inputs, dim: int, seed: Sequence[int]) -> Iterator[tuple[Source, str, int, Scores]]:
    """Until enough numbers are drawn."""
    drawn = 0
    np.empty(
        LARGE
    )  # the C library of Linux gives arrays back to the system one by one until it has seen a larger one go
    swift = Swift(np.random.Generator(np.random.SFC64([*seed, dim])))
    for index in count():
        points = 1 + index % 3 if inputs.has_data else 1
        rows = min(MOST_ROWS, max(1, ROOM // max(1, dim * points)))
        family = EVERY[index % len(EVERY)]
        source = swift.block(rows, whole=index // len(EVERY) % 2 == 1)
        made = inputs.make(source, family, dim, points)
        yield source, family, points, inputs.swift_scores(made, dim)
        drawn += max(rows, sum(a.size for a in source.record))
        if drawn >= NUMBERS:
            return


def _row(source: Source, row: int) -> list[Any]:
    return [a[row : row + 1].copy() if len(a) > 1 else a for a in source.record]


def _batch(inputs: Inputs, dim: int, lead: Lead) -> Batch:
    source = Source(repeated(lead.record), exact=False, swift=True)
    return evaluated(inputs, lead.family, dim, lead.points, source)
