"""What theorems on one coordinate say of sums over them, and what a claim assumes of its sums: for the search for a derivation.

Nothing here is believed: a term that is offered has to be seen to be nonnegative by the kernel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from verify.kernel.facts.norms import all_below, cauchy_schwarz, coordinate_size, holder_ends, largest, square_of_sum
from verify.kernel.facts.numbers import below_abs, triangle
from verify.kernel.facts.powers import one_term
from verify.kernel.signs import Signs, opened
from verify.language.claim import Claim
from verify.language.expansion import expand
from verify.language.expansion.roots import square_root_of
from verify.language.forms import norm
from verify.language.functions import Abs
from verify.language.operators import Norm, Peak, Total, Unknown, indexed, sampled
from verify.language.proof import Appeal
from verify.language.symbols import Label, Vector
from verify.language.term import ONE, Add, Number, Pow, Term, factors, product, summands, total

MOST = 12  # of each kind of theorem
KNOWN = (Unknown, Total, Norm, Peak)


def known(claim: Claim) -> dict[Any, Any]:
    """What is assumed to be a number, as the sum of probabilities, or 0, as the gradient at a minimiser."""
    sides = [side for r in claim.relations if r.op == "=" for side in ((r.lhs, r.rhs), (r.rhs, r.lhs))]
    return {e: value for e, value in sides if isinstance(e, KNOWN) and isinstance(value, Number)}


def of_one(claim: Claim) -> Iterator[Appeal]:
    """Where the claim is one for each coordinate: what bounds a coordinate by a number of the whole vector."""
    if not indexed(claim.conclusion.slack):
        return
    yield from islice(_triangles(_sizes(_all(claim))), MOST)
    for x in _atoms(_all(claim), (Norm, Total, Peak)):
        inner = x.args[0]
        if sampled(inner) or not indexed(inner):
            continue
        if isinstance(x, Norm):
            yield from (coordinate_size(inner), below_abs(inner), below_abs(-inner))
        elif isinstance(x, Peak):
            yield from (largest(inner), *_below_sizes(inner))
        else:
            yield from (one_term(inner), *_below_sizes(inner))


def _below_sizes(inner: Any) -> Iterator[Appeal]:
    if isinstance(inner, Abs):
        yield from (below_abs(inner.args[0]), below_abs(-inner.args[0]))


def of_sums(claim: Claim) -> Iterator[Appeal]:
    """Theorems on a whole vector that the sums and norms of the claim call for, those in its assumptions too."""
    sides = _all(claim)
    peaks = any(side.has(Peak) for side in sides)
    for x in _atoms(sides, (Total, Norm)):
        inner = x.args[0]
        if not indexed(inner) or sampled(inner):
            continue
        if isinstance(x, Norm):
            yield square_of_sum(inner**2)
            continue
        yield square_of_sum(inner)
        for u, v in _pairs(inner, claim) if peaks else ():
            yield from (holder_ends(s * u, v) for s in (1, -1))


def _pairs(inner: Any, claim: Claim) -> Iterator[tuple[Any, Any]]:
    """What a summand may be the product of, the first times a label that the claim speaks of, too."""
    whole = [*factors(inner)]
    labels = [ONE, *sorted({y for e in _all(claim) for y in e.free_symbols if type(y) is Label}, key=str)]
    if len(whole) == 2 and all(map(indexed, whole)):
        yield from ((y * u, v) for y in labels for u, v in (whole, whole[::-1]))
    else:
        yield ONE, inner


def under_sums(claim: Claim) -> Iterator[tuple[Any, Appeal]]:
    """(The sum of its slack over the coordinates, a theorem on one of them) for sizes and largest coordinates that occur in sums."""
    sides = _all(claim)
    if not any(side.has(Total) for side in sides):
        return
    inner = _sizes(sides)
    found = [*_triangles(inner)][:MOST]
    found += [largest(x.args[0]) for x in _atoms(sides, (Peak,)) if not sampled(x)][:MOST]
    found += [below_abs(s * e) for e in inner for s in (1, -1)][:MOST]
    weights = [r.rhs for r in claim.relations if r.op == "<=" and r.lhs == 0 and isinstance(r.rhs, Vector)]
    yield from ((Total(w * a.slack), a) for w in (ONE, *weights) for a in found)
    yield from ((Total(w * a.slack), a) for w in weights for a in (one_term(w),))


def _sizes(sides: Iterable[Any]) -> list[Any]:
    return [x.args[0] for x in _atoms(sides, (Abs,)) if indexed(x) and not sampled(x)]


def of_zeros(claim: Claim, appeals: Iterable[Appeal]) -> Iterator[Appeal]:
    """The inner products with what has the norm 0 by assumption, in the appeals."""
    zeros = {e.args[0] for e, value in known(claim).items() if isinstance(e, Norm) and value == 0}
    for a in appeals if zeros else ():
        for x in _atoms((a.relation.lhs, a.relation.rhs), (Total,)):
            whole = [*factors(x.args[0])]
            if len(whole) == 2 and zeros & {*whole}:
                yield from (cauchy_schwarz(s * whole[0], whole[1]) for s in (1, -1))


def square(e: Any) -> Any:
    """The square of a norm that an opened sum of inner products is, or None: ‖a u + b v‖² where that is written out."""
    coordinates = []
    for part in summands(e):
        sums = {x: inner for x in factors(part) if (inner := _summed(x)) is not None}
        if len(sums) != 1:
            return None
        coordinates.append(part.xreplace(sums))
    if len(coordinates) < 3:
        return None
    root = square_root_of(total(coordinates))
    return norm(root) ** 2 if root is not None and indexed(root) else None


def _summed(e: Any) -> Any:
    """What is summed up over the coordinates in a sum or the square of a norm."""
    if isinstance(e, Total):
        return e.args[0]
    return e.base.args[0] ** 2 if isinstance(e, Pow) and isinstance(e.base, Norm) and e.exp == 2 else None


def _triangles(inner: list[Any]) -> Iterator[Appeal]:
    """|a + b| <= |a| + |b| in every coordinate, where all three occur up to their signs, or the sum is written out."""
    for whole in inner:
        for one in inner:
            if one != whole:
                rest = expand(whole - one), expand(whole + one)
                yield from (triangle(s * one, r) for s, r in ((1, rest[0]), (-1, rest[1])) if _occurs(r, inner))
        if isinstance(whole, Add) and len(whole.args) == 2:
            yield triangle(*whole.args)


def _occurs(e: Any, inner: Iterable[Any]) -> bool:
    return any(expand(e - x) == 0 or expand(e + x) == 0 for x in inner)


def bounded_peaks(claim: Claim) -> Iterator[Appeal]:
    """The largest coordinate is at most what the goal says of it, for both signs of a size; the norm; the sum that is assumed."""
    goal, sides, sums = claim.conclusion, _all(claim), known(claim)
    for x in (x for x in _atoms(sides, (Peak,)) if isinstance(x.args[0], Abs)):
        v = x.args[0].args[0]
        yield from (all_below(x.args[0], e) for e in (Norm(v),) if any(side.has(e) for side in sides))
        yield from (all_below(x.args[0], value) for value in (sums.get(Total(v)),) if value is not None)
    inner = size_of(goal.lhs, Signs())
    for left in (goal.lhs,) if inner is None else (inner, -inner):
        for part in summands(expand(left)):
            if isinstance(part, Peak) and not indexed(bound := expand(goal.rhs - left + part)):
                yield all_below(part.args[0], bound)


def size_of(e: Any, signs: Signs) -> Any:
    """x, where the term is |x|, or |x| times what is visibly not negative; else None."""
    parts = [*factors(e)]
    sizes = [x for x in parts if isinstance(x, Abs)]
    rest = product(x for x in parts if not isinstance(x, Abs))
    if len(sizes) != 1 or not signs.nonnegative(rest):
        return None
    return rest * sizes[0].args[0]


def replaced(slack: Any, values: Mapping[Any, Any]) -> Any:
    """The slack opened, with what is known put in before and after; a sum of squares is the square of a norm."""
    found = opened(slack.xreplace(values))
    squares = {x: Norm(x.args[0].base) ** 2 for x in found.atoms(Total) if _is_square(x.args[0])}
    return opened(found.xreplace({**squares, **values})) if squares or values else found


def _is_square(e: Any) -> bool:
    return isinstance(e, Pow) and e.exp == 2 and isinstance(e.base, Vector)


def _all(claim: Claim) -> tuple[Term, ...]:
    goal = claim.conclusion
    own = [side for r in claim.relations if r.op != "!=" for side in (r.lhs, r.rhs)]
    return (goal.lhs, goal.rhs, opened(goal.slack), *own)


def _atoms(sides: Iterable[Any], kinds: tuple[Any, ...]) -> list[Any]:
    """The terms of these kinds, in one order for every hash seed."""
    return sorted({x for e in sides for kind in kinds for x in e.atoms(kind)}, key=str)
