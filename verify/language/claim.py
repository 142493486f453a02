"""The claim, the unit of judgement, and the statement that holds several."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from verify.language import refused
from verify.language.made import note
from verify.language.normal import speaks_of_dimension
from verify.language.operators import Field, Jacobian, Norm, Peak, Product, Total, Value, depends_on, indexed
from verify.language.possible import whole_around
from verify.language.presented import Presented
from verify.language.proof import Certificate, Derivation, Schema
from verify.language.relation import Relation
from verify.language.remembered import remembered
from verify.language.sentence import unmarked
from verify.language.severity import Severity
from verify.language.symbols import Direction, Sample, Vector, d
from verify.language.term import Symbol
from verify.language.verdict import WRONG, Verdict

Point = Mapping[Any, Any]
Assumption = Relation | Schema
SOURCES = ("paper", "repair", "own")
HAVE_DIMENSION = (d, Vector, Sample, Direction, Total, Norm, Peak, Product, Field, Jacobian)


def _as_terms(holder: Any, name: str, place: str) -> None:
    """The values of this mapping of the holder as terms. Raises TypeError or ValueError for what is none."""
    given = {s: refused.expression(v, f"the value of {s} in {place}") for s, v in getattr(holder, name).items()}
    object.__setattr__(holder, name, given)


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

    def __post_init__(self) -> None:
        refused.mapping(self.functions, "`functions` of an Instance")
        refused.mapping(self.constants, "`constants` of an Instance")
        refused.function(self.point, "`point` of an Instance")
        _as_terms(self, "constants", "a constant of an Instance")
        object.__setattr__(self, "derive", {unmarked(name): shown for name, shown in self.derive.items()})
        made = {}
        for name, chosen in self.functions.items():
            if not isinstance(chosen, tuple) or len(chosen) != 2:
                raise TypeError(f"the choice of {name} is {refused.shown(chosen)}: write ((slot,), expression)")
            refused.several(chosen[0], f"the tuple of slots of {name}", Symbol, "a symbol or a vector")
            made[name] = (chosen[0], refused.expression(chosen[1], f"the expression chosen for {name}"))
        object.__setattr__(self, "functions", made)


@dataclass(frozen=True)
class Removal:
    """One assumption of a claim left out, and what shows its part.

    point            exact values, by the names of the symbols, at which the rest fails, or has no value
    instance         a choice of the unknown functions for it
    put, disprove    values, in the other symbols, at which the conclusion fails, by this derivation
    follows          a derivation of the assumption from the others
    border, witness  for an assumption `0 < s`: a derivation of the claim at s = 0, with other witnesses there
    why              why it stays open, or why the claim keeps an assumption that it does not need
    """

    assumption: Assumption
    point: Mapping[str, Any] | None = None
    instance: Instance | None = None
    put: Mapping[Any, Any] | None = None
    disprove: Callable[[], Derivation] | None = None
    follows: Callable[[], Derivation] | None = None
    border: Callable[[], Derivation] | None = None
    witness: Mapping[Any, Any] = field(default_factory=dict)
    example: Callable[[int], Point] | None = None
    why: str = ""

    def __post_init__(self) -> None:
        refused.relation(self.assumption, "`assumption` of a Removal", Assumption, "an assumption of the claim")
        for name in ("disprove", "follows", "border", "example"):
            refused.function(getattr(self, name), f"`{name}` of a Removal")
        _as_terms(self, "witness", "`witness` of a Removal")
        if self.put is not None:
            _as_terms(self, "put", "`put` of a Removal")


@dataclass(frozen=True, kw_only=True)
class Claim(Presented):
    """The unit of judgement: under `assuming`, `conclusion`.

    name         id within its statement, a noun: `lipschitz`, `eq41-printed`
    says         the sentence in one line of our own words, its formulas between dollar signs: "the factor is $k = ε/‖θ‖$"
    equations    numbers of the paper's equations whose formula this is (at most three)
    source       "paper", "repair" or "own"; `added` tells what a repair changes
    severity     how grave it is that the printed claim is not true, where its place does not say so (`verify.language.severity`)
    adds, restates   what a repair assumes and the printed claim does not: its own assumptions, and the paper's in other terms
    repairs      name of the printed claim (same statement) that it mends
    derive       the derivation; without one the engine tries its own rules
    exists, witness   "there are": symbols bound by "there is", and expressions in the others for them
    uniform      symbols on which no witness may depend: what there is serves all of them at once
    absurd       a derivation of the negation of the last assumption from the others: nothing satisfies them all
    counter, disprove "for every C there are ... " is refuted by values of symbols not bound by "there is" and a derivation
                      of the negated conclusion
    instance     for claims on unknown functions: a concrete choice that satisfies the assumptions
    counterexample    an exact point at which it fails, as `verify search` prints it: `check` decides the claim there
    against      such a choice, with a point, at which the conclusion fails
    needs        what shows that its assumptions are needed, where leaving them out in turn shows nothing
    certificate  for claims on a whole box of parameters: what computing in balls is to show (`verify.language.branch`)
    example      exact admissible point in dimension dim (found by the engine where it can)
    beside       coordinates written out as scalars beside the vectors: the claim's dimension is theirs plus this number
    sample       builder of admissible inputs for the fuzzer where the assumptions do not show how
    supported    the written reason why no proof is given

    Raises TypeError or ValueError for a value that cannot be meant, in one line that says what to write instead.
    """

    name: str
    says: str
    conclusion: Relation
    assuming: tuple[Assumption, ...] = ()
    equations: tuple[int, ...] = ()
    expected: str = "PROVED"
    source: str = "paper"
    severity: str = ""
    added: str = ""
    adds: tuple[Relation | Schema, ...] = ()
    restates: tuple[Relation | Schema, ...] = ()
    repairs: str = ""
    derive: Callable[[], Derivation] | None = None
    absurd: Callable[[], Derivation] | None = None
    exists: tuple[Any, ...] = ()
    witness: Mapping[Any, Any] = field(default_factory=dict)
    uniform: tuple[Any, ...] = ()
    counter: Mapping[Any, Any] = field(default_factory=dict)
    disprove: Callable[[], Derivation] | None = None
    instance: Instance | None = None
    against: Instance | None = None
    example: Callable[[int], Point] | None = None
    counterexample: Callable[[], Point] | None = None
    needs: tuple[Removal, ...] = ()
    certificate: Certificate | None = None
    beside: int = 0
    sample: Callable[..., Any] | None = None
    supported: str = ""

    def __post_init__(self) -> None:
        self._refuse_relations()
        self._refuse_values()
        self._refuse_dependence()
        self._refuse_functions()
        note(self)

    def _refuse_relations(self) -> None:
        here = self._place
        refused.relation(self.conclusion, here("conclusion"), Relation)
        refused.several(self.assuming, here("assuming"), object, "")
        for assumption in self.assuming:
            refused.relation(assumption, here("assuming"), Assumption, "a relation or a Schema")
        refused.several(self.needs, here("needs"), Removal, "a Removal")
        for e in self.spoken:
            refused.unwritable(e, f"a formula of the claim {self.name!r}")
            refused.names(e, f"a formula of the claim {self.name!r}")

    def _refuse_values(self) -> None:
        here = self._place
        for name in ("name", "says", "added", "repairs", "supported"):
            refused.text(getattr(self, name), here(name))
        refused.several(self.equations, here("equations"), int, "the number of an equation, a whole number")
        refused.several(self.exists, here("exists"), Symbol, "a symbol or a vector")
        refused.several(self.uniform, here("uniform"), Symbol, "a symbol or a vector")
        refused.one_of(self.expected, here("expected"), Verdict)
        refused.one_of(self.source, here("source"), SOURCES)
        if self.severity:
            refused.one_of(self.severity, here("severity"), Severity)
            if self.source != "paper" or self.expected not in WRONG:
                raise ValueError(
                    f"{here('severity')} is {refused.shown(self.severity)}: only what is wrong as printed has one"
                )
        if not isinstance(self.beside, int) or self.beside < 0:
            raise ValueError(f"{here('beside')} is {refused.shown(self.beside)}, expected a whole number from 0")
        for name, bound in (("witness", True), ("counter", False)):
            refused.mapping(getattr(self, name), here(name))
            _as_terms(self, name, here(name))
            for symbol in getattr(self, name):
                if (symbol in self.exists) is not bound:
                    be = "is not" if bound else "is"
                    raise ValueError(f"{here(name)} has a value for {symbol}, which {be} among exists={self.exists}")

    def _refuse_dependence(self) -> None:
        """A witness that is to serve all values of some symbols depends on none of them."""
        here = self._place
        if self.uniform and not self.exists:
            raise ValueError(
                f"{here('uniform')} is {refused.shown(self.uniform)}, where exists=() says of nothing that there is one"
            )
        for symbol, value in self.witness.items():
            if depends := sorted(str(s) for s in depends_on(value) & set(self.uniform)):
                raise ValueError(
                    f"{here('witness')} has a value for {symbol} that depends on {', '.join(depends)}: it is to serve all of them"
                )

    def _refuse_functions(self) -> None:
        for name in ("derive", "absurd", "disprove", "example", "counterexample", "sample"):
            refused.function(getattr(self, name), self._place(name))
        kinds: dict[str, Any] = {"instance": Instance, "against": Instance, "certificate": Certificate}
        for name, kind in kinds.items():
            if (value := getattr(self, name)) is not None and not refused.is_ours(value, kind):
                wanted = "Instance(...)" if kind is Instance else "EveryPoint(), OneRoot() or one of a branch"
                raise TypeError(f"{self._place(name)} is {refused.shown(value)}: write {wanted}")

    def _place(self, part: str) -> str:
        return f"`{part}` of the claim {self.name!r}"

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
    def spoken(self) -> tuple[Any, ...]:
        """The same, and both sides of all that is assumed about unknown functions."""
        schemas = [r for s in self.schemas for r in (s.relation, *s.assuming)]
        return (*self.expressions, *(side for r in schemas for side in (r.lhs, r.rhs)))

    @property
    def abstract(self) -> bool:
        """Does it speak of functions known only by name?"""
        return bool(self.schemas) or _has_unknown_functions(self.expressions)

    @property
    def speaks_of_vectors(self) -> bool:
        """Has anything in it a dimension, the sum of a number over the coordinates too, or is it about numbers alone?"""
        return bool(self.beside) or any(e.has(*HAVE_DIMENSION) for e in self.spoken)

    @property
    def allows_no_vectors(self) -> bool:
        """With coordinates written out, may the vectors beside them be those of R^0?

        Not where d or a largest coordinate occurs, nor where something is assumed of every coordinate.
        """
        schemas = [r for s in self.schemas for r in (s.relation, *s.assuming)]
        local = any(indexed(r.slack) for r in (*self.relations, *schemas))
        return bool(self.beside) and not local and not any(map(speaks_of_dimension, self.spoken))

    @property
    def dimensions(self) -> tuple[int, int | None]:
        """Smallest and largest dimension it speaks of (None: no largest), counting the coordinates written out beside the vectors."""
        ranges = [found for r in self.relations if (found := range_of_dimensions(r))]
        low = max([0 if self.allows_no_vectors else 1, *(low for low, _ in ranges if low is not None)])
        high = min((high for _, high in ranges if high is not None), default=None)
        return low + self.beside, None if high is None else high + self.beside


def range_of_dimensions(r: Relation) -> tuple[int | None, int | None] | None:
    """The smallest and the largest d, where that is what the relation says; None for any other relation."""
    if r.op == "!=" or (r.lhs is d) is (r.rhs is d):
        return None
    if (around := whole_around(r.rhs if r.lhs is d else r.lhs)) is None:
        return None
    below, above = around
    if r.op == "<":  # d is whole
        return (below + 1, None) if r.rhs is d else (None, above - 1)
    return (above if r.op == "=" or r.rhs is d else None), (below if r.op == "=" or r.lhs is d else None)


@remembered
def _has_unknown_functions(expressions: tuple[Any, ...]) -> bool:
    return any(e.has(Field, Value, Jacobian) for e in expressions)


def afresh(claim: Claim) -> Claim:
    """The claim from what was written alone. Raises TypeError for one of a class of the author's own, which may say another thing."""
    if type(claim) is not Claim:
        raise TypeError(f"a {type(claim).__name__} is no Claim: write Claim(...)")
    return replace(claim)


@dataclass(frozen=True)
class Statement:
    """One module of a proof package: a lemma, an equation group, a figure, a remark.

    `claims` is left out: `verify.language.module` finds those that the module makes. A list of one's own must be complete.
    `also` names further ledger rows (`eq-19`) that this module's claims are about, each with the claims it points to. `where` says what
    the claims have in common and do not repeat: which loss they are about, what its letters stand for.
    """

    name: str
    title: str
    section: str
    claims: tuple[Claim, ...] = ()
    uses: tuple[str, ...] = ()
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    where: str = ""

    def __post_init__(self) -> None:
        here = f"of the statement {self.name!r}"
        for part in ("name", "title", "section", "where"):
            refused.text(getattr(self, part), f"`{part}` {here}")
        refused.several(self.claims, f"`claims` {here}", Claim, "a Claim")
        refused.several(self.uses, f"`uses` {here}", str, "the name of a statement")
        refused.mapping(self.also, f"`also` {here}")
        for row, names in self.also.items():
            refused.several(names, f"`also[{row!r}]` {here}", str, "the name of a claim")
