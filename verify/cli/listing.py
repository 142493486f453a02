"""`verify list`: one row for every id. Where the package is as it was when it was last read, no module of it is loaded."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import Any

from verify.cli import terminal
from verify.judging import codes
from verify.judging.table import kept

HEADERS = ("id", "kind", "section", "eq.", "claims", "title")


def list_rows(options: Namespace) -> int:
    """One row for every statement, equation and sentence; 1 when a statement failed."""
    if (table := kept(options.package)) is not None:
        _print(options, table.rows)
        return codes.AS_EXPECTED
    from verify.cli import judging, verdicts

    table, broken = judging.table(options)
    _print(options, table.rows)
    verdicts.print_failed(broken, as_json=options.json)
    return codes.UNEXPECTED if broken else codes.AS_EXPECTED


def _print(options: Namespace, rows: Sequence[Mapping[str, Any]]) -> None:
    if options.json:
        terminal.print_json(rows)
        return
    cells = [
        (r["id"], r["kind"], r["section"], ", ".join(map(str, r["equations"])), str(len(r["claims"])), r["title"])
        for r in rows
    ]
    terminal.print_table(HEADERS, cells)
