"""The LaTeX that a formula of the report may hold, with its Typst and its width: nothing else is known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from verify.report.formulas.names import GREEK


class Kind(Enum):
    """How a sign behaves: it sets the space around it, and where a line may break."""

    ORDINARY = "ordinary"
    BINARY = "binary"
    RELATION = "relation"
    OPENING = "opening"
    CLOSING = "closing"
    PUNCTUATION = "punctuation"
    OPERATOR = "operator"
    SPACE = "space"


@dataclass(frozen=True)
class Glyph:
    """A sign: its Typst, its width in em without the space around it, and its kind."""

    typst: str
    width: float
    kind: Kind = Kind.ORDINARY


def _greek() -> dict[str, Glyph]:
    """Typst's epsilon is LaTeX's varepsilon, and so on."""
    variants = {"epsilon": "epsilon.alt", "varepsilon": "epsilon", "phi": "phi.alt", "varphi": "phi"}
    variants |= {"vartheta": "theta.alt", "ell": "ell"}
    return {f"\\{g}": Glyph(variants.get(g, g), 0.72 if g[0].isupper() else 0.56) for g in GREEK}


def _characters() -> dict[str, Glyph]:
    letters = {c: Glyph(c, 0.52) for c in "abcdefghijklnopqrstuvxyz"}
    letters |= {c: Glyph(c, 0.75) for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"} | {
        "m": Glyph("m", 0.88),
        "w": Glyph("w", 0.72),
        "M": Glyph("M", 0.97),
        "W": Glyph("W", 0.97),
    }
    digits = {c: Glyph(c, 0.5) for c in "0123456789"}
    return (
        letters | digits | {".": Glyph(".", 0.28), "!": Glyph("!", 0.28), "|": Glyph("|", 0.28), "/": Glyph(r"\/", 0.5)}
    )


def _operators() -> dict[str, Glyph]:
    named = {
        f"\\{w}": Glyph(w, 0.52 * len(w), Kind.OPERATOR) for w in ("log", "exp", "max", "min", "sup", "inf", "det")
    }
    return named | {r"\sum": Glyph("sum", 1.45, Kind.OPERATOR)}


GLYPHS: dict[str, Glyph] = (
    _greek()
    | _characters()
    | _operators()
    | {
        "+": Glyph("+", 0.78, Kind.BINARY),
        "-": Glyph("-", 0.78, Kind.BINARY),
        r"\cdot": Glyph("dot.c", 0.28, Kind.BINARY),
        r"\times": Glyph("times", 0.78, Kind.BINARY),
        r"\odot": Glyph("dot.o", 0.78, Kind.BINARY),
        "=": Glyph("=", 0.78, Kind.RELATION),
        "<": Glyph("<", 0.78, Kind.RELATION),
        ">": Glyph(">", 0.78, Kind.RELATION),
        r"\le": Glyph("<=", 0.78, Kind.RELATION),
        r"\ge": Glyph(">=", 0.78, Kind.RELATION),
        r"\ne": Glyph("!=", 0.78, Kind.RELATION),
        r"\in": Glyph("in", 0.67, Kind.RELATION),
        r"\to": Glyph("arrow.r", 1.0, Kind.RELATION),
        r"\Rightarrow": Glyph("arrow.r.double", 1.0, Kind.RELATION),
        r"\leftarrow": Glyph("arrow.l", 1.0, Kind.RELATION),
        r"\mapsto": Glyph("arrow.r.bar", 1.0, Kind.RELATION),
        r"\Leftrightarrow": Glyph("arrow.l.r.double", 1.0, Kind.RELATION),
        r"\ll": Glyph("lt.double", 1.0, Kind.RELATION),
        r"\gg": Glyph("gt.double", 1.0, Kind.RELATION),
        r"\sim": Glyph("tilde.op", 0.78, Kind.RELATION),
        r"\equiv": Glyph("equiv", 0.78, Kind.RELATION),
        r"\subset": Glyph("subset", 0.78, Kind.RELATION),
        r"\subseteq": Glyph("subset.eq", 0.78, Kind.RELATION),
        r"\setminus": Glyph("without", 0.5, Kind.BINARY),
        r"\approx": Glyph("approx", 0.78, Kind.RELATION),
        r"\perp": Glyph("perp", 0.78, Kind.RELATION),
        r"\mid": Glyph("bar.v", 0.28, Kind.RELATION),
        "(": Glyph(r"\(", 0.39, Kind.OPENING),
        ")": Glyph(r"\)", 0.39, Kind.CLOSING),
        "[": Glyph(r"\[", 0.28, Kind.OPENING),
        "]": Glyph(r"\]", 0.28, Kind.CLOSING),
        r"\{": Glyph(r"\{", 0.5, Kind.OPENING),
        r"\}": Glyph(r"\}", 0.5, Kind.CLOSING),
        r"\lvert": Glyph("|", 0.28, Kind.OPENING),
        r"\rvert": Glyph("|", 0.28, Kind.CLOSING),
        r"\Vert": Glyph("‖", 0.5),
        r"\lVert": Glyph("‖", 0.5, Kind.OPENING),
        r"\rVert": Glyph("‖", 0.5, Kind.CLOSING),
        r"\langle": Glyph("chevron.l", 0.39, Kind.OPENING),
        r"\rangle": Glyph("chevron.r", 0.39, Kind.CLOSING),
        ",": Glyph(r"\,", 0.28, Kind.PUNCTUATION),
        ";": Glyph(r"\;", 0.28, Kind.PUNCTUATION),
        ":": Glyph(":", 0.28, Kind.PUNCTUATION),
        r"\top": Glyph("top", 0.78),
        r"\prime": Glyph("prime", 0.28),
        r"\infty": Glyph("infinity", 1.0),
        r"\nabla": Glyph("nabla", 0.83),
        r"\partial": Glyph("partial", 0.56),
        r"\emptyset": Glyph("emptyset", 0.5),
        r"\succ": Glyph("succ", 0.78, Kind.RELATION),
        r"\prec": Glyph("prec", 0.78, Kind.RELATION),
        r"\notin": Glyph("in.not", 0.67, Kind.RELATION),
        r"\cap": Glyph("inter", 0.67, Kind.BINARY),
        r"\cup": Glyph("union", 0.67, Kind.BINARY),
        r"\circ": Glyph("compose", 0.5, Kind.BINARY),
        r"\angle": Glyph("angle", 0.72),
        r"\prod": Glyph("product", 0.95, Kind.OPERATOR),
        r"\int": Glyph("integral", 0.5, Kind.OPERATOR),
        r"\forall": Glyph("forall", 0.56),
        r"\exists": Glyph("exists", 0.56),
        r"\pm": Glyph("plus.minus", 0.78, Kind.BINARY),
        r"\ast": Glyph("ast.op", 0.5),
        r"\ldots": Glyph("dots.h", 1.17),
        r"\quad": Glyph("quad", 1.0, Kind.SPACE),
        r"\qquad": Glyph("wide", 2.0, Kind.SPACE),
        r"\,": Glyph("thin", 0.17, Kind.SPACE),
        r"\;": Glyph("thick", 0.28, Kind.SPACE),
    }
)
# An alphabet or an accent: the Typst function, and how much wider it makes what it holds.
STYLES: dict[str, tuple[str, float]] = {
    r"\boldsymbol": ("bold", 1.15),
    r"\mathbb": ("bb", 1.1),
    r"\mathcal": ("cal", 1.1),
    r"\hat": ("hat", 1.0),
    r"\bar": ("macron", 1.0),
    r"\tilde": ("tilde", 1.0),
}
# Whole words, set upright or in italics.
WORDS = {r"\text": "upright", r"\operatorname": "op", r"\mathit": "italic", r"\mathrm": "upright"}
# Space on both sides of a sign, in em.
SPACES = {Kind.BINARY: 0.22, Kind.RELATION: 0.28}
SIZES = {"big": 1.2, "Big": 1.8, "bigg": 2.4, "Bigg": 3.0}
