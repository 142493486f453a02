"""The report as LaTeX for pdflatex, with packages of texlive-latex-recommended, texlive-pictures and lmodern only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files
from itertools import pairwise, zip_longest

from verify.judging.marks import MARKS
from verify.report.formulas.breaking import is_short
from verify.report.formulas.characters import (
    LETTERS,
    MATHEMATICS,
    NOTE,
    NUMBERED,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    accented,
    printable,
)
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
from verify.report.parts import Code, Copy, Link, Mark, Math, Page, Part, Strong, Text, Volume, Wording
from verify.report.picture import COLOURS, Box, Dot, Note, Picture, Point, Shape, Stroke, short

PREAMBLE, MACROS = (
    files(__package__).joinpath(f"{name}.tex").read_text(encoding="utf-8") for name in ("preamble", "macros")
)
PACKAGES = (
    "% Needs the packages amsmath, amssymb, booktabs, longtable, array, graphicx, tikz and xcolor; hyperref for links."
)


def render(document: Document, other: str = "") -> str:
    """The whole source, ending in a line feed; `other` is the file of the other volume, for links whose place is not in this one."""
    said = {"TITLE": bookmark(document.name), "SUBJECT": bookmark(document.source), "MACROS": MACROS.rstrip("\n")}
    said |= {"KEYWORDS": escape(", ".join(document.keywords)), "COLOURS": _colours()}
    said |= {"OTHER": rf"\newcommand{{\othervolume}}{{{other}}}" if other else ""}
    head = re.sub(r"%([A-Z]+)%", lambda found: said[found[1]], PREAMBLE)
    opening = rf"{{\LARGE\bfseries\raggedright {inline(document.title)}\par}}"
    lines = [
        rf"\medskip{{{inline(document.subtitle)}\par}}\bigskip",
        rf"\begin{{letter}}{blocks(document.front)}\end{{letter}}",
        r"\clearpage\tableofcontents\clearpage\pagenumbering{arabic}",  # however long, it moves no other page's number
        *(section(s, 0) for s in document.sections),
        r"\end{document}",
    ]
    body = "\n".join(lines)
    note = [rf"{escape(NOTE)}\par"] if re.search(NUMBERED, opening + body) else []
    return "\n".join([head + opening, *note, body]) + "\n"


def fragment(sections: Sequence[Section]) -> str:
    """Sections to be \\input into another document: what they need is defined there unless that document has it."""
    return "\n".join([PACKAGES, _colours(), MACROS, *(section(s, 1) for s in sections)]) + "\n"


def _colours() -> str:
    return "\n".join(rf"\providecolor{{{name}}}{{HTML}}{{{value}}}" for name, value in COLOURS.items())


def section(s: Section, level: int) -> str:
    """A heading, its blocks and its sections; a claim's heading shows its verdict at the right."""
    command = ("section", "subsection", "subsubsection")[level]
    mark = rf"\hfill {inline((s.mark,))}{inline(s.beside)}" if s.mark else ""
    title = rf"\texorpdfstring{{{inline(s.title)}{mark}}}{{{bookmark(s.name)}}}"
    head = rf"\{command}{{{title}}}\label{{{label(s.label)}}}"
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
            return (
                "\\begin{itemize}\\tightlist\n" + "\n".join(rf"\item {inline(i)}" for i in items) + "\n\\end{itemize}"
            )
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


SIGNS = {"✓": r"$\checkmark$", "~": r"$\sim$", "∅": r"$\emptyset$", "✗": r"$\times$"}
ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "|": r"\textbar{}",
    "°": r"\textdegree{}",
    "†": r"\textdagger{}",
    "\u00a0": "~",
}
LIGATURES = ("-", "<", ">", ",", "'", "`")


def escape(text: str) -> str:
    """Running text: special characters, accents, pairs that TeX would join, and a number for what no font has."""
    out = ""
    for before, c in pairwise(f" {printable(text)}"):
        out += ("{}" if c in LIGATURES and c == before else "") + ESCAPES.get(c, c if c.isascii() else _letter(c))
    return out


