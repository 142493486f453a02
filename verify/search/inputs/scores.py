"""How near each row of a batch is to a violation, and whether it meets an assumption, up to rounding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from verify.language.possible import is_nonnegative, is_nonpositive, is_nonzero
from verify.language.relation import Relation
from verify.language.symbols import d

TOLERANCE = 1e-9
CANCELLED = 1e-6  # of the tolerance beside the largest number: what is lost where large numbers cancel
NOISE = 1e-8  # smaller differences of numbers near 1 are too rough to be divided
TINIEST = 5e-324  # to divide by in place of 0; it changes no other number
Measure = Callable[[Relation, Any, Any], Any]


@dataclass(frozen=True)
class Scores:
    """For each row: are the assumptions met up to rounding; relative violation of the conclusion (nan: no value)."""

    admissible: Any
    violation: Any


def largest(made: Mapping[Any, Any], rows: int) -> Any:
    """The size of the largest number of each row."""
    sizes = np.zeros(rows)
    for a in made.values():
        sizes = np.maximum(sizes, widest(np.abs(a.astype(float)), rows))
    return sizes


def widest(a: Any, rows: int) -> Any:
    """The largest value of each row; nan where there is one, -inf where there is none at all."""
    every = a[:, 0, 0] if a.shape[1:] == (1, 1) else np.maximum.reduce(a, axis=(1, 2), initial=-np.inf)
    return _in_all(every, rows)


def declared(s: Any, a: Any, rows: int) -> Any:
    """Rows in which the symbol has the sign that it is declared to have."""
    if not is_signed(s):
        return np.ones(rows, dtype=bool)
    wrong = a < 0 if is_nonnegative(s) else a > 0 if is_nonpositive(s) else False
    return _nowhere(wrong | (a == 0) if is_nonzero(s) else wrong, rows)


def is_signed(s: Any) -> bool:
    """Is it declared to have a sign, or not to be 0?"""
    return s != d and (is_nonnegative(s) or is_nonpositive(s) or is_nonzero(s))


def met(r: Relation, lhs: Any, rhs: Any, slack: Any, rows: int) -> Any:
    """Rows in which the assumption holds, given its slack."""
    slack = slack[:, None, None]
    near = TOLERANCE * (np.abs(lhs) + np.abs(rhs))
    if r.op == "=":
        wrong = ~(np.abs(lhs - rhs) <= near + slack * TOLERANCE**0.5)
    elif r.op == "<=":
        wrong = ~(lhs - rhs <= near + slack * CANCELLED)
    else:
        wrong = ~(lhs < rhs) if r.op == "<" else ~(lhs != rhs)
    return _nowhere(wrong, rows)


def _nowhere(wrong: Any, rows: int) -> Any:
    any_wrong = wrong[:, 0, 0] if wrong.shape[1:] == (1, 1) else np.logical_or.reduce(wrong, axis=(1, 2))
    return _in_all(~any_wrong, rows)


def _in_all(values: Any, rows: int) -> Any:
    """One value for each row, of one for each or one for all."""
    return values if len(values) == rows else np.broadcast_to(values, rows)


def relative_excess(r: Relation, lhs: Any, rhs: Any) -> Any:
    """Relative distance on the wrong side: above 0 for a violated <=, at least 0 for a violated <."""
    share, scale = lhs - rhs, np.abs(lhs) + np.abs(rhs)
    scale += TINIEST
    share /= scale
    if r.op in ("=", "!="):
        return np.abs(share) if r.op == "=" else -np.abs(share)
    return share


def relative_ratio(r: Relation, lhs: Any, rhs: Any) -> Any:
    """Grows with lhs/rhs, 0 where that is 1; -inf where the right side is not clearly positive."""
    return np.where(rhs > NOISE, relative_excess(r, lhs, rhs), np.where(np.isnan(rhs), np.nan, -np.inf))
