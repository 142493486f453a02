"""Where a maximiser over a ball can be: a binary tree of boxes that covers the ball, each leaf with the reason that settles it.

A tree is a word in Polish notation: a digit cuts the box in the middle of that side, a letter ends it.
  o  the box lies outside the ball
  v  the loss is below that at a known point of the ball, for every parameter
  g  the box lies inside the ball and the gradient vanishes nowhere on it
  t  the gradient is nowhere along the radius: neither a stationary point nor a maximum on the sphere
  i  the gradient points inwards everywhere
  e  the box lies in the enclosure; for a maximiser on the sphere its multiplier <g, o>/radius^2 does too, and the gradient
     vanishes nowhere on the box
So a maximiser lies in a leaf e. The rules use that at a maximiser the gradient is lambda (x' - x) with lambda >= 0, and is
zero inside the ball.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from flint import arb, fmpq

from verify.checkers.box.elementary import square
from verify.checkers.box.system import Maximiser
from verify.checkers.boxes import Box, ball, contains, point, rational
from verify.language.branch import Branch, InsideBranch


class Region:
    """The ball of a branch, with an enclosure of its maximiser and a point of the ball to compare values with."""

    def __init__(self, branch: Branch, enclosure: Box, best: Sequence[fmpq]) -> None:
        self._system, self._inside = Maximiser(branch), isinstance(branch, InsideBranch)
        self._parameters = [ball((rational(low), rational(high))) for _, low, high in branch.box]
        self._radius2 = square(point(branch.radius))
        self._inputs = enclosure[-len(branch.unknowns) :]
        self._multiplier = None if self._inside else enclosure[0]
        at = list(map(point, best))
        if not sum(map(square, self._system.offset(at)), arb(0)) <= self._radius2:
            raise ValueError(f"the point {', '.join(map(str, best))} is not surely in the ball")
        self._least = self._system.loss(at, self._parameters, derivatives=1).value
        radius = rational(branch.radius)
        self.root = tuple((rational(c) - radius, rational(c) + radius) for c in branch.centre)

    def reasons(self, box: Box) -> Iterator[str]:
        """The rules that surely apply to the box, cheapest first."""
        inputs = list(map(ball, box))
        offset = self._system.offset(inputs)
        distance2 = sum(map(square, offset), arb(0))
        held = all(a <= low and high <= b for (low, high), (a, b) in zip(box, self._inputs, strict=True))
        if distance2 > self._radius2:
            yield "o"
        if held and self._inside:
            yield "e"
        loss = self._system.loss(inputs, self._parameters, derivatives=1)
        gradient = loss.g
        if not all(z.is_finite() for z in (loss.value, *gradient)):
            return  # the loss need not be differentiable here
        if loss.value < self._least:
            yield "v"
        regular = any(g != 0 for g in gradient)
        if regular and distance2 < self._radius2:
            yield "g"
        outward = sum((g * o for g, o in zip(gradient, offset, strict=True)), arb(0))
        if regular and held and self._multiplier is not None and contains(self._multiplier, outward / self._radius2):
            yield "e"
        if outward < 0:
            yield "i"
        pairs = combinations(range(len(box)), 2)
        if any(gradient[i] * offset[j] - gradient[j] * offset[i] != 0 for i, j in pairs):
            yield "t"

    def settles(self, box: Box, letter: str) -> bool:
        """Does the rule of this letter surely apply to the box?"""
        return letter in self.reasons(box)
