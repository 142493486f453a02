"""Weighted means: terms that are not negative against the others, whose exponents lie between theirs.

Why it is sound. c_j m_j are the terms, m_j products of powers; w_j > 0 with sum 1, and shares s_j > 0.

  m_j >= 0     |m| = product of m_j^w_j     product of (s_j/w_j)^w_j >= |c|
  -------------------------------------------------------------------------
                  sum s_j m_j + c m >= 0

By the inequality between weighted means (Hardy, Littlewood, Pólya, Inequalities, 2.5). Each bad term is paid for by shares of good
ones, and all shares of one term together are at most its coefficient: the sum of what is left is not negative.

  * Good: c > 0 and m >= 0 wherever it has a value, from whole even powers and declared signs. All others are bad, each once.
  * A power that is not whole is allowed only of a symbol that is not negative, or of exp.
  * Exponents agree exactly, and the constants are compared after raising them to the common denominator of the weights, in
    rational numbers: no rounding.
  * For > some good term that is positive, not only not negative, is left over, or a mean is larger than its bad term, which is
    not 0. Where a good term is 0 its bad terms are 0.

Nothing but rational coefficients is read. Bases are the symbols and one exp for each summand of an exponent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm, prod
from typing import Any

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.constant import rational_number
from verify.checkers.inequality.goal import Goal
from verify.language.expansion import Monomial, expansion
from verify.language.functions import exp
from verify.language.possible import is_nonnegative, is_positive

MOST_TERMS = 60
LARGEST = 720  # common denominator of the weights of one term
MOST_BITS = 1 << 20  # of a power of a share


@dataclass(frozen=True)
class Terms:
    """c times a product of powers: of symbols, and of exp(u) for the parts u of exponents, for one point of exponents each."""

    bases: tuple[Any, ...]
    coefficients: tuple[Fraction, ...]
    exponents: tuple[tuple[Fraction, ...], ...]

    def is_even(self, k: int) -> bool:
        """Is the product of powers not negative, wherever it has a value?"""
        pairs = zip(self.bases, self.exponents[k], strict=True)
        return all(not b.is_Symbol or is_nonnegative(b) or (n.denominator == 1 and n % 2 == 0) for b, n in pairs)

    def is_positive(self, k: int) -> bool:
        """Is the product of powers positive, wherever it has a value?"""
        pairs = zip(self.bases, self.exponents[k], strict=True)
        return all(n == 0 or not b.is_Symbol or is_positive(b) for b, n in pairs)

    @property
    def good(self) -> list[int]:
        """The terms that are not negative."""
        return [k for k, c in enumerate(self.coefficients) if c > 0 and self.is_even(k)]

    @property
    def bad(self) -> list[int]:
        """The other terms, each at least -|c| times the powers of the absolute values."""
        return [k for k in range(len(self.coefficients)) if k not in self.good]


def read(goal: Goal) -> Terms:
    """What is wanted as such a sum, in a fixed order; raises Refused."""
    found = expansion(goal.wanted.expr)
    if goal.wanted.op not in (">=", ">") or not goal.wanted_symbols or len(found) > MOST_TERMS:
        raise Refused
    if not all(_is_base(b, n) for m in found for b, n in m):
        raise Refused
    bases = tuple(sorted({b for m in found for b, _ in m}, key=lambda b: b.key))
    points = {_exponents(m, bases): c for m, c in found.items()}
    order = sorted(points)
    return Terms(bases, tuple(points[e] for e in order), tuple(order))


def _is_base(b: Any, n: int | Fraction) -> bool:
    if b.is_Symbol:
        return n.denominator == 1 or is_nonnegative(b)
    return isinstance(b, exp) and bool(b.free_symbols)


def _exponents(m: Monomial, bases: Sequence[Any]) -> tuple[Fraction, ...]:
    powers = dict(m)
    return tuple(Fraction(powers.get(b, 0)) for b in bases)


def means(goal: Goal, parameters: Any) -> tuple[Goal, ...]:
    """[[number of the bad term, [[number of the good term, weight, share], ...]], ...], each bad term once.

    For `>` a good term that is positive is left over, or a mean is larger than its bad term, which is not 0.
    """
    terms = read(goal)
    left = {k: terms.coefficients[k] for k in terms.good}
    if [k for k, _ in parameters] != terms.bad:
        raise Refused
    strict = False
    for k, used in parameters:
        shares = [(j, rational_number(w), rational_number(s)) for j, w, s in used]
        larger = _mean(terms, k, shares)
        strict = strict or (larger and terms.is_positive(k))
        for j, _, share in shares:
            left[j] -= share
    if any(c < 0 for c in left.values()):
        raise Refused
    strict = strict or any(c > 0 and terms.is_positive(j) for j, c in left.items())
    if goal.wanted.op == ">" and not strict:
        raise Refused
    return ()


def _mean(terms: Terms, k: int, used: Sequence[tuple[int, Fraction, Fraction]]) -> bool:
    """Is the mean larger than the bad term's coefficient, not only as large? Refused where it is smaller."""
    if len({j for j, _, _ in used}) != len(used) or not all(j in terms.good for j, _, _ in used):
        raise Refused
    if not all(w > 0 and s > 0 for _, w, s in used) or sum(w for _, w, _ in used) != 1:
        raise Refused
    for i, n in enumerate(terms.exponents[k]):
        if sum(w * terms.exponents[j][i] for j, w, _ in used) != n:
            raise Refused
    common = lcm(*(w.denominator for _, w, _ in used))
    longest = max((x.bit_length() for _, w, s in used for x in (s / w).as_integer_ratio()), default=0)
    if common > LARGEST or longest * common > MOST_BITS:
        raise Refused
    excess = prod((s / w) ** int(w * common) for _, w, s in used) - abs(terms.coefficients[k]) ** common
    if excess < 0:
        raise Refused
    return excess > 0
