"""Logarithms in weighted sums: log(u) is at least 1 - 1/u, in every coordinate, times the weight and summed up.

Such is Gibbs's inequality, that of an entropy and that of the sum of exponentials beside it. What is found is an appeal to the
tangent of the exponential at 0, with a sum that it makes nonnegative: the kernel checks both.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

from verify.kernel.facts.calculus import tangent
from verify.kernel.signs import opened
from verify.language.claim import Claim
from verify.language.functions import exp, log
from verify.language.operators import Total, indexed
from verify.language.proof import Appeal, Derivation, chain, line
from verify.language.term import NOUGHT, Number, factors, summands, total
from verify.language.term import product as product_of
from verify.prover.smoothness import free_number

MOST_GROUPS = 3  # weights, each with its own sum
Group = dict[Any, list[tuple[Fraction, Any]]]


def by_tangents(claim: Claim) -> Iterator[Derivation]:
    """Derivations of one line: for each weight one of its sums, and the rest."""
    goal = claim.conclusion
    for found in product(*choices) if (choices := [*map(list, _choices(claim))]) else ():
        terms = [term for term, _ in found]
        rest = opened(goal.slack - total(terms))
        by = tuple(a for _, a in found)
        yield chain(line(goal.op, goal.rhs, *terms, by=by))
        if rest != NOUGHT:
            yield chain(line(goal.op, goal.rhs, *terms, rest, by=by))


def _choices(claim: Claim) -> Iterator[list[tuple[Any, Appeal]]]:
    """For each weight the sums with their tangents: of its logarithms, with other numbers and with other sums of this weight."""
    goal = claim.conclusion
    if claim.exists or goal.op not in ("<=", "<") or not any(x.has(log) for x in goal.slack.atoms(Total)):
        return
    alone, beside, numbers = _read(opened(goal.slack))
    t = free_number(claim)
    for (unit, weight), logs in [*alone.items()][:MOST_GROUPS]:
        more = [[], numbers.get(unit, [])], [[], beside.get((unit, weight), [])]
        sizes = dict.fromkeys(abs(c) for c, _ in logs)
        bends = {(n, total(c / n * v for c, v in (*logs, *a, *b))): None for n in sizes for a, b in product(*more)}
        yield [
            (product_of((Number(n), unit, Total(product_of((weight, a.slack))))), a)
            for n, a in ((n, tangent(exp(t), t, Number(0), -bend)) for n, bend in bends)
        ]


def _read(slack: Any) -> tuple[Group, Group, Group]:
    """Of the summands c u Σ(w v), c a number: by (u, w) each (c, v), v a logarithm or not; by u each (c, log of a number)."""
    alone, beside, numbers = Group(), Group(), Group()
    for part in summands(slack):
        parts = [*factors(part)]
        sums: list[Any] = [x for x in parts if isinstance(x, Total)]
        found = sums or [x for x in parts if isinstance(x, log)]
        if len(found) != 1:
            continue
        c, unit = _apart([x for x in parts if x is not found[0]])
        if not sums:
            numbers.setdefault(unit, []).append((c, found[0]))
            continue
        inner = [*factors(found[0].args[0])]
        for k, v in enumerate(inner):
            weight = product_of([*inner[:k], *inner[k + 1 :]])
            if indexed(v) and indexed(weight):
                (alone if isinstance(v, log) else beside).setdefault((unit, weight), []).append((c, v))
    return alone, beside, numbers


def _apart(parts: list[Any]) -> tuple[Fraction, Any]:
    """The number among the factors, and the others."""
    numbers = [x.value for x in parts if isinstance(x, Number)]
    return prod(numbers, start=Fraction(1)), product_of([x for x in parts if not isinstance(x, Number)])
