"""Exact points and counterexamples as JSON: numbers are strings like "3/1024", the id is a hash of the content.

Why it is sound. A record proves nothing by being stored. It is a point, and is certified anew from its own text
(`verify.checkers.stored.replay`). What is owed here is that the text has one meaning:

* a number is a string of decimal digits with at most one bar and a denominator that is not 0; it is read as that fraction, by
  `fractions.Fraction`, and nothing else is read: no float, no exponent, no digit of another alphabet;
* a name is that of one symbol of the claim, since no two symbols of a claim share one (`verify.kernel.whitelist`); an unknown
  or a missing name is an error, and what is bound by "there is" has no value;
* what was read is validated (`verify.kernel.point`): shape, sign, dimension.

A record is about one claim, which it names in full, with the digest of what that claim says: of assumptions and conclusion as
terms. A claim that comes to say something else is no longer the one that the record was made for.

The id is the SHA-256 digest (FIPS 180-4) of the canonical text: keys sorted, no spaces, ASCII only. Equal contents have equal
ids; that different ones have different ids is as sure as the digest. Who found a record is not content.

LONGEST bounds what is read: a number of more digits is no counterexample that anybody would store, and would take long.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from verify.language.claim import Claim
from verify.language.proof import Schema
from verify.language.relation import Relation
from verify.language.term import Leaf, Number, Symbol
from verify.language.verdict import Counterexample


class Kind(StrEnum):
    """What a stored record shows; every record says it in its field `kind`."""

    COUNTEREXAMPLE = "counterexample"
    FAMILY = "family"
    ABSENCE = "absence"
    RATIO = "ratio"
    BOX = "box"
    INEQUALITY = "inequality"


NUMBER = re.compile(r"-?[0-9]+(/0*[1-9][0-9]*)?", re.ASCII)
LONGEST = 4000  # characters of one number: below the limit of Python's own conversion, 4300 digits


def claim_symbols(claim: Claim) -> set[Any]:
    """The symbols that a point of the claim gives values to; those bound by "there is" are not among them."""
    return set(_symbols(claim.expressions, claim.exists))


@lru_cache(maxsize=1_000)
def _symbols(expressions: tuple[Any, ...], bound: tuple[Any, ...]) -> frozenset[Any]:
    from verify.kernel.evaluate import symbols  # arrays: only where there are points

    return frozenset(symbols(expressions, bound=bound))


def free_assumptions(claim: Claim) -> tuple[Relation, ...]:
    """The plain assumptions in which no symbol bound by "there is" occurs."""
    return _free(claim.relations, claim.exists)


@lru_cache(maxsize=1_000)
def _free(relations: tuple[Relation, ...], bound: tuple[Any, ...]) -> tuple[Relation, ...]:
    return tuple(r for r in relations if not (r.lhs.free_symbols | r.rhs.free_symbols) & set(bound))


class Named(NamedTuple):
    """A claim as a record names it: `statement/claim`, and the digest of what it says."""

    claim: str
    term: str


def named(name: str, claim: Claim) -> Named:
    """The claim under its full name."""
    return Named(name, claim_id(claim))


def not_about(stored: Mapping[str, Any], name: str, claim: Claim) -> str:
    """Why the record is not about this claim as it stands today, in one line; empty where it is."""
    if stored.get("claim") != name:
        return f"the record is about {stored.get('claim')!r:.80}, not about {name}"
    if "term" not in stored:
        return f"the record is an old one, which does not say what {name} said when it was made: write it anew"
    if stored["term"] != claim_id(claim):
        return f"{name} says something else than when the record was made: write it anew"
    return ""


def record(found: Counterexample, claim: Claim) -> dict[str, Any]:
    """The counterexample as one JSON object with its content-addressed id (who found it is not content).

    `claim` is the one that was judged, whatever choice was made for it.
    """
    content = {
        "kind": Kind.COUNTEREXAMPLE,
        **named(found.claim, claim)._asdict(),
        "d": found.dimension,
        "point": dict(found.point),
        "excess": list(found.excess),
    }
    content |= {"functions": dict(found.functions)} if found.functions else {}
    return {"id": content_id(content), **content, "found_by": found.found_by}


def content_id(stored: Mapping[str, Any]) -> str:
    """`sha256:` and the digest of the canonical JSON of everything but `id` and `found_by`."""
    content = {k: v for k, v in stored.items() if k not in ("id", "found_by")}
    return _digest(json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True))


def term_id(*parts: Iterable[Relation]) -> str:
    """`sha256:` and the digest of relations as terms: of heads, names, signs and numbers in their order, not of a text."""
    return _digest(" => ".join(" ".join(map(_relation, p)) for p in parts))


def claim_id(claim: Claim) -> str:
    """The same of a claim: of all that it assumes, of what there is, and for what, of the coordinates beside, and of its conclusion."""
    given = " ".join(map(_assumption, claim.assuming))
    there = f"{_several(claim.exists)} {_several(claim.uniform)} {claim.beside}"
    return _digest(f"{given} => {there} {_relation(claim.conclusion)}")


def _assumption(a: Relation | Schema) -> str:
    if isinstance(a, Relation):
        return _relation(a)
    asks = " ".join(map(_relation, a.assuming))
    return f"({json.dumps(a.name)} {_several(a.variables)} ({asks}) {_relation(a.relation)})"


def _relation(r: Relation) -> str:
    return f"({r.op} {_spelled(r.lhs)} {_spelled(r.rhs)})"


def _several(terms: Iterable[Any]) -> str:
    return f"({' '.join(map(_spelled, terms))})"


def _spelled(e: Any) -> str:
    if isinstance(e, Number):
        return str(e.value)
    own = [json.dumps(e.name)] if isinstance(e, Symbol | Leaf) else []
    own += [str(e.signs), str(int(e.integer))] if isinstance(e, Symbol) else []
    return f"({' '.join([type(e).__name__, *own, *map(_spelled, e.args)])})"


def _digest(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def point_to_json(point: Mapping[Any, Any]) -> dict[str, Any]:
    """Symbol name -> "p/q", or nested lists of such strings."""
    return strings({s.name: v for s, v in sorted(point.items(), key=lambda item: str(item[0].name))})


def strings(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same with the names for keys already."""
    return {name: _strings(v) for name, v in values.items()}


