"""The formulas of sentences are marked and read by a grammar; nothing else in a sentence looks like a formula."""

import re
from importlib import import_module
from itertools import chain
from pathlib import Path

import pytest

from verify.judging.catalogue import discover
from verify.judging.judge import judge
from verify.judging.marks import MARKS
from verify.kernel.facts.register import REFERENCES
from verify.language import functions
from verify.language.claim import Claim
from verify.language.relation import le
from verify.language.sentence import MARK, unmarked
from verify.language.symbols import Vector
from verify.language.term import Symbol
from verify.report.formulas import names, read_sentence
from verify.report.formulas.characters import SPECIAL
from verify.report.formulas.read_sentence import Unreadable, formula
from verify.report.formulas.wording import faults, inline
from verify.report.parts import Math
from verify.report.sections import prose, quantifiers
from verify.report.writers import html, latex, typst

PAPER = discover("proofs")
CLAIMS = [c for s in PAPER.statements for c in s.claims]
# "(b)" names a part of a figure; "lemma-2/tight" is an id, z3 a solver.
LOOKS_LIKE_A_FORMULA = re.compile(
    r"(?<![\w/('’-])[b-zB-HJ-Z](?![\w/]|\.[a-z])|[=<>^_*|{}\\]|(?<![\w/-])(?![zZ]3)[A-Za-z]\d|\b[A-Za-z]{1,2}\(|(?<![\w/-])\d/[a-z]"
    rf"|(?<![\w/-])(?:lo|hi|log|clip|eps|theta|alpha|nu|mu)(?![\w-])|[{re.escape(''.join(sorted(SPECIAL - {'…'})))}]"
)


def said_by(derivation):
    """The reasons of a derivation, and of those inside it."""
    for one in (derivation, *derivation.lemmas):
        yield from (line.why for line in one.lines)
    for rule in derivation.rules:
        yield rule.schema.says
        yield from said_by(rule.shown)


def sentences():
    """Every sentence that the report, the page or the terminal prints, with where it comes from."""
    for s in PAPER.statements:
        yield from ((s.name, x) for x in (s.title, s.where) if x)
    for c in CLAIMS:
        schemas = [x.says for x in c.schemas]
        needs = [r.why for r in c.needs]
        lines = [w for make in (c.derive, c.absurd, c.disprove) if make for w in said_by(make())]
        yield from ((c.name, x) for x in (c.says, c.added, c.supported, *schemas, *needs, *lines) if x)
    for s in PAPER.sentences:
        yield from ((s.id, x) for x in (s.place, s.says, s.excused) if x)
    for f in import_module("proofs.figures").FIGURES:
        yield from ((f.name, x) for x in (f.title, f.caption))
    yield from REFERENCES.items()
    yield from (("marks", shown.meaning) for shown in MARKS.values())
    yield from (
        ("prose", x)
        for x in chain(
            [prose.WHAT, prose.WHOLE.format(all=1, read=1, claims=1), prose.RESULTS, prose.GRAPH, prose.SHARPNESS],
            prose.LIMITS,
            prose.RULES.values(),
            prose.SEVERITIES.values(),
        )
    )


SENTENCES = [*dict.fromkeys(sentences())]


def test_no_text_outside_the_marks_looks_like_a_formula():
    outside = [(where, x, LOOKS_LIKE_A_FORMULA.search("".join(x.split(MARK)[::2]))) for where, x in SENTENCES]
    assert not [(where, x, found.group()) for where, x, found in outside if found]
    assert len(SENTENCES) > 1000


def test_every_formula_in_a_sentence_is_one_of_the_grammar_and_every_writer_renders_it():
    for where, x in SENTENCES:
        parts = inline(x)
        assert "$" not in unmarked(x), where
        for writer in (html, latex, typst):
            assert writer.inline(parts), where


def test_no_two_formulas_stand_side_by_side():
    """ "Under L2 L_ε" would read as a product."""
    assert not [(where, x) for where, x in SENTENCES if not all(map(str.strip, x.split(MARK)[2:-1:2]))]


