"""Decide a relation at one exact point: by rational arithmetic, by balls, and by a separation bound for an exact zero.

Why it is sound. Floating point never decides here. True and False are proofs, None means undecided. The sign of g = a - b at a
point comes from the first of three rules that gives one; the cheap ones stand first, and no answer depends on their order:

    g a fraction         g in [m - r, m + r], 0 outside          |g| < 2^-B       g = 0 or |g| >= 2^-B
    ------------         -------------------------------         --------------------------------------
    its own sign                sign of m                                        g = 0

The last one is the separation bound of `verify.kernel.separation`, for numbers built by roots; no ball is small enough to show
a zero by itself. A relation with an index holds where it holds in every coordinate and data point, and fails where one fails.

A value is owed first. The conditions of a formula (`verify.kernel.domain`) are decided as relations, those of an inner
expression before those of an outer one, so that each is decided where its own sides have a value. A power whose exponent is
no plain fraction is set aside until its exponent has a value: x^y needs x != 0 unless y >= 0, and x >= 0 unless y is whole.
`holds_at` alone may answer for a formula without a value; who calls it has asked `defined_at` before.

The gap is put together without evaluation, so that SymPy cancels nothing in it. The functions in `_at` take a point that
`verify.kernel.point.validate` has returned; that their numbers are enclosed is up to `verify.kernel.arithmetic`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from typing import Any

import sympy as sp
from flint import arb, ctx

from verify.kernel.arithmetic import BALL, RATIONAL, NotRational, Undefined
from verify.kernel.domain import conditions
from verify.kernel.evaluate import different_values, symbols
from verify.kernel.point import validate
from verify.kernel.separation import ALGEBRAIC, MOST_BITS, PRECISIONS, TRUTH, algebraic
from verify.language.operators import Inert
from verify.language.relation import Relation, le, ne


def decide(relation: Relation, point: Mapping[Any, Any]) -> bool | None:
    """Does the relation hold at the point, in every coordinate and data point? None: undecided, or without a value.

    Raises ValueError for a malformed point.
    """
    shown = validate(point, symbols([relation.lhs, relation.rhs]))
    return holds_at(relation, shown) if defined_at(relation, shown) else None


def defined(e: Any, point: Mapping[Any, Any]) -> bool | None:
    """Has the expression, or every side of the relation, a value at the point?

    Raises ValueError for a malformed point.
    """
    sides = (e.lhs, e.rhs) if isinstance(e, Relation) else (e,)
    return defined_at(e, validate(point, symbols(sides)))


def holds_at(relation: Relation, shown: Mapping[Any, Any]) -> bool | None:
    """Does the relation hold at the validated point where its sides have a value? None: undecided."""
    wanted = TRUTH[relation.op]
    truths = [None if s is None else s in wanted for s in _signs(relation, shown)]
    if False in truths:
        return False
    return None if None in truths else True


def _difference(relation: Relation) -> Any:
    return sp.Add(relation.lhs, sp.Mul(-1, relation.rhs, evaluate=False), evaluate=False)


def _signs(relation: Relation, shown: Mapping[Any, Any]) -> list[int | None]:
    """Sign of lhs - rhs at every coordinate and data point."""
    gap = _difference(relation)
    try:
        return [(x > 0) - (x < 0) for x in different_values(gap, shown, RATIONAL).flat]
    except NotRational:
        return _irrational_signs(gap, shown)
    except Undefined:
        return [None]


def _irrational_signs(gap: Any, shown: Mapping[Any, Any]) -> list[int | None]:
    found: list[int | None] = []
    try:
        for precision in PRECISIONS:
            found = [_sign(z) for z in _balls(gap, shown, precision)]
            if None not in found:
                return found
        later = _separated(gap, shown)
    except Undefined:
        return [None]
    return [b if a is None else a for a, b in zip(found, later, strict=True)]


def _balls(gap: Any, shown: Mapping[Any, Any], precision: int) -> list[Any]:
    with ctx.workprec(precision):
        return [*different_values(gap, shown, BALL).flat]


def _sign(z: Any) -> int | None:
    return 1 if z > 0 else -1 if z < 0 else 0 if z == 0 else None


def _separated(gap: Any, shown: Mapping[Any, Any]) -> list[int | None]:
    """Signs by the separation bound: a ball below it surely holds 0."""
    try:
        needed = [algebraic(x).bits for x in different_values(gap, shown, ALGEBRAIC).flat]
    except NotRational:
        return [None] * len(_balls(gap, shown, PRECISIONS[0]))
    most = min(max(needed, default=0), MOST_BITS)
    precise = _balls(gap, shown, 2 * most + 128)
    return [0 if b <= MOST_BITS and abs(z) < arb(2) ** -b else _sign(z) for b, z in zip(needed, precise, strict=True)]


def defined_at(e: Any, shown: Mapping[Any, Any]) -> bool | None:
    """Do the conditions hold at the validated point, those of an inner expression before those of an outer one?"""
    sides = (e.lhs, e.rhs) if isinstance(e, Relation) else (sp.sympify(e),)
    truths = []
    for condition in (c for side in sides for c in _conditions(side, shown)):
        truths.append(holds_at(condition, shown))
        if truths[-1] is False:
            return False
    return None if None in truths else True


class _Power(Inert):
    """A power whose exponent is no plain fraction, set aside: its value at the point says what the base must satisfy."""


def _conditions(e: Any, shown: Mapping[Any, Any]) -> Iterator[Relation]:
    aside = sp.bottom_up(e, lambda x: _Power(*x.args) if x.is_Pow and not x.exp.is_Rational else x)
    for c in conditions(aside):
        yield c.map(_restored)
    for power in sorted(aside.atoms(_Power), key=sp.default_sort_key):
        base, exponent = map(_restored, power.args)
        if not holds_at(le(0, exponent), shown):
            yield ne(base, 0)
        if not _whole(exponent, shown):
            yield le(0, base)


def _restored(e: Any) -> Any:
    return sp.bottom_up(e, lambda x: sp.Pow(*x.args) if isinstance(x, _Power) else x)


def _whole(e: Any, shown: Mapping[Any, Any]) -> bool:
    try:
        return all(x.denominator == 1 for x in different_values(e, shown, RATIONAL).flat)
    except (NotRational, Undefined):
        return False


def excess_at(relation: Relation, shown: Mapping[Any, Any]) -> tuple[str, str]:
    """Rigorous bounds, as strings, of lhs - rhs where it is largest, or of the distance of the sides of an equality."""
    distance = abs if relation.op == "=" else lambda z: z
    gap = _difference(relation)
    try:
        exact = Fraction(max(distance(x) for x in different_values(gap, shown, RATIONAL).flat))
        return enclosure(exact, exact)
    except NotRational:
        pass
    bounds = (Fraction(0), Fraction(0))
    for precision in PRECISIONS:
        worst = max((distance(z) for z in _balls(gap, shown, precision)), key=lambda z: z.mid())
        if worst > 0:
            bounds = (fraction_of(worst.lower()), fraction_of(worst.upper()))
            break
    return enclosure(*bounds)


def enclosure(low: Fraction, high: Fraction) -> tuple[str, str]:
    """Two bounds as strings, each exactly where that is short, else eight digits rounded to the safe side."""
    return _short(low, ROUND_FLOOR), _short(high, ROUND_CEILING)


def fraction_of(z: Any) -> Fraction:
    """The number at the end of a ball, exactly."""
    mantissa, exponent = z.man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def _short(x: Fraction, rounding: str) -> str:
    if max(abs(x.numerator), x.denominator).bit_length() < 64 and len(str(x)) <= 16:
        return str(x)
    return str(Context(prec=8, rounding=rounding).divide(Decimal(x.numerator), Decimal(x.denominator)))
