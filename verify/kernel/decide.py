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
no plain fraction is set aside until its exponent has a value: at each coordinate x^y needs x != 0 unless y >= 0, and x >= 0
unless y is whole; where that is not told, nothing is.
`holds_at` alone may answer for a formula without a value; who calls it has asked `defined_at` before.

The functions in `_at` take a point that
`verify.kernel.point.validate` has returned; that their numbers are enclosed is up to `verify.language.arithmetic`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import MAX_EMAX, MIN_EMIN, ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_UP, Context, Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from flint import arb, ctx

from verify.kernel.domain import own_conditions
from verify.kernel.evaluate import different_values, symbols
from verify.kernel.point import validate
from verify.kernel.separation import ALGEBRAIC, MOST_BITS, PRECISIONS, TRUTH, algebraic
from verify.language.arithmetic import BALL, RATIONAL, NotRational, Undefined
from verify.language.relation import Relation
from verify.language.remembered import remembered
from verify.language.term import Add, Mul, Number, Pow, term

LONGEST_POWER = 1 << 16  # bits of a number that is written out to be shown


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
    return _all(None if s is None else s in wanted for s in _signs(_difference(relation), shown).flat)


def _all(truths: Iterable[bool | None]) -> bool | None:
    """False at the first that is false; None where none is, and one is undecided."""
    found: bool | None = True
    for truth in truths:
        if truth is False:
            return False
        found = found and truth
    return found


def _difference(relation: Relation) -> Any:
    return Add(relation.lhs, Mul(-1, relation.rhs))


def _signs(e: Any, shown: Mapping[Any, Any]) -> Any:
    """The sign at every coordinate and data point, None where it is not told."""
    try:
        return _each(lambda x: (x > 0) - (x < 0), different_values(e, shown, RATIONAL))
    except NotRational:
        return _irrational_signs(e, shown)
    except Undefined:
        return _each(lambda _: None, np.zeros((1, 1)))


def _each(f: Callable[..., Any], *parts: Any) -> Any:
    return np.frompyfunc(f, len(parts), 1)(*parts)


def _irrational_signs(e: Any, shown: Mapping[Any, Any]) -> Any:
    try:
        for precision in PRECISIONS:
            found = _each(_sign, _balls(e, shown, precision))
            if None not in found.flat:
                return found
        return _each(lambda near, later: later if near is None else near, found, _separated(e, shown))
    except Undefined:
        return _each(lambda _: None, np.zeros((1, 1)))


def _balls(e: Any, shown: Mapping[Any, Any], precision: int) -> Any:
    with ctx.workprec(precision):
        return different_values(e, shown, BALL)


def _sign(z: Any) -> int | None:
    return 1 if z > 0 else -1 if z < 0 else 0 if z == 0 else None


def _separated(e: Any, shown: Mapping[Any, Any]) -> Any:
    """Signs by the separation bound: a ball below it surely holds 0."""
    try:
        needed = _each(lambda x: algebraic(x).bits, different_values(e, shown, ALGEBRAIC))
    except NotRational:
        return None
    most = min(max(needed.flat, default=0), MOST_BITS)
    precise = _balls(e, shown, 2 * most + 128)
    return _each(lambda b, z: 0 if b <= MOST_BITS and abs(z) < arb(2) ** -b else _sign(z), needed, precise)


def defined_at(e: Any, shown: Mapping[Any, Any]) -> bool | None:
    """Do the conditions hold at the validated point, those of an inner expression before those of an outer one?"""
    sides = (e.lhs, e.rhs) if isinstance(e, Relation) else (e,)
    return _all(_holds(owed, shown) for side in sides for owed in _owed(term(side)))


@remembered
def _owed(e: Any) -> tuple[Any, ...]:
    """What is asked before it has a value, inner parts first: relations, and powers with an exponent that is no number."""
    inner = (owed for a in e.args for owed in _owed(a))
    own = (e,) if isinstance(e, Pow) and not isinstance(e.exp, Number) else own_conditions(e)
    return tuple(dict.fromkeys((*inner, *own)))


