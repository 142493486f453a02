"""Derivations in Coq: each line of a chain is a fact, shown as the kernel shows it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from verify.kernel.appeals import stated
from verify.kernel.signs import Signs, factored
from verify.language.operators import sampled
from verify.language.proof import Derivation, Line, Rule, Schema
from verify.language.relation import Relation
from verify.language.term import total
from verify.prover.coq import relations, texts
from verify.prover.coq.identities import NONNEGATIVE, POSITIVE, replaced
from verify.prover.coq.knowledge import Knowledge
from verify.prover.coq.script import Fact, at_point
from verify.prover.coq.statement import Premise
from verify.prover.coq.texts import Unwritten

JOINED = {
    ("=", "="): ("eq_trans", "="),
    ("=", "<="): ("eq_le", "<="),
    ("=", "<"): ("eq_lt", "<"),
    ("<=", "="): ("le_eq", "<="),
    ("<", "="): ("lt_eq", "<"),
    ("<=", "<="): ("Rle_trans", "<="),
    ("<=", "<"): ("Rle_lt_trans", "<"),
    ("<", "<="): ("Rlt_le_trans", "<"),
    ("<", "<"): ("Rlt_trans", "<"),
}


class Chains(Knowledge):
    """One proof: the claim, its premises by name, and all that is shown in it."""

    def derivation(self, derivation: Derivation, signs: Signs) -> Fact:
        """The claim's conclusion in names. Raises Unwritten for what has no proof of this kind."""
        for number, rule in enumerate(derivation.rules, 1):
            self._rule(rule, f"R{number}")
        for lemma in derivation.lemmas:
            self.identities.given[lemma.relation] = self.chain(lemma.relation, lemma.lines, lemma.squared, signs)
            signs.assume(lemma.relation)
        return self.chain(self.claim.conclusion, derivation.lines, derivation.squared, signs)

    def _rule(self, rule: Rule, kind: str) -> None:
        """A side result for all values of its variables, with a proof of its own, which does not use what is assumed of them."""
        schema, variables = rule.schema, set(rule.schema.variables)
        free = tuple(a for a in self.claim.assuming if not free_symbols(a) & variables)
        own = replace(self.claim, assuming=(*free, *schema.assuming), conclusion=schema.relation, derive=None)
        declared = [(said, v) for v in schema.variables for said in relations.declared([v])]
        new = [*declared, *((relations.relation(r), r) for r in schema.assuming)]
        asked = tuple(Premise(f"A{kind}__{k}", said, of) for k, (said, of) in enumerate(new, 1))
        kept = tuple(p for p in self._premises if not isinstance(p.of, Relation | Schema) and p.of not in variables)
        kept += tuple(p for p in self._premises if isinstance(p.of, Relation | Schema) and p.of in free)
        inner = Chains(own, (*kept, *asked), kind)
        signs = Signs(own.relations)
        inner.learn_premises(signs)
        shown = inner.derivation(rule.shown, signs)
        proof = inner.finish(shown)
        names = " ".join([*map(texts.symbol_name, schema.variables), *(p.name for p in asked)])
        name = f"S{kind}"
        self.script.steps.append(
            f"assert ({name} : {relations.schema(schema)}). {{ intros {names}.\n{inner.script}\n  {proof}. }}"
        )
        self.schemas[schema] = name
        self.claim = replace(self.claim, assuming=(*self.claim.assuming, schema))

    def finish(self, shown: Fact) -> str:
        """The tactic that concludes, from the conclusion in names."""
        goal = self.claim.conclusion
        rewrite, uses = self.naming.rewriting(goal.lhs, goal.rhs)
        point = f"{at_point([*uses, shown])}; " if sampled(goal.slack) else ""
        return f"{point}{rewrite}; exact {shown.name}"

    def chain(self, goal: Relation, lines: tuple[Line, ...], squared: bool, signs: Signs) -> Fact:
        """The goal in names, from its lines."""
        start, end = (goal.lhs**2, goal.rhs**2) if squared else (goal.lhs, goal.rhs)
        self.admit((goal.lhs, goal.rhs), signs)
        current, op, shown = start, "=", self.identities.equal(start, start, signs)
        for one in lines:
            step = self.line(one, current, signs)
            shown, op = self._join(start, op, shown, one.op, step, one.expr)
            current = one.expr
        if current is not end:
            shown, op = self._join(start, op, shown, "=", self.identities.equal(current, end, signs), end)
        if squared:
            return self.from_squares(goal, shown, signs)
        return self._weakened(goal, op, shown)

    def _join(self, start: Any, op: str, shown: Fact, other: str, step: Fact, end: Any) -> tuple[Fact, str]:
        lemma, joined = JOINED[op, other]
        says = f"{self.naming.text(start)} {joined} {self.naming.text(end)}"
        speaks = sampled(start) or sampled(end) or shown.sampled or step.sampled
        proof = f"exact ({lemma} {'' if lemma == 'eq_trans' else '_ _ _ '}{shown.name} {step.name})"
        return self.script.prove(says, proof, [shown, step], sampled=speaks), joined

    def _weakened(self, goal: Relation, op: str, shown: Fact) -> Fact:
        if goal.op == op:
            return shown
        lemma = {("<=", "<"): "Rlt_le", ("<=", "="): "Req_le"}[goal.op, op]
        return self.script.prove(self.said(goal), f"apply {lemma}; exact {shown.name}", [shown], sampled=shown.sampled)

    def from_squares(self, goal: Relation, shown: Fact, signs: Signs) -> Fact:
        """A relation between two numbers from that between their squares."""
        right = self.sign(goal.rhs, signs)
        uses, lemma = [right, shown], {"<=": "le_of_squares", "<": "lt_of_squares", "=": "eq_of_squares"}[goal.op]
        if goal.op == "=":
            uses.insert(0, self.sign(goal.lhs, signs))
        steps = " | ".join(f"first [exact {u.name} | lra]" for u in uses)
        proof = f"apply {lemma}; [{steps}]"
        speaks = any(u.sampled for u in uses)
        return self.script.prove(self.said(goal), proof, uses, sampled=speaks)

    def sign(self, e: Any, signs: Signs) -> Fact:
        """e >= 0."""
        shown = signs.nonnegative(e)
        if shown is None:
            raise Unwritten(f"the sign of {e}")
        return self.signing.sign(shown, NONNEGATIVE, signs)

    def line(self, one: Line, current: Any, signs: Signs) -> Fact:
        """The step from the line before, in names."""
        here = signs.copy()
        for appeal in one.by:
            relation = stated(appeal, here, self.claim)
            self._appeal(appeal, relation, here)
            here.assume(relation)
        terms = one.terms or (tuple(a.slack for a in one.by) if one.op != "=" else ())
        self.admit((one.expr, *terms), here)
        if one.op == "=":
            return self.identities.equal(current, one.expr, here)
        facts = [self._term(t, here, NONNEGATIVE) for t in terms]
        if one.op == "<":
            facts.append(next(self._term(t, here, POSITIVE) for t in terms if _positive(t, here)))
        r = Relation(current, one.op, one.expr)
        says = f"0 {one.op} {self.naming.text(total(terms))}"
        tactic = "visible" if one.op == "<=" else "sum_positive"
        speaks = sampled(total(terms)) or any(f.sampled for f in facts)
        whole = self.script.prove(says, tactic, facts, sampled=speaks)
        return self.signing.from_sign(r, total(terms), whole, here)

    def _term(self, t: Any, signs: Signs, kind: str) -> Fact:
        """The sign of a term, as it is written or over one denominator."""
        test = signs.positive if kind == POSITIVE else signs.nonnegative
        if shown := test(t):
            return self.signing.sign(shown, kind, signs)
        product = factored(t)
        if not (shown := test(product)):
            raise Unwritten(f"the sign of {t}")
        fact = self.signing.sign(shown, kind, signs)
        equal = self.identities.equal(t, product, signs)
        says = kind.format(self.naming.text(t))
        return self.script.prove(says, f"{replaced(kind, equal)}; exact {fact.name}", [fact, equal], sampled=sampled(t))


def _positive(t: Any, signs: Signs) -> bool:
    return bool(signs.positive(t) or signs.positive(factored(t)))


def free_symbols(a: Relation | Schema) -> set[Any]:
    """The symbols that an assumption speaks of, without those that it binds."""
    relations, bound = ((a.relation, *a.assuming), set(a.variables)) if isinstance(a, Schema) else ((a,), set())
    return {s for r in relations for s in r.lhs.free_symbols | r.rhs.free_symbols} - bound
