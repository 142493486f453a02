"""The theorems that something exists: what `recheck.py` does not cover. Python's standard library only.

Read `recheck.py` and `recheck_calculus.py` first. A theorem speaks of what the statement binds by "there is": of a vector u, or of a
number a and a vector u. It is used once, outside of every rule; nothing is known of a and u before.

    a ball         F(a, u) = 0 for some (a, u) with |(a, u) - start| < r, where |F(start)| < c r and in that open ball no singular value
                   of DF is below c: the path with DF(z) z' = -F(start) from the start has F(z(t)) = (1 - t) F(start) and stays inside
    a largest one  a continuous f has a largest value on {u : |u - centre| <= radius, ...}, closed and bounded, if that is not empty
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from recheck import OUTSIDE, Checker, Context, Relation, Schema
from recheck_calculus import CHAIN_RULE, ON_CURVES, derivative, smooth
from recheck_polynomials import ANY, require
from recheck_powers import norm

CONTINUOUS = (*ON_CURVES, "norm", "peak", "abs")
VARIABLES = {"vector": (True, False), "number": (False, False)}


def size(s: Checker, sorts: Sequence[str], parts: Sequence[int]) -> int:
    """The sum of the squares, of numbers and of the coordinates of vectors, which may be one number for all."""
    found = [s.dot(p, p) if sort == "vector" else s.power(p, 2) for sort, p in zip(sorts, parts, strict=True)]
    return found[0] if len(found) == 1 else s.add(*found)


def variable(s: Checker, k: int, sort: str, *terms: int) -> int:
    """A symbol of that sort, of which the terms do not speak. Raises Bad."""
    require(s.symbols[k][1:] == (sort, ANY, False), f"a variable is a {sort}")
    require(all(k not in s.symbols_in(t) for t in terms), "the variable is not free")
    return s.term("s", k)


def kinds(s: Checker, unknowns: Sequence[int]) -> list[str]:
    found = [s.symbols[u][1] for u in unknowns]
    require(found in (["vector"], ["number", "vector"]), "one vector, or a number and a vector")
    return found


def ball(s: Checker, unknowns: Sequence[int], said: Any, hints: Any) -> None:
    """There are unknowns with F = 0 in the ball; what is shown of the ball is the assumption at this place."""
    sorts = kinds(s, unknowns)
    equations, start, radius, bound, place = said
    F, x = ([*map(s.entered, terms)] for terms in (equations, start))
    r, c = s.entered(radius), s.entered(bound)
    require(len(F) == len(x) == len(unknowns), "an equation and a start for each unknown")
    for sort, f, v in zip(sorts, F, x, strict=True):
        require(s.carries(f) == VARIABLES[sort], "an equation of the kind of its unknown")
        require(not s.carries(v)[1] and s.carries(v)[0] <= VARIABLES[sort][0], "a start of the kind of its unknown")
    require(s.carries(r) == s.carries(c) == (False, False), "radius and bound are numbers")
    require(not s.symbols_in(*x, r, c) & {*unknowns}, "the ball speaks of what is to be found")
    variables, premises, (left, op, right) = assumption(s, place)
    require(len(variables) == 2 * len(unknowns) and len(premises) == 1 and op == "<=", "an assumption about the ball")
    points, directions = variables[: len(unknowns)], variables[len(unknowns) :]
    at = [
        s.term("s", p) if p == u else variable(s, p, sort, *F, *x, r, c)
        for p, u, sort in zip(points, unknowns, sorts, strict=True)
    ]
    k = [variable(s, v, sort, *F, *x, r, c) for v, sort in zip(directions, sorts, strict=True)]
    s.symbols.append((f"step_{len(s.symbols)}", "number", ANY, False))
    t = len(s.symbols) - 1
    line = {u: s.add(a, s.mul(s.term("s", t), h)) for u, a, h in zip(unknowns, at, k, strict=True)}
    moved = [s.put(f, line) for f in F]
    for f in moved:
        smooth(s, f, t, ON_CURVES)
    slopes = [s.put(derivative(s, f, t), {t: s.number(0)}) for f in moved]

    def inside(points: Sequence[int]) -> Relation:
        return size(s, sorts, [s.minus(p, v) for p, v in zip(points, x, strict=True)]), "<", s.power(r, 2)

    for one, other in (
        (premises[0], inside(at)),
        ((left, op, right), (s.mul(s.power(c, 2), size(s, sorts, k)), "<=", size(s, sorts, slopes))),
    ):
        require(one[1] == other[1], "another relation")
        s.equal(one[0], other[0])
        s.equal(one[2], other[2])
    here = dict(zip(unknowns, x, strict=True))
    near = (size(s, sorts, [s.put(f, here) for f in F]), "<", s.power(s.mul(c, r), 2))
    s.admit(near[0], near[2])
    (hint,) = hints
    s.holds(near, hint)
    found = [(f, "=", s.number(0)) for f in F]
    found.append(inside([s.term("s", u) for u in unknowns]))
    for q in found:
        s.admit(q[0], q[2])
        s.facts.append(q)
    s.cited.add(CHAIN_RULE)


def assumption(s: Checker, place: Any) -> Schema:
    """That with this number, once all has a value for all values of its variables: elsewhere it says nothing. Raises Bad."""
    require(type(place) is int and 0 <= place < len(s.schemas), "no such assumption")
    variables, premises, r = s.schemas[place]
    nothing = (s.number(0), "=", s.number(0))
    without = Context(s, [nothing if s.mentions(f, {*variables}) else f for f in s.facts], s.given, s.schemas)
    s.admit(*(side for q in (*premises, r) for side in (q[0], q[2])))
    without.leave()
    return variables, premises, r


def largest(s: Checker, unknowns: Sequence[int], said: Any, hints: Any) -> None:
    """There is a vector of the set at which f is largest: what is said of all others becomes an assumption."""
    require(kinds(s, unknowns) == ["vector"], "one vector")
    (u,) = unknowns
    value, centre, radius, more, start, other = said
    f, middle, r, x = map(s.entered, (value, centre, radius, start))
    conditions = [s.relation(q) for q in more]
    sides = [side for q in conditions for side in (q[0], q[2])]
    require(s.carries(f) == s.carries(r) == (False, False), "a number, and a number as the radius")
    require(not any(s.carries(t)[1] for t in (middle, x, *sides)), "nothing belongs to a data point")
    require(all(op in ("<=", "=") for _, op, _ in conditions), "a closed set")
    require(not s.symbols_in(middle, r, x) & {u}, "the set speaks of what is to be found")
    w = variable(s, other, "vector", f, middle, r, x, *sides, s.term("s", u))
    for t in (f, *sides):
        continuous(s, t, u)
        s.admit(t)
    here = [(norm(s, s.minus(s.term("s", u), middle)), "<=", r), *conditions]
    for q, hint in zip([s.put_all(q, {u: x}) for q in here], hints, strict=True):
        s.holds(q, hint)
    for q in here:
        s.admit(q[0], q[2])
    top = (s.put(f, {u: w}), "<=", f)
    s.facts += here
    s.schemas = [*s.schemas, ((other,), [s.put_all(q, {u: w}) for q in here], top)]


def continuous(s: Checker, t: int, u: int) -> None:
    """The term is continuous in u. Raises Bad where that is not seen."""
    head, *parts = s.entries[t]
    if u not in s.symbols_in(t) or head == "s":
        return
    require(head in CONTINUOUS, "what is made of other functions need not be continuous")
    if head == "^":
        kind, n = s.entries[parts[1]][0], s.entries[parts[1]][-1]
        require(kind == "n" and n.isdecimal() and n != "0", "only whole powers are continuous everywhere")
    for p in s.inner(t):
        continuous(s, p, u)


THEOREMS = {
    "the implicit function theorem on a ball": ball,
    "a continuous function has a largest value on a closed and bounded set": largest,
}


def there_is(s: Checker, name: str, unknowns: list[Any], said: Any, hints: Any) -> None:
    """What a theorem of the books says to exist is what the statement binds so: nothing is known of that yet.

    Afterwards something is: then it is no number any more that stands for every number.
    """
    bound, known = set(s.certificate["exists"]), len(s.facts)
    require(name in THEOREMS, f"no theorem {name!r} says that something exists")
    require(set(unknowns) == bound and len(unknowns) == len(bound), "the theorem speaks of what there is")
    require(not s.witness and not s.no_coordinate, "what there is is given, or in R^0")
    require(not any(s.mentions(r, bound) for r in (*s.facts, *s.given)), "something is known of it")
    require(not any(s.hides(schema, bound) for schema in s.schemas), "something is assumed of it")
    require(all(s.symbols[u][2:] == (ANY, False) for u in unknowns), "what there is has no sign")
    THEOREMS[name](s, unknowns, said, hints)
    s.given = [*s.given, *s.facts[known:]]
    s.cited.add(name)


OUTSIDE["there is"] = there_is
