"""Rational constructions of vectors: points on spheres and between bounds, right angles, given inner products.

Arrays have the axes (rows, data points, coordinates), of floats or of Fractions.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from verify.search.inputs.draw import Shape, Source, divided
from verify.search.inputs.families import leading

SAFE = Fraction(1 << 40)


def within(low: Any, high: Any, above: bool, below: bool, t: Any) -> Any:
    """A number between the bounds for t >= 0, on the lower one at t = 0 and on the upper one (if any) from t = 1 on.

    None is no bound; `above` and `below` say that a bound itself is not allowed.
    """
    if low is None and high is None:
        return t
    if low is None:
        return high - (_without_0(t) if below else t)
    if high is None:
        t = _without_0(t) if above else t
        positive = low > 0
        if not positive.any():
            return low + t
        return low * (1 + t) if positive.all() else np.where(positive, low * (1 + t), low + t)
    t = Source.at_most(t, 1)
    t = np.where(t == 0, divided(t + 1, 8), t) if above else t
    t = np.where(t == 1, divided(t * 7, 8), t) if below else t
    return low + t * (high - low)


def _without_0(t: Any) -> Any:
    zero = t == 0
    return np.where(zero, 1, t) if zero.any() else t


def unit(raw: Any, radius: Any = 1) -> Any:
    """A rational point on the unit sphere, or that of this radius: the first unit vector reflected in the line through raw; odd in raw.

    Every rational unit vector is one of these (stereographic projection).
    """
    first = raw[..., :1]
    side = np.where(first < 0, -1, 1) * radius
    reflected = raw * (divided(2 * first, squared(raw)) * side)
    reflected[..., :1] -= side
    return reflected


def perpendicular(raw: Any, weight: Any, length: Any) -> tuple[Any, Any]:
    """(raw, a rational unit vector), both moved to a right angle with the weight of this length.

    The reflection that takes the first unit vector to weight/length takes a unit vector without first coordinate there.
    """
    mirror = divided(weight, length) - leading(weight.shape[-2:])
    rest = nonzero(raw[..., 1:], (raw.shape[-2], raw.shape[-1] - 1))
    flat = np.concatenate([0 * raw[..., :1], unit(rest)], -1)
    return without(raw, weight), flat - 2 * (flat - without(flat, mirror))


def without(z: Any, weight: Any) -> Any:
    """z less its projection on the weight."""
    return z - weight * divided((z * weight).sum(-1, keepdims=True), (weight * weight).sum(-1, keepdims=True))


def between(raw: Any, radius: Any, low: Any, high: Any) -> Any:
    """Along raw at this radius, a little inside the bounds."""
    square = squared(raw)
    exact = square.dtype == object
    length = np.frompyfunc(lambda x: Fraction(float(x) ** 0.5), 1, 1)(square) if exact else np.sqrt(square)
    small = 1 / SAFE if exact else float(1 / SAFE)
    inwards = 1 if high is None else np.where(radius > low, -1, 1)
    return raw * (divided(radius, length) * (1 + inwards * small))


def nonzero(raw: Any, shape: Shape) -> Any:
    """The first unit vector in place of 0."""
    full = raw[..., :1] != 0
    if not full.all():
        full = (raw != 0).any(-1, keepdims=True)
    return raw if full.all() else np.where(full, raw, leading(shape))


def squared(raw: Any) -> Any:
    """The square of the norm."""
    return np.add.reduce(np.square(raw), axis=-1, keepdims=True)
