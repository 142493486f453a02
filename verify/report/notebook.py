"""Claims, derivations, verdicts and counterexamples for a notebook: in LaTeX, and as a part of a page with formulas in MathML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from verify.kernel.judgement import Judgement
from verify.language.claim import Claim
from verify.language.proof import Derivation, Schema
from verify.language.relation import Relation
from verify.language.verdict import Counterexample
from verify.report.formulas import names
from verify.report.formulas.mathml import mathml
from verify.report.formulas.relations import SIGNS, expression, latex_relation
from verify.report.formulas.wording import inline
from verify.report.nodes import Fold, Paragraph
from verify.report.sections.context import Context
from verify.report.sections.one_claim import claim_section
from verify.report.sections.stating import statement
from verify.report.sections.witness import number
from verify.report.writers.html import blocks


def written(form: str, shown: Any) -> str:
    """The object in "latex", between dollar signs, or in "html"."""
    formula = next(of(shown) for kind, of in FORMULAS.items() if isinstance(shown, kind))
    if form == "latex":
        return rf"$\displaystyle {formula}$"
    if isinstance(shown, Claim):
        return blocks((Paragraph(inline(shown.says)), *statement(shown, {})))
    if isinstance(shown, Judgement):
        section = claim_section(shown, Context({}, {}))
        return blocks(tuple(b for b in section.blocks if not isinstance(b, Fold)))
    return mathml(formula)


def _claim(claim: Claim) -> str:
    given = [_for_all(a) if isinstance(a, Schema) else latex_relation(a) for a in claim.assuming]
    return r",\quad ".join(given) + (r"\quad\Rightarrow\quad " if given else "") + latex_relation(claim.conclusion)


def _for_all(a: Schema) -> str:
    """What is assumed of a function for all values of the variables."""
    given = "".join(rf" \text{{ with }} {latex_relation(r)}" for r in a.assuming)
    return rf"\left(\forall\, {', '.join(map(expression, a.variables))}{given}:\; {latex_relation(a.relation)}\right)"


def _judgement(j: Judgement) -> str:
    return rf"\text{{{j.verdict}:}}\quad {_claim(j.claim)}"


def _derivation(shown: Derivation) -> str:
    """The links of the chain, after those of its side results."""
    chains = [(*(_link(one.op, one.expr) for one in lemma.lines),) for lemma in shown.lemmas]
    chains.append(tuple(_link(one.op, one.expr) for one in shown.lines))
    return r";\quad ".join(r"\; ".join(links) for links in chains)


def _link(op: str, e: Any) -> str:
    return rf"\ldots {SIGNS[op]} {expression(e)}"


def _counterexample(found: Counterexample) -> str:
    values = (rf"{names.scalar(name)} = {_value(value)}" for name, value in found.point.items())
    return r",\quad ".join(values)


def _value(value: Any) -> str:
    return number(value) if isinstance(value, str) else rf"\left({', '.join(map(_value, value))}\right)"


FORMULAS: Mapping[type, Callable[[Any], str]] = {
    Claim: _claim,
    Judgement: _judgement,
    Derivation: _derivation,
    Counterexample: _counterexample,
    Relation: latex_relation,
}
