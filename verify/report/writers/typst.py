"""The report as Typst: the same tree as in LaTeX, with the fonts of the wheel and no packages."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import zip_longest

from verify.judging.marks import MARKS
from verify.report.formulas.breaking import is_short
from verify.report.formulas.characters import NOTE, NUMBERED, printable
from verify.report.formulas.typst_math import typst_math
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

BREAK = "\u200b"
KEPT = BREAK + "".join(
    {shown.sign for shown in MARKS.values()} - {*"~?!"}
)  # what the fonts have beside all that is printed
PREAMBLE = files(__package__).joinpath("preamble.typ").read_text(encoding="utf-8")


def render(document: Document, other: str = "") -> str:
    """The whole source; `other` is the file of the other volume, to which links lead whose place is not in this one."""
    keywords = f"({''.join(f'{string(k)}, ' for k in document.keywords)})"
    said = {
        "TITLE": string(document.name),
        "SUBJECT": string(document.source),
        "KEYWORDS": keywords,
        "OTHER": string(other),
    }
    opening = f'#text(size: 17pt, weight: "bold", par(justify: false)[{inline(document.title)}])'
    body = "\n".join(
        [
            inline(document.subtitle) + "\n",
            f"#letter[{blocks(document.front)}]",
            "#pagebreak()\n#contents()\n#pagebreak()",
            *(section(s, 1) for s in document.sections),
        ]
    )
    note = [f"#{string(NOTE)};\n"] if re.search(NUMBERED, opening + body) else []
    head = re.sub("|".join(said), lambda found: said[found[0]], PREAMBLE)
    return "\n".join([head, opening, *note, body])


def string(text: str) -> str:
    """A string literal: no sign in it means anything to Typst; a number stands for what no font has."""
    shown = "".join(x if x in KEPT else printable(x) for x in re.split(f"([{KEPT}])", text))
    return '"' + shown.replace("\\", "\\\\").replace('"', '\\"') + '"'


def inline(text: Text) -> str:
    """A sentence."""
    return "".join(map(_part, text))


def _part(part: Part) -> str:
    match part:
        case str():
            return f"#{string(part.replace(chr(39), '’'))};"
        case Math(latex):
            return f"#box(${typst_math(latex)}$);" if is_short(latex) else f"${typst_math(latex)}$"
        case Wording(text):
            return f"#{string(re.sub('([*/(),=+])(?! )', chr(92) + '1' + BREAK, text))};"
        case Strong(text):
            return f"#strong({string(text)});"
        case Code(text):
            return f"#box(raw({string(text)}));"
        case Link(text, label):
            return f"#goto({string(label)}, {string(_breakable(text))});"
        case Volume(text, label):
            return f"#beyond({string(label)}, {string(text)});"
        case Copy():
            return ""
        case Page(label):
            return f"#page-of({string(label)});"
        case Mark(verdict):
            shown = MARKS[verdict]
            word = verdict.value + part.signs
            return f"#verdict({string('#' + COLOURS[shown.tone])}, {string(shown.sign)}, {string(word)});"


def _breakable(text: str) -> str:
    """An id may break after its slash."""
    return text.replace("/", "/" + BREAK)


def section(s: Section, level: int) -> str:
    """A heading, its blocks and its sections; a claim's heading shows its verdict at the right."""
    mark = f"#h(1fr){_part(s.mark)}{inline(s.beside)}" if s.mark else ""
    head = f"#heading(level: {level}, bookmarked: true)[{inline(s.title)}{mark}]#label({string(s.label)})"
    return "\n\n".join(
        [
            head,
            blocks(s.blocks, before_sections=bool(s.sections)),
            *(section(inner, level + 1) for inner in s.sections),
        ]
    )


def blocks(found: tuple[Block, ...], *, before_sections: bool = False) -> str:
    """Blocks one after the other; a sentence stays with what it introduces, the first one, and all before sections, with the next."""
    printed = unfolded(found)
    pairs = zip_longest(printed, printed[1:])
    return "\n\n".join(
        _block(b, k == 0 or before_sections or introduces(b, after)) for k, (b, after) in enumerate(pairs)
    )


def _block(block: Printed, keep: bool) -> str:
    match block:
        case Paragraph(text, title):
            return f"#titled({string(title)}, [{inline(text)}], {str(keep).lower()})"
        case Formula(rows):
            return _display(tuple(f"{typst_math(row.left)} & {_continued(row.right)}" for row in rows))
        case Items(items):
            return "\n".join(f"- {inline(i)}" for i in items)
        case Table():
            return _table(block)
        case Drawing(picture, caption):
            return f"#drawing([{typst(picture)}], [{inline(caption)}])"
        case Image(name, _, _, says, caption):
            file = f"image({string(f'figures/{name}.pdf')}, width: 100%, alt: {string(says)})"
            return f"#drawing({file}, [{inline(caption)}])"
        case Chain(start, steps):
            return "\n\n".join([f"#step([], [{_lines(start)}], [], keep: true)", *map(_step, steps)])


