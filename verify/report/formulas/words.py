"""One stretch of Unicode mathematics, as one types it in a sentence, to LaTeX: ‖x'(θ₁)‖ ≤ 2ε√d, theta_min, R^(d-1)."""

from __future__ import annotations

import re

from verify.report.formulas import names
from verify.report.formulas.characters import GREEK, MATHEMATICS, SUBSCRIPTS, SUPERSCRIPTS

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
