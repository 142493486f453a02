"""The section "In practice": what the stored runs say, in sentences, two tables and a chart."""

import copy
import json
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from practice.engine import CLAIMS
from practice.record import THRESHOLD
from proofs.section_3_1.remark_large_epsilon import optimal_l2, optimal_linf
from proofs.section_3_2 import network_span
from proofs.section_3_2_2 import lemma5, lemma5_maximum, remark_second_order
from verify.checkers.stored.read import Unfit
from verify.kernel.evidence import Evidence, Method
from verify.kernel.judgement import Judgement
from verify.language.claim import Claim
from verify.language.verdict import Outcome, Verdict
from verify.report.nodes import Document, Drawing, Paragraph, Section, Table
from verify.report.parts import Link
from verify.report.picture import Note, Stroke
from verify.report.sections import chart, network
from verify.report.sections.findings import read
from verify.report.sections.measured import above, below, digits, of_all, percent
from verify.report.sections.practice import in_brief, practice
from verify.report.writers import latex, site, typst
from verify.report.writers.html import svg
from verify.report.writers.pdf import by_typst

STORED = json.loads((Path(__file__).parent.parent / "reports" / "practice.json").read_text(encoding="utf-8"))
GRAM = Evidence(Method.GRAM, Outcome.HOLDS, "d")
LINEAR = {**CLAIMS, THRESHOLD["L2"]: optimal_l2, THRESHOLD["Linf"]: optimal_linf}
NETWORK = {
    **{f"network-span/{c.name}": c for c in vars(network_span).values() if isinstance(c, Claim)},
    "lemma-5/lipschitz": lemma5.lipschitz,
    "lemma-5/velocity": lemma5.bounded,
    "lemma-5-maximum/strict": lemma5_maximum.strict,
    "remark-second-order/sign-rule": remark_second_order.sign_rule,
}
APPLIED = {**LINEAR, **{name: NETWORK[name] for name in network.CLAIMS}}
PROVED = [
    Judgement(name.partition("/")[0], claim, Verdict.PROVED, "every dimension", (GRAM,), by=GRAM)
    for name, claim in APPLIED.items()
]


def parts(stored=STORED, judgements=PROVED):
    """The paragraphs of the section as text, each with its title, and the rows of its tables."""
    (section,) = practice(stored, judgements)
    paragraphs = [f"{b.title} {written(b.text)}".strip() for b in section.blocks if isinstance(b, Paragraph)]
    rows = [tuple(map(written, row)) for b in section.blocks if isinstance(b, Table) for row in b.rows]
    return paragraphs, rows


def written(text):
    return "".join(x if isinstance(x, str) else str(next(iter(vars(x).values()))) for x in text)


def changed(path, value):
    """The stored runs with another value at one place."""
    other = copy.deepcopy(STORED)
    *inside, last = path
    place = other
    for step in inside:
        place = place[step]
    place[last] = value
    return other


def test_each_run_is_a_row():
    _, rows = parts()
    assert rows[0] == (r"L2, \varepsilon = \frac{1}{4}", "-", "at 200", "2.09", "6.88", "0", "0.304")
    assert rows[4] == (r"L_{\infty}, \varepsilon = \frac{1}{10}", "200 of 200", "at 0", "15.51", "7.29", "189", "0.356")
    assert len(rows) == len(STORED["runs"]) + len(STORED["network"]["attacks"]) == 12


def test_the_sentences_on_theorem_1_say_where_its_assumption_holds_and_which_constant_is_meant():
    _, _, _, l2, *_ = parts()[0]
    assert l2 == (
        r"Under L2 Theorem 1 is looked at with \theta_{\min} = \frac{1}{4}. For \varepsilon = \frac{1}{4}, \frac{1}{2} "
        r"\lVert\boldsymbol{\theta}\rVert \ge \theta_{\min} throughout (smallest 0.997, 0.811): the theorem applies at every step, and "
        r"the gradient changes by at most 2.09, 1.85 times the length of a step, where its constants allow 6.88, 8.50. "
        r"From \varepsilon = 0.796\ldots on no parameter has a smaller loss than \boldsymbol{\theta} = 0: so for \varepsilon = 1. "
        r"For \varepsilon = 1 \lVert\boldsymbol{\theta}\rVert falls to 0.000227, and is below \theta_{\min} at 180 of 201 parameters: "
        r"the theorem applies at 20 steps, to which the last column is confined, and at 132 of the others the change is beyond its "
        r"constant. The constant is C_{\theta\theta} + \varepsilon / \theta_{\min}, C_{\theta\theta} = (R + \varepsilon)^2 / 4, as "
        r"repaired. As printed, C_{\theta\theta} + \varepsilon C_{\theta x} / \theta_{\min}, it is 10.51, 14.14, 18.10, and the change "
        r"is beyond it at 0, 0, 9 steps."
    )


