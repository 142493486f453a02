"""Figures that a proof package declares, drawn in one style, as vectors, and byte for byte the same on every run.

A package declares them as `FIGURES` in its module or subpackage `figures`, which is no statement.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from typing import Any

from verify.language.sentence import unmarked
from verify.report.formulas.spelt import spelt
from verify.report.formulas.wording import inline
from verify.report.nodes import Image
from verify.report.writers.pdf import MissingTool

WIDTH, HEIGHT = 6.3, 2.3  # inches: the width of the report's text
STRAIGHT = 4  # hundredths of a point that a line may be moved by
# Told apart by every kind of colour vision (Okabe and Ito); surfaces are in cividis.
INK = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")
STYLE: Any = {
    "font.family": "STIXGeneral",
    "mathtext.fontset": "stix",
    "font.size": 9,
    "axes.titlesize": 9,
    "axes.labelsize": 9,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "legend.fontsize": 8,
    "legend.frameon": False,
    "image.cmap": "cividis",
    "lines.linewidth": 1.2,
    "figure.constrained_layout.use": True,
    "pdf.fonttype": 42,
    "svg.fonttype": "path",
    "svg.hashsalt": "smoothness-verify",
    "path.simplify_threshold": 0.3,
}


@dataclass(frozen=True)
class Figure:
    """What a package declares: the panels by their titles, what stands below them, and how they are drawn.

    `draw` gets one pair of axes for each panel; `caption` states every parameter.
    """

    name: str
    title: str
    caption: str
    panels: tuple[str, ...]
    draw: Callable[[Sequence[Any]], None]
    height: float = HEIGHT


def declared(package: str) -> tuple[Figure, ...]:
    """The figures of a proof package, none where it declares none. Raises MissingTool where its module does not import."""
    home = f"{package}.figures"
    try:
        found = tuple(import_module(home).FIGURES) if find_spec(home) is not None else ()
        if strange := [f.name for f in found if not re.fullmatch(r"[\w-]+", f.name)]:
            raise ValueError(f"a figure of {package} is called {strange[0]!r}: expected letters, digits, - and _")
        return found
    except ImportError as error:
        raise MissingTool(
            f"the figures of {package} need {error.name}, which is not installed: pip install it"
        ) from error


def image_of(package: str, name: str) -> Image | MissingTool:
    """The figure of this name, or why there is none, for another process."""
    try:
        return next(image(f) for f in declared(package) if f.name == name)
    except MissingTool as error:
        return error


def image(figure: Figure) -> Image:
    """The figure drawn: SVG with letters as outlines, PDF with embedded fonts, both without dates.

    Raises MissingTool where matplotlib is not installed.
    """
    try:
        from matplotlib import rc_context
        from matplotlib.backends.backend_pdf import FigureCanvasPdf
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure as Canvas
    except ImportError as error:
        raise MissingTool("matplotlib is not installed: pip install matplotlib") from error

    with rc_context(STYLE):
        canvas = Canvas(figsize=(WIDTH, figure.height))
        axes = canvas.subplots(1, len(figure.panels), squeeze=False)[0]
        for one, title in zip(axes, figure.panels, strict=True):
            one.set_title(title)
        try:
            figure.draw(list(axes))
        except Exception as error:  # an author's code may raise anything
            raise RuntimeError(f"{figure.name} cannot be drawn: {type(error).__name__}: {error}") from error
        canvas.draw_without_rendering()  # lays the panels out, once for both files
        canvas.set_layout_engine("none")
        svg, pdf = io.BytesIO(), io.BytesIO()
        # savefig would draw twice, once for a layout that is there already.
        as_svg: Any = FigureCanvasSVG(canvas)
        as_pdf: Any = FigureCanvasPdf(canvas)
        as_svg.print_svg(svg, metadata={"Date": None, "Creator": None, "Title": unmarked(figure.title)})
        as_pdf.print_pdf(pdf, metadata={"CreationDate": None, "Producer": None, "Creator": None})
    caption = inline(f"{figure.title}. {figure.caption}")
    says = f"{unmarked(figure.title)}: {', '.join(map(_spoken, figure.panels))}"
    return Image(figure.name, _short(svg.getvalue()), pdf.getvalue(), says, caption)


def _spoken(title: str) -> str:
    """A panel's title as plain text: its formulas are LaTeX."""
    return re.sub(r"\$([^$]*)\$", lambda found: spelt(found[1]), title)


def _short(svg: bytes) -> bytes:
    """The drawing with its places to a hundredth of a point, which nobody sees, lines by their steps, nothing indented."""
    return re.sub(rb'(?<= d=")[^"]*', lambda path: _path(path[0].decode()).encode(), re.sub(rb"\n\s+", b"\n", svg))


def _path(d: str) -> str:
    """Straight lines step by step, in hundredths that add up, no point on the way of another; a path with curves stays, without spaces."""
    parts = re.findall(r"([A-Za-z])([^A-Za-z]*)", d)
    if {letter for letter, _ in parts} - {*"MLz"}:
        return re.sub(r"\s*([A-Za-z])\s*", r"\1", re.sub(r"(\.\d\d)\d+", r"\1", d)).strip()
    written = list[str]()
    for line in re.findall(r"M[^M]*", d):
        points = [
            (round(100 * float(x)), round(100 * float(y)))
            for x, y in re.findall(r"[ML]\s*([-\d.e]+)[\s,]+([-\d.e]+)", line)
        ]
        kept = _bends(points)
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(kept)]
        written += ["M" + _place(kept[0]), *("l" + _place(step) for step in steps), *(["z"] if "z" in line else [])]
    return "".join(written)


def _bends(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The points without those nearer than `STRAIGHT` hundredths to the line between the ones that stay (Douglas and Peucker)."""
    stays = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        (x, y), (u, v) = points[first], points[last]
        length = math.hypot(u - x, v - y)
        apart = [
            (abs((u - x) * (b - y) - (v - y) * (a - x)) / length if length else math.hypot(a - x, b - y), k)
            for k, (a, b) in enumerate(points[first + 1 : last], first + 1)
        ]
        far, k = max(apart, default=(0.0, 0))
        if far > STRAIGHT:
            stays.add(k)
            spans += [(first, k), (k, last)]
    return [points[k] for k in sorted(stays)]


def _place(place: tuple[int, int]) -> str:
    return " ".join(map(_hundredths, place)).replace(" -", "-")


def _hundredths(n: int) -> str:
    return f"{n / 100:.2f}".rstrip("0").rstrip(".").replace("0.", ".", 1) if abs(n) < 100 and n else f"{n / 100:g}"
