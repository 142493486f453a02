"""A text that is not read comes with what to write, and that is read as it was meant; a verdict comes with what to do next."""

import re

import pytest

from verify.checkers.inequality.answer import Unreadable
from verify.checkers.inequality.problem import read
from verify.cli import main
from verify.prover.inequality import instead

WRITTEN = {
    "3y <= 3": "3*y <= 3",
    "2(x + 1) >= 2x": "2*(x + 1) >= 2*x",
    "(x - 1)(x + 1) < 7 y": "(x - 1)*(x + 1) < 7*y",
    "y exp y >= -1": "y*exp(y) >= -1",
    "2 cosh t >= 2": "2*cosh(t) >= 2",
    "t(t - 1) >= -1": "t*(t - 1) >= -1",
    r"\frac{a+1}{b} > \sqrt{c}": "((a+1)/(b)) > sqrt(c)",
    r"\frac{1}{3} \beta^{2} \leq \exp(\beta)": "(1/3)*β**(2) <= exp(β)",
    "e^{-2t} > 0": "exp(-2*t) > 0",
    "y^3 >= y": "y**3 >= y",
    "μ·x⁴ ≥ -x⁻²": "μ*x**4 ≥ -x**(-2)",
    "√(y²+1) > y": "sqrt(y**2+1) > y",
    "x =< y": "x <= y",
    "x ⩽ y": "x <= y",
}
TOLD = {
    "norm(x) <= 1": instead.PACKAGE,
    "mean(x_i) >= 0": instead.PACKAGE,
    "‖u‖ >= 0": instead.PACKAGE,
    "g(x) >= 0": instead.UNKNOWN_FUNCTION,
    "ELBO(p, q) <= 0": instead.UNKNOWN_FUNCTION,
    "(n+1)! >= n": instead.FACTORIAL,
    "1/3y > 0": instead.PRODUCTS,
    "cos 3x <= 1": instead.PRODUCTS,
    r"\mathcal{L} > 0": "LaTeX is not read: write x/2, sqrt(x), exp(-x), x**2",
}
CONDITIONS = {
    "s in {0, 1/2, 1}": "write 's = 0 or s = 1/2 or s = 1'",
    "m natural": "write 'm integer' and 'm >= 1', or >= 0",
    "m ∈ ℕ": "write 'm integer' and 'm >= 1', or >= 0",
    "a, b real": "every variable is a real number: leave it out",
    "t in R": "every variable is a real number: leave it out",
    "a, b are positive": "write 'a, b > 0'",
    "a b c": "a condition says something of its variables, as in 'x, y > 0', 'n integer' or 'x in [0, 1]'",
}


def why(claim, where=()):
    with pytest.raises(Unreadable) as caught:
        read(claim, where)
    return instead.advised(caught.value, claim, where)


@pytest.mark.parametrize("text", WRITTEN)
def test_what_is_to_be_written_is_read(text):
    assert why(text).endswith(f"; write {WRITTEN[text]}")
    assert read(WRITTEN[text]).conclusion


@pytest.mark.parametrize("text", TOLD)
def test_what_has_no_reading_is_told_why(text):
    assert why(text).endswith(f"; {TOLD[text]}")


@pytest.mark.parametrize("text", CONDITIONS)
def test_a_condition_in_words_is_told_in_signs(text):
    told = why("x >= 0", [text])
    assert told.endswith(f"; {CONDITIONS[text]}")
    for offered in re.findall("'([^']*)'", CONDITIONS[text].partition("write ")[2]):
        assert read("x >= 0", [offered]).where


def test_an_arrow_is_no_relation():
    assert why("y**2 => y").endswith(instead.ARROW)
    assert read("y > 1 => y**2 > y").where


@pytest.mark.parametrize("text", ["x < (1 $ 2)", "x + < 1", "x < y)", "x", "2.5.1 < x"])
def test_where_nothing_is_known_nothing_is_offered(text):
    assert "write" not in why(text)


VERDICTS = {
    ("log(y) <= y",): "try: --where 'y > 0'",
    ("sqrt(t) >= 0", "t >= -1"): "try: --where 't >= 0'",
    ("y/y = 1",): "try: --where 'y != 0'",
    ("x >= 1", "x > 3", "y > 0", "x < 2"): "exclude each other: x > 3, x < 2",
    ("x >= 1", "y > 5 and x > 3 and x < 2"): "exclude each other: x > 3, x < 2",
    ("x >= 1", "x > 0", "x**2 < 0"): "nothing satisfies: x**2 < 0",
}


@pytest.mark.parametrize("asked", VERDICTS)
def test_a_verdict_that_is_no_answer_comes_with_what_to_do_next(asked, capsys):
    claim, *where = asked
    main(["prove", claim, *(x for w in where for x in ("--where", w))])
    assert capsys.readouterr().out.splitlines()[-1] == VERDICTS[asked]


def test_what_is_not_settled_is_told_to_try_longer_and_in_a_range(capsys):
    claim = "sin(x)*sin(sqrt(2)*x)*cos(y)*cos(sqrt(3)*y) <= 0.999999999"
    assert main(["prove", claim, "--where", "0 <= y <= 100", "--timeout", "1"]) == 3
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "UNDECIDED" and said[-2:] == ["try: a range, as --where '-10 <= x <= 10'", "try: --timeout 5"]


def test_no_range_is_asked_for_where_there_is_one(capsys):
    claim = "sin(x)*sin(sqrt(2)*x) <= 0.999999999999"
    assert main(["prove", claim, "--where", "1/2 < x", "--where", "x <= 10**9", "--timeout", "1"]) == 3
    assert "range" not in capsys.readouterr().out


@pytest.mark.parametrize("options", [[], ["--best", "c"]])
def test_the_command_tells_it(options, capsys):
    assert main(["prove", "3y <= c", *options]) == 2
    assert "write 3*y <= " in capsys.readouterr().err
