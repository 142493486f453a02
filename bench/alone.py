"""z3 alone and cvc5 alone: the whole problem as one SMT-LIB script, as well as each language can say it."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

from verify.checkers.inequality.formula import Compared, Term
from verify.checkers.inequality.problem import Problem
from verify.checkers.inequality.smt import Z3, Solver

CVC5 = Solver((sys.executable, "-m", "bench.cvc5_child"))
TRANSCENDENTAL = {"exp": "exp", "sin": "sin", "cos": "cos", "tan": "tan", "atan": "arctan"}


class Unsayable(Exception):
    """The solver's language has no word for a part of the formula."""


@dataclass
class Script:
    """SMT-LIB lines for one solver; roots and logarithms become variables with an equation."""

    functions: bool
    lines: list[str] = field(default_factory=list)
    seen: dict[Term, str] = field(default_factory=dict)

    def text(self, t: Term) -> str:
        """The term in prefix form."""
        if t.op == "number":
            size = f"(/ {abs(t.value.numerator)}.0 {t.value.denominator}.0)"
            return size if t.value >= 0 else f"(- {size})"
        if t.op == "symbol":
            return f"v_{t.value}"
        if t.op in ("sqrt", "log"):
            return self._variable(t)
        args = [self.text(a) for a in t.args]
        if t.op in ("+", "*", "-", "/"):
            return f"({t.op} {' '.join(args)})" if len(args) > 1 or t.op == "-" else args[0]
        if t.op == "**" and t.args[1].op == "number" and t.args[1].value.denominator == 1 and 0 < t.args[1].value <= 40:
            return f"(* 1.0 {' '.join([args[0]] * int(t.args[1].value))})"
        if t.op in ("abs", "max", "min"):
            return self._kink(t.op, args)
        if self.functions and t.op == "pi":
            return "real.pi"
        if self.functions and t.op in TRANSCENDENTAL:
            return f"({TRANSCENDENTAL[t.op]} {args[0]})"
        return self._spelled(t, args)

    def _kink(self, op: str, args: list[str]) -> str:
        if op == "abs":
            return f"(ite (>= {args[0]} 0.0) {args[0]} (- {args[0]}))"
        found = args[0]
        for a in args[1:]:
            found = f"(ite ({'>=' if op == 'max' else '<='} {found} {a}) {found} {a})"
        return found

    def _spelled(self, t: Term, args: list[str]) -> str:
        e = [f"(exp (- {a}))" for a in args] if self.functions else []
        if e and t.op == "sigmoid":
            return f"(/ 1.0 (+ 1.0 {e[0]}))"
        if e and t.op == "tanh":
            return f"(/ (- (exp {args[0]}) {e[0]}) (+ (exp {args[0]}) {e[0]}))"
        if e and t.op == "softplus":
            return self._variable(Term("log", (Term("+", (Term("number", value=1), Term("exp", t.args))),)))
        raise Unsayable(t.op)

    def _variable(self, t: Term) -> str:
        if t not in self.seen:
            inner = self.text(t.args[0])
            name = self.seen[t] = f"r{len(self.seen)}"
            self.lines.append(f"(declare-const {name} Real)")
            if t.op == "sqrt":
                self.lines.append(f"(assert (and (>= {name} 0.0) (= (* {name} {name}) {inner})))")
            elif self.functions:
                self.lines.append(f"(assert (= (exp {name}) {inner}))")
            else:
                raise Unsayable("log")
        return self.seen[t]

    def relation(self, r: Compared) -> str:
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
    return WORDS.get(solver.ask(text, seconds=seconds)[0], "-")


ALONE = {"z3": (Z3, False), "cvc5": (CVC5, True)}
WORDS = {"unsat": "PROVED", "sat": "REFUTED"}
