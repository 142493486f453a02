"""What is left to show: facts => wanted, at every point where all of their terms have a value.

Why it is sound. c_1, ..., c_m are the conditions under which the conclusion, as it is written, has a value, inner ones first.

  where => c_1     where, c_1 => c_2     ...     where, c_1, ..., c_m => each link
  ---------------------------------------------------------------------------------
         at every point that the problem means the conclusion has a value and holds

The problem means the points at which each condition of it has a value and holds; what that says is among the facts. What is kept
true from there on is one thing:

                      a goal speaks of every point that is meant

  * Of each formula a goal has a form that has its value wherever the formula has one: by `in_exponentials`, for which a positive
    base of x**y is a goal before those that have it, and by `plain`. The form may have a value at more points: then more is shown.
  * What is put in for symbols is put into such a form, and nothing else happens to it: the value at a point is that at its image.
    No root is taken apart but where all that leaves it is positive, or nothing in it can be negative (`verify.language.expansion`).
  * A fact may be left out: one that is seen to hold everywhere, all but the closest of several rational bounds (the strict one among
    equal ones), and those with a power x**y or (-2)**y. Such a power has values where its base is not positive, but its form in
    exp and log has none: as a fact it would take points away.
  * `trivial` and `impossible` rest on the signs that a term may have wherever it has a value (`verify.language.possible`).

An empty set of points makes every goal true: that a problem means some point is checked where a verdict is given
(`verify.checkers.stored.inequality`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, cached_property
from typing import Any

from verify.checkers.inequality.evaluate import is_told, sign
from verify.checkers.inequality.formula import in_exponentials
from verify.checkers.inequality.plain import plain
from verify.checkers.inequality.problem import Problem
from verify.language.expansion import expand, expansion
from verify.language.possible import possible
from verify.language.relation import Relation
from verify.language.term import MINUS_ONE, NEGATIVE, POSITIVE, ZERO, Pow, subterms

TURNED = {"<=": ">=", "<": ">", "=": "=", "!=": "!="}
SIGNS = {">=": ZERO | POSITIVE, ">": POSITIVE, "=": ZERO, "!=": NEGATIVE | POSITIVE}


@dataclass(frozen=True)
class Fact:
    """`expr op 0` with op one of >= > = !=, the term in its plain form."""

    expr: Any
    op: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "expr", plain(self.expr))

    def xreplace(self, rule: Mapping[Any, Any]) -> Fact:
        """The fact with terms put in."""
        return Fact(self.expr.xreplace(rule), self.op)

    def __str__(self) -> str:
        return f"{self.expr} {self.op} 0"


@dataclass(frozen=True)
class Goal:
    """To show: at every point where every term has a value and the facts hold, `wanted` holds."""

    facts: tuple[Fact, ...]
    wanted: Fact

    @cached_property
    def symbols(self) -> tuple[Any, ...]:
        """The variables, by name."""
        found = set().union(*(f.expr.free_symbols for f in (*self.facts, self.wanted)))
        return tuple(sorted(found, key=lambda s: s.key))

    @cached_property
    def wanted_symbols(self) -> tuple[Any, ...]:
        """The variables of what is wanted, by name."""
        return tuple(sorted(self.wanted.expr.free_symbols, key=lambda s: s.key))

    def xreplace(self, rule: Mapping[Any, Any]) -> Goal:
        """The goal with terms put in everywhere."""
        return Goal(tuple(f.xreplace(rule) for f in self.facts), self.wanted.xreplace(rule))

    def given(self, *facts: Fact) -> Goal:
        """The goal with further facts; those that say nothing are left out."""
        return replace(self, facts=tidy((*facts, *self.facts)))

    def showing(self, expr: Any, op: str) -> Goal:
        """Another goal under the same facts."""
        return replace(self, wanted=Fact(expr, op))

    def __str__(self) -> str:
        return f"{', '.join(map(str, self.facts))} => {self.wanted}"


NOTHING = Fact(MINUS_ONE, ">=")  # what is shown where no point is left


def declared(symbols: Iterable[Any]) -> list[Fact]:
    """The signs of symbols as facts, where they are not negative."""
    return [Fact(s, ">" if s.signs == POSITIVE else ">=") for s in symbols if not s.signs & NEGATIVE]


def tidy(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Each fact once, without those that are seen to be true, and the closest of several rational bounds."""
    kept: dict[Any, Fact] = {}
    for f in facts:
        if not trivial(f):
            side, bound = _bound(f)
            known = kept.get(side)
            if known is None or bound < _bound(known)[1] or (bound == _bound(known)[1] and f.op == ">"):
                kept[side] = f
    return tuple(kept.values())


def _bound(f: Fact) -> tuple[Any, Fraction]:
    """Of a fact c s + b > 0 with rational c and b the side (s, and which way) and b/|c|; any other is the only one on its side."""
    parts = dict(expansion(f.expr))
    constant = parts.pop((), Fraction(0))
    if f.op in (">=", ">") and len(parts) == 1:
        ((m, c),) = parts.items()
        if len(m) == 1 and m[0][0].is_Symbol and m[0][1] == 1:
            return (m[0][0], c > 0), constant / abs(c)
    return f, Fraction(0)


@cache
def signs(e: Any) -> int:
    """The signs that the term may have wherever it has a value, as it is written or in canonical form."""
    found = possible(e)
    return found & possible(expand(e)) if found.bit_count() > 1 else found


def trivial(f: Fact) -> bool:
    """Is it seen from the signs of the symbols that it holds wherever it has a value?"""
    return not signs(f.expr) & ~SIGNS[f.op]


def impossible(f: Fact) -> bool:
    """Is it seen from the signs of the symbols that it holds nowhere?"""
    return not signs(f.expr) & SIGNS[f.op]


def goals(problem: Problem) -> tuple[Goal, ...]:
    """The conclusion has a value; then every link holds. Each condition is shown under those before it."""
    facts = assumed(problem)
    found = []
    for condition in problem.domain:
        owed = fact(condition)
        found.append(Goal(tidy(facts), owed))
        facts.append(owed)
    found += [Goal(tidy(facts), fact(r)) for r in problem.conclusion]
    return tuple(found)


def emptiness(problem: Problem) -> Goal:
    """That nothing satisfies the conditions."""
    return Goal(tidy(assumed(problem)), NOTHING)


def assumed(problem: Problem) -> list[Fact]:
    """The conditions, and what holds where they have values. Fewer are sound: those with x**y or (-2)**y are left out.

    So are those with x**r for a number r that may be whole, as sqrt(2)*sqrt(2).

    Such a power has values where its base is not positive, but its form in exp and log has none.
    """
    plainly = tuple(r for r in problem.where if not any(_loose(side) for side in (r.lhs, r.rhs)))
    return [fact(r) for r in (*replace(problem, where=plainly).implied, *plainly)]


def _loose(t: Any) -> bool:
    powers = [p for p in subterms(t) if isinstance(p, Pow) and (p.exp.free_symbols or not is_told(p.exp))]
    return any(p.base.free_symbols or sign(p.base) != 1 for p in powers)


def fact(r: Relation) -> Fact:
    """A relation between formulas as a fact."""
    return Fact(in_exponentials(r.slack), TURNED[r.op])
