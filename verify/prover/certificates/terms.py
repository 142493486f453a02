"""Terms as a table: each entry is made of earlier ones, which it names by their numbers."""

from __future__ import annotations

from typing import Any

from verify.language.operators import Determinant, Jacobian, Unknown
from verify.language.proof import Schema
from verify.language.relation import Relation
from verify.language.symbols import d
from verify.language.term import Add, Constant, Mul, Number, Pow, Symbol

SORTS = {
    "Symbol": "number",
    "Vector": "vector",
    "Sample": "sample",
    "Label": "label",
    "SampleLabel": "samplelabel",
    "Datum": "datum",
    "Coordinate": "number",
    "Direction": "vector",
}
HEADS: dict[type, str] = {Add: "+", Mul: "*", Pow: "^", Determinant: "det"}


class Table:
    """Symbols and terms of one certificate, each once."""

    def __init__(self) -> None:
        self.symbols: list[list[Any]] = []
        self.entries: list[list[Any]] = []
        self._symbols: dict[Any, int] = {}
        self._entries: dict[Any, int] = {}

    def symbol(self, s: Any) -> int:
        """The number of a symbol. Raises KeyError for one of the engine's own, which stands in no claim."""
        if s not in self._symbols:
            entry = [s.name, SORTS[type(s).__name__], s.signs, s.integer]
            self._symbols[s] = len(self.symbols)
            self.symbols.append(entry)
        return self._symbols[s]

    def add(self, e: Any) -> int:
        """The number of a term."""
        if e not in self._entries:
            entry = self._entry(e)
            self._entries[e] = len(self.entries)
            self.entries.append(entry)
        return self._entries[e]

    def relation(self, r: Relation) -> list[Any]:
        """Both sides by their numbers, with what is between them."""
        return [self.add(r.lhs), r.op, self.add(r.rhs)]

    def assumption(self, a: Relation | Schema) -> Any:
        """A relation, or what is assumed of unknown functions for all values of some symbols."""
        if isinstance(a, Relation):
            return self.relation(a)
        return {
            "schema": a.name,
            "variables": [self.symbol(s) for s in a.variables],
            "assume": [self.relation(r) for r in a.assuming],
            "conclude": self.relation(a.relation),
        }

    def _entry(self, e: Any) -> list[Any]:
        if isinstance(e, Number):
            return ["n", str(e.value)]
        if e is d:
            return ["d"]
        if isinstance(e, Symbol):
            return ["s", self.symbol(e)]
        if isinstance(e, Constant):
            return ["c", e.name.lower()]
        if isinstance(e, Jacobian):
            name, slot, *others = e.args
            return ["jacobian", name.name, int(slot), *map(self.add, others)]
        if isinstance(e, Unknown):
            name, *others = e.args
            return [type(e).__name__.lower(), name.name, *map(self.add, others)]
        return [HEADS.get(type(e), type(e).__name__.lower()), *map(self.add, e.args)]
