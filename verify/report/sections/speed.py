"""How fast it is: the stored table of `make bench`, each row beside its peer, and how costs grow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from verify.checkers.stored.read import Fields
from verify.report.nodes import Block, Image, Paragraph, Section, Table
from verify.report.parts import Text
from verify.report.sections.figures import INK, Figure, image
from verify.report.writers.pdf import MissingTool

LABEL, TITLE = "speed", "How fast it is"
HEADER = ("Work", "Beside", "Ratio", "Target", "Met")
WIDTHS = (0.42, 0.3, 0.1, 0.1, 0.08)
PANELS = {  # by what is stored: title, what the axes show, and whether the cost's is logarithmic as that of the size is
    "search": ("Search of Lemma 2", "dimension $d$", "pairs a second", True),
    "boxes": ("Cover of $[0, w]^2$", "width $w$", "boxes", True),
    "check": ("verify check", "claims", "CPU seconds", True),
    "memory": ("Search of Lemma 2", "dimension $d$", "peak MiB", False),
}
POINTS = [[float]]
STORED: Fields = {
    "cores": int,
    "rows": [
        {
            "work": str,
            "peer": str,
            "ratio": float,
            "target": ({"least": float}, {"most": float}),
            "met": bool,
            "why?": str,
            ...: object,
        }
    ],
    "growth?": {...: {...: POINTS}},
    ...: object,
}
Row = Mapping[str, Any]


def speed(stored: Mapping[str, Any]) -> tuple[Section, ...]:
    """The rows of the bench, what keeps some from their target, and the pictures of growth; nothing where none is stored."""
    if not stored:
        return ()
    rows: Sequence[Row] = stored["rows"]
    met = sum(row["met"] for row in rows)
    blocks: list[Block] = [
        Paragraph(
            (
                f"{len(rows)} kinds of work beside a peer that does the same, in turns in one run on {stored['cores']} cores; the "
                "ratio is the median of the turns: the peer's seconds by ours where the target is at least a number, ours by the "
                f"peer's where it is at most one. {met} of {len(rows)} targets are met.",
            )
        ),
        Table(HEADER, WIDTHS, tuple(map(_row, rows))),
        *(Paragraph((f"{row['why']}.",), f"{row['work']}:") for row in rows if row.get("why") and not row["met"]),
    ]
    if stored.get("growth"):
        blocks += _picture(stored["growth"])
    return (Section((TITLE,), TITLE, LABEL, tuple(blocks)),)


def _row(row: Row) -> tuple[Text, ...]:
    least = row["target"].get("least")
    target = f"≥ {least:g}" if least is not None else f"≤ {row['target']['most']:g}"
    return tuple(
        (cell,) for cell in (row["work"], row["peer"], f"{row['ratio']:.3g}", target, "yes" if row["met"] else "no")
    )


def _picture(growth: Mapping[str, Mapping[str, Any]]) -> list[Image]:
    panels = [what for what in PANELS if what in growth]
    figure = Figure(
        name="growth",
        title="How costs grow",
        caption="Each point is one measurement; the axes are logarithmic, but for that of memory.",
        panels=tuple(PANELS[what][0] for what in panels),
        height=2.5,
        draw=partial(_draw, [(growth[what], *PANELS[what][1:]) for what in panels]),
    )
    try:
        return [image(figure)]
    except MissingTool:
        return []


def _draw(panels: Sequence[tuple[Mapping[str, Any], str, str, bool]], axes: Sequence[Any]) -> None:
    for one, (lines, size, cost, logarithmic) in zip(axes, panels, strict=True):
        for colour, marker, (name, points) in zip(INK, "osD^", lines.items(), strict=False):
            one.plot(*zip(*points, strict=True), color=colour, marker=marker, markersize=3, label=name)
        one.set_xscale("log", base=2)
        one.set(xlabel=size, ylabel=cost)
        if logarithmic:
            one.set_yscale("log")
        else:
            one.set_ylim(bottom=0)
        if len(lines) > 1:
            one.legend(fontsize=7, handlelength=1.2)
