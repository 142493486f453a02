"""Where the numbers of a built input come from: small integers, as float batches or as exact fractions.

The one primitive is `integers`; every other number is a rational function of integers. So a batch of floats can be
repeated exactly, row by row, from its recorded integers, and Hypothesis can draw and shrink them.

A swift source makes large blocks for little: a choice is made once for the whole block, and a number that may be any between
two integers is a uniform float, which is exact as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from math import isqrt
from random import Random
from typing import Any

import numpy as np

Shape = tuple[int, int]
Draw = Callable[[int, int, Shape], Any]
_FRACTION, _RATIO = np.frompyfunc(Fraction, 1, 1), np.frompyfunc(Fraction, 2, 1)
FINE = 63  # below 100: larger integers Hypothesis also takes from the source text of whatever modules are loaded

FAR = 16  # no normal number is farther from 0
BITS = 16
WIDE = 1 << 10  # so many integers do not come alike often from BITS bits


@dataclass
class Source:
    """Integers as arrays (rows, data points, coordinates); `exact` sources have one row of Fractions.

    `plain` prefers small whole numbers; `boundary` puts every bounded quantity on its bound. `free` are the places in
    the record, with their bounds, where any number between would do as well as an integer: an ascent moves those.
    A `swift` source draws those by `draw_real`, and by `draw_once` one row for the whole block: choices, and all that is drawn while
    it is `still`, which is for symbols that do not count. `freedom` is the dimension in which normal vectors lie that are drawn in a
    frame.
    """

    draw: Draw
    exact: bool
    plain: bool = False
    boundary: bool = False
    extreme: bool = False
    swift: bool = False
    draw_real: Draw | None = None
    draw_once: Draw | None = None
    draw_normal: Callable[[Shape], Any] | None = None
    draw_chi: Callable[[int], Any] | None = None
    still: bool = False
    freedom: int = 0
    record: list[Any] = field(default_factory=list)
    free: dict[int, tuple[int, int]] = field(default_factory=dict)

    def again(self, draw: Draw, *, exact: bool) -> Source:
        """A source of the same kind that draws from a record."""
        return Source(draw, exact=exact, swift=self.swift, freedom=self.freedom)

    def integers(self, low: int, high: int, shape: Shape = (1, 1)) -> Any:
        """Integers from low to high, both included."""
        alike = self.draw_once if self.still or shape == (1, 1) else None
        return self._recorded((alike or self.draw)(low, high, shape))

    def real(self, low: int, high: int, shape: Shape = (1, 1)) -> Any:
        """Integers from low to high that may be replaced by any number between."""
        self.free[len(self.record)] = (low, high)
        alike = self.draw_once if self.still else self.draw_real
        return self._recorded((alike or self.draw)(low, high, shape))

    def normal(self, shape: Shape) -> Any:
        """Normal numbers, or any in their place."""
        self.free[len(self.record)] = (-FAR, FAR)
        return self._recorded(self.draw_normal(shape) if self.draw_normal else self.draw(-FAR, FAR, shape))

    def chi(self, freedom: int) -> Any:
        """The length of a normal vector of so many coordinates, or any in its place."""
        most = FAR + 2 * isqrt(freedom)
        self.free[len(self.record)] = (0, most)
        return self._recorded(self.draw_chi(freedom) if self.draw_chi else self.draw(0, most, (1, 1)))

    def _recorded(self, drawn: Any) -> Any:
        self.record.append(drawn)
        return drawn

    def either(self, choice: Any, first: Callable[[], Any], second: Callable[[], Any]) -> Any:
        """The first where the choice is true, else the second; one choice for a whole swift block makes only one of them."""
        if self.swift and choice.size == 1:
            return first() if choice.item() else second()
        return np.where(choice, first(), second())

    def number(self, shape: Shape = (1, 1)) -> Any:
        """A signed number: an integer up to 4, or a fraction beside it; far apart in size where sources are extreme."""
        whole = self.real(-4, 4, shape)
        every = self.plain or self.swift
        return self._scaled(whole if every else whole + self.integers(-FINE, FINE, shape) * self._fine())

    def nonnegative(self, shape: Shape = (1, 1)) -> Any:
        """A number >= 0, often 0."""
        if self.boundary or (self.swift and self.integers(0, 3).item() == 0):
            return self.constant(0, shape)
        whole = self.real(0, 3, shape)
        every = self.plain or self.swift
        return self._scaled(whole if every else whole + self.integers(0, FINE, shape) * self._fine())

    def positive(self, shape: Shape = (1, 1)) -> Any:
        """A number > 0, often 1."""
        size = self.real(1, 4, shape) * self.power_of_two(self.integers(-2, 0 if self.plain else 2))
        return self._scaled(size)

    def share(self, shape: Shape = (1, 1)) -> Any:
        """A number in [0, 1], often one of the ends."""
        if self.boundary:
            return self.integers(0, 1, shape)
        eighths = self.real(0, 12, shape)
        eighths = eighths if self.plain or self.swift else eighths + self.integers(0, FINE, shape) * self._fine()
        return self.at_most(eighths * self.constant(Fraction(1, 8)), 1)

    def sign(self, shape: Shape = (1, 1)) -> Any:
        """-1 or 1."""
        return 1 - 2 * self.integers(0, 1, shape)

    def power_of_two(self, exponent: Any) -> Any:
        """2**exponent for an array of integers."""
        return np.power(self.constant(2, exponent.shape[1:]), exponent)

    def constant(self, value: Any, shape: Shape = (1, 1)) -> Any:
        """The same number everywhere, in one row."""
        return _constant(value, shape, self.exact)

    def _fine(self) -> Any:
        return self.integers(0, 1) * self.constant(Fraction(1, FINE + 1))

    def _scaled(self, x: Any) -> Any:
        return x * self.power_of_two(self.integers(-20, 20)) if self.extreme else x

    @staticmethod
    def at_most(x: Any, bound: Any) -> Any:
        """The smaller of the two, elementwise."""
        return np.where(x > bound, bound, x)


class Swift:
    """Sources of blocks from a generator, of whole numbers or of many between them, with which equalities are seldom met.

    Numbers have BITS random bits: four come from one draw, and exactly they are short. The arrays are in memory coordinate by
    coordinate, so that sums over the coordinates are sums of long columns.
    """

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng, self.one_row = rng, random_rows(rng, 1)
        self.dice = Random(int(rng.integers(1 << 62))).random  # NumPy makes more ado of a single number

    def block(self, rows: int, *, whole: bool, freedom: int = 0) -> Source:
        """A source of so many rows."""

        def multiples(step: float, shape: Shape) -> Any:
            count = rows * shape[0] * shape[1]
            bits = self.rng.bit_generator.random_raw(-(-count // 4)).view(np.uint16)[:count]
            return np.multiply(bits.reshape(shape[1], shape[0], rows), step / (1 << BITS))

        def real(low: int, high: int, shape: Shape) -> Any:
            a = multiples(high - low, shape)
            a += low
            return a.T

        def integers(low: int, high: int, shape: Shape) -> Any:
            if high - low >= WIDE:
                return self.rng.integers(low, high + 1, (shape[1], shape[0], rows)).astype(float).T
            a = multiples(high - low + 1, shape)
            np.floor(a, out=a)
            a += low
            return a.T

        def normal(shape: Shape) -> Any:
            return self.rng.standard_normal((shape[1], shape[0], rows)).T

        def chi(freedom: int) -> Any:
            a = self.rng.standard_gamma(freedom / 2, (1, 1, rows)).T
            a *= 2
            return np.sqrt(a, out=a)

        return Source(
            integers,
            exact=False,
            swift=True,
            draw_real=integers if whole else real,
            draw_once=self.once,
            draw_normal=normal,
            draw_chi=chi,
            freedom=freedom,
        )

    def once(self, low: int, high: int, shape: Shape) -> Any:
        """One row for all."""
        if shape != (1, 1):
            return self.one_row(low, high, shape)
        return np.array([[[low + float(int(self.dice() * (high - low + 1)))]]])


def random_rows(rng: np.random.Generator, rows: int) -> Draw:
    """Float batches from a generator."""
    return lambda low, high, shape: _whole(rng, low, high, (rows, *shape))


def _whole(rng: np.random.Generator, low: int, high: int, shape: tuple[int, ...]) -> Any:
    """Whole numbers as floats: `Generator.integers` takes three times as long for few of them."""
    found = rng.random(shape)
    found *= high - low + 1
    np.floor(found, out=found)
    found += low
    return found


def mutated_rows(rng: np.random.Generator, parents: Sequence[Any], rate: float) -> Draw:
    """The recorded integers of a batch again, a share `rate` of them drawn anew or moved by a power of two."""
    left = iter(parents)

    def draw(low: int, high: int, shape: Shape) -> Any:
        kept = next(left)
        steps = np.exp2(_whole(rng, 0, max(0, (high - low).bit_length() - 2), kept.shape))
        dice = rng.random(kept.shape)
        moved = np.clip(np.where(dice < 0.75 * rate, kept + steps, kept - steps), low, high)
        return np.where(dice < rate / 2, _whole(rng, low, high, kept.shape), np.where(dice < rate, moved, kept))

    return draw


def repeated(record: Sequence[Any]) -> Draw:
    """The recorded arrays again."""
    left = iter(record)
    return lambda low, high, shape: next(left)


def exact_row(record: Sequence[Any], row: int) -> Draw:
    """One row of a recorded batch again, as Fractions."""
    left = iter(record)
    return lambda low, high, shape: fractions(next(left)[row : row + 1])


def chosen(choose: Callable[[int, int, int], Sequence[int]]) -> Draw:
    """One exact row from a function (low, high, how many) -> integers."""

    def draw(low: int, high: int, shape: Shape) -> Any:
        return fractions(np.array(choose(low, high, shape[0] * shape[1]), dtype=object).reshape(1, *shape))

    return draw


def from_block(block: bytes) -> Draw:
    """One exact row from bytes, one for each number and 0 for the simplest; behind the last byte every number is simplest."""
    left = iter(block)

    def choose(low: int, high: int, count: int) -> list[int]:
        numbers = simplest_first(low, high)
        return [numbers[next(left, 0) % len(numbers)] for _ in range(count)]

    return chosen(choose)


@cache
def simplest_first(low: int, high: int) -> tuple[int, ...]:
    """The integers from low to high by their distance from zero, the positive one first."""
    return tuple(sorted(range(low, high + 1), key=lambda n: (abs(n), n < 0)))


@cache
def _constant(value: Any, shape: Shape, exact: bool) -> Any:
    number = Fraction(value)
    constant = np.full((1, *shape), number if exact else float(number), dtype=object if exact else float)
    constant.flags.writeable = False
    return constant


def divided(a: Any, b: Any) -> Any:
    """a/b where b is not 0, else a; whole numbers among Fractions give Fractions."""
    zero = b == 0
    b = np.where(zero, 1, b) if np.any(zero) else np.asarray(b)
    if np.asarray(a).dtype == object or b.dtype == object:
        return _RATIO(a, b)
    return a / b


def fractions(a: Any) -> Any:
    """The numbers of an array as Fractions, exactly."""
    return _FRACTION(a)
