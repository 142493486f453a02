"""Decisions between numbers that are known as balls, and their print, rounded outward."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Any

from flint import arb, ctx

BITS = 128
PLACES = 10**6  # an enclosure is printed with six digits after the point


def precisely() -> Any:
    """The context in which a run works; outside of it balls are only wider."""
    return ctx.workprec(BITS)


class Undecided(ArithmeticError):
    """The balls of two numbers overlap: at this precision nothing is said of them."""


def exact(x: Fraction | int) -> arb:
    """A ball around a rational number."""
    x = Fraction(x)
    return arb(x.numerator) / x.denominator


def at_most(left: arb, right: arb) -> bool:
    """Is left <= right? Raises Undecided where the balls overlap."""
    if left <= right:
        return True
    if left > right:
        return False
    raise Undecided(f"{left} and {right} are not told apart with {BITS} bits")


def nearest(x: arb) -> int:
    """The whole number nearest to x. Raises Undecided where the ball holds a half."""
    found = (x + arb(1) / 2).floor().unique_fmpz()
    if found is None:
        raise Undecided(f"the whole number nearest to {x} is not known with {BITS} bits")
    return int(found)


def length(vector: Iterable[arb]) -> arb:
    """The L2 norm."""
    return (
        sum((v * v for v in vector), arb(0)).nonnegative_part().sqrt()
    )  # of a ball around 0 the product may be negative


def average(numbers: Sequence[arb]) -> arb:
    return sum(numbers, arb(0)) / len(numbers)


Enclosure = tuple[Fraction, Fraction]


def enclosed(x: arb) -> Enclosure:
    """Two rational numbers with x between them. Raises Undecided for a ball without end."""
    if not x.is_finite():
        raise Undecided(f"{x} is not told from infinity with {BITS} bits")
    return _rational(x.lower()), _rational(x.upper())


def _rational(x: arb) -> Fraction:
    mantissa, exponent = x.mid().man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def shown(enclosure: Enclosure) -> list[str]:
    """Both ends as decimals, rounded outward."""
    low, high = enclosure
    return [_decimal(floor(low * PLACES)), _decimal(ceil(high * PLACES))]


def _decimal(units: int) -> str:
    whole, rest = divmod(abs(units), PLACES)
    return f"{'-' * (units < 0)}{whole}.{rest:06d}"
