"""Exact numbers that a floating-point number may stand for."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction

from verify.language.functions import exp, log
from verify.language.term import Number, Term, pi, sqrt

CLOSE = 1e-5


def readings(values: Mapping[str, float]) -> Iterator[dict[str, Term]]:
    """Points near the floats: all coordinates rounded alike, then each read as a root, a multiple of pi, a logarithm."""
    if not all(math.isfinite(x) for x in values.values()):
        return
    for digits in (1, 2, 3, 4, 6, 10, 12, 60, 1000, 10**6):
        yield {n: Number(Fraction(x).limit_denominator(digits)) for n, x in values.items()}
    special = {n: list(special_numbers(x)) for n, x in values.items()}
    for k in range(max(map(len, special.values()), default=0)):
        yield {n: (found[min(k, len(found) - 1)] if found else _plain(values[n])) for n, found in special.items()}


def _plain(x: float) -> Term:
    return Number(Fraction(x).limit_denominator(10))


def special_numbers(x: float) -> Iterator[Term]:
    """Short rational numbers, square roots, multiples of pi, logarithms and exponentials close to x."""
    if (short := _near(x, 24)) is not None:
        yield Number(short)
    if short is None and 1e-3 < abs(x) < 1e3 and (square := _near(x * x, 60)) is not None:
        yield sqrt(square) if x > 0 else -sqrt(square)
    if turn := _near(x / math.pi, 12):
        yield turn * pi
    yield from _logarithms(x)
    if 1e-2 < x < 100 and (exponent := _near(math.log(x), 6)):
        yield exp(exponent)


MULTIPLES = sorted(
    {Fraction(p, q) for p in range(1, 8) for q in range(1, 9)}, key=lambda m: m.numerator * m.denominator
)
MOST_LOGARITHMS = 6


def _logarithms(x: float) -> Iterator[Term]:
    """Short multiples of logarithms of short numbers, the shortest first: where exponentials are equal."""
    found = []
    for k, multiple in enumerate(MULTIPLES):
        power = _near(math.exp(multiple * x), 50) if 1e-3 < abs(multiple * x) < 5 else None
        if power is not None and power > 0:
            found.append((power.numerator * power.denominator * (k + 1), multiple, power))
    for _, multiple, power in sorted(found)[:MOST_LOGARITHMS]:
        yield 1 / multiple * log(power)


def _near(x: float, largest: int) -> Fraction | None:
    found = Fraction(x).limit_denominator(largest)
    return found if abs(float(found) - x) <= CLOSE * max(1.0, abs(x)) else None
