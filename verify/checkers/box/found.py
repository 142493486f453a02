"""What is found for a claim on a box, as a value and as JSON: exact numbers as strings, the id a hash of the content.

Nothing here is believed: a record is what someone found. It is read by a whitelist (the fields, digits with one slash, a
word of digits and letters), turned into exact rationals, and checked as if it had been found just now (`check`). The id only
tells that a record was changed by accident: who writes a record can write its hash.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flint import fmpq

from verify.checkers.boxes import Bounds, Box, rational
from verify.kernel.record import Kind, Named, content_id, fraction

TREE = re.compile(r"[0-9a-z]{0,100000}", re.ASCII)
FIELDS = {"id", "kind", "claim", "term", "enclosure", "best", "tree"}


@dataclass(frozen=True)
class Found:
    """An enclosure of the root, a point with a large loss and a cover of the ball; the last two only for maximisers."""

    enclosure: Box
    best: tuple[fmpq, ...] = ()
    tree: str = ""


def to_record(about: Named, found: Found) -> dict[str, Any]:
    """One JSON object with its content-addressed id."""
    content = {
        "kind": Kind.BOX,
        **about._asdict(),
        "enclosure": [[str(low), str(high)] for low, high in found.enclosure],
        "best": list(map(str, found.best)),
        "tree": found.tree,
    }
    return {"id": content_id(content), **content}


def from_record(stored: Mapping[str, Any]) -> Found:
    """What the record holds. Raises ValueError, in one line, for a record that is malformed or was changed."""
    if set(stored) != FIELDS:
        raise ValueError(f"a certificate has the fields {', '.join(sorted(FIELDS))}")
    if stored["id"] != content_id(stored):
        raise ValueError(f"the id does not belong to the content: expected {content_id(stored)}")
    tree, sides, best = stored["tree"], stored["enclosure"], stored["best"]
    if not isinstance(tree, str) or not TREE.fullmatch(tree):
        raise ValueError("the tree is not a word of digits and letters")
    if (
        not isinstance(best, list)
        or not isinstance(sides, list)
        or not all(isinstance(s, list) and len(s) == 2 for s in sides)
    ):
        raise ValueError("the enclosure is a list of pairs, and the point a list, of numbers")
    return Found(tuple(map(_side, sides)), tuple(rational(fraction("best", x)) for x in best), tree)


def _side(stored: list[Any]) -> Bounds:
    low, high = (rational(fraction("enclosure", x)) for x in stored)
    return low, high
