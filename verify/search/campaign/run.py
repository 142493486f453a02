"""Run the chunks of a task with an engine, keep each as it finishes, and add up what is known."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count
from typing import Any

from verify.search.campaign.chunk import chunk, failed
from verify.search.campaign.journal import Journal
from verify.search.campaign.task import Document, Task

MOST_FAILED = 8  # chunks, before any is done: then the others fail as well

Engine = Callable[[Task, Iterator[int]], Iterator[Document]]


@dataclass
class Campaign:
    """What a task has come to so far."""

    task: Task
    done: dict[int, Document] = field(default_factory=dict)
    failed: dict[int, str] = field(default_factory=dict)
    lost: int = 0
    interrupted: bool = False

    @property
    def pairs(self) -> int:
        """Admissible inputs that were tried."""
        return sum(d["pairs"] for d in self.done.values())

    @property
    def dimensions(self) -> list[int]:
        """Those in which something was tried."""
        return sorted({d["d"] for d in self.done.values() if d["pairs"] and d["d"]})

    @property
    def finds(self) -> list[Mapping[str, Any]]:
        """Every record once, in the order of the chunks."""
        records = (r for index in sorted(self.done) for r in self.done[index]["finds"])
        return list({r["id"]: r for r in reversed([*records])}.values())[::-1]

    @property
    def best(self) -> Mapping[str, Any] | None:
        """The record of the largest ratio, the shortest of several."""
        records = (self.done[index]["best"] for index in sorted(self.done))
        found = [r for r in records if r is not None]
        return max(found, key=lambda r: (number(r["ratio"][0]), -len(str(r["point"]))), default=None)


def number(text: str) -> Fraction:
    """The number that an end of an enclosure spells out."""
    return Fraction(text)


def run(
    task: Task,
    engine: Engine,
    journal: Journal,
    *,
    chunks: int | None = None,
    seconds: float | None = None,
    resume: Iterable[Document] = (),
    tell: Callable[[Campaign], None] = lambda campaign: None,
) -> Campaign:
    """The chunks 0, 1, … that are not among those to resume from; the seconds only stop it early, between chunks.

    An interruption ends it early; what was finished is kept. Raises OSError where a result cannot be written.
    """
    campaign = Campaign(task, {d["chunk"]: d for d in resume if chunks is None or d["chunk"] < chunks})
    missing = (i for i in (count() if chunks is None else range(chunks)) if i not in campaign.done)
    end = None if seconds is None else time.monotonic() + seconds
    results = engine(task, _until(end, missing))
    try:
        for done in results:
            campaign.lost = max(campaign.lost, done.pop("lost", 0))
            if "failed" in done:
                campaign.failed[done["chunk"]] = done["failed"]
            else:
                journal.keep(done)
                campaign.done[done["chunk"]] = done
            tell(campaign)
            if not campaign.done and len(campaign.failed) >= MOST_FAILED:
                break
    except KeyboardInterrupt:
        campaign.interrupted = True
    finally:
        close = getattr(results, "close", None)
        if close is not None:
            close()
    if campaign.best is not None:
        journal.keep_best(campaign.best)
    return campaign


def alone(task: Task, indices: Iterator[int]) -> Iterator[Document]:
    """The engine of one process."""
    for index in indices:
        try:
            yield chunk(task, index)
        except Exception as error:  # a claim's own code, or a fault of ours: this chunk's, as on a cluster
            yield failed(index, error)


def _until(end: float | None, indices: Iterator[int]) -> Iterator[int]:
    """The indices until the time is up; the first in any case."""
    for n, index in enumerate(indices):
        if n and end is not None and time.monotonic() > end:
            return
        yield index
