"""Terms as SymPy expressions and back; the paper's derivations by SymPy, confirmed by code that does not know SymPy."""

from fractions import Fraction

import pytest
import sympy as sp

from proofs.section_3_1.lemma2 import example
from proofs.section_3_2_2.bordered_hessian import a, alpha, b, h, k, l2_form, lagrange, r, second, x_prime
from proofs.setting import attack_l2, eps, loss, theta, x, y
from verify.judging.catalogue import discover
from verify.kernel.gram import is_zero
from verify.language.expansion import expand
from verify.language.forms import along, dot, norm
from verify.language.functions import Abs, LambertW, Max, Min, atan, cosh, erf, exp, log, sigmoid, sign, sin, softplus
from verify.language.operators import Determinant, Field, Jacobian, Mean, Peak, Product, Slope, Total, Value
from verify.language.symbols import Coordinate, Direction, Label, Sample, SampleLabel, Vector, d
from verify.language.term import Dummy, E, Integer, Number, Symbol, oo, pi, sqrt, symbols
from verify.prover.bridge import from_sympy, to_sympy
from verify.prover.derivations import derivative, roots

v, w, x_n, y_n = Vector("v"), Vector("w"), Sample("x_n"), SampleLabel("y_n")
c, n = symbols("c n")
positive, negative = Symbol("s", positive=True), Symbol("m", negative=True)
HEADS = [
    Number(Fraction(-3, 7)),
    pi * E + d,
    exp(c) + log(positive) + sin(c) * cosh(c) + atan(c) + erf(c) + LambertW(positive),
    Abs(c) + sign(c) + Max(c, n) - Min(c, 0),
    softplus(c) * sigmoid(n),
    sqrt(positive) + c**3 + c**-2 + 2**c,
    Total(v * w) + norm(v) + Peak(Abs(v)) + Product(v) + Mean(y_n * dot(x_n, v)),
    Slope(v) * w,
    Value("f", v, w) * Field("f_1", v, w) + Jacobian("g", 2, w, v, v + w),
    Determinant(c * dot(Direction("p"), Direction("p")) + Coordinate("q") ** 2, Coordinate("q"), Direction("p")),
    Label("y") * negative,
    Dummy("t") + Dummy("t") * Symbol("t") + Vector("t"),
]


@pytest.mark.parametrize("e", HEADS, ids=str)
def test_every_head_comes_back(e):
    assert expand(from_sympy(to_sympy(e))) is expand(e)


STATEMENTS = discover("proofs").statements


def same(e, f):
    """Are they equal by the kernel's own test?"""
    return expand(e) is expand(f) or is_zero(e - f)


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda s: s.name)
def test_the_sides_of_every_claim_come_back(statement):
    for e in (e for claim in statement.claims for e in claim.expressions):
        assert same(from_sympy(to_sympy(e)), e)


def test_sympy_knows_the_declared_signs_and_no_more():
    assert to_sympy(positive).is_positive and to_sympy(negative).is_negative and to_sympy(d).is_integer
    assert to_sympy(Label("y")).is_nonzero and to_sympy(c).is_nonnegative is None and to_sympy(c).is_real
    assert to_sympy(norm(v)).is_nonnegative and to_sympy(norm(v)).is_positive is None
    assert to_sympy(Total(-Abs(v))).is_nonnegative is None and to_sympy(Product(-Abs(v))).is_nonnegative is None


def test_symbols_of_one_name_stay_apart():
    assert to_sympy(Vector("t")) != to_sympy(Symbol("t")) != to_sympy(Dummy("t"))


@pytest.mark.parametrize(
    "e",
    [
        sp.Float(1),
        sp.I,
        sp.nan,
        sp.oo,
        sp.zoo,
        sp.Symbol("x", real=True),
        sp.Eq(to_sympy(c), 1),
        to_sympy(c) < 1,
        sp.true,
        sp.gamma(to_sympy(c)),
        sp.LambertW(to_sympy(c), -1),
        sp.Piecewise((1, to_sympy(c) < 1), (2, True)),
        sp.Integral(to_sympy(c), to_sympy(c)),
        sp.sign(to_sympy(c)).diff(to_sympy(c)),
        0.5,
        "c",
        None,
    ],
    ids=str,
)
def test_what_the_language_does_not_have_is_refused(e):
    with pytest.raises(TypeError, match="is no term of the language"):
        from_sympy(e)


