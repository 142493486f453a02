"""`verify necessity`: for every claim that is expected to be PROVED, whether each of its assumptions is needed."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from multiprocessing import get_context
from typing import Any

from verify.cli import terminal
from verify.judging import plain, results
from verify.judging.catalogue import discover, find
from verify.judging.errors import BadInput
from verify.judging.necessity.needs import Need, Status, counts, document, needs
from verify.language.module import statement_of
from verify.language.verdict import Verdict

STYLES = {Status.NEEDED: "green", Status.VALUE: "green", Status.NOT_NEEDED: "yellow", Status.OPEN: "yellow"}
Task = tuple[str, str, int, int]


def necessity(options: Namespace) -> int:
    """Leave out the assumptions in turn; it is no verdict, so the exit code is 0, also where a question stays open."""
    with redirect_stdout(sys.stderr):
        catalogue = discover(options.package, options.ids)
    chosen = find(catalogue, options.ids)
    tasks = [
        (catalogue.modules[s.name], c.name, options.seed, options.examples)
        for s, c in chosen.claims
        if c.expected == Verdict.PROVED and c.assuming
    ]
    if not tasks:
        raise BadInput("no claim here is expected to be PROVED under an assumption; name another")
    with terminal.progress(len(tasks), "leaving out") as tell:
        found = [need for part in _told(_each(tasks, options.jobs), tell) for need in part]
    if options.json:
        terminal.print_json(document(found))
    else:
        claims = {f"{s.name}/{c.name}": c for s, c in chosen.claims}
        rows = [
            (n.claim, plain.assumption(claims[n.claim].assuming[n.number]), n.status.value, _shown(n)) for n in found
        ]
        styles = [(2, STYLES[n.status]) for n in found]
        terminal.print_table(("claim", "without", "", "because"), rows, styles)
        terminal.paint(["", ", ".join(f"{count} {status}" for status, count in counts(found).items())])
    return results.AS_EXPECTED


def _shown(need: Need) -> str:
    values = ", ".join(f"{plain.name(name)} = {_number(value)}" for name, value in (need.point or {}).items())
    return values or need.detail


def _number(value: Any) -> str:
    return f"({', '.join(map(_number, value))})" if isinstance(value, list) else str(value)


def _each(tasks: Sequence[Task], jobs: int) -> Iterator[list[Need]]:
    if jobs == 1:
        yield from map(_work, tasks)
        return
    with ProcessPoolExecutor(min(jobs, len(tasks)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(_work, tasks)


def _told(parts: Iterable[list[Need]], tell: Any) -> Iterator[list[Need]]:
    for finished, part in enumerate(parts, 1):
        tell(finished)
        yield part


def _work(task: Task) -> list[Need]:
    module, name, seed, examples = task
    statement = statement_of(module)
    claim = next(c for c in statement.claims if c.name == name)
    return list(needs(statement.name, claim, seed=seed, examples=examples))
