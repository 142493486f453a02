"""The process that solves one problem: JSON {claim, where, until, memory} in, answers as lines of JSON out, the last is the best.

It ends with the process that has started it: that holds the other end of the pipe whose number is the argument.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import time
from contextlib import suppress
from pathlib import Path

from verify.prover.orphans import end_with

SHORT = 0.75  # of the memory that may be used: who has come so far was refused some, or will be soon
REFUSED = re.compile(r"MemoryError|bad_alloc|[Oo]ut of memory|[Mm]emory allocation|Cannot allocate|map segment")


def main() -> None:
    """Reads standard input, writes standard output; memory is bounded before anything heavy is loaded."""
    end_with(int(sys.argv[1]))
    asked = json.load(sys.stdin)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = asked["memory"] if hard == resource.RLIM_INFINITY else min(asked["memory"], hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    deadline = time.monotonic() + asked["until"] - time.time()
    from verify.checkers.inequality.problem import read
    from verify.checkers.inequality.reader import Unreadable
    from verify.prover.inequality.budget import Budget
    from verify.prover.inequality.instead import advised
    from verify.prover.inequality.solve import answers

    try:
        problem = read(asked["claim"], asked["where"])
    except Unreadable as why:
        json.dump({"unreadable": advised(why, asked["claim"], asked["where"])}, sys.stdout)
        return
    for answer in answers(problem, Budget(deadline=deadline, squares=1, functions=1)):
        short = answer.verdict == "UNDECIDED" and is_short(os.getpid(), soft)
        print(json.dumps(answer.as_json() | ({"memory": "short"} if short else {})), flush=True)


def is_short(process: int, memory: int) -> bool:
    """Has the process come near to the memory that it may use? False where the system does not tell."""
    with suppress(OSError, TypeError, ValueError):
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
        found = re.search(r"VmPeak:\s+(\d+) kB", status)
        return found is not None and int(found[1]) << 10 >= SHORT * memory
    return False


if __name__ == "__main__":
    main()
