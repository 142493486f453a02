"""Rules that take what is wanted to fewer symbols: shifts, scales, and parts that become symbols of their own.

Why it is sound.

  F, e after x = x' + r p, for all x', p       F, e after x = x' p, for all x', p      F, e after x = x + c, x = c x, c > 0, or x = -x
  --------------------------------------       -------------------------------------   -----------------------------------------
  F => e op 0                                  F => e op 0,  p > 0                     F => e op 0

Each substitution is onto: x' = x - r p, x/p, x - c, x/c, -x. A shift may change the sign of a symbol, and so may a mirror: none that
they move may have a declared one; a scale by a positive number keeps signs. Facts in which p is left are dropped. Of the scaled goal
the factor p^k is left out, which is positive; the shifted one must be free of p by itself, after a division by something positive.

  F(s), G(s) => e(s) op 0 for all numbers s of the declared signs       e(w) op 0 at all w_k in {-1, 1}
  ---------------------------------------------------------------       -----------------------------------------
  F => e(parts) op 0, where G holds for the parts                       e(sin, cos) op 0, e linear in each, op >= or >

`free` may add any G that is true of the parts: s^q = u and s >= 0 for a root, s^2 + c^2 = 1 or -1 <= s <= 1 for sine and cosine;
exp(u) >= 1 + u, 1 >= exp(u) (1 - u); 1 - 1/u <= log(u) <= u - 1 and u > 0. An irrational number becomes a symbol too, with its
equation or with the rational ends of a ball around it. No symbol gets a name that is taken (`Atoms.symbols`).

`ranges`: a function that is linear in each w_k has its least value over the cube at a corner; the coefficients may hold anything
that is fixed at the point. That the angles of the parts depend on each other only makes it harder.
"""

from __future__ import annotations

from typing import Any

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.atoms import (
    Atoms,
    cancelled,
    coefficients,
    factored,
    factors,
    is_rational,
    multiplied,
    spread_angles,
)
from verify.checkers.inequality.compiled import ball
from verify.checkers.inequality.constant import rational_number
from verify.checkers.inequality.goal import Fact, Goal, tidy
from verify.checkers.inequality.rules.exponential import divide, spread_logs
from verify.checkers.inequality.rules.shape import symbol
from verify.kernel.decide import LONGEST_POWER, fraction_of
from verify.language.expansion import expand
from verify.language.functions import Function, cos, exp, log, sin
from verify.language.term import ANY_SIGN, MINUS_ONE, ONE, POSITIVE, Number, Pow, rebuilt


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
    if set(ratios) != {s.name for s in others} or any(s.signs != ANY_SIGN for s in (p, *others)):
        raise Refused
    rule = {s: s + rational_number(ratios[s.name]) * p for s in others}
    return _without(goal, p, rule, cancelled)


def centre(goal: Goal, parameters: Any) -> tuple[Goal, ...]:
    """With x + c for a symbol x: [x, c]."""
    name, text = parameters
    s, c = symbol(goal, name), rational_number(text)
    if s.signs != ANY_SIGN or c == 0:
        raise Refused
    return _moved(goal, {s: s + c})


def stretch(goal: Goal, parameters: Any) -> tuple[Goal, ...]:
    """With c*x for a symbol x, c positive: [x, c]."""
    name, text = parameters
    s, c = symbol(goal, name), rational_number(text)
    if c <= 0 or c == 1:
        raise Refused
    return _moved(goal, {s: c * s})


def mirror(goal: Goal, name: Any) -> tuple[Goal, ...]:
    """With -x for a symbol x."""
    s = symbol(goal, name)
    if s.signs != ANY_SIGN:
        raise Refused
    return _moved(goal, {s: -s})


def _moved(goal: Goal, rule: Any) -> tuple[Goal, ...]:
    moved = goal.xreplace(rule)
    plain = [Fact(cancelled(f.expr), f.op) for f in (moved.wanted, *moved.facts)]
    return (Goal(tidy(plain[1:]), plain[0]),)


def scale(goal: Goal, name: Any) -> tuple[Goal, ...]:
    """With x*p for every other symbol x, the positive symbol p is a factor of the whole, and vanishes."""
    p = symbol(goal, name)
    if p.signs != POSITIVE:
        raise Refused
    rule = {s: s * p for s in goal.symbols if s != p}
    return _without(goal, p, rule, lambda e: _unscaled(e, p))