READ = [
    ("u*", r"u^{\ast}"),
    ("u* ≤ lo", r"u^{\ast} \le \mathit{lo}"),
    ("hi < u*", r"\mathit{hi} < u^{\ast}"),
    ("ε = ε* = ‖x‖", r"\varepsilon = \varepsilon^{\ast} = \lVert x \rVert"),
    ("θ₂* = 0", r"\theta_{2}^{\ast} = 0"),
    ("ℓ_{ε+η}", r"\ell_{\varepsilon + \eta}"),
    ("ℓ_ε + η", r"\ell_{\varepsilon} + \eta"),
    ("-3x'²", r"- 3 x^{\prime 2}"),
    ("x¹'", r"x^{1 \prime}"),
    ("θ = n u", r"\theta = n u"),
    ("nu", r"\nu"),
    ("C_θx/c", r"C_{\theta x} / c"),
    ("‖x' - x‖_p", r"\lVert x' - x \rVert_{p}"),
    ("‖δ‖∞ ≤ ε", r"\lVert \delta \rVert_{\infty} \le \varepsilon"),
    ("‖θ - ‖θ‖²θ/2‖²", r"\lVert \theta - \lVert \theta \rVert^{2} \theta / 2 \rVert^{2}"),
    ("2ε√d·C", r"2 \varepsilon \sqrt{d} \cdot C"),
    ("√(4k + k₁)", r"\sqrt{4 k + k_{1}}"),
    ("|θ_i||δ_i|", r"\lvert \theta_{i} \rvert \lvert \delta_{i} \rvert"),
    ("θ± = (±t, w)", r"\theta_{\pm} = ( \pm t , w )"),
    ("{δ : ‖δ‖ ≤ ε}", r"\{ \delta : \lVert \delta \rVert \le \varepsilon \}"),
    ("L∞", r"L_{\infty}"),
    ("=", "="),
    ("≤ -c", r"\le - c"),
    ("‖·‖", r"\lVert \cdot \rVert"),
    ("z/max(1, ‖z‖)", r"z / \max ( 1 , \lVert z \rVert )"),
    ("a/exp(x)·y", r"a / \exp ( x ) \cdot y"),
    ("tanh(x)", r"\operatorname{tanh} ( x )"),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_a_formula_is_read_as_it_is_written(text, expected):
    assert formula(text) == expected


REFUSED = [
    "α/‖r‖ d - 1", "sε/‖θ‖(I - uuᵀ)", "u*v", "2 x*y", "low ≤ u", "is", "a b c = def", "x2", "3 4", "(a", "a)", "|a", "‖x‖y‖",
    "a +", "/ b", "a = ", "", "a,", "x_", "√", "a b ≤ ≤ c", "a -* b", "% 5", "L2 is", "a/x_max (b)", "a/max(b)(c)", "a/max y", "a/f(x)", "1/log_2(x)", "θ_i no", "{a", "x^", "·", "a ·",
]  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_formula_is_refused_by_name(text):
    with pytest.raises(Unreadable, match=re.escape(f"${text}$ is no formula")):
        formula(text)


ADVICE = [
    ("hardmax(z)", "'hardmax' is no name that is known here: take a letter, or set the word outside"),
    ("a/f(x)", "write a/(f(x)) for a division by a value"),
    ("a/b c", "write a dot before 'c', or brackets"),
    (r"\theta", "write the sign itself"),
    ("x 2", "write the number 2 before the factor"),
]


@pytest.mark.parametrize(("text", "advice"), ADVICE)
def test_what_is_refused_is_told_what_to_write(text, advice):
    with pytest.raises(Unreadable, match=re.escape(f"is no formula: {advice}")):
        formula(text)


def test_what_the_documentation_says_can_be_read_is_read():
    text = (Path(__file__).parent.parent / "docs" / "howto.md").read_text(encoding="utf-8")
    recipe = text.partition("## … write a formula in `says`")[2].partition("\n## ")[0]
    points = recipe.partition("* Letters")[2]
    names = [n for shown in re.findall(r"`([^`]+)`", points) for n in shown.split() if n.isascii() and n.isalpha()]
    assert {*read_sentence.FUNCTIONS, *read_sentence.OPERATORS, *read_sentence.VARIABLES} <= {*names}
    assert [n for n in names if not formula(n)] == []
    for shown in (
        "x_{n,1}",
        "θ₂",
        "e^{-t}",
        "u*",
        "√(1 + t)",
        "a/b·c",
        "a/(f(x))",
        "{v : ‖v‖ ≤ 1}",
        "⟨u, v⟩",
        "max(1, ‖z‖)",
    ):
        assert f"`{shown}`" in points and formula(shown)


@pytest.mark.parametrize(
    "name", sorted({*functions.__all__, "relu", "unit", "clip", "dot", "norm", "det", "sqrt"} - {"Function"})
)
def test_the_public_names_of_functions_are_read(name):
    assert formula(f"2 {name}(x) + 1 ≤ {name}(t)") and formula(f"a·{name}(x, y)")


def test_a_root_has_its_name_too():
    assert formula("sqrt(1 + t)") == formula("√(1 + t)")


def test_every_formula_of_a_sentence_that_cannot_be_read_is_named():
    assert faults("$a$ is $hardmax(z)$ of $b c$ and $%$") == [
        "$hardmax(z)$ is no formula: 'hardmax' is no name that is known here: take a letter, or set the word outside the dollar signs",
        "$%$ is no formula: a factor is missing before '%'",
    ]
    assert faults("the factor is $k = ε") == ["a formula is not closed by $ in 'the factor is $k = ε'"]
    assert faults("The factor is $k = ε$.") == []


def test_a_formula_that_is_not_closed_is_refused():
    with pytest.raises(Unreadable, match="not closed"):
        inline("the factor is $k = ε")


def test_what_is_not_marked_is_never_taken_for_a_formula():
    assert inline("Under L2 L_ε, lo = nu d-1 times") == ("Under L2 L_", *inline("ε"), ", lo = nu d-1 times")


def test_an_instance_names_the_schemas_that_it_derives_as_they_are_written():
    thin_set = next(c for c in CLAIMS if c.name == "thin-set-printed")
    assert [s.says for s in thin_set.schemas] == ["(6) on $Θ$"]
    assert list(thin_set.against.derive) == ["(6) on Θ"]
    assert judge("derivative-bounds", thin_set, examples=20).verdict.value == "REFUTED"


def said(claim):
    return " ".join(p.latex for p in quantifiers.says(claim) if isinstance(p, Math))


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda c: c.name)
def test_a_vector_of_the_claim_is_bold_in_its_sentence(claim):
    plain = re.sub(r"\\boldsymbol\{[^{}]*\}(_\{[^{}]*\})?|(C|\\ell)_\{[^{}]*\}", " ", said(claim))
    for s in quantifiers.symbols(claim):
        if isinstance(s, Vector):
            name = re.escape(names.scalar(s.name).rstrip("'"))
            assert not re.search(rf"(?<![\\A-Za-z{{]){name}(?![_A-Za-z])", plain), (s.name, said(claim))