def test_the_sentences_on_theorem_2_say_what_holds_where_a_sign_changes():
    _, _, _, _, linf, *_ = parts()[0]
    assert linf.startswith(
        r"Under L_{\infty} with \varepsilon = \frac{1}{50}, \frac{1}{10}, \frac{3}{10} the gradient changes at 0, 189, 194 steps by more"
    )
    assert (
        r"From \varepsilon = 0.28063\ldots on" in linf
        and r"so for \varepsilon = \frac{3}{10}. At each of the 16,260" in linf
    )
    assert "at most 1.17 times that" in linf and linf.endswith("53 of the changes go from or to 0.")


def test_what_is_decided_broken_and_certified_is_said_at_once():
    _, said, *_ = parts()[0]
    assert said.startswith("What is decided and certified. 4,314 of 4,314 maximisers")
    assert "at 180, 177, 180, 180 of 180 images. No proved bound is broken" in said and "floating point" in said


def test_the_networks_training_is_told():
    told = next(p for p in parts()[0] if p.startswith("The network."))
    assert (
        "on 64 inputs are trained on the digits {3, 5} against {8, 9}, 719 images, by 1,500 steps against PGD" in told
    )
    assert r"under L2 with \varepsilon = \frac{1}{2}" in told and "At the end 693 of the 719 images" in told


def test_of_each_step_the_medians_and_the_largest_shares_are_told_apart():
    told = next(p for p in parts()[0] if p.startswith("Over the step of training"))
    assert "follows step 0, 600, 1000, 1499, at each 4th image, 180 in all" in told
    assert (
        "0.239, 0.00143, 0.0119, 0.00757 of what Lemma 5 allows in the median and 0.386, 0.0459, 0.0877, 0.115 at most"
        in told
    )
    assert "is at most 2.30, 3977.49, 33.33, 62.60; of the 3 others nothing is said." in told


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("runs", 3, "signs", "steps"), 150, "survives 50, 0, 0 of 200 steps"),
        (("runs", 2, "threshold", "reached"), False, r"\frac{1}{2} \lVert"),
        (("runs", 3, "jumps", "from or to 0"), 0, "32 of the changes go from or to 0"),
        (("network", "training", "right"), 700, "At the end 700 of the 719 images"),
        (("network", "steps", 2, "bound", "shown"), 180, r"at most 2.30, 3977.49, 33.33, 62.60. Under"),
        (("network", "attacks", 1, "kinds"), {"s": 700, "u": 19}, "holds at 719, 700, 719 of 719 images"),
        (("network", "attacks", 1, "kinds"), {"s": 700, "u": 19}, "4,295 of 4,314 maximisers"),
    ],
)
def test_numbers_come_from_the_stored_runs(path, value, said):
    paragraphs, _ = parts(changed(path, value))
    assert any(said in p for p in paragraphs) and paragraphs != parts()[0]


def test_in_odd_dimension_the_printed_condition_on_the_determinant_holds_nowhere():
    other = copy.deepcopy(STORED)
    other["network"]["data"]["images"] = [line[:-1] for line in other["network"]["data"]["images"]]
    assert "determinant at these too, as d = 64 is even" in parts()[0][0]
    assert "determinant at none of these, as d = 63 is odd" in parts(other)[0][0]


def test_without_fewer_units_than_inputs_nothing_is_said_of_lemma_4():
    other = copy.deepcopy(STORED)
    other["network"]["data"]["images"] = [line[:6] for line in other["network"]["data"]["images"]]
    with pytest.raises(Unfit, match="3 units and 3 inputs"):
        practice(other, PROVED)


def test_a_rounded_number_lies_on_the_safe_side_and_hides_nothing_small():
    values = [Fraction(k, 10**6) for k in (*range(1, 2000, 7), 303_369, 994_999, 999_999, 2_088_517, 78_603_233)]
    for x in values:
        assert Fraction(below(x)) <= x <= Fraction(above(x)) <= x + max(x / 100, Fraction(1, 10**6))
    assert [above(Fraction(k, 10**6)) for k in (0, 1, 999_999, 10**6)] == ["0.00", "0.000001", "1.000", "1.00"]
    assert [percent(x) for x in ("0", "0.000001", "0.000099", "0.0001", "0.00010001", "1")] == [
        "0.00 %",
        "< 0.01 %",
        "< 0.01 %",
        "0.01 %",
        "0.02 %",
        "100.00 %",
    ]


