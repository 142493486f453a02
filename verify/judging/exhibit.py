"""A counterexample that is whole: the functions that were chosen, the point in exact numbers, and both sides of the claim there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from verify.checkers.stored.pointwise import against
from verify.judging import plain
from verify.kernel.evaluate import ball
from verify.kernel.record import point_from_json
from verify.kernel.written_out import data_points, values
from verify.language.arithmetic import Undefined
from verify.language.claim import Claim
from verify.language.coordinates import at
from verify.language.expansion import expand
from verify.language.operators import Field, Value, sampled
from verify.language.refused import is_writable
from verify.language.relation import Relation
from verify.language.symbols import d
from verify.language.term import Integer, Number
from verify.language.verdict import Counterexample

LONGEST = 60
PRECISION = 1024
NEAR = 0.01
DIGITS = (6, 12, 24, 48)


@dataclass(frozen=True)
class Side:
    """One side at the point, by coordinates or data points: exact where that is short, decimals where it is not rational.

    Without either it has no value.
    """

    exact: tuple[Any, ...] = ()
    decimals: tuple[str, ...] = ()

    def __str__(self) -> str:
        parts = [_listed([plain.formula(v) for v in self.exact])] if self.exact else []
        parts += [f"≈ {_listed(list(self.decimals))}"] if self.decimals else []
        return " ".join(parts) or "no value"


def exhibit(claim: Claim, found: Counterexample) -> list[str]:
    """Lines of text: the functions, one for each symbol of the point, then both sides, then by how much the claim fails."""
    lines = functions(claim, found)
    lines += [f"{plain.name(name)} = {_text(value)}" for name, value in sorted(found.point.items())]
    if "d" not in found.point and claim.speaks_of_vectors and has_coordinates(found.point):
        lines.append(f"d = {found.dimension}")
    try:
        left, right = sides(claim, found)
        lines += [f"left  = {left}", f"right = {right}", f"claimed: left {claim.conclusion.op} right"]
    except Exception as error:  # the exact point stands; only the two sides cannot be written out
        lines.append(f"(the two sides are not written out: {error})")
    if found.excess[0] != "undefined":
        lines.append(f"fails by {_interval(found.excess)}")
    return lines


def as_data(claim: Claim, found: Counterexample) -> dict[str, Any]:
    """The same for a program: the functions, and both sides as text; a side that cannot be written out is null."""
    try:
        left, right = map(str, sides(claim, found))
    except Exception:  # the exact point stands
        return {"functions": functions(claim, found), "left": None, "right": None}
    return {"functions": functions(claim, found), "left": left, "right": right}


def functions(claim: Claim, found: Counterexample) -> list[str]:
    """The choice of the functions that the claim knows only by name, and of constants, one a line."""
    if (choice := against(claim, found)) is None:
        return []
    real = {f.args[0].name for e in claim.spoken for f in e.atoms(Value)}
    chosen = {(Value if f in real else Field)(f, *slots): e for f, (slots, e) in choice.functions.items()}
    return [f"{plain.formula(s)} = {plain.formula(e)}" for s, e in (chosen | dict(choice.constants)).items()]


def has_coordinates(point: Mapping[str, Any]) -> bool:
    """Is there a vector, whose dimension is worth a line?"""
    return any(isinstance(v, list | tuple) for v in point.values())


def sides(claim: Claim, found: Counterexample) -> tuple[Side, Side]:
    """The left and the right side of the conclusion at the point. What an author's code raises goes through."""
    concrete = _concrete(claim, found)
    point = point_from_json(concrete, found.point)
    goal: Relation = concrete.conclusion
    dim, digits = found.dimension - claim.beside, _digits(goal, point)
    return _side(goal.lhs, point, dim, digits), _side(goal.rhs, point, dim, digits)


def is_near(claim: Claim, found: Counterexample) -> bool:
    """Are the two sides nearly equal at the point, in some coordinate: is their difference but a small share of them?"""
    goal = claim.conclusion
    try:
        pairs = [
            *zip(*(ball(e, point_from_json(claim, found.point), PRECISION) for e in (goal.lhs, goal.rhs)), strict=False)
        ]
    except Undefined:
        return False
    return any(not abs(z - w) > NEAR * (abs(z) + abs(w)) for z, w in pairs)


def _concrete(claim: Claim, found: Counterexample) -> Claim:
    if (choice := against(claim, found)) is None:
        return claim
    from verify.kernel.instances import concrete

    return concrete(claim, choice)


def _digits(goal: Relation, point: dict[Any, Any]) -> int:
    """As many as tell the two sides apart; the fewest where none do."""
    try:
        pairs = [*zip(ball(goal.lhs, point, PRECISION), ball(goal.rhs, point, PRECISION), strict=False)]
    except Undefined:
        return DIGITS[0]
    return next(
        (n for n in DIGITS if any(z.str(n, radius=False) != w.str(n, radius=False) for z, w in pairs)), DIGITS[0]
    )


def _side(side: Any, point: dict[Any, Any], dim: int, digits: int) -> Side:
    try:
        balls = ball(side, point, PRECISION)
    except Undefined:
        return Side()
    if not all(z.is_finite() for z in balls):
        return Side()
    points, rule = data_points(point), values(point) | {d: Integer(dim)}
    written = [at(side, dim, points=points, point=n) for n in range(points if sampled(side) else 1)]
    found = tuple(expand(e.xreplace(rule)) for row in written for e in (row if isinstance(row, tuple) else (row,)))
    writable = all(is_writable(n.value) for v in found for n in v.atoms(Number))
    if writable and all(isinstance(v, Number) for v in found):
        return Side(found)
    decimals = tuple(z.str(digits, radius=False) for z in balls)
    return Side(found if writable and len(str(Side(found))) <= LONGEST else (), decimals)


def _text(value: Any) -> str:
    return f"({', '.join(map(_text, value))})" if isinstance(value, list | tuple) else str(value)


def _listed(texts: list[str]) -> str:
    return texts[0] if len(texts) == 1 else f"({', '.join(texts)})"


def _interval(excess: tuple[str, str]) -> str:
    low, high = excess
    return low if low == high else f"a number in [{low}, {high}]"
