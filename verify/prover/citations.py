"""Looks for the theorems and assumptions that show an inequality in one line: each is used once, times what makes it fit.

Where the difference of the two sides has a term whose sign is not visible, an appeal is looked for that has such a term; the
difference without the appeal's slack is the next one. What is found is a derivation like an author's: the kernel checks it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain as chained
from itertools import islice, product
from typing import Any

from verify.kernel.chain import check
from verify.kernel.facts.calculus import mean_value, tangent
from verify.kernel.facts.logistic import below_one
from verify.kernel.facts.norms import (
    cauchy_schwarz,
    holder_ends,
    inner_size,
    minkowski,
    norms_decrease,
    power_mean,
    scaled,
    square_of_sum,
)
from verify.kernel.facts.numbers import below_abs, max_apart, min_apart, triangle
from verify.kernel.for_all import signs_of
from verify.kernel.gram import is_zero
from verify.kernel.reasons import NotShown
from verify.kernel.signs import Signs, factored, opened
from verify.language.claim import Claim
from verify.language.expansion import expand
from verify.language.forms import norm
from verify.language.functions import Abs, Max, Min, exp, log, sigmoid, softplus
from verify.language.operators import Norm, Peak, Total, Unknown, indexed, sampled
from verify.language.proof import Appeal, Derivation, Lemma, Schema, chain, line
from verify.language.relation import Relation
from verify.language.symbols import Label, Vector, d
from verify.language.term import Add, Number, Pow, Rational, Symbol, factors, sqrt, summands, total
from verify.language.term import product as product_of
from verify.prover.literal import literal
from verify.prover.of_coordinates import (
    bounded_peaks,
    known,
    of_one,
    of_sums,
    of_zeros,
    replaced,
    size_of,
    square,
    under_sums,
)
from verify.prover.of_logarithms import by_tangents
from verify.prover.plain_lemmas import plain_lemmas
from verify.prover.quadratic import quadratic
from verify.prover.smoothness import descents, free_number, gradient_steps, premise

MOST_APPEALS = 4  # in one line: with more an author says more than a search
FEW = 8  # sizes, and summands of each, among which sums are looked for
MOST_CANDIDATES = 60
MOST_VALUES = 81
MOST_STEPS = 60  # with one appeal, with two, ...


@dataclass(frozen=True)
class Found:
    """Appeals with the terms, products of their slacks with what is visibly nonnegative, that add up to a difference."""

    terms: tuple[Any, ...] = ()
    by: tuple[Appeal, ...] = ()


ALL_BELOW = "a bound of every coordinate"
CONJUGATES = "Hölder's inequality"
NOTHING = Found()
NO_ZEROS: Mapping[Any, Any] = {}


@dataclass(frozen=True)
class Step:
    """What may be added: a term, nonnegative by its appeals, and the same opened."""

    term: Any
    opened: Any
    by: tuple[Appeal, ...]
    valued: bool = False  # have numbers been put in that are assumed?


def derivation(claim: Claim) -> Derivation | None:
    """A derivation of one line that the kernel takes, or None; one that the claim has is not looked at."""
    goal = claim.conclusion
    if claim.exists or claim.disprove is not None or claim.certificate is not None:
        return None
    try:
        appeals = tuple(islice(candidates(claim), MOST_CANDIDATES))
        appeals += tuple(of_zeros(claim, appeals))
        found = (
            _equations(goal, (*appeals, *_at_one_point(claim)))
            if goal.op == "="
            else chained(
                by_tangents(claim),
                _offered(plain_lemmas(claim)),
                _offered(quadratic(claim, islice(_instances(claim), FEW), signs_of(claim))),
                _bounds(
                    goal, [*_steps(goal, appeals, signs_of(claim), known(claim)), *_assumed(claim)], signs_of(claim)
                ),
                _bounds(goal, _steps(goal, [*literal(goal)], signs_of(claim)), signs_of(claim)),
                _bounds(goal, _of_coordinates(claim), signs_of(claim)),
            )
        )
        return next((d for d in (_with_premises(claim, d) for d in found) if _is_taken(claim, d)), None)
    except (TypeError, ValueError, ZeroDivisionError, NotShown):
        return None


def _offered(found: Iterator[Derivation]) -> Iterator[Derivation]:
    """Those before one that has no meaning here."""
    with suppress(TypeError, ValueError, ZeroDivisionError, NotShown):
        yield from found


def _with_premises(claim: Claim, found: Derivation) -> Derivation:
    """With what shows the premises of its theorems, where an assumption does."""
    shown = (premise(claim, a) or _below(claim, a) or _conjugate(claim, a) for one in found.lines for a in one.by)
    return replace(found, lemmas=tuple(dict.fromkeys((*found.lemmas, *filter(None, shown)))))


def _below(claim: Claim, a: Appeal) -> Lemma | None:
    """That each coordinate is at most the bound of the largest one, where it takes theorems to show it."""
    if a.name != ALL_BELOW or signs_of(claim).holds(a.premises[0]):
        return None
    inner = derivation(replace(claim, conclusion=a.premises[0], derive=None))
    return Lemma(a.premises[0], inner.lines, squared=inner.squared) if inner and not inner.lemmas else None


def _conjugate(claim: Claim, a: Appeal) -> Lemma | None:
    """That the first exponent is above 1, since 1/p + 1/q = 1 makes it 1 + p/q."""
    if a.name != CONJUGATES or signs_of(claim).holds(a.premises[1]):
        return None
    *_, p, q = a.args
    return Lemma(a.premises[1], (line("<", p, p / q),))


def _is_taken(claim: Claim, found: Derivation) -> bool:
    try:
        check(claim, found, signs_of(claim))
    except (NotShown, TypeError, ValueError, ZeroDivisionError):
        return False
    return True


def _equations(goal: Relation, appeals: Sequence[Appeal]) -> Iterator[Derivation]:
    """An instance of an assumed equation, from either side; at one point alone as well."""
    for a in appeals:
        if a.relation.op == "=":
            yield chain(line("=", goal.rhs, by=a))


def _steps(goal: Relation, appeals: Sequence[Appeal], signs: Signs, zeros: Mapping[Any, Any] = NO_ZEROS) -> list[Step]:
    """The slack of each inequality, and that of the square of the Cauchy-Schwarz inequality between sums that occur."""
    single = [_with_values(a.slack, zeros, (a,)) for a in appeals if a.relation.op in ("<=", "<")]
    return [*single, *_between_sums((goal.lhs, goal.rhs), signs)]


def _with_values(slack: Any, values: Mapping[Any, Any], by: tuple[Appeal, ...]) -> Step:
    put = replaced(slack, values)
    return Step(slack, put, by, valued=bool(values) and put != opened(slack))


def _of_coordinates(claim: Claim) -> list[Step]:
    """What theorems on one coordinate, or on the sums that are assumed, add to what is assumed."""
    values = known(claim)
    single = [_with_values(a.slack, values, (a,)) for a in (*of_one(claim), *of_sums(claim))]
    summed = [_with_values(e, values, (a,)) for e, a in under_sums(claim)]
    peaks = [Step(a.slack, opened(a.slack), (a,)) for a in bounded_peaks(claim)]
    return [*peaks, *single, *summed, *_assumed(claim, values)]


def _assumed(claim: Claim, values: Mapping[Any, Any] = NO_ZEROS) -> Iterator[Step]:
    """The slacks of the assumed inequalities, which need no appeal."""
    return (_with_values(r.slack, values, ()) for r in claim.relations if r.op in ("<=", "<"))


def _between_sums(sides: tuple[Any, ...], signs: Signs) -> Iterator[Step]:
    """(Σ f)² <= Σ (f²/g) Σ g where all these sums occur; that of f = 1 is d."""
    inner = sorted({x.args[0] for x in _atoms(sides, Total)}, key=lambda e: (len(str(e)), str(e)))
    ones = [Number(1)] if any(side.has(d) for side in sides) else []
    for f, g in product([*ones, *inner], inner):
        if f != g and (rest := expand(f**2 / g)) in inner:
            above, below = (cauchy_schwarz(s * f / sqrt(g), sqrt(g)) for s in (1, -1))
            whole = Total(rest) * Total(g) - (d if f == 1 else Total(f)) ** 2
            if signs.nonnegative(above.relation.lhs):
                yield Step(above.slack * (above.relation.lhs + above.relation.rhs), whole, (above,))
            else:
                yield Step(above.slack * below.slack, whole, (above, below))


def _bounds(goal: Relation, appeals: Sequence[Step], signs: Signs) -> Iterator[Derivation]:
    """As it stands; the square of a size by both its signs; between squares."""
    if goal.op not in ("<=", "<"):
        return
    steps = [iter(range(MOST_STEPS)) for _ in range(MOST_APPEALS)]
    for found in _sums(goal.slack, appeals, signs, steps):
        yield chain(line(goal.op, goal.rhs, *found.terms, by=found.by))
    if (scale := _one_vector(goal.lhs)) is not None:
        size = Abs(scale[0]) * norm(scale[1])
        for found in _sums(goal.rhs - size, appeals, signs, steps):
            yield chain(line("=", size, by=scaled(*scale)), line(goal.op, goal.rhs, *found.terms, by=found.by))
    if (inner := size_of(goal.lhs, signs)) is not None:
        sides = [next(_sums(goal.rhs - side, appeals, signs, steps), None) for side in (inner, -inner)]
        if sides[0] and sides[1]:
            terms = (a * b for a, b in product(sides[0].terms, sides[1].terms))
            by = tuple(dict.fromkeys((*sides[0].by, *sides[1].by)))
            yield chain(line(goal.op, goal.rhs**2, *terms, by=by), squared=True)
    for found in _sums(goal.rhs**2 - goal.lhs**2, appeals, signs, steps):
        yield chain(line(goal.op, goal.rhs**2, *found.terms, by=found.by), squared=True)


def _one_vector(e: Any) -> tuple[Any, Any] | None:
    """(c, v), where the term is the norm of c v and the number c is a sum."""
    parts = [[*factors(part)] for part in summands(expand(e.args[0]))] if isinstance(e, Norm) else []
    vectors = {product_of(f for f in part if indexed(f)) for part in parts}
    if len(parts) < 2 or len(vectors) != 1:
        return None
    return total(product_of(f for f in part if not indexed(f)) for part in parts), vectors.pop()


def _sums(slack: Any, appeals: Sequence[Step], signs: Signs, steps: Sequence[Iterator[int]]) -> Iterator[Found]:
    """What adds up to the difference: slacks, each times what is visibly nonnegative, and a rest that is; by few appeals first."""
    for most, left in enumerate(steps, 1):
        yield from _with_at_most(most, slack, appeals, signs, left)


def _with_at_most(
    most: int, slack: Any, appeals: Sequence[Step], signs: Signs, steps: Iterator[int], had: Found = NOTHING
) -> Iterator[Found]:
    rest = opened(slack)
    if is_zero(rest, signs.zero):
        yield had
        return
    whole = next((e for e in (rest, factored(rest)) if signs.nonnegative(e)), None)
    if whole is None and had.by:
        whole = square(rest)
    if whole is not None:
        yield Found((*had.terms, whole), had.by)
        return
    if max(len(had.by), len(had.terms)) >= most:
        return
    for part in hidden(rest, signs):  # one goes after the other, or stays for what is known of the rest
        for a in appeals if next(steps, None) is not None else ():
            for times in _multiples(part, a, signs) if not {*a.by} & {*had.by} else ():
                now = Found((*had.terms, times * a.term), (*had.by, *a.by))
                yield from _with_at_most(most, rest - times * a.opened, appeals, signs, steps, now)


def hidden(e: Any, signs: Signs) -> Iterator[Any]:
    """The summands whose sign is not visible."""
    return (part for part in summands(opened(e)) if not signs.nonnegative(part))


def nearer(claim: Claim) -> list[tuple[Appeal, Any]]:
    """Theorems and assumptions whose slack, times the term beside them, takes the place of a summand without a visible sign.

    Those that leave the fewest such summands come first. One of the other direction, which the claim does not need, is none of them.
    """
    signs, slack = signs_of(claim), opened(claim.conclusion.slack)
    parts, found = [*hidden(slack, signs)], dict[Any, tuple[int, Appeal, Any]]()
    for a in islice(candidates(claim), MOST_CANDIDATES):
        step = Step(a.slack, opened(a.slack), (a,))
        if a.relation.op in ("<=", "<") and step.opened not in found:
            times = dict.fromkeys(t for part in parts for t in _multiples(part, step, signs))
            left = [(len([*hidden(slack - t * step.opened, signs)]), t) for t in times]
            count, best = min(left, key=lambda one: one[0], default=(len(parts) + 1, None))
            assumed = bool(left) and isinstance(a.args[0], Schema)  # there are few of these, and they may need a square
            found |= {step.opened: (count, a, best)} if assumed or count <= len(parts) else {}
    return [(a, times) for _, a, times in sorted(found.values(), key=lambda one: one[0])]


def _multiples(part: Any, step: Step, signs: Signs) -> Iterator[Any]:
    """What the step is multiplied by so that it has this term."""
    mine = [*factors(part)]
    for other in summands(step.opened):
        theirs = [f for f in factors(other) if not isinstance(f, Number)]
        if (theirs or step.valued) and all(
            _base(f) is d or any(f == g or _base(f) == _base(g) for g in mine) for f in theirs
        ):
            times = expand(part / other)
            if not _denominators(times) - _denominators(part) - {d} and signs.nonnegative(times):
                yield times


def _base(e: Any) -> Any:
    return e.base if isinstance(e, Pow) else e


def _denominators(e: Any) -> set[Any]:
    return {p.base for p in e.atoms(Pow) if isinstance(p.exp, Number) and p.exp < 0}


def candidates(claim: Claim) -> Iterator[Appeal]:
    """The assumptions on unknown functions at what the claim speaks of, then the cited theorems that its shape calls for."""
    seen: set[Any] = set()
    assumed = [*_instances(claim)]
    goal = claim.conclusion
    beside = [side for a in assumed if a.relation.op != "!=" for side in (a.relation.lhs, a.relation.rhs)]
    sides = (goal.lhs, goal.rhs, opened(goal.slack), opened(goal.rhs**2 - goal.lhs**2), *beside)
    for a in (*assumed, *descents(claim), *gradient_steps(claim), *cited(sides, free_number(claim))):
        try:
            key = a.name, a.relation
        except (TypeError, ValueError):
            continue
        if key not in seen:
            seen.add(key)
            yield a


def _instances(claim: Claim) -> Iterator[Appeal]:
    """Each assumed schema, with the arguments that its functions have in the claim, or with the claim's own symbols."""
    for schema in claim.schemas:
        choices = [[*dict.fromkeys(_values(v, schema, claim.expressions))] for v in schema.variables]
        apart = (values for values in product(*choices) if len({*values}) == len(values))  # at one point it says little
        yield from (schema(*values) for values in islice(apart, MOST_VALUES))


