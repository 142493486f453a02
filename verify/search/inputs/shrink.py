"""Make an exact counterexample readable: fewer coordinates and data points, simpler numbers, certified at each step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from verify.search.inputs.simpler import Point, columns, every_move, numbers

STEPS = 400


def simplified(
    point: Mapping[Any, Any],
    still: Callable[[Point], bool],
    *,
    moves: Callable[[Point], Iterator[Point]] = every_move,
    follow: Callable[[Point, Point], Point] = lambda before, after: after,
    steps: int = STEPS,
) -> Point:
    """A simpler point for which `still` is true, which is asked at most so often; both points are validated ones.

    `follow` changes with a candidate what is tied to it (see `verify.search.inputs.ties`).
    """
    best, left = dict(point), steps
    progress = True
    while progress and left:
        progress, cost = False, complexity(best)
        for candidate in (follow(best, moved) for moved in moves(best)):
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
    every = [[(x.numerator, x.denominator) for x in numbers(v)] for v in point.values()]
    lengths = sum(n * _length(*x) for x, n in Counter(x for v in every for x in v).items())
    signs = [[(n > 0) - (n < 0) for n, _ in v] for v in every]
    turns = sum(a * b < 0 for v in signs for a, b in pairwise(v))
    return sum(map(len, every)), len(set(columns(point))), lengths, turns, tuple(s < 0 for v in signs for s in v)


def _length(numerator: int, denominator: int) -> int:
    bits = numerator.bit_length() + 2 * (denominator.bit_length() - 1)
    return 16 * bits + min(abs(numerator), 8) + (numerator < 0)
