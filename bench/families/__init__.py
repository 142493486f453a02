"""Inequalities that are true by construction, each with a spoiled twin that is false, from a seed.

A family takes a source of random numbers and returns the true one and its twin. Twins have a constant past the optimum,
a strict relation where the sides touch, the relation turned round, or an assumption less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from bench.families import algebraic, logistic, transcendental
from bench.families.draw import Pair

FAMILIES: dict[str, Callable[[Random], Pair]] = {
    f.__name__: f
    for f in (
        algebraic.squares,
        algebraic.disguised_squares,
        algebraic.am_gm,
        algebraic.cauchy,
        algebraic.norms,
        transcendental.exp_tangent,
        transcendental.log_tangent,
        transcendental.convex,
        transcendental.boxes,
        logistic.logistic,
        logistic.softplus,
        logistic.entropy,
    )
}


@dataclass(frozen=True)
class Case:
    """One inequality with its conditions, whether it is true, and where it is from."""

    name: str
    claim: str
    where: tuple[str, ...]
    true: bool
    source: str


def cases(seed: int, *, each: int = 25) -> Iterator[Case]:
    """`each` different true ones of every family, each followed by its twin, no two alike."""
    for name, family in FAMILIES.items():
        random, seen = Random(f"{seed} {name}"), set[tuple[str, tuple[str, ...]]]()
        while len(seen) < 2 * each:
            claim, where, twin, twin_where = family(random)
            if (claim, where) in seen or (twin, twin_where) in seen:
                continue
            k = len(seen) // 2
            yield Case(f"{name}-{k}", claim, where, True, name)
            yield Case(f"{name}-{k}-twin", twin, twin_where, False, name)
            seen |= {(claim, where), (twin, twin_where)}