def _at_one_point(claim: Claim) -> Iterator[Appeal]:
    """Each assumed equation in several variables, with one of its arguments for all of them."""
    for schema in claim.schemas:
        if schema.relation.op == "=" and len(schema.variables) > 1 and len({*map(type, schema.variables)}) == 1:
            values = (x for v in schema.variables for x in _values(v, schema, claim.expressions))
            yield from (schema(*[x] * len(schema.variables)) for x in dict.fromkeys(islice(values, MOST_VALUES)))


def _values(variable: Any, schema: Schema, sides: tuple[Any, ...]) -> Iterator[Any]:
    """What the unknown functions have in the claim where the schema has the variable; else symbols of its kind."""
    slots = {
        (type(f), f.args[0], k)
        for e in (schema.relation.lhs, schema.relation.rhs)
        for f in e.atoms(Unknown)
        for k, x in enumerate(f.args)
        if x == variable
    }
    used = [f for e in sides for f in sorted(e.atoms(Unknown), key=str)]
    taken = [
        f.args[k] for f in used for kind, name, k in sorted(slots, key=str) if isinstance(f, kind) and f.args[0] == name
    ]
    yield from taken
    if not taken:
        kind = Vector if isinstance(variable, Vector) else Symbol
        yield from sorted({s for e in sides for s in e.free_symbols if type(s) is kind}, key=lambda s: s.key)


