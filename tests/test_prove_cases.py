"""Conditions joined by `or`, implications, whole numbers and whole parts."""

import time

import pytest

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.check import RULES
from verify.checkers.inequality.goal import goals
from verify.checkers.inequality.problem import read, shown
from verify.checkers.inequality.reader import Unreadable, relations
from verify.checkers.stored.inequality import recheck
from verify.language.term import Number
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.solve import solve


def verdict(claim, *where):
    answer = solve(read(claim, where), Budget(deadline=time.monotonic() + 25.0))
    assert answer.certificate is None or recheck(answer.certificate)[0]
    return answer.verdict


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("x <= -1 or x >= 1", "0 <= Max(-1 - x, x - 1)"),
        ("x < -1 or x > 1 and x < 3", "0 < Max(-1 - x, Min(x - 1, 3 - x))"),
        ("x < -1 or x >= 1", "1 <= Max(sign(-1 - x), sign(x - 1) + 1)"),
        ("x = 0 or x != 1", "1 <= Max(1 - sign(Abs(-x)), sign(Abs(1 - x)))"),
    ],
)
def test_cases_are_one_relation(text, read_as):
    (found,) = relations(text)
    assert str(found) == read_as


@pytest.mark.parametrize("op", ["<", "<=", "=", "!="])
@pytest.mark.parametrize("other", ["<", "<=", "=", "!="])
@pytest.mark.parametrize("joined", ["or", "and"])
def test_cases_hold_at_the_points_at_which_one_of_them_does(op, other, joined):
    claim = f"x {op} 1 {joined} y {other} 2 or x > 5 and y > 5"
    for x in (0, 1, 2, 6):
        for y in (1, 2, 3, 6):
            point = {"x": Number(x), "y": Number(y)}
            holds = [shown(read(part), point) == "holds" for part in (f"x {op} 1", f"y {other} 2", "x > 5", "y > 5")]
            expected = (any if joined == "or" else all)(holds[:2]) or all(holds[2:])
            assert (shown(read(claim), point | {"x": Number(x)}) == "holds") is expected


@pytest.mark.parametrize(
    "text", ["x < 0, x > -3 or x > 5", "x or y > 0", "x > 0 or", "(x > 0 or x < -1)", "x > 0 => y > 0 => z > 0"]
)
def test_cases_that_have_no_one_reading_are_refused(text):
    with pytest.raises(Unreadable):
        read(text)


@pytest.mark.parametrize(
    ("claim", "where", "expected"),
    [
        ("x**2 >= 1", ["x <= -1 or x >= 1"], "PROVED"),
        ("x**2 > 1", ["x <= -1 or x >= 1"], "REFUTED"),
        ("x**2 >= 1", ["x < -2 or x >= 1"], "PROVED"),
        ("x <= 1 or x >= 1", [], "PROVED"),
        ("x < 1 or x > 1", [], "REFUTED"),
        ("x = 0 or y = 0", ["x*y = 0"], "PROVED"),
        ("x = 0 or y = 0", ["x*y >= 0"], "REFUTED"),
        ("x > 1 => x**2 > x", [], "PROVED"),
        ("x >= 1 implies x**2 > x", [], "REFUTED"),
        ("log(x) < 1 or x >= 2", [], "UNDEFINED"),
    ],
)
def test_cases_and_implications_are_decided(claim, where, expected):
    assert verdict(claim, *where) == expected


