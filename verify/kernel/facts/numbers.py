"""The cited theorems on single numbers: constants that have no rational value."""

from __future__ import annotations

from typing import Any

from verify.kernel.facts.register import Says, cited
from verify.language.functions import Abs, LambertW, exp
from verify.language.relation import eq, le, lt, ne


@cited("Lambert's function", "definition of $W(z)$ as the solution of $w exp(w) = z$")
def lambert(z: Any) -> Says:
    """W(z) = z exp(-W(z)) for z > 0."""
    w = LambertW(z)
    return eq(w, z * exp(-w)), (lt(0, z),)


@cited("Lambert's function, by the reciprocal", "definition of $W(z)$ as the solution of $w exp(w) = z$")
def lambert_reciprocal(z: Any) -> Says:
    """W(z) exp(W(z))/z = 1 for z > 0."""
    w = LambertW(z)
    return eq(w * (exp(w) / z), 1), (lt(0, z),)


@cited("the triangle inequality on the line", "definition of the absolute value")
def triangle(a: Any, b: Any) -> Says:
    """|a + b| <= |a| + |b|."""
    return le(Abs(a + b), Abs(a) + Abs(b)), ()


@cited("a number is at most its absolute value", "definition of the absolute value")
def below_abs(a: Any) -> Says:
    """a <= |a|."""
    return le(a, Abs(a)), ()


@cited("a product is zero only with one of its factors", "the real numbers have no zero divisors")
def other_factor(a: Any, b: Any) -> Says:
    """b = 0 for a b = 0 and a != 0."""
    return eq(b, 0), (eq(a * b, 0), ne(a, 0))


@cited("a square is not negative", "the real numbers are ordered")
def zero_square(a: Any) -> Says:
    """a = 0 for a^2 <= 0."""
    return eq(a, 0), (le(a**2, 0),)
