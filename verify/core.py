"""The nouns of the engine: what a paper states, what was found out about it, and the verdict.

A claim is `assumptions => lhs op rhs`, written once in SymPy for every dimension at once (see `verify.geometry`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import sympy as sp

from verify.geometry import Field, Peak, Value, d, indexed
from verify.normal import normal

Point = Mapping[Any, Any]


class Outcome(StrEnum):
    """What one method found."""

    HOLDS = "holds"
    FAILS = "fails"
    VACUOUS = "vacuous"
    UNDEFINED = "undefined"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """What all the evidence amounts to; computed by `verify.judge`, never typed in."""

    PROVED = "PROVED"
    SUPPORTED = "SUPPORTED"
    UNDECIDED = "UNDECIDED"
    VACUOUS = "VACUOUS"
    UNDEFINED = "UNDEFINED"
    REFUTED = "REFUTED"


@dataclass(frozen=True)
class Relation:
    """`lhs op rhs` with op one of = <= < !=. SymPy's own relations evaluate themselves to True and vanish.

    A relation that still carries the coordinate index means: for every coordinate.
    """

    lhs: Any
    op: str
    rhs: Any

    def __post_init__(self) -> None:
        if self.op not in ("=", "<=", "<", "!="):
            raise ValueError(f"the relation {self.op!r} is unknown: expected =, <=, < or !=")

    @property
    def gap(self) -> Any:
        """rhs - lhs: nonnegative, positive, zero or nonzero where the relation holds."""
        return self.rhs - self.lhs

    @property
    def negation(self) -> Relation:
        """What is true where an inequality fails."""
        if self.op == "<=":
            return Relation(self.rhs, "<", self.lhs)
        if self.op == "<":
            return Relation(self.rhs, "<=", self.lhs)
        return Relation(self.lhs, "!=" if self.op == "=" else "=", self.rhs)

    def xreplace(self, rule: Mapping[Any, Any]) -> Relation:
        """The relation with symbols replaced, all at once."""
        return Relation(self.lhs.xreplace(rule), self.op, self.rhs.xreplace(rule))

    def map(self, change: Callable[[Any], Any]) -> Relation:
        """The relation with both sides changed."""
        return Relation(change(self.lhs), self.op, change(self.rhs))

    def __str__(self) -> str:
        return f"{self.lhs} {self.op} {self.rhs}"


def le(lhs: Any, rhs: Any) -> Relation:
    """lhs <= rhs."""
    return Relation(sp.sympify(lhs), "<=", sp.sympify(rhs))


def lt(lhs: Any, rhs: Any) -> Relation:
    """lhs < rhs."""
    return Relation(sp.sympify(lhs), "<", sp.sympify(rhs))


def eq(lhs: Any, rhs: Any) -> Relation:
    """lhs = rhs."""
    return Relation(sp.sympify(lhs), "=", sp.sympify(rhs))


def ne(lhs: Any, rhs: Any) -> Relation:
    """lhs != rhs."""
    return Relation(sp.sympify(lhs), "!=", sp.sympify(rhs))


@dataclass(frozen=True)
class Appeal:
    """A use of a cited theorem (`verify.facts`) or of a Schema with these arguments; the checker works out what it says."""

    name: str
    args: tuple[Any, ...]
    state: Callable[..., tuple[Relation, tuple[Relation, ...]]]

    @property
    def relation(self) -> Relation:
        """What the theorem says here."""
        return self.state(*self.args)[0]

    @property
    def premises(self) -> tuple[Relation, ...]:
        """What has to be shown before it may be used."""
        return self.state(*self.args)[1]

    @property
    def slack(self) -> Any:
        """The nonnegative difference of the two sides."""
        return self.relation.gap


@dataclass(frozen=True)
class Schema:
    """An assumption about a function: the relation holds for all values of `variables` that satisfy `assuming`."""

    name: str
    variables: tuple[Any, ...]
    relation: Relation
    assuming: tuple[Relation, ...] = ()

    def __call__(self, *values: Any) -> Appeal:
        """The assumption at these values of the variables, to be used in a line of a derivation."""
        if len(values) != len(self.variables):
            raise ValueError(f"{self.name} takes {len(self.variables)} values, {len(values)} were given")
        return Appeal(self.name, (self, *values), instance)


def instance(schema: Schema, *values: Any) -> tuple[Relation, tuple[Relation, ...]]:
    """What the schema says at these values, and what it asks of them."""
    rule = dict(zip(schema.variables, map(sp.sympify, values), strict=True))
    return schema.relation.xreplace(rule), tuple(r.xreplace(rule) for r in schema.assuming)


@dataclass(frozen=True)
class Line:
    """One link of a chain: `... op expr`.

    An equality is checked in normal form. For an inequality the difference to the line before must be the sum of `terms`, each a
    product of factors that are visibly nonnegative; left out, the terms are the slacks of the appeals in `by`.
    """

    op: str
    expr: Any
    terms: tuple[Any, ...] = ()
    by: tuple[Appeal, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Derivation:
    """A chain from the left side of a claim to its right side (or between their squares), with side results that its lines use."""

    lines: tuple[Line, ...]
    lemmas: tuple[Lemma, ...] = ()
    squared: bool = False


@dataclass(frozen=True)
class Lemma:
    """A side result, shown by a chain of its own under the claim's assumptions; its slack may be a factor in later lines."""

    relation: Relation
    lines: tuple[Line, ...]
    squared: bool = False

    @property
    def slack(self) -> Any:
        """The nonnegative difference of the two sides."""
        return self.relation.gap


