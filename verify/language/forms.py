"""Inner products, norms, directions and derivatives along them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import sympy as sp

from verify.language.operators import Kink, Norm, Peak, Total, differentiated, indexed, sampled
from verify.language.refused import expression, vector
from verify.language.symbols import Vector


def dot(u: Any, v: Any) -> Any:
    """Inner product of two vectors. Raises TypeError or ValueError for what is no vector."""
    return Total(vector(u, "the first vector of dot") * vector(v, "the second vector of dot"))


def norm(v: Any, p: Any = 2) -> Any:
    """L_p norm of a vector, p a positive number (below 1 it is no norm), infinity (`sympy.oo`) or a symbol.

    Raises TypeError or ValueError for what is no vector, and for an exponent that is not positive or has the coordinate index.
    """
    v, p = vector(v, "the vector of norm"), expression(p, "the exponent of norm")
    if p.is_extended_positive is False:
        raise ValueError(f"the exponent of norm is {p}, expected a positive number, oo or a positive symbol")
    if indexed(p):
        raise ValueError(
            f"the exponent {p} of a norm carries the coordinate index: expected one number for all coordinates"
        )
    if p == 2:
        return Norm(v)
    if p == sp.oo:
        return Peak(sp.Abs(v))
    return Total(sp.Abs(v) ** p) ** (1 / p)


def unit(v: Any) -> Any:
    """The vector divided by its Euclidean norm."""
    return v / norm(v)


STEP = sp.Dummy("t", real=True)  # one for all derivatives: SymPy remembers what it worked out about it


@lru_cache(maxsize=10_000)
def along(f: Any, *pairs: tuple[Any, Any]) -> Any:
    """d/dt at t = 0 of f with v replaced by v + t*h for every (v, h): the derivative of f in the direction h.

    Raises TypeError where f has no derivative rule (an unknown vector-valued map, a sign, a maximum), or where h has an index
    that v has not.
    """
    from verify.language.normal import normal

    for v, h in pairs:
        if (indexed(h) and not isinstance(v, Vector)) or (sampled(h) and not sampled(v)):
            raise TypeError(f"{h} is no direction for {v}: it carries an index that {v} does not")
    moved = f.xreplace({v: v + STEP * h for v, h in pairs})
    return normal(_unkinked(differentiated(_kinked(moved), STEP).xreplace({STEP: sp.S.Zero})))


def _kinked(e: Any) -> Any:
    if not e.args:
        return e
    args = [_kinked(a) for a in e.args]
    return Kink(args[0]) if isinstance(e, sp.Abs) else e.func(*args)


def _unkinked(e: Any) -> Any:
    if not e.args:
        return e
    args = [_unkinked(a) for a in e.args]
    return sp.Abs(args[0]) if isinstance(e, Kink) else e.func(*args)


def vectors(expressions: Iterable[Any]) -> list[Vector]:
    """Every named vector that occurs, by name."""
    found = set().union(*(sp.sympify(e).atoms(Vector) for e in expressions), set())
    return sorted(found, key=lambda v: v.name)
