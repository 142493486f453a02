"""The statement of a claim in Coq: its symbols, what they are declared to be, its assumptions, its conclusion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from verify.language.claim import Claim
from verify.language.operators import Mean, sampled
from verify.language.proof import Schema
from verify.prover.coq import relations, texts
from verify.prover.coq.texts import Unwritten


@dataclass(frozen=True)
class Premise:
    """An assumption as a Coq text, and what it is: a relation, a schema, or the symbol that it declares."""

    name: str
    says: str
    of: Any


@dataclass(frozen=True)
class Statement:
    """`forall variables, premises -> conclusion`; `exists bound, ...` is part of the conclusion."""

    name: str
    variables: tuple[str, ...]
    premises: tuple[Premise, ...]
    conclusion: str

    @property
    def names(self) -> list[str]:
        """What is introduced, in order."""
        return [v.strip("()").split()[0] for v in self.variables] + [p.name for p in self.premises]

    def __str__(self) -> str:
        said = " ->\n  ".join([*(relations.held(p.says) for p in self.premises), self.conclusion])
        variables = f"forall {' '.join(self.variables)},\n  " if self.variables else ""
        return f"Lemma {self.name} :\n  {variables}{said}."


def lemma_name(statement: str, claim: str) -> str:
    """lemma-2/lipschitz is lemma_2__lipschitz. Raises Unwritten for a name that Coq has not."""
    name = f"{statement}__{claim}".replace("-", "_").replace(".", "_")
    name = name.translate(str.maketrans("äöü", "aou"))
    if not name.isascii() or not name.replace("_", "a").isalnum():
        raise Unwritten(f"the name {name}")
    return name


def statement(name: str, claim: Claim) -> Statement:
    """The claim in Coq. Raises Unwritten, with the reason, for one that has no place in the abstract space."""
    symbols = [s for s in relations.free_symbols(claim) if s not in claim.exists]
    spoken = [*claim.spoken]
    variables = [*(["(N : nat)"] if any(map(_has_data, spoken)) else [])]
    variables += [f"({f} : {kind})" for f, kind in relations.maps(spoken).items()]
    variables += [f"({texts.symbol_name(s)} : {relations.sort(s)})" for s in symbols]
    named = [v.split()[0] for v in variables]
    if len(set(named)) != len(named):
        raise Unwritten("two names that are one in Coq")
    return Statement(name, tuple(variables), tuple(_premises(claim, symbols)), conclusion(claim))


def _has_data(e: Any) -> bool:
    return e.has(Mean) or sampled(e)


def _premises(claim: Claim, symbols: list[Any]) -> Iterator[Premise]:
    count = 0
    for s in symbols:
        for said in relations.declared([s]):
            count += 1
            yield Premise(f"P__{count}", said, s)
    for a in claim.assuming:
        if isinstance(a, Schema) or not mentions(a, set(claim.exists)):
            count += 1
            yield Premise(f"P__{count}", relations.schema(a) if isinstance(a, Schema) else relations.relation(a), a)


def mentions(r: Any, symbols: set[Any]) -> bool:
    """Does the relation speak of one of the symbols?"""
    return bool((r.lhs.free_symbols | r.rhs.free_symbols) & symbols)


def conclusion(claim: Claim) -> str:
    """What the claim concludes, after "there are" the conditions on what there is."""
    said = relations.relation(claim.conclusion)
    if not claim.exists:
        return said
    about = [relations.relation(r) for r in claim.relations if mentions(r, set(claim.exists))]
    owed = " /\\ ".join(map(relations.held, [*relations.declared(claim.exists), *about, said]))
    return f"exists {relations.binders(claim.exists)}, {owed}"
