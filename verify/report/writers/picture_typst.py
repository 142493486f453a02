"""A picture in Typst's own shapes."""

from __future__ import annotations

from verify.report.formulas.typst import typst_math
from verify.report.picture import COLOURS, Box, Dot, Note, Picture, Point, Shape, Stroke, short


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
            return f"place(dx: {_mm(x - 10)}, dy: {_mm(y - 3)}, box(width: 20mm, height: 6mm, align(center + horizon, {formula})))"
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
    rows = " + linebreak() + ".join(f'"{row}"' for row in b.lines)
    text = f'text(size: 5pt, font: ("DejaVu Sans Mono",), fill: {_paint(b.colour)}, par(leading: 0.35em, justify: false, {rows}))'
    frame = (
        f"rect(width: {_mm(wide)}, height: {_mm(high)}, radius: 1mm, inset: 0pt, fill: white, "
        f"stroke: {_pen(b.colour, 0.2, b.dashed)}, align(center + horizon, {text}))"
    )
    return f'place(dx: {_mm(x)}, dy: {_mm(y)}, link(label("{b.label}"), {frame}))'