def _display(lines: tuple[str, ...]) -> str:
    return "$ " + " \\\n ".join(lines) + " $"


def _lines(lines: tuple[str, ...]) -> str:
    return _display(tuple(f"& {_continued(line)}" for line in lines))


def _continued(line: str) -> str:
    """A line that goes on with + or - has something before that sign, or Typst would take it for that of a number."""
    written = typst_math(line)
    return re.sub(r"^((?:quad |wide )*)([+-]) ", r'\1"" \2 ', written) if line.startswith(("+", "\\q")) else written


def _table(table: Table) -> str:
    columns = ", ".join(f"{w}fr" for w in table.widths)
    header = ", ".join(f"strong({string(h)})" for h in table.header)
    cells = ",\n".join(", ".join(f"[{inline(cell)}]" for cell in row) for row in table.rows)
    return f"#tabular(({columns}), ({header},),\n{cells})"


def _step(step: Step) -> str:
    reasons = '#"; ";'.join(map(inline, step.reasons))
    out = f"#step([({step.number})], [{_lines(step.lines)}], [{reasons}])"
    return out + (f"\n\n#certificate[{blocks(step.certificate)}]" if step.certificate else "")


def typst(picture: Picture) -> str:
    """A block as large as the picture."""
    inside = "\n".join(map(_shape, picture.shapes))
    return f"#box(width: {_mm(picture.width)}, height: {_mm(picture.height)}, {{\n{inside}\n}})"


def _mm(length: float) -> str:
    return f"{short(length)}mm"


def _place(point: Point) -> str:
    return f"({_mm(point[0])}, {_mm(point[1])})"


def _paint(colour: str) -> str:
    return f'rgb("{COLOURS[colour]}")'


def _pen(colour: str, width: float, dashed: bool) -> str:
    return f"(paint: {_paint(colour)}, thickness: {_mm(width)}" + (', dash: "dashed")' if dashed else ")")


def _shape(shape: Shape) -> str:
    match shape:
        case Stroke():
            return _stroke(shape)
        case Dot((x, y), colour):
            return f"place(dx: {_mm(x - 0.6)}, dy: {_mm(y - 0.6)}, circle(radius: 0.6mm, fill: {_paint(colour)}))"
        case Note((x, y), latex, colour):
            formula = f"text(fill: {_paint(colour)}, size: 9pt, $#h(0pt){typst_math(latex)}$)"
            return f"place(dx: {_mm(x - 30)}, dy: {_mm(y - 6)}, box(width: 60mm, height: 12mm, align(center + horizon, {formula})))"
        case Box():
            return _box(shape)


def _stroke(s: Stroke) -> str:
    pen = _pen(s.colour, s.width, s.dashed)
    first, *further = map(_place, s.points)
    steps = f"curve.cubic({', '.join(further)})" if s.curved else ", ".join(f"curve.line({p})" for p in further)
    line = f"place(curve(stroke: {pen}, curve.move({first}), {steps}))"
    return f"{line}\n{_head(s)}" if s.arrow else line


def _head(s: Stroke) -> str:
    (x0, y0), (x, y) = s.points[-2:]
    length = ((x - x0) ** 2 + (y - y0) ** 2) ** 0.5 or 1.0
    u, v = (x - x0) / length, (y - y0) / length
    corners = (
        (x, y),
        (x - 1.5 * u + 0.55 * v, y - 1.5 * v - 0.55 * u),
        (x - 1.5 * u - 0.55 * v, y - 1.5 * v + 0.55 * u),
    )
    return f"place(polygon(fill: {_paint(s.colour)}, {', '.join(map(_place, corners))}))"


def _box(b: Box) -> str:
    (x, y), (wide, high) = b.corner, b.size
    rows = " + linebreak() + ".join(map(string, b.lines))
    text = f'text(size: 5pt, font: ("DejaVu Sans Mono",), fill: {_paint(b.colour)}, par(leading: 0.35em, justify: false, {rows}))'
    frame = (
        f"rect(width: {_mm(wide)}, height: {_mm(high)}, radius: 1mm, inset: 0pt, fill: white, "
        f"stroke: {_pen(b.colour, 0.2, b.dashed)}, align(center + horizon, {text}))"
    )
    drawn = f"goto({string(b.label)}, {frame})" if b.label else frame
    return f"place(dx: {_mm(x)}, dy: {_mm(y)}, {drawn})"
