"""Rules on equations and on what is unequal, and on facts that contradict each other.

Why it is sound. F are the facts.

  F => e >= 0     F => -e >= 0        F => e > 0  (or -e > 0)        F => e >= 0     c e != 0 in F, c rational
  ----------------------------        -----------------------        -----------------------------------------
          F => e = 0                        F => e != 0                             F => e > 0

  each factor of e is one of f     f != 0 or f > 0 in F       F with s = v contradictory     e = a (s - v), a rational
  ------------------------------------------------------      --------------------------------------------------------
                F => e != 0                                                     F => e != 0

  a s + b = 0 in F, a rational and not 0, b without s     F, wanted with s = -b/a       F => -1 >= 0
  -----------------------------------------------------------------------------       ------------
                         F => wanted                                                   F => wanted

  * Factors are those over the rationals, with symbols for transcendental parts; a factor of a denominator is not 0 wherever the
    fact has a value. The constant factor must have a decided sign.
  * With s replaced, its declared sign becomes a fact about the value. The equation itself is used up.
  * Where s = v, facts that have no value there are left out: fewer facts are harder to contradict.

`expand`: e = 0 where the numerator of e is 0 in normal form. Parts are further symbols, sin^2 + cos^2 = 1 for each angle, and
sines and cosines of sums are spelled out. Tangents are not: they have values where the summands have none.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.atoms import atoms, factors, spread_angles
from verify.checkers.inequality.constant import sign
from verify.checkers.inequality.goal import Fact, Goal, tidy
from verify.checkers.inequality.rules.shape import Parameters, symbol


def both(goal: Goal, _: Parameters) -> tuple[Goal, ...]:
    """Equal is neither less nor more."""
    if goal.wanted.op != "=":
        raise Refused
    return goal.showing(goal.wanted.expr, ">="), goal.showing(-goal.wanted.expr, ">=")


def unequal(goal: Goal, parameters: Parameters) -> tuple[Goal, ...]:
    """Unequal is less ("-") or more ("+")."""
    if goal.wanted.op != "!=":
        raise Refused
    return (goal.showing(goal.wanted.expr if parameters == "+" else -goal.wanted.expr, ">"),)


def nonzero(goal: Goal, index: Parameters) -> tuple[Goal, ...]:
    """Not zero, because a product is not in which every factor occurs: that of a fact."""
    f = goal.facts[index]
    if goal.wanted.op != "!=" or f.op not in (">", "!="):
        raise Refused
    (constant, _), *parts = factors(goal.wanted.expr)
    if sign(constant) in (0, None) or not {b for b, power in parts if power > 0} <= {b for b, _ in factors(f.expr)[1:]}:
        raise Refused
    return ()


def weakly(goal: Goal, index: Parameters) -> tuple[Goal, ...]:
    """Not negative is positive where a fact says that it is not zero."""
    f = goal.facts[index]
    if goal.wanted.op != ">" or f.op != "!=" or not sp.cancel(f.expr / goal.wanted.expr).is_Rational:
        raise Refused
    return (goal.showing(goal.wanted.expr, ">="),)


def otherwise(goal: Goal, _: Parameters) -> tuple[Goal, ...]:
    """Not a number, because the facts contradict each other where the symbol is that number."""
    e = goal.wanted.expr
    if goal.wanted.op != "!=" or len(e.free_symbols) != 1:
        raise Refused
    (s,) = e.free_symbols
    slope = e.diff(s)
    if not slope.is_Rational or slope == 0:
        raise Refused
    value = sp.expand(s - e / slope)
    facts = [f.xreplace({s: value}) for f in goal.facts]
    kept = [f for f in facts if not f.expr.has(sp.nan, sp.zoo, sp.oo)]
    return (Goal(tidy(kept), Fact(sp.Integer(-1), ">=")),)


def solve(goal: Goal, parameters: Parameters) -> tuple[Goal, ...]:
    """An equation that is linear in a symbol with a number before it says what the symbol is."""
    index, name = parameters
    s = symbol(goal, name)
    equation = goal.facts[index]
    if equation.op != "=" or not equation.expr.is_polynomial(s):
        raise Refused
    p = sp.Poly(equation.expr, s)
    if p.degree() != 1 or not p.LC().is_Rational:
        raise Refused
    value = sp.expand(-p.coeff_monomial(1) / p.LC())
    facts = [Fact(value, op) for op, known in ((">", s.is_positive), (">=", s.is_nonnegative)) if known]
    rest = Goal(tuple(f for k, f in enumerate(goal.facts) if k != index), goal.wanted).xreplace({s: value})
    return (rest.given(*facts),)


def expand(goal: Goal, _: Parameters) -> tuple[Goal, ...]:
    """An equation holds in normal form, sines and cosines of sums spelled out and their squares adding up to 1."""
    if goal.wanted.op == "=" and reduced(goal.wanted.expr) == 0:
        return ()
    raise Refused


def reduced(e: Any) -> Any:
    """The numerator in normal form: 0 only where the expression is 0 wherever it has a value."""
    spread = spread_angles(e)
    shape = atoms([spread])
    top = sp.numer(sp.together(sp.expand(shape(spread))))
    for s, part in shape.meaning.items():
        mate = next(
            (k for k, v in shape.meaning.items() if isinstance(part, sp.sin) and v == sp.cos(part.args[0])), None
        )
        if mate is not None:
            top = sp.rem(top, s**2 + mate**2 - 1, s)
    return sp.expand(top)


def absurd(goal: Goal, _: Parameters) -> tuple[Goal, ...]:
    """The facts contradict each other."""
    if not goal.wanted.expr.free_symbols:
        raise Refused
    return (goal.showing(sp.Integer(-1), ">="),)
