"""Points that an SMT solver proposes: where it calls a system satisfiable, its values are put back exactly, never believed.

A value is a number, as 1/3 or exp(0) - 1, or the root of a polynomial. A root is written out where that is short, as of degree two; else a
number close to it is tried, and the root itself is looked for from there (`find_root`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import reduce
from math import inf
from operator import add, mul, sub, truediv
from typing import Any

from flint import fmpq, fmpq_poly

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.evaluate import Point, enclosure
from verify.checkers.inequality.formula import FUNCTIONS, number, replaced
from verify.checkers.inequality.goal import Goal
from verify.checkers.inequality.problem import Found, Problem, shown
from verify.checkers.inequality.smt import script, sound
from verify.language.term import NOUGHT, Number, Pow, pi, sqrt
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.eliminate import eliminated
from verify.prover.inequality.find_root import at_a_root

TOKEN = re.compile(r"<[^<>]*>|[()]|[^\s()]+")  # cvc5 writes <polynomial in x, interval of the root>
MONOMIAL = re.compile(r"\(?(-?\d+)\)?(\*x(?:\^(\d+))?)?")
OPERATIONS = {"+": add, "-": sub, "*": mul, "/": truediv}
UNKNOWN = fmpq_poly([0, 1])
Values = Mapping[str, Any]
SECONDS = 1.0  # a model is found soon or not at all


def counterexample(problem: Problem, goal: Goal, budget: Budget) -> Found | None:
    """A point of the problem where the goal fails, as the solver says; what the point shows is decided exactly."""
    try:
        text = script(goal)
    except Refused:
        return None
    if not budget.smt_seconds or not sound(budget.solver):
        return None
    names = {f"v{k}": s.name for k, s in enumerate(goal.symbols)}
    found = values(budget.solver.told(with_values(text, names), seconds=min(SECONDS, max(budget.left, 0))))
    return put_back(problem, {names[v]: t for v, t in found.items()}, deadline=budget.deadline) if found else None


def with_values(text: str, names: Iterable[str], logic: str = "QF_NRA") -> str:
    """The script, with a question for the values of these unknowns."""
    asked = f"(get-value ({' '.join(names)}))"
    return f"(set-option :produce-models true)\n(set-logic {logic})\n{text}\n(check-sat)\n{asked}\n"


def put_back(problem: Problem, given: Values, *, deadline: float = inf) -> Found | None:
    """What the values show of the problem, or those that follow from them by its equations, or a root close to them."""
    best = None
    for point in _points(problem, given):
        shows = shown(problem, point)
        if shows == "REFUTED":
            return Found(shows, point)
        best = best or (Found(shows, point) if shows else None)
    root = at_a_root(problem, deadline=deadline, refute=best is not None, near=given)
    return root or best


def _points(problem: Problem, given: Values) -> Iterator[Point]:
    plain = {n: given.get(n, NOUGHT) for n in problem.names}
    yield plain
    for definitions in eliminated(problem):
        if definitions:
            free = {n: t for n, t in plain.items() if n not in definitions}
            yield free | {n: replaced(t, free) for n, t in definitions.items()}


def values(told: str) -> dict[str, Any]:
    """The values in an answer that begins with "sat"; none where it does not, or one of them is none that is known."""
    answer, _, rest = told.partition("\n")
    try:
        found = _read(iter(TOKEN.findall(rest))) if answer == "sat" and rest else []
        return {name: _term(value) for name, value in found}
    except (ValueError, TypeError, StopIteration, LookupError, ZeroDivisionError):
        return {}


def _read(tokens: Iterator[str]) -> Any:
    """An expression in brackets as nested lists."""
    token = next(tokens)
    if token != "(":
        return token
    found = []
    while (part := _read(tokens)) != ")":
        found.append(part)
    return found


def _term(e: Any) -> Any:
    """The exact number of an expression, or one close to it."""
    if e[0] == "root-obj":
        p = _polynomial(e[1])
        return _root(p, _real_roots(p)[int(e[2]) - 1])
    if e[0] == "_":
        text, low, high = e[2].strip("<>").rsplit(",", 2)
        p = _spelled(text)
        return _root(p, next(r for r in _real_roots(p) if Fraction(low.strip(" (")) <= r <= Fraction(high.strip(" )"))))
    if isinstance(e, str):
        return pi if e == "pi" else number(Fraction(e))
    head, *rest = e
    first, *others = [_term(p) for p in rest]
    if head in FUNCTIONS and not others:
        return FUNCTIONS[head](first)
    if head == "-" and not others:
        return -first
    return reduce(OPERATIONS[head], others, first)


def _fraction(c: Any) -> Fraction:
    return Fraction(int(c.p), int(c.q))


def _polynomial(e: Any) -> Any:
    """A polynomial in x, as z3 writes it; of degree 0 a number."""
    if isinstance(e, str):
        value = Fraction(0 if e == "x" else e)
        return UNKNOWN if e == "x" else fmpq_poly([fmpq(value.numerator, value.denominator)])
    head, *rest = e
    if head == "^":
        return _polynomial(rest[0]) ** int(rest[1])
    first, *others = [_polynomial(p) for p in rest]
    return -first if head == "-" and not others else reduce(OPERATIONS[head], others, first)


def _spelled(text: str) -> Any:
    """The same as cvc5 writes it, as 1*x^3 + (-2)."""
    terms = (MONOMIAL.fullmatch(t.strip()) for t in text.split(" + "))
    return sum((int(t[1]) * UNKNOWN ** (int(t[3] or 1) if t[2] else 0) for t in terms if t), fmpq_poly([0]))


def _real_roots(p: Any) -> list[float]:
    return sorted(float(r.real) for r, _ in p.numer().complex_roots() if r.imag == 0)


def _root(p: Any, near: float) -> Any:
    """The root of the polynomial that is nearest to a number: written out where it is short, else a fraction close to it."""
    c = [Number(_fraction(x)) for x in p.coeffs()]
    written: list[Any] = []
    if len(c) == 3:
        written = [(side * sqrt(c[1] ** 2 - 4 * c[0] * c[2]) - c[1]) / (2 * c[2]) for side in (1, -1)]
    elif len(c) > 3 and not any(x.value for x in c[1:-1]):
        size = Pow(Number(abs(c[0].value / c[-1].value)), Number(Fraction(1, len(c) - 1)))
        written = [size, -size]
    return min(written, key=lambda t: abs(float(enclosure(t, 64).mid()) - near), default=number(Fraction(near)))
