"""Whole numbers: a symbol of which a fact says sin(pi s) = 0.

Why it is sound. F has sin(pi s) = 0, so that s is a whole number at every point of the goal; L and k are whole numbers.

  F, s >= L' => e op 0     s >= L in F, L' the smallest whole number >= L       F, s <= k => e op 0     F, s >= k + 1 => e op 0
  ------------------------------------------------------------------------      -----------------------------------------------
  F => e op 0              (s > L: the smallest one > L; from above alike)                       F => e op 0

  F => e > -1     e a polynomial in whole numbers, with whole coefficients
  ------------------------------------------------------------------------
                              F => e >= 0

  e = g p + c     p a polynomial in whole numbers, with whole coefficients     c/g is not whole
  ---------------------------------------------------------------------------------------------
                                       F => e != 0

  s >= L in F     s >= L => e has a value     e(L) op 0     s >= L, e(s) op 0 => e(s + 1) op 0     with the facts of F without s
  -------------------------------------------------------------------------------------------------------------------------------
                                                         F => e op 0

The last is induction from L on: e has a value at every whole number from there, so no link of the chain is missing. Facts with s
other than that it is whole and at least L are dropped, since they may not hold at the numbers before it.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor, gcd, lcm
from typing import Any

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.goal import Fact, Goal, tidy
from verify.checkers.inequality.rules.calculus import bound, continuous, ends
from verify.checkers.inequality.rules.shape import symbol
from verify.language.expansion import expansion
from verify.language.functions import sin
from verify.language.term import Number, pi


def is_whole(s: Any) -> Fact:
    """The fact that says it."""
    return Fact(sin(pi * s), "=")


def whole_symbols(goal: Goal) -> list[Any]:
    """Those of which a fact says that they are whole numbers."""
    return [s for s in goal.symbols if is_whole(s) in goal.facts]


def _whole(goal: Goal, name: Any) -> Any:
    s = symbol(goal, name)
    if is_whole(s) not in goal.facts:
        raise Refused
    return s


def whole(goal: Goal, name: Any) -> tuple[Goal, ...]:
    """The bounds of the symbol as whole numbers."""
    s = _whole(goal, name)
    low, high, _ = ends(goal, s)
    closer = [Fact(s - _beyond(f, s, 1), ">=") for f in low if _rational(f, s) is not None]
    closer += [Fact(_beyond(f, s, -1) - s, ">=") for f in high if _rational(f, s) is not None]
    found = Goal(tidy((*closer, *goal.facts)), goal.wanted)
    if set(found.facts) == set(goal.facts):
        raise Refused
    return (found,)


def _rational(f: Fact, s: Any) -> Fraction | None:
    at = bound(f, s)
    return at.value if isinstance(at, Number) else None


def _beyond(f: Fact, s: Any, way: int) -> Number:
    """The first whole number that the bound allows, upwards or downwards."""
    at = way * (_rational(f, s) or Fraction(0))
    return Number(way * (ceil(at) if f.op == ">=" else floor(at) + 1))


def step(goal: Goal, parameters: Any) -> tuple[Goal, ...]:
    """At most k or at least k + 1: [symbol, k]."""
    name, k = parameters
    s = _whole(goal, name)
    if type(k) is not int:
        raise Refused
    return goal.given(Fact(k - s, ">=")), goal.given(Fact(s - (k + 1), ">="))


def sharper(goal: Goal, _: Any) -> tuple[Goal, ...]:
    """A whole number that is more than -1 is not negative."""
    e, known = goal.wanted.expr, set(whole_symbols(goal))
    whole_value = all(c.denominator == 1 and _is_whole(m, known) for m, c in expansion(e).items())
    if goal.wanted.op != ">=" or not e.free_symbols or not whole_value:
        raise Refused
    return (goal.showing(e + 1, ">"),)


def indivisible(goal: Goal, _: Any) -> tuple[Goal, ...]:
    """A multiple of a number beside one that is none."""
    terms, known = dict(expansion(goal.wanted.expr)), set(whole_symbols(goal))
    c = terms.pop((), Fraction(0))
    if goal.wanted.op != "!=" or not terms or not all(_is_whole(m, known) for m in terms):
        raise Refused
    common = lcm(*(x.denominator for x in terms.values()))
    g = Fraction(gcd(*((x * common).numerator for x in terms.values())), common)
    if (c / g).denominator == 1:
        raise Refused
    return ()


def _is_whole(m: Any, known: Any) -> bool:
    """A product of powers of whole numbers."""
    return all(a in known and n >= 1 and Fraction(n).denominator == 1 for a, n in m)


def induction(goal: Goal, name: Any) -> tuple[Goal, ...]:
    """From the smallest number on, each by the one before it."""
    s = _whole(goal, name)
    found = [
        at for f in ends(goal, s)[0] if f.op == ">=" and (at := _rational(f, s)) is not None and at.denominator == 1
    ]
    if not found:
        raise Refused
    first, e, op = Number(max(found)), goal.wanted.expr, goal.wanted.op
    fixed = tuple(f for f in goal.facts if s not in f.expr.free_symbols)
    inner = Goal(tidy((*fixed, is_whole(s), Fact(s - first, ">="))), goal.wanted)
    return (
        *continuous(inner, (e,), {}),
        Goal(fixed, Fact(e.xreplace({s: first}), op)),
        inner.given(goal.wanted).showing(e.xreplace({s: s + 1}), op),
    )
