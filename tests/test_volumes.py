"""The printed report in two volumes: which claims each has, and that every link has a place in one of them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from verify.kernel.judgement import Judgement
from verify.language.claim import Claim, Statement
from verify.language.relation import eq, le
from verify.language.symbols import Vector
from verify.language.verdict import Verdict
from verify.report import build
from verify.report.nodes import Fold, Paragraph
from verify.report.volumes import derivations, report
from verify.report.writers import latex, typst
from verify.report.writers.pdf import by_typst

v = Vector("v")
printed = Claim(name="a-printed", says="One.", conclusion=eq(v, 2 * v), expected="REFUTED", equations=(3,))
mended = Claim(name="a", says="Two.", conclusion=eq(v, v), source="repair", repairs="a-printed")
extra = Claim(name="b", says="Three.", conclusion=le(v, v), source="own")
STATEMENTS = (
    Statement("lemma-1", "T", "2.1", (printed, mended, extra), uses=("lemma-2",)),
    Statement("lemma-2", "U", "2.1", (printed,)),
)
JUDGED = [Judgement(s.name, c, Verdict(c.expected), "", ()) for s in STATEMENTS for c in s.claims]
WHOLE = build(JUDGED, STATEMENTS)
FIRST, SECOND = report(WHOLE), derivations(WHOLE)


def sections(found):
    return [x for s in found for x in (s, *sections(s.sections))]


def claims(volume):
    return [s.label for s in sections(volume.sections) if s.mark]


def test_the_first_has_the_papers_claims_and_the_repairs_the_second_has_all():
    assert claims(FIRST) == ["lemma-1/a-printed", "lemma-1/a", "lemma-2/a-printed"]
    assert claims(SECOND) == [j.id for j in JUDGED]


def test_a_claim_of_our_own_is_named_in_the_first_with_its_verdict():
    lemma = next(s for s in sections(FIRST.sections) if s.label == "lemma-1")
    (told,) = [b.text for b in lemma.blocks]
    assert (told[0].label, told[2].verdict) == ("lemma-1/b", Verdict.PROVED)


def test_a_claim_of_our_own_whose_formula_is_a_sentence_of_the_paper_is_printed_in_the_first():
    volume = report(WHOLE, {extra_id := "lemma-1/b", "lemma-1/a"})
    assert claims(volume) == ["lemma-1/a-printed", "lemma-1/a", extra_id, "lemma-2/a-printed"]
    assert not next(s for s in sections(volume.sections) if s.label == "lemma-1").blocks


def test_the_first_folds_nothing_and_says_a_verdict_that_is_not_proved():
    for s in sections(FIRST.sections):
        assert not [b for b in s.blocks if isinstance(b, Fold)]
        if s.mark:
            said = [b.title for b in s.blocks if isinstance(b, Paragraph)]
            assert ("Verdict." in said) is (s.mark.verdict is not Verdict.PROVED)


def test_the_letter_and_the_errata_come_first_and_what_one_looks_up_second():
    assert FIRST.front == WHOLE.front
    assert FIRST.sections[0].label == "errata"
    both = {s.label for s in FIRST.sections} & {s.label for s in SECOND.sections}
    assert both == {"section:2.1"}
    assert {s.label for s in (*FIRST.sections, *SECOND.sections)} == {s.label for s in WHOLE.sections}


@pytest.mark.parametrize(("volume", "other"), [(FIRST, "derivations.pdf"), (SECOND, "report.pdf")])
def test_each_is_set_and_leads_into_the_other(volume, other):
    pdf = by_typst(typst.render(volume, other))
    leads = re.findall(rb"\(" + other.encode() + rb"(?:#nameddest=([^)]*))?\)", pdf)
    elsewhere = {s.label for s in sections((SECOND if volume is FIRST else FIRST).sections)}
    assert leads and {x.decode() for x in leads if x} <= elsewhere
    assert rf"\newcommand{{\othervolume}}{{{other}}}" in latex.render(volume, other)


def test_every_link_has_a_place_in_one_of_the_volumes():
    labels = {s.label for v in (FIRST, SECOND) for s in sections(v.sections)}
    for volume in (FIRST, SECOND):
        assert set(re.findall(r'#(?:goto|beyond)\("([^"]+)"', typst.render(volume, "x"))) <= labels


PRINTED = Path(__file__).parent.parent / "reports" / "report.pdf"


def test_the_report_that_is_kept_has_at_most_120_pages():
    assert 10 < len(re.findall(rb"/Type ?/Page\b", PRINTED.read_bytes())) <= 120


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="no pdftotext here")
def test_in_the_report_that_is_kept_the_letter_is_two_pages_and_the_contents_follow():
    done = subprocess.run(["pdftotext", "-l", "3", PRINTED, "-"], capture_output=True, text=True, check=True)
    first, second, third, _ = done.stdout.split("\f")
    assert "What becomes of the paper’s results." in first
    assert "What PROVED rests on, and what it does not say." in second
    assert third.startswith("Contents")
