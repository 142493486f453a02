"""What helps to read a statement beside the paper, on a screen: what its symbols mean there, and the paper's own sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from verify.judging.sentences import Sentence
from verify.language.claim import Claim
from verify.language.operators import Field, Jacobian, Value
from verify.language.symbols import Sample, Vector
from verify.report.formulas.relations import expression
from verify.report.formulas.wording import inline
from verify.report.nodes import Block, Fold, Paragraph, Screen, Section, Table
from verify.report.parts import Link, Math, Part, Text
from verify.report.sections import quantifiers

Meanings = Mapping[str, tuple[str, str]]


def with_the_paper(
    section: Section,
    claims: Iterable[Claim],
    paper: Mapping[str, Any],
    sentences: Sequence[tuple[Sentence, tuple[str, ...]]],
) -> Section:
    """The section of a statement with its dictionary, each claim's with what the paper says: each sentence in words once.

    `paper["symbols"]` has, by the name of a symbol or function, what it means in the paper and where that is said.
    """
    known = _dictionary(claims, paper.get("symbols", {}), dict(paper.get("notation", {})))
    told = set[str]()
    inside = tuple(_claim(c, [s for s, ids in sentences if c.label in ids], told) for c in section.sections)
    return replace(section, blocks=(*section.blocks, *known), sections=inside)


def _dictionary(claims: Iterable[Claim], meanings: Meanings, notation: Mapping[str, str]) -> list[Block]:
    """The symbols of the paper that stand in the claims."""
    written: dict[str, str] = {}
    for claim in claims:
        for s in quantifiers.symbols(claim):
            if isinstance(s, Vector | Sample) or s.name not in written:
                written[s.name] = expression(s, notation)
        for e in quantifiers.expressions(claim):
            for f in e.atoms(Field, Value, Jacobian):
                written[f.args[0].name] = quantifiers.name_of(f, notation)
    rows: tuple[tuple[Text, ...], ...] = tuple(
        ((Math(written[name]),), inline(means), inline(place))
        for name, (means, place) in meanings.items()
        if name in written
    )
    table = Table(("Symbol", "Meaning", "In the paper"), (0.15, 0.6, 0.25), rows)
    return [Screen((Fold("Symbols.", (table,)),))] if rows else []


def _claim(section: Section, sentences: Sequence[Sentence], told: set[str]) -> Section:
    """The claim's section, what the paper says after what the claim says; of a sentence that was told above, where it stands."""
    if not sentences:
        return section
    first, *further = section.blocks
    parts = list[Part]()
    for s in sentences:
        words = (" (above)",) if s.id in told else (": ", *inline(s.says.rstrip(".")))
        parts += ["; ", Link(s.place, s.id), *words]
    told |= {s.id for s in sentences}
    said = Screen((Paragraph((*parts[1:], "."), "In the paper."),))
    return replace(section, blocks=(first, said, *further))
