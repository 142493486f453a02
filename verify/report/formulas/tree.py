"""A formula as a tree: to measure it, to break it over lines and to convert it. `reader.py` reads it from LaTeX."""

from __future__ import annotations

import re
from dataclasses import dataclass

from verify.report.formulas.glyphs import GLYPHS

PRIME = r"\prime"


@dataclass(frozen=True)
class Atom:
    """One character, or one command that takes no argument."""

    latex: str


@dataclass(frozen=True)
class Word:
    """Text with its command: \\text{for all}, \\operatorname{sign}."""

    command: str
    text: str


@dataclass(frozen=True)
class Style:
    """An alphabet or an accent."""

    command: str
    body: Nodes


@dataclass(frozen=True)
class Fraction:
    """One thing over another."""

    above: Nodes
    below: Nodes


@dataclass(frozen=True)
class Root:
    """A square root, or one with an index."""

    body: Nodes
    index: Nodes = ()


@dataclass(frozen=True)
class Fence:
    """Brackets that grow with what they hold."""

    left: str
    body: Nodes
    right: str


@dataclass(frozen=True)
class Bracket:
    """One bracket of a fixed size (big, Big, bigg, Bigg): its partner may stand on another line."""

    size: str
    latex: str


@dataclass(frozen=True)
class Script:
    """A base with primes, a subscript and a superscript."""

    base: Node | None
    primes: int = 0
    sub: Nodes = ()
    sup: Nodes = ()


Node = Atom | Word | Style | Fraction | Root | Fence | Bracket | Script
Nodes = tuple[Node, ...]


def latex(nodes: Nodes) -> str:
    """The tree as LaTeX again."""
    return re.sub(r" +", " ", " ".join(map(_latex, nodes))).strip()


def _latex(node: Node) -> str:
    match node:
        case Atom(text):
            return text
        case Word(command, text):
            return f"{command}{{{text}}}"
        case Style(command, body):
            return f"{command}{{{latex(body)}}}"
        case Fraction(above, below):
            return rf"\frac{{{latex(above)}}}{{{latex(below)}}}"
        case Root(body, index):
            return r"\sqrt" + (f"[{latex(index)}]" if index else "") + f"{{{latex(body)}}}"
        case Fence(left, body, right):
            return rf"\left{left} {latex(body)} \right{right}"
        case Bracket(size, text):
            side = "l" if GLYPHS[text].kind.value == "opening" else "r"
            return rf"\{size}{side}{text}"
        case Script(base, primes, sub, sup):
            stem = (_latex(base) if base is not None else "{}") + (f"_{{{latex(sub)}}}" if sub else "")
            if primes and sup:
                return f"{stem}^{{{latex((*[Atom(PRIME)] * primes, *sup))}}}"
            return stem + (f"^{{{latex(sup)}}}" if sup else "'" * primes)
