"""The printed report in two volumes: what a reviewer reads, and the derivations with all that one looks up.

The first leaves the derivations, and how sharp and how needed things are, to the second: a claim's heading leads there. Claims
of our own are named with their verdicts, but for those whose formula is a sentence of the paper. A link to what the other volume
alone has leads into its file.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from verify.report.nodes import Document, Paragraph, Section
from verify.report.parts import Code, Link, Text, Volume, listed
from verify.report.sections.one_statement import WHERE

REPORT, DERIVATIONS = "report", "derivations"
# What one looks up, and what was measured of the engine: in the second volume.
LOOKED_UP = ("overview", "rules", "sharpness", "not-needed", "solver", "speed", "trust", "theorems")
OPENING = (
    "The second volume of the report on this paper: every claim in full, with its derivation line by line and the evidence, the "
    "rules, the cited theorems, and what was measured of the engine. What was found is in ",
    ", the first volume.",
)
OWN = "Claims of our own."
BRIEF = (
    "Of each claim the statement is printed here. What is marked ",
    Volume("in full", ""),
    " stands with its derivation, line by line, in ",
    Code("derivations.pdf"),
    ", the second volume, which ",
    Code("verify report"),
    " writes beside this one.",
)


def report(whole: Document, said: Collection[str] = ()) -> Document:
    """The first volume: the letter, the errata, the tables, and every claim of the paper and of its repairs without its derivation.

    `said` are the ids of claims whose formulas are sentences of the paper: they are printed whosever they are.
    """
    kept = [_brief(s, said) for s in whole.sections if s.label not in LOOKED_UP]
    first = next((k for k, s in enumerate(kept) if s.label.startswith("section:")), None)
    if first is not None:
        kept[first] = replace(kept[first], blocks=(Paragraph(BRIEF), *kept[first].blocks))
    return replace(whole, sections=tuple(kept))


def derivations(whole: Document) -> Document:
    """The second volume: every claim in full, the rules and the tables that one looks up."""
    inside = tuple(s for s in whole.sections if s.label in LOOKED_UP or s.label.startswith("section:"))
    name = f"Derivations. {whole.name}"
    before, after = OPENING
    front = (Paragraph((before, Volume("report.pdf", ""), after)),)
    return replace(whole, name=name, title=("Derivations. ", *whole.title), front=front, sections=inside)


def _brief(s: Section, said: Collection[str]) -> Section:
    """A section without what is folded away in it; of claims of our own only their names and verdicts."""
    if s.mark:
        further: Text = (" ", Volume("in full", s.label))
        return replace(s, blocks=s.brief or s.blocks, beside=further)
    own = [c for c in s.sections if c.mark and c.source == "own" and c.label not in said]
    kept = tuple(_brief(x, said) for x in s.sections if x not in own)
    told = (Paragraph((*listed(map(_named, own)), "."), OWN),) if own else ()
    blocks = s.blocks
    if any(c.mark for c in s.sections):  # what a statement uses is in the picture
        blocks = tuple(b for b in s.blocks if kept and isinstance(b, Paragraph) and b.title == WHERE)
    return replace(s, blocks=(*blocks, *told), sections=kept)


def _named(claim: Section) -> Text:
    """The name of a claim, which leads to it, with its verdict."""
    mark: Text = ("\u00a0", claim.mark) if claim.mark else ()
    return (Link(claim.name.rpartition("/")[2], claim.label), *mark)
