"""The soak: a row for each claim, kept between sittings as long as the claim says the same."""

import json
from dataclasses import replace

import pytest

from bench import soak
from verify.search.campaign.task import Task

PROVED = Task("proofs.section_3_1.lemma2", "lemma-2", "lipschitz")
FALSE = Task("proofs.section_3_1.remark_otherwise", "remark-otherwise", "two-eps-printed")


def test_a_row_says_what_was_tried_and_of_which_claim():
    row = soak.searched(PROVED, 0.05)
    assert (row["claim"], row["says"]) == (PROVED.id, soak.says(PROVED)) and soak.says(PROVED) != soak.says(FALSE)
    assert row["pairs"] > 1_000 and not {"found", "failed"} & set(row)


def test_what_is_found_is_a_record_of_the_row():
    found = soak.searched(FALSE, 1.0)["found"]
    assert found and {r["claim"] for r in found} == {FALSE.id} and all(r["excess"] for r in found)


@pytest.fixture(scope="module")
def row():
    return soak.searched(PROVED, 0.05)


def test_a_claim_that_had_its_seconds_is_passed_over(row):
    assert soak.standing({PROVED.id: row}, {PROVED.id: PROVED}) == {PROVED.id: row}


@pytest.mark.parametrize(
    "spoilt",
    [{"says": "0"}, {"failed": ["ValueError: no"]}],
    ids=lambda spoilt: next(iter(spoilt)),
)
def test_one_that_says_something_else_or_failed_is_searched_again(row, spoilt):
    assert soak.standing({PROVED.id: row | spoilt}, {PROVED.id: PROVED}) == {}


def test_claims_that_had_less_are_searched_again(row, tmp_path):
    out = tmp_path / "soak.json"
    out.write_text(json.dumps(soak.document({PROVED.id: row}, {PROVED.id: PROVED}, 0.05)))
    assert soak.stored(out, 0.05) == {PROVED.id: row} and soak.stored(out, 1.0) == {}


def test_a_claim_that_is_no_more_is_forgotten(row):
    assert soak.standing({PROVED.id: row}, {}) == {}


def test_a_sitting_that_is_over_begins_no_other_claim():
    tasks = [PROVED, FALSE, PROVED]
    rows = list(soak.sitting(tasks, 0.05, workers=1, minutes=0))
    assert [r["claim"] for r in rows] == [PROVED.id]


@pytest.mark.parametrize("workers", [1, 2])
def test_all_claims_are_searched_without_an_end(workers):
    tasks = [
        replace(PROVED, claim=name) for name in ("lipschitz", "jacobian", "tight", "origin-printed", "origin-repaired")
    ]
    rows = list(soak.sitting(tasks, 0.05, workers=workers, minutes=None))
    assert sorted(r["claim"] for r in rows) == sorted(task.id for task in tasks)


def test_a_find_is_printed_stored_and_exit_code_1(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(soak, "tasks", lambda seed: {FALSE.id: FALSE})
    out = tmp_path / "soak.json"
    monkeypatch.setattr("sys.argv", ["soak", "--seconds", "1", "--workers", "1", "--out", str(out)])
    assert soak.main() == 1
    assert FALSE.id in capsys.readouterr().out
    stored = json.loads(out.read_text())
    assert stored["wanted"] == 1 and stored["claims"][0]["found"]


def test_the_committed_rows_found_nothing_and_no_chunk_failed():
    rows = soak.stored(soak.STORED, 60.0)
    assert rows and not [name for name, row in rows.items() if {"found", "failed"} & set(row)]
