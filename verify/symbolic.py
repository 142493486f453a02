"""Check a derivation, or find a short one. What is returned is evidence with the scope that the rule proves.

Rules: *gram* (a chain whose differences are sums of visibly nonnegative products, in norms and inner products: every dimension),
*identity* (an equation in normal form: every dimension), *coordinate* (the gap is a sum over coordinates, shown for one: every
dimension), *line* (the claim is about d = 1 only: every vector is a number).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy as sp

from verify.coordinate import holds_for_one_coordinate, summand
from verify.core import Appeal, Claim, Derivation, Evidence, Line, Outcome, Relation, Schema, instance
from verify.domain import conditions
from verify.facts import WITH_VARIABLE, fact
from verify.geometry import Label, Mean, Norm, Peak, Total, Vector, d, indexed, sampled
from verify.normal import is_zero, normal
from verify.signs import Signs, factored

EVERY = "every dimension"


class Rejected(Exception):
    """The derivation does not show the claim; the message says at which line and why."""


def prove(claim: Claim) -> Evidence:
    """Evidence HOLDS with its scope, VACUOUS, or UNKNOWN with the reason. Never raises for a faulty derivation."""
    try:
        if claim.exists:
            return _there_is(claim)
        return _for_all(claim)
    except Rejected as why:
        return Evidence("derivation", Outcome.UNKNOWN, "", str(why))
    except Exception as error:  # noqa: BLE001 - a derivation is the author's code: its failure is this claim's, and is reported
        return Evidence("derivation", Outcome.UNKNOWN, "", f"the derivation raised {type(error).__name__}: {error}")


def disprove(claim: Claim) -> Evidence:
    """For "for every C there are ...": values of C and a derivation that no such thing exists; FAILS with its scope."""
    if not claim.exists or claim.disprove is None:
        return Evidence("negation", Outcome.UNKNOWN, "", "no derivation of the negation is given")
    bound = set(claim.exists)
    if any(value.free_symbols & bound for value in map(sp.sympify, claim.counter.values())):
        return Evidence("negation", Outcome.UNKNOWN, "", "the constant depends on what is bound by 'there is'")
    rule = {k: sp.sympify(v) for k, v in claim.counter.items()}
    owed = tuple(r for r in claim.relations if _mentions(r, set(rule)) and not _mentions(r, bound))
    kept = tuple(r for r in claim.relations if r not in owed)
    rest = Signs(tuple(r for r in kept if not _mentions(r, bound)))
    opposite = replace(
        claim,
        conclusion=claim.conclusion.negation.xreplace(rule),
        assuming=(*(r.xreplace(rule) for r in kept), *claim.schemas),
        exists=(),
        derive=claim.disprove,
    )
    for r in owed:
        if not rest.holds(r.xreplace(rule)):
            return Evidence("negation", Outcome.UNKNOWN, "", f"the constant need not satisfy {r}")
    for symbol, value in rule.items():
        if not _may_stand_for(value, symbol, rest):
            return Evidence("negation", Outcome.UNKNOWN, "", f"{symbol} = {value} need not be what {symbol} is declared to be")
    shown = prove(opposite)
    if shown.outcome is not Outcome.HOLDS:
        return shown
    chosen = ", ".join(f"{k} = {v}" for k, v in rule.items())
    return Evidence("negation", Outcome.FAILS, shown.scope, f"with {chosen} no such pair exists: {shown.method}", shown.facts)


def _there_is(claim: Claim) -> Evidence:
    rule = {k: sp.sympify(v) for k, v in claim.witness.items()}
    if set(rule) != set(claim.exists):
        raise Rejected("the witness does not name exactly the symbols bound by 'there is'")
    if any(v.free_symbols & set(claim.exists) for v in rule.values()):
        raise Rejected("the witness depends on what it is a witness for")
    given = tuple(a for a in claim.assuming if isinstance(a, Schema) or not _mentions(a, set(rule)))
    plain = replace(claim, assuming=given, exists=(), witness={})
    signs = _signs(plain)
    for symbol, value in rule.items():
        if not _may_stand_for(value, symbol, signs):
            raise Rejected(f"the witness {symbol} = {value} need not be what {symbol} is declared to be")
    facts: list[str] = []
    for r in claim.relations:
        if not _mentions(r, set(rule)):
            continue
        shown = _for_all(replace(plain, conclusion=r.xreplace(rule), derive=None))
        if shown.outcome is not Outcome.HOLDS:
            raise Rejected(f"the witness need not satisfy {r}: {shown.detail}")
        facts += shown.facts
    shown = _for_all(replace(plain, conclusion=claim.conclusion.xreplace(rule)))
    chosen = ", ".join(f"{k} = {v}" for k, v in rule.items())
    return replace(shown, method=f"witness, {shown.method}", detail=f"{chosen}. {shown.detail}".strip(), facts=(*facts, *shown.facts))


def _for_all(claim: Claim) -> Evidence:
    signs = _signs(claim)
    contradiction = next((r for r in claim.relations if not indexed(r.gap) and _surely_false(r, _signs(replace(claim, assuming=())))), None)
    if contradiction is not None:
        return Evidence("contradiction", Outcome.VACUOUS, EVERY, f"nothing satisfies {contradiction}")
    _require_values(claim.expressions, signs, "the claim")
    if claim.derive is not None:
        derivation = claim.derive()
        _check(claim, derivation, signs)
        count = len(derivation.lines) + sum(len(x.lines) for x in derivation.lemmas)
        return Evidence("gram", Outcome.HOLDS, EVERY, f"derivation of {count} lines", tuple(signs.facts))
    return _short(claim, signs)


def _short(claim: Claim, signs: Signs) -> Evidence:
    """The engine's own rules, cheapest first."""
    goal = claim.conclusion
    if goal.op == "=" and is_zero(goal.gap, signs.zero):
        return Evidence("identity", Outcome.HOLDS, EVERY, "the two sides have one normal form")
    if goal.op != "=" and signs.holds(goal):
        return Evidence("gram", Outcome.HOLDS, EVERY, "the difference is visibly of this sign", tuple(signs.facts))
    if goal.op in ("<=", "<") and signs.nonnegative(goal.rhs) and signs.nonnegative(goal.lhs):
        squares = Relation(goal.lhs**2, goal.op, goal.rhs**2)
        if signs.holds(squares):
            return Evidence("gram", Outcome.HOLDS, EVERY, "the difference of the squares is visibly of this sign", tuple(signs.facts))
    low, high = claim.dimensions
    if high == 1 and low == 1 and not claim.beside:
        why = holds_for_one_coordinate(_on_the_line(goal), tuple(map(_on_the_line, claim.relations)))
        return _coordinate_evidence("line", "d = 1", why)
    return _coordinate_evidence("coordinate", EVERY, _by_coordinate(claim, signs))


