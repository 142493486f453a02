"""The report as one page for the browser: the same tree, formulas in MathML, nothing loaded from elsewhere."""

from __future__ import annotations

import base64
import html
from importlib.resources import files

from verify.judging.marks import MARKS
from verify.language.sentence import visible
from verify.language.verdict import Verdict
from verify.report.formulas.breaking import Row
from verify.report.formulas.mathml import aligned, mathml
from verify.report.formulas.measure import width
from verify.report.formulas.read_latex import parse
from verify.report.nodes import (
    Block,
    Chain,
    Document,
    Drawing,
    Fold,
    Formula,
    Image,
    Items,
    Paragraph,
    Section,
    Step,
    Table,
)
from verify.report.parts import Code, Copy, Link, Mark, Math, Page, Part, Strong, Text, Volume, Wording
from verify.report.picture import Box, Dot, Note, Picture, Shape, Stroke, short

HOME = files(__package__)


def escape(text: str, *, quote: bool = True) -> str:
    """Running text, or the value of an attribute; a number stands for what would not be seen."""
    return html.escape(visible(text), quote)


def render(document: Document) -> str:
    """The whole page, with its style, its script and its font inside."""
    font = base64.b64encode(HOME.joinpath("fonts", "STIXTwoMath-subset.woff2").read_bytes()).decode()
    claims = [c for part in document.sections for s in part.sections for c in s.sections if c.mark]
    parts = {
        "FONT": font,
        "STYLE": _asset("page.css"),
        "SCRIPT": _asset("page.js"),
        "NAME": escape(document.name),
        "TITLE": inline(document.title),
        "SUBTITLE": inline(document.subtitle),
        "FILTERS": _filters([c.mark.verdict for c in claims if c.mark]),
        "COUNT": str(len(claims)),
        "CONTENTS": "".join(map(_entry, document.sections)),
        "FRONT": blocks(document.front),
        "SECTIONS": "\n".join(section(s, 2) for s in document.sections),
    }
    page = _asset("page.html")
    head, *pieces = page.split("{{")
    return head + "".join(parts[name] + rest for name, _, rest in (p.partition("}}") for p in pieces))


def _asset(name: str) -> str:
    return HOME.joinpath(name).read_text(encoding="utf-8")


def _filters(marks: list[Verdict]) -> str:
    """A button for each verdict that occurs; pressed ones are shown."""
    return "".join(
        f'<button type="button" class="filter" aria-pressed="true" data-verdict="{v}">{mark(v)} {marks.count(v)}</button>'
        for v in Verdict
        if v in marks
    )


def _entry(s: Section) -> str:
    """A section in the table of contents, with the statements in it."""
    inner = "".join(f'<li><a href="#{escape(x.label)}">{inline(x.title)}</a></li>' for x in s.sections)
    return f'<li><a href="#{escape(s.label)}">{inline(s.title)}</a>{f"<ol>{inner}</ol>" if inner else ""}</li>'


def section(s: Section, level: int) -> str:
    """A heading, its blocks and its sections; a claim is an article that the filters can hide."""
    label = escape(s.label)
    anchor = f'<a class="anchor" href="#{label}" aria-label="Link to {escape(s.name)}">#</a>'
    verdict = inline((s.mark,)) if s.mark else ""
    head = f"<h{level}>{inline(s.title)} {verdict}{anchor}</h{level}>"
    inside = "\n".join([head, blocks(s.blocks), *(section(x, level + 1) for x in s.sections)])
    if not s.mark:
        return f'<section id="{label}">{inside}</section>'
    numbers = " ".join(map(str, s.equations))
    return f'<article id="{label}" data-verdict="{s.mark.verdict}" data-equations="{numbers}">{inside}</article>'


def blocks(found: tuple[Block, ...]) -> str:
    """Blocks one after the other."""
    return "\n".join(map(_block, found))


def _block(block: Block) -> str:
    match block:
        case Paragraph(text, title):
            return f"<p>{f'<strong>{escape(title)}</strong> ' if title else ''}{inline(text)}</p>"
        case Formula(rows):
            return _display(rows)
        case Items(items):
            return f"<ul>{''.join(f'<li>{inline(i)}</li>' for i in items)}</ul>"
        case Table():
            return _table(block)
        case Chain(start, steps):
            first = f'<li class="start">{_lines(start)}</li>'
            return f'<ol class="chain">{first}{"".join(map(_step, steps))}</ol>'
        case Drawing(picture, caption):
            return _figure(svg(picture), caption)
        case Image(_, drawn, _, says, caption):
            source = base64.b64encode(drawn).decode()
            return _figure(
                f'<img src="data:image/svg+xml;base64,{source}" alt="{escape(says)}" loading="lazy">', caption
            )
        case Fold(title, inside):
            return f"<details><summary>{escape(title.rstrip('.'))}</summary>{blocks(inside)}</details>"


def _figure(inside: str, caption: Text) -> str:
    return f"<figure>{inside}{f'<figcaption>{inline(caption)}</figcaption>' if caption else ''}</figure>"


def _display(rows: tuple[Row, ...]) -> str:
    return f'<div class="formula">{aligned(rows)}</div>'


def _lines(lines: tuple[str, ...]) -> str:
    return _display(tuple(Row("", line) for line in lines))


def _table(table: Table) -> str:
    head = "".join(f'<th role="columnheader" scope="col">{escape(h)}</th>' for h in table.header)
    rows = "".join(_cells(table.header, row) for row in table.rows)
    columns = "".join(f'<col style="width:{100 * w:.0f}%">' for w in table.widths)
    return (
        f'<table role="table"><colgroup>{columns}</colgroup><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>'
    )


