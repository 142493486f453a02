"""Relations written out in coordinates and data points, and the values of an exact point in the places of its symbols.

Why it is sound. In d coordinates and with N data points an expression is an ordinary one in as many symbols
(`verify.language.coordinates.at`), and

    r(u) for every coordinate and data point  <=>  r(u_1_1), ..., r(u_N_d)

One relation is written for every coordinate and data point on which a side depends, each different one once. A vector u has
the symbols u_1, u_2, ...; a symbol that is itself called u_1 would be mistaken for one of them, and who uses this asks that no
two symbols are written alike (`written_alike`). A relation of d alone needs no coordinates.

Not checked here: that the point is one of the claim (`verify.kernel.point`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from verify.language.coordinates import at
from verify.language.operators import indexed, sampled
from verify.language.relation import Relation
from verify.language.symbols import Datum, Label, Sample, SampleLabel, Vector, d
from verify.language.term import Integer, Rational, Symbol


def values(point: Mapping[Any, Any], number: Callable[[Any], Any] = Rational) -> dict[Any, Any]:
    """The symbols that `verify.language.coordinates.at` writes for those of the point, each with its number made by `number`."""
    rule: dict[Any, Any] = {}
    for s, v in point.items():
        if isinstance(s, Sample):
            rule |= {_real(f"{s.name}_{n}_{i}"): number(x) for n, row in enumerate(v, 1) for i, x in enumerate(row, 1)}
        elif isinstance(s, SampleLabel):
            rule |= {Label(f"{s.name}_{n}"): number(x) for n, x in enumerate(v, 1)}
        elif isinstance(s, Vector | Datum):
            rule |= {_real(f"{s.name}_{i}"): number(x) for i, x in enumerate(v, 1)}
        else:
            rule[s] = number(v)
    return rule


def data_points(point: Mapping[Any, Any]) -> int:
    """How many data points the point has; 1 where nothing tells."""
    return max((len(v) for s, v in point.items() if isinstance(s, Sample | Datum | SampleLabel)), default=1)


def written_alike(symbols: Iterable[Any], dim: int, points: int) -> str | None:
    """A name by which two of the symbols, or two of their coordinates, are written; None where all are different."""
    names = Counter(name for s in symbols for name in _names(s, dim, points))
    return next((name for name, times in names.items() if times > 1), None)


def _names(s: Any, dim: int, points: int) -> Iterator[str]:
    rows = [f"{s.name}_{n + 1}" for n in range(points)] if isinstance(s, Sample | Datum | SampleLabel) else [s.name]
    yield from (f"{row}_{i + 1}" for row in rows for i in range(dim)) if isinstance(s, Vector) else rows


def relations_at(relations: Iterable[Relation], dim: int, points: int, rule: Mapping[Any, Any]) -> Iterator[Relation]:
    """The relations for every coordinate and every data point, each different one once, with these values."""
    for r in relations:
        if r.lhs.free_symbols | r.rhs.free_symbols == {d}:
            yield r.xreplace({d: Integer(dim)})
            continue
        width = dim if indexed(r.lhs) or indexed(r.rhs) else 1
        for point in range(points) if sampled(r.lhs) or sampled(r.rhs) else (0,):
            ends = (at(side, dim, points=points, point=point) for side in (r.lhs, r.rhs))
            both = (end if isinstance(end, tuple) else (end,) * width for end in ends)
            for left, right in dict.fromkeys(zip(*both, strict=True)):
                yield Relation(left.xreplace(rule), r.op, right.xreplace(rule))


def _real(name: str) -> Any:
    return Symbol(name, real=True)