def cited(sides: tuple[Any, ...], t: Any) -> Iterator[Appeal]:
    """Cited theorems about the norms, inner products, sizes and smooth functions in these terms; t is a number that is in none."""
    labels = [y for y in _atoms(sides, Label) if type(y) is Label]
    yield from _sizes(sides, Norm, minkowski)
    for x in _atoms(sides, Total):
        found = [f for f in factors(x.args[0]) if indexed(f)]
        if len(found) == 2 and not any(isinstance(f, log) for f in found):  # the norm of logarithms bounds nothing
            signed = (found[0], *(y * found[0] for y in labels))
            yield from (cauchy_schwarz(one, found[1]) for v in signed for one in (v, -v))
            if any(side.has(Peak) for side in sides):
                yield from (holder_ends(s * one, other) for one, other in (found, found[::-1]) for s in (1, -1))
        if isinstance(x.args[0], Abs):
            yield power_mean(x.args[0].args[0])
            yield norms_decrease(x.args[0].args[0], 1, 2)
        elif len(found) != 2:
            yield square_of_sum(x.args[0])
    yield from _together(sides)
    yield from _sizes(sides, Abs, triangle)
    for x in _atoms(sides, Abs):
        yield from _inner_sizes(x.args[0])
        if not indexed(x):
            yield from (below_abs(x.args[0]), below_abs(-x.args[0]))
    yield from _larger(sides)
    yield from _smooth(sides, t)


