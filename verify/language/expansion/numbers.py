"""Powers and prime factors of numbers, which are left undone where they are too long."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from verify.language.expansion.form import UNIT, Expansion, opaque
from verify.language.term import Number, Pow

LARGEST_PRIME = 1_000
LONGEST = 4096  # bits of a number whose powers are worked out


def numeral(c: Fraction, n: int) -> Expansion:
    """c^n as a number, and as an atom where it is too long."""
    if c not in (1, -1) and max(c.numerator.bit_length(), c.denominator.bit_length()) * abs(n) > LONGEST * 16:
        return opaque(Pow(Number(c), Number(n)))
    return {UNIT: c**n}


def prime_powers(n: int) -> Iterator[tuple[int, int]]:
    """Powers whose product is n: small primes, and what is left of it, not divided further."""
    for p in range(2, LARGEST_PRIME):
        if p * p > n:
            break
        k = 0
        while n % p == 0:
            n, k = n // p, k + 1
        if k:
            yield p, k
    if n > 1:
        yield n, 1
