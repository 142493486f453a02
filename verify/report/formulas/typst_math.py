"""Formulas from our LaTeX to Typst. A formula that is not fully understood raises; nothing is ever left out.

tylax 0.3.8, tried first, drops the brackets after \\bigl and writes out the braces of \\left\\lVert, both without an error.
"""

from __future__ import annotations

from verify.report.formulas.glyphs import GLYPHS, SIZES, STYLES, WORDS, Kind
from verify.report.formulas.read_latex import parse
from verify.report.formulas.tree import Atom, Bracket, Fence, Fraction, Node, Nodes, Root, Script, Style, Word


def typst_math(latex: str) -> str:
    """What stands between the dollar signs in Typst."""
    return sequence(parse(latex))


def sequence(nodes: Nodes) -> str:
    """Parts side by side; spaces keep them apart, Typst drops them."""
    return " ".join(map(_one, nodes)) or '""'


def _one(node: Node) -> str:
    match node:
        case Atom(text):
            return _glyph(text)
        case Word(command, text):
            return f"{WORDS[command]}({_quoted(text)})"
        case Style(command, body):
            return f"{STYLES[command][0]}({sequence(body)})"
        case Fraction(above, below):
            return f"frac({sequence(above)}, {sequence(below)})"
        case Root(body, index):
            return f"root({sequence(index)}, {sequence(body)})" if index else f"sqrt({sequence(body)})"
        case Fence(left, body, right):
            return f"lr({_bare(left)} {sequence(body)} {_bare(right)})"
        case Bracket(size, text):
            return _classed(text, f"lr(size: #{SIZES[size]}em, {_bare(text)})")
    return _script(node)


def _script(node: Script) -> str:
    base = _one(node.base) if node.base is not None else '""'
    below = f"_({sequence(node.sub)})" if node.sub else ""
    above = f"^({sequence(node.sup)})" if node.sup else ""
    return base + "'" * node.primes + below + above


def _glyph(text: str) -> str:
    if text not in GLYPHS:
        return text
    typst = GLYPHS[text].typst
    return _classed(text, typst) if typst in ("|", "‖") else typst


def _classed(text: str, typst: str) -> str:
    """Bars open or close by what they are, which Typst cannot know."""
    side = {Kind.OPENING: "opening", Kind.CLOSING: "closing"}.get(GLYPHS[text].kind, "normal")
    return f'class("{side}", {typst})'


def _bare(text: str) -> str:
    return GLYPHS[text].typst


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
