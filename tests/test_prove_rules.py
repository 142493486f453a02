"""Single rules: what they leave to be shown, and what they refuse."""

import pytest

from verify.checkers.inequality import goal_on_box as ground
from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.check import RULES, proves
from verify.checkers.inequality.goal import goals
from verify.checkers.inequality.problem import read
from verify.language.term import Symbol, total
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.solve import solve

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
    assert str(left) == "1/2 + t >= 0 => -1 - 2*t + exp(2*t) >= 0"
    with pytest.raises(Refused):
        RULES["centre"](goal("exp(2*t - 3) >= 2*t - 2"), ["t", "0"])


def test_stretching_a_symbol_makes_exponents_whole():
    (left,) = RULES["stretch"](goal("exp(3/2*t) >= 1 + t", "t >= 3"), ["t", "2/3"])
    assert str(left) == "-3 + 2/3*t >= 0 => -1 - 2/3*t + exp(t) >= 0"
    for c in ("0", "-1", "1", "pi"):
        with pytest.raises(Refused):
            RULES["stretch"](goal("exp(3/2*t) >= 1 + t"), ["t", c])


def test_a_mirror_turns_a_symbol_and_its_bounds():
    (left,) = RULES["mirror"](goal("1 - x >= sqrt(1 + x**2)", "x < 0"), "x")
    assert str(left) == "x > 0 => 1 + x - sqrt(1 + x**2) >= 0"
    (root,) = RULES["mirror"](goal("sqrt(x*y) >= 0", "x*y >= 0"), "x")
    assert "sqrt(-x*y)" in str(root)
    with pytest.raises(Refused):
        RULES["mirror"](goal("sqrt(x) >= x").xreplace({Symbol("x"): Symbol("x", nonnegative=True)}), "x")


def added_up(claim, where, *coefficients):
    parts = [[c, [int(k == j) for j in range(len(coefficients))], None] for k, c in enumerate(coefficients)]
    inner = {"rule": "absurd", "with": True, "parts": [{"rule": "products", "with": parts}]}
    return proves(goal(claim, *where), inner)


def test_facts_that_add_up_to_0_with_a_positive_one_contradict_each_other():
    assert added_up("x >= y**2", ["x < 0", "x >= y", "y > 0"], "1", "1", "1")
    assert added_up("0 > 1", ["x >= 1", "x < 1"], "1", "1")
    assert not added_up("0 > 1", ["x >= 1", "x <= 1"], "1", "1")  # they hold at 1
    assert not added_up("0 > 1", ["x >= 1", "x < 2"], "1", "1")
    assert not added_up("0 > 1", ["x >= y", "y >= z", "z >= x"], "1", "1", "1")
    assert not added_up("0 > 1", ["x < 0", "x >= y", "y > 0"], "1", "1", "0")
    assert not added_up("0 > 1", ["x < 0", "x >= y", "y > 0"], "0", "0", "0")
    assert not added_up("0 > 1", ["x > 0", "x > 1"], "1", "-1")


DIVERGENCE = "p*log(p/q) + (1 - p)*log((1 - p)/(1 - q))"


@pytest.mark.parametrize(
    ("claim", "where"),
    [
        ("sqrt(1 + x**2) - 1 <= Abs(x)", []),
        ("(1 - mu/L)**2 <= exp(-2*mu/L)", ["0 < mu <= L"]),
        ("(1 - m)**2 <= exp(-2*m)", ["0 <= m <= 1"]),
        (f"(Abs(p - q) + Abs((1 - p) - (1 - q)))/2 <= sqrt(({DIVERGENCE})/2)", ["0 < p < 1", "0 < q < 1"]),
        ("0 > 1", ["x < 0", "x >= y", "y > 0"]),
    ],
)
def test_what_needs_no_solver_is_proved_without_one(claim, where):
    found = solve(read(claim, where), STEPS)
    assert found.verdict in ("PROVED", "VACUOUS")
    assert not found.certificate["trusting"]


