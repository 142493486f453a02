"""The command `verify`: what it accepts. What each command does stands in `verify.cli.commands`, loaded when one runs."""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import NoReturn

from verify import __version__
from verify.judging.codes import SECONDS_A_CLAIM, USUAL_PACKAGE

USAGE, TOOL_FAILED, INTERRUPTED = 2, 3, 130
EXIT_CODES = """exit codes: 0 as expected, 1 a verdict is not the expected one or a statement failed,
2 usage or bad input, 3 only undecided claims are not as expected or a tool failed, 130 interrupted"""
MOST_JOBS = 8
FORMATS = ("tex", "pdf", "html")
ENGINES = ("typst", "pdflatex")


class Parser(argparse.ArgumentParser):
    """Errors in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"{self.prog}: {message}; see {self.prog} --help\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; nothing that a user can cause raises."""
    os.environ.setdefault("SYMPY_CACHE_SIZE", "None")  # the default, 1000 results, makes proofs a third slower
    os.environ.setdefault("HYPOTHESIS_NO_PLUGINS", "1")  # Trio's, where it is installed, takes longer than SymPy
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts background jobs deaf to it
    try:
        began = time.monotonic()
        options = parser().parse_args(_shielded(sys.argv[1:] if argv is None else argv))
        options.began = began  # what is loaded before a command runs counts in its time limit
        return _run(options)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else USAGE
    except KeyboardInterrupt:
        print("verify: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(options: argparse.Namespace) -> int:
    from verify.cli.commands import command
    from verify.judging.errors import BadInput, ToolFailure

    if (here := os.getcwd()) not in sys.path:
        sys.path.insert(0, here)
    try:
        code = command(options.command)(options)
        sys.stdout.flush()
        return code
    except (BadInput, ToolFailure) as error:
        print(f"verify {options.command}: {error}", file=sys.stderr)
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
    show.add_argument("--why", action="store_true", help="of what is undecided: all that is missing, and what to try")
    _prove(command("prove", "prove or refute an inequality of one's own"))
    _search(command("search", "look for counterexamples to claims, or for how near a bound comes to equality"))
    replay = command("replay", "check stored counterexamples again", _judging())
    replay.add_argument(
        "what",
        nargs="+",
        metavar="FILE_OR_ID",
        help="a .jsonl or .json file, a certificate, a claim, the start of a sha256; one or several",
    )
    needed = command("necessity", "leave out each assumption of the proved claims in turn", _judging(examples=600))
    needed.add_argument("ids", nargs="*", metavar="ID", help="lemma-2, lemma-2/lipschitz, eq-19; all without one")
    export = command("export", "write proved claims, with their proofs, for the proof assistant Coq")
    export.add_argument("ids", nargs="*", metavar="ID", help="lemma-2, lemma-2/lipschitz, eq-19; all without one")
    export.add_argument(
        "--coq", required=True, metavar="DIR", help="where to write; `coqc` compiles the files in order"
    )
    command("doctor", "which optional tools are present, and what is lost without each")
    report = command("report", "judge every claim and write the report", _judging())
    report.add_argument("--format", type=_formats, default=FORMATS, help="of tex, pdf, html, with commas")
    report.add_argument("--out", default="reports", metavar="DIR", help="where to write (default: reports)")
    report.add_argument("--engine", choices=ENGINES, default="typst", help="what makes the PDF (default: typst)")
    report.add_argument(
        "--fragment", nargs="+", default=[], metavar="ID", help="only these, as LaTeX for another paper"
    )
    figures = command("figures", "draw the figures of the package as SVG and PDF")
    figures.add_argument("names", nargs="*", metavar="N", help="a number or a name; all without one")
    figures.add_argument("--out", default="reports/figures", metavar="DIR", help="where to write (reports/figures)")
    return top


def _new(new: argparse.ArgumentParser) -> None:
    new.set_defaults(package="")
    new.add_argument("kind", choices=("lemma",), help="what to write")
    new.add_argument("name", metavar="NAME", help="its name, as lemma-1; --package names the package, which may be new")


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
    """A formula may begin with a minus sign: a blank before it keeps it from being taken for an option."""
    return [f" {a}" if a[:1] == "-" and a[:2] != "--" and set(a) & set("<>=≤≥≠") else a for a in argv]


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
    prove.add_argument("--memory", type=_number(256), default=2048, metavar="MIB", help="a process (default: 2048)")
    prove.add_argument("--certificate", default="", metavar="FILE", help="write the certificate, for `verify replay`")
