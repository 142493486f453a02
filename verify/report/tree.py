"""The report as a tree, from judgements and statements: what was checked and found first, then every statement."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from verify.core import Judgement, Statement
from verify.report.claim import Context, claim_section
from verify.report.front import front
from verify.report.graph import weak
from verify.report.index import dependencies, equations, overview, rules, theorems
from verify.report.nodes import Block, Document, Paragraph, Section
from verify.report.parts import Link, Part
from verify.report.text import inline
from verify.report.titles import title_of


class Unprintable(RuntimeError):
    """A claim holds something that the report has no rule for; the message names both."""


def build(
    judgements: Sequence[Judgement], statements: Sequence[Statement], paper: Mapping[str, Any] | None = None
) -> Document:
    """The whole report. Raises ValueError for a judgement on a claim of no statement."""
    known = {f"{s.name}/{c.name}" for s in statements for c in s.claims}
    strangers = [j.id for j in judgements if j.id not in known]
    if strangers:
        raise ValueError(f"{strangers[0]} is judged, but none of the statements has this claim")
    paper = paper or {}
    judged = [s for s in statements if any(j.statement == s.name for j in judgements)]
    context = Context({j.id: j for j in judgements}, dict(paper.get("notation", {})), weak(judged, judgements))
    parts = tuple(_part(name, inside, context) for name, inside in _grouped(judged).items())
    name = f"Machine-checked: {paper['title']}" if "title" in paper else "A machine-checked report"
    source = _source(paper)
    return Document(
        title=inline(name),
        name=name,
        subtitle=inline(source),
        source=source,
        front=tuple(front(judgements, judged, context)),
        sections=(
            *dependencies(judgements, judged),
            overview(judgements),
            *equations(judgements, judged),
            rules(),
            *parts,
            *theorems(judgements),
        ),
    )


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


def _part(section: str, statements: Sequence[Statement], context: Context) -> Section:
    name = f"Section {section} of the paper" if section[:1].isdigit() else section
    return Section(inline(name), name, f"section:{section}", (), tuple(_statement(s, context) for s in statements))


def _statement(s: Statement, context: Context) -> Section:
    here = [context.judgements[f"{s.name}/{c.name}"] for c in s.claims if f"{s.name}/{c.name}" in context.judgements]
    blocks: list[Block] = []
    if s.uses:
        blocks.append(Paragraph(_linked(s.uses, context), "Uses."))
    if context.weak.get(s.name):
        wrong = _linked(context.weak[s.name], context)
        blocks.append(
            Paragraph((*wrong, ": something is wrong there as printed; no claim below assumes it."), "Rests on.")
        )
    for name, claims in s.also.items():
        links = [x for c in claims for x in (", ", Link(c, f"{s.name}/{c}"))]
        known = all(f"{s.name}/{c}" in context.judgements for c in claims)
        blocks.append(Paragraph(tuple(links[1:]) if known else (", ".join(claims),), f"{title_of(name)}."))
    title = f"{title_of(s.name)}. {s.title}"
    return Section(inline(title), title, s.name, tuple(blocks), tuple(_claim(j, context) for j in here))


def _linked(names: Sequence[str], context: Context) -> tuple[Part, ...]:
    """Statements in words, with a link to those that are in the report."""
    return tuple(x for n in names for x in (", ", Link(title_of(n), n) if n in context.weak else title_of(n)))[1:]


def _claim(j: Judgement, context: Context) -> Section:
    try:
        return claim_section(j, context)
    except ValueError as error:
        raise Unprintable(f"{j.id} cannot be printed: {error}") from error