def _unscaled(e: Any, p: Any) -> Any:
    inner = rebuilt(e, lambda x: x.func(*map(factored, x.args)) if isinstance(x, Function) else _rooted(x))
    found = factors(spread_logs(inner))
    return multiplied(found.constant, [(base, n) for base, n in found.powers if base is not p])


def _rooted(x: Any) -> Any:
    return Pow(factored(x.base), x.exp) if isinstance(x, Pow) and not x.exp.is_Integer else x


def _without(goal: Goal, p: Any, rule: Any, change: Any) -> tuple[Goal, ...]:
    wanted = change(goal.wanted.expr.xreplace(rule))
    if p in wanted.free_symbols or wanted.free_symbols >= goal.wanted.expr.free_symbols:
        raise Refused
    facts = [Fact(change(f.expr.xreplace(rule)), f.op) for f in goal.facts]
    return (Goal(tidy(f for f in facts if p not in f.expr.free_symbols), Fact(wanted, goal.wanted.op)),)


def free(goal: Goal, known: Any) -> tuple[Goal, ...]:
    """Transcendental parts and roots as symbols, with what is known of them: "roots" alone, or also "bounds"."""
    spread = [spread_angles(f.expr) for f in (goal.wanted, *goal.facts)]
    shape = Atoms(spread)
    if not shape.symbols:
        raise Refused
    changed = [Fact(cancelled(shape.freed(e)), f.op) for e, f in zip(spread, (goal.wanted, *goal.facts), strict=True)]
    more = [g for part in shape.parts for g in _roots(part, shape)]
    more += [g for c in shape.numbers for g in _number(c, shape.symbols[c])]
    if known == "bounds":
        more += [g for part in shape.parts for g in _bounds(part, shape)]
    return (Goal(tidy((*changed[1:], *more)), changed[0]),)


def _number(c: Any, s: Any) -> list[Fact]:
    """Its equation where it is a root of a rational number, and bounds."""
    if _is_root(c) and isinstance(c.base, Number):
        return [Fact(s**c.exp.q - c.base, "="), Fact(s, ">=")]
    z = ball(c)
    if any(abs(int(end.man_exp()[1])) > LONGEST_POWER for end in (z.lower(), z.upper())):
        return []
    low, high = (Number(fraction_of(end)) for end in (z.lower(), z.upper()))
    return [Fact(s - low, ">="), Fact(high - s, ">=")]


def _is_root(part: Any) -> bool:
    return isinstance(part, Pow) and isinstance(part.exp, Number) and part.exp.p == 1


def _roots(part: Any, shape: Atoms) -> list[Fact]:
    """The equation of a root; that of a sine and a cosine of the same angle, or their range."""
    s = shape.symbols[part]
    if _is_root(part):
        return [Fact(s**part.exp.q - shape.freed(part.base), "="), Fact(s, ">=")]
    if isinstance(part, sin) and cos(part.args[0]) in shape.symbols:
        return [Fact(s**2 + shape.symbols[cos(part.args[0])] ** 2 - 1, "=")]
    return [Fact(1 - s, ">="), Fact(1 + s, ">=")] if isinstance(part, sin | cos) else []


def _bounds(part: Any, shape: Atoms) -> list[Fact]:
    """Tangents and ranges: exp(u) >= 1 + u, log(u) between 1 - 1/u and u - 1."""
    if not isinstance(part, exp | log):
        return []
    s, u = shape.symbols[part], shape.freed(part.args[0])
    if not is_rational(u):
        return []
    if isinstance(part, exp):
        return [Fact(s - 1 - u, ">="), Fact(1 - s * (1 - u), ">=")]
    return [Fact(u - 1 - s, ">="), Fact(u * s - u + 1, ">="), Fact(u, ">")]


def ranges(goal: Goal, _: Any) -> tuple[Goal, ...]:
    """Linear in sines and cosines: the worst is at -1 or 1 for each, whatever the angles."""
    shape = Atoms([goal.wanted.expr])
    waves = [shape.symbols[part] for part in shape.parts if isinstance(part, sin | cos)]
    e = expand(shape.freed(goal.wanted.expr))
    if not 1 <= len(waves) <= 4 or goal.wanted.op not in (">=", ">"):
        raise Refused
    corners = [e]
    for w in waves:
        found = coefficients(e, w)
        if found is None or len(found) > 2:
            raise Refused
        corners = [c.xreplace({w: x}) for c in corners for x in (MINUS_ONE, ONE)]
    spelled = {s: part for part, s in shape.symbols.items()}
    return tuple(goal.showing(c.xreplace(spelled), goal.wanted.op) for c in dict.fromkeys(map(expand, corners)))
