"""The chunks of a campaign in worker processes of this machine."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from verify.judging.errors import ProcessDied
from verify.judging.workers import Task as Work
from verify.judging.workers import Workers
from verify.search.campaign.chunk import chunk
from verify.search.campaign.run import Engine
from verify.search.campaign.task import Document, Task


@contextmanager
def local(workers: int) -> Iterator[Engine]:
    """An engine of so many processes, which hands back results as they come, in any order; one that dies is started again."""
    with Workers() as those:

        def engine(task: Task, indices: Iterator[int]) -> Iterator[Document]:
            return _spread(those, workers, task, indices)

        yield engine


def _spread(those: Workers, jobs: int, task: Task, indices: Iterator[int]) -> Iterator[Document]:
    """A chunk that fails is done once more: its worker may have died with what it had found."""
    again, repeated, lost = deque[int](), set[int](), 0

    def following() -> Work | None:
        index = again.popleft() if again else next(indices, None)
        return None if index is None else (chunk, (task, index))

    for (_, (_, index)), done in those.as_they_come(following, jobs=jobs):
        lost += isinstance(done.error, ProcessDied)
        if done.error is None:
            yield done.result | {"lost": lost}
        elif index not in repeated:
            repeated.add(index)
            again.append(index)
        else:
            yield {
                "chunk": index,
                "failed": " ".join(f"{type(done.error).__name__}: {done.error}".split()),
                "lost": lost,
            }
