"""A picture as SVG within the page; its colours follow the page's."""

from __future__ import annotations

from html import escape

from verify.report.formulas.mathml import mathml
from verify.report.picture import Box, Dot, Note, Picture, Shape, Stroke, short

LINE = 2.1
WIDE, HIGH = 14.0, 5.0


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
            place = f'x="{short(x - WIDE / 2)}" y="{short(y - HIGH / 2)}" width="{short(WIDE)}" height="{short(HIGH)}"'
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
