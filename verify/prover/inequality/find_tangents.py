"""Lines below quotients that touch them where what is wanted is least."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from verify.checkers.inequality.goal import Goal, declared
from verify.checkers.inequality.goal_on_box import derivative
from verify.checkers.inequality.rules.convex import quotients
from verify.checkers.inequality.rules.shape import KINKS
from verify.language.expansion import expand
from verify.language.functions import Function
from verify.language.relation import Relation
from verify.language.term import ZERO, Number
from verify.prover.inequality.ascent import climb
from verify.prover.inequality.one_variable import Use
from verify.prover.inequality.sample import Sample
from verify.prover.inequality.sampling import approximate

FEWEST, MOST = 2, 8  # quotients
STARTS = 4
SHORT = 60  # the largest denominator of a place
NEAR = 1e-4


def tangents(goal: Goal, points: Sample) -> Iterator[Use]:
    """In the denominators, and in the symbols; for quotients with one sign above and below."""
    e = goal.wanted.expr
    if len(goal.wanted_symbols) < 2 or goal.wanted.op not in (">=", ">") or not points.count or e.has(*KINKS, Function):
        return
    found, _ = quotients(e)
    able = [k for k, (d, n) in enumerate(found) if points.signs(d) == {1} and -1 not in points.signs(n)]
    if not FEWEST <= len(able) <= MOST or (at := _least(goal, points)) is None:
        return
    values = {k: expand(found[k][0].xreplace(at)) for k in able}
    if not all(isinstance(c, Number) and c.value > 0 for c in values.values()):
        return
    yield "tangents", [[k, [str(c)]] for k, c in values.items()]
    yield "tangents", [[k, _plane(found[k][0], c, at)] for k, c in values.items()]


def _plane(d: Any, c: Any, at: Mapping[Any, Any]) -> list[Any]:
    """The tangent of 1/d, which is 1/c there, in the symbols of d."""
    slopes = {s: expand(-derivative(d, s).xreplace(at) / c**2) for s in sorted(d.free_symbols, key=lambda s: s.key)}
    constant = expand(1 / c - sum(k * at[s] for s, k in slopes.items()))
    return [str(constant), {s.name: str(k) for s, k in slopes.items()}]


def _least(goal: Goal, points: Sample) -> dict[Any, Any] | None:
    """Where what is wanted is least, in short numbers where they are near."""
    seen = points.of(goal.wanted.expr)
    order = np.argsort(np.where(np.isfinite(seen), seen, np.inf), kind="stable")[:STARTS]
    if not len(order) or not np.isfinite(seen[order[0]]):
        return None
    starts = {n: v[order] for n, v in points.values.items()}
    facts = (*goal.facts, *declared(goal.symbols))
    where = tuple(Relation(ZERO, "<=", f.expr) for f in facts if f.op in (">", ">="))
    ends = climb(lambda v: -approximate(goal.wanted.expr, v), where, starts, -seen[order], np.random.default_rng(0))
    best = int(np.argmin(np.nan_to_num(approximate(goal.wanted.expr, ends), nan=np.inf)))
    return {s: Number(_short(float(ends[s.name][best]))) for s in goal.symbols}


def _short(x: float) -> Fraction:
    near = Fraction(x).limit_denominator(SHORT)
    return near if abs(float(near) - x) <= NEAR * max(1.0, abs(x)) else Fraction(x).limit_denominator(10**4)
