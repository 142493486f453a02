"""The peers of the bench are asked as they answer best, and a point of theirs counts where it breaks the claim."""

import sys

import pytest

from bench import alone, cylindrical
from bench.families import Case
from bench.rows import Row
from bench.table import Measured, right, wrong
from verify.checkers.inequality.problem import read
from verify.checkers.inequality.smt import Solver

SQUARES = read("x**2 + y**2 >= 2*x*y")


def saying(*lines):
    return Solver((sys.executable, "-c", f"print({chr(10).join(lines)!r})"))


@pytest.mark.parametrize(
    ("claim", "logic"), [("sqrt(x) <= x**2 + 1", "QF_NRA"), ("abs(x) >= x", "QF_NRA"), ("log(x) <= x", "ALL")]
)
@pytest.mark.parametrize("peer", ["z3", "cvc5"])
def test_polynomials_and_roots_are_asked_in_their_own_logic_and_functions_in_all(peer, claim, logic):
    assert alone.script(read(claim), alone.WORDS[peer])[2] == logic


def test_each_peer_is_asked_in_its_own_words():
    claim = read("atan(x) <= pi")
    assert "(atan v0)" in alone.script(claim, alone.WORDS["z3"])[0]
    assert "(arctan v0)" in alone.script(claim, alone.WORDS["cvc5"])[0]
    with pytest.raises(alone.Unsayable):
        alone.script(read("erf(x) <= 1"), alone.WORDS["z3"])


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (["unsat"], "PROVED"),
        (["sat", "((v0 1.0) (v1 2.0))"], "-"),
        (["sat"], "-"),
        (["unknown"], "-"),
        (["sat", "nonsense"], "-"),
    ],
)
def test_a_point_that_does_not_break_the_claim_is_no_refutation(monkeypatch, told, expected):
    monkeypatch.setitem(alone.SOLVERS, "z3", saying(*told))
    assert alone.answer(SQUARES, "z3", 20.0) == expected


def test_a_point_that_breaks_it_is_one():
    assert alone.answer(read("x**3 != 2"), "z3", 20.0) == "REFUTED"
    assert alone.answer(read("log(1 + x) < x", ["x > -1"]), "z3", 20.0) == "REFUTED"
    assert alone.answer(read("sigmoid(x)*(1 - sigmoid(x)) <= 1/4"), "z3", 20.0) == "PROVED"


@pytest.mark.parametrize(
    ("told", "expected"),
    [(["null", "null"], "-"), (['["1"]', "null"], "PROVED"), (['["1"]', '["2"]'], "-"), (['["1"]'], "-")],
)
def test_a_decomposition_needs_a_point_inside_what_is_not_strict(monkeypatch, told, expected):
    monkeypatch.setattr(cylindrical, "GCAD", saying(*told))
    assert cylindrical.answer(read("x**2 >= x", ["x >= 1"]), "gcad", 20.0) == expected


def test_a_decomposition_is_not_asked_what_it_cannot_say():
    for claim, where in (("x**2 < 2", []), ("x <= 1", ["x = 1"]), ("x <= 1", ["x**2 <= 1"]), ("exp(x) >= x", [])):
        assert cylindrical.answer(read(claim, where), "gcad", 20.0) == "-"


def test_a_claim_about_nothing_is_true():
    case = Case("empty", "x <= 0", (), True, "a set")
    row = Row("x <= 0", (), "ours", "VACUOUS", "", "", (), 1.0, 1.0, 20.0, "")
    assert right(Measured(case, {"ours": row}), "ours")
    assert not wrong(Measured(case, {"ours": row}), "ours")
