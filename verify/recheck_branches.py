"""Maximisers of a loss over a ball, for all parameters in a box, re-checked in intervals. Python's standard library only.

Shown is where they lie: inside, or on the sphere; that there is one for each parameter; or that it moves by at most K times
as much as the parameter. That there is one at all is known of a continuous loss. Nothing is searched for: words of the proof
say how the ball is cut into pieces, and why there is no maximiser in a piece.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from recheck_boxes import bounds_of, is_real
from recheck_intervals import Bad
from recheck_jets import (
    HEADS,
    ONE,
    ZERO,
    Box,
    Formula,
    Pair,
    add,
    around,
    contains_0,
    dot,
    formula,
    inverse,
    minus,
    pieces,
    squares,
    times,
)
from recheck_numbers import Table, fraction

MOST_BRANCHES = 2
MOST_WORK = 500_000  # parts of steps, once for each piece and derivative


def check(certificate: Mapping[str, Any], proof: Mapping[str, Any]) -> None:
    """Raise Bad unless the claim is what all maximisers do."""
    if certificate["verdict"] != "PROVED" or certificate["uniform"] or certificate["exists"]:
        raise Bad("what all maximisers do is shown")
    region, op, by, most = stated(certificate, proof)
    where = located(region, region.word(proof["cover"]))
    if op is not None:
        if where.op != op:
            raise Bad("the maximiser is elsewhere")
        return
    c = fraction(proof["curvature"])
    curved = pieces(where.box, region.word(proof["curved"], by=region.inputs))
    if c <= 0 or not all(curves(region, where, c, box) for box, _ in curved):
        raise Bad("a maximiser need not be the only one")
    turned = pieces(where.box, region.word(proof["turned"], by=by)) if by else ()
    if not all(turns(region, by, c * most, box) for box, _ in turned):
        raise Bad("the maximiser may move faster")


# ------------------------------------------------------------------------------------------- maximisers on a ball, as stated


class Branch(NamedTuple):
    """x' maximises the loss over the ball of points v with |v - centre|^2 <= radius2, for all parameters between bounds."""

    loss: int
    centre: dict[int, Fraction]  # by the symbols of x'
    radius2: Fraction


def _ball(table: Table, relation: Sequence[Any]) -> tuple[dict[int, Fraction], str, Fraction] | None:
    """The centre, the relation and the number in (x_1 - c_1)^2 + ... op number."""
    centre: dict[int, Fraction] = {}
    for part in _squares(table, relation[0]) or ():
        head, *parts = table.terms[part]
        if head == "+" and len(parts) == 2 and table.terms[parts[1]][0] == "n":
            head, symbol = table.terms[parts[0]][:2]
            shift = fraction(table.terms[parts[1]][1])
        else:
            symbol, shift = parts[0], Fraction(0)
        if head != "s" or symbol in centre:
            return None
        centre[symbol] = -shift
    head, *parts = table.terms[relation[2]]
    return (centre, relation[1], fraction(parts[0])) if centre and head == "n" else None


def _differences(table: Table, k: int) -> dict[int, int]:
    """{x_1: z_1, ...} for (x_1 - z_1)^2 + ...; empty for another term."""
    pairs: dict[int, int] = {}
    for part in _squares(table, k) or ():
        head, *parts = table.terms[part]
        if head != "+" or len(parts) != 2:
            return {}
        one, (other, *factors) = (table.terms[p] for p in parts)
        if one[0] != "s" or other != "*" or len(factors) != 2 or table.terms[factors[0]] != ["n", "-1"]:
            return {}
        head, symbol = table.terms[factors[1]][:2]
        if head != "s" or one[1] in pairs:
            return {}
        pairs[one[1]] = symbol
    return pairs


def _squares(table: Table, k: int) -> list[int] | None:
    """What is squared in a sum of squares."""
    parts = [table.terms[p] for p in (table.terms[k][1:] if table.terms[k][0] == "+" else [k])]
    if any(part[0] != "^" or table.terms[part[2]] != ["n", "2"] for part in parts):
        return None
    return [part[1] for part in parts]


def _same(table: Table, a: int, b: int, rule: Mapping[int, int], known: set[tuple[int, int]]) -> bool:
    """Is the second term the first with other symbols in the place of those of the rule?"""
    if (a, b) in known:
        return True
    (head, *parts), (other, *others) = table.terms[a], table.terms[b]
    if head != other or len(parts) != len(others):
        return False
    if head in ("n", "s"):
        equal = parts == others if head == "n" else rule.get(parts[0], parts[0]) == others[0]
    else:
        equal = head in HEADS and all(_same(table, p, q, rule, known) for p, q in zip(parts, others, strict=True))
    if equal:
        known.add((a, b))
    return equal


