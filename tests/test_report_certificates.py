"""The report says which verdicts' certificates were re-checked, and the file of them stands beside it."""

import gzip
import json
from dataclasses import replace

import pytest

from verify.judging.certificates import rechecked
from verify.kernel.judgement import Recheck, judgement
from verify.kernel.prove import prove
from verify.language.claim import Claim, Statement
from verify.language.forms import dot, norm
from verify.language.relation import eq, le
from verify.language.symbols import Vector
from verify.language.verdict import Verdict
from verify.report import build, write
from verify.report.nodes import Paragraph, Table
from verify.report.sections.findings import Findings
from verify.report.writers import latex, site, typst
from verify.search.inputs.examples import example

u, v = Vector("u"), Vector("v")
square = Claim(name="square", says="A square.", conclusion=eq(norm(u) ** 2, dot(u, u)))
shorter = Claim(name="shorter", says="The shorter way.", conclusion=le(0, norm(u) * norm(v)))
STATEMENTS = (Statement("lemma-1", "Squares", "2", (square, shorter)),)


def one_page(tree):
    return site.whole(tree)


def checked(tree):
    return next(s for s in tree.sections if s.label == "checked").blocks


@pytest.fixture(scope="module")
def judgements():
    square_, shorter_ = (judgement("lemma-1", c, [prove(c)], example) for c in (square, shorter))
    return [rechecked(square_, 60), replace(shorter_, recheck=Recheck(reason="not yet"))]


def test_a_section_counts_what_was_rechecked_beside_the_verdicts(judgements):
    front = checked(build(judgements, STATEMENTS))
    table = next(b for b in front if isinstance(b, Table))
    assert table.header == ("Verdict", "Claims", "Re-checked", "Meaning")
    assert [(row[1], row[2]) for row in table.rows] == [(("2",), ("1",))]
    text = " ".join("".join(map(str, b.text)) for b in front if isinstance(b, Paragraph))
    assert "The certificates of 1 verdict, marked °, were re-checked for this report by verify/recheck.py" in text


def test_a_report_without_certificates_says_nothing_of_them(judgements, tmp_path):
    without = [replace(j, recheck=None) for j in judgements]
    tree = build(without, STATEMENTS)
    assert next(b for b in checked(tree) if isinstance(b, Table)).header == ("Verdict", "Claims", "Meaning")
    assert "°" not in one_page(tree)
    assert [f.name for f in write(without, STATEMENTS, tmp_path, formats=())] == ["verdicts.json"]


@pytest.mark.parametrize(
    ("render", "marked", "unmarked"),
    [
        (latex.render, r"{PROVED\textdegree}", "{PROVED}"),
        (typst.render, '"PROVED°"', '"PROVED"'),
        (one_page, "PROVED</span>°", "PROVED</span>"),
    ],
)
def test_a_verdict_is_marked_where_its_certificate_was_rechecked(judgements, render, marked, unmarked):
    both = render(build(judgements, STATEMENTS))
    none = render(build([replace(j, recheck=None) for j in judgements], STATEMENTS))
    assert both.count(marked) == 3  # in the list of claims, at the heading and at the verdict
    assert none.count(marked) == 0
    assert none.count(unmarked) == both.count(unmarked) + (0 if marked.startswith("PROVED</span>") else 3)


def test_the_certificates_stand_beside_the_report(judgements, tmp_path):
    files = write(judgements, STATEMENTS, tmp_path, formats=())
    assert [f.name for f in files] == ["verdicts.json", "certificates.jsonl"]
    assert files[1].read_text(encoding="utf-8") == judgements[0].recheck.certificate + "\n"
    found = json.loads(files[0].read_text(encoding="utf-8"))
    assert [r["certificate"] for r in found["results"]] == ["rechecked", "not yet"]
    assert found["summary"]["certificates"] == {"rechecked": 1, "not written": 1, "refused": 0}


def test_many_certificates_are_packed_and_only_one_form_stays(judgements, tmp_path, monkeypatch):
    write(judgements, STATEMENTS, tmp_path, formats=())
    plain = (tmp_path / "certificates.jsonl").read_bytes()
    monkeypatch.setattr("verify.report.LARGEST_PLAIN", 10)
    write(judgements, STATEMENTS, tmp_path, formats=())
    assert sorted(f.name for f in tmp_path.iterdir()) == ["certificates.jsonl.gz", "verdicts.json"]
    assert gzip.decompress((tmp_path / "certificates.jsonl.gz").read_bytes()) == plain
    monkeypatch.undo()
    write(judgements, STATEMENTS, tmp_path, formats=())
    assert sorted(f.name for f in tmp_path.iterdir()) == ["certificates.jsonl", "verdicts.json"]


def test_a_section_counts_what_is_proved_in_coq(judgements):
    """Of PROVED verdicts alone."""
    ids = {j.id for j in judgements}
    wrong = replace(judgements[0], verdict=Verdict.UNDECIDED)
    for given, found, count in (
        (judgements, Findings(coq=frozenset(ids)), "2"),
        (judgements, Findings(coq=frozenset([judgements[0].id, "lemma-9/other"])), "1"),
        ([wrong, judgements[1]], Findings(coq=frozenset(ids)), "1"),
    ):
        front = checked(build(given, STATEMENTS, found=found))
        table = next(b for b in front if isinstance(b, Table))
        assert table.header == ("Verdict", "Claims", "Re-checked", "In Coq", "Meaning")
        assert {row[0][0].verdict: row[3] for row in table.rows}[Verdict.PROVED] == (count,)
        text = " ".join("".join(map(str, b.text)) for b in front if isinstance(b, Paragraph))
        assert f"{count} claim{'s' * (count != '1')}, marked †, are lemmas for the proof assistant Coq too" in text
    for nothing in (Findings(), Findings(coq=frozenset(["lemma-9/other"]))):
        assert "Coq" not in str(checked(build(judgements, STATEMENTS, found=nothing)))


@pytest.mark.parametrize(
    ("render", "marked", "times"),
    [
        (latex.render, r"{PROVED\textdegree\textdagger}", 3),
        (typst.render, '"PROVED°†"', 3),
        (one_page, "°†", 4),  # once in the letter, beside what is proved
    ],
)
def test_a_verdict_is_marked_where_coq_has_a_proof(judgements, render, marked, times):
    found = Findings(coq=frozenset([judgements[0].id]))
    assert render(build(judgements, STATEMENTS, found=found)).count(marked) == times
    assert render(build(judgements, STATEMENTS)).count(marked) == 0


def test_a_section_keeps_what_coq_has_seen_of_its_statement():
    found = Findings(coq=frozenset(["lemma-1/square", "lemma-10/square"]))
    assert found.about("lemma-1").coq == {"lemma-1/square"}