def _together(sides: tuple[Any, ...]) -> Iterator[Appeal]:
    """Inner products that share a factor and stand in one sum, as that of the sum of their other factors, beside largest coordinates."""
    for side in sides if any(side.has(Peak) for side in sides) else ():
        shared: dict[tuple[Any, Any], list[Any]] = {}
        for part in summands(side):
            sums = [x for x in factors(part) if isinstance(x, Total)]
            inner = [*factors(sums[0].args[0])] if len(sums) == 1 else []
            if len(inner) == 2 and all(map(indexed, inner)):
                c = product_of([x for x in factors(part) if isinstance(x, Number)])
                unit = product_of([x for x in factors(part) if not isinstance(x, Number | Total)])
                for v, other in (inner, inner[::-1]):
                    shared.setdefault((unit, v), []).append(c * other)
        for (_, v), others in shared.items():
            if len(others) > 1:
                moved = expand(total(others))
                yield from (holder_ends(*pair) for s in (1, -1) for pair in ((s * moved, v), (v, s * moved)))


def _inner_sizes(e: Any) -> Iterator[Appeal]:
    """The size of an inner product, or of the difference of two that share a factor."""
    sums = [*summands(expand(e))]
    found = [x for part in sums for x in factors(part) if isinstance(x, Total)]
    pairs = [[*factors(x.args[0])] for x in found]
    if not pairs or len(pairs) != len(sums) or any(len(pair) != 2 or not all(map(indexed, pair)) for pair in pairs):
        return
    for shared in pairs[0]:
        if all(shared in pair for pair in pairs):
            others = [a if b == shared else b for a, b in pairs]
            moved = (part.xreplace({x: v}) for part, x, v in zip(sums, found, others, strict=True))
            yield inner_size(shared, total(moved))


