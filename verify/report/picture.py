"""Small drawings, the same for every writer: lines, circles, boxes and formulas at places in mm, y downwards from the top left."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]
# Colours by name; "text" and "line" are those of the page.
COLOURS = {"text": "1B1B1F", "line": "9A9AA4", "good": "1B7F3B", "bad": "B3261E", "open": "8A5A00", "link": "1F4E79"}


@dataclass(frozen=True)
class Stroke:
    """A way through points; `curved` takes four of them as those of a Bézier curve."""

    points: tuple[Point, ...]
    colour: str = "text"
    width: float = 0.25
    dashed: bool = False
    arrow: bool = False
    curved: bool = False


@dataclass(frozen=True)
class Box:
    """A rectangle, by its upper left corner, with lines of text; a click on it leads to the section `label`, where it has one.

    A screen tells what it `says` of what the box stands for, and shows from which other boxes its fault comes (`sources`).
    """

    corner: Point
    size: Point
    lines: tuple[str, ...]
    label: str
    colour: str = "text"
    dashed: bool = False
    says: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dot:
    """A point that is seen."""

    place: Point
    colour: str = "text"


@dataclass(frozen=True)
class Note:
    """A formula, its middle at a place."""

    place: Point
    latex: str
    colour: str = "text"


Shape = Stroke | Box | Dot | Note


@dataclass(frozen=True)
class Picture:
    """Shapes on a rectangle of this width and height; `says` tells in words what is seen."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    says: str


def short(number: float) -> str:
    """A length with as many decimals as one can see."""
    return f"{number:.2f}".rstrip("0").rstrip(".").replace("-0", "-0") or "0"
