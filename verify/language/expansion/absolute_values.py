"""Absolute values and signs: |xy| = |x||y| and sign(xy) = sign x sign y, factor by factor."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from verify.language import possible as signs
from verify.language.expansion.common_factors import factored
from verify.language.expansion.form import UNIT, Expansion, Exponent, expands, expansion, multiple, opaque, written
from verify.language.expansion.products import atom, combined, times
from verify.language.functions import Abs, sign
from verify.language.symbols import Label
from verify.language.term import NEGATIVE, POSITIVE, ZERO


@expands(Abs)
def _abs(e: Any) -> Expansion:
    return absolute(e.args[0])


@expands(sign)
def _sign(e: Any) -> Expansion:
    return _factor_by_factor(expansion(e.args[0]), _sign_power, lambda c: (c > 0) - (c < 0), sign)


def absolute(e: Any) -> Expansion:
    """|e| for a term in canonical form: factor by factor, and of a sum without its common factors."""
    return _factor_by_factor(expansion(e), lambda a, n: _absolute_power(a, n), abs, Abs)


def _absolute_power(a: Any, n: Exponent) -> Expansion:
    if isinstance(a, Label):
        return {UNIT: Fraction(1)}
    if isinstance(a, sign):
        return atom(a, 2)
    if signs.is_nonnegative(a) or n.denominator != 1 or n % 2 == 0 or isinstance(a, Abs):
        return atom(a, n)
    if signs.is_nonpositive(a):
        return multiple(atom(a, n), Fraction(-1))
    return combined([(Abs(a), n)])


def _sign_power(a: Any, n: Exponent) -> Expansion:
    if isinstance(a, Label | sign):
        return atom(a, n)
    known = signs.possible(a)
    if known == POSITIVE:
        return {UNIT: Fraction(1)}
    if known == NEGATIVE:
        return {UNIT: Fraction((-1) ** (n.numerator % 2))}
    if isinstance(a, Abs):
        return atom(sign(a.args[0]), 2)
    if n.denominator != 1:
        return expansion(sign(a))
    return combined([(sign(a), Fraction(2 - n.numerator % 2))])


def _factor_by_factor(
    inner: Expansion, power: Callable[[Any, Exponent], Expansion], number: Callable[[Any], Any], head: Any
) -> Expansion:
    if not inner:
        return {}
    if len(inner) > 1:
        content, common, rest = factored(inner)
        rest_term = written(rest)
        known = signs.possible(rest_term)
        if known in (POSITIVE, ZERO | POSITIVE) and (head is Abs or known == POSITIVE):
            last = rest if head is Abs else {UNIT: Fraction(1)}
        elif head is Abs and known in (NEGATIVE, ZERO | NEGATIVE):
            last = multiple(rest, Fraction(-1))
        elif known == NEGATIVE:
            last = {UNIT: Fraction(-1)}
        else:
            last = opaque(head(rest_term))
    else:
        ((common, content),) = inner.items()
        last = {UNIT: Fraction(1)}
    found = multiple(last, Fraction(number(content)))
    for a, n in common:
        found = times(found, power(a, n))
    return found
