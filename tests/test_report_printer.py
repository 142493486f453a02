"""LaTeX of the expressions of the claim language, as exact strings."""

import pytest

from verify import Abs, E, Integer, LambertW, Rational, Symbol, oo, pi, sign, sin, symbols
from verify.language.forms import dot, norm, unit
from verify.language.functions import Function, sigmoid, softplus
from verify.language.operators import Field, Jacobian, Mean, Norm, Peak, Product, Slope, Total, Value
from verify.language.relation import eq, le, lt, ne
from verify.language.symbols import Datum, Label, Sample, SampleLabel, Vector, d
from verify.report.formulas.printer import Unprintable
from verify.report.formulas.relations import expression, latex_relation

t1, t2, x, delta, v = map(Vector, ("theta_1", "theta_2", "x", "delta", "v"))
x_n, y_n, s_n, y = Sample("x_n"), SampleLabel("y_n"), Datum("s_n"), Label()
eps, m = Symbol("varepsilon", nonnegative=True), Symbol("theta_min", positive=True)
a, b = symbols("a b")
p, q = symbols("p q", positive=True)
gain = Symbol("gain")
LOSS, GRADIENT, ATTACK = map(Symbol, ("ell", "ell_2", "x'"))
NOTATION = {"ell_2": r"\nabla_{\boldsymbol{\theta}}\ell"}


@pytest.mark.parametrize(
    ("e", "latex"),
    [
        (t1, r"\boldsymbol{\theta}_{1}"),
        (x_n, r"\boldsymbol{x}_{n}"),
        (Sample("x"), r"\boldsymbol{x}_{n}"),
        (y_n, "y_{n}"),
        (s_n, "s_{n}"),
        (y, "y"),
        (m, r"\theta_{\min}"),
        (Symbol("C_theta_x"), r"C_{\theta x}"),
        (d, "d"),
        (Norm(v), r"\lVert \boldsymbol{v}\rVert"),
        (norm(v, 1), r"\lVert \boldsymbol{v}\rVert_{1}"),
        (norm(v, p), r"\lVert \boldsymbol{v}\rVert_{p}"),
        (norm(v, q) ** (q - 1), r"\lVert \boldsymbol{v}\rVert_{q}^{q - 1}"),
        (norm(v, oo), r"\lVert \boldsymbol{v}\rVert_{\infty}"),
        (Total(v**2), r"\lVert \boldsymbol{v}\rVert^{2}"),
        (dot(t1, x), r"\boldsymbol{\theta}_{1}^{\top} \boldsymbol{x}"),
        (
            dot(t1 - t2, x),
            r"(\boldsymbol{\theta}_{1} - \boldsymbol{\theta}_{2})^{\top} \boldsymbol{x}",
        ),
        (dot(t1, x) ** 2, r"(\boldsymbol{\theta}_{1}^{\top} \boldsymbol{x})^{2}"),
        (
            dot(t1, Jacobian(GRADIENT, 2, v, x, t2)),
            r"\boldsymbol{\theta}_{1}^{\top} \nabla_{2}\nabla_{2}\ell(\boldsymbol{x}, \boldsymbol{\theta}_{2})\, \boldsymbol{v}",
        ),
        (
            Jacobian(ATTACK, 1, t1 - v, t2),
            r"D\boldsymbol{x}'(\boldsymbol{\theta}_{2})\, (\boldsymbol{\theta}_{1} - \boldsymbol{v})",
        ),
        (Product(-t1), r"\prod_{i} (-\theta_{1,i})"),
        (Total(Abs(t1) * Abs(v)), r"\sum_{i} \lvert \theta_{1,i}\rvert \lvert v_{i}\rvert"),
        (Peak(v), r"\max_{i} v_{i}"),
        (Mean(norm(x_n)), r"\frac{1}{N}\sum_{n} \lVert \boldsymbol{x}_{n}\rVert"),
        (
            Mean(sigmoid(s_n * Mean(s_n))),
            r"\frac{1}{N}\sum_{n} \sigma\left( s_{n} \frac{1}{N}\sum_{n'} s_{n'}\right)",
        ),
        (Value(LOSS, x, t1), r"\ell(\boldsymbol{x}, \boldsymbol{\theta}_{1})"),
        (
            Field(GRADIENT, Field(ATTACK, t1), t2),
            r"\nabla_{2}\ell(\boldsymbol{x}'(\boldsymbol{\theta}_{1}), \boldsymbol{\theta}_{2})",
        ),
        (softplus(-y * dot(t1, x)), r"\log(1 + e^{-y \boldsymbol{\theta}_{1}^{\top} \boldsymbol{x}})"),
        (sigmoid(a) * (1 - sigmoid(a)), r"\sigma(a) (1 - \sigma(a))"),
        (sign(t1), r"\operatorname{sign}(\boldsymbol{\theta}_{1})"),
        (Slope(a), r"\lvert\cdot\rvert'(a)"),
        (
            eps / m * norm(t1 - t2),
            r"\frac{\varepsilon}{\theta_{\min}} \lVert \boldsymbol{\theta}_{1} - \boldsymbol{\theta}_{2}\rVert",
        ),
        (-t2 + t1, r"-\boldsymbol{\theta}_{2} + \boldsymbol{\theta}_{1}"),
        (t1 - (t2 - t1), r"\boldsymbol{\theta}_{1} - (\boldsymbol{\theta}_{2} - \boldsymbol{\theta}_{1})"),
        (b + a * 2 - a * (b * p), r"b + a \cdot 2 - a b p"),
        (a * -b - 2 * (3 * a), "a (-b) - 6 a"),
        (a / a, r"\frac{a}{a}"),
        (Mean(s_n) / 2, r"\frac{1}{2} \cdot \frac{1}{N}\sum_{n} s_{n}"),
        (2 * Mean(s_n), r"2 \cdot \frac{1}{N}\sum_{n} s_{n}"),
        (eps * Mean(s_n), r"\varepsilon \frac{1}{N}\sum_{n} s_{n}"),
        (4 * gain, r"4 \, \mathit{gain}"),
        (a * gain * b, r"a \, \mathit{gain} \, b"),
        (a / p / 2 * norm(v), r"\frac{a}{2 p} \lVert \boldsymbol{v}\rVert"),
        (norm(v, 1 + p) ** 2, r"\lVert \boldsymbol{v}\rVert_{1 + p}^{2}"),
        (Total(Abs(v) ** 3) ** Rational(1, 3), r"\lVert \boldsymbol{v}\rVert_{3}"),
        (p ** ((q - 1) / q), "p^{(q - 1)/q}"),
        (p ** Rational(-3, 2), r"\frac{1}{p^{3/2}}"),
        (dot(Mean(x_n), v) * a, r"\left( \frac{1}{N}\sum_{n} \boldsymbol{x}_{n}\right)^{\top} \boldsymbol{v} a"),
        (sin(pi) + LambertW(E), r"\operatorname{sin}(\pi) + W(e)"),
        (x + delta, r"\boldsymbol{x} + \boldsymbol{\delta}"),
        (-y * eps * unit(t1), r"-\frac{y \varepsilon}{\lVert \boldsymbol{\theta}_{1}\rVert} \boldsymbol{\theta}_{1}"),
    ],
)
def test_an_expression_prints_as_the_paper_writes_it(e, latex):
    assert expression(e) == latex


