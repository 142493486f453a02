"""`python -m bench.speed`: every row beside its peer, printed, and written to reports/bench.json with how costs grow.

A row says of itself whether it meets its target; one that does not says why. `--only WORD` takes the rows that contain the word
and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from bench.rows import environment
from bench.speed import growth
from bench.speed.row import Measured, Row, measured

GROUPS = ("commands", "builds", "search", "model", "boxes")
OUT = Path("reports") / "bench.json"


def rows(word: str = "") -> Iterator[Row]:
    """The rows of every group whose work or group contains the word."""
    for group in GROUPS:
        for row in import_module(f"bench.speed.{group}").rows():
            if word in row.work or word in group:
                yield row


def line(m: Measured) -> str:
    """One row in 80 columns, and under it what keeps it from its target."""
    bound = f">= {m.row.least:g}" if m.row.least is not None else f"<= {m.row.most:g}"
    mark = "ok" if m.met else "--"
    why = "" if m.met or not m.row.why else f"\n     {m.row.why}"
    return f"{mark} {m.row.work:<52} {m.ratio:>9.3g} {bound:>9}{why}"


def main() -> None:
    """Measure, print, write. Exit 1 where a row misses its target and does not say why."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", metavar="WORD")
    only = parser.parse_args().only
    found = []
    for row in rows(only):
        found.append(measured(row))
        print(line(found[-1]), flush=True)
    if not only:
        grown = growth.as_json(growth.growth())
        document = {
            "environment": environment(),
            "cores": os.cpu_count(),
            "rows": [m.as_json() for m in found],
            "growth": grown,
        }
        OUT.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    raise SystemExit(any(not m.met and not m.row.why for m in found))


if __name__ == "__main__":
    main()