def _cells(header: tuple[str, ...], row: tuple[Text, ...]) -> str:
    pairs = zip(header, row, strict=True)
    return f'<tr role="row">{"".join(f"{_cell(name, cell)}" for name, cell in pairs)}</tr>'


def _cell(name: str, text: Text) -> str:
    """A cell that knows its column: on a narrow screen the rows are lists."""
    return f'<td role="cell" data-column="{escape(name)}">{inline(text)}</td>'


def _step(step: Step) -> str:
    reasons = "; ".join(map(inline, step.reasons))
    certificate = f'<div class="certificate">{blocks(step.certificate)}</div>' if step.certificate else ""
    return (
        f'<li><span class="number">({escape(step.number)})</span>{_lines(step.lines)}'
        f'<span class="reason">{reasons}</span>{certificate}</li>'
    )


WIDE = 14.0


def inline(text: Text) -> str:
    """A sentence."""
    return "".join(map(_part, text))


def _part(part: Part) -> str:
    match part:
        case str():
            return escape(part, quote=False).replace("'", "’")
        case Math(latex):
            return f'<span class="wide">{mathml(latex)}</span>' if width(parse(latex)) > WIDE else mathml(latex)
        case Wording(text):
            return escape(text, quote=False)
        case Strong(text):
            return f"<strong>{escape(text)}</strong>"
        case Code(text):
            return f"<code>{escape(text)}</code>"
        case Link(text, label):
            return f'<a href="#{escape(label)}">{escape(text)}</a>'
        case Volume(text, _):
            return escape(text)
        case Copy(what, text):
            return f' <button type="button" class="copy" data-copy="{escape(text)}">Copy {what}</button>'
        case Page():
            return ""
        case Mark(verdict, rechecked, coq):
            return mark(verdict) + RECHECKED * rechecked + IN_COQ * coq


RECHECKED = '<span class="rechecked" title="the certificate was re-checked">°</span>'
IN_COQ = '<span class="rechecked" title="proved in Coq too">†</span>'


def mark(verdict: Verdict) -> str:
    """A verdict: sign, word and colour."""
    shown = MARKS[verdict]
    return f'<span class="verdict {shown.tone}"><span aria-hidden="true">{shown.sign}</span> {verdict}</span>'


LINE = 2.1
LABEL_WIDTH, LABEL_HEIGHT = 14.0, 5.0


def svg(picture: Picture) -> str:
    """An element `svg`; 1 mm is 4.4 px, as the text of the page is larger than that of print."""
    size = f'width="{4.4 * picture.width:.0f}" height="{4.4 * picture.height:.0f}"'
    view = f'viewBox="0 0 {short(picture.width)} {short(picture.height)}"'
    inside = "".join(map(_shape, picture.shapes))
    return f'<svg class="picture" {size} {view} role="group" aria-label="{escape(picture.says)}">{inside}</svg>'


def _shape(shape: Shape) -> str:
    match shape:
        case Stroke():
            return _stroke(shape)
        case Dot((x, y), colour):
            return f'<circle cx="{short(x)}" cy="{short(y)}" r=".7" fill="var(--{colour})"/>'
        case Note((x, y), latex, colour):
            place = f'x="{short(x - LABEL_WIDTH / 2)}" y="{short(y - LABEL_HEIGHT / 2)}" '
            place += f'width="{short(LABEL_WIDTH)}" height="{short(LABEL_HEIGHT)}"'
            return f'<foreignObject {place}><div class="note" style="color:var(--{colour})">{mathml(latex)}</div></foreignObject>'
        case Box():
            return _box(shape)


def _stroke(s: Stroke) -> str:
    first, *further = (f"{short(x)} {short(y)}" for x, y in s.points)
    path = f"M{first}C{' '.join(further)}" if s.curved else f"M{first}" + "".join(f"L{p}" for p in further)
    dash = ' stroke-dasharray="1 .7"' if s.dashed else ""
    head = f'<path d="{_head(s)}" fill="var(--{s.colour})"/>' if s.arrow else ""
    return f'<path d="{path}" fill="none" stroke="var(--{s.colour})" stroke-width="{short(s.width)}"{dash}/>{head}'


def _head(s: Stroke) -> str:
    """A triangle at the end of the line, in the direction in which it arrives."""
    (x0, y0), (x, y) = s.points[-2:]
    length = ((x - x0) ** 2 + (y - y0) ** 2) ** 0.5 or 1.0
    u, v = (x - x0) / length, (y - y0) / length
    corners = (
        (x, y),
        (x - 1.5 * u + 0.55 * v, y - 1.5 * v - 0.55 * u),
        (x - 1.5 * u - 0.55 * v, y - 1.5 * v + 0.55 * u),
    )
    return "M" + "L".join(f"{short(a)} {short(b)}" for a, b in corners) + "Z"


def _box(b: Box) -> str:
    (x, y), (wide, high) = b.corner, b.size
    dash = ' stroke-dasharray="1 .7"' if b.dashed else ""
    top = y + high / 2 - LINE * (len(b.lines) - 1) / 2 + 0.65
    rows = "".join(
        f'<text x="{short(x + wide / 2)}" y="{short(top + LINE * k)}">{escape(row)}</text>'
        for k, row in enumerate(b.lines)
    )
    frame = f'x="{short(x)}" y="{short(y)}" width="{short(wide)}" height="{short(high)}" rx="1"'
    return f'<a href="#{escape(b.label)}" class="{b.colour}"><rect {frame}{dash}/>{rows}</a>'
