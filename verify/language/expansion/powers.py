"""Powers, by their exponent: whole ones are written out, the others are roots or have symbols in the exponent."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.language.expansion.common_factors import primitive
from verify.language.expansion.form import (
    UNIT,
    Expansion,
    Exponent,
    Monomial,
    expand,
    expands,
    expansion,
    multiple,
    opaque,
    written,
)
from verify.language.expansion.numbers import LONGEST, numeral
from verify.language.expansion.products import MOST_TERMS, atom_of, combined, times
from verify.language.expansion.roots import root_of_product, root_of_sum
from verify.language.expansion.symbolic_powers import symbolic_power
from verify.language.term import NOUGHT, Number, Pow


@expands(Pow)
def _power(e: Pow) -> Expansion:
    base, exponent = e.args
    if not isinstance(exponent, Number):
        exponent = expand(exponent)
    if not isinstance(exponent, Number):
        return symbolic_power(base, exponent)
    n = exponent.value
    inner = expansion(base)
    if n.denominator == 1 and n >= 0:
        return _whole(inner, int(n), base)
    if not inner:
        return {} if n > 0 else opaque(Pow(NOUGHT, Number(n)))  # or without a value
    if len(inner) == 1:
        ((m, c),) = inner.items()
        return _inverse(c, m, n) if n.denominator == 1 else root_of_product(c, m, n)
    if n.denominator == 1:
        content, rest = primitive(inner)
        return times(numeral(content, int(n)), atom_of(rest, n))
    return root_of_sum(inner, n)


def _whole(inner: Expansion, n: int, base: Any) -> Expansion:
    if n == 0:
        return {UNIT: Fraction(1)}
    if len(inner) == 1:
        ((m, c),) = inner.items()
        if max(c.numerator.bit_length(), c.denominator.bit_length()) * n > LONGEST * 16:
            return opaque(Pow(base, Number(n)))
        return multiple(combined((a, k * n) for a, k in m), c**n)
    if not inner:
        return {}
    if n > 200 or _count(len(inner), n) > MOST_TERMS:
        return opaque(Pow(written(inner), Number(n)))
    found: Expansion = {UNIT: Fraction(1)}
    square = inner
    while n:
        if n & 1:
            found = times(found, square)
        n >>= 1
        if n:
            square = times(square, square)
    return found


def _count(terms: int, n: int) -> int:
    """The number of products of n of the terms."""
    count = 1
    for k in range(1, terms):
        count = count * (n + k) // k
    return count


def _inverse(c: Fraction, m: Monomial, n: Exponent) -> Expansion:
    return times(numeral(c, int(n)), combined((a, k * n) for a, k in m))
