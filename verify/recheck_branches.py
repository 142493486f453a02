"""Maximisers of a loss over a ball, for all parameters in a box, re-checked in intervals. Python's standard library only.

Shown is where they lie: inside, or on the sphere; that there is one for each parameter; or that it moves by at most K times
as much as the parameter. That there is one at all is known of a continuous loss.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from recheck_boxes import Box, Jet, Terms, bounds_of, is_real, pieces
from recheck_intervals import Bad, Interval, Numbers, Open, minus
from recheck_numbers import Table, fraction, with_enough_bits

MOST_PIECES = 2_000  # of the ball
MOST_WORK = 1_500_000  # words of 64 bits that may be computed


def check(certificate: Mapping[str, Any], proof: Mapping[str, Any]) -> None:
    """Raise Bad unless the claim is what all maximisers do."""
    if certificate["verdict"] != "PROVED" or certificate["uniform"] or certificate["exists"]:
        raise Bad("what all maximisers do is shown")
    with_enough_bits(_check, certificate, proof, MOST_WORK)


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
        equal = head in Terms.HEADS and all(_same(table, p, q, rule, known) for p, q in zip(parts, others, strict=True))
    if equal:
        known.add((a, b))
    return equal


def _branches(certificate: Mapping[str, Any], table: Table) -> dict[frozenset[int], Branch]:
    """Every assumption "for all v in the ball: loss(v) <= loss(x')" whose x' is assumed to be in that ball, by the symbols of x'."""
    balls = [b for r in certificate["assume"] if isinstance(r, list) and (b := _ball(table, r)) and b[1] == "<="]
    found = {}
    for schema in (a for a in certificate["assume"] if isinstance(a, dict)):
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


def _check(table: Table, certificate: Mapping[str, Any], proof: Mapping[str, Any], numbers: Numbers) -> None:
    if not all(map(is_real, table.symbols)):
        raise Bad("what all maximisers do is shown for real numbers")
    branches, bounds = _branches(certificate, table), bounds_of(certificate, table)
    bound = {v for a in certificate["assume"] if isinstance(a, dict) for v in a["variables"]}
    for s in bound.union(*branches):
        bounds.pop(s, None)
    best = [fraction(x) for x in proof["best"]]
    left, op, right = certificate["conclude"]
    if stated := _ball(table, (left, op, right)):
        branch = branches[frozenset(stated[0])]
        if (stated[0], stated[2]) != (branch.centre, branch.radius2):
            raise Bad("the conclusion is about another ball")
        where = Where(table, numbers, branch, bounds, best, fraction(proof["finest"]))
        if where.op != op:
            raise Bad("the maximiser is elsewhere")
        return
    pairs, moved, times = _moves(table, left, op, right)
    branch, other = branches[frozenset(pairs)], branches[frozenset(pairs.values())]
    rule = pairs | moved
    if [other.centre[rule[s]] for s in branch.centre] != [*branch.centre.values()] or other.radius2 != branch.radius2:
        raise Bad("two maximisers over one ball are compared")
    if any(bounds[s] != bounds[t] for s, t in moved.items()) or set(moved) & set(moved.values()):
        raise Bad("two parameters between the same bounds are compared")
    own = {s: x for s, x in bounds.items() if s not in moved.values()}
    if len(set(rule.values())) != len(rule) or not _same(table, branch.loss, other.loss, rule, set()):
        raise Bad("two maximisers of one loss are compared")
    where = Where(table, numbers, branch, own, best, fraction(proof["finest"]))
    c = fraction(proof["curvature"])
    if c <= 0 or not where.curves(c) or not where.turns(moved, c * times):
        raise Bad("the maximiser may move faster")


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


class Where:
    """A box that contains each maximiser for any parameters: what is left of the ball where none is excluded by an interval.

    At a maximiser over the ball the gradient g is 0 in the inside, and g = mu o with mu >= 0 on the sphere, o = x' - centre:
    otherwise a small step into the ball goes up. The formulas of `Terms` have continuous derivatives where they have values.
    """

    def __init__(
        self,
        table: Table,
        numbers: Numbers,
        branch: Branch,
        bounds: dict[int, Interval],
        best: Sequence[Fraction],
        finest: Fraction,
    ) -> None:
        self.table, self.numbers, self.branch, self.bounds = table, numbers, branch, bounds
        self.inputs = tuple(branch.centre)
        at_best = tuple(Interval(x, x) for x in best)
        if self.dot(self.offset(at_best), self.offset(at_best)).high > branch.radius2:
            raise Bad("the point to compare with is not in the ball")
        self.least = self.loss(at_best).value.low
        radius = self.numbers.root(numbers.exactly(branch.radius2), 2).high
        ball = tuple(Interval(c - radius, c + radius) for c in branch.centre.values())
        left: list[Box] = []

        def settled(box: Box) -> bool:
            if self.excludes(box):
                return True
            if all(side.high - side.low <= finest for side in box):
                left.append(box)
                return True
            return False

        pieces(ball, settled, MOST_PIECES)
        self.box = tuple(
            Interval(min(x.low for x in side), max(x.high for x in side)) for side in zip(*left, strict=True)
        )
        self.op, self.multiplier = self._place(left)

    def _place(self, left: list[Box]) -> tuple[str, Interval]:
        """Inside the ball, or on the sphere where no gradient is 0; and mu = <g, o>/radius^2 there."""
        o = self.offset(self.box)
        if self.dot(o, o).high < self.branch.radius2:
            return "<", self.numbers.exactly(0)
        if any(all(map(_contains_0, self.gradient(box))) for box in left):
            raise Open("a maximiser may be inside or on the sphere")
        return "=", self.numbers.times(
            self.dot(self.gradient(self.box), o), self.numbers.exactly(1 / self.branch.radius2)
        )

    def loss(self, box: Box, *, by: Sequence[int] = (), then_by: Sequence[int] = ()) -> Jet:
        """The loss with its derivatives for inputs in the box and all parameters."""
        values = {**self.bounds, **dict(zip(self.inputs, box, strict=True))}
        return Terms(self.table, self.numbers, values, by=by, then_by=then_by)[self.branch.loss]

    def gradient(self, box: Box) -> list[Interval]:
        first = self.loss(box, by=self.inputs).first
        return [first.get(s, self.numbers.exactly(0)) for s in self.inputs]

    def second(self, box: Box, by: Sequence[int]) -> list[list[Interval]]:
        """The second derivatives by an input and each of these symbols."""
        second = self.loss(box, by=(*self.inputs, *by), then_by=self.inputs).second
        return [[second.get((i, j), self.numbers.exactly(0)) for j in by] for i in self.inputs]

    def offset(self, box: Box) -> list[Interval]:
        return [
            self.numbers.add(x, self.numbers.exactly(-c)) for x, c in zip(box, self.branch.centre.values(), strict=True)
        ]

    def dot(self, u: Sequence[Interval], v: Sequence[Interval]) -> Interval:
        """The inner product; of an interval with itself all squares are >= 0."""
        total, two = self.numbers.exactly(0), self.numbers.exactly(2)
        for a, b in zip(u, v, strict=True):
            total = self.numbers.add(total, self.numbers.power(a, two) if a is b else self.numbers.times(a, b))
        return total

    def excludes(self, box: Box) -> bool:
        """Is the box outside the ball, or the loss too small, or g not 0 inside, or <g, o> < 0, or g not along o?"""
        o = self.offset(box)
        distance2 = self.dot(o, o)
        if distance2.low > self.branch.radius2:
            return True
        if self.loss(box).value.high < self.least:
            return True
        g = self.gradient(box)
        if distance2.high < self.branch.radius2 and not all(map(_contains_0, g)):
            return True
        if self.dot(g, o).high < 0:
            return True
        places = [(i, j) for j in range(len(g)) for i in range(j)]
        times = self.numbers.times
        return any(not _contains_0(self.numbers.add(times(g[i], o[j]), minus(times(g[j], o[i])))) for i, j in places)

    def curves(self, c: Fraction) -> bool:
        """Is mu - H - c positive definite, H the second derivative by the inputs, everywhere in the box?"""
        shift = self.numbers.add(self.multiplier, self.numbers.exactly(-c))

        def test(box: Box) -> bool:
            rows = [[minus(x) for x in row] for row in self.second(box, self.inputs)]
            for k, row in enumerate(rows):
                row[k] = self.numbers.add(row[k], shift)
            return self._positive_definite(rows)

        return bool(pieces(self.box, test))

    def turns(self, moved: Mapping[int, int], most: Fraction) -> bool:
        """Is the second derivative M by an input and a parameter at most so large, as the root of the sum of its squares?

        For maximisers x at s and z at t, w = x - z: <g(x, s) - g(z, t), w> = mu |w|^2 for the mean mu of both multipliers, since
        <o_x, w> = |w|^2/2 = -<o_z, w> where |o_x| = |o_z|. With means over segments that is <H w, w> + <M (s - t), w>, so that
        c |w|^2 <= |M| |s - t| |w|. For s = t it is c |w|^2 <= 0.
        """

        def test(box: Box) -> bool:
            entries = [x for row in self.second(box, tuple(moved)) for x in row]
            return self.dot(entries, entries).high <= most**2

        return not moved or bool(pieces(self.box, test))

    def _positive_definite(self, rows: list[list[Interval]]) -> bool:
        """Are all pivots of the elimination positive? That decides for symmetric matrices; the upper half is read."""
        for k, row in enumerate(rows):
            if row[k].low <= 0:
                return False
            for i in range(k + 1, len(rows)):
                ratio = minus(self.numbers.times(row[i], self.numbers.inverse(row[k])))
                for j in range(i, len(rows)):
                    rows[i][j] = self.numbers.add(rows[i][j], self.numbers.times(ratio, row[j]))
        return True


def _contains_0(x: Interval) -> bool:
    return x.low <= 0 <= x.high
