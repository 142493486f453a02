"""Spoiled twins of a claim: the same claim with one thing in it changed. Whether a twin is false is for the oracle to say."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from bench.trust.changes import ON_EXPRESSIONS, Change, everywhere, exchanged
from verify.language.claim import Claim
from verify.language.proof import Schema
from verify.language.relation import Relation
from verify.language.term import Rational

SHARES = (Rational(9, 10), Rational(1, 2))
KINDS = (*ON_EXPRESSIONS, "bound", "relation", "exchanged", "assumption dropped", "assumption changed")
Assumptions = tuple[Relation | Schema, ...]
Spoiled = tuple[Relation, Assumptions]


@dataclass(frozen=True)
class Twin:
    """A claim that differs in one thing, of this kind, from the one it was made of."""

    kind: str
    claim: Claim


def twins(claim: Claim, *, seed: int, most: int) -> tuple[Twin, ...]:
    """At most so many different twins, of every kind in turn, chosen by the seed."""
    rng = random.Random(f"{seed} {claim.name} {claim.conclusion}")
    waiting = {kind: list(_of_kind(kind, claim)) for kind in KINDS}
    for found in waiting.values():
        rng.shuffle(found)
    chosen: dict[Spoiled, str] = {}
    while len(chosen) < most and any(waiting.values()):
        for kind in [k for k, found in waiting.items() if found]:
            spoiled = waiting[kind].pop()()
            if spoiled != (claim.conclusion, claim.assuming) and len(chosen) < most:
                chosen.setdefault(spoiled, kind)
    return tuple(Twin(kind, replace(claim, conclusion=c, assuming=a)) for (c, a), kind in chosen.items())


def _of_kind(kind: str, claim: Claim) -> Iterator[Callable[[], Spoiled]]:
    goal, assumed = claim.conclusion, claim.assuming
    if kind == "assumption dropped":
        for k in range(len(assumed)):
            yield lambda k=k: (goal, (*assumed[:k], *assumed[k + 1 :]))
    elif kind == "assumption changed":
        for k, r in enumerate(assumed):
            for made in _changed_assumptions(r) if isinstance(r, Relation) else ():
                yield lambda k=k, made=made: (goal, (*assumed[:k], made(), *assumed[k + 1 :]))
    else:
        for made in CHANGES[kind](goal):
            yield lambda made=made: (made(), assumed)


def _changed_assumptions(r: Relation) -> Iterator[Callable[[], Relation]]:
    """The assumption with a coefficient, a sign or a norm in it changed, or turned round."""
    for kind in ("coefficient", "sign", "norm"):
        yield from CHANGES[kind](r)
    yield lambda: Relation(r.rhs, r.op, r.lhs)


def in_a_side(change: Change, r: Relation) -> Iterator[Callable[[], Relation]]:
    """The relation with the change made at one place of one side."""
    for made in everywhere(r.lhs, change):
        yield lambda made=made: Relation(made(), r.op, r.rhs)
    for made in everywhere(r.rhs, change):
        yield lambda made=made: Relation(r.lhs, r.op, made())


def _bound(r: Relation) -> Iterator[Callable[[], Relation]]:
    """The right side made smaller."""
    for share in SHARES:
        yield lambda share=share: Relation(r.lhs, r.op, share * r.rhs)


def _relation(r: Relation) -> Iterator[Callable[[], Relation]]:
    """Turned round, or strict where it was not."""
    if r.op == "=":
        yield from (lambda: Relation(r.lhs, "<", r.rhs), lambda: Relation(r.rhs, "<", r.lhs))
    else:
        yield lambda: Relation(r.rhs, r.op, r.lhs)
    if r.op == "<=":
        yield from (lambda: Relation(r.lhs, "<", r.rhs), lambda: Relation(r.lhs, "=", r.rhs))


def _exchanged(r: Relation) -> Iterator[Callable[[], Relation]]:
    """Two symbols exchanged on one side only."""
    for s, t in exchanged(r.lhs, r.rhs):
        rule = {s: t, t: s}
        yield lambda rule=rule: Relation(r.lhs.xreplace(rule), r.op, r.rhs)
        yield lambda rule=rule: Relation(r.lhs, r.op, r.rhs.xreplace(rule))


CHANGES = {
    **{kind: partial(in_a_side, change) for kind, change in ON_EXPRESSIONS.items()},
    "bound": _bound,
    "relation": _relation,
    "exchanged": _exchanged,
}
