"""LaTeX of a relation: its two sides, its sign, and what it speaks of ("for all i") where it carries a hidden index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from verify.language.operators import indexed, sampled
from verify.language.relation import Relation
from verify.language.term import term
from verify.report.formulas.kinds import is_linear, tidy
from verify.report.formulas.layout import VECTOR
from verify.report.formulas.printer import INDICES, Printer

SIGNS = {"=": "=", "<=": r"\le", "<": "<", "!=": r"\ne"}


@dataclass(frozen=True)
class Sides:
    """A relation in LaTeX; `scope` is empty, or the indices for all of which it holds."""

    left: str
    sign: str
    right: str
    scope: str = ""


def place_of(*expressions: Any) -> str:
    """Where an equation between these is best written: as vectors if they are sums of vectors, else in coordinates."""
    found = [e for e in map(term, expressions) if e != 0]
    if not any(map(indexed, found)) or all(indexed(e) and is_linear(e) for e in found):
        return VECTOR
    return INDICES[0]


def expression(e: Any, notation: Mapping[str, str] | None = None, place: str = VECTOR) -> str:
    """An expression; a vector in bold unless an index is given as its place."""
    return _written(term(e), place, tuple(sorted((notation or {}).items())))


@lru_cache(maxsize=20_000)
def _written(e: Any, place: str, notation: tuple[tuple[str, str], ...]) -> str:
    return _printer(notation).latex(tidy(e), place)


@lru_cache(maxsize=100)
def _printer(notation: tuple[tuple[str, str], ...]) -> Printer:
    return Printer(dict(notation))


def sides(relation: Relation, notation: Mapping[str, str] | None = None) -> Sides:
    """The relation, between vectors if it is an equation between sums of vectors, else for the coordinates."""
    carries = indexed(relation.lhs) or indexed(relation.rhs)
    place = INDICES[0] if carries and relation.op != "=" else place_of(relation.lhs, relation.rhs)
    left, right = (
        r"\boldsymbol{0}" if e == 0 and carries and place == VECTOR else expression(e, notation, place)
        for e in (relation.lhs, relation.rhs)
    )
    return Sides(left, SIGNS[relation.op], right, scope(carries and place != VECTOR, relation))


def scope(in_coordinates: bool, relation: Relation) -> str:
    """The indices that the relation leaves free: every coordinate, every data point."""
    free = [INDICES[0]] if in_coordinates else []
    if sampled(relation.lhs) or sampled(relation.rhs):
        free.append("n")
    return rf"\forall {', '.join(free)}" if free else ""


def latex_relation(relation: Relation, notation: Mapping[str, str] | None = None) -> str:
    """The whole relation on one line."""
    s = sides(relation, notation)
    return f"{s.left} {s.sign} {s.right}" + (rf"\quad {s.scope}" if s.scope else "")
