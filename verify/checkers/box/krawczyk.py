"""Krawczyk's operator: one root of a system in a box, for every parameter in another box at once.

Krawczyk (1969); Neumaier, Interval Methods for Systems of Equations, 5.2. With Y near the inverse of the Jacobian in the
middle m of X, K(X) = m - Y F(m) + (I - Y F'(X))(X - m) contains every root in X; if it lies in the interior of X, there is
exactly one and the Jacobian is regular on X. Both hold for each parameter by itself, so F and F' may be enclosed over all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flint import arb, arb_mat

from verify.checkers.box.system import Derivatives
from verify.checkers.boxes import Box, ball, point

MOST_STEPS = 20
System = Callable[[Sequence[Any], Sequence[Any]], Derivatives]


def value_at(system: System, at: Sequence[Any], parameters: Sequence[Any]) -> list[Any]:
    """F at a point for every parameter, by the mean value form: F(x, middle) + (dF/dt)(t - middle)."""
    middles = [t.mid() for t in parameters]
    slopes = system(at, parameters).parameters
    steps = [t - m for t, m in zip(parameters, middles, strict=True)]
    return [
        value + sum((s * h for s, h in zip(row, steps, strict=True)), arb(0))
        for value, row in zip(system(at, middles).value, slopes, strict=True)
    ]


def krawczyk(system: System, box: Box, parameters: Sequence[Any]) -> list[Any] | None:
    """K(X), which contains every root in X for every parameter; None where the Jacobian cannot be inverted."""
    size, wide, centre = len(box), list(map(ball, box)), [point((low + high) / 2).mid() for low, high in box]
    try:
        inverse = arb_mat(system(centre, [t.mid() for t in parameters]).unknowns).inv().mid()
    except ZeroDivisionError:
        return None
    step = inverse * arb_mat(size, 1, value_at(system, centre, parameters))
    spread = arb_mat(size, size, [int(i == j) for i in range(size) for j in range(size)])
    spread -= inverse * arb_mat(system(wide, parameters).unknowns)
    moved = spread * arb_mat(size, 1, [w - c for w, c in zip(wide, centre, strict=True)])
    return [c - step[k, 0] + moved[k, 0] for k, c in enumerate(centre)]


def has_one_root(system: System, box: Box, parameters: Sequence[Any]) -> bool:
    """Has the system exactly one root in the box, in its interior, for each of the parameters? False: undecided."""
    image = krawczyk(system, box, parameters)
    return image is not None and all(
        z > point(low) and z < point(high) for z, (low, high) in zip(image, box, strict=True)
    )


def narrowed(system: System, box: Box, parameters: Sequence[Any]) -> Box:
    """A smaller box with the same roots: the operator is applied until it gains little."""
    for _ in range(MOST_STEPS):
        image = krawczyk(system, box, parameters)
        if image is None or not all(z.is_finite() for z in image):
            break
        smaller = tuple(
            (max(low, z.lower().fmpq()), min(high, z.upper().fmpq())) for z, (low, high) in zip(image, box, strict=True)
        )
        gained = any(10 * (b - a) < 9 * (high - low) for (a, b), (low, high) in zip(smaller, box, strict=True))
        box = smaller
        if not gained:
            break
    return box
