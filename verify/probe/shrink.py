"""Make an exact counterexample readable: fewer coordinates and data points, simpler numbers, certified at each step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from verify.probe.moves import Point, columns, every_move, numbers

STEPS = 400


def simplified(
    point: Mapping[Any, Any],
    still: Callable[[Point], bool],
    *,
    moves: Callable[[Point], Iterator[Point]] = every_move,
) -> Point:
    """A simpler point for which `still` is true, which is asked at most STEPS times; both points are validated ones."""
    best, left = dict(point), STEPS
    progress = True
    while progress and left:
        progress, cost = False, complexity(best)
        for candidate in moves(best):
            if complexity(candidate) >= cost:
                continue
            left -= 1
            if still(candidate):
                best, progress = candidate, True
                break
            if not left:
                break
    return best


def complexity(point: Point) -> tuple[Any, ...]:
    """How many numbers, how many different coordinates, how long the numbers are, how often the sign turns, and where."""
    every = [x for v in point.values() for x in numbers(v)]
    turns = sum(a * b < 0 for v in point.values() for a, b in pairwise(numbers(v)))
    return len(every), len(set(columns(point))), sum(_length(x) for x in every), turns, tuple(x < 0 for x in every)


def _length(x: Fraction) -> int:
    bits = x.numerator.bit_length() + 2 * (x.denominator.bit_length() - 1)
    return 16 * bits + min(abs(x.numerator), 8) + (x < 0)
