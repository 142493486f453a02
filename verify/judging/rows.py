"""The rows of `verify list`: one for every id of a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from verify.judging.sentences import sentence_rows
from verify.language.claim import Statement

if TYPE_CHECKING:
    from verify.judging.catalogue import Catalogue

NOUNS = "assumption definition figure lemma proposition remark theorem"
KINDS = {noun: noun for noun in NOUNS.split()} | {"eq": "equation"}


def natural(name: str) -> list[Any]:
    """Sort key by which eq-2 comes before eq-10."""
    return [int(part) if part.isdigit() else part for part in re.split(r"([0-9]+)", name)]


def rows(catalogue: Catalogue) -> list[dict[str, Any]]:
    """One row for every id: statements, equations that claims cite, further rows that statements name, sentences."""
    table = {s.name: _row(s.name, s.title, s) for s in catalogue.statements}
    for s in catalogue.statements:
        table[s.name]["uses"] = list(s.uses)
        cited = {n for claim in s.claims for n in claim.equations}
        table[s.name]["equations"] = sorted(cited.union(table[s.name]["equations"]))
        for name, claim in _pointers(s):
            row = table.setdefault(name, _row(name, f"Equation ({name[3:]})" if name.startswith("eq-") else s.title, s))
            row["claims"] = list(dict.fromkeys([*row["claims"], f"{s.name}/{claim}"]))
            row["section"] = ", ".join(dict.fromkeys([*row["section"].split(", "), s.section]))
    table |= sentence_rows(catalogue.sentences, table)
    return [table[name] for name in sorted(table, key=natural)]


def _row(name: str, title: str, statement: Statement) -> dict[str, Any]:
    prefix, _, number = name.partition("-")
    own = statement.name == name
    return {
        "id": name,
        "kind": KINDS.get(prefix, "statement"),
        "title": title,
        "section": statement.section,
        "equations": [int(number)] if prefix == "eq" and number.isdigit() else [],
        "uses": [],
        "claims": [f"{name}/{claim.name}" for claim in statement.claims] if own else [],
    }


def _pointers(statement: Statement) -> Iterator[tuple[str, str]]:
    """The further rows that the statement's claims are about: row id, claim name."""
    for claim in statement.claims:
        yield from ((f"eq-{number}", claim.name) for number in claim.equations)
    for name, claims in statement.also.items():
        yield from ((name, claim) for claim in claims)
