"""Check a derivation, or find a short one. What is returned is evidence with the scope that the rule proves.

Why it is sound. "There is" stands inside "for all": for all x with A(x) there are t with B(x, t) and R(x, t). A witness is an
expression in x, and a refutation a choice of some of the x:

    A(x) => B(x, w(x))      A(x) => R(x, w(x))           A(x), B(x, t) => not R(x, t)  at x_1 = c      A(x) at x_1 = c
    ------------------------------------------          ---------------------------------------------------------------
     for all x: A(x) => there are t: B and R              not (for all x: A(x) => there are t: B and R)

In the place of a witness a cited theorem may say that there are such t: then B and R are shown of all t of which nothing is known
but what the theorem says (`verify.kernel.chain`).

A witness has a value wherever A holds, the sign that its symbol is declared to have, no index that the symbol has not, and
none of the bound symbols in it. So has a constant c. That c satisfies what is assumed of it follows from the assumptions on
the other symbols alone; that these can be satisfied is asked by `verify.kernel.judgement`. Only symbols are given values,
never d, and no schema may speak of them, for it is neither replaced nor shown again. In R^0 no value brings in d.

The negation of "for every coordinate" is shown in every coordinate, and where there may be none the claim is refuted in d = 1.

Rules without "there is": `verify.kernel.for_all`. *gram* is a chain whose differences are sums of visibly nonnegative products,
in norms and inner products: every dimension; *identity* an equation in normal form: every dimension; *coordinate* a slack that is
a sum over coordinates, shown for one: every dimension; *line* a claim about d = 1 only: every vector is a number.
That the second derivative of a function known by name is symmetric is used by the normal form, and cited here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from verify.kernel.appeals import may_stand_for, require_values
from verify.kernel.chain import check
from verify.kernel.evidence import Evidence, Method, proved
from verify.kernel.facts.register import SYMMETRY
from verify.kernel.for_all import EVERY, count_lines, for_all, mentions, signs_of
from verify.kernel.reasons import NotShown, Reason, Said
from verify.kernel.signs import Signs
from verify.kernel.whitelist import require_language, require_symbols
from verify.language.claim import Claim, afresh
from verify.language.normal import speaks_of_dimension
from verify.language.operators import Jacobian, depends_on, gradient_slot
from verify.language.proof import Derivation, Schema
from verify.language.relation import Relation
from verify.language.verdict import Outcome


def prove(claim: Claim) -> Evidence:
    """HOLDS with its scope or VACUOUS, which settles the claim, or UNKNOWN with the reason. Never raises for a faulty derivation."""
    found = _found(claim)
    return found if found.outcome is Outcome.UNKNOWN else proved(claim, found)


def prove_otherwise(
    claim: Claim, derive: Callable[[], Derivation] | None, said: Callable[[Evidence], Said]
) -> Evidence:
    """The claim by another derivation than its own, or by none: what it says is the same. HOLDS with what is said of it, or UNKNOWN."""
    found = _found(replace(afresh(claim), derive=derive))
    return proved(claim, replace(found, said=said(found))) if found.outcome is Outcome.HOLDS else found


def _found(claim: Claim) -> Evidence:
    try:
        claim = afresh(claim)
        found = _there_is(claim) if claim.exists else for_all(claim)
        symmetric = SYMMETRY not in found.facts and _has_second_derivatives(claim)
        return replace(found, facts=(*found.facts, SYMMETRY)) if symmetric else found
    except NotShown as why:
        return Evidence(Method.DERIVATION, Outcome.UNKNOWN, said=why.said)
    except Exception as error:  # a derivation is the author's code: its failure is this claim's, and is reported
        said = Said(Reason.DERIVATION_RAISED, {"kind": type(error).__name__, "error": str(error)})
        return Evidence(Method.DERIVATION, Outcome.UNKNOWN, said=said)


def exclude(claim: Claim, find: Callable[[Claim], Derivation | None] = lambda _: None) -> Evidence:
    """VACUOUS where the other assumptions exclude one that is an inequality, else UNKNOWN.

    By the rules that need no derivation, or by the derivation that is found of its negation: whoever finds it is not believed.
    """
    own = afresh(claim)
    tried = () if own.exists or own.absurd is not None else own.relations
    excluded = [r for r in tried if r.op in ("<=", "<")]
    for r in excluded:
        if (shown := _shown_without(own, r, None)) is not None:
            said = Said(Reason.EXCLUDED, {"relation": r})
            return proved(claim, Evidence(Method.CONTRADICTION, Outcome.VACUOUS, shown.scope, said, shown.facts))
    for r in excluded:
        found = find(without(own, r))
        if found is not None and (shown := _shown_without(own, r, found)) is not None:
            said = Said(Reason.EXCLUDED_BY, {"relation": r})
            return proved(claim, Evidence(Method.CONTRADICTION, Outcome.VACUOUS, shown.scope, said, shown.facts))
    return Evidence(Method.CONTRADICTION, Outcome.UNKNOWN)


def without(claim: Claim, r: Relation) -> Claim:
    """That the other assumptions imply the negation of this one."""
    others = tuple(a for a in claim.assuming if a != r)
    return replace(claim, assuming=others, conclusion=r.negation, derive=None, absurd=None)


def _shown_without(claim: Claim, r: Relation, found: Derivation | None) -> Evidence | None:
    by = None if found is None else (lambda: found)
    with suppress(NotShown):
        shown = for_all(replace(without(claim, r), derive=by))
        return shown if shown.outcome is Outcome.HOLDS else None
    return None


def _has_second_derivatives(claim: Claim) -> bool:
    """Does the claim speak of the derivative of a gradient, whose blocks the normal form takes to be symmetric?"""
    return any(gradient_slot(j) for e in claim.spoken for j in e.atoms(Jacobian))


def disprove(claim: Claim) -> Evidence:
    """For "for every C there are ...": values of C and a derivation that no such thing exists; FAILS with its scope, or UNKNOWN.

    It settles the claim only beside a point that satisfies the assumptions: see `verify.kernel.judgement.negation`.
    """
    try:
        return _negation(claim)
    except NotShown as why:
        return Evidence(Method.NEGATION, Outcome.UNKNOWN, said=why.said)


def _negation(claim: Claim) -> Evidence:
    """At the chosen constants, what is assumed of the bound symbols excludes the conclusion, whatever they are."""
    if not claim.exists or claim.disprove is None:
        raise NotShown(Reason.NO_DERIVATION_OF_NEGATION)
    bound, rule = set(claim.exists), claim.counter
    if bound & set(rule):
        raise NotShown(Reason.VALUE_OF_BOUND_SYMBOL)
    claim = afresh(claim)
    _require_replaceable(claim, rule)
    _require_no_schema_about(claim, bound | set(rule))
    if any(value.free_symbols & bound for value in rule.values()):
        raise NotShown(Reason.CONSTANT_DEPENDS)
    owed = tuple(r for r in claim.relations if mentions(r, set(rule)) and not mentions(r, bound))
    kept = tuple(r for r in claim.relations if r not in owed)
    rest = Signs(tuple(r for r in kept if not mentions(r, bound)))
    for r in owed:
        put = r.xreplace(rule)
        require_values((put.lhs, put.rhs), rest, f"{r} at the constant")
        if not rest.holds(put):
            raise NotShown(Reason.CONSTANT_NOT_SHOWN, relation=r)
    for symbol, value in rule.items():
        if not may_stand_for(value, symbol, rest):
            raise NotShown(Reason.NEED_NOT_BE_AS_DECLARED, symbol=symbol, value=value)
    opposite = replace(
        claim,
        conclusion=claim.conclusion.negation.xreplace(rule),
        assuming=(*(r.xreplace(rule) for r in kept), *claim.schemas),
        exists=(),
        witness={},
        uniform=(),
        derive=claim.disprove,
    )
    shown = _found(opposite)
    if shown.outcome is not Outcome.HOLDS:
        return replace(shown, method=Method.NEGATION, outcome=Outcome.UNKNOWN)
    chosen = ", ".join(f"{k} = {v}" for k, v in rule.items())
    said = Said(Reason.NO_SUCH_PAIR, {"chosen": chosen, "method": shown.how})
    return Evidence(Method.NEGATION, Outcome.FAILS, shown.scope, said, shown.facts)


def _there_is(claim: Claim) -> Evidence:
    """Introduction of "there is": the witness satisfies all that is said of it, by assumptions that do not speak of it."""
    rule = claim.witness
    _require_replaceable(claim, rule)
    if not rule and claim.derive is not None and (derivation := claim.derive()).there is not None:
        return _by_theorem(claim, derivation)
    if set(rule) != set(claim.exists):
        raise NotShown(Reason.OTHER_WITNESS)
    if any(depends_on(v) & {*claim.exists, *claim.uniform} for v in rule.values()):
        raise NotShown(Reason.CIRCULAR_WITNESS)
    _require_no_schema_about(claim, set(rule))
    *assumed, concluded = at_witness(claim)
    signs = signs_of(concluded)
    for symbol, value in rule.items():
        if not may_stand_for(value, symbol, signs):
            raise NotShown(Reason.WITNESS_NOT_AS_DECLARED, symbol=symbol, value=value)
    facts: list[str] = []
    for one in assumed:
        shown = for_all(one)
        if shown.outcome is not Outcome.HOLDS:
            raise NotShown(Reason.WITNESS_NOT_SHOWN, relation=one.conclusion, why=shown.said)
        facts += shown.facts
    shown = for_all(concluded)
    return replace(shown, witness=tuple(rule.items()), facts=(*facts, *shown.facts))


def _by_theorem(claim: Claim, derivation: Derivation) -> Evidence:
    """What a theorem says to exist satisfies what is assumed of the bound symbols, visibly, and the conclusion, by the derivation."""
    bound = set(claim.exists)
    _require_no_schema_about(claim, bound)
    given = tuple(a for a in claim.assuming if isinstance(a, Schema) or not mentions(a, bound))
    plain = replace(claim, assuming=given)
    require_language(claim.spoken)
    require_symbols(v for s in claim.schemas for v in s.variables)
    signs = signs_of(plain)
    require_values(plain.expressions, signs, "the claim")
    check(plain, derivation, signs)
    for r in claim.relations:
        if mentions(r, bound):
            require_values((r.lhs, r.rhs), signs, f"{r}")
            if not signs.holds(r):
                raise NotShown(Reason.WITNESS_NOT_SHOWN, relation=r, why=Reason.VISIBLE_SIGN.value)
    said = Said(Reason.DERIVATION, {"count": count_lines(derivation)})
    return Evidence(Method.GRAM, Outcome.HOLDS, EVERY, said, tuple(signs.facts))


def at_witness(claim: Claim) -> tuple[Claim, ...]:
    """What is owed where "there is" is shown by the witness: each assumption about it, and the conclusion, by the other assumptions."""
    rule = claim.witness
    given = tuple(a for a in claim.assuming if isinstance(a, Schema) or not mentions(a, set(rule)))
    plain = replace(claim, assuming=given, exists=(), witness={}, uniform=())
    owed = (replace(plain, conclusion=r.xreplace(rule), derive=None) for r in claim.relations if mentions(r, set(rule)))
    return (*owed, replace(plain, conclusion=claim.conclusion.xreplace(rule)))


def _require_replaceable(claim: Claim, rule: Mapping[Any, Any]) -> None:
    """Symbols are given values, never other expressions; and the values do not bring in d where there may be no vectors."""
    require_symbols((*claim.exists, *rule))
    require_language(claim.expressions)
    values = [*rule.values()]
    local = [v for v in values if claim.allows_no_vectors and speaks_of_dimension(v)]
    if local:
        raise NotShown(Reason.VALUE_USES_D, value=local[0])


def _require_no_schema_about(claim: Claim, symbols: set[Any]) -> None:
    """A schema is neither replaced nor owed, so it may not speak of a symbol that is given a value."""
    for schema in claim.schemas:
        relations = (schema.relation, *schema.assuming)
        if any(mentions(r, symbols - set(schema.variables)) for r in relations):
            raise NotShown(Reason.HIDDEN_IN_SCHEMA, name=schema.name)
