"""A proof by the solver in lines that a person can follow: what is shown, by which rule, what that leaves to be shown, what is trusted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from verify.checkers.inequality.check import RULES
from verify.checkers.inequality.goal import Fact, Goal
from verify.checkers.inequality.problem import Problem
from verify.checkers.inequality.rules.products import polynomial, slacks
from verify.checkers.inequality.rules.shape import kinks
from verify.checkers.stored.inequality import owed
from verify.judging import plain
from verify.language.relation import Relation
from verify.language.term import NOUGHT, Number, Pow, product

WORDS: Mapping[str, str] = {
    "at once": "seen from the signs, or among what is given",
    "declare": "with the signs of the symbols",
    "both": "neither less nor more",
    "unequal": "on one side",
    "split": "by cases",
    "cut": "below, at and above {0[1]} in {0[0]}",
    "halves": "up to and from {0[1]} in {0[0]}",
    "order": "one of {0[0]} and {0[1]} is the larger one",
    "factor": "factor by factor",
    "nonzero": "every factor is one of what is not zero",
    "weakly": "it is not zero, so it is enough that it is not negative",
    "otherwise": "at that number what is given contradicts itself",
    "solve": "{0[1]} from an equation",
    "contrapose": "else what is given would fail",
    "expand": "equal in normal form",
    "absurd": "what is given contradicts itself",
    "monotone": "monotone in {0[0]} from its {0[1]} end",
    "limit": "monotone in {0[0]} toward its limit at the {0[1]} end",
    "univariate": "a polynomial in one symbol, decided by its roots",
    "logarithm": "with an exponential for each of {0}",
    "exponentiate": "exponentials of both sides",
    "facts": "what is given, without positive factors",
    "logs": "logarithms of both sides",
    "compare": "the exponents in their order",
    "divide": "after a division by what has one sign",
    "shift": "after a shift, {0[0]} has gone",
    "scale": "after a scaling, {0} has gone",
    "centre": "with {0[0]} + {0[1]} for {0[0]}",
    "stretch": "with {0[1]}*{0[0]} for {0[0]}",
    "mirror": "with -{0} for {0}",
    "free": "with a symbol for each root and function",
    "ranges": "sines and cosines at -1 and 1",
    "whole": "a whole number has whole bounds",
    "step": "{0[0]} is a whole number, at most {0[1]} or at least one more",
    "sharper": "a whole number above -1 is not negative",
    "indivisible": "a multiple of a number, beside one that is none",
    "induction": "by induction on {0}",
    "tail": "the error function at the ends of its range",
    "decay": "exponentials at the ends of their range",
    "means": "by the inequality of weighted means",
    "jensen": "by Jensen's inequality",
    "tangents": "with lines below the reciprocals of what is divided by",
    "descending": "exponentials in the order of their exponents",
    "separate": "with a multiple of what is 0, one symbol at a time",
    "products": "a sum of what is not negative",
    "squared": "the squares of both sides",
    "multiply": "times a sum of squares",
    "balls": "on each piece of a cover a ball around the value has the sign",
    "bernstein": "on each piece of a cover all Bernstein coefficients have the sign",
    "smt": "on the word of z3",
    "functions": "on the word of z3, which is asked about functions",
}
MOST_LINES = 120


@dataclass(frozen=True)
class Line:
    """Words, then formulas; how deep it stands says which cases it belongs to."""

    depth: int
    words: str
    facts: tuple[Any, ...] = ()


def proof_lines(problem: Problem, certificate: Mapping[str, Any]) -> list[Line]:
    """The proofs of a certificate that was checked, cut short where they are long."""
    wanted = owed(problem, certificate["verdict"], zeros=certificate.get("zeros", False))
    lines = [line for goal, proof in zip(wanted, certificate["proofs"], strict=True) for line in _shown(goal, proof)]
    rest = len(lines) - MOST_LINES
    return lines if rest <= 0 else [*lines[:MOST_LINES], Line(0, f"and {rest} lines more, in the certificate")]


def _shown(goal: Goal, proof: Any) -> Iterator[Line]:
    yield Line(0, "To show:", (goal.wanted,))
    if goal.facts:
        yield Line(1, "given", goal.facts)
    yield from _steps(goal, proof, 1)


def _steps(goal: Goal, proof: Any, depth: int) -> Iterator[Line]:
    rule, parts = proof["rule"], proof.get("parts", [])
    left = RULES[rule](goal, proof.get("with")) if parts else ()
    said = WORDS[rule].format(proof.get("with")) + (f": {_of(goal)}" if rule == "split" else "")
    if len(parts) == 1:
        yield Line(depth, said, (left[0].wanted,))
        yield from _steps(left[0], parts[0], depth)
        return
    yield Line(depth, said, tuple(EXPLICIT.get(rule, _nothing)(goal, proof.get("with"))))
    for number, (case, part) in enumerate(zip(left, parts, strict=True), 1):
        new = tuple(f for f in case.facts if f not in goal.facts)
        yield Line(depth + 1, f"{number}.", (case.wanted, *new))
        yield from _steps(case, part, depth + 2)


def _of(goal: Goal) -> str:
    return str(kinks(goal)[0])


def _nothing(goal: Goal, parameters: Any) -> Iterator[Any]:
    yield from ()


def _summands(goal: Goal, parameters: Any) -> Iterator[Any]:
    """The products of what is given, each with its factor and its square left as they are."""
    known = slacks(goal)
    for coefficient, powers, square in parameters:
        if coefficient != "=":
            used = [Pow(f.expr, Number(n)) if n > 1 else f.expr for f, n in zip(known, powers, strict=True) if n]
            root = [] if square is None else [Pow(polynomial(square, goal), Number(2))]
            yield Fact(product([Number(coefficient), *used, *root]), ">=")


EXPLICIT: Mapping[str, Callable[[Goal, Any], Iterator[Any]]] = {"products": _summands}


def as_text(problem: Problem, lines: list[Line]) -> list[str]:
    """Indented by depth; for the variables of the problem the terms of the claim that they stand for."""
    meant = {name: plain.formula(e) for name, e in problem.meant.items()}
    names = re.compile(rf"\b(?:{'|'.join(map(re.escape, meant))})\b" if meant else r"(?!)")
    texts = (f"{'  ' * line.depth}{line.words} {', '.join(map(str, line.facts))}".rstrip() for line in lines)
    return [names.sub(lambda found: meant[found[0]], text) for text in texts]


def as_latex(problem: Problem, lines: list[Line]) -> list[str]:
    """A statement and an indented list."""
    from verify.report.formulas.relations import latex_relation

    def formula(r: Any) -> str:
        plain = r if isinstance(r, Relation) else Relation(NOUGHT, r.op.replace(">", "<"), r.expr)
        try:
            return f"${latex_relation(plain)}$"
        except (ValueError, TypeError):
            return rf"\texttt{{{_escaped(str(r))}}}"

    where = f" for {', '.join(map(formula, problem.where))}" if problem.where else ""
    claim = f"{', '.join(map(formula, problem.conclusion))}{where}."
    steps = [
        rf"\noindent\hspace{{{line.depth}em}}{_escaped(line.words)} {', '.join(map(formula, line.facts))}\par"
        for line in lines
    ]
    return [rf"\noindent\textbf{{Claim.}} {claim}\par", *steps]


def _escaped(text: str) -> str:
    return "".join({"_": r"\_", "^": r"\^{}", "%": r"\%", "#": r"\#", "&": r"\&", "$": r"\$"}.get(c, c) for c in text)