@pytest.mark.parametrize(
    ("claim", "where", "expected"),
    [
        ("n**2 >= n", ["n integer"], "PROVED"),
        ("x**2 >= x", [], "REFUTED"),
        ("n**2 > n", ["n integer"], "REFUTED"),
        ("2**n >= n + 1", ["n integer", "n >= 0"], "PROVED"),
        ("2**n > n + 1", ["n integer", "n >= 0"], "REFUTED"),
        ("2**n >= n**2", ["n is an integer", "n >= 4"], "PROVED"),
        ("2**n >= n**2", ["n in Z", "n >= 0"], "REFUTED"),
        ("n**2 + n != 7", ["n integer"], "PROVED"),
        ("n**2 + n != 6", ["n integer"], "REFUTED"),
        ("(1 + x)**n >= 1 + n*x", ["n integer", "n >= 1", "x >= 0"], "PROVED"),
        ("n >= 1 or n <= 0", ["n integer"], "PROVED"),
        ("m + n != 1/2", ["m, n integers"], "PROVED"),
        ("4*m + 6*n != 5", ["m, n integers"], "PROVED"),
        ("2*m + n != 5", ["m, n integers"], "REFUTED"),
        ("x - 1 < floor(x) <= x <= ceil(x) < x + 1", [], "PROVED"),
        ("floor(x) + floor(y) <= floor(x + y)", [], "PROVED"),
        ("floor(x + y) <= floor(x) + floor(y)", [], "REFUTED"),
        ("floor(x) = x", [], "REFUTED"),
        ("floor(x + 1) = floor(x) + 1", [], "PROVED"),
        ("floor(x)/floor(x) = 1", [], "UNDEFINED"),
        ("x**2 < exp(x)", ["x >= 0", "n integer", "n >= 0"], "PROVED"),
    ],
)
def test_whole_numbers_are_no_real_numbers(claim, where, expected):
    assert verdict(claim, *where) == expected


def test_a_whole_part_of_what_may_have_no_value_is_refused():
    for claim in ("floor(1/x) <= 1/x", "ceil(log(x)) >= 0", "floor(floor(1/x)) = 0"):
        with pytest.raises(Unreadable, match="may have no value"):
            read(claim)
    assert read("floor(floor(x)/2) <= x").names == ("floor(floor(x)/2)", "floor(x)", "x")


def test_induction_owes_that_there_is_a_value_at_every_number():
    *_, goal = goals(read("1/(n - 3) < 1", ["n integer", "n >= 0", "n != 3"]))
    owed, base, step = RULES["induction"](goal, "n")[-3:]
    assert (str(owed.wanted), str(base.wanted)) == ("3 - n != 0", "4/3 > 0")
    assert goal.wanted in step.facts
    with pytest.raises(Refused):
        RULES["induction"](goals(read("n >= 1", ["n >= 1"]))[-1], "n")


@pytest.mark.parametrize(
    ("claim", "where", "expected"),
    [
        ("clip(x, -1, 1) <= 1", [], "PROVED"),
        ("|clip(x, a, b) - clip(y, a, b)| <= |x - y|", [], "PROVED"),
        ("clip(x, a, b) >= a", ["a <= b"], "PROVED"),
        ("clip(clip(x, 0, 2), 1, 3) = clip(x, 1, 2)", [], "PROVED"),
        ("clamp(x, 0, 1)**2 <= x**2", [], "PROVED"),
        ("clip(x, a, b) <= b", [], "REFUTED"),
        ("clip(x, -1, 1) < 1", [], "REFUTED"),
        ("clip(x, 0, 1) <= x", [], "REFUTED"),
        ("clip(1/x, 0, 1) <= 1", [], "UNDEFINED"),
    ],
)
def test_a_number_is_clipped(claim, where, expected):
    assert verdict(claim, *where) == expected


def test_a_number_is_clipped_between_two_ends_in_order():
    for claim, why in (
        ("clip(x, 1) <= 1", "3 arguments"),
        ("clip(x, 1, -1) <= 1", "the lower end above the upper one"),
    ):
        with pytest.raises(Unreadable, match=why):
            read(claim)


def test_functions_of_two_numbers_and_capital_letters():
    assert verdict("hypot(x, y) >= Abs(x)") == "PROVED"
    for y, x in ((1, 1), (1, -1), (-1, -1), (-1, 1), (0, -1), (1, 0), (-1, 0), (0, 1)):
        angle = {(1, 1): "pi/4", (1, -1): "3*pi/4", (-1, -1): "-3*pi/4", (-1, 1): "-pi/4", (0, -1): "pi"}
        angle |= {(1, 0): "pi/2", (-1, 0): "-pi/2", (0, 1): "0"}
        assert verdict(f"atan2({y}, {x}) = {angle[y, x]}") == "PROVED"
    assert verdict("atan2(0, 0) = 0") == "UNDEFINED"
    with pytest.raises(Unreadable, match="2 arguments"):
        read("hypot(x) >= 0")
