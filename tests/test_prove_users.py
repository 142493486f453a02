"""The kinds of questions that users bring, each with false twins, which are not proved."""

import json
import time
from fractions import Fraction
from pathlib import Path

import pytest

from verify.checkers.inequality.check import leaf, proves
from verify.checkers.inequality.goal import goals
from verify.checkers.inequality.problem import Problem, read
from verify.checkers.inequality.reader import Unreadable, relations
from verify.checkers.inequality.roots import Root, shown
from verify.checkers.stored.inequality import recheck
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.solve import solve


def verdict(claim, *where, seconds=20.0):
    answer = solve(read(claim, where), Budget(deadline=time.monotonic() + seconds, squares=1))
    assert answer.certificate is None or recheck(answer.certificate)[0]
    return answer.verdict


@pytest.mark.parametrize(
    ("claim", "where", "expected"),
    [
        ("(x+y)**2 - (x-y)**2 >= 4*x*y", [], "PROVED"),
        ("(x+y)**2 - (x-y)**2 > 4*x*y", [], "REFUTED"),
        ("x <= 1e300", [], "REFUTED"),
        ("x <= 1e300", ["x <= 1e299"], "PROVED"),
        ("x >= 1e-100", ["x > 0"], "REFUTED"),
        ("x*y >= 1e-50", ["x > 0", "y > 0"], "REFUTED"),
        ("max(softplus(2), x) >= 0", [], "PROVED"),
        ("max(softplus(2), x) >= 3", [], "REFUTED"),
        ("1/(a + d**2) > 0", ["a > 0"], "PROVED"),
        ("1/(a + d**2) > 1", ["a > 0"], "REFUTED"),
    ],
)
def test_what_is_trivial_is_decided(claim, where, expected):
    assert verdict(claim, *where) == expected


@pytest.mark.parametrize(
    ("claim", "where", "expected"),
    [
        ("0**x = 0", ["x > 0"], "PROVED"),
        ("0**x = 0", ["x >= 0"], "REFUTED"),  # 0**0 is 1
        ("0**(x - y) <= x", ["x > y", "y > 0"], "PROVED"),
        ("0**(x - y) <= x", ["0 <= x <= 1/2"], "REFUTED"),
    ],
)
def test_a_power_of_zero_is_zero_where_its_exponent_is_positive(claim, where, expected):
    assert verdict(claim, *where) == expected


@pytest.mark.parametrize(
    ("claim", "where", "expected"),
    [
        ("x**4 - 10*x**2 + 1 != 0", [], "REFUTED"),
        ("x**4 - 10*x**2 + 26 != 0", [], "PROVED"),
        ("x**3 != 2", [], "REFUTED"),
        ("exp(x) != 3*x", [], "REFUTED"),
        ("exp(x) != 2*x", [], "PROVED"),
        ("x != cos(x)", ["x > 0"], "REFUTED"),
        ("x != exp(-x)", ["x != 0"], "REFUTED"),
        ("x > 1", ["x**3 = 2"], "PROVED"),
        ("x > 13/10", ["x**3 = 2"], "REFUTED"),
        ("y > 3/2", ["y = x**2", "x**3 = 2"], "PROVED"),
        ("a**2 > 8", ["a > 0", "a**3 = 6*(a+1)"], "PROVED"),
        ("a**2 > 9", ["a > 0", "a**3 = 6*(a+1)"], "REFUTED"),
        ("x >= 4", ["tan(x) = x", "x > 0.1"], "PROVED"),
        ("x >= 5", ["tan(x) = x", "x > 0.1"], "REFUTED"),
        ("x > 1", ["x > 0", "x**2 = tan(x)"], "PROVED"),
        ("x > 1/2", ["x = cos(x)"], "PROVED"),
        ("x < 1/2", ["x = cos(x)"], "REFUTED"),
    ],
)
def test_what_is_true_or_false_at_a_root_is_decided_there(claim, where, expected):
    assert verdict(claim, *where) == expected


ROOT = {"root of": 0, "between": ["1", "3/2"]}


def at_a_root(claim, where, verdict="REFUTED", **point):
    return recheck(read(claim, where).as_json() | {"verdict": verdict, "point": point, "proofs": []})[0]


