"""`make delicate`: thousands of inequalities at the border of what has a value, and every answer that an oracle knows to be wrong.

The engine is asked in several processes, each with hashes of its own: what it says may not depend on their order. Answers are
counted in `delicate.json`, those of the solver in `delicate-solver.json`; a wrong one, a wrong form of a term, or an answer that
changes with the hashes is exit code 1.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import chain, islice, product
from multiprocessing import get_context
from pathlib import Path

import mpmath

from bench.delicate.draw import Case, cases
from bench.delicate.oracle import Judged, judged, points
from bench.delicate.tally import Answers, Found, document, markdown
from bench.delicate.value import DIGITS
from verify.checkers.inequality.answer import Unreadable

HASHES = (0, 1, 2)
STORED = {"kernel": "delicate.json", "solver": "delicate-solver.json"}
FORMS_AT = 30
TOGETHER = 20  # cases that a worker is handed at once
LONGER = 10  # times the seconds, where answers differ for want of time
ALIVE = 250  # cases that a process of the engine answers: it keeps every term that it has met


def known(case: Case, *, forms: bool) -> tuple[Judged, tuple[str, ...]]:
    """What the oracle knows of the case, and the first form of one of its terms that is wrong, or decision at a point."""
    if not forms:
        return judged(case), ()
    from bench.delicate import decided
    from bench.delicate import forms as of_terms

    with mpmath.workdps(DIGITS):
        every = list(points(case))
        some = every[:: max(1, len(every) // FORMS_AT)]
        try:
            return judged(case), tuple(islice(chain(of_terms.different(case, some), decided.different(case)), 1))
        except Unreadable:
            return judged(case), ()


def said(given: argparse.Namespace, part: tuple[int, int], most: int = ALIVE) -> list[Answers]:
    """The engine's answers from this case on, to so many at most, in a process with these hashes."""
    hashes, start = part
    count = min(most, given.count - start)
    options = [f"--seed={given.seed}", f"--start={start}", f"--count={count}", f"--by={given.by}"]
    ran = subprocess.run(
        [sys.executable, "-m", "bench.delicate.answers", *options, f"--seconds={given.seconds}"],
        env={**os.environ, "PYTHONHASHSEED": str(hashes)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    print(f"hashes {hashes}: {start + count} of {given.count}", file=sys.stderr, flush=True)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def asked_again(given: argparse.Namespace, number: int, found: Found) -> Found:
    """Under each of the hashes, with more time: what then still differs does not differ for want of it."""
    longer = argparse.Namespace(**vars(given) | {"seconds": LONGER * given.seconds})
    first, *others = (said(longer, (hashes, number), 1)[0] for hashes in given.hashes)
    return replace(found, answers=first, again=tuple(others))


def spread(work: Callable[[Case], object], chosen: Sequence[Case], workers: int) -> Iterator[object]:
    """The work on each case, in their order, whichever worker took it; one worker is this process."""
    if workers == 1:
        yield from map(work, chosen)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, chosen, chunksize=TOGETHER)


def of_all(chosen: Sequence[Case], spoken: Sequence[Sequence[Answers]], facts: Iterable[object]) -> list[Found]:
    """Everything about every case."""
    return [
        Found(case, *fact, answers[0], tuple(answers[1:]))  # type: ignore[misc]
        for case, fact, *answers in zip(chosen, facts, *spoken, strict=True)
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """1 when something is wrong."""
    given = _options().parse_args(arguments)
    chosen = list(cases(given.seed, given.count))
    with ThreadPoolExecutor(given.workers) as threads:
        parts = product(given.hashes, range(0, given.count, ALIVE))
        together = list(chain.from_iterable(threads.map(partial(said, given), parts)))
    spoken = [together[k * given.count : (k + 1) * given.count] for k in range(len(given.hashes))]
    facts = spread(partial(known, forms=given.by == "kernel"), chosen, given.workers)
    found = of_all(chosen, spoken, facts)
    differ = [k for k, f in enumerate(found) if f.may_be_late and given.by == "solver"]
    for k in differ:
        found[k] = asked_again(given, k, found[k])
    stored = document(found, seed=given.seed, by=given.by, hashes=given.hashes) | {"asked again": len(differ)}
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / STORED[given.by]).write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(markdown(stored))
    for alarm in stored["alarms"]:
        print("ALARM", alarm)
    return 1 if stored["alarms"] else 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--by", choices=("kernel", "solver"), default="kernel")
    parser.add_argument("--seconds", type=float, default=1.0, help="for each answer of the solver")
    parser.add_argument("--hashes", type=int, nargs="+", default=HASHES, help="PYTHONHASHSEED of each process")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("reports"))
    return parser
