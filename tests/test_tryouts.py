"""Claims on functions known only by name: simple choices that are seen to fit, and counterexamples that name them."""

import json
from dataclasses import replace

import pytest

from verify import Abs, Instance, Integer, Symbol, eq, ne, symbols
from verify.checkers.stored.replay import replay
from verify.checkers.stored.simple_functions import suitable, with_choice
from verify.judging.judge import judge
from verify.kernel.instances import concrete
from verify.kernel.reasons import NotShown
from verify.kernel.record import content_id
from verify.language.claim import Claim
from verify.language.forms import dot, norm
from verify.language.operators import Field, Value
from verify.language.proof import Schema
from verify.language.relation import le
from verify.language.symbols import Vector

t1, t2, x, w = map(Vector, ("theta_1", "theta_2", "x", "w"))
eps, C = symbols("eps C", nonnegative=True)
ESSAY = """
from verify import Abs, Field, Schema, Symbol
x, w = Vector("x"), Vector("w")
eps = Symbol("eps", nonnegative=True)
def attack(w):
    return Field(Symbol("F"), x, w)
near = Schema("near", (w,), le(Abs(attack(w) - x), eps))
STATEMENT = statement("a", Claim(name="apart", says="", assuming=(near,), expected="REFUTED",
                                 conclusion=le(norm(attack(u) - attack(v)), 2 * eps)))
"""


def move(theta):
    return Field(Symbol("F"), x, theta)


NEAR = Schema("near", (w,), le(Abs(move(w) - x), eps))
APART = Claim(name="apart", says="", assuming=(NEAR,), conclusion=le(norm(move(t1) - move(t2)), 2 * eps))


def loss(theta):
    return Value(Symbol("ell"), x, theta)


FLAT = Schema("flat", (t1, t2), le(Abs(loss(t1) - loss(t2)), C * norm(t1 - t2)), (le(norm(x), eps),))


def test_only_choices_that_fit_what_is_assumed_are_tried():
    texts = [found for found, _ in suitable(APART)]
    assert texts == [{"F": "-eps*sign(s2) + s1"}, {"F": "eps*sign(s2) + s1"}, {"F": "s1"}]


def test_a_constant_is_chosen_so_that_the_assumption_is_seen_to_hold():
    gradients = Field(Symbol("ell_2"), x, t1) - Field(Symbol("ell_2"), x, t2)
    flat = Claim(name="c", says="", assuming=(FLAT,), conclusion=le(norm(gradients), 0))
    found = [texts for texts, _ in suitable(flat)]
    assert {"ell": "-Total(s1*s2)", "C": "eps"} in found
    assert not any("Norm(s2)" in texts["ell"] for texts in found)


@pytest.mark.parametrize("text", ["3*s1", "-2*eps*sign(s2) + s1", "__import__('os')", "", None, 3, ["s1"], {}])
def test_a_choice_that_is_none_of_the_simple_ones_is_refused(text):
    with pytest.raises(NotShown, match="none of the simple choices"):
        with_choice(APART, {"F": text})


def test_a_choice_that_does_not_fit_is_refused():
    with pytest.raises(NotShown, match="near is not shown for the chosen functions"):
        with_choice(APART, {"F": "s2"})
    with pytest.raises(NotShown):
        with_choice(APART, {})


def test_a_counterexample_names_the_functions_and_is_replayed_only_with_them(paper, verify):
    paper.add(a=ESSAY)
    code, out, _ = verify("search", "a/apart", "--dim", "2", "--chunks", "2", "--json")
    found = json.loads(out)["finds"]
    assert code == 0
    assert found[0]["functions"] == {"F": "-eps*sign(s2) + s1"}
    assert (found[0]["d"], found[0]["point"]["u"], found[0]["point"]["v"]) == (2, ["1", "1"], ["-1", "-1"])
    assert verify("replay", "a/apart")[0] == 0
    still = {**found[0], "functions": {"F": "s1"}, "point": {k: v for k, v in found[0]["point"].items() if k != "eps"}}
    renamed = replace(APART, conclusion=APART.conclusion.xreplace({t1: Vector("u"), t2: Vector("v")}))
    assert replay(found[0], "a/apart", renamed)[0]
    assert replay({**still, "id": content_id(still)}, "a/apart", renamed)[0] is False
    assert "with F = -eps*sign(s2) + s1" in verify("search", "a/apart", "--dim", "2", "--chunks", "1")[1]


def test_an_inner_product_has_the_gradients_of_an_inner_product():
    half = Claim(name="c", says="", conclusion=le(norm(Field(Symbol("ell_1"), t1, t2)), 0))
    claims = {texts["ell"]: claim.conclusion.lhs for texts, claim in suitable(half)}
    assert claims["-Total(s1*s2)"] == norm(-t2) and claims["1/2*Norm(s1)**2"] == norm(t1)
    assert claims["1/2*Norm(s2)**2"] == norm(Integer(0)) == claims["0"]
    assert dot(t1, t2) not in claims.values()


def test_a_function_of_numbers_is_a_simple_one_and_its_slope_by_the_name_of_a_gradient_is_none():
    s, a, b = symbols("s a b")
    odd = Claim(name="c", says="", conclusion=le(Value("f", a), Value("f", b)))
    texts = [found["f"] for found, _ in suitable(odd)]
    assert {"0", "s1", "-s1", "1/2*s1**2", "-1/2*s1**2", "Abs(s1)", "s1**3"} == {*texts}
    tangent = Claim(name="c", says="", conclusion=le(Value("f", a) + Value("f_1", a) * (b - a), Value("f", b)))
    assert [*suitable(tangent)] == []
    with pytest.raises(NotShown, match="the slot s of f is no vector"):
        concrete(tangent, Instance({"f": ((s,), s**2), "f_1": ((s,), 2 * s)}))


def test_every_choice_has_a_second_turn_with_other_constants():
    L, m = symbols("L m", nonnegative=True)

    def f(p):
        return Value("f", p)

    def slope(p):
        return Field("f_1", p)

    smooth = Schema("smooth", (t1, t2), le(norm(slope(t1) - slope(t2)), L * norm(t1 - t2)))
    above = le(f(t1) + dot(slope(t1), t2 - t1) + m / 2 * norm(t1 - t2) ** 2, f(t2))
    convex = Schema("convex", (t1, t2), above)
    claim = Claim(name="c", says="", assuming=(smooth, convex), conclusion=le(f(x), f(w)))
    texts = [found for found, _ in suitable(claim)]
    half = [found for found in texts if found["f"] == "1/2*Norm(s1)**2"]
    assert half == [{"f": "1/2*Norm(s1)**2", "L": "1", "m": "0"}, {"f": "1/2*Norm(s1)**2", "L": "1", "m": "1"}]
    assert {found["f"] for found in texts} == {"0", "1/2*Norm(s1)**2", "1/4*Norm(s1)**2", "Norm(s1)**2", *LINES}


LINES = ("Total(s1)", "-Total(s1)")


@pytest.mark.filterwarnings("error")
def test_where_a_choice_has_no_value_nothing_is_raised_and_nothing_refuted():
    b = Symbol("b")
    claim = Claim(name="c", says="", assuming=(eq(Value("f", x) / b, 0),), conclusion=ne(b, 0))
    found = judge("s", claim)
    assert (found.verdict.value, [str(e.said) for e in found.evidence if "raised" in str(e.said)]) == ("UNDECIDED", [])
