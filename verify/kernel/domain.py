"""Where a formula has a value: its conditions, read off the formula as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import sympy as sp

from verify.language.operators import Slope
from verify.language.relation import Relation, le, lt, ne


@lru_cache(maxsize=50_000)
def conditions(e: Any) -> tuple[Relation, ...]:
    """Denominators that must not vanish, radicands that must not be negative, arguments of log that must be positive.

    The formula is read as SymPy has built it: x/x written in Python is 1 before anything is seen of it.

    Lambert's W is used where its argument is not negative: there it has one branch.
    A condition that carries the coordinate index is meant for every coordinate.
    """
    return tuple(dict.fromkeys(_conditions(sp.sympify(e))))


def _conditions(e: Any) -> Iterator[Relation]:
    for a in e.args:
        yield from _conditions(a)
    if e.is_Pow and not e.exp.is_nonnegative:
        yield ne(e.base, 0)
    if e.is_Pow and not e.exp.is_integer and not e.base.is_nonnegative:
        yield le(0, e.base)
    if isinstance(e, sp.log):
        yield lt(0, e.args[0])
    if isinstance(e, sp.LambertW):
        yield le(0, e.args[0])
    if isinstance(e, Slope):
        yield ne(e.args[0], 0)
    if isinstance(e, sp.tan | sp.acos | sp.asin | sp.gamma | sp.Derivative):
        raise TypeError(f"{e.func} is not part of the claim language: no rule says where it has a value")
