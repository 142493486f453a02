"""What is left to show, in SymPy: facts => wanted, at every point where all of their expressions have a value.

Why it is sound. c_1, ..., c_m are the conditions under which the conclusion, as it is written, has a value, inner ones first.

  where => c_1     where, c_1 => c_2     ...     where, c_1, ..., c_m => each link
  ---------------------------------------------------------------------------------
         at every point that the problem means the conclusion has a value and holds

The problem means the points at which each condition of it has a value and holds; what that says is among the facts. Formulas
reach SymPy only after their conditions have been read off as written. Where the c_k before it hold, an expression has the value
of its formula, so a goal speaks of every point that is meant. One thing is owed for that: SymPy takes the root of u^2 y for
|u| sqrt(y), which has no value where u = 0 and y < 0. That y >= 0 is a goal before those that speak of such a root, and a
condition that speaks of one is no fact.

  * A fact may be left out: one that SymPy sees to hold everywhere, all but the closest of several rational bounds (the strict
    one among equal ones), and those with a power x**y or (-2)**y. Such a power has values where its base is not positive, but
    its form in exp and log has none: as a fact it would take points away.
  * `trivial` and `impossible` rest on SymPy's rules for signs, over real symbols, with symbols for the transcendental parts.
    Nothing is concluded from an expression with nan or an infinity in it.

An empty set of points makes every goal true: that a problem means some point is checked where a verdict is given
(`verify.checkers.stored.inequality`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import sympy as sp

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.atoms import visible
from verify.checkers.inequality.evaluate import sign
from verify.checkers.inequality.formula import Compared, Term, expression, in_exponentials, names, subterms
from verify.checkers.inequality.problem import Problem

TURNED = {"<=": ">=", "<": ">", "=": "=", "!=": "!="}


@dataclass(frozen=True)
class Fact:
    """`expr op 0` with op one of >= > = !=."""

    expr: Any
    op: str

    def xreplace(self, rule: Mapping[Any, Any]) -> Fact:
        """The fact with expressions replaced. Raises Refused where a root falls apart (`put`)."""
        return Fact(put(self.expr, rule), self.op)

    def __str__(self) -> str:
        return f"{self.expr} {self.op} 0"


@dataclass(frozen=True)
class Goal:
    """To show: at every point where every expression has a value and the facts hold, `wanted` holds."""

    facts: tuple[Fact, ...]
    wanted: Fact

    @cached_property
    def symbols(self) -> tuple[Any, ...]:
        """The variables, by name."""
        found = set().union(*(f.expr.free_symbols for f in (*self.facts, self.wanted)))
        return tuple(sorted(found, key=lambda s: s.name))

    @cached_property
    def wanted_symbols(self) -> tuple[Any, ...]:
        """The variables of what is wanted, by name."""
        return tuple(sorted(self.wanted.expr.free_symbols, key=lambda s: s.name))

    def xreplace(self, rule: Mapping[Any, Any]) -> Goal:
        """The goal with expressions replaced everywhere, without facts in which a root falls apart: fewer are sound.

        Raises Refused where one in what is wanted does (`put`).
        """
        facts: list[Fact] = []
        for f in self.facts:
            with suppress(Refused):
                facts.append(f.xreplace(rule))
        return Goal(tuple(facts), self.wanted.xreplace(rule))

    def given(self, *facts: Fact) -> Goal:
        """The goal with further facts; those that say nothing are left out."""
        return replace(self, facts=tidy((*facts, *self.facts)))

    def showing(self, expr: Any, op: str) -> Goal:
        """Another goal under the same facts."""
        return replace(self, wanted=Fact(expr, op))

    def __str__(self) -> str:
        return f"{', '.join(map(str, self.facts))} => {self.wanted}"


def tidy(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Each fact once, without those that SymPy sees to be true, and the closest of several rational bounds."""
    kept: dict[Any, Fact] = {}
    for f in facts:
        if not trivial(f):
            side, bound = _bound(f)
            known = kept.get(side)
            if known is None or bound < _bound(known)[1] or (bound == _bound(known)[1] and f.op == ">"):
                kept[side] = f
    return tuple(kept.values())


def _bound(f: Fact) -> tuple[Any, Any]:
    """Of a fact s + c > 0 the side (s, and which way) and c; any other is the only one on its side."""
    constant, rest = f.expr.as_coeff_Add(rational=True)
    lead, s = rest.as_coeff_Mul(rational=True)
    if f.op in (">=", ">") and s.is_Symbol and lead != 0:
        return (s, sp.sign(lead)), constant / abs(lead)
    return f, sp.Integer(0)


