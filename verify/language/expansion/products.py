"""Products of powers of atoms, and what is known of their powers: numbers, labels, absolute values and signs.

Why it is sound: x^a x^b = x^(a + b), y^2 = 1 for a label y, (-1)^(2n) = 1 for whole n, and of v, |v| and sign v the identities
x sign x = |x|, |x| sign x = x, |x|^2 = x^2, sign(x)^3 = sign x, x sign(x)^2 = x.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Any

from verify.language import possible as signs
from verify.language.expansion.form import Expansion, Exponent, Monomial, expands, expansion, opaque, written
from verify.language.expansion.numbers import numeral
from verify.language.functions import Abs, sign
from verify.language.remembered import remembered
from verify.language.symbols import Label
from verify.language.term import Add, Mul, Number, Pow

MOST_TERMS = 20_000  # of a power that is written out, or of a product: beyond it stays an atom


@expands(Mul)
def _mul(e: Any) -> Expansion:
    return reduce(times, map(expansion, e.args))


def atom(a: Any, n: Any = 1) -> Expansion:
    """The power of one atom, with what is known of its powers."""
    return combined([(a, Fraction(n))])


def atom_of(inner: Expansion, n: Exponent) -> Expansion:
    """The power of a sum, as an atom is raised."""
    return combined([(written(inner), n)])


def times(a: Expansion, b: Expansion) -> Expansion:
    """The product of two forms, term by term."""
    if len(a) * len(b) > MOST_TERMS:
        return opaque(Mul(written(a), written(b)))
    found: dict[Monomial, Fraction] = {}
    for m, c in a.items():
        for n, k in b.items():
            for mn, factor in _joined(m, n).items():
                new = found.get(mn, 0) + c * k * factor
                if new:
                    found[mn] = new
                else:
                    found.pop(mn, None)
    return found


@remembered
def _joined(m: Monomial, n: Monomial) -> Expansion:
    if not m:
        return {n: Fraction(1)}
    if not n:
        return {m: Fraction(1)}
    return combined([*m, *n])


def combined(powers: Iterable[tuple[Any, Exponent]]) -> Expansion:
    """A product of powers of atoms; a sum or a product that came out of a root or an absolute value is written out."""
    m, factor = _reduced(powers)
    compound = [(a, n) for a, n in m if _is_written_out(a, n)]
    found: Expansion = {tuple(x for x in m if x not in compound): factor}
    for a, n in compound:
        whole = int(n)
        found = times(found, expansion(Pow(a, whole)))
        found = found if n == whole else times(found, {((a, n - whole),): Fraction(1)})
    return found


def _is_written_out(a: Any, n: Exponent) -> bool:
    """Is it a sum or a product, which is no atom by itself but under a root?"""
    if type(a) is Mul:
        return not -1 < n < 1 and not any(isinstance(f, Add) for f in a.args)
    return type(a) is Add and n >= 1


def merged(powers: Iterable[tuple[Any, Exponent]]) -> Monomial:
    """A product of powers with every atom once: x^a x^b = x^(a + b)."""
    found: dict[Any, Exponent] = {}
    for a, n in powers:
        found[a] = found.get(a, 0) + n
    return _ordered(found)


def _ordered(powers: Mapping[Any, Exponent]) -> Monomial:
    """Whole exponents as int: their hashes are quick."""
    kept = [(a, n.numerator if n.denominator == 1 else n) for a, n in powers.items() if n]
    return tuple(sorted(kept, key=lambda x: x[0].key)) if len(kept) > 1 else tuple(kept)


def _reduced(powers: Iterable[tuple[Any, Exponent]]) -> tuple[Monomial, Fraction]:
    """A product of powers of atoms in the form of the rules on numbers, labels, absolute values and signs."""
    found = dict(merged(powers))
    factor = Fraction(1)
    for a, n in list(found.items()):
        if isinstance(a, Number):
            whole = n.numerator // n.denominator
            ((m, c),) = numeral(a.value, whole).items()
            factor *= c
            found |= {a: n - whole, **dict(m)}
        elif n.denominator == 1 and (isinstance(a, Label) or _is_alternating(a)):
            found[a] = Fraction(n.numerator % 2)
    for v in {a.args[0] for a in found if isinstance(a, Abs | sign)}:
        factor *= _signs(v, found)
    return _ordered(found), factor


def _is_alternating(a: Any) -> bool:
    """Is it (-1)^n for a whole n?"""
    return isinstance(a, Pow) and a.base == -1 and signs.is_integer(a.exp)


def _signs(v: Any, found: dict[Any, Exponent]) -> int:
    """v, |v| and sign(v) in one form: |v| at most once, a sign only where there is no positive power beside it.

    The factor that remains is -1 where |v| is -v.
    """
    size, direction = Abs(v), sign(v)
    n, b, c = (found.get(a, Fraction(0)) for a in (v, direction, size))
    if c.denominator == 1 and not -1 < c < 2:
        even = c - c.numerator % 2
        n, c = n + even, c - even
    if b:
        b = Fraction(2 - b.numerator % 2)
        if b == 2 and signs.is_nonzero(v):
            b = Fraction(0)
    whole = n.denominator == 1 and n >= 0 and c.denominator == 1
    if whole and b and n + c > 0:
        power, odd = n + c, (n + b) % 2
        n, c, b = (power, Fraction(0), Fraction(0)) if power % 2 == odd else (power - 1, Fraction(1), Fraction(0))
    known = c == 1 and (signs.is_nonnegative(v) or signs.is_nonpositive(v))
    if known:
        n, c = n + 1, Fraction(0)
    for a, k in ((v, n), (direction, b), (size, c)):
        found[a] = k
    return -1 if known and not signs.is_nonnegative(v) else 1
