"""Where a claim waits for an exact point: which field takes one, as a form for an author to fill in."""

from __future__ import annotations

from collections.abc import Iterator

from verify.cli.functions import somewhere
from verify.cli.pasted import Author
from verify.judging import plain
from verify.kernel.evidence import Method
from verify.kernel.judgement import Judgement
from verify.kernel.reasons import Reason
from verify.kernel.record import claim_symbols
from verify.language.symbols import Vector, d
from verify.language.term import Symbol
from verify.language.verdict import Outcome

ALONE = ": a form alone; put in rational numbers for which the assumptions hold"
NO_REFUTATION = ": a form alone, NOT a refutation; if the claim is false, put in rational numbers for which it fails"


def to_show_it_is_about_something(j: Judgement, author: Author) -> Iterator[str]:
    """Where only this is missing, or a negation is shown: points that satisfy the assumptions, or constants for which there are."""
    if j.said is None or j.said.reason is not Reason.NO_POINT:
        return
    yield f"missing  an exact point{j.said.parts['where']} that satisfies the assumptions, alone: the rest is shown"
    point = author.builder({s: somewhere(s) for s in _symbols(j)})
    yield f"form     example=lambda dim: {point} in the claim{ALONE}, in d = dim"
    if (chosen := j.claim.instance) is not None and (numbers := _numbers(j)):
        constants = {s: somewhere(s) for s in numbers}
        yield f"form     instance={author.instance(chosen, constants=constants)} in the claim{ALONE}"


def to_refute_it(j: Judgement, author: Author) -> Iterator[str]:
    """Where a claim is expected to be false: where the author's own point, or constants, are written."""
    claim = j.claim
    if claim.expected != "REFUTED" or claim.abstract or claim.counterexample is not None:
        return
    if claim.exists:
        given = {s: somewhere(s) for s in _symbols(j) if s not in claim.exists and not isinstance(s, Vector)}
        unknown = ", ".join(map(plain.formula, claim.exists))
        if claim.disprove is None:
            begin = f"form     counter={author.point(given)}, disprove=steps in the claim"
            yield f"{begin}: values for which steps show that no {unknown} serves"
        return
    point = author.point({s: somewhere(s) for s in _symbols(j)})
    yield f"form     counterexample=lambda: {point} in the claim{NO_REFUTATION}"


def that_refute_nothing(j: Judgement) -> Iterator[str]:
    """Where an author's own point, or functions, were to refute the claim and satisfy it: that they do."""
    fits = {e.method for e in j.evidence if e.outcome is Outcome.HOLDS}
    if Method.EXACT_POINT in fits:
        yield "note     the point of counterexample= satisfies the claim, so it refutes nothing"
    if Method.INSTANCE in fits:
        yield "note     the functions of against= satisfy the claim at their point, so they refute nothing"


def _symbols(j: Judgement) -> list[Symbol]:
    return sorted((s for s in claim_symbols(j.claim) if s is not d), key=lambda s: s.key)


def _numbers(j: Judgement) -> list[Symbol]:
    """The numbers of which the assumptions on unknown functions speak."""
    spoken = {s for a in j.claim.schemas for s in a.relation.lhs.free_symbols | a.relation.rhs.free_symbols}
    bound = {d, *(v for a in j.claim.schemas for v in a.variables)}
    kept = (s for s in spoken if type(s) is Symbol and s not in bound)
    return sorted(kept, key=lambda s: s.key)
