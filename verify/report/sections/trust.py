"""What the engine says of false claims and of spoiled derivations: the stored count of the mutants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from verify.checkers.stored.read import Fields
from verify.report.nodes import Paragraph, Section, Table
from verify.report.parts import Text

LABEL, TITLE = "trust", "False claims given to the engine"
Counts = Mapping[str, Mapping[str, int]]
OF_TWINS = ("made", "false", "refuted", "undefined", "undecided", "wrongly proved")
OF_DERIVATIONS = ("tried", "rejected", "accepted")
TWIN: Fields = {**dict.fromkeys((*OF_TWINS, "wrongly vacuous"), int), ...: int}
DERIVATION: Fields = {**dict.fromkeys(OF_DERIVATIONS, int), ...: int}
STORED: Fields = {"claims": int, "twins": {...: TWIN}, "derivations": {...: DERIVATION}, ...: object}


def trust(mutants: Mapping[str, Any]) -> tuple[Section, ...]:
    """By the kind of change: the twins of proved claims that are false and what was said of them, the derivations rejected.

    `mutants` is what the bench writes, of the shape STORED: a count for each kind of change and answer.
    """
    if not mutants:
        return ()
    twins, derivations = mutants["twins"], mutants["derivations"]
    blocks = (
        Paragraph(_opening(mutants["claims"], twins)),
        _table(("Changed in a claim", *(c.capitalize() for c in OF_TWINS)), twins, OF_TWINS),
        Paragraph(("of derivations with one thing changed, so that they no longer derive the claim:",), "Derivations:"),
        _table(("Changed in a derivation", *(c.capitalize() for c in OF_DERIVATIONS)), derivations, OF_DERIVATIONS),
    )
    return (Section((TITLE,), TITLE, LABEL, blocks),)


def _opening(claims: int, twins: Counts) -> Text:
    total = _total(twins, (*OF_TWINS, "wrongly vacuous"))
    return (
        f"In each of {claims} proved claims one thing was changed, in several ways. ",
        f"Of {total['made']:,} such twins {total['false']:,} are surely false: at a point found apart from the engine, and ",
        "with many digits, their assumptions hold and their conclusion fails, that of a “there is” with its witness. ",
        "The engine was asked of these, with the derivation of the true claim and without: ",
        f"{total['wrongly proved']} are proved, {total['wrongly vacuous']} called vacuous.",
    )


def _table(header: tuple[str, ...], rows: Counts, columns: tuple[str, ...]) -> Table:
    widths = (0.3, *(0.7 / len(columns) for _ in columns))
    every = (*rows.items(), ("all", _total(rows, columns)))
    return Table(header, widths, tuple(((name,), *((f"{row[c]:,}",) for c in columns)) for name, row in every))


def _total(rows: Counts, columns: Iterable[str]) -> dict[str, int]:
    return {column: sum(r[column] for r in rows.values()) for column in columns}