def _coordinate_evidence(method: str, scope: str, why: str) -> Evidence:
    if why:
        return Evidence(method, Outcome.UNKNOWN, "", why)
    return Evidence(method, Outcome.HOLDS, scope, "shown for one coordinate in every sign pattern")


def _by_coordinate(claim: Claim, signs: Signs) -> str:
    """Empty, or why the claim is not shown by its coordinates. Assumptions without an index play no part."""
    goal = claim.conclusion
    local = tuple(r for r in claim.relations if not r.gap.has(Total, Norm, Peak, Mean, d))
    if indexed(goal.gap):
        return holds_for_one_coordinate(goal, local)
    forms = [goal]
    if signs.nonnegative(goal.rhs) and (goal.op == "<=" or signs.nonnegative(goal.lhs)):
        forms.append(Relation(goal.lhs**2, goal.op, goal.rhs**2))
    why = "the difference is not a sum over the coordinates"
    for form in forms:
        if form.op == "!=" or (form.op == "<" and claim.beside):
            continue
        g = summand(form.gap)
        if g is not None:
            why = holds_for_one_coordinate(Relation(sp.S.Zero, form.op, g), local)
        if g is not None and not why:
            return ""
    return why


def _on_the_line(r: Relation) -> Relation:
    """In one dimension a total is its summand, a norm an absolute value."""

    def go(e: Any) -> Any:
        if not e.args:
            return sp.S.One if e == d else e
        args = [go(a) for a in e.args]
        if isinstance(e, Total | Peak):
            return args[0]
        return sp.Abs(args[0]) if isinstance(e, Norm) else e.func(*args)

    return r.map(go)


def _signs(claim: Claim) -> Signs:
    return Signs(claim.relations, empty_total=bool(claim.beside))


def _mentions(r: Relation, symbols: set[Any]) -> bool:
    return bool((r.lhs.free_symbols | r.rhs.free_symbols) & symbols)


