"""Sentences with Unicode mathematics ("‖θ₁ - θ₂‖ ≤ 2ε√d") as text and formulas. Every character must be in a table here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from verify.report.formulas import names
from verify.report.formulas.read_latex import parse
from verify.report.formulas.tree import latex
from verify.report.parts import Math, Part, Wording

ASCII = {"<=": r"\le ", ">=": r"\ge ", "!=": r"\ne ", "->": r"\to ", "=>": r"\Rightarrow "}
_PLAIN = {"*": r"\cdot ", "{": r"\{", "}": r"\}"}
FUNCTIONS = ("log", "exp", "max", "min", "sup", "inf", "det")
OPERATORS = ("sign", "argmax", "argmin", "diag", "rank", "clip", "mean", "dist", "arccos", "cos", "sin", "conv")
GREEK_NAMES = (*names.GREEK, "eps")
NAMES = (*GREEK_NAMES, *FUNCTIONS, *OPERATORS)
_TOKEN = re.compile(r"<=|>=|!=|->|=>|[A-Za-z]+(?:_[A-Za-z0-9]+)*'?|\d+|.")


def formula(word: str) -> str:
    """A word of Unicode mathematics in LaTeX."""
    tokens = _TOKEN.findall(word)
    out = ""
    while tokens:
        out += _next(tokens)
        if out.endswith(f"{MATHEMATICS['‖']} ") and tokens[:1] == ["∞"]:
            out += f"_{{{MATHEMATICS[tokens.pop(0)]}}} "
    return out.strip()


def _next(tokens: list[str]) -> str:
    token = tokens.pop(0)
    for table, mark in ((SUBSCRIPTS, "_"), (SUPERSCRIPTS, "^")):
        if token in table:
            script = table[token]
            while tokens and tokens[0] in table:
                script += table[tokens.pop(0)]
            return f"{mark}{{{script.strip()}}}"
    if token in ("^", "_") and tokens:
        return f"{token}{{{_group(tokens)}}}"
    if token == "√":
        return rf"\sqrt{{{_group(tokens)}}} " if tokens else r"\sqrt{} "
    if token in ("Lp", "Lq") or (token == "L" and tokens and tokens[0] in "12∞"):
        return f"L_{{{token[1:] or MATHEMATICS.get(tokens[0]) or tokens[0]}}}{'' if token[1:] or not tokens.pop(0) else ' '}"
    if token in FUNCTIONS:
        return f"\\{token} "
    if token in OPERATORS:
        return rf"\operatorname{{{token}}} "
    if token in GREEK_NAMES and tokens and tokens[0].isdigit():
        return names.scalar(f"{token}_{tokens.pop(0)}") + " "
    if token == "epsilon":
        return r"\varepsilon "
    if "_" in token or token.rstrip("'") in GREEK_NAMES:
        return names.scalar(token) + " "
    return ASCII.get(token) or (MATHEMATICS[token] + " " if token in MATHEMATICS else _PLAIN.get(token, token))


def _group(tokens: list[str]) -> str:
    """What a root or a script holds: a bracketed expression without its brackets, or one token with its scripts."""
    if tokens[0] not in ("(", "{"):
        first = tokens[0]
        found = _next(tokens)
        while tokens and (tokens[0] in SUBSCRIPTS or (first in GREEK and (tokens[0] in GREEK or tokens[0] == "x"))):
            found += _next(tokens)
        return found.strip()
    tokens[0], depth, found = "(", 0, ""
    while tokens:
        depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(tokens[0], 0)
        if depth == 0:
            tokens.pop(0)
            break
        found += _next(tokens)
    return found[1:].strip()


_DIGITS = "0123456789"
SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉", _DIGITS, strict=True)) | {"₊": "+", "₋": "-"}
SUBSCRIPTS |= dict(zip("ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "aehijklmnoprstuvx", strict=True))
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", _DIGITS, strict=True)) | {"ᵀ": r"\top ", "⁻": "-", "⁺": "+"}
SUPERSCRIPTS |= dict(zip("ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "abcdefghijklmnoprstuvwxyz", strict=True))
# Characters that stand for a formula, with their LaTeX in mathematics.
MATHEMATICS = {
    "ε": r"\varepsilon",
    "ϵ": r"\epsilon",
    "φ": r"\varphi",
    "ℓ": r"\ell",
    "∇": r"\nabla",
    "∂": r"\partial",
    "‖": r"\Vert",
    "≤": r"\le",
    "≥": r"\ge",
    "≠": r"\ne",
    "≈": r"\approx",
    "∈": r"\in",
    "∉": r"\notin",
    "∀": r"\forall",
    "∃": r"\exists",
    "∞": r"\infty",
    "·": r"\cdot",
    "×": r"\times",
    "±": r"\pm",
    "−": "-",
    "→": r"\to",
    "←": r"\leftarrow",
    "↦": r"\mapsto",
    "⇔": r"\Leftrightarrow",
    "≪": r"\ll",
    "≫": r"\gg",
    "∼": r"\sim",
    "≡": r"\equiv",
    "⊂": r"\subset",
    "⊆": r"\subseteq",
    "∖": r"\setminus",
    "½": r"\frac{1}{2}",
    "¼": r"\frac{1}{4}",
    "⇒": r"\Rightarrow",
    "⟂": r"\perp",
    "⊥": r"\perp",
    "⟨": r"\langle",
    "⟩": r"\rangle",
    "⊙": r"\odot",
    "∘": r"\circ",
    "≺": r"\prec",
    "≻": r"\succ",
    "∩": r"\cap",
    "∪": r"\cup",
    "∅": r"\emptyset",
    "∠": r"\angle",
    "…": r"\ldots",
    "∑": r"\sum",
    "∏": r"\prod",
    "∫": r"\int",
    "√": r"\sqrt",
    "′": "'",
    "ℝ": r"\mathbb{R}",
    "ℕ": r"\mathbb{N}",
}
_NAMES = "alpha beta gamma delta zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon chi psi omega"
_NAMES += " Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
_GREEK = {c: f"\\{n}" for c, n in zip("αβγδζηθικλμνξπρστυχψωΓΔΘΛΞΠΣΦΨΩ", _NAMES.split(), strict=True)}
MATHEMATICS |= _GREEK | {"Σ": r"\sum"}
GREEK = frozenset((*_GREEK, "ε", "φ")) - {"Σ"}
# Characters of running text beyond ASCII: both writers take them as they are.
LETTERS = frozenset("äöüÄÖÜßéèêáàâíìîóòôúùûñçøåÅÉÓő–—‘’“”§°†")


_SPECIAL = "".join([*MATHEMATICS, *SUBSCRIPTS, *SUPERSCRIPTS])
_CLASS = re.escape(_SPECIAL)
_SIGNS = ("=", "+", "-", "<", ">", "*", "/", "≤", "≥", "≠", "≈", "∈", "→", "−", "·", "!", "⟂", "≺", "≻")
_ENGLISH = frozenset(
    ("an", "as", "at", "be", "by", "do", "if", "in", "is", "it", "no", "of", "on", "or", "so", "to", "up", "we")
)
_JOINT = re.compile(rf"(\s+|-(?=(?!{'|'.join((*FUNCTIONS, *OPERATORS))})[A-Za-z]{{3}}))")
_SINGLE = re.compile(r"[(|]?-?[b-zB-HJ-Z]'?[)|]?|[a-zA-Z][-+]\d+")


class UnknownCharacter(ValueError):
    """A sentence holds a character without an entry in the tables of `verify/report/formulas/wording.py`."""


def inline(text: str) -> tuple[Part, ...]:
    """The sentence as text and formulas. Raises UnknownCharacter, naming it and the sentence."""
    for c in text:
        if not _is_known(c):
            raise UnknownCharacter(
                f"{c!r} (U+{ord(c):04X}) in {text!r} has no entry in verify/report/formulas/wording.py"
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
