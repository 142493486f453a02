"""The paper sentence by sentence: each is a claim whose formula it is, or excused with the reason why it cannot be checked.

A proof package may hold the table in a module or package `_sentences`, as SENTENCES.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from verify.language.sentence import unmarked
from verify.language.severity import Severity


@dataclass(frozen=True)
class Sentence:
    """One sentence of the paper in other words.

    id       a short name that says the idea
    place    where it stands: a section, with what is printed there
    says     what it asserts
    claims   the id of the claim whose formula it is, then those of claims, or of rows (`lemma-2`, `eq-19`), that say more
    excused  why it cannot be checked, where no claim does
    slip     the severity of what is wrong with its words, where that claim, what is meant, is true
    """

    id: str
    place: str
    says: str
    claims: tuple[str, ...] = ()
    excused: str = ""
    slip: str = ""

    @property
    def formula(self) -> str:
        """The id of the claim whose formula it is, empty for an excused one."""
        return self.claims[0] if self.claims else ""


def sentence(name: str, place: str, says: str, *claims: str, slip: str = "") -> Sentence:
    """A sentence with the claim whose formula it is, and others that say more of it."""
    return Sentence(name, place, says, claims, slip=slip)


def excused(name: str, place: str, says: str, reason: str) -> Sentence:
    """A sentence that cannot be checked, with the reason."""
    return Sentence(name, place, says, excused=reason)


def sentences(package: str) -> tuple[Sentence, ...]:
    """The table of a proof package, empty where it has none."""
    home = f"{package}._sentences"
    return tuple(import_module(home).SENTENCES) if find_spec(home) else ()


def table_faults(table: Sequence[Sentence], known: Collection[str]) -> Iterator[str]:
    """What is wrong with a table, beside the ids that are known without it."""
    seen = set(known)
    for s in table:
        if s.id in seen or "/" in s.id or " " in s.id or not s.id:
            yield f"the id {s.id!r} is taken, empty, or holds a space or a slash"
        seen.add(s.id)
        if bool(s.claims) == bool(s.excused):
            yield f"{s.id} needs claims or a reason why there are none, and not both"
        if s.slip and s.slip not in [*Severity]:
            yield f"{s.id} has the slip {s.slip!r}, expected one of {', '.join(Severity)}"
        strange = [c for c in s.claims if c not in known]
        if strange:
            yield f"{s.id} points to {strange[0]!r}, which is no claim and no row"


def sentence_rows(table: Sequence[Sentence], known: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """A row for each sentence: a row id among its claims stands for the claims of that row."""
    return {
        s.id: {
            "id": s.id,
            "kind": "sentence",
            "title": unmarked(s.says),
            "section": unmarked(s.place).partition(",")[0],
            "place": unmarked(s.place),
            "equations": [],
            "uses": [],
            "claims": list(dict.fromkeys(c for name in s.claims for c in _claims(name, known))),
            "excused": unmarked(s.excused),
            "formula": s.formula,
            "slip": s.slip,
        }
        for s in table
    }


def _claims(name: str, known: Mapping[str, Mapping[str, Any]]) -> Sequence[str]:
    return known[name]["claims"] if name in known else (name,)
