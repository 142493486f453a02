"""`make tamper`: single changes of all certificates. One that is accepted and states what is not true is exit code 1."""

from __future__ import annotations

import argparse
import copy
import gzip
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from rich.progress import track

from bench.tamper.changes import change
from bench.tamper.harmless import Why, why_harmless
from verify import recheck
from verify.judging.catalogue import discover
from verify.language.claim import Claim

ROOT = Path(__file__).parents[2]
STORED = tuple(ROOT / "reports" / f"certificates.{end}" for end in ("jsonl", "jsonl.gz"))
REFUSED = "refused"
BATCH = 50


class Tried(NamedTuple):
    """A change of the certificate of a claim, and what came of it: refused, or why it is harmless, or an alarm."""

    claim: str
    what: str
    answer: str
    certificate: Mapping[str, Any] | None = None


@cache
def stored(files: tuple[Path, ...] = STORED) -> list[dict[str, Any]]:
    """The certificates of the report."""
    path = next(p for p in files if p.exists())
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in text.decode().splitlines()]


def tried(certificate: Mapping[str, Any], claim: Claim, draw: random.Random) -> Tried:
    """One change, re-checked; what the re-check takes is looked into."""
    made, what = change(certificate, draw)
    try:
        recheck.check(copy.deepcopy(made))
    except recheck.Bad:
        return Tried(certificate["claim"], what, REFUSED)
    try:
        why = why_harmless(certificate, made, claim)
    except (KeyError, IndexError, TypeError, ValueError):  # accepted, and not readable here
        why = Why.ALARM
    return Tried(certificate["claim"], what, why.value, made if why is Why.ALARM else None)


def drawn(
    certificates: Sequence[Mapping[str, Any]], seed: int, batch: int
) -> list[tuple[Mapping[str, Any], random.Random]]:
    """The certificates of a batch of changes, each with what it is drawn by: functions of the seed and the numbers alone."""
    draws = [random.Random(f"{seed}/{batch}/{k}") for k in range(BATCH)]
    return [(draw.choice(certificates), draw) for draw in draws]


def batch(number: int, *, seed: int, package: str) -> list[Tried]:
    """What came of one batch; runs in a worker."""
    claims = claims_of(package)
    return [tried(c, claims[c["claim"]], draw) for c, draw in drawn(stored(), seed, number)]


@cache
def claims_of(package: str) -> dict[str, Claim]:
    """The claims of the package, by id."""
    return {f"{s.name}/{c.name}": c for s in discover(package).statements for c in s.claims}


def every(count: int, *, seed: int, package: str, workers: int) -> Iterator[Tried]:
    """What came of so many changes, in their order."""
    ask, numbers = partial(batch, seed=seed, package=package), range(-(-count // BATCH))
    if workers == 1:
        for found in map(ask, numbers):
            yield from found
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for found in pool.map(ask, numbers):
            yield from found


def main(arguments: Sequence[str] | None = None) -> int:
    """1 where an accepted change is not shown to be harmless."""
    given = _options().parse_args(arguments)
    running = every(given.count, seed=given.seed, package=given.package, workers=given.workers)
    found = list(track(running, "changes", total=given.count, disable=not sys.stdout.isatty()))
    for answer, count in sorted(Counter(t.answer for t in found).items()):
        print(f"{count:7,} {answer}")
    alarms = [t for t in found if t.answer == Why.ALARM]
    for t in alarms:
        print("ALARM", t.claim, t.what)
    if given.alarms:
        given.alarms.write_text("".join(f"{json.dumps(t.certificate)}\n" for t in alarms), encoding="utf-8")
    return 1 if alarms else 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=50_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--package", default="proofs")
    parser.add_argument("--alarms", type=Path, help="write the changed certificates that are alarms here")
    return parser
