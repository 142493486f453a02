"""The cited theorems on determinants of quadratic forms; `verify.facts` offers them beside the others.

That an expression is a quadratic form, or linear, is a premise: it is asked of coordinates that stand for every value.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from verify.kernel.facts.register import Says, cited
from verify.language.operators import Determinant, indexed, sampled
from verify.language.relation import Relation, eq
from verify.language.symbols import Coordinate, Direction

S, T = Coordinate("s:"), Coordinate("t:")  # no coordinate of a determinant has such a name


@cited("the determinant after a shear", "Horn and Johnson, Matrix Analysis, 0.3.5 and 0.9.4")
def sheared(before: Any, after: Any, moved: Any, step: Any) -> Says:
    """det Q = det Q', where Q' is Q with moved + step in the place of one coordinate, step linear in the other ones."""
    _require_determinants(before, after)
    if set(before.coordinates) != set(after.coordinates) or moved not in before.coordinates:
        raise ValueError(f"{before} and {after} are not forms in the same coordinates, {moved} among them")
    others = [c for c in before.coordinates if c != moved]
    if step.has(moved) or sampled(step) or (indexed(step) and not isinstance(moved, Direction)):
        raise ValueError(f"{moved} cannot be moved by {step}")
    premises = (_quadratic(before), _linear(step, others), eq(before.form.xreplace({moved: moved + step}), after.form))
    return eq(before, after), premises


@cited("the determinant of two separate blocks", "Horn and Johnson, Matrix Analysis, 0.9.2")
def separate(whole: Any, rest: Any, alone: Any, factor: Any) -> Says:
    """det(c a² + Q) = c det Q, where the number a is no coordinate of Q and c depends on no coordinate."""
    _require_determinants(whole, rest)
    if not isinstance(alone, Coordinate) or set(whole.coordinates) != {alone, *rest.coordinates}:
        raise ValueError(f"{whole} is no form in {alone} and the coordinates of {rest}")
    if alone in rest.coordinates or factor.has(*whole.coordinates) or indexed(factor) or sampled(factor):
        raise ValueError(f"{factor}*{alone}**2 and {rest} are not separate")
    return eq(whole, factor * rest), (_quadratic(rest), eq(whole.form, factor * alone**2 + rest.form))


def _require_determinants(*found: Any) -> None:
    for e in found:
        if not isinstance(e, Determinant):
            raise ValueError(f"{e} is no determinant")


def _quadratic(e: Any) -> Relation:
    """Q(s u + t v) = s² Q(u) + t² Q(v) + s t (Q(u + v) - Q(u) - Q(v)) for all numbers s, t and all u, v."""
    u, v = (_copies(e.coordinates, k) for k in (1, 2))

    def at(s: Any, t: Any) -> Any:
        return e.form.xreplace({c: s * u[c] + t * v[c] for c in e.coordinates})

    return eq(at(S, T), S**2 * at(1, 0) + T**2 * at(0, 1) + S * T * (at(1, 1) - at(1, 0) - at(0, 1)))


def _linear(e: Any, coordinates: Iterable[Any]) -> Relation:
    """f(s u + t v) = s f(u) + t f(v) for all numbers s, t and all u, v."""
    known = [*coordinates]
    u, v = (_copies(known, k) for k in (1, 2))
    mixed = e.xreplace({c: S * u[c] + T * v[c] for c in known})
    return eq(mixed, S * e.xreplace(u) + T * e.xreplace(v))


def _copies(coordinates: Iterable[Any], number: int) -> dict[Any, Any]:
    """Other coordinates, each of the kind of the one that it stands for."""
    return {c: type(c)(f"{c.name}:{number}") for c in coordinates}
