"""What is not true as printed: the gravest first, in the paper's order, what belongs together, and what it does to the results."""

from collections import Counter
from dataclasses import replace

import pytest

from verify.judging.catalogue import discover
from verify.judging.errata import Fate, as_data, errata, findings, places, results_of
from verify.judging.results import severity
from verify.kernel.judgement import Judgement
from verify.language.claim import Claim, Statement
from verify.language.relation import eq, le
from verify.language.severity import Severity
from verify.language.symbols import Vector, d
from verify.language.verdict import WRONG, Verdict
from verify.report.sections.sentences import checked

PAPER = discover("proofs")
SENTENCES = checked(PAPER)
JUDGED = [Judgement(s.name, c, Verdict(c.expected), "", ()) for s in PAPER.statements for c in s.claims]
FATES = {o.statement.name: o for o in results_of(JUDGED, PAPER.statements, SENTENCES)}
v = Vector("v")


def claim(name, expected="PROVED", **more):
    return Claim(name=name, says="A sentence.", conclusion=le(v, v), expected=expected, **more)


def made(*statements):
    return [Judgement(s.name, c, Verdict(c.expected), "", ()) for s in statements for c in s.claims], statements


def test_every_erratum_of_the_paper_is_listed_once_by_severity_then_by_section():
    found = errata(JUDGED, PAPER.statements, SENTENCES)
    wrong = {j.id for j in JUDGED if j.verdict in WRONG and j.claim.source == "paper"}
    assert len(found) == len(wrong) and {j.id for j in found} == wrong
    place, ranks = places(PAPER.statements, SENTENCES), list(Severity)
    order = [(ranks.index(severity(j)), place[j.id]) for j in found]
    assert order == sorted(order)


def test_the_findings_hold_every_change_of_a_result_once_and_are_seven():
    found = findings(errata(JUDGED, PAPER.statements, SENTENCES), SENTENCES)
    inside = [j.id for group in found for j in group]
    assert sorted(inside) == sorted(j.id for j in JUDGED if severity(j) is Severity.RESULT)
    assert [group[0].statement for group in found] == [
        "proposition-1",
        "theorem-1",
        "lemma-3",
        "remark-second-order",
        "lemma-5",
        "remark-flatness",
        "remark-figure-6-interior",
    ]


@pytest.mark.parametrize(
    ("name", "fate"),
    [
        ("proposition-1", "stands after a repair"),
        ("lemma-1", "stands as printed"),
        ("lemma-2", "stands as printed"),
        ("theorem-1", "is empty in part as printed"),
        ("lemma-3", "stands after a repair"),
        ("theorem-2", "stands as printed"),
        ("lemma-4", "stands as printed"),
        ("lemma-5", "is empty in part as printed"),
    ],
)
def test_the_fate_of_each_result_of_the_paper(name, fate):
    assert FATES[name].fate == fate


def test_the_results_stand_in_the_papers_order():
    assert [*FATES] == [
        "proposition-1", "lemma-1", "lemma-2", "theorem-1", "lemma-3", "theorem-2", "lemma-4", "lemma-5",
    ]  # fmt: skip


def test_slips_in_a_proof_are_counted_beside_a_result_that_stands():
    here = [severity(j) for j in JUDGED if j.statement.startswith("lemma-2")]
    assert FATES["lemma-2"].slips == Counter(s for s in here if s)
    assert FATES["lemma-2"].slips[Severity.GAP] == 2
    assert FATES["theorem-1"].leading.id == "theorem-1/printed"


def test_a_result_without_a_proved_repair_does_not_stand_nor_does_one_about_nothing():
    wrong, mended = claim("a-printed", "REFUTED"), claim("a", source="repair", repairs="a-printed")
    nothing, open_repair = replace(wrong, expected="VACUOUS"), replace(mended, expected="UNDECIDED")
    for claims, fate in (
        ((wrong, mended), Fate.REPAIRED),
        ((wrong,), Fate.LOST),
        ((wrong, open_repair), Fate.LOST),
        ((nothing, mended), Fate.LOST),
        ((replace(wrong, severity="misprint"),), Fate.STANDS),
        ((replace(wrong, source="own"),), Fate.STANDS),
        ((claim("b"),), Fate.STANDS),
    ):
        (outcome,) = results_of(*made(Statement("lemma-7", "T", "1", claims)))
        assert outcome.fate is fate


