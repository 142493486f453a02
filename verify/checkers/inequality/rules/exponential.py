"""Rules that trade exponentials and logarithms for rational functions.

Why it is sound. Each step keeps the sign, so it serves >= > = != alike.

  e(exp(t)) op 0 for all real t       T_1^c_1 ... exp(n r) - 1/(...) op 0          u - v + log(a/b) op 0
  -----------------------------       ------------------------------------        ----------------------------------
  e(s) op 0 for all s > 0             sum (c_k/n) log(T_k) + r op 0               a exp(u) - b exp(v) op 0,  a, b > 0

  r > 0     u + log(a) - log(r) op 0       d > 0     e/d op 0
  ----------------------------------       ------------------
      a exp(u) - r op 0,  a > 0                e op 0

For exp is increasing and maps the real line onto the positive numbers. What premise each needs:

  * The first: s is declared positive; the substitution reaches all such s.
  * The second: T_k > 0, which holds wherever log(T_k) has a value; n > 0 clears denominators, and no other logarithm is left.
    Factors with negative exponents go to the other side, so that nothing is divided by.
  * The third and fourth: the signs of the numbers a and b are decided, and r > 0 is a goal of its own.
  * The fifth: d > 0 is seen from the signs of symbols, or is a goal.

log(a b) is spread only where SymPy sees the sign of a factor. `facts` does the same to facts: positive factors are dropped,
and of two exponentials their logarithms are compared; a fact may get a value at more points, at which nothing is claimed.
"""

from __future__ import annotations

from math import lcm
from typing import Any

import sympy as sp

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.atoms import atoms, factors, visible
from verify.checkers.inequality.constant import sign
from verify.checkers.inequality.formula import in_exponentials
from verify.checkers.inequality.goal import Fact, Goal, tidy
from verify.checkers.inequality.rules.shape import symbol


def logarithm(goal: Goal, names: Any) -> tuple[Goal, ...]:
    """Positive symbols as exponentials of real ones."""
    rule = {}
    for name in names:
        s = symbol(goal, name)
        if not s.is_positive:
            raise Refused
        rule[s] = sp.exp(sp.Symbol(s.name, real=True))
    if not rule:
        raise Refused
    changed = goal.xreplace(rule)
    spread = [Fact(spread_logs(f.expr), f.op) for f in (changed.wanted, *changed.facts)]
    return (Goal(tidy(spread[1:]), spread[0]),)


def spread_logs(e: Any) -> Any:
    """log(u**2 exp(x)) as 2 log(u) + x wherever SymPy sees the signs."""
    return sp.bottom_up(e, lambda x: sp.expand_log(sp.log(sp.factor(x.args[0]))) if isinstance(x, sp.log) else x)


def exponentiate(goal: Goal, _: Any) -> tuple[Goal, ...]:
    """A sum of logarithms and other terms has the sign of its exponential less one."""
    e = sp.expand(goal.wanted.expr)
    top, bottom = sp.Integer(1), sp.Integer(1)
    rest, logs = sp.Integer(0), 0
    terms = [t.as_coeff_Mul(rational=True) for t in sp.Add.make_args(e)]
    scale = lcm(*(int(c.q) for c, t in terms if isinstance(t, sp.log)))
    for c, t in terms:
        power = c * scale
        if isinstance(t, sp.log):
            logs += 1
            top, bottom = (top * t.args[0] ** power, bottom) if power > 0 else (top, bottom * t.args[0] ** -power)
        else:
            rest += power * t
    if not logs or rest.has(sp.log) or max(map(_size, (top, bottom))) > 24:
        raise Refused
    return (goal.showing(top * sp.exp(rest) - bottom, goal.wanted.op),)


def _size(e: Any) -> int:
    return max((int(p.exp) for p in e.atoms(sp.Pow) if p.exp.is_Integer), default=1)


def compare(goal: Goal, _: Any) -> tuple[Goal, ...]:
    """a exp(u) - b exp(v) with positive numbers a and b has the sign of u - v + log(a/b)."""
    return (goal.showing(_compared(goal.wanted.expr), goal.wanted.op),)


