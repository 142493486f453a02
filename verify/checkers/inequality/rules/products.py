"""What is wanted as a sum of products of what is known not to be negative: multiplied out and compared exactly.

Why it is sound. f_i >= 0 and g_j = 0 are facts.

  e = sum c_k p_k^2 (products of powers of f_i) + sum h_j g_j     c_k >= 0, p_k, h_j polynomials
  -----------------------------------------------------------------------------------------------
                                        e >= 0

An identity of polynomials, so it does not matter how it was found (Stengle, 1974; Schmüdgen, 1991). For e > 0 some summand with
c_k > 0 has no square and only factors f_i > 0, or none: it is positive, the others are not negative.

  (r + sum x_i^2) e op 0, r = 1       (sum x_i^2) e op 0     e op 0 where all x_i are 0
  -----------------------------       -------------------------------------------------
           e op 0                                       e op 0

At the origin the second factor is 0, so e is shown there apart, without any fact.

Coefficients are exact numbers, powers of facts whole and not negative. Only facts that are polynomials in all symbols are used;
a declared sign counts as one. The difference has to be the zero polynomial: one that SymPy does not see to be 0 is refused.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.constant import number
from verify.checkers.inequality.goal import Fact, Goal


def slacks(goal: Goal) -> list[Fact]:
    """The facts >= 0 and > 0 that are polynomials, and the declared signs of symbols."""
    symbols = [Fact(s, ">" if s.is_positive else ">=") for s in goal.symbols if s.is_nonnegative]
    known = dict.fromkeys([*symbols, *(f for f in goal.facts if f.op in (">=", ">"))])
    return [f for f in known if f.expr.is_polynomial(*goal.symbols)]


def equations(goal: Goal) -> list[Fact]:
    """The facts = 0 that are polynomials."""
    return [f for f in goal.facts if f.op == "=" and f.expr.is_polynomial(*goal.symbols)]


def products(goal: Goal, parameters: Any) -> tuple[Goal, ...]:
    """[[coefficient >= 0, [power of each slack], square or None], …] with sum equal to what is wanted.

    A square is a polynomial, given by its terms [[coefficient, [power of each symbol]], …]; ["=", k, terms] adds a
    multiple of an equation. For `>` some product of positive slacks, or the constant, must have a positive coefficient.
    """
    known, equal, wanted = slacks(goal), equations(goal), goal.wanted
    if wanted.op not in (">=", ">") or not goal.symbols or not wanted.expr.is_polynomial(*goal.symbols):
        raise Refused
    total, positive = sp.Poly(wanted.expr, *goal.symbols), False
    for coefficient, powers, square in parameters:
        if coefficient == "=":
            total -= _polynomial(square, goal) * sp.Poly(equal[_place(powers, equal)].expr, *goal.symbols)
            continue
        c = number(coefficient)
        if not c.is_Rational or c < 0 or len(powers) != len(known):
            raise Refused
        product = sp.Poly(c, *goal.symbols)
        for f, power in zip(known, powers, strict=True):
            if not isinstance(power, int) or power < 0:
                raise Refused
            product *= sp.Poly(f.expr, *goal.symbols) ** power
        if square is not None:
            product *= _polynomial(square, goal) ** 2
        strict = all(f.op == ">" for f, power in zip(known, powers, strict=True) if power)
        positive = positive or (c > 0 and square is None and strict)
        total -= product
    if not total.is_zero or (wanted.op == ">" and not positive):
        raise Refused
    return ()


def multiply(goal: Goal, constant: Any) -> tuple[Goal, ...]:
    """Times 1, or 0, and the squares of its symbols: what is wanted keeps its sign. With 0 it is also shown at the origin."""
    symbols, wanted = goal.wanted_symbols, goal.wanted
    if constant not in (0, 1) or wanted.op not in (">=", ">") or not symbols or not wanted.expr.is_polynomial(*symbols):
        raise Refused
    times = constant + sum(s**2 for s in symbols)
    larger = goal.showing(sp.expand(wanted.expr * times), wanted.op)
    if constant:
        return (larger,)
    origin = Goal((), wanted).xreplace(dict.fromkeys(symbols, sp.Integer(0)))
    return larger, origin


def _place(k: Any, among: list[Fact]) -> int:
    if not isinstance(k, int) or not 0 <= k < len(among):
        raise Refused
    return k


def _polynomial(terms: Any, goal: Goal) -> Any:
    found = {tuple(int(k) for k in powers): number(c) for c, powers in terms}
    if any(len(m) != len(goal.symbols) or min(m, default=0) < 0 for m in found):
        raise Refused
    return sp.Poly.from_dict(found, *goal.symbols)
