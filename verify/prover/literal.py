"""The cited theorems of which a claim is an instance as it stands: read off both of its sides.

Nothing here is believed: a theorem that is named is an appeal, and whether it shows the claim is up to the kernel.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from verify.kernel.facts.norms import (
    all_below,
    coordinate_size,
    holder,
    largest,
    mean_norm,
    norms_decrease,
    norms_grow,
)
from verify.kernel.facts.powers import one_term, power_falls, power_grows, young
from verify.language.expansion import expand
from verify.language.functions import Abs
from verify.language.operators import Mean, Norm, Peak, Total, indexed
from verify.language.proof import Appeal
from verify.language.relation import Relation
from verify.language.term import ONE, Number, Pow, factors
from verify.language.term import product as product_of


def literal(goal: Relation) -> Iterator[Appeal]:
    """Theorems whose two sides have the shape of those of the goal, or of two sizes in them; the likeliest first."""
    if goal.op not in ("<=", "<"):
        return
    yield from _of_every_coordinate(goal)
    yield from _of_norms(goal)
    yield from _of_powers(goal)


def _of_every_coordinate(goal: Relation) -> Iterator[Appeal]:
    if isinstance(goal.lhs, Peak) and not indexed(goal.rhs):
        yield all_below(goal.lhs.args[0], goal.rhs)
    for x in sorted(goal.rhs.atoms(Total, Norm, Peak), key=str) if indexed(goal.lhs) else ():
        inner = x.args[0]
        yield (
            one_term(inner)
            if isinstance(x, Total)
            else largest(inner)
            if isinstance(x, Peak)
            else coordinate_size(inner)
        )
    yield from (
        mean_norm(x.args[0].args[0]) for x in sorted(goal.lhs.atoms(Norm), key=str) if isinstance(x.args[0], Mean)
    )


def _of_norms(goal: Relation) -> Iterator[Appeal]:
    left, right = sizes(goal.lhs), sizes(goal.rhs)
    for (v, r), (w, s) in product(left, right):
        if expand(v - w) == 0 or expand(v + w) == 0:
            yield norms_decrease(v, s, r)
            yield norms_grow(v, r, s)
    pairs = [x.args[0] for x in sorted(goal.lhs.atoms(Total), key=str)]
    pairs = [found for e in pairs if len(found := [*factors(e)]) == 2 and all(map(indexed, found))]
    for (u, v), (_, p), (_, q) in product(pairs, right, right):
        if ONE not in (p, q):
            yield from (holder(sign * u, v, p, q) for sign in (1, -1))


def sizes(e: Any) -> list[tuple[Any, Any]]:
    """(v, p) for the L_p norms of vectors, p finite, that occur in the term as `norm` writes them."""
    found = [(x.args[0], Number(2)) for x in e.atoms(Norm)]
    found += [(x.args[0].args[0], ONE) for x in e.atoms(Total) if isinstance(x.args[0], Abs)]
    for x in e.atoms(Pow):
        inner = x.base.args[0] if isinstance(x.base, Total) else None
        if isinstance(inner, Pow) and isinstance(inner.base, Abs) and expand(inner.exp * x.exp) == 1:
            found.append((inner.base.args[0], inner.exp))
    return sorted(dict.fromkeys(found), key=str)


def _of_powers(goal: Relation) -> Iterator[Appeal]:
    if isinstance(goal.lhs, Pow) and isinstance(goal.rhs, Pow):
        yield power_grows(goal.lhs.base, goal.rhs.base, goal.lhs.exp)
        yield power_falls(goal.lhs.base, goal.rhs.exp, goal.lhs.exp)
    whole = [*factors(goal.lhs)]
    for k, x in enumerate(whole):
        rest = product_of([*whole[:k], *whole[k + 1 :]])
        if len(whole) > 1 and not any(map(indexed, whole)):
            yield young(rest, *((x.base, x.exp) if isinstance(x, Pow) else (x, ONE)))
