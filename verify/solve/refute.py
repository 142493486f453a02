"""Look for an exact point that refutes a claim, or at which it has no value. Floats propose, `problem.shown` decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np

from verify.solve.definitions import Definitions, eliminated
from verify.solve.evaluate import Point, enclosure
from verify.solve.problem import Problem, admissible, shown
from verify.solve.recognise import readings
from verify.solve.sampling import approximate, start
from verify.solve.terms import Compared, Term, number, replaced

STARTS = 16
SCALES = tuple(10.0 ** (-k / 2) for k in range(18))
STEP_POINTS = 48
TRIES = 60
MOST_TIES = 30
SCREEN = 128
SHORT = 8


@dataclass(frozen=True)
class Found:
    """An exact point and what it shows: REFUTED, UNDEFINED or, where nothing worse was found, holds."""

    shows: str
    point: Point


def search(problem: Problem, *, seed: int = 0) -> Found | None:
    """The worst that was found; None when not even an admissible point was."""
    best: Found | None = None
    for definitions in eliminated(problem):
        ties = MOST_TIES
        for point in _candidates(problem, definitions, np.random.default_rng(seed)):
            seen = _seen(problem, point) if best is not None else "fails"
            rare = seen == "tied" and not _is_short(point)  # an exact zero takes long to be shown
            ties -= rare
            if seen == "holds" or (rare and ties < 0):
                continue
            shows = shown(problem, point)
            if shows == "REFUTED":
                return Found(shows, _simplest(problem, point))
            if shows == "UNDEFINED" or (best is None and shows):
                best = best if best is not None and best.shows == "UNDEFINED" else Found(str(shows), point)
            if best is None and admissible(problem, point):
                best = Found("admissible", point)
    return best


def _is_short(point: Point) -> bool:
    return all(t.op != "number" or len(str(t.value)) <= SHORT for t in point.values())


def _seen(problem: Problem, point: Point) -> str:
    """What balls see: "fails" also where a part may have no value, "holds" of all relations, or "tied"."""
    balls = [(r.op, enclosure(replaced(r.gap, point), SCREEN)) for r in problem.conclusion]
    if any(not z.is_finite() or z < 0 or (op == "=" and z != 0) for op, z in balls):
        return "fails"
    return "holds" if all(z > 0 for _, z in balls) else "tied"


def _simplest(problem: Problem, point: Point) -> Point:
    """The same point with shorter numbers, where they still refute."""
    for digits in (1, 2, 10, 100, 10**4, 10**6):
        short = {n: _short(v, digits) for n, v in point.items()}
        if short != point and shown(problem, short) == "REFUTED":
            return short
    return point


def _short(v: Term, largest: int) -> Term:
    return number(v.value.limit_denominator(largest)) if v.op == "number" else v


def _candidates(problem: Problem, definitions: Definitions, generator: Any) -> Iterator[Point]:
    free = tuple(n for n in problem.names if n not in definitions)
    if not free:
        yield _completed({}, definitions)
        return
    where = tuple(_rewritten(r, definitions) for r in problem.where)
    links = tuple(_rewritten(r, definitions) for r in problem.conclusion)
    values = start(free, where, generator)
    inside = _inside(where, values)
    order = _ranked(links, values, inside)
    yield from _exact(values, order, definitions)
    for worst in _ascended(links, where, values, generator):
        yield from _exact(worst, range(len(worst[free[0]])), definitions)


def _rewritten(r: Compared, definitions: Definitions) -> Compared:
    return Compared(replaced(r.lhs, definitions), r.op, replaced(r.rhs, definitions))


def _excess(r: Compared, values: Any) -> Any:
    """How far the relation fails in floating point."""
    with np.errstate(all="ignore"):
        gap = np.asarray(approximate(r.lhs, values) - approximate(r.rhs, values), dtype=float)
    gap = np.broadcast_to(gap, np.shape(next(iter(values.values()))))
    return {"=": np.abs(gap), "!=": -np.abs(gap)}.get(r.op, gap)


def _relative(r: Compared, values: Any) -> Any:
    """The same as a share of the sizes of the sides."""
    with np.errstate(all="ignore"):
        return _excess(r, values) / (np.abs(approximate(r.lhs, values)) + np.abs(approximate(r.rhs, values)) + 1e-300)


def _inside(where: tuple[Compared, ...], values: Any) -> Any:
    inside = np.ones(len(next(iter(values.values()))), dtype=bool)
    for r in where:
        excess = _excess(r, values)
        strict = {"<": excess < 0, "!=": excess < 0}.get(r.op, excess <= (1e-9 if r.op == "=" else 0))
        inside &= strict
    return inside


def _ranked(links: tuple[Compared, ...], values: Any, inside: Any) -> list[int]:
    """Admissible points: those without a value, the worst, the relatively worst, and a few others."""
    picked: list[int] = []
    rest = np.flatnonzero(inside)
    for r in links:
        excess = _excess(r, values)
        relative = _relative(r, values)
        relative = np.where(np.isfinite(relative), relative, -np.inf)
        picked += [int(i) for i in rest[~np.isfinite(excess[rest])][:TRIES]]
        for score in (np.where(np.isfinite(excess), excess, -np.inf), relative):
            picked += [int(i) for i in rest[np.argsort(-score[rest], kind="stable")][:TRIES]]
    return list(dict.fromkeys([*picked, *map(int, rest[:5])]))


def _ascended(links: Any, where: Any, values: Any, generator: Any) -> Iterator[Any]:
    """From the best starts of every link, random steps of shrinking size that keep the worst admissible point."""
    for r in links:
        for measure in (_excess, _relative):
            score = np.where(_inside(where, values), np.nan_to_num(measure(r, values), nan=-np.inf), -np.inf)
            best = [i for i in np.argsort(-score, kind="stable")[:400] if score[i] > -np.inf]
            picked = [*best[:4], *best[4 :: max(1, len(best) // STARTS)]][:STARTS]
            if picked:
                at = {n: v[picked] for n, v in values.items()}
                at = _climb(partial(measure, r), where, at, score[picked], generator)
                yield at
        if picked and r.op in ("<", "!="):
            yield _rounded(partial(_relative, r), where, {n: v[:4] for n, v in at.items()}, generator)


def _rounded(measure: Callable[[Any], Any], where: Any, at: Any, generator: Any) -> Any:
    """Where the sides touch along a curve: one coordinate after the other becomes a short number, the others follow."""
    for k, n in enumerate(list(at)[:-1]):
        at = {**at, n: np.round(at[n] * 2) / 2}
        score = np.where(_inside(where, at), np.nan_to_num(measure(at), nan=-np.inf), -np.inf)
        at = _climb(measure, where, at, score, generator, fixed=k + 1)
    return at


def _climb(measure: Callable[[Any], Any], where: Any, at: Any, score: Any, generator: Any, *, fixed: int = 0) -> Any:
    """The first coordinates stay where they are."""
    rows = np.arange(len(score))
    for scale in SCALES:
        for _ in range(3):
            steps = {n: generator.standard_normal((len(rows), STEP_POINTS)) for n in at}
            keep = generator.random((len(at), len(rows), STEP_POINTS)) < 0.7
            keep[:fixed] = False
            moved = {
                n: (at[n][:, None] + scale * np.maximum(np.abs(at[n][:, None]), 1e-2) * steps[n] * keep[k]).ravel()
                for k, n in enumerate(at)
            }
            found = np.where(_inside(where, moved), measure(moved), -np.inf).reshape(len(rows), STEP_POINTS)
            found = np.nan_to_num(found, nan=-np.inf, posinf=np.finfo(float).max)
            pick = np.argmax(found, axis=1)
            better = found[rows, pick] > score
            score = np.where(better, found[rows, pick], score)
            at = {n: np.where(better, moved[n].reshape(len(rows), -1)[rows, pick], at[n]) for n in at}
    return at


def _exact(values: Any, order: Any, definitions: Definitions) -> Iterator[Point]:
    """Exact points at and near the floats: short ones first, special numbers that they may stand for, the floats."""
    for i in order:
        floats = {n: float(v[i]) for n, v in values.items()}
        if not all(np.isfinite(x) for x in floats.values()):
            continue
        exact = {n: number(Fraction(x)) for n, x in floats.items()}
        yield _completed(exact, definitions)
    for i in list(order)[:STARTS]:
        yield from (_completed(p, definitions) for p in readings({n: float(v[i]) for n, v in values.items()}))


def _completed(point: Point, definitions: Definitions) -> Point:
    return {**point, **{n: replaced(t, point) for n, t in definitions.items()}}
