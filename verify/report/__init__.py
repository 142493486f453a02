"""The report: one tree of what was checked and found, written as LaTeX, PDF, a page for the browser, and JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from verify.judging import errata
from verify.judging.files import put
from verify.judging.results import certificates, verdicts
from verify.kernel.judgement import Judgement
from verify.language.claim import Statement
from verify.report.moving import Moving
from verify.report.nodes import Document, Image, Section, pictures
from verify.report.sections.findings import NOTHING, Findings
from verify.report.sections.one_statement import Unprintable
from verify.report.sections.whole import build
from verify.report.volumes import DERIVATIONS, REPORT, derivations, report
from verify.report.writers import latex, site, typst
from verify.report.writers.pdf import MissingTool, by_pdflatex, by_typst

FORMATS = ("tex", "pdf", "html", "single")
USUAL = FORMATS[:-1]  # the pages are not written again as one file where nobody asks for it
ENGINES = ("typst", "pdflatex")
LARGEST_PLAIN = 500_000  # bytes of certificates that are written as they are

__all__ = [
    "ENGINES",
    "FORMATS",
    "Document",
    "MissingTool",
    "Unprintable",
    "build",
    "put_images",
    "write",
    "write_fragment",
]


def write(
    judgements: Sequence[Judgement],
    statements: Sequence[Statement],
    out: Path,
    *,
    formats: Sequence[str] = USUAL,
    engine: str = "typst",
    paper: Mapping[str, Any] | None = None,
    images: Sequence[Image] = (),
    moving: Sequence[Moving] = (),
    made: Mapping[str, Section] | None = None,
    found: Findings = NOTHING,
) -> list[Path]:
    """Write verdicts.json, the figures and, as asked for, both volumes as .tex and .pdf, the pages and all.html into `out`.

    What was written is returned; index.html stands for all pages, those of an older report are removed.
    Certificates that the judgements carry become certificates.jsonl, or certificates.jsonl.gz where they are large.

    `moving` is what a reader can move on the pages, `made` are sections of statements that are there already, by name;
    `found` is what other commands have found and stored. `paper` tells of the paper: title, authors, arxiv, and `notation`,
    the LaTeX of names of its functions and symbols ("ell_2" -> the gradient of the loss). Raises ValueError for an unknown
    format or engine, Unprintable for a claim that holds something unknown, and MissingTool where the PDF cannot be made: the
    other files are written before.
    """
    _require_known(formats, FORMATS)
    _require_known((engine,), ENGINES)
    out.mkdir(parents=True, exist_ok=True)
    text = verdicts(judgements, paper, errata.as_data(judgements, statements, found.sentences))
    written = [put(out / "verdicts.json", _bytes(text)), *_put_certificates(judgements, out)]
    tree = build(judgements, statements, paper, images=images, moving=moving, made=made, found=found)
    shown = tuple(pictures(tree))
    written += put_images(shown, out / "figures")
    drawn = {f"figures/{i.name}.pdf": i.pdf for i in shown}
    first = report(tree, {s.formula for s, _ in found.sentences})
    printed = {REPORT: (first, DERIVATIONS), DERIVATIONS: (derivations(tree), REPORT)}
    with ThreadPoolExecutor(1) as beside:  # the pages are set while the other files are written
        pages = {
            name: beside.submit(_pages, volume, f"{other}.pdf", engine, drawn, out)
            for name, (volume, other) in printed.items()
            if "pdf" in formats
        }
        if "tex" in formats:
            for name, (volume, other) in printed.items():
                written.append(put(out / f"{name}.tex", latex.render(volume, f"{other}.pdf").encode()))
        if "html" in formats:
            written.append(_put_pages(tree, out, formats))
        if "single" in formats:
            written.append(put(out / site.WHOLE, site.whole(tree).encode()))
        written += [put(out / f"{name}.pdf", made.result()) for name, made in pages.items()]
    return written


def _require_known(asked: Sequence[str], known: Sequence[str]) -> None:
    if strange := [name for name in asked if name not in known]:
        raise ValueError(f"{strange[0]!r} is not known here: expected {', '.join(known)}")


def _bytes(text: str) -> bytes:
    """JSON as bytes; half of a pair, which is no character, as JSON spells it."""
    return text.encode("utf-8", "backslashreplace")


def _put_certificates(judgements: Sequence[Judgement], out: Path) -> list[Path]:
    """Write certificates.jsonl, packed where it is large; one of the two forms stays."""
    if not any(j.recheck for j in judgements):
        return []
    plain, packed = out / "certificates.jsonl", out / "certificates.jsonl.gz"
    content = certificates(judgements)
    chosen, other = (plain, packed) if len(content) <= LARGEST_PLAIN else (packed, plain)
    other.unlink(missing_ok=True)
    return [put(chosen, certificates(judgements, packed=chosen == packed))]


def _put_pages(tree: Document, out: Path, formats: Sequence[str]) -> Path:
    """Write the pages and remove those that an older report has left; the index is returned."""
    (out / site.FOLDER).mkdir(exist_ok=True)
    written = [put(out / name, content) for name, content in site.site(tree).items()]
    for path in site.stale(out, written, whole="single" not in formats):
        path.unlink()
    return out / site.INDEX


def _pages(volume: Document, other: str, engine: str, drawn: Mapping[str, bytes], out: Path) -> bytes:
    if engine == "typst":
        return by_typst(typst.render(volume, other), out)
    return by_pdflatex(latex.render(volume, other), drawn)


def write_fragment(
    judgements: Sequence[Judgement],
    statements: Sequence[Statement],
    out: Path,
    *,
    paper: Mapping[str, Any] | None = None,
) -> list[Path]:
    """Write the statements of the judgements as NAME.tex, each to be \\input into another document."""
    parts = build(judgements, statements, paper).sections
    found = [s for part in parts if part.label.startswith("section:") for s in part.sections]
    return [put(out / f"{s.label}.tex", latex.fragment([s]).encode()) for s in found]


def put_images(images: Sequence[Image], folder: Path) -> list[Path]:
    """Write both forms of each figure into the folder."""
    if images:
        folder.mkdir(parents=True, exist_ok=True)
    return [put(folder / f"{i.name}.{form}", getattr(i, form)) for i in images for form in ("svg", "pdf")]
