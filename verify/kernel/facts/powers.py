"""The cited theorems on real powers; `verify.facts` offers them beside the others."""

from __future__ import annotations

from typing import Any

from verify.kernel.facts.register import Says, cited
from verify.language.functions import Abs, sign
from verify.language.operators import Total
from verify.language.relation import eq, le, lt


@cited("powers grow with their base", "Hardy, Littlewood, Pólya, Inequalities, 2.1")
def power_grows(x: Any, y: Any, a: Any) -> Says:
    """x^a <= y^a for 0 <= x <= y and 0 <= a."""
    return le(x**a, y**a), (le(0, x), le(x, y), le(0, a))


@cited("powers of a number below 1 fall with their exponent", "Hardy, Littlewood, Pólya, Inequalities, 2.1")
def power_falls(x: Any, r: Any, s: Any) -> Says:
    """x^s <= x^r for 0 <= x <= 1 and 0 < r <= s."""
    return le(x**s, x**r), (le(0, x), le(x, 1), lt(0, r), le(r, s))


@cited("a power of one", "definition of the power")
def power_of_one(x: Any, a: Any) -> Says:
    """x^a = 1 for x = 1."""
    return eq(x**a, 1), (eq(x, 1),)


@cited("Young's inequality", "Hardy, Littlewood, Pólya, Inequalities, 2.5 and 4.8")
def young(a: Any, b: Any, r: Any) -> Says:
    """a b^r <= (a^(1+r) + r b^(1+r))/(1 + r) for a, b >= 0 and r > 0."""
    return le(a * b**r, (a ** (1 + r) + r * b ** (1 + r)) / (1 + r)), (le(0, a), le(0, b), lt(0, r))


@cited("the mean value theorem for a signed power", "Rudin, Principles of Mathematical Analysis, 5.10")
def signed_power(a: Any, b: Any, r: Any) -> Says:
    """|sign(a)|a|^r - sign(b)|b|^r| <= r |a - b| for |a|, |b| <= 1 <= r: the derivative r|t|^(r-1) is at most r."""
    gap = sign(a) * Abs(a) ** r - sign(b) * Abs(b) ** r
    return le(Abs(gap), r * Abs(a - b)), (le(1, r), le(Abs(a), 1), le(Abs(b), 1))


@cited("a term of a sum of nonnegative numbers", "the real numbers are ordered")
def one_term(f: Any) -> Says:
    """f_i <= sum of f_j for every i, where no f_j is negative."""
    return le(f, Total(f)), (le(0, f),)
