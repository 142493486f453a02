"""A point of which one coordinate is no number that can be written: the root of a relation between two rational numbers.

Why it is sound. h is the difference of the sides of one relation of the problem, in which every other unknown is a number or a
formula in the unknown x of the root.

  h is continuous on [a, b]     h(a) h(b) < 0          every other relation, and every value that is needed,
  ---------------------------------------------        is shown on the whole of [a, b]
         h(r) = 0 for some a < r < b                   ------------------------------------------------------
                                                               it holds, or is there, at r

(Rudin, Principles of Mathematical Analysis, 4.23.) Nothing is known of r but that it lies there, and nothing else is needed.

  * Every head but `sign` is continuous where it has values, ends of domains included. That h and all else has values on [a, b] is
    shown condition by condition, each as a relation on the whole of [a, b].
  * A relation holds, or fails, on [a, b] where one ball around its slack says so: balls contain all values, and nan says nothing.
    An equation holds also where its slack vanishes in normal form, which has a value wherever the term has one.
  * Of `!=` the relation of the root fails at r, of `=` it holds; of another relation no root is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import arb, ctx, fmpq

from verify.checkers.inequality import evaluate
from verify.checkers.inequality.atoms import reduced
from verify.checkers.inequality.compiled import tape
from verify.checkers.inequality.evaluate import conditions
from verify.checkers.inequality.formula import in_exponentials, replaced
from verify.checkers.inequality.problem import Problem
from verify.language.expansion import expand
from verify.language.functions import sign as sign_of
from verify.language.relation import Relation
from verify.language.term import Number, Symbol

PRECISION = 256
SURELY: Mapping[str, Callable[[Any], bool]] = {
    "<=": lambda z: bool(z >= 0),
    "<": lambda z: bool(z > 0),
    "=": lambda z: bool(z == 0),
    "!=": lambda z: bool(z > 0 or z < 0),
}
SURELY_NOT: Mapping[str, Callable[[Any], bool]] = {
    "<=": lambda z: bool(z < 0),
    "<": lambda z: bool(z <= 0),
    "=": lambda z: bool(z > 0 or z < 0),
    "!=": lambda z: bool(z == 0),
}


@dataclass(frozen=True)
class Root:
    """The unknown `name` is a root, between `low` and `high`, of the relation at this place among those of the problem.

    The relations are the conditions and then the links of the conclusion; `others` are formulas in the unknown for the rest.
    """

    name: str
    place: int
    low: Fraction
    high: Fraction
    others: Mapping[str, Any]


def shown(problem: Problem, root: Root) -> str | None:
    """What the point shows: REFUTED, holds (it is admissible), or None where that is not shown."""
    try:
        return _Between(problem, root).shown()
    except (TypeError, ValueError, ArithmeticError):  # a term that no rule evaluates
        return None


def excess(problem: Problem, root: Root) -> Any:
    """A ball around lhs - rhs of the first link that fails there; nan where none is shown to fail."""
    between = _Between(problem, root)
    failing = [r for r in between.links if between.fails(r)]
    if not failing or between.vanishes(failing[0], "!="):
        return arb(0) if failing else arb.nan()
    return -between.slack(failing[0])


class _Between:
    """The relations as functions of the one unknown, on the interval."""

    def __init__(self, problem: Problem, root: Root) -> None:
        self.root, self.symbol = root, Symbol(root.name)
        self.where, self.links = (tuple(map(self._put, part)) for part in (problem.where, problem.conclusion))
        self.names = set(problem.names)

    def shown(self) -> str | None:
        if not self._stated() or not self._exists() or not all(map(self._holds, self.where)):
            return None
        if all(map(self._has_values, self.links)) and any(map(self.fails, self.links)):
            return "REFUTED"
        return "holds"

    def _put(self, r: Relation) -> Relation:
        return r.map(lambda side: replaced(side, self.root.others))

    def _stated(self) -> bool:
        """Every unknown has a value: the others by formulas in this one, with values here."""
        others = self.root.others
        return (
            self.names == {self.root.name, *others}
            and self.root.name not in others
            and self.root.low < self.root.high
            and all(t.free_symbols <= {self.symbol} and self._has_value(t) for t in others.values())
        )

    def _exists(self) -> bool:
        relations = (*self.where, *self.links)
        if not 0 <= self.root.place < len(relations):
            return False
        r = relations[self.root.place]
        ends = [evaluate.sign(r.slack.xreplace({self.symbol: Number(x)})) for x in (self.root.low, self.root.high)]
        return self._vanishing(r) and not r.slack.has(sign_of) and self._has_values(r) and {*ends} == {1, -1}

    def _vanishing(self, r: Relation) -> bool:
        return r.op == ("=" if self.root.place < len(self.where) else "!=")

    def vanishes(self, r: Relation, op: str) -> bool:
        """Is it the relation of the root, and with this sign: of an equation it holds there, of `!=` it fails?"""
        return r.op == op and r is (*self.where, *self.links)[self.root.place]

    def _holds(self, r: Relation) -> bool:
        return self._has_values(r) and (self.vanishes(r, "=") or self._sure(r, SURELY) or self._is_identity(r))

    def fails(self, r: Relation) -> bool:
        return self.vanishes(r, "!=") or self._sure(r, SURELY_NOT)

    def _is_identity(self, r: Relation) -> bool:
        slack = in_exponentials(r.slack)
        return r.op in ("=", "<=") and (expand(slack) == 0 or reduced(slack) == 0)

    def _has_values(self, r: Relation) -> bool:
        return self._has_value(r.lhs) and self._has_value(r.rhs)

    def _has_value(self, t: Any) -> bool:
        return all(self._sure(c, SURELY) for c in conditions(t))

    def _sure(self, r: Relation, table: Mapping[str, Callable[[Any], bool]]) -> bool:
        z = self.slack(r)
        return bool(z.is_finite()) and table[r.op](z)

    def slack(self, r: Relation) -> Any:
        """A ball around its values on the interval."""
        with ctx.workprec(PRECISION):
            low, high = (arb(fmpq(x.numerator, x.denominator)) for x in (self.root.low, self.root.high))
            return tape([in_exponentials(r.slack)], [self.symbol])([low.union(high)])[0]
