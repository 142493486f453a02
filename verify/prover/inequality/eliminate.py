"""Equations among the conditions, solved for a variable: the others are free, this one follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from verify.checkers.inequality.atoms import cancelled, coefficients, factored, fraction
from verify.checkers.inequality.problem import Problem
from verify.language.functions import sin
from verify.language.relation import Relation
from verify.language.term import NOUGHT, pi, sqrt

Definitions = Mapping[str, Any]
MOST_WAYS = 6


def eliminated(problem: Problem) -> Iterator[Definitions]:
    """Ways to express variables by the others so that the equations hold; one that fixes nothing when there is none."""
    equations = [r.slack for r in problem.where if r.op == "=" and r.slack.free_symbols and whole(r) is None]
    if not equations:
        yield {}
        return
    for ways, rule in enumerate(_solved(equations, {}), 1):
        yield {s.name: e for s, e in rule.items()}
        if ways == MOST_WAYS:
            return


def whole(r: Relation) -> Any:
    """The symbol of which the relation says that it is a whole number, by sin(pi s) = 0."""
    (s, *others) = r.rhs.free_symbols or [NOUGHT]
    return s if not others and r == Relation(NOUGHT, "=", sin(pi * s)) else None


def _solved(equations: list[Any], rule: dict[Any, Any]) -> Iterator[dict[Any, Any]]:
    if not equations:
        yield rule
        return
    try:
        first = fraction(equations[0])[0]
    except ZeroDivisionError:  # a denominator that vanishes everywhere: no point satisfies it
        return
    if first == 0:
        yield from _solved(equations[1:], rule)
    for _, s, root in sorted(_roots(first), key=lambda found: (found[0], found[1].key)):
        new = {s: root}
        kept = {k: v.xreplace(new) for k, v in rule.items()}
        yield from _solved([e.xreplace(new) for e in equations[1:]], {**kept, **new})


def _roots(e: Any) -> Iterator[tuple[int, Any, Any]]:
    """(degree, symbol, root) for each symbol in which it is a polynomial of degree one or two."""
    for s in e.free_symbols:
        found = coefficients(e, s)
        if found is not None and len(found) == 2:
            yield 1, s, cancelled(-found[0] / found[1])
        elif found is not None and len(found) == 3:
            c, b, a = found
            root = sqrt(factored(b**2 - 4 * a * c))
            yield from ((2, s, (sign * root - b) / (2 * a)) for sign in (1, -1))
