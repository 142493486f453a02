"""`verify show`, `verify doctor` and `verify report`."""

import json

import pytest

from proofs.section_3_2_2.lemma5 import lipschitz
from proofs.section_3_2_2.lemma5_multiplier import repaired as stays_on_the_sphere
from verify import (
    Abs,
    Claim,
    Label,
    Max,
    Mean,
    Norm,
    Peak,
    Product,
    Rational,
    Schema,
    Symbol,
    Total,
    Value,
    Vector,
    d,
    eq,
    le,
    lt,
    ne,
    pi,
    sign,
)
from verify.cli.show import owner
from verify.judging import plain
from verify.language.operators import Slope
from verify.report.formulas.relations import expression
from verify.report.parts import Math
from verify.report.sections.stating import assumptions, statement

LEMMAS = {
    "lemma2": """
STATEMENT = statement("lemma-2", true("gram", equations=(10, 2)), false("near", equations=(2,)), section="3.1")""",
    "lemma10": 'STATEMENT = statement("lemma-10", true("again"), uses=("lemma-2",))',
}
POINT = ["u = (1, 1)", "v = (-1, -1)", "d = 2", "left  = 2*sqrt(2) ≈ 2.82843", "right = 2", "claimed: left <= right"]
SHOWN = """
def why():
    from verify import chain, line
    from verify.facts import minkowski
    return chain(line("<=", norm(u) + norm(v), by=minkowski(u, -v), why="the shorter way"))

printed = true("printed", assuming=(le(1, norm(u)),))
repaired = Claim(
    name="repaired", says="The shorter way.", conclusion=le(norm(u - v), norm(u) + norm(v)), source="repair",
    assuming=(le(1, norm(u)), le(1, norm(v))), added="‖v‖ >= 1", adds=(le(1, norm(v)),),
    repairs="printed", derive=why,
)
STATEMENT = statement("lemma-2", printed, repaired, false("near"), uses=("lemma-1",), section="3.1")
"""


def test_show_prints_the_derivation_line_by_line_and_whose_each_assumption_is(paper, verify):
    paper.add(lemma1='STATEMENT = statement("lemma-1", true("a"))', lemma2=SHOWN)
    code, out, _ = verify("show", "lemma-2", "--examples", "50")
    lines = out.splitlines()
    assert code == 0
    assert lines[:2] == ["lemma-2 (section 3.1): Title of lemma-2", "uses lemma-1"]
    start = lines.index("lemma-2/repaired  ✓ PROVED, every dimension")
    assert lines[start + 1 : start + 13] == [
        "  The shorter way.",
        "  repairs printed",
        "  assuming",
        "    1 <= ‖u‖    (the paper's)",
        "    1 <= ‖v‖    (the repair's)",
        "  added: ‖v‖ >= 1",
        "  then",
        "    ‖u - v‖ <= ‖u‖ + ‖v‖",
        "  derivation",
        "    ‖u - v‖",
        "    <= ‖u‖ + ‖v‖",
        "         by the shorter way; Minkowski's inequality at u, -v",
    ]
    assert "  rests on Minkowski's inequality" in lines
    assert f"  again: verify check lemma-2/repaired --package {paper.name} --examples 50" in lines
    assert [line.strip() for line in lines[-8:-2]] == POINT


def test_show_calls_the_papers_what_a_repair_restates(paper, verify):
    paper.add(lemma2=SHOWN.replace("adds=", "restates=").replace('uses=("lemma-1",)', "uses=()"))
    out = verify("show", "lemma-2/repaired", "--examples", "50")[1]
    assert "    1 <= ‖v‖    (the paper's)" in out.splitlines()


