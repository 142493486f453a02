"""Exponents in partial fractions, by exact polynomial arithmetic: r/(1 + r) is 1 - 1/(1 + r), and (s + rs)/(1 + r) is s."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from itertools import groupby
from typing import Any

from flint import fmpq, fmpq_poly

from verify.language.expansion.form import UNIT, Expansion, Monomial, expansion, monomial, multiple, sum_of, written
from verify.language.expansion.products import times
from verify.language.remembered import remembered
from verify.language.term import Add, Mul, Number, Pow


def partial_fractions(exponent: Any) -> Expansion:
    """An exponent, each part of a term that stands in one symbol alone as a polynomial and partial fractions."""
    return sum_of(multiple(_apart(m), c) for m, c in expansion(exponent).items())


@remembered
def _apart(m: Monomial) -> Expansion:
    if all(k > 0 for _, k in m):
        return {m: Fraction(1)}
    factors = sorted(m, key=lambda factor: sorted(map(str, factor[0].free_symbols)))
    groups = groupby(factors, key=lambda factor: factor[0].free_symbols)
    return reduce(times, (_in_one_symbol(monomial(Fraction(1), tuple(part)), symbols) for symbols, part in groups))


def _in_one_symbol(e: Any, symbols: frozenset[Any]) -> Expansion:
    if len(symbols) != 1:
        return expansion(e)
    (x,) = symbols
    quotient = _quotient(e, x)
    if quotient is None:
        return expansion(e)
    top, bottom = quotient
    whole, rest = divmod(top, bottom)
    parts = [_polynomial(whole, x)]
    _, primes = bottom.factor()
    for prime, k in primes:
        others = bottom / prime**k
        _, _, inverse = (prime**k).xgcd(others)
        digits = rest * inverse % prime**k
        for power in range(k, 0, -1):
            digits, digit = divmod(digits, prime)
            parts.append(times(_polynomial(digit, x), expansion(Pow(written(_polynomial(prime, x)), Number(-power)))))
    return sum_of(parts)


def _quotient(e: Any, x: Any) -> tuple[Any, Any] | None:
    """A rational function of x with rational numbers as two polynomials; None for any other term."""
    if isinstance(e, Number):
        return fmpq_poly([fmpq(e.p, e.q)]), fmpq_poly([1])
    if e is x:
        return fmpq_poly([0, 1]), fmpq_poly([1])
    if isinstance(e, Pow) and e.exp.is_Integer and abs(e.exp.value) <= 20 and (inner := _quotient(e.base, x)):
        top, bottom = inner if e.exp > 0 else inner[::-1]
        n = abs(int(e.exp))
        return None if bottom == 0 else (top**n, bottom**n)
    parts = [_quotient(a, x) for a in e.args] if isinstance(e, Add | Mul) else [None]
    if None in parts:
        return None
    top, bottom = fmpq_poly([int(isinstance(e, Mul))]), fmpq_poly([1])
    for over, under in parts:  # type: ignore[misc]  # none is None
        top, bottom = (top * over if isinstance(e, Mul) else top * under + over * bottom), bottom * under
    shared = top.gcd(bottom)
    return top / shared, bottom / shared


def _polynomial(p: Any, x: Any) -> Expansion:
    return {((x, Fraction(k)),) if k else UNIT: Fraction(int(c.p), int(c.q)) for k, c in enumerate(p.coeffs()) if c}
