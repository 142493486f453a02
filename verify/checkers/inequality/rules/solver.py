"""What an SMT solver shows. It cannot be re-checked without trusting the solver, and its certificates say so."""

from __future__ import annotations

from typing import Any

from verify.checkers.inequality.goal import Goal
from verify.checkers.inequality.rules.refused import Refused
from verify.checkers.inequality.smt import Z3, script, sound


def smt(goal: Goal, parameters: Any) -> tuple[Goal, ...]:
    """Ask again: {"script": …, "answer": "unsat", "trusting": version, "seconds": …}; the script must be the goal's own."""
    if script(goal) != parameters["script"] or not sound(Z3):
        raise Refused
    if Z3.ask(parameters["script"], seconds=float(parameters["seconds"]))[0] != "unsat":
        raise Refused
    return ()