@pytest.mark.parametrize(
    ("claim", "where"),
    [
        ("sqrt(1 + x**2) - 1 <= Abs(x)*99/100", []),
        ("sqrt(1 + x**2) - 1 < Abs(x)", []),
        ("(1 - mu/L)**2 <= exp(-2*mu/L)", ["0 < mu <= 2*L"]),
        ("(1 - m)**2 < exp(-2*m)", ["0 <= m <= 1"]),
        (f"Abs(p - q) <= sqrt(({DIVERGENCE})/3)", ["0 < p < 1", "0 < q < 1"]),
        (f"Abs(p - q) < sqrt(({DIVERGENCE})/2)", ["0 < p < 1", "0 < q < 1"]),
        (f"2*Abs(p - q) <= sqrt({DIVERGENCE})", ["0 < p < 1", "0 < q < 1"]),
        ("0 > 1", ["x <= 0", "x >= y", "y >= 0"]),
    ],
)
def test_their_false_twins_are_refuted(claim, where):
    assert solve(read(claim, where), STEPS).verdict == "REFUTED"


FLAT = "sin(x)**3 >= x**3*cos(x)"  # of order 7 at 0


def test_a_value_leaves_a_flat_touching_point_upwards_by_its_first_derivative_that_is_not_zero():
    def leaf(order, point="0"):
        return {"rule": "balls", "with": {"cuts": "t", "points": [[point, str(order)]]}}

    at_the_end = ["0 <= x", "x <= 1/4"]
    assert proves(goal(FLAT, *at_the_end), leaf(7))
    assert not any(proves(goal(FLAT, *at_the_end), leaf(k)) for k in (0, 1, 2, 6, 8, 9, 13, -1))
    assert not proves(goal(FLAT, *at_the_end), leaf(7, "1/8"))
    assert not proves(goal("sin(x)**3 <= x**3*cos(x)", *at_the_end), leaf(7))
    assert not proves(goal(FLAT, "-1/4 <= x", "x <= 1/4"), leaf(7))
    assert not proves(goal(FLAT, "-1/4 <= x", "x <= 0"), leaf(7))
    assert proves(goal("sin(x)**3 <= x**3*cos(x)", "-1/4 <= x", "x <= 0"), leaf(7))
    assert proves(goal("cos(x) - 1 + x**2/2 >= 0", "-1/4 <= x", "x <= 1/4"), leaf(4))


def test_a_strict_inequality_has_no_touching_point_that_its_facts_allow():
    leaf = {"rule": "balls", "with": {"cuts": "t", "points": [["0", "4"]]}}
    strict = "cos(x) - 1 + x**2/2 > 0"
    assert not proves(goal(strict, "0 <= x", "x <= 1/4"), leaf)
    assert proves(goal(strict, "0 < x", "x <= 1/4"), leaf)


def test_what_has_not_so_many_derivatives_there_is_not_expanded():
    leaf = {"rule": "balls", "with": {"cuts": "t", "points": [["0", "3"]]}}
    assert not proves(goal("x**3 + sqrt(x)**5 >= 0", "0 <= x", "x <= 1/4"), leaf)
    assert not proves(goal("abs(x)**3 >= 0", "-1 <= x", "x <= 1/4"), leaf)


def test_derivatives_are_taken_only_as_far_as_the_value_is_flat_and_they_are_short(monkeypatch):
    asked = []
    slope = ground.slope
    monkeypatch.setattr(ground, "slope", lambda e, s: asked.append(e) or slope(e, s))
    leaf = {"rule": "balls", "with": {"cuts": "t", "points": [["0", "12"]]}}
    assert not proves(goal("exp(sin(exp(cos(x**2)))) >= exp(sin(exp(1)))", "0 <= x", "x <= 1/4"), leaf)
    assert len(asked) == 4
    x = Symbol("x")
    with pytest.raises(Refused):
        slope(total(x**k for k in range(600)), x)


def test_one_of_two_symbols_is_the_larger_one():
    one, other = RULES["order"](goal("exp(x) + exp(y) >= x + y"), ["x", "y"])
    assert [str(g.facts[0]) for g in (one, other)] == ["x - y >= 0", "-x + y >= 0"]


def test_sides_that_touch_along_a_curve_of_logarithms_are_found_to_touch():
    assert solve(read("4*exp(2*x) + 81*exp(-2*y) > 36*exp(x - y)"), STEPS).verdict == "REFUTED"


