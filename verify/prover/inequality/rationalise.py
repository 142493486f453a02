"""From floating point to rational numbers: kernels, linear equations, squares."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from flint import fmpq, fmpq_mat

DIGITS = 2**24
LARGEST = 48
NEAR = 2e-3


def kernel_free(x: Any, zero: float) -> list[list[Any]] | None:
    """Rational vectors that span what is orthogonal to the kernel; None where there is no kernel that reads as rational."""
    values, vectors = np.linalg.eigh(x)
    kernel = vectors[:, values < zero * max(1.0, values[-1])].T
    if not len(kernel):
        return None
    reduced, pivots = _reduced(kernel)
    near = [[Fraction(float(c)).limit_denominator(LARGEST) for c in row] for row in reduced]
    if (
        max(abs(float(f) - c) for row, line in zip(near, reduced, strict=True) for f, c in zip(row, line, strict=True))
        > NEAR
    ):
        return None
    rest = [k for k in range(x.shape[0]) if k not in pivots]
    kept = []
    for k in rest:  # orthogonal to every row of the reduced kernel
        v = [fmpq(0)] * x.shape[0]
        v[k] = fmpq(1)
        for row, p in zip(near, pivots, strict=True):
            v[p] = fmpq(-row[k].numerator, row[k].denominator)
        kept.append(v)
    return kept


def _reduced(rows: Any) -> tuple[Any, list[int]]:
    """Row echelon form, with the largest pivot of every row."""
    rows, pivots = rows.copy(), list[int]()
    for i in range(len(rows)):
        p = int(np.argmax(np.abs(rows[i])))
        pivots.append(p)
        rows[i] /= rows[i, p]
        for j in range(len(rows)):
            if j != i:
                rows[j] -= rows[j, p] * rows[i]
    return rows, pivots


def completed(
    entries: Sequence[Any], found: Sequence[Any], wanted: Any, multiples: Sequence[Any], monomials: Sequence[Any]
) -> tuple[list[Any], list[Any]] | None:
    """Rational matrices near the found ones, and factors, that meet the equations exactly: the smallest change."""
    place = {m: k for k, m in enumerate(monomials)}
    places = [(b, i, j) for b, block in enumerate(entries) for i, line in enumerate(block) for j in range(len(line))]
    columns = [_column(entries[b][i][j], place, 1 if i == j else 2) for b, i, j in places]
    columns += [_column(h.to_dict(), place, 1) for h in multiples]
    matrix = np.array([[float(c.get(k, 0)) for c in columns] for k in range(len(place))])
    target = {place[m]: c for m, c in wanted.to_dict().items()}
    start = [found[b][i, j] for b, i, j in places]
    right = np.array([float(target.get(k, 0)) for k in range(len(place))])
    if multiples:
        rest = right - matrix[:, : len(places)] @ np.array(start)
        start += list(np.linalg.lstsq(matrix[:, len(places) :], rest, rcond=None)[0])
    exact = [_rounded(v) for v in start]
    rows = _independent(matrix)
    change = _change(columns, exact, target, rows)
    if change is None:
        return None
    exact = [v + d for v, d in zip(exact, change, strict=True)]
    matrices = [[[fmpq(0)] * len(block) for _ in block] for block in entries]
    for (b, i, j), v in zip(places, exact, strict=False):
        matrices[b][i][j] = matrices[b][j][i] = v
    return matrices, exact[len(places) :]


def _column(terms: Any, place: Any, times: int) -> dict[int, Any]:
    return {place[m]: c * times for m, c in terms.items()}


def _rounded(v: float) -> Any:
    return fmpq(round(float(v) * DIGITS), DIGITS)


def _independent(matrix: Any) -> list[int]:
    from scipy.linalg import qr

    _, r, order = qr(matrix.T, mode="economic", pivoting=True)
    size = np.abs(np.diag(r))
    return sorted(int(k) for k in order[: int((size > 1e-9 * size[0]).sum())])


def _change(columns: Sequence[Any], values: Sequence[Any], target: Any, rows: Sequence[int]) -> list[Any] | None:
    at = {k: i for i, k in enumerate(rows)}
    missing = [target.get(k, fmpq(0)) for k in rows]
    normal = [[fmpq(0)] * len(rows) for _ in rows]
    for column, v in zip(columns, values, strict=True):
        inside = [(at[k], c) for k, c in column.items() if k in at]
        for i, c in inside:
            missing[i] -= c * v
            for j, d in inside:
                normal[i][j] += c * d
    try:
        weights = fmpq_mat(normal).solve(fmpq_mat([[m] for m in missing]))
    except ZeroDivisionError:
        return None
    return [sum((c * weights[at[k], 0] for k, c in column.items() if k in at), fmpq(0)) for column in columns]


def squared(x: Sequence[Sequence[Any]]) -> list[tuple[Any, list[Any]]] | None:
    """x = sum of d * v v^T with d > 0, by Gauss's elimination; None where x is not positive semidefinite."""
    rest, found = [list(line) for line in x], []
    for k in range(len(rest)):
        d = rest[k][k]
        if d < 0 or (d == 0 and any(rest[k])):
            return None
        if d == 0:
            continue
        v = [c / d for c in rest[k]]
        found.append((d, v))
        for i in range(k, len(rest)):
            for j in range(k, len(rest)):
                rest[i][j] -= d * v[i] * v[j]
    return found
