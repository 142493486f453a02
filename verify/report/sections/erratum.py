"""One thing that is not true as printed: where it stands, the witness, and what is proved instead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verify.judging.errata import equations, errata
from verify.judging.results import severity
from verify.kernel.judgement import Judgement
from verify.language.claim import Statement
from verify.language.severity import RESULTS, Severity
from verify.language.verdict import Verdict
from verify.report.formulas.wording import inline
from verify.report.nodes import Paragraph, Section, Table
from verify.report.parts import Link, Part, Strong, Text
from verify.report.sections import quantifiers
from verify.report.sections.context import Context, mark, title_of
from verify.report.sections.prose import SEVERITIES
from verify.report.sections.stating import engine_said
from verify.report.sections.witness import both, chosen, functions, point

LABEL, TITLE = "errata", "Errata"
HEADER, WIDTHS = ("As printed", "Where", "Exact witness", "Proved instead"), (0.3, 0.14, 0.26, 0.3)


def section(judgements: Sequence[Judgement], statements: Sequence[Statement], context: Context) -> tuple[Section, ...]:
    """What is not true as printed, a table for each severity, in the paper's order."""
    wrong = errata(judgements, statements, context.found.sentences)
    names = {s.name: s for s in statements}
    inside = []
    for s in Severity:
        if here := [j for j in wrong if severity(j) is s]:
            title = s.value[:1].upper() + s.value[1:]
            table = Table(HEADER, WIDTHS, tuple(_row(j, names[j.statement], context) for j in here))
            text = Paragraph(inline(SEVERITIES[s]))
            inside.append(Section((title,), title, f"errata:{s.name.lower()}", (text, table)))
    return (Section((TITLE,), TITLE, LABEL, (), tuple(inside)),) if inside else ()


def _row(j: Judgement, s: Statement, context: Context) -> tuple[Text, Text, Text, Text]:
    place: Text = (title_of(j.statement), _equations(j, s), ": ", Link(j.claim.name, j.id))
    proved = tuple(
        x for r in _repairs(j, context) for x in (*quantifiers.says(r.claim), " ", Link(r.claim.name, r.id), " ")
    )
    return quantifiers.says(j.claim), place, witness(j, context), proved or ("no repair is given",)


def where(j: Judgement, s: Statement) -> Text:
    """The result by its number, or else what it is about; the equations; the section."""
    numbered = re.match(rf"(?:{RESULTS})-\d+", s.name)
    title: Text = (title_of(numbered[0]),) if numbered else inline(s.title.removesuffix("?"))
    place = f"Section {s.section}" if s.section[:1].isdigit() else s.section
    bold = (Strong(part) if isinstance(part, str) else part for part in title)
    return (*bold, Strong(f"{_equations(j, s)} ({place})."))


def _equations(j: Judgement, s: Statement) -> str:
    numbers = sorted(equations(s, j.claim))
    return f", Eq. {', '.join(f'({n})' for n in numbers)}" if numbers else ""


def witness(j: Judgement, context: Context) -> Text:
    """The functions that were chosen, the exact point and both sides there; or that the opposite is proved; or why it is empty."""
    if j.counterexample is not None:
        given = functions(j.counterexample, j.claim, context.notation)
        numbers = both(j.counterexample, j.claim, context.notation)
        at = point(j.counterexample.point, j.claim, context.notation)
        return (*given, "; " if given and at else "", *at, ": " if numbers and (given or at) else "", *numbers)
    if j.claim.counter:
        return ("the opposite is proved for ", *chosen(j.claim.counter, context.notation))
    if j.verdict is Verdict.VACUOUS:
        return ("nothing satisfies all of its assumptions",)
    return ("the opposite is proved",) if j.verdict is Verdict.REFUTED else engine_said(j.said, j.claim, context)


def mended(found: Sequence[Judgement], context: Context) -> Text:
    """What the proved repairs of the errata say."""
    return told([r for j in found for r in _repairs(j, context)], context) or ("no repair is given",)


def told(judgements: Sequence[Judgement], context: Context) -> Text:
    """What the claims say, each with who has seen it proved beside the engine."""
    parts: list[Part] = []
    for j in judgements:
        *said, end = quantifiers.says(j.claim) or ("",)
        closed = end.removesuffix(".") if isinstance(end, str) else end
        parts += [" ", *said, closed, mark(j, context.found).signs, "." if closed != end else ""]
    return tuple(parts[1:])


def _repairs(j: Judgement, context: Context) -> list[Judgement]:
    return [r for r in context.repairs(j) if r.verdict is Verdict.PROVED]
