"""The forms that a goal's terms get: each has the value of the term wherever that has one."""

import random

import pytest

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.atoms import (
    Atoms,
    cancelled,
    coefficients,
    factored,
    factors,
    fraction,
    linear,
    spread_angles,
)
from verify.checkers.inequality.constant import sign
from verify.checkers.inequality.evaluate import defined, enclosure
from verify.checkers.inequality.formula import in_exponentials
from verify.checkers.inequality.goal import goals
from verify.checkers.inequality.plain import plain
from verify.checkers.inequality.problem import read
from verify.checkers.inequality.reader import formula
from verify.checkers.inequality.rules.exponential import spread_logs
from verify.checkers.inequality.rules.polynomial import univariate
from verify.language.expansion import expand
from verify.language.term import Symbol

FORMS = (plain, expand, cancelled, factored, spread_angles, spread_logs, in_exponentials, lambda e: Atoms([e])(e))
NUMBERS = ("0", "1", "-1", "2", "-3", "1/2", "-2/3", "sqrt(2)", "-sqrt(2)", "pi", "log(2)")
SHAPES = (
    "{} + {}",
    "({}) - ({})",
    "({})*({})",
    "({})/({})",
    "({})**2",
    "({})**(-3)",
    "sqrt({})",
    "({})**(3/2)",
    "({})**(1/3)",
    "exp({})",
    "log({})",
    "abs({})",
    "sin({})",
    "cos({})",
    "tan({})",
    "atan({})",
    "tanh({})",
    "max({}, {})",
    "sign({})",
    "sqrt(({0})**2*({1}))",
)


def written(rng, depth):
    if not depth or rng.random() < 0.1:
        return rng.choice(("x", "y", "x", "y", "2", "1/3", "pi", "sqrt(2)"))
    return rng.choice(SHAPES).format(written(rng, depth - 1), written(rng, depth - 1))


@pytest.mark.parametrize("seed", range(4))
def test_a_form_has_the_value_of_the_formula_wherever_that_has_one(seed):
    rng, compared = random.Random(seed), 0
    for _ in range(60):
        declared = [rng.choice(({}, {}, {"positive": True}, {"nonnegative": True})) for _ in "xy"]
        symbols = [Symbol(n, **d) for n, d in zip("xy", declared, strict=True)]
        e = formula(written(rng, 4)).xreplace(dict(zip(map(Symbol, "xy"), symbols, strict=True)))
        forms = [(form, form(e)) for form in FORMS] if not unwritten(e) else []
        for _ in range(5):
            point = {
                s: formula(rng.choice([n for n in NUMBERS if allowed(n, d)]))
                for s, d in zip(symbols, declared, strict=True)
            }
            if defined(e.xreplace(point), {}) is not True:
                continue
            value = enclosure(e.xreplace(point), 200)
            for form, found in forms:
                here = found.xreplace(point)
                assert defined(here, {}) is not False, f"{form} of {e} is {found}, without a value at {point}"
                assert (
                    not value.is_finite()
                    or not (enclosure(here, 200) - value).is_finite()
                    or enclosure(here, 200).overlaps(value)
                )
                compared += 1
    assert compared > 300


@pytest.mark.parametrize("seed", range(2))
def test_a_form_is_read_back_from_its_text_as_it_is(seed):
    rng = random.Random(seed)
    for _ in range(100):
        e = formula(written(rng, 3))
        for form in (plain, expand, factored) if not unwritten(e) else ():
            assert formula(str(form(e))) is form(e)


def unwritten(e):
    """Has it a denominator that is 0 everywhere?"""
    try:
        return fraction(e) is None
    except ZeroDivisionError:
        return True


def allowed(number, declared):
    return not declared or sign(formula(number)) in ((1,) if "positive" in declared else (0, 1))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("exp(-(x - 1)**2)*exp(x)", "exp(x - (-1 + x)**2)"),
        ("(x - 1)*(x - 1)*y", "y*(-1 + x)**2"),
        ("2*(x + 1)", "2 + 2*x"),
        ("x/x + (x + 1)/(x + 1)", "2"),
        ("sqrt(x**2*y)", "sqrt(x**2*y)"),
        ("sqrt((x**2 + 1)*y)", "sqrt(y)*sqrt(1 + x**2)"),
        ("sin(5*pi/6) + cos(-pi/4)**2 + tan(pi/3)**2", "4"),
        ("atan(-sqrt(3))", "-1/3*pi"),
    ],
)
def test_what_is_alike_is_collected_and_brackets_stay(text, form):
    assert str(plain(formula(text))) == form


def test_a_part_is_a_power_of_what_it_shares_with_others():
    x, y = Symbol("x"), Symbol("y")
    assert [str(b) for b, _ in factors(formula("exp(2*x) - exp(x)")).powers] == ["-1 + exp(x)", "exp(x)"]
    assert factors(formula("exp(x/2) - 3*exp(x)")).constant == -1
    assert fraction(formula("(x**2 - y**2)/(2*x - 2*y)")) == (expand((x + y) / 2), 1)
    assert str(factors(formula("sqrt(2)*x - sqrt(2)")).constant) == "sqrt(2)"
    assert coefficients(formula("(x + y)**2 + exp(y)"), x) == [expand(formula("y**2 + exp(y)")), 2 * y, 1]
    assert coefficients(formula("x*exp(x)"), x) is None
    assert linear(formula("3*(1 - x/2) + y"), x) == (-3 / 2, expand(3 + y))
    assert linear(formula("y*x"), x) is None


@pytest.mark.parametrize(
    ("claim", "where", "true"),
    [
        ("x**4 - 2*x**2 + 2 > 0", [], True),
        ("(x - 1)**2 > 0", [], False),
        ("(x**2 - 2)**2*(x**2 - 3)**2 >= 0", [], True),
        ("x**3 - 2 > 0", ["x > 126/100"], True),
        ("x**3 - 2 > 0", ["x > 125/100"], False),
        ("x**5 - 5*x + 3 != 0", ["x > 7/10", "x < 1"], True),
        ("x**5 - 5*x + 3 != 0", ["x > 6/10", "x < 1"], False),
        ("1/x > 0", ["x**3 > 0"], True),
        ("x >= 1414213/1000000", ["x**2 >= 2", "x**3 >= 0"], True),
        ("x**40 + 1 > x", [], True),
    ],
)
def test_a_polynomial_is_decided_between_the_roots(claim, where, true):
    goal = goals(read(claim, where))[-1]
    if true:
        assert univariate(goal, None) == ()
    else:
        with pytest.raises(Refused):
            univariate(goal, None)


ANGLES = (
    "sin(3*x - 2*y)",
    "cos(-2*x + y + pi/3)",
    "sin(12*x)",
    "cos(x/2 - 3*y/2)",
    "sin(5*x + 13*y)",
    "cos(7*x - 7*y)",
)


@pytest.mark.parametrize("text", ANGLES)
def test_an_angle_spelled_out_has_the_same_value(text):
    point = {"x": formula("3/7"), "y": formula("-5/3")}
    gap = (spread_angles(formula(text)) - formula(text)).xreplace({Symbol(n): v for n, v in point.items()})
    assert enclosure(gap, 128).contains(0) and enclosure(gap, 128).rad() < 1e-20


def test_an_angle_is_spelled_out_with_few_products_or_not_at_all():
    assert spread_angles(formula("sin(x + y)")) == expand(formula("sin(x)*cos(y) + cos(x)*sin(y)"))
    for text in ("sin(12*x + 12*y + 12*z)", "cos(a + b + c + f + g + h + u + v + w + x)"):
        assert spread_angles(formula(text)) == expand(formula(text))
