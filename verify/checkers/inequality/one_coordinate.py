"""A claim on every coordinate, or on a sum over the coordinates, as one on the numbers of one coordinate.

Why it is sound.

    b - a = sum over i of g(u_i, v_i, c)        0 <= g(x, y, c) for all real x, y        R(u_i, c) for every i, from R(x, c) for every x
    ----------------------------------------------------------------------------        ----------------------------------------------
                          a <= b  (a < b, where d >= 1)                                                   R

    f(u_i, c) <= b for every i, from f(x, c) <= b for every x          f_i <= max f_j        f_i <= Σ f_j, f >= 0       |v_i| <= ‖v‖
    ----------------------------------------------------------         ---------------------------------------------------------
            max_i f(u_i, c) <= b  (< b), b a number                                 of each coordinate that there is

The numbers c are the claim's own, and, where the largest coordinate is bounded, the norms, sums and maxima in the bound, of which no
more is known than this. Of assumptions those are kept that speak of one coordinate or of numbers, and bounds of the
largest coordinate, for each; one less is a claim more. What depends on whole vectors, as a norm, is no number of one coordinate,
and a claim with it in the summand is refused.
Both sides of the claim visibly have values before anything is taken apart.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

from verify.kernel.coordinate import summand
from verify.kernel.domain import conditions
from verify.kernel.signs import Signs
from verify.language.claim import Claim
from verify.language.functions import Abs
from verify.language.operators import Inert, Norm, Peak, Total, indexed
from verify.language.possible import is_nonnegative, possible
from verify.language.relation import Relation
from verify.language.symbols import Vector, d
from verify.language.term import NOUGHT, Symbol


def one_coordinate(claim: Claim) -> list[Claim]:
    """Claims on numbers, each of which shows the claim; none where it is not about one coordinate."""
    signs = Signs(claim.relations, empty_total=bool(claim.beside))
    owed = [c for e in (claim.conclusion.lhs, claim.conclusion.rhs) for c in conditions(e)]
    if claim.abstract or claim.exists or not all(map(signs.holds, owed)):
        return []
    bounded, known = _of_the_largest(claim)
    given = tuple(r for r in (*map(_of_each, claim.relations), *known) if not _of_whole_vectors(r))
    goals = [g for g in (*bounded, *_summands(claim, signs)) if not _of_whole_vectors(g)]
    spoken = {s for r in (*goals, *given) for side in (r.lhs, r.rhs) for s in side.free_symbols}
    numbers = {v: Symbol._named(v.name, v.signs, False) for v in spoken if type(v) is Vector}
    if not numbers or {*numbers.values()} & spoken or any(type(s) not in (Vector, Symbol) for s in spoken):
        return []
    assuming = tuple(r.map(lambda e: e.xreplace(numbers)) for r in given)
    return [
        replace(claim, conclusion=g.map(lambda e: e.xreplace(numbers)), assuming=assuming, derive=None, beside=0)
        for g in goals
    ]


def _summands(claim: Claim, signs: Signs) -> list[Relation]:
    goal = claim.conclusion
    if indexed(goal.slack):
        return [goal]
    if goal.op not in ("<=", "<") or claim.beside:
        return []
    squared = signs.nonnegative(goal.rhs) and (goal.op == "<=" or signs.nonnegative(goal.lhs))
    slacks = [goal.slack, goal.rhs**2 - goal.lhs**2] if squared else [goal.slack]
    return [Relation(NOUGHT, goal.op, g) for g in map(summand, slacks) if g is not None]


def _of_the_largest(claim: Claim) -> tuple[list[Relation], list[Relation]]:
    """(The bound of every coordinate where one of the largest is claimed, what is known of the numbers in the bound)."""
    each, taken = _of_each(claim.conclusion), {s.name for e in claim.expressions for s in e.free_symbols}
    if each is claim.conclusion or claim.beside:
        return [], []
    names = (name for k in count() if (name := f"whole{k}") not in taken)
    whole = sorted((x for x in each.rhs.atoms(Peak, Norm, Total) if _tells_of_each(x)), key=str)
    rule = {x: Symbol._named(name, possible(x), False) for x, name in zip(whole, names, strict=False)}
    known = [Relation(Abs(x.args[0]) if isinstance(x, Norm) else x.args[0], "<=", s) for x, s in rule.items()]
    return [Relation(each.lhs, each.op, each.rhs.xreplace(rule))], known


def _tells_of_each(x: Any) -> bool:
    """Is every coordinate known to be at most this number?"""
    return not isinstance(x, Total) or is_nonnegative(x.args[0])


def _of_each(r: Relation) -> Relation:
    """The largest is at most b: so is each."""
    bound = isinstance(r.lhs, Peak) and r.op in ("<=", "<") and not indexed(r.rhs)
    return Relation(r.lhs.args[0], r.op, r.rhs) if bound else r


def _of_whole_vectors(r: Relation) -> bool:
    return r.slack.has(Inert, d)
