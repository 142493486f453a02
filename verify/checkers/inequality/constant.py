"""Numbers without symbols: their signs, decided exactly, and their text in a certificate.

Why it is sound. A sign is given only for a number that is shown to have a value, and then by rational arithmetic, by a ball that
excludes 0, or by a proof that it is 0 (`evaluate`). None says that nothing is decided, and no rule may take it for 0.

A number of a certificate is read by the reader's whitelist, without variables, and must have a value: 1/0, log(-1) and the
root of a negative number are refused. So every number that a rule gets is a real one.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

from verify.checkers.inequality import evaluate
from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.reader import Unreadable, formula
from verify.language.term import Number


@cache
def sign(e: Any) -> int | None:
    """The sign of a number that has a value; None where it is undecided or there is none."""
    if isinstance(e, Number):
        return (e.value > 0) - (e.value < 0)
    if e.free_symbols:
        return None
    return evaluate.sign(e) if evaluate.defined(e, {}) else None


def number(text: Any) -> Any:
    """The number that a certificate writes: 1/3, pi/2, log(2). Raises Refused for anything else."""
    try:
        t = formula(str(text))
    except Unreadable:
        raise Refused from None
    if t.free_symbols or not evaluate.defined(t, {}):
        raise Refused
    return t


def rational_number(text: Any) -> Fraction:
    """The rational number that a certificate writes. Raises Refused for anything else."""
    found = evaluate.simple(number(text))
    if found is None:
        raise Refused
    return found


def rational(x: float, *, largest: int = 64) -> Number:
    """A short fraction near x."""
    return Number(Fraction(x).limit_denominator(largest))
