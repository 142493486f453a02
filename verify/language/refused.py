"""What is refused where an author writes it, in one line: the value, what was expected, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import is_dataclass
from fractions import Fraction
from functools import lru_cache
from numbers import Rational
from types import FunctionType
from typing import Any

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanAtom

from verify.language.symbols import d

LONGEST = 100
OURS = {"=": "eq", "<=": "le", "<": "lt", "!=": "ne"}
SYMPYS = {sp.Eq: "eq", sp.Ne: "ne", sp.Le: "le", sp.Lt: "lt", sp.Ge: "le", sp.Gt: "lt"}
ANY_RELATION = "eq(lhs, rhs), le(lhs, rhs), lt(lhs, rhs) or ne(lhs, rhs)"


def shown(value: Any) -> str:
    """The value in one short line, as it is written."""
    line = " ".join(_written(value).split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}..."


def _written(value: Any) -> str:
    if isinstance(value, tuple):
        return f"({', '.join(map(_written, value))}{',' * (len(value) == 1)})"
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    if is_dataclass(value) and not isinstance(value, type):
        if hasattr(value, "op") and hasattr(value, "lhs") and hasattr(value, "rhs"):
            return f"{OURS[value.op]}({_written(value.lhs)}, {_written(value.rhs)})"
        kind = type(value).__name__
        return f"{'an' if kind[0] in 'AEIOU' else 'a'} {kind} {getattr(value, 'name', '')}".strip()
    if isinstance(value, type | FunctionType):
        return value.__name__
    return re.sub(r"\bNorm\(", "norm(", repr(value) if isinstance(value, str) else str(value))


def expression(value: Any, place: str) -> Any:
    """The value as an expression in exact numbers. Raises TypeError or ValueError where it is none."""
    try:
        found = sp.sympify(value, strict=True)
    except (sp.SympifyError, TypeError, ValueError, AttributeError):
        found = None
    if not isinstance(found, sp.Expr) or found.is_Matrix:
        raise TypeError(f"{place} is {shown(value)}, expected an expression{_in_place_of(value)}")
    if fault := _fault(found):
        raise ValueError(f"{place} is {shown(value)}, {fault}")
    return found


def vector(value: Any, place: str) -> Any:
    """The value as the generic coordinate of a vector. Raises TypeError for a number of Python: a scalar may be meant."""
    if isinstance(value, Rational) and not isinstance(value, sp.Basic | bool):
        every = f"sympy.{_exact(Fraction(value))}"
        raise TypeError(
            f"{place} is the number {value}, expected a vector: write {every} where every coordinate is meant"
        )
    return expression(value, place)


def relation(value: Any, place: str, kinds: Any, wanted: str = "a relation") -> None:
    """Raises TypeError where it is none of these kinds of relation."""
    if not isinstance(value, kinds):
        kind = "the SymPy relation " if isinstance(value, Relational) else ""
        raise TypeError(f"{place} is {kind}{shown(value)}, expected {wanted}: {_as_a_relation(value)}")


def several(value: Any, place: str, kinds: Any, wanted: str) -> None:
    """Raises TypeError where it is not a tuple of these kinds; `wanted` says what each of them is."""
    if not isinstance(value, tuple):
        instead = shown(tuple(value) if isinstance(value, list) else (value,))
        raise TypeError(f"{place} is {shown(value)}, expected a tuple: write {instead}")
    for part in value:
        if not isinstance(part, kinds) or (kinds is int and isinstance(part, bool)):
            raise TypeError(f"{shown(part)} stands in {place}, expected {wanted}")


def text(value: Any, place: str) -> None:
    """Raises TypeError where it is no string."""
    if not isinstance(value, str):
        raise TypeError(f"{place} is {shown(value)}, expected a string: write {str(value)!r}")


def one_of(value: Any, place: str, known: Any) -> None:
    """Raises ValueError where it is none of the known ones."""
    if value not in list(known):
        raise ValueError(f"{place} is {shown(value)}, expected one of {', '.join(map(str, known))}")


def function(value: Any, place: str) -> None:
    """Raises TypeError where it is neither None nor a function: what it returns is made when it is asked for."""
    if value is not None and not callable(value):
        raise TypeError(f"{place} is {shown(value)}, expected a function: write lambda: in front of it")


def mapping(value: Any, place: str) -> None:
    """Raises TypeError where it is no mapping."""
    if not isinstance(value, Mapping):
        raise TypeError(f"{place} is {shown(value)}, expected a mapping: write {{key: value}}")


@lru_cache(maxsize=10_000)
def _fault(e: Any) -> str:
    """What is no exact number, or only looks like the dimension."""
    for leaf in e.atoms():
        if leaf.is_Float:
            return f"where {float(leaf)} is not exact: write {_exact(Fraction(str(leaf)))}"
        if type(leaf) is sp.Symbol and leaf.name == d.name and leaf != d:
            return "whose symbol d is not the dimension: write `from verify import d`"
    return ""


def _exact(number: Fraction) -> str:
    if number.denominator == 1:
        return f"Integer({number.numerator})"
    return f"Rational({number.numerator}, {number.denominator})"


def _as_a_relation(value: Any) -> str:
    """What to write in place of a relation that is none of ours."""
    if isinstance(value, Relational) and (ours := SYMPYS.get(type(value))):
        sides = (value.rhs, value.lhs) if isinstance(value, sp.Ge | sp.Gt) else (value.lhs, value.rhs)
        return f"write {ours}({shown(sides[0])}, {shown(sides[1])})"
    if isinstance(value, bool | BooleanAtom):
        return f"Python or SymPy has decided a comparison at once; write {ANY_RELATION}"
    if isinstance(value, tuple) and len(value) == 1:
        return f"write {shown(value[0])}, without the comma"
    if hasattr(value, "slack"):
        return "write the relation, or the Schema without arguments"
    return f"write {ANY_RELATION}"


def _in_place_of(value: Any) -> str:
    """What to write for a value that is no expression, where that is known."""
    if isinstance(value, str):
        return f': write Vector("{value}") or sympy.Symbol("{value}")'
    if hasattr(value, "slack"):
        return ": write its slack"
    return f": {_as_a_relation(value)} in place of the whole" if isinstance(value, Relational) else ""
