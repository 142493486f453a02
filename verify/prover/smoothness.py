"""The descent lemma where a gradient is assumed to be Lipschitz: at the points that a claim speaks of, with what shows its premise."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Any

from verify.kernel.appeals import symbols_of
from verify.kernel.facts.gradients import descent, descent_below
from verify.kernel.reasons import NotShown
from verify.kernel.whitelist import require_language
from verify.language.claim import Claim
from verify.language.forms import norm
from verify.language.functions import sigmoid
from verify.language.operators import Field, Value, gradient
from verify.language.proof import Appeal, Lemma, Schema, line
from verify.language.relation import le
from verify.language.symbols import Vector
from verify.language.term import Name, Symbol, factors, product

DESCENTS = ("the descent lemma", "the descent lemma, from below")


def free_number(claim: Claim) -> Any:
    """A real number that the claim does not speak of, and whose name looks like none in it: for theorems that bind a variable."""
    mine = symbols_of(claim).union(*(schema.variables for schema in claim.schemas))
    names = ("t", *(f"t_{k}" for k in range(1, len(mine) + 1)))  # no symbol looks like two of them
    return next((t for t in map(Symbol, names) if _is_told_apart(t, mine)), Symbol("t"))


def _is_told_apart(t: Any, others: set[Any]) -> bool:
    try:
        require_language((*others, t))
    except NotShown:
        return False
    return t not in others


def descents(claim: Claim) -> Iterator[Appeal]:
    """Both sides of the descent lemma between any two points at which the conclusion takes a function with such a gradient."""
    goal = claim.conclusion
    values = sorted({f for side in (goal.lhs, goal.rhs) for f in side.atoms(Value)}, key=str)
    for f, g in permutations(values, 2):
        if f.args[0] == g.args[0] and len(f.args) == 2 and (found := _lipschitz(claim, f)) is not None:
            t = free_number(claim)
            yield from (theorem(f, t, f.args[1], g.args[1], found[1]) for theorem in (descent, descent_below))


def gradient_steps(claim: Claim) -> Iterator[Appeal]:
    """At the point where a step of gradient descent leads: the descent lemma, and what is assumed of every point, as of a minimum."""
    goal = claim.conclusion
    every = [s for s in claim.schemas if len(s.variables) == 1 and not s.assuming and s.relation.op in ("<=", "<")]
    values = sorted({f for side in (goal.lhs, goal.rhs) for f in side.atoms(Value)}, key=str) if every else []
    for f in (f for f in values if len(f.args) == 2):
        if (found := _lipschitz(claim, f)) is not None:
            x, constant = f.args[1], found[1]
            there = x - gradient(f, 1) / constant
            yield descent(f, free_number(claim), x, there, constant)
            yield from (
                s(there) for s in every if s.relation.slack.has(f.args[0]) and isinstance(s.variables[0], Vector)
            )


def premise(claim: Claim, appeal: Appeal) -> Lemma | None:
    """What shows the premise of one of these; None for any other appeal."""
    if appeal.name not in DESCENTS or (found := _lipschitz(claim, appeal.args[0])) is None:
        return None
    f, t, x, y, _ = appeal.args
    (schema, bound), h, s = found, y - x, sigmoid(t)
    start, end = gradient(f, 1), gradient(Value(f.args[0], x + s * h), 1)
    goal = le(norm(end - start), bound * s * norm(h))
    return Lemma(goal, (line("<=", goal.rhs, by=schema(x + s * h, x)),))


def _lipschitz(claim: Claim, f: Value) -> tuple[Schema, Any] | None:
    """The assumption that the gradient of f is Lipschitz, ‖∇f(x) - ∇f(y)‖ <= c ‖x - y‖, with its constant c."""
    slope = Name(f"{f.args[0].name}_1")
    for schema in claim.schemas:
        if schema.relation.op != "<=" or len(schema.variables) != 2 or schema.assuming:
            continue
        x, y = schema.variables
        changes = (norm(Field(slope, x) - Field(slope, y)), norm(Field(slope, y) - Field(slope, x)))
        parts = [*factors(schema.relation.rhs)]
        constant = product(p for p in parts if p not in (norm(x - y), norm(y - x)))
        if schema.relation.lhs in changes and len(parts) > 1 and not constant.free_symbols & {x, y}:
            return schema, constant
    return None
