"""Many pieces of a box looked at together, in intervals of floats: which test may settle each, and else which side to cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from flint import fmpq

from verify.checkers.boxes import Box
from verify.checkers.inequality.compiled import tape
from verify.checkers.inequality.goal_on_box import Ground, derivative
from verify.prover.intervals import INTERVALS, Intervals, points

# What floats may have lost of a value about 1. Who looks gets the benefit of that doubt: balls decide then, and not the processor.
NOISE = 2.0**-40
TIE = 1e-9
NARROWEST, DEEPEST = 2.0**-40, 60  # a side of a piece, and how often it is halved: `at` has 63 bits
OPEN = " "  # the mark of a piece that nothing is guessed to settle
FAILS = {
    ">=": lambda z: z.high < 0,
    ">": lambda z: z.high <= 0,
    "=": lambda z: (z.low > 0) | (z.high < 0),
    "!=": lambda z: (z.low == 0) & (z.high == 0),
}


@dataclass(frozen=True)
class Pieces:
    """Pieces of a box, a row for each: of 2^depth equal parts of every side it is the one with the number `at`."""

    at: Any
    depth: Any

    @classmethod
    def whole(cls, sides: int) -> Pieces:
        """The box itself."""
        return cls(np.zeros((1, sides), dtype=np.int64), np.zeros((1, sides), dtype=np.int64))

    @classmethod
    def joined(cls, parts: Sequence[Pieces]) -> Pieces:
        """All of them, one part after the other."""
        return cls(np.concatenate([p.at for p in parts]), np.concatenate([p.depth for p in parts]))

    def __getitem__(self, rows: Any) -> Pieces:
        return Pieces(self.at[rows], self.depth[rows])

    def halves(self, sides: Any) -> Pieces:
        """Both halves of each, one after the other, where this side is cut."""
        at, depth = np.repeat(self.at, 2, axis=0), np.repeat(self.depth, 2, axis=0)
        rows, cut = np.arange(len(at)), np.repeat(sides, 2)
        at[rows, cut] = 2 * at[rows, cut] + rows % 2
        depth[rows, cut] += 1
        return Pieces(at, depth)

    def exact(self, root: Box, row: int) -> Box:
        """One of them, with the ends that cuts of the root make."""
        sides = zip(root, self.at[row].tolist(), self.depth[row].tolist(), strict=True)
        return tuple(
            (low + (high - low) * fmpq(k, 1 << n), low + (high - low) * fmpq(k + 1, 1 << n))
            for (low, high), k, n in sides
        )


class Guesses:
    """What may be done with pieces of a box."""

    def __init__(self, g: Ground, root: Box) -> None:
        self._smooth, self._ops = g.smooth, [f.op for f in g.facts]
        self._value = tape([g.expr], g.symbols, INTERVALS)
        self._facts = tape([f.expr for f in g.facts], g.symbols, INTERVALS)
        self._gradient = tape([derivative(g.expr, s) for s in g.symbols] if g.smooth else [], g.symbols, INTERVALS)
        self._root = np.array([[float(low), float(high)] for low, high in root]).T

    def ends(self, pieces: Pieces) -> tuple[Any, Any]:
        """Lower and upper ends: a row for each piece."""
        low, width = self._root[0], self._root[1] - self._root[0]
        part = np.ldexp(1.0, -pieces.depth)
        return low + width * (pieces.at * part), low + width * ((pieces.at + 1) * part)

    def can_be_cut(self, pieces: Pieces) -> bool:
        """Is none of them too narrow?"""
        low, high = self.ends(pieces)
        return bool(((high - low).max(axis=1) >= NARROWEST).all() and (pieces.depth < DEEPEST).all())

    def widest(self, pieces: Pieces) -> Any:
        """Which side that is."""
        low, high = self.ends(pieces)
        return _first(high - low)

    def around(self, points: Sequence[Any], pieces: Pieces) -> list[int]:
        """The rows of the pieces that may contain one of these points."""
        low, high = self.ends(pieces)
        slack = NOISE * (high - low)
        near = [((low - slack <= p) & (p <= high + slack)).all(axis=1) for p in np.array(points, dtype=float)]
        return np.flatnonzero(np.logical_or.reduce(near)).tolist() if near else []

    def look(self, pieces: Pieces) -> tuple[Any, Any, Any]:
        """The letter of a test for each piece, or a space; the side to cut; and is the goal broken in the middle?"""
        low, high = self.ends(pieces)
        letters, sides = np.full(len(low), OPEN), _first(high - low)
        with np.errstate(all="ignore"):
            box = _columns(low, high)
            value = self._value(box)[0]
            letters[_not_negative(value.low, value) & value.are_finite] = "n"
            for op, z in zip(self._ops, self._facts(box), strict=True):
                letters[FAILS[op](z) & z.are_finite] = "o"
            left = np.flatnonzero(letters == OPEN)
            if self._smooth and len(left):
                found, sides[left] = self._by_slopes(low[left], high[left])
                letters[left[found & value.are_finite[left]]] = "n"
                left = np.flatnonzero(letters == OPEN)
            broken = np.zeros(len(low), dtype=bool)
            broken[left] = self._broken((low[left] + high[left]) / 2)
        return letters, sides, broken

    def _by_slopes(self, low: Any, high: Any) -> tuple[Any, Any]:
        """Does the mean value theorem settle it, as in `rules.balls`? And the side along which the value may change most."""
        box = _columns(low, high)
        slopes = [Intervals(*np.broadcast_arrays(s.low, s.high, low[:, 0])[:2]) for s in self._gradient(box)]
        known = np.array([(s.low >= 0) | (s.high <= 0) for s in slopes]).T
        rising = np.array([s.low >= 0 for s in slopes]).T
        at = np.where(rising, low, np.where(known, high, (low + high) / 2))
        start = self._value([points(x) for x in at.T])[0]
        least = start.low + sum((s * z).low for s, z in zip(slopes, _columns(low - at, high - at), strict=True))
        face = self._value(_columns(np.where(known, at, low), np.where(known, at, high)))[0]
        settled = _not_negative(least, start) | _not_negative(face.low, face)
        change = (high - low) * np.array([np.maximum(np.abs(s.low), np.abs(s.high)) for s in slopes]).T
        most = change.max(axis=1, keepdims=True)
        usable = (most > 0) & np.isfinite(most)
        width = (high - low) / (high - low).max(axis=1, keepdims=True)
        return settled & np.isfinite(change).all(axis=1), _first(np.where(usable, change / most + 1e-3 * width, width))

    def _broken(self, middle: Any) -> Any:
        """Is the value negative at points where no fact fails?"""
        at = [points(x) for x in middle.T]
        value = self._value(at)[0].low
        fails = [FAILS[op](z) for op, z in zip(self._ops, self._facts(at), strict=True)]
        return np.logical_and.reduce([value < 0, *(~f for f in fails)])


def _columns(low: Any, high: Any) -> list[Intervals]:
    return [Intervals(a, b) for a, b in zip(low.T, high.T, strict=True)]


def _not_negative(least: Any, value: Intervals) -> Any:
    """But for noise."""
    return least >= -NOISE * np.maximum(1.0, np.abs(value.high))


def _first(score: Any) -> Any:
    """The first side with the largest score, nearly equal ones being equal."""
    return np.argmax(score >= (1 - TIE) * score.max(axis=1, keepdims=True), axis=1)
