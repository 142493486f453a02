"""The network under attack: for each data point where the maximiser over the ball or cube lies, with proof, and what PGD misses.

One letter a point: s on the sphere, with α > 0, M_T < 0 and no other maximiser; o on the sphere, the only one, but that condition is
not shown; i inside; c, e, f at a corner of the cube, on an edge, on a face of two or more dimensions, the only one; u undecided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from flint import arb, arb_mat

from practice.balls import PLACES, Enclosure, at_most, enclosed, exact, precisely, shown
from practice.constants import Constants, on_sphere
from practice.data import LEVELS, DataSet
from practice.model import Floats, Model
from practice.training import DIGITS, inputs, pgd
from verify.search.attack.maximum import MOST, Largest, Root, largest, local, perturbation, whole
from verify.search.attack.network import Margin, Network

STEP, STEPS = 0.01, 200  # the paper's setting of PGD
LETTERS = {"sphere": "s", "inside": "i", "corner": "c", "edge": "e", "face": "f"}
BOXES = 20_000  # for a data point: the hardest takes 14,098
QUANTILES = 20  # of a distribution its ends and what lies between, in twentieths
GRAIN = 10**DIGITS


@dataclass(frozen=True)
class Point:
    """One data point and its maximiser."""

    margin: Margin
    ball: str
    eps: arb
    found: Largest

    @property
    def root(self) -> Root | None:
        return self.found.root

    @cached_property
    def constants(self) -> Constants | None:
        """On the sphere; None elsewhere, and where the balls do not tell."""
        if self.root is None or self.root.kind != "sphere":
            return None
        try:
            return on_sphere(self.margin, self.eps, self.root.t)
        except ArithmeticError:  # Undecided, or no inverse was found
            return None

    @cached_property
    def perturbation(self) -> list[arb]:
        """x' - x. Raises ValueError where the maximiser is not known, or is not the only one."""
        return perturbation(self.margin, self.ball, self.eps, self.found.root)

    @cached_property
    def letter(self) -> str:
        if self.root is None:
            return "u"
        if self.root.kind == "sphere" and not ((c := self.constants) and c.strict):
            return "o"
        return LETTERS[self.root.kind]


def margin(network: Network, data: DataSet, n: int) -> Margin:
    return Margin(network, arb_mat([[arb(p) / LEVELS] for p in data.pixels[n]]), data.labels[n])


def point(network: Network, data: DataSet, n: int, ball: str, eps: Fraction, *, most: int = MOST) -> Point:
    """The maximiser of one data point, for every network of the balls."""
    here, radius = margin(network, data, n), exact(eps)
    return Point(here, ball, radius, largest(whole(here, ball, radius), most))


def correct(model: Model, data: DataSet) -> int:
    """How many points have an output of the sign of their label. Raises Undecided."""
    with precisely():
        return sum(not at_most(arb(0), margin(model.network, data, n).clean) for n in range(len(data.labels)))


def loss(m: arb) -> arb:
    """log(1 + e^m)."""
    return m.exp().log1p()


def attacked(model: Model, data: DataSet, ball: str, eps: Fraction) -> dict[str, Any]:
    """What is found for all data points. Raises Undecided."""
    with precisely():
        points = [point(model.network, data, n, ball, eps, most=BOXES) for n in range(len(data.labels))]
        letters = "".join(p.letter for p in points)
        return {
            "ball": ball,
            "epsilon": str(eps),
            "kinds": dict(sorted(Counter(letters).items())),
            "each": letters,
            "largest": " ".join(_largest(p) for p in points),
            "lemma 5": _lemma_5(points) if ball == "L2" else None,
            "pgd": _pgd(model, data, points),
        }


def _largest(p: Point) -> str:
    """The largest loss, rounded down: it lies less than a millionth above, or is not known."""
    low, high = enclosed(loss(p.found.value))
    units = low * PLACES // 1
    return shown((Fraction(units, PLACES),) * 2)[0] if high * PLACES < units + 1 else "-"


def _lemma_5(points: Sequence[Point]) -> dict[str, Any]:
    """α, c and C_θx where all that the repaired lemma asks for is shown, and the Lipschitz constant that it gives."""
    known = [c for p in points if (c := p.constants) and c.strict]
    return {
        "alpha": quantiles([enclosed(c.multiplier) for c in known]),
        "c": quantiles([enclosed(c.c) for c in known]),
        "C": quantiles([enclosed(c.mixed) for c in known]),
        "C/c": quantiles([enclosed(c.mixed / c.c) for c in known]),
    }


def _pgd(model: Model, data: DataSet, points: Sequence[Point]) -> dict[str, Any]:
    """Where PGD ends: at the maximiser, at another local maximum, or neither is shown; and the part of the gain that it misses."""
    ends = pgd(model, *inputs(data), points[0].ball, float(points[0].eps), step=STEP, steps=STEPS)
    graded = [ended(p, p.root, delta) for p, delta in zip(points, ends, strict=True) if p.root is not None]
    return {
        "step": str(Fraction(str(STEP))),
        "steps": STEPS,
        "ends": dict(sorted(Counter(end for end, _ in graded).items())),
        "missed": quantiles([enclosed(missed) for _, missed in graded]),
        "missed at another": quantiles([enclosed(missed) for end, missed in graded if end == "another"]),
    }


def ended(p: Point, best: Root, delta: Floats) -> tuple[str, arb]:
    """Where a perturbation ends, and the part of the largest gain of the margin that it misses."""
    exactly = arb_mat([[arb(int(v)) / GRAIN] for v in np.trunc(delta * GRAIN)])
    there, clean, most = p.margin.moved(exactly), p.margin.clean, p.found.value
    near = local(p.margin, p.ball, p.eps, exactly)
    strict = near is not None and replace(p, found=Largest(near, near.value, 1)).letter not in "oi"
    end = "elsewhere" if near is None or not strict else "maximiser" if near.same(best) else "another"
    return end, ((most - there) / (most - clean)).nonnegative_part()


def quantiles(known: Sequence[Enclosure]) -> list[list[str]]:
    """The smallest, those in twentieths, and the largest of numbers that are known by enclosures; none of none."""
    if not known:
        return []
    lows, highs = sorted(low for low, _ in known), sorted(high for _, high in known)
    places = [k * (len(known) - 1) // QUANTILES for k in range(QUANTILES + 1)]
    return [shown((lows[k], highs[k])) for k in places]
