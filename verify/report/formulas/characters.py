"""The characters of sentences beyond ASCII: what each is in a formula, in LaTeX, and which are letters of running text."""

from __future__ import annotations

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


def is_known(c: str) -> bool:
    """Has every writer a form for the character?"""
    return " " <= c <= "~" or c.isspace() or c in LETTERS or c in SPECIAL
