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

from verify.kernel.appeals import Rejected, may_stand_for
from verify.kernel.facts.register import SYMMETRY
from verify.kernel.for_all import for_all, mentions, signs_of
from verify.kernel.signs import Signs
from verify.kernel.whitelist import NotInLanguage, require_language, require_symbols
from verify.language.claim import Claim
from verify.language.normal import normal
from verify.language.operators import Jacobian, Peak, gradient_slot
from verify.language.proof import Schema
from verify.language.symbols import d
from verify.language.verdict import Evidence, Outcome


def prove(claim: Claim) -> Evidence:
    """Evidence HOLDS with its scope, VACUOUS, or UNKNOWN with the reason. Never raises for a faulty derivation."""
    try:
        found = _there_is(claim) if claim.exists else for_all(claim)
        return replace(found, facts=(*found.facts, SYMMETRY)) if _has_second_derivatives(claim) else found
    except (Rejected, NotInLanguage) as why:
        return Evidence("derivation", Outcome.UNKNOWN, "", str(why))
    except Exception as error:  # a derivation is the author's code: its failure is this claim's, and is reported
        return Evidence("derivation", Outcome.UNKNOWN, "", f"the derivation raised {type(error).__name__}: {error}")


def _has_second_derivatives(claim: Claim) -> bool:
    """Does the claim speak of the derivative of a gradient, whose blocks the normal form takes to be symmetric?"""
    schemas = [side for s in claim.schemas for r in (s.relation, *s.assuming) for side in (r.lhs, r.rhs)]
    return any(gradient_slot(j) for e in (*claim.expressions, *schemas) for j in e.atoms(Jacobian))


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
    owed = tuple(r for r in claim.relations if mentions(r, set(rule)) and not mentions(r, bound))
    kept = tuple(r for r in claim.relations if r not in owed)
    rest = Signs(tuple(r for r in kept if not mentions(r, bound)))
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
        return replace(shown, outcome=Outcome.UNKNOWN)
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
    given = tuple(a for a in claim.assuming if isinstance(a, Schema) or not mentions(a, set(rule)))
    plain = replace(claim, assuming=given, exists=(), witness={})
    signs = signs_of(plain)
    for symbol, value in rule.items():
        if not may_stand_for(value, symbol, signs):
            raise Rejected(f"the witness {symbol} = {value} need not be what {symbol} is declared to be")
    facts: list[str] = []
    for r in claim.relations:
        if not mentions(r, set(rule)):
            continue
        shown = for_all(replace(plain, conclusion=r.xreplace(rule), derive=None))
        if shown.outcome is not Outcome.HOLDS:
            raise Rejected(f"the witness need not satisfy {r}: {shown.detail}")
        facts += shown.facts
    shown = for_all(replace(plain, conclusion=claim.conclusion.xreplace(rule)))
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
        if any(mentions(r, symbols - set(schema.variables)) for r in relations):
            return f"{schema.name} speaks of a symbol that is given a value"
    return ""
