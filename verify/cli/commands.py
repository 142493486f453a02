"""What each command of `verify` does: discover, judge, print. Every one returns its exit code."""

from __future__ import annotations

import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout, suppress
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from verify.cli import prove, results, show, stored, terminal, verdicts
from verify.cli.doctor import TOOLS
from verify.cli.results import ToolFailure
from verify.cli.run import Budget, Run, Workers
from verify.core import Judgement
from verify.discover import BadInput, Catalogue, Selection, discover, find
from verify.rows import rows

NOTHING = Run((), interrupted=True)


def list_rows(options: Namespace) -> int:
    """One row for every id."""
    catalogue = _catalogue(options)
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
    """Judge claims, print the verdicts, and say which are not as expected."""
    catalogue, chosen, run = Catalogue(options.package, {}, (), (), {}), Selection((), ()), NOTHING
    with suppress(KeyboardInterrupt):
        catalogue, chosen, run = _judged(options, options.ids)
    if options.json:
        terminal.print_json(results.document(catalogue.paper, run, chosen.broken, _budget(options)))
        verdicts.print_failed(chosen.broken, as_json=True)
    else:
        _print_check(options, chosen, run)
    return results.exit_code(run.judgements, chosen.broken, interrupted=run.interrupted)


def show_one(options: Namespace) -> int:
    """Everything about one statement, claim or equation."""
    catalogue, chosen, run = _judged(options, [options.id])
    document, table = [], {row["id"]: row for row in rows(catalogue)}
    for statement in catalogue.statements:
        judgements = [j for j in run.judgements if j.statement == statement.name]
        if options.json and judgements:
            with redirect_stdout(sys.stderr):
                document.append(table[statement.name] | {"claims": show.as_data(statement, judgements)})
        elif judgements:
            terminal.paint(show.heading(statement), "bold")
            for j in judgements:
                terminal.paint(["", *show.page(statement, j, _again(options, j))])
    if options.json:
        terminal.print_json({"schema": results.SCHEMA, "statements": document, "interrupted": run.interrupted})
    verdicts.print_failed(chosen.broken, as_json=options.json)
    return results.exit_code(run.judgements, chosen.broken, interrupted=run.interrupted)


def replay(options: Namespace) -> int:
    """Check stored counterexamples or a certificate again; 1 when one is not confirmed or a line is no record."""
    if (certificate := prove.stored(options.what)) is not None:
        return prove.replay(certificate, options)
    catalogue = _catalogue(options)

    def own() -> Sequence[Judgement]:
        run = _judged(options, [options.what])[2]
        if run.interrupted:
            raise KeyboardInterrupt
        return run.judgements

    records = stored.find_records(options.what, catalogue, own)
    with terminal.progress(len(records), "replaying") as tell:
        checked = list(stored.check_again(records, catalogue, tell))
    bad = [c for c in checked if not c.confirmed]
    if options.json:
        terminal.print_json({"schema": results.SCHEMA, "records": [asdict(c) for c in checked]})
    else:
        for c in checked:
            mark = "✓ confirmed" if c.confirmed else "✗"
            terminal.paint([f"{c.where}: {' '.join(filter(None, (c.claim, c.id[:19])))} {mark} {c.message}".rstrip()])
        terminal.paint([f"{len(checked)} checked, {len(checked) - len(bad)} confirmed, {len(bad)} not"])
    return results.UNEXPECTED if bad else results.AS_EXPECTED


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


def report(options: Namespace) -> int:
    """Judge every claim and write the report."""
    out = Path(options.out)
    _require_writable(out)
    catalogue, chosen, run = _judged(options, ())
    files = [] if run.interrupted else _write(options, catalogue, run, out)
    if options.json:
        outcome = {"summary": results.summary(run.judgements, chosen.broken), "interrupted": run.interrupted}
        terminal.print_json({"schema": results.SCHEMA, "files": files} | outcome)
    else:
        terminal.paint([*files, _closing(options, chosen, run)])
    verdicts.print_failed(chosen.broken, as_json=options.json)
    return results.exit_code(run.judgements, chosen.broken, interrupted=run.interrupted)


def _write(options: Namespace, catalogue: Catalogue, run: Run, out: Path) -> list[str]:
    from verify.report import write

    try:
        with redirect_stdout(sys.stderr):
            how = {"formats": options.format, "engine": options.engine, "paper": catalogue.paper}
            written = write(run.judgements, catalogue.statements, out, **how)
            return [str(f) for f in written]
    except (OSError, RuntimeError) as error:
        raise ToolFailure(" ".join(str(error).split())) from error


def _require_writable(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise BadInput(f"--out {out} cannot be written: {error.strerror}; name another directory") from None


def _catalogue(options: Namespace) -> Catalogue:
    with redirect_stdout(sys.stderr):  # what an author's module prints is no part of the answer
        return discover(options.package)


def _judged(options: Namespace, ids: Sequence[str]) -> tuple[Catalogue, Selection, Run]:
    """Judge what the ids stand for; the first worker loads the engine while the package is read here."""
    with Workers() as workers:
        catalogue = _catalogue(options)
        chosen = find(catalogue, ids)
        with terminal.progress(len(chosen.claims)) as tell:
            run = workers.judge_all(
                chosen.claims, catalogue.modules, _budget(options), jobs=options.jobs, progress=tell
            )
    return catalogue, chosen, run


def _print_check(options: Namespace, chosen: Selection, run: Run) -> None:
    if run.judgements:
        verdicts.print_verdicts(run.judgements)
    for j in run.judgements:
        if not j.as_expected:
            terminal.paint([""])
            terminal.paint(verdicts.block(j, _again(options, j)), "bold")
    terminal.paint([""])
    verdicts.print_failed(chosen.broken, as_json=False)
    terminal.paint([_closing(options, chosen, run)])


def _closing(options: Namespace, chosen: Selection, run: Run) -> str:
    summary = results.summary(run.judgements, chosen.broken)
    return verdicts.closing(summary, _budget(options), total=len(chosen.claims), interrupted=run.interrupted)


def _again(options: Namespace, j: Judgement) -> str:
    return verdicts.repeat(j, _budget(options), options.package)


def _budget(options: Namespace) -> Budget:
    return Budget(options.seed, options.examples)


COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "list": list_rows,
    "check": check,
    "show": show_one,
    "prove": prove.prove,
    "replay": replay,
    "search": lambda options: import_module("verify.cli.search").search(options),  # with its engine
    "doctor": doctor,
    "report": report,
}
