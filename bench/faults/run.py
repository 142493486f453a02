"""`python -m bench.faults`: broken and hostile input to every reader, and SIGKILL at random moments of every command that lasts.

A fault is a traceback, an input that takes longer than two seconds of this machine's processor, a process above a gigabyte, a canary that
is touched, or what `bench.faults.kills` finds. Each is printed with the seed that makes it again, and is exit code 1.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from random import Random

from bench.faults.kills import COMMANDS, killed
from bench.faults.readers import KINDS, Corpus
from bench.faults.texts import CANARY
from verify.judging.time_limit import TimeIsUp, at_most

SECONDS = 2.0
HANGS = 60.0  # seconds of the clock, after which an input is given up
LARGEST = 1 << 30
MOST = 60  # faults of one part that are printed
PIECE = 500  # inputs of one task
SONG = "nobody has been here\n"


@dataclass(frozen=True)
class Part:
    """What came of some inputs of one kind: how many, the longest seconds, the largest bytes, the faults."""

    kind: str
    count: int
    slowest: float
    largest: int
    faults: tuple[str, ...]


def fed(kind: str, seeds: Sequence[int], folder: str) -> Part:
    """Give the inputs of these seeds to their reader, in the folder of this process, beside a canary."""
    before = Path.cwd()
    home = Path(folder) / str(os.getpid())
    home.mkdir(exist_ok=True)
    os.chdir(home)
    try:
        return _fed(kind, seeds, _corpus(home))
    finally:
        os.chdir(before)


@cache
def _corpus(home: Path) -> Corpus:
    sys.path.insert(0, str(home))
    Path(CANARY).write_text(SONG, encoding="utf-8")
    return Corpus.made(home)


def _fed(kind: str, seeds: Sequence[int], corpus: Corpus) -> Part:
    feed, slowest = KINDS[kind][1], 0.0
    faults: list[str] = []
    for seed in seeds:
        began = time.process_time()
        if fault := _one(feed, seed, corpus):
            faults.append(f"{kind}, seed {seed}: {fault}")
        took = time.process_time() - began
        if seed != seeds[0]:  # the first one loads what is changed
            slowest = max(slowest, took)
            faults += [f"{kind}, seed {seed}: {took:.1f} s"] if took > SECONDS else []
    if Path(CANARY).read_text(encoding="utf-8") != SONG:
        faults.append(f"{kind}, seeds {seeds[0]} to {seeds[-1]}: the canary was touched")
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
    faults += [f"{kind}: a process took {largest >> 20} MiB"] if largest > LARGEST else []
    return Part(kind, len(seeds), slowest, largest, tuple(faults))


def _one(feed: object, seed: int, corpus: Corpus) -> str:
    assert callable(feed)
    try:
        with at_most(HANGS):
            feed(Random(seed), corpus)
    except (Exception, SystemExit, KeyboardInterrupt, TimeIsUp) as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__}: {str(error)[:300]} ({Path(where.filename).name}, line {where.lineno})"
    return ""


def inputs(count: int, seed: int, workers: int) -> Iterator[Part]:
    """So many inputs in all, each kind its share, also where one stops before the end; with one worker in this process."""
    with tempfile.TemporaryDirectory() as folder:
        placed = []
        for kind, (share, _) in KINDS.items():
            seeds = range(seed * 10**9, seed * 10**9 + max(1, round(share * count)))
            placed += [(k / len(seeds), kind, seeds[k : k + PIECE]) for k in range(0, len(seeds), PIECE)]
        tasks = [(kind, seeds, folder) for _, kind, seeds in sorted(placed, key=lambda p: p[0])]
        if workers == 1:
            yield from (fed(*t) for t in tasks)
            return
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            try:
                yield from (f.result() for f in [pool.submit(fed, *t) for t in tasks])
            finally:
                pool.shutdown(cancel_futures=True)


def table(parts: Sequence[Part]) -> list[str]:
    """A line for each kind."""
    lines = [f"{'kind':24}{'inputs':>8}{'slowest':>10}{'largest':>10}{'faults':>8}"]
    for kind in dict.fromkeys(p.kind for p in parts):
        mine = [p for p in parts if p.kind == kind]
        slowest, largest = max(p.slowest for p in mine), max(p.largest for p in mine)
        faults = sum(len(p.faults) for p in mine)
        lines.append(f"{kind:24}{sum(p.count for p in mine):8,}{slowest:8.2f} s{largest >> 20:6} MiB{faults:8}")
    return lines


def show(faults: Sequence[str]) -> None:
    """As they come, for a run lasts, and may be stopped."""
    for fault in faults[:MOST]:
        print("FAULT", fault.encode("ascii", "backslashreplace").decode(), flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """1 where there is a fault."""
    given = _options().parse_args(arguments)
    faults: list[str] = []
    if given.count:
        parts: list[Part] = []
        until = time.monotonic() + given.seconds
        for part in inputs(given.count, given.seed, given.workers):
            parts.append(part)
            show(part.faults)
            if time.monotonic() > until:
                break
        print("\n".join(table(parts)))
        faults += [f for p in parts for f in p.faults]
    if given.kills:
        rng = Random(given.seed)
        for name in COMMANDS:
            found = killed(
                name, rng, given.kills // len(COMMANDS) + (name == "campaign") * (given.kills % len(COMMANDS))
            )
            show(found.faults)
            print(
                f"{name}: killed {found.times} times in {found.lasts:.1f} s, {found.late} times too late, {len(found.faults)} faults",
                flush=True,
            )
            faults += found.faults
    print(f"{len(faults)} faults")
    return 1 if faults else 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=100_000, help="inputs, of all kinds together")
    parser.add_argument(
        "--seconds",
        type=float,
        default=math.inf,
        help="after which no more inputs are begun; the table says how many were",
    )
    parser.add_argument("--kills", type=int, default=100, help="moments, of all commands together")
    parser.add_argument("--workers", type=int, default=2)
    return parser
