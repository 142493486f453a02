"""Is what a changed certificate states still true? Said without the re-check: by the statement itself, by the kernel, by points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction
from typing import Any

from bench.tamper.claims import claims_of, point_of, relation_of
from bench.tamper.statement import Stated, Tree, of_certificate, renamed, symbols_in
from verify.kernel.certify import certify
from verify.kernel.instances import concrete, counterexample
from verify.kernel.judgement import negation
from verify.kernel.prove import at_witness, prove
from verify.kernel.reasons import NotShown
from verify.kernel.record import claim_symbols
from verify.language.claim import Claim
from verify.language.relation import eq
from verify.language.term import Number
from verify.language.verdict import Outcome
from verify.search.inputs.examples import example
from verify.search.probe import probe

POINTS = 200


class Why(StrEnum):
    """Why an accepted change is harmless."""

    SAME = "the same statement"
    RENAMED = "the same with other names"
    WEAKER = "a weaker statement"
    PROVED = "another statement, which the kernel proves"
    POINTS = "another statement, which no point breaks"
    ALARM = "another statement, and nothing shows it"


def why_harmless(certificate: Mapping[str, Any], changed: Mapping[str, Any], claim: Claim) -> Why:
    """The first reason, from the surest; `claim` is the engine's claim of the statement before the change."""
    before, after = of_certificate(certificate), of_certificate(changed)
    if after == before or _unordered(after) == _unordered(before):
        return Why.SAME
    if renamed(after) == renamed(before):
        return Why.RENAMED
    if (
        is_weaker(after, before)
        or is_stronger_and_false(after, before)
        or (is_narrower(after, before) and _has_its_point(after, before, changed))
    ):
        return Why.WEAKER
    try:
        claims = list(claims_of(after, claim))
    except (TypeError, ValueError, KeyError, AttributeError):  # the language of claims has no such claim
        return Why.ALARM
    if after.verdict == "REFUTED":
        if any(_is_refuted(c, changed) for c in claims):
            return Why.PROVED
        return Why.POINTS if claims[0].exists and _no_point_breaks(_opposite(claims[0])) else Why.ALARM
    if any(_kernel_shows(c, after.verdict) for c in claims) or _is_excluded(claims[0], changed):
        return Why.PROVED
    return Why.POINTS if after.verdict == "PROVED" and _no_point_breaks(claims[0]) else Why.ALARM


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


def _unordered(stated: Stated) -> Stated:
    """a = b says what b = a says, and so does !=."""

    def sides(r: Tree) -> Tree:
        return (r[0], *sorted(r[1:], key=repr)) if r[0] in ("=", "!=") else r

    return stated._replace(assume=tuple(map(sides, stated.assume)), conclude=sides(stated.conclude))


def is_weaker(after: Stated, before: Stated) -> bool:
    """Does it follow at once: more is assumed, of the same conclusion, and of symbols that stand for fewer numbers?

    What is assumed of a symbol that there is, is owed: of that less may be said.
    """
    if after.verdict != before.verdict or after.verdict == "REFUTED" or after.no_vectors > before.no_vectors:
        return False
    read, rule = _widened(after, before)
    same = after.exists == before.exists and frozenset(_put(tuple(after.uniform), rule)) <= before.uniform
    owed = [{a for a in assume if after.exists & set(symbols_in(a))} for assume in (before.assume, read[0])]
    free = [{*before.assume} - owed[0], {*read[0]} - owed[1]]
    follows = all(any(_implies(b, a) for b in free[1]) for a in free[0])
    less = all(any(_implies(b, a) for b in owed[0]) for a in owed[1])
    return same and read[1] == before.conclude and follows and less


def is_stronger_and_false(after: Stated, before: Stated) -> bool:
    """Would the other, which is refuted, follow from it at once?"""
    refuted = after.verdict == before.verdict == "REFUTED"
    return refuted and is_weaker(before._replace(verdict="PROVED"), after._replace(verdict="PROVED"))


def is_narrower(after: Stated, before: Stated) -> bool:
    """Is it refuted by what refutes the other, at a point where all holds that is assumed? More is assumed, or of fewer numbers."""
    read, _ = _widened(after, before)
    same = (after.verdict, after.exists, after.uniform) == ("REFUTED", before.exists, before.uniform)
    more = all(any(_implies(b, a) for b in read[0]) for a in before.assume)
    there = after.no_vectors == before.no_vectors and before.verdict == "REFUTED"
    return there and same and more and read[1] == before.conclude


