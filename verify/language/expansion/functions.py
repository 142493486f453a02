"""Functions of numbers: exponentials, logarithms, odd and even functions, the largest and the smallest of several numbers."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from verify.language import possible as signs
from verify.language.expansion.common_factors import primitive
from verify.language.expansion.form import (
    UNIT,
    Expansion,
    by_parts,
    expand,
    expands,
    expansion,
    monomial,
    multiple,
    opaque,
    order,
    sum_of,
    written,
)
from verify.language.expansion.numbers import prime_powers
from verify.language.expansion.products import times
from verify.language.functions import Max, Min, atan, cos, cosh, erf, exp, log, sin, sinh, tan, tanh
from verify.language.term import Mul, Number, Pow

_AT_ZERO = {cos: 1, cosh: 1}


@expands(exp)
def _exp(e: Any) -> Expansion:
    """One factor for each term of the exponent; exp(c log x) is x^c."""
    found: Expansion = {UNIT: Fraction(1)}
    for m, c in expansion(e.args[0]).items():
        if len(m) == 1 and m[0][1] == 1 and isinstance(m[0][0], log):
            found = times(found, _number_power_of(m[0][0].args[0], c))
        else:
            found = times(found, {((exp(monomial(Fraction(1), m)), c),): Fraction(1)})
    return found


def _number_power_of(e: Any, c: Fraction) -> Expansion:
    return expansion(Pow(e, Number(c)))


@expands(log)
def _log(e: Any) -> Expansion:
    inner = expansion(e.args[0])
    if len(inner) != 1:
        if not inner:
            return by_parts(e)
        content, rest = primitive(inner)
        return sum_of([_log_number(abs(content)), _log_of(multiple(rest, Fraction(1 if content > 0 else -1)))])
    ((m, c),) = inner.items()
    outer = [(a, n) for a, n in m if signs.is_positive(a)]
    inside = {tuple((a, n) for a, n in m if not signs.is_positive(a)): Fraction(1 if c > 0 else -1)}
    parts = [_log_number(abs(c)), *(multiple(_log_atom(a), n) for a, n in outer)]
    return sum_of([*parts, {} if inside == {UNIT: Fraction(1)} else _log_of(inside)])


def _log_of(inner: Expansion) -> Expansion:
    return opaque(log(written(inner)))


def _log_atom(a: Any) -> Expansion:
    if isinstance(a, exp):
        return expansion(a.args[0])
    if isinstance(a, Number):
        return _log_number(a.value)
    if isinstance(a, Pow) and signs.is_positive(a.base):
        return expansion(Mul(a.exp, log(a.base)))
    return opaque(log(a))


def _log_number(c: Fraction) -> Expansion:
    parts = [(p, k) for p, k in prime_powers(c.numerator)] + [(p, -k) for p, k in prime_powers(c.denominator)]
    return sum_of([{((log(Number(p)), 1),): Fraction(k)} for p, k in parts])


@expands(sin, cos, tan, sinh, cosh, tanh, atan, erf)
def _odd_or_even(e: Any) -> Expansion:
    """f(-x) = -f(x) and f(0) = 0, or f(-x) = f(x) and f(0) = 1."""
    inner = expansion(e.args[0])
    if not inner:
        return {UNIT: Fraction(1)} if type(e) in _AT_ZERO else {}
    minus = inner[min(inner, key=order)] < 0
    if minus:
        inner = multiple(inner, Fraction(-1))
    factor = Fraction(-1) if minus and type(e) not in _AT_ZERO else Fraction(1)
    return {((e.func(written(inner)), 1),): factor}


@expands(Max, Min)
def _extreme(e: Any) -> Expansion:
    """The largest or smallest of different numbers, without those that another one is visibly beyond."""
    parts: list[Any] = []
    for a in map(expand, e.args):
        parts += [p for p in (a.args if type(a) is type(e) else (a,)) if p not in parts]
    beyond = signs.is_nonnegative if isinstance(e, Max) else signs.is_nonpositive
    kept = [
        a for a in parts if not any(a is not b and beyond(expand(b - a)) and not _later(a, b, beyond) for b in parts)
    ]
    if len(kept) == 1:
        return expansion(kept[0])
    return opaque(e.func(*sorted(kept, key=lambda a: a.key)))


def _later(a: Any, b: Any, beyond: Callable[[Any], bool]) -> bool:
    """Are both beyond each other, and b the one that is left out?"""
    return beyond(expand(a - b)) and a.key < b.key