@pytest.mark.parametrize(
    ("claim", "where", "point"),
    [
        ("x**3 != 4", [], {"x": ROOT}),  # no change of sign there
        ("(x**3 - 2)**2 != 0", [], {"x": ROOT}),  # none at all
        ("x**3 <= 2", [], {"x": ROOT}),  # a root is no point at which this fails
        ("x**3 != 2", [], {"x": ROOT | {"root of": 1}}),
        ("x**3 != 2", [], {"x": ROOT | {"root of": -1}}),
        ("x**3 != 2", [], {"x": ROOT | {"root of": True}}),
        ("x**3 != 2", [], {"x": ROOT | {"between": ["3/2", "1"]}}),
        ("x**3 != 2", [], {"x": ROOT | {"between": ["1", "x"]}}),
        ("x**3 != 2", [], {"x": ROOT | {"between": ["1"]}}),
        ("x**3 != 2", [], {"x": {}}),
        ("x**3 + y != 2", [], {"x": ROOT, "y": ROOT}),
        ("x**3 + y != 2", [], {"x": ROOT, "y": "z"}),
        ("x**3 + y != 2", [], {"x": ROOT, "y": "1/(4*x - 5)"}),  # a pole
        ("tan(x) != 0", [], {"x": {"root of": 0, "between": ["1", "2"]}}),  # a pole
        ("1/(4*x - 5) != 0", [], {"x": ROOT}),
        ("sign(x - 5/4) != 0", ["x != 5/4"], {"x": ROOT | {"root of": 1}}),  # a jump
        ("x**3 != 2", ["x > 5/4"], {"x": ROOT | {"root of": 1}}),  # a condition that is not shown
        ("x > 6/5", ["x**3 = 2"], {"x": ROOT}),  # nor is the claim shown to fail
        ("x > 4/3", ["x**3 = 2"], {"x": ROOT}),
        ("x > 4/3", ["x**3 = 2", "x**2 = 3/2"], {"x": {"root of": 0, "between": ["5/4", "127/100"]}}),
    ],
)
def test_a_root_that_is_not_there_or_shows_nothing_is_refused(claim, where, point):
    assert not at_a_root(claim, where, **point)


def test_a_root_with_formulas_in_it_is_a_point():
    assert at_a_root("x**3 != 2", [], x=ROOT)
    assert at_a_root("x > 2", ["x**3 = 2", "y = x**2"], x=ROOT, y="x**2")
    assert not at_a_root("x > 2", ["x**3 = 2", "y = x**2"], x=ROOT, y="x**2 + 1")


@pytest.mark.parametrize(
    ("claim", "where", "expected"),
    [
        ("atan(1/2) + atan(1/3) = pi/4", [], "PROVED"),
        ("4*atan(1/5) - atan(1/239) = pi/4", [], "PROVED"),  # Machin
        ("4*atan(1/5) - atan(1/238) = pi/4", [], "REFUTED"),
        ("atan(1) + atan(2) + atan(3) = pi", [], "PROVED"),
        ("atan(1) + atan(2) + atan(3) = 0", [], "REFUTED"),
        ("atan(1) + atan(2) + atan(3) = 2*pi", [], "REFUTED"),
        ("8*atan(sqrt(2) - 1) = pi", [], "PROVED"),
        ("asin(3/5) + asin(4/5) = pi/2", [], "PROVED"),
        ("acos(2*sqrt(5)/5) - acos(-3*sqrt(10)/10) + 3*pi/4 = 0", [], "PROVED"),
        ("acos(2*sqrt(5)/5) + acos(-3*sqrt(10)/10) + 3*pi/4 = 0", [], "REFUTED"),
        ("atan(1/2) + atan(1/3) < pi/4", [], "REFUTED"),
        ("tan(x)*cos(x) = sin(x)", ["-1 <= x <= 1"], "PROVED"),
        ("tan(x)*cos(x) = sin(x)", [], "UNDECIDED"),  # no rational number shows that it has no value at pi/2
        ("1 + tan(x)**2 = 1/cos(x)**2", ["-1 <= x <= 1"], "PROVED"),
        ("1 + tan(x)**2 = 1/cos(x)", ["-1 <= x <= 1"], "REFUTED"),
        ("sin(2*x) = 2*tan(x)/(1 + tan(x)**2)", ["-1 <= x <= 1"], "PROVED"),
    ],
)
def test_exact_constants_and_tangents(claim, where, expected):
    found = verdict(claim, *where)
    assert found == expected or (expected, found) == ("UNDECIDED", "UNDEFINED")