def test_lemma_5_is_mended_under_assumptions_that_are_all_the_papers():
    assert [plain.relation(a).partition(":")[0] for a in lipschitz.assuming] == [
        "(13)",
        "the gradient in x is alpha times the normal along the branch",
        "the branch stays on the sphere",
        "0 < ε",
        "no singular value of (41) is below c along the branch",
        "‖θ_1 - θ_0‖ < ρ",
        "‖θ_2 - θ_0‖ < ρ",
    ]
    assert {owner(lipschitz, a) for a in lipschitz.assuming} == {"the paper's"}


def test_what_a_repair_assumes_beside_the_paper_is_the_repairs():
    whose = {plain.relation(a): owner(stays_on_the_sphere, a) for a in stays_on_the_sphere.assuming}
    assert whose == {"1 < ‖θ‖": "the repair's", "‖z‖ <= 1": "the paper's"}


def test_show_json_carries_the_formulas_and_the_derivation(paper, verify):
    paper.add(lemma1='STATEMENT = statement("lemma-1", true("a"))', lemma2=SHOWN)
    code, out, _ = verify("show", "lemma-2/repaired", "--json", "--examples", "50")
    (statement,) = json.loads(out)["statements"]
    (claim,) = statement["claims"]
    assert (code, statement["id"], statement["uses"]) == (0, "lemma-2", ["lemma-1"])
    assert claim["assuming"][1] == {"formula": "1 <= ‖v‖", "whose": "the repair's"}
    assert claim["derivation"][1:3] == ["‖u - v‖", "<= ‖u‖ + ‖v‖"]


def test_show_of_an_equation_is_about_the_claims_that_cite_it(paper, verify):
    paper.add(**LEMMAS)
    out = verify("show", "eq-10", "--examples", "50")[1]
    assert "lemma-2/gram (10) (2)  ✓ PROVED" in out
    assert "lemma-2/near" not in out


def test_doctor_names_what_is_lost_without_each_tool(verify):
    tools = {t["name"]: t for t in json.loads(verify("doctor", "--json")[1])["tools"]}
    assert {"pdflatex", "typst", "latex2mathml", "pytest-xdist", "sympy"} <= set(tools)
    assert all(t["lost"] for t in tools.values())
    code, out, _ = verify("doctor")
    assert code == 0
    assert out.splitlines()[0].split() == ["tool", "found", "without", "it", "you", "lose"]


def test_doctor_fails_when_a_required_tool_is_missing(verify, monkeypatch):
    monkeypatch.setattr("verify.cli.doctor.installed", lambda name: "" if name == "sympy" else "1.0")
    code, out, _ = verify("doctor")
    assert code == 3
    assert out.splitlines()[1].split()[:3] == ["sympy", "missing", "required;"]


@pytest.fixture
def written(monkeypatch):
    """What `verify.report.write` was called with."""
    calls = []

    def write(judgements, statements, out, *, formats, engine, paper, images, moving, made, found):
        print("typesetting")
        calls.append(([j.id for j in judgements], [s.name for s in statements], out.name, formats, engine))
        return [out / f"derivations.{f}" for f in formats]

    monkeypatch.setattr("verify.report.write", write, raising=False)
    return calls


def test_report_judges_everything_and_names_the_files(paper, verify, written):
    paper.add(**LEMMAS)
    code, out, err = verify(
        "report", "--out", "made", "--format", "tex,pdf", "--engine", "pdflatex", "--examples", "50"
    )
    ids = ["lemma-2/gram", "lemma-2/near", "lemma-10/again"]
    assert written == [(ids, ["lemma-2", "lemma-10"], "made", ("tex", "pdf"), "pdflatex")]
    assert code == 0
    assert out.splitlines()[:2] == ["made/derivations.tex", "made/derivations.pdf"]
    assert err == "typesetting\n"
    document = json.loads(verify("report", "--json", "--examples", "50")[1])
    assert document["files"] == [f"reports/derivations.{f}" for f in ("tex", "pdf", "html")]


