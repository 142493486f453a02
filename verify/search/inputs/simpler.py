"""The steps by which a point is made simpler: fewer data points and coordinates, then shorter numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Any

from verify.language.symbols import Datum, Label, Sample, SampleLabel, Vector

Point = dict[Any, Any]
WIDE = 12
SIMPLE = tuple(Fraction(x) for x in ("0", "1", "-1", "2", "-2", "1/2", "-1/2", "3", "4"))


def numbers(v: Any) -> Iterator[Fraction]:
    """The numbers of a nested value, in order."""
    if isinstance(v, tuple):
        for x in v:
            yield from numbers(x)
    else:
        yield v


def every_move(point: Point) -> Iterator[Point]:
    """Candidates, the boldest first."""
    yield from _without_data_point(point)
    yield from _narrower(point)
    yield from moves_in_place(point)


def moves_in_place(point: Point) -> Iterator[Point]:
    """Candidates with as many coordinates and data points; in a wide point no coordinate is changed by itself."""
    vectors = [s for s in point if isinstance(s, Vector)]
    if width(point) > WIDE:
        yield from _uniform(point)
    for change in (_signs, _halves, round, lambda x: x.limit_denominator(8)):
        yield {s: _mapped(v, change) if s in vectors else v for s, v in point.items()}
        yield {s: v if isinstance(s, Label) else _mapped(v, change) for s, v in point.items()}
    for data in (s for s in vectors if isinstance(s, Sample)):
        yield from ({**point, data: _filled(point[data], Fraction(n))} for n in (0, 1))
    for s in vectors:
        for v in _plain_vectors(point[s], [point[o] for o in vectors if o != s]):
            yield {**point, s: v}
        for change in (_signs, round, lambda x: x.limit_denominator(8), _halves):
            yield {**point, s: _mapped(point[s], change)}
    yield from _scaled_vectors(point, vectors)
    yield from _together(point)
    wide = width(point) > WIDE
    yield from _reflected(point, vectors, () if wide else range(width(point)))
    for s, v in point.items():
        if wide and s in vectors:
            continue
        allowed = (v for v in _changed(v) if not isinstance(s, Label) or all(abs(x) == 1 for x in numbers(v)))
        yield from ({**point, s: changed} for changed in allowed)


def _without_data_point(point: Point) -> Iterator[Point]:
    data = [s for s in point if isinstance(s, Sample | Datum | SampleLabel)]
    count = len(point[data[0]]) if data else 0
    for n in range(count if count > 1 else 0):
        yield {s: v[:n] + v[n + 1 :] if s in data else v for s, v in point.items()}


def width(point: Point) -> int:
    """The number of coordinates of the vectors of a point."""
    return next((len(v[0] if isinstance(s, Sample) else v) for s, v in point.items() if isinstance(s, Vector)), 0)


def _narrower(point: Point) -> Iterator[Point]:
    """A single coordinate, or one less; of a wide point few coordinates, then half of them."""
    size = width(point)
    if size <= WIDE:
        kept = [[i] for i in range(size)] + [[*range(i), *range(i + 1, size)] for i in reversed(range(size))]
    else:
        first = sorted({column: i for i, column in reversed([*enumerate(columns(point))])}.values())
        sizes = [n for n in range(1, WIDE + 1) if n < len(first)] + [len(first)]
        runs = [1 << k for k in range(size.bit_length())]
        kept = [first[:n] for n in sizes] + [[*range(n)] for n in runs if n < size]
        kept += [[*range(size // 2, size)], [*range(0, size, 2)]]
    for places in kept:
        if len(places) < size:
            yield {s: _chosen(s, v, places) if isinstance(s, Vector) else v for s, v in point.items()}


def _uniform(point: Point) -> Iterator[Point]:
    """Every coordinate as one of the few that occur most often."""
    size, places = width(point), {column: i for i, column in enumerate(columns(point))}
    for column, _ in Counter(columns(point)).most_common(3):
        yield {s: _chosen(s, v, [places[column]] * size) if isinstance(s, Vector) else v for s, v in point.items()}


def columns(point: Point) -> Iterator[tuple[Any, ...]]:
    """The coordinates of all vectors, one after the other, each number as numerator and denominator."""
    rows = [row for s, v in point.items() if isinstance(s, Vector) for row in (v if isinstance(s, Sample) else (v,))]
    return zip(*([(x.numerator, x.denominator) for x in row] for row in rows), strict=True)


def _chosen(s: Any, v: Any, places: Sequence[int]) -> Any:
    if isinstance(s, Sample):
        return tuple(tuple(row[i] for i in places) for row in v)
    return tuple(v[i] for i in places)


def _mapped(v: Any, change: Callable[[Fraction], Any]) -> Any:
    return tuple(_mapped(x, change) for x in v) if isinstance(v, tuple) else Fraction(change(v))


def _filled(v: Any, number: Fraction) -> Any:
    return tuple(_filled(x, number) for x in v) if isinstance(v, tuple) else number


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


def _reflected(point: Point, vectors: list[Any], alone: Sequence[int]) -> Iterator[Point]:
    """All vectors negated, or one of these coordinates of all of them."""
    for at in (range(width(point)), *((i,) for i in alone)):
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
    for bound in (2, 3, 4, 8):
        yield Fraction(floor(v * bound), bound)
        yield Fraction(ceil(v * bound), bound)
    if abs(v) > 1:
        yield Fraction(_signs(v) * (1 << (abs(v).numerator // abs(v).denominator).bit_length() - 1))
        yield v / 2
    elif v:
        yield Fraction(_signs(v), 1 << (abs(v).denominator // abs(v).numerator).bit_length() - 1)
