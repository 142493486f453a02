"""A step of training and the maximiser: does its kind change, how far does it move, and does it keep to Lemma 5's bound?

The bound is that of one branch over the whole step, which is cut into PIECES: balls hold all networks of a piece, each of them has
one maximiser, on the sphere, with the constants c and C_θx of all. So x' has a derivative on the step, and by lemma-5/velocity
‖x'(θ_1) - x'(θ_2)‖ <= C_θx/c·‖θ_1 - θ_2‖ with the largest C_θx/c of the pieces.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import arb

from practice.attacked import Point, point, quantiles
from practice.balls import enclosed, exact, length, precisely
from practice.bounds import require
from practice.data import DataSet
from practice.model import Model, apart
from verify.search.attack.network import segment

EVERY = 4  # of the data points every so many
PIECES = 8
CLAIM = "lemma-5/velocity"


@dataclass(frozen=True)
class Move:
    """One data point before and after a step."""

    before: Point
    after: Point

    @property
    def known(self) -> bool:
        return self.before.root is not None and self.after.root is not None

    @property
    def kinds(self) -> str:
        return self.before.letter + self.after.letter

    @property
    def face_changes(self) -> bool:
        """Does the maximiser go to another corner, edge or face of the cube?"""
        return bool(self.before.root and self.after.root and self.before.root.signs != self.after.root.signs)

    @property
    def distance(self) -> arb:
        """‖x'(θ_1) - x'(θ_2)‖."""
        return length(a - b for a, b in zip(self.before.perturbation, self.after.perturbation, strict=True))


def moved(before: Model, after: Model, data: DataSet, ball: str, eps: Fraction) -> dict[str, Any]:
    """What a step does to the maximisers. Raises Broken, Undecided."""
    with precisely():
        square, chosen = apart(before, after), range(0, len(data.labels), EVERY)
        step = exact(square).sqrt()
        moves = {n: Move(*(point(m.network, data, n, ball, eps) for m in (before, after))) for n in chosen}
        known = {n: m for n, m in moves.items() if m.known}
        over = {n: m.distance / step for n, m in known.items()}
        constants = {n: lipschitz(before, after, data, n, eps) for n in known if ball == "L2"}
        return {
            "ball": ball,
            "epsilon": str(eps),
            "every": EVERY,
            "points": len(moves),
            "step squared": str(square),
            "kinds": dict(sorted(Counter(m.kinds for m in moves.values()).items())),
            "other faces": sum(m.face_changes for m in known.values()) if ball == "Linf" else None,
            "moved over step": quantiles([enclosed(r) for r in over.values()]),
            "bound": _kept(over, constants, f"ε = {eps}, θ₁ = {before}, θ₂ = {after}") if ball == "L2" else None,
        }


def lipschitz(before: Model, after: Model, data: DataSet, n: int, eps: Fraction) -> arb | None:
    """C_θx/c for the whole step; None where one branch over all of it is not shown."""
    largest = arb(0)
    for k in range(PIECES):
        share = (arb(k) / PIECES).union(arb(k + 1) / PIECES)
        c = point(segment(before.network, after.network, share), data, n, "L2", eps).constants
        if not (c and c.strict):
            return None
        largest = largest.max(c.mixed / c.c)
    return largest


def _kept(over: dict[int, arb], constants: dict[int, arb | None], where: str) -> dict[str, Any]:
    """For how many points the bound is shown, the constant, and the share of it that is used. Raises Broken, Undecided."""
    shown = {n: c for n, c in constants.items() if c is not None}
    for n, constant in shown.items():
        require(CLAIM, over[n], constant, f"n = {n}, {where}")
    return {
        "claim": CLAIM,
        "shown": len(shown),
        "C/c": quantiles([enclosed(c) for c in shown.values()]),
        "used": quantiles([enclosed(over[n] / c) for n, c in shown.items()]),
    }
