"""A family along which a ratio is unbounded, as one JSON record: numbers a + b t are strings like "1 + 1/2*t"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from verify.checkers.stored.unbounded import Line, growth, point_on, question
from verify.kernel.point import dimension
from verify.kernel.record import LONGEST, claim_symbols, content_id
from verify.language.claim import Claim

NUMBER = r"-?[0-9]+(?:/0*[1-9][0-9]*)?"
LINE = re.compile(rf"(?:(?P<a>{NUMBER})(?: \+ |$))?(?:(?:(?P<b>{NUMBER})\*|(?P<minus>-?))t)?", re.ASCII)


def family_record(claim: Claim, family: Mapping[Any, Any], exponent: Fraction, name: str, by: str) -> dict[str, Any]:
    """`{id, claim, d, family, exponent, least, upto, found_by}`; raises Bounded or ValueError where it is not certified.

    It says: left/right >= least * t**exponent for every t in (0, upto], so that no constant serves.
    """
    asked = question(claim)
    shown = {s: family[s] for s in sorted(claim_symbols(asked), key=str) if s in family}
    found = growth(asked, shown, exponent)
    content = {
        "claim": name,
        "d": (dimension(point_on(shown, found.upto)) or 0) + claim.beside,
        "family": {s.name: _texts(v) for s, v in shown.items()},
        "exponent": str(found.exponent),
        "least": str(found.least),
        "upto": str(found.upto),
    }
    return {"id": content_id(content), **content, "found_by": by}


def family_from_json(claim: Claim, stored: Mapping[str, Any]) -> dict[Any, Any]:
    """The family that the mapping spells out. Raises ValueError, in one line, for what is not one of the claim's."""
    if not isinstance(stored, Mapping):
        raise ValueError(f"the family is {stored!r:.80}, expected an object from symbol names to numbers")
    wanted = {s.name: s for s in claim_symbols(question(claim))}
    for name in stored:
        if name not in wanted:
            raise ValueError(f"{name}: no symbol of the claim {claim.name}, expected {', '.join(sorted(wanted))}")
    return {wanted[name]: _lines(name, v) for name, v in stored.items()}


def text(line: Line) -> str:
    """a + b t."""
    a, b = line
    slope = {1: "t", -1: "-t"}.get(int(b) if b.denominator == 1 else 0, f"{b}*t")
    return str(a) if b == 0 else slope if a == 0 else f"{a} + {slope}"


def _texts(v: Any) -> Any:
    return [_texts(x) for x in v] if not v or isinstance(v[0], tuple) else text(v)


def _lines(name: str, v: Any) -> Any:
    if isinstance(v, list):
        return tuple(_lines(name, x) for x in v)
    found = LINE.fullmatch(v) if isinstance(v, str) and 0 < len(v) <= LONGEST else None
    if found is None:
        raise ValueError(f'{name}: got {v!r:.80}, expected a number like "1 + 1/2*t"')
    sign = {"": 1, "-": -1, None: 0}[found["minus"]]
    line = Fraction(found["a"] or 0), Fraction(found["b"] or sign)
    if text(line) != v:
        raise ValueError(f"{name}: got {v!r:.80}, expected {text(line)!r}")
    return line
