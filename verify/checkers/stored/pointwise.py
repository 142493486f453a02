"""The claims that single points can decide, made from one that they cannot: at a witness, for a choice of functions.

Why it is sound. Each of these claims follows from the claim and what its author has chosen:

    the witness w serves          the claim for all functions f      S(phi) is proved
    ------------------------      ---------------------------------------------------
    A => R(w),  A => B(w)                     A(phi) => R(phi)

So does "has no value" where an operation of R itself has none (`verify.kernel.instances.owes_a_value`).
A point that refutes one at a witness shows that this witness does not serve, no more: another may. A point that refutes one for
a choice refutes the claim itself. That S(phi) holds is proved in `verify.kernel.instances.concrete`; that the point does what is
said, in `verify.kernel.certify`.

A record names its claim by texts, from which the claim is made again. A text that names none of the claims raises NotShown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace

from verify.checkers.stored.reasons import Reason
from verify.checkers.stored.simple_functions import choice, suitable, with_choice
from verify.kernel.certify import certify, shown_point
from verify.kernel.evidence import Evidence, Method, proved, settles
from verify.kernel.instances import concrete, owes_a_value, refuting
from verify.kernel.reasons import NotShown, Said
from verify.kernel.record import point_from_json
from verify.language.claim import Claim, Instance
from verify.language.term import term
from verify.language.verdict import Counterexample, Outcome

Texts = dict[str, str]
MOST_CHOICES = 12  # of functions for which a claim that knows them by name is tried
WITNESS, INSTANCE, OWN = "witness", "instance", "the claim's own"


def plain_claims(claim: Claim) -> Iterator[tuple[Texts, Claim]]:
    """Each with the texts by which `plain_claim` makes it again.

    Of "there is" with a witness: everything that is said of the witness. Of a claim on unknown functions: simple choices,
    then its own instance. Of any other claim: itself.
    """
    if not claim.abstract and not claim.witness:
        yield {}, claim
        return
    if not claim.witness:
        yield from suitable(claim)
    with suppress(NotShown):
        yield from _own(claim)


def has_plain_claims(claim: Claim) -> bool:
    """Is there any? What the author has chosen is looked at first: it is at hand, and simple choices are many."""
    with suppress(NotShown):
        if next(_own(claim), None) is not None:
            return True
    return next(plain_claims(claim), None) is not None


def plain_claim(claim: Claim, texts: Mapping[str, str]) -> Claim:
    """The claim that the texts name; raises NotShown for one that is unknown or not shown to fit."""
    if not isinstance(texts, Mapping) or not set(texts) & {WITNESS, INSTANCE}:
        return with_choice(claim, texts)
    found = next((plain for known, plain in _own(claim) if known == texts), None)
    if found is None:
        raise NotShown(Reason.NAMES_NOTHING)
    return found


def functions(claim: Claim, texts: Mapping[str, str]) -> Instance:
    """The functions that the texts of a claim on unknown functions name."""
    return claim.instance if texts == {INSTANCE: OWN} and claim.instance is not None else choice(claim, texts)


def against(claim: Claim, found: Counterexample) -> Instance | None:
    """The functions for which the claim fails at the point: those that the counterexample names, else its author's."""
    if found.functions:
        return functions(claim, found.functions)
    with suppress(NotShown):
        return None if claim.against is None else refuting(claim, claim.against)[0]
    return claim.against


def refutation(claim: Claim, texts: Mapping[str, str], found: Counterexample) -> Evidence:
    """FAILS where the claim does for the functions that the texts name, at the point, UNDEFINED where it has no value; else UNKNOWN.

    Where its derivation may take derivatives, the functions must have them. Raises NotShown for a choice that does not fit,
    ValueError for a malformed point.
    """
    chosen = functions(claim, texts)
    plain = concrete(claim, chosen, differentiable=claim.derive is not None)
    point = point_from_json(plain, found.point)
    shown = certify(plain, point, method=Method.INSTANCE)
    bad = shown.outcome is Outcome.FAILS or (
        shown.outcome is Outcome.UNDEFINED and owes_a_value(claim, chosen, shown_point(plain, point))
    )
    if not bad or shown.counterexample is None or not settles(shown, plain):
        return Evidence(Method.INSTANCE, Outcome.UNKNOWN)
    here = replace(shown.counterexample, claim=found.claim, found_by=found.found_by, functions=dict(texts))
    said = (
        shown.said
        if shown.outcome is Outcome.FAILS
        else Said(Reason.NO_VALUE_FOR_CHOICE, {"conclusion": claim.conclusion})
    )
    return proved(claim, Evidence(shown.method, shown.outcome, shown.scope, said, counterexample=here))


def _own(claim: Claim) -> Iterator[tuple[Texts, Claim]]:
    """What the author of the claim has chosen."""
    if claim.witness and not claim.abstract:
        rule = {s: term(v) for s, v in claim.witness.items()}
        bound = [r for r in claim.relations if (r.lhs.free_symbols | r.rhs.free_symbols) & set(claim.exists)]
        given = tuple(r for r in claim.relations if r not in bound)
        for r in (claim.conclusion, *bound):
            at = replace(
                claim, conclusion=r.xreplace(rule), assuming=given, exists=(), witness={}, uniform=(), derive=None
            )
            yield {WITNESS: str(r)}, at
    elif claim.instance is not None and not claim.exists:
        yield {INSTANCE: OWN}, concrete(claim, claim.instance)
