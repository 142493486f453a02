"""`make data`: train, measure, and write reports/practice.json. A proved bound that is not kept is exit code 1.

A finished run is kept in reports/campaigns/ until all are done: after Ctrl-C the same line with --resume goes on.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from practice.balls import Undecided
from practice.bounds import Broken
from practice.data import digits
from practice.iterate import Training
from practice.plan import CLASSES, STEPS, STORED, Run, document, runs, trainings

KEPT = Path("reports/campaigns/practice.jsonl")


def main(arguments: Sequence[str] | None = None) -> int:
    """0; 1 for a broken bound; 2 without the data; 3 where balls do not tell."""
    given = _options().parse_args(arguments)
    try:
        chosen = trainings(digits(*CLASSES))
        done = finished(chosen, given.kept, resume=given.resume, workers=given.workers)
    except FileNotFoundError as missing:
        print(f"practice: {missing}", file=sys.stderr)
        return 2
    except Broken as broken:
        print(f"practice: {broken}", file=sys.stderr)
        return 1
    except Undecided as open_:
        print(f"practice: {open_}", file=sys.stderr)
        return 3
    text = json.dumps(document(chosen[0].data, done), indent=1, ensure_ascii=False) + "\n"
    beside = given.out.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, given.out)
    given.kept.unlink(missing_ok=True)
    print(f"{len(done)} runs, no bound is broken; {given.out}")
    return 0


def finished(chosen: Sequence[Training], kept: Path, *, resume: bool, workers: int) -> list[Run]:
    """Every run, those that are kept and those that are done now; each is kept as soon as it is done."""
    known = _kept(kept) if resume else {}
    missing = [t for t in chosen if _key(t) not in known]
    kept.parent.mkdir(parents=True, exist_ok=True)
    with kept.open("a" if resume else "w", encoding="utf-8") as lines:
        for training, run in zip(missing, runs(missing, STEPS, workers), strict=True):
            known[_key(training)] = run
            print(json.dumps({"of": _key(training), "run": run}), file=lines, flush=True)
            print(f"{len(known)} of {len(chosen)}: {said(run)}", file=sys.stderr, flush=True)
    return [known[_key(t)] for t in chosen]


def said(run: Run) -> str:
    """A run in one line."""
    signs = run["signs"]
    return f"{run['ball']}, ε = {run['epsilon']}: {run['steps']} steps, {signs['changes']} changes of a sign"


def _kept(path: Path) -> dict[str, Run]:
    """What an earlier call has finished; a last line that was cut off is no run."""
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    stored = [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]
    return {line["of"]: line["run"] for line in stored}


def _key(training: Training) -> str:
    """Tells runs of other settings, or on other data, apart."""
    return sha256(f"{training} {STEPS}".encode()).hexdigest()


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m practice", description=__doc__)
    parser.add_argument("--resume", action="store_true", help="go on with what is kept of an interrupted call")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=STORED)
    parser.add_argument("--kept", type=Path, default=KEPT, help=argparse.SUPPRESS)
    return parser