def trivial(f: Fact) -> bool:
    """Does SymPy see from the signs of the symbols that it holds wherever it has a value?"""
    e = visible(f.expr)
    known = {">=": e.is_nonnegative, ">": e.is_positive, "=": e.is_zero, "!=": e.is_nonzero}
    return bool(known[f.op]) and not e.has(sp.nan, sp.zoo, sp.oo)


def impossible(f: Fact) -> bool:
    """Does SymPy see from the signs of the symbols that it holds nowhere?"""
    e = visible(f.expr)
    known = {">=": e.is_negative, ">": e.is_nonpositive, "=": e.is_nonzero, "!=": e.is_zero}
    return bool(known[f.op]) and not e.has(sp.nan, sp.zoo, sp.oo)


def goals(problem: Problem) -> tuple[Goal, ...]:
    """The conclusion has a value; then every link holds. Each condition is shown under those before it."""
    symbols = {n: sp.Symbol(n, real=True) for n in problem.names}
    facts = assumed(problem, symbols)
    found = []
    for condition in problem.domain:
        for owed in (*_fallen_apart(condition, symbols), fact(condition, symbols)):
            found.append(Goal(tidy(facts), owed))
            facts.append(owed)
    for link in problem.conclusion:
        for owed in _fallen_apart(link, symbols):
            found.append(Goal(tidy(facts), owed))
            facts.append(owed)
    found += [Goal(tidy(facts), fact(r, symbols)) for r in problem.conclusion]
    return tuple(found)


def _fallen_apart(r: Compared, symbols: Mapping[str, Any]) -> list[Fact]:
    """What must not be negative for the expressions of its roots to have the values of the roots, inner ones first."""
    roots = [t for side in (r.lhs, r.rhs) for t in subterms(side) if t.op in ("sqrt", "**")]
    return list(dict.fromkeys(Fact(base, ">=") for t in roots for base in _left_over(t, symbols)))


def _left_over(root: Term, symbols: Mapping[str, Any]) -> list[Any]:
    return _parts(expression(root, symbols), expression(root.args[0], symbols))


def put(e: Any, rule: Mapping[Any, Any]) -> Any:
    """The expression with others put in. Raises Refused where a root falls apart: its parts need not have values where it has."""
    for root in _fractional(e):
        if _parts(root.xreplace(rule), root.base.xreplace(rule)):
            raise Refused
    return e.xreplace(rule)


def _parts(whole: Any, radicand: Any) -> list[Any]:
    """The bases of the roots that SymPy makes of one root and that may be negative where the radicand is not.

    Not those that are visibly nonnegative, nor those of which the radicand is a positive multiple, nor those of roots in
    the radicand, which have values where it has one.
    """
    made = _bases(whole) - _bases(radicand) - {radicand}
    bare = [b for b in made if not trivial(Fact(b, ">="))]
    return sorted((b for b in bare if not trivial(Fact(sp.cancel(radicand / b), ">"))), key=sp.default_sort_key)


def _bases(e: Any) -> set[Any]:
    return {p.base for p in _fractional(e) if p.base.free_symbols}


def _fractional(e: Any) -> set[Any]:
    return {p for p in e.atoms(sp.Pow) if p.exp.is_Rational and not p.exp.is_Integer}


def emptiness(problem: Problem) -> Goal:
    """That nothing satisfies the conditions."""
    symbols = {n: sp.Symbol(n, real=True) for n in problem.names}
    return Goal(tidy(assumed(problem, symbols)), Fact(sp.Integer(-1), ">="))


def assumed(problem: Problem, symbols: Mapping[str, Any]) -> list[Fact]:
    """The conditions, and what holds where they have values. Fewer are sound: those with x**y or (-2)**y are left out.

    Such a power has values where its base is not positive, but its form in exp and log has none.
    """
    plain = [r for r in problem.where if not any(_loose(side) for side in (r.lhs, r.rhs))]
    known = (*replace(problem, where=tuple(plain)).implied, *plain)
    return [fact(r, symbols) for r in known if not _fallen_apart(r, symbols)]


def _loose(t: Term) -> bool:
    powers = [p.args for p in subterms(t) if p.op == "**" and names(p.args[1])]
    return any(names(base) or sign(base) != 1 for base, _ in powers)


def fact(r: Compared, symbols: Mapping[str, Any]) -> Fact:
    """A relation between formulas as a fact."""
    return Fact(in_exponentials(expression(r.gap, symbols)), TURNED[r.op])
