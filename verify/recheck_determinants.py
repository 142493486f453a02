"""Determinants of quadratic forms, re-checked by two theorems on their blocks. Python's standard library only.

det(Q, t, h) is that of the matrix of Q in an orthonormal basis of its coordinates: t is a number, h a vector of R^d, and it binds both.
Nothing is put into it; that nothing is assumed of its coordinates is a condition of its value (`recheck.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from recheck import FORMS, THEOREMS, VALUES, Checker, Relation
from recheck_polynomials import require, single

Says = tuple[Relation, list[Relation]]


def sheared(s: Checker, before: int, after: int, moved: int, step: int) -> Says:
    """det Q = det Q', where Q' is Q with moved + step in the place of one coordinate, and step is linear in the others."""
    (form, known), (other, same) = form_of(s, before), form_of(s, after)
    (x,) = s.symbols_in(moved)
    require(
        {*known} == {*same} and s.entries[moved] == ("s", x) and x in known, "the same coordinates, one of them moved"
    )
    require(x not in s.symbols_in(step), "a coordinate is moved by itself")
    indices = zip(s.carries(step), s.carries(moved), strict=True)
    require(all(one <= allowed for one, allowed in indices), "a number is moved by a vector")
    there = s.put(form, {x: s.add(moved, step)})
    return (before, "=", after), [
        quadratic(s, form, known),
        linear(s, step, [c for c in known if c != x]),
        (there, "=", other),
    ]


def separate(s: Checker, whole: int, rest: int, alone: int, factor: int) -> Says:
    """det(c a^2 + Q) = c det Q, where the number a is no coordinate of Q, and c depends on no coordinate."""
    (form, known), (other, fewer) = form_of(s, whole), form_of(s, rest)
    (x,) = s.symbols_in(alone)
    require(s.entries[alone] == ("s", x) and s.symbols[x][1] == "number", "a number that stands alone")
    require(x not in fewer and {*known} == {x, *fewer}, "one coordinate more")
    require(not s.symbols_in(factor) & {*known} and s.carries(factor) == (False, False), "a number as factor")
    parts = s.add(s.mul(factor, s.power(alone, 2)), other)
    return (whole, "=", s.mul(factor, rest)), [quadratic(s, other, fewer), (form, "=", parts)]


def form_of(s: Checker, t: int) -> tuple[int, list[int]]:
    """The form and its coordinates, by their symbols."""
    head, *parts = s.entries[t]
    require(head == "det" and not s.no_coordinate, "a determinant, and not in R^0")
    return parts[0], [s.entries[c][1] for c in parts[1:]]


def quadratic(s: Checker, form: int, known: list[int]) -> Relation:
    """Q(x u + y v) = x^2 Q(u) + y^2 Q(v) + x y (Q(u + v) - Q(u) - Q(v)) for all numbers x, y and all u, v."""
    x, y, of_u, of_v, of_sum, of_both = mixtures(s, form, known)
    mixed = s.add(of_sum, s.mul(s.number(-1), of_u), s.mul(s.number(-1), of_v))
    return of_both, "=", s.add(s.mul(s.power(x, 2), of_u), s.mul(s.power(y, 2), of_v), s.mul(x, y, mixed))


def linear(s: Checker, f: int, known: list[int]) -> Relation:
    """f(x u + y v) = x f(u) + y f(v) for all numbers x, y and all u, v."""
    x, y, of_u, of_v, _, of_both = mixtures(s, f, known)
    return of_both, "=", s.add(s.mul(x, of_u), s.mul(y, of_v))


def mixtures(s: Checker, f: int, known: list[int]) -> Mixed:
    """Two numbers x, y and f at u, v, u + v and x u + y v; u, v, x, y are symbols that stand for every value."""

    made: set[int] = set()

    def new(name: str, sort: str) -> int:
        symbol = s.another(name, sort)
        s.free(symbol)
        require(symbol not in s.symbols_in(f) | {*known} | made, "a symbol that is not new")
        made.add(symbol)
        return s.term("s", symbol)

    x, y = new("scale_u", "number"), new("scale_v", "number")
    pairs = {c: [new(f"{s.symbols[c][0]}_{letter}", s.symbols[c][1]) for letter in "uv"] for c in known}

    def at(mixture: Callable[[int, int], int]) -> int:
        return s.put(f, {c: mixture(u, v) for c, (u, v) in pairs.items()})

    return Mixed(
        x, y, at(lambda u, _: u), at(lambda _, v: v), at(s.add), at(lambda u, v: s.add(s.mul(x, u), s.mul(y, v)))
    )


class Mixed(NamedTuple):
    """What is compared where something is linear, or quadratic."""

    x: int
    y: int
    of_u: int
    of_v: int
    of_sum: int
    of_both: int


def is_meant(s: Checker, t: int) -> None:
    """Nothing is assumed of the coordinates, and it is the determinant of a quadratic form. Raises Bad for another."""
    form, *coordinates = s.entries[t][1:]
    s.free(*s.symbols_in(*coordinates))
    left, _, right = quadratic(s, form, [s.entries[c][1] for c in coordinates])
    s.equal(left, right)


FORMS["det"] = is_meant
VALUES["det"] = lambda s, form, *coordinates: single(s.of("det", [form, *coordinates], False, False))
THEOREMS |= {  # Horn and Johnson, Matrix Analysis, 0.3.5, 0.9.4 and 0.9.2
    "the determinant after a shear": (4, sheared),
    "the determinant of two separate blocks": (4, separate),
}
