"""Sections and blocks for the browser: formulas in MathML, a link to a section as `#label`, a figure as `figures/NAME.svg`.

`verify/report/writers/site.py` makes pages of them and sends each link to the page where its section stands.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from typing import Any

from verify.judging.marks import MARKS
from verify.language.sentence import visible
from verify.language.verdict import Verdict
from verify.report.formulas.breaking import Row
from verify.report.formulas.mathml import aligned, mathml
from verify.report.formulas.measure import width
from verify.report.formulas.read_latex import parse
from verify.report.formulas.wording import inline as sentence
from verify.report.moving import Moving
from verify.report.nodes import (
    Block,
    Chain,
    Drawing,
    Fold,
    Formula,
    Image,
    Items,
    Paragraph,
    Screen,
    Section,
    Step,
    Table,
)
from verify.report.parts import Code, Copy, Link, Mark, Math, Page, Part, Strong, Text, Volume, Wording
from verify.report.picture import Box, Dot, Note, Picture, Shape, Stroke, short


def escape(text: str) -> str:
    """Running text, or the value of an attribute; a number stands for what would not be seen."""
    return html.escape(visible(text))


def in_script(value: Any, separators: tuple[str, str] = (", ", ": ")) -> str:
    """Plain data as JavaScript: no text in it ends the script, or a line of it."""
    text = json.dumps(value, ensure_ascii=False, separators=separators)
    return re.sub("[<\u2028\u2029\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def section(s: Section, level: int) -> str:
    """A heading, its blocks and its sections; a claim is an article that the filters can hide."""
    label = escape(s.label)
    anchor = f'<a class="anchor" href="#{label}" aria-label="Link to {escape(s.name)}">#</a>'
    verdict = f"<span>{inline((s.mark,))}</span>" if s.mark else ""
    head = f"<h{level}>{inline(s.title)} {verdict}{anchor}</h{level}>"
    inside = "\n".join([head, blocks(s.blocks), *(section(x, level + 1) for x in s.sections)])
    if not s.mark:
        return f'<section id="{label}">{inside}</section>'
    return f'<article id="{label}">{inside}</article>'


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
        case Image(name, _, _, says, caption):
            return _figure(f'<img src="figures/{escape(name)}.svg" alt="{escape(says)}">', caption, name)
        case Screen(inside):
            return blocks(inside)
        case Moving():
            said = f"<p><strong>See it move.</strong> {inline(sentence(block.says))}</p>"
            return f'<section class="moving" id="moving:{escape(block.statement)}" aria-label="See it move">{said}</section>'
        case Fold(title, inside):
            return f"<details><summary>{escape(title.rstrip('.'))}</summary>{blocks(inside)}</details>"


def _figure(inside: str, caption: Text, name: str = "") -> str:
    """A figure of a file can be linked to: the statement `figure-2` has a page of that name already."""
    place = f' id="drawn:{escape(name)}"' if name else ""
    return f"<figure{place}>{inside}{f'<figcaption>{inline(caption)}</figcaption>' if caption else ''}</figure>"


def _display(rows: tuple[Row, ...]) -> str:
    return f'<div class="formula">{aligned(rows)}</div>'


def _lines(lines: tuple[str, ...]) -> str:
    return _display(tuple(Row("", line) for line in lines))


def _table(table: Table) -> str:
    """The style knows the names of the columns: on a narrow screen the rows are lists."""
    table = _on_screen(table)
    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in table.header)
    labels = table.labels or ("",) * len(table.rows)
    rows = "".join(_cells(row, label) for row, label in zip(table.rows, labels, strict=True))
    columns = "".join(f'<col style="width:{100 * w:.0f}%">' for w in table.widths)
    names = escape(";".join(f"--column-{k}:{in_script(h)}" for k, h in enumerate(table.header, 1)))
    return f'<table style="{names}"><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _on_screen(table: Table) -> Table:
    """Without columns that hold numbers of pages only."""
    kept = [k for k in range(len(table.header)) if not all(isinstance(p, Page) for row in table.rows for p in row[k])]
    widths = tuple(table.widths[k] / sum(table.widths[j] for j in kept) for k in kept)
    rows = tuple(tuple(row[k] for k in kept) for row in table.rows)
    return replace(table, header=tuple(table.header[k] for k in kept), widths=widths, rows=rows)


def _cells(row: tuple[Text, ...], label: str) -> str:
    place = f' id="{escape(label)}"' if label else ""
    return f"<tr{place}>{''.join(f'<td>{inline(cell)}</td>' for cell in row)}</tr>"


def _step(step: Step) -> str:
    reasons = "; ".join(map(inline, step.reasons))
    certificate = f'<div class="certificate">{blocks(step.certificate)}</div>' if step.certificate else ""
    return (
        f'<li><span class="number">({escape(step.number)})</span>{_lines(step.lines)}'
        f'<span class="reason">{reasons}</span>{certificate}</li>'
    )


WIDE = 14.0
SHORT = re.compile(r"\b(\w) ([=≥]) (\d+)\b")  # "d = 1" stands on one line
STOPS = re.compile(r"[.,:;](?=\s|$)")


def inline(text: Text) -> str:
    """A sentence. A stop after a formula is part of it: before one a browser would begin a line."""
    written, rest = "", list(text)
    while rest:
        part, after = rest.pop(0), ""
        if isinstance(part, Math) and rest and isinstance(rest[0], str) and (stop := STOPS.match(rest[0])):
            after, rest[0] = stop[0], rest[0][1:]
        written += _formula(part, after) if isinstance(part, Math) else _part(part)
    return written


def _formula(part: Math, after: str) -> str:
    written = mathml(part.latex, after)
    return f'<span class="wide">{written}</span>' if width(parse(part.latex)) > WIDE else written


def _running(text: str) -> str:
    return escape(SHORT.sub(lambda found: "\u00a0".join(found.groups()), text))


def _part(part: Part) -> str:
    match part:
        case str():
            return _running(part.replace("'", "’"))
        case Math():
            return _formula(part, "")
        case Wording(text):
            return _running(text)
        case Strong(text):
            return f"<strong>{escape(text)}</strong>"
        case Code(text):
            return f"<code>{escape(text)}</code>"
        case Link(text, label):
            return f'<a href="#{escape(label)}">{escape(text).replace("/", "/<wbr>")}</a>'
        case Volume(text, _):
            return escape(text)
        case Copy(what, text):
            return f' <button type="button" class="copy" data-copy="{escape(text)}">Copy {what}</button>'
        case Page():
            return ""
        case Mark(verdict):
            return mark(verdict) + part.signs


def mark(verdict: Verdict) -> str:
    """A verdict: word and colour; its sign stands in the style, `signs`."""
    return f'<span class="verdict {MARKS[verdict].tone} {verdict}">{verdict}</span>'


def signs() -> str:
    """The sign before each verdict, which is not read aloud: the word is."""
    return "".join(f'.{v}::before {{ content: "{MARKS[v].sign} " / ""; }}\n' for v in Verdict)


LINE = 2.1
LABEL_WIDTH, LABEL_HEIGHT = 60.0, 12.0  # room for every label: what is beyond it is cut off


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
    said = f"<title>{escape(b.says)}</title>" if b.says else ""
    drawn = f"{said}<rect {frame}{dash}/>{rows}"
    if not b.label:
        return f'<g class="{b.colour}">{drawn}</g>'
    sources = f' data-sources="{escape(" ".join(b.sources))}"' if b.sources else ""
    return f'<a href="#{escape(b.label)}" class="{b.colour}" data-box="{escape(b.label)}"{sources}>{drawn}</a>'
