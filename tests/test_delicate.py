"""Delicate inequalities: the oracle's numbers are right at a border, and a wrong engine raises the alarm."""

import json
import re
from argparse import Namespace
from pathlib import Path

import mpmath
import pytest

from bench.delicate import decided, draw, kernel, oracle, run, solver, value
from bench.delicate.draw import FAMILIES, NEAR, NOUGHTS, Case, cases
from bench.delicate.forms import different
from bench.delicate.oracle import judged, points, roots
from bench.delicate.tally import Found, document
from bench.delicate.value import NoValue, formula
from verify.checkers.inequality.answer import Unreadable
from verify.checkers.inequality.reader import formula as read


def case(claim, *where, **declared):
    return Case("equal-1", claim, where, tuple(declared.items()))


def test_the_oracle_shares_nothing_with_what_it_judges():
    for module in (draw, oracle, value):
        assert not re.findall(
            r"^ *(?:from|import) verify", Path(module.__file__).read_text(encoding="utf-8"), re.MULTILINE
        )


@pytest.mark.parametrize("text", NOUGHTS)
def test_zero_in_disguise_is_zero(text):
    with mpmath.workdps(60):
        assert formula(text)({}) == 0


@pytest.mark.parametrize("text", NEAR)
def test_what_is_nearly_zero_is_not(text):
    with mpmath.workdps(60):
        assert formula(text)({}) != 0


@pytest.mark.parametrize(
    "text", ["sqrt(-x)", "(-8)**(x/3)", "0**(-x)", "log(x - 1)", "1/(sqrt(x + 1)**2 - 2)", "(x - 1)**(-1/2)"]
)
def test_what_has_no_value_has_none(text):
    with mpmath.workdps(60), pytest.raises(NoValue):
        formula(text)({"x": mpmath.mpf(1)})


def test_powers_have_the_values_that_the_claim_language_gives_them():
    with mpmath.workdps(60):
        here = {"x": mpmath.mpf(-2), "n": mpmath.mpf(3)}
        assert [formula(t)(here) for t in ("x**n", "(x - x)**(x - x)", "x**(-2)", "(x*x)**(1/2)")] == [
            -8,
            1,
            mpmath.mpf(1) / 4,
            2,
        ]


def test_the_border_of_a_radicand_is_found():
    with mpmath.workdps(60):
        assert list(roots("x**2 - y", "x", {"x": mpmath.mpf(0), "y": mpmath.mpf(4)})) == [2, -2]
        assert list(roots("2*x + y", "x", {"x": mpmath.mpf(0), "y": mpmath.mpf(4)})) == [-2]
        assert not roots("exp(x) - y", "x", {"x": mpmath.mpf(0), "y": mpmath.mpf(4)})


@pytest.mark.parametrize(
    ("claim", "truth"),
    [
        (case("x/x = 1"), "false"),
        (case("x/x = 1", x="nonzero"), "not refuted"),
        (case("0 < (x - sqrt(2))**2"), "false"),
        (case("0 < (3*x - 7/5)**2"), "false"),
        (case("x <= x**2", x="integer"), "not refuted"),
        (case("sqrt(x*y) = sqrt(x)*sqrt(y)", "x*y >= 0"), "false"),
        (case("sqrt(x*y) = sqrt(x)*sqrt(y)", "x >= 0", "y >= 0"), "not refuted"),
        (case("1 <= 0", "x**2 < log(6) - log(2) - log(3)"), "no point"),
    ],
)
def test_the_oracle_tells_false_claims_from_others(claim, truth):
    assert judged(claim).truth == truth


def test_cases_are_different_readable_and_the_same_for_the_same_seed():
    made = list(cases(3, 120))
    assert made == list(cases(3, 120)) != list(cases(4, 120))
    assert len({(c.claim, c.where) for c in made}) == 120
    assert {c.name.rpartition("-")[0] for c in made} <= set(FAMILIES)


def test_the_kernel_and_the_solver_are_asked_the_same():
    one = case("sqrt(x*y) = sqrt(x)*sqrt(y)", "y >= 0", x="nonnegative")
    assert kernel.answers(one) == {"rules": "PROVED", "line": "UNDECIDED", "absurd": "UNDECIDED"}
    assert solver.answers(one, 5.0)["solver"] == "PROVED"
    assert solver.answers(case("x <= x**2", x="integer"), 1.0) == {}
    with pytest.raises(Unreadable):
        kernel.answers(case("1/0**0 = x**(1/0)"))


def test_wrong_answers_are_alarms():
    false, empty = case("x/x = 1"), case("1 <= 0", "x < x")
    told = [
        Found(one, judged(one), (), answers)
        for one, answers in (
            (false, {"rules": "PROVED"}),
            (false, {"rules": "VACUOUS"}),
            (false, {"solver": "REFUTED", "point": {"x": "0"}}),
            (false, {"solver": "UNDEFINED", "point": {"x": "sqrt(2)"}}),
            (case("x/x = 1", "x > 0"), {"solver": "UNDEFINED", "point": {"x": "0"}}),
        )
    ]
    assert [len(list(f.alarms)) for f in told] == [1] * 5
    fine = [
        (false, {"solver": "UNDEFINED", "point": {"x": "0"}}),
        (false, {"rules": "UNDECIDED"}),
        (empty, {"rules": "VACUOUS"}),
    ]
    assert [list(Found(one, judged(one), (), answers).alarms) for one, answers in fine] == [[]] * 3
    assert len(document(told, seed=0, by="kernel", hashes=(0,))["alarms"]) == 5


