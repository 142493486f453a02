"""Sentences of the report in LaTeX."""

from __future__ import annotations

import re
from itertools import pairwise

from verify.language.verdict import Verdict
from verify.report.formulas.breaking import is_short
from verify.report.formulas.characters import MATHEMATICS, SUBSCRIPTS, SUPERSCRIPTS
from verify.report.parts import Code, Copy, Link, Mark, Math, Page, Part, Strong, Text, Wording

SIGN = {
    Verdict.PROVED: (r"$\checkmark$", "good"),
    Verdict.SUPPORTED: (r"$\sim$", "good"),
    Verdict.UNDECIDED: ("?", "open"),
    Verdict.VACUOUS: (r"$\emptyset$", "open"),
    Verdict.UNDEFINED: ("!", "bad"),
    Verdict.REFUTED: (r"$\times$", "bad"),
}
ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "|": r"\textbar{}",
    "°": r"\textdegree{}",
    "\u00a0": "~",
}
LIGATURES = ("-", "<", ">", ",", "'", "`")


def escape(text: str) -> str:
    """Running text: special characters, and pairs that TeX would join."""
    out = ""
    for before, c in pairwise(f" {text}"):
        out += ("{}" if c in LIGATURES and c == before else "") + ESCAPES.get(c, c)
    return out


def bookmark(text: str) -> str:
    """A title in letters that a PDF outline takes: mathematics by name."""
    table = {**MATHEMATICS, **SUBSCRIPTS, **SUPERSCRIPTS}
    return escape("".join(table[c].strip().lstrip("\\") if c in table else c for c in text))


def inline(text: Text) -> str:
    """A sentence."""
    return "".join(map(_part, text))


def _part(part: Part) -> str:
    match part:
        case str():
            return escape(part)
        case Math(latex):
            return rf"\mbox{{${latex}$}}" if is_short(latex) else f"${latex}$"
        case Wording(text):
            return re.sub(r"([*/(),=+])(?! )", r"\1\\allowbreak{}", escape(text))
        case Strong(text):
            return rf"\textbf{{{escape(text)}}}"
        case Code(text):
            return rf"\code{{{escape(text)}}}"
        case Link(text, label):
            return rf"\place{{{label}}}{{{_breakable(text)}}}"
        case Copy():
            return ""
        case Page(label):
            return rf"\pageref{{{label}}}"
        case Mark(verdict):
            sign, colour = SIGN[verdict]
            return rf"\verdict{{{colour}}}{{{sign}}}{{{verdict.value}}}"


def _breakable(text: str) -> str:
    """An id may break after its slash and its hyphens."""
    return escape(text).replace("/", r"/\allowbreak{}").replace("-", r"-\allowbreak{}")
