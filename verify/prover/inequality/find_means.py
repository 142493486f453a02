"""Weights and shares of weighted means, by linear programming, where the terms are scaled to touch at a likely point."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.check import leaf, proves
from verify.checkers.inequality.constant import rational
from verify.checkers.inequality.evaluate import simple
from verify.checkers.inequality.goal import Goal
from verify.checkers.inequality.rules.means import Terms, read
from verify.language.expansion import expand
from verify.language.term import ONE, Number, Pow, product
from verify.prover.inequality.budget import Proof

FINE = 5040
FAR = 4.0


def means(goal: Goal) -> Proof | None:
    """None where what is wanted is no such sum, or no weights were found."""
    try:
        terms = read(goal)
    except (Refused, TypeError):
        return None
    if not terms.bad or not terms.good:
        return None
    for weights, scale in _tries(terms):
        used = [[k, [[j, str(w), str(s)] for j, w, s in _shares(terms, k, weights[k], scale)]] for k in terms.bad]
        shown = leaf("means", used)
        if proves(goal, shown):
            return shown
    return None


def _tries(terms: Terms) -> Iterator[tuple[dict[int, dict[int, Any]], Any]]:
    """Weights, and by what every term is multiplied at the point where it may touch; None for the whole coefficients."""
    sizes = np.log([float(terms.coefficients[j]) for j in terms.good])
    if (weights := _weights(terms, None, -np.tile(sizes, len(terms.bad)))) is None:
        return
    if len(terms.bad) == 1:
        yield weights, None
    for point in _points(terms):
        scale = [simple(expand(product(map(Pow, point, map(Number, powers))))) for powers in terms.exponents]
        if None not in scale and (weights := _weights(terms, scale, None)) is not None:
            yield weights, scale


def _points(terms: Terms) -> Iterator[tuple[Any, ...]]:
    """All ones, and short numbers where the good terms are smallest beside the bad ones."""
    from scipy.optimize import minimize

    yield (ONE,) * len(terms.bases)
    exponents = np.array([[float(x) for x in e] for e in terms.exponents])
    size = np.abs([float(c) for c in terms.coefficients])

    def ratio(u: Any) -> float:
        parts = np.log(size) + exponents @ u
        return float(np.logaddexp.reduce(parts[terms.good]) - np.logaddexp.reduce(parts[terms.bad]))

    near = [(-FAR, FAR)] * len(terms.bases)
    lowest = minimize(ratio, np.zeros(len(terms.bases)), method="L-BFGS-B", bounds=near).x
    for u in (lowest, lowest - lowest[-1], lowest - lowest[0]):  # of one degree in all, it is as small on a whole ray
        yield tuple(rational(float(x), largest=12) or Number(Fraction(1, 12)) for x in np.exp(u))


def _weights(terms: Terms, scale: Any, cost: Any) -> dict[int, dict[int, Any]] | None:
    """For every bad term its weights on the good ones: a vertex, rounded; all together within the coefficients."""
    from scipy.optimize import linprog

    good, bad = terms.good, terms.bad
    corners = np.array([[float(x) for x in terms.exponents[j]] for j in good]).T
    one = np.vstack([corners, np.ones(len(good))])
    equal = np.kron(np.eye(len(bad)), one)
    right = np.concatenate([[*map(float, terms.exponents[k]), 1.0] for k in bad])
    within = (
        None
        if scale is None
        else np.hstack([float(abs(terms.coefficients[k]) * scale[k]) * np.eye(len(good)) for k in bad])
    )
    room = None if scale is None else [float(terms.coefficients[j] * scale[j]) for j in good]
    slack = np.ones(equal.shape[1]) if cost is None else cost
    found = linprog(slack, A_eq=equal, b_eq=right, A_ub=within, b_ub=room, bounds=(0, None), method="highs")
    if found.x is None or not found.success:
        return None
    table = found.x.reshape(len(bad), len(good))
    return {
        k: {j: w for j, x in zip(good, row, strict=True) if (w := rational(float(x), largest=FINE).value)}
        for k, row in zip(bad, table, strict=True)
    }


def _shares(terms: Terms, k: int, weights: dict[int, Any], scale: Any) -> Iterator[tuple[int, Any, Any]]:
    for j, w in weights.items():
        whole = terms.coefficients[j] if scale is None else w * abs(terms.coefficients[k]) * scale[k] / scale[j]
        yield j, w, whole
