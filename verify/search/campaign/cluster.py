"""Chunks on many machines, through dask.distributed; imported only where a scheduler is named."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any
from uuid import uuid4

import dask
from distributed import Client, as_completed

from verify.search.campaign.chunk import chunk, failed, ready
from verify.search.campaign.run import Engine
from verify.search.campaign.task import Document, Task

AHEAD = 2
REFRESH = 0.05
PATIENCE = 60.0
CONNECT = 10.0


class ClusterFailure(Exception):
    """The cluster cannot be used; the message is one line."""


@contextmanager
def remote(address: str) -> Iterator[Engine]:
    """The workers of a scheduler. Raises ClusterFailure where it does not answer or has none."""
    _quiet()
    try:
        client = Client(address, timeout=CONNECT)
    except (OSError, ValueError, TimeoutError) as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise ClusterFailure(f"the scheduler {address} does not answer: {reason}") from None
    with client:
        if not client.nthreads():
            raise ClusterFailure(f"the scheduler {address} has no workers: start some with `dask worker {address}`")
        yield spread(client)


def spread(client: Client) -> Engine:
    """An engine that keeps every worker busy and hands back results as they come, in any order."""

    def engine(task: Task, indices: Iterator[int]) -> Iterator[Document]:
        futures, workers = as_completed(with_results=True, raise_errors=False), _Workers(client)
        failed_once = set[int]()

        def submit(index: int) -> None:
            key = f"{task.id}-{task.key}-{index}-{uuid4().hex}"
            futures.add(client.submit(chunk, task, index, key=key, pure=False))

        def feed(count: int) -> None:
            for index in islice(indices, count):
                submit(index)

        client.run(ready, task, on_error="ignore")  # once in each worker, not in its first chunks
        feed(AHEAD * max(1, sum(client.nthreads().values())))
        try:
            while not futures.is_empty():
                if futures.has_ready():
                    done = _document(*next(futures))
                    if "failed" in done and done["chunk"] not in failed_once:
                        failed_once.add(done["chunk"])  # its worker may have died with what it had found
                        submit(done["chunk"])
                        continue
                    feed(1)
                    yield done | {"lost": workers.lost}
                else:
                    time.sleep(REFRESH)
                workers.watch()
        finally:
            client.cancel([*futures.futures], force=True)

    return engine


class _Workers:
    """Who is there, how many have gone, and how long nobody has been there."""

    def __init__(self, client: Client) -> None:
        self.client, self.lost = client, 0
        self.there = set(client.nthreads())
        self.seen = self.looked = time.monotonic()

    def watch(self) -> None:
        """Look now and then. Raises ClusterFailure when the scheduler or, for a long time, every worker is gone."""
        now = time.monotonic()
        if now - self.looked < 8 * REFRESH:
            return
        self.looked = now
        if self.client.status != "running":
            raise ClusterFailure("the scheduler is gone: finished chunks are kept, go on with --resume")
        try:
            there = set(self.client.nthreads())
        except (OSError, TimeoutError):
            raise ClusterFailure("the scheduler is gone: finished chunks are kept, go on with --resume") from None
        self.lost += len(self.there - there)
        self.there = there
        self.seen = now if there else self.seen
        if now - self.seen > PATIENCE:
            raise ClusterFailure("every worker is gone: finished chunks are kept, go on with --resume")


def _document(future: Any, result: Any) -> Document:
    if future.status == "finished":
        return dict(result)
    error = result[1] if isinstance(result, tuple) else result
    return failed(int(str(future.key).split("-")[-2]), error if error is not None else future.status)


def _quiet() -> None:
    """What the cluster has to say about lost workers is said in the progress; its own log is not for users."""
    dask.config.set({"logging.distributed": "critical", "distributed.scheduler.allowed-failures": 3})
    for name in ("asyncio", "distributed", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
