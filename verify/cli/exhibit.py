"""A counterexample for people: the point in exact numbers, and both sides of the claim there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from verify.cli import plain
from verify.kernel.evaluate import ball
from verify.kernel.record import point_from_json
from verify.kernel.written_out import data_points, values
from verify.language.arithmetic import Undefined
from verify.language.claim import Claim
from verify.language.coordinates import at
from verify.language.expansion import expand
from verify.language.operators import sampled
from verify.language.relation import Relation
from verify.language.symbols import d
from verify.language.term import Integer, Number
from verify.language.verdict import Counterexample

LONGEST = 60
PRECISION = 1024
DIGITS = (6, 12, 24, 48)


def exhibit(claim: Claim, found: Counterexample) -> list[str]:
    """Lines of text: one for each symbol of the point, then both sides, then by how much the claim fails."""
    lines = [f"{plain.name(name)} = {_text(value)}" for name, value in sorted(found.point.items())]
    if "d" not in found.point and has_coordinates(found.point):
        lines.append(f"d = {found.dimension}")
    try:
        lines += _sides(claim, found)
    except Exception as error:  # the exact point stands; only the two sides cannot be written out
        lines.append(f"(the two sides are not written out: {error})")
    if found.excess[0] != "undefined":
        lines.append(f"fails by {_interval(found.excess)}")
    return lines


def has_coordinates(point: Mapping[str, Any]) -> bool:
    """Is there a vector, whose dimension is worth a line?"""
    return any(isinstance(v, list | tuple) for v in point.values())


def _sides(claim: Claim, found: Counterexample) -> list[str]:
    plain_claim = _concrete(claim)
    point = point_from_json(plain_claim, found.point)
    goal: Relation = plain_claim.conclusion
    dim, digits = found.dimension - claim.beside, _digits(goal, point)
    left, right = (_value(side, point, dim, digits) for side in (goal.lhs, goal.rhs))
    return [f"left  = {left}", f"right = {right}", f"claimed: left {goal.op} right"]


def _concrete(claim: Claim) -> Claim:
    if claim.against is None:
        return claim
    from verify.kernel.instances import concrete

    return concrete(claim, claim.against)


def _digits(goal: Relation, point: dict[Any, Any]) -> int:
    """As many as tell the two sides apart; the fewest where none do."""
    try:
        pairs = [*zip(ball(goal.lhs, point, PRECISION), ball(goal.rhs, point, PRECISION), strict=False)]
    except Undefined:
        return DIGITS[0]
    return next(
        (n for n in DIGITS if any(z.str(n, radius=False) != w.str(n, radius=False) for z, w in pairs)), DIGITS[0]
    )


def _value(side: Any, point: dict[Any, Any], dim: int, digits: int) -> str:
    """The side at the point: exactly where that is short, and its decimals where it is not rational."""
    try:
        balls = ball(side, point, PRECISION)
    except Undefined:
        return "no value"
    if not all(z.is_finite() for z in balls):
        return "no value"
    points, rule = data_points(point), values(point) | {d: Integer(dim)}
    written = [at(side, dim, points=points, point=n) for n in range(points if sampled(side) else 1)]
    found = [expand(e.xreplace(rule)) for row in written for e in (row if isinstance(row, tuple) else (row,))]
    exact = _listed([plain.formula(v) for v in found])
    if all(isinstance(v, Number) for v in found):
        return exact
    decimals = _listed([z.str(digits, radius=False) for z in balls])
    return f"{exact} ≈ {decimals}" if len(exact) <= LONGEST else f"≈ {decimals}"


def _text(value: Any) -> str:
    return f"({', '.join(map(_text, value))})" if isinstance(value, list | tuple) else str(value)


def _listed(texts: list[str]) -> str:
    return texts[0] if len(texts) == 1 else f"({', '.join(texts)})"


def _interval(excess: tuple[str, str]) -> str:
    low, high = excess
    return low if low == high else f"a number in [{low}, {high}]"
