"""Numbers without symbols: their signs, decided exactly, and their text in a certificate.

Why it is sound. A sign is given only for a number that is shown to have a value, and then by rational arithmetic, by a ball that
excludes 0, or by a proof that it is 0 (`evaluate`). None says that nothing is decided, and no rule may take it for 0.

A number of a certificate is read by the reader's whitelist, without variables, and must have a value: 1/0, log(-1) and the
root of a negative number are refused. So every number that a rule gets is a real one.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy as sp

from verify.checkers.inequality import evaluate
from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.formula import expression, names, term
from verify.checkers.inequality.reader import Unreadable, formula


def sign(e: Any) -> int | None:
    """The sign of a SymPy number that has a value; None where it is undecided or there is none."""
    e = sp.sympify(e)
    if e.is_Rational:
        return int(sp.sign(e))
    if e.free_symbols:
        return None
    try:
        t = term(e)
    except TypeError:
        return None
    return evaluate.sign(t) if evaluate.defined(t, {}) else None


def number(text: Any) -> Any:
    """The SymPy number that a certificate writes: 1/3, pi/2, log(2). Raises Refused for anything else."""
    try:
        t = formula(str(text))
    except Unreadable:
        raise Refused from None
    if names(t) or not evaluate.defined(t, {}):
        raise Refused
    return expression(t, {})


def written(e: Any) -> str:
    """The text that `number` reads back."""
    return str(term(e))


def rational(x: float, *, largest: int = 64) -> Any:
    """A short fraction near x."""
    f = Fraction(x).limit_denominator(largest)
    return sp.Rational(f.numerator, f.denominator)
