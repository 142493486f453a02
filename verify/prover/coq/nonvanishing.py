"""What does not vanish, in a Coq proof."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verify.kernel.signs import Shown, Signs
from verify.language.functions import Abs
from verify.language.normal import normal
from verify.language.operators import sampled
from verify.language.possible import is_nonnegative
from verify.language.relation import Relation
from verify.language.term import Mul, Pow
from verify.prover.coq.identities import NONZERO, POSITIVE, Identities, replaced
from verify.prover.coq.script import Fact
from verify.prover.coq.texts import Unwritten


class Nonvanishing:
    """The facts e <> 0 in one proof."""

    def sign(self, shown: Shown, kind: str, signs: Signs) -> Fact:
        """The fact that a node of a tree of signs says."""
        raise NotImplementedError

    def written(self, e: Any, kind: str) -> Fact:
        """A sign that is read off the term."""
        raise NotImplementedError

    def __init__(self, identities: Identities) -> None:
        self.identities = identities
        self.naming = identities.naming
        self.given: dict[Relation, Fact] = identities.given
        self.known: Callable[[Relation], Fact] = self.given.__getitem__
        self._found: dict[tuple[Any, str], Fact] = {}

    @property
    def script(self) -> Any:
        return self.naming.script

    def nonzero_gap(self, r: Relation, signs: Signs) -> Fact:
        """a <> b."""
        if not (r.rhs == 0):
            raise Unwritten(f"{r} is not shown")
        return self.nonzero(r.lhs, signs)

    def nonzero(self, e: Any, signs: Signs) -> Fact:
        """e <> 0."""
        if (e, NONZERO) not in self._found:
            self._found[e, NONZERO] = self._nonzero(e, signs)
        return self._found[e, NONZERO]

    def _nonzero(self, e: Any, signs: Signs) -> Fact:
        says = NONZERO.format(self.naming.text(e))
        if shown := signs.positive(e):
            fact = self.sign(shown, POSITIVE, signs)
            return self.script.prove(says, f"apply Rgt_not_eq; exact {fact.name}", [fact], sampled=sampled(e))
        if shown := signs.positive(-e):
            fact = self.sign(shown, POSITIVE, signs)
            proof = "lra"
            return self.script.prove(says, proof, [fact], sampled=sampled(e))
        if isinstance(e, Mul):
            facts = [self.nonzero(a, signs) for a in e.args]
            return self.script.prove(says, "visible", facts, sampled=sampled(e))
        if isinstance(e, Pow):
            return self.script.prove(says, "visible", [self.nonzero(e.base, signs)], sampled=sampled(e))
        if (known := self._known_nonzero(e, signs)) is not None:
            return known
        if (other := normal(e)) is not e and not signs.is_nonzero(e):
            fact, equal = self.nonzero(other, signs), self.identities.equal(e, other, signs)
            return self.script.prove(
                says, f"{replaced(NONZERO, equal)}; exact {fact.name}", [fact, equal], sampled=sampled(e)
            )
        return self.written(e, NONZERO)

    def _known_nonzero(self, e: Any, signs: Signs) -> Fact | None:
        self.identities.learn_all("!=")
        for r, fact in [*self.given.items()]:
            for way in (r.slack, -r.slack):
                if r.op == "!=" and self.identities.are_equal(e, way, signs):
                    equal = self.identities.equal(e, way, signs)
                    proof = f"intro Z; apply {fact.name}; rewrite Z in {equal.name}; lra"
                    says = NONZERO.format(self.naming.text(e))
                    return self.script.prove(says, proof, [fact, equal], sampled=sampled(e))
        if not is_nonnegative(e) and (shown := signs._known(Abs(e), strict=True)):
            fact = self.sign(shown, POSITIVE, signs)
            size = self.naming(Abs(e))
            says = NONZERO.format(self.naming.text(e))
            if isinstance(size, Mul | Pow) or size.args:
                raise Unwritten(f"the size of {e}")
            square = self.naming.squares[size]
            proof = f"intro Z; revert {fact.name}; nra"
            return self.script.prove(says, proof, [fact, square], sampled=sampled(e))
        return None
