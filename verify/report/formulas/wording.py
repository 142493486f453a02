"""Sentences as text and formulas: what stands between dollar signs is read by a grammar, nothing else is taken for a formula."""

from __future__ import annotations

import re

from verify.language.sentence import MARK, unmarked
from verify.report.formulas.characters import MATHEMATICS, SPECIAL, SUBSCRIPTS, SUPERSCRIPTS
from verify.report.formulas.read_sentence import NO_VECTORS, Unreadable, formula
from verify.report.parts import Math, Part, Wording

_CLASS = re.escape("".join(sorted(SPECIAL)))
_RUN = re.compile(f"[{_CLASS}]|[^{_CLASS}]+")


def inline(sentence: str, vectors: frozenset[str] = NO_VECTORS) -> tuple[Part, ...]:
    """The sentence as text and formulas, `vectors` in bold; a mathematical character outside formulas stands for itself alone.

    Raises Unreadable for what is marked and no formula.
    """
    parts: list[Part] = []
    for k, piece in enumerate(_pieces(sentence)):
        parts += [Math(formula(piece, vectors))] if k % 2 else _text(piece)
    return tuple(parts)


def faults(sentence: str) -> list[str]:
    """What is wrong with each marked formula that cannot be read."""
    found: list[str] = []
    try:
        for piece in _pieces(sentence)[1::2]:
            try:
                formula(piece)
            except Unreadable as error:
                found.append(str(error))
    except Unreadable as error:
        found.append(str(error))
    return found


def _pieces(sentence: str) -> list[str]:
    """Text and formulas in turn."""
    pieces = re.sub(r"\s+", " ", sentence).split(MARK)
    if len(pieces) % 2 == 0:
        raise Unreadable(f"a formula is not closed by {MARK} in {sentence!r}")
    return pieces


def verbatim(text: str) -> tuple[Part, ...]:
    """What the engine says, as it says it: only single characters become formulas."""
    plain = re.sub(r"\s+", " ", unmarked(text))
    return tuple(Wording(p) if isinstance(p, str) else p for p in _text(plain))


def _text(text: str) -> list[Part]:
    return [_single(run) if run in SPECIAL else run for run in _RUN.findall(text)]


def _single(c: str) -> Math:
    """One character by itself, a script without what it belongs to."""
    for table, mark in ((SUBSCRIPTS, "_"), (SUPERSCRIPTS, "^")):
        if c in table:
            return Math(f"{mark}{{{table[c].strip()}}}")
    return Math(r"\sqrt{}" if c == "√" else MATHEMATICS[c])
