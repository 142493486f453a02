"""Cut a box until every piece passes a test of `rules.balls`."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from functools import lru_cache
from math import inf
from typing import Any

from flint import arb, ctx

from verify.checkers.boxes import Box, ball, widest
from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.check import leaf
from verify.checkers.inequality.constant import rational, sign
from verify.checkers.inequality.goal import Goal
from verify.checkers.inequality.goal_on_box import PRECISION, Ground, ground, slope
from verify.checkers.inequality.rules.balls import leaves, mean_value, outside, touches
from verify.prover.cover import grow
from verify.prover.inequality.budget import Budget, Proof
from verify.prover.inequality.sample import Sample

NARROWEST = 2.0**-40
MOST_FLAT = 9


def cover(goal: Goal, points: Sample, budget: Budget, *, pieces: int) -> Proof | None:
    """None where the box is unbounded, the pieces run out, or a piece grows too small."""
    try:
        g, box = ground(goal)
    except Refused:
        return None
    touching, used = _touching(g, box, points), list[list[str]]()

    def choose(piece: Box) -> str:
        if budget.over:
            return ""
        mark, point = _test(g, piece, touching)
        used.extend([list(map(str, point))] if point else [])
        return mark or _cut(g, piece)

    with ctx.workprec(PRECISION):
        cuts = grow(box, choose, most=pieces + 1)
    return leaf("balls", {"cuts": cuts, "points": used}) if cuts else None


def _test(g: Ground, piece: Box, touching: list[Any]) -> tuple[str, Any]:
    balls = list(map(ball, piece))
    if g.signed(g.value(balls)[0]):
        return "n", None
    if outside(g, balls):
        return "o", None
    if g.smooth and mean_value(g, piece, balls):
        return "n", None
    for point in touching:
        if touches(g, piece, balls, point):
            return "s", point
        if len(point) == 1 and (order := _order(g, piece, point[0])) and leaves(g, piece, balls, point[0], order):
            return "t", (*point, order)
    return "", None


def _order(g: Ground, piece: Box, point: Fraction) -> int:
    """Of the first derivative that is not 0 at this point of the piece; 0 where none is seen."""
    ((low, high),) = piece
    if not float(low) <= float(point) <= float(high) or not g.smooth:
        return 0
    return _flat(g.expr, g.symbols[0], point)


@lru_cache(maxsize=1_000)
def _flat(e: Any, s: Any, point: Fraction) -> int:
    with suppress(Refused):
        for order in range(MOST_FLAT + 1):
            if sign(e.xreplace({s: point})) != 0:
                return order
            e = slope(e, s)
    return 0


def _cut(g: Ground, piece: Box) -> str:
    """The symbol along which the value may change most; empty when the piece is too small to go on, or breaks the goal."""
    widths = [float(high - low) for low, high in piece]
    if max(widths) < NARROWEST:
        return ""
    middle = [arb((low + high) / 2) for low, high in piece]
    if g.value(middle)[0] < 0 and not _broken(g, middle):
        return ""
    if g.smooth:
        slopes = [float(abs(z).upper()) if z.is_finite() else inf for z in g.gradient(list(map(ball, piece)))]
        change = [w * z for w, z in zip(widths, slopes, strict=True)]
        if 0 < max(change) < inf:
            return str(max(range(len(piece)), key=lambda k: change[k] / max(change) + 1e-3 * widths[k] / max(widths)))
    return str(widest(piece))


def _broken(g: Ground, middle: list[Any]) -> bool:
    """May a fact fail there?"""
    sure = {">=": lambda z: z >= 0, ">": lambda z: z > 0, "=": lambda z: z == 0, "!=": lambda z: z != 0}
    return not all(sure[f.op](z) for f, z in zip(g.facts, g.conditions(middle), strict=True))


def _touching(g: Ground, box: Box, points: Sample) -> list[Any]:
    """Exact points of the box at which the value is 0: corners, and short numbers near the smallest values seen."""
    found: dict[Any, None] = {}
    for near in _smallest(g, box, points):
        for digits in (1, 2, 4, 12):
            point = tuple(rational(x, largest=digits).value for x in near)
            if point not in found and _inside(box, point):
                value = g.expr.xreplace(dict(zip(g.symbols, point, strict=True)))
                if sign(value) == 0:
                    found[point] = None
        if len(found) > 6:
            break
    return list(found)


def _inside(box: Box, point: Any) -> bool:
    return all(float(low) <= float(x) <= float(high) for (low, high), x in zip(box, point, strict=True))


def _smallest(g: Ground, box: Box, points: Sample) -> list[Any]:
    import numpy as np

    names = [s.name for s in g.symbols]
    values = points.of(g.expr) if points.count else np.zeros(0)
    order = np.argsort(np.where(np.isfinite(values), values, np.inf))[:12]
    seen = [tuple(float(points.values[n][i]) for n in names) for i in order]
    corners: list[tuple[float, ...]] = [()]
    for low, high in box:
        corners = [(*c, float(x)) for c in corners for x in (low, high)][:64]
    return [*seen, *corners]
