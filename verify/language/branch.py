"""A maximiser over a ball as a function of parameters in a box, and what may be shown about it by computing in balls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from verify.language.proof import Certificate, Schema
from verify.language.relation import Relation, eq, le, lt
from verify.language.term import Rational, Symbol, sqrt, total

Bounds = tuple[Any, Any]


@dataclass(frozen=True)
class Branch:
    """`unknowns` (d symbols) are a maximiser of `loss` over the ball of `radius` about `centre`, parameters in `box`.

    `box` holds (symbol, low, high) for every parameter; all numbers are rational. Abstract: the maximiser is inside the ball
    (`InsideBranch`) or on the sphere (`SphereBranch`).
    """

    loss: Any
    unknowns: tuple[Any, ...]
    centre: tuple[Any, ...]
    radius: Any
    box: tuple[tuple[Any, Any, Any], ...]

    @property
    def parameters(self) -> tuple[Any, ...]:
        return tuple(s for s, _, _ in self.box)

    @property
    def assumptions(self) -> tuple[Relation | Schema, ...]:
        """The parameters are in the box, and the unknowns are a maximiser: what a claim about the branch assumes."""
        bounds = [r for s, low, high in self.box for r in (le(low, s), le(s, high))]
        return (*bounds, le(self.distance2, self.radius**2), self._maximal())

    def _maximal(self) -> Schema:
        others = tuple(Symbol(f"v_{k}") for k in range(1, len(self.unknowns) + 1))
        rule = dict(zip(self.unknowns, others, strict=True))
        inside = le(self.distance2.xreplace(rule), self.radius**2)
        return Schema("$x'$ is a maximiser", others, le(self.loss.xreplace(rule), self.loss), (inside,))

    @property
    def offset(self) -> tuple[Any, ...]:
        """x' - x, coordinate by coordinate."""
        return tuple(s - c for s, c in zip(self.unknowns, self.centre, strict=True))

    @property
    def distance2(self) -> Any:
        """The squared distance from the centre."""
        return total(o**2 for o in self.offset)

    def replaced(self, rule: Mapping[Any, Any]) -> Branch:
        """The same branch in other symbols."""
        box = tuple((rule.get(s, s), low, high) for s, low, high in self.box)
        unknowns = tuple(rule.get(s, s) for s in self.unknowns)
        return replace(self, loss=self.loss.xreplace(dict(rule)), unknowns=unknowns, box=box)

    @property
    def place(self) -> Relation:
        """Where the maximiser lies."""
        raise NotImplementedError


@dataclass(frozen=True)
class InsideBranch(Branch):
    """The maximiser lies inside the ball: the gradient vanishes."""

    @property
    def place(self) -> Relation:
        return lt(self.distance2, self.radius**2)


@dataclass(frozen=True)
class SphereBranch(Branch):
    """The maximiser lies on the sphere: the gradient is alpha n with the outward normal n."""

    @property
    def place(self) -> Relation:
        return eq(self.distance2, self.radius**2)


@dataclass(frozen=True)
class Located(Certificate):
    """Shows where every maximiser of the branch lies: its `place`."""

    branch: Branch

    @property
    def copies(self) -> tuple[Branch, ...]:
        """The branches that the claim speaks of."""
        return (self.branch,)

    @property
    def assumptions(self) -> tuple[Relation | Schema, ...]:
        """What the claim assumes."""
        return tuple(dict.fromkeys(a for b in self.copies for a in b.assumptions))

    @property
    def conclusion(self) -> Relation:
        """What is shown."""
        return self.branch.place


@dataclass(frozen=True)
class Unique(Located):
    """Shows that two maximisers for the same parameters are equal; `twin` is the branch with other unknowns."""

    twin: Branch

    @property
    def copies(self) -> tuple[Branch, ...]:
        return (self.branch, self.twin)

    @property
    def conclusion(self) -> Relation:
        return eq(_distance2(self.branch.unknowns, self.twin.unknowns), 0)


@dataclass(frozen=True)
class Moves(Located):
    """Shows ‖x'(theta_1) - x'(theta_2)‖ <= C/c ‖theta_1 - theta_2‖; `other` is the branch with other symbols throughout.

    `c` bounds the singular values of the branch's second derivative from below, `C` those of its mixed block from above.
    """

    other: Branch
    c: Any
    C: Any

    @property
    def copies(self) -> tuple[Branch, ...]:
        return (self.branch, self.other)

    @property
    def conclusion(self) -> Relation:
        apart = sqrt(_distance2(self.branch.parameters, self.other.parameters))
        moved = sqrt(_distance2(self.branch.unknowns, self.other.unknowns))
        return le(moved, Rational(self.C, self.c) * apart)


@dataclass(frozen=True)
class OneRoot(Certificate):
    """Shows that an equation in one unknown has a solution between the bounds that the claim assumes."""


@dataclass(frozen=True)
class EveryPoint(Certificate):
    """Shows an inequality for every value of its symbols between the bounds that the claim assumes."""


def _distance2(u: Iterable[Any], v: Iterable[Any]) -> Any:
    return total((a - b) ** 2 for a, b in zip(u, v, strict=True))
