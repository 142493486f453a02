"""Check a derivation line by line: a chain from one side of a claim to the other, each link justified by what is visible."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import sympy as sp

import verify.constants
import verify.facts  # noqa: F401 - they fill the register
from verify.algebra.domain import conditions
from verify.algebra.gram import is_zero
from verify.algebra.language import require_language, require_symbols, same_kind
from verify.algebra.normal import normal, spread_powers
from verify.algebra.signs import Signs, factored
from verify.cited import WITH_VARIABLE, fact
from verify.core import Appeal, Claim, Derivation, Line, Relation, Schema, instance
from verify.geometry import Label, Peak, d, indexed

REAL = sp.Symbol("t", real=True).assumptions0


class Rejected(Exception):
    """The derivation does not show the claim; the message says at which line and why."""


def require_values(expressions: tuple[Any, ...], signs: Signs, where: str) -> None:
    for e in expressions:
        for c in (c for part in (e, *spread_powers(e)) for c in conditions(part)):
            if not signs.holds(c):
                raise Rejected(f"{where} may have no value: {c} is not shown")


def check(claim: Claim, derivation: Derivation, signs: Signs) -> None:
    """Raise Rejected, with the line and the reason, unless the derivation shows the claim's conclusion."""
    for number, lemma in enumerate(derivation.lemmas):
        _chain(lemma.relation, lemma.lines, lemma.squared, signs, claim)
        later = replace(derivation, lemmas=derivation.lemmas[number + 1 :])
        if lemma.relation.op == "=" and _passes(claim, later, signs.copy()):
            raise Rejected(f"nothing rests on the side result {lemma.relation}")
        signs.assume(lemma.relation)
    _chain(claim.conclusion, derivation.lines, derivation.squared, signs, claim)
    idle = [x.relation for x in derivation.lemmas if x.relation.op != "=" and x.relation not in signs.used]
    if idle:
        raise Rejected(f"nothing rests on the side result {idle[0]}")
    for appeal in _appeals(derivation):
        signs.facts[appeal.name] = None


def _passes(claim: Claim, derivation: Derivation, signs: Signs) -> bool:
    try:
        check(claim, derivation, signs)
    except Rejected:
        return False
    return True


def _appeals(derivation: Derivation) -> list[Appeal]:
    lines = [*derivation.lines, *(x for lemma in derivation.lemmas for x in lemma.lines)]
    return [a for one in lines for a in one.by if not isinstance(a.args[0], Schema)]


def _symbols(claim: Claim) -> set[Any]:
    found = {s for e in claim.expressions for s in e.free_symbols} | {d}
    for schema in claim.schemas:
        found |= {s for e in (schema.relation.lhs, schema.relation.rhs) for s in e.free_symbols}
    return found


def _chain(goal: Relation, lines: tuple[Line, ...], squared: bool, signs: Signs, claim: Claim) -> None:
    start, end = (goal.lhs**2, goal.rhs**2) if squared else (goal.lhs, goal.rhs)
    if squared and not (signs.nonnegative(goal.rhs) and (goal.op == "<=" or signs.nonnegative(goal.lhs))):
        raise Rejected(
            "squares may be compared only where the right side is visibly nonnegative (for = and < both sides)"
        )
    if goal.op == "!=" or not lines:
        raise Rejected("a derivation shows =, <= or <, and has at least one line")
    _admit((start, end), signs, claim, "the claim or a side result")
    strict, weak, current = False, False, start
    for number, one in enumerate(lines, 1):
        _line(one, current, number, signs, claim)
        strict, weak, current = strict or one.op == "<", weak or one.op == "<=", one.expr
    if not is_zero(current - end, signs.zero):
        raise Rejected(f"the chain ends in {current}, the claim in {end}")
    if (goal.op == "=" and (strict or weak)) or (goal.op == "<" and not strict):
        raise Rejected(f"the chain does not show {goal.op}")


def _line(one: Line, current: Any, number: int, signs: Signs, claim: Claim) -> None:
    here = signs.copy()
    stated = [(appeal.name, _stated(appeal, here, claim)) for appeal in one.by]
    for _, relation in stated:
        here.assume(relation)
    terms = one.terms or (tuple(a.slack for a in one.by) if one.op != "=" else ())
    _admit((one.expr, *terms), here, claim, f"line {number}")
    if one.op == "=":
        if one.terms:
            raise Rejected(f"line {number} is an equality: it takes no certificate")
        if not is_zero(one.expr - current, here.zero):
            raise Rejected(f"line {number}: {current} = {one.expr} is not an identity")
        return
    if one.op not in ("<=", "<") or not terms:
        raise Rejected(f"line {number}: an inequality needs terms or theorems that add up to its difference")
    if not is_zero(one.expr - current - sum(terms), here.zero):
        raise Rejected(f"line {number}: the terms do not add up to the difference")
    for term in terms:
        if not _shown(term, here.nonnegative):
            raise Rejected(f"line {number}: not visibly nonnegative: {term}")
    if one.op == "<" and not any(_shown(term, here.positive) for term in terms):
        raise Rejected(f"line {number}: no term is visibly positive")
    idle = [name for name, r in stated if r.op in ("<=", "<") and r not in here.used]
    if idle:
        raise Rejected(f"line {number} cites {idle[0]} and does not use it")


