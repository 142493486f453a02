"""Relations, assumptions and declarations as Coq texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from verify.language.claim import Claim
from verify.language.operators import Jacobian, Unknown, Value, indexed, sampled
from verify.language.proof import Schema
from verify.language.relation import Relation
from verify.language.symbols import Label, Vector
from verify.language.term import NEGATIVE, POSITIVE, ZERO
from verify.prover.coq.texts import Unwritten, _symbol, derivative, identifier, symbol_name, text, vector

SIGNS = {
    POSITIVE: "0 < {}",
    ZERO | POSITIVE: "0 <= {}",
    NEGATIVE: "{} < 0",
    NEGATIVE | ZERO: "{} <= 0",
    NEGATIVE | POSITIVE: "{} <> 0",
}
RELATIONS = {"=": "=", "<=": "<=", "<": "<", "!=": "<>"}


def relation(r: Relation) -> str:
    """A relation between numbers, or an equation between vectors; of every data point where it speaks of one."""
    if indexed(r.slack):
        if r.op != "=":
            raise Unwritten(f"{r} for every coordinate")
        said = f"{vector(r.lhs)} = {vector(r.rhs)}"
    else:
        said = f"{text(r.lhs)} {RELATIONS[r.op]} {text(r.rhs)}"
    return f"forall n : nat, (n <= N)%nat -> {said}" if sampled(r.slack) else said


def schema(s: Schema) -> str:
    """What is assumed about an unknown function, for all values of its variables."""
    said = [*map(held, [*declared(s.variables), *map(relation, s.assuming)]), relation(s.relation)]
    return f"forall {binders(s.variables)}, {' -> '.join(said)}"


def held(said: str) -> str:
    """A premise as it stands before an arrow or a conjunction."""
    return f"({said})" if said.startswith("forall") or " \\/ " in said else said


def value(e: Any, symbol: Any) -> str:
    """The term as a value of the symbol: a function of the data point where the symbol is one."""
    said = vector(e) if isinstance(symbol, Vector) else text(e)
    return f"(fun n : nat => {said})" if sampled(symbol) else said


def binders(symbols: Iterable[Any]) -> str:
    """The variables with their types."""
    return " ".join(f"({symbol_name(s)} : {sort(s)})" for s in symbols)


def sort(s: Any) -> str:
    """The type of a symbol."""
    kind = "V" if isinstance(s, Vector) else "R"
    return f"nat -> {kind}" if sampled(s) else kind


def declared(symbols: Iterable[Any]) -> Iterator[str]:
    """What the declarations of the symbols say."""
    for s in symbols:
        name = _symbol(s)
        said = f"{name} = 1 \\/ {name} = (-1)" if isinstance(s, Label) else SIGNS.get(s.signs, "").format(name)
        if said:
            yield f"forall n : nat, (n <= N)%nat -> {said}" if sampled(s) else said


def maps(expressions: Iterable[Any]) -> dict[str, str]:
    """The unknown functions that occur, by name, with their types."""
    found: dict[str, list[str]] = {}
    for e in expressions:
        for f in sorted(e.atoms(Unknown), key=lambda f: f.key):
            name, *arguments = f.args
            called = identifier(name.name)
            if isinstance(f, Jacobian):
                called, arguments = derivative(name, arguments[0]), arguments[1:]
            kinds = ["V" if indexed(a) else "R" for a in arguments]
            kinds.append("R" if isinstance(f, Value) else "V")
            if found.setdefault(called, kinds) != kinds:
                raise Unwritten(f"{called} at a number in the place of a vector")
    return {name: " -> ".join(kinds) for name, kinds in sorted(found.items())}


def free_symbols(claim: Claim) -> list[Any]:
    """The symbols that a claim is about, those that only its schemas bind left out."""
    open_in = [
        {x for r in (s.relation, *s.assuming) for e in (r.lhs, r.rhs) for x in e.free_symbols} - set(s.variables)
        for s in claim.schemas
    ]
    found = {x for e in claim.expressions for x in e.free_symbols}.union(*open_in)
    return sorted(found, key=lambda s: (not isinstance(s, Vector), s.name))
