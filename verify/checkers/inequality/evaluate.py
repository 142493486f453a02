"""Decide a formula, as it is written, at one exact point. True and False are proofs, None means undecided.

A point gives every variable a value, itself a formula without variables: 1/3, sqrt(2), log(2).

Why it is sound.

  rational arithmetic gives q      a ball at some precision excludes 0      |z| < 2^-b, and 0 or |z| >= 2^-b by separation
  ---------------------------      -----------------------------------      ----------------------------------------------
        sign = sign(q)                     sign = that of the ball                           z = 0

(Li, Yap, A new constructive root bound for algebraic expressions.) Last of all, what is 0 in normal form is 0, and

  z = sum c_k atan(a_k) + r pi, n z with whole n c_k     |n z| < 3     Im (cos(n r pi) + i sin(n r pi)) prod (1 + i a_k)^(n c_k) = 0
  ---------------------------------------------------------------------------------------------------------------------------------
                                                           z = 0

with 1 - i a_k in the place of 1 + i a_k where c_k < 0: n z is an argument of the number, so its sine is 0, and 0 < |n z| < pi is not.

Whether a formula has a value is read off as it is written, inner parts first:
  log(a): a > 0;   tan(a): cos(a) != 0;
  a**q: a != 0 for q < 0, a >= 0 for q not whole;   a**r, r another number: a >= 0, and a > 0 or r > 0;
  a**b with variables in b: a > 0, which is more than is needed where b is whole, as it is for r where r may be whole;
  0**b with variables in b: b > 0, which is more than is needed where b is 0.
Asking for more is sound for a proof, since each condition is a goal of its own; for a condition of the problem it would not
be: those with such powers are left out of the facts (`goal.assumed`). Nor has a formula no value for that reason. A numeral
other than 0 owes nothing below a line.

Balls are rounded outward; a comparison with nan is false, so nan decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import reduce
from math import lcm
from typing import Any

from flint import arb, ctx

from verify.checkers.inequality.atoms import reduced
from verify.checkers.inequality.formula import in_exponentials, replaced
from verify.checkers.inequality.plain import plain
from verify.kernel.separation import ALGEBRAIC, MOST_BITS, PRECISIONS, TRUTH, algebraic
from verify.language.arithmetic import BALL, RATIONAL, Arithmetic, NotRational, Undefined
from verify.language.expansion import expand, expansion
from verify.language.functions import Max, Min, atan, cos, log, sin, tan
from verify.language.relation import Relation
from verify.language.term import NOUGHT, Constant, Number, Pow, pi

Point = Mapping[str, Any]
MOST_ARCS = 60


def value(t: Any, arithmetic: Arithmetic) -> Any:
    """The value of a formula without variables. Raises NotRational, and Undefined where rational arithmetic sees it."""
    if isinstance(t, Number):
        return arithmetic.number(t.value)
    if isinstance(t, Constant):
        return _function(t, arithmetic)()
    if isinstance(t, Pow):
        return arithmetic.power(value(t.base, arithmetic), _exponent(t.exp, arithmetic))
    if not t.args:
        raise NotRational(f"{t} is no number")
    args = [value(a, arithmetic) for a in t.args]
    if t.is_Add:
        return reduce(lambda a, b: a + b, args)
    if t.is_Mul:
        return reduce(lambda a, b: a * b, args)
    if isinstance(t, Max | Min):
        return reduce(_function(type(t), arithmetic), args)
    if isinstance(t, tan):
        return _function(sin, arithmetic)(*args) * arithmetic.power(_function(cos, arithmetic)(*args), Fraction(-1))
    return _function(type(t), arithmetic)(*args)


def _function(head: Any, arithmetic: Arithmetic) -> Any:
    if head not in arithmetic.functions:
        raise NotRational(f"{head} has no rule")
    return arithmetic.functions[head]


def _exponent(t: Any, arithmetic: Arithmetic) -> Any:
    """In rational arithmetic where that is possible: 1/3 is no ball."""
    try:
        return value(t, RATIONAL)
    except NotRational:
        return value(t, arithmetic)


def enclosure(t: Any, precision: int) -> Any:
    """A ball around the value of a formula without variables; nan where none can be told."""
    with ctx.workprec(precision):
        try:
            return value(t, BALL)
        except Undefined:
            return arb.nan()


def small(t: Any, limit: int) -> bool:
    """Is the value of this formula of numbers surely at most this large?"""
    return bool(abs(enclosure(t, 64)) <= limit)


def sign(t: Any) -> int | None:
    """The sign of a formula without variables that has a value; None: undecided, or it has none."""
    try:
        found = value(t, RATIONAL)
        return int((found > 0) - (found < 0))
    except NotRational:
        pass
    except Undefined:
        return None
    for precision in PRECISIONS:
        z = enclosure(t, precision)
        if z > 0 or z < 0 or z == 0:
            return 1 if z > 0 else -1 if z < 0 else 0
    return _zero(t)


def _zero(t: Any) -> int | None:
    """0 where a separation bound or the canonical form shows it."""
    t = plain(in_exponentials(t))
    if (angle := _angle(t)) is not None:
        return angle
    try:
        bits = algebraic(value(t, ALGEBRAIC)).bits
        if bits <= MOST_BITS:
            z = enclosure(t, 2 * bits + 128)
            return 0 if abs(z) < arb(2) ** -bits else 1 if z > 0 else -1 if z < 0 else None
    except (NotRational, Undefined):
        pass
    try:
        return 0 if expand(t) == 0 or reduced(t) == 0 else None
    except ZeroDivisionError:  # it divides by what is 0 in normal form
        return None


def _angle(t: Any) -> int | None:
    """0 for a sum of multiples of arcs and of pi that is less than 3 and whose sine is 0; None where that is not seen."""
    found = expansion(t)
    arcs = {m[0][0]: c for m, c in found.items() if len(m) == 1 and m[0][1] == 1 and isinstance(m[0][0], atan)}
    turn = found.get(((pi, 1),), Fraction(0))
    if not arcs or len(arcs) + (turn != 0) != len(found):
        return None
    whole = lcm(turn.denominator, *(c.denominator for c in arcs.values()))
    if sum(abs(c) * whole for c in arcs.values()) > MOST_ARCS or not abs(enclosure(t, 128) * whole) < 3:
        return None
    real, imaginary = plain(cos(whole * turn * pi)), plain(sin(whole * turn * pi))
    for arc, c in arcs.items():  # times 1 + i tan(arc), or its conjugate: the argument grows by the arc, or falls
        tangent = arc.args[0] if c > 0 else -arc.args[0]
        for _ in range(abs(int(c * whole))):
            real, imaginary = expand(real - tangent * imaginary), expand(imaginary + tangent * real)
    return 0 if not imaginary.has(sin, cos, atan) and sign(imaginary) == 0 else None


def holds(relation: Relation, point: Point) -> bool | None:
    """Does it hold at the point? None: undecided, or a side has no value."""
    found = sign(replaced(relation.lhs - relation.rhs, point))
    return None if found is None else found in TRUTH[relation.op]


def defined(t: Any, point: Point) -> bool | None:
    """Has the formula a value at the point? False only where an inner part has one and breaks an outer condition."""
    undecided = False
    for condition, needed in _owed(replaced(t, point)):
        truth = holds(condition, {})
        if truth is False and needed:
            return False
        undecided = undecided or truth is not True
    return None if undecided else True


def conditions(t: Any) -> Iterator[Relation]:
    """What must hold for the formula to have a value, those of inner parts first.

    For a power whose exponent has variables: a positive base, which is more than is needed where the exponent is whole, or
    a positive exponent of the base 0.
    """
    yield from (condition for condition, _ in _owed(t))


def _owed(t: Any) -> Iterator[tuple[Relation, bool]]:
    """Each condition, and whether there is surely no value where it fails."""
    for a in t.args:
        yield from _owed(a)
    if isinstance(t, log):
        yield Relation(NOUGHT, "<", t.args[0]), True
    elif isinstance(t, tan):
        yield Relation(cos(t.args[0]), "!=", NOUGHT), True
    elif isinstance(t, Pow) and not (isinstance(t.base, Number) and t.base and t.exp == -1):
        yield from _power(t.base, t.exp)


def _power(base: Any, exponent: Any) -> Iterator[tuple[Relation, bool]]:
    if exponent.free_symbols:
        yield Relation(NOUGHT, "<", exponent if base == NOUGHT else base), False
        return
    known = simple(exponent)
    if known is None:  # 0 has positive powers only
        needed = is_told(exponent)
        yield Relation(NOUGHT, "<=", base), needed
        yield Relation(NOUGHT, "<", Max(base, exponent)), needed
        return
    if known < 0:
        yield Relation(base, "!=", NOUGHT), True
    if known.denominator != 1:
        yield Relation(NOUGHT, "<=", base), True


def is_told(t: Any) -> bool:
    """Is it seen whether this number is whole? sqrt(2)*sqrt(2) may be, as far as balls tell."""
    return simple(t) is not None or any(
        z.is_finite() and not z.contains_integer() for z in (enclosure(t, precision) for precision in PRECISIONS)
    )


def simple(t: Any) -> Fraction | None:
    """The value of a formula of numbers where rational arithmetic gives it."""
    try:
        found = value(t, RATIONAL)
    except (NotRational, Undefined):
        return None
    return Fraction(found)


__all__ = ["Point", "conditions", "defined", "enclosure", "holds", "is_told", "sign", "simple", "small", "value"]
