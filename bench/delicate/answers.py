"""`python -m bench.delicate.answers`: what the engine says of some cases, one line of JSON each, in the order of hashes of this process."""

from __future__ import annotations

import argparse
import json
import signal
from collections.abc import Mapping
from itertools import islice
from typing import Any

from bench.delicate.draw import Case, cases
from bench.trust.engine import TimeUp, limited
from verify.checkers.inequality.answer import Unreadable

PATIENCE = 30.0  # seconds of the processor for one case: more is no answer


def answers(case: Case, by: str, seconds: float) -> Mapping[str, Any]:
    """By the name of what was asked; "unreadable" where the text has no reading, "late" where the time is up."""
    try:
        with limited(PATIENCE):
            if by == "kernel":
                from bench.delicate import kernel

                return kernel.answers(case)
            from bench.delicate import solver

            return solver.answers(case, seconds)
    except Unreadable:
        return {"unreadable": ""}
    except TimeUp:
        return {"late": ""}


def main() -> None:
    """Writes standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, kind in (("seed", int), ("start", int), ("count", int), ("by", str), ("seconds", float)):
        parser.add_argument(f"--{name}", type=kind, required=True)
    given = parser.parse_args()
    for case in islice(cases(given.seed, given.start + given.count), given.start, None):
        print(json.dumps(answers(case, given.by, given.seconds)), flush=True)


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    main()
