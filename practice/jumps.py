"""The jump of the gradient where a weight changes its sign under L-infinity, at a parameter and its mirror image in θ_i = 0.

With θ = (a, w), a the weight in question and t = |a|, the claims say of the i-th partial derivatives at (t, w) and (-t, w)

    2ε·mean σ(m_n(0, w))  <=  their difference  <=  2ε·mean σ(m_n(0, w)) + t/2·mean(x_{n,i}² + ε²).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from flint import arb

from practice.balls import average, exact
from practice.bounds import require
from practice.data import LEVELS
from practice.iterate import Iterate, Step, Training, sigmoids

JUMP, LIMIT = "theorem-2-jump/jump", "theorem-2-jump/jump-limit"


@dataclass(frozen=True)
class Crossing:
    """A parameter whose i-th weight, which is not 0, changes its sign."""

    here: Iterate
    coordinate: int

    @property
    def training(self) -> Training:
        return self.here.training

    @cached_property
    def t(self) -> Fraction:
        return abs(self.here.theta[self.coordinate])

    @cached_property
    def column(self) -> tuple[int, ...]:
        """y_n x_{n,i}, in pixels."""
        data = self.training.data
        return tuple(y * row[self.coordinate] for y, row in zip(data.labels, data.pixels, strict=True))

    def slopes(self, side: int) -> tuple[arb, ...]:
        """σ(m_n) at (side·t, w) for side -1, 0 or 1: a margin changes by a number that depends on the pixel alone."""
        lost = self.here.theta[self.coordinate] - side * self.t
        less, level = exact(self.training.eps * self.t * (side == 0)).exp(), exact(-lost / LEVELS).exp()
        factor = {x: less * level**x for x in set(self.column)}
        return sigmoids(o * factor[x] for o, x in zip(self.here.odds, self.column, strict=True))

    def partial(self, side: int) -> arb:
        """The i-th partial derivative at (side·t, w)."""
        eps = exact(side * self.training.eps)
        return average([s * (eps - arb(x) / LEVELS) for s, x in zip(self.slopes(side), self.column, strict=True)])

    @cached_property
    def measured(self) -> arb:
        return self.partial(1) - self.partial(-1)

    @cached_property
    def predicted(self) -> arb:
        """2ε·mean σ(m_n(0, w))."""
        return exact(2 * self.training.eps) * average(self.slopes(0))

    @cached_property
    def room(self) -> arb:
        """t/2·mean(x_{n,i}² + ε²)."""
        squares = Fraction(sum(x * x for x in self.column), LEVELS**2 * len(self.column))
        return exact(self.t / 2 * (squares + self.training.eps**2))

    def keep(self) -> arb:
        """The measured jump over the predicted one. Raises Broken, Undecided."""
        where = f"{self.training.data.name}, ε = {self.training.eps}, θ = {self.here.weights}, i = {self.coordinate}"
        require(JUMP, self.predicted, self.measured, where)
        require(LIMIT, self.measured, self.predicted + self.room, where)
        return self.measured / self.predicted


def crossings(step: Step) -> tuple[Crossing, ...]:
    """One for each weight whose sign differs, at that of the two parameters where it is not 0, the first if it is so at both."""
    return tuple(Crossing(step.before if step.before.weights[i] else step.after, i) for i in step.turned)
