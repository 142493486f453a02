"""What an author writes to show a claim: chains of lines, side results, uses of theorems and of assumptions.

Why it is sound. These are data, and nothing here is a proof: `verify.kernel.chain` reads them, and shows each link itself. What
they mean:

    Derivation   a = e_0 R_1 e_1 ... R_n e_n = b, or the same from a^2 to b^2
    Line         R_k e_k, with the terms whose sum is e_k - e_(k-1), and the appeals it rests on
    Lemma        G |- L by a chain of its own; later lines may use L
    Rule         G |- for all v: A(v) => R(v) by a derivation of its own; later lines may appeal to it
    Schema       for all v: A(v) => R(v), assumed
    Appeal       R(e), from a schema or a cited theorem, at the values e
    There        P(t), from a cited theorem that there is such a t, where the claim says "there is a t"
    Moving       for all v, h: D f(v) h = D g(v) h, from an assumed identity f = g

An appeal carries a function that states the theorem, for the author to build terms with. The kernel states it anew from its own
register, so a wrong one in an appeal makes a line that is refused. A schema is one of the claim's if it is equal to one, its name
included; a Moving one if the kernel derives the same (`verify.kernel.appeals.assumed`).

Values replace variables all at once. That they may stand there is not checked here (`verify.kernel.appeals.may_stand_for`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from verify.language import refused
from verify.language.presented import Presented
from verify.language.relation import Relation
from verify.language.sentence import unmarked
from verify.language.term import Symbol, Term, term

OPERATORS = ("=", "<=", "<")


class Certificate:
    """What computing in balls is to show of a claim on a whole box of parameters; the kinds are in `verify.language.branch`."""


@dataclass(frozen=True)
class Appeal:
    """A use of a cited theorem (`verify.facts`) or of a Schema with these arguments; the checker works out what it says."""

    name: str
    args: tuple[Any, ...]
    state: Callable[..., tuple[Relation, tuple[Relation, ...]]]

    def __post_init__(self) -> None:
        refused.text(self.name, "`name` of an Appeal")
        refused.several(self.args, "`args` of an Appeal", Term | Schema, "a term or a Schema")

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
        """That of the relation: right side minus left side."""
        return self.relation.slack


Part = Any  # a Relation or a Schema
Existence = tuple[tuple[Part, ...], tuple[Part, ...]]


@dataclass(frozen=True)
class There:
    """A use of a cited theorem that something exists: the unknowns are the symbols that the claim binds by "there is".

    The checker works out what the theorem says of them, and what it asks for first; `lemmas` are side results for that.
    """

    name: str
    unknowns: tuple[Any, ...]
    args: tuple[Any, ...]
    state: Callable[..., Existence]
    lemmas: tuple[Lemma, ...] = ()

    def __post_init__(self) -> None:
        refused.text(self.name, "`name` of a There")
        refused.several(self.unknowns, f"the unknowns of {self.name}", Symbol, "a symbol or a vector")
        refused.several(self.lemmas, f"`lemmas` of {self.name}", Lemma, "a Lemma")

    @property
    def says(self) -> tuple[Part, ...]:
        """What holds of the unknowns: relations and schemas."""
        return self.state(self.unknowns, *self.args)[0]

    @property
    def premises(self) -> tuple[Part, ...]:
        """What has to be shown before: relations, and schemas that are assumed or shown by a rule."""
        return self.state(self.unknowns, *self.args)[1]

    def after(self, *lemmas: Lemma) -> There:
        """The same with side results that show its premises."""
        return replace(self, lemmas=lemmas)


@dataclass(frozen=True)
class Schema:
    """An assumption about a function: the relation holds for all values of `variables` that satisfy `assuming`.

    Its name is a sentence; `says` keeps the marks of the formulas in it, which `name` is without.
    """

    name: str
    variables: tuple[Any, ...]
    relation: Relation
    assuming: tuple[Relation, ...] = ()
    says: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        refused.text(self.name, "`name` of a Schema")
        object.__setattr__(self, "says", self.name)
        object.__setattr__(self, "name", unmarked(self.name))
        refused.several(self.variables, f"`variables` of the Schema {self.name!r}", Symbol, "a symbol or a vector")
        refused.relation(self.relation, f"`relation` of the Schema {self.name!r}", Relation)
        refused.several(self.assuming, f"`assuming` of the Schema {self.name!r}", Relation, "a relation")

    def __call__(self, *values: Any) -> Appeal:
        """The assumption at these values of the variables, to be used in a line of a derivation.

        Raises ValueError for too many or too few values.
        """
        if len(values) != len(self.variables):
            raise ValueError(f"{self.name} takes {len(self.variables)} values, {len(values)} were given")
        return Appeal(self.name, (self, *map(term, values)), instance)


@dataclass(frozen=True)
class Moving(Schema):
    """The derivative of an assumed identity in the direction of its last variable: `verify.kernel.appeals` makes and checks it."""

    origin: Schema | None = None


def instance(schema: Schema, *values: Any) -> tuple[Relation, tuple[Relation, ...]]:
    """What the schema says at these values, and what it asks of them: R(e) and A(e). Raises ValueError for too many or too few."""
    rule = dict(zip(schema.variables, map(term, values), strict=True))
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

    def __post_init__(self) -> None:
        refused.one_of(self.op, "the relation of a line", OPERATORS)
        refused.several((self.expr, *self.terms), "a line", Term, "an expression")
        refused.several(self.terms, "`terms` of a line", Term, "an expression")
        refused.several(self.by, "`by` of a line", Appeal, "a theorem or a Schema with its arguments")


@dataclass(frozen=True)
class Derivation(Presented):
    """A chain from the left side of a claim to its right side (or between their squares), with side results that its lines use."""

    lines: tuple[Line, ...]
    lemmas: tuple[Lemma, ...] = ()
    squared: bool = False
    rules: tuple[Rule, ...] = ()
    there: There | None = None

    def __post_init__(self) -> None:
        refused.several(self.lines, "`lines` of a chain", Line, "a line(op, expression)")
        refused.several(self.lemmas, "`lemmas` of a chain", Lemma, "a Lemma")
        refused.several(self.rules, "`rules` of a chain", Rule, "a Rule")
        if self.there is not None and not refused.is_ours(self.there, There):
            raise TypeError(f"`there` of a chain is {refused.shown(self.there)}: write a theorem of `verify.facts`")


@dataclass(frozen=True)
class Rule:
    """A side result for all values of the schema's variables, by a derivation of its own; later used like an assumption."""

    schema: Schema
    shown: Derivation

    def __post_init__(self) -> None:
        if not (refused.is_ours(self.schema, Schema) and refused.is_ours(self.shown, Derivation)):
            given = f"Rule({refused.shown(self.schema)}, {refused.shown(self.shown)})"
            raise TypeError(f"{given} is no Rule: write Rule(schema, chain(...))")