def _branches(certificate: Mapping[str, Any], table: Table) -> dict[frozenset[int], Branch]:
    """Every assumption "for all v in the ball: loss(v) <= loss(x')" whose x' is assumed to be in that ball, by the symbols of x'."""
    balls = [b for r in certificate["assume"] if isinstance(r, list) and (b := _ball(table, r)) and b[1] == "<="]
    schemas = [a for a in certificate["assume"] if isinstance(a, dict)]
    if max(len(balls), len(schemas)) > MOST_BRANCHES:
        raise Bad("too many maximisers")
    found = {}
    for schema in schemas:
        (inside,), (other, op, loss) = schema["assume"], schema["conclude"]
        where = _ball(table, inside)
        if where is None or list(where[0]) != schema["variables"] or (where[1], op) != ("<=", "<="):
            continue
        for centre, _, radius2 in balls:
            rule = dict(zip(centre, where[0], strict=False))
            fits = list(centre.values()) == list(where[0].values()) and radius2 == where[2]
            if fits and not set(centre) & set(where[0]) and _same(table, loss, other, rule, set()):
                found[frozenset(centre)] = Branch(loss, centre, radius2)
    return found


class Stated(NamedTuple):
    """A maximiser is inside (<) or on the sphere (=); or, without op, moves at most so many times as much as some parameters."""

    region: Region
    op: str | None
    by: Sequence[int]  # the steps of the loss that these parameters are
    most: Fraction


def stated(certificate: Mapping[str, Any], proof: Mapping[str, Any]) -> Stated:
    """What the certificate says. Raises Bad for what is not about a maximiser."""
    table = Table(certificate)
    if not all(map(is_real, table.symbols)):
        raise Bad("what all maximisers do is shown for real numbers")
    branches, bounds = _branches(certificate, table), bounds_of(certificate, table)
    bound = {v for a in certificate["assume"] if isinstance(a, dict) for v in a["variables"]}
    for s in bound.union(*branches):
        bounds.pop(s, None)
    best = [fraction(x) for x in proof["best"]]
    left, op, right = certificate["conclude"]
    if place := _ball(table, (left, op, right)):
        branch = branches[frozenset(place[0])]
        if (place[0], place[2]) != (branch.centre, branch.radius2):
            raise Bad("the conclusion is about another ball")
        loss, _ = formula(table, branch.loss, [*branch.centre], bounds)
        return Stated(_region(loss, branch, best), op, (), Fraction(0))
    pairs, moved, most = _moves(table, left, op, right)
    branch, other = branches[frozenset(pairs)], branches[frozenset(pairs.values())]
    rule = pairs | moved
    if [other.centre[rule[s]] for s in branch.centre] != [*branch.centre.values()] or other.radius2 != branch.radius2:
        raise Bad("two maximisers over one ball are compared")
    if any(bounds[s] != bounds[t] for s, t in moved.items()) or set(moved) & set(moved.values()):
        raise Bad("two parameters between the same bounds are compared")
    own = {s: x for s, x in bounds.items() if s not in moved.values()}
    if len(set(rule.values())) != len(rule) or not _same(table, branch.loss, other.loss, rule, set()):
        raise Bad("two maximisers of one loss are compared")
    loss, steps = formula(table, branch.loss, [*branch.centre], own)
    by = [steps[s] for s in moved if s in steps]
    return Stated(_region(loss, branch, best), None, by, most)


def _region(loss: Formula, branch: Branch, best: Sequence[Fraction]) -> Region:
    """The numbers, rounded outward. Raises Bad where the best point is not in the ball."""
    if sum((x - c) ** 2 for x, c in zip(best, branch.centre.values(), strict=True)) > branch.radius2:
        raise Bad("the point to compare with is not in the ball")
    centre, at = (tuple(around(x, x) for x in point) for point in (branch.centre.values(), best))
    return Region(loss, centre, around(branch.radius2, branch.radius2), at)


def _moves(table: Table, left: int, op: str, right: int) -> tuple[dict[int, int], dict[int, int], Fraction]:
    """The pairs in |x' - z'|^2 = 0, or in |x' - z'| <= K |s - t| with K."""
    if (op, table.terms[right]) == ("=", ["n", "0"]):
        return _differences(table, left), {}, Fraction(0)
    head, *parts = table.terms[right]
    times = Fraction(1)
    if head == "*" and len(parts) == 2 and table.terms[parts[0]][0] == "n":
        times, right = fraction(table.terms[parts[0]][1]), parts[1]
    (one, a, p), (other, b, q) = table.terms[left], table.terms[right]
    if (op, one, other) != ("<=", "^", "^") or not table.terms[p] == table.terms[q] == ["n", "1/2"]:
        raise Bad("no rule for the conclusion")
    moved = _differences(table, b)
    if not moved or times <= 0:
        raise Bad("no rule for the conclusion")
    return _differences(table, a), moved, times


# ---------------------------------------------------------------------------------------------- maximisers on a ball, as they are


