"""A counterexample in the plane as a small drawing: its vectors from the origin, its data points as dots."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from verify.language.claim import Claim
from verify.language.verdict import Counterexample
from verify.report.formulas.relations import expression
from verify.report.picture import Dot, Note, Picture, Point, Shape, Stroke
from verify.report.sections import quantifiers

SIDE = 44.0
MIDDLE = SIDE / 2
REACH = 15.0
INKS = ("link", "bad", "good", "open")

Values = dict[tuple[float, float], list[str]]


def plane(found: Counterexample, claim: Claim, notation: Mapping[str, str]) -> Picture | None:
    """The drawing; none outside two dimensions, or where the point has no vector."""
    if found.dimension != 2 or claim.beside:
        return None
    symbols = {s.name: s for s in quantifiers.symbols(claim) | set(claim.exists)}
    vectors: Values = {}
    data: Values = {}
    for name, value in sorted(found.point.items()):
        if name not in symbols or not isinstance(value, list):
            continue
        written = expression(symbols[name], notation)
        if all(isinstance(x, str) for x in value) and len(value) == 2:
            vectors.setdefault(_numbers(value), []).append(written)
        elif all(isinstance(x, list) and len(x) == 2 for x in value):
            for x in value:
                data.setdefault(_numbers(x), [written])
    if not vectors and not data:
        return None
    return Picture(SIDE, SIDE, (*_axes(), *_shapes(vectors, data)), "The counterexample in the plane")


def _numbers(value: list[str]) -> tuple[float, float]:
    x, y = (float(Fraction(v)) for v in value)
    return x, y


def _axes() -> tuple[Shape, ...]:
    ends = (
        ((MIDDLE - REACH - 4, MIDDLE), (MIDDLE + REACH + 4, MIDDLE)),
        ((MIDDLE, MIDDLE + REACH + 4), (MIDDLE, MIDDLE - REACH - 4)),
    )
    return tuple(Stroke(pair, "line", 0.15, arrow=True) for pair in ends)


def _shapes(vectors: Values, data: Values) -> list[Shape]:
    """Arrows and dots, the largest coordinate near the border; equal ones share their label."""
    largest = max(abs(c) for p in (*vectors, *data) for c in p) or 1.0
    shapes: list[Shape] = []
    for k, (vector, written) in enumerate(vectors.items()):
        tip, ink = _place(vector, largest), INKS[k % len(INKS)]
        shapes.append(
            Dot(tip, ink) if tip == (MIDDLE, MIDDLE) else Stroke(((MIDDLE, MIDDLE), tip), ink, 0.4, arrow=True)
        )
        shapes.append(Note(_beyond(tip), ", ".join(written), ink))
    for point, written in data.items():
        shapes += [Dot(_place(point, largest)), Note(_beyond(_place(point, largest)), written[0])]
    return shapes


def _place(vector: Point, largest: float) -> Point:
    return MIDDLE + REACH * vector[0] / largest, MIDDLE - REACH * vector[1] / largest


def _beyond(tip: Point) -> Point:
    """A place for a label, further out than the tip."""
    u, v = tip[0] - MIDDLE, tip[1] - MIDDLE
    length = (u * u + v * v) ** 0.5
    if length < 1:
        return MIDDLE - 3.5, MIDDLE + 3.5
    return tip[0] + 4.2 * u / length + (0 if abs(u) > 1 else 2.5), tip[1] + 3.6 * v / length - (
        0 if abs(v) > 1 else 2.5
    )