UNREADABLE = """
odd = Claim(name="odd", says="$hardmax(u)$ and $u/f(v)$.", conclusion=le(dot(u, v), norm(u) * norm(v)))
raises = Claim(name="raises", says="$1 = 1$", conclusion=le(0, norm(u)), derive=lambda: 1 / 0)
STATEMENT = Statement(name="lemma-1", title="On $u^$", section="1")
"""


def test_every_formula_that_cannot_be_read_is_named_before_anything_is_judged(paper, verify, written, monkeypatch):
    def judge_all(*arguments, **named):
        raise AssertionError("judged")

    paper.add(lemma1=UNREADABLE)
    monkeypatch.setattr("verify.judging.workers.Workers.judge_all", judge_all)
    code, out, err = verify("report")
    outside = "is no name that is known here: take a letter, or set the word outside the dollar signs"
    assert (code, out, written) == (2, "", [])
    *lines, last = err.splitlines()
    assert lines == [
        "lemma-1: $u^$ is no formula: a root or a script holds ''",
        f"lemma-1/odd: $hardmax(u)$ is no formula: 'hardmax' {outside}",
        "lemma-1/odd: $u/f(v)$ is no formula: write a/(f(x)) for a division by a value, a/b·(x) for a product: "
        "after a division '(' is read in two ways",
    ]
    assert last == (
        "verify report: 3 formulas between $ signs cannot be read, see above; `verify docs howto` says what can"
    )
    assert "read_sentence" not in err


def test_a_report_that_cannot_be_typeset_is_one_line_and_exit_code_3(paper, verify, monkeypatch):
    def write(*arguments, **named):
        raise RuntimeError("pdflatex is not installed:\nuse --engine typst")

    paper.add(**LEMMAS)
    monkeypatch.setattr("verify.report.write", write, raising=False)
    code, out, err = verify("report", "--examples", "50")
    assert (code, out) == (3, "")
    assert err == "verify report: pdflatex is not installed: use --engine typst\n"


def test_a_fragment_holds_one_statement_and_judges_no_other(paper, verify, tmp_path):
    paper.add(**LEMMAS)
    code, out, _ = verify("report", "--fragment", "lemma-10", "--out", "made", "--examples", "50")
    assert code == 0
    assert out.splitlines()[0] == "made/lemma-10.tex"
    assert "1 claim" in out.splitlines()[-1]
    assert [f.name for f in (tmp_path / "made").iterdir()] == ["lemma-10.tex"]
    text = (tmp_path / "made" / "lemma-10.tex").read_text()
    assert r"\documentclass" not in text
    assert r"\label{lemma-10/again}" in text


DECLARED = [
    ("positive=True", "lt(0, p)", "  for p > 0"),
    ("negative=True", "lt(p, 0)", "  for p < 0"),
    ("nonnegative=True", "le(0, p)", "  for p >= 0"),
    ("nonpositive=True", "le(p, 0)", "  for p <= 0"),
    ("nonzero=True", "ne(p, 0)", "  for p != 0"),
    ("nonnegative=True, integer=True", "le(0, p)", "  for p >= 0, p whole"),
]


@pytest.mark.parametrize(("declared", "conclusion", "printed"), DECLARED)
def test_show_prints_what_a_symbol_is_declared_to_be(paper, verify, declared, conclusion, printed):
    """Without it a sentence that is not true would be printed as PROVED."""
    one = f"""
from verify import Claim, Symbol, le, lt, ne
p = Symbol("p", {declared})
STATEMENT = statement("lemma-1", Claim(name="a", says="a", conclusion={conclusion}))
"""
    paper.add(lemma1=one)
    code, out, _ = verify("show", "lemma-1", "--examples", "50")
    assert code == 0 and printed in out.splitlines()


