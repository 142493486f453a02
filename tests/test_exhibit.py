"""A counterexample in exact numbers, with both sides; formulas as plain text."""

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
    assert plain.relation(schema) == "(12): ‖ℓ_2(u, θ_1)‖ <= ε*‖θ_1‖, for every u, θ_1, ‖u‖ <= 1"
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
