"""Claims that are sums over the coordinates: shown for one coordinate, in every sign pattern that the assumptions leave possible.

Why it is sound. Where the slack of a relation is a sum over the coordinates,

    b - a = sum over i of g_i          g_i >= 0 (g_i > 0) for every i          g_i for one i, from what is assumed there
    --------------------------------------------------------------          -------------------------------------------
                 a <= b  (a < b where d >= 1)                                        g_i for every i

    R(u_i) where u_i < 0        R(u_i) where u_i = 0        R(u_i) where u_i > 0
    ------------------------------------------------------------------------------
                          R(u_i) for every real number u_i

The coordinate is any of them: it has no number, and of other coordinates nothing is said. In a pattern u_i is -s, 0 or s with a
symbol s > 0, so |u_i| and the sign are known. A norm, a sum, an average and an unknown function stand as real numbers with
their declared sign: they depend on whole vectors, and equal texts are equal numbers. A pattern that breaks an assumption needs
no proof. An assumption p >= m with m >= 0 is used up by writing p = m + s, s >= 0: every admissible p is of this form. What has
no value in a pattern is not shown in it.

Strict relations with vectors that may be those of R^0, and determinants, are kept away by `verify.kernel.for_all`, which also
asks for values of the claim. What is a sum is read off the normal form (`verify.language.normal`).
The signs of terms in symbols of declared sign are those of `verify.language.possible`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product as every
from typing import Any

from verify.kernel.domain import conditions
from verify.kernel.gram import without_slopes
from verify.kernel.reasons import Reason, Said
from verify.kernel.signs import Signs, factored
from verify.language.expansion import expand
from verify.language.forms import vectors
from verify.language.operators import Field, Jacobian, Mean, Norm, Peak, Product, Total, Value, indexed
from verify.language.possible import NOT_NEGATIVE, NOT_ZERO, is_nonnegative, possible
from verify.language.relation import Relation, le
from verify.language.remembered import remembered
from verify.language.symbols import Vector, d
from verify.language.term import POSITIVE, ZERO, Dummy, Pow, factors, product, summands, total

SIGNS_OF = {
    "<=": NOT_NEGATIVE,
    "<": POSITIVE,
    "=": ZERO,
    "!=": NOT_ZERO,
}  # the signs of the slack for which a relation may hold
MOST_PATTERNS = 3**5  # five vectors: with more a derivation says more than a table of signs
FREE_OF_SIGNS = (Total, Norm, Peak, Product, Mean, Value, Field, Jacobian)


def summand(slack: Any) -> Any | None:
    """g with slack = sum over the coordinates of g; None where the slack is not linear in such sums.

    c*Total(f) is the sum of c*f, and c*d that of c, for a number c that has no index.
    """
    parts = []
    e = expand(slack)
    squares = {x: Total(x.base.args[0] ** 2) for x in e.atoms(Pow) if isinstance(x.base, Norm) and x.exp == 2}
    for part in summands(expand(e.xreplace(squares))):
        if part == 0:
            continue
        whole = factors(part)
        sums = [x for x in whole if isinstance(x, Total) or x is d]
        if len(sums) != 1:
            return None
        scalar = product(x for x in whole if x is not sums[0])
        if scalar.has(Total, Mean, d) or indexed(scalar):
            return None
        parts.append(scalar * sums[0].args[0] if isinstance(sums[0], Total) else scalar)
    return total(parts)


def holds_for_one_coordinate(goal: Relation, assumptions: tuple[Relation, ...]) -> Said | None:
    """None when `goal` follows from the assumptions for one real coordinate of each vector; otherwise the open sign patterns."""
    peaks = {p for r in (goal, *assumptions) for p in r.slack.atoms(Peak)}
    frozen = _Frozen()
    goal, *given = [r.map(frozen) for r in (goal, *assumptions, *(le(p.args[0], p) for p in peaks))]
    names = vectors([side for r in (goal, *given) for side in (r.lhs, r.rhs)])
    if 3 ** len(names) > MOST_PATTERNS:
        return Said(Reason.TOO_MANY_PATTERNS, {"count": len(names)})
    still_open = [
        p for p in every((-1, 0, 1), repeat=len(names)) if not _pattern(goal, given, dict(zip(names, p, strict=True)))
    ]
    if not still_open:
        return None
    shown = tuple(f"({', '.join(map(str, p))})" for p in still_open[:3])
    return Said(Reason.OPEN_PATTERNS, {"names": tuple(names), "patterns": shown})


class _Frozen:
    """Norms, totals and unknown functions as real symbols that keep their sign: their arguments are whole vectors."""

    def __init__(self) -> None:
        self.names: dict[Any, Any] = {}

    def __call__(self, e: Any) -> Any:
        if isinstance(e, FREE_OF_SIGNS):
            e = expand(e)
        if isinstance(e, FREE_OF_SIGNS):
            if e not in self.names:
                self.names[e] = Dummy.of(str(e), possible(e))
            return self.names[e]
        return e.func(*map(self, e.args)) if e.args else e


@remembered
def _size(v: Vector) -> Any:
    """The absolute value of a coordinate that is not 0: one symbol for all the patterns."""
    return Dummy(f"|{v.name}|", positive=True)


def _pattern(goal: Relation, assumptions: list[Relation], signs: dict[Vector, int]) -> bool:
    """Does the goal hold, with a value, where the coordinates have these signs, or can the assumptions not hold there?"""
    sizes = {v: _size(v) for v in signs}
    rule: dict[Any, Any] = {v: s * sizes[v] for v, s in signs.items()}
    given = [_replaced(r, rule) for r in assumptions]
    if any(_impossible(r) for r in given):
        return True
    shift: dict[Any, Any] = {}
    for _ in range(len(given)):
        new = next(shifts([_replaced(r, shift) for r in given]), None)
        if new is None:
            break
        shift = {**{k: v.xreplace(new) for k, v in shift.items()}, **new}
        given = [_replaced(r, new) for r in given]
    facts = Signs(tuple(given))
    here = [_replaced(_replaced(c, rule), shift) for side in (goal.lhs, goal.rhs) for c in conditions(side)]
    return all(map(facts.holds, here)) and _settled(_replaced(_replaced(goal, rule), shift), facts)


def _replaced(r: Relation, rule: dict[Any, Any]) -> Relation:
    return r.map(lambda e: expand(without_slopes(e.xreplace(rule))))


def _impossible(r: Relation) -> bool:
    signs = possible(expand(r.slack))
    return not signs & SIGNS_OF[r.op]


def shifts(given: list[Relation]) -> Iterator[dict[Any, Any]]:
    """An assumption p >= m about positive symbols is used up by writing p = m + slack; p <= b by b = p + slack."""
    for r in given:
        if r.op not in ("<=", "<") or is_nonnegative(expand(r.slack)):
            continue
        for p in sorted(r.slack.free_symbols, key=lambda s: s.key):
            rest = expand(p - r.slack)
            if is_nonnegative(p) and not rest.has(p) and is_nonnegative(rest):
                yield {p: rest + Dummy.of("s", POSITIVE if r.op == "<" else NOT_NEGATIVE)}


def _settled(goal: Relation, facts: Signs) -> bool:
    if goal.op in ("=", "!="):
        return bool(facts.holds(goal))
    test = facts.positive if goal.op == "<" else facts.nonnegative
    return bool(test(expand(goal.slack)) or test(factored(goal.slack)))
