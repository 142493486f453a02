"""Is what a changed certificate states still true? Said without the re-check: by the statement itself, the kernel, the solver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction
from typing import Any

from bench.tamper.claims import claims_of, point_of, relation_of
from bench.tamper.instances import by_dimension, in_vectors, is_instance, of_any_number
from bench.tamper.statement import Stated, Tree, in_order, of_certificate, renamed, renamed_as, simpler, symbols_in
from bench.tamper.weaker import fails_in_numbers, is_narrower, is_stronger_and_false, is_weaker, widened
from verify.judging.ask import prove as ask
from verify.kernel.certify import certify
from verify.kernel.decide import decide
from verify.kernel.instances import counterexample
from verify.kernel.judgement import missing_point, negation
from verify.kernel.prove import at_witness, prove
from verify.kernel.reasons import NotShown
from verify.kernel.record import claim_symbols
from verify.language.claim import Claim
from verify.language.relation import Relation, eq, lt
from verify.language.term import Number
from verify.language.verdict import Outcome
from verify.search.inputs.examples import example

SECONDS = 60.0  # that the solver has: a busy machine is slow


class Why(StrEnum):
    """Why an accepted change is harmless."""

    SAME = "the same statement"
    RENAMED = "the same with other names"
    WEAKER = "a weaker statement"
    PROVED = "another statement, which the kernel proves"
    SOLVED = "another statement, which the solver proves"
    ALARM = "another statement, and nothing shows it"


def why_harmless(certificate: Mapping[str, Any], changed: Mapping[str, Any], claim: Claim) -> Why:
    """The first reason, from the surest; `claim` is the engine's claim of the statement before the change."""
    before, after = of_certificate(certificate), of_certificate(changed)
    if before.verdict == after.verdict == "VACUOUS":  # that the assumptions exclude each other is all it states
        after = after._replace(conclude=before.conclude)
    pairs = ((after, before), (in_order(simpler(after)), in_order(simpler(before))))
    if any(a == b for a, b in pairs):
        return Why.SAME
    if any(renamed(a) == renamed(b) for a, b in pairs):
        return Why.RENAMED
    if after.verdict == "PROVED" and any(map(fails_in_numbers, after.assume)):
        return Why.WEAKER
    for a, b in pairs:
        narrower = is_narrower(a, b) and _has_its_point(a, b, changed)
        if is_weaker(a, b) or is_stronger_and_false(a, b) or narrower:
            return Why.WEAKER
    claims = [c for stated in dict.fromkeys((after, renamed_as(after, before))) for c in _readable(stated, claim)]

    def shown(r: Tree) -> bool:
        return bool(claims) and _kernel_shows(_plainly(claims[0], r), "PROVED")

    def proved(stated: Stated) -> bool:
        return any(_kernel_shows(c, "PROVED") for c in _readable(stated, claim))

    general = of_any_number(before, after)
    if is_instance(after, before, shown) or (general and is_instance(after, general, shown) and proved(general)):
        return Why.WEAKER
    if not claims:
        return Why.ALARM
    if after.verdict == "REFUTED":
        if any(_is_refuted(c, changed) for c in claims):
            return Why.PROVED
        fails = claims[0].exists and missing_point(_there(claims[0]), example) is None
        return _without_a_derivation(_opposite(claims[0])) if fails else Why.ALARM
    if any(_kernel_shows(c, after.verdict) for c in claims) or _is_excluded(claims[0], changed):
        return Why.PROVED
    parts = by_dimension(after)
    if parts and all(map(proved, parts)):
        return Why.PROVED
    if _has_a_root(after, claims[0]):
        return Why.SOLVED
    if (wide := in_vectors(after)) and proved(wide):
        return Why.WEAKER
    return _without_a_derivation(claims[0]) if after.verdict == "PROVED" else Why.ALARM


def _readable(stated: Stated, claim: Claim) -> list[Claim]:
    try:
        return list(claims_of(stated, claim))
    except (TypeError, ValueError, KeyError, AttributeError):  # the language of claims has no such claim
        return []


def _has_a_root(stated: Stated, claim: Claim) -> bool:
    """Is there a number between two bounds at which both sides are equal? Their difference changes its sign there."""
    if stated.verdict != "PROVED" or len(claim.exists) != 1 or claim.conclusion.op != "=" or claim.schemas:
        return False
    (t,), bounds = claim.exists, [(r.lhs, r.rhs) for r in claim.relations if r.op == "<="]
    low = [a for a, b in bounds if b is t and isinstance(a, Number)]
    high = [b for a, b in bounds if a is t and isinstance(b, Number)]
    if (len(low), len(high), len(claim.relations)) != (1, 1, 2) or set(claim_symbols(claim)) - {t}:
        return False
    ends = Fraction(low[0].value), Fraction(high[0].value)
    below, above = (tuple(decide(lt(0, k * claim.conclusion.slack), {t: end}) for k in (1, -1)) for end in ends)
    turns = {below, above} == {(True, False), (False, True)}
    return turns and ends[0] <= ends[1] and _is_continuous(stated.conclude)


