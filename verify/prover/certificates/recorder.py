"""A checker of certificates that asks the kernel where the certificate in the making has no hint yet, and writes the hint down.

What is written here is worth nothing until `verify.recheck` has read it again, alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from verify import recheck
from verify.kernel.for_all import on_the_line
from verify.kernel.signs import Signs
from verify.language import functions, operators
from verify.language.relation import Relation
from verify.language.symbols import Vector, d
from verify.language.term import Add, Constant, Dummy, E, Mul, Name, Number, Pow, Symbol, pi
from verify.prover.certificates.terms import SORTS

HEADS: dict[type, str] = {
    **{getattr(operators, name): name.lower() for name in ("Total", "Norm", "Peak", "Mean", "Product", "Slope")},
    operators.Determinant: "det",
    **{
        getattr(functions, n): n.lower()
        for n in ("Abs", "sign", "exp", "log", "sigmoid", "softplus", "LambertW", "Max", "Min")
    },
    Add: "+",
    Mul: "*",
    Pow: "^",
}
CLASSES = {head: kind for kind, head in HEADS.items()}
UNKNOWN = {operators.Field: "field", operators.Value: "value", operators.Jacobian: "jacobian"}


class NotWritten(Exception):
    """No certificate is written for this, with the reason."""


class Recorder(recheck.Checker):
    """A certificate in the making: terms are entered as they are met, conditions are shown by the kernel's signs."""

    def __init__(self) -> None:
        self.known: list[Any] = []  # the kernel's symbols, in order
        super().__init__({"symbols": [], "terms": [], "owed": [], "least": 1})
        self.work = sys.maxsize
        self.owed: dict[int, list[Any]] = {}
        self.best: dict[tuple[int, int], Any] = {}
        self.kernel = Signs()
        self.numbers_of: dict[Relation, int] = {}  # facts
        self.why: Callable[[int, int], list[Any]] = lambda t, allowed: []
        self.appeal: Callable[[str, list[int], list[Any]], None] = lambda name, args, hints: None
        self.looked_at: set[int] = set()

    # ---- terms

    def place(self, e: Any) -> int:
        """The number of the term, entered if it is new. Raises NotWritten for one that certificates do not speak of."""
        if isinstance(e, Number):
            return self.number(e.value)
        if e is d:
            return self.term("d")
        if isinstance(e, Symbol):
            return self.term("s", self.symbol(e))
        if isinstance(e, Constant):
            return self.term("c", {E: "e", pi: "pi"}[e])
        if type(e) in HEADS:
            return self.term(HEADS[type(e)], *map(self.place, e.args))
        if isinstance(e, operators.Jacobian):
            name, slot, *rest = e.args
            return self.term("jacobian", name.name, int(slot), *map(self.place, rest))
        if type(e) in UNKNOWN:
            return self.term(UNKNOWN[type(e)], e.args[0].name, *map(self.place, e.args[1:]))
        raise NotWritten(f"no certificate speaks of {type(e).__name__}")

    def symbol(self, s: Any) -> int:
        if s not in self.known:
            self._know_all()
            sort = "number" if type(s) is Dummy else SORTS.get(type(s).__name__, "")
            if sort not in recheck.SORTS:
                raise NotWritten(f"no certificate speaks of a {type(s).__name__}")
            name = s.name
            while any(name == other for other, *_ in self.symbols):
                name += "'"
            self.known.append(s)
            self.symbols.append((name, sort, s.signs, bool(s.integer)))
        return self.known.index(s)

    def _know_all(self) -> None:
        """Symbols that the re-check has made are the kernel's too."""
        for name, sort, *_ in self.symbols[len(self.known) :]:
            self.known.append(Vector(name) if sort == "vector" else Symbol(name))

    def back(self, t: int) -> Any:
        """The kernel's term of that number."""
        head, *parts = self.entries[t]
        if head == "n":
            return Number(Fraction(parts[0]))
        if head == "s":
            self._know_all()
            return self.known[parts[0]]
        if head == "c":
            return E if parts[0] == "e" else pi
        if head == "d":
            return d
        if head == "jacobian":
            return operators.Jacobian(Name(parts[0]), Number(parts[1]), *map(self.back, parts[2:]))
        if head in ("field", "value"):
            kind = operators.Field if head == "field" else operators.Value
            return kind(Name(parts[0]), *map(self.back, parts[1:]))
        return CLASSES[head](*map(self.back, parts))

    def at(self, place: object) -> int:
        """Numbers of terms are those of the table itself."""
        return place  # type: ignore[return-value]

    def put_relation(self, r: Relation) -> tuple[int, str, int]:
        return self.place(r.lhs), r.op, self.place(r.rhs)

    def relation_back(self, r: tuple[int, str, int]) -> Relation:
        return Relation(self.back(r[0]), r[1], self.back(r[2]))

    # ---- facts and conditions

    def seen(self, e: Any) -> Any:
        """The term as the kernel is asked about it."""
        return on_the_line(e) if self.line else e

    def knows(self, r: tuple[int, str, int]) -> None:
        """The last fact is also known to the kernel."""
        relation = self.relation_back(r).map(self.seen)
        self.kernel.assume(relation)
        self.numbers_of.setdefault(relation, len(self.facts) - 1)

    def number_of(self, known: Relation) -> int:
        """The number of the fact. Raises NotWritten for what is none."""
        if known not in self.numbers_of:
            raise NotWritten(f"not a fact: {known}")
        return self.numbers_of[known]

    def reasons(self, t: int, allowed: int) -> Iterator[Any]:
        found = self.why(t, allowed)
        if found not in self.owed.setdefault(t, []):
            self.owed[t].append(found)
        yield found

    # ---- polynomials as terms

    def term_of(self, p: dict[Any, Any]) -> int:
        """A term of that value."""
        parts = []
        for m, c in sorted(p.items()):
            factors = [self._powered(a, n) for a, n in m]
            if c != 1 or not factors:
                factors = [self.number(c), *factors]
            parts.append(factors[0] if len(factors) == 1 else self.mul(*factors))
        return parts[0] if len(parts) == 1 else self.add(*parts) if parts else self.number(0)

    def _powered(self, a: int, n: Fraction) -> int:
        return self.term_of_atom(a) if n == 1 else self.power(self.term_of_atom(a), n)

    def term_of_atom(self, a: int) -> int:
        head, data, *_ = self.atoms[a]
        if head in ("s", "d", "c"):
            return self.term(head, *(() if head == "d" else (data,)))
        if head == "prime":
            return self.number(data)
        if head == "sum":
            return self.term_of(dict(data))
        if head == "total":
            return self.term("total", self.term_of({data: Fraction(1)}))
        if head == "mean":
            return self.term("mean", self.term_of({data: Fraction(1)}))
        name, keys = data
        inner = [self.term_of(dict(k)) for k in keys]
        if head == "power":
            return self.term("^", *inner)
        if head == "jacobian":
            return self.term("jacobian", *name, *inner)
        return self.term(head, *([name] if head in ("field", "value") else []), *inner)
