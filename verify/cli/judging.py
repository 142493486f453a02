"""What several commands begin with: read the package, judge what the ids stand for."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import redirect_stdout

from verify.cli import terminal, verdicts
from verify.judging import results
from verify.judging.catalogue import Catalogue, Selection, discover, find
from verify.judging.workers import Budget, Run, Workers


def read(options: Namespace) -> Catalogue:
    """The package that is meant."""
    with redirect_stdout(sys.stderr):  # what an author's module prints is no part of the answer
        return discover(options.package)


def judged(
    options: Namespace, ids: Sequence[str], workers: Workers, *, certificates: bool = False
) -> tuple[Catalogue, Selection, Run]:
    """Judge what the ids stand for; the first worker loads the engine while the package is read here."""
    catalogue = read(options)
    chosen = find(catalogue, ids)
    with terminal.progress(len(chosen.claims)) as tell:
        run = workers.judge_all(
            chosen.claims,
            catalogue.modules,
            budget(options),
            jobs=options.jobs,
            progress=tell,
            certificates=certificates,
        )
    return catalogue, chosen, run


def closing(options: Namespace, chosen: Selection, run: Run) -> str:
    """The last line: how many claims have which verdict."""
    summary = results.summary(run.judgements, chosen.broken)
    return verdicts.closing(summary, budget(options), total=len(chosen.claims), interrupted=run.interrupted)


def budget(options: Namespace) -> Budget:
    """What fuzzing may use."""
    return Budget(options.seed, options.examples, options.timeout)
