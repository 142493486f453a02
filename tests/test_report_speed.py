"""The section on speed: each stored row with its target, what keeps some from it, and the picture of growth."""

import pytest

from verify.report import write
from verify.report.nodes import Image, Paragraph, Table
from verify.report.sections.findings import Findings
from verify.report.sections.speed import PANELS, speed

ROWS = [
    {"work": "boxes", "peer": "arb", "ratio": 2.5, "target": {"least": 10}, "met": False, "why": "balls confirm"},
    {"work": "verify list", "peer": "import sympy", "ratio": 0.3, "target": {"most": 1}, "met": True},
]
GROWTH = {what: {"one": [[1, 2.0], [10, 3.0]], "two": [[1, 4.0], [10, 8.0]]} for what in PANELS}
STORED = {"cores": 2, "rows": ROWS}


def test_without_a_bench_there_is_no_section():
    assert speed({}) == ()


def test_each_row_has_its_target_and_one_that_misses_it_says_why():
    (section,) = speed(STORED)
    (table,) = (b for b in section.blocks if isinstance(b, Table))
    assert [[cell for (cell,) in row] for row in table.rows] == [
        ["boxes", "arb", "2.5", "≥ 10", "no"],
        ["verify list", "import sympy", "0.3", "≤ 1", "yes"],
    ]
    said = [b.text for b in section.blocks if isinstance(b, Paragraph)]
    assert "1 of 2 targets are met" in said[0][0]
    assert said[1:] == [("balls confirm.",)]


def test_growth_is_drawn_the_same_each_time():
    pytest.importorskip("matplotlib", reason="pictures need matplotlib")
    first, second = (
        [b for b in speed(STORED | {"growth": GROWTH})[0].blocks if isinstance(b, Image)] for _ in range(2)
    )
    assert [i.name for i in first] == ["growth"]
    assert first[0].svg == second[0].svg


def test_the_picture_lies_beside_the_report_for_every_writer(tmp_path):
    pytest.importorskip("matplotlib", reason="pictures need matplotlib")
    write((), (), tmp_path, found=Findings(speed=STORED | {"growth": GROWTH}))
    assert {p.name for p in (tmp_path / "figures").iterdir()} == {"growth.pdf", "growth.svg"}
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


def test_what_the_bench_measures_is_what_is_drawn():
    pytest.importorskip("z3", reason="the bench asks z3, of the extra [bench]")
    from bench.speed import growth

    assert set(growth.as_json({what: {"line": [(1, 0.123456)]} for what in PANELS})) == set(PANELS)
    assert [growth.as_json({"a": {"b": [(1, 0.123456)]}})["a"]["b"]] == [[[1, 0.1235]]]
