"""What an author shows of a claim without one of its assumptions, where `verify.judging.necessity.needs` finds nothing by itself.

Nothing of it is believed: every entry is computed again, and one that does not show what it should leaves the question open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from verify.judging.necessity.without import without
from verify.kernel.appeals import may_stand_for
from verify.kernel.domain import conditions
from verify.kernel.for_all import mentions
from verify.kernel.instances import concrete
from verify.kernel.judgement import missing_point
from verify.kernel.prove import prove
from verify.kernel.reasons import NotShown
from verify.kernel.signs import Signs
from verify.language.claim import Claim, Removal
from verify.language.expansion import spread_powers
from verify.language.operators import Norm
from verify.language.possible import is_nonnegative, is_positive
from verify.language.relation import Relation
from verify.language.symbols import Vector
from verify.language.term import Integer, Symbol, term
from verify.language.verdict import Outcome
from verify.search.inputs.examples import example


def removal_of(claim: Claim, number: int) -> Removal:
    """What the author shows of this assumption; one that says nothing where there is none."""
    assumption = claim.assuming[number]
    return next((r for r in claim.needs if r.assumption == assumption), Removal(assumption))


def fails_there(claim: Claim, removal: Removal) -> bool:
    """Is the opposite proved at the given values, for all the rest, and is there such a point?

    For "there is": of everything that is meant by it, or no such thing satisfies what is asked of it.
    """
    weaker = without(claim, removal.assumption)
    try:
        weaker = concrete(weaker, removal.instance) if removal.instance is not None else weaker
    except NotShown:
        return False
    there = _there(weaker, removal.put or {}, removal.disprove, removal.example)
    if there is None or missing_point(there, example):
        return False
    outcome = prove(replace(there, conclusion=there.conclusion.negation, exists=(), witness={})).outcome
    return outcome is Outcome.HOLDS or (outcome is Outcome.VACUOUS and bool(claim.exists))


def holds_there(claim: Claim, removal: Removal) -> bool:
    """For an assumption 0 < s: is the claim proved where s is 0, too?"""
    zero = zero_of(removal.assumption)
    if zero is None:
        return False
    weaker = replace(without(claim, removal.assumption), witness={**claim.witness, **removal.witness})
    at_zero = _there(weaker, {zero: Integer(0)}, removal.border, removal.example)
    return at_zero is not None and prove(at_zero).outcome is Outcome.HOLDS and not missing_point(at_zero, example)


def follows(claim: Claim, removal: Removal) -> bool:
    """Is the assumption proved from the others?"""
    dropped, derive, weaker = removal.assumption, removal.follows, without(claim, removal.assumption)
    if not isinstance(dropped, Relation) or mentions(dropped, set(claim.exists)):
        return False
    given = tuple(a for a in weaker.assuming if not isinstance(a, Relation) or not mentions(a, set(claim.exists)))
    same = {r.lhs: r.rhs for r in given if isinstance(r, Relation) and r.op == "="} if derive is None else {}
    itself = replace(weaker, assuming=given, conclusion=dropped.xreplace(same), derive=derive, exists=(), witness={})
    return prove(itself).outcome is Outcome.HOLDS


def zero_of(dropped: Any) -> Any:
    """The symbol that must not be 0, for an assumption 0 < s, 0 < ‖v‖ or a != 0 on one that is not negative, a vector or a number."""
    if not isinstance(dropped, Relation):
        return None
    if dropped.op == "<" and dropped.lhs == 0:
        length = isinstance(dropped.rhs, Norm)
        inner = dropped.rhs.args[0] if length else dropped.rhs
        whole = type(inner) is Vector if length else type(inner) is Symbol and is_nonnegative(inner)
    else:
        inner, whole = dropped.lhs, dropped.op == "!=" and dropped.rhs == 0 and type(dropped.lhs) is Symbol
    return inner if whole and not is_positive(inner) else None


def outside(claim: Claim, removal: Removal) -> Any:
    """A symbol for whose value 0 the assumption fails: by its form, or the one that the author puts to 0."""
    dropped, put = removal.assumption, dict(removal.put or {})
    if len(put) != 1 or not isinstance(dropped, Relation):
        return zero_of(dropped)
    ((zero, value),) = put.items()
    return zero if value == 0 and Signs().holds(dropped.xreplace({zero: Integer(0)}).negation) else None


def _there(weaker: Claim, put: Mapping[Any, Any], derive: Any, example: Any) -> Claim | None:
    """The claim at these values; None where a symbol may not have its value, or an unknown function depends on it."""
    rule = {s: term(v) for s, v in put.items()}
    spoken = [r for s in weaker.schemas for r in (s.relation, *s.assuming)]
    if any(mentions(r, set(rule)) for r in spoken) or any(v.free_symbols & set(rule) for v in rule.values()):
        return None
    changed = replace(
        weaker,
        conclusion=weaker.conclusion.xreplace(rule),
        assuming=tuple(a.xreplace(rule) if isinstance(a, Relation) else a for a in weaker.assuming),
        witness={s: term(v).xreplace(rule) for s, v in weaker.witness.items()},
        derive=derive,
        example=example,
    )
    signs = Signs(changed.relations, empty_total=bool(weaker.beside))
    sides = [part for e in weaker.expressions for part in (e, *spread_powers(e))]
    owed = [c.xreplace(rule) for e in sides for c in conditions(e)]
    fits = all(may_stand_for(v, s, signs) for s, v in rule.items()) and all(map(signs.holds, owed))
    return changed if fits else None
