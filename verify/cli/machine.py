"""What a user's machine may lack beside installed tools: memory, folders that can be written, fonts, a solver that answers."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from verify.judging.ask import LEAST

REPORTS = Path("reports")
TEX = ("lmodern.sty", "booktabs.sty", "tikz.sty", "longtable.sty")
SECONDS = 1.0  # for each program that is asked


@dataclass(frozen=True)
class Check:
    """What was looked at, what was found, and where something is wrong what to do about it."""

    name: str
    found: str
    remedy: str = ""
    required: bool = False


def checks() -> Iterator[Check]:
    """Each in a fraction of a second; none raises."""
    yield _memory()
    yield _folder("this folder", Path(), "run verify in a folder of your own", required=True)
    yield _folder("reports", REPORTS, "name another folder with --out")
    yield _folder("temporary files", _temporary(), "set TMPDIR to a folder that can be written")
    yield _processes()
    yield _fonts()
    if shutil.which("pdflatex"):
        yield _tex()
    yield _solver()
    yield _encoding()


def _memory() -> Check:
    allowed = resource.getrlimit(resource.RLIMIT_AS)[1]
    if allowed == resource.RLIM_INFINITY:
        return Check("memory", "no limit")
    found = f"{allowed >> 20} MiB for a process"
    remedy = f"the solver takes {LEAST >> 20} MiB and judging as much: `ulimit -v unlimited`" if allowed < LEAST else ""
    return Check("memory", found, remedy)


def _temporary() -> Path:
    """Where it is meant to be, also where nothing can be written there."""
    return Path(next(filter(None, map(os.environ.get, ("TMPDIR", "TEMP", "TMP"))), "/tmp"))


def _folder(name: str, folder: Path, remedy: str, *, required: bool = False) -> Check:
    place = folder.parent if folder == REPORTS and not folder.exists() else folder
    try:
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(bytes(1 << 16))
    except OSError as error:
        return Check(name, f"{place.resolve()}: {error.strerror}", remedy, required)
    return Check(name, f"{place.resolve()} can be written")


def _processes() -> Check:
    try:
        get_context("spawn").Lock()
    except (OSError, ImportError) as error:
        return Check("worker processes", str(error), "mount /dev/shm, which the workers share", required=True)
    return Check("worker processes", f"{os.cpu_count()} cores, all that they share is there")


def _fonts() -> Check:
    asked = '#set text(font: ("New Computer Modern", "DejaVu Sans Mono"), fallback: false)\n✓ $theta$'
    try:
        import typst

        text: Any = asked.encode()
        typst.compile(text, ignore_system_fonts=True)
    except Exception as error:
        return Check(
            "fonts of typst", " ".join(str(error).split())[:80], "pip install typst, or choose --engine pdflatex"
        )
    return Check("fonts of typst", "in the wheel")


def _tex() -> Check:
    found = _said(["kpsewhich", *TEX])
    missing = [name for name in TEX if name not in found]
    remedy = "install TeX Live's latex-recommended, pictures and lmodern, or leave out --engine pdflatex"
    return (
        Check("packages of LaTeX", f"no {', '.join(missing)}", remedy) if missing else Check("packages of LaTeX", "all")
    )


def _said(command: list[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        return ""


def _solver() -> Check:
    from verify.checkers.inequality.smt import CANARIES, Z3

    answers = [Z3.ask(script, seconds=SECONDS) for _, script in CANARIES]
    if answers == [known for known, _ in CANARIES]:
        return Check("z3", "gives the known answers")
    return Check("z3", "; ".join(dict.fromkeys(answers))[:80], "pip install --force-reinstall z3-solver")


def _encoding() -> Check:
    known = (sys.stdout.encoding or "").lower()
    remedy = "" if known.startswith("utf") else "signs such as ‖θ‖ are spelled out: set PYTHONUTF8=1"
    return Check("letters on standard output", known or "none", remedy)
