"""What the oracle and the engine are asked of a claim: the symbols that need values, the relations that have to hold.

A claim "there is" is proved by its witness and in no other way, so the oracle asks what that proof says: with the witness put
in, the conclusion and every assumption on what is bound hold wherever the other assumptions do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bench.trust.changes import values_of
from bench.trust.evaluate import Functions
from verify.language.claim import Claim
from verify.language.proof import Schema
from verify.language.relation import Relation
from verify.language.symbols import d


class NoOracle(Exception):
    """Nothing independent says where this claim fails, and why."""


@dataclass(frozen=True)
class Question:
    """Do all of `goals` hold wherever `assuming` and `schemas` do? `constants` are given by the choice of functions."""

    goals: tuple[Relation, ...]
    assuming: tuple[Relation, ...]
    schemas: tuple[Schema, ...]
    functions: Functions
    constants: tuple[tuple[Any, Any], ...]

    @property
    def symbols(self) -> tuple[Any, ...]:
        """What needs a value, by name: neither d nor a constant nor the name of a function."""
        relations = (*self.goals, *self.assuming, *(r for s in self.schemas for r in (s.relation, *s.assuming)))
        bound = {v for s in self.schemas for v in s.variables}
        own = {s for r in (*self.goals, *self.assuming) for s in _symbols((r.lhs, r.rhs))}
        inside = {s for r in relations for s in _symbols((r.lhs, r.rhs))} - bound
        chosen = {s for slots, e in self.functions.values() for s in _symbols((e,)) - set(slots)}
        given = {s for _, e in self.constants for s in _symbols((e,))}
        found = (own | inside | chosen | given) - {d, *(s for s, _ in self.constants)}
        return tuple(sorted(found, key=lambda s: (s.name, str(type(s)))))


def question(claim: Claim) -> Question:
    """What a proof of the claim would say. Raises NoOracle."""
    chosen = claim.instance
    if claim.abstract and chosen is None:
        raise NoOracle("it speaks of unknown functions and no choice of them is given")
    rule = dict(claim.witness)
    if claim.exists and set(rule) != set(claim.exists):
        raise NoOracle("there is no witness of what there is")
    bound = set(rule)
    owed = tuple(r for r in claim.relations if _symbols((r.lhs, r.rhs)) & bound)
    return Question(
        goals=tuple(r.xreplace(rule) for r in (claim.conclusion, *owed)),
        assuming=tuple(r for r in claim.relations if r not in owed),
        schemas=claim.schemas,
        functions=dict(chosen.functions) if chosen else {},
        constants=tuple(chosen.constants.items()) if chosen else (),
    )


def _symbols(expressions: Iterable[Any]) -> set[Any]:
    return {s for e in expressions for s in values_of(e)}
