"""A network of swish units as data: whole multiples of 10^-5, so that what is certified is certified of exactly this network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from flint import arb, arb_mat

from practice.iterate import UNIT
from verify.search.attack.network import Network

Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Model:
    """k units: a row of d input weights, a shift and an output weight for each, and the output's shift, in units of 10^-5."""

    inner: tuple[tuple[int, ...], ...]
    shifts: tuple[int, ...]
    outer: tuple[int, ...]
    shift: int

    @cached_property
    def weights(self) -> tuple[int, ...]:
        return (*(w for row in self.inner for w in row), *self.shifts, *self.outer, self.shift)

    @cached_property
    def network(self) -> Network:
        """The network in balls, which have a radius because 10^-5 has."""
        parts = ([[w] for w in part] for part in (self.shifts, self.outer))
        shifts, outer = (arb_mat(part) * (1 / arb(UNIT)) for part in parts)
        return Network(
            arb_mat([list(row) for row in self.inner]) * (1 / arb(UNIT)), shifts, outer, arb(self.shift) / UNIT
        )

    @cached_property
    def floats(self) -> tuple[Floats, Floats, Floats, float]:
        inner, shifts, outer = (np.array(part, dtype=float) / UNIT for part in (self.inner, self.shifts, self.outer))
        return inner, shifts, outer, self.shift / UNIT


def rounded(inner: Floats, shifts: Floats, outer: Floats, shift: float) -> Model:
    """The model nearest to these weights."""

    def row(values: Floats) -> tuple[int, ...]:
        return tuple(int(v) for v in np.rint(values * UNIT))

    return Model(tuple(map(row, inner)), row(shifts), row(outer), int(np.rint(shift * UNIT)))


def apart(a: Model, b: Model) -> Fraction:
    """‖θ_1 - θ_2‖², over all weights, exactly: another number as soon as one weight is another by 10^-5."""
    return Fraction(sum((p - q) ** 2 for p, q in zip(a.weights, b.weights, strict=True)), UNIT**2)


def to_json(model: Model) -> dict[str, Any]:
    rows = [" ".join(map(str, row)) for row in model.inner]
    return {"inner": rows, "shifts": _written(model.shifts), "outer": _written(model.outer), "shift": model.shift}


def from_json(stored: Mapping[str, Any]) -> Model:
    """The model as it was stored. Raises KeyError, ValueError for what is none."""
    inner = tuple(tuple(map(int, row.split())) for row in stored["inner"])
    shifts, outer = (tuple(map(int, stored[name].split())) for name in ("shifts", "outer"))
    if not inner or {len(inner)} != {len(shifts), len(outer)} or len({*map(len, inner)}) != 1:
        raise ValueError("the weights of a model are k rows of equal length, k shifts and k output weights")
    return Model(inner, shifts, outer, int(stored["shift"]))


def _written(row: tuple[int, ...]) -> str:
    return " ".join(map(str, row))
