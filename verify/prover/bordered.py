"""The smallest singular value of a bordered Hessian in time that grows like d: for searching only, its numbers are floats.

For the L2 ball and a loss whose Hessian is VᵀWV + μI, with few rows v in V, the bordered Hessian is a multiple of the identity but
on the multiplier and on the span of r and the v. So its eigenvalues are that multiple, μ - α/‖r‖, as often as dimensions are
left, and those of a small matrix, its compression to the others. For these [r v ...] = QR is all that is needed, and of that
only R, which is made part by part: Householder's Q has orthonormal columns whatever the rank is, so nothing is decided about it,
and where r and the v are dependent the compression has the multiple among its own eigenvalues.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

ROWS = 2**13  # of [r v ...] at a time, so that they stay in the processor's caches
ULP = np.finfo(float).eps


class SingularValue(NamedTuple):
    """A singular value, and how far from the true one rounding may have taken it."""

    value: float
    error: float


def smallest_singular_value(r: Any, alpha: float, vectors: Any, weights: Any, mu: float = 0.0) -> SingularValue:
    """The least |eigenvalue| of [[0, -nᵀ], [-n, VᵀWV + μI - α/‖r‖ (I - nnᵀ)]], n = r/‖r‖, a symmetric matrix.

    `r` = x' - x has the shape (d,); `vectors` V (k, d) and `weights` W (k, k), symmetric, with `mu` make up the loss's Hessian;
    `alpha` is the multiplier. k may be 0, and the v may be dependent or more than d. The border has no unit, the block that of
    the loss over the input's squared. Kanai et al. 2021, Eq. (41) with the denominator ‖r‖³, as second derivatives have it; the
    printed border +n has the same singular values.

    By Weyl's theorem no eigenvalue moves by more than the norm of what is added to the matrix. `error` is 16(k + 1) units in the
    last place of the sum of its terms' norms, several times what was ever seen: an estimate, not a proof.
    Raises ValueError for other shapes, a W that is not symmetric, r = 0, and numbers that leave the floats.
    """
    r, vectors, weights = (np.asarray(a, dtype=float) for a in (r, vectors, weights))
    _check(r, vectors, weights)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        triangle = _triangle(r, vectors)
        columns, curvature = triangle[:, 1:], alpha / np.abs(triangle[0, 0])
        sizes = np.hypot.reduce(columns, axis=0)
        scale = 1 + abs(mu) + abs(curvature) + sizes @ np.abs(weights) @ sizes
        matrix = _compressed(columns, weights, mu, curvature)
    if not (np.isfinite(matrix).all() and np.isfinite(scale)):
        raise ValueError(
            "the bordered Hessian has entries that are no finite numbers: expected r != 0 and numbers within the floats"
        )
    eigenvalues = np.linalg.eigvalsh(matrix)
    if len(r) > len(triangle):
        eigenvalues = np.append(eigenvalues, mu - curvature)
    return SingularValue(float(np.abs(eigenvalues).min()), float(16 * (len(vectors) + 1) * ULP * scale))


def _check(r: Any, vectors: Any, weights: Any) -> None:
    if [r.ndim, vectors.ndim] != [1, 2] or vectors.shape[1:] != r.shape or weights.shape != 2 * vectors.shape[:1]:
        shapes = f"{r.shape}, {vectors.shape} and {weights.shape}"
        raise ValueError(f"r, vectors and weights have the shapes {shapes}: expected (d,), (k, d) and (k, k)")
    if not len(r):
        raise ValueError("r has no coordinate: expected r != 0")
    if not np.array_equal(weights, weights.T, equal_nan=True):
        raise ValueError("weights is not symmetric: expected W = Wᵀ")


def _triangle(r: Any, vectors: Any) -> Any:
    """R of [r v ...] = QR, from the triangles of its parts: (min(d, k + 1), k + 1)."""
    parts = [
        np.linalg.qr(np.vstack((r[None, i : i + ROWS], vectors[:, i : i + ROWS])).T, mode="r")
        for i in range(0, len(r), ROWS)
    ]
    return parts[0] if len(parts) == 1 else np.linalg.qr(np.vstack(parts), mode="r")


def _compressed(columns: Any, weights: Any, mu: float, curvature: float) -> Any:
    """The matrix on the multiplier and the span: r is the span's first direction."""
    size = 1 + len(columns)
    matrix = np.diag([0.0, mu, *[mu - curvature] * (size - 2)])
    matrix[0, 1] = matrix[1, 0] = -1
    matrix[1:, 1:] += columns @ weights @ columns.T
    return matrix
