"""Spoiled derivations of a claim that is true: one thing in the derivation changed, so that it no longer derives anything.

Where a number must differ for the change to be one, it is evaluated at points at which the assumptions hold, in many digits: a
changed line has another value there than before, and then no sum of the same terms leads to it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import mpmath
import numpy as np

from bench.trust.arithmetic import DIGITS
from bench.trust.changes import ON_EXPRESSIONS, everywhere
from bench.trust.evaluate import NoValue
from bench.trust.oracle import MOST_CONFIRMED, PRECISION, Pool, polished
from bench.trust.points import Arrays, Shape, place
from bench.trust.question import question
from verify.language.claim import Claim
from verify.language.proof import Appeal, Derivation, Line
from verify.language.relation import Relation
from verify.language.term import Term

KINDS = (
    "operator changed",
    "expression changed",
    "term changed",
    "term left out",
    "citation changed",
    "citation left out",
    "line left out",
    "lines exchanged",
    "side result left out",
    "side result made false",
)
MOST_TRIED = 40
# The points satisfy equations to about 1e-9, and a product of two numbers may be that small where each is 1e-5.
DIFFERENT = 1e-3
MOST_CHANGES = 3
Lines = tuple[Line, ...]


@dataclass(frozen=True)
class Spoiled:
    """A derivation that differs in one thing, of this kind, from the one it was made of."""

    kind: str
    derivation: Derivation


@dataclass(frozen=True)
class Chain:
    """The lines that lead from one expression to another, and the derivation with others in their place."""

    goal: Relation
    squared: bool
    lines: Lines
    put: Callable[[Lines], Derivation]

    @property
    def values(self) -> tuple[Any, ...]:
        """Where the chain starts, and the expression of each line."""
        return (self.goal.lhs ** (2 if self.squared else 1), *(one.expr for one in self.lines))


class Differences:
    """Do two expressions differ at one of the points where the assumptions hold?"""

    def __init__(self, claim: Claim, seed: int) -> None:
        asked = question(claim)
        self._asked = asked
        self._pool = Pool.of(replace(asked, goals=(*asked.goals, *_equations(claim))), seed)

    def __call__(self, one: Any, other: Any) -> bool:
        return any(
            self._surely({s: a[k : k + 1] for s, a in arrays.items()}, shape, one - other)
            for shape, arrays in self._pool.parts
            for k in self._seemingly(arrays, shape, one - other)[:MOST_CONFIRMED]
        )

    def _seemingly(self, arrays: Arrays, shape: Shape, difference: Any) -> list[int]:
        """The points where it is large in floating point, the largest first."""
        try:
            with np.errstate(all="ignore"):
                found = np.abs(place(self._asked, arrays, shape).value(difference))
        except NoValue:
            return []
        largest = np.where(np.isfinite(found), found, 0.0).reshape(len(found), -1).max(axis=1, initial=0.0)
        return [int(k) for k in np.argsort(-largest, kind="stable") if largest[k] > DIFFERENT]

    def _surely(self, arrays: Arrays, shape: Shape, difference: Any) -> bool:
        """Is it large where the equations are solved to many digits?"""
        with mpmath.workdps(PRECISION):
            exact = polished(self._asked, arrays, shape)
            if exact is None:
                return False
            found = np.abs(place(self._asked, exact, shape, DIGITS).value(difference))
            return any(x > DIFFERENT for x in found.flat if mpmath.isfinite(x))


def _equations(claim: Claim) -> Iterator[Relation]:
    """Every expression of the derivation as an equation, for the symbols in it."""
    assert claim.derive is not None
    for chain in chains(claim, claim.derive()):
        for e in (*chain.values, *(t for one in chain.lines for t in one.terms)):
            yield Relation(e, "=", e)


def chains(claim: Claim, derivation: Derivation) -> Iterator[Chain]:
    """The chain of the claim, and those of its side results and rules."""

    def of(inner: Derivation, goal: Relation, put: Callable[[Derivation], Derivation]) -> Iterator[Chain]:
        yield Chain(goal, inner.squared, inner.lines, lambda lines: put(replace(inner, lines=lines)))
        for k, lemma in enumerate(inner.lemmas):

            def with_lemma(lines: Lines, k: int = k) -> Derivation:
                return put(replace(inner, lemmas=_with(inner.lemmas, k, replace(inner.lemmas[k], lines=lines))))

            yield Chain(lemma.relation, lemma.squared, lemma.lines, with_lemma)
        for k, rule in enumerate(inner.rules):

            def with_rule(shown: Derivation, k: int = k) -> Derivation:
                return put(replace(inner, rules=_with(inner.rules, k, replace(inner.rules[k], shown=shown))))

            yield from of(rule.shown, rule.schema.relation, with_rule)

    yield from of(derivation, claim.conclusion, lambda whole: whole)


def _with(parts: tuple[Any, ...], k: int, part: Any) -> tuple[Any, ...]:
    return (*parts[:k], part, *parts[k + 1 :])


def spoiled(claim: Claim, *, seed: int, most: int) -> tuple[Spoiled, ...]:
    """At most so many spoiled derivations, of every kind in turn, chosen by the seed. Raises NoOracle."""
    assert claim.derive is not None
    rng = random.Random(f"{seed} {claim.name} {claim.conclusion}")
    derivation, differ = claim.derive(), Differences(claim, seed)
    waiting = {kind: list(MAKERS[kind](claim, derivation, rng)) for kind in KINDS}
    for found in waiting.values():
        rng.shuffle(found)
    chosen: list[Spoiled] = []
    for kind in MOST_TRIED * rng.sample(KINDS, len(KINDS)):
        if waiting[kind] and len(chosen) < most:
            made, pairs = waiting[kind].pop()
            if all(differ(*pair) for pair in pairs) and made not in (s.derivation for s in chosen):
                chosen.append(Spoiled(kind, made))
    return tuple(chosen)


Made = Iterator[tuple[Derivation, tuple[tuple[Any, Any], ...]]]
"""A derivation, and the pairs of expressions that have to differ for it to be wrong."""


def _operators(claim: Claim, derivation: Derivation, rng: random.Random) -> Made:
    """An equality said to be strict; an inequality said to be an equality; the only strict line of a strict claim said to be weak."""
    for chain in chains(claim, derivation):
        strict = [k for k, one in enumerate(chain.lines) if one.op == "<"]
        for k, one in enumerate(chain.lines):
            before = chain.values[k]
            if one.op == "=":
                yield chain.put(_with(chain.lines, k, replace(one, op="<"))), ()
            else:
                equal = replace(one, op="=", terms=())
                yield chain.put(_with(chain.lines, k, equal)), ((before, one.expr),)
            if strict == [k] and chain.goal.op == "<":
                yield chain.put(_with(chain.lines, k, replace(one, op="<="))), ()


def _changed(e: Any, rng: random.Random) -> list[Any]:
    """A few changes of the expression."""
    found = [made for change in ON_EXPRESSIONS.values() for made in everywhere(e, change)]
    return [made() for made in rng.sample(found, min(MOST_CHANGES, len(found)))]


def _expressions(claim: Claim, derivation: Derivation, rng: random.Random) -> Made:
    for chain in chains(claim, derivation):
        for k, one in enumerate(chain.lines):
            for e in _changed(one.expr, rng):
                yield chain.put(_with(chain.lines, k, replace(one, expr=e))), ((one.expr, e),)


def _terms(claim: Claim, derivation: Derivation, rng: random.Random) -> Made:
    for chain in chains(claim, derivation):
        for k, one in enumerate(chain.lines):
            for j, term in enumerate(one.terms):
                for e in _changed(term, rng):
                    line = replace(one, terms=_with(one.terms, j, e))
                    yield chain.put(_with(chain.lines, k, line)), ((term, e),)


def _fewer_terms(claim: Claim, derivation: Derivation, rng: random.Random) -> Made:
    for chain in chains(claim, derivation):
        for k, one in enumerate(chain.lines):
            for j, term in enumerate(one.terms if len(one.terms) > 1 else ()):
                line = replace(one, terms=(*one.terms[:j], *one.terms[j + 1 :]))
                yield chain.put(_with(chain.lines, k, line)), ((term, 0 * term),)


def _citations(claim: Claim, derivation: Derivation, rng: random.Random) -> Made:
    """A theorem with one argument the opposite, twice as large, or exchanged with the next; what it says then differs."""
    for chain in chains(claim, derivation):
        for k, one in enumerate(chain.lines):
            for j, appeal in enumerate(one.by):
                for other in _other_arguments(appeal):
                    line = replace(one, by=_with(one.by, j, other))
                    if not one.terms and one.op != "=":
                        yield chain.put(_with(chain.lines, k, line)), ((appeal.slack, other.slack),)


def _other_arguments(appeal: Appeal) -> Iterator[Appeal]:
    for k, a in enumerate(appeal.args):
        if isinstance(a, Term):
            for b in (-a, 2 * a):
                yield from _stated(replace(appeal, args=_with(appeal.args, k, b)))


def _stated(appeal: Appeal) -> Iterator[Appeal]:
    """The appeal, if the theorem can be stated for these arguments at all."""
    try:
        assert appeal.relation is not None
    except Exception:  # the theorem's own code refuses such arguments
        return
    yield appeal


def _fewer_citations(claim: Claim, derivation: Derivation, rng: random.Random) -> Made:
    """A theorem left out whose slack was a term."""
    for chain in chains(claim, derivation):
        for k, one in enumerate(chain.lines):
            for j, appeal in enumerate(one.by):
                line = replace(one, by=(*one.by[:j], *one.by[j + 1 :]))
                if not one.terms and one.op != "=":
                    yield chain.put(_with(chain.lines, k, line)), ((appeal.slack, 0 * appeal.slack),)


def _fewer_lines(claim: Claim, derivation: Derivation, rng: random.Random) -> Made:
    for chain in chains(claim, derivation):
        for k in range(len(chain.lines)):
            before, own = chain.values[k : k + 2]
            yield chain.put((*chain.lines[:k], *chain.lines[k + 1 :])), ((before, own),)


def _lines_exchanged(claim: Claim, derivation: Derivation, rng: random.Random) -> Made:
    for chain in chains(claim, derivation):
        for k in range(len(chain.lines) - 1):
            one, other = chain.lines[k : k + 2]
            lines = (*chain.lines[:k], other, one, *chain.lines[k + 2 :])
            yield chain.put(lines), ((chain.values[k], one.expr),)


def _fewer_side_results(claim: Claim, derivation: Derivation, rng: random.Random) -> Made:
    """An equation without which the rest does not pass, as the checker asks of it; a rule that a line cites."""
    for k, lemma in enumerate(derivation.lemmas):
        if lemma.relation.op == "=":
            yield replace(derivation, lemmas=(*derivation.lemmas[:k], *derivation.lemmas[k + 1 :])), ()
    for k in range(len(derivation.rules)):
        yield replace(derivation, rules=(*derivation.rules[:k], *derivation.rules[k + 1 :])), ()


def _false_side_results(claim: Claim, derivation: Derivation, rng: random.Random) -> Made:
    """One side changed; with the last line changed in the same way where that is the right side."""
    for k, lemma in enumerate(derivation.lemmas):
        for e in _changed(lemma.relation.rhs, rng):
            relation = Relation(lemma.relation.lhs, lemma.relation.op, e)
            last = replace(lemma.lines[-1], expr=e**2 if lemma.squared else e)
            changed = replace(lemma, relation=relation, lines=(*lemma.lines[:-1], last))
            yield replace(derivation, lemmas=_with(derivation.lemmas, k, changed)), ((lemma.relation.rhs, e),)


MAKERS: dict[str, Callable[[Claim, Derivation, random.Random], Made]] = dict(
    zip(
        KINDS,
        (
            _operators,
            _expressions,
            _terms,
            _fewer_terms,
            _citations,
            _fewer_citations,
            _fewer_lines,
            _lines_exchanged,
            _fewer_side_results,
            _false_side_results,
        ),
        strict=True,
    )
)
