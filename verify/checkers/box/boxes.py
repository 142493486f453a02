"""Boxes with rational sides, cut up exactly, and the balls that contain them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from verify.kernel.arithmetic import BALL

Bounds = tuple[Fraction, Fraction]
Box = tuple[Bounds, ...]
PRECISION = 64
MOST_PARTS = 1024


def rational(x: Any) -> Fraction:
    """An exact rational number of SymPy or Python as a fraction."""
    return Fraction(int(x.p), int(x.q)) if hasattr(x, "q") else Fraction(x)


def point(x: Any) -> Any:
    """A ball about a rational number, as narrow as the precision allows."""
    return BALL.number(rational(x))


def exact(z: Any) -> Fraction:
    """The value of a ball of radius zero."""
    mantissa, exponent = z.man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def ball(bounds: Bounds) -> Any:
    """A ball that contains the closed interval."""
    return point(bounds[0]).union(point(bounds[1]))


def contains(bounds: Bounds, z: Any) -> bool:
    """Does the ball surely lie in the closed interval?"""
    return bool(z >= point(bounds[0]) and z <= point(bounds[1]))


def halves(box: Box, axis: int) -> tuple[Box, Box]:
    """The box cut in the middle of one side; the two parts cover it."""
    low, high = box[axis]
    cut = (low + high) / 2
    return (*box[:axis], (low, cut), *box[axis + 1 :]), (*box[:axis], (cut, high), *box[axis + 1 :])


def widest(box: Box) -> int:
    """The longest side."""
    return max(range(len(box)), key=lambda k: box[k][1] - box[k][0])


def everywhere(test: Callable[[list[Any]], bool], box: Box) -> bool:
    """Does the test pass on every part of the box, which is cut up where it does not?

    False is no refutation: it says that MOST_PARTS parts were not enough.
    """
    waiting, parts = [box], 1
    while waiting:
        here = waiting.pop()
        if test(list(map(ball, here))):
            continue
        parts += 1
        if parts > MOST_PARTS or not here:
            return False
        waiting += halves(here, widest(here))
    return True


def positive_definite(rows: Sequence[Sequence[Any]]) -> bool:
    """Is every symmetric matrix with entries in these balls positive definite? By elimination; only one triangle is read."""
    left = [list(row) for row in rows]
    for k, row in enumerate(left):
        if not row[k] > 0:
            return False
        for i in range(k + 1, len(left)):
            for j in range(i, len(left)):
                left[i][j] -= row[i] * row[j] / row[k]
    return True
