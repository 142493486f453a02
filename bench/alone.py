"""z3 alone and cvc5 alone: the whole problem as one SMT-LIB script, as well as each language can say it."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import Any

from verify.checkers.inequality.problem import Problem
from verify.checkers.inequality.smt import Z3, Solver
from verify.language.functions import Abs, Max, Min, atan, cos, exp, log, sigmoid, sin, softplus, tan, tanh
from verify.language.relation import Relation
from verify.language.term import HALF, Add, Mul, Number, Pow, pi

CVC5 = Solver((sys.executable, "-m", "bench.cvc5_child"))
TRANSCENDENTAL = {exp: "exp", sin: "sin", cos: "cos", tan: "tan", atan: "arctan"}


class Unsayable(Exception):
    """The solver's language has no word for a part of the formula."""


@dataclass
class Script:
    """SMT-LIB lines for one solver; roots and logarithms become variables with an equation."""

    functions: bool
    lines: list[str] = field(default_factory=list)
    seen: dict[Any, str] = field(default_factory=dict)

    def text(self, t: Any) -> str:
        """The term in prefix form."""
        if isinstance(t, Number):
            size = f"(/ {abs(t.p)}.0 {t.q}.0)"
            return size if t >= 0 else f"(- {size})"
        if t.is_Symbol:
            return f"v_{t.name}"
        if isinstance(t, log) or (isinstance(t, Pow) and t.exp is HALF):
            return self._variable(t)
        if self.functions and t is pi:
            return "real.pi"
        args = [self.text(a) for a in t.args]
        if isinstance(t, Add | Mul):
            return f"({'+' if isinstance(t, Add) else '*'} {' '.join(args)})"
        if isinstance(t, Pow) and t.exp.is_Integer and 0 < abs(int(t.exp)) <= 40:
            power = f"(* 1.0 {' '.join([args[0]] * abs(int(t.exp)))})"
            return power if t.exp > 0 else f"(/ 1.0 {power})"
        if isinstance(t, Abs | Max | Min):
            return self._kink(t, args)
        if self.functions and type(t) in TRANSCENDENTAL:
            return f"({TRANSCENDENTAL[type(t)]} {args[0]})"
        return self._spelled(t, args)

    def _kink(self, t: Any, args: list[str]) -> str:
        if isinstance(t, Abs):
            return f"(ite (>= {args[0]} 0.0) {args[0]} (- {args[0]}))"
        found = args[0]
        for a in args[1:]:
            found = f"(ite ({'>=' if isinstance(t, Max) else '<='} {found} {a}) {found} {a})"
        return found

    def _spelled(self, t: Any, args: list[str]) -> str:
        e = [f"(exp (- {a}))" for a in args] if self.functions else []
        if e and isinstance(t, sigmoid):
            return f"(/ 1.0 (+ 1.0 {e[0]}))"
        if e and isinstance(t, tanh):
            return f"(/ (- (exp {args[0]}) {e[0]}) (+ (exp {args[0]}) {e[0]}))"
        if e and isinstance(t, softplus):
            return self._variable(log(1 + exp(t.args[0])))
        raise Unsayable(str(t))

    def _variable(self, t: Any) -> str:
        if t not in self.seen:
            inner = self.text(t.args[0])
            name = self.seen[t] = f"r{len(self.seen)}"
            self.lines.append(f"(declare-const {name} Real)")
            if isinstance(t, Pow):
                self.lines.append(f"(assert (and (>= {name} 0.0) (= (* {name} {name}) {inner})))")
            elif self.functions:
                self.lines.append(f"(assert (= (exp {name}) {inner}))")
            else:
                raise Unsayable("log")
        return self.seen[t]

    def relation(self, r: Relation) -> str:
        """The relation as a formula."""
        sides = f"{self.text(r.lhs)} {self.text(r.rhs)}"
        return f"(not (= {sides}))" if r.op == "!=" else f"({r.op} {sides})"


def script(problem: Problem, *, functions: bool) -> str:
    """Satisfiable where the conditions hold and the conclusion fails. Raises Unsayable."""
    s = Script(functions)
    where = [s.relation(r) for r in problem.where]
    links = [s.relation(r) for r in problem.conclusion]
    asserted = [*(f"(assert {w})" for w in where), f"(assert (not (and true {' '.join(links)})))"]
    return "\n".join([*(f"(declare-const v_{n} Real)" for n in problem.names), *s.lines, *asserted])


def answer(problem: Problem, name: str, seconds: float) -> str:
    """What "z3" or "cvc5" says by itself: PROVED, REFUTED or -."""
    solver, functions = ALONE[name]
    try:
        text = script(problem, functions=functions)
    except Unsayable:
        return "-"
    return WORDS.get(solver.ask(text, seconds=seconds), "-")


ALONE = {"z3": (Z3, False), "cvc5": (CVC5, True)}
WORDS = {"unsat": "PROVED", "sat": "REFUTED"}
