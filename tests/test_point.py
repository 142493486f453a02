"""Exact points: what is refused, and in which words."""

from decimal import Decimal
from fractions import Fraction

import pytest
from flint import arb

from verify import Rational, Symbol
from verify.kernel.decide import LONGEST_POWER, ends
from verify.kernel.point import validate
from verify.language.symbols import Datum, Label, Sample, SampleLabel, Vector, d

u, v, x_n, t_n = Vector("u"), Vector("v"), Sample("x_n"), Datum("t_n")
y, y_n = Label("y"), SampleLabel("y_n")
c, n = Symbol("c", positive=True), Symbol("n", integer=True)
r, z = Symbol("r", nonnegative=True), Symbol("z", nonzero=True)

BAD = [
    ({u: (1, 2), v: (1,)}, "v: got 1 coordinates, expected 2 as in u"),
    ({u: (1, float("nan"))}, "u: got nan, expected a finite rational number"),
    ({c: float("inf")}, "c: got inf, expected a finite rational number"),
    ({c: 0}, "c: got 0, expected a positive number, as the symbol is declared"),
    ({r: Fraction(-1, 2)}, "r: got -1/2, expected a nonnegative number, as the symbol is declared"),
    ({z: 0}, "z: got 0, expected a nonzero number, as the symbol is declared"),
    ({n: Fraction(1, 2)}, "n: got 1/2, expected an integer, as the symbol is declared"),
    ({y: 2}, "y: got 2, expected a label, -1 or 1"),
    ({y_n: (1, 0)}, "y_n: got 0, expected a label, -1 or 1"),
    ({u: 1}, "u: got 1, expected a tuple with one number for each coordinate"),
    ({x_n: (1, 2)}, "x_n: got (1, 2), expected a tuple with one row of coordinates for each data point"),
    ({x_n: ((1, 2), (1,))}, "x_n: got 1 coordinates, expected 2 as in x_n"),
    ({x_n: ((1,), (2,)), t_n: (1,)}, "x_n: got 2 data points, expected 1 as in t_n"),
    ({t_n: ()}, "t_n: got (), expected a tuple with one number for each data point"),
    ({c: "1/2"}, "c: got 1/2, expected one number"),
    ({c: True}, "c: got True, expected one number"),
    ({u: (1, 2), d: 3}, "d: got 3, expected 2, the number of coordinates"),
    ({d: Fraction(1, 2)}, "d: got 1/2, expected a number of coordinates"),
]


@pytest.mark.parametrize(("point", "message"), BAD)
def test_a_bad_point_is_refused_in_one_line_that_names_the_symbol(point, message):
    with pytest.raises(ValueError) as refused:
        validate(point, point)
    assert str(refused.value) == message


def test_a_missing_symbol_is_named_with_its_shape():
    with pytest.raises(ValueError, match="v: no value is given, expected a tuple with one number for each coordinate"):
        validate({u: (1,)}, [u, v])


def test_integers_floats_and_rational_terms_become_fractions():
    shown = validate({u: [1, 0.5, Rational(1, 3)], y: -1}, [u, y])
    assert shown == {u: (Fraction(1), Fraction(1, 2), Fraction(1, 3)), y: Fraction(-1)}


def test_a_vector_of_dimension_zero_and_several_data_points_are_points():
    assert validate({u: (), t_n: (1, 2)}, [u]) == {u: (), t_n: (1, 2)}


@pytest.mark.parametrize("mantissa", [1, -1, 3, -12345678912345])
@pytest.mark.parametrize("exponent", [LONGEST_POWER + 1, -LONGEST_POWER - 1, LONGEST_POWER + 12345])
def test_the_ends_of_a_number_too_long_to_be_written_out_are_rounded_outwards(mantissa, exponent):
    low, high = (Fraction(Decimal(end)) for end in ends(arb(mantissa) * arb(2) ** exponent))
    exact = mantissa * Fraction(2) ** exponent
    assert low <= exact <= high and high - low <= abs(exact) / 10**6
