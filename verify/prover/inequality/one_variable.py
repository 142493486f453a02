"""One variable: exact touching points, monotone pieces, covers between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.check import RULES
from verify.checkers.inequality.constant import rational, sign
from verify.checkers.inequality.evaluate import defined, enclosure
from verify.checkers.inequality.goal import Goal
from verify.checkers.inequality.goal_on_box import derivative
from verify.checkers.inequality.rules.calculus import bound, ends
from verify.checkers.inequality.rules.exponential import divisors
from verify.checkers.inequality.rules.shape import KINKS
from verify.checkers.inequality.rules.tails import parts
from verify.language.expansion import expand
from verify.language.functions import Function, atan, exp, log
from verify.language.term import MINUS_ONE, NOUGHT, ONE, Number, pi
from verify.prover.inequality.budget import Budget, Proof
from verify.prover.inequality.exact_numbers import special_numbers
from verify.prover.inequality.find_cover import cover
from verify.prover.inequality.sample import Sample
from verify.prover.inequality.sampling import approximate

Use = tuple[str, Any]
FEW, MANY = 60, 3000
ZOOMS = 8
NEAR, SHIFT = -1.0, 0.1
FAR = 3.0  # erf(3) is 1 up to 2/100000


def uses(goal: Goal, points: Sample, budget: Budget) -> Iterator[Use | Proof]:
    """Proofs by a cover, and uses of rules that are worth a try, the most promising first."""
    (s,) = goal.wanted_symbols
    order = np.argsort(points.values[s.name], kind="stable") if points.count else np.zeros(0, dtype=int)
    at, e = points.values[s.name][order] if points.count else np.zeros(0), goal.wanted.expr
    touching = list(_touching(goal, s, at, points.of(e)[order] if points.count else at))
    if touching and goal.wanted.op == ">":
        return
    for value in touching[:1]:
        yield "cut", [s.name, str(value)]
    if (found := cover(goal, points, budget, pieces=min(FEW, budget.pieces))) is not None:
        yield found
    if e.has(*KINKS):
        return
    yield from _tails(goal, s, points)
    yield from _decay(goal, points)
    yield from _divided(goal, points, lambda d: not isinstance(d, exp))  # alone, log and atan have algebraic slopes
    yield from _monotone(goal, s, points)
    yield from _divided(goal, points, lambda d: isinstance(d, exp))
    if (found := cover(goal, points, budget, pieces=min(MANY, budget.pieces))) is not None:
        yield found
    yield from _halves(goal, s, points, order)


def _tails(goal: Goal, s: Any, points: Sample) -> Iterator[Use]:
    """Far out an error function is almost constant: where it has one sign, and beyond a place at which it is small without it."""
    low, high, _ = ends(goal, s)
    for k, part in enumerate(parts(goal.wanted.expr)):
        signs = points.signs(part.args[0]) - {0}
        if signs in ({1}, {-1}):
            yield "tail", [k, "+" if signs == {1} else "-"]
        slope = derivative(part.args[0], s)
        if not slope.free_symbols and (size := abs(_near(slope))) > 0:
            places = [way * round(FAR / size) for way, end in ((1, high), (-1, low)) if not end]
            yield from (("halves", [s.name, str(x)]) for x in places)


def _decay(goal: Goal, points: Sample) -> Iterator[Use]:
    """Exponentials that are small on a range without end."""
    found = parts(goal.wanted.expr, exp)
    low, high, _ = ends(goal, goal.wanted_symbols[0])
    if found and points.count and not (low and high):
        largest = [float(np.max(points.of(part.args[0]))) for part in found]
        if max(largest) < NEAR:
            yield "decay", [str(rational(x + SHIFT, largest=8)) for x in largest]


def algebraic_slope(goal: Goal, points: Sample) -> Iterator[Use]:
    """Monotone, where logarithms and arcs stand alone: their slopes are algebraic, and no longer once they are multiplied."""
    e = goal.wanted.expr
    if len(goal.wanted_symbols) != 1 or not e.has(log, atan) or e.has(*KINKS):
        return
    (s,) = goal.wanted_symbols
    if not derivative(e, s).has(Function):
        yield from _monotone(goal, s, points)


def _divided(goal: Goal, points: Sample, meant: Callable[[Any], bool]) -> Iterator[Use]:
    for k, d in enumerate(divisors(goal)):
        signs = points.signs(d) - {0} if meant(d) else set()
        if signs in ({1}, {-1}):
            yield "divide", [k, "+" if signs == {1} else "-"]


def _monotone(goal: Goal, s: Any, points: Sample) -> Iterator[Use]:
    signs = points.signs(derivative(goal.wanted.expr, s))
    low, high, _ = ends(goal, s)
    for rising, side, facts in ((1, "low", low), (-1, "high", high)):
        if -rising in signs:
            continue
        for k, f in enumerate(facts):
            value = goal.wanted.expr.xreplace({s: bound(f, s)})
            if defined(value, {}) is not False and (sign(value) or 0) >= 0:
                yield "monotone", [s.name, side, k]
    if 1 not in signs and not high:
        yield "limit", [s.name, "high"]
    if -1 not in signs and not low:
        yield "limit", [s.name, "low"]


SPECIAL = (NOUGHT, ONE, MINUS_ONE, *map(Number, (2, -2, Fraction(1, 2), Fraction(-1, 2), 3, -3)), exp(1), pi, -pi)


def _touching(goal: Goal, s: Any, at: Any, values: Any) -> Iterator[Any]:
    """Exact zeros inside the range, at special numbers and where the sampled values are locally smallest."""
    if len(at) < 3 or goal.wanted.op == "!=":
        return
    low, high, _ = ends(goal, s)
    tried = {bound(f, s) for f in (*low, *high)}
    for x in map(expand, (*SPECIAL, *_smallest(goal, s, at, values))):
        if x not in tried and float(at[0]) < _near(x) < float(at[-1]):
            tried.add(x)
            if sign(goal.wanted.expr.xreplace({s: x})) == 0:
                yield x


def _near(x: Any) -> float:
    return float(enclosure(x, 64).mid())


def _smallest(goal: Goal, s: Any, at: Any, values: Any) -> Iterator[Any]:
    """Numbers that the places of the smallest values may be."""
    values = np.nan_to_num(values, nan=1e300, posinf=1e300, neginf=-1e300)
    flat = np.flatnonzero(np.diff(values) != 0)  # one place for each run of equal values
    starts, stops = np.concatenate([[0], flat + 1]), np.concatenate([flat, [len(values) - 1]])
    level = values[starts]
    low: Any = np.flatnonzero((level[1:-1] < level[:-2]) & (level[1:-1] < level[2:])) + 1 if len(level) > 2 else []
    for k in sorted(low, key=lambda k: level[k])[:4]:
        place = _lowest(goal.wanted.expr, s.name, float(at[stops[k - 1]]), float(at[starts[k + 1]]))
        yield from special_numbers(place)


def _lowest(e: Any, name: str, low: float, high: float) -> float:
    """Where the value is smallest between two places, by finer and finer grids."""
    for _ in range(ZOOMS):
        grid = np.linspace(low, high, 33)
        k = int(np.argmin(np.nan_to_num(approximate(e, {name: grid}) + 0 * grid, nan=1e300)))
        low, high = grid[max(k - 1, 0)], grid[min(k + 1, 32)]
    return float(grid[k])


def _halves(goal: Goal, s: Any, points: Sample, order: Any) -> Iterator[Use]:
    """Where the slope changes its sign, a bit outside of it, and fixed distances from the ends."""
    if not points.count:
        return
    at = points.values[s.name][order]
    slope = points.of(derivative(goal.wanted.expr, s))[order]
    known = np.isfinite(slope) & (slope != 0)
    at, slope = at[known], np.sign(slope[known])
    changes = np.flatnonzero(slope[1:] != slope[:-1])
    places = [float(at[i] + at[i + 1]) / 2 for k in (0, -1) if len(changes) for i in [changes[k]]]
    low, high, _ = ends(goal, s)
    if not low:
        places = [*(p - abs(p) - 1 for p in places[:1]), -1.0, *places]
    if not high:
        places = [*(p + abs(p) + 1 for p in places[-1:]), 1.0, *places]
        places += [2 * float(at[0]) + 1 if low and len(at) else 4.0]
    if len(at):
        left, right = float(at[0]), float(at[-1])
        places += [left + 0.1 * min(1.0, right - left), right - 0.1 * min(1.0, right - left), (left + right) / 2]
    seen: dict[Any, None] = {}
    for p in places:
        x = rational(p, largest=16)
        if len(at) and float(at[0]) < float(x) < float(at[-1]) and x not in seen:
            seen[x] = None
            if sign(goal.wanted.expr.xreplace({s: x})) == 1:
                yield "halves", [s.name, str(x)]


def applied(goal: Goal, use: Use) -> tuple[Goal, ...] | None:
    """The goals that a use of a rule leaves; None where it is refused."""
    try:
        return RULES[use[0]](goal, use[1])
    except (Refused, TypeError, ValueError, AttributeError, ArithmeticError):
        return None
