"""Sentences with Unicode mathematics, and the two forms of each character."""

import pytest

from verify.report.formulas.characters import LETTERS, MATHEMATICS, SUBSCRIPTS, SUPERSCRIPTS
from verify.report.formulas.typst_math import typst_math
from verify.report.formulas.wording import inline
from verify.report.parts import Math
from verify.report.writers import html, latex, typst
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


def test_what_no_font_has_is_shown_by_its_number_in_print_and_as_it_is_on_the_page():
    assert inline("a ☃") == ("a ☃",)
    assert latex.escape("a ☃中Яא\u202e\ud800") == "a [U+2603][U+4E2D][U+042F][U+05D0][U+202E][U+D800]"
    assert typst.string("a ☃中Яא\u202e\ud800") == '"a [U+2603][U+4E2D][U+042F][U+05D0][U+202E][U+D800]"'
    assert html.inline(("a ☃中Яא\u202e\ud800",)) == "a ☃中Яא[U+202E][U+D800]"


def test_a_letter_with_an_accent_is_put_together_by_latex_and_is_one_letter_for_typst():
    assert (latex.escape("řĄ"), typst.string("r\u030cĄ")) == (r"\v{r}\k{A}", '"řĄ"')
    assert latex.escape("θ₁²√") == r"\ensuremath{\theta}\ensuremath{_{1}}\ensuremath{^{2}}\ensuremath{\surd}"


def test_the_name_of_a_place_has_nothing_that_latex_would_read():
    names = [r"section:a_b%#{\x", "section:中", "section:ä", "section:", "lemma-2/x"]
    found = [latex.label(n) for n in names]
    assert all(set(f) <= set("abcdefghijklmnopqrstuvwxyz0123456789+:/-") for f in found)
    assert len({*found}) == len(names) and found[-1] == names[-1]


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
