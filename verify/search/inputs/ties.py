"""Numbers that an assumed equation ties to the rest of a point: where the rest is changed, they follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from verify.kernel.evaluate import exact
from verify.language.arithmetic import NotRational, Undefined
from verify.language.relation import Relation
from verify.language.term import Symbol
from verify.search.inputs.readings import EQUAL, readings
from verify.search.inputs.simpler import Point

Tie = tuple[Any, Any]  # a number, and what it is equal to


def ties(relations: Sequence[Relation]) -> tuple[Tie, ...]:
    """Every number that an equation can be solved for, with its solution."""
    every = (rule for r in relations if r.op == "=" for rule in readings(r))
    return tuple(
        (rule.target, (rule.bound - rule.shift) / rule.scale)
        for rule in every
        if type(rule.target) is Symbol and rule.measure == "value" and rule.side == EQUAL
    )


def following(tied: Sequence[Tie]) -> Callable[[Point, Point], Point]:
    """A function of (before, after): the point after a change, with the tied numbers that did not change by themselves."""

    def follow(before: Point, after: Point) -> Point:
        changed, found = {s for s in after if after[s] != before.get(s)}, dict(after)
        for target, solution in tied:
            if target in found and target not in changed and solution.free_symbols & changed:
                try:
                    (found[target],) = exact(solution, found)
                except (NotRational, Undefined, ValueError):
                    continue
                changed.add(target)
        return found

    return follow
