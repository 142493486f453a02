"""Where only norms and inner products count, vectors need as many coordinates as there are vectors, in whatever dimension.

Vectors u_1, …, u_k of R^d have coordinates in a frame of their own: u_1 along its first axis, u_2 in the plane of the first two, and so
on. These numbers say as much as all norms and inner products, for two vectors three numbers. With zeros behind them they are vectors
of R^d again, and so is every exact point that is made of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from verify.language.expansion import expansion
from verify.language.operators import Mean, Norm, Total, indexed
from verify.language.relation import Relation
from verify.language.symbols import Sample, Vector, d
from verify.search.inputs.draw import Shape, Source


def rotation_invariant(relations: Sequence[Relation]) -> bool:
    """Do the vectors of the relations occur in norms and inner products alone, and d nowhere, but in bounds of its own?"""
    sides = [e for r in relations if r.lhs.free_symbols | r.rhs.free_symbols != {d} for e in (r.lhs, r.rhs)]
    return all(d not in e.free_symbols and _of_lengths(e) for e in sides)


def _of_lengths(e: Any) -> bool:
    if isinstance(e, Norm | Total):
        return _degree(e.args[0]) == (1 if isinstance(e, Norm) else 2)
    return not isinstance(e, Vector) and not indexed(e) and all(map(_of_lengths, e.args))


def _degree(e: Any) -> int | None:
    """In how many vectors it is linear; None where it is no such form. A form that is 0 is no interesting one."""
    degrees = {_total(_degree_of_power(atom, power) for atom, power in monomial) for monomial in expansion(e)}
    return degrees.pop() if len(degrees) == 1 else None


def _total(degrees: Any) -> int | None:
    every = [*degrees]
    return None if None in every else sum(every)


def _degree_of_power(atom: Any, power: Any) -> int | None:
    if isinstance(atom, Vector):
        return int(power) if power in (1, 2) else None
    if isinstance(atom, Mean) and indexed(atom):
        return _degree(atom.args[0]) if power == 1 else None
    return 0 if not indexed(atom) and all(map(_of_lengths, (atom, *getattr(power, "args", ())))) else None


def frame_width(symbols: Sequence[Any], points: int) -> int:
    """How many vectors there are, with those of the data."""
    return sum(points if isinstance(s, Sample) else 1 for s in symbols if isinstance(s, Vector))


def framed(source: Source, shape: Shape, earlier: Sequence[Any]) -> Any:
    """As independent normal vectors of R^freedom lie to each other (Bartlett's decomposition).

    Along the axes of those before, the coordinates are normal; the length of the rest is that of a normal vector of the
    dimensions that are left.
    """
    before = sum(a.shape[1] for a in earlier)
    return joined([_one(source, n, shape[1]) for n in range(before, before + shape[0])], axis=-2)


def _one(source: Source, n: int, width: int) -> Any:
    rest = source.chi(source.freedom - n)
    along = [source.normal((1, n))] if n else []
    return joined([*along, rest, *[0 * rest] * (width - n - 1)], axis=-1)


def joined(parts: Sequence[Any], *, axis: int) -> Any:
    """The parts beside each other, in memory coordinate by coordinate."""
    return parts[0] if len(parts) == 1 else np.concatenate([a.T for a in parts], axis=-1 - axis).T
