"""Reads back the LaTeX that our printer writes.

Only what `symbols.py` lists is known; anything else raises, so that nothing can get lost on the way to another format.
"""

from __future__ import annotations

import re
from functools import lru_cache

from verify.report.formulas.glyphs import GLYPHS, SIZES, STYLES, WORDS
from verify.report.formulas.tree import Atom, Bracket, Fence, Fraction, Node, Nodes, Root, Script, Style, Word

_WORD = "|".join(re.escape(w) for w in WORDS)
_TOKEN = re.compile(rf"((?:{_WORD})\{{[^{{}}]*\}}|\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|\s+|.)", re.DOTALL)


class UnknownCommand(ValueError):
    """The formula holds something that the report has no rule for; the message names it and the formula."""


@lru_cache(maxsize=50_000)
def parse(latex: str) -> Nodes:
    """The formula as a tree. Raises UnknownCommand for what is not in the tables, ValueError where braces do not match."""
    reader = _Reader(latex)
    found = reader.sequence()
    if reader.peek():
        raise ValueError(f"{reader.peek()} closes nothing in the formula {latex}")
    return found


class _Reader:
    def __init__(self, latex: str) -> None:
        self._latex = latex
        self._tokens = [*(t for t in _TOKEN.findall(latex) if not t.isspace()), ""]
        self._at = 0

    def peek(self) -> str:
        return self._tokens[self._at]

    def _next(self, expected: str = "") -> str:
        token = self.peek()
        if not token or (expected and token != expected):
            raise ValueError(f"expected {expected or 'more'}, got {token or 'the end'}, in the formula {self._latex}")
        self._at += 1
        return token

    def sequence(self, stop: str = "}") -> Nodes:
        found: list[Node] = []
        while (token := self._tokens[self._at]) not in ("", "}", stop):
            if token in ("^", "_", "'"):
                found.append(self._script(found.pop() if found else None))
            else:
                found.append(self._one())
        return tuple(found)

    def _script(self, base: Node | None) -> Script:
        primes, parts = 0, dict[str, Nodes]()
        while self.peek() in ("^", "_", "'"):
            mark = self._next()
            if mark == "'":
                primes += 1
            elif mark in parts:
                raise ValueError(f"two scripts {mark} on one base in the formula {self._latex}")
            else:
                parts[mark] = self._argument()
        return Script(base, primes, parts.get("_", ()), parts.get("^", ()))

    def _argument(self) -> Nodes:
        if self.peek() != "{":
            return (self._one(),)
        self._next("{")
        found = self.sequence()
        self._next("}")
        return found

    def _one(self) -> Node:
        token = self._next()
        command = token.partition("{")[0]
        if command in WORDS and token != command:
            return Word(command, token[len(command) + 1 : -1])
        if token == r"\frac":
            return Fraction(self._argument(), self._argument())
        if token == r"\sqrt":
            return self._root()
        if token == r"\left":
            return self._fence()
        if token in STYLES:
            return Style(token, self._argument())
        if token[1:-1] in SIZES and token[-1] in "lr":
            return Bracket(token[1:-1], self._next())
        if token in GLYPHS or token[0].isdigit():
            return Atom(token)
        raise UnknownCommand(f"{token} is not in verify/report/formulas/glyphs.py (in the formula {self._latex})")

    def _root(self) -> Root:
        index: Nodes = ()
        if self.peek() == "[":
            self._next("[")
            index = self.sequence("]")
            self._next("]")
        return Root(self._argument(), index)

    def _fence(self) -> Fence:
        left = self._next()
        body = self.sequence(r"\right")
        self._next(r"\right")
        return Fence(left, body, self._next())
