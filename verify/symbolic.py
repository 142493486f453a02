"""Check a derivation, or find a short one. What is returned is evidence with the scope that the rule proves.

Rules: *gram* (a chain whose differences are sums of visibly nonnegative products, in norms and inner products: every dimension),
*identity* (an equation in normal form: every dimension), *coordinate* (the gap is a sum over coordinates, shown for one: every
dimension), *line* (the claim is about d = 1 only: every vector is a number).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import sympy as sp

from verify.chain import Rejected, check, may_stand_for, require_values
from verify.coordinate import holds_for_one_coordinate, summand
from verify.core import Claim, Evidence, Outcome, Relation, Schema
from verify.geometry import Mean, Norm, Peak, Total, d, indexed
from verify.gram import is_zero
from verify.language import NotInLanguage, require_language, require_symbols
from verify.normal import normal
from verify.signs import Signs

EVERY = "every dimension"


def prove(claim: Claim) -> Evidence:
    """Evidence HOLDS with its scope, VACUOUS, or UNKNOWN with the reason. Never raises for a faulty derivation."""
    try:
        if claim.exists:
            return _there_is(claim)
        return _for_all(claim)
    except (Rejected, NotInLanguage) as why:
        return Evidence("derivation", Outcome.UNKNOWN, "", str(why))
    except Exception as error:  # a derivation is the author's code: its failure is this claim's, and is reported
        return Evidence("derivation", Outcome.UNKNOWN, "", f"the derivation raised {type(error).__name__}: {error}")


def disprove(claim: Claim) -> Evidence:
    """For "for every C there are ...": values of C and a derivation that no such thing exists; FAILS with its scope."""
    try:
        return _negation(claim)
    except (Rejected, NotInLanguage) as why:
        return Evidence("negation", Outcome.UNKNOWN, "", str(why))


def _negation(claim: Claim) -> Evidence:
    if not claim.exists or claim.disprove is None:
        return Evidence("negation", Outcome.UNKNOWN, "", "no derivation of the negation is given")
    bound = set(claim.exists)
    _require_replaceable(claim, claim.counter)
    if bound & set(claim.counter):
        return Evidence("negation", Outcome.UNKNOWN, "", "a value is given for a symbol bound by 'there is'")
    if why := _hidden_in_schemas(claim, bound | set(claim.counter)):
        return Evidence("negation", Outcome.UNKNOWN, "", why)
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
        if not may_stand_for(value, symbol, rest):
            return Evidence(
                "negation", Outcome.UNKNOWN, "", f"{symbol} = {value} need not be what {symbol} is declared to be"
            )
    shown = prove(opposite)
    if shown.outcome is not Outcome.HOLDS:
        return shown
    chosen = ", ".join(f"{k} = {v}" for k, v in rule.items())
    return Evidence(
        "negation", Outcome.FAILS, shown.scope, f"with {chosen} no such pair exists: {shown.method}", shown.facts
    )


def _there_is(claim: Claim) -> Evidence:
    rule = {k: sp.sympify(v) for k, v in claim.witness.items()}
    _require_replaceable(claim, rule)
    if set(rule) != set(claim.exists):
        raise Rejected("the witness does not name exactly the symbols bound by 'there is'")
    if any(v.free_symbols & set(claim.exists) for v in rule.values()):
        raise Rejected("the witness depends on what it is a witness for")
    if why := _hidden_in_schemas(claim, set(rule)):
        raise Rejected(why)
    given = tuple(a for a in claim.assuming if isinstance(a, Schema) or not _mentions(a, set(rule)))
    plain = replace(claim, assuming=given, exists=(), witness={})
    signs = _signs(plain)
    for symbol, value in rule.items():
        if not may_stand_for(value, symbol, signs):
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
    return replace(
        shown,
        method=f"witness, {shown.method}",
        detail=f"{chosen}. {shown.detail}".strip(),
        facts=(*facts, *shown.facts),
    )


def _require_replaceable(claim: Claim, rule: Mapping[Any, Any]) -> None:
    """Symbols are given values, never other expressions; and the values do not bring in d where there may be no vectors."""
    require_symbols((*claim.exists, *rule))
    require_language(claim.expressions)
    values = [sp.sympify(v) for v in rule.values()]
    local = [v for v in values if claim.allows_no_vectors and normal(v).has(d, Peak)]
    if local:
        raise Rejected(f"the value {local[0]} uses d, which may be 0 here: assume 1 <= d")


def _hidden_in_schemas(claim: Claim, symbols: set[Any]) -> str:
    """A schema is neither replaced nor owed, so it may not speak of a symbol that is given a value."""
    for schema in claim.schemas:
        relations = (schema.relation, *schema.assuming)
        if any(_mentions(r, symbols - set(schema.variables)) for r in relations):
            return f"{schema.name} speaks of a symbol that is given a value"
    return ""


def _for_all(claim: Claim) -> Evidence:
    schemas = [side for s in claim.schemas for r in (s.relation, *s.assuming) for side in (r.lhs, r.rhs)]
    require_language((*claim.expressions, *schemas))
    require_symbols(v for s in claim.schemas for v in s.variables)
    signs = _signs(claim)
    contradiction = next(
        (r for r in claim.relations if not indexed(r.gap) and _surely_false(r, _signs(replace(claim, assuming=())))),
        None,
    )
    if contradiction is not None:
        return Evidence("contradiction", Outcome.VACUOUS, EVERY, f"nothing satisfies {contradiction}")
    require_values(claim.expressions, signs, "the claim")
    if claim.derive is not None:
        derivation = claim.derive()
        check(claim, derivation, signs)
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
            return Evidence(
                "gram",
                Outcome.HOLDS,
                EVERY,
                "the difference of the squares is visibly of this sign",
                tuple(signs.facts),
            )
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


def _surely_false(r: Relation, signs: Signs) -> bool:
    if r.op in ("<=", "<"):
        return signs.holds(r.negation)
    return r.op == "=" and signs.is_nonzero(sp.expand(normal(r.gap)))
