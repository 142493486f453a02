"""A formula as a line of plain characters, "θ_min/√d", for what takes no markup: alternative texts, titles, the search."""

from __future__ import annotations

from verify.report.formulas.mathml import ALPHABETS, SIGNS, SPACES
from verify.report.formulas.read_latex import parse
from verify.report.formulas.tree import Atom, Bracket, Fence, Fraction, Node, Nodes, Root, Script, Style, Word


def spelt(latex: str) -> str:
    """The formula; what stands over, under or beside something is joined by / _ ^ and put in brackets where it is longer."""
    return " ".join(_row(parse(latex)).split())


def _row(nodes: Nodes) -> str:
    return "".join(map(_one, nodes))


def _one(node: Node) -> str:
    match node:
        case Atom(text):
            return " " if text in SPACES else SIGNS.get(text, text.removeprefix("\\"))
        case Word(_, text):
            return text
        case Style(command, body):  # bold and slanted letters are plain ones, ℝ is no R
            blackboard = ALPHABETS[command] if command == r"\mathbb" else {}
            return "".join(blackboard.get(c, c) for c in _row(body))
        case Fraction(above, below):
            return f"{_whole(above)}/{_whole(below)}"
        case Root(body, index):
            return f"{_row(index)}√{_whole(body)}"
        case Fence(left, body, right):
            return f"{SIGNS.get(left, left)}{_row(body)}{SIGNS.get(right, right)}"
        case Bracket(_, text):
            return SIGNS.get(text, text)
        case Script(base, primes, sub, sup):
            stem = (_one(base) if base is not None else "") + "′" * primes
            return stem + (f"_{_whole(sub)}" if sub else "") + (f"^{_whole(sup)}" if sup else "")


def _whole(nodes: Nodes) -> str:
    """In brackets where it is more than one thing or word."""
    written = _row(nodes)
    return written if len(nodes) == 1 or written.isalnum() else f"({written})"
