"""`python -m bench.soak`: a CPU minute of search against every claim that is PROVED, at the lowest priority, in several sittings.

What is done is stored after each claim in reports/soak.json; another sitting passes over the claims that have had their seconds and
say the same. A sitting ends after `--minutes`, or at Ctrl-C. Anything found is printed with its point, stored, and exit code 1.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from verify.judging.catalogue import discover
from verify.judging.files import by_rows, put
from verify.kernel.record import claim_id
from verify.language.verdict import Verdict
from verify.search.campaign.journal import Journal
from verify.search.campaign.run import alone, run
from verify.search.campaign.task import VIOLATION, Document, Task, claim_of, why_not

STORED = Path("reports/soak.json")
LOWEST = 19
Row = dict[str, Any]


def searched(task: Task, seconds: float) -> Row:
    """The row of one claim: the pairs tried in so many CPU seconds of this process, and the records of what was found."""
    began = time.process_time()

    def patient(task: Task, indices: Iterator[int]) -> Iterator[Document]:
        for done in alone(task, indices):
            yield done
            if time.process_time() - began > seconds:
                return

    with TemporaryDirectory() as out:
        campaign = run(task, patient, Journal(Path(out), task))
    if campaign.interrupted:
        raise KeyboardInterrupt
    row = {"claim": task.id, "says": says(task), "pairs": campaign.pairs}
    failed, found = sorted(set(campaign.failed.values())), [dict(r) for r in campaign.finds]
    return row | ({"failed": failed} if failed else {}) | ({"found": found} if found else {})


def says(task: Task) -> str:
    """What tells a claim from what it said before: the first half of the hash by which certificates name it."""
    return claim_id(claim_of(task)).removeprefix("sha256:")[:32]


def tasks(seed: int) -> dict[str, Task]:
    """Those of the claims that are expected to be PROVED and that points can decide, by their names, in the order of the paper."""
    catalogue = discover()
    proved = ((s.name, c) for s in catalogue.statements for c in s.claims if c.expected == Verdict.PROVED)
    able = ((name, c) for name, c in proved if not why_not(c, VIOLATION, None))
    return {f"{name}/{c.name}": Task(catalogue.modules[name], name, c.name, seed) for name, c in able}


def stored(path: Path, seconds: float) -> dict[str, Row]:
    """What earlier sittings of at least as many seconds a claim have come to, by claim."""
    kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"seconds": seconds, "claims": []}
    return {row["claim"]: row for row in kept["claims"] if kept["seconds"] >= seconds}


def standing(rows: Mapping[str, Row], wanted: Mapping[str, Task]) -> dict[str, Row]:
    """The rows of claims that there still are and say the same, in which no chunk failed."""
    return {
        name: row
        for name, row in rows.items()
        if name in wanted and row["says"] == says(wanted[name]) and "failed" not in row
    }


def sitting(missing: Sequence[Task], seconds: float, workers: int, minutes: float | None) -> Iterator[Row]:
    """The rows of the claims as they are done; after the minutes none is begun."""
    end = None if minutes is None else time.monotonic() + 60 * minutes
    left = iter(missing)
    with ProcessPoolExecutor(workers, get_context("spawn"), os.nice, (LOWEST,)) as pool:
        running = {pool.submit(searched, task, seconds) for task in islice(left, workers)}
        while running:
            done = next(as_completed(running))
            running.remove(done)
            yield done.result()
            if end is None or time.monotonic() < end:
                running |= {pool.submit(searched, task, seconds) for task in islice(left, 1)}


def document(rows: Mapping[str, Row], wanted: Mapping[str, Task], seconds: float) -> Row:
    """What is written: the seconds of a claim, how many claims there are, and the rows in the order of the paper."""
    return {"seconds": seconds, "wanted": len(wanted), "claims": [rows[name] for name in wanted if name in rows]}


def main() -> int:
    """1 where something was found, 130 after Ctrl-C."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="CPU seconds of each claim")
    parser.add_argument("--minutes", type=float, help="of this sitting")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=STORED)
    options = parser.parse_args()
    wanted = tasks(options.seed)
    rows = standing(stored(options.out, options.seconds), wanted)
    missing = [task for name, task in wanted.items() if name not in rows]
    hours = len(missing) * options.seconds / options.workers / 3600
    print(
        f"{len(rows)} of {len(wanted)} claims have had {options.seconds:g} s; the others take {hours:.1f} h",
        file=sys.stderr,
    )
    code = 0
    try:
        for row in sitting(missing, options.seconds, options.workers, options.minutes):
            rows[row["claim"]] = row
            put(options.out, by_rows(document(rows, wanted, options.seconds)).encode())
            print(
                f"{len(rows)} of {len(wanted)}  {row['claim']}: {row['pairs']:,} pairs, {len(row.get('found', []))} found",
                flush=True,
            )
    except KeyboardInterrupt:
        code = 130
    found = [record for row in rows.values() for record in row.get("found", [])]
    for record in found:
        print(json.dumps(record, ensure_ascii=False))
    print(f"{len(rows)} of {len(wanted)} claims, {sum(r['pairs'] for r in rows.values()):,} pairs, {len(found)} found")
    return 1 if found else code


if __name__ == "__main__":
    sys.exit(main())
