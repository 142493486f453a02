"""Terms without what is plainly superfluous: like summands and powers collected, brackets kept as they are written.

Why it is sound. Sums that are multiplied, or raised to a power, stand aside as one unknown; what is left is put into canonical form
(`verify.language.expansion`), which is equal to it for all values of the unknowns, wherever both have a value. Beside that

    exp x exp y = exp(x + y)          c (x + y) = c x + c y  for a number c          sin(pi/6) = 1/2 and the like

so the form has a value, and the same, wherever the term has one. The converse fails: x/x becomes 1.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

from verify.language.expansion import expand, expansion
from verify.language.functions import atan, cos, exp, sin, tan
from verify.language.possible import possible
from verify.language.term import (
    HALF,
    NOUGHT,
    ONE,
    Add,
    Mul,
    Number,
    Pow,
    Unknown,
    base_and_exponent,
    factors,
    pi,
    product,
    rebuilt,
    sqrt,
    summands,
    total,
)

MOST_ROUNDS = 4


@cache
def plain(e: Any) -> Any:
    """The term with what is alike collected, in an order that does not depend on how it was made."""
    for _ in range(MOST_ROUNDS):
        simpler = _simpler(e)
        if simpler is e:
            break
        e = simpler
    return e


@cache
def _simpler(e: Any) -> Any:
    aside: dict[Any, Any] = {}
    e = rebuilt(e, with_known_angles)
    return rebuilt(expand(_closed(e, aside)).xreplace(aside), _ordered)


def _closed(e: Any, aside: dict[Any, Any]) -> Any:
    """Sums stand aside where they are factors or bases."""
    if not e.args:
        return e
    if isinstance(e, Mul | Pow):
        parts = [_set_aside(a, aside) if isinstance(a, Add) else _closed(a, aside) for a in e.args]
    else:
        parts = [_closed(a, aside) for a in e.args]
    return e.func(*parts)


def _set_aside(e: Any, aside: dict[Any, Any]) -> Any:
    inner = plain(e)
    if not isinstance(inner, Add):
        return _closed(inner, aside)
    unknown = Unknown(inner, possible(inner))
    aside[unknown] = inner
    return unknown


def _ordered(e: Any) -> Any:
    if isinstance(e, Add):
        return total(sorted((t for a in e.args for t in summands(a)), key=_place))
    if not isinstance(e, Mul):
        return e
    parts = sorted((f for a in e.args for f in factors(a)), key=_key)
    exponents = [f.args[0] for f in parts if isinstance(f, exp)]
    if len(exponents) > 1:
        parts = sorted([*(f for f in parts if not isinstance(f, exp)), exp(plain(total(exponents)))], key=_key)
    if len(parts) == 2 and isinstance(parts[0], Number) and isinstance(parts[1], Add):
        return total(_times(parts[0], t) for t in parts[1].args)
    return product(parts)


def _times(c: Number, t: Any) -> Any:
    first, *rest = factors(t)
    return product([c.value * first.value, *rest] if isinstance(first, Number) else [c, first, *rest])


def _key(e: Any) -> Any:
    """Numbers first, then by the base."""
    if isinstance(e, Number):
        return ()
    base, exponent = base_and_exponent(e)
    return (base.key, exponent.key)


def _place(e: Any) -> Any:
    """By its factors, whatever the number before them is."""
    return tuple(_key(f) for f in factors(e) if not isinstance(f, Number))


def with_known_angles(x: Any) -> Any:
    """The sine, cosine or tangent of a multiple of pi/12, and the angle of a known tangent, as what they are."""
    if isinstance(x, atan):
        return ANGLES.get(expand(x.args[0]), x)
    if not isinstance(x, sin | cos | tan) or (turn := _twelfths(x.args[0])) is None:
        return x
    if isinstance(x, tan):
        return x if turn % 12 == 6 else _sine(turn) / _sine(turn + 6)
    return _sine(turn if isinstance(x, sin) else turn + 6)


def _twelfths(angle: Any) -> int | None:
    """k for the angle k pi/12."""
    found = expansion(angle)
    k = 12 * found.get(((pi, 1),), Fraction(0))
    return int(k) if found and len(found) == 1 and k and k.denominator == 1 else None


def _sine(k: int) -> Any:
    k %= 24
    return -SINES[_mirrored(k - 12)] if k > 12 else SINES[_mirrored(k)]


def _mirrored(k: int) -> int:
    return min(k, 12 - k)


SINES = tuple(
    expand(x) for x in (NOUGHT, (sqrt(6) - sqrt(2)) / 4, HALF, sqrt(2) / 2, sqrt(3) / 2, (sqrt(6) + sqrt(2)) / 4, ONE)
)
ANGLES = {expand(_sine(k) / _sine(k + 6)): k * pi / 12 for k in (2, 3, 4)}