def _sizes(sides: tuple[Any, ...], kind: Any, theorem: Any) -> Iterator[Appeal]:
    """The triangle inequality, where a size that occurs is that of the sum or difference of two others."""
    inner = [x.args[0] for x in _atoms(sides, kind) if kind is Norm or not (indexed(x) or sampled(x))]
    inner = [e for e in inner if len(summands(e)) <= FEW][:FEW]  # of more a search says less than it costs
    for whole in inner:
        rest = whole
        while isinstance(rest, Add):
            part, rest = rest.args[0], expand(rest - rest.args[0])
            yield theorem(part, rest)
        for one, other in product(inner, inner):
            for s, t in product((1, -1), (1, -1)):
                if one != other and whole not in (one, other) and expand(whole - s * one - t * other) == 0:
                    yield theorem(s * one, t * other)


def _larger(sides: tuple[Any, ...]) -> Iterator[Appeal]:
    """How far the larger, or the smaller, of two numbers moves, where one of the two stays."""
    for kind, theorem in ((Max, max_apart), (Min, min_apart)):
        pairs = [x.args for x in _atoms(sides, kind) if len(x.args) == 2]
        for (a, b), (c, e) in product(pairs, pairs):
            for one, stays, other in ((a, b, c), (b, a, c), (a, b, e), (b, a, e)):
                if one != other and stays in (c, e) and stays != other:
                    yield theorem(one, other, stays)
                    yield from _inner_sizes(one - other)


def _smooth(sides: tuple[Any, ...], t: Any) -> Iterator[Appeal]:
    """How far values of one smooth function lie apart, and its tangents."""
    quarter = Rational(1, 4)
    for kind, bound in ((softplus, Number(1)), (sigmoid, quarter), (exp, None)):
        at = [x.args[0] for x in _atoms(sides, kind)]
        yield from (below_one(z) for z in at if kind is sigmoid)
        for a, b in product(at, at):
            if a != b and bound is not None:
                yield mean_value(kind(t), t, a, b, bound)
                yield from _inner_sizes(b - a)
            if a != b and kind is not sigmoid:
                yield tangent(kind(t), t, a, b)
        if kind is not sigmoid:
            yield from (tangent(kind(t), t, Number(0), a) for a in at)


def _atoms(sides: tuple[Any, ...], kind: Any) -> list[Any]:
    """The terms of this kind, in one order for every hash seed."""
    return sorted({x for e in sides for x in e.atoms(kind)}, key=str)
