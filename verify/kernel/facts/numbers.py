"""The cited theorems on single numbers and sequences of them; `verify.facts` offers them beside the others."""

from __future__ import annotations

from typing import Any

from verify.kernel.facts.register import Says, cited
from verify.language.functions import Abs, LambertW, Max, Min, exp
from verify.language.operators import indexed
from verify.language.possible import NOT_NEGATIVE, is_integer
from verify.language.relation import eq, le, lt, ne
from verify.language.term import Integer, Symbol


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


@cited("the larger number moves no further", "definition of the maximum of two numbers")
def max_apart(a: Any, b: Any, c: Any) -> Says:
    """|max(a, c) - max(b, c)| <= |a - b|."""
    return le(Abs(Max(a, c) - Max(b, c)), Abs(a - b)), ()


@cited("the smaller number moves no further", "definition of the minimum of two numbers")
def min_apart(a: Any, b: Any, c: Any) -> Says:
    """|min(a, c) - min(b, c)| <= |a - b|."""
    return le(Abs(Min(a, c) - Min(b, c)), Abs(a - b)), ()


@cited(
    "induction on a factor",
    "Peano, Arithmetices principia: what holds of 0, and with a number of the next, holds of every one",
)
def geometric(a: Any, k: Any, n: Any, q: Any) -> Says:
    """a(n) <= q^n a(0) for a whole number n >= 0, where 0 < q and a(k + 1) <= q a(k) for every whole number k >= 0."""
    if type(k) is not Symbol or not k.integer or k.signs != NOT_NEGATIVE:
        raise ValueError(f"the variable {k} must be a whole number from 0: Symbol({k}, integer=True, nonnegative=True)")
    if not is_integer(n):
        raise ValueError(f"{n} need not be a whole number")
    if indexed(a) or indexed(q):
        raise ValueError(f"{a} or {q} is not a number: it carries the coordinate index")
    return le(a.xreplace({k: n}), q**n * a.xreplace({k: Integer(0)})), (
        le(0, n),
        lt(0, q),
        le(a.xreplace({k: k + 1}), q * a),
    )
