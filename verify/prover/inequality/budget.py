"""What a search may use."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from verify.checkers.inequality.smt import Z3, Solver

Proof = dict[str, Any]


@dataclass(frozen=True)
class Budget:
    """`deadline` on the monotonic clock (inf: by steps alone), pieces of a cover, time and steps of z3, depth of rules.

    `untouched`: pieces of a cover of the goal itself, before it is transformed.
    `squares`: whether sums of squares are looked for, 0 or 1: floating point finds them, not the same on every machine.
    `functions`: whether z3 is asked about exp, log and sine too, 0 or 1.
    """

    deadline: float = float("inf")
    pieces: int = 20000
    untouched: int = 20000
    smt_seconds: float = 8.0
    rlimit: int = 0
    depth: int = 9
    squares: int = 0
    functions: int = 0
    solver: Solver = Z3

    @property
    def left(self) -> float:
        """Seconds."""
        return self.deadline - time.monotonic()

    @property
    def over(self) -> bool:
        """Is the time up?"""
        return self.left <= 0
