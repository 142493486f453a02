"""Relations between terms.

Why it is sound. A relation is a triple, and keeps both sides as they are written: a side that has no value somewhere is seen by
`verify.kernel.domain`. What is derived from it is

    a = b   <=>  b - a = 0         a <= b  <=>  b - a >= 0         a < b  <=>  b - a > 0         a != b  <=>  b - a != 0

    not (a <= b)  <=>  b < a       not (a < b)  <=>  b <= a        not (a = b)  <=>  a != b       for two real numbers a, b

A relation whose sides carry an index means: for every coordinate, or every data point. The slack of such a one has the index too.
Its negation as it stands here is again one for every coordinate, which is more than the contrary: it may be shown in the place
of that where there is a coordinate, and is never assumed (`verify.kernel.for_all`, `verify.kernel.prove`).

Order of the reals is all that is used: that a side is a real number is asked by `verify.kernel.whitelist`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from verify.language.presented import Presented
from verify.language.refused import expression
from verify.language.term import Term


@dataclass(frozen=True)
class Relation(Presented):
    """`lhs op rhs` with op one of = <= < !=.

    A relation that still carries the coordinate index means: for every coordinate. Raises ValueError for another op.
    """

    lhs: Any
    op: str
    rhs: Any

    def __post_init__(self) -> None:
        if type(self.op) is not str or self.op not in ("=", "<=", "<", "!="):
            raise ValueError(f"the relation {self.op!r} is unknown: expected =, <=, < or !=")
        for side, value in (("left", self.lhs), ("right", self.rhs)):
            if not isinstance(value, Term):
                object.__setattr__(self, f"{side[0]}hs", expression(value, f"the {side} side of a relation"))

    @property
    def slack(self) -> Any:
        """rhs - lhs: nonnegative, positive, zero or nonzero where the relation holds."""
        return self.rhs - self.lhs

    @property
    def negation(self) -> Relation:
        """What is true where an inequality fails."""
        if self.op == "<=":
            return Relation(self.rhs, "<", self.lhs)
        if self.op == "<":
            return Relation(self.rhs, "<=", self.lhs)
        return Relation(self.lhs, "!=" if self.op == "=" else "=", self.rhs)

    def xreplace(self, rule: Mapping[Any, Any]) -> Relation:
        """The relation with symbols replaced, all at once."""
        return Relation(self.lhs.xreplace(rule), self.op, self.rhs.xreplace(rule))

    def map(self, change: Callable[[Any], Any]) -> Relation:
        """The relation with both sides changed."""
        return Relation(change(self.lhs), self.op, change(self.rhs))

    def __str__(self) -> str:
        return f"{self.lhs} {self.op} {self.rhs}"


def le(lhs: Any, rhs: Any) -> Relation:
    """lhs <= rhs. Raises TypeError or ValueError for what is no expression in exact numbers."""
    return _relation("le", lhs, "<=", rhs)


def lt(lhs: Any, rhs: Any) -> Relation:
    """lhs < rhs. Raises TypeError or ValueError for what is no expression in exact numbers."""
    return _relation("lt", lhs, "<", rhs)


def ge(lhs: Any, rhs: Any) -> Relation:
    """lhs >= rhs, as rhs <= lhs. Raises TypeError or ValueError for what is no expression in exact numbers."""
    return _relation("ge", lhs, ">=", rhs)


def gt(lhs: Any, rhs: Any) -> Relation:
    """lhs > rhs, as rhs < lhs. Raises TypeError or ValueError for what is no expression in exact numbers."""
    return _relation("gt", lhs, ">", rhs)


def eq(lhs: Any, rhs: Any) -> Relation:
    """lhs = rhs. Raises TypeError or ValueError for what is no expression in exact numbers."""
    return _relation("eq", lhs, "=", rhs)


def ne(lhs: Any, rhs: Any) -> Relation:
    """lhs != rhs. Raises TypeError or ValueError for what is no expression in exact numbers."""
    return _relation("ne", lhs, "!=", rhs)


def _relation(name: str, lhs: Any, op: str, rhs: Any) -> Relation:
    left, right = expression(lhs, f"the left side of {name}"), expression(rhs, f"the right side of {name}")
    return Relation(right, op.replace(">", "<"), left) if ">" in op else Relation(left, op, right)
