"""Formulas from our LaTeX to MathML Core. A formula that is not fully understood raises; nothing is ever left out.

Browsers know neither `mathvariant="bold"` nor a bold italic of their own: the mathematical alphabets of Unicode are used instead.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from functools import cache
from html import escape

from verify.report.formulas.breaking import Row
from verify.report.formulas.characters import MATHEMATICS
from verify.report.formulas.glyphs import GLYPHS, SIZES, Kind
from verify.report.formulas.measure import kind_of
from verify.report.formulas.read_latex import parse
from verify.report.formulas.tree import Atom, Bracket, Fence, Fraction, Node, Nodes, Root, Script, Style, Word

# fmt: off
SIGNS = {latex.strip(): sign for sign, latex in MATHEMATICS.items() if latex.strip() in GLYPHS} | {
    r"\lvert": "|", r"\rvert": "|", r"\Vert": "‖", r"\lVert": "‖", r"\rVert": "‖", r"\mid": "∣", r"\top": "⊤", r"\prime": "′",
    r"\ast": "∗", r"\{": "{", r"\}": "}", "-": "−", r"\perp": "⟂", r"\sum": "∑", r"\Sigma": "Σ", r"\Upsilon": "Υ",
    r"\vartheta": "ϑ", r"\phi": "ϕ",
}
# fmt: on
SPACES = {r"\quad": 1.0, r"\qquad": 2.0, r"\,": 0.17, r"\;": 0.28}
ACCENTS = {r"\hat": "^", r"\bar": "¯", r"\tilde": "~"}
LIMITS = (r"\sum", r"\prod", r"\max", r"\min", r"\sup", r"\inf", r"\det")
_LETTERS = string.ascii_uppercase + string.ascii_lowercase
_SMALL_GREEK = "αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ"
_LARGE_GREEK = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡϴΣΤΥΦΧΨΩ∇"


def _from(first: int, letters: str, gaps: str = "") -> dict[str, str]:
    """Letters to a block of Unicode; `gaps` are pairs of a letter and the older character that it has instead."""
    found = {c: chr(first + k) for k, c in enumerate(letters)}
    return found | dict(zip(gaps[::2], gaps[1::2], strict=True))


BOLD = (
    _from(0x1D468, _LETTERS)
    | _from(0x1D6A8, _LARGE_GREEK)
    | _from(0x1D736, _SMALL_GREEK)
    | _from(0x1D7CE, string.digits)
)
SCRIPT = _from(0x1D49C, string.ascii_uppercase, "BℬEℰFℱHℋIℐLℒMℳRℛ")
ALPHABETS = {
    r"\boldsymbol": BOLD,
    r"\mathcal": SCRIPT,
    r"\mathbb": _from(0x1D538, string.ascii_uppercase, "CℂHℍNℕPℙQℚRℝZℤ"),
    r"\boldsymbol\mathcal": _from(0x1D4D0, string.ascii_uppercase),
}
ITALIC = _from(0x1D434, _LETTERS, "hℎ")
ITALIC_GREEK = _from(0x1D6FC, _SMALL_GREEK)
# What a browser slants where it stands alone and the report does not.
SLANTED = f"{_LARGE_GREEK}∂"


def signs() -> frozenset[str]:
    """Every character that a formula may hold, those that a browser puts in its place (italics) included."""
    italic_greek = (chr(0x1D6E2 + k) for k in range(58))
    alphabets = (c for alphabet in (*ALPHABETS.values(), ITALIC) for c in alphabet.values())
    return frozenset(
        (*string.printable[:95], "\u00a0", *"".join(SIGNS.values()), *MATHEMATICS, *alphabets, *italic_greek, *"^¯")
    )


def mathml(latex: str, after: str = "") -> str:
    """One formula within a sentence; what comes `after` it is not torn from it."""
    return f"<math>{_formula(latex)}{f'<mi>{escape(after)}</mi>' if after else ''}</math>"


def aligned(rows: tuple[Row, ...]) -> str:
    """A display of lines, aligned where the right part of each begins."""
    if len(rows) == 1 and not rows[0].left:
        return f'<math display="block">{_formula(rows[0].right)}</math>'
    lines = "".join(f"<mtr><mtd>{_formula(r.left)}</mtd><mtd>{_formula(r.right)}</mtd></mtr>" for r in rows)
    return f'<math display="block"><mtable>{lines}</mtable></math>'


@cache
def _formula(latex: str) -> str:
    return _row(parse(latex))


def _row(nodes: Nodes, alphabet: str = "") -> str:
    return "".join(_parts(nodes, alphabet))


def _parts(nodes: Nodes, alphabet: str) -> Iterator[str]:
    before = Kind.OPENING
    for node in nodes:
        kind = kind_of(node)
        if Kind.OPERATOR in (kind, before) and {kind, before} <= {Kind.OPERATOR, Kind.ORDINARY, Kind.CLOSING}:
            yield '<mspace width="0.17em"/>'
        # A line that goes on with + or - begins with that sign: it is a sum there, not the sign of a number.
        goes_on = before is Kind.SPACE or (node is nodes[0] and node == Atom("+"))
        unary = kind is Kind.BINARY and not goes_on and before not in (Kind.ORDINARY, Kind.CLOSING)
        if kind is Kind.RELATION and node is nodes[-1] and isinstance(node, Atom) and len(nodes) > 1:
            yield f'<mo rspace="0">{_sign(node.latex)}</mo>'
            return
        yield _one(node, alphabet, form="prefix" if unary else "infix" if kind is Kind.BINARY and goes_on else "")
        before = Kind.ORDINARY if unary else kind


def _single(nodes: Nodes, alphabet: str = "") -> str:
    """The parts as one element."""
    written = _row(nodes, alphabet)
    return written if _is_one(nodes) else f"<mrow>{written}</mrow>"


def _is_one(nodes: Nodes) -> bool:
    """Is it one element? A style is what it holds, an operator has its space beside it."""
    if len(nodes) != 1:
        return False
    if isinstance(nodes[0], Root) and _is_plain(nodes[0].body):
        return bool(nodes[0].index)
    styled = isinstance(nodes[0], Style) and nodes[0].command not in ACCENTS
    return _is_one(nodes[0].body) if styled and isinstance(nodes[0], Style) else True


def _is_plain(nodes: Nodes) -> bool:
    """Is it one letter or one digit?"""
    return len(nodes) == 1 and isinstance(nodes[0], Atom) and kind_of(nodes[0]) is Kind.ORDINARY


def _one(node: Node, alphabet: str = "", form: str = "") -> str:
    match node:
        case Atom(text):
            return _atom(text, alphabet, form)
        case Word(command, text):
            return _word(command, text)
        case Style(command, body):
            if command in ACCENTS:
                return f'<mover accent="true">{_single(body, alphabet)}<mo>{ACCENTS[command]}</mo></mover>'
            return _row(body, command if not alphabet or alphabet == command else alphabet + command)
        case Fraction(above, below):
            return f"<mfrac>{_single(above)}{_single(below)}</mfrac>"
        case Root(body, index):
            if index:
                return f"<mroot>{_single(body)}{_single(index)}</mroot>"
            # A browser leaves room beside a radical for the largest one of the font: over one sign a bar is not needed.
            return f"<mi>√</mi>{_row(body)}" if _is_plain(body) else f"<msqrt>{_row(body)}</msqrt>"
        case Fence(left, body, right):
            return f"<mrow><mo>{_sign(left)}</mo>{_row(body)}<mo>{_sign(right)}</mo></mrow>"
        case Bracket(size, text):
            side = "prefix" if GLYPHS[text].kind is Kind.OPENING else "postfix"
            size = f'minsize="{SIZES[size]}em" maxsize="{SIZES[size]}em"'
            return f'<mo form="{side}" stretchy="true" {size}>{_sign(text)}</mo>'
    return _script(node, alphabet)


def _sign(text: str) -> str:
    return escape(SIGNS.get(text, text))


def _word(command: str, text: str) -> str:
    if command == r"\mathit":
        return f"<mi>{''.join(ITALIC.get(c, c) for c in escape(text))}</mi>"
    spaced = escape(text).replace(" ", "\u00a0")
    return f"<mi>{spaced}</mi>" if command == r"\operatorname" and len(text) > 1 else f"<mtext>{spaced}</mtext>"


@cache
def _atom(text: str, alphabet: str, form: str) -> str:
    if text in SPACES:
        return f'<mspace width="{SPACES[text]}em"/>'
    sign, kind = SIGNS.get(text, text), GLYPHS[text].kind if text in GLYPHS else Kind.ORDINARY
    if alphabet:
        sign = "".join(ALPHABETS[alphabet][c] for c in sign) if kind is Kind.ORDINARY else sign
    if text[0].isdigit():
        return f"<mn>{sign}</mn>"
    # As an operator it would grow with its row, or take space.
    if kind in (Kind.OPENING, Kind.CLOSING) or sign in "|‖/":
        return f"<mi>{escape(sign)}</mi>"
    if text in LIMITS and len(sign) == 1:
        return f"<mo>{sign}</mo>"
    if kind is Kind.OPERATOR:
        return f"<mi>{text.removeprefix(chr(92))}</mi>" if sign == text else f"<mo>{sign}</mo>"
    if kind is not Kind.ORDINARY or sign in ".!":
        return f"<mo{f' form={chr(34)}{form}{chr(34)}' if form else ''}>{escape(sign)}</mo>"
    return f"<mi>{sign}</mi>" if alphabet or sign not in SLANTED else f'<mi mathvariant="normal">{sign}</mi>'


def _script(node: Script, alphabet: str) -> str:
    """Primes stand beside the letter, at its size: the sign of the font is raised by itself."""
    base = _single((node.base,), alphabet) if node.base is not None else "<mrow></mrow>"
    base = _primed(base, "′" * node.primes) if node.primes else base
    base = f"<mrow>{base}</mrow>" if isinstance(node.base, Bracket) else base  # by itself a base does not grow
    above, below = _single(node.sup), _single(node.sub)
    if isinstance(node.base, Atom) and node.base.latex in LIMITS:
        base = base if base.startswith("<mo") else f"<mo>{node.base.latex.removeprefix(chr(92))}</mo>"
        base = base.replace("<mo>", '<mo movablelimits="true">', 1)
        return _scripted(base, ("under", below) if node.sub else ("", ""), ("over", above) if node.sup else ("", ""))
    return _scripted(base, ("sub", below) if node.sub else ("", ""), ("sup", above) if node.sup else ("", ""))


def _primed(base: str, primes: str) -> str:
    """One name with the letter where it is one; a name of several characters is not slanted by the browser."""
    letter = base.removeprefix("<mi>").removesuffix("</mi>")
    if len(letter) == 1:
        return f"<mi>{ITALIC.get(letter, ITALIC_GREEK.get(letter, letter))}{primes}</mi>"
    return f'<mrow>{base}<mo lspace="0" rspace="0">{primes}</mo></mrow>'


def _scripted(base: str, below: tuple[str, str], above: tuple[str, str]) -> str:
    name = f"m{below[0]}{above[0]}"
    return f"<{name}>{base}{below[1]}{above[1]}</{name}>" if name != "m" else base
