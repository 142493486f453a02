"""Identities in Coq: by `field` with the squares of the names, and with multiples of the equations that are known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verify.kernel.gram import is_zero
from verify.kernel.signs import Signs
from verify.language.operators import indexed
from verify.language.relation import Relation
from verify.prover.coq.naming import Naming
from verify.prover.coq.script import Fact

NONNEGATIVE, POSITIVE, NONZERO = "0 <= {}", "0 < {}", "{} <> 0"


class Identities:
    """The equations in one proof; `given` are the relations that are known, each with its fact."""

    def __init__(self, naming: Naming) -> None:
        self.naming = naming
        self.given: dict[Relation, Fact] = {}
        self.learn_all: Callable[..., None] = lambda *kinds: None

    def are_equal(self, a: Any, b: Any, signs: Signs) -> bool:
        """Does the kernel see it?"""
        return is_zero(a - b, signs.zero)

    def equal(self, a: Any, b: Any, signs: Signs) -> Fact:
        """a = b in names. Raises Unwritten where division does not show it."""
        left, right = self.naming(a), self.naming(b)
        equations = () if left is right or is_zero(a - b) else self._equations(signs)
        if indexed(a) or indexed(b):
            return self.naming.equal_vectors(left, right, equations)
        return self.naming.identity(left, right, equations)

    def _equations(self, signs: Signs) -> list[tuple[Any, Any, Fact]]:
        self.learn_all()
        known = [(r, f) for r, f in self.given.items() if r.op == "=" and r.slack in signs.zero]
        return [(self.naming(r.lhs), self.naming(r.rhs), f) for r, f in known if not indexed(r.slack)]


def replaced(kind: str, equal: Fact) -> str:
    """The tactic that puts the right side of an equation in the place of the left one."""
    return f"refine (eq_ind_r (fun t => {kind.format('t')}) _ {equal.name})"


def at_value(kind: str, equal: Fact) -> str:
    """The tactic that puts the left side of an equation in the place of the right one."""
    return f"refine (eq_ind _ (fun t => {kind.format('t')}) _ _ {equal.name})"
