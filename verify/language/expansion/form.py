"""The form itself, and the rule of a head: a sum is expanded here, every other head in a module of its own.

Why it is sound: the form of a term is made by the rule of its head alone, which is an identity of real numbers (the list is in
`verify.language.expansion`). A term whose head has no rule is an atom, equal to itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from verify.language import possible as signs
from verify.language.functions import exp
from verify.language.remembered import remembered
from verify.language.term import ONE, Add, E, Number, Pow, product, term, total

Exponent = int | Fraction
Monomial = tuple[tuple[Any, Exponent], ...]
Expansion = Mapping[Monomial, Fraction]
UNIT: Monomial = ()
_rules: dict[type, Callable[[Any], Expansion]] = {}


def expand(e: Any) -> Any:
    """The canonical form as a term: equal forms are one object."""
    return _expand(term(e))


@remembered
def _expand(e: Any) -> Any:
    return written(expansion(e))


@remembered
def expansion(e: Any) -> Expansion:
    """The canonical form as a mapping from products of powers of atoms to their coefficients."""
    if isinstance(e, Number):
        return {UNIT: e.value} if e.value else {}
    if not e.args:
        return expansion(exp(ONE)) if e is E else opaque(e)
    return _rules.get(type(e), by_parts)(e)


def opaque(e: Any) -> Expansion:
    """The form that is one atom, whatever stands in it."""
    return {((e, 1),): Fraction(1)}


def by_parts(e: Any) -> Expansion:
    """Any other head: its parts in canonical form."""
    return opaque(e.func(*map(expand, e.args)))


def expands(*heads: type) -> Callable[[Callable[[Any], Expansion]], Callable[[Any], Expansion]]:
    """Enters a function as the rule for terms with these heads."""

    def entered(rule: Callable[[Any], Expansion]) -> Callable[[Any], Expansion]:
        _rules.update(dict.fromkeys(heads, rule))
        return rule

    return entered


def written(found: Expansion) -> Any:
    """The term of an expansion, in canonical order."""
    ordered = sorted(found.items(), key=lambda item: order(item[0]))
    return total(monomial(c, m) for m, c in ordered)


def monomial(c: Fraction, m: Monomial) -> Any:
    """The term c m, without a 1."""
    parts = [powered(a, n) for a, n in m]
    return product(parts if c == 1 and parts else [Number(c), *parts])


def order(m: Monomial) -> tuple[Any, ...]:
    """A place among the products of a form: by the atoms and their exponents."""
    return tuple((a.key, n) for a, n in m)


def powered(a: Any, n: Exponent) -> Any:
    """The term a^n, without a 1; of a power whose exponent has symbols one power where that is an identity."""
    if isinstance(a, exp):
        return exp(a.args[0] if n == 1 else scaled(a.args[0], n))
    if n == 1:
        return a
    if isinstance(a, Pow) and not isinstance(a.exp, Number) and _scalable(a, n):
        return Pow(a.base, scaled(a.exp, n))
    return Pow(a, Number(n))


def _scalable(a: Any, n: Exponent) -> bool:
    """Is (x^a)^n = x^(an)? Not where x may be negative, which it may be where a is whole, unless a and n are."""
    return signs.is_nonnegative(a.base) or (n.denominator == 1 and signs.is_integer(a.exp))


def scaled(e: Any, n: Exponent) -> Any:
    """The term n e in canonical form."""
    return written(multiple(expansion(e), n))


@expands(Add)
def _add(e: Any) -> Expansion:
    return sum_of(map(expansion, e.args))


def sum_of(parts: Iterable[Expansion]) -> Expansion:
    """The sum of forms."""
    found: dict[Monomial, Fraction] = {}
    for part in parts:
        for m, c in part.items():
            new = found.get(m, 0) + c
            if new:
                found[m] = new
            else:
                del found[m]
    return found


def multiple(e: Expansion, c: Exponent) -> Expansion:
    """The form times a number."""
    return {m: k * c for m, k in e.items()} if c else {}
