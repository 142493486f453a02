"""The two ways to a PDF: the typst wheel, and pdflatex where it is installed. Equal sources give equal bytes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from verify.judging.workers import Worker

FIXED = {"SOURCE_DATE_EPOCH": "0", "FORCE_SOURCE_DATE": "1"}
LONGEST = 300
PASSES = 5


class MissingTool(RuntimeError):
    """A program that the chosen engine needs is absent or failed; the message names it and says what to do."""


NO_FILES: Mapping[str, bytes] = {}


def by_typst(source: str, home: Path | None = None) -> bytes:
    """The PDF of a Typst source, with the fonts of the wheel only; the files that it names are at `home`. Raises MissingTool."""
    try:
        import typst
    except ImportError as error:
        raise MissingTool("typst is not installed: pip install typst, or choose the engine pdflatex") from error
    try:
        # Tags for screen readers would make the file three times as large.
        text: Any = source.encode()
        return bytes(typst.compile(text, root=home, ignore_system_fonts=True, pdf_tags=False))
    except Exception as error:
        raise MissingTool(f"typst could not set the report: {' '.join(str(error).split())}") from error


def by_pdflatex(source: str, files: Mapping[str, bytes] = NO_FILES) -> bytes:
    """The PDF of a LaTeX source, run until its references stand still; `files` are those that it names. Raises MissingTool."""
    program = shutil.which("pdflatex")
    if program is None:
        raise MissingTool(
            "pdflatex is not installed: install TeX Live's latex-recommended, pictures and lmodern, or choose typst"
        )
    with tempfile.TemporaryDirectory(prefix="verify-") as place, Worker(scratch=place) as worker:
        return bytes(worker.pool.submit(_pages, program, Path(place), source, files).result())


def _pages(program: str, folder: Path, source: str, files: Mapping[str, bytes]) -> bytes:
    """Runs in the worker."""
    for name, content in {"report.tex": source.encode(), **files}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    for run in range(PASSES):
        log = _run(program, folder)
        if run and not re.search("Rerun (to|LaTeX)", log):
            break
    return (folder / "report.pdf").read_bytes()


def _run(program: str, folder: Path) -> str:
    """One pass; its log."""
    command = [program, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "report.tex"]
    try:
        done = subprocess.run(
            command, cwd=folder, env={**os.environ, **FIXED}, capture_output=True, timeout=LONGEST, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MissingTool(f"pdflatex could not run: {error}") from error
    log = (
        (folder / "report.log").read_text(encoding="utf-8", errors="replace")
        if (folder / "report.log").exists()
        else ""
    )
    if done.returncode:
        wrong = next((line for line in log.splitlines() if line.startswith("!")), f"exit code {done.returncode}")
        raise MissingTool(f"pdflatex could not set the report: {wrong}")
    return log
