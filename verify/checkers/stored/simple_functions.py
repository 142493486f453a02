"""Simple choices for the functions that a claim knows only by name, so that its conclusion can be tried at points.

A real function may be 0, an inner product or half a square of its arguments, its gradient follows; a map may be one of
its arguments, or that and a multiple of the signs of another. Only choices that satisfy what is assumed are used.

Why it is sound. Nothing here is believed. A choice is handed to `verify.kernel.instances.concrete`, which proves every assumption
on functions of it and compares a gradient with the derivative of its function:

    the choice is in the list       S(phi) is proved
    -------------------------------------------------
        the claim for phi is one that the claim implies

An unsuitable choice is left out. The list is finite and read off the claim, so that a stored text names one of it or nothing: an
expression is never read from a record. The help for |f| <= K ‖a‖, by the Cauchy-Schwarz inequality, is a derivation that the
kernel checks like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any

from verify.checkers.stored.reasons import Reason
from verify.kernel.facts.norms import cauchy_schwarz
from verify.kernel.instances import check_schema, concrete
from verify.kernel.reasons import NotShown
from verify.language.claim import Claim, Instance
from verify.language.expansion import expand
from verify.language.forms import dot, norm
from verify.language.functions import Abs, sign
from verify.language.operators import Field, Jacobian, Norm, Value, indexed
from verify.language.possible import is_nonnegative
from verify.language.proof import Derivation, Lemma, Schema, chain, line
from verify.language.relation import le
from verify.language.symbols import Label, Vector
from verify.language.term import Integer, Rational, Symbol

Slots = tuple[Any, ...]
Options = dict[str, Any]  # by text


def suitable(claim: Claim) -> Iterator[tuple[dict[str, str], Claim]]:
    """(The texts of a choice, the claim for it) for every choice that satisfies the assumptions, the likeliest first."""
    places = _places(claim)
    real = {name: _real(slots) for name, slots in places.items() if name in _values(claim)}
    maps = {name: _moved(claim, name, slots) for name, slots in places.items() if name not in real and not _base(name)}
    for chosen in _products(real):
        constants = _constants(claim, chosen)
        for moved in _products(maps) if constants is not None else ():
            texts = {**chosen, **moved, **(constants or {})}
            try:
                yield texts, with_choice(claim, texts)
            except NotShown:
                continue


def with_choice(claim: Claim, texts: Mapping[str, str]) -> Claim:
    """The claim for the choice that the texts name; raises NotShown for one that is unknown or not shown to fit."""
    if not isinstance(texts, Mapping):
        raise NotShown(Reason.NO_FUNCTIONS)
    return concrete(claim, choice(claim, texts))


def choice(claim: Claim, texts: Mapping[str, str]) -> Instance:
    """The functions and constants that the texts name; raises NotShown for one that is unknown."""
    functions: dict[str, tuple[Slots, Any]] = {}
    constants: dict[Any, Any] = {}
    places, known = _places(claim), {s.name: s for s in _scalars(claim.schemas)}
    for name, text in texts.items():
        if name in places:
            slots = places[name]
            options = _real(slots) if name in _values(claim) else _moved(claim, name, slots)
            functions[name] = slots, _option(options, name, text)
        else:
            options = {str(v): v for v in (0, 1, *known.values())}
            constants[_option(known, name, name)] = _option(options, name, text)
    for name, slots in places.items():
        if (base := _base(name)) and base in functions:
            functions[name] = slots, _gradient(functions[base][1], slots[int(name.rpartition("_")[2]) - 1])
    return Instance(
        functions,
        constants,
        {s.name: _by_cauchy_schwarz(s) for s in claim.schemas if _needs_help(s)},
    )


def _option(options: Mapping[str, Any], name: str, text: str) -> Any:
    if not isinstance(text, str) or text not in options:
        raise NotShown(Reason.NOT_SIMPLE, name=name, text=text)
    return options[text]


def _products(options: Mapping[str, Options]) -> Iterator[dict[str, str]]:
    for texts in product(*options.values()):
        yield dict(zip(options, texts, strict=True))


def _expressions(claim: Claim) -> list[Any]:
    return [
        *claim.expressions,
        *(side for s in claim.schemas for r in (s.relation, *s.assuming) for side in (r.lhs, r.rhs)),
    ]


def _places(claim: Claim) -> dict[str, Slots]:
    """Every unknown function by name, and its slots; that of a gradient comes with its function."""
    found: dict[str, Slots] = {}
    for e in _expressions(claim):
        for f in e.atoms(Field, Value, Jacobian):
            name, at = str(f.args[0]), f.args[3:] if isinstance(f, Jacobian) else f.args[1:]
            for one in (name, _base(name)) if _base(name) else (name,):
                found[one] = tuple(_slot(k, a) for k, a in enumerate(at, 1))
    return dict(sorted(found.items()))


def _slot(k: int, argument: Any) -> Any:
    if indexed(argument):
        return Vector(f"s{k}")
    return Label(f"s{k}") if isinstance(argument, Label) else Symbol(f"s{k}")


def _base(name: str) -> str:
    """The function of which this is a gradient by its name, or nothing."""
    base, _, slot = name.rpartition("_")
    return base if base and slot.isdigit() else ""


def _values(claim: Claim) -> set[str]:
    """The names of real functions."""
    atoms = [f for e in _expressions(claim) for f in e.atoms(Field, Value, Jacobian)]
    return {str(f.args[0]) for f in atoms if isinstance(f, Value)} | {b for f in atoms if (b := _base(str(f.args[0])))}


def _real(slots: Slots) -> Options:
    vectors = [s for s in slots if isinstance(s, Vector)]
    pairs = [dot(a, b) for i, a in enumerate(vectors) for b in vectors[i + 1 :]]
    return {str(e): e for e in (*(-p for p in pairs), *pairs, *(_half_square(v) for v in vectors), Integer(0))}


def _gradient(e: Any, slot: Any) -> Any:
    """The gradient of one of the expressions of `_real`."""
    if e == _half_square(slot):
        return slot
    turned = (way * other for other in e.free_symbols - {slot} for way in (1, -1))
    return next((v for v in turned if expand(e) == expand(dot(slot, v))), Integer(0))


def _half_square(v: Any) -> Any:
    return Rational(1, 2) * norm(v) ** 2


def _moved(claim: Claim, name: str, slots: Slots) -> Options:
    vectors = [s for s in slots if isinstance(s, Vector)]
    sizes = _scalars(s for s in claim.schemas if name in _names(s))
    shifted = [k * c * sign(b) + a for a in vectors for b in vectors if a != b for c in sizes for k in (-1, 1)]
    return {str(e): e for e in (*shifted, *vectors)}


def _names(schema: Schema) -> set[str]:
    sides = [side for r in (schema.relation, *schema.assuming) for side in (r.lhs, r.rhs)]
    return {str(f.args[0]) for e in sides for f in e.atoms(Field, Value, Jacobian)}


def _scalars(schemas: Any) -> list[Any]:
    """The nonnegative numbers that these assumptions speak of."""
    sides = {side for s in schemas for r in (s.relation, *s.assuming) for side in (r.lhs, r.rhs)}
    found = set().union(*(e.free_symbols for e in sides), set())
    return sorted((s for s in found if type(s) is Symbol and is_nonnegative(s)), key=str)


def _constants(claim: Claim, chosen: Mapping[str, str]) -> dict[str, str] | None:
    """Values for the constants of what is assumed of the real functions alone, the smallest first; None where none fits."""
    found: dict[str, str] = {}
    values = _values(claim)
    for schema in claim.schemas:
        if not all(n in values or _base(n) in values for n in _names(schema)):
            continue
        own = [
            s for s in _scalars([schema]) if (schema.relation.lhs.free_symbols | schema.relation.rhs.free_symbols) & {s}
        ]
        others = [s.name for s in _scalars([schema]) if s not in own]
        for texts in product(("0", "1", *others), repeat=len(own)):
            trial = {**chosen, **found, **dict(zip((s.name for s in own), texts, strict=True))}
            if _fits(schema, claim, trial):
                found = {n: t for n, t in trial.items() if n not in chosen}
                break
        else:
            return None
    return found


def _fits(schema: Schema, claim: Claim, texts: Mapping[str, str]) -> bool:
    try:
        check_schema(schema, claim, choice(claim, texts))
    except NotShown:
        return False
    return True


def _needs_help(schema: Schema) -> bool:
    """Is it |f| <= K ‖a‖ where the norm of another vector is bounded?"""
    one = len(schema.relation.rhs.atoms(Norm)) == 1 and len(schema.assuming) == 1
    return isinstance(schema.relation.lhs, Abs) and one and isinstance(schema.assuming[0].lhs, Norm)


def _by_cauchy_schwarz(schema: Schema) -> Callable[[], Derivation]:
    """|<a, b>| <= ‖a‖ ‖b‖ <= K ‖a‖ with the bound on b that the schema assumes, a the vector of its right side."""

    def derive() -> Derivation:
        (a,) = (n.args[0] for n in schema.relation.rhs.atoms(Norm))
        near = schema.assuming[0]
        b = near.lhs.args[0]
        one, other = cauchy_schwarz(a, b), cauchy_schwarz(-a, b)
        size = norm(a) * norm(b)
        inner = Lemma(
            le(Abs(dot(a, b)), size), (line("<=", size**2, one.slack * other.slack, by=(one, other)),), squared=True
        )
        return chain(line("<=", near.rhs * norm(a), inner.slack, norm(a) * near.slack), lemmas=(inner,))

    return derive
