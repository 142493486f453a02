"""Where a maximiser over a ball can be: the ball is cut into boxes, each with the reason that settles it.

Why it is sound. o = x' - x is the offset from the centre, g the gradient in the inputs. Where the loss is differentiable, a
maximiser over the closed ball has g = 0 inside, and g = lambda o with lambda >= 0 on the sphere (Nocedal, Wright, Numerical
Optimization, 12.1, for one constraint whose gradient o is not 0 there). So <g, o> >= 0 and g is along o at every maximiser.

      the letter's premise, for all points of the box and all parameters
  ---------------------------------------------------------------------------
  o   ‖o‖ > radius: the box lies outside the ball
  v   the loss is below that at a known point of the ball, for any two parameters
  g   ‖o‖ < radius and some partial derivative is not 0
  t   g_i o_j - g_j o_i is not 0 for some i, j: g is not along o, and not 0
  i   <g, o> < 0
  e   the box lies in the enclosure; for a maximiser on the sphere its multiplier <g, o>/radius^2 does too, and g is not 0,
      so that the maximiser is on the sphere and solves the equations there
  ---------------------------------------------------------------------------
      no maximiser lies in the box, or (e) each one lies in the enclosure

The letters but o, and e inside, are offered only where loss and gradient are finite balls: there the loss has derivatives.
For e inside the ball that is owed by Krawczyk's operator, whose derivatives over the enclosure have to be finite as well.
The known point is shown to lie in the ball, else the region is refused. Balls are rounded outward; nan compares false.
That the pieces cover the ball is `boxes.covers`; the root is the smallest box around it.
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
