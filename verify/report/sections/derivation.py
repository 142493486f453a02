"""A derivation as it was checked: the chain line by line, each with its reason, and what makes each difference nonnegative."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from verify.language.operators import indexed
from verify.language.proof import Appeal, Derivation, Line, Schema, There
from verify.language.relation import Relation
from verify.language.term import term
from verify.report.formulas.abbreviations import Abbreviations, abbreviate
from verify.report.formulas.breaking import PAGE, Row, continued, pieces, rows, stacked
from verify.report.formulas.printer import INDICES
from verify.report.formulas.read_latex import parse
from verify.report.formulas.relations import SIGNS, Sides, expression, place_of, sides
from verify.report.formulas.tree import latex
from verify.report.formulas.wording import inline
from verify.report.nodes import Block, Chain, Formula, Paragraph, Step
from verify.report.parts import Text
from verify.report.sections.quantifiers import bound

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def derivation(
    goal: Relation, shown: Derivation, notation: Mapping[str, str], chosen: Mapping[Any, Any]
) -> tuple[Block, ...]:
    """The side results, each with its own chain, then the chain from the left side of the goal to its right side.

    `chosen` are expressions that have a name already: what was said to exist, by its symbol.
    """
    names = abbreviate(_expressions(goal, shown), notation, chosen)
    writer = _Writer({**notation, **names.notation}, names)
    blocks: list[Block] = []
    if names.meanings:
        known = {**notation, **names.notation}
        lines = [Sides(expression(s, known), "=", expression(e, known)) for s, e in names.meanings]
        blocks += [
            Paragraph(("In the lines below",), "Abbreviations."),
            Formula(stacked([rows(s, PAGE) for s in lines])),
        ]
    for rule in shown.rules:
        given = " with" if rule.schema.assuming else ""
        variables = bound(rule.schema.variables, notation)
        blocks.append(Paragraph((*called(rule.schema.says), ": for all ", variables, given), "Rule"))
        blocks += [Formula(writer.relation(r)) for r in rule.schema.assuming]
        blocks += [Paragraph(("one has",))] if rule.schema.assuming else []
        blocks.append(Formula(writer.relation(rule.schema.relation)))
        blocks += derivation(rule.schema.relation, rule.shown, notation, {})
    before = shown.there.lemmas if shown.there else ()
    for number, (letter, lemma) in enumerate(zip(LETTERS, (*before, *shown.lemmas), strict=False)):
        blocks += writer.existence(shown.there) if shown.there and number == len(before) else ()
        blocks.append(Paragraph((), f"Side result ({letter})"))
        blocks.append(Formula(writer.relation(lemma.relation)))
        blocks += writer.chain(lemma.relation, lemma.lines, lemma.squared, letter)
    if shown.there and not shown.lemmas:
        blocks += writer.existence(shown.there)
    if shown.lemmas or shown.rules or shown.there:
        blocks.append(Paragraph((), "The claim"))
    return (*blocks, *writer.chain(goal, shown.lines, shown.squared, ""))


def _expressions(goal: Relation, shown: Derivation) -> list[Any]:
    """Everything that the derivation prints."""
    there = [*shown.there.premises, *shown.there.says] if shown.there else []
    lemmas = (*shown.there.lemmas, *shown.lemmas) if shown.there else shown.lemmas
    relations = [
        goal,
        *(x.relation for x in lemmas),
        *(p.relation if isinstance(p, Schema) else p for p in there),
        *(x for r in shown.rules for x in (r.schema.relation, *r.schema.assuming)),
    ]
    lines = [*shown.lines, *(one for x in lemmas for one in x.lines)]
    relations += [a.relation for one in lines for a in one.by if one.terms or one.op == "="]
    return [*(e for r in relations for e in (r.lhs, r.rhs)), *(e for one in lines for e in (one.expr, *one.terms))]


class _Writer:
    """Writes expressions and relations with the abbreviations put in."""

    def __init__(self, notation: Mapping[str, str], names: Abbreviations) -> None:
        self._notation = notation
        self._names = names

    def existence(self, there: There) -> list[Block]:
        """What a theorem says to exist, and what holds of it."""
        relations = [p.relation if isinstance(p, Schema) else p for p in there.says]
        unknowns = bound(there.unknowns, self._notation)
        opening = Paragraph((f"By {there.name} there are ", unknowns, " with"), "There is")
        return [opening, *(Formula(self.relation(r)) for r in relations)]

    def relation(self, r: Relation) -> tuple[Row, ...]:
        return rows(sides(r.map(self._names), self._notation), PAGE)

    def write(self, e: Any, place: str) -> str:
        return expression(self._names(term(e)), self._notation, place if indexed(e) else "")

    def chain(self, goal: Relation, lines: tuple[Line, ...], squared: bool, letter: str) -> tuple[Block, ...]:
        carries = indexed(goal.lhs) or indexed(goal.rhs)
        place = INDICES[0] if carries and goal.op != "=" else place_of(goal.lhs, goal.rhs, *(one.expr for one in lines))
        start = goal.lhs**2 if squared else goal.lhs
        written = pieces(parse(self.write(start, place)))
        above = tuple(latex(p) if k == 0 else rf"\qquad {latex(p)}" for k, p in enumerate(written))
        steps = tuple(self._step(one, place, f"{letter}{k}") for k, one in enumerate(lines, 1))
        blocks: list[Block] = [Paragraph(_SQUARED if goal.op == "<=" else _BOTH_SQUARED)] if squared else []
        return (*blocks, Chain(above, steps))

    def _step(self, one: Line, place: str, number: str) -> Step:
        broken = continued(SIGNS[one.op], self.write(one.expr, place))
        reasons = [inline(one.why)] if one.why else []
        reasons += list(dict.fromkeys(("by ", *source(a)) for a in one.by))
        if one.op == "=":
            reasons += [] if one.by else [("normal form",)]
            return Step(number, broken, tuple(reasons), tuple(self._appeals(one.by)))
        if not one.terms:
            return Step(number, broken, tuple(reasons))
        return Step(number, broken, tuple(reasons), (*self._certificate(one), *self._appeals(one.by)))

    def _certificate(self, one: Line) -> tuple[Paragraph | Formula, ...]:
        """The difference to the line before, as the sum of the terms that were given for it."""
        written = [self.write(t, place_of(t)) for t in one.terms]
        signed = [w if k == 0 or w.startswith("-") else f"+ {w}" for k, w in enumerate(written)]
        lines = tuple(Row("", line) for w in signed for line in _indented(w))
        return (Paragraph(_STRICT if one.op == "<" else _WEAK), Formula(lines))

    def _appeals(self, appeals: tuple[Appeal, ...]) -> tuple[Paragraph | Formula, ...]:
        """What the cited theorems and the assumptions on functions say here."""
        said: dict[Text, list[tuple[Row, ...]]] = {}
        for a in dict.fromkeys(appeals):
            name = (
                ("Assumption ", *source(a))
                if isinstance(a.args[0], Schema)
                else inline(a.name[:1].upper() + a.name[1:])
            )
            said.setdefault(name, []).append(self.relation(a.relation))
        return tuple(
            x for name, lines in said.items() for x in (Paragraph((*name, " says here:")), Formula(stacked(lines)))
        )


def source(a: Appeal) -> Text:
    """What a line appeals to: a theorem by its title, an assumption by its number or, in quotation marks, its sentence."""
    return called(a.args[0].says) if isinstance(a.args[0], Schema) else inline(a.name)


def called(name: str) -> Text:
    """The name of an assumption on a function."""
    return inline(name) if name.startswith("(") else ("“", *inline(name), "”")


def _indented(written: str) -> tuple[str, ...]:
    first, *further = (latex(p) for p in pieces(parse(written), PAGE - 2))
    return (first, *(rf"\qquad {p}" for p in further))


_SQUARED = ("The right side is not negative, so it is enough to compare the squares:",)
_BOTH_SQUARED = ("Neither side is negative, so it is enough to compare the squares:",)
_WEAK = ("The right side exceeds the line before by a sum of terms that are not negative:",)
_STRICT = ("The right side exceeds the line before by a sum of terms that are not negative, one of them positive:",)
