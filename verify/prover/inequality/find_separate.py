"""What is least under a linear equation, taken apart there: by multiples of the equation and tangents, one symbol at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.goal import Goal
from verify.checkers.inequality.goal_on_box import derivative
from verify.checkers.inequality.rules.separate import parts, weights
from verify.checkers.inequality.rules.shape import KINKS
from verify.language.expansion import expand, expansion
from verify.language.term import NOUGHT, total
from verify.prover.inequality.one_variable import Use

SHORT = 60  # the largest denominator of a slope


def separate(goal: Goal) -> Iterator[Use]:
    """At the place where all symbols of the equation have one value."""
    e = goal.wanted.expr
    if goal.wanted.op not in (">=", ">") or e.has(*KINKS):
        return
    for place, f in enumerate(goal.facts):
        read = weights(f)
        if read is None or len(read[0]) < 2 or not set(goal.wanted_symbols) <= set(read[0]):
            continue
        slopes, value = read
        at = expand(value / sum(slopes.values())) if sum(slopes.values()) else None
        crossing = _uncrossed(e, slopes)
        if at is not None and crossing is not None:
            with suppress(Refused, ValueError, ArithmeticError):
                yield "separate", [place, *_taken_apart(e, f.expr, slopes, dict.fromkeys(slopes, at), crossing)]


def _uncrossed(e: Any, slopes: Mapping[Any, Fraction]) -> dict[Any, Fraction] | None:
    """The slopes of h for which e + h g has no product of two symbols; None where there are others than products of two."""
    symbols = sorted(slopes, key=lambda s: s.key)
    found = {}
    for m, c in expansion(e).items():
        among = frozenset().union(*(a.free_symbols for a, _ in m))
        if len(among) > 1:
            if (
                sorted(m, key=lambda x: x[0].key) != [(s, 1) for s in sorted(among, key=lambda s: s.key)]
                or len(among) > 2
            ):
                return None
            found[among] = c
    if not found:
        return {}
    pairs = list(combinations(symbols, 2))
    matrix = [[float(slopes[b] if s is a else slopes[a] if s is b else 0) for s in symbols] for a, b in pairs]
    wanted = [-float(found.get(frozenset(p), 0)) for p in pairs]
    solved, *_ = np.linalg.lstsq(np.array(matrix), np.array(wanted), rcond=None)
    return {s: Fraction(float(x)).limit_denominator(SHORT) for s, x in zip(symbols, solved, strict=True)}


def _taken_apart(
    e: Any, g: Any, slopes: Mapping[Any, Fraction], at: Mapping[Any, Any], crossing: Mapping[Any, Fraction]
) -> Sequence[Any]:
    """h with the multiplier that makes the place stationary, and the values of the parts there, which become 0."""
    h = total(c * s for s, c in crossing.items())
    first, *_ = slopes
    found, _ = parts(expand(e + h * g))
    slope = derivative(found.get(first, NOUGHT), first).xreplace(at)
    multiplier = expand(-slope / slopes[first])
    found, _ = parts(expand(e + (h + multiplier) * g))
    shares = {s.name: str(expand(-f.xreplace(at))) for s, f in found.items()}
    return [str(multiplier), {s.name: str(c) for s, c in crossing.items()}], shares
