"""Symmetric matrices, as far from singular as possible, that satisfy linear equations: an interior-point method.

Blocks X_j with sum over j of <A_ij, X_j> = b_i and X_j >= t*I, t as large as possible and at most `ENOUGH`. As in
Helmberg, Rendl, Vanderbei and Wolkowicz, An interior-point method for semidefinite programming, SIAM J. Optim. 6 (1996).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

ENOUGH = 1.0
STEPS = 60
SHARE = 0.9  # of the way to the border of the cone
CLOSE, LOOSE, MET = 1e-9, 1e-6, 1e-7

Blocks = list[Any]


def central(rows: Sequence[Any], right: Any, *, over: Callable[[], bool]) -> tuple[Blocks, float] | None:
    """(X, t) with the equations met up to rounding; None where the method fails or `over` says that the time is up.

    `rows[j]` has shape (equations, n_j, n_j); t is a share of the largest number in `right`. With s = ENOUGH - t and
    Y = X - t*I >= 0: s is made small.
    """
    size = max(float(np.abs(right).max()), 1e-12)
    sizes = [a.shape[1] for a in rows]
    trace = sum(np.trace(a, axis1=1, axis2=2) for a in rows)
    scale = np.maximum(sum(np.abs(a).sum(axis=(1, 2)) for a in rows), 1e-12)
    a = [r / scale[:, None, None] for r in (*rows, -trace[:, None, None])]
    b = (right / size - ENOUGH * trace) / scale
    cost = [np.zeros((n, n)) for n in sizes] + [np.ones((1, 1))]
    found = _path(a, b, cost, over)
    if found is None:
        return None
    t = ENOUGH - float(found[-1][0, 0])
    return [size * (y + t * np.eye(n)) for y, n in zip(found[:-1], sizes, strict=True)], t


def _path(a: Blocks, b: Any, cost: Blocks, over: Callable[[], bool]) -> Blocks | None:
    """Minimise <cost, x> over a(x) = b, x >= 0: predictor steps with a fixed share of centring."""
    x = [10.0 * np.eye(c.shape[0]) for c in cost]
    z = [10.0 * np.eye(c.shape[0]) for c in cost]
    y, size, gap = np.zeros(len(b)), sum(c.shape[0] for c in cost), np.inf
    for _ in range(STEPS):
        if over() or not all(np.isfinite(u).all() for u in (*x, *z)):
            return None
        missing = b - _image(a, x)
        gap = sum(float(np.sum(p * q)) for p, q in zip(x, z, strict=True)) / size
        left = [c - q - np.tensordot(y, m, 1) for c, q, m in zip(cost, z, a, strict=True)]
        if gap < CLOSE and np.abs(missing).max() < MET:
            return x
        try:
            dx, dy, dz = _direction(a, x, z, missing, left, 0.1 * gap)
            p, q = min(1.0, SHARE * _room(x, dx)), min(1.0, SHARE * _room(z, dz))
        except np.linalg.LinAlgError:  # at the border of the cone
            return x if gap < LOOSE and np.abs(missing).max() < MET else None
        x = [u + p * d for u, d in zip(x, dx, strict=True)]
        y, z = y + q * dy, [u + q * d for u, d in zip(z, dz, strict=True)]
    return x if gap < LOOSE and np.abs(b - _image(a, x)).max() < MET else None


def _image(a: Blocks, x: Blocks) -> Any:
    return sum(np.tensordot(m, u, 2) for m, u in zip(a, x, strict=True))


def _direction(a: Blocks, x: Blocks, z: Blocks, missing: Any, left: Blocks, centre: float) -> Any:
    """dz = left - a*(dy), dx = centre*z^-1 - x - x dz z^-1, made symmetric, with a(dx) = missing."""
    inverse = [np.linalg.inv(q) for q in z]
    start = [centre * i - u - u @ r @ i for i, u, r in zip(inverse, x, left, strict=True)]
    start = [(s + s.T) / 2 for s in start]
    weighed = [u @ m @ i for u, m, i in zip(x, a, inverse, strict=True)]
    system = sum(
        m.reshape(len(m), -1) @ ((w + w.transpose(0, 2, 1)) / 2).reshape(len(w), -1).T
        for m, w in zip(a, weighed, strict=True)
    )
    system = system + 1e-14 * np.trace(system) / len(system) * np.eye(len(system))
    dy = np.linalg.solve(system, missing - _image(a, start))
    dx = [s + np.tensordot(dy, (w + w.transpose(0, 2, 1)) / 2, 1) for s, w in zip(start, weighed, strict=True)]
    dz = [r - np.tensordot(dy, m, 1) for r, m in zip(left, a, strict=True)]
    return dx, dy, dz


def _room(x: Blocks, d: Blocks) -> float:
    """How far x + step*d stays positive definite."""
    room = np.inf
    for u, v in zip(x, d, strict=True):
        root = np.linalg.inv(np.linalg.cholesky(u))
        low = np.linalg.eigvalsh(root @ v @ root.T)[0]
        room = min(room, -1 / low) if low < 0 else room
    return room
