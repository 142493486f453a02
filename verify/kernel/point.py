"""An exact point: one rational value for every symbol, checked against what the symbol is declared to be.

A point maps a symbol to a Fraction (scalars, `Label`), a tuple of d Fractions (`Vector`), a tuple of N rows of d
(`Sample`) or a tuple of N (`Datum`, `SampleLabel`). The symbol `d` needs a value only where no vector shows it.

Why it is sound. The rules of this package use what a symbol is declared to be: the square root of a positive symbol's square
is the symbol. A point at which a claim is evaluated must therefore be one of those that the claim is about:

    v rational      v > 0, v < 0, v >= 0, v <= 0, v != 0, v whole: as s is declared      v = -1 or 1 for a label s
    -----------------------------------------------------------------------------------------------------------------
                                           s may have the value v

All vectors have one number of coordinates, which is d where d has a value, and all data one number of points, which is at
least 1: a data set is not empty, R^0 may be meant. A float is taken for the fraction that it is. There are no other
declarations.

`columns` keeps one of equal columns: two coordinates are taken for one where every vector, in every data point, has equal
values in them; then every expression has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from verify.language.refused import is_ours
from verify.language.symbols import Datum, Label, Sample, SampleLabel, Vector, d
from verify.language.term import NEGATIVE, POSITIVE, ZERO, Number, Symbol

Declared = list[tuple[str, Callable[[Fraction], bool]]]
SIGNS: tuple[tuple[int, str, Callable[[Fraction], bool]], ...] = (
    (POSITIVE, "a positive number", lambda v: v > 0),
    (NEGATIVE, "a negative number", lambda v: v < 0),
    (ZERO | POSITIVE, "a nonnegative number", lambda v: v >= 0),
    (NEGATIVE | ZERO, "a nonpositive number", lambda v: v <= 0),
    (NEGATIVE | POSITIVE, "a nonzero number", lambda v: v != 0),
)


def validate(point: Mapping[Any, Any], symbols: Iterable[Any]) -> dict[Any, Any]:
    """The point in nested tuples of Fractions, with a value for at least these symbols.

    Raises ValueError, in one line with the symbol, the value and what was expected: for a missing symbol, a wrong
    shape, a value that is not a finite rational number or breaks the declared sign, a label other than -1 or 1.
    """
    if strange := [s for s in point if not is_ours(s, Symbol)]:
        raise ValueError(f"{strange[0]}: a {type(strange[0]).__name__} is no symbol of the claim language")
    shown = {s: _value(s, point[s]) for s in sorted(point, key=str)}
    _agree(shown, "coordinates", [(s, n) for s, v in shown.items() for n in _widths(s, v)])
    _agree(shown, "data points", [(s, len(v)) for s, v in shown.items() if isinstance(s, Sample | Datum | SampleLabel)])
    dim = dimension(shown)
    for s in sorted(set(symbols), key=str):
        if s not in shown and (s != d or dim is None):
            raise ValueError(f"{s}: no value is given, expected {_shape(s)}")
    if d in shown and shown[d] != dim:
        raise ValueError(f"{d}: got {shown[d]}, expected {dim}, the number of coordinates")
    return shown


def dimension(point: Mapping[Any, Any]) -> int | None:
    """Number of coordinates of the vectors of a validated point, or its value of d; None where nothing tells."""
    for s, v in point.items():
        if isinstance(s, Vector):
            return len(v[0] if isinstance(s, Sample) else v)
    return int(point[d]) if d in point else None


def arrays(point: Mapping[Any, Any]) -> dict[Any, Any]:
    """The values of a validated point as object arrays with the axes (data points, coordinates)."""
    return {s: _array(s, v) for s, v in point.items()}


def columns(point: Mapping[Any, Any]) -> tuple[dict[Any, Any], tuple[int, ...]]:
    """Like `arrays`, each different column of the vectors once, and how many coordinates it stands for."""
    leaves = arrays(point)
    vectors = [s for s in leaves if isinstance(s, Vector)]
    if not vectors:
        return leaves, (1,) * (dimension(point) or 0)
    rows = [[(x.numerator, x.denominator) for x in row] for s in vectors for row in leaves[s]]
    counts = Counter(zip(*rows, strict=True))
    first: dict[Any, int] = {}
    for i, column in enumerate(zip(*rows, strict=True)):
        first.setdefault(column, i)
    kept = list(first.values())
    return leaves | {s: leaves[s][:, kept] for s in vectors}, tuple(counts[column] for column in first)


def _array(s: Any, v: Any) -> Any:
    if isinstance(s, Sample):
        rows = v
    elif isinstance(s, Vector):
        rows = (v,)
    elif isinstance(s, Datum | SampleLabel):
        rows = tuple((x,) for x in v)
    else:
        rows = ((v,),)
    out = np.empty((len(rows), len(rows[0])), dtype=object)
    for n, row in enumerate(rows):
        out[n, :] = row
    return out


def _shape(s: Any) -> str:
    if isinstance(s, Sample):
        return "a tuple with one row of coordinates for each data point"
    if isinstance(s, Vector):
        return "a tuple with one number for each coordinate"
    if isinstance(s, Datum | SampleLabel):
        return "a tuple with one number for each data point"
    return "one number"


def _value(s: Any, v: Any) -> Any:
    depth = 2 if isinstance(s, Sample) else 1 if isinstance(s, Vector | Datum | SampleLabel) else 0
    declared = [(name, holds) for signs, name, holds in SIGNS if s is not d and s.signs == signs]
    if s.integer and s is not d:
        declared.append(("an integer", lambda v: v.denominator == 1))
    return _nested(s, v, v, depth, declared)


def _nested(s: Any, whole: Any, v: Any, depth: int, declared: Declared) -> Any:
    if depth == 0:
        return _number(s, v, declared)
    empty = isinstance(v, tuple | list) and not v and (depth == 2 or not isinstance(s, Vector))
    if not isinstance(v, tuple | list) or empty:
        raise ValueError(f"{s}: got {_text(whole)}, expected {_shape(s)}")
    return tuple(_nested(s, whole, x, depth - 1, declared) for x in v)


def _number(s: Any, v: Any, declared: Declared) -> Fraction:
    if (
        type(v) is Fraction
        and type(v.numerator) is type(v.denominator) is int
        and not declared
        and not isinstance(s, Label)
        and s != d
    ):
        return v
    number = isinstance(v, int | float | Fraction | np.integer | Number) and not isinstance(v, bool)
    if not number or v != v or v in (float("inf"), float("-inf")):
        raise ValueError(f"{s}: got {v}, expected {'a finite rational number' if number else _shape(s)}")
    value = Fraction(v) if isinstance(v, float) else Fraction(int(v.numerator), int(v.denominator))  # numpy's overflow
    if s == d and (value < 0 or value.denominator != 1):
        raise ValueError(f"{s}: got {value}, expected a number of coordinates")
    if isinstance(s, Label) and value not in (-1, 1):
        raise ValueError(f"{s}: got {value}, expected a label, -1 or 1")
    for name, holds in declared:
        if not holds(value):
            raise ValueError(f"{s}: got {value}, expected {name}, as the symbol is declared")
    return value


def _text(v: Any) -> str:
    return f"({', '.join(map(_text, v))})" if isinstance(v, tuple | list) else str(v)


def _widths(s: Any, v: Any) -> list[int]:
    if not isinstance(s, Vector):
        return []
    return [len(row) for row in v] if isinstance(s, Sample) else [len(v)]


def _agree(shown: Mapping[Any, Any], what: str, lengths: list[tuple[Any, int]]) -> None:
    for s, length in lengths:
        if length != lengths[0][1]:
            raise ValueError(f"{s}: got {length} {what}, expected {lengths[0][1]} as in {lengths[0][0]}")
