"""Signs in Coq: what the kernel sees of a sign is a tree, and each of its nodes is a fact shown from those below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verify.kernel.signs import Shown, Signs, Why, factored
from verify.language.expansion import expand, expansion
from verify.language.functions import Abs
from verify.language.normal import normal
from verify.language.operators import Mean, Total, sampled
from verify.language.possible import is_constant, is_nonnegative, is_positive
from verify.language.relation import Relation
from verify.language.term import Mul, Number, Pow
from verify.prover.coq import texts
from verify.prover.coq.identities import NONNEGATIVE, NONZERO, POSITIVE, at_value, replaced
from verify.prover.coq.naming import operators
from verify.prover.coq.nonvanishing import Nonvanishing
from verify.prover.coq.script import Fact, at_point
from verify.prover.coq.texts import Unwritten


class Signing(Nonvanishing):
    """The facts on signs in one proof; `given` are the relations that are known, each with its fact."""

    def holds(self, r: Relation, signs: Signs) -> Fact:
        """The relation in names, from what shows it to the kernel. Raises Unwritten where nothing does."""
        if r.op == "=":
            return self.identities.equal(r.lhs, r.rhs, signs)
        if r.op == "!=":
            return self.nonzero_gap(r, signs)
        test, sign = (signs.positive, POSITIVE) if r.op == "<" else (signs.nonnegative, NONNEGATIVE)
        for e in (r.slack, normal(r.slack), factored(r.slack)):
            if shown := test(e):
                fact = self.sign(shown, sign, signs)
                return self.from_sign(r, shown.term, fact, signs)
        raise Unwritten(f"{r} is not shown")

    def from_sign(self, r: Relation, e: Any, fact: Fact, signs: Signs) -> Fact:
        """a <= b, or a < b, from the sign of what equals b - a."""
        equal = self.identities.equal(r.slack, e, signs)
        lemma = "below" if r.op == "<=" else "strictly_below"
        says = f"{self.naming.text(r.lhs)} {r.op} {self.naming.text(r.rhs)}"
        there = f"transitivity {self.naming.text(r.slack)}; [unfold Rdiv; ring | exact {equal.name}]"
        proof = f"apply ({lemma} _ _ _ {fact.name}); {there}"
        return self.script.prove(says, proof, [fact, equal], sampled=sampled(r.slack) or sampled(e))

    def sign(self, shown: Shown, kind: str, signs: Signs) -> Fact:
        """The fact that a node of the tree says."""
        key = shown.term, kind
        if key not in self._found:
            self._found[key] = self._rule(shown)(shown, kind, signs)
        return self._found[key]

    def _rule(self, shown: Shown) -> Callable[[Shown, str, Signs], Fact]:
        return {
            Why.WRITTEN: lambda s, kind, _: self.written(s.term, kind),
            Why.SUM: self._sum,
            Why.PRODUCT: self._product,
            Why.POWER: self._parts,
            Why.EVEN_POWER: self._even_power,
            Why.EACH: self._each,
            Why.KNOWN: self._known,
            Why.SIZE: self._size,
            Why.BELOW_ONE: self._below_one,
        }[shown.why]

    def written(self, e: Any, kind: str) -> Fact:
        """A sign that is read off the term."""
        if is_constant(e) and not e.is_Number:
            return self._constant(e, kind)
        named = self.naming(e)
        uses = [*self.naming.sign_facts([named]), *self.naming.nonzero]
        uses += [self._square(o) for o in operators(e) if isinstance(o, Total) and _is_square(o)]
        return self.script.prove(kind.format(self.naming.text(e)), "visible", uses, sampled=sampled(e))

    def _constant(self, e: Any, kind: str) -> Fact:
        """The sign of a constant: of a rational number by itself, else by intervals."""
        rewrite, uses = self.naming.rewriting(e)
        rational = e.is_Pow and e.base.is_Number and e.exp.is_Integer
        proof = "lra" if rational else "unfold softplus, sigmoid; interval with (i_prec 53)"
        written = self.script.prove(kind.format(texts.text(e)), proof)
        says = kind.format(self.naming.text(e))
        change = f"{rewrite} in {written.name}; " if uses else ""
        return self.script.prove(says, f"{change}exact {written.name}", [written, *uses])

    def _square(self, e: Total) -> Fact:
        """<v, v> is not negative."""
        _, equal = self.naming.known(e)
        says = NONNEGATIVE.format(self.naming.text(e))
        proof = f"{at_value(NONNEGATIVE, equal)}; apply ip_nonnegative"
        return self.script.prove(says, proof, [equal], sampled=sampled(e))

    def _parts(self, shown: Shown, kind: str, signs: Signs) -> Fact:
        facts = [self.sign(p, kind, signs) for p in shown.parts]
        if isinstance(shown.term, Pow) and not shown.term.exp.is_Integer:
            return self._root(shown.term, kind, facts)
        return self._by(shown.term, kind, facts)

    def _root(self, e: Pow, kind: str, facts: list[Fact]) -> Fact:
        """The sign of a square root that has a name."""
        named = self.naming(e)
        if named not in self.naming.definitions or kind == NONZERO:
            raise Unwritten(f"the sign of {e}")
        defined = self.naming.definitions[named]
        lemma = "sqrt_lt_R0" if kind == POSITIVE else "sqrt_pos"
        proof = f"rewrite <- {defined.name}; apply {lemma}{f'; exact {facts[0].name}' if kind == POSITIVE else ''}"
        return self._by(e, kind, [defined, *facts], proof)

    def _by(self, e: Any, kind: str, facts: list[Fact], proof: str = "visible") -> Fact:
        return self.script.prove(kind.format(self.naming.text(e)), proof, facts, sampled=sampled(e))

    def _sum(self, shown: Shown, kind: str, signs: Signs) -> Fact:
        parts = shown.parts if kind == NONNEGATIVE else shown.parts[:-1]
        facts = [self.sign(p, NONNEGATIVE, signs) for p in parts]
        if kind == POSITIVE:
            facts.append(self.sign(shown.parts[-1], POSITIVE, signs))
        return self._by(shown.term, kind, facts, "visible" if kind == NONNEGATIVE else "sum_positive")

    def _product(self, shown: Shown, kind: str, signs: Signs) -> Fact:
        """Factors of the sign, or an even number of them with the other one."""
        facts = [self.sign(p, kind, signs) for p in shown.parts]
        flat = list(_flat(shown.term.args))
        if all(p.term is f for p, f in zip(shown.parts, flat, strict=True)):
            return self._by(shown.term, kind, facts)
        turned = Mul(*(p.term for p in shown.parts))
        fact = self._by(turned, kind, facts)
        equal = self.identities.equal(shown.term, turned, signs)
        return self._by(shown.term, kind, [fact, equal], f"{replaced(kind, equal)}; exact {fact.name}")

    def _even_power(self, shown: Shown, kind: str, signs: Signs) -> Fact:
        return self._by(shown.term, kind, [self.nonzero(shown.term.base, signs)])

    def _each(self, shown: Shown, kind: str, signs: Signs) -> Fact:
        """An average of what has the sign at each data point."""
        e = shown.term
        if not isinstance(e, Mean):
            raise Unwritten(f"the sign of {e}")
        each = self.sign(shown.parts[0], kind, signs)
        _, equal = self.naming.known(e)
        rewrite, uses = self.naming.rewriting(e.args[0])
        lemma = "mean_positive" if kind == POSITIVE else "mean_nonnegative"
        point = at_point([*uses, *([each] if each.sampled else [])])
        proof = f"{at_value(kind, equal)}; apply {lemma}; {point}; {rewrite}; exact {each.name}"
        return self.script.prove(kind.format(self.naming.text(e)), proof, whole=[equal, *uses, each])

    def _size(self, shown: Shown, kind: str, signs: Signs) -> Fact:
        if not isinstance(shown.term, Abs):
            raise Unwritten(f"the sign of {shown.term}")
        raise Unwritten(f"the size of {shown.term}")

    def _below_one(self, shown: Shown, kind: str, signs: Signs) -> Fact:
        named = self.naming(shown.term)
        return self._by(shown.term, kind, self.naming.sign_facts([named]), "lra")

    def _known(self, shown: Shown, kind: str, signs: Signs) -> Fact:
        """A known difference times a positive number, or with more that is not negative."""
        assert shown.known is not None
        e, slack, fact = shown.term, shown.known.slack, self.known(shown.known)
        rest = expand(e - slack)
        if is_nonnegative(rest):
            more = [self.written(rest, POSITIVE if is_positive(rest) else NONNEGATIVE)]
            whole = slack + rest
        elif (ratio := _ratio(e, slack)) is not None:
            more, whole = [], Number(ratio) * slack
        else:
            more, whole = [], slack
        equal = self.identities.equal(e, whole, signs)
        return self._by(e, kind, [fact, equal, *more], f"{replaced(kind, equal)}; lra")


def _is_square(e: Total) -> bool:
    u, v = texts.pair(e.args[0])
    return u is v


def _ratio(a: Any, b: Any) -> Any:
    """c for a = c * b, or None."""
    left, right = expansion(a), expansion(b)
    if not right or left.keys() != right.keys():
        return None
    ratios = {left[m] / right[m] for m in right}
    return ratios.pop() if len(ratios) == 1 else None


def _flat(parts: Any) -> Any:
    for part in parts:
        yield from _flat(part.args) if isinstance(part, Mul) else (part,)
