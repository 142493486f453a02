"""Points at which the facts of a goal hold, in floating point: they say which way is worth trying."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from verify.checkers.inequality.evaluate import enclosure, sign
from verify.checkers.inequality.goal import SIGNS, Goal, declared, signs
from verify.checkers.inequality.rules.calculus import bound, ends
from verify.checkers.inequality.rules.whole import is_whole, whole_symbols
from verify.language.relation import Relation
from verify.language.term import NEGATIVE, POSITIVE, ZERO, Number, summands
from verify.prover.inequality.sampling import Values, approximations, start

NOISE = 1e-10
BITS = 128

SIGN = {-1: NEGATIVE, 0: ZERO, 1: POSITIVE}


@dataclass(frozen=True)
class Sample:
    """Arrays of one length, one for each symbol of the goal; the facts hold at every entry."""

    values: Values
    count: int

    def put(self, e: Any, i: int) -> Any:
        """The term at one of the points, exactly."""
        return e.xreplace({s: Number(float(self.values[s.name][i])) for s in e.free_symbols})

    def of(self, e: Any) -> Any:
        """The values of a term, rounding noise cut to 0."""
        parts = [np.broadcast_to(p, self.count) for p in approximations(summands(e), self.values)]
        with np.errstate(all="ignore"):
            total, size = sum(parts), sum(np.abs(p) for p in parts)
            return np.where(np.abs(total) < NOISE * size, 0.0, total)

    def signs(self, e: Any) -> set[int]:
        """The sign that the symbols give it, or else those that occur where there is a value."""
        known = signs(e)
        if known in (NEGATIVE, POSITIVE):
            return {1 if known == POSITIVE else -1}
        found = self.of(e)
        return {int(s) for s in np.unique(np.sign(found[np.isfinite(found)]))}


def sample(goal: Goal, *, size: int = 150, seed: int = 0) -> Sample:
    """Without points where none were found. Raises TypeError for a term that no rule evaluates."""
    names = tuple(s.name for s in goal.symbols)
    values = start(names, tuple(_bounds(goal)), np.random.default_rng(seed), size=size)
    values |= {s.name: np.round(values[s.name]) for s in whole_symbols(goal)}
    count = len(next(iter(values.values()), [0.0]))
    inside = np.ones(count, dtype=bool)
    everything = Sample(values, count)
    rounded = [is_whole(s) for s in whole_symbols(goal)]
    for f in (*(f for f in goal.facts if f not in rounded), *declared(goal.symbols)):
        inside &= _holds(everything.of(f.expr), f.op)
    return Sample({n: v[inside] for n, v in values.items()}, int(inside.sum()))


def _holds(z: Any, op: str) -> Any:
    with np.errstate(all="ignore"):
        return {">=": z >= 0, ">": z > 0, "=": z == 0, "!=": z != 0}[op]


def _bounds(goal: Goal) -> list[Relation]:
    """The facts that compare one symbol with a number."""
    found = []
    for s in goal.symbols:
        low, high, _ = ends(goal, s)
        found += [Relation(at, "<=", s) for f in low if not (at := bound(f, s)).free_symbols]
        found += [Relation(s, "<=", at) for f in high if not (at := bound(f, s)).free_symbols]
    return found


def refuted(goal: Goal, points: Sample) -> bool:
    """Does some point that surely is meant surely break what is wanted? Floats propose it, balls at the exact point decide."""
    if not goal.symbols and not goal.facts:
        known = sign(goal.wanted.expr)  # of a number, which no float tells from a near one
        return known is not None and not SIGN[known] & SIGNS[goal.wanted.op]
    if not points.count or goal.wanted.op == "!=":
        return False
    found = points.of(goal.wanted.expr)
    worst = np.where(np.isfinite(found), -np.abs(found) if goal.wanted.op == "=" else found, np.inf)
    for i in np.argsort(worst, kind="stable")[:4]:
        here = points.put(goal.wanted.expr, int(i))
        if worst[i] < 0:
            z = enclosure(here, BITS)
            if (z < 0 or (goal.wanted.op == "=" and z != 0)) and _is_meant(goal, points, int(i)):
                return True
        if worst[i] == 0 and goal.wanted.op == ">" and sign(here) == 0 and _is_meant(goal, points, int(i)):
            return True
    return False


def _is_meant(goal: Goal, points: Sample, i: int) -> bool:
    """Do the facts surely hold there? Floats close to a point at which two sides touch do not tell."""
    return all(bool(_holds(enclosure(points.put(f.expr, i), BITS), f.op)) for f in goal.facts)
