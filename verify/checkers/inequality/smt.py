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

A goal with exp, log, sin, cos, tan, atan or pi is said with z3's own words for them, which agree with these functions wherever they
have values. That is more to trust than a decision procedure for polynomials: it is another rule, `functions`, of which the
evidence is named by itself, and no claim of a package rests on it.

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
from verify.language.functions import Abs, Max, Min, atan, cos, exp, log, sin, tan
from verify.language.term import Add, Mul, Number, Pow, pi, subterms

NAME = "z3"  # the program whose word is taken
SECONDS = 30.0  # that it may take for one script
CANARY_SECONDS = 10.0
CANARIES = (
    ("sat", "(declare-const x Real)(declare-const y Real)(assert (< (* x y) 0))(assert (> (+ x y) 1))"),
    ("sat", "(declare-const x Real)(assert (= (* x x) 2))(assert (> x 1))"),
    ("unsat", "(declare-const x Real)(assert (< (* x x) 0))"),
)


OF_FUNCTIONS = (
    ("sat", "(declare-const x Real)(assert (< (exp x) (+ x 1.01)))"),
    ("sat", "(declare-const x Real)(assert (< (sin x) (+ x 0.01)))"),
    ("unsat", "(declare-const x Real)(assert (< (exp x) 0.0))"),
    ("unsat", "(declare-const x Real)(assert (> x 0.0))(assert (> (atan x) x))"),
)
WORDS = {exp: "exp", log: "log", sin: "sin", cos: "cos", tan: "tan", atan: "atan"}
POLYNOMIALS, ALL = "QF_NRA", "ALL"


@dataclass(frozen=True)
class Solver:
    """A command that reads an SMT-LIB script on standard input. What it has proved in this process it is not asked again."""

    command: tuple[str, ...]
    proved: set[tuple[str, str]] = field(default_factory=set, compare=False, repr=False)

    def ask(self, script: str, *, seconds: float, rlimit: int = 0, logic: str = POLYNOMIALS) -> str:
        """sat, unsat or why there is no answer. Never raises for what the solver does."""
        if (logic, script) in self.proved:
            return "unsat"
        answer = self._asked(script, seconds, rlimit, logic)
        if answer == "unsat":
            self.proved.add((logic, script))
        return answer

    def _asked(self, script: str, seconds: float, rlimit: int, logic: str) -> str:
        limit = f"(set-option :rlimit {rlimit})\n" if rlimit else ""
        asked = f"{limit}(set-logic {logic})\n{script}\n(check-sat)\n"
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
def sound(solver: Solver, logic: str = POLYNOMIALS) -> bool:
    """Does it give the known answers to the canaries?"""
    canaries = CANARIES if logic == POLYNOMIALS else (*CANARIES, *OF_FUNCTIONS)
    return all(solver.ask(asked, seconds=CANARY_SECONDS, logic=logic) == known for known, asked in canaries)


def script(goal: Goal, logic: str = POLYNOMIALS) -> str:
    """That the facts hold and what is wanted does not, for polynomials and quotients of them, or with functions. Raises Refused."""
    names = {s: f"v{k}" for k, s in enumerate(goal.symbols)}
    parts = [*map(_fact, goal.facts), *((f.expr, f.op) for f in declared(goal.symbols))]
    lines = [f"(declare-const {n} Real)" for n in names.values()]
    said = [_said(part, names, logic) for part in parts]  # facts that cannot be said are left out
    wanted = _fact(goal.wanted)
    if not _sayable(wanted[0], logic):
        raise Refused
    asserted = [*(f"(assert {text})" for text in said if text), f"(assert (not {_relation(*wanted, names)}))"]
    return "\n".join([*lines, *asserted, *_poles(goal, names, logic)])


def _sayable(e: Any, logic: str) -> bool:
    return logic == ALL or not (e.has(*WORDS) or pi in subterms(e))


def _fact(f: Fact) -> tuple[Any, str]:
    """Multiplied by the square of its denominator, which is not zero where the fact has a value. Raises Refused where it never has."""
    try:
        top, bottom = fraction(f.expr)
    except ZeroDivisionError as never:
        raise Refused from never
    return (Mul(top, bottom) if bottom.free_symbols else expand(top / bottom)), f.op


def _poles(goal: Goal, names: Mapping[Any, str], logic: str) -> list[str]:
    bottoms = {fraction(f.expr)[1] for f in (*goal.facts, goal.wanted)}
    said = [_said((b, "!="), names, logic) for b in sorted(bottoms, key=lambda b: b.key) if b.free_symbols]
    return [f"(assert {text})" for text in said if text]


def _said(part: tuple[Any, str], names: Mapping[Any, str], logic: str) -> str:
    try:
        return _relation(*part, names) if _sayable(part[0], logic) else ""
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
    if type(e) in WORDS:
        return f"({WORDS[type(e)]} {_text(e.args[0], names)})"
    if e is pi:
        return "pi"
    raise Refused


def _largest(args: Sequence[Any], op: str, names: Mapping[Any, str]) -> str:
    found, *rest = [_text(a, names) for a in args]
    for a in rest:
        found = f"(ite ({op} {found} {a}) {found} {a})"
    return found


def smt(goal: Goal, stored: Any) -> tuple[Goal, ...]:
    """Ask again, for as long as is said here; the stored script must be the goal's own."""
    return _asked_again(goal, stored, POLYNOMIALS)


def functions(goal: Goal, stored: Any) -> tuple[Goal, ...]:
    """The same of a goal with functions."""
    return _asked_again(goal, stored, ALL)


def _asked_again(goal: Goal, stored: Any, logic: str) -> tuple[Goal, ...]:
    if script(goal, logic) != stored or not sound(Z3, logic) or Z3.ask(stored, seconds=SECONDS, logic=logic) != "unsat":
        raise Refused
    return ()
