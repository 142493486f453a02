"""The characters of sentences beyond ASCII: what each is in a formula, in LaTeX, and which are letters of running text."""

from __future__ import annotations

import unicodedata

from verify.language.sentence import numbered, visible

_DIGITS = "0123456789"
SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉", _DIGITS, strict=True)) | {"₊": "+", "₋": "-"}
SUBSCRIPTS |= dict(zip("ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "aehijklmnoprstuvx", strict=True))
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", _DIGITS, strict=True)) | {"ᵀ": r"\top ", "⁻": "-", "⁺": "+"}
SUPERSCRIPTS |= dict(zip("ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "abcdefghijklmnoprstuvwxyz", strict=True))
# Characters that stand for a formula, with their LaTeX in mathematics.
MATHEMATICS = {
    "ε": r"\varepsilon",
    "ϵ": r"\epsilon",
    "φ": r"\varphi",
    "ℓ": r"\ell",
    "∇": r"\nabla",
    "∂": r"\partial",
    "‖": r"\Vert",
    "≤": r"\le",
    "≥": r"\ge",
    "≠": r"\ne",
    "≈": r"\approx",
    "∈": r"\in",
    "∉": r"\notin",
    "∀": r"\forall",
    "∃": r"\exists",
    "∞": r"\infty",
    "·": r"\cdot",
    "×": r"\times",
    "±": r"\pm",
    "−": "-",
    "→": r"\to",
    "←": r"\leftarrow",
    "↦": r"\mapsto",
    "⇔": r"\Leftrightarrow",
    "≪": r"\ll",
    "≫": r"\gg",
    "∼": r"\sim",
    "≡": r"\equiv",
    "⊂": r"\subset",
    "⊆": r"\subseteq",
    "∖": r"\setminus",
    "½": r"\frac{1}{2}",
    "¼": r"\frac{1}{4}",
    "⇒": r"\Rightarrow",
    "⟂": r"\perp",
    "⊥": r"\perp",
    "⟨": r"\langle",
    "⟩": r"\rangle",
    "⊙": r"\odot",
    "∘": r"\circ",
    "≺": r"\prec",
    "≻": r"\succ",
    "∩": r"\cap",
    "∪": r"\cup",
    "∅": r"\emptyset",
    "∠": r"\angle",
    "…": r"\ldots",
    "∑": r"\sum",
    "∏": r"\prod",
    "∫": r"\int",
    "√": r"\sqrt",
    "′": "'",
    "ℝ": r"\mathbb{R}",
    "ℕ": r"\mathbb{N}",
}
_NAMES = "alpha beta gamma delta zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon chi psi omega"
_NAMES += " Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
_GREEK = {c: f"\\{n}" for c, n in zip("αβγδζηθικλμνξπρστυχψωΓΔΘΛΞΠΣΦΨΩ", _NAMES.split(), strict=True)}
MATHEMATICS |= _GREEK | {"Σ": r"\sum"}
GREEK = frozenset((*_GREEK, "ε", "φ")) - {"Σ"}
# Characters of running text beyond ASCII: both writers take them as they are.
LETTERS = frozenset("äöüÄÖÜßéèêáàâíìîóòôúùûñçøåÅÉÓő–—‘’“”§°†")
SPECIAL = frozenset((*MATHEMATICS, *SUBSCRIPTS, *SUPERSCRIPTS))


# Accents that LaTeX puts on a letter, by the character that joins it.
ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u",
    "\u0307": ".",
    "\u0308": '"',
}
ACCENTS |= {"\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0323": "d", "\u0327": "c", "\u0328": "k", "\u0331": "b"}
NUMBERED = r"\[U\+[0-9A-F]{4,6}\]"  # what stands for a character that is not printed
NOTE = "Where a character is in no font of this document its number in Unicode stands for it, as in [U+4E2D]."


def accented(c: str) -> tuple[str, str] | None:
    """The letter and LaTeX's name of its one accent, for a letter of the Latin alphabet with an accent."""
    apart = unicodedata.normalize("NFD", c)
    known = len(apart) == 2 and apart[0].isascii() and apart[1] in ACCENTS
    return (apart[0], ACCENTS[apart[1]]) if known else None


def printable(text: str) -> str:
    """The text with a number for every character that a printed document has no form for."""
    joined = unicodedata.normalize("NFC", visible(text))
    return joined if joined.isascii() else "".join(c if _prints(c) else numbered(c) for c in joined)


def _prints(c: str) -> bool:
    return c.isascii() or c in LETTERS or c in SPECIAL or c == "\u00a0" or accented(c) is not None
