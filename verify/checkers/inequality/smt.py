"""Ask an SMT solver in a child process with a hard kill. What it says counts only after it has refused false canaries.

Why it is sound, as far as the solver is.

  facts and not wanted has no solution over the real numbers ("unsat")
  ---------------------------------------------------------------------
                         facts => wanted

The script is written again from the goal and must be the one that is stored, so a proof cannot bring its own question.

  * A relation p/q op 0 is written p q op 0, and q != 0 is asserted: at every point that the goal speaks of q is not 0.
  * Absolute values, maxima and minima are written by cases; their parts are polynomials, without a line.
  * Facts that are no polynomials are left out. Where what is wanted is none, the goal is refused.
  * Declared signs of symbols are asserted; names are numbered, so that none is read as something else.
  * Only "unsat" counts: not "unknown", not a solver that ends early, not one that is killed.

The solver is trusted for this answer: a proof that uses this rule trusts NAME, whatever a file says, and how long the solver may
take is said here, not there. Canaries with known answers, two of them satisfiable, are
asked first: they refuse a solver that says "unsat" to everything, not one with a fault elsewhere.
See Jovanović, de Moura, Solving non-linear arithmetic (2012), for the method behind QF_NRA.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.atoms import fraction
from verify.checkers.inequality.goal import Fact, Goal, declared
from verify.language.expansion import expand
from verify.language.functions import Abs, Max, Min
from verify.language.term import Add, Mul, Number, Pow

NAME = "z3"  # the program whose word is taken
SECONDS = 30.0  # that it may take for one script
CANARY_SECONDS = 10.0
CANARIES = (
    ("sat", "(declare-const x Real)(declare-const y Real)(assert (< (* x y) 0))(assert (> (+ x y) 1))"),
    ("sat", "(declare-const x Real)(assert (= (* x x) 2))(assert (> x 1))"),
    ("unsat", "(declare-const x Real)(assert (< (* x x) 0))"),
)


@dataclass(frozen=True)
class Solver:
    """A command that reads an SMT-LIB script on standard input. What it has proved in this process it is not asked again."""

    command: tuple[str, ...]
    proved: set[str] = field(default_factory=set, compare=False, repr=False)

    def ask(self, script: str, *, seconds: float, rlimit: int = 0) -> str:
        """sat, unsat or why there is no answer. Never raises for what the solver does."""
        if script in self.proved:
            return "unsat"
        answer = self._asked(script, seconds, rlimit)
        if answer == "unsat":
            self.proved.add(script)
        return answer

    def _asked(self, script: str, seconds: float, rlimit: int) -> str:
        limit = f"(set-option :rlimit {rlimit})\n" if rlimit else ""
        asked = f"{limit}(set-logic QF_NRA)\n{script}\n(check-sat)\n"
        return self.told(asked, seconds=seconds).splitlines()[0]

    def told(self, text: str, *, seconds: float) -> str:
        """What it writes when it is given the text, or in one line why that is nothing."""
        try:
            ran = subprocess.run(self.command, input=text, capture_output=True, text=True, timeout=seconds)
        except subprocess.TimeoutExpired:
            return f"no answer in {seconds:.0f} s"
        except (OSError, ValueError) as error:
            return f"cannot be started: {error}"
        return ran.stdout.strip() or f"ended without an answer (exit code {ran.returncode})"


def _z3() -> str:
    """Beside the interpreter, where the wheel puts it, or on the path."""
    beside = Path(sys.executable).parent / "z3"
    return str(beside) if beside.exists() else shutil.which("z3") or "z3"


Z3 = Solver((_z3(), "-in"))


@lru_cache(maxsize=8)
def sound(solver: Solver) -> bool:
    """Does it give the known answers to the canaries?"""
    return all(solver.ask(script, seconds=CANARY_SECONDS) == known for known, script in CANARIES)


def script(goal: Goal) -> str:
    """That the facts hold and what is wanted does not, for polynomials and quotients of them. Raises Refused."""
    parts = [_fact(f) for f in goal.facts]  # facts that cannot be said are left out
    names = {s: f"v{k}" for k, s in enumerate(goal.symbols)}
    parts += [(f.expr, f.op) for f in declared(goal.symbols)]
    lines = [f"(declare-const {n} Real)" for n in names.values()]
    lines += [f"(assert {text})" for part in parts if (text := _said(part, names))]
    return "\n".join([*lines, f"(assert (not {_relation(*_fact(goal.wanted), names)}))", *_poles(goal, names)])


def _fact(f: Fact) -> tuple[Any, str]:
    """Multiplied by the square of its denominator, which is not zero where the fact has a value."""
    top, bottom = fraction(f.expr)
    return (Mul(top, bottom) if bottom.free_symbols else expand(top / bottom)), f.op


def _poles(goal: Goal, names: Mapping[Any, str]) -> list[str]:
    bottoms = {fraction(f.expr)[1] for f in (*goal.facts, goal.wanted)}
    said = [_said((b, "!="), names) for b in sorted(bottoms, key=lambda b: b.key) if b.free_symbols]
    return [f"(assert {text})" for text in said if text]


def _said(part: tuple[Any, str], names: Mapping[Any, str]) -> str:
    try:
        return _relation(*part, names)
    except Refused:
        return ""


def _relation(e: Any, op: str, names: Mapping[Any, str]) -> str:
    if op == "!=":
        return f"(not (= {_text(e, names)} 0.0))"
    return f"({op} {_text(e, names)} 0.0)"


def _text(e: Any, names: Mapping[Any, str]) -> str:
    if e.is_Symbol:
        return names[e]
    if isinstance(e, Number):
        size = f"{abs(e.p)}.0" if e.q == 1 else f"(/ {abs(e.p)}.0 {e.q}.0)"
        return f"(- {size})" if e < 0 else size
    if isinstance(e, Add | Mul):
        return f"({'+' if isinstance(e, Add) else '*'} {' '.join(_text(a, names) for a in e.args)})"
    if isinstance(e, Pow) and e.exp.is_Integer and 0 < e.exp <= 40:
        return f"(* {' '.join([_text(e.base, names)] * int(e.exp))})" if e.exp > 1 else _text(e.base, names)
    if isinstance(e, Abs):
        return _largest([e.args[0], -e.args[0]], ">=", names)
    if isinstance(e, Max | Min):
        return _largest(e.args, ">=" if isinstance(e, Max) else "<=", names)
    raise Refused


def _largest(args: Sequence[Any], op: str, names: Mapping[Any, str]) -> str:
    found, *rest = [_text(a, names) for a in args]
    for a in rest:
        found = f"(ite ({op} {found} {a}) {found} {a})"
    return found


def smt(goal: Goal, stored: Any) -> tuple[Goal, ...]:
    """Ask again, for as long as is said here; the stored script must be the goal's own."""
    if script(goal) != stored or not sound(Z3) or Z3.ask(stored, seconds=SECONDS) != "unsat":
        raise Refused
    return ()
