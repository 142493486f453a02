"""Is what a changed certificate states still true? Said without the re-check: by the statement itself, by the kernel, by points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from bench.tamper.claims import claims_of, point_of
from bench.tamper.statement import Stated, Tree, of_certificate, renamed, symbols_in
from verify.kernel.certify import certify
from verify.kernel.instances import concrete, counterexample
from verify.kernel.judgement import negation
from verify.kernel.prove import at_witness, prove
from verify.kernel.reasons import NotShown
from verify.language.claim import Claim
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
    if after == before:
        return Why.SAME
    if renamed(after) == renamed(before):
        return Why.RENAMED
    if is_weaker(after, before):
        return Why.WEAKER
    try:
        claims = list(claims_of(after, claim))
    except (TypeError, ValueError, KeyError, AttributeError):  # the language of claims has no such claim
        return Why.ALARM
    if after.verdict == "REFUTED":
        return Why.PROVED if any(_is_refuted(c, changed) for c in claims) else Why.ALARM
    if any(_kernel_shows(c, after.verdict) for c in claims):
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


def is_weaker(after: Stated, before: Stated) -> bool:
    """Does it follow at once: more is assumed, of the same conclusion, and of symbols that stand for fewer numbers?

    What is assumed of a symbol that there is, is owed, and stays.
    """
    if after.verdict != before.verdict or after.verdict == "REFUTED" or after.no_vectors > before.no_vectors:
        return False
    wide = {s[1]: s for s in symbols_in((before.assume, before.conclude))}
    bound = set(after.exists).union(*(a[1] for a in after.assume if a[0] == "for all"))
    rule = {s: wide[s[1]] for s in symbols_in((after.assume, after.conclude)) if s not in bound and _narrower(s, wide)}
    read = _put((after.assume, after.conclude), rule)
    same = after.exists == before.exists and frozenset(_put(tuple(after.uniform), rule)) <= before.uniform
    owed = [{a for a in assume if after.exists & set(symbols_in(a))} for assume in (before.assume, read[0])]
    more = all(any(_implies(b, a) for b in read[0]) for a in before.assume)
    return same and read[1] == before.conclude and more and owed[0] == owed[1]


def _implies(a: Tree, b: Tree) -> bool:
    """a = b and a < b imply a <= b, and a < b implies a != b; for all values, and under fewer premises, as well."""
    if a[0] == b[0] == "for all":
        return a[1] == b[1] and set(a[2]) <= set(b[2]) and _implies(a[3], b[3])
    return a == b or (a[1:] == b[1:] and (a[0], b[0]) in (("=", "<="), ("<", "<="), ("<", "!=")))


def _narrower(s: Tree, wide: dict[str, Tree]) -> bool:
    other = wide.get(s[1])
    return other is not None and s[2] == other[2] and not s[3] & ~other[3] and s[4] >= other[4]


def _put(t: Tree, rule: dict[Tree, Tree]) -> Tree:
    return rule[t] if t in rule else tuple(_put(p, rule) if isinstance(p, tuple) else p for p in t)


def _kernel_shows(claim: Claim, verdict: str) -> bool:
    wanted = {"PROVED": (Outcome.HOLDS, Outcome.VACUOUS), "VACUOUS": (Outcome.VACUOUS,)}.get(verdict, ())
    return prove(claim).outcome in wanted


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
