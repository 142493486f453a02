"""Sums of squares: found in floating point, rounded, and multiplied out again by the checker."""

import copy

import pytest

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.check import RULES, proves
from verify.checkers.inequality.goal import goals
from verify.checkers.inequality.problem import read
from verify.checkers.stored.inequality import recheck
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.solve import solve
from verify.prover.inequality.squares import multiplied, squares

WITH_SQUARES = Budget(smt_seconds=0, squares=1)
MOTZKIN = "x**4*y**2 + x**2*y**4 + 1 >= 3*x**2*y**2"


def goal(claim, *where):
    return goals(read(claim, where))[-1]


@pytest.mark.parametrize(
    ("claim", "where"),
    [
        ("(a**2+b**2+c**2)**2 >= 3*(a**3*b+b**3*c+c**3*a)", []),  # with zeros that are not rational
        ("x + y <= 2", ["x**2 + y**2 <= 2"]),
        ("x*y <= 1/4", ["x + y = 1"]),
        ("x**4 - 2*x**2 + 2 > 0", []),
    ],
)
def test_a_polynomial_that_may_touch_zero_is_written_in_squares_exactly(claim, where):
    wanted = goal(claim, *where)
    proof = squares(wanted, WITH_SQUARES)
    assert proof["rule"] == "products"
    assert proves(wanted, proof)


def test_motzkins_polynomial_is_no_sum_of_squares_but_a_multiple_is():
    wanted = goal(MOTZKIN)
    assert squares(wanted, WITH_SQUARES) is None
    assert next(multiplied(wanted, WITH_SQUARES))["rule"] == "multiply"
    answer = solve(read(MOTZKIN), WITH_SQUARES)
    assert (answer.verdict, answer.reason) == ("PROVED", "")
    assert recheck(answer.certificate)[0]


def test_a_changed_square_is_rejected():
    wanted = goal("x*y <= 1/4", "x + y = 1")
    proof = squares(wanted, WITH_SQUARES)
    for row in range(len(proof["with"])):
        wrong = copy.deepcopy(proof)
        wrong["with"][row][2 if wrong["with"][row][0] == "=" else 0] = []
        assert not proves(wanted, wrong)


@pytest.mark.parametrize("claim", ["x**2 + y**2 >= 3*x*y", "x**4 - 2*x**2 + 99/100 >= 0", "(x - 1)**2 > 0"])
def test_what_is_false_is_no_sum_of_squares(claim):
    wanted = goal(claim)
    assert squares(wanted, WITH_SQUARES) is None
    assert not [p for p in multiplied(wanted, WITH_SQUARES) if p]


def test_nothing_is_not_positive_but_contradictory_facts_show_it():
    wanted = goal("min(x, y) < max(x, y)", "x != y")
    assert squares(goal("0*x > 0"), WITH_SQUARES) is None
    assert solve(read("min(x, y) < max(x, y)", ["x != y"]), WITH_SQUARES).verdict == "PROVED"
    assert not proves(wanted, {"rule": "products", "with": [["1", [], None]]})


def test_squares_with_irrational_numbers_are_multiplied_out_exactly():
    def shown(number, coefficient="1"):
        return {"rule": "products", "with": [[coefficient, [], [["1", [1]], [number, [0]]]]]}

    wanted = goal("x**2 + 2 >= 2*sqrt(2)*x")
    assert proves(wanted, shown("-sqrt(2)"))
    assert not proves(wanted, shown("-1.41421356"))
    assert not proves(wanted, shown("-sqrt(2)", "sqrt(2)"))
    assert not proves(goal("x**2 + 2 > 2*sqrt(2)*x"), shown("-sqrt(2)"))


def test_a_factor_that_is_zero_at_the_origin_leaves_the_origin_to_be_shown():
    larger, origin = RULES["multiply"](goal("x**2 + y**2 >= 1"), 0)
    assert str(origin.wanted) == "-1 >= 0"
    assert larger == goal("x**4 + 2*x**2*y**2 - x**2 + y**4 - y**2 >= 0")
    with pytest.raises(Refused):
        RULES["multiply"](goal("x**2 + y**2 >= 1"), -1)


def test_a_root_is_squared_where_the_other_side_is_larger_also_without_its_sign():
    (left,) = RULES["squared"](goal("x <= sqrt(x**2 + 1)"), None)
    assert str(left.wanted) == "1 >= 0"
    (left,) = RULES["squared"](goal("-x <= sqrt(x)", "x > 0"), None)
    assert str(left.wanted) == "x - x**2 >= 0"  # true, but not shown by this
    with pytest.raises(Refused):
        RULES["squared"](goal("sqrt(x) - sqrt(y) >= x - y - y**2 - x**2 - x*y - x**3 - y**3 - 1"), None)
