"""What is asked, and what comes back: conditions, a chain of relations, a verdict with what it rests on.

What a verdict says. A point is admissible where every condition, as written, surely has a value and surely holds.

  an admissible point, both sides have values, a link fails      an admissible point, some side has no value
  ---------------------------------------------------------      -------------------------------------------
                        REFUTED                                                 UNDEFINED

Both are shown by exact evaluation at one point (`evaluate`), where None decides nothing: a point at which anything is undecided
shows neither, and is no counterexample. A link that fails while another side has no value is UNDEFINED, not REFUTED.

PROVED needs the proofs of all goals (`goal`) and an admissible point; without any point it is VACUOUS, which has a proof of
its own. Both are checked in `verify.checkers.stored.inequality`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from verify.checkers.inequality.evaluate import Point, conditions, defined, holds
from verify.checkers.inequality.formula import names
from verify.checkers.inequality.reader import Unreadable, formula, relations
from verify.kernel.record import term_id
from verify.language.functions import sin
from verify.language.relation import Relation
from verify.language.term import NOUGHT, Symbol, pi, summands

LONGEST = 200
FLIPPED = {">=": "<=", ">": "<"}
IMPLIES = re.compile(r"=>|⇒|⟹|\bimplies\b")
FLOOR = re.compile(r"floor\((.*)\)")


@dataclass(frozen=True)
class Problem:
    """For all real values of the variables: under `where`, every relation of `conclusion`.

    The domain is read off the formulas as written. A point at which a condition has no value is not meant.
    """

    where: tuple[Relation, ...]
    conclusion: tuple[Relation, ...]
    claim: str = ""
    conditions: tuple[str, ...] = ()
    meant: Mapping[str, Any] = field(default_factory=dict, compare=False)

    def told(self, wanted: Any) -> Relation | str:
        """What is wanted of a term, in the claim's terms that its variables stand for; of a long one, how long it is."""
        e = wanted.expr.xreplace({Symbol(name): e for name, e in self.meant.items()})
        if len(str(e)) > LONGEST:
            return f"a sum of {len([*summands(e)])} terms {wanted.op} 0"
        return Relation(NOUGHT, FLIPPED[wanted.op], e) if wanted.op in FLIPPED else Relation(e, wanted.op, NOUGHT)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The variables, in alphabetical order."""
        sides = [side for r in (*self.where, *self.conclusion) for side in (r.lhs, r.rhs)]
        return tuple(sorted(frozenset[str]().union(*map(names, sides))))

    @property
    def domain(self) -> tuple[Relation, ...]:
        """What must hold for the conclusion to have a value, inner parts first."""
        return tuple(dict.fromkeys(c for r in self.conclusion for side in (r.lhs, r.rhs) for c in conditions(side)))

    @property
    def implied(self) -> tuple[Relation, ...]:
        """What holds wherever the conditions have values."""
        return tuple(dict.fromkeys(c for r in self.where for side in (r.lhs, r.rhs) for c in conditions(side)))

    @property
    def digest(self) -> str:
        """Of the terms, not of their text."""
        return term_id(self.where, self.conclusion)

    def as_json(self) -> dict[str, Any]:
        """The texts it was read from, and what they were read as."""
        return {"claim": self.claim, "where": list(self.conditions), "term": self.digest}


def read(claim: str, where: Sequence[str] = ()) -> Problem:
    """The problem that the texts state; of `A => B` is A a condition. Raises Unreadable."""
    *premises, conclusion = IMPLIES.split(claim)
    if len(premises) > 1:
        raise Unreadable("more than one => has no usual reading")
    assumed = tuple(r for text in (*where, *premises) for r in relations(text))
    wanted = relations(conclusion)
    return Problem((*assumed, *_whole_parts((*assumed, *wanted))), wanted, claim, tuple(where))


def _whole_parts(spoken: Sequence[Relation]) -> Iterator[Relation]:
    """What is meant by the variables called floor(t), those inside others last."""
    left, seen = (
        sorted((s for r in spoken for side in (r.lhs, r.rhs) for s in side.free_symbols), key=lambda s: s.key),
        set[Any](),
    )
    while left:
        s = left.pop()
        if s not in seen and (found := FLOOR.fullmatch(s.name)):
            inner = formula(found[1])
            left += sorted(inner.free_symbols, key=lambda s: s.key)
            yield from (Relation(NOUGHT, "=", sin(pi * s)), Relation(s, "<=", inner), Relation(inner, "<", s + 1))
        seen.add(s)


def shown(problem: Problem, point: Point) -> str | None:
    """What the exact point shows: REFUTED, UNDEFINED, holds; None where it is not admissible or nothing is decided."""
    if not admissible(problem, point):
        return None
    links = list(_links(problem, point))
    if any(has_value and truth is False for has_value, truth in links):
        return "REFUTED" if all(has_value for has_value, _ in links) else "UNDEFINED"
    if any(has_value is False for has_value, _ in links):
        return "UNDEFINED"
    return "holds" if all(truth for _, truth in links) else None


def _links(problem: Problem, point: Point) -> Iterator[tuple[bool | None, bool | None]]:
    for r in problem.conclusion:
        values = [defined(side, point) for side in (r.lhs, r.rhs)]
        has_value = False if False in values else None if None in values else True
        yield has_value, holds(r, point) if has_value else None


def admissible(problem: Problem, point: Point) -> bool:
    """Do all conditions surely have values and hold at the point?"""
    return all(defined(r.lhs, point) and defined(r.rhs, point) and holds(r, point) for r in problem.where)


@dataclass(frozen=True)
class Found:
    """An exact point, or a root, and what it shows: REFUTED, UNDEFINED or, where nothing worse was found, holds."""

    shows: str
    point: Any
