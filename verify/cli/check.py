"""`verify check`: judge claims, print the verdicts, write certificates where they are asked for."""

from __future__ import annotations

from argparse import Namespace
from contextlib import suppress
from pathlib import Path

from verify.cli import judging, terminal, verdicts
from verify.cli.why import advice
from verify.judging import results
from verify.judging.catalogue import Catalogue, Selection
from verify.judging.errors import BadInput
from verify.judging.files import put, require_writable
from verify.judging.workers import Run
from verify.kernel.judgement import Judgement
from verify.language.verdict import Verdict

NOTHING = Run((), interrupted=True)


def check(options: Namespace) -> int:
    """Judge claims, print the verdicts, and say which are not as expected; write certificates where they are asked for."""
    target = Path(options.certificates) if options.certificates else None
    if target is not None:
        _require_file(target)
    catalogue, chosen, run = Catalogue(options.package), Selection((), ()), NOTHING
    budget, results_so_far = judging.budget(options), terminal.Results()

    def tell(catalogue: Catalogue, j: Judgement) -> None:
        if options.json:
            results_so_far.put(results.head(catalogue.paper, budget), results.result(j))

    with suppress(KeyboardInterrupt):
        catalogue, chosen, run = judging.alone(options, options.ids, certificates=target is not None, tell=tell)
        if target is not None and not run.interrupted:
            put(target, results.certificates(run.judgements, packed=target.suffix == ".gz"))
    if options.json:
        results_so_far.close(results.head(catalogue.paper, budget), results.tail(run, chosen.broken))
        verdicts.print_failed(chosen.broken, as_json=True)
    else:
        _print_check(options, chosen, run)
        if target is not None:
            terminal.paint([verdicts.certificates(results.of_certificates(run.judgements), run.interrupted)])
    return results.exit_code(run.judgements, chosen.broken, interrupted=run.interrupted)


def _require_file(path: Path) -> None:
    if path.is_dir():
        raise BadInput(f"--certificates {path} is a directory; name a file in it")
    require_writable(path.parent, f"--certificates {path}")


def _print_check(options: Namespace, chosen: Selection, run: Run) -> None:
    if run.judgements:
        verdicts.print_verdicts(run.judgements)
    for j in run.judgements:
        if j.as_expected and j.verdict is Verdict.PROVED:
            terminal.paint([f"{j.id}: {line}" for line in advice(j)])
        if not j.as_expected:
            terminal.paint([""])
            terminal.paint(verdicts.block(j, judging.again(options, j)), "bold")
    terminal.paint([""])
    verdicts.print_failed(chosen.broken, as_json=False)
    _tell_unreadable(chosen)
    terminal.paint([judging.closing(options, chosen, run)])


def _tell_unreadable(chosen: Selection) -> None:
    """How many formulas of sentences the report will refuse, and where that is told in full."""
    from verify.report.unreadable import unreadable

    if told := unreadable(chosen.claims, (), {}):
        what = (
            "a formula between $ signs cannot be read"
            if len(told) == 1
            else f"{len(told)} formulas between $ signs cannot be read"
        )
        terminal.paint([f"note: {what}, which `verify report` wants: {told[0]}{'; and so on' * (len(told) > 1)}"])
