"""Inequalities between quadratic forms of vectors: assumed ones times numbers, and squares that are completed.

    b - a = c_1 s_1 + c_2 s_2 + k_1 ‖w_1‖² + ... + k_m ‖w_m‖² + r        s_1, s_2 slacks of assumptions, r a number

Nothing here is believed: that the numbers are not negative, and that the sum is right, is up to the kernel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from verify.kernel.signs import Signs, factored, opened
from verify.language.claim import Claim
from verify.language.expansion import expand
from verify.language.forms import norm
from verify.language.operators import Norm, Total, Value, indexed
from verify.language.proof import Appeal, Derivation, chain, line
from verify.language.relation import Relation
from verify.language.term import ONE, Number, Pow, Rational, factors, summands, total
from verify.language.term import product as product_of

MOST_VECTORS = 8
MOST_ASSUMED = 6
MOST_TRIED = 120
SCALES = (Number(1), Number(2), Rational(1, 2))

Pair = tuple[Any, Any]
Form = Mapping[Pair, Any]


@dataclass(frozen=True)
class Known:
    """What is assumed: a slack, its quadratic form, and by what appeal."""

    slack: Any
    form: Form
    by: tuple[Appeal, ...]


def quadratic(claim: Claim, appeals: Iterable[Appeal], signs: Signs) -> Iterator[Derivation]:
    """By up to two assumptions, from both sides as they stand and between their squares."""
    goal = claim.conclusion
    if goal.op not in ("<=", "<"):
        return
    given: list[tuple[Relation, tuple[Appeal, ...]]] = [(r, ()) for r in claim.relations]
    given += [(a.relation, (a,)) for a in appeals]
    found = [k for r, by in given if r.op in ("<=", "<") for k in _known(r, by, signs)]
    known = [k for place, k in enumerate(found) if all(k.form != other.form for other in found[:place])]
    for squared in (False, True):
        if squared and not (isinstance(goal.lhs, Norm) and signs.nonnegative(goal.rhs)):
            continue
        left, right = (goal.lhs**2, goal.rhs**2) if squared else (goal.lhs, goal.rhs)
        form = _form(right - left)
        if form is None or not _vectors(form) or not (known or len(_vectors(form)) > 1):
            continue
        steps = iter(range(MOST_TRIED))
        for terms, by in _sums(form, known[:MOST_ASSUMED], signs, steps, 2 if known else 0):
            yield chain(line(goal.op, right, *terms, by=by), squared=squared)


def _known(r: Relation, by: tuple[Appeal, ...], signs: Signs) -> Iterator[Known]:
    """The slack as it stands, or that of the squares, where a norm is bounded by what is not negative."""
    form = _form(r.slack)
    if form:
        yield Known(r.slack, form, by)
    elif isinstance(r.lhs, Norm) and signs.nonnegative(r.rhs) and (form := _form(r.rhs**2 - r.lhs**2)):
        yield Known(r.slack * (r.rhs + r.lhs), form, by)


def _form(e: Any) -> Form | None:
    """The coefficients of the inner products of two vectors, of values of functions, and a number; None where there is another term."""
    found: dict[Pair, Any] = {}
    for part in (x for x in summands(opened(expand(e))) if x != 0):
        pair: list[Any] = []
        rest: list[Any] = []
        for f in factors(part):
            if isinstance(f, Total):
                pair += [x for y in factors(f.args[0]) for x in _twice(y)]
            elif isinstance(f, Pow) and isinstance(f.base, Norm) and f.exp == 2:
                pair += [f.base.args[0]] * 2
            else:
                rest.append(f)
        if not pair:
            at = next((f for f in rest if isinstance(f, Value)), ONE)
            pair, rest = [None, at], [f for f in rest if f is not at]
        elif len(pair) != 2 or not all(map(indexed, pair)):
            return None
        if any(indexed(f) or f.has(Total, Norm, Value) for f in rest):
            return None
        u, v = _pair(*pair)
        found[u, v] = found.get((u, v), Number(0)) + product_of(rest)
    return _tidy(found)


def _twice(e: Any) -> Iterator[Any]:
    yield from (e.base, e.base) if isinstance(e, Pow) and e.exp == 2 else (e,)


def _tidy(form: Form) -> Form:
    """Each coefficient as a quotient in factors; none that is 0."""
    plain = {pair: factored(opened(c)) for pair, c in form.items()}
    return {pair: c for pair, c in plain.items() if c != 0}


def _less(form: Form, other: Form) -> Form:
    nought = Number(0)
    return _tidy({p: form.get(p, nought) - other.get(p, nought) for p in dict.fromkeys((*form, *other))})


def _vectors(form: Form) -> list[Any]:
    return sorted({v for pair in form for v in pair if pair[0] is not None}, key=lambda x: x.key)


def _number(form: Form) -> Any:
    """What has no vectors."""
    return factored(total(c * pair[1] for pair, c in form.items() if pair[0] is None))


def _sums(
    form: Form, known: list[Known], signs: Signs, steps: Iterator[int], most: int
) -> Iterator[tuple[tuple[Any, ...], tuple[Appeal, ...]]]:
    """Terms that add up to the form, by at most so many assumptions; by few first."""
    if next(steps, None) is None:
        return
    if (found := squares(form, signs)) is not None:
        yield tuple(found), ()
        return
    for place, k in enumerate(known if most else ()):
        for times in _multiples(form, k.form, signs):
            rest = _less(form, {pair: times * c for pair, c in k.form.items()})
            for terms, by in _sums(rest, known[place + 1 :], signs, steps, most - 1):
                yield (times * k.slack, *terms), (*k.by, *by)


def _multiples(form: Form, other: Form, signs: Signs) -> list[Any]:
    """Numbers that are not negative, and so large that one of the inner products goes, or twice or half of that."""
    ratios = (factored(form[pair] / c) for pair, c in sorted(other.items(), key=str) if pair in form)
    scaled = dict.fromkeys(factored(s * r) for r in dict.fromkeys(ratios) for s in SCALES)
    return [r for r in scaled if signs.nonnegative(r)]


def squares(form: Form, signs: Signs) -> list[Any] | None:
    """k ‖w‖² that add up to the form with a number, all visibly not negative; None where a square cannot be completed."""
    rest = _number(form)
    if not signs.nonnegative(rest):
        return None
    found: list[Any] = [rest] if rest != 0 else []
    left: Form = {pair: c for pair, c in form.items() if pair[0] is not None}
    for _ in range(MOST_VECTORS):
        if not left:
            return found
        vectors = _vectors(left)
        if not all((v, v) in left for v in vectors):
            return None
        pivot = next((v for v in vectors if isinstance(left[v, v], Number)), vectors[0])
        c, size = left[pivot, pivot], _size(left[pivot, pivot], signs)
        if size is None:
            return None
        row = {v: factored(left.get(_pair(pivot, v), Number(0)) / (c if v == pivot else 2 * c)) for v in vectors}
        found.append(size * norm(total(k * v for v, k in row.items())) ** 2)
        taken: dict[Pair, Any] = {}
        for i, u in enumerate(vectors):
            for v in vectors[i:]:
                taken[_pair(u, v)] = c * row[u] * row[v] * (1 if u == v else 2)
        left = _less(left, taken)
    return None


def _size(c: Any, signs: Signs) -> Any:
    """The number, written so that it is seen not to be negative: as it is, or as a multiple of what is known; else None."""
    if signs.nonnegative(c):
        return c
    for k in signs.known if c.free_symbols else ():
        if k.slack != 0 and k.slack.free_symbols <= c.free_symbols and signs.nonnegative(rest := factored(c / k.slack)):
            return rest * k.slack
    return None


def _pair(u: Any, v: Any) -> Pair:
    return (u, v) if u is None or u.key <= v.key else (v, u)
