"""Points at which the facts of a goal hold, in floating point: they say which way is worth trying."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from verify.checkers.inequality.atoms import visible
from verify.checkers.inequality.evaluate import enclosure, sign
from verify.checkers.inequality.formula import Compared, Term, number, replaced, symbol, term
from verify.checkers.inequality.goal import Fact, Goal
from verify.checkers.inequality.rules.calculus import bound, ends
from verify.prover.inequality.sampling import Values, approximate, start

NOISE = 1e-10


@dataclass(frozen=True)
class Sample:
    """Arrays of one length, one for each symbol of the goal; the facts hold at every entry."""

    values: Values
    count: int

    def at(self, i: int) -> dict[str, Term]:
        """One of the points, exactly."""
        return {n: number(Fraction(float(v[i]))) for n, v in self.values.items()}

    def of(self, e: Any) -> Any:
        """The values of an expression, rounding noise cut to 0."""
        parts = [np.broadcast_to(approximate(term(p), self.values), self.count) for p in sp.Add.make_args(e)]
        with np.errstate(all="ignore"):
            total, size = sum(parts), sum(np.abs(p) for p in parts)
            return np.where(np.abs(total) < NOISE * size, 0.0, total)

    def signs(self, e: Any) -> set[int]:
        """The signs that SymPy sees, or else that occur where there is a value."""
        shown = visible(e)
        if shown.is_positive or shown.is_negative:
            return {1 if shown.is_positive else -1}
        found = self.of(e)
        return {int(s) for s in np.unique(np.sign(found[np.isfinite(found)]))}


def sample(goal: Goal, *, size: int = 150, seed: int = 0) -> Sample:
    """Without points where none were found. Raises TypeError for an expression that no rule evaluates."""
    names = tuple(s.name for s in goal.symbols)
    values = start(names, tuple(_bounds(goal)), np.random.default_rng(seed), size=size)
    count = len(next(iter(values.values()), [0.0]))
    inside = np.ones(count, dtype=bool)
    everything = Sample(values, count)
    declared = [Fact(s, ">" if s.is_positive else ">=") for s in goal.symbols if s.is_nonnegative]
    for f in (*goal.facts, *declared):
        inside &= _holds(everything.of(f.expr), f.op)
    return Sample({n: v[inside] for n, v in values.items()}, int(inside.sum()))


def _holds(z: Any, op: str) -> Any:
    with np.errstate(all="ignore"):
        return {">=": z >= 0, ">": z > 0, "=": z == 0, "!=": z != 0}[op]


def _bounds(goal: Goal) -> list[Compared]:
    """The facts that compare one symbol with a number."""
    found = []
    for s in goal.symbols:
        low, high, _ = ends(goal, s)
        for f, side in [*((f, 1) for f in low), *((f, -1) for f in high)]:
            at = bound(f, s)
            if not at.free_symbols:
                one, two = symbol(s.name), term(at)
                found.append(Compared(two, "<=", one) if side > 0 else Compared(one, "<=", two))
    return found


def refuted(goal: Goal, points: Sample) -> bool:
    """Does some point surely break what is wanted? Floats propose it, balls at the exact point decide."""
    if not points.count or goal.wanted.op == "!=":
        return False
    found = points.of(goal.wanted.expr)
    worst = np.where(np.isfinite(found), -np.abs(found) if goal.wanted.op == "=" else found, np.inf)
    formula = term(goal.wanted.expr)
    for i in np.argsort(worst, kind="stable")[:4]:
        here = replaced(formula, points.at(int(i)))
        if worst[i] < 0:
            z = enclosure(here, 128)
            if z < 0 or (goal.wanted.op == "=" and z != 0):
                return True
        if worst[i] == 0 and goal.wanted.op == ">" and sign(here) == 0:
            return True
    return False
