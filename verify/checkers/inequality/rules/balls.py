"""A box cut into pieces, on each of which balls decide: the cover is stored as the order of the cuts.

Why it is sound. f is what is wanted, B a piece, p an exact rational point of it, D derivatives, all over the piece.

  o   some fact surely fails on B: its ball is finite and excludes what it says
  n   the ball of f has the sign; or f(a) + sum D_k f (B_k - a_k) has it, or f on the face of those corners to which the
      D_k f that have a sign lead down (mean value theorem; B is convex)
  s   f(p) >= 0; each symbol is away or curved, and the curved block of the Hessian is positive definite on the face at p of
      the others. Away: p is at an end, and the slope over B leads up from there. Curved: the slope at p itself is 0, or
      leads up from an end at which p is.
  t   one symbol: the derivatives of order 0, ..., n-1 are exactly 0 at p, and f(x) = D^n f(y) (x - p)^n/n! is not negative:
      D^n f > 0 for even n or p the low end, D^n f < 0 for odd n and p the high end
  -----------------------------------------------------------------------------------------------------------------------
      every point of B at which the facts hold satisfies f >= 0; f > 0 for n if strict, and for s, t but at p

For s: going along the away symbols to the face does not raise f, and on the face Taylor's theorem of order 2 has no negative
term (Nocedal, Wright, Numerical Optimization, 2.1 and 12.5). For f > 0 a fact has to exclude p, exactly.

Derivatives are taken of what has no Abs, Max, Min, sign. Every ball of f and of derivatives that is used has to be finite, so
that there is no pole. A root is cut off at 0 (`compiled`), so f may stand for its continuation by max(u, 0), which has the
derivatives that have finite balls; it is f wherever f has a value, and the goal speaks of such points only.
Balls are rounded outward; nan compares false. That the pieces cover the box is `boxes.covers`, that the box holds all points
of the goal is `goal_on_box`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice
from typing import Any

from flint import arb, ctx

from verify.checkers.boxes import Box, ball, covers, positive_definite, rational
from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.constant import rational_number, sign
from verify.checkers.inequality.goal import Goal
from verify.checkers.inequality.goal_on_box import PRECISION, Ground, derivative, ground

HIGHEST = 12


def cover(goal: Goal, parameters: Any) -> tuple[Goal, ...]:
    """Check a stored cover: {"cuts": "01onn…", "points": [[…], …]}, in the order of the pieces."""
    g, box = ground(goal)
    points = iter(parameters.get("points", ()))
    with ctx.workprec(PRECISION):
        if not covers(box, parameters["cuts"], lambda piece, mark: passes(g, piece, mark, points)):
            raise Refused
    return ()


def passes(g: Ground, piece: Box, mark: str, points: Iterator[Any]) -> bool:
    """Does the piece pass this test? Balls with an end that is not finite pass none."""
    balls = [ball(side) for side in piece]
    if mark == "o":
        return outside(g, balls)
    if mark == "n":
        found = g.value(balls)[0]
        return g.signed(found) or (found.is_finite() and g.smooth and mean_value(g, piece, balls))
    if mark == "s" and (point := next(points, None)) is not None:
        return touches(g, piece, balls, [rational_number(x) for x in point])
    if mark == "t" and (point := next(points, None)) is not None:
        return leaves(g, piece, balls, rational_number(point[0]), int(point[1]))
    return False


def outside(g: Ground, balls: Sequence[Any]) -> bool:
    """Does a fact surely fail on the whole piece?"""
    fails = {">=": lambda z: z < 0, ">": lambda z: z <= 0, "=": lambda z: z != 0, "!=": lambda z: z == 0}
    return any(z.is_finite() and fails[f.op](z) for f, z in zip(g.facts, g.conditions(balls), strict=True))


def mean_value(g: Ground, piece: Box, balls: Sequence[Any]) -> bool:
    """By the slopes: from the worst corner where they have signs, else from the middle, less what they allow.

    That the value is finite on the whole piece is owed by who asks.
    """
    slopes = g.gradient(balls)
    if not all(z.is_finite() for z in slopes):
        return False
    at = [_lowest(side, z) for side, z in zip(piece, slopes, strict=True)]
    total = g.value([arb(x) for x in at])[0]
    for side, z, x in zip(piece, slopes, at, strict=True):
        total += z * (ball(side) - arb(x))
    corner = [arb(x) if z >= 0 or z <= 0 else ball(side) for x, z, side in zip(at, slopes, piece, strict=True)]
    return g.signed(total) or g.signed(g.value(corner)[0])


def _lowest(side: Any, slope: Any) -> Any:
    return side[0] if slope >= 0 else side[1] if slope <= 0 else (side[0] + side[1]) / 2


def touches(g: Ground, piece: Box, balls: Sequence[Any], point: Sequence[Fraction]) -> bool:
    """Around an exact point with the value 0, or more: slopes that lead away from it, or a definite second derivative.

    For a strict goal some fact must exclude the point itself.
    """
    if not g.smooth or not g.value(balls)[0].is_finite():
        return False
    rule = dict(zip(g.symbols, point, strict=True))
    at = [rational(x) for x in point]
    if not all(low <= x <= high for (low, high), x in zip(piece, at, strict=True)):
        return False
    if sign(g.expr.xreplace(rule)) not in (0, 1) or (g.op == ">" and not _excluded(g, rule)):
        return False
    slopes = g.gradient(balls)
    curved = []
    for k, (s, (low, high), z) in enumerate(zip(g.symbols, piece, slopes, strict=True)):
        if not z.is_finite():
            return False
        if not _away(z, low == at[k], high == at[k]):
            curved.append(k)
            here = sign(derivative(g.expr, s).xreplace(rule))
            if here is None or (here == 1 and low != at[k]) or (here == -1 and high != at[k]):
                return False
    flat = [arb(x) if k not in curved else b for k, (x, b) in enumerate(zip(at, balls, strict=True))]
    return not curved or _definite(g, flat, curved)


def leaves(g: Ground, piece: Box, balls: Sequence[Any], point: Fraction, order: int) -> bool:
    """Of one symbol: around an exact point with the value 0, by Taylor's theorem with Lagrange's remainder.

    The derivatives below the order are 0 there; that of the order has a sign on the piece, so the value leaves 0 upwards.
    For a strict goal some fact must exclude the point itself.
    """
    if len(g.symbols) != 1 or not g.smooth or not 1 <= order <= HIGHEST:
        return False
    ((low, high),), rule, at = piece, {g.symbols[0]: point}, rational(point)
    if not low <= at <= high or (g.op == ">" and not _excluded(g, rule)):
        return False
    if any(sign(e.xreplace(rule)) != 0 for e in islice(g.derivatives(), order)):
        return False
    found = g.jet(order)(balls)
    if not all(z.is_finite() for z in found) or (order % 2 and low < at < high):
        return False
    return bool(found[order] > 0 if order % 2 == 0 or low == at else found[order] < 0)


def _away(slope: Any, at_low: bool, at_high: bool) -> bool:
    return bool((at_low and slope > 0) or (at_high and slope < 0))


def _excluded(g: Ground, rule: Any) -> bool:
    fails = {">=": (-1,), ">": (-1, 0), "=": (-1, 1), "!=": (0,)}
    return any(sign(f.expr.xreplace(rule)) in fails[f.op] for f in g.facts)


def _definite(g: Ground, balls: Sequence[Any], rows: Sequence[int]) -> bool:
    """Is the second derivative over the piece positive definite in these symbols?"""
    flat = iter(g.hessian(balls))
    full = [[next(flat) for _ in range(i + 1)] for i in range(len(g.symbols))]
    return positive_definite([[full[max(i, j)][min(i, j)] for j in rows] for i in rows])
