"""Look for an exact point that refutes a claim, or at which it has no value. Floats propose, `problem.shown` decides."""

from __future__ import annotations

import time
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import inf
from typing import Any

import numpy as np

from verify.checkers.inequality.evaluate import Point, enclosure, simple
from verify.checkers.inequality.formula import replaced
from verify.checkers.inequality.problem import Found, Problem, admissible, shown
from verify.language.relation import Relation
from verify.language.term import Number
from verify.prover.inequality.ascent import STARTS, ascended, excess, inside_of, relative
from verify.prover.inequality.eliminate import Definitions, eliminated, whole
from verify.prover.inequality.exact_numbers import readings
from verify.prover.inequality.sampling import LARGE, SMALL, approximate, start

TRIES = 60
MOST_TIES = 30
SCREEN = 128
SHORT = 8
NEAREST = (1, 2, 3, 5, 10, None)  # the largest coordinates that are tried


def search(problem: Problem, *, seed: int = 0, deadline: float = inf) -> Found | None:
    """The worst that was found; None when not even an admissible point was. No point is looked at twice."""
    best, looked = None, set[Any]()
    for definitions in eliminated(problem):
        ties = MOST_TIES
        for point in _candidates(problem, definitions, np.random.default_rng(seed)):
            if best is not None and time.monotonic() > deadline:
                return best
            if (key := tuple(point.values())) in looked:
                continue
            looked.add(key)
            seen = _seen(problem, point) if best is not None else "fails"
            rare = seen == "tied" and not (
                _may_touch(problem) and _is_short(point)
            )  # an exact zero takes long to be shown
            ties -= rare
            if seen == "holds" or (rare and ties < 0):
                continue
            shows = shown(problem, point)
            if shows == "REFUTED":
                return Found(shows, _simplest(problem, point, definitions, deadline))
            best = _worse(problem, best, shows, point)
    return best


def _worse(problem: Problem, best: Found | None, shows: str | None, point: Point) -> Found | None:
    if shows == "UNDEFINED" or (best is None and shows):
        return best if best is not None and best.shows == "UNDEFINED" else Found(str(shows), point)
    return Found("admissible", point) if best is None and admissible(problem, point) else best


def _may_touch(problem: Problem) -> bool:
    """Does a relation fail where its sides are equal?"""
    return any(r.op in ("<", "!=") for r in problem.conclusion)


def _is_short(point: Point) -> bool:
    return all(not isinstance(t, Number) or len(str(t)) <= SHORT for t in point.values())


def _seen(problem: Problem, point: Point) -> str:
    """What balls see: "fails" also where a part may have no value, "holds" of all relations, or "tied"."""
    balls = [(r.op, enclosure(replaced(r.slack, point), SCREEN)) for r in problem.conclusion]
    if any(not z.is_finite() or z < 0 or (op == "=" and z != 0) for op, z in balls):
        return "fails"
    return "holds" if all(z > 0 for _, z in balls) else "tied"


def _simplest(problem: Problem, point: Point, definitions: Definitions, deadline: float) -> Point:
    """The same point with numbers that are nearer to 0 and shorter, where they still refute; what equations say follows."""
    free = {n: v for n, v in point.items() if n not in definitions}
    looked = {tuple(point.values())}
    for most, digits in product(NEAREST, (1, 2, 10, 100, 10**4, 10**6)):
        short = _completed({n: _nearer(_short(v, digits), most) for n, v in free.items()}, definitions)
        if (key := tuple(short.values())) in looked:
            continue
        if time.monotonic() > deadline:
            break
        looked.add(key)
        if shown(problem, short) == "REFUTED":
            return short
    return point


def _nearer(v: Any, most: int | None) -> Any:
    return v if most is None or not isinstance(v, Number) else Number(max(-most, min(most, v.value)))


def _short(v: Any, largest: int) -> Any:
    if not isinstance(v, Number):
        return v
    if v.value and not SMALL <= abs(v.value) <= LARGE:  # one digit and zeros
        return Number(Fraction(f"{float(v.value):.0e}"))
    return Number(v.value.limit_denominator(largest))


def _candidates(problem: Problem, definitions: Definitions, generator: Any) -> Iterator[Point]:
    free = tuple(n for n in problem.names if n not in definitions)
    if not free:
        yield _completed({}, definitions)
        return
    where = tuple(_rewritten(r, definitions) for r in problem.where)
    links = tuple(_rewritten(r, definitions) for r in problem.conclusion)
    values = start(free, where, generator, links=links)
    values = _whole(where, values)
    inside = inside_of(where, values)
    order = _ranked(links, values, inside)
    yield from _exact(values, order, definitions)
    for worst in ascended(links, where, values, generator):
        yield from _exact(worst, range(len(worst[free[0]])), definitions)


def _whole(where: tuple[Relation, ...], values: Any) -> Any:
    """The values with those of whole numbers rounded, or just below what one of them is the whole part of."""
    found = dict(values)
    for s in (s for s in map(whole, where) if s is not None):
        if s.name in found:
            above = [
                r.rhs
                for r in where
                if r.lhs is s and r.op == "<=" and r.rhs.free_symbols and s not in r.rhs.free_symbols
            ]
            found[s.name] = (
                np.floor(approximate(above[0], found) + 0 * found[s.name]) if above else np.round(found[s.name])
            )
    return found


def _rewritten(r: Relation, definitions: Definitions) -> Relation:
    return r.map(lambda side: replaced(side, definitions))


def _ranked(links: tuple[Relation, ...], values: Any, inside: Any) -> list[int]:
    """Admissible points: those without a value, the worst, the relatively worst, and a few others."""
    picked: list[int] = []
    rest = np.flatnonzero(inside)
    for r in links:
        scores = [excess(r, values), relative(r, values)]
        picked += [int(i) for i in rest[~np.isfinite(scores[0][rest])][:TRIES]]
        for score in (np.where(np.isfinite(z), z, -np.inf) for z in scores):
            picked += [int(i) for i in rest[np.argsort(-score[rest], kind="stable")][:TRIES]]
    return list(dict.fromkeys([*picked, *map(int, rest[:5])]))


def _exact(values: Any, order: Any, definitions: Definitions) -> Iterator[Point]:
    """Exact points at and near the floats: short ones first, special numbers that they may stand for, the floats."""
    for i in order:
        floats = {n: float(v[i]) for n, v in values.items()}
        if not all(np.isfinite(x) for x in floats.values()):
            continue
        exact = {n: Number(Fraction(x)) for n, x in floats.items()}
        yield _completed(exact, definitions)
    for i in list(order)[:STARTS]:
        yield from (_completed(p, definitions) for p in readings({n: float(v[i]) for n, v in values.items()}))


def _completed(point: Point, definitions: Definitions) -> Point:
    return {**point, **{n: _number(replaced(t, point)) for n, t in definitions.items()}}


def _number(t: Any) -> Any:
    """One number for a term that rational arithmetic gives."""
    value = simple(t)
    return t if value is None else Number(value)
