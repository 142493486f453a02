"""How the vectors of a built input lie to each other: the places where inequalities are tight or break."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from verify.search.inputs.draw import Shape, Source, divided

Family = Callable[[Source, Shape, Sequence[Any]], Any]


def independent(source: Source, shape: Shape, earlier: Sequence[Any]) -> Any:
    """Nothing in common."""
    return source.number(shape)


def nearly_parallel(source: Source, shape: Shape, earlier: Sequence[Any]) -> Any:
    """The vector before, moved by 2^-k h."""
    if not earlier:
        return source.number(shape)
    step = source.power_of_two(-source.integers(1, 20)) * source.number(shape)
    return fitted(earlier[-1], shape) + step


def nearly_opposite(source: Source, shape: Shape, earlier: Sequence[Any]) -> Any:
    """Minus the vector before, moved by 2^-k h."""
    return -nearly_parallel(source, shape, earlier)


def multiple(source: Source, shape: Shape, earlier: Sequence[Any]) -> Any:
    """A multiple of the vector before, also a negative one."""
    if not earlier:
        return source.number(shape)
    return fitted(earlier[-1], shape) * source.number()


def flipped(source: Source, shape: Shape, earlier: Sequence[Any]) -> Any:
    """The vector before with some signs flipped: all of them, half of them, or a few."""
    if not earlier:
        return source.number(shape)
    few, some = source.integers(0, 3, shape), source.integers(0, 1, shape)
    kind = source.integers(0, 2)
    flips = source.either(
        kind == 0, lambda: 1, lambda: source.either(kind == 1, lambda: some, lambda: np.where(few == 0, 1, 0))
    )
    return fitted(earlier[-1], shape) * (1 - 2 * flips)


def across(source: Source, shape: Shape, earlier: Sequence[Any]) -> Any:
    """Near the hyperplane where the first coordinate is 0, on the other side than the vector before."""
    first = leading(shape)
    if earlier:
        return fitted(earlier[-1], shape) * (1 - 2 * first)
    small = source.power_of_two(-source.integers(0, 20))
    return source.number(shape) * (1 - first) + first * small


def corners(source: Source, shape: Shape, earlier: Sequence[Any]) -> Any:
    """Every coordinate -1 or 1."""
    return source.sign(shape)


def axes(source: Source, shape: Shape, earlier: Sequence[Any]) -> Any:
    """One coordinate is not 0."""
    at = source.integers(0, max(shape[1] - 1, 0), (shape[0], 1))
    return by_columns(np.arange(shape[1]) == at, source.number((shape[0], 1)), 0)


def some_zeros(source: Source, shape: Shape, earlier: Sequence[Any]) -> Any:
    """About half of the coordinates are 0."""
    return source.number(shape) * source.integers(0, 1, shape)


def orthogonal(source: Source, shape: Shape, earlier: Sequence[Any]) -> Any:
    """At a right angle to the vector before."""
    fresh = source.number(shape)
    if not earlier:
        return fresh
    before = fitted(earlier[-1], shape)
    square = (before * before).sum(-1, keepdims=True)
    along = (before * fresh).sum(-1, keepdims=True)
    rest = fresh - before * divided(along, square)
    # What rounding leaves of a 0 would have a direction, and the exact row would have none.
    nothing = abs(rest) * 2**40 < abs(fresh)
    return np.where(nothing, 0 * rest, rest) if nothing.any() else rest


def few_values(source: Source, shape: Shape, earlier: Sequence[Any]) -> Any:
    """Three values, each in a run of coordinates."""
    values = [source.number((shape[0], 1)) for _ in range(3)]
    first, second = (source.integers(0, 8) * (shape[1] / 8) for _ in range(2))
    at = np.arange(shape[1]).reshape(1, 1, -1)
    return by_columns(at < first, values[0], by_columns(at < second, values[1], values[2]))


def by_columns(choice: Any, first: Any, second: Any) -> Any:
    """As `np.where`, and in memory coordinate by coordinate."""
    return np.where(*(np.transpose(a) for a in (choice, first, second))).T


def fitted(earlier: Any, shape: Shape) -> Any:
    """An earlier vector for every data point, or that of the first data point for a vector."""
    return earlier if shape[0] > 1 else earlier[:, :1]


def leading(shape: Shape) -> Any:
    """1 in the first coordinate, 0 elsewhere."""
    return np.where(np.arange(shape[1]) == 0, 1, 0).reshape(1, 1, shape[1])


FAMILIES: dict[str, Family] = {
    "independent": independent,
    "corners": corners,
    "nearly parallel": nearly_parallel,
    "nearly opposite": nearly_opposite,
    "multiples": multiple,
    "signs flipped": flipped,
    "across a hyperplane": across,
    "axes": axes,
    "some zeros": some_zeros,
    "orthogonal": orthogonal,
    "on the boundary": independent,
    "corners on the boundary": corners,
    "opposite on the boundary": flipped,
    "extreme ratios": independent,
}
STRUCTURED: dict[str, Family] = {"few values": few_values, "few values on the boundary": few_values}
BOUNDARY = ("on the boundary", "corners on the boundary", "opposite on the boundary", "few values on the boundary")
EXTREME = ("extreme ratios",)
