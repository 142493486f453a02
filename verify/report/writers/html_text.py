"""Sentences of the report in HTML."""

from __future__ import annotations

from html import escape

from verify.language.verdict import Verdict
from verify.report.formulas.mathml import mathml
from verify.report.formulas.measure import width
from verify.report.formulas.read_latex import parse
from verify.report.parts import Code, Copy, Link, Mark, Math, Page, Part, Strong, Text, Wording

SIGN = {
    Verdict.PROVED: ("✓", "good"),
    Verdict.SUPPORTED: ("~", "good"),
    Verdict.UNDECIDED: ("?", "open"),
    Verdict.VACUOUS: ("∅", "open"),
    Verdict.UNDEFINED: ("!", "bad"),
    Verdict.REFUTED: ("✗", "bad"),
}
WIDE = 14.0


def inline(text: Text) -> str:
    """A sentence."""
    return "".join(map(_part, text))


def _part(part: Part) -> str:
    match part:
        case str():
            return escape(part, quote=False).replace("'", "’")
        case Math(latex):
            return f'<span class="wide">{mathml(latex)}</span>' if width(parse(latex)) > WIDE else mathml(latex)
        case Wording(text):
            return escape(text, quote=False)
        case Strong(text):
            return f"<strong>{escape(text)}</strong>"
        case Code(text):
            return f"<code>{escape(text)}</code>"
        case Link(text, label):
            return f'<a href="#{escape(label)}">{escape(text)}</a>'
        case Copy(what, text):
            return f' <button type="button" class="copy" data-copy="{escape(text)}">Copy {what}</button>'
        case Page():
            return ""
        case Mark(verdict):
            return mark(verdict)


def mark(verdict: Verdict) -> str:
    """A verdict: sign, word and colour."""
    sign, colour = SIGN[verdict]
    return f'<span class="verdict {colour}"><span aria-hidden="true">{sign}</span> {verdict}</span>'
