"""`make bench-prove`: the published sample and the generated families, beside z3 and cvc5, and gcad and QEPCAD where they are installed.

Answers come one by one into a file of rows and, at the end, into `prove.json` and `prove.md`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from bench import alone, cylindrical
from bench.families import FAMILIES, Case, cases
from bench.named import NAMED
from bench.rows import OURS, PEERS, environment, known, measured
from bench.table import Measured, markdown, verdict_mark, wrong
from verify.judging.files import by_rows

SAMPLES = [Path(__file__).parent.parent / "tests" / "data" / name for name in ("inequalities.json", "benchmarks.json")]
SCHEMA = 1


def published() -> list[Case]:
    """The inequalities that other provers publish, and samples of four sets that were published to measure them."""
    rows = [row for sample in SAMPLES for row in json.loads(sample.read_text(encoding="utf-8"))]
    relation = "{lhs} {rel} {rhs}"
    return [Case(r["name"], relation.format(**r), tuple(r["where"]), r["truth"] == "true", r["source"]) for r in rows]


def run(chosen: Iterable[Case], options: argparse.Namespace) -> list[Measured]:
    """Every case asked of every solver that is named, told on the terminal; of the others what is stored."""
    chosen, stored = list(chosen), known(options.rows)
    others = [by for by in (OURS, *PEERS) if by not in options.by]
    found = {c.name: {by: r for by in others if (r := stored.get((c.claim, c.where, by)))} for c in chosen}
    for by in options.by:
        limit = options.timeout if by == OURS else options.alone
        asked = chosen if by == OURS else [c for c in chosen if _first(c, options.alone_each)]
        for case, row in measured(asked, by, timeout=limit, patience=options.patience, path=options.rows):
            found[case.name][by] = row
            told = f"{verdict_mark(case, row):6}{row.cpu:6.1f} s  {by} {case.name}: {row.answer}"
            print(told, row.method or row.reason, flush=True)
    return [Measured(c, found[c.name]) for c in chosen]


def _first(case: Case, each: int) -> bool:
    """Is it a published one, or among the first of its family?"""
    return case.source not in FAMILIES or int(case.name.removesuffix("-twin").split("-")[-1]) < each


def document(parts: dict[str, list[Measured]], options: argparse.Namespace) -> dict[str, object]:
    """Everything as plain data."""
    return {
        "schema": SCHEMA,
        "seed": options.seed,
        "each": options.each,
        "timeout": options.timeout,
        "timeout_alone": options.alone,
        "patience": options.patience,
        "environment": environment(),
        **{name: [m.as_json() for m in measured] for name, measured in parts.items()},
    }


def main() -> int:
    """1 when an answer of ours is wrong."""
    options = _options()
    options.rows.parent.mkdir(parents=True, exist_ok=True)
    generated = cases(options.seed, each=options.each) if options.each else ()
    generated = [c for c in generated if c.source in options.family]
    chosen = {"named": NAMED, "published": published(), "generated": generated}
    parts = {name: run(part, options) for name, part in chosen.items()}
    options.out.mkdir(parents=True, exist_ok=True)
    stored = document(parts, options)
    (options.out / "prove.json").write_text(by_rows(stored), encoding="utf-8")
    (options.out / "prove.md").write_text(markdown(parts, options), encoding="utf-8")
    false = [m.case.name for part in parts.values() for m in part if wrong(m, OURS)]
    print(f"{len(false)} wrong {' '.join(false)}; tables in {options.out}")
    return 1 if false else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--each", type=int, default=25, help="true ones of every family, and as many false ones")
    parser.add_argument("--timeout", type=float, default=20.0, help="seconds of the processor for each answer")
    parser.add_argument("--alone", type=float, default=10.0, help="seconds for each peer")
    parser.add_argument("--alone-each", type=int, default=25, help="of every family, for the peers")
    parser.add_argument("--family", nargs="+", default=list(FAMILIES), choices=list(FAMILIES), help="these alone")
    parser.add_argument(
        "--patience", type=float, default=1.0, help="on a busy machine: so many times longer on the clock"
    )
    there = [OURS, *alone.SOLVERS, *cylindrical.installed()]
    parser.add_argument("--by", nargs="+", default=there, choices=there)
    parser.add_argument("--rows", type=Path, default=Path("build/prove-rows.jsonl"), help="answers so far")
    parser.add_argument("--out", type=Path, default=Path("reports"))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
