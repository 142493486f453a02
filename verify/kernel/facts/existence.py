"""The cited theorems that something exists; `verify.facts` offers them beside the others.

They speak of one vector u, or of a number a and a vector u, which the claim binds by "there is". Why each is true:

The implicit function theorem on a ball. F is continuously differentiable in the unknowns, and on the open ball of radius r about
the start no singular value of its derivative is below c. There the path with DF(z) z' = -F(start) that begins at the start has
F(z(t)) = (1 - t) F(start) and a speed of at most |F(start)|/c < r, so it stays in a smaller closed ball and arrives, at t = 1, at a
zero of F. (For F that vanishes at the start for one parameter, this is the branch of the implicit function theorem.)

A largest value. A closed and bounded set of R^d is compact; a continuous function has a largest value on it, if it is not empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from verify.kernel.facts.register import cited_existence
from verify.language.forms import along
from verify.language.forms import inner as dot
from verify.language.forms import size as norm
from verify.language.functions import Abs, exp, sigmoid, softplus
from verify.language.operators import Field, Norm, Peak, Total, Value, indexed, sampled
from verify.language.proof import Existence, Schema
from verify.language.relation import Relation, eq, le, lt
from verify.language.symbols import Vector
from verify.language.term import ANY_SIGN, Add, Mul, Symbol, subterms, term

SMOOTH = Field | Value | Total | exp | sigmoid | softplus | Add | Mul
CONTINUOUS = SMOOTH | Norm | Peak | Abs


@cited_existence(
    "the implicit function theorem on a ball",
    "Rudin, Principles of Mathematical Analysis, 9.28; with its ball: Ortega and Rheinboldt, Iterative Solution, 5.3",
)
def implicit_function(unknowns: Any, equations: Any, start: Any, radius: Any, bound: Any, directions: Any) -> Existence:
    """There are unknowns with F = 0 in the open ball of this radius about the start, where in the ball bound|k| <= |DF k|, and
    |F(start)| < bound * radius. Unknowns: (u,) or (a, u); one equation for each, of its kind; one direction for each.
    """
    _require_unknowns(unknowns)
    F, x, k = (tuple(map(term, values)) for values in (equations, start, directions))
    if not len(unknowns) == len(F) == len(x) == len(k):
        raise ValueError(
            f"there are {len(unknowns)} unknowns: as many equations, start values and directions are needed"
        )
    kinds = [(type(s), indexed(e), indexed(v)) for s, e, v in zip(unknowns, F, k, strict=True)]
    if any(vector != (kind is Vector) or moved != vector for kind, vector, moved in kinds):
        raise ValueError("a number has a number as its equation and direction, a vector a vector")
    r, c = term(radius), term(bound)
    numbers = (r, c, *(v for u, v in zip(unknowns, x, strict=True) if type(u) is not Vector))
    if any(map(indexed, numbers)):
        raise ValueError("the start of a number, the radius and the bound are to be numbers")
    if any(map(sampled, (*x, r, c))):
        raise ValueError("the start, the radius or the bound belongs to a data point")
    _require_variables(k, (*F, *x, r, c, *unknowns))
    _require_apart((*x, r, c), unknowns)
    _require_made_of(SMOOTH, F, unknowns, "smooth")
    distance = _size(unknowns, (u - v for u, v in zip(unknowns, x, strict=True)))
    inside = lt(distance, r**2)
    moved = [along(e, *zip(unknowns, k, strict=True)) for e in F]
    regular = Schema(
        "no singular value of the derivative is below the bound in the ball",
        (*unknowns, *k),
        le(c**2 * _size(unknowns, k), _size(unknowns, moved)),
        (inside,),
    )
    at_start = _size(unknowns, (e.xreplace(dict(zip(unknowns, x, strict=True))) for e in F))
    near = lt(at_start, (c * r) ** 2)
    return (*(eq(e, 0) for e in F), inside), (regular, near)


@cited_existence(
    "a continuous function has a largest value on a closed and bounded set",
    "Rudin, Principles of Mathematical Analysis, 2.41 and 4.16",
)
def greatest(unknowns: Any, f: Any, centre: Any, radius: Any, conditions: Any, start: Any, other: Any) -> Existence:
    """There is a u with |u - centre| <= radius and these conditions, at which f is at least what it is at every other such vector;
    where `start` is one.
    """
    _require_unknowns(unknowns)
    if len(unknowns) != 1:
        raise ValueError(f"one vector is meant, not {len(unknowns)} unknowns")
    (u,) = unknowns
    f, centre, radius, start = map(term, (f, centre, radius, start))
    for r in conditions:
        if not isinstance(r, Relation) or r.op not in ("<=", "="):
            raise ValueError(f"{r} is no condition of the kind <= or =, which makes a set closed")
    sides = [side for r in conditions for side in (r.lhs, r.rhs)]
    if indexed(f) or any(sampled(e) for e in (f, *sides, centre, radius, start)):
        raise ValueError(f"{f} is to be a number, and nothing may belong to a data point")
    if indexed(radius):
        raise ValueError(f"the radius {radius} is to be a number")
    _require_variables((other,), (f, *sides, centre, radius, start, u))
    _require_apart((centre, radius, start), unknowns)
    _require_made_of(CONTINUOUS, (f, *sides), unknowns, "continuous")
    here = (le(norm(u - centre), radius), *conditions)

    def at(v: Any) -> tuple[Relation, ...]:
        return tuple(r.xreplace({u: v}) for r in here)

    top = Schema("it is the largest value", (other,), le(f.xreplace({u: other}), f), at(other))
    return (*here, top), at(start)


def _size(unknowns: Any, parts: Iterable[Any]) -> Any:
    """The sum of the squares of numbers and of the coordinates of vectors, each of the kind of its unknown: it may be written as one
    number for all coordinates.
    """
    found = [dot(p, p) if type(u) is Vector else p**2 for u, p in zip(unknowns, map(term, parts), strict=True)]
    return found[0] if len(found) == 1 else found[0] + found[1]


def _require_unknowns(unknowns: Any) -> None:
    """One vector, or a number of unknown sign and a vector."""
    kinds = [type(s) for s in unknowns] if isinstance(unknowns, tuple) else []
    numbers = [s for s in unknowns if type(s) is Symbol]
    if kinds not in ([Vector], [Symbol, Vector]) or any(s.signs != ANY_SIGN or s.integer for s in numbers):
        raise ValueError(f"the unknowns {unknowns} are to be one vector, or a real symbol of unknown sign and a vector")


def _require_variables(variables: Iterable[Any], others: Iterable[Any]) -> None:
    """Different symbols of which the others do not speak."""
    found, spoken = [*variables], [*others]
    for v in found:
        if type(v) not in (Symbol, Vector) or (type(v) is Symbol and (v.signs != ANY_SIGN or v.integer)):
            raise ValueError(f"the variable {v} must be a vector, or a real symbol of unknown sign")
        if found.count(v) > 1 or any(e.has(v) for e in spoken):
            raise ValueError(f"the variable {v} must not occur elsewhere")


def _require_apart(expressions: Iterable[Any], unknowns: Any) -> None:
    for e in expressions:
        if e.has(*unknowns):
            raise ValueError(f"{e} must not speak of what is to be found")


def _require_made_of(kinds: Any, expressions: Iterable[Any], unknowns: Any, wanted: str) -> None:
    """Raise ValueError for an expression that need not be smooth, or continuous, in the unknowns."""
    for part in (p for e in expressions for p in subterms(e)):
        if sampled(part):
            raise ValueError(f"{part} belongs to a data point")
        fits = isinstance(part, kinds) or (part.is_Pow and part.exp.is_Integer and part.exp > 0)
        if part.has(*unknowns) and part not in unknowns and not fits:
            raise ValueError(f"{part} need not be {wanted} in {', '.join(map(str, unknowns))}")
