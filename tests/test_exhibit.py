"""A counterexample in exact numbers, with both sides; formulas as plain text."""

import json

import pytest

from verify import Abs, Rational, Symbol, pi, sqrt
from verify.judging import plain
from verify.judging.exhibit import exhibit
from verify.kernel.certify import certify
from verify.kernel.reasons import Reason, Said
from verify.language.claim import Claim
from verify.language.forms import dot, norm
from verify.language.functions import softplus
from verify.language.operators import Field, Mean, Peak, Value
from verify.language.proof import Schema
from verify.language.relation import eq, le, lt
from verify.language.symbols import Sample, SampleLabel, Vector, d

u, v, theta_1 = Vector("u"), Vector("v"), Vector("theta_1")
x_n, y_n = Sample("x_n"), SampleLabel("y_n")
eps, p = Symbol("varepsilon", nonnegative=True), Symbol("p", positive=True)
TWO_POINTS = {x_n: ((1, 0), (0, 2)), y_n: (1, -1), eps: 1}


def shown(conclusion, point, **more):
    claim = Claim(name="c", says="", conclusion=conclusion, **more)
    return exhibit(claim, certify(claim, point).counterexample)


@pytest.mark.parametrize(
    ("conclusion", "point", "left", "right"),
    [
        (le(norm(u - v), 2), {u: (1, 1), v: (-1, -1)}, "2*sqrt(2) ≈ 2.82843", "2"),
        (le(u, v), {u: (1, 0), v: (0, "1/2")}, "(1, 0)", "(0, 1/2)"),
        (le(norm(Mean(y_n * x_n)), eps), TWO_POINTS, "1/2*sqrt(5) ≈ 1.11803", "1"),
        (le(softplus(dot(u, v)), eps), {u: (1, 0), v: (1, 2), eps: 1}, "softplus(1) ≈ 1.31326", "1"),
        (le(d, eps), {d: 3, eps: 1}, "3", "1"),
        (le(Peak(Abs(u)), 1), {u: (-3, 2)}, "3", "1"),
        (le(norm(u) ** 1000, 1), {u: (10**8,)}, "≈ 1.00000e+8000", "1"),
        (
            le(10**17 * pi, 314159265358979323),
            {},
            "100000000000000000*pi ≈ 314159265358979323.846264",
            "314159265358979323",
        ),
        (
            lt(314159265358979323, 10**17 * pi - 1),
            {},
            "314159265358979323",
            "-1 + 100000000000000000*pi ≈ 314159265358979322.846264",
        ),
        (eq(sqrt(eps), u * 0 + 2), {eps: "1/3", u: (1,)}, "1/3*sqrt(3) ≈ 0.577350", "2"),
    ],
)
def test_both_sides_are_exact_with_decimals_where_they_are_not_rational(conclusion, point, left, right):
    point = {s: Rational(x) if isinstance(x, str) else x for s, x in point.items()}
    point = {s: tuple(map(Rational, x)) if s in (u, v) else x for s, x in point.items()}
    lines = shown(conclusion, point)
    assert [line.partition("= ")[2] for line in lines if line.startswith(("left", "right"))] == [left, right]


def test_the_point_its_dimension_and_the_excess_are_listed():
    assert shown(le(norm(u) ** 2 + p**2, 2), {u: (3,), p: 1}, beside=1) == [
        "p = 1",
        "u = (3)",
        "d = 2",
        "left  = 10",
        "right = 2",
        "claimed: left <= right",
        "fails by 8",
    ]


def test_a_side_without_a_value_says_so():
    lines = shown(le(dot(u, v) / norm(u), norm(v)), {u: (0, 0), v: (1, 2)})
    assert "left  = no value" in lines
    assert not [line for line in lines if line.startswith("fails by")]


def test_formulas_are_plain_text_with_greek_letters():
    ell, gradient = Value(Symbol("ell"), u, theta_1), Field(Symbol("ell_2"), u, theta_1)
    schema = Schema("(12)", (u, theta_1), le(norm(gradient), eps * norm(theta_1)), (le(norm(u), 1),))
    assert plain.formula(-eps * theta_1 / norm(theta_1)) == "-ε*θ_1/‖θ_1‖"
    assert plain.formula(Abs(ell) + dot(u, v)) == "|ℓ(u, θ_1)| + Σ(u*v)"
    assert plain.relation(schema) == "(12): ‖∇₂ℓ(u, θ_1)‖ <= ε*‖θ_1‖, for every u, θ_1, ‖u‖ <= 1"
    assert plain.name("C_theta_x") == "C_θ_x"


def test_a_reason_is_written_in_the_same_notation():
    fault = Said(Reason.NO_VALUE, {"where": Abs(eps), "condition": "x > 0"})
    assert plain.said(fault) == "|ε| may have no value: x > 0 is not shown"
    inner = Said(
        Reason.WITHOUT_DERIVATION, {"shown": Said(Reason.EXCLUDED, {"relation": le(norm(u), eps)}), "fault": fault}
    )
    assert plain.said(inner).startswith("the other assumptions exclude ‖u‖ <= ε; its derivation is faulty")
    assert plain.said(Said(Reason.CITED, {"theorems": ("a", "b")})).startswith("by a; b: found")
    assert plain.said(None) == ""