def _may_stand_for(value: Any, symbol: Any, signs: Signs) -> bool:
    """Is the value of the kind of the symbol, with a value everywhere and the sign that the symbol is declared to have?"""
    if (indexed(value) and not isinstance(symbol, Vector)) or (sampled(value) and not sampled(symbol)):
        return False
    if not all(signs.holds(c) for c in conditions(value)):
        return False
    if isinstance(symbol, Label):
        return isinstance(value, Label) or value in (1, -1)
    if symbol.is_integer and not value.is_integer:
        return False
    if symbol.is_positive:
        return signs.holds(Relation(sp.S.Zero, "<", value))
    if symbol.is_nonzero:
        return signs.is_nonzero(value)
    return not symbol.is_nonnegative or signs.holds(Relation(sp.S.Zero, "<=", value))


def _surely_false(r: Relation, signs: Signs) -> bool:
    if r.op in ("<=", "<"):
        return signs.holds(r.negation)
    return r.op == "=" and signs.is_nonzero(sp.expand(normal(r.gap)))


def _require_values(expressions: tuple[Any, ...], signs: Signs, where: str) -> None:
    for e in expressions:
        for c in conditions(e):
            if not signs.holds(c):
                raise Rejected(f"{where} may have no value: {c} is not shown")


def _check(claim: Claim, derivation: Derivation, signs: Signs) -> None:
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
        _check(claim, derivation, signs)
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
        raise Rejected("squares may be compared only where the right side is visibly nonnegative (for = and < both sides)")
    if goal.op == "!=" or not lines:
        raise Rejected("a derivation shows =, <= or <, and has at least one line")
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
    _require_values((one.expr, *one.terms), here, f"line {number}")
    strangers = {s for e in (one.expr, *one.terms) for s in e.free_symbols} - _symbols(claim)
    if strangers:
        raise Rejected(f"line {number} brings in {', '.join(sorted(map(str, strangers)))}, which the claim does not mention")
    if one.op == "=":
        if one.terms:
            raise Rejected(f"line {number} is an equality: it takes no certificate")
        if not is_zero(one.expr - current, here.zero):
            raise Rejected(f"line {number}: {current} = {one.expr} is not an identity")
        return
    terms = one.terms or tuple(a.slack for a in one.by)
    if one.op not in ("<=", "<") or not terms:
        raise Rejected(f"line {number}: an inequality needs terms or theorems that add up to its difference")
    if not is_zero(one.expr - current - sum(terms), here.zero):
        raise Rejected(f"line {number}: the terms do not add up to the difference")
    for term in terms:
        if not _shown(term, here, here.nonnegative):
            raise Rejected(f"line {number}: not visibly nonnegative: {term}")
    if one.op == "<" and not any(_shown(term, here, here.positive) for term in terms):
        raise Rejected(f"line {number}: no term is visibly positive")
    idle = [name for name, r in stated if r.op in ("<=", "<") and r not in here.used]
    if idle:
        raise Rejected(f"line {number} cites {idle[0]} and does not use it")


def _shown(term: Any, signs: Signs, test: Any) -> bool:
    return test(term) or any(test(f) for f in factored(term))


def _stated(appeal: Appeal, signs: Signs, claim: Claim) -> Relation:
    """What the appeal says, worked out from the register of facts or from the claim's own schema, its premises shown."""
    if isinstance(appeal.args[0], Schema):
        schema, *values = appeal.args
        if schema not in claim.schemas:
            raise Rejected(f"{appeal.name} is not an assumption of this claim")
        if not all(_may_stand_for(v, s, signs) for v, s in zip(map(sp.sympify, values), schema.variables, strict=True)):
            raise Rejected(f"{appeal.name} is not about {', '.join(map(str, values))}")
        relation, premises = instance(schema, *values)
    else:
        says = fact(appeal.name)
        if says is None:
            raise Rejected(f"{appeal.name} is not among the cited facts")
        if appeal.name in WITH_VARIABLE and appeal.args[1] in _symbols(claim):
            raise Rejected(f"{appeal.name}: the variable {appeal.args[1]} must not occur in the claim")
        relation, premises = says(*appeal.args)
    for premise in premises:
        if not signs.holds(premise):
            raise Rejected(f"{appeal.name}: the premise {premise} is not shown")
    _require_values((relation.lhs, relation.rhs), signs, appeal.name)
    return relation