def _admit(expressions: tuple[Any, ...], signs: Signs, claim: Claim, where: str) -> None:
    """What enters a chain is in the language, has a value, and makes sense in R^0 if that is meant.

    It is about the claim's own symbols; a line that holds for every real number may name that number.
    """
    require_language((*claim.expressions, *expressions))
    require_values(expressions, signs, where)
    strangers = {s for e in expressions for s in e.free_symbols} - _symbols(claim)
    if any(type(s) is not sp.Symbol or s.assumptions0 != REAL for s in strangers):
        raise Rejected(f"{where} brings in {', '.join(sorted(map(str, strangers)))}, which the claim does not mention")
    if claim.allows_no_vectors:
        _require_no_coordinate(expressions, where)


def _require_no_coordinate(expressions: tuple[Any, ...], where: str) -> None:
    """In R^0 a relation for every coordinate says nothing, d is 0 and there is no largest coordinate."""
    if any(indexed(e) for e in expressions):
        raise Rejected(f"{where} speaks of a coordinate, and there may be none here: assume 1 <= d")
    if any(normal(e).has(d, Peak) for e in expressions):
        raise Rejected(f"{where} uses d, which may be 0 here: assume 1 <= d")


def _shown(term: Any, test: Callable[[Any], bool]) -> bool:
    return test(term) or any(test(f) for f in factored(term))


def _stated(appeal: Appeal, signs: Signs, claim: Claim) -> Relation:
    """What the appeal says, worked out from the register of facts or from the claim's own schema, its premises shown."""
    require_language(a for a in appeal.args if not isinstance(a, Schema) and a != sp.oo)
    if isinstance(appeal.args[0], Schema):
        schema, *values = appeal.args
        if schema not in claim.schemas:
            raise Rejected(f"{appeal.name} is not an assumption of this claim")
        if not all(may_stand_for(v, s, signs) for v, s in zip(map(sp.sympify, values), schema.variables, strict=True)):
            raise Rejected(f"{appeal.name} is not about {', '.join(map(str, values))}")
        relation, premises = instance(schema, *values)
    else:
        says = fact(appeal.name)
        if says is None:
            raise Rejected(f"{appeal.name} is not among the cited facts")
        if appeal.name in WITH_VARIABLE and appeal.args[1] in _symbols(claim).union(
            *(a.free_symbols for a in appeal.args[2:])
        ):
            raise Rejected(
                f"{appeal.name}: the variable {appeal.args[1]} must not occur in the claim or in the other arguments"
            )
        relation, premises = says(*appeal.args)
    sides = tuple(side for r in (relation, *premises) for side in (r.lhs, r.rhs))
    require_language(sides)
    require_values(sides, signs, appeal.name)
    if claim.allows_no_vectors and (relation.op == "=" or not indexed(relation.gap)):
        _require_no_coordinate(sides, appeal.name)
    for premise in premises:
        if not signs.holds(premise):
            raise Rejected(f"{appeal.name}: the premise {premise} is not shown")
    return relation


def may_stand_for(value: Any, symbol: Any, signs: Signs) -> bool:
    """Is the value of the kind of the symbol, with a value everywhere and the sign that the symbol is declared to have?"""
    require_symbols([symbol])
    require_language([value])
    if not same_kind(value, symbol) or not all(signs.holds(c) for c in conditions(value)):
        return False
    if isinstance(symbol, Label):
        return isinstance(value, Label) or value in (1, -1)
    if symbol.is_integer and not value.is_integer:
        return False
    zero = sp.S.Zero
    owed = {
        "positive": Relation(zero, "<", value),
        "negative": Relation(value, "<", zero),
        "nonnegative": Relation(zero, "<=", value),
        "nonpositive": Relation(value, "<=", zero),
        "nonzero": Relation(value, "!=", zero),
    }
    return all(signs.holds(r) for sign, r in owed.items() if getattr(symbol, f"is_{sign}"))
