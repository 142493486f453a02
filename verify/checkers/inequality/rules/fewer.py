"""Rules that take what is wanted to fewer symbols: shifts, scales, and parts that become symbols of their own.

Why it is sound.

  F, e after x = x' + r p, for all x', p       F, e after x = x' p, for all x', p      F, e after x = x + c, or x = c x, c > 0
  --------------------------------------       -------------------------------------   -----------------------------------------
  F => e op 0                                  F => e op 0,  p > 0                     F => e op 0

Each substitution is onto: x' = x - r p, x/p, x - c, x/c. A shift may change the sign of a symbol, so none that it moves may have
a declared one; a scale by a positive number keeps signs. Facts in which p is left are dropped. Of the scaled goal the factor
p^k is left out, which is positive; the shifted one must be free of p by itself, after a division by something positive.

  F(s), G(s) => e(s) op 0 for all numbers s of the declared signs       e(w) op 0 at all w_k in {-1, 1}
  ---------------------------------------------------------------       -----------------------------------------
  F => e(parts) op 0, where G holds for the parts                       e(sin, cos) op 0, e linear in each, op >= or >

`free` may add any G that is true of the parts: s^q = u and s >= 0 for a root, s^2 + c^2 = 1 or -1 <= s <= 1 for sine and cosine;
exp(u) >= 1 + u, 1 >= exp(u) (1 - u); 1 - 1/u <= log(u) <= u - 1 and u > 0. An irrational number becomes a symbol too, with its
equation or with the rational ends of a ball around it. No symbol gets a name that is taken (`atoms.fresh`).

`ranges`: a function that is linear in each w_k has its least value over the cube at a corner; the coefficients may hold anything
that is fixed at the point. That the angles of the parts depend on each other only makes it harder.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.atoms import atoms, factors, fresh, spread_angles
from verify.checkers.inequality.compiled import ball
from verify.checkers.inequality.constant import number
from verify.checkers.inequality.goal import Fact, Goal, put, tidy
from verify.checkers.inequality.rules.exponential import divide, spread_logs
from verify.checkers.inequality.rules.shape import symbol


def shift(goal: Goal, parameters: Any) -> tuple[Goal, ...]:
    """With x + r*p for every other symbol x, the symbol p vanishes: [p, {x: r}, divisor]. Facts that keep p are left out.

    What is wanted may be divided first, as `divide` does it, by something visibly positive.
    """
    name, ratios, divisor = parameters
    if divisor is not None:
        *owed, goal = divide(goal, [divisor, "+"])
        if owed:
            raise Refused
    p = symbol(goal, name)
    others = [s for s in goal.wanted_symbols if s != p]
    if set(ratios) != {s.name for s in others} or any(s.is_nonnegative for s in (p, *others)):
        raise Refused
    rule = {s: s + sp.Rational(ratios[s.name]) * p for s in others}
    return _without(goal, p, rule, _collected)


def centre(goal: Goal, parameters: Any) -> tuple[Goal, ...]:
    """With x + c for a symbol x: [x, c]."""
    name, text = parameters
    s, c = symbol(goal, name), number(text)
    if s.is_nonnegative or not c.is_Rational or c == 0:
        raise Refused
    return _moved(goal, {s: s + c})


def stretch(goal: Goal, parameters: Any) -> tuple[Goal, ...]:
    """With c*x for a symbol x, c positive: [x, c]."""
    name, text = parameters
    s, c = symbol(goal, name), number(text)
    if not c.is_Rational or c <= 0 or c == 1:
        raise Refused
    return _moved(goal, {s: c * s})


def _moved(goal: Goal, rule: Any) -> tuple[Goal, ...]:
    moved = goal.xreplace(rule)
    plain = [Fact(_collected(f.expr), f.op) for f in (moved.wanted, *moved.facts)]
    return (Goal(tidy(plain[1:]), plain[0]),)


def _collected(e: Any) -> Any:
    """In normal form, with the arguments of its parts in normal form."""
    e = sp.bottom_up(e, lambda x: x.func(*map(sp.expand, x.args)) if x.is_Function else x)
    shape = atoms([e])
    return shape.back(sp.cancel(sp.together(shape(e))))


def scale(goal: Goal, name: Any) -> tuple[Goal, ...]:
    """With x*p for every other symbol x, the positive symbol p is a factor of the whole, and vanishes."""
    p = symbol(goal, name)
    if not p.is_positive:
        raise Refused
    rule = {s: s * p for s in goal.symbols if s != p}
    return _without(goal, p, rule, lambda e: _unscaled(e, p))


def _unscaled(e: Any, p: Any) -> Any:
    inner = sp.bottom_up(e, lambda x: x.func(*(sp.factor(a) for a in x.args)) if _opaque(x) else x)
    kept = [base**power for base, power in factors(spread_logs(inner)) if base != p]
    return sp.Mul(*kept)


def _opaque(x: Any) -> bool:
    return bool(x.is_Function or (x.is_Pow and not x.exp.is_Integer))


def _without(goal: Goal, p: Any, rule: Any, change: Any) -> tuple[Goal, ...]:
    wanted = change(put(goal.wanted.expr, rule))
    if p in wanted.free_symbols or wanted.free_symbols >= goal.wanted.expr.free_symbols:
        raise Refused
    facts = [Fact(change(put(f.expr, rule)), f.op) for f in goal.facts]
    return (Goal(tidy(f for f in facts if p not in f.expr.free_symbols), Fact(wanted, goal.wanted.op)),)


def free(goal: Goal, known: Any) -> tuple[Goal, ...]:
    """Transcendental parts and roots as symbols, with what is known of them: "roots" alone, or also "bounds"."""
    spread = [spread_angles(f.expr) for f in (goal.wanted, *goal.facts)]
    shape = atoms(spread)
    plain = [_fraction(shape(e)) for e in spread]
    taken = {s.name for e in plain for s in e.free_symbols}
    numbers = {c: sp.Symbol(fresh(f"({c})", taken), real=True) for e in plain for c in irrational(e)}
    if not shape.meaning and not numbers:
        raise Refused
    changed = [Fact(_replaced(e, numbers), f.op) for e, f in zip(plain, (goal.wanted, *goal.facts), strict=True)]
    more = [g for s, part in shape.meaning.items() for g in _roots(s, part, shape)]
    more += [g for c, s in numbers.items() for g in _number(c, s)]
    if known == "bounds":
        more += [g for s, part in shape.meaning.items() for g in _bounds(s, part, shape)]
    return (Goal(tidy((*changed[1:], *more)), changed[0]),)


def irrational(e: Any) -> list[Any]:
    """The numbers in an expression that are not rational, outermost."""
    if e.is_number and not e.is_Rational and not (e.is_Add or e.is_Mul):
        return [e]
    return [c for a in e.args for c in irrational(a)]


def _replaced(e: Any, rule: Any) -> Any:
    if e in rule:
        return rule[e]
    return e.func(*(_replaced(a, rule) for a in e.args)) if e.args else e


def _number(c: Any, s: Any) -> list[Fact]:
    """Its equation where it is a root of a rational number, and bounds."""
    if c.is_Pow and c.base.is_Rational and c.exp.is_Rational and c.exp.p == 1:
        return [Fact(s**c.exp.q - c.base, "="), Fact(s, ">=")]
    z = ball(c)
    low, high = (_rational(end.fmpq()) for end in (z.lower(), z.upper()))
    return [Fact(s - low, ">="), Fact(high - s, ">=")]


def _rational(x: Any) -> Any:
    return sp.Rational(int(x.p), int(x.q))


def _fraction(e: Any) -> Any:
    return sp.cancel(sp.together(e))


def _roots(s: Any, part: Any, shape: Any) -> list[Fact]:
    """The equation of a root; that of a sine and a cosine of the same angle, or their range."""
    if part.is_Pow and part.exp.is_Rational:
        return [Fact(s**part.exp.q - shape(part.base), "="), Fact(s, ">=")]
    if isinstance(part, sp.sin):
        other = sp.cos(part.args[0])
        mate = next((k for k, v in shape.meaning.items() if v == other), None)
        if mate is not None:
            return [Fact(s**2 + mate**2 - 1, "=")]
    return [Fact(1 - s, ">="), Fact(1 + s, ">=")] if isinstance(part, sp.sin | sp.cos) else []


def _bounds(s: Any, part: Any, shape: Any) -> list[Fact]:
    """Tangents and ranges: exp(u) >= 1 + u, log(u) between 1 - 1/u and u - 1, atan within a right angle."""
    u = shape(part.args[0])
    if not u.is_rational_function():
        return []
    if isinstance(part, sp.exp):
        return [Fact(s - 1 - u, ">="), Fact(1 - s * (1 - u), ">=")]
    if isinstance(part, sp.log):
        return [Fact(u - 1 - s, ">="), Fact(u * s - u + 1, ">="), Fact(u, ">")]
    return []


def ranges(goal: Goal, _: Any) -> tuple[Goal, ...]:
    """Linear in sines and cosines: the worst is at -1 or 1 for each, whatever the angles."""
    shape = atoms([goal.wanted.expr])
    waves = [s for s, part in shape.meaning.items() if isinstance(part, sp.sin | sp.cos)]
    e = sp.expand(shape(goal.wanted.expr))
    if not 1 <= len(waves) <= 4 or goal.wanted.op not in (">=", ">") or not e.is_polynomial(*waves):
        raise Refused
    if any(power > 1 for m in sp.Poly(e, *waves).monoms() for power in m):
        raise Refused
    corners = [e]
    for w in waves:
        corners = [c.xreplace({w: sp.Integer(x)}) for c in corners for x in (-1, 1)]
    return tuple(goal.showing(shape.back(c), goal.wanted.op) for c in dict.fromkeys(corners))
