"""The section "In practice": what the stored runs say in one table and two sentences."""

import copy
import json
from dataclasses import replace
from pathlib import Path

import pytest

from practice.engine import CLAIMS
from practice.record import THRESHOLD
from proofs.section_3_1.remark_large_epsilon import optimal_l2, optimal_linf
from verify.kernel.evidence import Evidence, Method
from verify.kernel.judgement import Judgement
from verify.language.verdict import Outcome, Verdict
from verify.report.nodes import Document, Paragraph, Section, Table
from verify.report.parts import Link
from verify.report.sections.findings import read
from verify.report.sections.practice import practice
from verify.report.writers import latex, site, typst
from verify.report.writers.pdf import by_typst

STORED = json.loads((Path(__file__).parent.parent / "reports" / "practice.json").read_text(encoding="utf-8"))
GRAM = Evidence(Method.GRAM, Outcome.HOLDS, "d")
APPLIED = {**CLAIMS, THRESHOLD["L2"]: optimal_l2, THRESHOLD["Linf"]: optimal_linf}
PROVED = [
    Judgement(name.partition("/")[0], claim, Verdict.PROVED, "every dimension", (GRAM,), by=GRAM)
    for name, claim in APPLIED.items()
]


def parts(stored=STORED, judgements=PROVED):
    """The paragraphs of the section as text, and the rows of its table."""
    (section,) = practice(stored, judgements)
    paragraphs = [written(b.text) for b in section.blocks if isinstance(b, Paragraph)]
    (table,) = [b for b in section.blocks if isinstance(b, Table)]
    return paragraphs, [tuple(map(written, row)) for row in table.rows]


def written(text):
    return "".join(x if isinstance(x, str) else str(next(iter(vars(x).values()))) for x in text)


def test_each_run_is_a_row():
    _, rows = parts()
    assert rows[0] == (r"L2, \varepsilon = \frac{1}{4}", "21 of 200", "at 200", "2.09", "6.88", "0", "0.31")
    assert rows[4] == (r"L_{\infty}, \varepsilon = \frac{1}{10}", "200 of 200", "at 0", "15.51", "7.29", "189", "0.36")
    assert len(rows) == len(STORED["runs"]) == 6


def test_two_sentences_say_how_often_the_assumptions_hold():
    (_, l2, linf, _), _ = parts()
    assert l2 == (
        r"Under the L2 constraint training keeps away from the origin for \varepsilon = \frac{1}{4}, \frac{1}{2} below 0.796\ldots, "
        r"from where on no parameter is better than 0: \lVert\boldsymbol{\theta}\rVert \ge \frac{1}{4} at every step, Theorem 1 applies, and the "
        r"gradient changes by at most 2.09 times the length of a step, where its constant allows up to 8.50; for \varepsilon = 1 the "
        r"path comes nearer to the origin than that, and there the gradient changes by up to 78.61 times the length of a step."
    )
    assert linf.startswith(
        r"Under the L_{\infty} constraint the condition of Theorem 2, that no sign changes, survives 2, 0, 0 of 200 training steps for "
        r"\varepsilon = \frac{1}{50}, \frac{1}{10}, \frac{3}{10}, and at 0, 189, 194 steps the gradient changes by more than"
    )
    assert "at each of the 16,260 changes of a sign" in linf and "up to 1.17 times that" in linf


def test_numbers_come_from_the_stored_runs():
    other = copy.deepcopy(STORED)
    other["runs"][3]["signs"]["steps"] = 150
    (_, _, linf, _), rows = parts(other)
    assert "survives 50, 0, 0 of 200 training steps" in linf and rows[3][1] == "150 of 200"


@pytest.mark.parametrize("name", [*APPLIED])
def test_nothing_is_said_where_a_claim_that_was_applied_is_not_proved(name):
    others = [j if j.id != name else replace(j, verdict=Verdict.UNDECIDED, evidence=(), by=None) for j in PROVED]
    without = [j for j in PROVED if j.id != name]
    assert practice(STORED, others) == practice(STORED, without) == practice({}, PROVED) == ()


def test_every_claim_that_was_applied_is_linked():
    (section,) = practice(STORED, PROVED)
    assert {p.label for p in section.blocks[-1].text if isinstance(p, Link)} == {*APPLIED}


def test_every_writer_sets_it():
    (section,) = practice(STORED, PROVED)
    linked = tuple(Section((name,), name, name) for name in APPLIED)
    document = Document(("A report",), "A report", (), "", (), (section, *linked), ("practice",))
    assert "78.61" in site.whole(document)
    assert latex.render(document).partition(r"\begin{document}")[2].isascii()
    assert by_typst(typst.render(document)).startswith(b"%PDF")


def test_the_stored_runs_are_read_from_their_file(tmp_path):
    (tmp_path / "practice.json").write_text(json.dumps(STORED), encoding="utf-8")
    assert read(tmp_path, ()).practice == STORED
