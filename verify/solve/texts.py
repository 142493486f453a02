"""A claim on numbers, or on vectors by their norms and inner products, as the texts that the solver reads."""

from __future__ import annotations

from typing import Any

import sympy as sp

from verify.core import Claim, Relation
from verify.geometry import Vector
from verify.solve.reader import Unreadable, relations
from verify.solve.terms import term

Texts = tuple[str, list[str]]


def problem_of(claim: Claim) -> Texts | None:
    """None where it speaks of vectors, unknown functions or of what exists."""
    if claim.abstract or claim.exists or any(e.atoms(Vector) for e in claim.expressions):
        return None
    symbols = set().union(*(e.free_symbols for e in claim.expressions))
    try:
        where = [_text(r) for r in claim.relations] + [t for s in sorted(symbols, key=str) for t in _declared(s)]
        conclusion = _text(claim.conclusion)
        for text in (conclusion, *where):
            relations(text)
    except (TypeError, Unreadable):
        return None
    return conclusion, where


def _text(r: Relation) -> str:
    return f"{term(r.lhs)} {r.op} {term(r.rhs)}"


def _declared(s: Any) -> list[str]:
    if s.is_integer:
        raise TypeError(f"{s} is a whole number")
    known = (("<", s.is_positive), ("<=", s.is_nonnegative))
    return next(([f"0 {op} {s.name}"] for op, holds in known if holds), [f"{s.name} <= 0"] if s.is_nonpositive else [])


__all__ = ["Texts", "problem_of", "sp"]
