"""Points that a solver proposes, and domains of one point: put back exactly, never believed."""

import sys
from fractions import Fraction

import pytest

from verify.checkers.inequality.problem import read
from verify.checkers.inequality.smt import Solver
from verify.checkers.stored.inequality import recheck
from verify.language.term import Number
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.models import put_back, values
from verify.prover.inequality.solve import solve

TOUCHING = ["x**2 + y**2 <= 2", "x + y >= 2"]


def verdict(claim, *where):
    answer = solve(read(claim, where), Budget(smt_seconds=20.0))
    assert answer.certificate is None or recheck(answer.certificate)[0]
    return answer.verdict


@pytest.mark.parametrize(
    ("claim", "where"),
    [
        ("x = 2", ["x**3 = 8"]),
        ("x = y", TOUCHING),
        ("x*y <= 1", TOUCHING),
        ("x*y*z <= 1", ["x**2 + y**2 + z**2 <= 3", "x + y + z >= 3"]),
        ("x + y = 3", ["(x - 1)**2 + (y - 2)**2 <= 0"]),
        ("x + y = 3", ["x**3 = 8", "y**3 = 1"]),
        ("2*x = 3", ["abs(2*x - 3) <= 0"]),
        ("x = 1", ["log(x) = 0"]),
        ("x = 1", ["x - 1 <= log(x)"]),
        ("x = 0", ["exp(x) <= 1 + x"]),
        ("x = 0", ["cos(x) >= 1", "-1 <= x <= 1"]),
        ("x > 1", ["x**3 = 2"]),
    ],
)
def test_a_claim_about_one_point_is_proved_there(claim, where):
    assert verdict(claim, *where) == "PROVED"
    assert verdict(f"{claim} - 1", *where) == ("PROVED" if ">" in claim else "REFUTED")


@pytest.mark.parametrize(
    ("claim", "where"),
    [
        ("x + y > 3", ["x**3 = 8", "y**3 = 1"]),
        ("x**3 + y**3 + z**3 != 29", []),
        ("x != 1", ["x**5 = 1"]),
        ("x*y + y*z + z*x != 11", ["x + y + z = 6", "x*y*z = 6"]),
        ("x*y < 1", TOUCHING),
        ("x**2 + y**2 > 2", TOUCHING),
    ],
)
def test_a_claim_that_fails_at_few_points_is_refuted_there(claim, where):
    assert verdict(claim, *where) == "REFUTED"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("((v0 1.0))", "1"),
        ("((v0 (/ (- 1.0) 3.0)))", "-1/3"),
        ("((v0 (- (/ 1.0 3.0))))", "-1/3"),
        ("((v0 (+ (- 1.0) (exp 0.0))))", "-1 + exp(0)"),
        ("((v0 (root-obj (+ (^ x 3) (- 2)) 1)))", "2**(1/3)"),
        ("((v0 (root-obj (+ (* 2 (^ x 2)) (- 1)) 1)))", "-sqrt(8)/4"),
        ("((v0 (_ real_algebraic_number <1*x^3 + (-2), (5/4, 3/2)>)))", "2**(1/3)"),
        ("((v0 (_ real_algebraic_number <1*x^2 + 1*x + (-1), (-7/4, -3/2)>)))", "(-sqrt(5) - 1)/2"),
    ],
)
def test_values_are_read_as_exact_numbers(told, expected):
    assert str(values(f"sat\n{told}")["v0"]) == expected


@pytest.mark.parametrize(
    "told",
    ["unsat\n((v0 1.0))", "sat", "sat\n(error)", "sat\n((v0 1.0)", "sat\n((v0 (f 1.0)))", "sat\n((v0 (exp)))", ""],
)
def test_what_is_no_list_of_values_gives_none(told):
    assert values(told) == {}


def test_a_root_of_higher_degree_is_a_number_close_to_it():
    near = values("sat\n((v0 (root-obj (+ (^ x 5) (* (- 1) x) (- 1)) 1)))")["v0"]
    assert isinstance(near, Number)
    found = put_back(read("x < 1", ["x**5 = x + 1"]), {"x": near})
    assert found.shows == "REFUTED"


def test_a_solver_that_calls_all_satisfiable_refutes_nothing():
    lying = Solver((sys.executable, "-c", "print('sat'); print('((v0 7.0) (v1 7.0))')"))
    assert solve(read("x**2 + y**2 >= 2*x*y"), Budget(solver=lying)).verdict == "PROVED"
    assert put_back(read("x >= 1", ["x**2 >= 2"]), {"x": Number(0)}) is None


@pytest.mark.parametrize(
    ("claim", "where", "most"),
    [
        ("a*b*c <= 1", ["a + b + c = 3"], 7),
        ("(1 + x)**n >= 1 + n*x", ["x >= -3", "n integer", "n >= 1"], 5),
        ("x**2 <= 1000*x", [], 1001),
        ("x*y <= 0", ["x + 2*y = 3"], 3),
    ],
)
def test_a_point_against_a_claim_is_near_0_and_short(claim, where, most):
    point = solve(read(claim, where), Budget(smt_seconds=0)).counterexample["point"]
    numbers = [Fraction(v) for v in point.values()]
    assert max(map(abs, numbers)) <= most and max(v.denominator for v in numbers) <= 2
