"""The report as one page for the browser: the same tree, formulas in MathML, nothing loaded from elsewhere."""

from __future__ import annotations

import base64
from html import escape
from importlib.resources import files

from verify.language.verdict import Verdict
from verify.report.formulas.breaking import Row
from verify.report.formulas.mathml import aligned
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
from verify.report.parts import Text
from verify.report.writers.html_text import inline, mark
from verify.report.writers.picture_svg import svg

HOME = files(__package__)


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
        "FILTERS": _filters([c.mark for c in claims if c.mark]),
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
    verdict = mark(s.mark) if s.mark else ""
    head = f"<h{level}>{inline(s.title)} {verdict}{anchor}</h{level}>"
    inside = "\n".join([head, blocks(s.blocks), *(section(x, level + 1) for x in s.sections)])
    if not s.mark:
        return f'<section id="{label}">{inside}</section>'
    numbers = " ".join(map(str, s.equations))
    return f'<article id="{label}" data-verdict="{s.mark}" data-equations="{numbers}">{inside}</article>'


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
