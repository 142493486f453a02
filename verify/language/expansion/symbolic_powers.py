"""Powers with symbols in the exponent: one factor for each term of the exponent.

Why it is sound: x^(a + b) = x^a x^b and (x^a)^b = x^(ab) where x is not negative, or where the parts of the exponent are whole.
The parts may have no value at x = 0: who uses the form owes the conditions of `spread_powers`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import reduce
from typing import Any

from verify.language import possible as signs
from verify.language.expansion.common_factors import primitive
from verify.language.expansion.form import (
    UNIT,
    Expansion,
    Exponent,
    expand,
    expansion,
    monomial,
    multiple,
    opaque,
    powered,
    scaled,
    sum_of,
    written,
)
from verify.language.expansion.numbers import prime_powers
from verify.language.expansion.partial_fractions import partial_fractions
from verify.language.expansion.products import combined, times
from verify.language.expansion.roots import is_nonnegative_power
from verify.language.functions import exp, sign
from verify.language.term import NOUGHT, E, Mul, Number, Pow, subterms


def spread_powers(e: Any) -> list[Any]:
    """The powers whose exponent is no number as the form splits them; where these have no value it may not be used."""
    powers = [t for t in subterms(e) if isinstance(t, Pow) and not isinstance(t.exp, Number)]
    return [part for t in powers for part in (expand(t), *(a for m in expansion(t) for a, _ in m))]


def symbolic_power(base: Any, exponent: Any) -> Expansion:
    """base^exponent for an exponent with symbols: one factor for each of its terms, in partial fractions."""
    if base is E:
        return expansion(exp(exponent))
    spread = partial_fractions(exponent)
    inner = expansion(base)
    if not inner:
        return opaque(Pow(NOUGHT, exponent))  # 1 where the exponent is 0
    if len(inner) == 1:
        ((m, c),) = inner.items()
        if m == UNIT and (c > 0 or signs.is_integer(exponent)):
            primes = [
                *prime_powers(abs(c.numerator)),
                *((p, -k) for p, k in prime_powers(c.denominator)),
                *[(-1, 1)] * (c < 0),
            ]
            return combined(part for p, k in primes for part in _spread(Number(p), multiple(spread, Fraction(k))))
        if c == 1 and len(m) == 1 and isinstance(m[0][0], sign) and m[0][1] == 2 and signs.is_positive(exponent):
            return inner  # 0 or 1
        whole = signs.is_integer(exponent)
        if len(m) + (c != 1) > 1 and (whole or (c > 0 and all(is_nonnegative_power(a, k) for a, k in m))):
            parts = [_power_of_power(a, k, exponent) for a, k in m]
            return reduce(times, parts, symbolic_power(Number(c), exponent))
        if len(m) == 1 and c == 1 and m[0][1] != 1 and _alone(*m[0], exponent):
            return _power_of_power(*m[0], exponent)
    at = written(inner)
    for power in (base, at):
        if isinstance(power, Pow) and len(inner) == 1 and signs.is_nonnegative(power.base):
            return symbolic_power(power.base, expand(Mul(power.exp, exponent)))
    if isinstance(at, exp):
        return expansion(exp(expand(Mul(at.args[0], exponent))))
    if _loses_zero(at, spread):
        content = abs(primitive(spread)[0]) if signs.is_nonnegative(at) else Fraction(1)
        return combined([(Pow(at, written(multiple(spread, 1 / content))), content)])
    if signs.is_nonnegative(at) or signs.is_integer(exponent):
        constant = expansion(Pow(at, Number(spread.get(UNIT, 0))))
        return times(constant, combined(_spread(at, {m: c for m, c in spread.items() if m})))
    split = _whole_terms(spread)
    rest = Pow(at, written(sum_of((spread, multiple(split, Fraction(-1))))))
    last: Expansion = expansion(rest) if isinstance(rest.exp, Number) else opaque(rest)
    return times(expansion(Pow(at, written(split))), last)


def _alone(a: Any, k: Exponent, exponent: Any) -> bool:
    """Is (a^k)^e = a^(ke)?"""
    return signs.is_positive(a) or (k.denominator == 1 and signs.is_integer(exponent))


def _power_of_power(a: Any, k: Exponent, exponent: Any) -> Expansion:
    if k == 1 or _alone(a, k, exponent):
        return symbolic_power(a, scaled(exponent, k))
    return symbolic_power(powered(a, k), exponent)


def _spread(base: Any, exponent: Expansion) -> Iterator[tuple[Any, Exponent]]:
    """One power for each term of the exponent: x^(2a + 1) is (x^a)^2 x^1."""
    for m, c in exponent.items():
        yield (base, c) if m == UNIT else (Pow(base, monomial(Fraction(1), m)), c)


def _whole_terms(exponent: Expansion) -> Expansion:
    """The terms of an exponent that are whole, and the whole part of its number."""
    found = {m: c for m, c in exponent.items() if c.denominator == 1 and signs.is_integer(monomial(c, m))}
    constant = exponent.get(UNIT, Fraction(0))
    return found | ({UNIT: Fraction(below)} if (below := constant.numerator // constant.denominator) else {})


def _loses_zero(base: Any, exponent: Expansion) -> bool:
    """Has 0**exponent a value for this number, where a part that it is split into has none? 0**(sqrt(2) - 1) is 0."""
    terms = [(c, monomial(Fraction(1), m)) for m, c in exponent.items()]
    if signs.is_positive(base) or any(t.free_symbols for _, t in terms):
        return False
    positive = all(c > 0 and signs.is_positive(t) for c, t in terms)
    return not positive and not all(signs.is_negative(Mul(Number(c), t)) for c, t in terms)
