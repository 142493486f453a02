"""The engine's own words, with the relations of a claim printed as formulas."""

from __future__ import annotations

from functools import cache

from verify.language.claim import Claim
from verify.language.relation import Relation
from verify.report.formulas.measure import width
from verify.report.formulas.read_latex import parse
from verify.report.formulas.relations import SIGNS, latex_relation
from verify.report.formulas.sentences import verbatim
from verify.report.parts import Math, Text
from verify.report.sections.context import Context

SHORT = 20.0


def engine_said(text: str, claim: Claim, context: Context) -> Text:
    """The engine's words, with the relations of the claim printed as formulas."""
    if not any(op in text for op in SIGNS):
        return verbatim(text) if text else ()
    for r in sorted((*claim.relations, claim.conclusion), key=lambda r: -len(_spelt(r))):
        before, found, after = text.partition(_spelt(r))
        if found:
            written = latex_relation(r, context.notation)
            short: Text = (Math(written),) if width(parse(written)) < SHORT else ("the formula above",)
            return (*engine_said(before, claim, context), *short, *engine_said(after, claim, context))
    return verbatim(text) if text else ()


@cache
def _spelt(r: Relation) -> str:
    return str(r)
