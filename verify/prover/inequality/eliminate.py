"""Equations among the conditions, solved for a variable: the others are free, this one follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import sympy as sp

from verify.checkers.inequality.formula import Term, expression, names, term
from verify.checkers.inequality.problem import Problem

Definitions = Mapping[str, Term]
MOST_WAYS = 6


def eliminated(problem: Problem) -> Iterator[Definitions]:
    """Ways to express variables by the others so that the equations hold; one that fixes nothing when there is none."""
    equations = [r.gap for r in problem.where if r.op == "=" and names(r.gap)]
    if not equations:
        yield {}
        return
    symbols = {n: sp.Symbol(n, real=True) for n in problem.names}
    ways = 0
    for rule in _solved([expression(t, symbols) for t in equations], {}):
        try:
            yield {s.name: term(e) for s, e in rule.items()}
        except TypeError:
            continue
        ways += 1
        if ways == MOST_WAYS:
            return


def _solved(equations: list[Any], rule: dict[Any, Any]) -> Iterator[dict[Any, Any]]:
    if not equations:
        yield rule
        return
    first = sp.numer(sp.together(equations[0]))
    if first == 0:
        yield from _solved(equations[1:], rule)
    for s in sorted(first.free_symbols, key=lambda s: (sp.degree(first, s) if first.is_polynomial(s) else 99, s.name)):
        for root in _roots(first, s):
            new = {s: root}
            kept = {k: v.xreplace(new) for k, v in rule.items()}
            yield from _solved([e.xreplace(new) for e in equations[1:]], {**kept, **new})


def _roots(e: Any, s: Any) -> list[Any]:
    """Of a polynomial of degree one or two, or of a pure power."""
    if not e.is_polynomial(s):
        return []
    p = sp.Poly(e, s)
    if p.degree() == 1:
        return [sp.cancel(-p.coeff_monomial(1) / p.coeff_monomial(s))]
    if p.degree() == 2:
        a, b, c = p.all_coeffs()
        root = sp.sqrt(sp.factor(b**2 - 4 * a * c))
        return [(-b + root) / (2 * a), (-b - root) / (2 * a)]
    return []
