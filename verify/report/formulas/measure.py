"""How wide and how high a formula will be, in em, near enough to break lines by: a test compares it with what is typeset."""

from __future__ import annotations

from functools import cache

from verify.report.formulas.glyphs import GLYPHS, SIZES, SPACES, STYLES, Kind
from verify.report.formulas.tree import Atom, Bracket, Fence, Fraction, Node, Nodes, Root, Script, Style, Word

SCRIPT = 0.72
_HIGH = {r"\sum": 2.4}


def width(nodes: Nodes) -> float:
    """Width in em of the text size."""
    total, before = 0.0, Kind.OPENING
    for node in nodes:
        one, kind, around = _measured(node)
        unary = kind is Kind.BINARY and before not in (Kind.ORDINARY, Kind.CLOSING)
        total += one if unary else one + around
        total += 0.17 if Kind.OPERATOR in (kind, before) and kind is not Kind.OPENING else 0.0
        total += 0.17 if kind is Kind.PUNCTUATION else 0.0
        before = Kind.ORDINARY if unary else kind
    return total


def kind_of(node: Node) -> Kind:
    """How the part behaves in a line."""
    match node:
        case Atom(text):
            return GLYPHS[text].kind if text in GLYPHS else Kind.ORDINARY
        case Script(base, _, _, _) if base is not None:
            return kind_of(base)
        case Bracket(_, text):
            return GLYPHS[text].kind
        case Word(command, _):
            return Kind.OPERATOR if command == r"\operatorname" else Kind.ORDINARY
        case Fence():
            return Kind.CLOSING
    return Kind.ORDINARY


@cache
def _measured(node: Node) -> tuple[float, Kind, float]:
    """The width of the part alone, its kind, and the space around it."""
    kind = kind_of(node)
    return _one(node), kind, 2 * SPACES.get(kind, 0.0)


def _one(node: Node) -> float:
    match node:
        case Atom(text):
            return GLYPHS[text].width if text in GLYPHS else 0.5 * len(text)
        case Word(_, text):
            return 0.5 * len(text)
        case Style(command, body):
            return STYLES[command][1] * width(body)
        case Fraction(above, below):
            return max(width(above), width(below)) + 0.24
        case Root(body, _):
            return width(body) + 0.9
        case Fence(_, body, _):
            return width(body) + 2 * (0.4 + 0.1 * height(body))
        case Bracket(size, _):
            return 0.35 + 0.15 * SIZES[size]
    return _script(node)


def _script(node: Script) -> float:
    base = _one(node.base) if node.base is not None else 0.0
    below, above = SCRIPT * width(node.sub), SCRIPT * width(node.sup)
    if isinstance(node.base, Atom) and kind_of(node.base) is Kind.OPERATOR and node.base.latex != r"\log":
        return max(base, below, above)
    return base + max(below, above, 0.3 * node.primes) + 0.05


@cache
def height(nodes: Nodes) -> float:
    """Height in em of the text size, depth included."""
    return max(map(_height, nodes), default=1.0)


def _height(node: Node) -> float:
    match node:
        case Atom(text):
            return _HIGH.get(text, 1.0)
        case Fraction(above, below):
            return height(above) + height(below) + 0.35
        case Root(body, _):
            return height(body) + 0.2
        case Fence(_, body, _) | Style(_, body):
            return height(body)
        case Script(base, _, sub, sup):
            plain = _height(base) if base is not None else 1.0
            return plain + 0.3 * bool(sub) + 0.3 * bool(sup)
    return 1.0


def bracket_size(nodes: Nodes) -> str:
    """The fixed size of bracket that is as high as the formula."""
    return next((size for size, high in SIZES.items() if high + 0.2 >= height(nodes)), "Bigg")