def _has_its_point(after: Stated, before: Stated, changed: Mapping[str, Any]) -> bool:
    """Does the point of the certificate satisfy what is declared, and what is assumed beyond before? By the engine.

    What is assumed of a symbol that there is, is owed, and excluded for more of them. A point shows nothing of a schema.
    """
    proof = changed["proof"]
    made = {**changed, "proof": proof["point"] if proof.get("rule") == "constants" else proof}
    valued = {("s", *changed["symbols"][k]) for k, value in enumerate(made["proof"]["values"]) if value is not None}
    pairs = zip(after.assume, _widened(after, before)[0][0], strict=True)
    new = [a for a, read in pairs if read not in before.assume and not after.exists & set(symbols_in(a))]
    if any(a[0] == "for all" or not set(symbols_in(a)) <= valued for a in new):
        return False
    plain = Claim(name="c", says="c", assuming=tuple(map(relation_of, new)), conclusion=eq(Number(0), Number(1)))
    known = {s: value for s, value in point_of(made).items() if s in claim_symbols(plain)}
    signs = all(_is_as_declared(s, made["proof"]["values"][k]) for k, s in enumerate(changed["symbols"]))
    return signs and certify(plain, known).outcome is Outcome.FAILS


def _widened(after: Stated, before: Stated) -> tuple[tuple[Any, Any], dict[Tree, Tree]]:
    """What is assumed and concluded, with free symbols that stand for fewer numbers read as those of before; and which they are."""
    wide = {s[1]: s for s in symbols_in((before.assume, before.conclude))}
    bound = set(after.exists).union(*(a[1] for a in after.assume if a[0] == "for all"))
    rule = {s: wide[s[1]] for s in symbols_in((after.assume, after.conclude)) if s not in bound and _narrower(s, wide)}
    return _put((after.assume, after.conclude), rule), rule


def _is_as_declared(symbol: Any, value: Any) -> bool:
    _, sort, signs, integer = symbol
    if sort != "number" or value is None:
        return True
    x = Fraction(value)
    return bool(signs & (1 if x < 0 else 2 if x == 0 else 4)) and (not integer or x.denominator == 1)


def _opposite(claim: Claim) -> Claim:
    """For the author's constants, and for all that there could be: the contrary."""
    rule = claim.counter
    return replace(
        claim,
        conclusion=claim.conclusion.negation.xreplace(rule),
        assuming=(*(r.xreplace(rule) for r in claim.relations), *claim.schemas),
        exists=(), witness={}, uniform=(), counter={}, derive=None, disprove=None, expected="PROVED",
    )  # fmt: skip


def _implies(a: Tree, b: Tree) -> bool:
    """a = b and a < b imply a <= b, and a < b implies a != b; between further numbers, for all values, under fewer premises as well."""
    if a[0] == b[0] == "for all":
        return a[1] == b[1] and set(a[2]) <= set(b[2]) and _implies(a[3], b[3])
    if a[0] == b[0] in ("<=", "<"):
        return _at_most(b[1], a[1]) and _at_most(a[2], b[2])
    return a == b or (a[1:] == b[1:] and (a[0], b[0]) in (("=", "<="), ("<", "<="), ("<", "!=")))


def _at_most(a: Tree, b: Tree) -> bool:
    """The same term, or numbers in this order."""
    return a == b or (a[0] == b[0] == "n" and Fraction(a[1]) <= Fraction(b[1]))


def _narrower(s: Tree, wide: dict[str, Tree]) -> bool:
    other = wide.get(s[1])
    return other is not None and s[2] == other[2] and not s[3] & ~other[3] and s[4] >= other[4]


def _put(t: Tree, rule: dict[Tree, Tree]) -> Tree:
    return rule[t] if t in rule else tuple(_put(p, rule) if isinstance(p, tuple) else p for p in t)


def _kernel_shows(claim: Claim, verdict: str) -> bool:
    wanted = {"PROVED": (Outcome.HOLDS, Outcome.VACUOUS), "VACUOUS": (Outcome.VACUOUS,)}.get(verdict, ())
    return prove(claim).outcome in wanted


def _is_excluded(claim: Claim, changed: Mapping[str, Any]) -> bool:
    """Does the kernel show that the assumption which is said to be excluded fails, by the others?"""
    k, relations = changed["proof"].get("excluded"), list(claim.relations)
    if changed["verdict"] != "VACUOUS" or claim.allows_no_vectors or not isinstance(k, int) or k >= len(relations):
        return False
    r = relations.pop(k)
    plain = replace(claim, assuming=(*relations, *claim.schemas), conclusion=r.negation, derive=None, absurd=None)
    return prove(plain).outcome is Outcome.HOLDS


def _no_point_breaks(claim: Claim) -> bool:
    """For the functions of its instance, where it has unknown ones. Without an admissible point nothing is known of it."""
    if claim.abstract:
        try:
            claim = concrete(claim, claim.instance) if claim.instance else claim
        except NotShown:
            return False
    return all(probe(owed, examples=POINTS).outcome is Outcome.HOLDS for owed in _owed(claim))


def _owed(claim: Claim) -> Iterator[Claim]:
    yield from at_witness(claim) if claim.exists else (claim,)
