"""Symbols: a name, a sort (the class), and the signs that the number may have.

Two symbols are one where all of that agrees; that no two of one name stand in a claim is asked by `verify.kernel.whitelist`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zlib import crc32

from verify.language.term.tree import SYMBOL, Term, one

NEGATIVE, ZERO, POSITIVE = 1, 2, 4
ANY_SIGN = NEGATIVE | ZERO | POSITIVE


class Symbol(Term):
    """A real number with a name: of unknown sign, or of one that is declared, or whole.

    `signs` are those that it may have, as a sum of NEGATIVE, ZERO and POSITIVE.
    """

    __slots__ = ("integer", "name", "signs")
    is_Symbol = True
    name: str
    signs: int
    integer: bool

    def __new__(
        cls,
        name: str,
        *,
        positive: bool | None = None,
        negative: bool | None = None,
        nonnegative: bool | None = None,
        nonpositive: bool | None = None,
        nonzero: bool | None = None,
        integer: bool | None = None,
        real: bool | None = None,
        **other: bool | None,
    ) -> Any:
        signed = {"positive": positive, "negative": negative, "nonnegative": nonnegative, "nonpositive": nonpositive}
        declared = {**signed, "nonzero": nonzero, "integer": integer, "real": real, **other}
        return cls._named(name, *_declared(name, {word: v for word, v in declared.items() if v is not None}))

    @classmethod
    def _named(cls, name: str, signs: int, integer: bool) -> Any:
        key = (id(cls), name, signs, integer)
        hashed = (crc32(cls.__name__.encode()), crc32(name.encode()), signs, integer)
        return one(key, cls, (), hashed, name=name, signs=signs, integer=integer)

    def __reduce__(self) -> Any:
        return _again, (type(self), self.name, self.signs, self.integer)

    def _find_free(self) -> frozenset[Any]:
        return frozenset([self])

    def _find_key(self) -> tuple[Any, ...]:
        return (SYMBOL, self.name, type(self).__name__, self.signs, self.integer)


def _again(cls: Any, name: str, signs: int, integer: bool) -> Any:
    return cls._named(name, signs, integer)


DECLARATIONS = {
    "positive": POSITIVE,
    "negative": NEGATIVE,
    "nonnegative": ZERO | POSITIVE,
    "nonpositive": NEGATIVE | ZERO,
    "nonzero": NEGATIVE | POSITIVE,
}


def _declared(name: str, declared: Mapping[str, bool | None]) -> tuple[int, bool]:
    if type(name) is not str or not name:
        raise TypeError(f"the name of a symbol is {name!r}, expected a string")
    signs = ANY_SIGN
    for word, value in declared.items():
        if word not in (*DECLARATIONS, "real", "integer"):
            raise TypeError(f"{name} is declared {word!r}: expected {', '.join(DECLARATIONS)}, integer or real")
        if value is False:
            raise ValueError(f"{name} is declared not {word}: say what it is, for every symbol is a real number")
        if value and word in DECLARATIONS:
            signs &= DECLARATIONS[word]
    if signs in (0, ZERO):
        raise ValueError(f"{name} is declared {' and '.join(declared)}: no number but 0 is")
    return signs, bool(declared.get("integer"))


class Dummy(Symbol):
    """A symbol of the engine's own, equal to no other one."""

    __slots__ = ("number",)
    _count = 0
    number: int

    def __new__(cls, name: str = "t", **declared: bool | None) -> Any:
        signs, integer = _declared(name, declared)
        Dummy._count += 1
        return cls._numbered(name, signs, integer, Dummy._count)

    @classmethod
    def of(cls, name: str, signs: int) -> Any:
        """A new one with these signs."""
        Dummy._count += 1
        return cls._numbered(name, signs, False, Dummy._count)

    @classmethod
    def _numbered(cls, name: str, signs: int, integer: bool, number: int) -> Any:
        key = (id(cls), name, signs, integer, number)
        return one(key, cls, (), (1, number, signs), name=name, signs=signs, integer=integer, number=number)

    def __reduce__(self) -> Any:
        return Dummy._numbered, (self.name, self.signs, self.integer, self.number)

    def _find_key(self) -> tuple[Any, ...]:
        return (SYMBOL, self.name, "", self.number)


class Unknown(Dummy):
    """The symbol that stands for a term: one for each, in an order that does not depend on when it is made."""

    __slots__ = ("stands_for",)
    stands_for: Any

    def __new__(cls, e: Any, signs: int) -> Any:
        own = {"name": "", "signs": signs, "integer": False, "stands_for": e}
        return one((id(cls), e, signs), cls, (), (2, e._hash, signs), **own)

    def __reduce__(self) -> Any:
        return Unknown, (self.stands_for, self.signs)

    def _find_key(self) -> tuple[Any, ...]:
        return (SYMBOL, self.name, "", self.stands_for.key)


def symbols(names: str, **declared: bool | None) -> Any:
    """Several symbols, from their names between spaces or commas; one symbol where there is one name."""
    found = tuple(Symbol(name, **declared) for name in names.replace(",", " ").split())
    return found[0] if len(found) == 1 else found
