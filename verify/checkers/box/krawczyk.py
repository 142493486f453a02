"""Krawczyk's operator: one root of a system in a box, for every parameter in another box at once.

Why it is sound. With any matrix Y, any point m of X and K(X) = m - Y F(m) + (I - Y F'(X))(X - m):

  F differentiable on X     K(X) in the interior of X
  ----------------------------------------------------------------------------
  F has exactly one root in X, it lies in K(X), and F' is regular on all of X

(Krawczyk 1969; Neumaier, Interval Methods for Systems of Equations, 5.1.8.) Every root in X lies in K(X) in any case, so that
X may be replaced by its common part with K(X).

Y is a rounded inverse of F' in the middle: its rounding costs sharpness, never truth. X is taken as balls, which may be wider
than the box by a rounding; m is a middle of those balls, so the segments from m stay where F' is enclosed. That the image
lies between the ends of the box itself is compared strictly, so the root found in the balls lies in the box. nan compares
false: where F or F' has no finite ball nothing is shown.

All holds for each parameter by itself; F(m) and F'(X) may therefore be enclosed over all of them. F(m) is enclosed by the mean
value form F(m, s) + dF/dt (t - s) over the box of parameters, s its middle.

What F has to do with a claim is owed by `system`; that its balls contain its derivatives, by `jet`.
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
    """K(X), which contains every root in X for every parameter; None where F has no finite ball or F' no inverse."""
    size, wide = len(box), list(map(ball, box))
    centre = [z.mid() for z in wide]
    try:
        inverse = arb_mat(system(centre, [t.mid() for t in parameters]).unknowns).inv().mid()
    except ZeroDivisionError:
        return None
    here = system(wide, parameters)
    if not all(v.is_finite() for v in here.value):
        return None
    step = inverse * arb_mat(size, 1, value_at(system, centre, parameters))
    spread = arb_mat(size, size, [int(i == j) for i in range(size) for j in range(size)])
    spread -= inverse * arb_mat(here.unknowns)
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
