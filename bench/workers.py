"""`python -m bench.workers`: how many pairs of a campaign two workers do, beside one process, in the same time.

The rate in CPU seconds says what the workers themselves cost; the one in seconds needs two free cores to say anything.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from verify.judging.campaign import local
from verify.search.campaign.journal import Journal
from verify.search.campaign.run import Engine, alone, run
from verify.search.campaign.task import Task

CLAIM = ("proofs.section_3_1.lemma2", "lemma-2", "lipschitz")
ENOUGH = 1.6


def measured(engine: Engine, seconds: float, cpu: Callable[[], float]) -> tuple[float, float]:
    """Pairs for each second, and for each CPU second, of a campaign of this length that starts warm."""
    with tempfile.TemporaryDirectory() as out:
        task = Task(*CLAIM)
        run(task, engine, Journal(Path(out) / "warm", task), chunks=2)
        began, used = time.monotonic(), cpu()
        pairs = run(task, engine, Journal(Path(out), task), seconds=seconds).pairs
        return pairs / (time.monotonic() - began), pairs / (cpu() - used)


def of_all() -> float:
    """CPU seconds of this process and of those it has started."""
    me = psutil.Process()
    return sum(p.cpu_times().user + p.cpu_times().system for p in (me, *me.children(recursive=True)))


def main() -> None:
    """Prints the rates and their ratio; exit 1 where two workers do less than 1.6 times the pairs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0)
    seconds = parser.parse_args().seconds
    one = measured(alone, seconds, of_all)
    with local(2) as engine:
        two = measured(engine, seconds, of_all)
    for name, (rate, each) in (("one process", one), ("two workers", two)):
        print(f"{name}: {rate:,.0f} pairs/s, {each:,.0f} pairs per CPU second")
    print(f"ratio {two[0] / one[0]:.2f}, per CPU second {two[1] / one[1]:.2f}")
    raise SystemExit(two[0] < ENOUGH * one[0])


if __name__ == "__main__":
    main()
