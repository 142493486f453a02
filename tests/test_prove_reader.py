"""The reader of formulas: what it accepts, what it refuses at once, and where it points."""

import random
from fractions import Fraction

import pytest

from verify.checkers.inequality.formula import FUNCTIONS
from verify.checkers.inequality.reader import Unreadable, formula, relations
from verify.language.term import Mul, Number, Pow, Symbol

x, y = Symbol("x"), Symbol("y")


def test_a_chain_is_its_links_with_larger_sides_on_the_right():
    first, second = relations("-1 <= c < 0.50")
    assert (str(first), first.op) == ("-1 <= c", "<=")
    assert (second.lhs, second.op, second.rhs) == (Symbol("c"), "<", Number(Fraction(1, 2)))
    (turned,) = relations("x > 3/y")
    assert (turned.lhs, turned.op, turned.rhs) == (3 / y, "<", x)


def test_nothing_is_simplified():
    assert formula("x/x") is Mul(x, Pow(x, -1))
    assert formula("sqrt(x**2*y)") is Pow(x**2 * y, Fraction(1, 2))
    assert formula("0*(1/x)") is Mul(0, Pow(x, -1))


def test_a_text_is_read_as_python_reads_it():
    names = {"x": x, "y": y, "Number": Number, **FUNCTIONS}
    for text in ("-x**2", "-x*y", "x - y*x", "x/y/x", "-(x*y)/y", "x - (y - x)", "-x - -y", "2**x**y", "abs(-x)*y**-2"):
        assert formula(text) is eval(text, names)


@pytest.mark.parametrize("seed", range(5))
def test_what_is_read_is_written_as_it_is_read_again(seed):
    rng = random.Random(seed)
    for _ in range(400):
        found = formula(written(rng, 4))
        assert formula(str(found)) is found


def written(rng, depth):
    if not depth or rng.random() < 0.1:
        return rng.choice(["x", "y", "pi", "2", "1/3", "0.5", "7", "0", "1"])
    part = [written(rng, depth - 1) for _ in range(2)]
    return rng.choice(
        [
            "{} + {}",
            "{} - {}",
            "({}) * ({})",
            "({})/({})",
            "-({1})",
            "-{1}",
            "({}) - ({})",
            "({})**2",
            "({})**(-3)",
            "({})**(2/3)",
            "({})**x",
            "{} * {}",
            "{}/{}",
            "sqrt({})",
            "exp({})",
            "max({}, {})",
            "swish({})",
            "sign({})",
        ]
    ).format(*part)


def test_decimals_are_exact():
    assert formula("0.1").value == Fraction(1, 10)
    assert formula("2**-3*4").value == Fraction(1, 2)
    assert formula("1e-3").value == Fraction(1, 1000)


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("x < (1 $ 2)", 8, "this is not a formula"),
        ("x < foo(1)", 5, "foo is unknown"),
        ("x < sin", 5, "sin is a function"),
        ("x < Abs", 5, "Abs is a function"),
        ("erf < x", 1, "erf is a function"),
        ("exp(E*x) = exp(exp(1)*x)", 5, "E is no variable: the number is exp(1)"),
        ("x < 2*I", 7, "I is no variable"),
        ("x < oo", 5, "oo is no variable"),
        ("x < exp(1, 2)", 5, "exp takes one argument"),
        ("x < 2(y)", 5, "a product needs *"),
        ("x < y.real", 5, "expected numbers, names"),
        ("x < __import__('os')", 5, "__import__ is unknown"),
        ("x < 'a'", 5, "is not a decimal number"),
        ("x < 1j", 5, "is not a decimal number"),
        ("x < True", 5, "is not a decimal number"),
        ("x < [1 for y in z]", 5, "expected numbers, names"),
        ("x < y^2", 5, "a power is written **"),
        ("(x < 1)", 4, "< stands inside brackets"),
        ("x < 1)", 6, "this bracket closes nothing"),
        ("x <", 4, "a formula is missing here"),
        ("9**9**9 < x", 4, "the exponent has no value, or one larger than 1000"),
        ("x**(1/0) < x", 5, "the exponent has no value"),
        ("((x**900)**900) < x", 1, "the powers multiply to a degree above 1000"),
    ],
)
def test_what_is_refused_points_at_the_column(text, column, message):
    with pytest.raises(Unreadable, match="column") as refused:
        relations(text)
    assert f"column {column}: " in str(refused.value)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("text", ["x" * 10**6, "(" * 500 + "x" + ")" * 500 + " < 1", "-" * 3000 + "x < 1", "x"])
