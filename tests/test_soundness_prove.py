"""False inequalities that the solver's rules or its reading of a claim might let through."""

import pytest
import sympy as sp

from verify.checkers.inequality.check import RULES, leaf, proves
from verify.checkers.inequality.from_claim import problem_of
from verify.checkers.inequality.goal import goals
from verify.checkers.inequality.problem import read
from verify.checkers.inequality.reader import Unreadable
from verify.checkers.stored.inequality import recheck
from verify.judging.ask import prove
from verify.language.claim import Claim
from verify.language.forms import dot, norm
from verify.language.relation import eq, le, lt
from verify.language.symbols import Label, Vector
from verify.language.verdict import Outcome
from verify.prover.inequality.claims import solved

x = sp.Symbol("x", real=True)


def claim(conclusion, *assuming):
    return Claim(name="c", says="", conclusion=conclusion, assuming=assuming)


@pytest.mark.parametrize("base", ["(-1)", "(0-1)", "(3-pi)"])
def test_a_condition_on_whole_powers_of_a_negative_number_is_no_contradiction(base):
    (goal,) = goals(read("x != 123456", [f"0 <= {base}**x"]))
    assert not proves(goal, leaf("at once"))


def test_a_variable_called_like_a_number_is_another_thing():
    (goal,) = goals(read("E <= exp(1)", ["E >= 0"]))
    assert not proves(goal, {"rule": "free", "with": "roots", "parts": [leaf("at once")]})


def test_the_tangent_of_a_sum_is_not_spelled_out_where_it_would_lose_a_value():
    *_, goal = goals(read("(tan(x+y)*tan(y)+1)*(2+sin(x)) != 0", ["cos(x+y) != 0", "cos(y) != 0"]))
    (left,) = RULES["free"](goal, "roots")
    assert {str(s) for s in left.wanted.expr.free_symbols} == {"sin(x)", "tan(y)", "tan(x + y)"}


@pytest.mark.parametrize(
    "conclusion",
    [
        le(sp.Symbol("pi", real=True), 4),
        le(sp.Symbol("a-a", real=True), 1),
        eq(sp.Symbol("a-b", real=True), sp.Symbol("a", real=True) - sp.Symbol("b", real=True)),
        lt(Label("y"), 2),
        lt(x, sp.Symbol("x", positive=True)),
        lt(sp.Symbol("n", integer=True), 2),
    ],
    ids=str,
)
def test_a_symbol_that_is_no_variable_for_every_real_number_is_not_read(conclusion):
    assert problem_of(claim(conclusion)) is None


def not_by_norms_and_inner_products():
    u, v = Vector("u"), Vector("v")
    r = sp.Symbol("r", nonnegative=True)
    yield "a name that a norm gets", claim(le(sp.Symbol("gram0", real=True), norm(u)))
    yield "a root that may have no value", claim(le(0, sp.sqrt(norm(u) - norm(v))))
    yield "a denominator within a norm", claim(le(0, norm(u / norm(v) + Vector("w"))))
    yield "0**0", claim(eq(x, 0), eq(norm(u) ** (r / (1 + r)), x), eq(norm(u), 0))


@pytest.mark.parametrize("case", list(not_by_norms_and_inner_products()), ids=lambda c: c[0])
def test_the_solver_does_not_show_it_by_norms_and_inner_products(case):
    assert solved(case[1]).outcome is Outcome.UNKNOWN


def test_the_solver_shows_a_root_that_has_a_value():
    u, v = Vector("u"), Vector("v")
    goal = le(0, sp.sqrt(norm(u)) * norm(v) + dot(u, v) ** 2)
    assert solved(claim(goal)).outcome is Outcome.HOLDS


def test_the_declared_sign_of_a_symbol_is_a_condition():
    for sign, condition in (("positive", "> 0"), ("negative", "< 0"), ("nonnegative", ">= 0"), ("nonzero", "!= 0")):
        assert problem_of(claim(lt(sp.Symbol("n", **{sign: True}), x))) == ("n < x", [f"n {condition}"])


@pytest.mark.parametrize("value", ["log(-1)", "1/0", "y", "x+5"])
def test_a_stored_point_has_numbers_for_coordinates(value):
    stored = {"claim": "x <= 1", "where": [], "verdict": "UNDEFINED", "point": {"x": value}}
    assert recheck(stored) == (False, f"x = {value} is no number")


def test_a_claim_that_speaks_of_nothing_is_not_proved():
    b = sp.Symbol("b", real=True)
    answer = prove(claim(le(0, x**2), lt(x, b), lt(b, x)))
    assert answer.verdict == "UNDECIDED" and "contradictory" in answer.reason


def test_nothing_of_a_formula_is_left_out():
    with pytest.raises(Unreadable, match="column 8: # has no place"):
        read("x <= 2 # + y")


@pytest.mark.parametrize(
    ("relation", "where"),
    [
        ("sqrt((x**2-2)**2*y) + y >= 0", ["(x**2-2)**2*y >= 0"]),
        ("y >= 0", ["sqrt((x**2-2)**2*y) <= 1"]),
        ("1 >= 2", ["sqrt((x**2-2)**2*y) <= 1", "y < 0"]),
        ("((x**2-2)**2*y)**(3/2) + y >= 0", ["(x**2-2)**2*y >= 0"]),
        ("sqrt(sqrt((x**2-2)**2*y)*x**2) + y >= 0", ["(x**2-2)**2*y >= 0"]),
        ("sqrt((x**2-2)**2*y*(z**2-3)**2) + y*(z**2+1) >= 0", ["(x**2-2)**2*y*(z**2-3)**2 >= 0"]),
        ("exp(sqrt((x**2-2)**2*y)) >= 1 - y/(1+y**2)", ["(x**2-2)**2*y >= 0"]),
        ("y*z >= 0", ["sqrt((x**2-2)**2*y*z) <= 1", "x**2 = 2"]),
    ],
)
def test_the_root_of_a_product_is_not_taken_for_a_product_of_roots(relation, where):
    """Each is false at x = √2, where the radicand is 0 whatever the sign of y is."""
    assert prove(relation, where, timeout=4).verdict in ("REFUTED", "UNDECIDED")


@pytest.mark.parametrize(
    ("relation", "where"),
    [
        ("sqrt(x**2*y) >= 0", ["y >= 0"]),
        ("sqrt(exp(x)*y) + y >= 0", ["y >= 0"]),
        ("sqrt(4*y) = 2*sqrt(y)", ["y >= 0"]),
        ("sqrt((x**2+1)*y) >= sqrt(y)", ["y >= 0"]),
        ("y <= 4", ["sqrt(y)**3 <= 8"]),
    ],
)
def test_a_root_that_falls_apart_is_proved_where_its_parts_have_values(relation, where):
    assert prove(relation, where, timeout=20).verdict == "PROVED"