def test_counts_and_sides_are_told_in_short():
    assert (of_all([7, 7], 7), of_all([7, 6], 7)) == ("all 7", "7, 6 of 7")
    assert digits("digits 3 and 8") == "the digits 3 against 8"


@pytest.mark.parametrize("name", [*APPLIED])
def test_nothing_is_said_where_a_claim_that_was_applied_is_not_proved(name):
    others = [j if j.id != name else replace(j, verdict=Verdict.UNDECIDED, evidence=(), by=None) for j in PROVED]
    without = [j for j in PROVED if j.id != name]
    assert practice(STORED, others) == practice(STORED, without) == practice({}, PROVED) == ()


def test_every_claim_that_was_applied_is_linked():
    (section,) = practice(STORED, PROVED)
    linked = {p.label for b in section.blocks if isinstance(b, Paragraph) for p in b.text if isinstance(p, Link)}
    assert linked == {*APPLIED, "network-span"}


def test_the_first_page_on_a_screen_says_how_often_the_assumptions_hold():
    (first, *_), _ = parts()
    (screen,) = in_brief(STORED, PROVED)
    (told,) = screen.blocks
    assert f"What the paper could have written. {written(told.text)}" == f"{first} More of it."
    assert told.text[-2] == Link("More of it", "practice") and in_brief(STORED, PROVED[1:]) == ()


def test_the_first_paragraph_says_how_often_the_assumptions_of_lemmas_4_and_5_and_theorem_2_hold():
    (first, *_), _ = parts()
    kinds = [a["kinds"] for a in STORED["network"]["attacks"] if a["ball"] == "L2"]
    assert [k["s"] for k in kinds] == [719] * 3 and "as repaired, holds at all 719 images" in first
    assert "That of Lemma 4 holds at none" in first and not any("i" in k for k in kinds)
    assert "Theorem 2, that no sign changes, survives 2, 0, 0 of 200 steps" in first


def test_the_networks_numbers_come_from_the_stored_attacks():
    other = changed(("network", "attacks", 3, "kinds"), {"c": 700, "u": 19})
    other["network"]["attacks"][3]["pgd"]["missed"][20] = ["0.123455", "0.123456"]
    _, rows = parts(other)
    assert rows[9][1] == "700 corner, 19 undecided" and rows[9][-1] == "12.35 %"


def test_where_pgd_ends_adds_up_in_every_row():
    _, rows = parts()
    assert [tuple(map(int, row[3:6])) for row in rows[6:]] == [
        (719, 0, 0),
        (704, 0, 15),
        (577, 0, 142),
        (690, 22, 7),
        (667, 38, 14),
        (602, 93, 24),
    ]
    assert {sum(map(int, row[3:6])) for row in rows[6:]} == {719}


def test_the_chart_has_a_bar_for_each_attack_and_a_legend_of_what_occurs():
    (section,) = practice(STORED, PROVED)
    (drawn,) = [b.picture for b in section.blocks if isinstance(b, Drawing)]
    bars = [s for s in drawn.shapes if isinstance(s, Stroke) and s.width > 3]
    assert len(bars) == sum(len(a["kinds"]) for a in STORED["network"]["attacks"])
    assert all(
        0 <= x <= drawn.width and 0 <= y <= drawn.height
        for s in drawn.shapes
        for x, y in (s.points if isinstance(s, Stroke) else [s.place])
    )
    legend = [(n.latex, n.colour) for n in drawn.shapes if isinstance(n, Note) and n.place[1] == chart.LEGEND]
    assert legend == [
        (r"\text{sphere}", "good"),
        (r"\text{corner}", "good"),
        (r"\text{edge}", "open"),
        (r"\text{face}", "text"),
        (r"\text{L2},\;1/2", "link"),
        (r"L_{\infty},\;1/10", "bad"),
        (r"\text{L2},\;1/4", "link"),
        (r"L_{\infty},\;1/10", "bad"),
    ]


def test_the_path_is_drawn_finer_than_its_line_is_thick():
    """No stairs: where the curve falls slowly, neighbours are told apart."""
    along = STORED["runs"][0]["along"]["change over step"].split()
    assert len({*along[100:]}) > 80


def test_labels_of_a_chart_have_room_on_a_screen():
    (section,) = practice(STORED, PROVED)
    (drawn,) = [b.picture for b in section.blocks if isinstance(b, Drawing)]
    room = re.findall(r'<foreignObject x="[^"]*" y="[^"]*" width="([0-9.]+)" height="([0-9.]+)"', svg(drawn))
    assert len(room) == sum(isinstance(s, Note) for s in drawn.shapes)
    assert all(float(wide) >= 40 and float(high) >= 9 for wide, high in room)  # of text 3.4 high a fraction is 8


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
