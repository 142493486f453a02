"""`verify necessity`: for every claim that is expected to be PROVED, whether each of its assumptions is needed."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from dataclasses import asdict
from importlib import import_module
from multiprocessing import get_context
from typing import Any

from verify.cli import results, terminal
from verify.core import Claim, Statement, Verdict
from verify.discover import discover, find
from verify.faults import BadInput
from verify.necessity import Need, Status, needs
from verify.removals import removals

STYLES = {Status.NEEDED: "green", Status.VALUE: "green", Status.NOT_NEEDED: "yellow", Status.OPEN: "yellow"}
Task = tuple[str, str, int, int]


def necessity(options: Namespace) -> int:
    """Leave out the assumptions in turn; it is no verdict, so the exit code is 0, also where a question stays open."""
    with redirect_stdout(sys.stderr):
        catalogue = discover(options.package)
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
        rows = [(n.claim, n.assumption, n.status.value, _shown(n)) for n in found]
        styles = [(2, STYLES[n.status]) for n in found]
        terminal.print_table(("claim", "without", "", "because"), rows, styles)
        terminal.paint(["", ", ".join(f"{count} {status}" for status, count in counts(found).items())])
    return results.AS_EXPECTED


def document(found: Sequence[Need]) -> dict[str, Any]:
    """What was found as plain data; exact numbers are strings."""
    return {"schema": results.SCHEMA, "summary": counts(found), "results": [asdict(n) for n in found]}


def read(document: Mapping[str, Any]) -> list[Need]:
    """What `document` wrote."""
    return [Need(**{**stored, "status": Status(stored["status"])}) for stored in document["results"]]


def counts(found: Iterable[Need]) -> dict[str, int]:
    """How many assumptions have which status."""
    counted = Counter(n.status for n in found)
    return {s.value: counted[s] for s in Status if counted[s]}


def claim_of(statements: Iterable[Statement], need: Need) -> Claim | None:
    """The claim that it is about."""
    return next((c for s in statements for c in s.claims if f"{s.name}/{c.name}" == need.claim), None)


def _shown(need: Need) -> str:
    values = ", ".join(f"{name} = {_number(value)}" for name, value in (need.point or {}).items())
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
    statement: Statement = import_module(module).STATEMENT
    claim = next(c for c in statement.claims if c.name == name)
    given = removals(module.rpartition(".")[0])
    return list(needs(statement.name, claim, seed=seed, examples=examples, given=given))
