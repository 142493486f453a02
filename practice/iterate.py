"""The linear model at one parameter: the adversarial loss of Eq. (18) in closed form, its gradient, and its reflections.

The margin of a data point is m_n = -y_n θᵀx_n + ε‖θ‖_q, q = 2 for the L2 ball and q = 1 for the L-infinity ball; the loss is the
average of log(1 + e^{m_n}) and its gradient that of σ(m_n)(-y_n x_n + ε u), u = θ/‖θ‖ or sign θ with sign(0) = 0. Weights are
whole multiples of 10^-5, so every inner product, and under L-infinity every margin, is an exact rational number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import starmap
from operator import mul

from flint import arb, arb_mat

from practice.balls import average, exact, length
from practice.data import LEVELS, DataSet

UNIT = 10**5  # a weight is a whole number of 1/UNIT


@dataclass(frozen=True)
class Training:
    """What a path is made of: the data, the ball of the attack, its radius, and the step size."""

    data: DataSet
    ball: str  # "L2" or "Linf"
    eps: Fraction
    rate: Fraction = Fraction(1, 8)


@dataclass(frozen=True)
class Iterate:
    """One parameter of a path; `weights` are in units of 10^-5."""

    training: Training
    weights: tuple[int, ...]

    @cached_property
    def theta(self) -> tuple[Fraction, ...]:
        return tuple(Fraction(w, UNIT) for w in self.weights)

    @cached_property
    def signs(self) -> tuple[int, ...]:
        return tuple((w > 0) - (w < 0) for w in self.weights)

    @cached_property
    def square(self) -> Fraction:
        """‖θ‖², exactly."""
        return Fraction(sum(w * w for w in self.weights), UNIT**2)

    @cached_property
    def norm(self) -> arb:
        """‖θ‖."""
        return exact(self.square).sqrt()

    @cached_property
    def direction(self) -> tuple[arb, ...]:
        """u, the gradient of the dual norm. Raises ValueError under L2 at θ = 0, where there is none."""
        if self.training.ball == "Linf":
            return tuple(map(arb, self.signs))
        if not any(self.weights):
            raise ValueError("under L2 the loss has no gradient at θ = 0")
        return tuple(exact(t) / self.norm for t in self.theta)

    @cached_property
    def attack(self) -> arb:
        """ε times the dual norm: what the attack adds to every margin."""
        size = exact(Fraction(sum(map(abs, self.weights)), UNIT)) if self.training.ball == "Linf" else self.norm
        return exact(self.training.eps) * size

    @cached_property
    def products(self) -> tuple[int, ...]:
        """-y_n θᵀx_n in units of 1/(16·10^5)."""
        data = self.training.data
        return tuple(-y * sum(map(mul, self.weights, row)) for y, row in zip(data.labels, data.pixels, strict=True))

    @cached_property
    def odds(self) -> tuple[arb, ...]:
        """e^{-m_n}."""
        return tuple((-(arb(p) / (LEVELS * UNIT) + self.attack)).exp() for p in self.products)

    @cached_property
    def slopes(self) -> tuple[arb, ...]:
        """σ(m_n)."""
        return sigmoids(self.odds)

    @cached_property
    def loss(self) -> arb:
        """L_ε(θ): log(1 + e^m) = -log(1 - σ(m))."""
        return -average([(1 - s).log() for s in self.slopes])

    @cached_property
    def gradient(self) -> tuple[arb, ...]:
        data = self.training.data
        pulled = arb_mat([list(starmap(mul, zip(data.labels, self.slopes, strict=True)))]) * data.matrix
        pull = exact(self.training.eps) * average(self.slopes)
        size = LEVELS * len(data.labels)
        return tuple(pull * u - pulled[0, i] / size for i, u in enumerate(self.direction))


@dataclass(frozen=True)
class Step:
    """Two parameters one after the other."""

    before: Iterate
    after: Iterate

    @cached_property
    def training(self) -> Training:
        return self.before.training

    @cached_property
    def moved(self) -> arb:
        """‖θ₁ - θ₂‖."""
        pairs = zip(self.before.weights, self.after.weights, strict=True)
        return exact(Fraction(sum((a - b) ** 2 for a, b in pairs), UNIT**2)).sqrt()

    @cached_property
    def change(self) -> arb:
        """‖∇L_ε(θ₁) - ∇L_ε(θ₂)‖."""
        return length(difference(self.before.gradient, self.after.gradient))

    @cached_property
    def example_moved(self) -> arb:
        """‖x'(θ₁) - x'(θ₂)‖, the same for every data point."""
        return exact(self.training.eps) * length(difference(self.before.direction, self.after.direction))

    @cached_property
    def turned(self) -> tuple[int, ...]:
        """The coordinates in which the signs differ; one of them may be 0."""
        pairs = zip(self.before.signs, self.after.signs, strict=True)
        return tuple(i for i, (a, b) in enumerate(pairs) if a != b)

    @cached_property
    def signs_apart(self) -> arb:
        """‖sign θ₁ - sign θ₂‖."""
        pairs = zip(self.before.signs, self.after.signs, strict=True)
        return arb(sum((a - b) ** 2 for a, b in pairs)).sqrt()


def sigmoids(odds: Iterable[arb]) -> tuple[arb, ...]:
    """σ(m) of each e^{-m}."""
    return tuple(1 / (1 + o) for o in odds)


def difference(a: Sequence[arb], b: Sequence[arb]) -> tuple[arb, ...]:
    return tuple(p - q for p, q in zip(a, b, strict=True))
