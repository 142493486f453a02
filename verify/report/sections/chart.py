"""The chart of "In practice": where the maximisers lie, what PGD misses, and how the gradient changes along two paths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import log10

from verify.report.nodes import Drawing
from verify.report.parts import Math
from verify.report.picture import Note, Picture, Point, Shape, Stroke
from verify.report.sections.measured import Found

WIDTH, HEIGHT = 160.0, 60.0
TOP, HIGH, WIDE = 8.0, 36.0, 36.0  # of what is drawn in each of the three panels
LEFT = (19.0, 69.0, 120.0)
TICKS, AXIS, LEGEND = TOP + HIGH + 3.5, TOP + HIGH + 7.5, TOP + HIGH + 12.5
LOWEST = -6  # a part below 10^LOWEST is drawn there
DRAWN = {"L2": "1/4", "Linf": "1/10"}
LINES = {"L2": "link", "Linf": "bad"}
NORMS = {"L2": r"\text{L2}", "Linf": r"L_{\infty}"}
KINDS = {
    "s": ("sphere", "good"),
    "c": ("corner", "good"),
    "e": ("edge", "open"),
    "f": ("face", "text"),
    "i": ("inside", "link"),
    "o": ("open", "line"),
    "u": ("undecided", "bad"),
}
CAPTION = (
    "Left: where the maximisers of the network's loss lie, for each attack by its norm and ",
    Math(r"\varepsilon"),
    ". Middle: the part of the largest gain that PGD misses, at most, at this share of the images; on the lowest line lies all that is "
    "no larger. Right: the linear model, the change of the gradient over the length of the step, along the path of training.",
)


def chart(runs: Sequence[Found], attacks: Sequence[Found]) -> Drawing:
    """Kinds by attack; what PGD misses at the largest radius of each norm; two paths of the linear model. Raises StopIteration."""
    largest = {a["ball"]: a for a in attacks}
    paths = {ball: next(r for r in runs if (r["ball"], r["epsilon"]) == (ball, eps)) for ball, eps in DRAWN.items()}
    shapes = (*_bars(attacks), *_missed(largest), *_paths(paths))
    says = "Kinds of maximisers for each attack, the part of the gain that PGD misses, and the change of the gradient along two paths"
    return Drawing(Picture(WIDTH, HEIGHT, shapes, says), CAPTION)


def _bars(attacks: Sequence[Found]) -> list[Shape]:
    left, pitch, points = LEFT[0], HIGH / len(attacks), max(sum(a["kinds"].values()) for a in attacks)
    shapes = _axes(left, "where it lies", "images", ("0", str(points)))
    for row, attack in enumerate(attacks):
        x, y = left, TOP + pitch * (row + 0.5)
        shapes.append(Note((left - 9, y), _named(attack)))
        for letter, count in attack["kinds"].items():
            end = x + WIDE * count / points
            shapes.append(Stroke(((x, y), (end, y)), KINDS[letter][1], 0.6 * pitch))
            x = end
    met = [kind for letter, kind in KINDS.items() if any(letter in a["kinds"] for a in attacks)]
    return shapes + _legend(0, left + WIDE, [(rf"\text{{{word}}}", colour) for word, colour in met])


def _missed(largest: Mapping[str, Found]) -> list[Shape]:
    left = LEFT[1]
    shapes = _axes(left, "part that PGD misses", "share of the images", ("0", "1/2", "1")) + _grid(left, LOWEST, 0)
    for ball, attack in largest.items():
        values = [max(float(Fraction(high)), 10.0**LOWEST) for _, high in attack["pgd"]["missed"]]
        shapes.append(_curve(left, values, LINES[ball], LOWEST, 0))
    return shapes + _legend(left, WIDE, [(_named(a), LINES[ball]) for ball, a in largest.items()])


def _paths(paths: Mapping[str, Found]) -> list[Shape]:
    left, steps = LEFT[2], paths["L2"]["steps"]
    shapes = _axes(left, "change over step", "step", ("0", str(steps // 2), str(steps))) + _grid(left, -2, 2)
    for ball, run in paths.items():
        ratios = [min(max(float(r), 0.01), 100) for r in run["along"]["change over step"].split()]
        shapes.append(_curve(left, ratios, LINES[ball], -2, 2))
    return shapes + _legend(left, WIDE, [(_named(run), LINES[ball]) for ball, run in paths.items()])


def _curve(left: float, values: Sequence[float], colour: str, low: int, high: int) -> Stroke:
    places: list[Point] = [
        (left + WIDE * k / (len(values) - 1), _height(log10(v), low, high)) for k, v in enumerate(values)
    ]
    return Stroke(tuple(places), colour, 0.3)


def _axes(left: float, title: str, below: str, ticks: Sequence[str]) -> list[Shape]:
    """What is drawn, above; what is counted, below, with evenly spaced ticks."""
    middle = left + WIDE / 2
    named = (Note((middle, 3), rf"\text{{{title}}}"), Note((middle, AXIS), rf"\text{{{below}}}"))
    return [*named, *(Note((left + WIDE * k / (len(ticks) - 1), TICKS), tick) for k, tick in enumerate(ticks))]


def _grid(left: float, low: int, high: int) -> list[Shape]:
    """A line for each power of ten."""
    lines: list[Shape] = []
    for power in range(low, high + 1):
        y = _height(power, low, high)
        lines += [Stroke(((left, y), (left + WIDE, y)), "line", 0.1), Note((left - 5, y), f"10^{{{power}}}")]
    return lines


def _legend(left: float, wide: float, entries: Sequence[tuple[str, str]]) -> list[Shape]:
    part = wide / len(entries)
    return [Note((left + part * (k + 0.5), LEGEND), latex, colour) for k, (latex, colour) in enumerate(entries)]


def _height(value: float, low: int, high: int) -> float:
    return TOP + HIGH * (high - value) / (high - low)


def _named(attack: Found) -> str:
    return rf"{NORMS[attack['ball']]},\;{attack['epsilon']}"
