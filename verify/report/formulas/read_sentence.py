"""Reads the formulas of sentences: a small grammar of Unicode mathematics, `‖x' - x‖ ≤ ε/θ_min·‖θ₁ - θ₂‖`.

What it does not derive it refuses, so that no formula is printed as another one:

    formula  = relation | list
    list     = [relation] sum {relation sum} [("," | ";" | ":") list]
    sum      = [+ | - | ±] product {(+ | - | ± | ∖ | ∪ | ∩) product}
    product  = factor {[· | × | ⊙ | ∘ | /] factor}
    factor   = atom [accent] {script}
    atom     = number | letter | declared name | sign | root atom | (list) | [list] | (list] | [list) | {list} | ⟨list⟩ | ‖list‖ | |list|
    root     = √ | sqrt
    script   = _ index | ^ index | subscript signs | superscript signs | ' | * | ± | ∞ after a norm
    index    = letter | number | declared name | (list) | {list}

A name of several letters is declared here. Two letters side by side are a product, but no word of English; three are a mistake.
After a division a further factor needs its dot, for `a/b c` would be read in two ways; only a function takes the brackets that follow.
`*` is the star of `u*`, never a product.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from verify.report.formulas import names
from verify.report.formulas.characters import GREEK, MATHEMATICS, SUBSCRIPTS, SUPERSCRIPTS
from verify.report.formulas.read_latex import parse
from verify.report.formulas.tree import PRIME, latex

FUNCTIONS = ("log", "exp", "max", "min", "sup", "inf", "det")
OPERATORS = (
    "sign",
    "argmax",
    "argmin",
    "diag",
    "rank",
    "clip",
    "mean",
    "dist",
    "arccos",
    "cos",
    "sin",
    "conv",
    "softplus",
    "sigmoid",
    "tanh",
    "sinh",
    "cosh",
    "erf",
    "tan",
    "arctan",
    "relu",
    "unit",
    "dot",
    "norm",
    "lse",
    "softmax",
    "LambertW",
)
VARIABLES = ("lo", "hi", "gap", "reach", "bound", "size", "gain")
DECLARED = {
    **{w: rf"\{w}" for w in FUNCTIONS},
    **{w: rf"\operatorname{{{w}}}" for w in OPERATORS},
    **{w: rf"\mathit{{{w}}}" for w in VARIABLES},
    **{w: names.word(w) for w in (*names.GREEK, "eps")},
    "epsilon": r"\varepsilon",
    "Max": r"\max",
    "Min": r"\min",
    "Abs": r"\operatorname{abs}",
    "atan": r"\operatorname{arctan}",
    "sqrt": r"\sqrt",
    **{f"L{p}": f"L_{{{p}}}" for p in "12pq"},
    "L∞": r"L_{\infty}",
    **{f"C_{a}{b}": rf"C_{{{MATHEMATICS[a]} {MATHEMATICS.get(b, b)}}}" for a, b in ("θθ", "θx")},
}
APPLIED = (*FUNCTIONS, *OPERATORS, "Max", "Min", "Abs", "atan")
ROOTS = ("√", "sqrt")
ENGLISH = frozenset(
    ("am", "an", "as", "at", "be", "by", "do", "go", "he", "if", "in", "is", "it", "me", "my", "no", "of", "on", "or")
)
ENGLISH |= {"so", "to", "up", "us", "we"}
RELATIONS = {"<=": r"\le", ">=": r"\ge", "!=": r"\ne", "->": r"\to", "=>": r"\Rightarrow", "=": "=", "<": "<", ">": ">"}
RELATIONS |= {c: MATHEMATICS[c] for c in "≤≥≠≈∈∉→←↦⇔≪≫∼≡⊂⊆⇒⟂⊥≺≻"}
SUMS = {"+": "+", "-": "-", "−": "-", "±": r"\pm", "∖": r"\setminus", "∪": r"\cup", "∩": r"\cap"}
SIGNS = ("+", "-", "−", "±")
PRODUCTS = {"·": r"\cdot", "×": r"\times", "⊙": r"\odot", "∘": r"\circ", "/": "/"}
PUNCTUATION = (",", ";", ":")
PAIRS = {
    "(": (")", "(", ")"),
    "[": ("]", "[", "]"),
    "{": ("}", r"\{", r"\}"),
    "⟨": ("⟩", r"\langle", r"\rangle"),
    "‖": ("‖", r"\lVert", r"\rVert"),
    "|": ("|", r"\lvert", r"\rvert"),
}
HALF_OPEN = {"(": "]", "[": ")"}  # intervals
ACCENTS = {"\N{COMBINING TILDE}": r"\tilde"}
CLOSING = frozenset(close for close, _, _ in PAIRS.values())
ALONE = {c: MATHEMATICS[c] for c in "∇∂∞…½¼∅∑Σ∏∫ℓℝℕ∀∃∠"}
_NAMES = "|".join(re.escape(n) for n in sorted(DECLARED, key=len, reverse=True))
_SCRIPTS = f"[{''.join(SUBSCRIPTS)}]+|[{''.join(SUPERSCRIPTS)}]+"
_TOKEN = re.compile(rf"\s*(<=|>=|!=|->|=>|(?:{_NAMES})(?![A-Za-z])|[A-Za-z]+|\d+(?:\.\d+)?|{_SCRIPTS}|\S)")


class Unreadable(ValueError):
    """What stands between two dollar signs is no formula of the grammar; the message names it and the reason."""


NO_VECTORS: frozenset[str] = frozenset()


@lru_cache(maxsize=10_000)
def formula(text: str, vectors: frozenset[str] = NO_VECTORS) -> str:
    """The formula in LaTeX; the names in `vectors`, as LaTeX without primes, are printed in bold. Raises Unreadable."""
    return latex(parse(_Reader(text, vectors).whole()))


@dataclass(frozen=True)
class _Token:
    text: str
    spaced: bool


class _Reader:
    """Each method reads what its rule of the grammar says and returns it in LaTeX."""

    def __init__(self, text: str, vectors: frozenset[str]) -> None:
        self._text = text
        self._vectors = vectors
        found = [_Token(m[1], m[0] != m[1]) for m in _TOKEN.finditer(text.strip())]
        self._tokens = [t for one in found for t in _letters(one, self._refuse)] + [_Token("", True)]
        self._at = 0
        self._open: list[str] = []

    def _refuse(self, why: str) -> Unreadable:
        return Unreadable(f"${self._text}$ is no formula: {why}")

    @property
    def _token(self) -> str:
        return self._tokens[self._at].text

    @property
    def _tight(self) -> bool:
        """Does the token stand at the one before, and the next one not at it?"""
        after = self._tokens[self._at + 1] if self._at + 1 < len(self._tokens) else _Token("", True)
        ends = after.spaced or after.text in CLOSING or after.text in PUNCTUATION or after.text in RELATIONS
        return not self._tokens[self._at].spaced and (ends or after.text in SUMS or after.text in ("", "'"))

    def _next(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1].text

    def whole(self) -> str:
        if len(self._tokens) == 2 and self._token in RELATIONS:
            return RELATIONS[self._next()]
        found = self._list()
        if self._token:
            raise self._refuse(f"{self._token!r} closes nothing, or stands where no factor can")
        return found

    def _list(self) -> str:
        found = RELATIONS[self._next()] + " " if self._token in RELATIONS else ""
        found += self._sum()
        while self._token in RELATIONS:
            found += f" {RELATIONS[self._next()]} {self._sum()}"
        if self._token in PUNCTUATION:
            mark = self._next()
            found += f"{' : ' if mark == ':' else mark + ' '}{self._list()}"
        return found

    def _sum(self) -> str:
        found = SUMS[self._next()] + " " if self._token in SIGNS else ""
        found += self._product()
        while self._token in SUMS:
            found += f" {SUMS[self._next()]} {self._product()}"
        return found

    def _product(self) -> str:
        found, divided, applied = self._factor(), False, self._applied
        while True:
            if self._token in PRODUCTS:
                divided = self._token == "/" or (divided and self._token != "·")
                found += f" {PRODUCTS[self._next()]} {self._factor()}"
            elif self._starts_a_factor():
                if divided and not self._argument:
                    raise self._refuse(self._two_ways())
                if self._token[0].isdigit() and not applied:
                    raise self._refuse(
                        f"write the number {self._token} before the factor beside it, or a dot between them"
                    )
                found += f" {self._factor()}"
            else:
                return found
            applied = self._applied

    @property
    def _argument(self) -> bool:
        """Do brackets follow a function, which stands in no script?"""
        script, before = (self._tokens[self._at - k].text for k in (2, 1))
        return self._token == "(" and before in APPLIED and script not in ("_", "^")

    def _two_ways(self) -> str:
        """What to write for a factor after a division."""
        if self._token == "(":
            return "write a/(f(x)) for a division by a value, a/b·(x) for a product: after a division '(' is read in two ways"
        return f"write a dot before {self._token!r}, or brackets round what is divided by: after a division a factor is read in two ways"

    @property
    def _applied(self) -> bool:
        """Is the token before a function that takes what follows, or dots that go on with it?"""
        return self._tokens[self._at - 1].text in (*APPLIED, "…")

    def _starts_a_factor(self) -> bool:
        token = self._token
        return bool(token) and token not in (self._open or [""])[-1:] and _is_atom(token)

    def _factor(self) -> str:
        if self._token == "\\":
            raise self._refuse("write the sign itself, as θ, ≤ or √, in the place of a command of LaTeX")
        if not _is_atom(self._token) and not self._is_placeholder():
            raise self._refuse(f"a factor is missing before {self._token!r}" if self._token else "it ends too early")
        atom = self._atom()
        if self._token in ACCENTS and not self._tokens[self._at].spaced:
            atom = rf"{ACCENTS[self._next()]}{{{atom}}}"
        sub, sup = list[str](), list[str]()
        while script := self._script(atom):
            where, content = script
            (sub if where == "_" else sup).append(content)
        below = f"_{{{' '.join(sub)}}}" if sub else ""
        atom = self._bold(atom, below)
        if set(sup) == {PRIME}:
            return atom + below + "'" * len(sup)
        return atom + below + (f"^{{{' '.join(sup)}}}" if sup else "")

    def _bold(self, atom: str, below: str = "") -> str:
        """The base of a vector's name in bold."""
        return rf"\boldsymbol{{{atom}}}" if atom + below in self._vectors else atom

    def _is_placeholder(self) -> bool:
        return self._token == "·" and bool(self._open) and self._tokens[self._at + 1].text == self._open[-1]

    def _atom(self) -> str:
        token = self._next()
        if token in ROOTS:
            return rf"\sqrt{{{self._bare()}}}"
        if token in PAIRS:
            return self._pair(token)
        if token == "·":
            return r"\cdot"
        return DECLARED.get(token) or ALONE.get(token) or (MATHEMATICS[token] if token in GREEK else token)

    def _pair(self, opening: str) -> str:
        close, left, right = PAIRS[opening]
        self._open.append(close)
        found = self._list()
        if self._token != close:
            raise self._refuse(f"{opening!r} is not closed")
        self._open.pop()
        self._next()
        return f"{left} {found} {right}"

    def _bare(self) -> str:
        """What stands under a root or in a script: brackets are not printed there."""
        if self._token in ("(", "{"):
            _, left, right = PAIRS[self._token]
            return self._atom().removeprefix(left).removesuffix(right).strip()
        if not _is_atom(self._token) or self._token in CLOSING:
            raise self._refuse(f"a root or a script holds {self._token!r}")
        return self._atom()

    def _script(self, atom: str) -> tuple[str, str] | None:
        token = self._token
        if token in ("_", "^"):
            self._next()
            content = self._bare()
            return token, self._bold(content) if atom == r"\nabla" else content
        if token == "'":
            self._next()
            return "^", PRIME
        for table, mark in ((SUBSCRIPTS, "_"), (SUPERSCRIPTS, "^")):
            if token[:1] in table:
                return mark, " ".join(table[c].strip() for c in self._next())
        if token == "*" and self._tight:
            self._next()
            return "^", r"\ast"
        if token == "±" and self._tight:
            self._next()
            return "_", r"\pm"
        if token == "∞" and atom.endswith(r"\rVert"):
            self._next()
            return "_", r"\infty"
        return None


def _letters(token: _Token, refuse: Callable[[str], Unreadable]) -> list[_Token]:
    """Letters that are no declared name: one name, or two that are multiplied."""
    text = token.text
    if not (text.isascii() and text.isalpha()) or text in DECLARED:
        return [token]
    if len(text) > 2 or text in ENGLISH:
        raise refuse(f"{text!r} is no name that is known here: take a letter, or set the word outside the dollar signs")
    return [_Token(c, token.spaced and k == 0) for k, c in enumerate(text)]


def _is_atom(token: str) -> bool:
    if token in DECLARED or token in PAIRS or token in ALONE or token in GREEK or token == "√":
        return True
    return token[:1].isascii() and token[:1].isalnum()
