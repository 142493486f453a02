"""The commands that write files: `verify report` and `verify figures`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verify.cli import judging, terminal, verdicts
from verify.cli.stored import REPORTS
from verify.judging import results
from verify.judging.catalogue import Catalogue, Selection
from verify.judging.codes import option
from verify.judging.errors import BadInput, ToolFailure
from verify.judging.files import require_writable
from verify.judging.table import did_you_mean
from verify.judging.workers import Run, Task, Workers
from verify.kernel.judgement import Judgement
from verify.language.sentence import visible

if TYPE_CHECKING:
    from verify.report.sections.findings import Findings


def report(options: Namespace) -> int:
    """Judge every claim and write the report, or one statement as a fragment of LaTeX."""
    out = Path(options.out)
    require_writable(out, f"--out {out}")
    with Workers() as workers:
        catalogue, chosen, run = judging.judged(
            options, options.fragment, workers, certificates=not options.fragment, before=partial(_readable, options)
        )
        with _one_line_errors():
            write = _fragment if options.fragment else _whole
            files = [] if run.interrupted or run.died else write(options, catalogue, chosen, run, workers, out)
    if options.json:
        outcome = {"summary": results.summary(run.judgements, chosen.broken), "interrupted": run.interrupted}
        terminal.print_json({"schema": results.SCHEMA, "files": files} | outcome)
    else:
        terminal.paint([*files, judging.closing(options, chosen, run)])
    verdicts.print_failed(chosen.broken, as_json=options.json)
    return results.exit_code(run.judgements, chosen.broken, interrupted=run.interrupted)


def _readable(options: Namespace, catalogue: Catalogue, chosen: Selection) -> None:
    """Raises BadInput where a formula in a sentence cannot be read, after a line for each."""
    from verify.report.unreadable import unreadable

    with redirect_stdout(sys.stderr):  # what an author's derivation prints
        told = unreadable(chosen.claims, catalogue.sentences, catalogue.paper)
    for line in told:
        print(visible(line), file=sys.stderr)
    if told:
        number = "a formula" if len(told) == 1 else f"{len(told)} formulas"
        raise BadInput(f"{number} between $ signs cannot be read, see above; `verify docs howto` says what can")


def figures(options: Namespace) -> int:
    """Draw figures of the package, all without a number or a name."""
    from verify.report import put_images
    from verify.report.sections.figures import declared, image

    out = Path(options.out)
    require_writable(out, f"--out {out}")
    judging.read(options)
    with _one_line_errors():
        known = {f.name: f for f in declared(options.package)}
        wanted = [known[_figure(name, list(known))] for name in options.names] or list(known.values())
        files = [str(f) for one in wanted for f in put_images([image(one)], out)]
    if options.json:
        terminal.print_json({"schema": results.SCHEMA, "files": files})
    else:
        terminal.paint(files)
    return results.AS_EXPECTED


def _figure(name: str, known: Sequence[str]) -> str:
    """A figure by its number or its name. Raises BadInput, with suggestions."""
    found = f"figure-{name}" if name.isdigit() else name
    if found not in known:
        raise BadInput(f"unknown figure {name!r}{did_you_mean(found, known)}; there are {', '.join(known) or 'none'}")
    return found


def _whole(
    options: Namespace, catalogue: Catalogue, chosen: Selection, run: Run, workers: Workers, out: Path
) -> list[str]:
    from verify.report import MissingTool, write
    from verify.report.moving import declared as moving
    from verify.report.sections.figures import declared, image_of

    judged, found = list(dict.fromkeys(s.name for s, _ in chosen.claims)), _found(catalogue)
    missing: list[MissingTool] = []
    try:
        drawings: list[Task] = [(image_of, (options.package, f.name)) for f in declared(options.package)]
    except MissingTool as error:  # the rest of the report is written without figures
        drawings, missing = [], [error]
    done = workers.each([*_sections(catalogue, run, judged, found), *drawings], jobs=options.jobs)
    made, drawn = done[: len(judged)], done[len(judged) :]
    missing += [x for x in drawn if isinstance(x, MissingTool)]
    written = write(
        run.judgements,
        catalogue.statements,
        out,
        formats=options.format,
        engine=options.engine,
        paper=catalogue.paper,
        images=[x for x in drawn if not isinstance(x, MissingTool)],
        moving=moving(options.package),
        made=dict(zip(judged, made, strict=True)),
        found=found,
    )
    if missing:
        raise missing[0]
    return [str(f) for f in written]


def _found(catalogue: Catalogue) -> Findings:
    """What other commands have stored."""
    from verify.report.sections.findings import read
    from verify.report.sections.sentences import checked

    try:
        known = read(REPORTS, catalogue.statements)
        return replace(known, sentences=checked(catalogue), where=option(catalogue.package))
    except (OSError, ValueError) as error:
        raise BadInput(str(error)) from error


def _sections(catalogue: Catalogue, run: Run, names: Sequence[str], known: Findings) -> list[Task]:
    """The sections of the statements as tasks for the workers: claims hold functions and do not travel."""
    from verify.report.sections.graph import weak
    from verify.report.sections.one_statement import remade

    notation, below = dict(catalogue.paper.get("notation", {})), weak(catalogue.statements, run.judgements)
    told: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for j in run.judgements:
        told[j.statement].append(_told(j))
    return [(remade, (catalogue.modules[name], told[name], notation, below, known.about(name))) for name in names]


def _told(j: Judgement) -> dict[str, Any]:
    return {f.name: getattr(j, f.name) for f in fields(j)} | {"claim": j.claim.name}


def _fragment(
    options: Namespace, catalogue: Catalogue, chosen: Selection, run: Run, workers: Workers, out: Path
) -> list[str]:
    from verify.report import write_fragment

    return [str(f) for f in write_fragment(run.judgements, catalogue.statements, out, paper=catalogue.paper)]


@contextmanager
def _one_line_errors() -> Iterator[None]:
    """What a tool or an author's figure cannot do is said in one line; what they print goes to standard error."""
    try:
        with redirect_stdout(sys.stderr):
            yield
    except BadInput:
        raise
    except ValueError as error:
        raise BadInput(" ".join(str(error).split())) from error
    except (OSError, RuntimeError) as error:
        raise ToolFailure(" ".join(str(error).split())) from error
