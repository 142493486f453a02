"""What rests on what: the statements as boxes, coloured by their verdicts, an arrow from each to those that use it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from verify.judging.marks import TONES
from verify.kernel.judgement import Judgement
from verify.language.claim import Statement
from verify.language.sentence import unmarked
from verify.language.verdict import WRONG, Verdict
from verify.report.picture import Box, Picture, Point, Shape, Stroke
from verify.report.sections.context import title_of
from verify.report.sections.layers import columns, direct, premises

WIDTH, HEIGHT = 160.0, 215.0
GAP, HIGH, PITCH = 6.5, 7.0, 9.5
LETTERS = 15
LEGEND = (
    ("good", False, "nothing wrong as printed"),
    ("bad", False, "something wrong as printed"),
    ("open", False, "not settled"),
    ("good", True, "rests on something wrong"),
)


def status(statement: str, judgements: Sequence[Judgement]) -> str:
    """`bad` where something is wrong as printed, `open` where something is not settled, else `good`."""
    here = [j for j in judgements if j.statement == statement]
    if any(j.verdict in WRONG and j.claim.source == "paper" for j in here):
        return "bad"
    return "good" if all(j.verdict in (Verdict.PROVED, *WRONG) for j in here) else "open"


def weak(statements: Sequence[Statement], judgements: Sequence[Judgement]) -> dict[str, tuple[str, ...]]:
    """For each statement those that it rests on, directly or through others, in which something is wrong as printed."""
    known = {s.name for s in statements}
    uses = {s.name: tuple(u for u in s.uses if u in known) for s in statements}
    bad = [s.name for s in statements if status(s.name, judgements) == "bad"]
    return {name: tuple(b for b in bad if b in below) for name, below in premises(uses).items()}


def graph(statements: Sequence[Statement], judgements: Sequence[Judgement]) -> Picture | None:
    """The picture, without statements that neither use nor are used; none where no statement uses another."""
    known = {s.name for s in statements}
    joined = {s.name for s in statements if set(s.uses) & known} | {u for s in statements for u in s.uses}
    uses = {s.name: tuple(u for u in s.uses if u in known) for s in statements if s.name in joined}
    if not uses:
        return None
    layers = columns(uses)
    places, size = _places(layers)
    colours = {name: status(name, judgements) for name in uses}
    tainted = weak(statements, judgements)
    titles = {s.name: unmarked(s.title) for s in statements}
    boxes = [
        Box(
            places[n],
            size,
            _lines(title_of(n), TONES[colours[n]]),
            n,
            colours[n],
            dashed=bool(tainted[n]),
            says=_says(n, titles[n], tainted[n]),
            sources=tainted[n],
        )
        for n in places
    ]
    shapes: list[Shape] = [
        _arrow(places[u], places[n], size, "bad" if colours[u] == "bad" or tainted[u] else "line")
        for n, used in direct(uses).items()
        for u in used
    ]
    bottom = max(y for _, y in places.values()) + HIGH
    legend = _legend(bottom + GAP, size)
    return Picture(WIDTH, bottom + GAP + size[1], (*shapes, *boxes, *legend), "Which statement rests on which")


def _says(name: str, title: str, tainted: Sequence[str]) -> str:
    """What the statement is about, and what is wrong below it."""
    below = (
        f" Something is wrong as printed in {', '.join(map(title_of, tainted))}, on which it rests." if tainted else ""
    )
    return f"{title_of(name)}. {title}.{below}"


def _legend(y: float, size: Point) -> list[Box]:
    """What frames and signs mean, side by side."""
    step = WIDTH / len(LEGEND)
    wide = min(step - 2, 1.4 * size[0])
    return [
        Box((k * step + (step - wide) / 2, y), (wide, size[1]), _lines(text, TONES[tone]), "", tone, dashed=dashed)
        for k, (tone, dashed, text) in enumerate(LEGEND)
    ]


def _places(layers: Sequence[Sequence[str]]) -> tuple[Mapping[str, Point], Point]:
    """The upper left corners, and the size of a box."""
    most = max(map(len, layers))
    wide = min(30.0, (WIDTH - GAP * (len(layers) - 1)) / len(layers))
    pitch = min(PITCH, (HEIGHT - HIGH) / max(most - 1, 1))
    step = wide + GAP
    left = (WIDTH - step * len(layers) + GAP) / 2
    places = {
        name: (left + step * k, pitch * (row + (most - len(layer)) / 2))
        for k, layer in enumerate(layers)
        for row, name in enumerate(layer)
    }
    return places, (wide, min(HIGH, pitch - 1))


def _arrow(start: Point, end: Point, size: Point, colour: str) -> Stroke:
    (x0, y0), (x1, y1) = start, end
    wide, high = size
    a, b = (x0 + wide, y0 + high / 2), (x1, y1 + high / 2)
    bend = max(GAP / 2, (b[0] - a[0]) / 2.2)
    return Stroke((a, (a[0] + bend, a[1]), (b[0] - bend, b[1]), b), colour, 0.18, arrow=True, curved=True)


def _lines(name: str, sign: str) -> tuple[str, ...]:
    """The name in lines of a few letters, the sign before it."""
    lines = [sign]
    for word in name.split():
        if len(lines[-1]) + len(word) >= LETTERS and len(lines[-1]) > 1:
            lines.append(word)
        else:
            lines[-1] += f" {word}"
    return tuple(lines)