def line(op: str, expr: Any, *terms: Any, by: Appeal | tuple[Appeal, ...] = (), why: str = "") -> Line:
    """One line of a chain; `why` says the idea in words."""
    appeals = (by,) if isinstance(by, Appeal) else tuple(by)
    return Line(op, sp.sympify(expr), tuple(map(sp.sympify, terms)), appeals, why)


def chain(*lines: Line, lemmas: tuple[Lemma, ...] = (), squared: bool = False) -> Derivation:
    """A derivation from its lines; `squared` when it runs from the square of the left side to the square of the right side."""
    return Derivation(lines, lemmas, squared)


@dataclass(frozen=True)
class Instance:
    """A concrete choice of the unknown functions of a claim: name -> (slots, expression), and of constants.

    A gradient `ell_k` of a function `ell` is checked against the derivative of `ell`. `derive` proves a schema, by its name, where
    the engine needs help.
    """

    functions: Mapping[str, tuple[tuple[Any, ...], Any]]
    constants: Mapping[Any, Any] = field(default_factory=dict)
    derive: Mapping[str, Callable[[], Derivation]] = field(default_factory=dict)
    point: Callable[[int], Point] | None = None


@dataclass(frozen=True, kw_only=True)
class Claim:
    """The unit of judgement: under `assuming`, `conclusion`.

    name         id within its statement, a noun: `lipschitz`, `eq41-printed`
    says         the sentence in one line of our own words
    equations    numbers of the paper's equations whose formula this is (at most three)
    source       "paper", "repair" or "own"; `added` tells which assumptions are not the paper's
    repairs      name of the printed claim (same statement) that it mends
    derive       the derivation; without one the engine tries its own rules
    exists, witness   "there are": symbols bound by "there is", and expressions in the others for them
    counter, disprove "for every C there are ... " is refuted by values of symbols not bound by "there is" and a derivation
                      of the negated conclusion
    instance     for claims on unknown functions: a concrete choice that satisfies the assumptions
    against      such a choice, with a point, at which the conclusion fails
    example      exact admissible point in dimension dim (found by the engine where it can)
    beside       coordinates written out as scalars beside the vectors: the claim's dimension is theirs plus this number
    sample       builder of admissible inputs for the fuzzer where the assumptions do not show how
    supported    the written reason why no proof is given
    """

    name: str
    says: str
    conclusion: Relation
    assuming: tuple[Relation | Schema, ...] = ()
    equations: tuple[int, ...] = ()
    expected: str = "PROVED"
    source: str = "paper"
    added: str = ""
    repairs: str = ""
    derive: Callable[[], Derivation] | None = None
    exists: tuple[Any, ...] = ()
    witness: Mapping[Any, Any] = field(default_factory=dict)
    counter: Mapping[Any, Any] = field(default_factory=dict)
    disprove: Callable[[], Derivation] | None = None
    instance: Instance | None = None
    against: Instance | None = None
    example: Callable[[int], Point] | None = None
    counterexample: Callable[[], Point] | None = None
    beside: int = 0
    sample: Callable[..., Any] | None = None
    supported: str = ""

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The assumptions that are plain relations."""
        return tuple(a for a in self.assuming if isinstance(a, Relation))

    @property
    def schemas(self) -> tuple[Schema, ...]:
        """The assumptions about unknown functions."""
        return tuple(a for a in self.assuming if isinstance(a, Schema))

    @property
    def expressions(self) -> tuple[Any, ...]:
        """Both sides of the conclusion and of every plain assumption."""
        return tuple(side for r in (self.conclusion, *self.relations) for side in (r.lhs, r.rhs))

    @property
    def abstract(self) -> bool:
        """Does it speak of functions known only by name?"""
        return bool(self.schemas) or any(e.has(Field, Value) for e in self.expressions)

    @property
    def allows_no_vectors(self) -> bool:
        """With coordinates written out, may the vectors beside them be those of R^0?

        Not where d or a largest coordinate occurs, nor where something is assumed of every coordinate.
        """
        schemas = [r for s in self.schemas for r in (s.relation, *s.assuming)]
        sides = [*self.expressions, *(side for r in schemas for side in (r.lhs, r.rhs))]
        local = any(indexed(r.gap) for r in (*self.relations, *schemas))
        return bool(self.beside) and not local and not any(normal(e).has(d, Peak) for e in sides)

    @property
    def dimensions(self) -> tuple[int, int | None]:
        """Smallest and largest dimension it speaks of (None: no largest), counting the coordinates written out beside the vectors."""
        low, high = (0 if self.allows_no_vectors else 1), None
        for r in self.relations:
            if (r.lhs.free_symbols | r.rhs.free_symbols) != {d}:
                continue
            if r.op not in ("<=", "=") or d not in (r.lhs, r.rhs):
                continue
            other = r.rhs if r.lhs == d else r.lhs
            if r.op == "=" or r.rhs == d:
                low = max(low, int(sp.ceiling(other)))
            if r.op == "=" or r.lhs == d:
                high = int(sp.floor(other)) if high is None else min(high, int(sp.floor(other)))
        return low + self.beside, None if high is None else high + self.beside


@dataclass(frozen=True)
class Statement:
    """One module of a proof package: a lemma, an equation group, a figure, a remark.

    `also` names further ledger rows (`eq-19`) that this module's claims are about, each with the claims it points to.
    """

    name: str
    title: str
    section: str
    claims: tuple[Claim, ...]
    uses: tuple[str, ...] = ()
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Counterexample:
    """An exact point at which the assumptions surely hold and the conclusion surely fails; numbers are strings like "3/1024".

    `excess` encloses how far it fails: lhs - rhs for an inequality, the distance of the sides for an equality.
    """

    claim: str
    dimension: int
    point: Mapping[str, Any]
    excess: tuple[str, str]
    found_by: str


@dataclass(frozen=True)
class Evidence:
    """What one method found, for which scope. The scope is the return value of the rule that fired; no author writes one."""

    method: str
    outcome: Outcome
    scope: str
    detail: str = ""
    facts: tuple[str, ...] = ()
    counterexample: Counterexample | None = None


@dataclass(frozen=True)
class Judgement:
    """The verdict on one claim, with everything it rests on."""

    statement: str
    claim: Claim
    verdict: Verdict
    scope: str
    evidence: tuple[Evidence, ...]
    counterexample: Counterexample | None = None
    reason: str = ""

    @property
    def id(self) -> str:
        """`statement/claim`."""
        return f"{self.statement}/{self.claim.name}"

    @property
    def as_expected(self) -> bool:
        """Is the verdict the one the author recorded?"""
        return self.verdict.value == self.claim.expected

    @property
    def facts(self) -> tuple[str, ...]:
        """The cited theorems it rests on."""
        return tuple(dict.fromkeys(f for e in self.evidence for f in e.facts))
