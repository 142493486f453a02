"""What several commands begin with: read the package, judge what the ids stand for."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from functools import partial
from typing import Any

from verify.cli import terminal, verdicts
from verify.judging import results
from verify.judging.catalogue import Catalogue, Selection, discover, find
from verify.judging.table import Broken, Table, kept
from verify.judging.workers import Budget, Run, Workers
from verify.kernel.judgement import Judgement


def read(options: Namespace, ids: Sequence[str] = ()) -> Catalogue:
    """The package that is meant, or of it what the ids stand for."""
    with redirect_stdout(sys.stderr):  # what an author's module prints is no part of the answer
        return discover(options.package, ids)


def table(options: Namespace) -> tuple[Table, Sequence[Broken]]:
    """What the package that is meant states, and what failed: its modules are read only where that is not known."""
    if (found := kept(options.package)) is not None:
        return found, ()
    catalogue = read(options)
    return catalogue.table, catalogue.broken


def alone(options: Namespace, ids: Sequence[str], **more: Any) -> tuple[Catalogue, Selection, Run]:
    """Judge what the ids stand for, in worker processes that end with it; `more` is as for `judged`."""
    with Workers() as workers:
        return judged(options, ids, workers, **more)


def judged(
    options: Namespace,
    ids: Sequence[str],
    workers: Workers,
    *,
    certificates: bool = False,
    before: Callable[[Catalogue, Selection], None] = lambda catalogue, chosen: None,
    tell: Callable[[Catalogue, Judgement], None] = lambda catalogue, judgement: None,
) -> tuple[Catalogue, Selection, Run]:
    """Judge what the ids stand for; the first worker loads the engine while the package is read here.

    `before` is asked first whether all is well, and raises where it is not; `tell` is told each judgement.
    """
    catalogue = read(options, ids)
    chosen = find(catalogue, ids)
    before(catalogue, chosen)
    with terminal.progress(len(chosen.claims)) as progress:
        run = workers.judge_all(
            chosen.claims,
            catalogue.modules,
            budget(options),
            jobs=options.jobs,
            progress=progress,
            tell=partial(tell, catalogue),
            certificates=certificates,
        )
    return catalogue, replace(chosen, broken=(*chosen.broken, *run.died)), run


def closing(options: Namespace, chosen: Selection, run: Run) -> str:
    """The last line: how many claims have which verdict."""
    summary = results.summary(run.judgements, chosen.broken)
    return verdicts.closing(summary, budget(options), total=len(chosen.claims), interrupted=run.interrupted)


def budget(options: Namespace) -> Budget:
    """What fuzzing may use."""
    return Budget(options.seed, options.examples, options.timeout)


def again(options: Namespace, j: Judgement) -> str:
    """The line to paste that judges the claim again in the same way."""
    return verdicts.repeat(j, budget(options), options.package)
