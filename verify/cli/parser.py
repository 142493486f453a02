"""The command `verify`: what it accepts. What each command does stands in `verify.cli.commands`, loaded when one runs."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from fractions import Fraction
from typing import NoReturn

from verify import __version__
from verify.cli.terminal import leave_output, take_streams
from verify.judging.codes import SECONDS_A_CLAIM, USUAL_PACKAGE
from verify.language.sentence import visible

USAGE, TOOL_FAILED, INTERRUPTED = 2, 3, 130
EXIT_CODES = """exit codes: 0 as expected, 1 a verdict is not the expected one or a statement failed,
2 usage or bad input, 3 only undecided claims are not as expected or a tool failed, 130 interrupted"""
MOST_JOBS = 8
FORMATS = ("tex", "pdf", "html", "single")
USUAL = FORMATS[:3]  # the pages in a single file only where asked for
ENGINES = ("typst", "pdflatex")


class Parser(argparse.ArgumentParser):
    """Errors in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, visible(f"{self.prog}: {_short(message)}; see {self.prog} --help") + "\n")


LONGEST = 1000  # characters of a message that repeats what was typed


def _short(message: str) -> str:
    return message if len(message) <= LONGEST else f"{message[:LONGEST]}…"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; nothing that a user can cause raises."""
    os.environ.setdefault("SYMPY_CACHE_SIZE", "None")  # the default, 1000 results, makes proofs a third slower
    os.environ.setdefault("HYPOTHESIS_NO_PLUGINS", "1")  # Trio's, where it is installed, takes longer than SymPy
    began = time.monotonic()
    take_streams()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts background jobs deaf to it
    name = "verify"
    try:
        options = parser().parse_args(_shielded(sys.argv[1:] if argv is None else argv))
        options.began, name = (
            began,
            f"verify {options.command}",
        )  # what is loaded before a command runs counts in its time limit
        code = _run(options)
        sys.stdout.flush()
        return code
    except SystemExit as stop:
        return _flushed(stop.code if isinstance(stop.code, int) else USAGE)
    except KeyboardInterrupt:
        return _failed("verify: interrupted", INTERRUPTED)
    except (OSError, MemoryError) as error:
        return _failed(f"{name}: {_told(error)}", TOOL_FAILED)


def _failed(message: str, code: int) -> int:
    """Say why on standard error, if that can still be done."""
    leave_output()
    with suppress(OSError):
        print(message, file=sys.stderr)
    return code


def _flushed(code: int) -> int:
    try:
        sys.stdout.flush()
    except OSError as error:
        return _failed(f"verify: {_told(error)}", TOOL_FAILED)
    return code


def _told(error: OSError | MemoryError) -> str:
    """What the system refuses, in one line."""
    if isinstance(error, MemoryError):
        return "the memory that this process may use is not enough"
    return f"{error.filename or 'standard output'} cannot be used: {error.strerror or error}"


def _run(options: argparse.Namespace) -> int:
    from verify.cli.commands import done
    from verify.judging.errors import BadInput, ToolFailure

    if (here := os.getcwd()) not in sys.path:
        sys.path.insert(0, here)
    try:
        return done(options)
    except (BadInput, ToolFailure) as error:
        print(f"verify {options.command}: {visible(_short(str(error)))}", file=sys.stderr)
        return USAGE if isinstance(error, BadInput) else TOOL_FAILED


def parser() -> Parser:
    """The whole command line."""
    top = Parser(prog="verify", description="Check the statements of a paper by machine.", epilog=EXIT_CODES)
    top.add_argument("--version", action="version", version=f"smoothness-verify {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=Parser)

    def command(name: str, does: str, *parents: Parser) -> argparse.ArgumentParser:
        return commands.add_parser(
            name, help=does, description=does, parents=[_common(), *parents], epilog=EXIT_CODES, allow_abbrev=False
        )

    _new(command("new", "write a lemma that is judged as it stands, for you to change"))
    command("list", "one row for every statement and equation")
    check = command("check", "judge claims and compare with the expected verdicts", _judging())
    check.add_argument("ids", nargs="*", metavar="ID", help="lemma-2, lemma-2/lipschitz, eq-19; all without one")
    check.add_argument(
        "--certificates", default="", metavar="FILE", help="write those that verify/recheck.py has re-checked"
    )
    show = command("show", "one statement or claim in full, its derivation line by line", _judging())
    show.add_argument("id", metavar="ID", help="lemma-2, lemma-2/lipschitz, eq-19")
    show.add_argument(
        "--why",
        action="store_true",
        help="all that is missing and what to try, and a proof that was found line by line",
    )
    _prove(command("prove", "prove or refute an inequality of one's own"))
    _search(command("search", "look for counterexamples to claims, or for how near a bound comes to equality"))
    replay = command("replay", "check stored counterexamples again", _judging())
    replay.add_argument(
        "what",
        nargs="+",
        metavar="FILE_OR_ID",
        help="a .jsonl or .json file, a certificate, a claim, the start of a sha256; one or several",
    )
    _attack(command("attack", "grade adversarial perturbations against the largest loss in the ball"))
    needed = command("necessity", "leave out each assumption of the proved claims in turn", _judging(examples=600))
    needed.add_argument("ids", nargs="*", metavar="ID", help="lemma-2, lemma-2/lipschitz, eq-19; all without one")
    export = command("export", "write proved claims, with their proofs, for the proof assistant Coq")
    export.add_argument("ids", nargs="*", metavar="ID", help="lemma-2, lemma-2/lipschitz, eq-19; all without one")
    export.add_argument(
        "--coq", required=True, metavar="DIR", help="where to write; `coqc` compiles the files in order"
    )
    _docs(command("docs", "where the documentation lies on this machine, one page of it, or all of it as HTML"))
    command("doctor", "which tools are present, what is lost without each, and what else this machine lacks")
    _report(command("report", "judge every claim and write the report", _judging()))
    figures = command("figures", "draw the figures of the package as SVG and PDF")
    figures.add_argument("names", nargs="*", metavar="N", help="a number or a name; all without one")
    figures.add_argument("--out", default="reports/figures", metavar="DIR", help="where to write (reports/figures)")
    return top


def _report(report: argparse.ArgumentParser) -> None:
    report.add_argument("--format", type=_formats, default=USUAL, help="of tex, pdf, html, single, with commas")
    report.add_argument("--out", default="reports", metavar="DIR", help="where to write (default: reports)")
    report.add_argument("--engine", choices=ENGINES, default="typst", help="what makes the PDF (default: typst)")
    report.add_argument(
        "--fragment", nargs="+", default=[], metavar="ID", help="only these, as LaTeX for another paper"
    )


def _new(new: argparse.ArgumentParser) -> None:
    new.set_defaults(package="")
    new.add_argument("kind", choices=("lemma",), help="what to write")
    new.add_argument("name", metavar="NAME", help="its name, as lemma-1; --package names the package, which may be new")


def _docs(docs: argparse.ArgumentParser) -> None:
    docs.add_argument("page", nargs="?", default="", metavar="PAGE", help="tutorial, howto, reference, explanation")
    docs.add_argument("--html", default="", metavar="DIR", help="write all pages there, in the style of the report")


def _attack(attack: argparse.ArgumentParser) -> None:
    attack.add_argument(
        "model",
        metavar="MODEL.json",
        help='{"theta": [...]}, or a network of swish units: {"inner": [[...]], "shifts": [...], "outer": [...], "shift": b}; '
        'a decimal is the float nearest to it, a text as "1/10" exactly that',
    )
    attack.add_argument("points", metavar="POINTS", help=".npz or .json with x, y (-1 or 1) and delta, a row each")
    attack.add_argument("--norm", type=_order, required=True, metavar="P", help="1, 2, 3/2, inf: any L_p, p >= 1")
    attack.add_argument("--eps", type=_positive, required=True, metavar="E", help="the budget, as 1/10 or 0.1")
    attack.add_argument("--box", type=_box, metavar="LOW:HIGH", help="x + delta must stay in it too, as 0:1")
    attack.add_argument("--by", default="", metavar="MODULE:FUNCTION", help="makes delta: called with x, y, eps")


def _rational(text: str) -> Fraction:
    from verify.checkers.stored.read import numeral

    if not numeral(text.strip()):
        raise argparse.ArgumentTypeError(f"{text!r} is no rational number, as 1/10 or 0.1")
    return Fraction(text)


def _positive(text: str) -> Fraction:
    if (found := _rational(text)) <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not positive")
    return found


def _order(text: str) -> Fraction | None:
    if text == "inf":
        return None
    if (found := _rational(text)) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no order of a norm, which is at least 1, or inf")
    return found


def _box(text: str) -> tuple[Fraction, Fraction]:
    low, _, high = text.partition(":")
    if (found := (_rational(low), _rational(high)))[0] > found[1]:
        raise argparse.ArgumentTypeError(f"{text!r} is empty")
    return found


def _search(search: argparse.ArgumentParser) -> None:
    search.add_argument("ids", nargs="*", metavar="CLAIM", help="a claim or several; without one all that are PROVED")
    search.add_argument("--dim", type=_number(1), metavar="D", help="the dimension (default: several in turn)")
    search.add_argument("--chunks", type=_number(1), metavar="N", help="how much is done (default: 32)")
    time = search.add_mutually_exclusive_group()
    time.add_argument("--budget", type=_seconds, metavar="S", help="seconds of the whole command, shared by the claims")
    time.add_argument("--budget-each", type=_seconds, metavar="S", help="seconds of each claim")
    search.add_argument("--seed", type=_number(0), default=0, metavar="N", help="seed of the chunks (default: 0)")
    goal = search.add_mutually_exclusive_group()
    goal.add_argument("--maximise", action="store_true", help="the largest ratio of the two sides of a bound")
    goal.add_argument("--family", action="store_true", help="points along which no constant serves, with the proof")
    where = search.add_mutually_exclusive_group()
    where.add_argument("--workers", type=_number(1), default=1, metavar="N", help="processes here (default: 1)")
    where.add_argument("--scheduler", default="", metavar="ADDRESS", help="a dask scheduler, as tcp://host:8786")
    search.add_argument("--resume", action="store_true", help="go on where the same search was stopped")
    search.add_argument("--out", default="reports", metavar="DIR", help="where to write (default: reports)")


def _common() -> Parser:
    shared = Parser(add_help=False)
    shared.add_argument("--package", default=USUAL_PACKAGE, metavar="NAME", help="the proof package (default: proofs)")
    shared.add_argument("--json", action="store_true", help="one JSON document on standard output, nothing else there")
    return shared


def _judging(*, examples: int = 2000) -> Parser:
    shared = Parser(add_help=False)
    cores = min(os.cpu_count() or 1, MOST_JOBS)
    shared.add_argument("--seed", type=_number(0), default=0, metavar="N", help="seed of the fuzzing (default: 0)")
    most = f"for each claim (default: {examples})"
    shared.add_argument("--examples", type=_number(1), default=examples, metavar="N", help=most)
    limit = f"seconds for a claim, then UNDECIDED, or a record, then not confirmed (default: {SECONDS_A_CLAIM:g})"
    shared.add_argument("--timeout", type=_seconds, default=SECONDS_A_CLAIM, metavar="S", help=limit)
    shared.add_argument("--jobs", type=_number(1), default=cores, metavar="N", help=f"processes (default: {cores})")
    return shared


def _number(least: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isascii() or not text.isdigit() or len(text) > 18 or int(text) < least:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least}")
        return int(text)

    return parse


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0.1 <= seconds <= 86400:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds from 0.1 to 86400")
    return seconds


def _shielded(argv: Sequence[str]) -> list[str]:
    """A formula, a box or a fraction may begin with a minus sign: a blank before it keeps it from being taken for an option."""
    return [f" {a}" if a[:1] == "-" and a[:2] != "--" and set(a) & set("<>=≤≥≠:/") else a for a in argv]


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(text.split(",")))
    for name in wanted:
        if name not in FORMATS:
            raise argparse.ArgumentTypeError(f"{name!r} is not one of {', '.join(FORMATS)}")
    return wanted


def _prove(prove: argparse.ArgumentParser) -> None:
    prove.add_argument("relation", metavar="'LHS <= RHS'", help="one relation, or a chain as in 0 < x <= 1")
    prove.add_argument("--where", action="append", default=[], metavar="COND", help="a condition; may be repeated")
    prove.add_argument("--let", action="append", default=[], metavar="NAME=NUMBER", help="as e=exp(1); may be repeated")
    prove.add_argument("--best", default="", metavar="C", help="the constants between which the best C lies")
    prove.add_argument("--why", action="store_true", help="the proof line by line")
    prove.add_argument("--latex", action="store_true", help="the same in LaTeX")
    prove.add_argument("--timeout", type=_seconds, default=20.0, metavar="S", help="seconds (default: 20)")
    prove.add_argument("--memory", type=_number(512), default=2048, metavar="MIB", help="a process (default: 2048)")
    prove.add_argument("--certificate", default="", metavar="FILE", help="write the certificate, for `verify replay`")
