"""What is known in one Coq proof: the assumptions, what theorems say, and what does not vanish."""

from __future__ import annotations

from typing import Any

from verify.kernel.appeals import OWED
from verify.kernel.domain import conditions
from verify.kernel.signs import Signs
from verify.language.claim import Claim
from verify.language.operators import indexed, sampled
from verify.language.proof import Appeal, Moving, Schema
from verify.language.relation import Relation
from verify.language.symbols import Label
from verify.language.term import ONE
from verify.prover.coq import relations, texts, theorems
from verify.prover.coq.identities import Identities
from verify.prover.coq.naming import Naming
from verify.prover.coq.script import Fact, Script
from verify.prover.coq.signing import Signing
from verify.prover.coq.statement import Premise
from verify.prover.coq.texts import Unwritten


class Knowledge:
    """The facts that lines of a chain rest on."""

    def __init__(self, claim: Claim, premises: tuple[Premise, ...], kind: str = "") -> None:
        self.claim = claim
        self.script = Script(kind)
        self._premises = premises
        self.schemas = {p.of: p.name for p in premises if isinstance(p.of, Schema)}
        declared = {
            p.of: Fact(p.name, p.says, sampled(p.of)) for p in premises if not isinstance(p.of, Relation | Schema)
        }
        self.naming = Naming(self.script, declared)
        self.identities = Identities(self.naming)
        self.signing = Signing(self.identities)
        self.signing.known = self.known
        self.identities.learn_all = self.learn_all
        self._pending = {
            p.of: Fact(p.name, p.says, sampled(p.of.slack)) for p in premises if isinstance(p.of, Relation)
        }

    def learn_premises(self, signs: Signs) -> None:
        """The assumptions in names, and that the denominators of the claim do not vanish."""
        self.admit(self.claim.expressions, signs)
        self.learn_all()

    def learn_all(self, *kinds: str) -> None:
        """Every relation that is assumed, in names; those of these kinds where some are named."""
        for r in [*self._pending]:
            if r in self._pending and (not kinds or r.op in kinds):
                self.known(r)

    def known(self, r: Relation) -> Fact:
        """A relation that is known, in names."""
        if r not in self.identities.given:
            fact = self._pending.pop(r)
            self.given(r, fact)
        return self.identities.given[r]

    def given(self, r: Relation, fact: Fact) -> None:
        """A relation that is known as it is written, in names."""
        if r in self.identities.given:
            return
        rewrite, uses = self.naming.rewriting(r.lhs, r.rhs)
        proof = f"{rewrite} in {fact.name}" if uses else "idtac"
        self.identities.given[r] = self.script.prove(
            self.said(r), f"{proof}; exact {fact.name}", [fact, *uses], sampled=sampled(r.slack)
        )

    def said(self, r: Relation) -> str:
        """The relation in names."""
        return f"{self.naming.text(r.lhs)} {relations.RELATIONS[r.op]} {self.naming.text(r.rhs)}"

    def admit(self, expressions: tuple[Any, ...], signs: Signs) -> None:
        """What must not vanish in these terms does not."""
        for e in expressions:
            for c in conditions(e):
                if c.op == "!=" and not indexed(c.lhs):
                    self._not_zero(c, signs)

    def _not_zero(self, c: Relation, signs: Signs) -> None:
        fact = self.signing.nonzero(c.lhs, signs)
        self._remember(c.lhs, fact)

    def _remember(self, e: Any, fact: Fact) -> None:
        """What does not vanish, and its factors."""
        if fact in self.naming.nonzero:
            return
        self.naming.nonzero.append(fact)
        for part in e.args if e.is_Mul else (e.base,) if e.is_Pow else ():
            below = part.is_Pow and part.exp.is_Number and part.exp < 0
            if not (part.is_Number or below) and texts.is_whole(getattr(e, "exp", ONE)):
                name = self.naming.text(part)
                proof = f"intro Z; apply {fact.name}; rewrite Z; unfold Rdiv; ring"
                self._remember(part, self.script.prove(f"{name} <> 0", proof, [fact], sampled=sampled(e)))

    def _appeal(self, appeal: Appeal, relation: Relation, signs: Signs) -> None:
        """What a theorem or an assumption says here, in names."""
        if relation in self.identities.given:
            return
        facts = [self._premise(p, signs) for p in appeal_premises(appeal)]
        speaks = sampled(relation.slack)
        says = relations.relation(relation).removeprefix("forall n : nat, (n <= N)%nat -> ")
        if isinstance(appeal.args[0], Schema):
            fact = self._instance(appeal, facts, says, speaks=speaks, signs=signs)
        else:
            proof = theorems.proof(appeal, [f.name for f in facts])
            fact = self.script.prove(says, proof, facts, sampled=speaks)
        self.given(relation, fact)

    def _premise(self, r: Relation, signs: Signs) -> Fact:
        """A premise as it is written."""
        fact = self.signing.holds(r, signs)
        return self.as_written(r, fact)

    def as_written(self, r: Relation, fact: Fact) -> Fact:
        """A relation from the one in names."""
        rewrite, uses = self.naming.rewriting(r.lhs, r.rhs)
        says = relations.relation(r).removeprefix("forall n : nat, (n <= N)%nat -> ")
        return self.script.prove(says, f"{rewrite}; exact {fact.name}", [fact, *uses], sampled=sampled(r.slack))

    def _instance(self, appeal: Appeal, facts: list[Fact], says: str, *, speaks: bool, signs: Signs) -> Fact:
        """An assumption at the values of its variables."""
        schema, *values = appeal.args
        if isinstance(schema, Moving):
            raise Unwritten("the derivative of an assumed identity")
        arguments = [relations.value(v, s) for v, s in zip(values, schema.variables, strict=True)]
        owed = [self.declared(v, s, signs) for v, s in zip(values, schema.variables, strict=True)]
        at = " ".join([self.schemas[schema], *arguments, *(f.name for f in [*filter(None, owed), *facts])])
        fact = Fact(self.schemas[schema], "")
        proof = f"exact ({at}{' n n_' if sampled(schema.relation.slack) else ''})"
        return self.script.prove(says, proof, whole=[fact, *filter(None, owed), *facts], sampled=speaks)

    def declared(self, value: Any, symbol: Any, signs: Signs) -> Fact | None:
        """That the value is what the variable is declared to be."""
        if not list(relations.declared([symbol])):
            return None
        if not isinstance(symbol, Label):
            return self._premise(OWED[symbol.signs](value), signs)
        if value not in self.naming.declared:
            raise Unwritten(f"the label {value}")
        return self.naming.declared[value]


def appeal_premises(appeal: Appeal) -> tuple[Relation, ...]:
    """What an appeal asks for, where its theorem in Coq asks for it too."""
    return appeal.premises if isinstance(appeal.args[0], Schema) or theorems.asks(appeal) else ()
