"""Sentences with Unicode mathematics, and the two forms of each character."""

import pytest

from verify.report.formulas.characters import LETTERS, MATHEMATICS, SUBSCRIPTS, SUPERSCRIPTS
from verify.report.formulas.typst_math import typst_math
from verify.report.formulas.wording import UnknownCharacter, inline, verbatim
from verify.report.parts import Math
from verify.report.writers import latex, typst
from verify.report.writers.pdf import by_typst


def written(sentence):
    """The sentence with its formulas between dollar signs."""
    return "".join(f"${p.latex}$" if isinstance(p, Math) else p for p in inline(sentence))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "$x'$ is $(eps/theta_min)$-Lipschitz on $‖θ‖ >= theta_min$.",
            r"$x'$ is $( \varepsilon / \theta_{\min} )$-Lipschitz on $\lVert \theta \rVert \ge \theta_{\min}$.",
        ),
        ("a bound of $2ε√d$, for $y = 1$", r"a bound of $2 \varepsilon \sqrt{d}$, for $y = 1$"),
        ("in $ℝ^(d-1)$", r"in $\mathbb{R}^{d - 1}$"),
        ("$ab - m^2 = (a - m)b + m(b - m)$", r"$a b - m^{2} = ( a - m ) b + m ( b - m )$"),
        ("under $L∞$ and $L2$ ($d ≥ 2$)", r"under $L_{\infty}$ and $L_{2}$ ($d \ge 2$)"),
        (
            "$‖∇_θ ℓ(x'(θ₁), θ₂)‖ ≤ C_θθ$",
            r"$\lVert \nabla_{\theta} \ell ( x' ( \theta_{1} ) , \theta_{2} ) \rVert \le C_{\theta \theta}$",
        ),
        ("a figure, 5% of a set", "a figure, 5% of a set"),
        ("an $ε$-ball", r"an $\varepsilon$-ball"),
    ],
)
def test_a_sentence_is_split_into_text_and_formulas(sentence, expected):
    assert written(sentence) == expected


def test_an_unknown_character_is_refused_by_name():
    with pytest.raises(UnknownCharacter, match=r"'☃' \(U\+2603\) in 'a ☃' has no entry"):
        inline("a ☃")


def test_what_the_engine_says_is_spelt_out_where_it_is_unknown():
    (said,) = verbatim("raised ☃")
    assert said.text == "raised U+2603"


def test_special_characters_are_text_in_latex():
    assert latex.escape(r"5% of {a_b} \ $#&~^ -- <<") == (
        r"5\% of \{a\_b\} \textbackslash{} \$\#\&\textasciitilde{}\textasciicircum{} -{}- <{}<"
    )


def test_special_characters_are_text_in_typst():
    pdf = by_typst(typst.inline(inline('#let a = "b" \\ $c$ *d* _e_ <f> @g')))
    assert pdf.startswith(b"%PDF")


def test_every_character_of_the_tables_is_set_by_typst():
    for c in (*MATHEMATICS, *SUBSCRIPTS, *SUPERSCRIPTS):
        assert typst_math(next(p.latex for p in inline(f"x{c}") if isinstance(p, Math)))
    assert inline("".join(sorted(LETTERS))) == ("".join(sorted(LETTERS)),)


def test_a_blank_at_the_end_of_a_part_of_a_sentence_stays():
    assert inline("written by ") == ("written by ",)
    assert inline("  and\n then") == (" and then",)
