"""A claim on numbers, or on vectors by their norms and inner products, as the texts that the solver reads."""

from __future__ import annotations

from typing import Any

import sympy as sp

from verify.algebra.language import NotInLanguage, require_language
from verify.core import Claim, Relation
from verify.geometry import Label, Vector
from verify.solve.reader import Unreadable, formula, relations
from verify.solve.terms import symbol, term

Texts = tuple[str, list[str]]


def problem_of(claim: Claim) -> Texts | None:
    """None where it speaks of vectors, unknown functions or of what exists."""
    if claim.abstract or claim.exists or any(e.atoms(Vector) for e in claim.expressions):
        return None
    symbols = set().union(*(e.free_symbols for e in claim.expressions))
    try:
        require_language(claim.expressions)
        where = [_text(r) for r in claim.relations] + [t for s in sorted(symbols, key=str) for t in _declared(s)]
        conclusion = _text(claim.conclusion)
        for text in (conclusion, *where):
            relations(text)
    except (TypeError, Unreadable, NotInLanguage):
        return None
    return conclusion, where


def _text(r: Relation) -> str:
    return f"{term(r.lhs)} {r.op} {term(r.rhs)}"


def _declared(s: Any) -> list[str]:
    """The sign of a symbol as conditions; its name must be read as that of a variable."""
    if s.is_integer or isinstance(s, Label) or formula(s.name) != symbol(s.name):
        raise TypeError(f"{s} is no variable for every real number")
    known = {"> 0": s.is_positive, "< 0": s.is_negative, ">= 0": s.is_nonnegative, "<= 0": s.is_nonpositive}
    declared = [f"{s.name} {sign}" for sign, holds in known.items() if holds]
    return declared[:1] or ([f"{s.name} != 0"] if s.is_nonzero else [])


__all__ = ["Texts", "problem_of", "sp"]
