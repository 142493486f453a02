"""How near a bound comes to equality at one exact point: the ratio of its sides, enclosed.

Why it is sound. At a certified admissible point where both sides have values,

    a, b fractions, b > 0        a in A, b in B, B > 0          b > 0, a^2/b^2 = q, a has the sign s
    ---------------------        ---------------------         ------------------------------------
      a/b, exactly                 a/b in A/B                            a/b = s sqrt(q)

The square is rational where sides are norms with rational coordinates: the squares of the sides are evaluated then, with the
square of a norm written as an inner product, which is the same number. Where a relation holds in several coordinates or data
points the largest ratio counts, and its bounds are the largest bounds: a square counts with the sign that the ball of its own
ratio has, and none does where one of these signs is not seen.

A ratio is a figure in a report: no verdict rests on it. The value of a side at the point is up to `verify.kernel.evaluate`, the
conditions to `verify.kernel.decide`.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from flint import ctx

from verify.kernel.certify import admissible, pointless, shown_point
from verify.kernel.decide import defined_at, enclosure, fraction_of
from verify.kernel.evaluate import different_values
from verify.kernel.point import dimension
from verify.kernel.record import Kind, Named, content_id, point_to_json
from verify.kernel.separation import PRECISIONS
from verify.language.arithmetic import BALL, RATIONAL, Arithmetic, NotRational, Undefined, root
from verify.language.claim import Claim
from verify.language.expansion import expand
from verify.language.operators import Norm, Total
from verify.language.term import rebuilt


@dataclass(frozen=True)
class Ratio:
    """Bounds of a ratio of two sides, and its square where that is a rational number and the ratio is not."""

    low: Fraction
    high: Fraction
    square: Fraction | None = None

    @property
    def is_exact(self) -> bool:
        """Is it, or its square, a known rational number?"""
        return self.low == self.high or self.square is not None

    @property
    def written(self) -> list[str]:
        """The bounds as strings, exactly where that is short, else rounded to the safe side."""
        return [*enclosure(self.low, self.high)]


def ratio_at(claim: Claim, point: Mapping[Any, Any]) -> Ratio | None:
    """Bounds of lhs/rhs of an inequality at an admissible point, of the largest one where it has a coordinate.

    None where no point decides the claim, or this one is not surely admissible, a side has no value or the right side is
    not surely positive. Raises ValueError for a malformed point.
    """
    shown = shown_point(claim, point)
    if claim.conclusion.op not in ("<=", "<") or pointless(claim) or not admissible(claim, shown):
        return None
    return _largest(claim, shown) if defined_at(claim.conclusion, shown) else None


def ratio_record(
    claim: Claim, point: Mapping[Any, Any], about: Named, found_by: str, functions: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """`{id, kind, claim, term, d, point, ratio: [low, high], square, found_by}`, or ValueError where there is no ratio.

    `functions` are the texts of the choice from which the claim was made (see `verify.checkers.stored.pointwise`).
    """
    shown = shown_point(claim, point)
    ratio = ratio_at(claim, shown)
    if ratio is None:
        raise ValueError("there is no ratio: the point is not admissible, or the right side is not positive there")
    dim = dimension(shown)
    content = {
        "kind": Kind.RATIO,
        **about._asdict(),
        "d": claim.dimensions[0] if dim is None else dim + claim.beside,
        "point": point_to_json(shown),
        "ratio": ratio.written,
        "square": None if ratio.square is None else str(ratio.square),
    }
    content |= {"functions": dict(functions)} if functions else {}
    return {"id": content_id(content), **content, "found_by": found_by}


def _largest(claim: Claim, shown: Mapping[Any, Any]) -> Ratio | None:
    lhs, rhs = claim.conclusion.lhs, claim.conclusion.rhs
    try:
        exact = _quotients(lhs, rhs, shown, RATIONAL)
        return None if exact is None else Ratio(max(exact.flat), max(exact.flat))
    except Undefined:
        return None
    except NotRational:
        found = _enclosed(lhs, rhs, shown)
    if found is None:
        return None
    low, high = (max(fraction_of(end(z)) for z in found.flat) for end in (_lower, _upper))
    with suppress(NotRational, Undefined):
        squares = _quotients(_squared(lhs), _squared(rhs), shown, RATIONAL)
        if squares is not None and (square := _largest_square(found, squares)) is not None:
            size = root(abs(square), 2)
            exact_root = size if size is None or square >= 0 else -size
            return Ratio(low, high, abs(square)) if exact_root is None else Ratio(exact_root, exact_root)
    return Ratio(low, high)


def _largest_square(found: Any, squares: Any) -> Fraction | None:
    """Of the largest ratio the square, with the sign of the ratio; None where a sign is not seen."""
    pairs = [*zip(found.flat, np.broadcast_to(squares, found.shape).flat, strict=True)]
    if any(q and not (z > 0 or z < 0) for z, q in pairs):
        return None
    return max(q if z > 0 else -q for z, q in pairs)


def _squared(side: Any) -> Any:
    """The square, with squares of norms as totals: those may be rational where the norms are not."""

    def opened(e: Any) -> Any:
        even = e.is_Pow and isinstance(e.base, Norm) and e.exp.is_Number and e.exp.value % 2 == 0
        return Total(e.base.args[0] ** 2) ** (e.exp / 2) if even else e

    return rebuilt(expand(side**2), opened)


def _quotients(above: Any, below: Any, shown: Mapping[Any, Any], arithmetic: Arithmetic) -> Any:
    """The ratio for every coordinate and data point; None where a divisor is not surely positive."""
    top, bottom = (different_values(side, shown, arithmetic) for side in (above, below))
    return top / bottom if all(z > 0 for z in bottom.flat) else None


def _enclosed(above: Any, below: Any, shown: Mapping[Any, Any]) -> Any:
    for precision in PRECISIONS:
        with ctx.workprec(precision):
            quotients = _quotients(above, below, shown, BALL)
            if quotients is not None and all(z.is_finite() for z in quotients.flat):
                return quotients
    return None


def _lower(z: Any) -> Any:
    return z.lower()


def _upper(z: Any) -> Any:
    return z.upper()