def test_show_prints_a_label_and_what_there_is(paper, verify):
    one = """
from verify import Claim, Integer, Label, Symbol, chain, eq, le, line
l, t, C = Label("l"), Symbol("t"), Symbol("C", nonnegative=True)
labels = Claim(name="a", says="a", conclusion=eq(l**2, 1))
none = Claim(
    name="b", says="b", conclusion=le(1, t * C), exists=(t,), expected="REFUTED", counter={C: 0},
    disprove=lambda: chain(line("<", Integer(1), Integer(1))),
)
STATEMENT = statement("lemma-1", labels, none)
"""
    paper.add(lemma1=one)
    code, out, _ = verify("show", "lemma-1", "--examples", "50")
    assert code == 0 and {"  for l = -1 or 1", "  for C >= 0", "  for these there are t"} <= {*out.splitlines()}


BOUND = [
    (Symbol("r", positive=True), "r > 0", "r > 0"),
    (Symbol("r", nonnegative=True), "r >= 0", r"r \ge 0"),
    (Symbol("r", negative=True), "r < 0", "r < 0"),
    (Symbol("r", nonzero=True, integer=True), "r != 0 and r whole", r"r \in \mathbb{Z},\; r \ne 0"),
    (Label("l"), "l = -1 or 1", r"l \in \{-1, 1\}"),
    (Symbol("r"), "r", "r"),
    (Vector("v"), "v", r"\boldsymbol{v}"),
]


@pytest.mark.parametrize(("variable", "shown", "printed"), BOUND, ids=str)
def test_an_assumption_is_printed_for_the_values_for_which_it_is_made(variable, shown, printed):
    """For all numbers it would be another one, which may be impossible: N(λu) = λN(u) is one for λ >= 0."""
    made = Schema("made", (variable,), le(Value("f", variable), 1))
    assert plain.relation(made) == f"made: f({variable.name}) <= 1, for every {shown}"
    (paragraph, _) = assumptions((made,), {})
    assert Math(printed) in paragraph.text


OF_THE_DIMENSION = [
    (le(2, d), False),
    (le(d, Rational(7, 2)), False),
    (eq(d, 3), False),
    (le(pi, d), False),
    (le(2 * d, 6), True),
    (le(d**2, 9), True),
    (eq(d * d, 4), True),
    (le(d - 3, 0), True),
    (le(1 / d, Rational(1, 2)), True),
    (lt(d, 3), False),
    (ne(d, 2), True),
    (le(d, d), True),
]


@pytest.mark.parametrize(("assumed", "stands_there"), OF_THE_DIMENSION, ids=str)
def test_an_assumption_on_the_dimension_is_printed_where_it_is_no_range(assumed, stands_there):
    """`d <= 3` would be printed as proved in every dimension where `2*d <= 6` is assumed."""
    claim = Claim(name="a", says="a", conclusion=le(0, d), assuming=(assumed,))
    low, high = claim.dimensions
    assert ((low, high) == (1, None)) is stands_there
    blocks = statement(claim, {})
    assert len(blocks) == (4 if stands_there else 2)


x, u = Symbol("x"), Vector("u")
DIFFERENT = [(Slope(x), sign(x)), (Norm(u), Abs(u)), (Total(u), Mean(u)), (Total(u), Product(u)), (Peak(u), Max(x, x))]


@pytest.mark.parametrize(("one", "other"), DIFFERENT, ids=str)
def test_different_operators_are_shown_differently(one, other):
    """The derivative of |x| has no value at 0, and the sign has one."""
    assert plain.formula(one) != plain.formula(other) and expression(one, {}) != expression(other, {})


def test_check_tells_of_formulas_that_the_report_will_refuse(paper, verify):
    paper.add(lemma1=UNREADABLE)
    told = verify("check", "lemma-1", "--examples", "50")[1].splitlines()[-2]
    assert told == (
        "note: 3 formulas between $ signs cannot be read, which `verify report` wants: "
        "lemma-1: $u^$ is no formula: a root or a script holds ''; and so on"
    )


def test_check_tells_nothing_of_formulas_that_can_be_read(paper, verify):
    paper.add(a='STATEMENT = statement("a", true("gram"))')
    assert "note:" not in verify("check", "a", "--examples", "50")[1]
