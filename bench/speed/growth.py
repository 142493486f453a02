"""How costs grow: the search with d, covers with the width of a box, a check with the number of claims, memory with d.

Each is a list of points (size, cost) in units that the report names; nothing here is a ratio to a peer.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from bench.speed.boxes import MOST, goal
from bench.speed.commands import VERIFY
from bench.speed.row import seconds_of
from bench.speed.search import FRAMES, LEMMA, VECTORS, seconds_a_pair
from verify.checkers.inequality.goal_on_box import ground
from verify.judging.catalogue import discover
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.find_cover import Search
from verify.search.campaign.task import Task

Points = list[tuple[float, float]]

DIMS = (2, 8, 32, 128, 512, 3072)
WIDTHS = ("1/8", "1/4", "1/2", "1", "2", "4")
ON_A_BOX = {"exp": "exp(x*y) >= 1 + x*y - 1/10000", "sin": "sin(x*y) <= x*y + 1/20000"}
CLAIMS = (1, 4, 16, 64, 256)
MEMORY = "import resource; from verify.cli import main; main({!r}); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"


def growth() -> Mapping[str, Mapping[str, Points]]:
    """The four pictures: by what it is the cost of, each line by its name."""
    return {
        "search": {"vectors": list(_pairs(VECTORS)), "inner products": list(_pairs(FRAMES))},
        "boxes": {name: list(_boxes(formula)) for name, formula in ON_A_BOX.items()},
        "check": {"verify check": list(_claims())},
        "memory": {"verify search": list(_memory())},
    }


def _pairs(chunks: Sequence[int]) -> Iterator[tuple[float, float]]:
    """Pairs of Lemma 2 that are drawn and checked in a second of CPU."""
    for dim in DIMS:
        seconds_a_pair(Task(*LEMMA, dim=dim), chunks)  # the first has the kernels made
        yield dim, 1 / seconds_a_pair(Task(*LEMMA, dim=dim), chunks)


def _boxes(formula: str) -> Iterator[tuple[float, float]]:
    """Boxes that are looked at for a cover of the square between 0 and w."""
    for width in WIDTHS:
        search = Search(*ground(goal(formula, tuple(f"0 <= {x} <= {width}" for x in "xy"))), [], most=MOST)
        search.guess(*search.whole(), Budget())
        yield float(Fraction(width)), search.count


def _claims() -> Iterator[tuple[float, float]]:
    """CPU seconds of `verify check` on so many claims, spread evenly over the paper."""
    every = [f"{s.name}/{c.name}" for s in discover("proofs").statements for c in s.claims]
    for count in (*CLAIMS, len(every)):
        chosen = every[:: max(1, len(every) // count)][:count]
        yield count, seconds_of([VERIFY, "check", *chosen, "--jobs", "1"])


def _memory() -> Iterator[tuple[float, float]]:
    """MiB that the process of a search of Lemma 2 has at its peak."""
    with tempfile.TemporaryDirectory() as out:
        for dim in DIMS:
            words = ["search", "/".join(LEMMA[1:]), "--dim", str(dim), "--chunks", "9", "--json", "--out", out]
            ran = subprocess.run(
                [sys.executable, "-c", MEMORY.format(words)],
                cwd=Path(__file__).parents[2], env=os.environ, capture_output=True, text=True, check=True,
            )  # fmt: skip
            yield dim, int(ran.stdout.split()[-1]) / 1024


def as_json(found: Mapping[str, Mapping[str, Points]]) -> dict[str, Any]:
    """Plain data with four figures each."""
    return {
        what: {name: [[size, float(f"{cost:.4g}")] for size, cost in points] for name, points in lines.items()}
        for what, lines in found.items()
    }