def point_from_json(claim: Claim, stored: Mapping[str, Any]) -> dict[Any, Any]:
    """The point of the claim that the mapping spells out, validated.

    Raises ValueError, in one line, for a missing or unknown name, a number that is not a string like "3/1024", a wrong
    shape or a value that its symbol may not have.
    """
    if not isinstance(stored, Mapping):
        raise ValueError(f"the point is {stored!r}, expected an object from symbol names to numbers")
    wanted = {s.name: s for s in sorted(claim_symbols(claim), key=str)}
    for name in stored:
        if name not in wanted:
            raise ValueError(f"{name}: no symbol of the claim {claim.name}, expected {', '.join(wanted) or 'none'}")
    from verify.kernel.point import validate

    return validate({wanted[name]: _fractions(name, v) for name, v in stored.items()}, wanted.values())


def is_point_of(claim: Claim, stored: Any) -> bool:
    """Does the mapping name exactly the symbols of the claim?"""
    return isinstance(stored, Mapping) and set(stored) == {s.name for s in claim_symbols(claim)}


def number_from_json(name: str, v: Any) -> Fraction:
    """The number that a string like "-3/1024" spells out; raises ValueError with the name for anything else."""
    number = _fractions(name, v)
    if not isinstance(number, Fraction):
        raise ValueError(f"{name}: got {v!r:.80}, expected one number")
    return number


def _strings(v: Any) -> Any:
    return [_strings(x) for x in v] if isinstance(v, tuple) else str(v)


def _fractions(name: str, v: Any) -> Any:
    return tuple(_fractions(name, x) for x in v) if isinstance(v, list) else fraction(name, v)


def fraction(name: str, v: Any) -> Fraction:
    """The exact number that a string like "-3/1024" spells. Raises ValueError, naming what it is for, for anything else."""
    if not isinstance(v, str) or len(v) > LONGEST or not NUMBER.fullmatch(v):
        raise ValueError(f'{name}: got {v!r:.80}, expected a number written as a string like "-3/1024"')
    return Fraction(v)
