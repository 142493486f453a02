"""The README says what the last report says, and the last report is about the claims that are there."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from bench.readme import errata, parts, updated
from verify.judging.catalogue import discover
from verify.language.sentence import unmarked

ROOT = Path(__file__).parent.parent
VERDICTS, MUTANTS, IN_COQ, MEASURED = (
    json.loads((ROOT / "reports" / f"{name}.json").read_text(encoding="utf-8"))
    for name in ("verdicts", "trust", "coq", "practice")
)


def test_the_readme_is_current():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert updated(readme, parts(VERDICTS, MUTANTS, IN_COQ, MEASURED)) == readme, "run `make report`"


def test_the_committed_verdicts_are_about_the_claims_that_are_there():
    catalogue = discover("proofs")
    assert not catalogue.broken
    expected = {(s.name, c.name, c.expected, unmarked(c.says)) for s in catalogue.statements for c in s.claims}
    assert {(r["id"], r["claim"], r["verdict"], r["says"]) for r in VERDICTS["results"]} == expected, (
        "run `make report`"
    )


def test_every_refuted_sentence_of_the_paper_has_a_proved_repair():
    results = VERDICTS["results"]
    mended = {(r["id"], r["repairs"]) for r in results if r["repairs"] and r["verdict"] == "PROVED"}
    wrong = {
        (r["id"], r["claim"]) for r in results if r["verdict"] in ("REFUTED", "UNDEFINED") and r["source"] == "paper"
    }
    assert wrong - mended == set()


def test_the_readme_shows_every_finding_once_and_counts_the_other_errata():
    rows = errata(VERDICTS).splitlines()
    assert [row.split("`")[1] for row in rows[2:-2]] == [found[0] for found in VERDICTS["findings"]]
    assert 5 <= len(VERDICTS["findings"]) <= 11
    assert sum(map(int, re.findall(r"\d+", rows[-1].partition("other ")[2].partition(" (")[0]))) == len(
        [r for r in VERDICTS["results"] if r["severity"] and r["severity"] != "changes a result"]
    )


def test_of_an_empty_claim_no_negation_is_said_to_be_proved():
    """The negation of a claim that nothing satisfies is false."""
    empty = [f"{r['id']}/{r['claim']}" for r in VERDICTS["results"] if r["verdict"] == "VACUOUS"]
    rows = errata({**VERDICTS, "findings": [[name] for name in empty]}).splitlines()[2:-2]
    assert len(rows) == len(empty) == 3
    assert all("empty: nothing satisfies its assumptions, every dimension" in row for row in rows)
    assert not any("negation" in row for row in rows)


def test_what_is_kept_of_the_reports_is_at_most_8_megabytes():
    listed = subprocess.run(["git", "ls-files", "-z", "reports"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode or not listed.stdout:
        pytest.skip("no repository: what is kept is not known")
    assert sum((ROOT / name).stat().st_size for name in listed.stdout.split("\0") if name) <= 8_000_000
