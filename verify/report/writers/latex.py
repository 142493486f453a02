"""The report as LaTeX for pdflatex, with packages of texlive-latex-recommended, texlive-pictures and lmodern only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files
from itertools import zip_longest

from verify.report.nodes import (
    Block,
    Chain,
    Document,
    Drawing,
    Formula,
    Image,
    Items,
    Paragraph,
    Printed,
    Section,
    Step,
    Table,
    introduces,
    unfolded,
)
from verify.report.parts import Mark
from verify.report.picture import COLOURS
from verify.report.writers.latex_text import bookmark, escape, inline
from verify.report.writers.picture_tikz import tikz

PREAMBLE, MACROS = (
    files(__package__).joinpath(f"{name}.tex").read_text(encoding="utf-8") for name in ("preamble", "macros")
)
PACKAGES = (
    "% Needs the packages amsmath, amssymb, booktabs, longtable, array, graphicx, tikz and xcolor; hyperref for links."
)


def render(document: Document) -> str:
    """The whole source, ending in a line feed."""
    title, subject = bookmark(document.name), bookmark(document.source)
    head = PREAMBLE.replace("%COLOURS%", _colours()).replace("%MACROS%\n", MACROS)
    head = head.replace("%TITLE%", title).replace("%SUBJECT%", subject)
    head = head.replace("%KEYWORDS%", escape(", ".join(document.keywords)))
    lines = [
        rf"{{\LARGE\bfseries\raggedright {inline(document.title)}\par}}",
        rf"\medskip{{{inline(document.subtitle)}\par}}\bigskip",
        blocks(document.front),
        r"\clearpage\tableofcontents\clearpage\pagenumbering{arabic}",  # however long, it moves no other page's number
        *(section(s, 0) for s in document.sections),
        r"\end{document}",
    ]
    return head + "\n".join(lines) + "\n"


def fragment(sections: Sequence[Section]) -> str:
    """Sections to be \\input into another document: what they need is defined there unless that document has it."""
    return "\n".join([PACKAGES, _colours(), MACROS, *(section(s, 1) for s in sections)]) + "\n"


def _colours() -> str:
    return "\n".join(rf"\providecolor{{{name}}}{{HTML}}{{{value}}}" for name, value in COLOURS.items())


def section(s: Section, level: int) -> str:
    """A heading, its blocks and its sections; a claim's heading shows its verdict at the right."""
    command = ("section", "subsection", "subsubsection")[level]
    mark = rf"\hfill {inline((Mark(s.mark),))}" if s.mark else ""
    title = rf"\texorpdfstring{{{inline(s.title)}{mark}}}{{{bookmark(s.name)}}}"
    head = rf"\{command}{{{title}}}\label{{{s.label}}}"
    return "\n".join(
        [head, blocks(s.blocks, before_sections=bool(s.sections)), *(section(inner, level + 1) for inner in s.sections)]
    )


def blocks(found: tuple[Block, ...], *, before_sections: bool = False) -> str:
    """Blocks one after the other; a sentence stays with what it introduces, the first one, and all before sections, with the next."""
    out, printed = list[str](), unfolded(found)
    for block, following in zip_longest(printed, printed[1:]):
        end = "" if not isinstance(block, Paragraph) or isinstance(following, Formula) else r"\par"
        keep = not out or before_sections or introduces(block, following)
        out.append(_block(block) + end + (r"\nopagebreak" if keep and end else ""))
    return "\n".join(out)


def _block(block: Printed) -> str:
    match block:
        case Paragraph(text, title):
            head = rf"\textbf{{{escape(title)}}} " if title else ""
            return head + inline(text)
        case Formula(rows):
            lines = "\\\\\n".join(f"{row.left} &{_continued(row.right)}" for row in rows)
            return f"\\begin{{align*}}\n{lines}\n\\end{{align*}}"
        case Items(items):
            return "\\begin{itemize}\n" + "\n".join(rf"\item {inline(i)}" for i in items) + "\n\\end{itemize}"
        case Table():
            return _table(block)
        case Chain():
            return _chain(block)
        case Drawing(picture, caption):
            return rf"\drawing{{{tikz(picture)}}}{{{inline(caption)}}}"
        case Image(name, _, _, _, caption):
            return rf"\drawing{{\includegraphics[width=\linewidth]{{figures/{name}.pdf}}}}{{{inline(caption)}}}"


def _table(table: Table) -> str:
    count = len(table.header)
    columns = "".join(
        rf">{{\raggedright\arraybackslash}}p{{\dimexpr {w:.4f}\linewidth - {2 * (count - 1) * w:.4f}\tabcolsep}}"
        for w in table.widths
    )
    head = " & ".join(rf"\textbf{{{escape(h)}}}" for h in table.header)
    rows = "\n".join(" & ".join(map(inline, row)) + r" \\" for row in table.rows)
    return (
        f"{{\\small\n\\begin{{longtable}}{{@{{}}{columns}@{{}}}}\n\\toprule\n{head} \\\\\n\\midrule\n\\endhead\n"
        f"\\bottomrule\n\\endlastfoot\n{rows}\n\\end{{longtable}}}}"
    )


def _chain(chain: Chain) -> str:
    start = rf"\start{{{_lines(chain.start)}}}"
    return "\n".join([start, *map(_step, chain.steps)])


def _lines(lines: tuple[str, ...]) -> str:
    return r"\\[3pt] ".join(rf"$\displaystyle {_continued(line)}$" for line in lines)


def _continued(line: str) -> str:
    """A line that goes on with + or - has something before that sign, or TeX would take it for that of a number."""
    return re.sub(r"(^|\\quad |\\qquad )([+-]) ", r"\1{}\2 ", line) if line.startswith(("+", "\\q")) else line


def _step(step: Step) -> str:
    reasons = "; ".join(map(inline, step.reasons))
    out = rf"\step{{({escape(step.number)})}}{{{_lines(step.lines)}}}{{{reasons}}}"
    if step.certificate:
        out += "\n\\begin{certificate}\n" + blocks(step.certificate) + "\n\\end{certificate}"
    return out
