"""The process that solves one problem: JSON {claim, where, until, memory} in, answers as lines of JSON out, the last is the best."""

from __future__ import annotations

import json
import resource
import sys
import time


def main() -> None:
    """Reads standard input, writes standard output; memory is bounded before anything heavy is loaded."""
    asked = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_AS, (asked["memory"], asked["memory"]))
    deadline = time.monotonic() + asked["until"] - time.time()
    from verify.checkers.inequality.problem import read
    from verify.checkers.inequality.reader import Unreadable
    from verify.prover.inequality.budget import Budget
    from verify.prover.inequality.solve import answers

    try:
        problem = read(asked["claim"], asked["where"])
    except Unreadable as why:
        json.dump({"unreadable": str(why)}, sys.stdout)
        return
    for answer in answers(problem, Budget(deadline=deadline, squares=1, functions=1)):
        print(json.dumps(answer.as_json()), flush=True)


if __name__ == "__main__":
    main()
