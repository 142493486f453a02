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

# What floats may have lost of a value about 1. Where it matters balls are asked, if they may say yes: what is found does not
# depend on the processor.
NOISE = 2.0**-40
TIE = 2.0**-20  # sides along which the value changes so nearly as much count as equal, for the same reason
NARROWEST, DEEPEST = 2.0**-40, 60  # a side of a piece, and how often it is halved: `at` has 63 bits
OPEN = " "  # the mark of a piece that nothing is guessed to settle
FAILS = {  # may balls say that a fact fails?
    ">=": lambda z: z.high < -_noise(z),
    ">": lambda z: z.high <= _noise(z),
    "=": lambda z: (z.low > _noise(z)) | (z.high < -_noise(z)),
    "!=": lambda z: np.maximum(-z.low, z.high) <= _noise(z),
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


@dataclass(frozen=True)
class Look:
    """Of each piece: the letter of a test, or OPEN; the side to cut; have floats no value; is the goal broken in the middle?"""

    letters: Any
    sides: Any
    unknown: Any
    broken: Any


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

    def around(self, points: Sequence[Any], pieces: Pieces) -> Any:
        """May each of them contain one of these points?"""
        low, high = self.ends(pieces)
        slack, found = NOISE * (high - low), np.zeros(len(low), dtype=bool)
        for p in np.array(points, dtype=float):
            found |= ((low - slack <= p) & (p <= high + slack)).all(axis=1)
        return found

    def look(self, pieces: Pieces) -> Look:
        """At all of them."""
        low, high = self.ends(pieces)
        letters, sides = np.full(len(low), OPEN), _first(high - low)
        with np.errstate(all="ignore"):
            box = _columns(low, high)
            value = self._value(box)[0]
            for op, z in zip(self._ops, self._facts(box), strict=True):
                letters[FAILS[op](z) & z.are_finite] = "o"
            letters[_not_negative(value.low, value) & value.are_finite] = "n"
            left = np.flatnonzero(letters == OPEN)
            if self._smooth and len(left):
                found, sides[left] = self._by_slopes(low[left], high[left])
                letters[left[found & value.are_finite[left]]] = "n"
                left = np.flatnonzero(letters == OPEN)
            broken = np.zeros(len(low), dtype=bool)
            broken[left] = self._broken((low[left] + high[left]) / 2)
        return Look(letters, sides, ~value.are_finite, broken)

    def _by_slopes(self, low: Any, high: Any) -> tuple[Any, Any]:
        """Does the mean value theorem settle it, as in `rules.balls`? And the side along which the value may change most."""
        box = _columns(low, high)
        slopes = [Intervals(*np.broadcast_arrays(s.low, s.high, low[:, 0])[:2]) for s in self._gradient(box)]
        rising = np.array([_not_negative(s.low, s) for s in slopes]).T
        known = rising | np.array([_not_negative(-s.high, s) for s in slopes]).T
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
        broken = self._value(at)[0].low < 0
        for op, z in zip(self._ops, self._facts(at), strict=True):
            broken = broken & ~FAILS[op](z)
        return broken


def _columns(low: Any, high: Any) -> list[Intervals]:
    return [Intervals(a, b) for a, b in zip(low.T, high.T, strict=True)]


def _not_negative(least: Any, value: Intervals) -> Any:
    """But for noise."""
    return least >= -_noise(value)


def _noise(z: Intervals) -> Any:
    return NOISE * np.maximum(1.0, np.maximum(-z.low, z.high))


def _first(score: Any) -> Any:
    """The first side with the largest score, nearly equal ones being equal."""
    return np.argmax(score >= (1 - TIE) * score.max(axis=1, keepdims=True), axis=1)
