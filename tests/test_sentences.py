"""The paper's table of sentences: each has claims that are there, or an excuse; each equation has a claim."""

import re

import pytest

from verify.judging.catalogue import discover, find, rows
from verify.judging.errors import BadInput
from verify.judging.sentences import Sentence, excused, sentence, table_faults

KNOWN = {"lemma-2": {"claims": ["lemma-2/a", "lemma-2/b"]}, "lemma-2/a": {"claims": ["lemma-2/a"]}}
TABLE = """
from verify import excused, sentence
SENTENCES = (
    sentence("audit-all", "1, first line", "All of it.", "lemma-2", "lemma-2/a"),
    excused("audit-hope", "4", "It helps.", "an intention"),
)"""


@pytest.fixture(scope="module")
def paper_itself():
    return discover("proofs")


@pytest.fixture
def catalogue(paper):
    paper.add(lemma2='STATEMENT = statement("lemma-2", true("a"), true("b"))', _sentences=TABLE)
    return discover(paper.name)


def test_every_sentence_of_the_paper_has_claims_that_are_there_or_an_excuse(paper_itself):
    claims = {f"{s.name}/{c.name}" for s in paper_itself.statements for c in s.claims}
    table = {row["id"]: row for row in rows(paper_itself)}
    assert len(paper_itself.sentences) >= 140
    for s in paper_itself.sentences:
        row = table[s.id]
        assert bool(row["claims"]) != bool(row["excused"]), s.id
        assert set(row["claims"]) <= claims, s.id


def test_a_sentence_is_the_formula_of_one_claim(paper_itself):
    claims = {f"{s.name}/{c.name}" for s in paper_itself.statements for c in s.claims}
    assert [s.id for s in paper_itself.sentences if not s.excused and s.formula not in claims] == []


def test_every_claim_of_the_paper_that_is_not_true_is_the_formula_of_a_sentence_or_stands_beside_one(paper_itself):
    wrong = {
        f"{s.name}/{c.name}"
        for s in paper_itself.statements
        for c in s.claims
        if c.source == "paper" and c.expected != "PROVED"
    }
    spoken = {claim for row in rows(paper_itself) if row["kind"] == "sentence" for claim in row["claims"]}
    assert wrong - spoken == set()


def test_no_equation_and_no_numbered_statement_is_excused(paper_itself):
    numbered = re.compile(r"\(\d+\)|Lemma|Theorem|Proposition|Definition|^Figure")
    assert not [s.id for s in paper_itself.sentences if s.excused and numbered.search(s.place)]


def test_at_most_a_quarter_of_the_sentences_is_excused(paper_itself):
    assert 4 * sum(bool(s.excused) for s in paper_itself.sentences) <= len(paper_itself.sentences)


def test_a_false_sentence_of_the_table_names_its_repair_too(paper_itself):
    expected = {f"{s.name}/{c.name}": c for s in paper_itself.statements for c in s.claims}
    table = {row["id"]: row["claims"] for row in rows(paper_itself)}
    for s in paper_itself.sentences:
        verdicts = {expected[c].expected for c in table[s.id]}
        assert not verdicts or "PROVED" in verdicts, s.id


def test_a_sentence_is_a_row_with_the_claims_of_the_rows_it_names(catalogue):
    assert catalogue.broken == ()
    table = {row["id"]: row for row in rows(catalogue)}
    assert table["audit-all"]["claims"] == ["lemma-2/a", "lemma-2/b"]
    assert (table["audit-all"]["kind"], table["audit-all"]["section"]) == ("sentence", "1")
    assert table["audit-all"]["place"] == "1, first line"
    assert [c.name for _, c in find(catalogue, ["audit-all"]).claims] == ["a", "b"]


def test_an_excused_sentence_is_not_judged_and_says_why(catalogue):
    with pytest.raises(BadInput, match="audit-hope has no claim to judge: an intention; leave it out"):
        find(catalogue, ["audit-hope"])


def test_a_sentence_that_points_nowhere_fails_the_table(paper):
    paper.add(lemma2='STATEMENT = statement("lemma-2", true("c"))', _sentences=TABLE)
    assert {b.name: b.reason for b in discover(paper.name).broken} == {
        "sentences": "audit-all points to 'lemma-2/a', which is no claim and no row"
    }


def test_a_table_that_does_not_import_fails_alone(paper):
    paper.add(lemma2='STATEMENT = statement("lemma-2", true("a"))', _sentences="forgotten")
    catalogue = discover(paper.name)
    assert [s.name for s in catalogue.statements] == ["lemma-2"]
    assert catalogue.broken[0].reason.startswith("does not import: NameError: name 'forgotten' is not defined")


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ((sentence("a", "1", "A."),), "a needs claims or a reason why there are none, and not both"),
        (
            (Sentence("a", "1", "A.", ("lemma-2",), "no"),),
            "a needs claims or a reason why there are none, and not both",
        ),
        ((sentence("lemma-2", "1", "A.", "lemma-2"),), "the id 'lemma-2' is taken, empty, or holds a space or a slash"),
        ((excused("a", "1", "A.", "no"),) * 2, "the id 'a' is taken, empty, or holds a space or a slash"),
        ((sentence("a", "1", "A.", "lemma-3"),), "a points to 'lemma-3', which is no claim and no row"),
        (
            (sentence("a", "1", "A.", "lemma-2", slip="odd"),),
            "a has the slip 'odd', expected one of changes a result, gap in a proof, wording, misprint",
        ),
    ],
)
def test_a_faulty_sentence_is_named(table, fault):
    assert list(table_faults(table, KNOWN)) == [fault]


def test_each_equation_is_cited_by_a_claim_whose_formula_it_is(paper_itself):
    cited = {n for s in paper_itself.statements for c in s.claims for n in c.equations}
    assert cited == set(range(1, 45))


def test_everything_that_the_paper_numbers_has_a_row_with_claims(paper_itself):
    numbers = {"lemma": 5, "theorem": 2, "figure": 3, "definition": 1, "assumption": 1, "proposition": 1, "eq": 44}
    numbered = {f"{kind}-{n}" for kind, most in numbers.items() for n in range(1, most + 1)} | {"figure-6"}
    assert numbered <= {row["id"] for row in rows(paper_itself) if row["claims"]}
