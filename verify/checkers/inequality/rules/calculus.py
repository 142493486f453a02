"""Rules of one variable of a goal: monotone from an end, and limits.

Why it is sound. e is what is wanted as a function of s, D its derivative, the other symbols are fixed.

  e has a value at the end a      e and De have values on (a, b)      e(a) >= 0      De >= 0 on (a, b)
  ----------------------------------------------------------------------------------------------------
                                   e >= 0 on [a, b)

  strict, a in the range: e(a) > 0 and De >= 0         strict, a not in it: e(a) >= 0 and De > 0

The mean value theorem needs e continuous on [a, s] and differentiable on (a, s). e has no kinks and no steps; it is built of
functions that are continuous where they have values, ends of domains included, and differentiable where the formula of De
has a value. So continuity is a matter of conditions, and each is a goal: on the open interval, and at a apart. Those of De are
read off the formula that the rules of calculus give, before anything in it is cancelled.

Between a and s only these facts hold: those without s, that s is beyond a, and the bounds on the other side. The goals on the
interval have just these. a comes from a fact that is linear in s with a rational slope, and may depend on other symbols. A
declared sign of s is forgotten, since the interval may leave it. From the high end all is mirrored.

  no end above      e and De have values beyond      De <= 0 beyond      e(s) -> L >= 0 for s -> oo
  -------------------------------------------------------------------------------------------------
                         e >= L >= 0;  e > 0 if L > 0, or De < 0

For `limit` what is wanted has one symbol, so that the limit is a number, whose sign is decided exactly; that it is the limit is
owed by `limits`. See Rudin, Principles of Mathematical Analysis, 5.10 and 5.11.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.atoms import linear
from verify.checkers.inequality.constant import sign
from verify.checkers.inequality.evaluate import conditions
from verify.checkers.inequality.goal import Fact, Goal, declared, fact, tidy
from verify.checkers.inequality.limits import BELOW, limit
from verify.checkers.inequality.rules.shape import KINKS, symbol
from verify.language.derivative import diff
from verify.language.expansion import expand
from verify.language.term import Symbol, oo


def ends(goal: Goal, s: Any) -> tuple[list[Fact], list[Fact], list[Fact]]:
    """The facts that bound the symbol from below and from above by something without it, and the others with it."""
    low, high, other = list[Fact](), list[Fact](), list[Fact]()
    for f in goal.facts:
        if s not in f.expr.free_symbols:
            continue
        found = linear(f.expr, s) if f.op in (">=", ">") else None
        (other if found is None else low if found[0] > 0 else high).append(f)
    if not low:
        low += declared([s])
    return low, high, other


def bound(f: Fact, s: Any) -> Any:
    """The value that the fact compares the symbol with. Raises Refused where it does not compare it."""
    if (found := linear(f.expr, s)) is None:
        raise Refused
    return expand(-found[1] / found[0])


def plain(goal: Goal, s: Any) -> tuple[Goal, Any]:
    """The goal with the symbol declared real only: a derivation with respect to it may leave its range."""
    r = Symbol(s.name)
    return (goal.xreplace({s: r}), r) if r is not s else (goal, s)


def monotone(goal: Goal, parameters: Any) -> tuple[Goal, ...]:
    """From the end of its range where it is smallest, what is wanted grows: [symbol, "low" or "high", which end fact].

    The value at the end must be shown, positive where the end belongs to the range; then a derivative of one weak sign
    does. At an end that does not belong to it a value that is not negative does, with a derivative of strict sign.
    """
    name, side, index = parameters
    s = symbol(goal, name)
    low, high, _ = ends(goal, s)
    facts = low if side == "low" else high
    if not isinstance(index, int) or not 0 <= index < len(facts) or goal.wanted.op not in (">=", ">"):
        raise Refused
    goal, s, low, high, end = _plain_ends(goal, s, low, high, facts[index])
    e, at = _smooth(goal), bound(end, s)
    fixed = tuple(f for f in goal.facts if s not in f.expr.free_symbols)
    # between the end and a point, what bounds the symbol on the other side holds as well; other facts may fail there
    inner = Goal(tidy((*fixed, Fact(end.expr, ">"), *(high if side == "low" else low))), goal.wanted)
    slope = diff(e, s) if side == "low" else -diff(e, s)
    strict = goal.wanted.op == ">"
    return (
        *continuous(inner, (e, slope), {}),
        *continuous(Goal(fixed, goal.wanted), (e,), {s: at}),
        Goal(fixed, Fact(e.xreplace({s: at}), ">" if strict and end.op == ">=" else ">=")),
        inner.showing(slope, ">" if strict and end.op == ">" else ">="),
    )


def _smooth(goal: Goal) -> Any:
    if goal.wanted.expr.has(*KINKS):
        raise Refused
    return goal.wanted.expr


def _plain_ends(goal: Goal, s: Any, low: Any, high: Any, end: Fact) -> Any:
    changed, r = plain(goal, s)
    rule = {s: r}
    return changed, r, [f.xreplace(rule) for f in low], [f.xreplace(rule) for f in high], end.xreplace(rule)


def continuous(goal: Goal, expressions: tuple[Any, ...], at: Any) -> Iterator[Goal]:
    """The conditions under which the expressions have values here, each a goal unless it holds between numbers."""
    for e in expressions:
        found = [fact(c).xreplace(at) for c in dict.fromkeys(conditions(e))]
        for f in dict.fromkeys(found):
            if f.expr.free_symbols or not _true(f):
                yield Goal(goal.facts, f)


def _true(f: Fact) -> bool:
    return sign(f.expr) in {">=": (0, 1), ">": (1,), "=": (0,), "!=": (-1, 1)}[f.op]


def toward_limit(goal: Goal, parameters: Any) -> tuple[Goal, ...]:
    """Without an upper ("high") or lower ("low") end, it falls to a limit that is not negative: [symbol, side]."""
    name, side = parameters
    s = symbol(goal, name)
    low, high, _ = ends(goal, s)
    if (high if side == "high" else low) or len(goal.wanted_symbols) != 1 or goal.wanted.op not in (">=", ">"):
        raise Refused
    goal, s, low, high, _ = _plain_ends(goal, s, low, high, goal.wanted)
    e = _smooth(goal)
    value = limit(e, s, oo if side == "high" else BELOW)
    if value is None or value is BELOW or (value is not oo and sign(value) not in (0, 1)):
        raise Refused
    slope = -diff(e, s) if side == "high" else diff(e, s)
    inner = Goal(tidy((*low, *high)), goal.wanted)
    strict = goal.wanted.op == ">" and value is not oo and sign(value) == 0
    return (*continuous(inner, (e, slope), {}), inner.showing(slope, ">" if strict else ">="))
