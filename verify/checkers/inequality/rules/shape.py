"""Rules on the shape of a goal: signs that are declared, cases, factors, squares.

Why it is sound. F are the facts, e what is wanted.

  e op 0 is a fact, a number of that sign, or seen from signs       some fact is impossible, or two contradict a third
  -----------------------------------------------------------       --------------------------------------------------
                        F => e op 0                                                  F => e op 0

  F, C_k => e(v_k) op 0 for each case       each factor has its sign, and the signs multiply to that of op
  -----------------------------------       ---------------------------------------------------------------
          F => e(kink) op 0                              F => product op 0

  a^2 - b^2 op 0     a >= 0 seen from signs     op >= or >
  --------------------------------------------------------
                     a - b op 0

  * Cases have to be exhaustive, and each value right in its case: |u| is u for u >= 0, -u for u < 0; a maximum is an argument
    that is at least as large as the others; s < v, s = v, s > v; s <= v or s >= v; x >= y or y >= x.
  * A sign of a symbol is declared only where a fact says it. Terms then get simpler under it, as sqrt(x^2) = x.
  * A factor of the denominator is not 0 wherever the goal has a value, so a weak sign of it is a strict one. A factor with an
    even power has a weak sign by itself; for > and != it must not be 0. The sign of the constant is decided exactly.
  * From a^2 >= b^2 follows a >= |b| >= b only with a >= 0; the common denominator has to be positive.
  * After s = v a term may have no value at any point. Then the goal speaks of none, as the one before speaks of none with s = v.
"""

from __future__ import annotations

from typing import Any

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.atoms import factors, fraction, linear
from verify.checkers.inequality.constant import number, sign
from verify.checkers.inequality.goal import Fact, Goal, impossible, tidy, trivial
from verify.language.expansion import expand
from verify.language.functions import Abs, Max, Min, atan, cos, exp, log, sin, tan
from verify.language.functions import sign as sign_of
from verify.language.possible import is_nonnegative, is_positive
from verify.language.term import MINUS_ONE, NOUGHT, ONE, POSITIVE, Number, Pow, Symbol, summands, total

Parameters = Any
KINKS = (Abs, Max, Min, sign_of)


def at_once(goal: Goal, _: Parameters) -> tuple[Goal, ...]:
    """What is wanted is a number of that sign, is visible from the signs of the symbols, or stands among the facts."""
    wanted = goal.wanted
    holds = {">=": (0, 1), ">": (1,), "=": (0,), "!=": (-1, 1)}[wanted.op]
    if not wanted.expr.free_symbols and sign(wanted.expr) in holds:
        return ()
    stronger = {">=": (">=", ">", "="), ">": (">",), "=": ("=",), "!=": ("!=", ">")}[wanted.op]
    among = {expand(f.expr) for f in goal.facts if f.op in stronger}
    known = expand(wanted.expr) in among or (wanted.op in ("=", "!=") and expand(-wanted.expr) in among)
    if known or trivial(wanted) or any(_impossible(f) or _pinned(f, goal) for f in goal.facts):
        return ()
    raise Refused


def _pinned(f: Fact, goal: Goal) -> bool:
    """Is it not zero by this fact, and zero by two others?"""
    return f.op == "!=" and {Fact(f.expr, ">="), Fact(-f.expr, ">=")} <= set(goal.facts)


def _impossible(f: Fact) -> bool:
    if f.expr.free_symbols:
        return impossible(f)
    return sign(f.expr) in {">=": (-1,), ">": (-1, 0), "=": (-1, 1), "!=": (0,)}[f.op]


def declare(goal: Goal, _: Parameters) -> tuple[Goal, ...]:
    """A symbol with the fact s > 0, or s >= 0, becomes one declared so."""
    rule: dict[Any, Any] = {}
    for f in goal.facts:
        (s, *others) = f.expr.free_symbols or [None]
        found = linear(f.expr, s) if s is not None and not others and f.op in (">", ">=") else None
        if found is None or found[0] < 0 or found[1] != 0 or s.signs == POSITIVE:
            continue
        if f.op == ">":
            rule[s] = Symbol(s.name, positive=True)
        elif not is_nonnegative(s):
            rule.setdefault(s, Symbol(s.name, nonnegative=True))
    if not rule:
        raise Refused
    changed = goal.xreplace(rule)
    return (Goal(tidy(changed.facts), changed.wanted),)


def kinks(goal: Goal) -> list[Any]:
    """The absolute values, maxima, minima and signs, inner ones first."""
    found = set().union(*(f.expr.atoms(*KINKS) for f in (*goal.facts, goal.wanted)))
    inner = [k for k in found if not any(a.has(*KINKS) for a in k.args)]
    return sorted(inner, key=lambda k: k.key)


def split(goal: Goal, parameters: Parameters) -> tuple[Goal, ...]:
    """Cases of one absolute value, maximum, minimum or sign, by its place among them."""
    found = kinks(goal)
    if not isinstance(parameters, int) or not 0 <= parameters < len(found):
        raise Refused
    kink = found[parameters]
    cases = [_case(goal, kink, *case) for case in _cases(kink)]
    return tuple(cases)


