"""The report: one tree of what was checked and found, written as LaTeX, PDF, a page for the browser, and JSON."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from verify.core import Judgement, Statement
from verify.report import html, latex, typst
from verify.report.nodes import Document
from verify.report.pdf import MissingTool, by_pdflatex, by_typst
from verify.report.tree import Unprintable, build
from verify.report.verdicts import verdicts

FORMATS = ("tex", "pdf", "html")
ENGINES = ("typst", "pdflatex")

__all__ = ["ENGINES", "FORMATS", "Document", "MissingTool", "Unprintable", "build", "write"]


def write(
    judgements: Sequence[Judgement],
    statements: Sequence[Statement],
    out: Path,
    *,
    formats: Sequence[str] = FORMATS,
    engine: str = "typst",
    paper: Mapping[str, Any] | None = None,
) -> list[Path]:
    """Write verdicts.json and, as asked for, report.tex, report.pdf and index.html into the directory `out`; return what was written.

    `paper` tells of the paper: title, authors, arxiv, and `notation`, the LaTeX of names of its functions and symbols
    ("ell_2" -> the gradient of the loss). Raises ValueError for an unknown format or engine, Unprintable for a claim that
    holds something unknown, and MissingTool where the PDF cannot be made: the other files are written before.
    """
    for asked, known in ((formats, FORMATS), ((engine,), ENGINES)):
        strange = [name for name in asked if name not in known]
        if strange:
            raise ValueError(f"{strange[0]!r} is not known here: expected {', '.join(known)}")
    out.mkdir(parents=True, exist_ok=True)
    written = [_put(out / "verdicts.json", verdicts(judgements, paper).encode())]
    tree = build(judgements, statements, paper)
    if "tex" in formats or engine == "pdflatex":
        source = latex.render(tree)
    if "tex" in formats:
        written.append(_put(out / "report.tex", source.encode()))
    if "html" in formats:
        written.append(_put(out / "index.html", html.render(tree).encode()))
    if "pdf" in formats:
        pdf = by_typst(typst.render(tree)) if engine == "typst" else by_pdflatex(source)
        written.append(_put(out / "report.pdf", pdf))
    return written


def _put(path: Path, content: bytes) -> Path:
    """Write a file whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path
