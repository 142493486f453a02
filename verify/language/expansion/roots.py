"""Roots: powers whose exponent is a number that is not whole.

Why it is sound: (x y)^a = x^a y^a where x > 0, or where x >= 0 and y >= 0, and (x^k)^a = |x|^(ka) for even k. So a root is split only
where all of it that leaves the root is positive, or where nothing in it can be negative.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_mpoly_ctx
from flint.utils.flint_exceptions import DomainError

from verify.language import possible as signs
from verify.language.expansion.absolute_values import absolute
from verify.language.expansion.common_factors import factored
from verify.language.expansion.form import (
    UNIT,
    Expansion,
    Exponent,
    Monomial,
    expansion,
    monomial,
    multiple,
    opaque,
    powered,
    written,
)
from verify.language.expansion.numbers import numeral, prime_powers
from verify.language.expansion.products import atom, atom_of, combined, times
from verify.language.functions import sign
from verify.language.remembered import remembered
from verify.language.term import Number, Pow, total


def root_of_sum(inner: Expansion, n: Exponent) -> Expansion:
    """The power n, not whole, of a sum: its number leaves the root, and what all its terms have, if it is positive."""
    if n.denominator % 2 == 0 and (side := square_root_of(written(inner))) is not None:
        return expansion(Pow(written(absolute(side)), Number(2 * n)))
    content, common, rest = factored(inner)
    known = content > 0 and signs.is_nonnegative(written(rest)) and all(is_nonnegative_power(a, k) for a, k in common)
    outside = [(a, k) for a, k in common if known or signs.is_positive(a)]
    inside = tuple((a, k) for a, k in common if (a, k) not in outside)
    rest = multiple(times({inside: Fraction(1)}, rest), Fraction(1 if content > 0 else -1))
    found = times(_number_power(abs(content), n), atom_of(rest, n))
    for a, k in outside:
        found = times(found, _root_of_power(a, k, n))
    return found


@remembered
def square_root_of(e: Any) -> Any:
    """A term whose square is the polynomial; None where there is none, or it is no polynomial in its atoms."""
    inner = expansion(e)
    found = sorted({a for m in inner for a, _ in m}, key=lambda a: a.key)
    if not all(n.denominator == 1 and n > 0 for m in inner for _, n in m):
        return None
    ring = fmpq_mpoly_ctx.get(("x", len(found)), "lex")
    place = {a: k for k, a in enumerate(found)}

    def exponents(m: Monomial) -> tuple[int, ...]:
        powers = [0] * len(found)
        for a, n in m:
            powers[place[a]] = int(n)
        return tuple(powers)

    try:
        side = ring.from_dict({exponents(m): fmpq(c.numerator, c.denominator) for m, c in inner.items()}).sqrt()
    except (ValueError, DomainError):
        return None
    return total(
        monomial(Fraction(int(c.p), int(c.q)), tuple((a, int(n)) for a, n in zip(found, m, strict=True) if n))
        for m, c in side.to_dict().items()
    )


def root_of_product(c: Fraction, m: Monomial, n: Exponent) -> Expansion:
    """(c m)^n for n that is not whole: what is positive leaves the root, all of it where nothing can be negative."""
    if c > 0 and all(is_nonnegative_power(a, k) for a, k in m):
        outer, inner = list(m), UNIT
    else:
        outer = [(a, k) for a, k in m if signs.is_positive(a)]
        inner = tuple((a, k) for a, k in m if not signs.is_positive(a))
    found = _number_power(abs(c), n)
    for a, k in outer:
        found = times(found, _root_of_power(a, k, n))
    if not inner:
        return found if c > 0 else opaque(Pow(Number(c), Number(n)))
    sized = Fraction(1) if c > 0 else Fraction(-1)
    if len(inner) == 1 and sized > 0:
        ((a, k),) = inner
        return times(found, _root_of_power(a, k, n))  # x^k is not negative where the root has a value
    return times(found, combined([(written({inner: sized}), n)]))


def is_nonnegative_power(a: Any, k: Exponent) -> bool:
    return (k.denominator == 1 and k % 2 == 0) or k.denominator != 1 or signs.is_nonnegative(a)


def _root_of_power(a: Any, k: Exponent, n: Exponent) -> Expansion:
    """(a^k)^n where a^k is not negative."""
    if isinstance(a, sign) and k.denominator == 1 and k % 2 == 0:
        return atom(a, 2)  # 0 or 1
    if k.denominator == 1 and k % 2 == 0 and not signs.is_nonnegative(a):
        if (k * n).denominator == 1 and (k * n) % 2 == 0:
            return atom(a, k * n)
        return expansion(Pow(written(absolute(a)), Number(k * n)))
    if k.denominator == 1 and k % 2 and k != 1 and not signs.is_nonnegative(a):
        return opaque(Pow(powered(a, k), Number(n))) if (k * n).denominator == 1 else atom(a, k * n)
    return atom(a, k * n)


@remembered
def _number_power(c: Fraction, n: Exponent) -> Expansion:
    """c^n of a positive number, with its primes as atoms."""
    if c <= 0:
        raise ValueError(f"{c} is no positive number")
    if n.denominator == 1:
        return numeral(c, int(n))
    powers: dict[Any, Exponent] = {}
    for part, way in ((c.numerator, 1), (c.denominator, -1)):
        for prime, k in prime_powers(part):
            powers[Number(prime)] = powers.get(Number(prime), Fraction(0)) + way * k * n
    return combined(powers.items())
