"""Cut a box until every piece passes a test of `rules.balls`.

All pieces of one generation are looked at together, in intervals of floats, which propose to cut a piece or to ask the balls.
What the balls do not confirm is cut after all: intervals decide how long the search takes, and never what it shows.
"""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
from flint import arb, ctx

from verify.checkers.boxes import Box, ball
from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.check import leaf
from verify.checkers.inequality.constant import rational, sign
from verify.checkers.inequality.goal import Goal
from verify.checkers.inequality.goal_on_box import PRECISION, Ground, ground, slope
from verify.checkers.inequality.rules.balls import leaves, passes, touches
from verify.prover.inequality.budget import Budget, Proof
from verify.prover.inequality.guesses import OPEN, Guesses, Pieces
from verify.prover.inequality.sample import Sample

MOST_FLAT = 9


def cover(goal: Goal, points: Sample, budget: Budget, *, pieces: int) -> Proof | None:
    """None where the box is unbounded, the pieces run out, or a piece grows too small."""
    try:
        g, box = ground(goal)
        search = Search(g, box, _touching(g, box, points), most=pieces + 1)
        with ctx.workprec(PRECISION):
            search.settle(budget)
    except Refused:
        return None
    cuts, used = search.word()
    return leaf("balls", {"cuts": cuts, "points": used})


class Search:
    """A tree of pieces, each with a number: its mark, a letter or the side that is cut; that of its first half; its point."""

    def __init__(self, g: Ground, root: Box, touching: list[Any], *, most: int) -> None:
        self._g, self._root, self._touching, self._most = g, root, touching, most
        self._guesses = Guesses(g, root)
        self._marks, self._half = np.full(most, OPEN), np.zeros(most, dtype=np.int64)
        self._points: dict[int, Any] = {}
        self.count = 1

    def settle(self, budget: Budget) -> None:
        """Cut pieces until balls settle each. Raises Refused where that comes to no end."""
        waiting = self.whole()
        while len(waiting[1]):
            waiting = self._refused(*self.guess(*waiting, budget))

    def whole(self) -> tuple[Pieces, Any]:
        """The box itself, with its number."""
        return Pieces.whole(len(self._root)), np.zeros(1, dtype=np.int64)

    def guess(self, waiting: Pieces, numbers: Any, budget: Budget) -> tuple[Pieces, Any]:
        """Cut pieces until each has a letter; what there is in the end, which no ball has seen yet. Raises Refused like `settle`."""
        guessed = list[tuple[Pieces, Any]]()
        while len(numbers):
            if budget.over:
                raise Refused
            letters, sides = self._letters(waiting, numbers)
            self._marks[numbers], cut = letters, letters == OPEN
            guessed.append((waiting[~cut], numbers[~cut]))
            waiting, numbers = self._halves(waiting[cut], numbers[cut], sides[cut])
        return Pieces.joined([p for p, _ in guessed]), np.concatenate([n for _, n in guessed])

    def _letters(self, pieces: Pieces, numbers: Any) -> tuple[Any, Any]:
        """Guesses, but what balls say of pieces around points where the value is 0 and of those that floats cannot tell.

        Raises Refused for a false goal.
        """
        seen = self._guesses.look(pieces)
        if seen.broken.any() and self._is_broken(pieces.exact(self._root, int(np.argmax(seen.broken)))):
            raise Refused
        for row in np.flatnonzero(seen.unknown | self._guesses.around(self._touching, pieces)).tolist():
            letter, point = _test(self._g, pieces.exact(self._root, row), self._touching)
            seen.letters[row] = letter or OPEN
            if point:
                self._points[int(numbers[row])] = point
        return seen.letters, seen.sides

    def _halves(self, pieces: Pieces, numbers: Any, sides: Any) -> tuple[Pieces, Any]:
        """The pieces cut. Raises Refused where they are too many, or too small to be cut."""
        first = self.count
        self.count += 2 * len(numbers)
        if self.count > self._most or not self._guesses.can_be_cut(pieces):
            raise Refused
        self._marks[numbers], self._half[numbers] = sides.astype(str), np.arange(first, self.count, 2)
        return pieces.halves(sides), np.arange(first, self.count)

    def _refused(self, pieces: Pieces, numbers: Any) -> tuple[Pieces, Any]:
        """What balls do not confirm, cut."""
        marks = self._marks[numbers].tolist()
        refused = [
            row
            for row, (k, mark) in enumerate(zip(numbers.tolist(), marks, strict=True))
            if not passes(self._g, pieces.exact(self._root, row), mark, iter([self._points.get(k)]))
        ]
        return self._halves(pieces[refused], numbers[refused], self._guesses.widest(pieces[refused]))

    def _is_broken(self, piece: Box) -> bool:
        """Is the goal false in the middle?"""
        middle = [arb((low + high) / 2) for low, high in piece]
        return bool(self._g.value(middle)[0] < 0) and not _broken(self._g, middle)

    def word(self) -> tuple[str, list[list[str]]]:
        """The marks in the order in which `boxes.covers` reads them, and the points of the letters that have one."""
        marks, half = self._marks[: self.count].tolist(), self._half[: self.count].tolist()
        order, waiting = list[int](), [0]
        while waiting:
            k = waiting.pop()
            order.append(k)
            if half[k]:
                waiting += (half[k] + 1, half[k])
        return "".join(marks[k] for k in order), [list(map(str, self._points[k])) for k in order if k in self._points]


def _test(g: Ground, piece: Box, touching: list[Any]) -> tuple[str, Any]:
    for mark in "on":
        if passes(g, piece, mark, iter(())):
            return mark, None
    balls = list(map(ball, piece))
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
