"""The statement of a claim as it is checked: for all ... with ..., (there is ... with ...) the conclusion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import Formatter
from typing import Any

from verify.judging import plain
from verify.kernel.reasons import Said
from verify.language.claim import Claim, range_of_dimensions
from verify.language.proof import Schema
from verify.language.relation import Relation
from verify.language.term import Term
from verify.report.formulas.breaking import PAGE, Row, rows, stacked
from verify.report.formulas.measure import width
from verify.report.formulas.read_latex import parse
from verify.report.formulas.relations import expression, latex_relation, sides
from verify.report.formulas.wording import verbatim
from verify.report.nodes import Block, Formula, Paragraph
from verify.report.parts import Math, Part, Strong, Text
from verify.report.sections import quantifiers
from verify.report.sections.context import Context
from verify.report.sections.derivation import called

Assumption = Relation | Schema


def statement(claim: Claim, notation: Mapping[str, str]) -> tuple[Block, ...]:
    """The claim in formulas; the assumptions that a repair adds stand apart."""
    exists = set(claim.exists)
    chosen = [a for a in claim.assuming if _chosen(a, exists)]
    mine = [a for a in claim.assuming if a not in chosen and (a in claim.adds or not _only_dimension(a))]
    blocks: list[Block] = [Paragraph(_opening(claim, bool(mine), notation), "Statement.")]
    blocks += _marked(mine, claim.adds, notation)
    if exists:
        symbols = quantifiers.there_are(claim, notation)
        same = (
            (", the same for all ", *quantifiers.listed(claim.uniform, claim, notation), ",") if claim.uniform else ()
        )
        blocks.append(
            Paragraph(
                (
                    "there is " if len(exists) == 1 else "there are ",
                    *symbols,
                    *same,
                    " with" if chosen else " such that",
                )
            )
        )
        blocks += _marked(chosen, claim.adds, notation)
        blocks += [Paragraph(("such that",))] if chosen else []
    elif mine:
        blocks.append(Paragraph(("one has",)))
    return (*blocks, Formula(rows(sides(claim.conclusion, notation), PAGE)))


def _marked(assumed: Sequence[Assumption], adds: Sequence[Assumption], notation: Mapping[str, str]) -> list[Block]:
    """Assumptions, those that a repair adds after the others and marked."""
    kept, new = [a for a in assumed if a not in adds], [a for a in assumed if a in adds]
    mark = Strong("and, added by the repair," if kept else "added by the repair:")
    return [*assumptions(kept, notation), *([Paragraph((mark,)), *assumptions(new, notation)] if new else [])]


def _opening(claim: Claim, assumes: bool, notation: Mapping[str, str]) -> Text:
    low, high = claim.dimensions
    where = "In dimension " if low == high else "In every dimension "
    parts: list[Part] = [where, Math(quantifiers.dimensions(claim)), ", for all "]
    bound, unknown = quantifiers.given(claim, notation), quantifiers.functions(claim, notation)
    if not claim.speaks_of_vectors:
        parts = ["For all numbers ", ""] if bound else ["One has", ""]
    ranged = any(map(_only_dimension, claim.assuming))
    if bound and claim.certificate is not None and not ranged:  # the box names them
        return ("For all real numbers", " with" if assumes else ":" if not claim.exists else ",")
    parts = [*parts, *bound] if bound else parts[:2]
    parts += [", and " if bound else ", ", "for any functions ", *unknown] if unknown else []
    return (*parts, " with") if assumes else (*parts, ":" if not claim.exists else ",")


def _chosen(a: Assumption, exists: set[object]) -> bool:
    return isinstance(a, Relation) and bool(quantifiers.free(a) & exists)


def _only_dimension(a: Assumption) -> bool:
    """The range of dimensions is said in words."""
    return isinstance(a, Relation) and range_of_dimensions(a) is not None


def assumptions(assumed: Sequence[Assumption], notation: Mapping[str, str]) -> list[Block]:
    """Short relations side by side, each assumption on a function on lines of its own."""
    short = [rows(sides(a, notation), PAGE) for a in assumed if isinstance(a, Relation)]
    blocks: list[Block] = [Formula(stacked(_packed(short)))] if short else []
    for a in assumed:
        if isinstance(a, Schema):
            blocks += _schema(a, notation)
    return blocks


def _packed(written: list[tuple[Row, ...]]) -> list[tuple[Row, ...]]:
    """Short ones side by side while they fit on a line."""
    lines: list[tuple[Row, ...]] = []
    for formula in written:
        text = f"{formula[0].left} {formula[0].right}".strip()
        joined = rf"{lines[-1][0].right} ,\qquad {text}" if lines else ""
        if len(formula) == 1 and lines and len(lines[-1]) == 1 and width(parse(joined)) < PAGE:
            lines[-1] = (Row("", joined),)
        else:
            lines.append((Row("", text),) if len(formula) == 1 else formula)
    return lines


def _schema(schema: Schema, notation: Mapping[str, str]) -> list[Block]:
    """The assumption on a function, with what it is called and for which arguments it holds."""
    blocks: list[Block] = [
        Paragraph(
            (
                Strong("Assumption "),
                *called(schema.says),
                ": for all ",
                quantifiers.bound(schema.variables, notation),
                " with" if schema.assuming else "",
            )
        )
    ]
    blocks += assumptions(schema.assuming, notation)
    return [*blocks, Formula(rows(sides(schema.relation, notation), PAGE))]


SHORT = 20.0


def engine_said(said: Said | None, claim: Claim, context: Context) -> Text:
    """The engine's words, with what they speak of printed as formulas, as far as these are short."""
    own, text, out = (*claim.relations, claim.conclusion), "", list[Part]()
    for part in _parts(said) if said else ():
        if not isinstance(part, Relation | Term):
            text += plain.assumption(part) if isinstance(part, Schema) else str(part)
            continue
        if isinstance(part, Term):
            written, spelt = expression(part, context.notation), plain.formula(part)
        else:
            written, spelt = latex_relation(part, context.notation), plain.relation(part)
        if width(parse(written)) < SHORT:
            out, text = [*out, *(verbatim(text) if text else ()), Math(written)], ""
        else:
            text += "the formula above" if part in own else spelt
    return (*out, *(verbatim(text) if text else ()))


def _parts(said: Said) -> Iterator[Any]:
    """The words of the sentence and what they speak of, in order."""
    for words, name, spec, conversion in Formatter().parse(said.reason.value):
        yield words
        if name is None:
            continue
        for number, part in enumerate(p if isinstance(p := said.parts[name], tuple) else (p,)):
            yield from ("; ",) if number else ()
            if isinstance(part, Said):
                yield from _parts(part)
            else:
                yield (
                    part if not (spec or conversion) else format(repr(part) if conversion == "r" else part, spec or "")
                )
