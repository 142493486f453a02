"""How much was checked, by what, and how to see a row again."""

from __future__ import annotations

from collections.abc import Sequence

from verify.judging.marks import MARKS
from verify.judging.results import by_source
from verify.kernel.judgement import Judgement
from verify.language.claim import Statement
from verify.language.verdict import Verdict
from verify.report.formulas.wording import inline
from verify.report.nodes import Block, Items, Paragraph, Section, Table
from verify.report.parts import Code, Copy, Mark, Text
from verify.report.sections import necessity, sharpness
from verify.report.sections.context import Context, seen_by_coq
from verify.report.sections.findings import Findings
from verify.report.sections.prose import AGAIN, IN_COQ, RECHECKED

TITLE = "What was checked, and by what"
# Whose claims a column counts.
WHOSE = {"paper": "Paper’s", "repair": "Repairs", "own": "Our own"}


def counted(judgements: Sequence[Judgement], judged: Sequence[Statement], context: Context) -> Section:
    """The counts by verdict and by whose the claims are, what else is known of them, and how to see one row again."""
    what = f"{_many(len(judged), 'statement')} of the paper, written as {_many(len(judgements), 'claim')}."
    blocks = (
        Paragraph((what,)),
        *_counts(judgements, context.found),
        *necessity.counted(judgements, context.found),
        *sharpness.counted(judgements, context.found),
        *_again(judgements, context.found.where),
    )
    return Section((TITLE,), TITLE, "checked", blocks)


def _counts(judgements: Sequence[Judgement], found: Findings) -> list[Block]:
    """How many claims have which verdict, by whose they are; how many certificates were re-checked, and how many are proved in Coq."""
    sources = by_source(judgements)
    of_sources = {WHOSE[s]: [j.verdict for j in mine] for s, mine in sources.items()} if len(sources) > 1 else {}
    columns = {
        "Claims": [j.verdict for j in judgements],
        **of_sources,
        "Re-checked": [j.verdict for j in judgements if j.rechecked],
        "In Coq": [j.verdict for j in judgements if seen_by_coq(j, found)],
    }
    asked = dict.fromkeys(("Claims", *of_sources), True)
    asked |= {"Re-checked": any(j.recheck for j in judgements), "In Coq": bool(columns["In Coq"])}
    shown = [name for name in columns if asked[name]]
    rows: tuple[tuple[Text, ...], ...] = tuple(
        ((Mark(v),), *((str(columns[name].count(v)),) for name in shown), inline(MARKS[v].meaning))
        for v in Verdict
        if v in columns["Claims"]
    )
    if of_sources:
        rows = (*rows, (("all",), *((str(len(columns[name])),) for name in shown), ("",)))
    shares = tuple(0.12 if name == "Re-checked" else 0.09 for name in shown)
    widths = (0.18, *shares, 0.82 - sum(shares))
    blocks: list[Block] = [Table(("Verdict", *shown, "Meaning"), widths, rows)]
    if asked["Re-checked"]:
        text = RECHECKED.format(verdicts=_many(len(columns["Re-checked"]), "verdict"))
        blocks.append(Paragraph(inline(text)))
    if asked["In Coq"]:
        before, command, after = IN_COQ
        said = before.format(claims=_many(len(columns["In Coq"]), "claim"))
        blocks.append(Paragraph((*inline(said), Code(command), *inline(after))))
    return blocks


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _again(judgements: Sequence[Judgement], where: str) -> list[Block]:
    """How to work out one row again, with the first claim that is wrong, or else the first one."""
    shown = [j for j in judgements if j.counterexample is not None] or list(judgements)
    if not shown:
        return []
    row = shown[0]
    items = tuple(
        (Code(said := f"verify {command} {row.id}{where}"), Copy("the command", said), f" {does}")
        for command, does in AGAIN.items()
    )
    return [Paragraph((), "How to see one row again."), Items(items)]
