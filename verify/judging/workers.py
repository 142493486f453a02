"""Judge many claims in worker processes. No verdict depends on how many there are or on which one took which claim.

Every worker is a pool of one process: when it dies, the one claim that it was working on is known.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from importlib import import_module
from math import inf
from multiprocessing import active_children, get_context
from time import monotonic
from typing import Any

from verify.judging.codes import SECONDS_A_CLAIM, option
from verify.judging.errors import ProcessDied, ended
from verify.judging.table import Died
from verify.judging.time_limit import TimeIsUp, out_of_time
from verify.kernel.judgement import Judgement
from verify.kernel.reasons import Reason, Said
from verify.language.claim import Claim, Statement
from verify.language.module import statement_of
from verify.language.remembered import forget
from verify.language.verdict import Verdict
from verify.prover.orphans import settle
from verify.search.campaign.interrupts import deaf, held

REFRESH = 0.1
WORTH, MANY = 1.0, 120  # seconds after which another process is started for few tasks, and what is not few
BLOCK = 8  # neighbours that one worker takes, where there are many
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
    """The judgements in the order of the claims; when interrupted, those that were finished; and the claims whose processes died."""

    judgements: tuple[Judgement, ...]
    interrupted: bool
    died: tuple[Died, ...] = ()


@dataclass(frozen=True)
class Done:
    """What a task returned, or why it did not: what it raised, TimeIsUp, ProcessDied."""

    result: Any = None
    error: BaseException | None = None


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
        tell: Callable[[Judgement], None] = lambda judgement: None,
        certificates: bool = False,
    ) -> Run:
        """Judge the claims; `modules` says where each statement stands, `progress` is told how many are finished.

        `tell` is told each judgement, in the order of the claims, as soon as those before it are known.

        Where `certificates` are asked for, they are written and re-checked by the worker that judged the claim.

        A claim whose judging raises is UNDECIDED with that reason; one whose worker dies has no judgement. Ctrl-C ends the run early.
        """

        def judged(found: Judgement | Died) -> None:
            if isinstance(found, Judgement):
                tell(found)

        finished: dict[int, Judgement | Died] = {}
        told = 0
        tasks: list[Task] = [(_judged, (modules[s.name], c.name, budget, certificates)) for s, c in claims]
        try:
            seconds = budget.timeout * (3 if certificates else 1)  # it is judged, and its certificate written and read
            for number, done in self.in_time(tasks, jobs=jobs, seconds=seconds, progress=progress):
                with held():
                    finished[number] = _judgement(*claims[number], done, budget.timeout, modules)
                    told = tell_next(finished, told, judged)
            interrupted = False
        except KeyboardInterrupt:
            interrupted = True
            for number in sorted(n for n in finished if n >= told):
                judged(finished[number])
        found = [finished[number] for number in sorted(finished)]
        died = tuple(x for x in found if isinstance(x, Died))
        return Run(tuple(x for x in found if isinstance(x, Judgement)), interrupted, died)

    def each(self, tasks: Sequence[Task], *, jobs: int) -> list[Any]:
        """Do the tasks, `jobs` at a time; what they return, in order. Raises what a task raises."""
        done: dict[int, Any] = {}
        for number, one in self.in_time(tasks, jobs=jobs, seconds=inf):
            if isinstance(one.error, ProcessDied):
                raise ProcessDied(f"step {number + 1} of {len(tasks)}: {one.error}: free memory and take --jobs 1")
            if one.error is not None:
                raise one.error
            done[number] = one.result
        return [done[number] for number in range(len(tasks))]

    def in_time(
        self,
        tasks: Sequence[Task],
        *,
        jobs: int,
        seconds: float,
        progress: Callable[[int], None] = lambda finished: None,
    ) -> Iterator[tuple[int, Done]]:
        """The numbers of the tasks with what came of them, as they are finished, `jobs` at a time.

        Few tasks are begun by one process: others, which take half a second to start, join when these last.
        A task that does not keep to its `seconds` by itself is ended soon after, with its worker.
        """
        busy: dict[Future[Any], tuple[int, Worker, float]] = {}
        waiting, finished = _Blocks(len(tasks), jobs), 0
        another = monotonic() + (WORTH if len(tasks) < MANY else 0)
        while waiting or busy:
            while waiting and len(busy) < jobs and (self._idle or not busy or monotonic() >= another):
                worker = self._take()
                number = waiting.next_of(self._all.index(worker))
                work, arguments = tasks[number]
                with suppress(BrokenProcessPool):  # it died while it was idle, which is no task's fault
                    busy[worker.pool.submit(work, *arguments)] = number, worker, monotonic() + seconds + GRACE
                    waiting.taken(number)
            for future in [f for f, (_, _, until) in busy.items() if monotonic() > until]:
                number, worker, _ = busy.pop(future)
                worker.stop()
                finished += 1
                yield number, Done(error=TimeIsUp())
            for future in wait(busy, timeout=REFRESH, return_when=FIRST_COMPLETED).done:
                number, worker, _ = busy.pop(future)
                finished += 1
                yield number, self._ended(worker, future)
            progress(finished)

    def as_they_come(self, following: Callable[[], Task | None], *, jobs: int) -> Iterator[tuple[Task, Done]]:
        """Each task with what came of it, `jobs` at a time: the `following` one is asked for when a worker is free, and may be none."""
        busy: dict[Future[Any], tuple[Task, Worker]] = {}
        while True:
            while len(busy) < jobs and (task := following()) is not None:
                worker = self._take()
                busy[self._begun(worker, task)] = task, worker
            if not busy:
                return
            for future in wait(busy, return_when=FIRST_COMPLETED).done:
                task, worker = busy.pop(future)
                yield task, self._ended(worker, future)

    def _begun(self, worker: Worker, task: Task) -> Future[Any]:
        work, arguments = task
        try:
            return worker.pool.submit(work, *arguments)
        except BrokenProcessPool as error:  # it died while it was idle
            failed: Future[Any] = Future()
            failed.set_exception(error)
            return failed

    def _ended(self, worker: Worker, future: Future[Any]) -> Done:
        error = future.exception()
        if isinstance(error, BrokenProcessPool):
            return Done(error=ProcessDied(f"its process {worker.last_words()}"))
        self._idle.append(worker)
        return Done(None if error else future.result(), error)

    def _take(self) -> Worker:
        if not self._idle:
            self._all.append(Worker())
            self._idle.append(self._all[-1])
        return self._idle.pop()


def tell_next(finished: Mapping[int, Any], told: int, tell: Callable[[Any], None]) -> int:
    """Tell those that come next, in order; how many are told now."""
    while told in finished:
        tell(finished[told])
        told += 1
    return told


class _Blocks:
    """What waits, in blocks of neighbours, which share their module and much of their work; the first blocks are begun first."""

    def __init__(self, count: int, workers: int) -> None:
        size = max(1, min(BLOCK, count // workers))
        self._waiting = deque(deque(range(k, min(k + size, count))) for k in range(0, count, size))
        self._begun: dict[int, deque[int]] = {}

    def __bool__(self) -> bool:
        return bool(self._waiting) or any(self._begun.values())

    def next_of(self, worker: int) -> int:
        """The next number for this worker: of its block, of the next one, or the last of the longest that is left."""
        if not self._begun.get(worker):
            longest = max(self._begun.values(), key=len, default=deque())
            self._begun[worker] = self._waiting.popleft() if self._waiting else deque([longest.pop()])
        return self._begun[worker][0]

    def taken(self, number: int) -> None:
        """This number, the next one of its worker, does not wait any more."""
        next(block for block in self._begun.values() if block and block[0] == number).popleft()


def _judgement(
    statement: Statement, claim: Claim, done: Done, seconds: float, modules: Mapping[str, str]
) -> Judgement | Died:
    """What the worker sent back, with the claim put in again: a claim holds functions and does not travel."""
    if isinstance(done.error, TimeIsUp):
        return out_of_time(statement.name, claim, seconds)
    if isinstance(done.result, dict):
        return Judgement(claim=claim, **done.result)
    if isinstance(done.error, ProcessDied):
        return _died(f"{statement.name}/{claim.name}", modules[statement.name], str(done.error))
    reason = done.result if done.error is None else f"raised {type(done.error).__name__}: {done.error}"
    return Judgement(statement.name, claim, Verdict.UNDECIDED, "", (), said=Said(Reason.AUTHOR, {"text": reason}))


def _died(claim: str, module: str, how: str) -> Died:
    from verify.search.campaign.task import proof_package

    again = f"free memory, then verify check {claim}{option(proof_package(module))} --jobs 1"
    return Died(claim, f"{how}, so there is no verdict: {again}", module)


def _judged(module: str, name: str, budget: Budget, certificates: bool = False) -> dict[str, Any] | str:
    """The judgement without its claim, or why there is none; runs in the worker."""
    from verify.judging.judge import judge
    from verify.search.campaign.task import proof_package

    _begin_with(module)
    try:
        statement = statement_of(module)
        claim = next(c for c in statement.claims if c.name == name)
        found = judge(statement.name, claim, **asdict(budget), package=proof_package(module))
        if certificates:
            from verify.judging.certificates import rechecked

            found = rechecked(found, budget.timeout)
    except (Exception, SystemExit) as error:
        return f"raised {type(error).__name__}: {error}"
    return {f.name: getattr(found, f.name) for f in fields(found) if f.name != "claim"}


@lru_cache(maxsize=1)
def _begin_with(module: str) -> None:
    """Before the first claim of each block of neighbours in a module: what was remembered of others would only be kept."""
    forget()


class Worker:
    """A pool of one process, in a process group of its own with whatever it starts; with it goes its folder, if it has one."""

    def __init__(self, *, scratch: str = "") -> None:
        before = set(active_children())
        self.pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=settle, initargs=(scratch,))
        with deaf():
            self.pool.submit(_warm_up if not scratch else int)
        (self.process,) = set(active_children()) - before

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def last_words(self) -> str:
        """How the process, whose pool is broken, ended."""
        self.pool.shutdown()  # its thread waits for the process too, and of two who wait only one is told how it ended
        return ended(self.process.exitcode)

    def stop(self) -> None:
        """End the process and all it has started, at once."""
        if self.process.pid is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.pool.shutdown(cancel_futures=True)  # waits: its thread must not be at work while the interpreter ends


def _warm_up() -> None:
    """Load the engine while the parent goes on."""
    import_module("verify.judging.judge")
