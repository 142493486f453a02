"""What `make data` trains: one data set, both balls, three radii each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from practice.data import DataSet, to_json
from practice.iterate import UNIT, Training
from practice.record import record

SCHEMA = 1
STORED = Path("reports/practice.json")
CLASSES = (3, 8)
STEPS = 200
RADII = {
    "L2": (Fraction(1, 4), Fraction(1, 2), Fraction(1)),
    "Linf": (Fraction(1, 50), Fraction(1, 10), Fraction(3, 10)),
}  # the last of each is above the threshold ε*
Run = dict[str, Any]


def trainings(data: DataSet) -> list[Training]:
    """The six runs."""
    return [Training(data, ball, eps) for ball, radii in RADII.items() for eps in radii]


def runs(chosen: Sequence[Training], steps: int, workers: int) -> Iterator[Run]:
    """The record of each, in their order; one worker is this process. Raises Broken, Undecided."""
    if workers == 1:
        yield from (record(t, steps) for t in chosen)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(record, chosen, [steps] * len(chosen))


def document(data: DataSet, done: Sequence[Run]) -> dict[str, Any]:
    """Everything that is stored."""
    return {
        "schema": SCHEMA,
        "unit": f"1/{UNIT}",
        "R": str(data.radius),
        "runs": list(done),
        "data": to_json(data),
    }
