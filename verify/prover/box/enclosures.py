"""Find what the checker of a branch asks for: a good point, an enclosure of the maximiser, a cover. Nothing here is believed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
from flint import arb_mat, fmpq

from verify.checkers.box.krawczyk import System, has_one_root, krawczyk
from verify.checkers.box.system import Maximiser
from verify.checkers.boxes import Bounds, Box, point, rational
from verify.language.branch import Branch, InsideBranch
from verify.prover.batch import batch

GRID = 41
STEPS = 40
WIDENINGS = 12
FAR = 10**6
DENOMINATOR = 1 << 20


def best_point(branch: Branch) -> tuple[fmpq, ...]:
    """A rational point of the ball with a large loss, at the middle of the parameters."""
    sides = np.linspace(-1, 1, GRID)
    offsets = np.array([o for o in product(sides, repeat=len(branch.unknowns)) if np.dot(o, o) <= 1])
    at = offsets * 0.999 * float(branch.radius) + np.array(branch.centre, dtype=float)
    values: dict[Any, Any] = {s: at[:, k].reshape(-1, 1, 1) for k, s in enumerate(branch.unknowns)}
    values |= {s: np.full((1, 1, 1), float(low + high) / 2) for s, low, high in branch.box}
    loss = batch([branch.loss], [*branch.unknowns, *branch.parameters])(values)[0].ravel()
    return tuple(map(_rounded, at[int(np.argmax(loss))]))


def start(branch: Branch, best: Sequence[fmpq], parameters: Sequence[Any]) -> list[Any]:
    """The unknowns of the system near the best point: on the sphere the multiplier comes first."""
    at = list(map(point, best))
    if isinstance(branch, InsideBranch):
        return at
    system = Maximiser(branch)
    g, o = system.loss(at, [t.mid() for t in parameters], derivatives=1).g, system.offset(at)
    return [(sum(a * b for a, b in zip(g, o, strict=True)) / sum(b * b for b in o)).mid(), *at]


def newton(system: System, first: Sequence[Any], parameters: Sequence[Any]) -> list[Any]:
    """A root for the middle of the parameters, by Newton's method from a point near it."""
    at, middles = list(first), [t.mid() for t in parameters]
    for _ in range(8):
        here = system(at, middles)
        step = arb_mat(here.unknowns).solve(arb_mat(len(at), 1, here.value))
        at = [(z - step[k, 0]).mid() for k, z in enumerate(at)]
    return at


def enclosure(
    system: System,
    first: Sequence[Any],
    parameters: Sequence[Any],
    *,
    allowed: Callable[[Box], bool] = lambda box: True,
) -> Box:
    """An allowed box in which Krawczyk's operator proves one root for all parameters, widened; empty where none is found."""
    try:
        root = newton(system, first, parameters)
    except ZeroDivisionError:
        return ()
    if not all(abs(z) < FAR for z in root):
        return ()
    box = tuple(_interval(z, 1e-4) for z in root)
    for _ in range(STEPS):
        if has_one_root(system, box, parameters):
            return _widened(system, box, parameters, allowed) if allowed(box) else ()
        image = krawczyk(system, box, parameters)
        if image is None or not all(abs(z) < FAR for z in image):
            return ()
        box = tuple(_interval(z.mid(), 1.2 * float(z.rad()) + 1e-6) for z in image)
    return ()


def _widened(system: System, box: Box, parameters: Sequence[Any], allowed: Callable[[Box], bool]) -> Box:
    """Room around the root: next to a narrow enclosure the gradient cannot be told from zero."""
    for _ in range(WIDENINGS):
        wider = tuple((low - (high - low) / 16, high + (high - low) / 16) for low, high in box)
        wider = tuple((_rounded(low), _rounded(high)) for low, high in wider)
        if not allowed(wider) or not has_one_root(system, wider, parameters):
            break
        box = wider
    return box


def _interval(z: Any, radius: float) -> Bounds:
    return _rounded(float(z) - radius), _rounded(float(z) + radius)


def _rounded(x: float | fmpq) -> fmpq:
    exact = x if isinstance(x, fmpq) else rational(Fraction(x))
    return fmpq(round(exact * DENOMINATOR), DENOMINATOR)
