"""`python -m bench.twins`: false twins of every true inequality of `bench.prove`, asked under several hash seeds.

The generated ones come with theirs. Of a published one each relation is turned round (false at any admissible point where both sides
have values) and, at the exact point where it was found to be tightest, made stricter by one millionth more than there is room.
A twin counts where an exact point shows it to be false. Every answer is counted in `twins.json`; a PROVED or a VACUOUS one, or one
of a true inequality that is not, is exit code 1.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np

from bench.families import Case, cases
from bench.named import NAMED
from bench.prove import published
from bench.table import RIGHT
from verify.checkers.inequality.problem import Problem, read, shown
from verify.language.relation import Relation
from verify.prover.inequality.ascent import ascended, excess, inside_of
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.refute import search
from verify.prover.inequality.sampling import start
from verify.prover.inequality.solve import solve

TURNED = {"<=": ">", "<": ">=", "=": "!=", "!=": "="}
PAST = Fraction(1, 10**6)
STARTS = 20


def twins(case: Case) -> Iterator[Case]:
    """Those of a true inequality that an exact point shows to be false."""
    problem = read(case.claim, case.where)
    for k, r in enumerate(problem.conclusion):
        found = {"turned": f"{r.lhs} {TURNED[r.op]} {r.rhs}"}
        if r.op in ("<=", "<") and (room := _room(problem, r)) is not None:
            found |= {"past": f"{r.lhs} {r.op} {r.rhs} - {room + PAST}", "strict": f"{r.lhs} < {r.rhs} - {room}"}
        for name, claim in found.items():
            twin = read(claim, case.where)
            seen = search(twin)
            if seen is not None and shown(twin, seen.point) == "REFUTED":
                yield Case(f"{case.name}-{k}-{name}", claim, case.where, False, case.source)


def _room(problem: Problem, r: Relation) -> Fraction | None:
    """How far the relation is from failing at the tightest admissible point that floats find; 0 where it may touch."""
    generator = np.random.default_rng(0)
    values = start(problem.names, problem.where, generator, links=(r,))
    inside = inside_of(problem.where, values)
    values = {n: v[inside] for n, v in values.items()}
    if not problem.names or not inside.any():
        return None
    tight = np.concatenate([excess(r, at) for at in ascended((r,), problem.where, values, generator)] or [[]])
    tight = tight[np.isfinite(tight)]
    return Fraction(max(0.0, -float(tight.max()))).limit_denominator(10**9) if tight.size else None


def chosen(seed: int, each: int) -> list[Case]:
    """Every true case, each followed by its false twins."""
    given = [c for c in (*NAMED, *published()) if c.true]
    return [*(c for case in given for c in (case, *twins(case))), *cases(seed, each=each)]


def answers(asked: Sequence[Problem], seconds: float) -> Iterator[str]:
    """The solver's verdicts, in this process."""
    for problem in asked:
        yield solve(problem, Budget(deadline=time.monotonic() + seconds, smt_seconds=1.0)).verdict


def under(hashes: int, asked: Sequence[Case], seconds: float) -> list[str]:
    """The verdicts of a process with these hashes."""
    command = [sys.executable, "-m", "bench.twins", "--answers", f"--seconds={seconds}"]
    env, told = {**os.environ, "PYTHONHASHSEED": str(hashes)}, json.dumps([(c.claim, c.where) for c in asked])
    ran = subprocess.run(command, env=env, input=told, stdout=subprocess.PIPE, text=True, check=True)
    said: list[str] = json.loads(ran.stdout)
    return said


def wrong(case: Case, answer: str) -> bool:
    """Is it an answer, and a false one?"""
    return answer not in ("UNDECIDED", *RIGHT[case.true])


def main() -> int:
    """1 when an answer is wrong."""
    given = _options().parse_args()
    if given.answers:
        print(json.dumps([*answers([read(*told) for told in json.load(sys.stdin)], given.seconds)]))
        return 0
    asked = chosen(given.seed, given.each)
    rows, alarms = [], []
    for hashes in given.hashes:
        said = under(hashes, asked, given.seconds)
        for true in (True, False):
            counted = Counter(a for c, a in zip(asked, said, strict=True) if c.true is true)
            rows.append({"hashes": hashes, "true": true, **dict(sorted(counted.items()))})
            print(rows[-1], flush=True)
        alarms += [f"{c.name}: {c.claim}: {a}" for c, a in zip(asked, said, strict=True) if wrong(c, a)]
    asked_with = {name: getattr(given, name) for name in ("seed", "each", "seconds")}
    stored = {"schema": 1, **asked_with, "rows": rows, "wrong": alarms}
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "twins.json").write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for alarm in alarms:
        print("ALARM", alarm)
    return 1 if alarms else 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--each", type=int, default=25, help="generated pairs of each family")
    parser.add_argument("--seconds", type=float, default=3.0, help="for each answer")
    parser.add_argument("--hashes", type=int, nargs="+", default=range(8), help="PYTHONHASHSEED of each process")
    parser.add_argument("--out", type=Path, default=Path("reports"))
    parser.add_argument("--answers", action="store_true", help="in this process, to problems from standard input")
    return parser


if __name__ == "__main__":
    sys.exit(main())
