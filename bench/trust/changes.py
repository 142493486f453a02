"""Small changes of an expression, by kind: each is the expression with one place of it altered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations
from typing import Any

from verify.language.functions import Abs, Function
from verify.language.operators import Determinant, Inert, Mean, Norm, Peak, Product, Total, Unknown
from verify.language.possible import is_nonnegative
from verify.language.symbols import Coordinate, Direction, Vector
from verify.language.term import product, sqrt, total

Change = Callable[[Any], Iterator[Any]]
Made = Callable[[], Any]


def everywhere(e: Any, change: Change) -> Iterator[Made]:
    """The expression with the change made at one of its places, for every place and way; made when it is asked for.

    What is in a determinant or in an unknown function has to stay a form, or an argument of its kind: it is no place.
    """
    for part in change(e):
        yield partial(_itself, part)
    if not isinstance(e, Determinant | Unknown):
        for k, a in enumerate(e.args):
            for made in everywhere(a, change):
                yield partial(_with_argument, e, k, made)


def _itself(e: Any) -> Any:
    return e


def _with_argument(e: Any, k: int, made: Made) -> Any:
    return e.func(*e.args[:k], made(), *e.args[k + 1 :])


def coefficient(e: Any) -> Iterator[Any]:
    """Twice, half, one more, one less."""
    if e.is_Number and e not in (0, -1):
        yield from (2 * e, e / 2, e + 1, e - 1)
    elif e.is_Mul or e.is_Add or isinstance(e, Total | Norm | Mean | Peak):
        yield from (2 * e, e / 2)


def sign(e: Any) -> Iterator[Any]:
    """A term of a sum, or an argument of a function, with the opposite sign."""
    if e.is_Add:
        for k, a in enumerate(e.args):
            yield total((*e.args[:k], -a, *e.args[k + 1 :]))
    elif isinstance(e, Function | Inert) and not isinstance(e, Unknown | Determinant) and len(e.args) == 1:
        yield from (e.func(-e.args[0]), -e)


def exponent(e: Any) -> Iterator[Any]:
    """A power with another exponent; a norm or a number's symbol squared."""
    if e.is_Pow:
        yield from (e.base ** (e.exp + 1), e.base ** (e.exp - 1), e.base ** (2 * e.exp))
    elif isinstance(e, Norm) or (e.is_Symbol and not isinstance(e, Vector | Direction | Coordinate)):
        yield from (e**2, sqrt(e) if is_nonnegative(e) else e**3)


def norm(e: Any) -> Iterator[Any]:
    """One of the norms L1, L2 and L-infinity in the place of another, or a total or a product in that of a maximum."""
    if isinstance(e, Norm):
        yield from (Total(Abs(e.args[0])), Peak(Abs(e.args[0])))
    elif isinstance(e, Total) and isinstance(e.args[0], Abs):
        yield from (Norm(e.args[0].args[0]), Peak(e.args[0]))
    elif isinstance(e, Peak):
        yield from (Total(e.args[0]), Norm(e.args[0]))
    elif isinstance(e, Product):
        yield Total(e.args[0])


def left_out(e: Any) -> Iterator[Any]:
    """A term of a sum or a factor of a product left out."""
    if e.is_Add or e.is_Mul:
        for k in range(len(e.args)):
            yield (total if e.is_Add else product)((*e.args[:k], *e.args[k + 1 :]))


def exchanged(*sides: Any) -> Iterator[tuple[Any, Any]]:
    """Pairs of symbols of one kind and sign that may be exchanged with one another."""
    symbols = sorted({s for e in sides for s in values_of(e)}, key=lambda s: s.name)
    for s, t in combinations(symbols, 2):
        if type(s) is type(t) and (s.signs, s.integer) == (t.signs, t.integer):
            yield s, t


def values_of(e: Any) -> Iterator[Any]:
    """The symbols in the expression that have a value: no name of a function, and nothing that a determinant binds."""
    if e.is_Symbol:
        yield e
    elif isinstance(e, Determinant):
        yield from set(values_of(e.form)) - set(e.coordinates)
    else:
        for a in e.args[1:] if isinstance(e, Unknown) else e.args:
            yield from values_of(a)


ON_EXPRESSIONS: dict[str, Change] = {
    "coefficient": coefficient,
    "sign": sign,
    "exponent": exponent,
    "norm": norm,
    "part left out": left_out,
}
