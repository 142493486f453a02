"""Judge many claims in worker processes. No verdict depends on how many there are or on which one took which claim.

Every worker is a pool of one process: when it dies, the one claim that it was working on is known.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from importlib import import_module
from itertools import pairwise
from multiprocessing import active_children, get_context, parent_process
from time import monotonic
from typing import Any

from verify.judging.codes import SECONDS_A_CLAIM
from verify.judging.time_limit import out_of_time
from verify.kernel.judgement import Judgement
from verify.kernel.reasons import Reason, Said
from verify.language.claim import Claim, Statement
from verify.language.module import statement_of
from verify.language.verdict import Verdict
from verify.search.campaign.interrupts import deaf

REFRESH = 0.1
GRACE = 5.0  # seconds more for a worker that ends a claim by itself, its engine still to be loaded
Task = tuple[Callable[..., Any], tuple[Any, ...]]


@dataclass(frozen=True)
class Budget:
    """What fuzzing may use: the seed, and the number of examples for each claim; and the seconds that a claim may take."""

    seed: int = 0
    examples: int = 2000
    timeout: float = SECONDS_A_CLAIM


@dataclass(frozen=True)
class Run:
    """The judgements in the order of the claims; when interrupted, those that were finished."""

    judgements: tuple[Judgement, ...]
    interrupted: bool


class Workers:
    """Worker processes, for use in a `with` statement: the first starts at once, all end when it is left."""

    def __init__(self) -> None:
        self._all = [Worker()]
        self._idle = list(self._all)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *error: object) -> None:
        for worker in self._all:
            worker.stop()

    def judge_all(
        self,
        claims: Sequence[tuple[Statement, Claim]],
        modules: Mapping[str, str],
        budget: Budget,
        *,
        jobs: int,
        progress: Callable[[int], None] = lambda finished: None,
    ) -> Run:
        """Judge the claims; `modules` says where each statement stands, `progress` is told how many are finished.

        A claim whose worker dies, or whose judging raises, is UNDECIDED with that reason. Ctrl-C ends the run early.
        """
        finished: dict[int, Judgement] = {}
        waiting = _Stretches(len(claims), jobs)
        busy: dict[Future[Any], tuple[int, Worker]] = {}
        until: dict[Future[Any], float] = {}
        try:
            while waiting or busy:
                while waiting and len(busy) < jobs:
                    worker = self._take()
                    number = waiting.next_of(self._all.index(worker))
                    statement, claim = claims[number]
                    with suppress(BrokenProcessPool):  # it died while it was idle, which is no claim's fault
                        future = worker.pool.submit(_judged, modules[statement.name], claim.name, budget)
                        busy[future] = number, worker
                        until[future] = monotonic() + budget.timeout + GRACE
                        waiting.taken(number)
                for future in [f for f in busy if monotonic() > until[f]]:
                    number, worker = busy.pop(future)
                    worker.stop()
                    finished[number] = out_of_time(claims[number][0].name, claims[number][1], budget.timeout)
                for future in wait(busy, timeout=REFRESH, return_when=FIRST_COMPLETED).done:
                    number, worker = busy.pop(future)
                    finished[number] = _judgement(*claims[number], future, worker)
                    if not isinstance(future.exception(), BrokenProcessPool):
                        self._idle.append(worker)
                progress(len(finished))
            interrupted = False
        except KeyboardInterrupt:
            interrupted = True
        return Run(tuple(finished[number] for number in sorted(finished)), interrupted)

    def each(self, tasks: Sequence[Task], *, jobs: int) -> list[Any]:
        """Do the tasks, `jobs` at a time; what they return, in order. Raises what a task raises."""
        done: dict[int, Any] = {}
        busy: dict[Future[Any], tuple[int, Worker]] = {}
        waiting = _Stretches(len(tasks), jobs)
        while waiting or busy:
            while waiting and len(busy) < jobs:
                worker = self._take()
                number = waiting.next_of(self._all.index(worker))
                waiting.taken(number)
                work, arguments = tasks[number]
                busy[worker.pool.submit(work, *arguments)] = number, worker
            for future in wait(busy, return_when=FIRST_COMPLETED).done:
                number, worker = busy.pop(future)
                done[number] = future.result()
                self._idle.append(worker)
        return [done[number] for number in range(len(tasks))]

    def _take(self) -> Worker:
        if not self._idle:
            self._all.append(Worker())
            self._idle.append(self._all[-1])
        return self._idle.pop()


class _Stretches:
    """What waits, a stretch for each worker: neighbours share their module and much of their work, also in the next run."""

    def __init__(self, count: int, workers: int) -> None:
        ends = [count * k // workers for k in range(workers + 1)]
        self._left = [deque(range(low, high)) for low, high in pairwise(ends)]

    def __bool__(self) -> bool:
        return any(self._left)

    def next_of(self, worker: int) -> int:
        """The next number for this worker, which takes the back half of the longest stretch when its own is done."""
        mine = self._left[worker % len(self._left)]
        if not mine:
            longest = max(self._left, key=len)
            mine.extendleft(longest.pop() for _ in range((len(longest) + 1) // 2))
        return mine[0]

    def taken(self, number: int) -> None:
        """This number, the next one of its worker, does not wait any more."""
        next(left for left in self._left if left and left[0] == number).popleft()


def _judgement(statement: Statement, claim: Claim, future: Future[Any], worker: Worker) -> Judgement:
    """What the worker sent back, with the claim put in again: a claim holds functions and does not travel."""
    error = future.exception()
    if error is None and isinstance(future.result(), dict):
        return Judgement(claim=claim, **future.result())
    if isinstance(error, BrokenProcessPool):
        reason = f"the worker process {worker.last_words()} while judging this claim"
    else:
        reason = future.result() if error is None else f"raised {type(error).__name__}: {error}"
    return Judgement(statement.name, claim, Verdict.UNDECIDED, "", (), said=Said(Reason.AUTHOR, {"text": reason}))


def _judged(module: str, name: str, budget: Budget) -> dict[str, Any] | str:
    """The judgement without its claim, or why there is none; runs in the worker."""
    from verify.judging.judge import judge

    try:
        statement = statement_of(module)
        claim = next(c for c in statement.claims if c.name == name)
        found = judge(statement.name, claim, **asdict(budget))
    except (Exception, SystemExit) as error:
        return f"raised {type(error).__name__}: {error}"
    return {f.name: getattr(found, f.name) for f in fields(found) if f.name != "claim"}


class Worker:
    """A pool of one process, in a process group of its own with whatever it starts."""

    def __init__(self) -> None:
        before = set(active_children())
        self.pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_settle)
        with deaf():
            self.pool.submit(_warm_up)
        (self.process,) = set(active_children()) - before

    def last_words(self) -> str:
        """How the process, whose pool is broken, ended."""
        self.pool.shutdown()  # its thread waits for the process too, and of two who wait only one is told how it ended
        code = self.process.exitcode
        return f"was killed ({signal.Signals(-code).name})" if code and code < 0 else f"ended (exit code {code})"

    def stop(self) -> None:
        """End the process and all it has started, at once."""
        if self.process.pid is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.pool.shutdown(cancel_futures=True)  # waits: its thread must not be at work while the interpreter ends


def _settle() -> None:
    """Make a new process a worker: it leads its own group, leaves standard output alone, and ends with its parent."""
    os.setpgid(0, 0)
    os.dup2(2, 1)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _warm_up() -> None:
    """Load the engine while the parent goes on."""
    import_module("verify.judging.judge")


def _follow_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os.killpg(0, signal.SIGKILL)
