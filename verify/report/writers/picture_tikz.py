"""A picture as TikZ, for LaTeX."""

from __future__ import annotations

from verify.report.picture import Box, Dot, Note, Picture, Point, Shape, Stroke, short


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
    rows = r"\\".join(rf"\place{{{b.label}}}{{\textcolor{{{b.colour}}}{{{_text(row)}}}}}" for row in b.lines)
    options = (
        f"draw={b.colour},rounded corners=1mm,line width=0.2mm,inner sep=0pt,align=center,fill=white,"
        rf"minimum width={short(wide)}mm,minimum height={short(high)}mm,font=\sffamily\fontsize{{5}}{{5.8}}\selectfont"
    )
    return rf"\node[{options}{',dashed' if b.dashed else ''}] at {_place((x + wide / 2, y + high / 2))} {{{rows}}};"


def _text(row: str) -> str:
    return row.replace("_", r"\_").replace("✓", r"$\checkmark$").replace("✗", r"$\times$")
