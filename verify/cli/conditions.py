"""Conditions of `verify prove`: the one that a claim without a value lacks, those that exclude each other, a range that may help."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from typing import Any

from verify.checkers.inequality.answer import Answer, Unreadable
from verify.language.functions import Function
from verify.language.relation import Relation

MOST = 8  # conditions of which some are looked for that exclude each other
SECONDS, EACH = 6.0, 2.0
LONGER, LOW, HIGH = 5, -10, 10
TURNED = {"<": ">", "<=": ">=", "=": "=", "!=": "!="}


def told(claim: str, where: Sequence[str], answer: Answer, seconds: float) -> list[str]:
    """Lines on what to do next where the claim is not settled, has no value, or no point satisfies its conditions."""
    if answer.verdict == "UNDEFINED" and answer.counterexample is not None:
        return _to_have_a_value(claim, where, answer.counterexample)
    if answer.verdict == "UNDECIDED":
        return [*_a_range(claim, where), f"try: --timeout {LONGER * seconds:g}"]
    return _exclude_each_other(claim, where) if answer.verdict == "VACUOUS" else []


def _a_range(claim: str, where: Sequence[str]) -> list[str]:
    """A condition that keeps those variables from infinity that none keeps, where there are functions: covers need that."""
    from verify.checkers.inequality.problem import read

    problem = read(claim, where)
    sides = [side for r in problem.conclusion for side in (r.lhs, r.rhs)]
    free = sorted({s.name for e in sides for s in e.free_symbols if not all(_ends(s, problem.where))})
    given = " and ".join(f"{LOW} <= {name} <= {HIGH}" for name in free)
    return [f"try: a range, as --where '{given}'"] if given and any(e.has(Function) for e in sides) else []


def _ends(s: Any, where: Sequence[Relation]) -> tuple[bool, bool]:
    """Is the variable compared with a number from below, and from above?"""
    compared = [(r.lhs, r.rhs) for r in where if r.op in ("<", "<=", "=")]
    both = [(r.rhs, r.lhs) for r in where if r.op == "="]
    below, above = (
        [one for one, other in (*compared, *both) if other == s],
        [b for a, b in (*compared, *both) if a == s],
    )
    return any(not e.free_symbols for e in below), any(not e.free_symbols for e in above)


def _to_have_a_value(claim: str, where: Sequence[str], found: Mapping[str, Any]) -> list[str]:
    """The first condition for a value that is false at the point."""
    from verify.checkers.inequality.evaluate import holds
    from verify.checkers.inequality.problem import read

    with suppress(ValueError, TypeError, AttributeError):  # a root is no rational number
        point = {name: Fraction(value) for name, value in found["point"].items()}
        failing = (r for r in read(claim, where).domain if holds(r, point) is False)
        return [f"try: --where '{_variable_first(r)}'" for r in [*failing][:1]]
    return []


def _variable_first(r: Relation) -> str:
    """`x > 0` for 0 < x."""
    return f"{r.lhs} {r.op} {r.rhs}" if r.lhs.free_symbols else f"{r.rhs} {TURNED[r.op]} {r.lhs}"


def _exclude_each_other(claim: str, where: Sequence[str]) -> list[str]:
    """As few conditions as are found in a short time to leave no point: each is left out in turn."""
    from verify.judging.ask import prove

    kept, until = _conditions(claim, where), time.monotonic() + SECONDS
    for one in kept if 1 < len(kept) <= MOST else ():
        if (left := until - time.monotonic()) <= 0:
            break
        others = [x for x in kept if x != one]
        if others and prove("0 <= 1", others, timeout=min(EACH, left)).verdict == "VACUOUS":
            kept = others
    if len(kept) == 1:
        return [f"nothing satisfies: {kept[0]}"]
    return [f"exclude each other: {', '.join(kept)}"] if kept else []


def _conditions(claim: str, where: Sequence[str]) -> list[str]:
    """Each on its own: a text that joins several, in relations."""
    from verify.checkers.inequality.problem import IMPLIES
    from verify.checkers.inequality.reader import relations

    found = list[str]()
    for text in (*where, *IMPLIES.split(claim)[:-1]):
        with suppress(Unreadable):
            read = relations(text)
            found += [_variable_first(r) for r in read] if len(read) > 1 and "integer" not in text else [text.strip()]
    return [*dict.fromkeys(found)]
