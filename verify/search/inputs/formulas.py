"""Bounds in the assumptions, evaluated at the values that an input already has: float kernels, or exact and rounded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
from flint import ctx

from verify.kernel.evaluate import Walk
from verify.language.arithmetic import BALL, RATIONAL, NotRational, Undefined
from verify.language.symbols import d
from verify.language.term import term
from verify.prover.batch import batch
from verify.search.inputs.place import SAFE


class Formulas:
    """Evaluates bounds at the values made so far; compiled kernels are kept for the next batch."""

    def __init__(self) -> None:
        self.kernels: dict[Any, Callable[[Mapping[Any, Any]], Any]] = {}

    def __call__(self, e: Any, made: Mapping[Any, Any], dim: int, exact: bool, towards: int) -> Any:
        """Rows of values; an exact irrational value is rounded up (towards = 1) or down (-1), NotRational for 0."""
        if exact:
            return _exactly(e, made, dim, towards)
        if e not in self.kernels:
            self.kernels[e] = batch([e], sorted(term(e).free_symbols - {d}, key=str))
        return self.kernels[e]({**made, d: dim})[0]


def _exactly(e: Any, made: Mapping[Any, Any], dim: int, towards: int) -> Any:
    leaves = {s: a[0] for s, a in made.items()}
    try:
        return Walk(leaves, dim, RATIONAL)(term(e))[None]
    except NotRational:
        if not towards:
            raise
    except Undefined:
        raise NotRational("a bound has no value") from None
    with ctx.workprec(64):
        balls = Walk(leaves, dim, BALL)(term(e))
    return np.frompyfunc(lambda z: _rounded(float(z.mid()), towards), 1, 1)(balls)[None]


def _rounded(x: float, towards: int) -> Fraction:
    if x != x or x in (float("inf"), float("-inf")):
        raise NotRational("a bound has no value")
    return Fraction(x) + towards * abs(Fraction(x)) / SAFE
