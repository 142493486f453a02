"""Which claims are surely false: an evaluation of their own at points of its own, apart from the kernel and the search.

A claim is surely false where, with 60 digits, at one point
* every assumption <= or < has room (a share 1e-20 of its sides), or a weak one has exactly equal sides; every != has that share;
* every equation holds up to 1e-40, and not because something is smaller than 1e-12 without being 0;
* everything has a value, no argument of a sign is so small that it is an error of rounding, no exponential so small beside 1;
* the conclusion fails by a share 1e-6 of its sides; or it is strict and its sides agree in 400 digits, which no two
  different values of this language at points of this size do by chance.
With unknown functions the point is about the claim's own choice of them, and what is assumed of them is tried at a hundred
values as well. Where there is no such point the claim is not known to be false: it may well be true.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import mpmath
import numpy as np

from bench.trust.arithmetic import DIGITS
from bench.trust.evaluate import NoValue, Place
from bench.trust.points import Arrays, Shape, drawn, jacobian_of, moved, place, split
from bench.trust.question import NoOracle, Question, question
from verify.language.claim import Claim
from verify.language.proof import Schema
from verify.language.relation import Relation
from verify.language.symbols import Label
from verify.language.term import NEGATIVE, POSITIVE, ZERO

ROOM, EQUAL, CLEAR, TIE = 20, 40, 1e-6, 400
PRECISION, FINE = 60, 420
DEGENERATE = 1e-12
SHAPES = (Shape(1, 1), Shape(2, 2), Shape(1, 3), Shape(1, 4))
POINTS = 300
MOST_CONFIRMED = 6
SCHEMA_VALUES = 100


@dataclass(frozen=True)
class Failure:
    """A point at which the assumptions hold and the conclusion fails."""

    point: tuple[tuple[str, Any], ...]
    shape: Shape
    left: str
    right: str

    def __str__(self) -> str:
        values = ", ".join(f"{name} = {value}" for name, value in self.point)
        return f"at {values} in d = {self.shape.dimension}: left {self.left}, right {self.right}"


@dataclass(frozen=True)
class Pool:
    """Points of several shapes at which assumptions hold; every claim with these assumptions is tried on them."""

    parts: tuple[tuple[Shape, Arrays], ...]

    @classmethod
    def of(cls, asked: Question, seed: int) -> Pool:
        """Drawn anew for these assumptions. Raises NoOracle where none is found."""
        rng = np.random.default_rng(seed)
        parts = []
        for shape in SHAPES:
            arrays = moved(asked, drawn(asked.symbols, shape, POINTS, rng), shape, rng)
            good = _admissible(asked, arrays, shape)
            if good.any():
                parts.append((shape, {s: a[good] for s, a in arrays.items()}))
        if not parts:
            raise NoOracle("no point is found at which the assumptions hold")
        return cls(tuple(parts))


def _admissible(asked: Question, arrays: Arrays, shape: Shape) -> np.ndarray:
    """Which points satisfy the assumptions, up to errors of rounding."""
    count = len(next(iter(arrays.values()))) if arrays else 1
    with np.errstate(all="ignore"):
        here = place(asked, arrays, shape)
        good = np.ones(count, bool)
        for r in asked.assuming:
            left, right = here.value(r.lhs), here.value(r.rhs)
            size = 1e-12 * np.maximum(np.abs(left), np.abs(right))
            held = {
                "=": np.abs(right - left) <= 1e-9 + size,
                "!=": left != right,
                "<": left < right,
                "<=": left <= right + size,
            }[r.op]
            good &= np.broadcast_to(held, (count, *held.shape[1:])).reshape(count, -1).all(axis=1)
    return good


def excess(goal: Relation, here: Place) -> np.ndarray:
    """For each point by what share of its sides the relation fails: positive where it does, 0 at a tie, nan without a value."""
    with np.errstate(all="ignore"):
        left, right = here.value(goal.lhs), here.value(goal.rhs)
        size = np.maximum(np.maximum(np.abs(left), np.abs(right)), 1e-9)
        over = (left - right) / size
        over = np.abs(over) if goal.op == "=" else -np.abs(over) if goal.op == "!=" else over
    flat = over.reshape(len(over), -1)
    return np.where(np.isfinite(flat).all(axis=1), flat.max(axis=1), -np.inf)


def failure(asked: Question, pool: Pool) -> Failure | None:
    """A point of the pool at which a goal surely fails, or None."""
    for goal in asked.goals:
        for shape, arrays in pool.parts:
            over = excess(goal, place(asked, arrays, shape))
            over = np.broadcast_to(over, len(next(iter(arrays.values()))) if arrays else 1)
            least = -1e-9 if goal.op in ("<", "!=") else CLEAR
            best = np.argsort(-over, kind="stable")[:MOST_CONFIRMED]
            for k in best[over[best] >= least]:
                one = {s: a[k : k + 1] for s, a in arrays.items()}
                if found := _confirmed(replace(asked, goals=(goal,)), one, shape):
                    return found
    return None


def _confirmed(asked: Question, arrays: Arrays, shape: Shape) -> Failure | None:
    """The failure, if it is one with many digits."""
    (goal,) = asked.goals
    with mpmath.workdps(PRECISION):
        exact = polished(asked, arrays, shape)
        if exact is None or not _holds_exactly(asked, exact, shape):
            return None
        here = place(asked, exact, shape, DIGITS)
        left, right = np.broadcast_arrays(here.value(goal.lhs), here.value(goal.rhs))
        clear = any(_fails_clearly(goal, x, y) for x, y in zip(left.flat, right.flat, strict=True))
        finite = all(mpmath.isfinite(x) for x in (*left.flat, *right.flat))
    if not finite or not (clear or (goal.op in ("<", "!=") and _tied(asked, arrays, shape))):
        return None
    if not all(_schema_seems_to_hold(s, asked, arrays, shape) for s in asked.schemas):
        return None
    shown = tuple((s.name, _shown(a)) for s, a in sorted(exact.items(), key=lambda x: x[0].name))
    return Failure(shown, shape, _shown(left), _shown(right))


def _fails_clearly(goal: Relation, left: Any, right: Any) -> bool:
    size = max(abs(left), abs(right), mpmath.mpf(1e-9))
    over = abs(left - right) if goal.op == "=" else left - right
    return goal.op != "!=" and bool(over > CLEAR * size)


def _tied(asked: Question, arrays: Arrays, shape: Shape) -> bool:
    """Do the sides of the goal agree in all of very many digits?"""
    (goal,) = asked.goals
    with mpmath.workdps(FINE):
        exact = polished(asked, arrays, shape, FINE - 15)
        if exact is None:
            return False
        here = place(asked, exact, shape, DIGITS)
        pairs = zip(*(x.flat for x in np.broadcast_arrays(here.value(goal.lhs), here.value(goal.rhs))), strict=True)
        return any(abs(x - y) <= mpmath.mpf(10) ** -TIE * max(abs(x), abs(y)) for x, y in pairs)


def polished(asked: Question, arrays: Arrays, shape: Shape, digits: int = EQUAL + 5) -> Arrays | None:
    """The point with many digits, its equations solved to this many; None where they do not come out."""
    exact = {s: DIGITS.array(a) for s, a in arrays.items()}
    equations = tuple(r for r in asked.assuming if r.op == "=")
    if not equations:
        return exact
    only = replace(asked, assuming=equations)
    free = [s for s in arrays if not isinstance(s, Label) and not s.integer]
    jacobian = jacobian_of(only, arrays, shape, np.zeros(1), free)[0]
    inverse = np.linalg.pinv(np.where(np.isfinite(jacobian), jacobian, 0.0), rcond=1e-9)
    for _ in range(digits // 4 + 4):
        here = place(only, exact, shape, DIGITS)
        gaps = np.concatenate([(here.value(r.rhs) - here.value(r.lhs)).ravel() for r in equations])
        if not all(mpmath.isfinite(g) for g in gaps):
            return None
        if max(abs(g) for g in gaps) <= mpmath.mpf(10) ** -digits:
            return exact
        delta = (DIGITS.array(inverse) @ gaps)[None, :]
        exact = {**exact, **{s: exact[s] - part for s, part in split(free, exact, delta).items()}}
    return None


def _holds_exactly(asked: Question, exact: Arrays, shape: Shape) -> bool:
    """Do all assumptions hold with room, and is every symbol of the sign it is declared to have?"""
    here = place(asked, exact, shape, DIGITS)
    signs = all(_is_of_its_sign(s, a) for s, a in here.arrays.items())
    solved = not any(r.op == "=" for r in asked.assuming) or not any(_degenerate(a) for a in exact.values())
    return signs and solved and all(_assumed(r, here) for r in asked.assuming)


def _degenerate(a: np.ndarray) -> bool:
    """Has a step made something so small that an equation may hold for that reason only?"""
    return any(0 < abs(x) < DEGENERATE for x in a.flat)


def _is_of_its_sign(s: Any, a: np.ndarray) -> bool:
    return all(bool(s.signs & (POSITIVE if x > 0 else NEGATIVE if x < 0 else ZERO)) for x in a.flat)


def _assumed(r: Relation, here: Place) -> bool:
    left, right = np.broadcast_arrays(here.value(r.lhs), here.value(r.rhs))
    return all(_related(r.op, x, y) for x, y in zip(left.flat, right.flat, strict=True))


def _related(op: str, left: Any, right: Any) -> bool:
    size = max(abs(left), abs(right))
    room = mpmath.mpf(10) ** -ROOM * max(size, DEGENERATE)
    if op == "=":
        return bool(abs(right - left) <= mpmath.mpf(10) ** -EQUAL * max(size, 1))
    if op == "!=":
        return bool(abs(right - left) > room)
    return bool(right - left > room or (op == "<=" and left == right))


def _schema_seems_to_hold(schema: Schema, asked: Question, arrays: Arrays, shape: Shape) -> bool:
    """Does what is assumed of the functions hold at random values of its variables?"""
    values = {s: np.repeat(a, SCHEMA_VALUES, axis=0) for s, a in arrays.items()}
    values |= drawn(schema.variables, shape, SCHEMA_VALUES, np.random.default_rng(0))
    here = place(asked, values, shape)
    with np.errstate(all="ignore"):
        good = np.ones(SCHEMA_VALUES, bool)
        for r in schema.assuming:
            good &= excess(r, here) < 0
        over = np.broadcast_to(excess(schema.relation, here), SCHEMA_VALUES)
    return not bool((over[good] > CLEAR).any())


def _shown(a: np.ndarray) -> str:
    return "(" + ", ".join(mpmath.nstr(x, 12) for x in a.flat) + ")" if a.size > 1 else mpmath.nstr(a.flat[0], 12)


class Oracle:
    """What is surely false, of a claim and its twins; the points are drawn once for the same assumptions."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._pools: dict[Any, Pool] = {}

    def failure(self, claim: Claim) -> Failure | None:
        """A point at which the claim surely fails, or None. Raises NoOracle where it cannot be asked."""
        asked = question(claim)
        key = (asked.assuming, asked.symbols)
        try:
            if key not in self._pools:
                self._pools[key] = Pool.of(asked, self.seed)
            return failure(asked, self._pools[key])
        except NoValue as why:
            raise NoOracle(str(why)) from why