@pytest.mark.parametrize(
    ("claim", "where"),
    [
        ("atan(x) > 3*x/(1 + 2*sqrt(1 + x**2))", ["x > 0"]),  # Shafer
        ("atan(x) > 8*sqrt(3)*x/(3*sqrt(3) + sqrt(75 + 80*x**2))", ["x > 0"]),
        ("(sin(x)/x)**3 > cos(x)", ["0 < x", "x < pi/2"]),  # Mitrinović and Adamović
        ("sin(x) <= x - x**3/6 + x**5/120", ["x >= 0"]),
        ("x*sigmoid(1.702*x) >= -0.17", []),
        ("softplus(2*t + 21/2) <= log(2) + (2*t + 21/2)/2 + (2*t + 21/2)**2/8", []),
        ("exp(x) - exp(y/3) >= (x - y/3)*exp(y/3)", []),
        ("x*log(x/y) + (1 - x)*log((1 - x)/(1 - y)) >= 2*(x - y)**2", ["0 < x < 1", "0 < y < 1"]),  # Pinsker
        ("sqrt(x*y) <= (x - y)/(log(x) - log(y))", ["x > y", "y > 0"]),  # the logarithmic mean
    ],
)
def test_known_inequalities_are_proved_without_a_solver(claim, where):
    answer = solve(read(claim, where), STEPS)
    assert (answer.verdict, answer.reason) == ("PROVED", "")


FOUR = ("a > 0", "b > 0", "c > 0", "d > 0")


@pytest.mark.parametrize(
    ("claim", "where"),
    [
        ("a/(b**2 + 1) + b/(c**2 + 1) + c/(d**2 + 1) + d/(a**2 + 1) >= 2", ["a + b + c + d = 4"]),
        (
            "(a + 1)/(b**2 + 1) + (b + 1)/(c**2 + 1) + (c + 1)/(d**2 + 1) + (d + 1)/(a**2 + 1) >= 4",
            ["a + b + c + d = 4"],
        ),
        ("a**2/(b**2 + 3) + b**2/(c**2 + 3) + c**2/(d**2 + 3) + d**2/(a**2 + 3) >= 1", ["a + b + c + d = 4"]),
    ],
)
def test_quotients_are_bounded_by_lines_that_touch_them(claim, where):
    found = solve(read(claim, [*FOUR, *where]), STEPS)
    assert found.verdict == "PROVED"
    assert "tangents" in str(found.certificate)


def test_a_line_below_a_quotient_is_owed_but_for_the_tangent_in_what_divides():
    g = goal("x/(y**2 + 1) + y >= 0", "x > 0", "y > 0")
    tangent = [str(left.wanted) for left in RULES["tangents"](g, [[0, ["2"]]])]
    assert tangent == ["1 + y**2 > 0", "x >= 0", "3/4*x - 1/4*x*y**2 + y >= 0"]
    line = [str(left.wanted) for left in RULES["tangents"](g, [[0, ["1", {"y": "-1/2"}]]])]
    assert line[2:] == ["1/2*y - y**2 + 1/2*y**3 >= 0", "x - 1/2*x*y + y >= 0"]


@pytest.mark.parametrize(
    "parameters", [[], [[1, ["2"]]], [[0, ["0"]]], [[0, ["-1"]]], [[True, ["2"]]], [[0, ["1", {"z": "1"}]]]]
)
def test_lines_that_say_nothing_are_refused(parameters):
    with pytest.raises(Refused):
        RULES["tangents"](goal("x/(y**2 + 1) + y >= 0", "x > 0", "y > 0"), parameters)


THREE = FOUR[:3]


@pytest.mark.parametrize(
    ("claim", "where"),
    [
        ("sqrt(a) + sqrt(b) + sqrt(c) >= a*b + b*c + c*a", ["a + b + c = 3"]),
        ("a*log(a) + b*log(b) + c*log(c) + log(3) >= 0", ["a + b + c = 1"]),
        ("exp(-a) + exp(-b) + exp(-2*c) >= 3*exp(-1)", ["a + b + 2*c = 3"]),
        ("sqrt(a) + sqrt(b) + sqrt(c) <= 3", ["a + b + c = 3"]),
        (
            "a*b + b*c + c*a + 3*atan(1) >= a + b + c - (atan(a) + atan(b) + atan(c))",
            ["a + b + c = 3", "a <= 1", "b <= 1", "c <= 1"],
        ),
    ],
)
def test_sums_under_a_linear_equation_are_taken_apart(claim, where):
    assert solve(read(claim, [*THREE, *where]), STEPS).verdict == "PROVED"


