"""Adversarial training by gradient descent, in balls: each weight is the multiple of 10^-5 nearest to that of the exact step."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from practice.balls import exact, nearest
from practice.iterate import UNIT, Iterate, Training

SPREAD = UNIT // 4  # first weights lie between -1/4 and 1/4
SEED = 0


def start(training: Training, seed: int = SEED) -> Iterate:
    """The first weights, drawn with the seed."""
    draw = Random(seed)
    return Iterate(training, tuple(round((2 * draw.random() - 1) * SPREAD) for _ in range(training.data.dimension)))


def following(here: Iterate) -> Iterate:
    """One step θ - η∇L_ε(θ), rounded. Raises Undecided where a ball does not tell the nearest multiple."""
    rate = exact(here.training.rate) * UNIT
    steps = zip(here.weights, here.gradient, strict=True)
    return Iterate(here.training, tuple(nearest(w - rate * g) for w, g in steps))


def path(first: Iterate, steps: int) -> Iterator[Iterate]:
    """The first parameter and those after so many steps."""
    yield first
    for _ in range(steps):
        first = following(first)
        yield first
