"""How good an attack is: the part of the largest gain that a perturbation reaches, and what it takes beyond its budget.

The gain is that of the margin m, of which the logistic loss log(1 + e^m) is a function; for the linear model m = -yθᵀx. Perturbations are
taken as the exact numbers that they are: a float is a rational number, and one that is too large by a rounding is too large.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import arb, arb_mat, ctx

from verify.search.attack.linear import Order, Vector, ball, gain, largest_gain, norm, power, rooms
from verify.search.attack.maximum import largest, whole
from verify.search.attack.network import Margin, Network, column

BITS, MORE_BITS = 128, 2048
Box = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Graded:
    """One perturbation: `gain` and the `largest` one, how far it is beyond the budget in the norm, and beyond the box, each 0 if it is not.

    `known` tells that the ball `largest` is narrow: for a network it is wide where its maximiser is not decided.
    """

    gain: arb
    largest: arb
    excess: Fraction | arb
    outside: Fraction

    @property
    def part(self) -> arb | None:
        """gain/largest; None where nothing can be gained."""
        return self.gain / self.largest if self.largest > 0 else None

    @property
    def breaks(self) -> bool:
        """Is the budget or the box not kept?"""
        return bool(self.excess > 0) or self.outside > 0


@dataclass(frozen=True)
class Linear:
    """The linear model."""

    theta: Vector

    @property
    def inputs(self) -> int:
        return len(self.theta)

    def gains(self, x: Vector, y: int, delta: Vector, p: Order, eps: Fraction, box: Box | None) -> tuple[arb, arb]:
        """The gain, and the largest one. Raises ValueError for an x outside the box."""
        room = None if box is None else rooms(self.theta, x, y, box)
        return ball(gain(self.theta, delta, y)), largest_gain(self.theta, p, eps, room)


@dataclass(frozen=True)
class Swish:
    """A network of swish units."""

    network: Network

    @property
    def inputs(self) -> int:
        return self.network.inputs

    def gains(self, x: Vector, y: int, delta: Vector, p: Order, eps: Fraction, box: Box | None) -> tuple[arb, arb]:
        """The gain, and the largest one. Raises ValueError for another norm than L2 and L-infinity, and for a box."""
        if box is not None or p not in (2, None):
            raise ValueError("the largest loss of a network is certified under L2 and L-infinity, without a box")
        here = Margin(self.network, column(map(ball, x)), y)
        clean, there = here.clean, here.moved(column(map(ball, delta)))
        most = largest(whole(here, "L2" if p == 2 else "Linf", ball(eps))).value
        return there - clean, most - clean


def grade(
    model: Linear | Swish, x: Vector, y: int, delta: Vector, p: Order, eps: Fraction, box: Box | None = None
) -> Graded:
    """One perturbation of a data point. Raises ValueError for what the model does not allow."""
    with ctx.workprec(BITS):
        reached, most = model.gains(x, y, delta, p, eps, box)
        moved = [] if box is None else [a + b for a, b in zip(x, delta, strict=True)]
        beyond = [max(box[0] - e, e - box[1]) for e in moved] if box else []
        return Graded(reached, most, excess(delta, p, eps), max([Fraction(0), *beyond]))


def excess(delta: Vector, p: Order, eps: Fraction) -> Fraction | arb:
    """By how much ‖δ‖_p exceeds ε, 0 where it does not. Raises ValueError where 2048 bits do not tell."""
    moving = [e for e in delta if e]
    if p is None or len(moving) < 2:
        return max(max(map(abs, moving), default=Fraction(0)) - eps, Fraction(0))
    if p == 1:
        return max(sum(map(abs, moving), Fraction(0)) - eps, Fraction(0))
    for bits in (BITS, MORE_BITS):
        with ctx.workprec(bits):
            over = sum((power(abs(e), p) for e in moving), arb(0)) - power(eps, p)
            if over <= 0 or (p == 2 and sum((e * e for e in moving), Fraction(0)) <= eps**2):
                return Fraction(0)
            if over > 0:
                return norm(moving, p) - ball(eps)
    raise ValueError(f"‖δ‖_{p} and {eps} are not told apart with {MORE_BITS} bits")


def model_of(document: Mapping[str, Any]) -> Linear | Swish:
    """{"theta": [...]} or {"inner": [[...], ...], "shifts": [...], "outer": [...], "shift": ...}, of rational numbers.

    Raises KeyError, TypeError, ValueError for another document.
    """
    if "theta" in document:
        return Linear(tuple(map(Fraction, document["theta"])))
    inner = [[ball(Fraction(w)) for w in row] for row in document["inner"]]
    shifts, outer = ([ball(Fraction(w)) for w in document[name]] for name in ("shifts", "outer"))
    if not {len(inner)} == {len(shifts), len(outer)} or len({*map(len, inner)}) != 1:
        raise ValueError("a network has as many rows as shifts and output weights, all of one length")
    return Swish(Network(arb_mat(inner), column(shifts), column(outer), ball(Fraction(document["shift"]))))


def exactly(row: Sequence[Any]) -> Vector:
    """Floats, whole numbers or texts as the exact numbers that they are."""
    return tuple(Fraction(e.item() if hasattr(e, "item") else e) for e in row)
