"""Large blocks of built inputs, each scored in a few passes over memory that the cache holds; only the best rows are kept.

The builder and the terms are those of every other batch. What is left out is what cannot matter: a symbol that drops out of the
conclusion is drawn once for a block, and an assumption that the builder meets is not tested again. A row that is kept is scored as
any other, so nothing rests on what was left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from verify.search.inputs.batches import Batch, evaluated
from verify.search.inputs.build import FRAMED
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
IN_A_FRAME = tuple(name for family in EVERY for name in (FRAMED, family))


@dataclass(frozen=True)
class Look:
    """How many admissible rows there were, and the best of them, each a batch of its own; first one without a value."""

    admissible: int
    best: Sequence[Batch]


@dataclass(frozen=True)
class Block:
    """How the rows of a block are made: with `beyond` coordinates more, which are 0, they are of the dimension meant."""

    family: str
    points: int
    dim: int
    beyond: int


@dataclass(frozen=True)
class Lead:
    """One row of a block: how it was made, and a source that makes it again."""

    violation: float
    block: Block
    source: Source


def look(inputs: Inputs, dim: int, seed: Sequence[int], *, in_a_frame: bool = False) -> Look | None:
    """Blocks of every family in turn, a function of the seed; of each family the best row.

    In a frame (`verify.search.inputs.frame`) where that is asked and possible. None where the first of them show that hardly any
    input is admissible: then variations of those that are find more.
    """
    best, admissible, rows = dict[str, Lead](), 0, 0
    in_a_frame = in_a_frame and inputs.rotation_invariant
    for index, (block, source, scores) in enumerate(_blocks(inputs, dim, seed, in_a_frame)):
        if index == len(EVERY) and SELDOM * admissible < rows:
            return None
        every = bool(scores.admissible.all())
        rows += len(scores.violation)
        admissible += len(scores.violation) if every else int(scores.admissible.sum())
        violation = scores.violation if every else np.where(scores.admissible, scores.violation, -np.inf)
        row = int(violation.argmax())  # the first nan, where there is one
        if np.isnan(violation[row]):
            best.setdefault("", Lead(np.inf, block, _row(source, row)))
            violation = np.nan_to_num(violation, nan=-np.inf)
            row = int(violation.argmax())
        if violation[row] > (best[block.family].violation if block.family in best else -np.inf):
            best[block.family] = Lead(float(violation[row]), block, _row(source, row))
    leads = sorted(best.values(), key=lambda lead: -lead.violation)[:KEPT]
    return Look(admissible, [_batch(inputs, lead) for lead in leads])


def _blocks(inputs: Inputs, dim: int, seed: Sequence[int], in_a_frame: bool) -> Iterator[tuple[Block, Source, Scores]]:
    """Until enough numbers are drawn."""
    # The C library of Linux gives arrays back to the system one by one until it has seen a larger one go.
    np.empty(LARGE)
    swift, drawn = Swift(np.random.Generator(np.random.SFC64([*seed, dim]))), 0
    for index in count():
        points = 1 + index % 3 if inputs.has_data else 1
        needed = inputs.frame_width(points)
        width, families = (needed, IN_A_FRAME) if in_a_frame and needed < dim else (dim, EVERY)
        block = Block(families[index % len(families)], points, width, dim - width)
        rows = min(MOST_ROWS, max(1, ROOM // max(1, width * points)))
        whole = index // len(families) % 2 == 1
        source = swift.block(rows, whole=whole, freedom=dim - inputs.claim.beside)
        made = inputs.make(source, block.family, width, points)
        yield block, source, inputs.swift_scores(made, width)
        drawn += max(rows, sum(a.size for a in source.record))
        if drawn >= NUMBERS:
            return


def _row(source: Source, row: int) -> Source:
    """A source that draws this row again."""
    return source.again(repeated([a[row : row + 1].copy() if len(a) > 1 else a for a in source.record]), exact=False)


def _batch(inputs: Inputs, lead: Lead) -> Batch:
    block = lead.block
    return evaluated(inputs, block.family, block.dim, block.points, lead.source, block.beyond)
