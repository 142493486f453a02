"""Whole commands beside the build of commit a854e15, whose formulas were SymPy's and which wrote no certificates, in turns."""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import psutil

from bench.speed.row import Row, of_users, seconds_of
from verify.judging.catalogue import discover

COMMIT = "a854e15"
HERE = Path(__file__).parents[2]
START = "import sys; from verify.cli import main; sys.exit(main())"
LOOK = 0.05
NO_REPORT = (
    "the old build wrote no certificates (5 of our 28 CPU seconds, a proof of each anew); most of the rest is typst's,"
    " matplotlib's and MathML's, as it was"
)
CLAIMS_THEN = 494


def rows() -> Iterator[Row]:
    """CPU seconds of a whole check and of the report, and the memory that all processes of a check have together."""
    check = ("check", "--jobs", "2")
    claims = sum(len(s.claims) for s in discover("proofs").statements)
    more = (
        f"there are {claims} claims now and {CLAIMS_THEN} then; nearly half is the 2,000 points that are drawn and tried for each, a"
        " third the proofs, an eighth Hypothesis, and none of it is kept from an earlier run"
    )
    yield _row("verify check, CPU", check, 0.45, why=more)
    yield _row("verify report, CPU", ("report", "--jobs", "2"), 0.5, why=NO_REPORT)
    yield Row(
        work="verify check, peak memory",
        peer_is=f"commit {COMMIT}",
        ours=lambda: peak(HERE, check),
        peer=lambda: peak(old(), check),
        most=0.7,
        turns=1,
        about={"unit": "bytes, of all processes, shared ones counted once"},
    )


def _row(work: str, arguments: Sequence[str], most: float, why: str = "") -> Row:
    return Row(
        work=work,
        peer_is=f"commit {COMMIT}",
        ours=lambda: _seconds(HERE, arguments),
        peer=lambda: _seconds(old(), arguments),
        most=most,
        turns=3,
        why=why,
    )


@cache
def old() -> Path:
    """The files of the old commit, in a folder of their own. Raises where there is no repository that has it."""
    folder = tempfile.TemporaryDirectory(prefix=COMMIT)
    packed = subprocess.run(["git", "archive", COMMIT], cwd=HERE, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as files:
        files.extractall(folder.name, filter="data")
    _KEPT.append(folder)
    return Path(folder.name)


_KEPT: list[tempfile.TemporaryDirectory[str]] = []


def _command(arguments: Sequence[str], out: str) -> list[str]:
    where = ["--out", out] if arguments[0] == "report" else []
    return [sys.executable, "-c", START, *arguments, *where]


def _seconds(build: Path, arguments: Sequence[str]) -> float:
    with tempfile.TemporaryDirectory() as out:
        return seconds_of(_command(arguments, out), cwd=str(build), PYTHONPATH=str(build))


def peak(build: Path, arguments: Sequence[str]) -> float:
    """The most that the processes of a command have at once."""
    quiet = subprocess.DEVNULL
    environment = of_users() | {"PYTHONPATH": str(build)}
    most = 0.0
    with tempfile.TemporaryDirectory() as out:
        running = subprocess.Popen(_command(arguments, out), cwd=build, env=environment, stdout=quiet, stderr=quiet)
        while running.poll() is None:
            most = max(most, _together(running.pid))
            time.sleep(LOOK)
    return most


def _together(pid: int) -> float:
    total = 0.0
    try:
        processes = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.Error:
        return total
    for p in processes:
        try:
            total += p.memory_full_info().pss
        except (psutil.Error, AttributeError):
            continue
    return total