def _is_continuous(t: Tree) -> bool:
    """Is it made of constants and symbols by sums, products and functions that are continuous everywhere?"""
    if t[0] == "s" or not symbols_in((t,)):
        return True
    return t[0] in ("=", "+", "*", "exp", "sigmoid", "softplus", "tanh", "abs") and all(map(_is_continuous, t[1:]))


def _without_a_derivation(claim: Claim) -> Why:
    """By the solver, for the author's witness of what there is."""
    plain = replace(claim, derive=None, absurd=None)
    return Why.SOLVED if all(map(_is_solved, at_witness(plain) if plain.exists else (plain,))) else Why.ALARM


def _is_solved(claim: Claim) -> bool:
    """By the engine's own means, for claims without an author's derivation: a constant, or an inequality of numbers or of norms."""
    if not claim_symbols(claim) and not claim.abstract:
        return certify(claim, {}).outcome is Outcome.HOLDS
    return ask(claim, timeout=SECONDS).verdict == "PROVED"


def _is_refuted(claim: Claim, changed: Mapping[str, Any]) -> bool:
    """By the engine: at the same point, for the author's choice of functions, or for the author's constants."""
    rule = changed["proof"].get("rule")
    try:
        if rule == "choice":
            return counterexample(claim, statement="", found_by="").outcome is Outcome.FAILS
        if rule == "constants":
            return negation(claim, example).outcome is Outcome.FAILS
        return certify(claim, point_of(changed)).outcome is Outcome.FAILS
    except (NotShown, ValueError):
        return False


def _has_its_point(after: Stated, before: Stated, changed: Mapping[str, Any]) -> bool:
    """Does the point of the certificate satisfy what is declared, and what is assumed beyond before? By the engine.

    What is assumed of a symbol that there is, is owed, and excluded for more of them. A point shows nothing of a schema.
    """
    proof = changed["proof"]
    made = {**changed, "proof": proof["point"] if proof.get("rule") == "constants" else proof}
    valued = {("s", *changed["symbols"][k]) for k, value in enumerate(made["proof"]["values"]) if value is not None}
    pairs = zip(after.assume, widened(after, before)[0][0], strict=True)
    new = [a for a, read in pairs if read not in before.assume and not after.exists & set(symbols_in(a))]
    if any(a[0] == "for all" or not set(symbols_in(a)) <= valued for a in new):
        return False
    known = point_of(made)
    same = (Relation(s, "=", s) for s in known)  # the number of coordinates is that of its vectors
    plain = Claim(name="c", says="c", assuming=(*map(relation_of, new), *same), conclusion=eq(Number(0), Number(1)))
    signs = all(_is_as_declared(s, made["proof"]["values"][k]) for k, s in enumerate(changed["symbols"]))
    return signs and certify(plain, known).outcome is Outcome.FAILS


def _is_as_declared(symbol: Any, value: Any) -> bool:
    _, sort, signs, integer = symbol
    if sort != "number" or value is None:
        return True
    x = Fraction(value)
    return bool(signs & (1 if x < 0 else 2 if x == 0 else 4)) and (not integer or x.denominator == 1)


def _there(claim: Claim) -> Claim:
    """What the author's constants are to satisfy: all that is assumed but of what there is."""
    free = tuple(r for r in claim.relations if not {*claim.exists} & (r.lhs.free_symbols | r.rhs.free_symbols))
    return replace(
        _opposite(claim), assuming=(*(r.xreplace(claim.counter) for r in free), *claim.schemas), conclusion=eq(0, 1)
    )


def _opposite(claim: Claim) -> Claim:
    """For the author's constants, and for all that there could be: the contrary."""
    rule = claim.counter
    return replace(
        claim,
        conclusion=claim.conclusion.negation.xreplace(rule),
        assuming=(*(r.xreplace(rule) for r in claim.relations), *claim.schemas),
        exists=(), witness={}, uniform=(), counter={}, derive=None, disprove=None, expected="PROVED", severity=None,
    )  # fmt: skip


def _kernel_shows(claim: Claim, verdict: str) -> bool:
    wanted = {"PROVED": (Outcome.HOLDS, Outcome.VACUOUS), "VACUOUS": (Outcome.VACUOUS,)}.get(verdict, ())
    return prove(claim).outcome in wanted


def _plainly(claim: Claim, r: Tree) -> Claim:
    """What is assumed, and this relation."""
    return replace(claim, conclusion=relation_of(r), derive=None, absurd=None)


def _is_excluded(claim: Claim, changed: Mapping[str, Any]) -> bool:
    """Does the kernel show that the assumption which is said to be excluded fails, by the others?"""
    k, relations = changed["proof"].get("excluded"), list(claim.relations)
    if changed["verdict"] != "VACUOUS" or claim.allows_no_vectors or not isinstance(k, int) or k >= len(relations):
        return False
    r = relations.pop(k)
    plain = replace(claim, assuming=(*relations, *claim.schemas), conclusion=r.negation, derive=None, absurd=None)
    return prove(plain).outcome is Outcome.HOLDS