NUMBERS = """
from verify import Datum, Mean, Product, Symbol, Total, Value, eq
a, b, k = Symbol("a"), Symbol("b"), Symbol("k", integer=True)
square = Claim(name="square", says="?", conclusion=le(2 * a * b, a**2 + b**2))
false = Claim(name="false", says="?", conclusion=le(a, a**2), expected="REFUTED")
empty = Claim(name="empty", says="?", conclusion=le(a, a**2 + 1), assuming=(eq(a**3, a + 7),), expected="UNDECIDED")
unknown = Claim(name="unknown", says="?", conclusion=le(Value("f", a), Value("f", b)), expected="REFUTED")
vector = Claim(name="vector", says="?", conclusion=le(norm(u + v), norm(u) + norm(v)))
longer = Claim(name="longer", says="?", conclusion=le(norm(u), norm(u + v)), expected="REFUTED")
sums = Claim(name="sums", says="?", conclusion=le(0, Total(a**2)))
summed = Claim(name="summed", says="?", conclusion=le(Total(a), 0), expected="REFUTED")
product = Claim(name="product", says="?", conclusion=le(0, Product(a**2)))
data = Claim(name="data", says="?", conclusion=le(Mean(Datum("z")), 1), expected="REFUTED")
STATEMENT = Statement(name="n", title="T", section="1")
"""


def test_a_claim_on_plain_numbers_is_said_to_hold_for_all_numbers_and_to_fail_at_a_point(verify, paper, tmp_path):
    paper.add(n=NUMBERS)
    code, out, _ = verify("check")
    assert code == 0, out
    scopes = {line.split()[0]: line for line in out.splitlines() if line.startswith("n/")}
    for name, scope in {
        "square": "all numbers",
        "false": "one point",
        "unknown": "one point",
    }.items():
        assert f"  {scope}  " in scopes[f"n/{name}"] and "d = " not in scopes[f"n/{name}"], scopes[f"n/{name}"]
    reason = "no exact point that satisfies the assumptions is known: they may be contradictory"
    assert reason in verify("show", "n/empty")[1]
    for name, scope in {
        "vector": "every dimension",
        "sums": "every dimension",
        "product": "every dimension",
        "longer": "one point in d = 1",
        "summed": "one point in d = 1",
    }.items():
        assert f"  {scope}  " in scopes[f"n/{name}"], scopes[f"n/{name}"]
    assert "  one point  " in scopes["n/data"] and "d = 1" not in verify("show", "n/data")[1]
    code, out, _ = verify("check", "n/square", "n/false", "--json")
    told = [(r["scope"], r["evidence"][0]["scope"]) for r in json.loads(out)["results"]]
    assert (code, told[0][0], told[1][0]) == (0, "all numbers", "one point")
    assert "every dimension" not in out and "in d = 1" not in out
    for name, said in (("square", "all numbers"), ("false", "one point")):
        shown = verify("show", f"n/{name}")[1]
        assert said in shown and "dimension" not in shown and "d = 1" not in shown
    assert verify("replay", "n/false")[1].count(" at an exact point\n") == 1
    assert verify("report", "--out", str(tmp_path / "out"), "--format", "tex")[0] == 0
    told = (tmp_path / "out" / "report.tex").read_text(encoding="utf-8")
    assert "At \\mbox{$a = \\frac{1}{2}$}: every assumption holds" in told


def test_the_gradient_of_a_function_of_one_argument_has_no_number():
    from verify.language.operators import Jacobian
    from verify.report.formulas.relations import expression

    slope, mixed = Field("f_1", u), Field("ell_2", u, v)
    written = {
        norm(slope - Field("f_1", v)): (
            "‖∇f(u) - ∇f(v)‖",
            r"\lVert \nabla f(\boldsymbol{u}) - \nabla f(\boldsymbol{v})\rVert",
        ),
        mixed: ("∇₂ℓ(u, v)", r"\nabla_{2}\ell(\boldsymbol{u}, \boldsymbol{v})"),
        Field("F", u): ("F(u)", r"\boldsymbol{F}(\boldsymbol{u})"),
        Field("x_3", u): ("x_3(u)", r"\boldsymbol{x}_{3}(\boldsymbol{u})"),
        Jacobian("f_1", 1, v, u): ("D ∇f(u)[v]", r"\nabla\nabla f(\boldsymbol{u})\, \boldsymbol{v}"),
        Jacobian("ell_2", 1, v, u, v): (
            "D1 ∇₂ℓ(u, v)[v]",
            r"\nabla_{1}\nabla_{2}\ell(\boldsymbol{u}, \boldsymbol{v})\, \boldsymbol{v}",
        ),
    }
    assert {e: (plain.formula(e), expression(e, {})) for e in written} == written
