"""The section of one statement with its claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from verify.kernel.judgement import Judgement
from verify.language.claim import Statement
from verify.language.module import statement_of
from verify.language.sentence import unmarked
from verify.report.formulas.wording import inline
from verify.report.nodes import Block, Paragraph, Section
from verify.report.parts import Link, Part
from verify.report.sections import quantifiers
from verify.report.sections.context import Context, title_of
from verify.report.sections.findings import Findings
from verify.report.sections.one_claim import claim_section

WHERE = "Where."


class Unprintable(RuntimeError):
    """A claim holds something that the report has no rule for; the message names both."""


def statement_section(s: Statement, context: Context) -> Section:
    """The statement, what it rests on, and its claims that were judged."""
    here = [context.judgements[f"{s.name}/{c.name}"] for c in s.claims if f"{s.name}/{c.name}" in context.judgements]
    blocks: list[Block] = []
    if s.where:
        bold = frozenset[str]().union(*(quantifiers.vectors(j.claim) for j in here))
        blocks.append(Paragraph(inline(s.where, bold), WHERE))
    if s.uses:
        blocks.append(Paragraph(_linked(s.uses, context), "Uses."))
    if context.weak.get(s.name):
        wrong = _linked(context.weak[s.name], context)
        says = ": something is wrong there as printed; no claim below assumes it."
        blocks.append(Paragraph((*wrong, says), "Rests on."))
    for name, claims in s.also.items():
        links = [x for c in claims for x in (", ", Link(c, f"{s.name}/{c}"))]
        known = all(f"{s.name}/{c}" in context.judgements for c in claims)
        blocks.append(Paragraph(tuple(links[1:]) if known else (", ".join(claims),), f"{title_of(name)}."))
    title = f"{title_of(s.name)}. {s.title}"
    return Section(inline(title), unmarked(title), s.name, tuple(blocks), tuple(_claim(j, context) for j in here))


def remade(
    module: str,
    found: Sequence[Mapping[str, Any]],
    notation: Mapping[str, str],
    weak: Mapping[str, tuple[str, ...]],
    known: Findings,
) -> Section:
    """The same in another process: the statement is read again, `found` are the fields of its judgements by name of the claim."""
    statement = statement_of(module)
    claims = {c.name: c for c in statement.claims}
    judgements = [Judgement(**{**fields, "claim": claims[fields["claim"]]}) for fields in found]
    return statement_section(statement, Context({j.id: j for j in judgements}, notation, weak, known))


def _linked(names: Sequence[str], context: Context) -> tuple[Part, ...]:
    """Statements in words, with a link to those that are in the report."""
    return tuple(x for n in names for x in (", ", Link(title_of(n), n) if n in context.weak else title_of(n)))[1:]


def _claim(j: Judgement, context: Context) -> Section:
    try:
        return claim_section(j, context)
    except ValueError as error:
        raise Unprintable(f"{j.id} cannot be printed: {error}") from error
