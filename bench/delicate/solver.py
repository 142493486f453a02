"""What the solver says of a case, in this process and within a few seconds."""

from __future__ import annotations

import time
from typing import Any

from bench.delicate.draw import INTEGER, SIGNS, Case
from verify.checkers.inequality.problem import read
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.solve import solve

PIECES, DEPTH = 500, 6


def answers(case: Case, seconds: float) -> dict[str, Any]:
    """The verdict with the point that it rests on; nothing for variables that are whole. Raises Unreadable."""
    if any(sign == INTEGER for _, sign in case.declared):
        return {}
    signs = tuple(f"{name} {SIGNS[sign]} 0" for name, sign in case.declared)
    budget = Budget(deadline=time.monotonic() + seconds, pieces=PIECES, depth=DEPTH, smt_seconds=1.0, rlimit=2_000_000)
    found = solve(read(case.claim, (*case.where, *signs)), budget)
    shown = {"point": found.counterexample["point"]} if found.counterexample else {}
    return {"solver": found.verdict, **shown}
