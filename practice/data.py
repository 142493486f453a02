"""Data sets in whole numbers: some digits of scikit-learn's set, on two sides.

The pixels of the digits are whole numbers from 0 to 16; a feature is a pixel divided by 16, so every value is an exact rational.
The file is read from scikit-learn's folder; scikit-learn itself is not imported.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from importlib.metadata import PackageNotFoundError, distribution
from math import isqrt
from typing import Any

from flint import arb_mat

LEVELS = 16  # a feature is a pixel divided by this
FILE = "sklearn/datasets/data/digits.csv.gz"
SOURCE = "E. Alpaydin, C. Kaynak, Optical Recognition of Handwritten Digits (UCI, 1998), CC BY 4.0; as in scikit-learn"
MISSING = "the digits are a file of scikit-learn: .venv/bin/python -m pip install --no-deps scikit-learn"
GRAIN = 1024  # the radius R is a multiple of 1/1024


@dataclass(frozen=True)
class DataSet:
    """N points of d pixels, each with its label -1 or 1."""

    name: str
    pixels: tuple[tuple[int, ...], ...]
    labels: tuple[int, ...]

    @cached_property
    def dimension(self) -> int:
        return len(self.pixels[0])

    @cached_property
    def radius(self) -> Fraction:
        """R: the smallest multiple of 1/1024 with ‖x_n‖ <= R for every n."""
        return root_above(self.largest_square)

    @cached_property
    def largest_square(self) -> Fraction:
        """The largest ‖x_n‖²."""
        return max(Fraction(sum(p * p for p in row), LEVELS**2) for row in self.pixels)

    @cached_property
    def mean(self) -> tuple[Fraction, ...]:
        """μ, the average of y_n x_n: the threshold of epsilon is a norm of it."""
        columns = zip(*self.pixels, strict=True)
        size = LEVELS * len(self.labels)
        return tuple(Fraction(sum(y * p for y, p in zip(self.labels, c, strict=True)), size) for c in columns)

    @cached_property
    def matrix(self) -> arb_mat:
        """The pixels, for products with balls."""
        return arb_mat([list(row) for row in self.pixels])

    @cached_property
    def points(self) -> tuple[tuple[Fraction, ...], ...]:
        """x_n as exact numbers."""
        return tuple(tuple(Fraction(p, LEVELS) for p in row) for row in self.pixels)


def root_above(square: Fraction) -> Fraction:
    """The smallest multiple of 1/1024 whose square is at least this."""
    whole = -(-square.numerator * GRAIN**2 // square.denominator)
    root = isqrt(whole)
    return Fraction(root + (root * root < whole), GRAIN)


Classes = int | tuple[int, ...]


def digits(positive: Classes, negative: Classes) -> DataSet:
    """The images of some digits, labelled 1 and -1. Raises FileNotFoundError where scikit-learn is not installed."""
    return of_rows(_rows(), positive, negative)


def of_rows(rows: Iterable[Sequence[int]], positive: Classes, negative: Classes) -> DataSet:
    """Those rows of pixels that end in one of the digits."""
    sides = [(c,) if isinstance(c, int) else c for c in (positive, negative)]
    label = {digit: sign for side, sign in zip(sides, (1, -1), strict=True) for digit in side}
    chosen = [(tuple(row[:-1]), label[row[-1]]) for row in rows if row[-1] in label]
    names = " and ".join(", ".join(map(str, side)) for side in sides)
    return DataSet(f"digits {names}", *map(tuple, zip(*chosen, strict=True)))


def _rows() -> Iterable[list[int]]:
    try:
        path = distribution("scikit-learn").locate_file(FILE)
    except PackageNotFoundError:
        raise FileNotFoundError(MISSING) from None
    with gzip.open(str(path), "rt", encoding="ascii") as lines:
        return [[int(float(v)) for v in row] for row in csv.reader(lines)]


def to_json(data: DataSet) -> dict[str, Any]:
    """A line for each image: its label and its pixels, one character each in base 17. Raises KeyError for another pixel."""
    lines = [
        f"{y:+d} {''.join(map(_LETTER.__getitem__, row))}" for y, row in zip(data.labels, data.pixels, strict=True)
    ]
    return {"name": data.name, "source": SOURCE, "images": lines}


def from_json(stored: Mapping[str, Any]) -> DataSet:
    """The data set as it was stored. Raises KeyError for a character that is no pixel."""
    images = [line.split() for line in stored["images"]]
    pixels = tuple(tuple(map(_PIXEL.__getitem__, row)) for _, row in images)
    return DataSet(stored["name"], pixels, tuple(int(y) for y, _ in images))


_LETTER = dict(enumerate("0123456789abcdefg"))
_PIXEL = {letter: pixel for pixel, letter in _LETTER.items()}