def _letter(c: str) -> str:
    """A letter with its accent, or a sign of mathematics."""
    if c in LETTERS:
        return c
    for table, before in ((SUBSCRIPTS, "_"), (SUPERSCRIPTS, "^"), (MATHEMATICS, "")):
        if c in table:
            return (
                rf"\ensuremath{{{f'{before}{{{table[c].strip()}}}' if before else table[c]}}}"
                if c != "√"
                else r"\ensuremath{\surd}"
            )
    letter, accent = accented(c) or (c, "")
    return rf"\{accent}{{{letter}}}"


def label(text: str) -> str:
    """The name of a place: what LaTeX would read in it is written by its number."""
    return re.sub(r"[^A-Za-z0-9:/.-]", lambda found: f"+{ord(found[0]):x}+", text)


def bookmark(text: str) -> str:
    """A title in letters that a PDF outline takes: mathematics by name."""
    table = {**MATHEMATICS, **SUBSCRIPTS, **SUPERSCRIPTS}
    return escape("".join(table[c].strip().lstrip("\\") if c in table else c for c in text))


def inline(text: Text) -> str:
    """A sentence."""
    return "".join(map(_part, text))


def _part(part: Part) -> str:
    match part:
        case str():
            return escape(part)
        case Math(latex):
            return rf"\mbox{{${latex}$}}" if is_short(latex) else f"${latex}$"
        case Wording(text):
            return re.sub(r"([*/(),=+])(?! )", r"\1\\allowbreak{}", escape(text))
        case Strong(text):
            return rf"\textbf{{{escape(text)}}}"
        case Code(text):
            return rf"\code{{{escape(text)}}}"
        case Link(text, place):
            return rf"\place{{{label(place)}}}{{{_breakable(text)}}}"
        case Volume(text, place):
            return rf"\beyond{{{label(place)}}}{{{_breakable(text)}}}"
        case Copy():
            return ""
        case Page(place):
            return rf"\pageref{{{label(place)}}}"
        case Mark(verdict, rechecked, coq):
            shown = MARKS[verdict]
            word = verdict.value + r"\textdegree" * rechecked + r"\textdagger" * coq
            return rf"\verdict{{{shown.tone}}}{{{SIGNS.get(shown.sign, shown.sign)}}}{{{word}}}"


def _breakable(text: str) -> str:
    """An id may break after its slash and its hyphens."""
    return escape(text).replace("/", r"/\allowbreak{}").replace("-", r"-\allowbreak{}")


def tikz(picture: Picture) -> str:
    """An environment `tikzpicture` that is as large as the picture."""
    frame = rf"\path[use as bounding box] (0,0) rectangle {_place((picture.width, picture.height))};"
    return "\n".join(
        [r"\begin{tikzpicture}[x=1mm,y=-1mm,line cap=round]", frame, *map(_shape, picture.shapes), r"\end{tikzpicture}"]
    )


def _place(point: Point) -> str:
    return f"({short(point[0])},{short(point[1])})"


def _shape(shape: Shape) -> str:
    match shape:
        case Stroke(points, colour, width, dashed, arrow, curved):
            options = f"color={colour},line width={short(width)}mm" + ",dashed" * dashed + ",-stealth" * arrow
            first, *further = map(_place, points)
            way = (
                f" .. controls {further[0]} and {further[1]} .. {further[2]}" if curved else " -- ".join(["", *further])
            )
            return rf"\draw[{options}] {first}{way};"
        case Dot(place, colour):
            return rf"\fill[color={colour}] {_place(place)} circle[radius=0.6];"
        case Note(place, latex, colour):
            return rf"\node[text={colour},inner sep=0,font=\small] at {_place(place)} {{${latex}$}};"
        case Box():
            return _box(shape)


def _box(b: Box) -> str:
    (x, y), (wide, high) = b.corner, b.size
    written = [rf"\textcolor{{{b.colour}}}{{{_text(row)}}}" for row in b.lines]
    rows = r"\\".join(rf"\place{{{label(b.label)}}}{{{row}}}" if b.label else row for row in written)
    options = (
        f"draw={b.colour},rounded corners=1mm,line width=0.2mm,inner sep=0pt,align=center,fill=white,"
        rf"minimum width={short(wide)}mm,minimum height={short(high)}mm,font=\sffamily\fontsize{{5}}{{5.8}}\selectfont"
    )
    return rf"\node[{options}{',dashed' if b.dashed else ''}] at {_place((x + wide / 2, y + high / 2))} {{{rows}}};"


def _text(row: str) -> str:
    return "".join(SIGNS.get(c) or escape(c) for c in row)
