"""Inner products, norms, directions and derivatives along them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from verify.language.derivative import diff
from verify.language.functions import Abs, Max, Min
from verify.language.normal import normal
from verify.language.operators import Norm, Peak, Total, indexed, sampled
from verify.language.possible import is_nonpositive
from verify.language.refused import expression, vector
from verify.language.remembered import remembered
from verify.language.symbols import Vector
from verify.language.term import NOUGHT, Dummy, Number, oo


def dot(u: Any, v: Any) -> Any:
    """Inner product of two vectors. Raises TypeError or ValueError for what is no vector."""
    return inner(vector(u, "the first vector of dot"), vector(v, "the second vector of dot"))


def norm(v: Any, p: Any = 2) -> Any:
    """L_p norm of a vector, p a positive number (below 1 it is no norm), infinity (`oo`) or a symbol.

    Raises TypeError or ValueError for what is no vector, and for an exponent that is not positive or has the coordinate index.
    """
    return size(vector(v, "the vector of norm"), p)


def inner(u: Any, v: Any) -> Any:
    """Inner product of two terms, of which a number is the vector whose coordinates are all that number."""
    return Total(u * v)


def size(v: Any, p: Any = 2) -> Any:
    """L_p norm of a term; of a number, that of the vector whose coordinates are all that number. Raises as `norm` for an exponent."""
    p = expression(p, "the exponent of norm")
    if is_nonpositive(p):
        raise ValueError(f"the exponent of norm is {p}, expected a positive number, oo or a positive symbol")
    if indexed(p):
        raise ValueError(
            f"the exponent {p} of a norm carries the coordinate index: expected one number for all coordinates"
        )
    if p == 2:
        return Norm(v)
    if p is oo:
        return Peak(Abs(v))
    return Total(Abs(v) ** p) ** (1 / p)


def unit(v: Any) -> Any:
    """The vector divided by its Euclidean norm."""
    return v / norm(v)


def relu(z: Any) -> Any:
    """max(0, z), of a number or of every coordinate. Raises TypeError or ValueError for what is no expression."""
    return Max(NOUGHT, expression(z, "what relu is taken of"))


def clip(z: Any, low: Any, high: Any) -> Any:
    """The number nearest to z between low and high, of every coordinate where one has an index: max(low, min(high, z)).

    Raises TypeError or ValueError for what is no expression, for an infinite end, and for numbers with low > high.
    """
    z, low, high = expression(z, "what is clipped"), expression(low, "the lower end"), expression(high, "the upper end")
    if low.has(oo) or high.has(oo):
        raise ValueError(
            f"clip has the ends {low} and {high}: expected finite ones; with one alone write Max(low, z) or Min(high, z)"
        )
    if isinstance(low, Number) and isinstance(high, Number) and low.value > high.value:
        raise ValueError(f"clip has the ends {low} and {high}: expected the lower one first")
    return Max(low, Min(high, z))


STEP = Dummy("t")


def along(f: Any, *pairs: tuple[Any, Any]) -> Any:
    """d/dt at t = 0 of f with v replaced by v + t*h for every (v, h): the derivative of f in the direction h.

    Raises TypeError where f has no derivative rule (an unknown vector-valued map, a sign, a maximum), or where h has an index
    that v has not.
    """
    pairs = tuple((v, expression(h, "a direction")) for v, h in pairs)
    for v, h in pairs:
        if (indexed(h) and not isinstance(v, Vector)) or (sampled(h) and not sampled(v)):
            raise TypeError(f"{h} is no direction for {v}: it carries an index that {v} does not")
    return _along(f, pairs)


@remembered
def _along(f: Any, pairs: tuple[tuple[Any, Any], ...]) -> Any:
    moved = f.xreplace({v: v + STEP * h for v, h in pairs})
    return normal(diff(moved, STEP).xreplace({STEP: NOUGHT}))


def vectors(expressions: Iterable[Any]) -> list[Vector]:
    """Every named vector that occurs, by name."""
    found = set().union(*(e.atoms(Vector) for e in expressions), set())
    return sorted(found, key=lambda v: str(v.name))
