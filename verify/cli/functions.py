"""Functions for an author to put in for those that a claim knows only by name: to show that it speaks of some, or to look for some."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from verify.checkers.stored.pointwise import has_plain_claims
from verify.cli.pasted import Author, of_package
from verify.judging.exhibit import exhibit
from verify.kernel.evidence import Method
from verify.kernel.instances import at_its_point, property_of
from verify.kernel.judgement import Judgement
from verify.kernel.judgement import missing_point as no_point
from verify.kernel.reasons import Reason
from verify.kernel.record import claim_symbols
from verify.language.claim import Claim, Instance
from verify.language.operators import Field, Unknown, Value, indexed
from verify.language.proof import Schema
from verify.language.symbols import Datum, Sample, SampleLabel, Vector, d
from verify.language.term import POSITIVE, Integer, Symbol
from verify.language.verdict import Outcome
from verify.search.inputs.examples import example
from verify.search.probe import probe

FORM = ": a form alone, NOT a refutation; if the claim is false, put in functions for which it fails, and the point"

EXAMPLES = 400  # inputs of which one may break an assumption
SIZES = (1, 2, 3, 4, 5, 10, 100)  # of constants that are tried
AT_POINTS = (
    Method.PROBE,
    Method.EXACT_POINT,
    Method.POINT,
    Method.INSTANCE,
)  # what holds there shows nothing of other points


def to_show_it_speaks_of_some(j: Judgement) -> Iterator[str]:
    """Where only this is missing, that the assumptions on unknown functions can hold: a choice, if the simplest one serves."""
    if j.said is None or j.said.reason not in (Reason.NO_INSTANCE, Reason.SCHEMA_NOT_SHOWN):
        return
    if j.said.reason is Reason.SCHEMA_NOT_SHOWN:
        yield from _in_place_of_its_own(j)
        return
    zero = _zero(j.claim)
    if zero is not None and no_point(replace(j.claim, instance=zero), example) is None:
        yield from _pasted("instance", Author(j.claim), zero, ": functions for which the assumptions hold")
    else:
        yield "missing  an instance alone: functions for which the assumptions hold; those that are 0 everywhere are not shown to serve"


def where_a_choice_fails(j: Judgement) -> Iterator[str]:
    """Values at which an author's functions break an assumption for which they were chosen, where a short search finds some."""
    claim = j.claim
    places = [("against", claim.against, e.said) for e in j.evidence if e.method is Method.INSTANCE]
    for place, chosen, said in [*places, ("instance", claim.instance, j.said)]:
        if chosen is None or said is None or said.reason is not Reason.SCHEMA_NOT_SHOWN:
            continue
        chosen = at_its_point(claim, chosen) if place == "against" else chosen
        for schema in (s for s in claim.schemas if s.name == said.parts["name"]):
            owed = property_of(schema, claim, chosen)
            found = None if owed.abstract else probe(owed, statement="", examples=EXAMPLES).counterexample
            if found is not None:
                at = "; ".join(x for x in exhibit(owed, found) if not x.startswith("claimed"))
                yield f"note     {schema.name} fails for the functions of {place}= at {at}"


def is_shown(j: Judgement) -> bool:
    """Does it come with a proof, so that only what it speaks of is missing? The evidence may have travelled, and is a report then."""
    return any(e.outcome is Outcome.HOLDS and e.method not in AT_POINTS for e in j.evidence)


def _in_place_of_its_own(j: Judgement) -> Iterator[str]:
    """Where a claim is shown and one of its assumptions is not, for its own instance: this one around another point, or 0."""
    claim, chosen = j.claim, j.claim.instance
    if j.said is None or chosen is None or not is_shown(j):
        return
    yield f"missing  an instance that is shown to satisfy {j.said.parts['name']}, alone: the claim follows from it"
    around = sorted({s for a in claim.schemas for s in _free(a) if type(s) is Vector}, key=lambda s: s.key)
    for other in (*_with_constants(claim, chosen), *(_moved(chosen, z) for z in around), _zero(claim)):
        if other is not None and no_point(replace(claim, instance=other), example) is None:
            yield from _pasted("instance", Author(claim), other, ": functions for which the assumptions hold")
            return


def _free(a: Schema) -> set[Any]:
    return {s for r in (a.relation, *a.assuming) for s in r.lhs.free_symbols | r.rhs.free_symbols} - {*a.variables}


def _with_constants(claim: Claim, chosen: Instance) -> Iterator[Instance]:
    """The same functions with one value for all numbers of which the assumptions on them speak."""
    numbers = [
        s
        for s in {x for a in claim.schemas for x in _free(a)} - {*chosen.constants}
        if type(s) is Symbol and s is not d
    ]
    for size in SIZES if numbers else ():
        constants = {s: Integer(size if s.signs & POSITIVE else -size) for s in sorted(numbers, key=lambda s: s.key)}
        yield replace(chosen, constants={**chosen.constants, **constants})


def _moved(chosen: Instance, z: Any) -> Instance:
    """The same functions with their vectors taken from z on."""
    moved = {
        name: (slots, e.xreplace({s: s - z for s in slots if isinstance(s, Vector)}))
        for name, (slots, e) in chosen.functions.items()
    }
    return replace(chosen, functions=moved, derive={}, point=None)


def _zero(claim: Claim) -> Instance | None:
    """The functions that are 0 everywhere; None where there are derivatives to be chosen."""
    found = {f for e in claim.spoken for f in e.atoms(Unknown)}
    if not all(isinstance(f, Field | Value) for f in found):
        return None
    slots = {f.args[0].name: tuple(_slot(k, x) for k, x in enumerate(f.args[1:], 1)) for f in sorted(found, key=str)}
    return Instance({name: (own, Integer(0)) for name, own in slots.items()})


def _pasted(
    name: str, author: Author, chosen: Instance, what: str, point: Mapping[Any, Any] | None = None, begin: str = "try"
) -> Iterator[str]:
    text = author.instance(chosen, point)
    yield f"{begin:<8} {name}={text} in the claim{what}"
    yield from (f"         with {x}" for x in author.imports(text, missing=True))


def _slot(k: int, x: Any) -> Any:
    return Vector(f"slot{k}") if indexed(x) else Symbol(f"slot{k}")


def to_be_tried(j: Judgement, author: Author, again: str) -> Iterator[str]:
    """How to look for functions and a point for which the claim fails: where to search, and a form to write them in."""
    if again and has_plain_claims(j.claim):
        yield f"try      verify search {j.id}{of_package(again)}    looks for a point, simple functions put in"
    if (chosen := j.claim.instance or _zero(j.claim)) is not None:
        point = {s: somewhere(s) for s in sorted(claim_symbols(j.claim), key=lambda s: s.key)}
        yield from _pasted("against", author, chosen, FORM, point, begin="form")


def somewhere(s: Any) -> Any:
    """A value that the symbol may have; of vectors in d = 1, of one data point."""
    value = Fraction(-1 if not s.signs & POSITIVE else 1)
    by_coordinate = (value,) if isinstance(s, Vector) else value
    return (by_coordinate,) if isinstance(s, Sample | Datum | SampleLabel) else by_coordinate
