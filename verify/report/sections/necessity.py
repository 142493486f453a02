"""Which assumptions are needed, in print: for each claim, the count for the first page, and the ones not needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from verify.judging.necessity.needs import AT_THE_BORDER, UNSEEN, Need, Status
from verify.judging.necessity.removals import removal_of
from verify.kernel.judgement import Judgement
from verify.language.claim import Claim
from verify.language.proof import Schema
from verify.language.relation import Relation
from verify.language.sentence import unmarked
from verify.language.verdict import Verdict
from verify.report.formulas.breaking import PAGE, rows
from verify.report.formulas.measure import width
from verify.report.formulas.read_latex import parse
from verify.report.formulas.relations import latex_relation, sides
from verify.report.formulas.wording import inline
from verify.report.nodes import Block, Fold, Formula, Paragraph, Section, Table
from verify.report.parts import Link, Math, Part, Text, listed
from verify.report.sections.derivation import called
from verify.report.sections.findings import Findings
from verify.report.sections.witness import point

# In em: what is wider stands on a line of its own.
WIDEST = 16.0
LABEL, TITLE = "not-needed", "Assumptions that are not needed"


def necessity(found: Sequence[Need], claim: Claim, notation: Mapping[str, str]) -> list[Block]:
    """What becomes of the claim without each of its assumptions: what is known first."""
    blocks: list[Block] = []
    run: list[Part] = []
    unseen = [n for n in found if n.status is Status.OPEN and n.detail in UNSEEN]
    for need in found:
        if need in unseen:
            continue
        before, after = _said(need, claim, notation)
        name, assumed = _name(need, claim, notation), claim.assuming[need.number]
        if isinstance(assumed, Relation) and width(parse(latex_relation(assumed, notation))) > WIDEST:
            blocks += [Paragraph((*run, before)), Formula(rows(sides(assumed, notation), PAGE))]
            run = [*after, " "]
        else:
            run += [before, " ", *name, *([] if after[0] == ":" else [" "]), *after, " "]
    if unseen:
        names = listed(_name(n, claim, notation) for n in unseen)
        run += ["It is open whether the claim needs ", *names, ".", " "]
    blocks += [Paragraph(tuple(run[:-1]))] if run else []
    return [Fold("Necessity.", tuple(blocks))] if blocks else []


def _said(need: Need, claim: Claim, notation: Mapping[str, str]) -> tuple[str, Text]:
    """What stands before the assumption and after it."""
    if need.status in (Status.NOT_NEEDED, Status.OPEN):
        sure = "The claim does not need" if need.status is Status.NOT_NEEDED else "It is open whether the claim needs"
        return sure, (":", " ", *_because(need, claim), ".")
    if need.point is None and need.status is Status.VALUE:
        return "Without", ("a part of the formula need not have a value.",)
    if need.point is None and need.detail != AT_THE_BORDER:
        return "Without", ("the opposite is proved at some values.",)
    if need.point is None:
        return "At the border of", ("the opposite is proved.",)
    what = "it fails" if need.status is Status.NEEDED else "the formula has no value"
    functions = " for some functions that satisfy the rest," if claim.abstract else ""
    where = point(need.point, claim, notation) or ("every point",)
    return "Without", (f"{what}{functions} at ", *where, ".")


def _because(need: Need, claim: Claim) -> Text:
    """The reason that was stored: what the engine says in it as it says it, what the author says with its formulas."""
    why = removal_of(claim, need.number).why
    plain = unmarked(why)
    if not why or not need.detail.endswith(plain):
        return inline(need.detail)
    return (*inline(need.detail.removesuffix(plain)), *inline(why))


def _name(need: Need, claim: Claim, notation: Mapping[str, str]) -> Text:
    """The assumption: its formula, or what it is called."""
    assumed = claim.assuming[need.number]
    return called(assumed.says) if isinstance(assumed, Schema) else (Math(latex_relation(assumed, notation)),)


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
        f"{count[Status.VALUE]} more the formula has no value. {count[Status.NOT_NEEDED]} are not needed: "
        f"the claim is proved without them. For {count[Status.OPEN]} the question is open. ",
    )
    listed: Text = ("Those not needed are ", Link("listed", LABEL), ".") if count[Status.NOT_NEEDED] else ()
    return [Paragraph((*text, *listed), "Which assumptions are needed.")]


def not_needed(judgements: Sequence[Judgement], found: Findings, notation: Mapping[str, str]) -> tuple[Section, ...]:
    """The assumptions without which the claim was proved."""
    rows = tuple(
        ((Link(j.id, j.id),), _name(n, j.claim, notation), _because(n, j.claim))
        for j in judgements
        if j.verdict is Verdict.PROVED
        for n in found.needs.get(j.id, ())
        if n.status is Status.NOT_NEEDED
    )
    table = Table(("Claim", "Not needed", "Because"), (0.3, 0.4, 0.3), rows)
    return (Section((TITLE,), TITLE, LABEL, (table,)),) if rows else ()
