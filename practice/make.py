"""`make data`: train, measure, and write reports/practice.json. A proved bound that is not kept is exit code 1.

What is finished is kept in reports/campaigns/ until all is done: after Ctrl-C the same line with --resume goes on.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from practice.balls import Undecided
from practice.bounds import Broken
from practice.data import digits
from practice.plan import CLASSES, FOUR, STORED, Found, Job, document, done, jobs, key, looked_at
from verify.judging.files import by_rows

KEPT = Path("reports/campaigns/practice.jsonl")


def main(arguments: Sequence[str] | None = None) -> int:
    """0; 1 for a broken bound; 2 without the data; 3 where balls do not tell."""
    given = _options().parse_args(arguments)
    try:
        data, four = digits(*CLASSES), digits(*FOUR)
        path = looked_at(four)
        chosen = jobs(data, four, path)
        found = finished(chosen, given.kept, resume=given.resume, workers=given.workers)
    except FileNotFoundError as missing:
        print(f"practice: {missing}", file=sys.stderr)
        return 2
    except Broken as broken:
        print(f"practice: {broken}", file=sys.stderr)
        return 1
    except Undecided as open_:
        print(f"practice: {open_}", file=sys.stderr)
        return 3
    text = by_rows(document(data, four, path, chosen, found))
    beside = given.out.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, given.out)
    given.kept.unlink(missing_ok=True)
    print(f"{len(found)} runs, no bound is broken; {given.out}")
    return 0


def finished(chosen: Sequence[Job], kept: Path, *, resume: bool, workers: int) -> list[Found]:
    """What every job finds, those that are kept and those that are done now; each is kept as soon as it is done."""
    known = _kept(kept) if resume else {}
    missing = [job for job in chosen if key(job) not in known]
    kept.parent.mkdir(parents=True, exist_ok=True)
    with kept.open("a" if resume else "w", encoding="utf-8") as lines:
        for job, found in zip(missing, done(missing, workers), strict=True):
            known[key(job)] = found
            print(json.dumps({"of": key(job), "run": found}), file=lines, flush=True)
            print(f"{len(known)} of {len(chosen)}: {job.says(found)}", file=sys.stderr, flush=True)
    return [known[key(job)] for job in chosen]


def _kept(path: Path) -> dict[str, Found]:
    """What an earlier call has finished; a last line that was cut off is none."""
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    stored = [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]
    return {line["of"]: line["run"] for line in stored}


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m practice", description=__doc__)
    parser.add_argument("--resume", action="store_true", help="go on with what is kept of an interrupted call")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=STORED)
    parser.add_argument("--kept", type=Path, default=KEPT, help=argparse.SUPPRESS)
    return parser