def test_infinity_is_no_real_number():
    with pytest.raises(TypeError, match="no real number"):
        to_sympy(oo)


DERIVATIVES = {
    "the jacobian of x', (26)": (example(theta), ((theta, h),)),
    "the loss": (loss(theta, x, y), ((theta, h), (x, w))),
    "the adversarial loss": (softplus(-y * dot(theta, x) + eps * norm(theta)), ((theta, h),)),
    "an L1 norm": (norm(v, 1), ((v, w),)),
    "an L3 norm": (norm(v, 3), ((v, w),)),
    "an average": (Mean(softplus(-y_n * dot(x_n, v))), ((v, w),)),
    "an unknown loss": (Value("ell", x + v, theta), ((theta, h), (v, w))),
    "an unknown map": (dot(Field("g", v, theta), v), ((theta, h), (v, w))),
    "the multiplier": (lagrange(norm(r)), ((x_prime, h), (alpha, a))),
    "functions": (exp(c) * log(c) + c**n + atan(c) * erf(c) + LambertW(c) + sigmoid(c), ((c, n),)),
}


@pytest.mark.parametrize("name", DERIVATIVES)
def test_sympy_and_the_rules_of_the_language_derive_the_same(name):
    f, pairs = DERIVATIVES[name]
    assert is_zero(derivative(f, *pairs) - along(f, *pairs))


def test_equation_26_is_derived_by_sympy():
    printed = -y * eps / norm(theta) * (h - theta * dot(theta, h) / norm(theta) ** 2)
    assert is_zero(derivative(example(theta), (theta, h)) - printed)
    assert not is_zero(derivative(example(theta), (theta, h)) + printed)


@pytest.mark.parametrize(("border", "power", "right"), [(-1, 3, True), (-1, 1, False), (1, 3, False)])
def test_equation_41_is_derived_by_sympy(border, power, right):
    form = derivative(derivative(lagrange(norm(r)), (x_prime, h), (alpha, a)), (x_prime, k), (alpha, b))
    assert is_zero(form - second(norm(r)))
    assert is_zero(form - l2_form(border, power)) is right


def test_the_attack_of_equation_4_is_derived_by_sympy():
    """Where ℓ(x + delta) is stationary on ‖delta‖ = eps its gradient is a multiple of delta: delta = -y c theta, c > 0."""
    delta, length = Vector("delta"), Symbol("c", positive=True)
    risen = -y * sigmoid(-y * dot(theta, x + delta)) * theta
    assert is_zero(derivative(loss(theta, x + delta, y), (delta, h)) - dot(risen, h))
    (found,) = roots(expand(norm(length * theta) - eps), length)
    assert is_zero(-y * found * theta - attack_l2(theta, y))


@pytest.mark.parametrize(
    ("f", "why"),
    [
        (Peak(Abs(v)), "ties"),
        (Product(v), "logarithm"),
        (Total(sign(v)), "no term of the language"),
        (Max(dot(v, v), 1), "no term of the language"),
        (Total(Slope(v)), "signs out"),
        (Field("g", dot(v, v)), "in a number"),
        (Value("f", norm(v)), "in a number"),
        (Jacobian("g", 1, w, v), "second derivative"),
    ],
)
def test_what_has_no_derivative_is_refused(f, why):
    with pytest.raises(TypeError, match=why):
        derivative(f, (v, h))


def test_roots_are_those_that_the_sign_allows():
    assert [expand(z) for z in roots(positive**2 - c**2 * norm(v) ** 2, positive)]
    assert roots(positive + 1, positive) == []
    assert roots(c * 2 - n, c) == [expand(n / 2)]
    assert Integer(1) in roots(c**2 - 1, c)
