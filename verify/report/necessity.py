"""Which assumptions are needed, in print: for each claim, the count for the first page, and the ones not needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from verify.core import Claim, Judgement, Relation, Schema, Verdict
from verify.necessity import Need, Status
from verify.report.chain import called
from verify.report.findings import Findings
from verify.report.nodes import Block, Fold, Paragraph, Section, Table
from verify.report.parts import Link, Math, Text
from verify.report.relations import latex_relation
from verify.report.text import inline
from verify.report.witness import point

LABEL, TITLE = "not-needed", "Assumptions that are not needed"


def necessity(found: Sequence[Need], claim: Claim, notation: Mapping[str, str]) -> list[Block]:
    """What becomes of the claim without each of its assumptions, in the order of what is known."""
    said: list[Text] = []
    for status in Status:
        here = [n for n in found if n.status is status]
        if status is not Status.OPEN:
            said += [_said(n, claim, notation) for n in here]
        elif here:
            said.append(
                ("It is open whether the claim needs ", *_listed([_name(n, claim, notation) for n in here]), ".")
            )
    return [Fold("Necessity.", (Paragraph(tuple(x for one in said for x in (*one, " "))[:-1]),))] if said else []


def _said(need: Need, claim: Claim, notation: Mapping[str, str]) -> Text:
    name = _name(need, claim, notation)
    if need.status is Status.NOT_NEEDED:
        return ("The claim does not need ", *name, f": {need.detail}.")
    if need.point is None:
        return ("At the border of ", *name, " the opposite is proved.")
    what = "it fails" if need.status is Status.NEEDED else "the formula has no value"
    functions = " for some functions that satisfy the rest," if claim.abstract else ""
    return (
        "Without ",
        *name,
        f" {what}{functions} at ",
        *(point(need.point, claim, notation) or ("every point",)),
        ".",
    )


def _name(need: Need, claim: Claim, notation: Mapping[str, str]) -> Text:
    """The assumption: its formula, or what it is called."""
    assumed = claim.assuming[need.number]
    return _written(assumed, notation)


def _written(assumed: Relation | Schema, notation: Mapping[str, str]) -> Text:
    return called(assumed.name) if isinstance(assumed, Schema) else (Math(latex_relation(assumed, notation)),)


def _listed(names: Sequence[Text]) -> Text:
    return tuple(x for name in names for x in (", ", *name))[1:]


def counted(judgements: Sequence[Judgement], found: Findings) -> list[Block]:
    """The count of all, for the first page."""
    needs = [n for j in judgements if j.verdict is Verdict.PROVED for n in found.needs.get(j.id, ())]
    if not needs:
        return []
    count = {s: sum(n.status is s for n in needs) for s in Status}
    proved = len({n.claim for n in needs})
    text: Text = (
        f"Each assumption of {proved} proved claims was left out in turn, {len(needs)} in all. {count[Status.NEEDED]} are needed: "
        f"an exact point at which the rest holds and the conclusion fails, or a proof of the opposite, shows it. Without "
        f"{count[Status.VALUE]} more the formula has no value at an exact point. {count[Status.NOT_NEEDED]} are not needed: "
        f"the claim is proved without them. For {count[Status.OPEN]} the question is open. ",
    )
    listed: Text = ("Those not needed are ", Link("listed", LABEL), ".") if count[Status.NOT_NEEDED] else ()
    return [Paragraph((*text, *listed), "Which assumptions are needed.")]


def not_needed(judgements: Sequence[Judgement], found: Findings, notation: Mapping[str, str]) -> tuple[Section, ...]:
    """The assumptions without which the claim was proved."""
    rows = tuple(
        ((Link(j.id, j.id),), _name(n, j.claim, notation), inline(n.detail))
        for j in judgements
        if j.verdict is Verdict.PROVED
        for n in found.needs.get(j.id, ())
        if n.status is Status.NOT_NEEDED
    )
    table = Table(("Claim", "Not needed", "Because"), (0.4, 0.35, 0.25), rows)
    return (Section((TITLE,), TITLE, LABEL, (table,)),) if rows else ()
