"""False twins of true inequalities: each is shown to be false by an exact point, and a false answer is an alarm."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from bench import twins
from bench.families import Case
from bench.named import NAMED

TANGENT = next(c for c in NAMED if c.name == "logarithm's tangent")


def test_where_the_sides_touch_the_twins_are_the_opposite_a_millionth_less_and_the_strict_one() -> None:
    found = {c.name.split("-")[-1]: c.claim for c in twins.twins(TANGENT)}
    assert found == {
        "turned": "log(1 + x) > x",
        "past": "log(1 + x) <= x - 1/1000000",
        "strict": "log(1 + x) < x - 0",
    }


def test_no_twin_of_what_has_no_admissible_point() -> None:
    assert not [*twins.twins(Case("empty", "x <= 1", ("x > 2", "x < 1"), True, "here"))]


def test_a_link_of_a_chain_has_twins_of_its_own() -> None:
    found = [c.claim for c in twins.twins(Case("chain", "0 <= x**2 <= x", ("0 <= x", "x <= 1"), True, "here"))]
    assert "0 > x**2" in found and "x**2 > x" in found


def test_another_process_answers_under_other_hashes() -> None:
    asked = [TANGENT, *twins.twins(TANGENT)]
    assert twins.under(3, asked, 3.0) == ["PROVED", "REFUTED", "REFUTED", "REFUTED"]


@pytest.mark.parametrize("answer", ["PROVED", "VACUOUS"])
def test_a_false_answer_is_an_alarm(answer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twins, "published", list)
    monkeypatch.setattr(twins, "NAMED", (TANGENT,))
    monkeypatch.setattr(twins, "under", lambda hashes, asked, seconds: [answer for _ in asked])
    monkeypatch.setattr(sys, "argv", ["twins", "--each=0", "--hashes", "5", f"--out={tmp_path}"])
    assert twins.main() == 1
    stored = json.loads((tmp_path / "twins.json").read_text(encoding="utf-8"))
    assert [r for r in stored["rows"] if not r["true"]] == [{"hashes": 5, "true": False, answer: 3}]
    assert len(stored["wrong"]) == 3


def test_no_answer_is_no_false_answer() -> None:
    assert not twins.wrong(TANGENT, "UNDECIDED")
    assert twins.wrong(TANGENT, "REFUTED")
