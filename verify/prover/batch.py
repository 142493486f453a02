"""One NumPy kernel for an expression in every dimension and for batches of inputs: for searching only, its numbers are floats."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

import numpy as np
import sympy as sp

from verify.language.operators import (
    Determinant,
    Field,
    Jacobian,
    Mean,
    Norm,
    Peak,
    Product,
    Total,
    Value,
    indexed,
    sampled,
)
from verify.language.symbols import Vector, d

Batch = Callable[[Mapping[Any, Any]], list[Any]]


def batch(expressions: Sequence[Any], arguments: Sequence[Any]) -> Batch:
    """One NumPy kernel for every dimension and every number of data points.

    Arrays have the axes (pairs, N data points, d coordinates): a Vector is (n, 1, d), a Sample (n, N, d), a scalar or a
    Label (n, 1, 1), a Datum or a SampleLabel (n, N, 1); `d` itself is a number, needed where there is no vector.
    Where an expression has no value the kernel returns nan or inf, without a warning. Slope is the sign, nan at 0.
    """
    names = [s for s in arguments if s != d]
    kernel = _compiled(tuple(map(sp.sympify, expressions)), tuple(names))

    def evaluate(values: Mapping[Any, Any]) -> list[Any]:
        given = [np.asarray(values[s], dtype=float) for s in names]
        widths = (a.shape[-1] for a, s in zip(given, names, strict=True) if isinstance(s, Vector))
        width = next(widths, values.get(d, 1))
        with np.errstate(all="ignore"):
            found = kernel(np.asarray(width, dtype=float), *given)
        return [np.reshape(a, (1, 1, 1)) if np.ndim(a) == 0 else a for a in (np.asarray(v, dtype=float) for v in found)]

    return evaluate


@lru_cache(maxsize=64)
def _compiled(expressions: tuple[Any, ...], names: tuple[Any, ...]) -> Callable[..., Any]:
    found = sorted(set().union(*(e.atoms(Determinant) for e in expressions)), key=sp.default_sort_key)
    named = {e: sp.Function(f"determinant_{k}") for k, e in enumerate(found)}
    outer = {e: f(d, *_free(e)) for e, f in named.items()}
    inner = {str(f): _determinants(e) for e, f in named.items()}
    spelled = [_spelled(e).xreplace(outer) for e in expressions]
    compiled: Callable[..., Any] = sp.lambdify(
        [d, *names], spelled, modules=[inner, _NUMPY, "numpy"], cse=True, dummify=True, docstring_limit=0
    )
    return compiled


def _free(e: Determinant) -> list[Any]:
    return sorted(e.free_symbols - {d}, key=lambda s: str(s.name))


def _determinants(e: Determinant) -> Callable[..., Any]:
    """The kernel of one determinant, for batches: a row of its matrix after the other, all columns at once."""
    form = _compiled((e.form,), (*_free(e), *e.coordinates))

    def kernel(width: Any, *given: Any) -> Any:
        sizes = [int(width) if isinstance(c, Vector) else 1 for c in e.coordinates]
        if not sum(sizes):
            return 1.0
        units = np.eye(sum(sizes))[:, None, None, :]

        def values(rows: Any) -> Any:
            moved = np.split(rows, np.cumsum(sizes)[:-1], axis=-1)
            return np.broadcast_arrays(form(width, *given, *moved)[0], rows[..., :1])[0]

        lines = [np.moveaxis(values(units + one) - values(units - one), 0, -1) for one in units]
        matrix = np.stack(np.broadcast_arrays(*lines), axis=-2) / 4
        return np.linalg.det(matrix)

    return kernel


def _spelled(e: Any) -> Any:
    """Operators over an index that their argument does not carry, spelled out: its array has no such axis."""
    if not e.args or isinstance(e, Determinant):
        return e
    if isinstance(e, Field | Jacobian | Value):
        raise TypeError(f"{e.args[0]} is unknown: it has no values")
    inner = [_spelled(a) for a in e.args]
    if isinstance(e, Total | Norm | Peak | Product) and not indexed(inner[0]):
        return {Total: d * inner[0], Norm: sp.sqrt(d) * sp.Abs(inner[0]), Peak: inner[0], Product: inner[0] ** d}[
            type(e)
        ]
    if isinstance(e, Mean) and not sampled(inner[0]):
        return inner[0]
    return e.func(*inner)


def _sigmoid(z: Any) -> Any:
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1.0 + small)


def _peak(a: Any) -> Any:
    return a.max(-1, keepdims=True) if a.shape[-1] else np.full((*a.shape[:-1], 1), np.nan)


_NUMPY: dict[str, Any] = {
    "Total": lambda a: a.sum(-1, keepdims=True),
    "Norm": lambda a: np.sqrt((a * a).sum(-1, keepdims=True)),
    "Peak": _peak,
    "LambertW": lambda z: import_module("scipy.special").lambertw(z).real,
    "Product": lambda a: a.prod(-1, keepdims=True),
    "Mean": lambda a: a.mean(-2, keepdims=True),
    "Slope": lambda a: np.where(a == 0, np.nan, np.sign(a)),
    "sigmoid": _sigmoid,
    "softplus": lambda z: np.logaddexp(0.0, z),
}