def _compared(e: Any) -> Any:
    parts = sp.Add.make_args(sp.expand(e))
    if len(parts) != 2:
        raise Refused
    read = [_power(p) for p in parts]
    if None in read or {sign(r[0]) for r in read} != {1, -1}:
        raise Refused
    (a, u), (b, v) = sorted(read, key=lambda r: sign(r[0]) or 0, reverse=True)
    return u - v + sp.log(a / -b)


def logs(goal: Goal, index: Any) -> tuple[Goal, ...]:
    """a exp(u) - r with positive a and r has the sign of u + log(a) - log(r): one summand against the others."""
    parts = sorted(sp.Add.make_args(sp.expand(goal.wanted.expr)), key=str)
    if len(parts) < 3 or not isinstance(index, int) or not 0 <= index < len(parts):
        raise Refused
    read = _power(parts[index])
    if read is None or sign(read[0]) != 1:
        raise Refused
    rest = -sp.Add(*(p for k, p in enumerate(parts) if k != index))
    return goal.showing(rest, ">"), goal.showing(read[1] + sp.log(read[0]) - sp.log(rest), goal.wanted.op)


def facts(goal: Goal, _: Any) -> tuple[Goal, ...]:
    """Facts without visibly positive factors, and without exponentials where two are compared."""
    changed = tidy(_plainer(f) for f in goal.facts)
    if changed == goal.facts:
        raise Refused
    return (Goal(changed, goal.wanted),)


def _plainer(f: Fact) -> Fact:
    if f.expr.is_polynomial(*f.expr.free_symbols):
        return f
    (constant, _), *parts = factors(f.expr)
    kept = [base**power for base, power in parts if not visible(base).is_positive]
    known = sign(constant)
    if not known or not kept:
        return f
    e = known * sp.Mul(*kept)
    try:
        return Fact(_compared(e), f.op)
    except Refused:
        return Fact(e, f.op)


def _power(e: Any) -> Any:
    constant, rest = e.as_independent(*e.free_symbols, as_Add=False) if e.free_symbols else (e, sp.Integer(1))
    if rest == 1:
        return constant, sp.Integer(0)
    exponents = sp.Integer(0)
    for factor in sp.Mul.make_args(rest):
        base, power = factor.as_base_exp() if not isinstance(factor, sp.exp) else (factor, 1)
        if not isinstance(base, sp.exp):
            return None
        exponents += base.args[0] * power
    return constant, exponents


def divisors(goal: Goal) -> list[Any]:
    """Exponentials and coefficients of logarithms by which what is wanted may be divided."""
    e = sp.expand(goal.wanted.expr)
    shape = atoms([e])
    found: dict[Any, None] = {}
    for t in sp.Add.make_args(e):
        exponent = sum((x.args[0] for x in sp.Mul.make_args(t) if isinstance(x, sp.exp)), sp.Integer(0))
        if exponent.free_symbols:
            found[sp.exp(exponent)] = None
    for s, part in shape.meaning.items():
        if isinstance(part, sp.log | sp.atan):
            p = sp.Poly(shape(e), s) if shape(e).is_polynomial(s) else None
            if p is not None and p.degree() == 1 and (lead := shape.back(p.LC())).free_symbols:
                found[sp.factor(lead)] = None
    return sorted(found, key=str)


def divide(goal: Goal, parameters: Any) -> tuple[Goal, ...]:
    """By something positive ("+") or negative ("-"), by its place among the divisors."""
    index, given = parameters
    found = divisors(goal)
    if not isinstance(index, int) or not 0 <= index < len(found):
        raise Refused
    d = found[index] if given == "+" else -found[index]
    quotient = sp.Add(*(in_exponentials(_quotient(t, d)) for t in sp.Add.make_args(sp.expand(goal.wanted.expr))))
    left = (goal.showing(quotient, goal.wanted.op),)
    return left if visible(d).is_positive else (goal.showing(d, ">"), *left)


def _quotient(t: Any, d: Any) -> Any:
    return sp.powsimp(t / d) if isinstance(d, sp.exp) else sp.cancel(t / d)
