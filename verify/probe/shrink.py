"""Make an exact counterexample readable: fewer coordinates and data points, simpler numbers, certified at each step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from verify.geometry import Datum, Label, Sample, SampleLabel, Vector

Point = dict[Any, Any]
STEPS = 400
SIMPLE = tuple(Fraction(x) for x in ("0", "1", "-1", "2", "-2", "1/2", "-1/2", "3", "4"))


def simplified(point: Mapping[Any, Any], still: Callable[[Point], bool]) -> Point:
    """A simpler point for which `still` is true, which is asked at most STEPS times; both points are validated ones."""
    best, left = dict(point), STEPS
    progress = True
    while progress and left:
        progress, cost = False, complexity(best)
        for candidate in _moves(best):
            if complexity(candidate) >= cost:
                continue
            left -= 1
            if still(candidate):
                best, progress = candidate, True
                break
            if not left:
                break
    return best


def complexity(point: Mapping[Any, Any]) -> tuple[Any, ...]:
    """How many numbers, how long they are to write, how often the sign turns within a vector, where it is negative."""
    every = [x for v in point.values() for x in numbers(v)]
    turns = sum(a * b < 0 for v in point.values() for a, b in pairwise(numbers(v)))
    return len(every), sum(_length(x) for x in every), turns, tuple(x < 0 for x in every)


def numbers(v: Any) -> Iterator[Fraction]:
    """The numbers of a nested value, in order."""
    if isinstance(v, tuple):
        for x in v:
            yield from numbers(x)
    else:
        yield v


def _length(x: Fraction) -> int:
    bits = x.numerator.bit_length() + 2 * (x.denominator.bit_length() - 1)
    return 16 * bits + min(abs(x.numerator), 8) + (x < 0)


def _moves(point: Point) -> Iterator[Point]:
    """Candidates, the boldest first."""
    yield from _without_data_point(point)
    yield from _without_coordinate(point)
    vectors = [s for s in point if isinstance(s, Vector)]
    for change in (_signs, _halves, round, lambda x: x.limit_denominator(8)):
        yield {s: _mapped(v, change) if s in vectors else v for s, v in point.items()}
        yield {s: v if isinstance(s, Label) else _mapped(v, change) for s, v in point.items()}
    for s in vectors:
        for v in _plain_vectors(point[s], [point[o] for o in vectors if o != s]):
            yield {**point, s: v}
        for change in (_signs, round, lambda x: x.limit_denominator(8), _halves):
            yield {**point, s: _mapped(point[s], change)}
    yield from _scaled_vectors(point, vectors)
    yield from _together(point)
    yield from _reflected(point, vectors)
    for s, v in point.items():
        allowed = (v for v in _changed(v) if not isinstance(s, Label) or all(abs(x) == 1 for x in numbers(v)))
        yield from ({**point, s: changed} for changed in allowed)


def _without_data_point(point: Point) -> Iterator[Point]:
    data = [s for s in point if isinstance(s, Sample | Datum | SampleLabel)]
    count = len(point[data[0]]) if data else 0
    for n in range(count if count > 1 else 0):
        yield {s: v[:n] + v[n + 1 :] if s in data else v for s, v in point.items()}


def _without_coordinate(point: Point) -> Iterator[Point]:
    shown = next((v[0] if isinstance(s, Sample) else v for s, v in point.items() if isinstance(s, Vector)), ())
    for i in reversed(range(len(shown))):
        yield {s: _dropped(s, v, i) if isinstance(s, Vector) else v for s, v in point.items()}


def _dropped(s: Any, v: Any, i: int) -> Any:
    return tuple(row[:i] + row[i + 1 :] for row in v) if isinstance(s, Sample) else v[:i] + v[i + 1 :]


def _mapped(v: Any, change: Callable[[Fraction], Any]) -> Any:
    return tuple(_mapped(x, change) for x in v) if isinstance(v, tuple) else Fraction(change(v))


def _signs(x: Fraction) -> int:
    return (x > 0) - (x < 0)


def _halves(x: Fraction) -> Fraction:
    return Fraction(round(2 * x), 2)


def _plain_vectors(v: Any, others: list[Any]) -> Iterator[Any]:
    """Vectors that are quick to read, in place of this one."""
    if not v or isinstance(v[0], tuple):
        return
    size, one, zero = len(v), Fraction(1), Fraction(0)
    yield (zero,) * size
    yield (one,) * size
    yield (-one,) * size
    for i in range(min(size, 3)):
        yield tuple(one if j == i else zero for j in range(size))
        yield tuple(-one if j == i else zero for j in range(size))
    yield (*(Fraction(3, 5), Fraction(4, 5))[:size], *(zero,) * (size - 2))
    for other in others:
        if other and not isinstance(other[0], tuple):
            yield tuple(-x for x in other)


def _scaled_vectors(point: Point, vectors: list[Any]) -> Iterator[Point]:
    """All vectors, or one of them, divided by the size of one coordinate."""
    sizes = sorted({abs(x) for s in vectors for x in numbers(point[s]) if x})[:6]
    for size in sizes:
        yield {s: _divided(v, size) if s in vectors else v for s, v in point.items()}
        for s in vectors:
            yield {**point, s: _divided(point[s], size)}


def _divided(v: Any, by: Fraction) -> Any:
    return _mapped(v, lambda x: x / by)


def _reflected(point: Point, vectors: list[Any]) -> Iterator[Point]:
    """All vectors negated, or one coordinate of all of them."""
    size = max((len(v[0] if isinstance(s, Sample) else v) for s, v in point.items() if s in vectors), default=0)
    for at in (range(size), *((i,) for i in range(size))):
        yield {s: _turned(v, at) if s in vectors else v for s, v in point.items()}


def _turned(v: Any, at: Sequence[int]) -> Any:
    if v and isinstance(v[0], tuple):
        return tuple(_turned(row, at) for row in v)
    return tuple(-x if i in at else x for i, x in enumerate(v))


def _together(point: Point) -> Iterator[Point]:
    """The same size wherever it occurs, replaced by a simpler one."""
    free = [s for s in point if not isinstance(s, Label)]
    for size in sorted({abs(x) for s in free for x in numbers(point[s]) if abs(x) not in (0, 1)})[:8]:
        for other in (Fraction(1), Fraction(2), Fraction(1, 2), Fraction(3)):
            yield {s: _resized(v, size, other) if s in free else v for s, v in point.items()}


def _resized(v: Any, size: Fraction, other: Fraction) -> Any:
    return _mapped(v, lambda x: other * _signs(x) if abs(x) == size else x)


def _changed(v: Any) -> Iterator[Any]:
    """The same nested numbers with one of them made simpler."""
    if isinstance(v, tuple):
        for i, x in enumerate(v):
            yield from ((*v[:i], changed, *v[i + 1 :]) for changed in _changed(x))
        return
    yield from SIMPLE
    for bound in (1, 2, 4, 16, 256, 1 << 16):
        yield v.limit_denominator(bound)
    if abs(v) > 1:
        yield Fraction(_signs(v) * (1 << (abs(v).numerator // abs(v).denominator).bit_length() - 1))
        yield v / 2
    elif v:
        yield Fraction(_signs(v), 1 << (abs(v).denominator // abs(v).numerator).bit_length() - 1)
