"""The unit of work: one chunk, a function of (task, index), for a certified violation or for the largest ratio.

Once in each dimension, and then in one lap of LAPS through the dimensions, a chunk is careful: small batches of every family, variations
of the nearest rows, and what lies uphill of them. The others are swift: large blocks, of which only the best rows are looked at; where
only norms and inner products count, in every other lap these numbers are drawn in place of coordinates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from verify.kernel.record import named, record
from verify.language.arithmetic import NotRational
from verify.language.verdict import Outcome
from verify.search.campaign.absences import absences
from verify.search.campaign.largest_ratio import highest
from verify.search.campaign.task import VIOLATION, Document, Task, claim_of, dimensions_of, variants_of
from verify.search.campaign.uphill import uphill
from verify.search.inputs.batches import ROUNDS, Batch, batches
from verify.search.inputs.families import FAMILIES, STRUCTURED
from verify.search.inputs.inputs import Inputs
from verify.search.inputs.swift import look
from verify.search.probe import Search

NUMBERS = 1 << 14  # of each vector, in one batch
MOST_ROWS = 1024
FEWEST_ROWS = 8
CLIMBS = 2
BEST = 6
LAPS = 8
LOOKED_AT = 3  # of the best rows of a swift chunk


def chunk(task: Task, index: int) -> Document:
    """`{chunk, d, pairs, finds: [record...], best: record or None}`; the same for the same arguments, in any process.

    d is 0 where the claim speaks of no vectors.
    """
    variants = variants_of(task)
    if not variants:
        return {"chunk": index, "d": 0, "pairs": 0, "finds": [], "best": None}
    texts, inputs = variants[index % len(variants)]
    dims = dimensions_of(inputs, task.dim)
    dim = dims[index // len(variants) % len(dims)]
    seed, about = [task.seed, index], named(task.id, claim_of(task))
    done: Document = {"chunk": index, "d": dim if inputs.has_vectors else 0, "pairs": 0, "finds": [], "best": None}
    if inputs.claim.exists:
        done["pairs"], found = absences(inputs, texts, dim, seed, about, task.command(index + 1))
        return done | {"finds": [found] if found else []}
    lap = index // (len(variants) * len(dims)) % LAPS
    seen = look(inputs, dim, seed, in_a_frame=lap % 2 == 0) if lap and inputs.symbols else None
    every = _careful(inputs, dim, seed) if seen is None else seen.best[:LOOKED_AT]
    others = 0 if seen is None else seen.admissible - sum(b.admissible for b in seen.best[:LOOKED_AT])
    climbs = CLIMBS if seen is None else 1
    if task.goal != VIOLATION:
        made = list(every)
        done["pairs"] = others + sum(b.admissible for b in made)
        summits = [*_climbed(inputs, made, seed, climbs), *_best(made)]
        done["best"] = highest(inputs, summits, about, task.command(index + 1), texts)
    else:
        search = Search(inputs, task.statement, task.command(index + 1))
        _accuse(search, every, seed, climbs)
        done["pairs"] = others + sum(search.tried.values())
        done["finds"] = list(_found(search, task, texts))
    return done


def _careful(inputs: Inputs, dim: int, seed: list[int]) -> Iterator[Batch]:
    rows = min(MOST_ROWS, max(FEWEST_ROWS, NUMBERS // dim))
    return batches(inputs, [*FAMILIES, *STRUCTURED], ROUNDS, dim, rows, seed)


def failed(index: int, error: object) -> Document:
    """What stands in the place of a chunk that raised."""
    text = f"{type(error).__name__}: {error}" if isinstance(error, BaseException) else str(error)
    return {"chunk": index, "failed": " ".join(text.split())}


def ready(task: Task) -> None:
    """Load and compile what the chunks of the task need."""
    variants_of(task)


def _accuse(search: Search, every: Iterable[Batch], seed: list[int], climbs: int) -> None:
    """Certify the worst rows of every batch, then what lies uphill of the best; the first violation ends it."""
    if not search.inputs.symbols and search.try_point({}) is not Outcome.UNKNOWN:
        return
    seen: list[Batch] = []
    for batch in every:
        search.tried[batch.dim] = search.tried.get(batch.dim, 0) + batch.admissible
        seen.append(batch)
        nowhere = batch.nowhere[:1] if search.undefined is None else []
        for row in (*nowhere, *batch.accused(search.inputs)):
            if _convicted(search, batch, row):
                return
    for batch in _climbed(search.inputs, seen, seed, climbs):
        if search.inputs.accused(batch.violation) and _convicted(search, batch, 0):
            return


def _convicted(search: Search, batch: Batch, row: int) -> bool:
    """Is the row a certified violation? Without coordinates that are 0 in every vector it is quickly seen to be none."""
    try:
        if batch.beyond and not _convicted(search, replace(batch, beyond=0), row):
            return False
        return search.try_point(batch.point(search.inputs, row)) is Outcome.FAILS
    except NotRational:
        return False


def _best(seen: list[Batch]) -> list[Batch]:
    return sorted((b for b in seen if len(b.rows)), key=lambda b: -b.violation)[:BEST]


def _climbed(inputs: Inputs, seen: list[Batch], seed: list[int], climbs: int) -> list[Batch]:
    """What an ascent reaches from the best rows, each a batch of its own."""
    climbed = (uphill(inputs, b, _foot(b), seed) for b in _best(seen)[:climbs])
    return [b for b in climbed if b is not None]


def _foot(batch: Batch) -> int:
    """Where to climb from: where both sides are 0 there is no slope."""
    return int(next((n for n in batch.rows if batch.violations[n] != 0), batch.rows[0]))


def _found(search: Search, task: Task, functions: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The violation, else the point without a value, at its simplest, with the choice of the unknown functions."""
    point, outcome = search.fails, Outcome.FAILS
    if point is None:
        point, outcome = search.undefined, Outcome.UNDEFINED
    if point is not None:
        shown = search.evidence(point, outcome).counterexample
        assert shown is not None
        yield record(replace(shown, functions=functions), claim_of(task))
