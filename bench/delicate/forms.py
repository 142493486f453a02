"""The kernel's forms of a term, and the signs that it reads off one, beside the value of the term as it is written.

Wherever the conditions of a term hold, those of its powers as the canonical form splits them too, each of its forms has the value
that the term has. What has a value has one of the signs that it may have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bench.delicate.draw import Case
from bench.delicate.kernel import claim_of
from bench.delicate.oracle import is_declared
from bench.delicate.value import NoValue, Point, Unclear, cleared, formula, holds
from verify.kernel.domain import conditions
from verify.kernel.signs import factored
from verify.language.expansion import expand, spread_powers
from verify.language.normal import normal
from verify.language.possible import is_integer, possible
from verify.language.term import NEGATIVE, POSITIVE, ZERO, subterms

FORMS = {"canonical form": expand, "normal form": normal, "factors": factored}


def different(case: Case, points: Sequence[Point]) -> Iterator[str]:
    """Every form, condition or sign that is wrong at one of the points, in words."""
    claim = claim_of(case)
    here = [p for p in points if is_declared(case, p)]
    for e in dict.fromkeys((*claim.expressions, *(r.slack for r in (claim.conclusion, *claim.relations)))):
        yield from _of_term(e, here)


def _of_term(e: Any, points: Sequence[Point]) -> Iterator[str]:
    owed = [str(c) for part in (e, *spread_powers(e)) for c in conditions(part)]
    forms = {name: str(form(e)) for name, form in FORMS.items()}
    parts = [(str(t), possible(t), is_integer(t)) for t in subterms(e) if t.args]
    for point in points:
        shown = ", ".join(f"{name} = {str(x)[:20]}" for name, x in point.items())
        for text, signs, whole in parts:
            value = _value(text, point)
            if value is not None and (not _sign(value) & signs or (whole and value != int(value))):
                yield f"signs {signs} of {text}: {value} at {shown}"
        if not _all_hold(owed, point):
            continue
        value = _value(str(e), point)
        if value is None:
            if _has_none(str(e), point):
                yield f"conditions {'; '.join(owed) or 'none'} of {e}: no value at {shown}"
            continue
        for name, text in forms.items():
            try:
                same = cleared(formula(text)(point) - value, max(abs(value), 1)) == 0
            except NoValue:
                same = False
            except Unclear:
                same = True
            if not same:
                yield f"{name} of {e}: {text} at {shown}"


def _all_hold(relations: Sequence[str], point: Point) -> bool:
    try:
        return all(holds(r, point) for r in relations)
    except (NoValue, Unclear):
        return False


def _value(text: str, point: Point) -> Any:
    try:
        return formula(text)(point)
    except (NoValue, Unclear):
        return None


def _has_none(text: str, point: Point) -> bool:
    try:
        formula(text)(point)
    except NoValue:
        return True
    except Unclear:
        return False
    return False


def _sign(x: Any) -> int:
    return POSITIVE if x > 0 else NEGATIVE if x < 0 else ZERO
