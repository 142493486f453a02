"""Certificates of false inequalities, written by hand against single rules: each goes where a premise could be missing."""

import pytest
import sympy as sp

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.atoms import atoms
from verify.checkers.inequality.check import RULES, leaf
from verify.checkers.inequality.goal import goals, put
from verify.checkers.inequality.limits import limit
from verify.checkers.inequality.problem import read
from verify.checkers.stored.inequality import recheck

E, x = sp.Symbol("E", real=True), sp.Symbol("x", real=True)


def confirmed(claim, where, *proofs, **point):
    stored = {"claim": claim, "where": where, "verdict": "PROVED", "point": point, "proofs": list(proofs)}
    return recheck(stored)[0]


def chain(*steps):
    *first, last = steps
    proof = leaf(*last)
    for rule, *parameters in reversed(first):
        proof = leaf(rule, *parameters) | {"parts": [proof]}
    return proof


def test_a_variable_called_like_a_number_does_not_hide_in_the_argument_of_a_function():
    assert confirmed("sin(E*x) = sin(x*E)", [], leaf("expand"), E="1", x="0")
    assert not confirmed("sin(E*x) = sin(exp(1)*x)", [], leaf("expand"), E="1", x="0")


@pytest.mark.parametrize("claim", ["exp(x) = x", "exp(x) <= x"])
def test_a_part_does_not_get_the_symbol_that_an_earlier_part_of_the_same_text_has_got(claim):
    free = ("free", "roots")
    proof = chain(("declare",), free, ("logarithm", ["x"]), free, ("at once",))
    assert not confirmed(claim, ["x > 0"], proof, x="1")


def test_a_number_does_not_get_the_symbol_that_it_had_before_that_symbol_was_scaled():
    again = chain(("free", "roots"), ("at once",))
    cases = leaf("cut", ["(sqrt(2))", "sqrt(2)"]) | {"parts": [again, leaf("at once"), again]}
    proof = chain(("declare",), ("free", "roots"), ("scale", "y"), ("at once",))
    proof["parts"][0]["parts"][0]["parts"] = [cases]
    assert not confirmed("y <= sqrt(2)", ["y > 0"], leaf("at once"), proof, y="1")


def test_parts_that_print_alike_have_symbols_of_their_own():
    parts = [sp.sin(E * x), sp.sin(sp.E * x)]
    assert len({*map(atoms(parts), parts)}) == 2
    assert [atoms(parts).back(atoms(parts)(p)) for p in parts] == parts


def test_a_leading_coefficient_that_may_be_zero_tells_no_limit():
    hidden = sp.log(6) - sp.log(2) - sp.log(3)  # 0, but not in normal form
    for e in (-x / (hidden * x**2 + 1), (hidden * x**2 + x) / (x**2 + 1), (x + 1) / (hidden * x + 1)):
        assert limit(e, x, sp.oo) is None
    assert limit((2 * x**2 + x) / (sp.pi * x**2 + 1), x, sp.oo) == 2 / sp.pi
    goal = goals(read("-x/((log(6)-log(2)-log(3))*x**2+1) >= 0", ["x >= 0"]))[-1]
    with pytest.raises(Refused):
        RULES["limit"](goal, ["x", "high"])


def test_a_root_does_not_fall_apart_when_a_sign_is_declared_or_something_is_put_in():
    """Under z >= 0 and y z >= 0 the root of y z has a value at z = 0, y < 0, where sqrt(y) has none."""
    weak, strict = (goals(read("sqrt(z*y) + y >= 0", [sign, "z*y >= 0"]))[-1] for sign in ("z >= 0", "z > 0"))
    with pytest.raises(Refused):
        RULES["declare"](weak, None)
    assert str(RULES["declare"](strict, None)[0].wanted) == "sqrt(y)*sqrt(z) + y >= 0"
    y, z = sp.symbols("y z", real=True)
    for value in (x**2, (x**2 - 2) ** 2, sp.Abs(x), x**2 * (x - 1) ** 4):
        with pytest.raises(Refused):
            put(sp.sqrt(z * y), {z: value})
    for value in (sp.Integer(4), x**2 + 1, sp.exp(x), x):
        assert put(sp.sqrt(z * y), {z: value}) == sp.sqrt(value * y)


def test_a_fact_in_which_a_root_would_fall_apart_is_left_out():
    (goal,) = goals(read("y >= 0", ["sqrt(z*y) <= 1", "z >= 0"]))
    (declared,) = RULES["declare"](goal, None)
    assert not any(f.expr.has(sp.sqrt(sp.Symbol("y", real=True))) for f in declared.facts)
