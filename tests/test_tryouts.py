"""Claims on functions known only by name: simple choices that are seen to fit, and counterexamples that name them."""

import json
from dataclasses import replace

import pytest

from verify import Abs, Instance, Integer, Max, Peak, Symbol, Total, eq, ne, recheck, sign, symbols
from verify.checkers.stored import pointwise, simple_functions
from verify.checkers.stored.pointwise import against
from verify.checkers.stored.replay import replay
from verify.checkers.stored.simple_functions import suitable, with_choice
from verify.judging.certificates import rechecked
from verify.judging.exhibit import functions
from verify.judging.judge import judge
from verify.kernel.instances import concrete
from verify.kernel.prove import prove
from verify.kernel.reasons import NotShown, Reason
from verify.kernel.record import content_id
from verify.language.claim import Claim
from verify.language.forms import dot, norm
from verify.language.operators import Field, Jacobian, Value
from verify.language.proof import Schema
from verify.language.relation import le
from verify.language.symbols import Vector
from verify.language.verdict import Verdict

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


def test_an_assumption_is_tried_once_for_the_functions_and_constants_of_which_it_speaks(monkeypatch):
    tried, check = [], simple_functions.check_schema

    def noted(schema, claim, instance):
        name = {"near": "F", "flat": "ell"}[schema.name]
        tried.append((schema.name, str(instance.functions[name]), str(instance.constants)))
        check(schema, claim, instance)

    monkeypatch.setattr(simple_functions, "check_schema", noted)
    both = Claim(name="c", says="", assuming=(NEAR, FLAT), conclusion=le(norm(move(t1) - t1), loss(t1)))
    found = [texts for texts, _ in suitable(both)]
    assert len({texts["F"] for texts in found}) > 1 and len({texts["ell"] for texts in found}) > 1
    assert len(tried) == len(set(tried)) and {name for name, *_ in tried} == {"near", "flat"}


def test_a_claim_that_brings_its_functions_can_be_tried_at_points_before_any_simple_choice_is_looked_for(monkeypatch):
    monkeypatch.setattr(pointwise, "suitable", lambda claim: pytest.fail("looked for a simple choice"))
    own = Instance(functions={"F": ((x, w), x)})
    assert pointwise.has_plain_claims(replace(APART, instance=own))
    with pytest.raises(pytest.fail.Exception):
        pointwise.has_plain_claims(APART)


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
    assert {"0", "t1", "-t1", "1/2*t1**2", "-1/2*t1**2", "Abs(t1)", "t1**3"} == {*texts}
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


def judged(conclusion, *assuming):
    return rechecked(judge("s", Claim(name="c", says="A claim.", assuming=assuming, conclusion=conclusion)), 60)


u, v = Vector("u"), Vector("v")
a, b = symbols("a b")
s1 = Symbol("s1", nonnegative=True)
whole = Symbol("m", integer=True, nonnegative=True)
OF_TWO_SORTS = {
    "of numbers and of vectors": (le(Value("f", a), Value("f", b) + Value("g", u) - Value("g", v)), ()),
    "a constant called like a slot": (
        le(Value("f", u), Value("f", v)),
        (Schema("s", (u, v), le(Abs(Value("f", u) - Value("f", v)), s1 * norm(u - v))),),
    ),
    "a whole constant": (
        le(Value("f", u), Value("f", v)),
        (Schema("s", (u, v), le(Abs(Value("f", u) - Value("f", v)), whole * norm(u - v))),),
    ),
}


@pytest.mark.parametrize("name", OF_TWO_SORTS)
def test_what_stands_in_a_place_has_a_name_of_its_own_and_the_certificate_is_shown(name):
    conclusion, assuming = OF_TWO_SORTS[name]
    found = judged(conclusion, *assuming)
    assert (found.verdict, found.rechecked) == (Verdict.REFUTED, True)
    slots = {s for slots, _ in against(found.claim, found.by.counterexample).functions.values() for s in slots}
    taken = {s for e in found.claim.spoken for s in e.free_symbols}
    assert len({s.name for s in slots | taken}) == len(slots | taken) == len(slots) + len(taken)


