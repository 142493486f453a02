"""Random numbers as they are written in a formula."""

from __future__ import annotations

from fractions import Fraction
from random import Random

Pair = tuple[str, tuple[str, ...], str, tuple[str, ...]]


def nonzero(random: Random) -> int:
    """From -3 to 3."""
    return random.choice([-3, -2, -1, 1, 2, 3])


def ratio(random: Random) -> Fraction:
    """A positive fraction from 1/4 to 7."""
    return Fraction(random.randint(1, 7), random.randint(1, 4))


def linear(random: Random, name: str) -> tuple[str, Fraction]:
    """`k*name + c` with its zero."""
    k, c = ratio(random), random.choice([Fraction(0), nonzero(random) * ratio(random)])
    return (f"({k}*{name} + ({c}))" if c else f"({k}*{name})"), -c / k