@pytest.mark.parametrize(
    ("assumed", "beside", "where"),
    [
        (eq((-1) ** d, 1), 0, "in even d"),
        (eq((-1) ** d, 1), 1, "in odd d"),
        (eq((-1) ** d, -1), 0, "in odd d"),
        (eq((-1) ** d, -1), 1, "in even d"),
        (le(2, d), 0, "for d ≥ 2"),
        (le(2, d), 1, "for d ≥ 3"),
        (le(d, 3), 0, "for d = 1 to 3"),
        (eq(d, 1), 0, "for d = 1"),
        (le(v, 0), 0, ""),
        (le(v, 0), 2, ""),
    ],
)
def test_a_result_about_nothing_in_some_dimensions_is_empty_there(assumed, beside, where):
    nothing = replace(claim("a-printed", "VACUOUS"), assuming=(assumed,), beside=beside)
    mended = claim("a", source="repair", repairs="a-printed")
    (outcome,) = results_of(*made(Statement("lemma-7", "T", "1", (nothing, mended))))
    assert (outcome.fate, outcome.where) == (Fate.EMPTY if where else Fate.LOST, where)
    (lost,) = results_of(*made(Statement("lemma-7", "T", "1", (nothing,))))
    assert (lost.fate, lost.where) == (Fate.LOST, "")


def test_a_step_of_the_proof_that_changes_the_result_counts_for_the_result():
    wrong = claim("b-printed", "REFUTED", severity="changes a result")
    judged, statements = made(
        Statement("lemma-7", "T", "1", (claim("a"),)),
        Statement("lemma-7-proof", "T", "1", (wrong,)),
        Statement("lemma-77", "T", "1", (claim("a"),)),
    )
    assert [(o.statement.name, o.fate) for o in results_of(judged, statements)] == [
        ("lemma-7", Fate.LOST),
        ("lemma-77", Fate.STANDS),
    ]


def test_without_sentences_the_order_is_that_of_sections_and_equations():
    claims = tuple(claim(f"c{n}", "REFUTED", equations=(n,)) for n in (12, 3))
    judged, statements = made(Statement("lemma-1", "T", "10", claims), Statement("lemma-2", "T", "2.1", claims[:1]))
    assert [j.id for j in errata(judged, statements)] == ["lemma-2/c12", "lemma-1/c3", "lemma-1/c12"]


def test_what_is_about_one_result_or_one_equation_is_one_finding():
    wrong = claim("a-printed", "REFUTED", equations=(4,))
    judged, statements = made(
        Statement("lemma-1", "T", "1", (wrong,)),
        Statement("lemma-2", "T", "1", (replace(wrong, equations=(9,)),)),
        Statement("remark-x", "T", "2", (replace(wrong, severity="changes a result"),)),
        Statement("lemma-1-proof", "T", "3", (replace(wrong, equations=(), severity="changes a result"),)),
    )
    assert [[j.statement for j in f] for f in findings(errata(judged, statements))] == [
        ["lemma-1", "remark-x", "lemma-1-proof"],
        ["lemma-2"],
    ]


def test_for_a_program_there_are_ids():
    told = as_data(JUDGED, PAPER.statements, SENTENCES)
    assert told["fates"]["lemma-5"]["fate"] == "is empty in part as printed"
    assert told["fates"]["lemma-5"]["where"] == "in odd d"
    assert told["errata"][0] == told["findings"][0][0] == "proposition-1/eq15-printed"
    assert as_data([], (), ()) == {"errata": [], "findings": [], "fates": {}}


def test_what_is_said_in_the_proof_of_a_result_counts_for_it():
    alone = {o.statement.name: o for o in results_of(JUDGED, PAPER.statements)}
    assert FATES["theorem-2"].slips[Severity.GAP] > alone["theorem-2"].slips[Severity.GAP]
    assert FATES["theorem-1"].slips[Severity.MISPRINT] > alone["theorem-1"].slips[Severity.MISPRINT]
