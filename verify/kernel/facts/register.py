"""The register of cited theorems: a derivation may use those that `verify.facts` enters here, and no others."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from verify.language.proof import Appeal, Existence, There
from verify.language.relation import Relation
from verify.language.term import term

Says = tuple[Relation, tuple[Relation, ...]]
FACTS: dict[str, Callable[..., Says]] = {}
REFERENCES: dict[str, str] = {}


def cited(title: str, reference: str) -> Callable[[Callable[..., Says]], Callable[..., Appeal]]:
    """Register a theorem under its title, with its reference.

    The theorem is a function that returns what it says for its arguments, and the premises that its use must discharge. Calling it
    makes an `Appeal`; the checker asks the register again what that says, so no author can widen it.
    """

    def register(says: Callable[..., Says]) -> Callable[..., Appeal]:
        FACTS[title] = says
        REFERENCES[title] = reference

        @wraps(says)
        def appeal(*args: Any) -> Appeal:
            return Appeal(title, tuple(term(a) for a in args), says)

        return appeal

    return register


WITH_VARIABLE = (
    "the mean value theorem",
    "Taylor's theorem with Lagrange remainder",
    "Taylor's theorem, quadratic upper bound",
    "the derivative of a Lipschitz curve",
    "the mean value inequality",
    "the descent lemma",
    "the descent lemma, from below",
    "Taylor's theorem in several variables",
    "the first-order inequality of convexity",
    "the first-order inequality of strong convexity",
    "induction on a factor",
)

FREE = ", which the claim does not have: Symbol(...) with another name, and nothing declared"

CHAIN_RULE = "the chain rule"
REFERENCES[CHAIN_RULE] = (
    "Rudin, Principles of Mathematical Analysis, 9.15; functions known by name are taken to be differentiable"
)

SYMMETRY = "the second derivative is symmetric"
REFERENCES[SYMMETRY] = (
    "Rudin, Principles of Mathematical Analysis, 9.41; functions known by name are taken to be twice continuously differentiable"
)


EXISTENCE: dict[str, Callable[..., Existence]] = {}


def cited_existence(title: str, reference: str) -> Callable[[Callable[..., Existence]], Callable[..., There]]:
    """The same for a theorem that something exists: a function of the unknowns and its arguments."""

    def register(says: Callable[..., Existence]) -> Callable[..., There]:
        EXISTENCE[title] = says
        REFERENCES[title] = reference

        @wraps(says)
        def there(unknowns: Any, *args: Any) -> There:
            return There(title, unknowns, tuple(map(_as_terms, args)), says)

        return there

    return register


def _as_terms(part: Any) -> Any:
    """Numbers as terms, in tuples too."""
    return (
        tuple(map(_as_terms, part)) if isinstance(part, tuple) else part if isinstance(part, Relation) else term(part)
    )


def fact(name: str) -> Callable[..., Says] | None:
    """The registered theorem of that title."""
    return FACTS.get(name)
