"""Roots of one relation in one unknown, the others short numbers or formulas in it: floats propose, `roots.shown` decides."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice, pairwise, product
from math import inf
from typing import Any

import numpy as np

from verify.checkers.inequality.formula import names, replaced
from verify.checkers.inequality.problem import Found, Problem
from verify.checkers.inequality.roots import Root, shown
from verify.language.relation import Relation
from verify.language.term import NOUGHT, Number
from verify.prover.inequality.eliminate import eliminated, whole
from verify.prover.inequality.sampling import approximate, bounds

SHORT = tuple(
    Fraction(p, q) for p, q in ((1, 1), (0, 1), (2, 1), (-1, 1), (1, 2), (3, 1), (-2, 1), (1, 3), (5, 1), (1, 10))
)
MOST_POINTS, MOST_ROOTS = 60, 8
FAR = np.concatenate([[0.0], np.geomspace(1e-4, 1e4, 1500)])
DIGITS = 10**12
HALVINGS = 60


def at_a_root(
    problem: Problem, *, deadline: float = inf, refute: bool = False, near: Mapping[str, Any] | None = None
) -> Found | None:
    """One that refutes, else, unless only that is asked for, one that is admissible; where values are given, with these alone."""
    admissible = None
    for root in _roots(problem, near):
        if time.monotonic() > deadline:
            break
        shows = shown(problem, root)
        if shows == "REFUTED":
            return Found(shows, root)
        if shows is not None and admissible is None and not refute:
            admissible = Found("admissible", root)
    return admissible


def _roots(problem: Problem, near: Mapping[str, Any] | None) -> Iterator[Root]:
    for place, r in enumerate((*problem.where, *problem.conclusion)):
        if r.op == ("=" if place < len(problem.where) else "!=") and whole(r) is None:
            yield from _of(problem, place, r, near)


def _of(problem: Problem, place: int, r: Relation, near: Mapping[str, Any] | None) -> Iterator[Root]:
    rest = replace(problem, where=tuple(w for w in problem.where if w is not r))
    for definitions in eliminated(rest):
        free = [n for n in problem.names if n not in definitions]
        where = tuple(_put(w, definitions) for w in rest.where)
        gap = replaced(r.slack, definitions)
        for name in sorted(names(gap)):
            for point in _chosen([n for n in free if n != name], near):
                put = point | {n: replaced(t, point) for n, t in definitions.items()}
                here = tuple(_put(w, point) for w in where)
                for low, high in _changes(replaced(gap, point), name, *bounds(here, name)):
                    yield Root(name, place, low, high, put)


def _chosen(others: Sequence[str], near: Mapping[str, Any] | None) -> Iterator[dict[str, Any]]:
    if near is not None:
        yield {n: near.get(n, NOUGHT) for n in others}
        return
    for values in islice(product(SHORT, repeat=len(others)), MOST_POINTS):
        yield {n: Number(v) for n, v in zip(others, values, strict=True)}


def _put(r: Relation, values: Any) -> Relation:
    return r.map(lambda side: replaced(side, values))


def _changes(gap: Any, name: str, low: float, high: float) -> Iterator[tuple[Fraction, Fraction]]:
    """Short intervals in which the sign changes."""
    at = np.unique(np.concatenate([-FAR, FAR, _between(low, high)]))
    at = at[(at >= low) & (at <= high)]
    if gap.free_symbols and len(at) > 1:
        signs = np.sign(approximate(gap, {name: at}) + 0 * at)
        known = np.flatnonzero(np.isfinite(signs) & (signs != 0))
        changes = [(a, b) for a, b in pairwise(known) if signs[a] != signs[b]]
        for a, b in changes[:MOST_ROOTS]:
            x = Fraction(_root(gap, name, float(at[a]), float(at[b])))
            size = Fraction(10) ** len(str(abs(int(x))))
            scale = DIGITS / size
            near = Fraction(int(x * scale // 1)) / scale
            yield near - 1 / scale, near + 2 / scale


def _between(low: float, high: float) -> Any:
    if np.isfinite(low) and np.isfinite(high):
        return np.linspace(low, high, 1001)
    return low + FAR if np.isfinite(low) else high - FAR if np.isfinite(high) else []


def _root(gap: Any, name: str, low: float, high: float) -> float:
    below = np.sign(approximate(gap, {name: np.array([low])})[0])
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if np.sign(approximate(gap, {name: np.array([middle])})[0]) == below:
            low = middle
        else:
            high = middle
    return (low + high) / 2