def _holds(owed: Any, shown: Mapping[Any, Any]) -> bool | None:
    if isinstance(owed, Relation):
        return holds_at(owed, shown)
    return _all(_each(_is_power, _signs(owed.base, shown), _signs(owed.exp, shown), _whole(owed.exp, shown)).flat)


def _is_power(base: int | None, exponent: int | None, whole: bool | None) -> bool | None:
    """Has x^y a value, from the signs of x and y, and whether y is whole?"""
    if base == 1 or (whole and exponent in (0, 1)):
        return True
    if base == 0:
        return None if exponent is None else exponent >= 0
    return whole if base == -1 else None


def _whole(e: Any, shown: Mapping[Any, Any]) -> Any:
    """Is it whole at every coordinate and data point? None where it is not told."""
    try:
        return _each(lambda x: x.denominator == 1, different_values(e, shown, RATIONAL))
    except NotRational:
        return _each(lambda z: None if z.contains_integer() else False, _balls(e, shown, PRECISIONS[0]))
    except Undefined:
        return None


def excess_at(relation: Relation, shown: Mapping[Any, Any]) -> tuple[str, str]:
    """Rigorous bounds, as strings, of lhs - rhs where it is largest, or of the distance of the sides of an equality."""
    distance = abs if relation.op == "=" else lambda z: z
    gap = _difference(relation)
    try:
        exact = Fraction(max(distance(x) for x in different_values(gap, shown, RATIONAL).flat))
        return enclosure(exact, exact)
    except NotRational:
        pass
    for precision in PRECISIONS:
        worst = max((distance(z) for z in _balls(gap, shown, precision).flat), key=lambda z: z.mid())
        if worst > 0:
            return ends(worst)
    return "0", "0"


def ends(z: Any) -> tuple[str, str]:
    """The two ends of a ball as such strings; of what is too large or too small to be written out, by directed rounding.

    An end 2^e m is m times a power of 2 that is rounded at each squaring towards the side to which it may be rounded.
    """
    if all(end.is_finite() and abs(int(end.man_exp()[1])) <= LONGEST_POWER for end in (z.lower(), z.upper())):
        return enclosure(fraction_of(z.lower()), fraction_of(z.upper()))
    return _vast(z.lower(), ROUND_FLOOR), _vast(z.upper(), ROUND_CEILING)


def _vast(z: Any, rounding: str) -> str:
    if not z.is_finite():
        return "-oo" if rounding == ROUND_FLOOR else "oo"
    mantissa, exponent = map(int, z.man_exp())
    away = (rounding == ROUND_CEILING) == (mantissa > 0)  # from 0
    size = Context(prec=40, rounding=ROUND_UP if away else ROUND_DOWN, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
    base, power = Decimal(2) if exponent > 0 else Decimal("0.5"), Decimal(1)
    for bit in bin(abs(exponent))[:1:-1]:
        power = size.multiply(power, base) if bit == "1" else power
        base = size.multiply(base, base)
    found = size.multiply(size.create_decimal(abs(mantissa)), power)
    size.prec = 8
    return str(size.plus(found) if mantissa > 0 else size.plus(found).copy_negate())


def enclosure(low: Fraction, high: Fraction) -> tuple[str, str]:
    """Two bounds as strings, each exactly where that is short, else eight digits rounded to the safe side."""
    return _short(low, ROUND_FLOOR), _short(high, ROUND_CEILING)


def fraction_of(z: Any) -> Fraction:
    """The number at the end of a ball, exactly."""
    mantissa, exponent = z.man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def is_short(x: Fraction) -> bool:
    """Is it written with at most 16 characters? Python writes no number of more than 4,300 digits."""
    return max(abs(x.numerator), x.denominator).bit_length() < 64 and len(str(x)) <= 16


def _short(x: Fraction, rounding: str) -> str:
    if is_short(x):
        return str(x)
    return str(Context(prec=8, rounding=rounding).divide(Decimal(x.numerator), Decimal(x.denominator)))