def test_what_is_long_deep_or_no_relation_is_refused_at_once(text):
    with pytest.raises(Unreadable):
        relations(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x > 0 and y > 0", ["0 < x", "0 < y"]),
        ("x > 0, max(x, y) <= 1", ["0 < x", "max(x, y) <= 1"]),
        ("0 < x < y and y != 2", ["0 < x", "x < y", "y != 2"]),
        ("x in [0, 1]", ["0 <= x", "x <= 1"]),
        ("x, y in (0, pi/2)", ["0 < x", "x < 1/2*pi", "0 < y", "y < 1/2*pi"]),
        ("x ∈ (-oo, 2]", ["x <= 2"]),
        ("x in [1, inf)", ["1 <= x"]),
        ("sand > 0", ["0 < sand"]),
    ],
)
def test_conditions_are_joined(text, said):
    assert [str(r).replace("Max", "max").replace("pi/2", "1/2*pi") for r in relations(text)] == said


@pytest.mark.parametrize(
    "text",
    [
        "x > 0 and",
        "x > 0,",
        "x + 1 in [0, 1]",
        "x in [0, 1",
        "x in [0, 1, 2]",
        "x in [inf, 1]",
        "x in [0, -inf]",
        "not x > 0",
        "x in y",
        "x in (-oo, oo)",
        "E in [0, 1]",
        "(x > 0 and y > 0)",
    ],
)
def test_what_is_joined_otherwise_is_refused(text):
    with pytest.raises(Unreadable):
        relations(text)


@pytest.mark.parametrize("text", ["0 < x, y < 1", "0<=x,y<=1", "1 >= a , b >= 0", "0 < x, y, z < 1", "a <= b, c <= d"])
def test_a_comma_between_two_names_that_may_share_their_bounds_is_refused(text):
    with pytest.raises(Unreadable):
        relations(text)


@pytest.mark.parametrize("text", ["x >= 0, y >= 0", "0 < x < 1, 0 < y < 1", "0 < x and y < 1", "max(x, y) < 1"])
def test_a_comma_or_and_that_can_be_read_in_one_way_is_read(text):
    assert len(relations(text)) >= 1


BARS = {
    "|x - y|": "abs(x - y)",
    " | x |": "abs(x)",
    "||x| - |y||": "abs(abs(x) - abs(y))",
    "|x - |y| - 1|": "abs(x - abs(y) - 1)",
    "|x| - |y|": "abs(x) - abs(y)",
    "-|-x|**2/|y|": "-abs(-x)**2/abs(y)",
    "max(|x|, |y + 1|)": "max(abs(x), abs(y + 1))",
    "|(x)|*|2.|": "abs((x))*abs(2.)",
    "|sqrt(|x|)|": "abs(sqrt(abs(x)))",
}


@pytest.mark.parametrize("text", BARS)
def test_bars_are_an_absolute_value(text):
    assert formula(text) is formula(BARS[text])


@pytest.mark.parametrize("seed", range(3))
def test_bars_around_whatever_is_read_are_its_absolute_value(seed):
    rng = random.Random(seed)
    for _ in range(200):
        one, other = written(rng, 3), written(rng, 2)
        assert formula(f"|{one}| - |{other} - |{one}||") is formula(f"abs({one}) - abs({other} - abs({one}))")


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("1 | 2", 3),
        ("x|", 2),
        ("|x", 1),
        ("(|x)|", 4),
        ("2|x|", 2),
        ("||", 1),
        ("|x| |", 5),
        ("1 - |(x|)", 8),
        ("|x - |y|", 1),
    ],
)
def test_other_bars_are_refused_at_their_column_with_what_to_write(text, column):
    with pytest.raises(Unreadable) as refused:
        formula(text)
    assert f"column {column}: these bars do not stand around a formula" in str(refused.value)
    assert str(refused.value).endswith("an absolute value is written |x - y| or abs(x - y)")


def test_after_bars_an_error_is_still_told_at_its_column():
    for text, column in (
        ("|x| + y^2", 1),
        ("|x| + foo(y)", 7),
        ("|x + y^2|", 2),
        ("|x| + 2 y", 9),
        ("|x|y", 4),
        ("|x| # y", 5),
    ):
        with pytest.raises(Unreadable) as refused:
            formula(text)
        assert f"column {column}: " in str(refused.value), refused.value
    assert [str(r) for r in relations("|x| <= 1, |y| <= 2")] == [str(r) for r in relations("abs(x) <= 1, abs(y) <= 2")]
    with pytest.raises(Unreadable):
        relations("|x <= y|")


def test_names_before_one_relation_share_it():
    assert relations("a, b,c > 0") == relations("a > 0, b > 0, c > 0")
    assert relations("x, y <= z <= 1, u != 0") == relations("x <= z <= 1, y <= z <= 1, u != 0")
    for text in ("a, b", "a, 2*b > 0", "x > 0, y", "a, b and c > 0", "a, 0 < b"):
        with pytest.raises(Unreadable, match="no relation found"):
            relations(text)


@pytest.mark.parametrize(("text", "column"), [("x² >= 0", 2), ("2*x**n + xⁿ >= 0", 11), ("x⁻¹ > 0", 2)])
def test_a_raised_digit_is_told_how_a_power_is_written(text, column):
    with pytest.raises(Unreadable, match=rf"column {column}: a power is written \*\*"):
        relations(text)