def test_of_a_point_that_is_a_root_the_oracle_tells_nothing():
    one = case("x**3 != 2")
    root = {"x": "the root of x**3 = 2 between 1 and 2"}
    assert not list(Found(one, judged(one), (), {"solver": "REFUTED", "point": root}).alarms)
    assert list(Found(one, judged(one), (), {"solver": "REFUTED", "point": {"x": "1"}}).alarms)


def test_an_answer_that_depends_on_the_hashes_is_an_alarm():
    one = case("x <= x")
    other = Found(one, judged(one), (), {"rules": "PROVED"}, ({"rules": "UNDECIDED"},))
    assert other.changes
    assert len(list(other.alarms)) == 1
    late = Found(one, judged(one), (), {"solver": "PROVED"}, ({"solver": "UNDECIDED"},))
    assert not late.changes, "how far the solver comes is a matter of time"


def test_only_answers_that_are_right_may_differ_for_want_of_time():
    """A wrong one is an alarm, and so is a proof beside a point: neither is asked away."""
    false = case("x/x = 1")
    refuted = {"solver": "REFUTED", "point": {"x": "1"}}
    told = {
        "right, and right": ({"solver": "UNDEFINED", "point": {"x": "0"}}, {"solver": "UNDECIDED"}),
        "wrong, and right": (refuted, {"solver": "UNDEFINED", "point": {"x": "0"}}),
        "a proof, and a point": ({"solver": "PROVED"}, {"solver": "UNDEFINED", "point": {"x": "0"}}),
    }
    found = {name: Found(false, judged(false), (), *(one, (other,))) for name, (one, other) in told.items()}
    assert {name: f.may_be_late for name, f in found.items()} == dict.fromkeys(told, False)
    assert [bool(list(f.alarms)) for f in found.values()] == [False, True, True]
    both = case("sqrt(x) <= 1")  # it fails at 4, and has no value at -1
    answers = {"solver": "REFUTED", "point": {"x": "4"}}, ({"solver": "UNDEFINED", "point": {"x": "-1"}},)
    assert Found(both, judged(both), (), *answers).may_be_late


def test_what_may_be_late_is_asked_again_with_more_time(monkeypatch):
    asked = []
    monkeypatch.setattr(run, "said", lambda given, part, most: asked.append((given.seconds, part, most)) or [part[0]])
    given = Namespace(seconds=1.0, hashes=(3, 4, 5))
    found = run.asked_again(given, 7, Found(case("x <= x"), judged(case("x <= x")), (), {}))
    assert asked == [(10.0, (h, 7), 1) for h in given.hashes]
    assert (found.answers, found.again) == (3, (4, 5))


def test_the_forms_of_a_term_have_its_value():
    one = case("sqrt(x**2*y)*x**z = x**(z + 1)*sqrt(y)", "x > 0", y="nonnegative")
    with mpmath.workdps(60):
        assert list(different(one, list(points(one)))) == []


def test_what_is_decided_at_a_point_is_compared(monkeypatch):
    one = case("(-8)**(sqrt(2)*sqrt(2)) <= 64", "x**(log(6) - log(2) - log(3)) = 1")
    with mpmath.workdps(60):
        assert list(decided.different(one)) == []
        monkeypatch.setattr(decided.decide, "defined", lambda relation, point: False)
        assert any(told.startswith("kernel at") for told in decided.different(one))


def test_what_the_reader_reads_has_the_value_that_the_oracle_gives_it():
    for one in cases(5, 60):
        for side in value.relation(one.claim)[::2]:
            try:
                text = str(read(side))
            except Unreadable:
                continue
            with mpmath.workdps(60):
                for point in list(points(one))[:3]:
                    assert _same(side, text, point), (side, text, point)


def _same(one, other, point):
    found = []
    for text in (one, other):
        try:
            found.append(formula(text)(point))
        except NoValue:
            found.append(None)
        except value.Unclear:
            return True
    return found[0] == found[1] or (None not in found and abs(found[0] - found[1]) < 1e-40 * max(1, abs(found[0])))


def test_it_runs_in_processes_with_hashes_of_their_own(tmp_path, capsys):
    assert run.main(["--count", "12", "--hashes", "0", "1", "--workers", "1", "--out", str(tmp_path)]) == 0
    stored = json.loads((tmp_path / "delicate.json").read_text(encoding="utf-8"))
    assert (stored["cases"], stored["hashes"], stored["alarms"]) == (12, [0, 1], [])
    assert "| all | 12 |" in capsys.readouterr().out