def _cases(kink: Any) -> list[tuple[tuple[Fact, ...], Any]]:
    if isinstance(kink, Abs):
        u = kink.args[0]
        return [((Fact(u, ">="),), u), ((Fact(-u, ">"),), -u)]
    if isinstance(kink, sign_of):
        u = kink.args[0]
        return [((Fact(u, ">"),), ONE), ((Fact(u, "="),), NOUGHT), ((Fact(-u, ">"),), MINUS_ONE)]
    sense = 1 if isinstance(kink, Max) else -1
    return [(tuple(Fact(sense * (a - b), ">=") for b in kink.args if b is not a), a) for a in kink.args]


def _case(goal: Goal, kink: Any, facts: tuple[Fact, ...], value: Any) -> Goal:
    return goal.xreplace({kink: value}).given(*facts)


def cut(goal: Goal, parameters: Parameters) -> tuple[Goal, ...]:
    """Below, at and above a value of one symbol."""
    s, value = symbol(goal, parameters[0]), number(parameters[1])
    return (
        goal.given(Fact(value - s, ">")),
        _tidied(goal.xreplace({s: value})),
        goal.given(Fact(s - value, ">")),
    )


def halves(goal: Goal, parameters: Parameters) -> tuple[Goal, ...]:
    """Up to and from a value of one symbol."""
    s, value = symbol(goal, parameters[0]), number(parameters[1])
    return goal.given(Fact(value - s, ">=")), goal.given(Fact(s - value, ">="))


def order(goal: Goal, names: Parameters) -> tuple[Goal, ...]:
    """One of two symbols is the larger one."""
    a, b = (symbol(goal, name) for name in names)
    return goal.given(Fact(a - b, ">=")), goal.given(Fact(b - a, ">="))


def _tidied(goal: Goal) -> Goal:
    return Goal(tidy(goal.facts), goal.wanted)


def symbol(goal: Goal, name: str) -> Any:
    """The symbol of the goal with this name; raises Refused."""
    for s in goal.symbols:
        if s.name == name:
            return s
    raise Refused


def factor(goal: Goal, signs: Parameters) -> tuple[Goal, ...]:
    """A product has the sign of its factors. One sign for each: "+", "-", "2" for an even power.

    A factor of the denominator is not zero wherever the goal has a value.
    """
    wanted, found = goal.wanted, factors(goal.wanted.expr)
    parts = found.powers
    if len(signs) != len(parts) or wanted.op == "=" or (len(parts) == 1 and parts[0][1] == 1 and found.constant == 1):
        raise Refused
    sense, left = sign(found.constant), []
    if sense in (0, None):
        raise Refused
    for (base, power), given in zip(parts, signs, strict=True):
        if wanted.op == "!=" and power < 0:
            continue
        op = ">=" if wanted.op == ">=" or power < 0 else wanted.op
        if given == "2" and power % 2 == 0:
            left += [] if op == ">=" else [goal.showing(base, "!=")]
            continue
        sense *= -1 if given == "-" and power % 2 else 1
        shown = Fact(-base if given == "-" else base, op)
        if not trivial(shown):
            left.append(goal.showing(shown.expr, op))
    if wanted.op != "!=" and sense != 1:
        raise Refused
    return tuple(left)


TRANSCENDENTAL = (exp, log, sin, cos, tan, atan)
MOST = 8  # summands: squares of longer sums do not get simpler


def squared(goal: Goal, which: Any) -> tuple[Goal, ...]:
    """a - b has the wanted sign where that of a**2 - b**2 has it, with a the visibly nonnegative summands, or those "with roots".

    Then a >= 0, and a**2 >= b**2 makes a >= |b|; a**2 > b**2 makes a > |b|.
    """
    wanted = goal.wanted
    if wanted.op not in (">=", ">") or not roots(wanted.expr) or _under_no_root(wanted.expr).has(*TRANSCENDENTAL):
        raise Refused
    top, bottom = fraction(wanted.expr)
    parts = summands(top)
    plus = [p for p in parts if is_nonnegative(p) and (which != "with roots" or roots(p))]
    minus = [-p for p in parts if p not in plus]
    if not plus or not minus or len(parts) > MOST or not is_positive(bottom):
        raise Refused
    left = expand(total(plus) ** 2 - total(minus) ** 2)
    if len(roots(left)) >= len(roots(wanted.expr)):
        raise Refused
    return (goal.showing(left, wanted.op),)


def _under_no_root(e: Any) -> Any:
    """The term with 1 in the place of each root."""
    return e.xreplace(dict.fromkeys((p for p in e.atoms(Pow) if isinstance(p.exp, Number) and p.exp.q == 2), ONE))


def roots(e: Any) -> set[Any]:
    """The different square roots in a term, their inverses too."""
    return {p.base for p in e.atoms(Pow) if isinstance(p.exp, Number) and p.exp.q == 2}
