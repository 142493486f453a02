"""`verify necessity`: for every claim that is expected to be PROVED, whether each of its assumptions is needed."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout, suppress
from dataclasses import asdict
from math import inf
from typing import Any

from verify.cli import terminal
from verify.judging import plain, results
from verify.judging.catalogue import discover, find
from verify.judging.errors import BadInput, ProcessDied, ToolFailure
from verify.judging.necessity.needs import Need, Status, counts, needs
from verify.judging.workers import Task, Workers, tell_next
from verify.language.module import statement_of
from verify.language.verdict import Verdict
from verify.search.campaign.interrupts import held

STYLES = {Status.NEEDED: "green", Status.VALUE: "green", Status.NOT_NEEDED: "yellow", Status.OPEN: "yellow"}


def necessity(options: Namespace) -> int:
    """Leave out the assumptions in turn; it is no verdict, so the exit code is 0, also where a question stays open."""
    with redirect_stdout(sys.stderr):
        catalogue = discover(options.package, options.ids)
    chosen = find(catalogue, options.ids)
    tasks: list[Task] = [
        (_work, (catalogue.modules[s.name], c.name, options.seed, options.examples))
        for s, c in chosen.claims
        if c.expected == Verdict.PROVED and c.assuming
    ]
    if not tasks:
        raise BadInput("no claim here is expected to be PROVED under an assumption; name another")
    so_far, head = terminal.Results(), {"schema": results.SCHEMA}

    def tell(part: list[Need]) -> None:
        for need in part if options.json else ():
            so_far.put(head, asdict(need))

    found, interrupted = _found(tasks, options, tell)
    if options.json:
        so_far.close(head, {"summary": counts(found), "interrupted": interrupted})
    else:
        claims = {f"{s.name}/{c.name}": c for s, c in chosen.claims}
        rows = [
            (n.claim, plain.assumption(claims[n.claim].assuming[n.number]), n.status.value, _shown(n)) for n in found
        ]
        styles = [(2, STYLES[n.status]) for n in found]
        terminal.print_table(("claim", "without", "", "because"), rows, styles)
        terminal.paint(["", ", ".join(f"{count} {status}" for status, count in counts(found).items())])
    return results.INTERRUPTED if interrupted else results.AS_EXPECTED


def _found(tasks: Sequence[Task], options: Namespace, tell: Callable[[list[Need]], None]) -> tuple[list[Need], bool]:
    """What is known of each assumption, in the order of the claims, and whether Ctrl-C ended it early."""
    done: dict[int, list[Need]] = {}
    told = 0
    with Workers() as workers, terminal.progress(len(tasks), "leaving out") as progress, suppress(KeyboardInterrupt):
        for number, ended in workers.in_time(tasks, jobs=options.jobs, seconds=inf, progress=progress):
            if ended.error is not None:
                _, (module, name, *_) = tasks[number]
                if isinstance(ended.error, ProcessDied):
                    raise ProcessDied(f"{module}, {name}: {ended.error}: free memory and take --jobs 1")
                raise ToolFailure(f"{module}, {name}: {type(ended.error).__name__}: {ended.error}".splitlines()[0])
            with held():
                done[number] = ended.result
                told = tell_next(done, told, tell)
    for number in sorted(n for n in done if n >= told):
        tell(done[number])
    return [need for number in sorted(done) for need in done[number]], len(done) < len(tasks)


def _shown(need: Need) -> str:
    values = ", ".join(f"{plain.name(name)} = {_number(value)}" for name, value in (need.point or {}).items())
    return values or need.detail


def _number(value: Any) -> str:
    return f"({', '.join(map(_number, value))})" if isinstance(value, list) else str(value)


def _work(module: str, name: str, seed: int, examples: int) -> list[Need]:
    statement = statement_of(module)
    claim = next(c for c in statement.claims if c.name == name)
    return list(needs(statement.name, claim, seed=seed, examples=examples))
