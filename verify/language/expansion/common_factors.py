"""What all products of a form have in common: a number, and powers of atoms."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm

from verify.language.expansion.form import UNIT, Expansion, Monomial, multiple, order
from verify.language.expansion.products import merged


def primitive(inner: Expansion) -> tuple[Fraction, Expansion]:
    """(c, f) with the expansion c f, the coefficients of f whole, without a common factor, that of its first product positive."""
    top = gcd(*(c.numerator for c in inner.values()))
    content = Fraction(top, lcm(*(c.denominator for c in inner.values())))
    if inner[min(inner, key=order)] < 0:
        content = -content
    return content, multiple(inner, 1 / content)


def factored(inner: Expansion) -> tuple[Fraction, Monomial, Expansion]:
    """(c, m, f) with the expansion c m f: the common number and the common powers of atoms taken out."""
    content, rest = primitive(inner)
    powers = [dict(m) for m in rest]
    common = []
    for a in powers[0]:
        found = [p.get(a, Fraction(0)) for p in powers]
        if all(n.denominator == 1 for n in found):
            n = min(found) if min(found) > 0 else max(found) if max(found) < 0 else Fraction(0)
        else:
            n = found[0] if len(set(found)) == 1 else Fraction(0)
        if n:
            common.append((a, n))
    if not common:
        return content, UNIT, rest
    taken = {merged([*m, *((a, -n) for a, n in common)]): c for m, c in rest.items()}
    further, rest = primitive(taken)
    return content * further, tuple(common), rest
