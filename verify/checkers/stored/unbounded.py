"""Certify that no constant serves: along a family of points the ratio of the two sides grows past every number.

Why it is sound. A family gives every number of a point as a + b t. For all t in (0, upto],

    A(p_t) holds, all has a value     L(p_t)^2 = t^m g, R(p_t)^2 = t^n h     g >= g_0 > 0, 0 < h <= h_0     L, R > 0     m < n
    ------------------------------------------------------------------------------------------------------------------------
               L/R >= (g_0/h_0)^(1/2) t^((m-n)/2), so for every C there is a t with L(p_t) > C R(p_t)

Squares are compared, since roots of sums of squares become polynomials in t. Powers and factors are those of
`verify.checkers.stored.leading`: balls enclose what is left on the whole of [0, upto]. L and R are continuous and not 0 there,
so each has one sign, and it is seen at two points at which the claim itself is evaluated; there the bound is tried as well.

A relation holds on (0, upto] where its gap is the number 0, or has a leading factor > 0; of sides >= 0 the squares are compared.
Every assumption and every condition is owed, for every coordinate and data point. The constant C is a factor of one side and
occurs in no assumption; it is put to 1, which changes no growth.

That L/R is unbounded is reported beside a verdict; no verdict rests on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from flint import ctx

from verify.checkers.stored.leading import PRECISION, Leading, T, canonical
from verify.checkers.stored.reasons import Reason
from verify.kernel.decide import decide, fraction_of
from verify.kernel.domain import conditions
from verify.kernel.evaluate import ball
from verify.kernel.point import dimension, validate
from verify.kernel.reasons import NotShown
from verify.kernel.record import LONGEST, Kind, Named, claim_symbols, content_id
from verify.kernel.whitelist import require_language
from verify.kernel.written_out import data_points, relations_at, values, written_alike
from verify.language.arithmetic import BALL
from verify.language.claim import Claim
from verify.language.coordinates import at
from verify.language.expansion import expand
from verify.language.operators import indexed, sampled
from verify.language.possible import is_nonnegative
from verify.language.relation import Relation, le
from verify.language.symbols import Vector
from verify.language.term import Number, Pow, base_and_exponent, factors, product, rebuilt, term

Line = tuple[Fraction, Fraction]  # a + b t
MOST_HALVINGS = 24  # upto = 2^-24 is tried last: a family that needs less is badly scaled
SHORT = 12  # bits of a bound


@dataclass(frozen=True)
class Growth:
    """left/right >= least * t**exponent for every t in (0, upto], and the exponent is negative."""

    exponent: Fraction
    least: Fraction
    upto: Fraction


def question(claim: Claim) -> Claim:
    """The bound that is asked about, as `left <= right`, a free constant factor put to 1 or to the claim's counter value.

    From `N <= C D`, or from "there are … with C D < N". Raises NotShown where the claim is of neither form.
    """
    goal = claim.conclusion
    if goal.op not in ("<=", "<") or claim.abstract:
        raise NotShown(Reason.NO_RATIO)
    if any(indexed(side) or sampled(side) for side in (goal.lhs, goal.rhs)):
        raise NotShown(Reason.NOT_ONE_NUMBER)
    above, below = (goal.rhs, goal.lhs) if claim.exists else (goal.lhs, goal.rhs)
    taken = above.free_symbols.union(*(r.lhs.free_symbols | r.rhs.free_symbols for r in claim.relations))
    free = [
        s for s in sorted(below.free_symbols - taken, key=str) if not isinstance(s, Vector) and s not in claim.exists
    ]
    constants = {s: term(claim.counter.get(s, 1)) for s in free if not expand(below / s).has(s)}
    if claim.exists and not constants:
        raise NotShown(Reason.NO_FREE_CONSTANT)
    return replace(claim, conclusion=le(above, below.xreplace(constants)), exists=(), witness={}, counter={})


def growth(claim: Claim, family: Mapping[Any, Any], exponent: Fraction) -> Growth:
    """What is certified of the ratio of the claim's sides along the family; `claim` is a `question`.

    Raises NotShown with the reason where nothing is, ValueError for a malformed family or claim.
    """
    if not exponent < 0:
        raise NotShown(Reason.NO_GROWTH, exponent=exponent)
    require_language(claim.expressions)
    dim, points, rule = _written(family, claim_symbols(claim))
    sides = (at(side, dim, points=points).xreplace(rule) for side in (claim.conclusion.lhs, claim.conclusion.rhs))
    above, below = (Leading.of(_square(rebuilt(side, _with_number))) for side in sides)
    if 2 * exponent != above.power - below.power:
        raise NotShown(Reason.OTHER_GROWTH, found=(above.power - below.power) / 2, exponent=exponent)
    owed = [*_owed(claim, dim, points, rule)]
    for halvings in range(MOST_HALVINGS):
        upto = Fraction(1, 1 << halvings)
        if all(_holds(r, upto) for r in owed):
            top, bottom = above.on(upto), below.on(upto)
            if top is not None and bottom is not None and top > 0 and bottom > 0:
                found = Growth(exponent, _root(top / bottom), upto)
                _compare(claim, family, found)
                return found
    raise NotShown(Reason.NOT_ENCLOSED)


def _with_number(e: Any) -> Any:
    """A power whose exponent, now that the family gives it a value, is a number."""
    return Pow(e.base, expand(e.exp)) if isinstance(e, Pow) and not e.exp.free_symbols else e


def _square(side: Any) -> Any:
    """Factor by factor, (x^a)^2 as x^(2a): the root of a sum gives the sum."""
    return product(base ** (2 * exponent) for base, exponent in map(base_and_exponent, factors(side)))


def _owed(claim: Claim, dim: int, points: int, rule: Mapping[Any, Any]) -> Iterator[Relation]:
    """The assumptions and all that must hold for the sides to have a value, everywhere along the family.

    One relation for every coordinate and every data point.
    """
    sides = (side for r in (claim.conclusion, *claim.relations) for side in (r.lhs, r.rhs))
    every = (*claim.relations, *(c for side in sides for c in conditions(side)))
    return relations_at(every, dim, points, rule)


def _holds(r: Relation, upto: Fraction) -> bool:
    """For every t in (0, upto]: by its normal form or its leading term, its own or, of sides >= 0, of the squares."""
    if _seen(r.op, canonical(r.slack), upto):
        return True
    squares = is_nonnegative(r.lhs) and is_nonnegative(r.rhs)
    return bool(squares) and _seen(r.op, canonical(r.rhs**2 - r.lhs**2), upto)


def _seen(op: str, gap: Any, upto: Fraction) -> bool:
    if gap == 0:
        return op in ("<=", "=")
    try:
        rest = Leading.of(gap).on(upto)
    except NotShown:
        return False
    return rest is not None and bool(rest > 0 if op in ("<=", "<") else op == "!=")


def _root(z: Any) -> Fraction:
    """The root of the lower end of a positive ball, rounded down to few digits."""
    with ctx.workprec(PRECISION):
        low = fraction_of(z.sqrt().lower())
    scale = Fraction(2) ** (SHORT - low.numerator.bit_length() + low.denominator.bit_length())
    return Fraction(int(low * scale)) / scale


def point_on(family: Mapping[Any, Any], t: Fraction) -> dict[Any, Any]:
    """The point of the family at t."""
    return {s: _each(v, lambda line: line[0] + line[1] * t) for s, v in family.items()}


def _compare(claim: Claim, family: Mapping[Any, Any], found: Growth) -> None:
    """The same by evaluating the claim itself at two points: a guard against a slip in the rewriting above."""
    for t in (found.upto, found.upto / 1024):
        point = point_on(family, t)
        if any(decide(r, point) is not True for r in claim.relations):
            raise NotShown(Reason.NOT_SEEN_TO_HOLD, t=t)
        (above,), (below,) = (ball(side, point, PRECISION) for side in (claim.conclusion.lhs, claim.conclusion.rhs))
        with ctx.workprec(PRECISION):
            bound = BALL.number(found.least) * BALL.power(BALL.number(t), found.exponent) * below
        if not below > 0 or above < bound:
            raise NotShown(Reason.OTHER_RATIO, t=t)


def _written(family: Mapping[Any, Any], wanted: set[Any]) -> tuple[int, int, dict[Any, Any]]:
    """(coordinates, data points, the symbols that `at` writes, each as an expression in t)."""
    shown = validate(point_on(family, Fraction(1, 2)), wanted)
    dim, points = dimension(shown) or 0, data_points(shown)
    if (twice := written_alike(wanted, dim, points)) is not None:
        raise NotShown(Reason.WRITTEN_ALIKE, name=twice)
    return dim, points, values(family, _moving)


def _moving(line: Line) -> Any:
    a, b = map(Number, line)
    return a + b * T if b else a


def _each(v: Any, change: Any) -> Any:
    """Nested tuples with every line a + b t changed."""
    return tuple(_each(x, change) for x in v) if not v or isinstance(v[0], tuple) else change(v)


NUMBER = r"-?[0-9]+(?:/0*[1-9][0-9]*)?"
LINE = re.compile(rf"(?:(?P<a>{NUMBER})(?: \+ |$))?(?:(?:(?P<b>{NUMBER})\*|(?P<minus>-?))t)?", re.ASCII)


def family_record(claim: Claim, family: Mapping[Any, Any], exponent: Fraction, about: Named, by: str) -> dict[str, Any]:
    """`{id, kind, claim, term, d, family, exponent, least, upto, found_by}`; raises NotShown or ValueError where it is not certified.

    It says: left/right >= least * t**exponent for every t in (0, upto], so that no constant serves.
    """
    asked = question(claim)
    shown = {s: family[s] for s in sorted(claim_symbols(asked), key=str) if s in family}
    found = growth(asked, shown, exponent)
    content = {
        "kind": Kind.FAMILY,
        **about._asdict(),
        "d": (dimension(point_on(shown, found.upto)) or 0) + claim.beside,
        "family": {s.name: _texts(v) for s, v in shown.items()},
        "exponent": str(found.exponent),
        "least": str(found.least),
        "upto": str(found.upto),
    }
    return {"id": content_id(content), **content, "found_by": by}


def family_from_json(claim: Claim, stored: Mapping[str, Any]) -> dict[Any, Any]:
    """The family that the mapping spells out. Raises ValueError, in one line, for what is not one of the claim's."""
    if not isinstance(stored, Mapping):
        raise ValueError(f"the family is {stored!r:.80}, expected an object from symbol names to numbers")
    wanted = {s.name: s for s in claim_symbols(question(claim))}
    for name in stored:
        if name not in wanted:
            raise ValueError(f"{name}: no symbol of the claim {claim.name}, expected {', '.join(sorted(wanted))}")
    return {wanted[name]: _lines(name, v) for name, v in stored.items()}


def text(line: Line) -> str:
    """a + b t."""
    a, b = line
    slope = {1: "t", -1: "-t"}.get(int(b) if b.denominator == 1 else 0, f"{b}*t")
    return str(a) if b == 0 else slope if a == 0 else f"{a} + {slope}"


def _texts(v: Any) -> Any:
    return [_texts(x) for x in v] if not v or isinstance(v[0], tuple) else text(v)


def _lines(name: str, v: Any) -> Any:
    if isinstance(v, list):
        return tuple(_lines(name, x) for x in v)
    found = LINE.fullmatch(v) if isinstance(v, str) and 0 < len(v) <= LONGEST else None
    if found is None:
        raise ValueError(f'{name}: got {v!r:.80}, expected a number like "1 + 1/2*t"')
    sign = {"": 1, "-": -1, None: 0}[found["minus"]]
    line = Fraction(found["a"] or 0), Fraction(found["b"] or sign)
    if text(line) != v:
        raise ValueError(f"{name}: got {v!r:.80}, expected {text(line)!r}")
    return line