@dataclass(frozen=True)
class Lemma:
    """A side result, shown by a chain of its own under the claim's assumptions; its slack may be a factor in later lines."""

    relation: Relation
    lines: tuple[Line, ...]
    squared: bool = False

    def __post_init__(self) -> None:
        refused.relation(self.relation, "`relation` of a Lemma", Relation)
        refused.several(self.lines, "`lines` of a Lemma", Line, "a line(op, expression)")

    @property
    def slack(self) -> Any:
        """That of the relation: right side minus left side."""
        return self.relation.slack


def line(op: str, expr: Any, *terms: Any, by: Appeal | tuple[Appeal, ...] = (), why: str = "") -> Line:
    """One line of a chain; `why` says the idea in words. Raises TypeError or ValueError for what cannot be one."""
    parts = tuple(refused.expression(t, "a term of a line") for t in terms)
    return Line(
        op, refused.expression(expr, "a line"), parts, tuple(by) if isinstance(by, tuple | list) else (by,), why
    )


def chain(
    *lines: Line,
    lemmas: tuple[Lemma, ...] = (),
    squared: bool = False,
    rules: tuple[Rule, ...] = (),
    there: There | None = None,
) -> Derivation:
    """A derivation from its lines; `squared` when it runs from the square of the left side to the square of the right side.

    The rules come first, then what a theorem says to exist, then the side results.
    """
    return Derivation(lines, lemmas, squared, rules, there)
