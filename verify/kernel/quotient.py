"""Rational functions as quotients of polynomials with rational coefficients, by FLINT.

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
from math import comb, lcm
from typing import Any

import flint

from verify.language.symbols import Label
from verify.language.term import Add, Mul, Number, Pow, product, summands, total

LARGEST_POWER, MOST_TERMS = 500, 10_000  # of a power that is written out
MOST_ROUNDS = 100  # of division: each takes the leading terms down
MOST_BASIS = (100, 400, 2000)  # polynomials, their terms, their bits: a basis that is larger is given up


class Quotients:
    """The quotients of a family of terms over the variables of them all; those named `first` are the leading ones, in order."""

    def __init__(self, terms: Iterable[Any], first: Sequence[Any] = ()) -> None:
        found = {v for e in terms for v in variables(e)}
        leading = [v for v in first if v in found]
        self.variables = [*leading, *sorted(found - set(leading), key=lambda v: v.key)]
        self._ring = flint.fmpq_mpoly_ctx.get(("x", len(found)), "lex")
        self._known = {v: (x, self._one) for v, x in zip(self.variables, self._ring.gens(), strict=True)}
        self._labels = [x for v, x in zip(self.variables, self._ring.gens(), strict=True) if isinstance(v, Label)]

    @property
    def _one(self) -> Any:
        return self._ring.constant(1)

    def __call__(self, e: Any) -> tuple[Any, Any]:
        """(numerator, denominator), not always in lowest terms. Raises ZeroDivisionError where a denominator vanishes."""
        if e not in self._known:
            self._known[e] = self._parted(e)
        return self._known[e]

    def numerator(self, e: Any) -> Any:
        """The polynomial that vanishes where the term does; labels, whose square is 1, are in it at most once."""
        top = self(e)[0]
        for x in self._labels:
            top %= x**2 - 1
        return top

    def term(self, p: Any) -> Any:
        """A polynomial as a sum of products."""
        return total(
            product(
                [
                    Number(int(c.p)) / int(c.q),
                    *(Pow(v, int(n)) if n > 1 else v for v, n in zip(self.variables, m, strict=True) if n),
                ]
            )
            for m, c in p.to_dict().items()
        )

    def factored(self, e: Any) -> Any:
        """The term over one denominator and in factors. Raises ZeroDivisionError where a denominator vanishes."""
        top, bottom = self(e)
        constant, above = top.factor()
        divisor, below = bottom.factor()
        ratio = constant / divisor
        powers = [(self.term(f), int(n)) for f, n in above] + [(self.term(f), -int(n)) for f, n in below]
        return product([Number(int(ratio.p)) / int(ratio.q), *(Pow(f, n) if n != 1 else f for f, n in powers)])

    def vanishes(self, top: Any, relations: Sequence[Any], *, own_names: bool = False) -> bool:
        """Is the polynomial in the ideal of the others? Division by them leaves no remainder, or that by more of the ideal.

        `own_names`: each of the others begins with a name of its own, and more of the ideal finds no more.
        """
        if _remainder(top, relations) == 0:
            return True
        if own_names:
            return False
        return _remainder(*self._with_basis(top, relations)) == 0

    def _with_basis(self, top: Any, relations: Sequence[Any]) -> tuple[Any, list[Any]]:
        """The polynomial beside more members of the ideal, in an order of monomials in which bases are small."""
        names = ("x", len(self.variables))
        ring, whole = flint.fmpq_mpoly_ctx.get(names, "degrevlex"), flint.fmpz_mpoly_ctx.get(names, "degrevlex")
        given = [whole.from_dict(_whole(r)) for r in relations]
        basis: Any = flint.fmpz_mpoly_vec(given, whole).buchberger_naive(limits=MOST_BASIS)[0]
        return ring.from_dict(top.to_dict()), [
            ring.from_dict({m: flint.fmpq(c) for m, c in p.to_dict().items()}) for p in basis
        ]

    def _parted(self, e: Any) -> tuple[Any, Any]:
        if isinstance(e, Number):
            return self._ring.constant(flint.fmpq(e.p, e.q)), self._one
        if isinstance(e, Pow):
            top, bottom = self(e.base)
            n = int(e.exp)
            return (top**n, bottom**n) if n >= 0 else _inverse(top**-n, bottom**-n)
        parts = [self(a) for a in e.args]
        found = parts[0]
        for part in parts[1:]:
            found = _product(found, part) if isinstance(e, Mul) else _sum(found, part)
        return found


def are_dependent(target: Any, others: Sequence[Any]) -> bool:
    """Is the term a combination of the others with rational numbers? Raises ZeroDivisionError like `Quotients`."""
    quotients = Quotients([target, *others])
    tops, bottoms = zip(*map(quotients, [target, *others]), strict=True)
    common = bottoms[0]
    for b in bottoms[1:]:
        common *= b / common.gcd(b)
    vectors = [(top * (common / bottom)).to_dict() for top, bottom in zip(tops, bottoms, strict=True)]
    monomials = sorted({m for v in vectors for m in v})
    rows = [[v.get(m, 0) for m in monomials] for v in vectors]
    return bool(flint.fmpq_mat(rows).rank() == flint.fmpq_mat(rows[1:]).rank())


def variables(e: Any) -> Iterator[Any]:
    """What is no sum, product, whole power or number; nor is a power that is too long to write out."""
    if isinstance(e, Add | Mul):
        for a in e.args:
            yield from variables(a)
    elif isinstance(e, Pow) and e.exp.is_Integer and _is_short(abs(int(e.exp)), len(summands(e.base))):
        yield from variables(e.base)
    elif not isinstance(e, Number):
        yield e


def _is_short(n: int, terms: int) -> bool:
    """Is the n-th power of a sum of so many terms one that is written out?"""
    return n <= LARGEST_POWER and comb(n + terms - 1, n) <= MOST_TERMS


def _whole(p: Any) -> dict[Any, int]:
    """A multiple of the polynomial with whole coefficients."""
    terms = p.to_dict()
    scale = lcm(*(int(c.q) for c in terms.values()))
    return {m: int(scale * c) for m, c in terms.items()}


def _remainder(top: Any, relations: Sequence[Any]) -> Any:
    """What division by the relations leaves, each as often as it divides a term."""
    for _ in range(MOST_ROUNDS):
        before = top
        for r in relations:
            top %= r
        if top == before:
            break
    return top


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
