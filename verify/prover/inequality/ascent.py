"""How far relations fail in floating point, and ascents to where they fail most."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from verify.language.relation import Relation
from verify.prover.inequality.sampling import approximations

STARTS = 16
SCALES = tuple(10.0 ** (-k / 2) for k in range(18))
STEP_POINTS = 48
SHORT: tuple[Callable[[Any], Any], ...] = (lambda v: np.round(v * 2) / 2, np.zeros_like, np.ones_like)


def excess(r: Relation, values: Any) -> Any:
    """How far the relation fails in floating point."""
    with np.errstate(all="ignore"):
        left, right = approximations([r.lhs, r.rhs], values)
        gap = left - right
    gap = np.broadcast_to(gap, np.shape(next(iter(values.values()))))
    return {"=": np.abs(gap), "!=": -np.abs(gap)}.get(r.op, gap)


def relative(r: Relation, values: Any) -> Any:
    """The same as a share of the sizes of the sides."""
    with np.errstate(all="ignore"):
        left, right = approximations([r.lhs, r.rhs], values)
        return excess(r, values) / (np.abs(left) + np.abs(right) + 1e-300)


def inside_of(where: tuple[Relation, ...], values: Any) -> Any:
    """Where the conditions hold, equations up to rounding."""
    inside = np.ones(len(next(iter(values.values()))), dtype=bool)
    for r in where:
        over = excess(r, values)
        inside &= over < 0 if r.op in ("<", "!=") else over <= (1e-9 if r.op == "=" else 0)
    return inside


def ascended(links: Any, where: Any, values: Any, generator: Any) -> Iterator[Any]:
    """From the best starts of every link, random steps of shrinking size that keep the worst admissible point."""
    for r in links:
        for measure in (excess, relative):
            score = np.where(inside_of(where, values), np.nan_to_num(measure(r, values), nan=-np.inf), -np.inf)
            best = [i for i in np.argsort(-score, kind="stable")[:400] if score[i] > -np.inf]
            picked = [*best[:4], *best[4 :: max(1, len(best) // STARTS)]][:STARTS]
            if picked:
                at = {n: v[picked] for n, v in values.items()}
                at = climb(partial(measure, r), where, at, score[picked], generator)
                yield at
        if picked and r.op in ("<", "!="):
            for names in (list(at), list(at)[::-1])[: len(at)]:
                yield _rounded(partial(relative, r), where, {n: at[n][:4] for n in names}, generator)


def _rounded(measure: Callable[[Any], Any], where: Any, at: Any, generator: Any) -> Any:
    """Where the sides touch along a curve: one coordinate after the other becomes short, 0 or 1; the others follow."""
    at = {n: np.tile(v, len(SHORT)) for n, v in at.items()}
    for k, n in enumerate(list(at)[:-1]):
        at[n] = np.concatenate([short(part) for short, part in zip(SHORT, np.split(at[n], len(SHORT)), strict=True)])
        score = np.where(inside_of(where, at), np.nan_to_num(measure(at), nan=-np.inf), -np.inf)
        at = climb(measure, where, at, score, generator, fixed=k + 1)
    return at


def climb(measure: Callable[[Any], Any], where: Any, at: Any, score: Any, generator: Any, *, fixed: int = 0) -> Any:
    """Random steps of shrinking size to where the measure is larger; the first coordinates stay where they are."""
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
            found = np.where(inside_of(where, moved), measure(moved), -np.inf).reshape(len(rows), STEP_POINTS)
            found = np.nan_to_num(found, nan=-np.inf, posinf=np.finfo(float).max)
            pick = np.argmax(found, axis=1)
            better = found[rows, pick] > score
            score = np.where(better, found[rows, pick], score)
            at = {n: np.where(better, moved[n].reshape(len(rows), -1)[rows, pick], at[n]) for n in at}
    return at