class Region(NamedTuple):
    """A loss for parameters in a box, the ball of its inputs, and a point of the ball to compare with."""

    loss: Formula
    centre: Box
    radius2: Pair
    best: Box

    @property
    def root(self) -> Box:
        """A box around the ball: |v_k - c_k| <= r, the root of the radius^2, rounded up."""
        r = math.isqrt(self.radius2[1] * ONE) + 1
        return tuple((low - r, high + r) for low, high in self.centre)

    @property
    def inputs(self) -> range:
        return range(len(self.centre))

    def word(self, word: Any, by: Collection[int] = ()) -> str:
        """The word that cuts a box. Raises Bad where its pieces are too many for the derivatives that each of them asks for."""
        cost = sum(map(len, self.loss.steps)) * (1 + len(self.inputs)) * (1 + len(by))
        if not isinstance(word, str):
            raise Bad("a word that cuts a box is a text")
        if len(word) * cost > MOST_WORK:
            raise Bad("too much to compute")
        return word

    def least(self) -> int:
        """What the loss surely is at the best point, for any parameters."""
        return self.loss.jet(self.best).value[0]

    def offset(self, box: Box) -> list[Pair]:
        return [add(x, minus(c)) for x, c in zip(box, self.centre, strict=True)]

    def gradient(self, box: Box) -> list[Pair]:
        first = self.loss.jet(box, self.inputs).first
        return [first.get(k, ZERO) for k in self.inputs]

    def excludes(self, box: Box, letter: str, least: int) -> bool:
        """Is there no maximiser in the box, for the reason that the letter names?

        At a maximiser over the ball the gradient g is 0 in the inside, and g = mu o with mu >= 0 on the sphere, o = x' - centre:
        otherwise a small step into the ball goes up.
        """
        if letter == "v":  # the loss is too small
            return self.loss.jet(box).value[1] < least
        o = self.offset(box)
        if letter == "o":  # outside the ball
            return squares(o)[0] > self.radius2[1]
        g = self.gradient(box)
        if letter == "g":  # inside, and g is not 0
            return squares(o)[1] < self.radius2[0] and not all(map(contains_0, g))
        if letter == "i":  # <g, o> < 0
            return dot(g, o)[1] < 0
        if letter == "t":  # g is not along o
            turns = (add(times(g[i], o[j]), minus(times(g[j], o[i]))) for j in range(len(g)) for i in range(j))
            return not all(map(contains_0, turns))
        return False


class Where(NamedTuple):
    """A box around all maximisers; are they inside (<) or on the sphere (=); and mu = <g, o>/radius^2, which is 0 inside."""

    box: Box
    op: str
    multiplier: Pair


@lru_cache(maxsize=16)
def located(region: Region, cover: str) -> Where:
    """What is left of the ball where the pieces of the cover are excluded, but those marked "e". Raises Bad."""
    least, left = region.least(), list[Box]()
    for box, letter in pieces(region.root, cover):
        if letter == "e":
            left.append(box)
        elif not region.excludes(box, letter, least):
            raise Bad("a maximiser may be where it is excluded")
    box = tuple((min(low for low, _ in side), max(high for _, high in side)) for side in zip(*left, strict=True))
    if not box:
        raise Bad("a maximiser is somewhere")
    o = region.offset(box)
    if squares(o)[1] < region.radius2[0]:
        return Where(box, "<", ZERO)
    if any(all(map(contains_0, region.gradient(piece))) for piece in left):
        raise Bad("a maximiser may be inside or on the sphere")
    return Where(box, "=", times(dot(region.gradient(box), o), inverse(region.radius2)))


def curves(region: Region, where: Where, c: Fraction, box: Box) -> bool:
    """Is mu - H - c positive definite, H the second derivative by the inputs, everywhere in the box?"""
    inputs = region.inputs
    shift = add(where.multiplier, minus(around(c, c)))
    second = region.loss.jet(box, inputs, [(i, j) for j in inputs for i in range(j + 1)]).second
    rows = [[minus(second.get((min(i, j), max(i, j)), ZERO)) for j in inputs] for i in inputs]
    for k, row in enumerate(rows):
        row[k] = add(row[k], shift)
    return _positive_definite(rows)


def turns(region: Region, moved: Collection[int], most: Fraction, box: Box) -> bool:
    """Is the second derivative M by an input and a parameter at most so large, as the root of the sum of its squares?

    For maximisers x at s and z at t, w = x - z: <g(x, s) - g(z, t), w> = mu |w|^2 for the mean mu of both multipliers, since
    <o_x, w> = |w|^2/2 = -<o_z, w> where |o_x| = |o_z|. With means over segments that is <H w, w> + <M (s - t), w>, so that
    c |w|^2 <= |M| |s - t| |w|. For s = t it is c |w|^2 <= 0.
    """
    inputs = region.inputs
    entries = region.loss.jet(box, {*inputs, *moved}, [(i, j) for i in inputs for j in moved]).second
    return squares(entries.values())[1] <= around(most**2, most**2)[0]


def _positive_definite(rows: list[list[Pair]]) -> bool:
    """Are all pivots of the elimination positive? That decides for symmetric matrices; the upper half is read."""
    for k, row in enumerate(rows):
        if row[k][0] <= 0:
            return False
        for i in range(k + 1, len(rows)):
            ratio = minus(times(row[i], inverse(row[k])))
            for j in range(i, len(rows)):
                rows[i][j] = add(rows[i][j], times(ratio, row[j]))
    return True
