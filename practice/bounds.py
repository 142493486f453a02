"""The proved bounds at a step of the path: which claim, where it may be applied, and that it is kept.

An assumption is looked at exactly, on the data and the two parameters; a claim is applied where all of its assumptions hold and
nowhere else. A bound that is not kept is a fault of ours, in the claim or here: `Broken` stops the run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import Any

from flint import arb

from practice.balls import at_most, exact
from practice.iterate import Iterate, Step, Training

THETA_MIN = Fraction(1, 4)
Assumption = Callable[[Step], bool]


class Broken(Exception):
    """A proved bound is not kept: the claim and the step."""

    def __init__(self, claim: str, where: Any, left: arb, right: arb) -> None:
        super().__init__(f"{claim} is broken: {left} is not at most {right}, at {where}")


def require(claim: str, left: arb, right: arb, where: Any) -> None:
    """The bound is kept. Raises Broken where it is not, Undecided where the balls do not tell."""
    if not at_most(left, right):
        raise Broken(claim, where, left, right)


@dataclass(frozen=True)
class Bound:
    """A claim on two parameters, `measured` <= `bound`, and what it assumes."""

    claim: str
    assumptions: Mapping[str, Assumption]
    measured: Callable[[Step], arb]
    bound: Callable[[Step], arb]

    def fails(self, step: Step) -> tuple[str, ...]:
        """The assumptions that do not hold."""
        return tuple(name for name, holds in self.assumptions.items() if not holds(step))

    def keep(self, step: Step) -> arb | None:
        """How much of the bound is used, measured/bound; None where θ₁ = θ₂ and both are 0. Raises Broken, Undecided."""
        if step.before.weights == step.after.weights:
            return None
        left, right = self.measured(step), self.bound(step)
        require(self.claim, left, right, where(step))
        return left / right


def where(step: Step) -> str:
    """The point: everything that the two sides depend on beside the data."""
    t = step.training
    return (
        f"{t.data.name}, {t.ball}, ε = {t.eps}, θ₁ = {step.before.weights}, θ₂ = {step.after.weights} in units of 10⁻⁵"
    )


def reach(t: Training) -> Fraction:
    """The radius of a ball that holds the adversarial examples: R + ε under L2, R + ε√d under L-infinity."""
    return t.data.radius + t.eps * (root_of_dimension(t) if t.ball == "Linf" else 1)


def root_of_dimension(t: Training) -> Fraction:
    """√d. Raises ValueError where it is not a whole number: then the constants are not rational."""
    root = isqrt(t.data.dimension)
    if root * root != t.data.dimension:
        raise ValueError(f"d = {t.data.dimension} is no square")
    return Fraction(root)


def data_constant(t: Training) -> Fraction:
    """(R + ε)²/4 or (R + ε√d)²/4."""
    return reach(t) ** 2 / 4


def theorem_1(t: Training) -> Fraction:
    return data_constant(t) + t.eps / THETA_MIN


def standard(t: Training) -> Fraction:
    """R²/4, that of the loss without an attack (assumption-1/smooth)."""
    return t.data.radius**2 / 4


def printed(t: Training, largest: Fraction) -> Fraction:
    """C_θθ + εC_θx/θ_min with what assumption-1/smooth and /mixed give on ‖x'‖ <= R + ε and ‖θ‖ <= `largest`."""
    return data_constant(t) + t.eps / THETA_MIN * (1 + largest * reach(t) / 4)


def _times_moved(constant: Callable[[Training], Fraction]) -> Callable[[Step], arb]:
    return lambda step: exact(constant(step.training)) * step.moved


def _every_pair(step: Step) -> arb:
    return exact(data_constant(step.training)) * step.moved + exact(step.training.eps) * step.signs_apart


def _away(i: Iterate) -> bool:
    return i.square >= THETA_MIN**2


DATA: dict[str, Assumption] = {
    "‖x_n‖ ≤ R": lambda step: step.training.data.largest_square <= step.training.data.radius**2
}
AWAY: dict[str, Assumption] = {
    "θ_min ≤ ‖θ₁‖": lambda step: _away(step.before),
    "θ_min ≤ ‖θ₂‖": lambda step: _away(step.after),
}
NO_ZERO: dict[str, Assumption] = {
    "no θ₁,ᵢ = 0": lambda step: all(step.before.signs),
    "no θ₂,ᵢ = 0": lambda step: all(step.after.signs),
}
SAME_SIGNS: dict[str, Assumption] = {"sign θ₁ = sign θ₂": lambda step: not step.turned}

LEMMA_2 = Bound(
    "lemma-2/lipschitz",
    AWAY,
    lambda step: step.example_moved,
    _times_moved(lambda t: t.eps / THETA_MIN),
)
THEOREM_1 = Bound("theorem-1/smooth", DATA | AWAY, lambda step: step.change, _times_moved(theorem_1))
THEOREM_2 = Bound(
    "theorem-2/same-signs", DATA | SAME_SIGNS | NO_ZERO, lambda step: step.change, _times_moved(data_constant)
)
EVERY_PAIR = Bound("theorem-2-every-pair/every-pair", DATA, lambda step: step.change, _every_pair)
BOUNDS = {"L2": (LEMMA_2, THEOREM_1), "Linf": (THEOREM_2, EVERY_PAIR)}


def beyond(step: Step, constant: Fraction) -> bool:
    """Does the gradient change by more than this constant times ‖θ₁ - θ₂‖? Raises Undecided."""
    if step.before.weights == step.after.weights:
        return False
    return not at_most(step.change, exact(constant) * step.moved)
