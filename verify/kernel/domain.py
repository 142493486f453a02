"""Where a formula has a value: its conditions, read off the formula as it is written.

Why it is sound. A formula has a value where all its parts have, and for the operations of the language

    1/x^r (r > 0): x != 0      x^r (r not whole): x >= 0      log x: x > 0      LambertW(x): x >= 0      d|x|/dx: x != 0

Every other operation of the language has a value for all real arguments. An exponent whose sign or wholeness is
not seen counts as negative, or not whole: a condition too many makes a proof harder, never wrong. 0^0 is 1. A radicand that is
>= 0 by declaration owes nothing. Lambert's W is used where its argument is not negative: there it has one branch, and the
language gives it no value elsewhere (Corless et al., On the Lambert W function, 1996).

A condition that carries the coordinate index is meant for every coordinate, one that carries that of the data for every data
point; in R^0 the first says nothing. The largest coordinate has no value in R^0: that is no condition here, and who
evaluates or proves in R^0 asks for it (`verify.kernel.evaluate`, `verify.kernel.appeals.require_no_coordinate`).

A term is what was written: nothing has been cancelled before it is read here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from verify.language.functions import LambertW, log, tan
from verify.language.operators import Slope
from verify.language.possible import is_integer, is_nonnegative
from verify.language.relation import Relation, le, lt, ne
from verify.language.remembered import remembered
from verify.language.term import Pow


@remembered
def conditions(e: Any) -> tuple[Relation, ...]:
    """Denominators that must not vanish, radicands that must not be negative, arguments of log that must be positive.

    Raises TypeError for a function of which no rule says where it has a value.
    """
    return tuple(dict.fromkeys((*(c for a in e.args for c in conditions(a)), *own_conditions(e))))


def own_conditions(e: Any) -> Iterator[Relation]:
    """Those of the outermost operation alone."""
    if isinstance(e, Pow) and not is_nonnegative(e.exp):
        yield ne(e.base, 0)
    if isinstance(e, Pow) and not is_integer(e.exp) and not is_nonnegative(e.base):
        yield le(0, e.base)
    if isinstance(e, log):
        yield lt(0, e.args[0])
    if isinstance(e, LambertW):
        yield le(0, e.args[0])
    if isinstance(e, Slope):
        yield ne(e.args[0], 0)
    if isinstance(e, tan):
        raise TypeError("the tangent is not part of the claim language: no rule says where it has a value")
