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

log(a b) is spread only where the sign of a factor is seen. `facts` does the same to facts: positive factors are dropped,
and of two exponentials their logarithms are compared; a fact may get a value at more points, at which nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import lcm
from typing import Any

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.atoms import (
    Atoms,
    cancelled,
    coefficients,
    factored,
    factors,
    is_polynomial,
    multiplied,
)
from verify.checkers.inequality.constant import sign
from verify.checkers.inequality.goal import Fact, Goal, tidy
from verify.checkers.inequality.rules.shape import symbol
from verify.language.expansion import Exponent, Monomial, expand, expansion, monomial
from verify.language.functions import Function, atan, exp, log
from verify.language.possible import is_positive
from verify.language.term import POSITIVE, Dummy, Number, Pow, Symbol, product, rebuilt, summands, total

LARGEST = 24  # power that is written out


def logarithm(goal: Goal, names: Any) -> tuple[Goal, ...]:
    """Positive symbols as exponentials of real ones."""
    rule = {}
    for name in names:
        s = symbol(goal, name)
        if s.signs != POSITIVE:
            raise Refused
        rule[s] = exp(Symbol(s.name))
    if not rule:
        raise Refused
    changed = goal.xreplace(rule)
    spread = [Fact(spread_logs(f.expr), f.op) for f in (changed.wanted, *changed.facts)]
    return (Goal(tidy(spread[1:]), spread[0]),)


def spread_logs(e: Any) -> Any:
    """log(u**2 exp(x)) as 2 log(u) + x wherever the signs are seen."""
    return rebuilt(e, lambda x: expand(log(factored(x.args[0]))) if isinstance(x, log) else x)


def exponentiate(goal: Goal, _: Any) -> tuple[Goal, ...]:
    """A sum of logarithms and other terms has the sign of its exponential less one."""
    found = expansion(goal.wanted.expr)
    logs = {m[0][0]: c for m, c in found.items() if len(m) == 1 and isinstance(m[0][0], log) and m[0][1] == 1}
    rest = total(monomial(c, m) for m, c in found.items() if not (len(m) == 1 and m[0][0] in logs))
    scale = lcm(*(c.denominator for c in logs.values()))
    if not logs or rest.has(log) or max(abs(c * scale) for c in logs.values()) > LARGEST:
        raise Refused
    top, bottom = (
        product(Pow(a.args[0], Number(abs(c) * scale)) for a, c in logs.items() if c * way > 0) for way in (1, -1)
    )
    return (goal.showing(top * exp(scale * rest) - bottom, goal.wanted.op),)


def compare(goal: Goal, _: Any) -> tuple[Goal, ...]:
    """a exp(u) - b exp(v) with positive numbers a and b has the sign of u - v + log(a/b)."""
    return (goal.showing(_compared(goal.wanted.expr), goal.wanted.op),)


def _compared(e: Any) -> Any:
    read = [power(e) for e in summands(expand(e))]
    if len(read) != 2 or None in read or {sign(r[0]) for r in read if r} != {1, -1}:
        raise Refused
    (a, u), (b, v) = sorted((r for r in read if r), key=lambda r: sign(r[0]) or 0, reverse=True)
    return u - v + log(a / -b)


def logs(goal: Goal, index: Any) -> tuple[Goal, ...]:
    """a exp(u) - r with positive a and r has the sign of u + log(a) - log(r): one summand against the others."""
    parts = summands(expand(goal.wanted.expr))
    if len(parts) < 2 or not isinstance(index, int) or not 0 <= index < len(parts):
        raise Refused
    read = power(parts[index])
    if read is None or sign(read[0]) != 1:
        raise Refused
    rest = -total(p for k, p in enumerate(parts) if k != index)
    return goal.showing(rest, ">"), goal.showing(read[1] + log(read[0]) - log(rest), goal.wanted.op)


def facts(goal: Goal, _: Any) -> tuple[Goal, ...]:
    """Facts without visibly positive factors, and without exponentials where two are compared."""
    changed = tidy(_plainer(f) for f in goal.facts)
    if changed == goal.facts:
        raise Refused
    return (Goal(changed, goal.wanted),)


def _plainer(f: Fact) -> Fact:
    if is_polynomial(f.expr, f.expr.free_symbols):
        return f
    found = factors(f.expr)
    kept = [(base, n) for base, n in found.powers if not is_positive(base)]
    known = sign(found.constant)
    if not known or not kept:
        return f
    e = multiplied(Number(known), kept)
    try:
        return Fact(_compared(e), f.op)
    except Refused:
        return Fact(e, f.op)


def power(e: Any) -> tuple[Any, Any] | None:
    """(c, u) of a summand c exp(u) with a number c; None for any other."""
    ((m, c),) = expansion(e).items()
    numbers = [(a, n) for a, n in m if not a.free_symbols]
    others = [(a, n) for a, n in m if a.free_symbols]
    if not all(isinstance(a, exp) for a, _ in others):
        return None
    return expand(monomial(c, tuple(numbers))), _exponent(others)


def _exponent(powers: Iterable[tuple[Any, Exponent]]) -> Any:
    return expand(total(Number(n) * a.args[0] for a, n in powers))


def divisors(goal: Goal) -> list[Any]:
    """Exponentials and coefficients of logarithms by which what is wanted may be divided."""
    e = expand(goal.wanted.expr)
    found: dict[Any, None] = {}
    for m in expansion(e):
        exponent = _exponent((a, n) for a, n in m if isinstance(a, exp) and a.free_symbols)
        if exponent.free_symbols:
            found[exp(exponent)] = None
    for part in Atoms([e]).parts:
        if isinstance(part, log | atan):
            p = coefficients(_aside(e, part), UNKNOWN)
            if p is not None and len(p) == 2 and p[1].free_symbols:
                found[factored(p[1])] = None
    return sorted(found, key=lambda d: d.key)


UNKNOWN = Dummy("part")


def _aside(e: Any, part: Any) -> Any:
    """With an unknown in the place of the part."""
    return e.xreplace({part: UNKNOWN})


def divide(goal: Goal, parameters: Any) -> tuple[Goal, ...]:
    """By something positive ("+") or negative ("-"), by its place among the divisors."""
    index, given = parameters
    found = divisors(goal)
    if not isinstance(index, int) or not 0 <= index < len(found):
        raise Refused
    d = found[index] if given == "+" else -found[index]
    quotient = _over(goal.wanted.expr, d)
    left = (goal.showing(quotient, goal.wanted.op),)
    return left if is_positive(d) else (goal.showing(d, ">"), *left)


def _over(e: Any, d: Any) -> Any:
    """The quotient, with one coefficient for each product of transcendental parts."""
    if isinstance(d, exp):
        return expand(e / d)
    found: dict[Monomial, dict[Monomial, Fraction]] = {}
    for m, c in expansion(e).items():
        parts = tuple((a, n) for a, n in m if isinstance(a, Function))
        found.setdefault(parts, {})[tuple(p for p in m if p not in parts)] = c
    return total(
        monomial(Fraction(1), parts) * cancelled(total(monomial(c, m) for m, c in rest.items()) / d)
        for parts, rest in found.items()
    )
