"""The paper sentence by sentence: what each asserts, where it stands, and what is found of it, or why no claim can check it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from verify.judging.catalogue import Catalogue
from verify.judging.results import severity
from verify.judging.sentences import Sentence
from verify.kernel.judgement import Judgement
from verify.language.severity import Severity
from verify.language.verdict import Verdict
from verify.report.formulas.wording import inline
from verify.report.nodes import Paragraph, Section, Table
from verify.report.parts import Link, Mark, Text, links, listed

LABEL, TITLE = "sentences", "The paper sentence by sentence"
OPENING = (
    "Of {all} sentences {checked} are read as claims; of the others it is said why no claim can check them. The verdict on a sentence "
    "is that on the claim whose formula it is. What is wrong has a severity; where that claim is true, it is a slip of the words, or of a "
    "reason that they give. "
    "By severity, of sentences, several of which may be about one claim: {counts}."
)
Checked = tuple[Sentence, tuple[str, ...]]


def checked(catalogue: Catalogue) -> tuple[Checked, ...]:
    """Every sentence of the paper with the ids of its claims."""
    claims = {row["id"]: tuple(row["claims"]) for row in catalogue.table.rows}
    return tuple((s, claims[s.id]) for s in catalogue.sentences)


def sentences(table: Sequence[Checked], judgements: Mapping[str, Judgement]) -> tuple[Section, ...]:
    """The table, where the package has one and its claims were judged."""
    rows = tuple(_row(s, claims, judgements) for s, claims in table)
    if not rows:
        return ()
    grave = Counter(found for s, _ in table if (found := severity_of(s, judgements)))
    counts = ", ".join(f"{x} {grave[x]}" for x in Severity)
    opening = OPENING.format(all=len(table), checked=sum(not s.excused for s, _ in table), counts=counts)
    widths = (0.28, 0.1, 0.165, 0.15, 0.09, 0.215)
    header = ("The sentence, in other words", "Place", "Claim", "Verdict", "Severity", "More, or why none")
    content = Table(header, widths, rows, tuple(s.id for s, _ in table))
    return (Section((TITLE,), TITLE, LABEL, (Paragraph((opening,)), content)),)


def severity_of(s: Sentence, judgements: Mapping[str, Judgement]) -> Severity | None:
    """That of the claim whose formula it is, where that is not true; else that of its words, if they slip."""
    j = judgements.get(s.formula)
    return (severity(j) if j else None) or (Severity(s.slip) if s.slip else None)


def _row(s: Sentence, claims: Sequence[str], judgements: Mapping[str, Judgement]) -> tuple[Text, ...]:
    j = judgements.get(s.formula)
    shown: Text = (Mark(j.verdict),) if j else ("no claim" if s.excused else "not judged",)
    mine = (Link(s.formula, s.formula),) if j else ()
    more = (
        inline(s.excused)
        if s.excused
        else listed(
            _with_verdict(x, judgements[x.label])
            for x in links([c for c in claims if c in judgements and c != s.formula])
        )
    )
    return inline(s.says), inline(s.place), mine, shown, (severity_of(s, judgements) or "",), more


def _with_verdict(claim: Link, j: Judgement) -> Text:
    """One that is not proved shows its verdict."""
    return (claim,) if j.verdict is Verdict.PROVED else (claim, " ", Mark(j.verdict))
