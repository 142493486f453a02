"""The report from judgements to files: what it shows, that it is set without overflow, and that its bytes repeat."""

import json
import re
import shutil
import sys
from dataclasses import replace
from fractions import Fraction

import pytest

from verify import Integer, Symbol
from verify.facts import cauchy_schwarz, minkowski
from verify.kernel.certify import certify
from verify.kernel.judgement import judgement, negation
from verify.kernel.prove import prove
from verify.language.claim import Claim, Instance, Statement
from verify.language.forms import dot, norm, unit
from verify.language.operators import Field
from verify.language.proof import Lemma, Schema, chain, line
from verify.language.relation import eq, le, lt
from verify.language.symbols import Vector, d
from verify.language.verdict import Verdict
from verify.report import MissingTool, Unprintable, build, write, write_fragment
from verify.report.nodes import Chain, Formula, Paragraph, Table, unfolded
from verify.report.sections import quantifiers
from verify.report.writers import latex, pdf
from verify.search.inputs.examples import example

t1, t2, v = map(Vector, ("theta_1", "theta_2", "v"))
eps, m = Symbol("varepsilon", nonnegative=True), Symbol("theta_min", positive=True)
C, t = Symbol("C", nonnegative=True), Symbol("t", positive=True)
EVERY = "every dimension"
FAR = (le(m, norm(t1)), le(m, norm(t2)))
PAPER = {"title": "An essay on θ & norms", "authors": ["A. Pólya"], "notation": {"g": r"\boldsymbol{g}"}}


def attack(theta):
    return -eps * unit(theta)


def gram():
    a, b, k = norm(t1), norm(t2), eps**2 / m**2
    angle = (a * b - dot(t1, t2)) / (a * b)
    terms = (k * (a - b) ** 2, 2 * k * angle * (a - m) * b, 2 * k * angle * m * (b - m))
    end = (eps / m * norm(t1 - t2)) ** 2
    return chain(
        line("<=", end, *terms, by=cauchy_schwarz(t1, t2), why="ab - m^2 = (a - m) b + m (b - m)"), squared=True
    )


def detour():
    side = Lemma(le(norm(t1), norm(t1) + norm(v)), (line("<=", norm(t1) + norm(v), norm(v)),))
    whole = line(
        "<=", 2 * norm(t1) + norm(v), norm(t1) + norm(v) - norm(t1 + v), side.slack, norm(t1) - norm(v) + norm(v)
    )
    return chain(replace(whole, by=(minkowski(t1, v),)), lemmas=(side,))


map_g = Schema(
    "g is C-Lipschitz", (t1, t2), le(norm(Field(Symbol("g"), t1) - Field(Symbol("g"), t2)), C * norm(t1 - t2))
)
bound = eps / m * norm(t1 - t2)
printed = Claim(
    name="printed", says="x' is Lipschitz off θ = 0.", equations=(19,), expected="REFUTED",
    assuming=(lt(0, norm(t1)), lt(0, norm(t2))), conclusion=le(norm(attack(t1) - attack(t2)), bound),
)  # fmt: skip
lipschitz = replace(
    printed, name="lipschitz", says="x' is (ε/θ_min)-Lipschitz.", expected="PROVED", assuming=FAR, derive=gram,
    source="repair", repairs="printed", added="‖θ‖ ≥ θ_min", adds=FAR,
)  # fmt: skip
square = Claim(name="square", says="A square.", conclusion=eq(norm(t1) ** 2, dot(t1, t1)))
larger = Claim(
    name="larger",
    says="There is a longer one.",
    exists=(t,),
    witness={t: C + 1},
    conclusion=lt(C, t),
    assuming=(le(2, d),),
)
none = Claim(
    name="none", says="Every C is exceeded.", expected="REFUTED", exists=(t1,), counter={C: Integer(1)},
    assuming=(le(norm(t1), 1),), conclusion=lt(C, norm(t1)), disprove=lambda: chain(line("<=", Integer(1), 1 - norm(t1))),
)  # fmt: skip
known = Claim(
    name="known", says="What is assumed.", assuming=(map_g,), conclusion=map_g.relation,
    derive=lambda: chain(line("<=", map_g.relation.rhs, by=map_g(t1, t2))), instance=Instance({"g": ((v,), Integer(0))}),
)  # fmt: skip
rejected = replace(lipschitz, name="rejected", repairs="", expected="UNDECIDED", assuming=FAR[:1])
CLAIMS = (printed, lipschitz, square, larger, none, known, rejected)
STATEMENTS = (
    Statement(
        "lemma-2", "Away from θ = 0 (L2)", "3.1", CLAIMS, uses=("lemma-1",), also={"eq-19": ("printed", "lipschitz")}
    ),
)


def judged(claim, statement="lemma-2"):
    """A judgement from the prover alone: the report needs no more."""
    if claim is printed:
        point = {t1: (Fraction(1, 2),), t2: (Fraction(-1, 2),), eps: Fraction(1), m: Fraction(2)}
        found = certify(claim, point, statement=statement, found_by="a test")
    else:
        found = negation(claim, example) if claim.disprove else prove(claim)
    return judgement(statement, claim, [found], example)


