"""What each command of `verify` does: discover, judge, print. Every one returns its exit code."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout, suppress
from dataclasses import asdict, replace
from importlib import import_module
from pathlib import Path

from verify.cli import judging, prove, show, stored, terminal, verdicts, writing
from verify.cli.doctor import TOOLS
from verify.judging import results
from verify.judging.catalogue import Catalogue, Selection, rows
from verify.judging.errors import BadInput
from verify.judging.files import put, require_writable
from verify.judging.workers import Run, Workers
from verify.kernel.judgement import Judgement

NOTHING = Run((), interrupted=True)


def list_rows(options: Namespace) -> int:
    """One row for every id."""
    catalogue = judging.read(options)
    table = rows(catalogue)
    if options.json:
        terminal.print_json(table)
    else:
        cells = [
            (r["id"], r["kind"], r["section"], ", ".join(map(str, r["equations"])), str(len(r["claims"])), r["title"])
            for r in table
        ]
        terminal.print_table(("id", "kind", "section", "eq.", "claims", "title"), cells)
    verdicts.print_failed(catalogue.broken, as_json=options.json)
    return results.exit_code((), catalogue.broken)


def check(options: Namespace) -> int:
    """Judge claims, print the verdicts, and say which are not as expected; write certificates where they are asked for."""
    target = Path(options.certificates) if options.certificates else None
    if target is not None:
        _require_file(target)
    catalogue, chosen, run = Catalogue(options.package, {}, (), (), {}), Selection((), ()), NOTHING
    with suppress(KeyboardInterrupt):
        catalogue, chosen, run = _judged(options, options.ids, certificates=target is not None)
        if target is not None and not run.interrupted:
            put(target, results.certificates(run.judgements, packed=target.suffix == ".gz"))
    if options.json:
        terminal.print_json(results.document(catalogue.paper, run, chosen.broken, judging.budget(options)))
        verdicts.print_failed(chosen.broken, as_json=True)
    else:
        _print_check(options, chosen, run)
        if target is not None:
            terminal.paint([verdicts.certificates(results.of_certificates(run.judgements), run.interrupted)])
    return results.exit_code(run.judgements, chosen.broken, interrupted=run.interrupted)


def show_one(options: Namespace) -> int:
    """Everything about one statement, claim or equation."""
    catalogue, chosen, run = _judged(options, [options.id])
    document, table = [], {row["id"]: row for row in rows(catalogue)}
    for statement in catalogue.statements:
        judgements = [j for j in run.judgements if j.statement == statement.name]
        if options.json and judgements:
            with redirect_stdout(sys.stderr):
                document.append(table[statement.name] | {"claims": show.as_data(judgements)})
        elif judgements:
            terminal.paint(show.heading(statement), "bold")
            for j in judgements:
                terminal.paint(["", *show.page(j, _again(options, j))])
    if options.json:
        terminal.print_json({"schema": results.SCHEMA, "statements": document, "interrupted": run.interrupted})
    verdicts.print_failed(chosen.broken, as_json=options.json)
    return results.exit_code(run.judgements, chosen.broken, interrupted=run.interrupted)


def replay(options: Namespace) -> int:
    """Check stored counterexamples or certificates again; 1 when one is not confirmed or a line is no record."""
    with Workers() as workers:
        checked = [c for what in options.what for c in _checked_again(options, what, workers)]
    bad = [c for c in checked if not c.confirmed]
    if options.json:
        terminal.print_json({"schema": results.SCHEMA, "records": [asdict(c) for c in checked]})
    else:
        for c in checked:
            mark = "✓ confirmed" if c.confirmed else "✗"
            trust = f"(trusting {', '.join(c.trusting)})" if c.trusting else ""
            name = (c.claim, c.id[:19]) if c.id else ()
            terminal.paint([" ".join(filter(None, (f"{c.where}:", *name, mark, c.message, trust)))])
        terminal.paint([f"{len(checked)} checked, {len(checked) - len(bad)} confirmed, {len(bad)} not"])
    return results.UNEXPECTED if bad else results.AS_EXPECTED


def _checked_again(options: Namespace, what: str, workers: Workers) -> list[stored.Checked]:
    in_time = stored.InTime(workers, options.jobs, options.timeout)
    if (certificate := prove.stored(what)) is not None:
        return in_time([(what, certificate)], prove.check_again)
    catalogue = judging.read(options)

    def own() -> Sequence[Judgement]:
        run = judging.judged(options, [what], workers)[2]
        if run.interrupted:
            raise KeyboardInterrupt
        return run.judgements

    checked = stored.check_again(stored.find_records(what, catalogue, own), catalogue, in_time)
    several = len(options.what) > 1 and what.endswith(".jsonl")
    return [replace(c, where=f"{what}, {c.where}") for c in checked] if several else checked


def doctor(options: Namespace) -> int:
    """Which tools are here; 3 when one without which nothing works is missing."""
    if options.json:
        tools = [{"name": t.name, "found": t.found or None, "required": t.required, "lost": t.lost} for t in TOOLS]
        terminal.print_json({"schema": results.SCHEMA, "tools": tools})
    else:
        cells = [(t.name, t.found or "missing", ("required; " if t.required else "") + t.lost) for t in TOOLS]
        styles = [(1, "green" if t.found else "yellow") for t in TOOLS]
        terminal.print_table(("tool", "found", "without it you lose"), cells, styles)
    return results.UNSETTLED if any(t.required and not t.found for t in TOOLS) else results.AS_EXPECTED


def _require_file(path: Path) -> None:
    if path.is_dir():
        raise BadInput(f"--certificates {path} is a directory; name a file in it")
    require_writable(path.parent, f"--certificates {path}")


def _judged(options: Namespace, ids: Sequence[str], *, certificates: bool = False) -> tuple[Catalogue, Selection, Run]:
    with Workers() as workers:
        return judging.judged(options, ids, workers, certificates=certificates)


def _print_check(options: Namespace, chosen: Selection, run: Run) -> None:
    if run.judgements:
        verdicts.print_verdicts(run.judgements)
    for j in run.judgements:
        if not j.as_expected:
            terminal.paint([""])
            terminal.paint(verdicts.block(j, _again(options, j)), "bold")
    terminal.paint([""])
    verdicts.print_failed(chosen.broken, as_json=False)
    terminal.paint([judging.closing(options, chosen, run)])


def _again(options: Namespace, j: Judgement) -> str:
    return verdicts.repeat(j, judging.budget(options), options.package)


COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "list": list_rows,
    "check": check,
    "show": show_one,
    "replay": replay,
    "search": lambda options: import_module("verify.cli.search").search(options),  # with its engine
    "necessity": lambda options: import_module("verify.cli.necessity").necessity(options),
    "export": lambda options: import_module("verify.cli.export").export(options),
    "doctor": doctor,
    "report": writing.report,
    "figures": writing.figures,
}