@pytest.mark.parametrize(
    ("claim", "where", "expected"),
    [
        ("erf(x) + erfc(x) = 1", [], "PROVED"),
        ("erf(x) + erfc(x) = 2", [], "REFUTED"),
        ("erf(x) - erf(y) = erfc(y) - erfc(x)", [], "PROVED"),
        ("gelu(x) >= -1/5", ["-3 <= x <= 3"], "PROVED"),
        ("gelu(x) >= -1/6", ["-3 <= x <= 3"], "REFUTED"),
        ("asin(x) + acos(x) = pi/2", ["-1 <= x <= 1"], "PROVED"),
        ("asin(x) + acos(x) = pi/2", [], "UNDEFINED"),
        ("asin(1) = pi/2", [], "PROVED"),
        ("acos(-1) = pi", [], "PROVED"),
        ("asin(2) = 2", [], "UNDEFINED"),
        ("ln(1 + x) <= x", ["x > -1"], "PROVED"),
        ("log2(8) = 3", [], "PROVED"),
        ("log10(x) < log2(x)", ["x > 1"], "PROVED"),
        ("log10(x) < log2(x)", ["x > 0"], "REFUTED"),
        ("cbrt(x)**3 = x", [], "PROVED"),
        ("cbrt(-8) = -2", [], "PROVED"),
        ("relu(x) >= x", [], "PROVED"),
        ("relu(x) <= x", [], "REFUTED"),
        ("sec(x)*cos(x) = 1", ["-1 <= x <= 1"], "PROVED"),
        ("cot(1)*tan(1) = 1", [], "PROVED"),
        ("cot(0) = 1", [], "UNDEFINED"),
        ("acosh(1) = 0", [], "PROVED"),
        ("acosh(-2) = 0", [], "UNDEFINED"),
        ("atanh(1) = 0", [], "UNDEFINED"),
        ("arctan(1) = π/4", [], "PROVED"),
    ],
)
def test_functions_by_the_names_that_users_give_them(claim, where, expected):
    assert verdict(claim, *where) == expected


@pytest.mark.parametrize("name", ["e", "E", "Pi", "PI", "tau", "τ", "inf", "Infinity", "oo", "I", "nan"])
def test_a_constant_is_no_variable(name):
    with pytest.raises(Unreadable, match=name):
        read(f"{name}*x >= 0", [])
    assert read("π > 3", []).names == ()


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("abs(max(a, b, c) - max(x, y, z)) <= max(abs(a-x), abs(b-y), abs(c-z))", "PROVED"),
        ("abs(max(a, b, c) - max(x, y, z)) <= max(abs(a-x), abs(b-y), abs(c-y))", "REFUTED"),
        ("abs(min(a, b, c) - min(x, y, z)) <= max(abs(a-x), abs(b-y), abs(c-z))", "PROVED"),
        ("abs(abs(a) - abs(b)) + abs(abs(b) - abs(c)) <= abs(a - b) + abs(b - c)", "PROVED"),
        ("abs(abs(a) - abs(b)) + abs(abs(b) - abs(c)) <= abs(a - c)", "REFUTED"),
    ],
)
def test_the_largest_and_smallest_of_several(claim, expected):
    assert verdict(claim) == expected


@pytest.mark.parametrize(
    ("claim", "where", "expected"),
    [
        ("n**x < n**y", ["n > 1", "x < y"], "PROVED"),
        ("n**x < n**y", ["n > 0", "x < y"], "REFUTED"),
        ("2**n >= x", ["x > 0", "n*log(2) >= log(x)"], "PROVED"),
        ("2**n > x", ["x > 0", "n*log(2) >= log(x)"], "REFUTED"),
        ("3**n <= x", ["x > 0", "n*log(2) >= log(x)"], "REFUTED"),
        ("4*1.2**x - 4.9**x - 7.8**x + 8.4**x + 8.3**x - 4 >= 0", ["x >= 0"], "PROVED"),
        ("4*1.2**x - 4.9**x - 7.8**x + 8.4**x + 8.3**x - 4 > 0", ["x > 0"], "PROVED"),
        ("4*1.2**x - 4.9**x - 7.8**x + 8.4**x + 8.3**x - 4 > 0", ["x >= 0"], "REFUTED"),
        ("4*1.2**x - 4.9**x - 8.8**x + 8.4**x + 8.3**x - 4 >= 0", ["x >= 0"], "REFUTED"),
        ("x**p*y**(1-p) <= p*x + (1-p)*y", ["x > 0", "y > 0", "0 < p < 1"], "PROVED"),
        ("x**p*y**(1-p) <= p*x + (1-p)*y", ["x > 0", "y > 0", "0 < p < 2"], "REFUTED"),
        ("a**b*b**c*c**a <= ((a+b+c)/3)**(a+b+c)", ["a > 0", "b > 0", "c > 0"], "PROVED"),
        ("a**b*b**c*c**a <= ((a+b+c)/4)**(a+b+c)", ["a > 0", "b > 0", "c > 0"], "REFUTED"),
    ],
)
def test_a_symbol_in_the_exponent(claim, where, expected):
    assert verdict(claim, *where) == expected


