"""The claim language as a whitelist: real numbers only, every operation known, every symbol of one kind and one name.

Whatever enters a proof passes here first. SymPy alone would take `sqrt(-norm)` for `I*sqrt(norm)`, a float for a number, and two
symbols of one name for two things.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sympy as sp

from verify.geometry import Datum, Field, Image, Inert, Label, Value, Vector, indexed, sampled, sigmoid, softplus

OPERATIONS = (sp.Add, sp.Mul, sp.Pow, sp.Abs, sp.sign, sp.exp, sp.log, sp.Max, sp.Min, sigmoid, softplus, Inert)
ENTIRE = (sp.sin, sp.cos, sp.sinh, sp.cosh, sp.tanh, sp.atan, sp.erf)
CONSTANTS = (sp.pi, sp.E)
SIGNS = ("positive", "negative", "nonnegative", "nonpositive", "nonzero", "integer")


class NotInLanguage(ValueError):
    """An expression holds something that the claim language does not know."""


def require_language(expressions: Iterable[Any]) -> None:
    """Raise NotInLanguage, naming the part, unless every expression is in the language and no two symbols share a name."""
    named: dict[str, Any] = {}
    for e in expressions:
        for s in _symbols(sp.sympify(e)):
            other = named.setdefault(s.name, s)
            if other != s:
                raise NotInLanguage(f"two different symbols are called {s.name}")


def _symbols(e: Any) -> set[Any]:
    """The symbols of an expression of the language; raises NotInLanguage for any other expression."""
    if e.is_Symbol:
        _require_plain(e)
        return {e}
    if not e.args:
        if not (e.is_Rational or e in CONSTANTS):
            raise NotInLanguage(f"{e} is not an exact real number")
        return set()
    if not isinstance(e, OPERATIONS + ENTIRE):
        raise NotInLanguage(f"{e.func.__name__} is not part of the claim language")
    named = isinstance(e, Image | Field | Value)
    return set().union(*(_symbols(a) for a in (e.args[1:] if named else e.args)))


def _require_plain(s: Any) -> None:
    if s.is_real is not True:
        raise NotInLanguage(f"the symbol {s} is not declared real")
    if type(s) in (sp.Symbol, sp.Dummy):
        declared = {k: True for k in SIGNS if getattr(s, f"is_{k}")}
        if s.assumptions0 != sp.Dummy(real=True, **declared).assumptions0:
            raise NotInLanguage(f"the symbol {s} is declared to be more than real, integer or of a sign")
    elif not isinstance(s, Vector | Datum | Label):
        raise NotInLanguage(f"{type(s).__name__} {s} is no kind of symbol of the claim language")


def same_kind(value: Any, symbol: Any) -> bool:
    """May the value stand where the symbol stands, as far as the hidden indices go? A number may stand for a vector."""
    return (isinstance(symbol, Vector) or not indexed(value)) and (sampled(symbol) or not sampled(value))