@pytest.fixture(scope="module")
def judgements():
    return [judged(claim) for claim in CLAIMS]


@pytest.fixture(scope="module")
def tree(judgements):
    return build(judgements, STATEMENTS, PAPER)


def sections(found):
    """Every section with those inside it."""
    return [s for one in found for s in (one, *sections(one.sections))]


def of(tree, label):
    """The section of one claim, as it is printed."""
    found = next(s for s in sections(tree.sections) if s.label == f"lemma-2/{label}")
    return replace(found, blocks=unfolded(found.blocks))


def plain(part):
    """A part of a sentence as text, a formula by its LaTeX, a verdict by its word."""
    return part if isinstance(part, str) else next(str(x) for x in vars(part).values())


def words(found):
    """The running text of a section."""
    paragraphs = [b for b in found.blocks if isinstance(b, Paragraph)]
    return "\n".join(f"{b.title} {''.join(map(plain, b.text))}" for b in paragraphs)


def test_a_derivation_is_shown_line_by_line_with_its_reasons(tree):
    (shown,) = [b for b in of(tree, "lipschitz").blocks if isinstance(b, Chain)]
    (step,) = shown.steps
    assert step.number == "1"
    assert step.lines == (
        r"\le \left( \frac{\varepsilon}{\theta_{\min}} \lVert \boldsymbol{\theta}_{1} - \boldsymbol{\theta}_{2} \rVert \right)^{2}",
    )
    assert [step.reasons[1], len(step.reasons)] == [("by ", "the Cauchy-Schwarz inequality"), 2]
    certificate, says = next(b for b in step.certificate if isinstance(b, Formula)), step.certificate[-1]
    assert len(certificate.rows) == 3
    assert says.rows[0].right == r"\le \lVert \boldsymbol{\theta}_{1}\rVert \lVert \boldsymbol{\theta}_{2}\rVert"


def test_a_derivation_that_was_not_accepted_is_not_shown(tree, judgements):
    assert judgements[-1].verdict is Verdict.UNDECIDED
    assert not [b for b in of(tree, "rejected").blocks if isinstance(b, Chain)]


def test_what_a_repair_has_added_is_marked(tree):
    assert "added by the repair" in words(of(tree, "lipschitz"))
    assert "added by the repair" not in words(of(tree, "square"))


def test_a_counterexample_is_exact_and_says_by_how_much_it_fails(tree):
    assert (
        r"In dimension 1 at \boldsymbol{\theta}_{1} = (\frac{1}{2}), \boldsymbol{\theta}_{2} = (-\frac{1}{2}), "
        r"\theta_{\min} = 2, \varepsilon = 1: every assumption holds and the left side exceeds the right side by \frac{3}{2}: 2 > \frac{1}{2}."
    ) in words(of(tree, "printed"))


def test_many_symbols_stand_apart_so_that_a_line_can_break_between_them():
    many = [Symbol(f"s_{k}") for k in range(1, 10)]
    parts = quantifiers.listed(many, square, {})
    assert [p.latex for p in parts[::2]] == [*(f"s_{{{k}}}" for k in range(1, 9)), r"s_{9} \in \mathbb{R}"]
    assert [p.latex for p in quantifiers.listed(many[:2], square, {})] == [r"s_{1}, s_{2} \in \mathbb{R}"]


def test_the_errata_name_the_proved_repair(tree):
    (errata,) = next(s for s in tree.sections if s.label == "errata").sections
    (table,) = [b for b in errata.blocks if isinstance(b, Table)]
    assert [row[1][-1].label for row in table.rows] == ["lemma-2/printed", "lemma-2/none"]
    assert table.rows[0][3][-2].label == "lemma-2/lipschitz"


def test_a_witness_and_a_constant_are_printed_as_formulas(tree):
    (witness,) = [b for b in of(tree, "larger").blocks if isinstance(b, Formula)][:1]
    assert [b.rows[0].right for b in of(tree, "larger").blocks if isinstance(b, Formula)] == ["< t", "= C + 1"]
    assert witness.rows[0].left == "C"
    assert ["C", "= 1"] in [
        [b.rows[0].left, b.rows[0].right] for b in of(tree, "none").blocks if isinstance(b, Formula)
    ]


def test_a_judgement_on_a_claim_of_no_statement_is_refused(judgements):
    with pytest.raises(ValueError, match="lemma-3/square is judged, but none of the statements has this claim"):
        build([replace(judgements[2], statement="lemma-3")], STATEMENTS)


def test_a_claim_that_cannot_be_printed_is_named(judgements):
    odd = replace(square, says="A $☃$.")
    with pytest.raises(Unprintable, match=r"lemma-2/square cannot be printed: .*☃"):
        build([judged(odd)], (Statement("lemma-2", "Odd", "1", (odd,)),))


