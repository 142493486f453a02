"""The paper sentence by sentence: what each asserts, where it stands, and what is found of it, or why no claim can check it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from verify.judging.catalogue import Catalogue
from verify.judging.sentences import Sentence
from verify.kernel.judgement import Judgement
from verify.language.verdict import Verdict
from verify.report.formulas.wording import inline
from verify.report.nodes import Paragraph, Section, Table
from verify.report.parts import Link, Mark, Text, listed

LABEL, TITLE = "sentences", "The paper sentence by sentence"
# The verdict on a sentence is the first of these that one of its claims has.
GRAVEST = (
    Verdict.REFUTED,
    Verdict.UNDEFINED,
    Verdict.VACUOUS,
    Verdict.UNDECIDED,
    Verdict.SUPPORTED,
    Verdict.PROVED,
)
OPENING = (
    "Of {all} sentences {checked} are read as claims; of the others it is said why no claim can check them. The verdict on a "
    "sentence is the gravest on what the paper claims in it; where no claim is the paper’s own, on what is claimed in its place."
)
Checked = tuple[Sentence, tuple[str, ...]]


def checked(catalogue: Catalogue) -> tuple[Checked, ...]:
    """Every sentence of the paper with the ids of its claims."""
    claims = {row["id"]: tuple(row["claims"]) for row in catalogue.table.rows}
    return tuple((s, claims[s.id]) for s in catalogue.sentences)


def sentences(table: Sequence[Checked], judgements: Mapping[str, Judgement]) -> tuple[Section, ...]:
    """The table, where the package has one and its claims were judged."""
    rows = tuple(_row(s, [judgements[c] for c in claims if c in judgements]) for s, claims in table)
    if not rows:
        return ()
    opening = OPENING.format(all=len(table), checked=sum(not s.excused for s, _ in table))
    widths = (0.4, 0.16, 0.16, 0.28)
    header = ("The sentence, in other words", "Place", "Verdict", "Claims, or why none")
    content = Table(header, widths, rows, tuple(s.id for s, _ in table))
    return (Section((TITLE,), TITLE, LABEL, (Paragraph((opening,)), content)),)


def verdict(claims: Sequence[Judgement]) -> Verdict | None:
    """What the claims on a sentence amount to; None where none was judged."""
    of_the_paper = [j for j in claims if j.claim.source == "paper"]
    found = {j.verdict for j in of_the_paper or claims}
    return next((v for v in GRAVEST if v in found), None)


def _row(s: Sentence, claims: Sequence[Judgement]) -> tuple[Text, ...]:
    found = verdict(claims)
    shown: Text = (Mark(found),) if found else ("no claim" if s.excused else "not judged",)
    why = inline(s.excused) if s.excused else listed((Link(j.id, j.id),) for j in claims)
    return inline(s.says), inline(s.place), shown, why
