"""Decide a formula, as it is written, at one exact point. True and False are proofs, None means undecided.

A point gives every variable a value, itself a formula without variables: 1/3, sqrt(2), log(2).

Why it is sound.

  rational arithmetic gives q      a ball at some precision excludes 0      |z| < 2^-b, and 0 or |z| >= 2^-b by separation
  ---------------------------      -----------------------------------      ----------------------------------------------
        sign = sign(q)                     sign = that of the ball                           z = 0

(Li, Yap, A new constructive root bound for algebraic expressions.) Last of all, 0 in SymPy's normal form is 0.

Whether a formula has a value is read off as it is written, inner parts first, before SymPy sees it:
  a/b: b != 0;   log(a): a > 0;   sqrt(a): a >= 0;   tan(a): cos(a) != 0;
  a**q: a != 0 for q < 0, a >= 0 for q not whole;   a**r, r another number: a >= 0, and a > 0 or r > 0;
  a**b with variables in b: a > 0, which is more than is needed where b is whole.
Asking for more is sound for a proof, since each condition is a goal of its own; for a condition of the problem it would not
be: those with such powers are left out of the facts (`goal.assumed`).

Balls are rounded outward; a comparison with nan is false, so nan decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import sympy as sp
from flint import arb, ctx

from verify.checkers.inequality.formula import (
    FUNCTIONS,
    ZERO,
    Compared,
    Term,
    expression,
    in_exponentials,
    names,
    number,
    replaced,
)
from verify.kernel.arithmetic import BALL, RATIONAL, Arithmetic, NotRational, Undefined
from verify.kernel.separation import ALGEBRAIC, MOST_BITS, PRECISIONS, TRUTH, algebraic

Point = Mapping[str, Term]


def value(t: Term, arithmetic: Arithmetic) -> Any:
    """The value of a formula without variables. Raises NotRational, and Undefined where rational arithmetic sees it."""
    if t.op == "number":
        return arithmetic.number(t.value)
    if t.op == "pi":
        return arithmetic.functions[type(sp.pi)]()
    if t.op == "**":
        return arithmetic.power(value(t.args[0], arithmetic), _exponent(t.args[1], arithmetic))
    args = [value(a, arithmetic) for a in t.args]
    if t.op == "+":
        return sum(args[1:], args[0])
    if t.op == "*":
        return _product(args)
    if t.op == "-":
        return args[0] * arithmetic.number(Fraction(-1))
    if t.op == "/":
        return args[0] * arithmetic.power(args[1], Fraction(-1))
    return _function(t.op, args, arithmetic)


def _function(name: str, args: list[Any], arithmetic: Arithmetic) -> Any:
    functions = arithmetic.functions
    if name == "sqrt":
        return arithmetic.power(args[0], Fraction(1, 2))
    if name == "swish":
        return args[0] * functions[FUNCTIONS["sigmoid"]](args[0])
    if name == "tan":
        return functions[sp.sin](args[0]) * arithmetic.power(functions[sp.cos](args[0]), Fraction(-1))
    if name in ("min", "max"):
        found = args[0]
        for a in args[1:]:
            found = functions[FUNCTIONS[name]](found, a)
        return found
    return functions[FUNCTIONS[name]](args[0])


def _product(args: list[Any]) -> Any:
    found = args[0]
    for a in args[1:]:
        found = found * a
    return found


def _exponent(t: Term, arithmetic: Arithmetic) -> Any:
    """In rational arithmetic where that is possible: 1/3 is no ball."""
    try:
        return value(t, RATIONAL)
    except NotRational:
        return value(t, arithmetic)


def enclosure(t: Term, precision: int) -> Any:
    """A ball around the value of a formula without variables; nan where none can be told."""
    with ctx.workprec(precision):
        try:
            return value(t, BALL)
        except Undefined:
            return arb.nan()


def small(t: Term, limit: int) -> bool:
    """Is the value of this formula of numbers surely at most this large?"""
    return bool(abs(enclosure(t, 64)) <= limit)


def sign(t: Term) -> int | None:
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


def _zero(t: Term) -> int | None:
    """0 where a separation bound or SymPy's normal form shows it."""
    try:
        bits = algebraic(value(t, ALGEBRAIC)).bits
        if bits <= MOST_BITS:
            z = enclosure(t, 2 * bits + 128)
            return 0 if abs(z) < arb(2) ** -bits else 1 if z > 0 else -1 if z < 0 else None
    except (NotRational, Undefined):
        pass
    return 0 if sp.expand(sp.expand_log(in_exponentials(expression(t, {})))) == 0 else None


def holds(relation: Compared, point: Point) -> bool | None:
    """Does it hold at the point? None: undecided, or a side has no value."""
    gap = replaced(Compared(relation.rhs, "<=", relation.lhs).gap, point)
    found = sign(gap)
    return None if found is None else found in TRUTH[relation.op]


def defined(t: Term, point: Point) -> bool | None:
    """Has the formula a value at the point? False only where an inner part has one and breaks an outer condition."""
    undecided = False
    for condition in conditions(replaced(t, point)):
        truth = holds(condition, {})
        if truth is False:
            return False
        undecided = undecided or truth is None
    return None if undecided else True


def conditions(t: Term) -> Iterator[Compared]:
    """What must hold for the formula to have a value, those of inner parts first.

    For a power whose exponent has variables: a positive base, which is more than is needed where the exponent is whole.
    """
    for a in t.args:
        yield from conditions(a)
    if t.op == "/":
        yield Compared(t.args[1], "!=", ZERO)
    elif t.op == "log":
        yield Compared(ZERO, "<", t.args[0])
    elif t.op == "sqrt":
        yield Compared(ZERO, "<=", t.args[0])
    elif t.op == "tan":
        yield Compared(Term("cos", t.args), "!=", ZERO)
    elif t.op == "**":
        yield from _power(*t.args)


def _power(base: Term, exponent: Term) -> Iterator[Compared]:
    if names(exponent):
        yield Compared(ZERO, "<", base)
        return
    try:
        known = value(exponent, RATIONAL)
    except (NotRational, Undefined):
        known = None
    if known is None:  # 0 has positive powers only
        yield Compared(ZERO, "<=", base)
        yield Compared(ZERO, "<", Term("max", (base, exponent)))
        return
    if known < 0:
        yield Compared(base, "!=", ZERO)
    if known.denominator != 1:
        yield Compared(ZERO, "<=", base)


def simple(t: Term) -> Fraction | None:
    """The value of a formula of numbers where rational arithmetic gives it."""
    try:
        found = value(t, RATIONAL)
    except (NotRational, Undefined):
        return None
    return Fraction(found)


__all__ = ["Point", "conditions", "defined", "enclosure", "holds", "number", "sign", "simple", "small", "value"]