def test_half_a_difference_has_one_bar():
    k = (d - dot(sign(t1), sign(t2))) / 2
    signs = r"\operatorname{sign}(\boldsymbol{\theta}_{1})^{\top} \operatorname{sign}(\boldsymbol{\theta}_{2})"
    assert expression(k) == rf"\frac{{d - {signs}}}{{2}}"


def test_an_inner_product_beside_a_vector_stands_in_brackets():
    assert expression(dot(t1, x) * v) == r"(\boldsymbol{\theta}_{1}^{\top} \boldsymbol{x}) \boldsymbol{v}"


def test_a_name_table_says_how_functions_are_written():
    gradient = Field(GRADIENT, x, t1)
    assert (
        expression(gradient, NOTATION) == r"\nabla_{\boldsymbol{\theta}}\ell(\boldsymbol{x}, \boldsymbol{\theta}_{1})"
    )
    mixed = Jacobian(Symbol("ell_1"), 2, v, x, t1)
    assert expression(mixed, NOTATION).startswith(r"\nabla_{\boldsymbol{\theta}}\nabla_{1}\ell(")


def test_coordinates_carry_the_index():
    assert expression(t1 - x_n, place="i") == r"\theta_{1,i} - x_{n,i}"
    assert expression(Field(ATTACK, t1), place="i") == r"[\boldsymbol{x}'(\boldsymbol{\theta}_{1})]_{i}"


def test_an_inequality_for_every_coordinate_says_so():
    assert latex_relation(le(m, Abs(t1))) == r"\theta_{\min} \le \lvert \theta_{1,i}\rvert\quad \forall i"
    assert latex_relation(ne(x_n, 0)) == r"x_{n,i} \ne 0\quad \forall i, n"
    assert latex_relation(lt(0, norm(x_n))) == r"0 < \lVert \boldsymbol{x}_{n}\rVert\quad \forall n"


def test_an_equation_between_vectors_is_in_vectors():
    assert latex_relation(eq(x - a * v, 0)) == r"\boldsymbol{x} - a \boldsymbol{v} = \boldsymbol{0}"
    assert latex_relation(eq(Abs(v), a)) == r"\lvert v_{i}\rvert = a\quad \forall i"


class strange(Function):
    """A function without a rule."""


def test_what_has_no_rule_is_refused():
    with pytest.raises(Unprintable, match="the report has no LaTeX for strange"):
        expression(strange(a))


def test_a_number_in_place_of_a_vector_is_that_number_in_every_coordinate():
    assert expression(norm(2 * eps)) == r"\lVert 2 \varepsilon \boldsymbol{1}\rVert"
    assert expression(norm(Integer(0))) == r"\lVert \boldsymbol{0}\rVert"


def test_zero_in_place_of_a_vector_is_the_zero_vector():
    assert expression(dot(t1, x).xreplace({t1: Integer(0)})) == r"\boldsymbol{0}^{\top} \boldsymbol{x}"
    assert expression(norm(t1, 1).xreplace({t1: Integer(0)})) == r"\lVert \boldsymbol{0}\rVert_{1}"
