"""Simple choices for the functions that a claim knows only by name, so that its conclusion can be tried at points.

A real function may be 0, an inner product, a multiple of the square, the sum, the cubes or the norm of an argument, of a number
likewise, and its gradient follows; a map may be a multiple of one of its arguments, or that and a multiple of the signs of
another. Only choices that satisfy what is assumed are used.

Why it is sound. Nothing here is believed. A choice is handed to `verify.kernel.instances.concrete`, which proves every assumption
on functions of it and compares a gradient with the derivative of its function:

    the choice is in the list       S(phi) is proved
    -------------------------------------------------
        the claim for phi is one that the claim implies

An unsuitable choice is left out. The list is finite and read off the claim, so that a stored text names one of it or nothing: an
expression is never read from a record. The help for |f| <= K ‖a‖ and for a norm, by the Cauchy-Schwarz
inequality, is a derivation that the kernel checks like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import count, islice, product
from typing import Any

from verify.checkers.stored.reasons import Reason
from verify.kernel.facts.norms import cauchy_schwarz
from verify.kernel.gram import is_zero
from verify.kernel.instances import check_schema, concrete
from verify.kernel.reasons import NotShown
from verify.kernel.substitution import substituted
from verify.language.claim import Claim, Instance
from verify.language.forms import along
from verify.language.forms import inner as dot
from verify.language.forms import size as norm
from verify.language.functions import Abs, sign
from verify.language.operators import Field, Jacobian, Norm, Total, Value, indexed
from verify.language.possible import is_nonnegative
from verify.language.proof import Derivation, Lemma, Schema, chain, line
from verify.language.relation import Relation, le
from verify.language.symbols import Label, Vector
from verify.language.term import Integer, Rational, Symbol

Slots = tuple[Any, ...]
Options = dict[str, Any]  # by text
Fits = Callable[[Schema, Mapping[str, str]], bool]
HALF = Rational(1, 2)
SLOTS = {Vector: "s", Symbol: "t", Label: "y"}
MOST_REAL, MOST_MAPS, MOST_CONSTANTS = 60, 20, 80


def suitable(claim: Claim) -> Iterator[tuple[dict[str, str], Claim]]:
    """(The texts of a choice, the claim for it) for every choice that satisfies the assumptions, the likeliest first.

    Of every choice of functions the smallest constants come first; then each has a second turn, with others.
    """
    places, values = _places(claim), _values(claim)
    real = {name: _real(slots) for name, slots in places.items() if name in values}
    maps = {name: _moved(claim, name, slots) for name, slots in places.items() if name not in real and not _base(name)}
    constants, fits = _constants(claim, values), _fitting(claim)
    chosen = ({**f, **g} for f in _products(real, MOST_REAL) for g in _products(maps, MOST_MAPS))
    turns = [_with_constants(claim, functions, constants, fits) for functions in chosen]
    for _ in range(2):
        for turn in turns:
            yield from islice(turn, 1)


def _with_constants(
    claim: Claim, chosen: dict[str, str], constants: Sequence[Options], fits: Fits
) -> Iterator[tuple[dict[str, str], Claim]]:
    """For the functions, with values of the constants for which each assumption is seen to hold; the smallest first."""
    fixed, loose = constants
    for these in _products(fixed, MOST_CONSTANTS):
        every = ({**those, **these} for those in _products(loose, MOST_CONSTANTS))
        fit = (c for c in every if all(fits(s, {**chosen, **c}) for s in claim.schemas))
        for c in islice(fit, 1):
            with suppress(NotShown):
                texts = {**chosen, **_changed(c)}
                yield texts, with_choice(claim, texts)


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
            options = {str(v): v for v in (0, 1, 2, *known.values())}
            constants[_option(known, name, name)] = _option(options, name, text)
    for name, slots in places.items():
        if (base := _base(name)) and base in functions:
            k = int(name.rpartition("_")[2])
            functions[name] = slots, _gradient(functions[base][1], slots[k - 1 : k])
    helps = {s.name: _help(s, s.relation.map(lambda e: substituted(e, functions))) for s in claim.schemas}
    return Instance(functions, constants, {name: derive for name, derive in helps.items() if derive is not None})


def _option(options: Mapping[str, Any], name: str, text: str) -> Any:
    if not isinstance(text, str) or text not in options:
        raise NotShown(Reason.NOT_SIMPLE, name=name, text=text)
    return options[text]


def _products(options: Mapping[str, Iterable[str]], most: int) -> Iterator[dict[str, str]]:
    for texts in islice(product(*options.values()), most):
        yield dict(zip(options, texts, strict=True))


def _expressions(claim: Claim) -> list[Any]:
    return [
        *claim.expressions,
        *(side for s in claim.schemas for r in (s.relation, *s.assuming) for side in (r.lhs, r.rhs)),
    ]


def _places(claim: Claim) -> dict[str, Slots]:
    """Every unknown function by name, and its slots; that of a gradient comes with its function."""
    calls: dict[str, list[tuple[Any, ...]]] = {}
    for e in _expressions(claim):
        for f in e.atoms(Field, Value, Jacobian):
            name, at = str(f.args[0]), f.args[3:] if isinstance(f, Jacobian) else f.args[1:]
            calls.setdefault(_base(name) or name, []).append(at)
            calls.setdefault(name, calls[_base(name) or name])
    taken = {s.name.replace("_", "") for e in _expressions(claim) for s in e.free_symbols}
    places = {name: zip(*at, strict=False) for name, at in sorted(calls.items())}
    return {name: tuple(_slot(k, a, taken) for k, a in enumerate(at, 1)) for name, at in places.items()}


def _slot(k: int, arguments: Sequence[Any], taken: set[str]) -> Any:
    """For what stands there in every place, by a name that the claim leaves free and no slot for other things has."""
    numbers = Label if all(isinstance(a, Label) for a in arguments) else Symbol
    kind = Vector if any(map(indexed, arguments)) else numbers
    names = (f"{SLOTS[kind]}{k}" + "'" * more for more in count())
    return kind(next(name for name in names if name not in taken))


def _base(name: str) -> str:
    """The function of which this is a gradient by its name, or nothing."""
    base, _, slot = name.rpartition("_")
    return base if base and slot.isdecimal() else ""


def _values(claim: Claim) -> set[str]:
    """The names of real functions."""
    atoms = [f for e in _expressions(claim) for f in e.atoms(Field, Value, Jacobian)]
    return {str(f.args[0]) for f in atoms if isinstance(f, Value)} | {b for f in atoms if (b := _base(str(f.args[0])))}


def _real(slots: Slots) -> Options:
    vectors = [s for s in slots if isinstance(s, Vector)]
    numbers = [s for s in slots if type(s) is Symbol]
    pairs = [dot(a, b) for i, a in enumerate(vectors) for b in vectors[i + 1 :]]
    squares = [_half_square(v) for v in vectors]
    usual = (*(-p for p in pairs), *pairs, *squares, Integer(0))
    lines = [*map(Total, vectors), *numbers]
    more = (*(-q for q in squares), *(k * x**2 for x in numbers for k in (HALF, -HALF)), *lines, *(-x for x in lines))
    rough = (*map(norm, vectors), *map(Abs, numbers))
    curved = (
        *(k * q for q in squares for k in (2, -2, HALF)),
        *(Total(v**3) for v in vectors),
        *(x**3 for x in numbers),
    )
    return {str(e): e for e in (*usual, *more, *rough, *curved)}


def _gradient(e: Any, slots: Slots) -> Any:
    """The gradient of one of the expressions of `_real` in a vector; 0 where there is none, which is found out."""
    slot = next((s for s in slots if isinstance(s, Vector) and e.has(s)), None)
    if slot is None:
        return Integer(0)
    h = Vector("direction")
    others = sorted(e.free_symbols - {slot}, key=str)
    made = [*others, *(k * slot for k in (1, 2, HALF)), Integer(1), 3 * slot**2]
    slope = along(e, (slot, h))
    return next((v for v in (*made, *(-v for v in made)) if is_zero(slope - dot(v, h))), Integer(0))


def _half_square(v: Any) -> Any:
    return HALF * norm(v) ** 2


def _moved(claim: Claim, name: str, slots: Slots) -> Options:
    vectors = [s for s in slots if isinstance(s, Vector)]
    sizes = _scalars(s for s in claim.schemas if name in _names(s))
    shifted = [k * c * sign(b) + a for a in vectors for b in vectors if a != b for c in sizes for k in (-1, 1)]
    scaled = [k * a for k in (-1, 2, -2, HALF) for a in vectors]
    return {str(e): e for e in (*shifted, *vectors, *scaled, Integer(0))}


def _names(schema: Schema) -> set[str]:
    sides = [side for r in (schema.relation, *schema.assuming) for side in (r.lhs, r.rhs)]
    return {str(f.args[0]) for e in sides for f in e.atoms(Field, Value, Jacobian)}


def _scalars(schemas: Any) -> list[Any]:
    """The nonnegative numbers that these assumptions speak of."""
    sides = {side for s in schemas for r in (s.relation, *s.assuming) for side in (r.lhs, r.rhs)}
    found = set().union(*(e.free_symbols for e in sides), set())
    return sorted((s for s in found if type(s) is Symbol and is_nonnegative(s)), key=str)


def _constants(claim: Claim, values: set[str]) -> tuple[Options, Options]:
    """The texts that the constants of which the assumptions speak may take: of those on real functions, and on maps.

    The latter stay free where they may.
    """
    fixed, loose = Options(), Options()
    for schema in claim.schemas:
        spoken = (schema.relation.lhs.free_symbols | schema.relation.rhs.free_symbols) - {*schema.variables}
        own = [s.name for s in _scalars([schema]) if s in spoken]
        others = [s.name for s in _scalars([schema]) if s not in spoken and s not in schema.variables]
        real = all(n in values or _base(n) in values for n in _names(schema))
        for name in own:
            fixed.setdefault(name, ("0", "1", *others, "2")) if real else loose.setdefault(name, (name, "0", "1", "2"))
    return fixed, loose


def _changed(constants: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in constants.items() if text != name}


def _fitting(claim: Claim) -> Fits:
    """Is an assumption proved of a choice? Worked out once for the functions and the constants of which it speaks."""
    spoken = {s.name: [*(_base(n) or n for n in _names(s)), *(c.name for c in _scalars([s]))] for s in claim.schemas}
    seen: dict[Any, bool] = {}

    def fits(schema: Schema, texts: Mapping[str, str]) -> bool:
        key = schema.name, *map(texts.get, spoken[schema.name])
        if key not in seen:
            with suppress(NotShown):
                seen[key] = False
                check_schema(schema, claim, choice(claim, _changed(texts)))
                seen[key] = True
        return seen[key]

    return fits


def _help(schema: Schema, put: Relation) -> Callable[[], Derivation] | None:
    """What shows the schema, which is `put` for the chosen functions, where the engine's own rules do not."""
    if _has_a_bounded_norm(schema):
        return _by_cauchy_schwarz(schema)
    norms = sorted(put.lhs.atoms(Norm), key=str)
    return _by_the_angle(*(n.args[0] for n in norms)) if isinstance(put.lhs, Abs) and len(norms) == 2 else None


def _by_the_angle(a: Any, b: Any) -> Callable[[], Derivation]:
    """|‖a‖ - ‖b‖| <= ‖a - b‖, whose square is larger by 2(‖a‖ ‖b‖ - <a, b>)."""

    def derive() -> Derivation:
        angle = cauchy_schwarz(a, b)
        return chain(line("<=", norm(a - b) ** 2, 2 * angle.slack, by=(angle,)), squared=True)

    return derive


def _has_a_bounded_norm(schema: Schema) -> bool:
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
