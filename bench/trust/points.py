"""Many points at which the assumptions hold, in floating point: drawn in several ways, then moved onto the assumptions.

Gauss-Newton steps of least length take a point to where the equations hold and every inequality has some room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bench.trust.arithmetic import FLOAT, Arithmetic
from bench.trust.evaluate import Place
from bench.trust.question import Question
from verify.language.relation import Relation
from verify.language.symbols import Datum, Label, Sample, SampleLabel, Vector
from verify.language.term import NEGATIVE, POSITIVE, ZERO

Arrays = dict[Any, np.ndarray]
STEPS = 12
# Room of an inequality, as a share of its sides: near enough to the border to find what fails there only.
ROOMS = (1e-9, 1e-9, 1e-3, 1e-1, 1.0)
SCALES = (0.01, 0.1, 1.0, 1.0, 3.0, 10.0)
DIFFERENCE = 1e-6


@dataclass(frozen=True)
class Shape:
    """How many points of the data set, and in how many dimensions."""

    data: int
    dimension: int

    def of(self, s: Any) -> tuple[int, int]:
        """The lengths of the last two axes of a symbol's array."""
        data = self.data if isinstance(s, Sample | Datum | SampleLabel) else 1
        return data, self.dimension if isinstance(s, Vector) else 1


def place(asked: Question, arrays: Arrays, shape: Shape, arithmetic: Arithmetic = FLOAT) -> Place:
    """Where to evaluate: with the constants that the choice of functions gives."""
    here = Place(arrays, shape.dimension, arithmetic, asked.functions)
    return here.with_arrays({s: here.value(e) for s, e in asked.constants}) if asked.constants else here


def drawn(symbols: Sequence[Any], shape: Shape, count: int, rng: np.random.Generator) -> Arrays:
    """Values of the right kind and sign for every symbol: of several sizes, whole, zero, equal to one another, opposite."""
    arrays: Arrays = {}
    scale = rng.choice(SCALES, (count, 1, 1))
    for s in symbols:
        size = (count, *shape.of(s))
        if isinstance(s, Label):
            arrays[s] = rng.choice([-1.0, 1.0], size)
            continue
        own = np.where(rng.random((count, 1, 1)) < 0.5, scale, rng.choice(SCALES, (count, 1, 1)))
        style = rng.integers(0, 4, (count, 1, 1))
        value = np.where(style == 0, rng.integers(-3, 4, size), own * rng.standard_normal(size))
        value = np.where(style == 1, rng.integers(-4, 5, size) / 2, value)
        earlier = [t for t in arrays if type(t) is type(s)]
        if earlier:
            value = _related(value, arrays[earlier[rng.integers(len(earlier))]], rng)
        value = np.where(rng.random((count, 1, 1)) < 0.04, 0.0, value)
        arrays[s] = _of_its_kind(s, value)
    return arrays


def _related(value: np.ndarray, other: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A quarter of the values made equal to another, opposite, a multiple, near, or with the same signs."""
    which = rng.integers(0, 24, (len(value), 1, 1))
    for number, made in enumerate(
        (other, -other, 2 * other, other + 0.01 * value, np.abs(value) * np.sign(other), other / 2, other + value)
    ):
        value = np.where(which == number, made, value)
    return value


def _of_its_kind(s: Any, value: np.ndarray) -> np.ndarray:
    """With the sign that the symbol is declared to have, and whole where it is."""
    if s.integer:
        value = np.rint(value)
    if not s.signs & NEGATIVE:
        value = np.abs(value)
    if not s.signs & POSITIVE:
        value = -np.abs(value)
    return value if s.signs & ZERO else np.where(value == 0, 1.0 if s.signs & POSITIVE else -1.0, value)


def moved(asked: Question, arrays: Arrays, shape: Shape, rng: np.random.Generator) -> Arrays:
    """The points moved towards where the assumptions hold."""
    if not asked.assuming:
        return arrays
    count = len(next(iter(arrays.values()))) if arrays else 1
    room = rng.choice(ROOMS, count)
    for step in range(STEPS):
        lacking = _lacking(asked, arrays, shape, room)
        bad = np.flatnonzero(np.isfinite(lacking).all(axis=1) & (np.abs(lacking) > 1e-14).any(axis=1))
        if not bad.size or (step > 3 and bad.size < count // 20):
            break
        some = {s: a[bad] for s, a in arrays.items()}
        free = [s for s in arrays if not isinstance(s, Label) and not s.integer]
        jacobian = jacobian_of(asked, some, shape, room[bad], free)
        with np.errstate(all="ignore"):
            jacobian = np.where(np.isfinite(jacobian), jacobian, 0.0)
        delta = (np.linalg.pinv(jacobian, rcond=1e-9) @ lacking[bad][:, :, None])[:, :, 0]
        for s, part in split(free, some, delta).items():
            changed = arrays[s].copy()
            changed[bad] = _of_its_kind(s, some[s] - part)
            arrays = {**arrays, s: changed}
    return arrays


def split(free: Sequence[Any], arrays: Arrays, flat: np.ndarray) -> Arrays:
    """One row of numbers a point, as an array for each symbol."""
    found, start = {}, 0
    for s in free:
        size = arrays[s][0].size
        found[s] = flat[:, start : start + size].reshape(-1, *arrays[s].shape[1:])
        start += size
    return found


def jacobian_of(asked: Question, arrays: Arrays, shape: Shape, room: np.ndarray, free: Sequence[Any]) -> np.ndarray:
    """Derivatives of what is lacking by every free number, by differences: all ends of all points at once."""
    base = _lacking(asked, arrays, shape, room)
    columns = []
    for s in free:
        for place_ in np.ndindex(arrays[s].shape[1:]):
            changed = arrays[s].copy()
            size = DIFFERENCE * (1 + np.abs(changed[:, *place_]))
            changed[:, *place_] += size
            with np.errstate(all="ignore"):  # a point that is so far away is left as it is
                columns.append((_lacking(asked, {**arrays, s: changed}, shape, room) - base) / size[:, None])
    return np.stack(columns, axis=-1) if columns else np.zeros((*base.shape, 0))


def _lacking(asked: Question, arrays: Arrays, shape: Shape, room: np.ndarray) -> np.ndarray:
    """For each point how much each assumption lacks: the gap of an equation, the missing room of an inequality."""
    with np.errstate(all="ignore"):
        here = place(asked, arrays, shape)
        parts = [_missing(r, here, room) for r in asked.assuming if r.op != "!="]
    count = len(room)
    flat = [np.broadcast_to(p, (count, *p.shape[1:])).reshape(count, -1) for p in parts]
    return np.concatenate(flat, axis=1) if flat else np.zeros((count, 1))


def _missing(r: Relation, here: Place, room: np.ndarray) -> np.ndarray:
    left, right = here.value(r.lhs), here.value(r.rhs)
    gap = right - left
    if r.op == "=":
        return gap
    wanted = room[:, None, None] * np.minimum(np.maximum(np.abs(left), np.abs(right)), 1.0)
    return np.minimum(gap - wanted, 0.0)