def test_a_symbol_is_left_with_its_own_facts_and_with_its_bound_by_the_equation():
    g = goal("x**2 + y**2 + z**2 >= 1/3", "x + y + z = 1", "x >= 0", "y <= 2", "z >= x", "z >= 0")
    (g,) = RULES["declare"](g, None)
    place = next(k for k, f in enumerate(g.facts) if f.op == "=")
    x, y, z, rest = RULES["separate"](g, [place, ["2/3", {}], dict.fromkeys("xyz", "1/9")])
    assert str(x) == " => 1/9 - 2/3*x + x**2 >= 0"  # y has any sign, so nothing bounds x
    assert str(y) == "1 - y >= 0 => 1/9 - 2/3*y + y**2 >= 0"
    assert str(z) == " => 1/9 - 2/3*z + z**2 >= 0"
    assert str(rest) == " => 0 >= 0"


@pytest.mark.parametrize(
    ("claim", "where"),
    [
        ("a**3/((1+b)*(1+c)) + b**3/((1+c)*(1+a)) + c**3/((1+a)*(1+b)) >= 3/4", "a*b*c = 1"),
        ("1/(a**3*(b + c)) + 1/(b**3*(c + a)) + 1/(c**3*(a + b)) >= 3/2", "a*b*c = 1"),
        ("a + b + c >= sqrt(3)", "a*b + b*c + c*a = 1"),
        ("b >= 2", "b*(1 + a**2) = 2*(1 + a**2)"),
    ],
)
def test_an_equation_says_what_a_symbol_is_also_where_it_stands_beside_another(claim, where):
    assert solve(read(claim, [*THREE, where]), Budget(smt_seconds=4, squares=1)).verdict == "PROVED"


def test_what_stands_before_a_symbol_is_owed_not_to_be_zero_where_that_is_not_seen():
    (left,) = RULES["solve"](goal("y >= 1/2", "y*(1 + x**2) = 1", "x <= 1"), [0, "y"])
    assert str(left) == "1 - x >= 0 => -1/2 + 1/(1 + x**2) >= 0"
    g = goal("y >= 1/2", "1/y + x = 2", "x <= 1")
    owed, left = RULES["solve"](g, [next(k for k, f in enumerate(g.facts) if f.op == "="), "y"])
    assert str(owed.wanted) == "2 - x != 0"
    assert str(left.wanted) == "-1/2 + 1/(2 - x) >= 0"
    for equation in ("y**2 = 1", "y + exp(y) = 1", "y + y**3 = 1"):
        with pytest.raises(Refused):
            RULES["solve"](goal("y >= 1/2", equation), [0, "y"])


YOUNG = "x*y <= x**p/p + y**q/q"


@pytest.mark.parametrize("conjugate", ["q = p/(p - 1)", "1/p + 1/q = 1", "p*q = p + q", "(p - 1)*(q - 1) = 1"])
def test_exponents_that_are_conjugate_are_put_together(conjugate):
    where = ["x > 0", "y > 0", "p > 1"]
    assert solve(read(YOUNG, [*where, conjugate]), STEPS).verdict == "PROVED"
    assert solve(read("x*y <= x**p/p + y**q/(q + 1)", [*where, conjugate]), STEPS).verdict == "REFUTED"


def test_a_mean_of_exponentials_is_at_least_that_of_the_mean():
    assert solve(read("exp(t*x + (1 - t)*y) <= t*exp(x) + (1 - t)*exp(y)", ["0 <= t <= 1"]), STEPS).verdict == "PROVED"
    owed = RULES["jensen"](goal("t*exp(x) + (1 - t)*exp(y) >= 0"), ["exp", [0, 1]])
    assert {str(g.wanted) for g in owed[:2]} == {"t >= 0", "1 - t >= 0"}
    assert str(owed[2].wanted) == "1 > 0"
    assert str(owed[3].wanted) in ("exp(t*x - t*y + y) >= 0", "exp(y - t*y + t*x) >= 0", "exp(t*x + y*(1 - t)) >= 0")