def test_what_an_equation_excludes_is_shown_without_it():
    *_, goal = goals(read("x > 1/2", ["x = cos(x)"]))
    *_, false = goals(read("x > 3/4", ["x = cos(x)"]))
    for k in range(3):
        for sense in "+-":
            unequal = {"rule": "unequal", "with": sense, "parts": [leaf("balls", {"cuts": "n", "points": []})]}
            assert not proves(false, {"rule": "contrapose", "with": k, "parts": [unequal]})
    assert not proves(goal, {"rule": "contrapose", "with": 5, "parts": [leaf("at once")]})
    assert not proves(goal, {"rule": "contrapose", "with": 0, "parts": [leaf("at once")]})


POSITIVE = ("a > 0", "b > 0", "c > 0")
OLYMPIAD = "a/sqrt(a**2 + {k}*b*c) + b/sqrt(b**2 + {k}*a*c) + c/sqrt(c**2 + {k}*a*b)"


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (f"{OLYMPIAD.format(k=8)} >= 1", "PROVED"),
        (f"{OLYMPIAD.format(k=9)} >= 1", "REFUTED"),
        (f"{OLYMPIAD.format(k=8)} > 1", "REFUTED"),
        ("a**(2/3) + b**(2/3) + c**(2/3) <= (3*(a+b+c)**2)**(1/3)", "PROVED"),
        ("a**(2/3) + b**(2/3) + c**(2/3) <= (2*(a+b+c)**2)**(1/3)", "REFUTED"),
        ("a*log(a) + b*log(b) >= (a+b)*log((a+b)/2)", "PROVED"),
        ("a*log(a) + b*log(b) >= (a+b)*log(a+b)", "REFUTED"),
    ],
)
def test_values_of_a_convex_function_are_put_together(claim, expected):
    assert verdict(claim, *POSITIVE) == expected


PUBLIC = json.loads((Path(__file__).parent / "data" / "public_cases.json").read_text(encoding="utf-8"))
OPEN = {"exp(x) > x**a", "entropy, two variables", "auto_LiRPA#64, cs249r_book#1156 GELU"}


@pytest.mark.parametrize("case", PUBLIC, ids=lambda case: case["formula"][:40])
def test_what_users_asked_elsewhere_is_decided(case):
    expected = "PROVED" if case["truth"] == "true" else "REFUTED"
    is_open = OPEN & {case["formula"], case["kind"], case["source"]}
    found = verdict(case["formula"], *case["where"], seconds=1.0 if is_open else 60.0)
    assert found == expected or (is_open and found == "UNDECIDED")


def test_a_root_shows_an_equation_of_its_own_only_to_hold_and_an_inequation_only_to_fail():
    """Also where one relation object stands among the conditions and in the conclusion."""
    for op, holds in (("=", True), ("!=", False)):
        (r,) = relations(f"x**3 {op} 2")
        problem = Problem((r,), (r,))
        for place in (0, 1):
            root = Root("x", place, Fraction(1), Fraction(2), {})
            found = shown(problem, root)
            assert found == ("holds" if holds and place == 0 else None), (op, place)


@pytest.mark.parametrize(
    ("claim", "where"),
    [
        ("-1 < erf(x) < 1", []),
        ("erfc(x) <= exp(-x**2)", ["x >= 0"]),
        ("gelu(x) >= -0.17", []),
        ("x**2*erfc(x) <= 0.2", ["x >= 0"]),
        ("1/2*(1 + erf(x/sqrt(2))) - sigmoid(1.702*x) <= 0.0096", []),
    ],
)
def test_the_error_function_is_bounded_on_the_whole_line(claim, where):
    assert solve(read(claim, where), Budget(smt_seconds=0)).verdict == "PROVED"


@pytest.mark.parametrize(
    ("claim", "where"), [("erfc(x) <= exp(-x**2)/2", ["x >= 0"]), ("gelu(x) >= -0.1699", []), ("erf(x) < 999/1000", [])]
)
def test_a_bound_of_the_error_function_that_is_too_small_is_refuted(claim, where):
    assert solve(read(claim, where), Budget(smt_seconds=0)).verdict == "REFUTED"
