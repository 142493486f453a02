"""Sentences with Unicode mathematics ("‖θ₁ - θ₂‖ ≤ 2ε√d") as text and formulas. Every character must be in a table here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from verify.report.formulas.characters import LETTERS, MATHEMATICS, SUBSCRIPTS, SUPERSCRIPTS
from verify.report.formulas.read_latex import parse
from verify.report.formulas.tree import latex
from verify.report.formulas.words import ASCII, FUNCTIONS, GREEK_NAMES, NAMES, OPERATORS, formula
from verify.report.parts import Math, Part, Wording

_SPECIAL = "".join([*MATHEMATICS, *SUBSCRIPTS, *SUPERSCRIPTS])
_CLASS = re.escape(_SPECIAL)
_SIGNS = ("=", "+", "-", "<", ">", "*", "/", "≤", "≥", "≠", "≈", "∈", "→", "−", "·", "!", "⟂", "≺", "≻")
_ENGLISH = frozenset(
    ("an", "as", "at", "be", "by", "do", "if", "in", "is", "it", "no", "of", "on", "or", "so", "to", "up", "we")
)
_JOINT = re.compile(rf"(\s+|-(?=(?!{'|'.join((*FUNCTIONS, *OPERATORS))})[A-Za-z]{{3}}))")
_SINGLE = re.compile(r"[(|]?-?[b-zB-HJ-Z]'?[)|]?|[a-zA-Z][-+]\d+")


class UnknownCharacter(ValueError):
    """A sentence holds a character without an entry in the tables of `verify/report/formulas/sentences.py`."""


def inline(text: str) -> tuple[Part, ...]:
    """The sentence as text and formulas. Raises UnknownCharacter, naming it and the sentence."""
    for c in text:
        if not _is_known(c):
            raise UnknownCharacter(
                f"{c!r} (U+{ord(c):04X}) in {text!r} has no entry in verify/report/formulas/sentences.py"
            )
    parts: list[Part] = []
    run: list[_Word] = []
    for word in _words(text):
        if run and not _goes_on(run, word):
            parts += _ended(run)
            run = []
        run.append(word)
    return _merged([*parts, *_ended(run)])


def verbatim(text: str) -> tuple[Part, ...]:
    """What the engine says, as it says it: only single characters become formulas, an unknown one is spelt out."""
    known = "".join(c if _is_known(c) else f"U+{ord(c):04X}" for c in re.sub(r"\s+", " ", text))
    return tuple(Wording(p) if isinstance(p, str) else p for p in _merged(_pieces(known)))


def _is_known(c: str) -> bool:
    return " " <= c <= "~" or c.isspace() or c in LETTERS or c in _SPECIAL


def _pieces(text: str) -> list[Part]:
    found = re.findall(f"[{_CLASS}]+|[^{_CLASS}]+", text)
    return [Math(latex(parse(formula(p)))) if p[0] in _SPECIAL else p for p in found]


@dataclass(frozen=True)
class _Word:
    """A word, the punctuation after it, what joins it to the next, and what it is: mathematics, neutral (a number, a sign) or text."""

    body: str
    mark: str
    joint: str
    kind: str


def _words(text: str) -> Iterator[_Word]:
    split = [*_JOINT.split(" ".join(text.split())), ""]
    for word, joint in zip(split[::2], split[1::2], strict=True):
        body = word.rstrip(".,;:?")
        kind = "math" if _is_formula(body) else "neutral" if _is_neutral(body) else "text"
        yield _Word(body, word[len(body) :], joint, kind)


def _goes_on(run: list[_Word], word: _Word) -> bool:
    """Does the word continue the formula: beside a sign, within brackets, or as a further factor?"""
    last = run[-1]
    open_brackets = sum(w.body.count("(") - w.body.count(")") for w in run) > 0
    if (
        "text" in (last.kind, word.kind)
        or last.joint != " "
        or (last.mark and not (last.mark == "," and open_brackets))
    ):
        return False
    beside = bool(last.mark) or last.body[-1:] in _SIGNS or word.body[:1] in _SIGNS
    factor = last.kind == word.kind == "math" and not word.body.startswith("(")
    return beside or factor or (open_brackets and "math" in (last.kind, word.kind))


def _ended(run: list[_Word]) -> list[Part]:
    """A run of words as one formula if there is mathematics in it, else as text."""
    if not run:
        return []
    end: list[Part] = [run[-1].mark + run[-1].joint]
    whole = " ".join(w.body + (w.mark if w is not run[-1] else "") for w in run)
    if any(w.kind == "math" for w in run) or (run[-1].kind != "text" and len(run) > 2 and re.search("[=<>]", whole)):
        start = ""
        while whole.startswith("(") and whole.count("(") > whole.count(")"):
            start, whole = start + "(", whole[1:]
        while whole.endswith(")") and whole.count("(") < whole.count(")"):
            whole, end = whole[:-1], [")", *end]
        if re.fullmatch(r"\([^()]*[=<>≤≥≠][^()]*\)", whole):  # a remark in brackets, no pair or product
            start, whole, end = start + "(", whole[1:-1], [")", *end]
        with suppress(ValueError):
            return [start, Math(latex(parse(formula(whole)))), *end]
        whole = start + whole
    return [*_pieces(whole), *end]


def _is_formula(word: str) -> bool:
    """Is the word mathematics throughout: single letters, known names, signs, and at least one thing that text does not have?"""
    if _SINGLE.fullmatch(word) or word in ASCII or re.fullmatch("L[12pq∞]", word):
        return True
    runs = re.findall(r"[A-Za-z]+", re.sub(r"[A-Za-z]+_[A-Za-z0-9_]+", "", word))
    special = any(c in _SPECIAL or c in "^_" for c in word) or any(r in GREEK_NAMES for r in runs)
    return special and all(len(r) <= 2 or r in NAMES for r in runs) and not re.search(r"[\"#$%&@`~\\]", word)


def _is_neutral(word: str) -> bool:
    """A number, a sign, or letters that may be names beside one."""
    runs = re.findall(r"[A-Za-z]+", word)
    return bool(re.fullmatch(r"[-A-Za-z0-9'()|+*/=<>.,!]+", word)) and all(
        (len(r) <= 2 and r.lower() not in _ENGLISH) or r in (*FUNCTIONS, *OPERATORS) for r in runs
    )


def _merged(parts: list[Part]) -> tuple[Part, ...]:
    merged: list[Part] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        elif part != "":
            merged.append(part)
    return tuple(merged)
