"""Certificates of false statements, or of statements that mean nothing, each made to get through; and more of each kind."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from tests.test_recheck import Certificate, from_fact, minus, times
from verify import recheck

MADE = [
    json.loads(line) for line in (Path(__file__).parent / "data" / "refused_certificates.jsonl").open(encoding="utf-8")
]


@pytest.mark.parametrize("made", MADE, ids=lambda made: made["certificate"]["claim"])
def test_a_certificate_that_was_made_to_get_through_is_refused(made):
    with pytest.raises(recheck.Bad, match=made["refused"]):
        recheck.check(made["certificate"])


# ------------------------------------------------------------------------------------------ powers of signs and absolute values

ROOTS = {
    "of |sign x|": lambda x: ("abs", ("sign", x)),
    "of sign(x)^2": lambda x: ("^", ("sign", x), 2),
    "of sign(x)^4": lambda x: ("^", ("sign", x), 4),
    "of |sign x|^3": lambda x: ("^", ("abs", ("sign", x)), 3),
    "of x^2": lambda x: ("^", x, 2),
    "of |x|": lambda x: ("abs", x),
    "of 4 x^2 sign(x)^2": lambda x: times(4, ("^", x, 2), ("^", ("sign", x), 2)),
    "of sign(x)^2 + x^2": lambda x: ("+", ("^", ("sign", x), 2), ("^", x, 2)),
}
EXPONENTS = [Fraction(1, 3), Fraction(2, 3), Fraction(1, 2), Fraction(3, 2), Fraction(4, 3), Fraction(5, 2)]


def at(t, x):
    """The term at a number, as a float."""
    if t == "x":
        return float(x)
    if not isinstance(t, tuple):
        return float(Fraction(t))
    head, *parts = t
    a, *rest = [at(p, x) for p in parts]
    if head == "+":
        return a + sum(rest)
    if head == "*":
        for b in rest:
            a *= b
        return a
    return {"abs": abs(a), "sign": (a > 0) - (a < 0), "^": a ** rest[0] if rest else 0}[head]


def value_at(checker, t, x):
    """The polynomial that the re-check takes for the term, at a number, as a float."""

    def atom(a):
        found = checker.atoms[a]
        if found.head == "s":
            return float(x)
        if found.head == "prime":
            return float(found.data)
        inside = polynomial(dict(found.data if found.head == "sum" else found.data[1][0]))
        return {"abs": abs(inside), "sign": float((inside > 0) - (inside < 0)), "sum": inside}[found.head]

    def polynomial(p):
        total = 0.0
        for m, c in p.items():
            one = float(c)
            for a, n in m:
                one *= atom(a) ** float(n)
            total += one
        return total

    return polynomial(checker.value(checker.at(t)))


@pytest.mark.parametrize("times_x", [False, True], ids=["alone", "times x"])
@pytest.mark.parametrize("exponent", EXPONENTS, ids=str)
@pytest.mark.parametrize("base", ROOTS.values(), ids=ROOTS)
def test_a_power_that_is_not_whole_is_what_it_is_at_numbers_of_either_sign(base, exponent, times_x):
    c = Certificate(x="number")
    term = ("^", base("x"), str(exponent))
    term = times("x", term) if times_x else term
    c.conclude(term, "=", term)
    c.show((term, "=", term), ["zero", []])
    checker = c.check()
    for x in (-2, -1, Fraction(-1, 2), 0, Fraction(1, 3), 1, 3):
        assert value_at(checker, c.json["conclude"][0], x) == pytest.approx(at(term, x), abs=1e-12)


def test_a_power_of_minus_one_with_a_negative_number_in_its_exponent_is_exact():
    c = Certificate(m="number")
    c.json["symbols"][0][3] = True
    odd = ("^", -1, ("+", times(2, "m"), -1))
    c.conclude(odd, "=", -1)
    c.show((odd, "=", -1), ["zero", []])
    checker = c.check()
    (value,) = checker.value(checker.at(c.json["conclude"][0])).values()
    assert isinstance(value, int | Fraction)


# ---------------------------------------------------------------------------------------------------------------- in R^0


@pytest.mark.parametrize("least", [0, 1])
@pytest.mark.parametrize("of", ["number", "vector"])
def test_what_is_so_of_each_coordinate_of_all_vectors_is_so_of_numbers_where_there_is_a_coordinate(least, of):
    c = Certificate(least, x=of, v="vector")
    c.json["assume"].append(c.schema(["v"], ("v", "=", 0)))
    c.conclude("x", "=", 0)
    c.step("use", 0, [c("x")], [[]], [])
    assert c.refused() == ("" if least or of == "vector" else "of no coordinate nothing is known")


def refuted(least, *assumed):
    """Not: for all x there is t with x + t^2 <= 0, under this on x; by x := 1."""
    c = Certificate(least, x="vector", t="number")
    for r in assumed:
        c.assume(*r)
    c.json |= {"verdict": "REFUTED", "exists": [1]}
    c.conclude(("+", "x", ("^", "t", 2)), "<=", 0)
    one, point = c(1), {"rule": "point", "dimension": least, "sample": 1, "values": [["1"] * least, None]}
    c.json["proof"] = {
        "rule": "constants",
        "counter": [[0, one]],
        "declared": [[]],
        "first": [],
        "point": point,
        "steps": [],
    }
    c.show((0, "<", ("+", 1, ("^", "t", 2))), ["w"])
    return c


def test_what_fails_for_each_coordinate_is_refuted_where_there_is_one():
    assert refuted(1).refused() == ""
    assert "in R^0" in refuted(0).refused()


def test_what_is_assumed_of_what_there_is_says_nothing_of_numbers_in_the_space_without_coordinates():
    """In R^0 "t <= x for each i" allows every t; x := 0 must not make it t <= 0."""
    for least in (0, 1):
        c = Certificate(least, x="vector", t="number")
        c.assume("t", "<=", "x")
        c.json |= {"verdict": "REFUTED", "exists": [1]}
        c.conclude(1, "<=", "t")
        point = {"rule": "point", "dimension": least, "sample": 1, "values": [["0"] * least, None]}
        c.json["proof"] = {
            "rule": "constants",
            "counter": [[0, c(0)]],
            "declared": [[]],
            "first": [],
            "point": point,
            "steps": [],
        }
        c.show(("t", "<", 1), ["=", c(("+", 1, minus(0, "t"))), ["of", ["w"], from_fact(c, 0, "t", 0)], []])
        assert c.refused() == ("" if least else "of no coordinate nothing is known")


# --------------------------------------------------------------------------------------------- bound symbols, and constants


@pytest.mark.parametrize("number", [-1, True, 1.0, "1", None, 7])
@pytest.mark.parametrize("which", ["exists", "uniform"])
def test_a_bound_symbol_is_named_by_its_number(number, which):
    c = refuted(1)
    c.json[which] = [number]
    assert c.refused()


@pytest.mark.parametrize("number", [-2, 2, "0", 0.5])
def test_a_constant_is_put_for_a_symbol(number):
    c = refuted(1)
    c.json["proof"]["counter"][0][0] = number
    assert c.refused()


# ------------------------------------------------------------------------------------------------------ what is no quadratic form

NO_FORMS = {
    "a linear form": "t",
    "a number": 1,
    "a cube": ("^", "t", 3),
    "an exponential": ("exp", "t"),
    "an absolute value": ("abs", "t"),
    "t |t|": times("t", ("abs", "t")),
    "a square and a number": ("+", ("^", "t", 2), 1),
    "a square of the sign": ("^", ("sign", "t"), 2),
}


def of_form(form):
    c = Certificate(t="number")
    c.conclude(("det", form, "t"), "=", ("det", form, "t"))
    c.show((("det", form, "t"), "=", ("det", form, "t")), ["zero", []])
    return c


@pytest.mark.parametrize("form", NO_FORMS.values(), ids=NO_FORMS)
def test_only_a_quadratic_form_has_a_determinant(form):
    assert "not equal" in of_form(form).refused()
    assert of_form(("^", "t", 2)).refused() == ""


# ----------------------------------------------------------------------------------------------------------- what is printed


@pytest.mark.parametrize(("name", "fine"), [("i", False), ("n", False), ("d", False), ("max", False), ("m", True)])
def test_a_symbol_is_not_called_like_an_index_where_there_is_one(name, fine):
    c = Certificate(b="datum", **{name: "number"})
    c.assume("b", "<=", name)
    c.conclude(0, "<=", 0)
    c.show((0, "<=", 0), ["w"])
    assert c.refused() == ("" if fine else "two things have one name")


@pytest.mark.parametrize("second", ["f of a number", "f as a vector", "f of two"])
def test_a_function_is_one_function(second):
    other = {
        "f of a number": ("value", "f", "x"),
        "f as a vector": ("field", "f", "v"),
        "f of two": ("value", "f", "v", "v"),
    }
    c = Certificate(v="vector", x="number")
    c.assume(("value", "f", "v"), "<=", ("norm", other[second]) if second == "f as a vector" else other[second])
    c.conclude(0, "<=", 0)
    c.show((0, "<=", 0), ["w"])
    assert c.refused() == "two things have one name"


@pytest.mark.parametrize(
    ("name", "places", "why"),
    [
        ("f_1", ["v"], ""),
        ("f_2", ["v"], "there is no such argument, or it is a number"),
        ("f_100", ["v"], "there is no such argument, or it is a number"),
        ("f_1_1", ["v"], "a gradient is that of a number"),
        ("g_1", ["v"], ""),
    ],
)
def test_a_gradient_is_that_of_a_number_in_an_argument(name, places, why):
    c = Certificate(v="vector")
    c.assume(("value", "f", "v"), "<=", ("norm", ("field", name, *places)))
    c.conclude(0, "<=", 0)
    c.show((0, "<=", 0), ["w"])
    assert c.refused() == why


def test_a_gradient_in_the_hundredth_argument_is_one_too():
    c = Certificate(v="vector")
    places = ["v"] * 100
    c.assume(("value", "f", *places), "<=", ("norm", ("field", "f_100", *places)))
    c.conclude(0, "<=", 0)
    c.show((0, "<=", 0), ["w"])
    assert any("f_100 (gradient of f in argument 100)" in line for line in c.check().said)


def test_the_norm_of_a_number_is_printed_as_that_of_a_vector():
    c = Certificate(t="number", v="vector")
    c.conclude(("norm", "t"), "<=", ("+", ("norm", "t"), ("norm", "v")))
    c.show((("norm", "t"), "<=", ("+", ("norm", "t"), ("norm", "v"))), ["w"])
    assert c.check().said[-1] == "  ‖t·(1, …, 1)‖ ≤ (‖t·(1, …, 1)‖ + ‖v‖)"
