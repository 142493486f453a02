"""Figure 6's model and the bordered Hessian, beside projected steps and a dense matrix as a reader writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bench.speed.row import Row, seconds
from proofs.figures import swish
from proofs.figures.kernels import EPS, POINT, grid
from verify import smallest_singular_value

SIDE = 401
LEAST = {"L2": (1000, 20), "Linf": (600, 10)}  # of the closed form and of the steps
DIM, WIDE = 3072, 10**7
RANK = 2


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


def drawn(dim: int) -> tuple[Any, ...]:
    """r, alpha, vectors, weights and mu of a loss whose Hessian has the rank RANK."""
    random = np.random.default_rng(dim)
    r, vectors = random.normal(size=dim), random.normal(size=(RANK, dim)) / np.sqrt(dim)
    return r, 0.7 * np.sqrt(dim), vectors, np.array([[1.0, 0.5], [0.5, -1.0]]), 0.1


def dense(r: Any, alpha: float, vectors: Any, weights: Any, mu: float) -> float:
    """The least |eigenvalue| of the whole bordered Hessian."""
    size = np.linalg.norm(r)
    n = r / size
    matrix = np.zeros((len(r) + 1, len(r) + 1))
    matrix[0, 1:] = matrix[1:, 0] = -n
    matrix[1:, 1:] = (
        vectors.T @ weights @ vectors + alpha / size * np.outer(n, n) + (mu - alpha / size) * np.eye(len(r))
    )
    return float(np.abs(np.linalg.eigvalsh(matrix)).min())


def rows() -> Iterator[Row]:
    """The surface and the steps for each ball, and the smallest singular value."""
    yield from figure()
    yield from singular_values()


def figure() -> Iterator[Row]:
    """The closed form and the steps on the whole square, for each ball."""
    parameters, _ = grid(SIDE)
    for ball, (surface, steps) in LEAST.items():
        for what, work, least in (("closed form", swish.exact, surface), ("200 steps", swish.descended, steps)):
            yield Row(
                work=f"Figure 6, {SIDE} x {SIDE}, {ball}: {what}",
                peer_is="200 steps in NumPy",
                ours=lambda work=work, ball=ball: seconds(lambda: work(ball, parameters), at_least=0.1),
                peer=lambda ball=ball: seconds(lambda: pgd(ball, parameters)),
                least=least,
            )


def singular_values() -> Iterator[Row]:
    """At d = 3072 beside the dense matrix, and at d = 10^7 beside a second; how the time grows is data of the latter."""
    problem, wide = drawn(DIM), drawn(WIDE)
    value, error = smallest_singular_value(*problem)
    yield Row(
        work=f"σ_min of the bordered Hessian, d = {DIM}",
        peer_is="eigvalsh of the whole matrix",
        ours=lambda: seconds(lambda: smallest_singular_value(*problem), at_least=0.1),
        peer=lambda: seconds(lambda: dense(*problem)),
        least=10_000,
        turns=3,
        about={"value": value, "error": error},
    )
    growth = {str(dim): growing(dim) for dim in (10, 100, 1000, 10**4, 10**5, 10**6)}
    yield Row(
        work="σ_min of the bordered Hessian, d = 10^7",
        peer_is="one second",
        ours=lambda: seconds(lambda: smallest_singular_value(*wide)),
        peer=lambda: 1.0,
        most=1.0,
        about={"seconds by d": growth},
    )


def growing(dim: int) -> float:
    """Seconds at d = dim."""
    problem = drawn(dim)
    smallest_singular_value(*problem)
    return float(f"{seconds(lambda: smallest_singular_value(*problem), at_least=0.1):.3g}")
