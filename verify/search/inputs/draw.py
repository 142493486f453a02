"""Where the numbers of a built input come from: small integers, as float batches or as exact fractions.

The one primitive is `integers`; every other number is a rational function of integers. So a batch of floats can be
repeated exactly, row by row, from its recorded integers, and Hypothesis can draw and shrink them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np

Shape = tuple[int, int]
FINE = 63  # below 100: larger integers Hypothesis also takes from the source text of whatever modules are loaded


@dataclass
class Source:
    """Integers as arrays (rows, data points, coordinates); `exact` sources have one row of Fractions.

    `plain` prefers small whole numbers; `boundary` puts every bounded quantity on its bound. `free` are the places in
    the record, with their bounds, where any number between would do as well as an integer: an ascent moves those.
    """

    draw: Callable[[int, int, Shape], Any]
    exact: bool
    plain: bool = False
    boundary: bool = False
    extreme: bool = False
    record: list[Any] = field(default_factory=list)
    free: dict[int, tuple[int, int]] = field(default_factory=dict)

    def integers(self, low: int, high: int, shape: Shape = (1, 1)) -> Any:
        """Integers from low to high, both included."""
        drawn = self.draw(low, high, shape)
        self.record.append(drawn)
        return drawn

    def real(self, low: int, high: int, shape: Shape = (1, 1)) -> Any:
        """Integers from low to high that may be replaced by any number between."""
        self.free[len(self.record)] = (low, high)
        return self.integers(low, high, shape)

    def number(self, shape: Shape = (1, 1)) -> Any:
        """A signed number: an integer up to 4, or a fraction beside it; far apart in size where sources are extreme."""
        whole = self.real(-4, 4, shape)
        return self._scaled(whole if self.plain else whole + self.integers(-FINE, FINE, shape) * self._fine())

    def nonnegative(self, shape: Shape = (1, 1)) -> Any:
        """A number >= 0, often 0."""
        if self.boundary:
            return self.constant(0, shape)
        whole = self.real(0, 3, shape)
        return self._scaled(whole if self.plain else whole + self.integers(0, FINE, shape) * self._fine())

    def positive(self, shape: Shape = (1, 1)) -> Any:
        """A number > 0, often 1."""
        size = self.real(1, 4, shape) * self.power_of_two(self.integers(-2, 0 if self.plain else 2))
        return self._scaled(size)

    def share(self, shape: Shape = (1, 1)) -> Any:
        """A number in [0, 1], often one of the ends."""
        if self.boundary:
            return self.integers(0, 1, shape)
        eighths = self.real(0, 12, shape)
        eighths = eighths if self.plain else eighths + self.integers(0, FINE, shape) * self._fine()
        return self.at_most(eighths * self.constant(Fraction(1, 8)), 1)

    def sign(self, shape: Shape = (1, 1)) -> Any:
        """-1 or 1."""
        return 1 - 2 * self.integers(0, 1, shape)

    def power_of_two(self, exponent: Any) -> Any:
        """2**exponent for an array of integers."""
        return np.power(self.constant(2, exponent.shape[1:]), exponent)

    def constant(self, value: Any, shape: Shape = (1, 1)) -> Any:
        """The same number everywhere, in one row."""
        number = Fraction(value)
        return np.full((1, *shape), number if self.exact else float(number), dtype=object if self.exact else float)

    def _fine(self) -> Any:
        return self.integers(0, 1) * self.constant(Fraction(1, FINE + 1))

    def _scaled(self, x: Any) -> Any:
        return x * self.power_of_two(self.integers(-20, 20)) if self.extreme else x

    @staticmethod
    def at_most(x: Any, bound: Any) -> Any:
        """The smaller of the two, elementwise."""
        return np.where(x > bound, bound, x)


def random_rows(rng: np.random.Generator, rows: int) -> Callable[[int, int, Shape], Any]:
    """Float batches from a generator."""
    return lambda low, high, shape: rng.integers(low, high + 1, (rows, *shape)).astype(float)


def mutated_rows(rng: np.random.Generator, parents: Sequence[Any], rate: float) -> Callable[[int, int, Shape], Any]:
    """The recorded integers of a batch again, a share `rate` of them drawn anew or moved by a power of two."""
    left = iter(parents)

    def draw(low: int, high: int, shape: Shape) -> Any:
        kept = next(left)
        steps = 2.0 ** rng.integers(0, max(1, (high - low).bit_length() - 1), kept.shape)
        moved = np.clip(kept + rng.choice((-1.0, 1.0), kept.shape) * steps, low, high)
        fresh = rng.integers(low, high + 1, kept.shape).astype(float)
        dice = rng.random(kept.shape)
        return np.where(dice < rate / 2, fresh, np.where(dice < rate, moved, kept))

    return draw


def repeated(record: Sequence[Any]) -> Callable[[int, int, Shape], Any]:
    """The recorded arrays again."""
    left = iter(record)
    return lambda low, high, shape: next(left)


def exact_row(record: Sequence[Any], row: int) -> Callable[[int, int, Shape], Any]:
    """One row of a recorded batch again, as Fractions."""
    left = iter(record)
    return lambda low, high, shape: fractions(next(left)[row : row + 1])


def chosen(choose: Callable[[int, int, int], Sequence[int]]) -> Callable[[int, int, Shape], Any]:
    """One exact row from a function (low, high, how many) -> integers."""

    def draw(low: int, high: int, shape: Shape) -> Any:
        return fractions(np.array(choose(low, high, shape[0] * shape[1]), dtype=object).reshape(1, *shape))

    return draw


def from_block(block: bytes) -> Callable[[int, int, Shape], Any]:
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


def divided(a: Any, b: Any) -> Any:
    """a/b where b is not 0, else a; whole numbers among Fractions give Fractions."""
    b = np.where(b == 0, 1, b)
    if np.asarray(a).dtype == object or b.dtype == object:
        return np.frompyfunc(Fraction, 2, 1)(a, b)
    return a / b


def fractions(a: Any) -> Any:
    """The numbers of an array as Fractions, exactly."""
    return np.frompyfunc(Fraction, 1, 1)(a)
