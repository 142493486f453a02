"""What the kernel says of a case: by its own rules, and of derivations of one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bench.delicate.draw import Case
from verify.checkers.inequality.reader import relations
from verify.kernel.prove import prove
from verify.language.claim import Claim
from verify.language.proof import Derivation, chain, line
from verify.language.relation import Relation
from verify.language.term import Symbol, summands
from verify.language.verdict import Outcome

ANSWERS = {Outcome.HOLDS: "PROVED", Outcome.VACUOUS: "VACUOUS", Outcome.UNKNOWN: "UNDECIDED"}


def claim_of(case: Case) -> Claim:
    """The case in terms, with what is declared of its symbols. Raises Unreadable."""
    names = {name for name, _ in case.declared}
    rule = {Symbol(n): Symbol(n, **{word: True for name, word in case.declared if name == n}) for n in names}
    (conclusion,), where = relations(case.claim), [r for text in case.where for r in relations(text)]
    return Claim(
        name="delicate",
        says="A random inequality.",
        conclusion=conclusion.xreplace(rule),
        assuming=tuple(r.xreplace(rule) for r in where),
    )


def answers(case: Case) -> dict[str, str]:
    """The kernel's answer to each way of asking. Raises Unreadable."""
    claim = claim_of(case)
    asked = {"rules": claim}
    asked |= {name: replace(claim, derive=make) for name, make in _derivations(claim.conclusion).items()}
    if claim.relations and claim.relations[-1].op in ("<=", "<"):
        asked["absurd"] = replace(claim, absurd=_in_one_line(claim.relations[-1].negation))
    return {name: ANSWERS[prove(one).outcome] for name, one in asked.items()}


def _derivations(goal: Relation) -> Mapping[str, Callable[[], Derivation]]:
    """The right side as the only line, its difference to the left one as the term, as its summands, and that of the squares."""
    if goal.op == "!=":
        return {}
    if goal.op == "=":
        return {"line": _in_one_line(goal)}
    squares = Relation(goal.lhs**2, goal.op, goal.rhs**2)
    return {
        "line": _in_one_line(goal),
        "terms": lambda: chain(line(goal.op, goal.rhs, *summands(goal.slack))),
        "squares": lambda: chain(line(goal.op, squares.rhs, squares.slack), squared=True),
    }


def _in_one_line(goal: Relation) -> Callable[[], Derivation]:
    return lambda: chain(line(goal.op, goal.rhs, *(() if goal.op == "=" else (goal.slack,))))
