"""Single rules: what they leave to be shown, and what they refuse."""

import pytest

from verify.solve.check import RULES, proves
from verify.solve.goal import goals
from verify.solve.problem import read
from verify.solve.rules.refused import Refused
from verify.solve.search.budget import Budget
from verify.solve.solve import solve

STEPS = Budget(smt_seconds=0, squares=1)


def goal(claim, *where):
    return goals(read(claim, where))[-1]


def test_a_factor_of_what_is_not_zero_is_not_zero():
    assert proves(goal("x != 0", "x*y > 0"), {"rule": "nonzero", "with": 0})
    assert proves(goal("x != 0", "x**2*y != 0"), {"rule": "nonzero", "with": 0})
    assert not proves(goal("x - 1 != 0", "x*y > 0"), {"rule": "nonzero", "with": 0})
    assert not proves(goal("x != 0", "x*y >= 0"), {"rule": "nonzero", "with": 0})
    assert not proves(goal("x != 0", "x + y > 0"), {"rule": "nonzero", "with": 0})


def test_what_is_not_zero_and_not_negative_is_positive():
    (left,) = RULES["weakly"](goal("x > y", "x != y", "x >= y"), 0)
    assert str(left.wanted) == "x - y >= 0"
    with pytest.raises(Refused):
        RULES["weakly"](goal("x > y", "x != 2*y", "x >= y"), 0)


def test_a_number_at_which_the_facts_contradict_each_other_is_excluded():
    assert proves(goal("x != 0", "x*y = 1"), {"rule": "otherwise", "parts": [{"rule": "at once"}]})
    assert not proves(goal("x != 0", "x*y = 0"), {"rule": "otherwise", "parts": [{"rule": "at once"}]})
    assert solve(read("x != 0", ["x*y = 1"]), STEPS).verdict == "PROVED"


def test_shifting_a_symbol_moves_its_bounds_too():
    (left,) = RULES["centre"](goal("exp(2*t - 3) >= 2*t - 2", "t >= 1"), ["t", "3/2"])
    assert str(left) == "t + 1/2 >= 0 => -2*t + exp(2*t) - 1 >= 0"
    with pytest.raises(Refused):
        RULES["centre"](goal("exp(2*t - 3) >= 2*t - 2"), ["t", "0"])


def test_one_of_two_symbols_is_the_larger_one():
    one, other = RULES["order"](goal("exp(x) + exp(y) >= x + y"), ["x", "y"])
    assert [str(g.facts[0]) for g in (one, other)] == ["x - y >= 0", "-x + y >= 0"]


def test_sides_that_touch_along_a_curve_of_logarithms_are_found_to_touch():
    assert solve(read("4*exp(2*x) + 81*exp(-2*y) > 36*exp(x - y)"), STEPS).verdict == "REFUTED"


@pytest.mark.parametrize(
    ("claim", "where"),
    [
        ("atan(x) > 3*x/(1 + 2*sqrt(1 + x**2))", ["x > 0"]),  # Shafer
        ("softplus(2*t + 21/2) <= log(2) + (2*t + 21/2)/2 + (2*t + 21/2)**2/8", []),
        ("exp(x) - exp(y/3) >= (x - y/3)*exp(y/3)", []),
    ],
)
def test_known_inequalities_are_proved_without_a_solver(claim, where):
    answer = solve(read(claim, where), STEPS)
    assert (answer.verdict, answer.reason) == ("PROVED", "")