def test_two_runs_write_equal_bytes(tmp_path, judgements):
    one, two = (write(judgements, STATEMENTS, tmp_path / name, paper=PAPER) for name in ("one", "two"))
    assert [f.name for f in one] == [
        "verdicts.json",
        "report.tex",
        "derivations.tex",
        "index.html",
        "report.pdf",
        "derivations.pdf",
    ]
    assert [f.read_bytes() for f in one] == [f.read_bytes() for f in two]
    assert sorted(f.name for f in (tmp_path / "one").iterdir()) == [
        "derivations.pdf", "derivations.tex", "index.html", "pages", "report.pdf", "report.tex", "verdicts.json",
    ]  # fmt: skip


def test_the_verdicts_say_nothing_of_the_machine(tmp_path, judgements):
    (path,) = write(judgements, STATEMENTS, tmp_path, formats=(), paper=PAPER)
    found = json.loads(path.read_text())
    assert sorted(found) == ["errata", "fates", "findings", "paper", "results", "schema", "summary"]
    assert found["paper"] == {"title": "An essay on θ & norms", "authors": ["A. Pólya"]}
    assert found["results"][0]["counterexample"]["point"]["theta_1"] == ["1/2"]
    assert found["summary"]["counts"] == {"PROVED": 4, "UNDECIDED": 1, "REFUTED": 2}


def test_the_source_is_written_where_the_pdf_cannot_be_made(tmp_path, judgements, monkeypatch):
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    with pytest.raises(MissingTool, match="pdflatex is not installed"):
        write(judgements, STATEMENTS, tmp_path, engine="pdflatex")
    assert sorted(f.name for f in tmp_path.iterdir()) == [
        "derivations.tex",
        "index.html",
        "pages",
        "report.tex",
        "verdicts.json",
    ]


def test_without_typst_everything_else_is_written(tmp_path, judgements, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingTool, match="typst is not installed: pip install typst"):
        write(judgements, STATEMENTS, tmp_path)
    assert sorted(f.name for f in tmp_path.iterdir()) == [
        "derivations.tex",
        "index.html",
        "pages",
        "report.tex",
        "verdicts.json",
    ]


def test_without_tex_the_pdf_is_made_all_the_same(tmp_path, judgements, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    written = write(judgements, STATEMENTS, tmp_path, formats=("pdf",))
    assert written[-1].read_bytes().startswith(b"%PDF")


def test_a_typst_that_fails_is_a_missing_tool():
    with pytest.raises(MissingTool, match="typst could not set the report: unknown variable: nothing"):
        pdf.by_typst("#nothing")


@pytest.mark.parametrize("asked", [{"formats": ("docx",)}, {"engine": "word"}])
def test_an_unknown_format_or_engine_is_refused(tmp_path, judgements, asked):
    with pytest.raises(ValueError, match="is not known here: expected"):
        write(judgements, STATEMENTS, tmp_path, **asked)


HERE = {"condition": not shutil.which("pdflatex"), "reason": "pdflatex is not installed: the LaTeX is not compiled"}
OTHER_PAPER = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage{lmodern,amsmath,amssymb,booktabs,longtable,array,graphicx,tikz,xcolor}
\begin{document}
\section{Ours}
\input{fragment}
\end{document}
"""


@pytest.mark.skipif(**HERE)
def test_pdflatex_complains_of_nothing(tree, tmp_path):
    (tmp_path / "report.tex").write_text(latex.render(tree), encoding="utf-8")
    for _ in range(3):
        log = pdf._run(shutil.which("pdflatex"), tmp_path)
    assert not re.findall(r".*(?:[Uu]ndefined|multiply defined|LaTeX Warning|Missing character).*", log)
    assert not [w for w in re.findall(r"Overfull \\[hv]box \(([\d.]+)pt", log) if float(w) > 2]


@pytest.mark.skipif(**HERE)
def test_a_fragment_goes_into_another_paper_without_links(judgements, tmp_path):
    (written,) = write_fragment(judgements, STATEMENTS, tmp_path, paper=PAPER)
    assert written.name == "lemma-2.tex"
    (tmp_path / "fragment.tex").write_text(written.read_text(), encoding="utf-8")
    (tmp_path / "report.tex").write_text(OTHER_PAPER, encoding="utf-8")
    pdf._run(shutil.which("pdflatex"), tmp_path)
    log = pdf._run(shutil.which("pdflatex"), tmp_path)
    assert not re.findall(r".*(?:[Uu]ndefined|LaTeX Warning|Missing character).*", log)


@pytest.mark.skipif(**HERE)
def test_pdflatex_repeats_its_bytes(tree):
    source = latex.render(tree)
    assert pdf.by_pdflatex(source) == pdf.by_pdflatex(source)


def test_sections_follow_the_paper_and_what_has_no_number_comes_last(judgements):
    places = ("10", "3.2", "beyond", "3.1")
    statements = [Statement(f"lemma-{k}", "T", place, (square,)) for k, place in enumerate(places)]
    found = build([replace(judgements[2], statement=s.name) for s in statements], statements)
    assert [s.label for s in found.sections if s.label.startswith("section:")] == [
        "section:3.1", "section:3.2", "section:10", "section:beyond",
    ]  # fmt: skip
