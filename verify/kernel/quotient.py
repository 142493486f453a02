"""Rational functions as quotients of polynomials with rational coefficients, by FLINT: exact, and far faster than expressions.

Why it is sound. Whatever is no sum, product, whole power or rational number is a variable. A quotient is a pair (p, q) with
q != 0 as a polynomial, and the pairs follow the arithmetic of fractions:

    p/q + r/s = (p (l/q) + r (l/s))/l,  l = lcm(q, s)       p/q * r/s = pr/(qs)       (p/q)^-1 = q/p  where p != 0

Common factors are taken out, which changes no value where all denominators are different from 0. So

        the numerator is the polynomial 0
    --------------------------------------------------------
      the expression is 0 wherever all its parts have a value

A label l has l^2 = 1: numerators are reduced modulo l^2 - 1. An expression is a rational combination of others,
e = c_1 e_1 + ... + c_n e_n, where its coefficients over a common denominator are one of theirs: the rank of the matrix does
not grow. Then e is 0 where they are.

That a denominator does not vanish where the claim is meant is a condition of the expression, owed by the caller
(`verify.kernel.appeals.require_values`). Of FLINT it relies on exact multivariate polynomials over the rational numbers: gcd,
division without remainder, and the rank of a matrix (fmpq_mpoly, fmpq_mat).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import lcm
from typing import Any

import flint
import sympy as sp

from verify.language.symbols import Label


class Quotients:
    """The quotients of a family of expressions over the variables of them all."""

    def __init__(self, expressions: Iterable[Any]) -> None:
        found = {v for e in expressions for v in _variables(e)}
        self.variables = sorted(found, key=sp.default_sort_key)
        self._ring = flint.fmpq_mpoly_ctx.get(("x", len(found)), "lex")
        self._known = {v: (x, self._one) for v, x in zip(self.variables, self._ring.gens(), strict=True)}

    @property
    def _one(self) -> Any:
        return self._ring.constant(1)

    def __call__(self, e: Any) -> tuple[Any, Any]:
        """(numerator, denominator), not always in lowest terms. Raises ZeroDivisionError where a denominator vanishes."""
        if e not in self._known:
            self._known[e] = self._parted(e)
        return self._known[e]

    def numerator(self, e: Any) -> Any:
        """The polynomial that vanishes where the expression does; labels, whose square is 1, are in it at most once."""
        top = self(e)[0]
        for v, (x, _) in zip(self.variables, map(self, self.variables), strict=True):
            if isinstance(v, Label):
                top %= x**2 - 1
        return top

    def expression(self, p: Any) -> Any:
        """A polynomial times a positive number, as a sum of monomials with whole coefficients."""
        terms = p.to_dict()
        whole = lcm(*(int(c.q) for c in terms.values()))
        return sp.Add(*(int(whole * c) * sp.Mul(*map(sp.Pow, self.variables, map(int, n))) for n, c in terms.items()))

    def _parted(self, e: Any) -> tuple[Any, Any]:
        if e.is_Rational:
            return self._ring.constant(flint.fmpq(e.p, e.q)), self._one
        if e.is_Pow:
            top, bottom = self(e.base)
            n = int(e.exp)
            return (top**n, bottom**n) if n >= 0 else _inverse(top**-n, bottom**-n)
        parts = [self(a) for a in e.args]
        total = parts[0]
        for part in parts[1:]:
            total = _product(total, part) if e.is_Mul else _sum(total, part)
        return total


def are_dependent(target: Any, others: Sequence[Any]) -> bool:
    """Is the expression a combination of the others with rational numbers? Raises ZeroDivisionError like `Quotients`."""
    quotients = Quotients([target, *others])
    tops, bottoms = zip(*map(quotients, [target, *others]), strict=True)
    common = bottoms[0]
    for b in bottoms[1:]:
        common *= b / common.gcd(b)
    vectors = [(top * (common / bottom)).to_dict() for top, bottom in zip(tops, bottoms, strict=True)]
    monomials = sorted({m for v in vectors for m in v})
    rows = [[v.get(m, 0) for m in monomials] for v in vectors]
    return bool(flint.fmpq_mat(rows).rank() == flint.fmpq_mat(rows[1:]).rank())


def _variables(e: Any) -> Iterator[Any]:
    if e.is_Add or e.is_Mul:
        for a in e.args:
            yield from _variables(a)
    elif e.is_Pow and e.exp.is_Integer:
        yield from _variables(e.base)
    elif not e.is_Rational:
        yield e


def _inverse(top: Any, bottom: Any) -> tuple[Any, Any]:
    """The quotient upside down. Raises ZeroDivisionError for that of 0."""
    if top == 0:
        raise ZeroDivisionError("the inverse of 0")
    return bottom, top


def _product(a: tuple[Any, Any], b: tuple[Any, Any]) -> tuple[Any, Any]:
    """The product, with what stands above one line and below the other taken out."""
    left, right = a[0].gcd(b[1]), b[0].gcd(a[1])
    return (a[0] / left) * (b[0] / right), (a[1] / right) * (b[1] / left)


def _sum(a: tuple[Any, Any], b: tuple[Any, Any]) -> tuple[Any, Any]:
    """The sum over the least common denominator."""
    shared = a[1].gcd(b[1])
    left, right = a[1] / shared, b[1] / shared
    return a[0] * right + b[0] * left, left * b[1]
