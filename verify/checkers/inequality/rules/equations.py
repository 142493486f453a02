"""Rules on equations and on what is unequal, and on facts that contradict each other.

Why it is sound. F are the facts.

  F => e >= 0     F => -e >= 0        F => e > 0  (or -e > 0)        F => e >= 0     c e != 0 in F, c rational
  ----------------------------        -----------------------        -----------------------------------------
          F => e = 0                        F => e != 0                             F => e > 0

  each factor of e is one of f     f != 0 or f > 0 in F       F with s = v contradictory     e = a (s - v), a rational
  ------------------------------------------------------      --------------------------------------------------------
                F => e != 0                                                     F => e != 0

  e = 0 in F, u s + b its numerator, u, b without s     F => u != 0     F, wanted with s = -b/u       F => -1 >= 0, or 0 > 0
  ---------------------------------------------------------------------------------------------       ----------------------
                                         F => wanted                                                       F => wanted

  F, e <= 0 => f < 0     f >= 0         F, not (e op 0) => not (f op 0)     f op 0
  ------------------------------        -----------------------------------------
             e > 0                                     e op 0

  * An equation in F is e = 0, or e >= 0 with -e >= 0.
  * The numerator of f is f times its denominator, with a value wherever f has one: where it is not 0, f is not. A tangent is a sine
    over a cosine.
  * Factors are those over the rationals, with symbols for transcendental parts; a factor of a denominator is not 0 wherever the
    fact has a value. The constant factor must have a decided sign.
  * With s replaced, its declared sign becomes a fact about the value. The equation itself is used up.

`expand`: e = 0 where the numerator of e is 0 in normal form. Parts are further symbols, sin^2 + cos^2 = 1 for each angle, and
sines and cosines of sums are spelled out. Tangents are not: they have values where the summands have none.
"""

from __future__ import annotations

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.atoms import cancelled, coefficients, factors, fraction, linear, reduced, spread_angles
from verify.checkers.inequality.constant import sign
from verify.checkers.inequality.goal import NOTHING, Fact, Goal, declared, signs, tidy
from verify.checkers.inequality.rules.shape import Parameters, symbol
from verify.language.expansion import expand as canonical
from verify.language.term import MINUS_ONE, NOUGHT, ZERO, Number


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
    found = factors(goal.wanted.expr)
    if sign(found.constant) in (0, None) or not {b for b, n in found.powers if n > 0} <= {
        b for b, _ in factors(f.expr).powers
    }:
        raise Refused
    return ()


def weakly(goal: Goal, index: Parameters) -> tuple[Goal, ...]:
    """Not negative is positive where a fact says that it is not zero."""
    f = goal.facts[index]
    if goal.wanted.op != ">" or f.op != "!=" or not isinstance(cancelled(f.expr / goal.wanted.expr), Number):
        raise Refused
    return (goal.showing(goal.wanted.expr, ">="),)


def otherwise(goal: Goal, _: Parameters) -> tuple[Goal, ...]:
    """Not a number, because the facts contradict each other where the symbol is that number."""
    e = goal.wanted.expr
    if goal.wanted.op != "!=" or len(e.free_symbols) != 1:
        raise Refused
    (s,) = e.free_symbols
    if (found := linear(e, s)) is None:
        raise Refused
    value = canonical(-found[1] / found[0])
    return (Goal(tidy(f.xreplace({s: value}) for f in goal.facts), NOTHING),)


def solve(goal: Goal, parameters: Parameters) -> tuple[Goal, ...]:
    """An equation whose numerator is linear in a symbol says what the symbol is, where what stands before it is not 0."""
    index, name = parameters
    s = symbol(goal, name)
    equation = goal.facts[index]
    if not is_equation(equation, goal):
        raise Refused
    found = coefficients(equation.expr, s) or coefficients(fraction(equation.expr)[0], s)
    if found is None or len(found) != 2:
        raise Refused
    owed = [goal.showing(found[1], "!=")] if signs(found[1]) & ZERO else []
    value = canonical(-found[0] / found[1])
    facts = [Fact(value, f.op) for f in declared([s])]
    rest = Goal(tuple(f for k, f in enumerate(goal.facts) if k != index), goal.wanted).xreplace({s: value})
    return (*owed, rest.given(*facts))


def is_equation(f: Fact, goal: Goal) -> bool:
    """Is it zero, by itself or with another fact?"""
    return f.op == "=" or (f.op == ">=" and any(g.op == ">=" and canonical(f.expr + g.expr) == 0 for g in goal.facts))


def contrapose(goal: Goal, index: Parameters) -> tuple[Goal, ...]:
    """A fact cannot hold where what is wanted does not; of an equation, its numerator is not 0."""
    f, wanted = goal.facts[index], goal.wanted
    rest = tuple(g for k, g in enumerate(goal.facts) if k != index)
    top = fraction(spread_angles(f.expr))[0] if f.op == "=" else f.expr
    return (Goal(tidy((_negated(wanted), *rest)), _negated(Fact(top, f.op))),)


def _negated(f: Fact) -> Fact:
    if f.op in ("=", "!="):
        return Fact(f.expr, "!=" if f.op == "=" else "=")
    return Fact(-f.expr, ">" if f.op == ">=" else ">=")


def expand(goal: Goal, _: Parameters) -> tuple[Goal, ...]:
    """An equation holds in normal form, sines and cosines of sums spelled out and their squares adding up to 1."""
    if goal.wanted.op == "=" and reduced(goal.wanted.expr) == 0:
        return ()
    raise Refused


def absurd(goal: Goal, strictly: Parameters) -> tuple[Goal, ...]:
    """The facts contradict each other: from them follows -1 >= 0, or strictly 0 > 0."""
    if strictly is True and goal.wanted != Fact(NOUGHT, ">"):
        return (goal.showing(NOUGHT, ">"),)
    if strictly is not None or not goal.wanted.expr.free_symbols:
        raise Refused
    return (goal.showing(MINUS_ONE, ">="),)
