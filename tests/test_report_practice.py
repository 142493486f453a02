"""The section "In practice": what the stored runs say in one table and two sentences."""

import copy
import json
from dataclasses import replace
from pathlib import Path

import pytest

from practice.engine import CLAIMS
from practice.record import THRESHOLD
from proofs.section_3_1.remark_large_epsilon import optimal_l2, optimal_linf
from proofs.section_3_2 import network_span
from proofs.section_3_2_2 import lemma5
from verify.kernel.evidence import Evidence, Method
from verify.kernel.judgement import Judgement
from verify.language.claim import Claim
from verify.language.verdict import Outcome, Verdict
from verify.report.nodes import Document, Drawing, Paragraph, Section, Table
from verify.report.parts import Link
from verify.report.picture import Dot, Stroke
from verify.report.sections import network
from verify.report.sections.findings import read
from verify.report.sections.practice import practice
from verify.report.writers import latex, site, typst
from verify.report.writers.pdf import by_typst

STORED = json.loads((Path(__file__).parent.parent / "reports" / "practice.json").read_text(encoding="utf-8"))
GRAM = Evidence(Method.GRAM, Outcome.HOLDS, "d")
LINEAR = {**CLAIMS, THRESHOLD["L2"]: optimal_l2, THRESHOLD["Linf"]: optimal_linf}
NETWORK = {f"network-span/{c.name}": c for c in vars(network_span).values() if isinstance(c, Claim)}
APPLIED = {**LINEAR, **{name: NETWORK[name] for name in network.CLAIMS[:-1]}, "lemma-5/velocity": lemma5.bounded}
PROVED = [
    Judgement(name.partition("/")[0], claim, Verdict.PROVED, "every dimension", (GRAM,), by=GRAM)
    for name, claim in APPLIED.items()
]


def parts(stored=STORED, judgements=PROVED):
    """The paragraphs of the section as text, and the rows of its table."""
    (section,) = practice(stored, judgements)
    paragraphs = [written(b.text) for b in section.blocks if isinstance(b, Paragraph)]
    rows = [tuple(map(written, row)) for b in section.blocks if isinstance(b, Table) for row in b.rows]
    return paragraphs, rows


def written(text):
    return "".join(x if isinstance(x, str) else str(next(iter(vars(x).values()))) for x in text)


def test_each_run_is_a_row():
    _, rows = parts()
    assert rows[0] == (r"L2, \varepsilon = \frac{1}{4}", "21 of 200", "at 200", "2.09", "6.88", "0", "0.31")
    assert rows[4] == (r"L_{\infty}, \varepsilon = \frac{1}{10}", "200 of 200", "at 0", "15.51", "7.29", "189", "0.36")
    assert len(rows) == len(STORED["runs"]) + len(STORED["network"]["attacks"]) == 12


def test_two_sentences_say_how_often_the_assumptions_hold():
    (_, _, l2, linf, *_), _ = parts()
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
    (_, _, _, linf, *_), rows = parts(other)
    assert "survives 50, 0, 0 of 200 training steps" in linf and rows[3][1] == "150 of 200"


@pytest.mark.parametrize("name", [*APPLIED])
def test_nothing_is_said_where_a_claim_that_was_applied_is_not_proved(name):
    others = [j if j.id != name else replace(j, verdict=Verdict.UNDECIDED, evidence=(), by=None) for j in PROVED]
    without = [j for j in PROVED if j.id != name]
    assert practice(STORED, others) == practice(STORED, without) == practice({}, PROVED) == ()


def test_every_claim_that_was_applied_is_linked():
    (section,) = practice(STORED, PROVED)
    linked = {p.label for b in section.blocks if isinstance(b, Paragraph) for p in b.text if isinstance(p, Link)}
    assert linked == {*APPLIED, "network-span"}


def test_the_first_paragraph_says_how_often_the_assumptions_of_lemmas_4_and_5_and_theorem_2_hold():
    (first, *_), _ = parts()
    kinds = [a["kinds"] for a in STORED["network"]["attacks"] if a["ball"] == "L2"]
    held = ", ".join(str(k["s"]) for k in kinds)
    assert f"Lemma 5, as repaired, holds at {held} of 719 images" in first and "that of Lemma 4 at none" in first
    assert "Theorem 2 survives 2, 0, 0 of 200 steps" in first and not any("i" in k for k in kinds)


def test_the_networks_numbers_come_from_the_stored_attacks():
    other = copy.deepcopy(STORED)
    other["network"]["attacks"][3]["kinds"] = {"c": 700, "u": 19}
    other["network"]["attacks"][3]["pgd"]["missed"][20] = ["0.123455", "0.123456"]
    _, rows = parts(other)
    assert rows[9][1] == "700 corner, 19 undecided" and rows[9][-1] == "12.35 %"


def test_the_picture_has_a_bar_for_each_attack_and_a_dot_for_each_step_without_a_change_of_a_sign():
    (section,) = practice(STORED, PROVED)
    (drawn,) = [b.picture for b in section.blocks if isinstance(b, Drawing)]
    bars = [s for s in drawn.shapes if isinstance(s, Stroke) and s.width > 3]
    assert len(bars) == sum(len(a["kinds"]) for a in STORED["network"]["attacks"])
    assert all(
        0 <= x <= drawn.width and 0 <= y <= drawn.height
        for s in drawn.shapes
        if isinstance(s, Stroke)
        for x, y in s.points
    )
    signs = next(r for r in STORED["runs"] if (r["ball"], r["epsilon"]) == ("Linf", "1/10"))["along"]["signs"]
    assert sum(isinstance(s, Dot) for s in drawn.shapes) == signs.split().count("0")


def test_every_writer_sets_it():
    (section,) = practice(STORED, PROVED)
    linked = tuple(Section((name,), name, name) for name in (*APPLIED, "network-span"))
    document = Document(("A report",), "A report", (), "", (), (section, *linked), ("practice",))
    assert "78.61" in site.whole(document)
    assert latex.render(document).partition(r"\begin{document}")[2].isascii()
    assert by_typst(typst.render(document)).startswith(b"%PDF")


def test_the_stored_runs_are_read_from_their_file(tmp_path):
    (tmp_path / "practice.json").write_text(json.dumps(STORED), encoding="utf-8")
    assert read(tmp_path, ()).practice == STORED
