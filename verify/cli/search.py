"""`verify search`: campaigns against claims, what they found for people and as JSON, and their exit code."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, redirect_stdout
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from verify.cli import finds, terminal, unbounded
from verify.judging import results
from verify.judging.campaign import local
from verify.judging.catalogue import Catalogue, discover, find
from verify.judging.errors import BadInput, ToolFailure
from verify.language.claim import Claim, Statement
from verify.language.verdict import Verdict
from verify.search.campaign.journal import Journal
from verify.search.campaign.run import Campaign, Engine, alone, run
from verify.search.campaign.task import CONSTANT, RATIO, VIOLATION, Task, why_not

CHUNKS = 32
REFUTING = (Verdict.REFUTED, Verdict.UNDEFINED)
TIME_IS_UP = "the time was up"
Work = tuple[Claim, Task, Journal]


class Clock:
    """How long each claim may take: equal shares of what is left of the time of the command, or the same for each."""

    def __init__(self, options: Namespace) -> None:
        self.each: float | None = options.budget_each
        self.end = None if options.budget is None else time.monotonic() + options.budget

    def share(self, claims: int) -> float | None:
        """Seconds for the first of so many claims that are still to come; None without a limit."""
        return self.each if self.end is None else (self.end - time.monotonic()) / claims


def search(options: Namespace) -> int:
    """Search every claim that the ids stand for; without an id those that are expected to be PROVED."""
    clock = Clock(options)
    if options.family:
        return unbounded.search(options, _works(options, CONSTANT)[0], _campaign, clock.share)
    works, left_out = _works(options, RATIO if options.maximise else VIOLATION)
    _announce(options, len(works))
    campaigns: list[tuple[Claim, Campaign]] = []
    with _engine(options) as engine:
        for number, (claim, task, journal) in enumerate(works, 1):
            seconds = clock.share(len(works) - number + 1)
            if campaigns and seconds is not None and seconds <= 0:
                left_out |= {late.id: TIME_IS_UP for _, late, _ in works[number - 1 :]}
                break
            which = f"{number}/{len(works)}  " if len(works) > 1 else ""
            campaigns.append((claim, _campaign(options, claim, task, journal, engine, seconds, which)))
            if not options.json:
                terminal.paint(finds.page(claim, campaigns[-1][1], journal))
            if campaigns[-1][1].interrupted:
                break
    done = [c for _, c in campaigns]
    if options.json:
        terminal.print_json(finds.document(done, one=len(works) == 1, left_out=left_out))
    elif len(works) > 1:
        terminal.paint(finds.summary(done, len(works), left_out))
    late = [claim for claim, task, _ in works if left_out.get(task.id) == TIME_IS_UP]
    return _exit_code(campaigns, late)


def _announce(options: Namespace, claims: int) -> None:
    """How long it will take, before it begins."""
    if options.budget_each is not None and claims > 1:
        minutes = max(1, round(claims * options.budget_each / 60))
        length = f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
        print(f"{claims} claims, {options.budget_each:g} seconds each: about {length}", file=sys.stderr)


def _works(options: Namespace, goal: str) -> tuple[list[Work], dict[str, str]]:
    """The claims that can be searched, each with its task and its files, which are made now; why the others cannot."""
    with redirect_stdout(sys.stderr):
        catalogue = discover(options.package, options.ids)
    chosen = find(catalogue, options.ids)
    if chosen.broken and options.ids:
        raise BadInput(f"{chosen.broken[0].name} cannot be searched: it {chosen.broken[0].reason}")
    wanted = [(s, c) for s, c in chosen.claims if options.ids or c.expected == Verdict.PROVED]
    reasons = [why_not(claim, goal, options.dim) for _, claim in wanted]
    works = [_work(options, catalogue, s, c, goal) for (s, c), why in zip(wanted, reasons, strict=True) if not why]
    if not works:
        what = f"{wanted[0][0].name}/{wanted[0][1].name} cannot be searched: {reasons[0]}" if wanted else "no claim"
        raise BadInput(what)
    left_out = {f"{s.name}/{c.name}": why for (s, c), why in zip(wanted, reasons, strict=True) if why}
    for name, why in left_out.items() if options.ids else ():
        print(f"{name} is left out: {why}", file=sys.stderr)
    return works, left_out


def _work(options: Namespace, catalogue: Catalogue, statement: Statement, claim: Claim, goal: str) -> Work:
    task = Task(catalogue.modules[statement.name], statement.name, claim.name, options.seed, options.dim, goal)
    out = Path(options.out)
    try:
        journal = Journal(out, task)
    except OSError as error:
        raise BadInput(f"--out {out} cannot be written: {error.strerror}; name another directory") from None
    for line in journal.corrupt():
        print(f"skipped: {line}", file=sys.stderr)
    return claim, task, journal


@contextmanager
def _engine(options: Namespace) -> Iterator[Engine]:
    """One process, workers on this machine, or those of a scheduler."""
    if not options.scheduler:
        with local(options.workers) if options.workers > 1 else nullcontext(alone) as engine:
            yield engine
        return
    if find_spec("distributed") is None:
        raise ToolFailure("--scheduler needs the package distributed: install smoothness-verify[cluster]")
    from verify.search.campaign.cluster import ClusterFailure, remote

    try:
        with remote(options.scheduler) as engine:
            yield engine
    except ClusterFailure as error:
        raise ToolFailure(str(error)) from None


def _campaign(
    options: Namespace,
    claim: Claim,
    task: Task,
    journal: Journal,
    engine: Engine,
    seconds: float | None,
    which: str = "",
) -> Campaign:
    finished = journal.finished() if options.resume else {}
    if not options.resume:
        journal.forget()
    chunks = options.chunks if options.chunks or seconds is not None else CHUNKS
    with _watched(task, chunks, which) as tell:
        try:
            return run(
                task, engine, journal,
                chunks=chunks, seconds=seconds, resume=finished.values(), tell=tell,
            )  # fmt: skip
        except OSError as error:
            raise ToolFailure(
                f"{journal.finds.parent.parent} cannot be written any more: {error.strerror}; what is written is kept"
            ) from None


@contextmanager
def _watched(task: Task, chunks: int | None, which: str) -> Iterator[Callable[[Campaign], None]]:
    """A line on standard error that follows the campaign, where somebody watches; `which` of how many it is."""
    console = Console(file=sys.stderr)
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=20), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) if console.is_terminal else nullcontext() as bar:
        line = bar.add_task(which + task.id, total=chunks) if bar is not None else None

        def tell(campaign: Campaign) -> None:
            if bar is not None and line is not None:
                bar.update(line, completed=len(campaign.done), description=which + finds.progress(campaign, chunks))

        yield tell


def _exit_code(campaigns: Sequence[tuple[Claim, Campaign]], late: Sequence[Claim]) -> int:
    """1 where a find is not expected; 3 where an expected one is missing, also for want of time, or a chunk failed."""
    codes = [_code(claim, campaign) for claim, campaign in campaigns]
    codes += [results.UNSETTLED for claim in late if claim.expected in REFUTING]
    if any(c.interrupted for _, c in campaigns):
        return results.INTERRUPTED
    return results.UNEXPECTED if results.UNEXPECTED in codes else max(codes, default=results.AS_EXPECTED)


def _code(claim: Claim, campaign: Campaign) -> int:
    found: Any = finds.verdict(campaign)
    if found is not None and found.value != claim.expected:
        return results.UNEXPECTED
    expected = claim.expected in REFUTING and campaign.task.goal == VIOLATION
    return results.UNSETTLED if campaign.failed or (found is None and expected) else results.AS_EXPECTED