def test_a_whole_constant_is_whole_in_a_certificate():
    conclusion, assuming = OF_TWO_SORTS["a whole constant"]
    certificate = json.loads(judged(conclusion, *assuming).recheck.certificate)
    assert recheck.check(certificate)
    certificate["terms"].append(["n", "3/2"])
    certificate["proof"]["constants"][0][1] = len(certificate["terms"]) - 1
    with pytest.raises(recheck.Bad, match="a constant is a number"):
        recheck.check(certificate)


def test_a_place_is_one_for_vectors_where_a_vector_stands_in_it():
    flat = Schema("flat", (u, v), le(Abs(Value("f", u) - Value("f", v)), C * norm(u - v)))
    zero = Schema("zero", (), eq(Value("f", Integer(0)), 0))
    found = judge("s", Claim(name="c", says="A claim.", assuming=(flat, zero), conclusion=le(Value("f", u), 0)))
    assert (found.verdict, dict(found.by.counterexample.functions)) == (Verdict.REFUTED, {"f": "Norm(s1)", "C": "1"})
    told = rechecked(found, 60)
    assert (told.verdict, told.refused, told.recheck.certificate) == (Verdict.REFUTED, False, "")
    assert told.recheck.reason.startswith("f takes a number here and a vector there")
    at_0 = Value("f", Integer(0))
    squares = le(2 * at_0 * Value("f", u), at_0**2 + Value("f", u) ** 2)
    shown = Claim(name="c", says="A claim.", conclusion=squares, instance=Instance({"f": ((u,), Integer(0))}))
    told = rechecked(judge("s", shown), 60)
    assert (told.verdict, told.refused, told.recheck.certificate) == (Verdict.PROVED, False, "")
    zero = Schema("zero", (), eq(Value("f", 0 * u), 0))
    assert judged(le(Value("f", u), 0), flat, zero).rechecked


def test_a_name_with_a_number_that_no_place_has_is_no_gradient_and_no_error():
    for name in ("x_3", "x_0", "x_²"):
        found = judge("s", Claim(name="c", says="A claim.", conclusion=le(norm(Field(name, u)), 1)))
        assert found.verdict is Verdict.UNDECIDED
        assert not any(e.said and e.said.reason is Reason.RAISED for e in found.evidence)


def test_a_function_with_the_name_of_a_gradient_and_numbers_for_values_is_printed_by_its_name():
    found = judge("s", Claim(name="c", says="A claim.", conclusion=le(Value("f_1", u), Value("f", u))))
    told = functions(found.claim, found.by.counterexample)
    assert [line.partition(" = ")[0] for line in told] == ["f(s1)", "f_1(s1)"]


def test_one_name_is_one_function_and_a_gradient_that_of_a_function_with_numbers_for_values():
    of_a_map = Claim(name="c", says="", conclusion=le(norm(Field("f_1", u)), norm(Field("f", u))))
    zero = Instance({"f": ((u,), Integer(0)), "f_1": ((u,), Integer(0))})
    with pytest.raises(NotShown, match="f_1 is by its name the gradient of f, which is no function with numbers"):
        concrete(of_a_map, zero)
    assert prove(of_a_map).said.reason is Reason.GRADIENT_OF_MAP
    assert judge("s", of_a_map).verdict is Verdict.UNDECIDED
    both = Claim(name="c", says="", conclusion=le(norm(Field("f", u)), Value("f", u)))
    assert prove(both).said.reason is Reason.NUMBER_AND_VECTOR


def test_where_a_derivative_is_spelled_in_another_way_there_is_no_certificate_and_still_a_verdict():
    bounded = Schema("bounded", (u, v), le(norm(Jacobian("F", 1, v, u)), C * norm(v)))
    found = judged(le(norm(Field("F", u)), 0), bounded)
    assert (found.verdict, found.refused, found.rechecked) == (Verdict.REFUTED, False, False)
    assert found.recheck.reason.startswith("the re-check spells a derivative in another way")


@pytest.mark.parametrize("rough", [Max(Total(u), -Total(u)) ** 2, Peak(u), sign(Total(u)) ** 2 * Total(u)])
def test_a_choice_that_is_not_seen_to_be_smooth_has_no_gradient(rough):
    claim = Claim(name="c", says="", conclusion=le(Value("f", v), norm(Field("f_1", v))))
    with pytest.raises(NotShown, match="need not be smooth: its derivative is not taken"):
        concrete(claim, Instance({"f": ((u,), rough), "f_1": ((u,), Integer(0))}))
