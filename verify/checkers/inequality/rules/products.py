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
a declared sign counts as one. The difference has to be the zero polynomial: what is not seen to be 0 is refused.
"""

from __future__ import annotations

from typing import Any

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.atoms import is_polynomial
from verify.checkers.inequality.constant import number, rational_number
from verify.checkers.inequality.goal import Fact, Goal, declared
from verify.kernel.quotient import Quotients
from verify.language.expansion import expand
from verify.language.term import NOUGHT, Number, Pow, product, total


def slacks(goal: Goal) -> list[Fact]:
    """The facts >= 0 and > 0 that are polynomials, and the declared signs of symbols."""
    known = dict.fromkeys([*declared(goal.symbols), *(f for f in goal.facts if f.op in (">=", ">"))])
    return [f for f in known if is_polynomial(f.expr, goal.symbols)]


def equations(goal: Goal) -> list[Fact]:
    """The facts = 0 that are polynomials."""
    return [f for f in goal.facts if f.op == "=" and is_polynomial(f.expr, goal.symbols)]


def products(goal: Goal, parameters: Any) -> tuple[Goal, ...]:
    """[[coefficient >= 0, [power of each slack], square or None], …] with sum equal to what is wanted.

    A square is a polynomial, given by its terms [[coefficient, [power of each symbol]], …]; ["=", k, terms] adds a
    multiple of an equation. For `>` some product of positive slacks, or the constant, must have a positive coefficient.
    """
    known, equal, wanted = slacks(goal), equations(goal), goal.wanted
    if wanted.op not in (">=", ">") or not goal.symbols or not is_polynomial(wanted.expr, goal.symbols):
        raise Refused
    parts, positive = [expand(wanted.expr)], False
    for coefficient, powers, square in parameters:
        if coefficient == "=":
            parts.append(product([-1, polynomial(square, goal), expand(equal[_place(powers, equal)].expr)]))
            continue
        c = rational_number(coefficient)
        if c < 0 or len(powers) != len(known) or not all(isinstance(n, int) and n >= 0 for n in powers):
            raise Refused
        used = [(f, n) for f, n in zip(known, powers, strict=True) if n]
        squared = [] if square is None else [Pow(polynomial(square, goal), 2)]
        parts.append(product([-c, *(Pow(expand(f.expr), n) for f, n in used), *squared]))
        positive = positive or (c > 0 and square is None and all(f.op == ">" for f, _ in used))
    if not _vanishes(total(parts)) or (wanted.op == ">" and not positive):
        raise Refused
    return ()


def multiply(goal: Goal, constant: Any) -> tuple[Goal, ...]:
    """Times 1, or 0, and the squares of its symbols: what is wanted keeps its sign. With 0 it is also shown at the origin."""
    symbols, wanted = goal.wanted_symbols, goal.wanted
    if constant not in (0, 1) or wanted.op not in (">=", ">") or not symbols or not is_polynomial(wanted.expr, symbols):
        raise Refused
    times = total([constant, *(s**2 for s in symbols)])
    larger = goal.showing(expand(wanted.expr * times), wanted.op)
    if constant:
        return (larger,)
    return larger, Goal((), wanted).xreplace(dict.fromkeys(symbols, NOUGHT))


def _place(k: Any, among: list[Fact]) -> int:
    if not isinstance(k, int) or not 0 <= k < len(among):
        raise Refused
    return k


def polynomial(terms: Any, goal: Goal) -> Any:
    """The polynomial in the symbols of the goal with these terms."""
    found = {tuple(int(k) for k in powers): number(c) for c, powers in terms}
    if any(len(m) != len(goal.symbols) or min(m, default=0) < 0 for m in found):
        raise Refused
    return total(product([c, *map(Pow, goal.symbols, map(Number, m))]) for m, c in found.items())


def _vanishes(e: Any) -> bool:
    """Is it the zero polynomial, over the rational numbers or with irrational ones worked out?"""
    quotients = Quotients([e])
    top, _ = quotients(e)
    return bool(top == 0) or expand(quotients.term(top)) == 0
