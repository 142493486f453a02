"""The first pages: what was checked, what is wrong as printed, how to see a row again, and what PROVED means."""

from __future__ import annotations

from collections.abc import Sequence

from verify.judging.marks import MARKS
from verify.judging.results import by_source
from verify.kernel.judgement import Judgement
from verify.language.claim import Statement
from verify.language.verdict import WRONG, Verdict
from verify.report.formulas.wording import inline
from verify.report.nodes import Block, Items, Paragraph, Table
from verify.report.parts import Code, Copy, Link, Mark, Text
from verify.report.sections import necessity, sharpness
from verify.report.sections.context import Context, mark, seen_by_coq, title_of
from verify.report.sections.findings import Findings
from verify.report.sections.prose import AGAIN, IN_COQ, LIMITS, RECHECKED, WHAT
from verify.report.sections.stating import engine_said
from verify.report.sections.witness import chosen, point

# Whose claims a column counts.
WHOSE = {"paper": "Paper’s", "repair": "Repairs", "own": "Our own"}


def front(judgements: Sequence[Judgement], judged: Sequence[Statement], context: Context) -> list[Block]:
    """The blocks before the contents."""
    unexpected = [j for j in judgements if not j.as_expected]
    expected = "Every verdict is the one that was recorded." if not unexpected else ""
    what = f"{_many(len(judged), 'statement')} of the paper, written as {_many(len(judgements), 'claim')}. {WHAT} "
    blocks: list[Block] = [Paragraph(inline(what + expected), "What was checked.")]
    blocks += _counts(judgements, context.found)
    if unexpected:
        links = [
            x
            for j in unexpected
            for x in (", ", Link(j.id, j.id), " (", mark(j, context.found), f", recorded {j.claim.expected})")
        ]
        blocks.append(Paragraph((*links[1:], "."), "Not as recorded."))
    errata = tuple(_erratum(j, context) for j in judgements if j.verdict in WRONG and j.claim.source == "paper")
    if errata:
        blocks.append(Paragraph((), "What is wrong as printed."))
        blocks.append(Table(("As printed", "Where", "Exact witness", "Proved instead"), (0.3, 0.14, 0.26, 0.3), errata))
    blocks += [*necessity.counted(judgements, context.found), *sharpness.counted(judgements, context.found)]
    blocks += _again(judgements)
    blocks.append(Paragraph((), "What PROVED means, and what it does not."))
    blocks.append(Items(tuple(map(inline, LIMITS))))
    return blocks


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


def _erratum(j: Judgement, context: Context) -> tuple[Text, Text, Text, Text]:
    where = ", ".join(f"({n})" for n in j.claim.equations)
    place: Text = (f"{title_of(j.statement)}{', Eq. ' + where if where else ''}: ", Link(j.claim.name, j.id))
    if j.counterexample is not None:
        functions: Text = ("with the functions of its section, ",) if j.claim.against is not None else ()
        exact: Text = (*functions, *point(j.counterexample.point, j.claim, context.notation))
    elif j.claim.counter:
        exact = ("the opposite is proved for ", *chosen(j.claim.counter, context.notation))
    else:
        exact = ("the opposite is proved",) if j.verdict is Verdict.REFUTED else engine_said(j.said, j.claim, context)
    proved = [r for r in context.repairs(j) if r.verdict is Verdict.PROVED]
    mended: Text = tuple(x for r in proved for x in (*inline(r.claim.says), " ", Link(r.claim.name, r.id), " "))
    return inline(j.claim.says), place, exact, mended or ("no repair is given",)


def _again(judgements: Sequence[Judgement]) -> list[Block]:
    """How to work out one row again, with the first claim that is wrong, or else the first one."""
    shown = [j for j in judgements if j.counterexample is not None] or list(judgements)
    if not shown:
        return []
    row = shown[0]
    items = tuple(
        (Code(f"verify {command} {row.id}"), Copy("the command", f"verify {command} {row.id}"), f" {does}")
        for command, does in AGAIN.items()
    )
    return [Paragraph((), "How to see one row again."), Items(items)]
