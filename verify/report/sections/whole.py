"""The report as a tree, from judgements and statements: what was checked and found first, then every statement."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from verify.kernel.judgement import Judgement
from verify.language.claim import Statement
from verify.report.formulas.wording import inline
from verify.report.moving import Moving
from verify.report.nodes import Document, Image, Section
from verify.report.sections import erratum, necessity, sharpness
from verify.report.sections.beside import with_the_paper
from verify.report.sections.context import Context
from verify.report.sections.counted import counted
from verify.report.sections.findings import NOTHING, Findings
from verify.report.sections.graph import weak
from verify.report.sections.index import dependencies, equations, overview, rules, theorems
from verify.report.sections.letter import letter
from verify.report.sections.one_statement import statement_section
from verify.report.sections.practice import practice
from verify.report.sections.sentences import sentences
from verify.report.sections.solver import solver
from verify.report.sections.speed import speed
from verify.report.sections.trust import trust

KEYWORDS = ("machine-checked mathematics", "counterexamples", "proofs", "errata")


def build(
    judgements: Sequence[Judgement],
    statements: Sequence[Statement],
    paper: Mapping[str, Any] | None = None,
    *,
    images: Sequence[Image] = (),
    moving: Sequence[Moving] = (),
    made: Mapping[str, Section] | None = None,
    found: Findings = NOTHING,
) -> Document:
    """The whole report; `made` are sections of statements that are there already, by name.

    Raises ValueError for a judgement on a claim of no statement.
    """
    _require_known(judgements, statements)
    paper = paper or {}
    judged = [s for s in statements if any(j.statement == s.name for j in judgements)]
    context = Context({j.id: j for j in judgements}, dict(paper.get("notation", {})), weak(judged, judgements), found)
    bare = {s.name: (made or {}).get(s.name) or statement_section(s, context) for s in judged}
    told = {s.name: with_the_paper(bare[s.name], s.claims, paper, found.sentences) for s in judged}
    sections = {name: _moved(section, moving) for name, section in told.items()}
    parts = tuple(_part(name, [sections[s.name] for s in inside]) for name, inside in _grouped(judged).items())
    name = f"Machine-checked: {paper['title']}" if "title" in paper else "A machine-checked report"
    source = _source(paper)
    return Document(
        title=inline(name),
        name=name,
        subtitle=inline(source),
        source=source,
        keywords=KEYWORDS,
        front=letter(judgements, judged, context),
        sections=(
            *erratum.section(judgements, judged, context),
            counted(judgements, judged, context),
            *dependencies(judgements, judged),
            overview(judgements, found),
            *equations(judgements, judged, found),
            *sentences(found.sentences, context.judgements),
            *_figures(images),
            rules(),
            *parts,
            *practice(found.practice, judgements),
            *sharpness.table(judgements, found, context.notation),
            *necessity.not_needed(judgements, found, context.notation),
            *solver(found.answers),
            *speed(found.speed),
            *trust(found.mutants),
            *theorems(judgements),
        ),
    )


def _require_known(judgements: Sequence[Judgement], statements: Sequence[Statement]) -> None:
    known = {f"{s.name}/{c.name}" for s in statements for c in s.claims}
    if strangers := [j.id for j in judgements if j.id not in known]:
        raise ValueError(f"{strangers[0]} is judged, but none of the statements has this claim")


def _moved(section: Section, moving: Sequence[Moving]) -> Section:
    """The section with what a reader can move there."""
    return replace(section, blocks=(*section.blocks, *(m for m in moving if m.statement == section.label)))


def _source(paper: Mapping[str, Any]) -> str:
    authors = ", ".join(paper.get("authors", ()))
    place = f"arXiv:{paper['arxiv']}" if "arxiv" in paper else ""
    whole = "; ".join(filter(None, (authors, place)))
    return f"On the paper by {whole}" if whole else ""


def _grouped(statements: Sequence[Statement]) -> dict[str, list[Statement]]:
    """Statements by the section of the paper, in its order; what has no number comes last."""
    groups: dict[str, list[Statement]] = {}
    for s in sorted(statements, key=lambda s: _number(s.section)):
        groups.setdefault(s.section, []).append(s)
    return groups


def _number(section: str) -> tuple[bool, list[int], str]:
    digits = [int(n) for n in re.findall(r"\d+", section)]
    return not digits, digits, section


def _figures(images: Sequence[Image]) -> tuple[Section, ...]:
    return (Section(("Figures",), "Figures", "figures", tuple(images)),) if images else ()


def _part(section: str, statements: Sequence[Section]) -> Section:
    name = f"Section {section} of the paper" if section[:1].isdigit() else section[:1].upper() + section[1:]
    return Section(inline(name), name, f"section:{section}", (), tuple(statements))
