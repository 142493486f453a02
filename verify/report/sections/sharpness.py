"""How near the proved bounds come to equality: the best ratio of the two sides that is known, at an exact point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from verify.checkers.stored.pointwise import functions
from verify.kernel.judgement import Judgement
from verify.language.claim import Claim
from verify.language.verdict import Verdict
from verify.report.nodes import Block, Paragraph, Section, Table
from verify.report.parts import Link, Math, Text
from verify.report.sections.findings import Findings, Ratio
from verify.report.sections.prose import SHARPNESS
from verify.report.sections.witness import instance, number, point

LABEL, TITLE = "sharpness", "How sharp the bounds are"


def sharpness(found: Sequence[Ratio], claim: Claim, notation: Mapping[str, str]) -> list[Block]:
    """The best known ratios of one bound."""
    blocks: list[Block] = []
    for r in found:
        how = ("equality is attained",) if _attained(r) else ("the left side is ", *_ratio(r), " times the right side")
        here: Text = (*how, " at ", *point(r["point"], claim, notation), ".")
        title = "" if blocks else "Sharpness."
        if "functions" in r:
            chosen = instance(functions(claim, r["functions"]), claim, notation)
            blocks += [Paragraph(("For the functions",), title), chosen, Paragraph(here)]
        else:
            blocks.append(Paragraph((str(how[0]).capitalize(), *how[1:], *here[len(how) :]), title))
    return blocks


def table(judgements: Sequence[Judgement], found: Findings, notation: Mapping[str, str]) -> tuple[Section, ...]:
    """Every bound of which a ratio is known."""
    rows = tuple(
        (
            (Link(j.id, j.id),),
            _ratio(r),
            ("attained" if _attained(r) else "not known",),
            (*point(r["point"], j.claim, notation), *(("; for functions named there",) if "functions" in r else ())),
        )
        for j in judgements
        if j.verdict is Verdict.PROVED
        for r in found.ratios.get(j.id, ())
    )
    shown = Table(("Bound", "Left over right", "Equality", "At"), (0.3, 0.18, 0.12, 0.4), rows)
    return (Section((TITLE,), TITLE, LABEL, (Paragraph((SHARPNESS,)), shown)),) if rows else ()


def counted(judgements: Sequence[Judgement], found: Findings) -> list[Block]:
    """How many bounds are attained, for the first page."""
    ratios = [r for j in judgements if j.verdict is Verdict.PROVED for r in found.ratios.get(j.id, ())]
    if not ratios:
        return []
    bounds, attained = {r["claim"] for r in ratios}, {r["claim"] for r in ratios if _attained(r)}
    text = f"Of {len(bounds)} proved bounds the best ratio of the two sides is known at an exact point; {len(attained)} are attained. "
    return [Paragraph((text, "They are ", Link("listed", LABEL), "."), "How sharp the bounds are.")]


def _attained(r: Ratio) -> bool:
    return bool(r["ratio"] == ["1", "1"])


def _ratio(r: Ratio) -> Text:
    low, high = r["ratio"]
    if r["square"] is not None:
        return (Math(rf"\sqrt{{{number(r['square'])}}}"),)
    return (Math(number(low)),) if low == high else ("at least ", Math(number(low)))
