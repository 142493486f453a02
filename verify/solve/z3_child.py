"""One question to z3, in a process of its own: an SMT-LIB script on standard input, one JSON object on standard output."""

from __future__ import annotations

import json
import sys


def main() -> None:
    """Reads {script, rlimit}; writes {answer, version}."""
    import z3

    asked = json.load(sys.stdin)
    solver = z3.SolverFor("QF_NRA")
    if asked.get("rlimit"):
        solver.set("rlimit", asked["rlimit"])
    solver.from_string(asked["script"])
    answer = str(solver.check())
    json.dump({"answer": answer, "version": f"z3 {z3.get_version_string()}"}, sys.stdout)


if __name__ == "__main__":
    main()
