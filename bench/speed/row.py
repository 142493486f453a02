"""One row of the table: ours and a peer's work, done in turns in one run; what counts is the ratio of their costs."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

Cost = Callable[[], float]  # does some work, and returns the seconds that one unit of it took


@dataclass(frozen=True)
class Row:
    """Two ways to do one kind of work.

    `ours` and `peer` each do some of it and return seconds a unit. Where the target is "faster than", the ratio is the peer's
    cost by ours, and `least` the ratio aimed at; for a command, whose peer is `import sympy`, it is ours by the peer's, and `most`.
    `why` says what keeps a row from its target, with the measured limit.
    """

    work: str
    peer_is: str
    ours: Cost
    peer: Cost
    least: float | None = None
    most: float | None = None
    turns: int = 5
    why: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Measured:
    """A row with the ratio of each turn."""

    row: Row
    ratios: Sequence[float]
    ours: float
    peer: float

    @property
    def ratio(self) -> float:
        """The median of the turns."""
        return median(self.ratios)

    @property
    def met(self) -> bool:
        """Is the target met?"""
        least, most = self.row.least, self.row.most
        return (least is None or self.ratio >= least) and (most is None or self.ratio <= most)

    def as_json(self) -> dict[str, Any]:
        """Plain data: seconds a unit, ratios, target."""
        row = self.row
        return {
            "work": row.work,
            "peer": row.peer_is,
            "ratio": float(f"{self.ratio:.4g}"),
            "ratios": [float(f"{r:.4g}") for r in self.ratios],
            "seconds": {"ours": float(f"{self.ours:.4g}"), "peer": float(f"{self.peer:.4g}")},
            "target": {"least": row.least} if row.least is not None else {"most": row.most},
            "met": self.met,
            **({"why": row.why} if row.why else {}),
            **({"about": dict(row.about)} if row.about else {}),
        }


def measured(row: Row) -> Measured:
    """The row, its two sides taking turns; one round before them warms both up and does not count."""
    row.peer(), row.ours()
    pairs = [(row.peer(), row.ours()) for _ in range(row.turns)]
    ratios = [peer / ours if row.least is not None else ours / peer for peer, ours in pairs]
    return Measured(row, ratios, median(o for _, o in pairs), median(p for p, _ in pairs))


def seconds(work: Callable[[], Any], units: float = 1.0, *, at_least: float = 0.0) -> float:
    """CPU seconds of this process for one unit: the work is done again until it has taken `at_least` seconds."""
    rounds, began = 0, time.process_time()
    while True:
        work()
        rounds += 1
        if (spent := time.process_time() - began) >= at_least:
            return spent / (rounds * units)


def seconds_of(command: Sequence[str], cwd: str | None = None, **environment: str) -> float:
    """CPU seconds of a command and of all that it starts, its output thrown away."""
    before, null = _spent(), subprocess.DEVNULL
    subprocess.run(command, cwd=cwd, env=of_users() | environment, stdin=null, stdout=null, stderr=null, check=False)
    return _spent() - before


def of_users() -> dict[str, str]:
    """The environment, in which Python keeps what it has compiled as it does for users: of SymPy, an installed package, it has."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
