"""PGD training of a network of swish units by NumPy, and PGD itself. Floats: nothing here is certified.

The weights are rounded to multiples of 10^-5 after each step, and perturbations to 10^-9, so that the last bits of a machine's
exponential do not change the path.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from practice.data import LEVELS, DataSet
from practice.model import Floats, Model, rounded

SEED, UNITS, SPREAD = 0, 3, 0.1
STEPS, RATE = 1500, 0.1
GROWING = 800  # steps until the radius has its full size, without which nothing is learned
BALL, RADIUS, INNER_STEPS = "L2", 0.5, 4
OUTER = (1.0, -1.0, 1.0)  # first output weights
DIGITS = 9


@dataclass(frozen=True)
class Slopes:
    """∂ℓ/∂z, ∂ℓ/∂u and s(u) at each point."""

    output: Floats
    units: Floats
    values: Floats


def settings() -> dict[str, Any]:
    """What the network is trained against, and how long."""
    return {
        "ball": BALL,
        "epsilon": str(Fraction(str(RADIUS))),
        "pgd steps": INNER_STEPS,
        "growing": GROWING,
        "rate": str(Fraction(str(RATE))),
        "steps": STEPS,
    }


def inputs(data: DataSet) -> tuple[Floats, Floats]:
    """The images and their labels."""
    return np.array(data.pixels, dtype=float) / LEVELS, np.array(data.labels, dtype=float)


def slopes(model: Model, x: Floats, y: Floats) -> Slopes:
    """Of the logistic loss."""
    inner, shifts, outer, shift = model.floats
    u = x @ inner.T + shifts
    p = 1 / (1 + np.exp(-u))
    z = (u * p) @ outer + shift
    output = -y / (1 + np.exp(y * z))
    return Slopes(output, output[:, None] * outer * p * (1 + u * (1 - p)), u * p)


def pgd(model: Model, x: Floats, y: Floats, ball: str, eps: float, *, step: float, steps: int) -> Floats:
    """The perturbations where projected gradient ascent from 0 ends, for all points at once."""
    delta = np.zeros_like(x)
    for _ in range(steps):
        gradient = slopes(model, x + delta, y).units @ model.floats[0]
        delta = np.round(_projected(delta + step * _direction(gradient, ball), ball, eps), DIGITS)
    return delta


def _direction(gradient: Floats, ball: str) -> Floats:
    return np.sign(gradient) if ball == "Linf" else gradient / np.maximum(_lengths(gradient), 1e-30)


def _projected(delta: Floats, ball: str, eps: float) -> Floats:
    if ball == "Linf":
        return np.clip(delta, -eps, eps)
    return delta * np.minimum(1, eps / np.maximum(_lengths(delta), 1e-30))


def _lengths(rows: Floats) -> Floats:
    lengths: Floats = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    return lengths


def trained(data: DataSet) -> Iterator[Model]:
    """The models along the path, the first before any step."""
    x, y = inputs(data)
    draw = np.random.default_rng(SEED)
    first = draw.normal(size=(UNITS, data.dimension)) * SPREAD
    model = rounded(first, np.zeros(UNITS), np.array(OUTER), 0.0)
    yield model
    for k in range(STEPS):
        eps = RADIUS * min(1, k / GROWING)
        model = _following(model, x + pgd(model, x, y, BALL, eps, step=eps / 2, steps=INNER_STEPS), y)
        yield model


def _following(model: Model, x: Floats, y: Floats) -> Model:
    inner, shifts, outer, shift = model.floats
    s, rate = slopes(model, x, y), RATE / len(y)
    moved: Any = (s.units.T @ x, s.units.sum(axis=0), (s.output[:, None] * s.values).sum(axis=0), s.output.sum())
    return rounded(inner - rate * moved[0], shifts - rate * moved[1], outer - rate * moved[2], shift - rate * moved[3])
