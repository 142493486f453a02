"""z3 alone and cvc5 alone: the whole problem as one SMT-LIB script, as well as each language can say it.

Each is asked as its own documentation has it: polynomials in QF_NRA, for which both have a decision procedure, and all else with
the functions that it knows. "sat" counts where the values that come with it, put back exactly, break the claim.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from verify.checkers.inequality.problem import Problem
from verify.checkers.inequality.smt import Z3, Solver
from verify.language.functions import (
    Abs,
    Max,
    Min,
    atan,
    cos,
    cosh,
    exp,
    log,
    sigmoid,
    sign,
    sin,
    sinh,
    softplus,
    tan,
    tanh,
)
from verify.language.relation import Relation
from verify.language.term import NOUGHT, ONE, Add, Mul, Number, Pow, pi
from verify.prover.inequality.models import put_back, values, with_values

CVC5 = Solver((sys.executable, "-m", "bench.cvc5_child"))
COMMON = {exp: "exp", sin: "sin", cos: "cos", tan: "tan"}
WORDS: Mapping[str, Mapping[Any, str]] = {
    "z3": COMMON | {atan: "atan", pi: "pi"},
    "cvc5": COMMON | {atan: "arctan", pi: "real.pi"},
}
SOLVERS = {"z3": Z3, "cvc5": CVC5}
LARGEST_POWER = 40


class Unsayable(Exception):
    """The solver's language has no word for a part of the formula."""


@dataclass
class Script:
    """SMT-LIB lines for one solver; roots and logarithms become variables with an equation."""

    words: Mapping[Any, str]
    names: Mapping[str, str]
    lines: list[str] = field(default_factory=list)
    seen: dict[Any, str] = field(default_factory=dict)
    polynomial: bool = True

    def text(self, t: Any) -> str:
        """The term in prefix form."""
        if isinstance(t, Number):
            size = f"(/ {abs(t.p)}.0 {t.q}.0)"
            return size if t >= 0 else f"(- {size})"
        if t.is_Symbol:
            return self.names[t.name]
        if isinstance(t, log):
            return self._logarithm(t)
        if isinstance(t, Pow):
            return self._power(t)
        if t is pi:
            return self._word(pi)
        if isinstance(t, sigmoid | softplus | sinh | cosh | tanh):
            return self.text(self._by_exp(t))
        args = [self.text(a) for a in t.args]
        if isinstance(t, Add | Mul):
            return f"({'+' if isinstance(t, Add) else '*'} {' '.join(args)})"
        if isinstance(t, Abs | Max | Min | sign):
            return self._kink(t, args)
        return f"({self._word(type(t))} {args[0]})"

    def _word(self, head: Any) -> str:
        if head not in self.words:
            raise Unsayable(str(head))
        self.polynomial = False
        return self.words[head]

    def _kink(self, t: Any, args: list[str]) -> str:
        found, *rest = args
        if isinstance(t, Abs):
            return f"(ite (>= {found} 0.0) {found} (- {found}))"
        if isinstance(t, sign):
            return f"(ite (> {found} 0.0) 1.0 (ite (< {found} 0.0) (- 1.0) 0.0))"
        for a in rest:
            found = f"(ite ({'>=' if isinstance(t, Max) else '<='} {found} {a}) {found} {a})"
        return found

    def _by_exp(self, t: Any) -> Any:
        (x,) = t.args
        if isinstance(t, softplus):
            return log(1 + exp(x))
        if isinstance(t, sigmoid):
            return ONE / (1 + exp(-x))
        up, down = exp(x), exp(-x)
        tops = {sinh: (up - down) / 2, cosh: (up + down) / 2, tanh: (up - down) / (up + down)}
        return tops[type(t)]

    def _power(self, t: Any) -> str:
        if not isinstance(t.exp, Number):
            return self.text(exp(t.exp * log(t.base)))
        if abs(t.exp.p) > LARGEST_POWER or t.exp.q > LARGEST_POWER or t.exp == NOUGHT:
            raise Unsayable(str(t))
        base = self.text(t.base) if t.exp.q == 1 else self._root(t.base, t.exp.q)
        power = f"(* 1.0 {' '.join([base] * abs(t.exp.p))})"
        return power if t.exp > 0 else f"(/ 1.0 {power})"

    def _root(self, base: Any, n: int) -> str:
        root = Pow(base, ONE / n)
        if root in self.seen:
            return self.seen[root]
        inner, name = self.text(base), f"r{len(self.seen)}"
        return self._variable(root, f"(and (>= {name} 0.0) (= (* {' '.join([name] * n)}) {inner}))", name)

    def _logarithm(self, t: Any) -> str:
        if t in self.seen:
            return self.seen[t]
        inner, name = self.text(t.args[0]), f"r{len(self.seen)}"
        return self._variable(t, f"(= ({self._word(exp)} {name}) {inner})", name)

    def _variable(self, t: Any, asserted: str, name: str) -> str:
        self.seen[t] = name
        self.lines += [f"(declare-const {name} Real)", f"(assert {asserted})"]
        return name

    def relation(self, r: Relation) -> str:
        """The relation as a formula."""
        sides = f"{self.text(r.lhs)} {self.text(r.rhs)}"
        return f"(not (= {sides}))" if r.op == "!=" else f"({r.op} {sides})"


def script(problem: Problem, words: Mapping[Any, str]) -> tuple[str, Mapping[str, str], str]:
    """(text, variables by name, logic), satisfiable where the conditions hold and the conclusion fails. Raises Unsayable."""
    names = {n: f"v{k}" for k, n in enumerate(problem.names)}
    s = Script(words, names)
    where = [s.relation(r) for r in problem.where]
    links = [s.relation(r) for r in problem.conclusion]
    asserted = [*(f"(assert {w})" for w in where), f"(assert (not (and true {' '.join(links)})))"]
    text = "\n".join([*(f"(declare-const {v} Real)" for v in names.values()), *s.lines, *asserted])
    return text, names, "QF_NRA" if s.polynomial else "ALL"


def answer(problem: Problem, name: str, seconds: float) -> str:
    """What "z3" or "cvc5" says by itself: PROVED, REFUTED or -."""
    try:
        text, names, logic = script(problem, WORDS[name])
    except Unsayable:
        return "-"
    told = SOLVERS[name].told(with_values(text, names.values(), logic), seconds=seconds)
    if told.partition("\n")[0] == "unsat":
        return "PROVED"
    found = values(told)
    given = {n: found[v] for n, v in names.items() if v in found}
    shown = put_back(problem, given) if given or told == "sat" else None
    return "REFUTED" if shown is not None and shown.shows == "REFUTED" else "-"
