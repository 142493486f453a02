"""Break a long formula over lines: at relation signs, then before + and -, first outside brackets, then inside them, then at products."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verify.report.formulas.glyphs import SPACES, Kind
from verify.report.formulas.measure import bracket_size, kind_of, width
from verify.report.formulas.read_latex import parse
from verify.report.formulas.relations import Sides
from verify.report.formulas.tree import Atom, Bracket, Fence, Fraction, Node, Nodes, Script, latex

EM = 3.515  # mm, at 10 pt
WIDE = 110 / EM
PAGE = 144 / EM
INDENT = r"\quad "
TIMES = Atom(r"\times")


SHORT = 9.0


@dataclass(frozen=True)
class Row:
    """One line of a display: what stands left and right of the mark by which the lines are aligned."""

    left: str
    right: str


def rows(sides: Sides, wide: float = WIDE) -> tuple[Row, ...]:
    """A relation in as many lines as it needs, none wider than `wide` em if there is a place to break."""
    tail = rf"\quad {sides.scope}" if sides.scope else ""
    right = f"{sides.sign} {sides.right}{tail}"
    room = wide - width(parse(sides.left))
    if width(parse(right)) <= room:
        return (Row(sides.left, right),)
    broken = continued(sides.sign, sides.right + tail, room)
    if room >= wide / 2 and all(width(parse(line)) <= room for line in broken):
        return (Row(sides.left, broken[0]), *(Row("", line) for line in broken[1:]))
    above = pieces(parse(sides.left), wide - 1)
    left = [latex(p) for p in above]
    lines = [
        left[0],
        *(INDENT + p for p in left[1:]),
        *(INDENT + p for p in continued(sides.sign, sides.right + tail, wide - 1)),
    ]
    return tuple(Row("", line) for line in lines)


def is_short(latex: str) -> bool:
    """Is the formula better kept on one line of a sentence?"""
    return width(parse(latex)) < SHORT


def stacked(relations: Sequence[tuple[Row, ...]]) -> tuple[Row, ...]:
    """Several relations one below the other, each from the left: their signs do not stand in one column."""
    if len(relations) == 1:
        return relations[0]
    return tuple(Row("", f"{row.left} {row.right}".strip()) for relation in relations for row in relation)


def continued(sign: str, formula: str, wide: float = WIDE) -> tuple[str, ...]:
    """`sign formula` in lines, the further ones indented."""
    first, *further = pieces((*parse(sign), *parse(formula)), wide - 2)
    return (latex(first), *(INDENT + INDENT + latex(p) for p in further))


def pieces(nodes: Nodes, wide: float = WIDE) -> list[Nodes]:
    """The formula cut into lines no wider than `wide` em, at the outermost places that will do."""
    if width(nodes) <= wide:
        return [nodes]
    for opened in _opened(nodes, wide):
        for depth in (-1, 0, 9):
            lines = _filled(list(_segments(opened, depth)), wide)
            if all(width(line) <= wide for line in lines):
                return lines
    return lines


def _opened(nodes: Nodes, wide: float) -> Iterator[Nodes]:
    """The formula, then with its wide brackets made fixed, so that a line may break inside them, one level after the other."""
    for _ in range(4):
        yield nodes
        nodes = tuple(part for node in nodes for part in _fixed(node, wide / 2))
    yield nodes


def _fixed(node: Node, wide: float) -> Nodes:
    scripted = isinstance(node, Script) and isinstance(node.base, Fence)
    fence = node.base if isinstance(node, Script) else node
    if not isinstance(fence, Fence) or width((fence,)) <= wide:
        return (node,)
    size = bracket_size(fence.body)
    closing: Node = Bracket(size, fence.right)
    if isinstance(node, Script) and scripted:
        closing = Script(closing, node.primes, node.sub, node.sup)
    return (Bracket(size, fence.left), *fence.body, closing)


@dataclass(frozen=True)
class _Segment:
    """What stays together, and how many brackets are open where it begins; `torn` where a product was cut."""

    nodes: Nodes
    depth: int
    torn: bool = False


def _segments(nodes: Nodes, deepest: int) -> Iterator[_Segment]:
    """The formula cut before every + and -, and between factors up to the given depth of brackets."""
    current: list[Node] = []
    depth, started, torn = 0, 0, False
    for node in nodes:
        kind = kind_of(node)
        at_sign = kind is Kind.BINARY and isinstance(node, Atom) and node.latex in "+-" and _is_binary(current)
        at_product = depth <= deepest and bool(current) and _is_new_factor(current[-1], node)
        if (at_sign or at_product) and current:
            yield _Segment(tuple(current), started, torn)
            current, started, torn = [], depth, at_product
        current.append(node)
        depth += {Kind.OPENING: 1, Kind.CLOSING: -1}.get(kind, 0) if _is_bracket(node) else 0
    yield _Segment(tuple(current), started, torn)


def _is_new_factor(before: Node, node: Node) -> bool:
    """Does a product go on here with something that can begin a line?"""
    opens = kind_of(node) is Kind.OPENING or isinstance(node, Fence)
    return (isinstance(node, Fraction) and kind_of(before) in (Kind.CLOSING, Kind.ORDINARY)) or (
        opens and (kind_of(before) is Kind.CLOSING or isinstance(before, Fraction))
    )


def _is_bracket(node: Node) -> bool:
    inner = node.base if isinstance(node, Script) else node
    return isinstance(inner, Bracket) or (isinstance(inner, Atom) and kind_of(inner) in (Kind.OPENING, Kind.CLOSING))


def _is_binary(before: list[Node]) -> bool:
    """Is a + or - here a sum, not a sign?"""
    return bool(before) and kind_of(before[-1]) not in (Kind.OPENING, Kind.RELATION, Kind.BINARY, Kind.PUNCTUATION)


def _filled(segments: list[_Segment], wide: float) -> list[Nodes]:
    """Lines filled from the left; of the places where a line may end, the last among those with the fewest open brackets."""
    lines: list[Nodes] = []
    widths = [width(s.nodes) + 2 * SPACES[Kind.BINARY] for s in segments]
    start = 0
    while start < len(segments):
        most = start + 1
        while most < len(segments) and sum(widths[start : most + 1]) <= wide:
            most += 1
        if most < len(segments):
            least = min(s.depth for s in segments[start + 1 : most + 1])
            good = [
                k for k in range(start + 1, most + 1) if segments[k].depth == least and sum(widths[start:k]) > wide / 3
            ]
            most = good[-1] if good else most
        lines.append(_joined(segments[start:most]))
        start = most
    return lines


def _joined(segments: list[_Segment]) -> Nodes:
    """A line; one that begins in the middle of a product begins with a times sign."""
    nodes = tuple(node for s in segments for node in s.nodes)
    return (TIMES, *nodes) if segments[0].torn else nodes
