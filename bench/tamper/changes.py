"""Single changes of a certificate, drawn by a seed: a number, a name, a relation, a part that is dropped, swapped or doubled."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

PARTS = {
    "symbols": 3,
    "terms": 6,
    "assume": 3,
    "conclude": 2,
    "exists": 1,
    "uniform": 1,
    "proof": 6,
    "owed": 2,
}
OPERATORS = ("=", "<=", "<", "!=")
NUMBER = re.compile(r"-?\d+(/\d+)?")
Place = tuple[Any, Any]  # what holds it, and where


def change(certificate: Mapping[str, Any], draw: random.Random) -> tuple[dict[str, Any], str]:
    """The certificate with one thing changed, and which; the text of it is another than before."""
    before = json.dumps(certificate, sort_keys=True)
    words = sorted(set(_words(certificate)))
    while True:
        found = copy.deepcopy(dict(certificate))
        part = draw.choices(*zip(*((p, w) for p, w in PARTS.items() if p in found), strict=True))[0]
        holder, key = draw.choice(list(_places(found, part)))
        name, altered = _altered(holder[key], draw, words, found)
        what = f"{part}: {name} of {_short(holder[key])}"
        if altered is DROPPED:
            del holder[key]
        elif altered is DOUBLED:
            holder.insert(key, copy.deepcopy(holder[key])) if isinstance(holder, list) else holder.pop(key)
        else:
            holder[key] = altered
            what += f" to {_short(altered)}"
        if json.dumps(found, sort_keys=True) != before:
            return found, what


DROPPED, DOUBLED = object(), object()


def _places(holder: Any, key: Any) -> Iterator[Place]:
    yield holder, key
    value = holder[key]
    if isinstance(value, dict):
        for k in value:
            yield from _places(value, k)
    elif isinstance(value, list):
        for k in range(len(value)):
            yield from _places(value, k)


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _words(part)


def _altered(value: Any, draw: random.Random, words: list[str], found: Mapping[str, Any]) -> tuple[str, Any]:
    """A change of this value, with its name."""
    ways: list[tuple[str, Callable[[], Any]]] = []
    if isinstance(value, bool):
        ways = [("flip", lambda: not value)]
    elif isinstance(value, int):
        most = draw.choice([8, len(found["symbols"]), len(found["terms"])])
        ways = [
            ("one more", lambda: value + 1),
            ("one less", lambda: value - 1),
            ("number", lambda: draw.randrange(max(most, 1))),
        ]
    elif value in OPERATORS:
        ways = [("relation", lambda: draw.choice(OPERATORS))]
    elif isinstance(value, str) and NUMBER.fullmatch(value):
        ways = [("number", lambda: str(_near(Fraction(value), draw)))]
    elif isinstance(value, str):
        ways = [("name", lambda: draw.choice(words)), ("name", lambda: value + "'")]
    elif isinstance(value, list) and len(value) > 1:
        ways = [
            ("swap", lambda: _swapped(value, draw)),
            ("turn", lambda: value[::-1]),
            ("shorten", lambda: _shorter(value, draw)),
        ]
        ways.append(("double", lambda: [*value, copy.deepcopy(draw.choice(value))]))
    elif value is None:
        ways = [("number", lambda: draw.randrange(4))]
    if draw.random() < 0.15 or not ways:
        return draw.choice([("drop", DROPPED), ("double", DOUBLED)])
    name, way = draw.choice(ways)
    return name, way()


def _near(c: Fraction, draw: random.Random) -> Fraction:
    return draw.choice([c + 1, c - 1, -c, 2 * c, c / 2, c + Fraction(1, 10), Fraction(0), Fraction(1)])


def _swapped(value: list[Any], draw: random.Random) -> list[Any]:
    j, k = draw.sample(range(len(value)), 2)
    found = [*value]
    found[j], found[k] = found[k], found[j]
    return found


def _shorter(value: list[Any], draw: random.Random) -> list[Any]:
    k = draw.randrange(len(value))
    return value[:k] + value[k + 1 :]


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 60 else f"{text[:57]}..."
