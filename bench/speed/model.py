"""Figure 6's model: its surface in closed form and its projected steps, beside the projected steps as a reader writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bench.speed.row import Row, seconds
from proofs.figures import swish
from proofs.figures.kernels import EPS, POINT

SIDE = 401
LEAST = {"L2": (1000, 20), "Linf": (600, 10)}  # of the closed form and of the steps


@np.errstate(over="ignore")
def pgd(ball: str, parameters: Any, label: float = 1.0) -> Any:
    """The loss (n,) at parameters (n, 2) after projected gradient steps of the perturbations, which start at 0."""
    delta = np.zeros_like(parameters)
    for _ in range(swish.STEPS):
        u = ((POINT + delta) * parameters).sum(axis=1)
        s = 1 / (1 + np.exp(-u))
        slope = -label / (1 + np.exp(label * u * s)) * (s + u * s * (1 - s))
        gradient = slope[:, None] * parameters
        if ball == "Linf":
            delta = np.clip(delta + swish.STEP * np.sign(gradient), -EPS, EPS)
        else:
            size = np.linalg.norm(gradient, axis=1, keepdims=True)
            delta = delta + swish.STEP * gradient / np.where(size == 0, 1, size)
            delta = delta * np.minimum(1, EPS / np.maximum(np.linalg.norm(delta, axis=1, keepdims=True), EPS))
    u = ((POINT + delta) * parameters).sum(axis=1)
    return np.logaddexp(0, -label * u / (1 + np.exp(-u)))


def rows() -> Iterator[Row]:
    """The surface and the steps, for each ball."""
    line = np.linspace(-2, 2, SIDE)
    square = line[None, :], line[:, None]
    parameters = np.stack(np.broadcast_arrays(*square), axis=-1).reshape(-1, 2)
    for ball, (surface, steps) in LEAST.items():
        for what, work, least in (("closed form", swish.exact, surface), ("200 steps", swish.descended, steps)):
            yield Row(
                work=f"Figure 6, {SIDE} x {SIDE}, {ball}: {what}",
                peer_is="200 steps in NumPy",
                ours=lambda work=work, ball=ball: seconds(lambda: work(ball, *square), at_least=0.1),
                peer=lambda ball=ball: seconds(lambda: pgd(ball, parameters)),
                least=least,
            )