def test_numbers_coordinates_and_what_a_script_holds_are_not_bold():
    theta, theta_min = Vector("theta_1"), Symbol("theta_min")
    claim = Claim(
        name="c",
        says="$θ_1$, $θ$, $θ_i$, $θ_min$, $θ±$, $θ'$, $C_θx$, $∇_θ ℓ$, $x_{n,1}$",
        conclusion=le(theta, theta_min),
    )
    bold = r"\boldsymbol{\theta}"
    assert [p.latex for p in quantifiers.says(claim) if isinstance(p, Math)] == [
        rf"{bold}_{{1}}", bold, r"\theta_{i}", r"\theta_{\min}", rf"{bold}_{{\pm}}", rf"{bold}'", r"C_{\theta x}",
        rf"\nabla_{{{bold}}} \ell", "x_{n , 1}",
    ]  # fmt: skip


def test_a_number_that_has_the_name_of_a_vector_keeps_its_form():
    claim = Claim(name="c", says="$x$ and $x_1$", conclusion=le(Vector("x_1"), Symbol("x")))
    assert said(claim) == r"x \boldsymbol{x}_{1}"
    assert said(Claim(name="c", says="$x$ and $θ$", conclusion=le(Symbol("x"), 1))) == r"x \theta"


REASONS = """
from verify import Abs, Field, Rational, Schema, Symbol, Value, chain, line, lt, oo, softplus
a, b, L = Symbol("a"), Symbol("b"), Symbol("L", positive=True)
theta = Vector("theta_1")
def f(p): return Value("f", p)
smooth = Schema("smooth", (u, v), le(norm(Field("f_1", u) - Field("f_1", v)), L * norm(u - v)))
no_value = Claim(name="no-value", says="?", conclusion=le(f(u) / norm(theta), 1), expected="UNDECIDED")
patterns = Claim(name="patterns", says="?", conclusion=le(Field("F", theta) * u, Field("F", theta) ** 2 + v), expected="UNDECIDED",
                 assuming=(le(norm(Field("F", theta), oo), 1), lt(norm(v), 1), lt(2, norm(u, 1)), eq(Field("F", u), theta)))
cited = Claim(name="cited", says="?", conclusion=le(Abs(softplus(a) - softplus(b)), Abs(a - b)))
lacking = Claim(name="lacking", says="?", conclusion=le(2 * dot(u, theta), norm(u) ** 2 + norm(theta, oo) ** 2 * 9),
                expected="REFUTED", derive=lambda: chain(line("<=", norm(u) ** 2 + norm(theta, oo) ** 2 * 9, norm(u) ** 2 / 3)))
STATEMENT = Statement(name="n", title="T", section="1")
"""


def test_reasons_are_told_in_the_notation_of_the_report(verify, paper, tmp_path):
    paper.add(n=REASONS)
    out = verify("check")[1]
    assert verify("report", "--out", str(tmp_path / "out"), "--format", "tex,html")[0] in (0, 1), out
    texts = [p.read_text(encoding="utf-8") for p in (tmp_path / "out").rglob("*.tex")]
    told = " ".join(" ".join(texts).split())
    for raw in ("Norm(", "Total(", "Peak(", "Abs(", "Field(", "Value(", "**", "[(", "theta_1 "):
        assert raw not in told, told[max(0, told.find(raw) - 200) : told.find(raw) + 100]
    assert "has no value" in told or "may have no value" in told
