"""A chain of lines that several claims share is written once; the others name the claim beside which it stands."""

from __future__ import annotations

from dataclasses import replace

from verify.report.nodes import Block, Chain, Document, Fold, Paragraph, Section
from verify.report.parts import Link

# A shorter chain is read more quickly than a link is followed.
SHORTEST = 3


def once(document: Document) -> Document:
    """The document, each long chain at its first place only."""
    seen: dict[Chain, Section] = {}

    def block(found: Block, section: Section) -> Block:
        if isinstance(found, Fold):
            return replace(found, blocks=tuple(block(b, section) for b in found.blocks))
        if not isinstance(found, Chain) or len(found.steps) < SHORTEST:
            return found
        first = seen.setdefault(found, section)
        if first is section:
            return found
        return Paragraph(("The lines are those under ", Link(first.name, first.label), "."))

    def within(section: Section) -> Section:
        blocks = tuple(block(b, section) for b in section.blocks)
        return replace(section, blocks=blocks, sections=tuple(map(within, section.sections)))

    return replace(document, sections=tuple(map(within, document.sections)))
