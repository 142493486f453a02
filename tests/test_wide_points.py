"""Wide points: equal coordinates are evaluated once and counted, and the answer is that of every coordinate by itself."""

import random
from fractions import Fraction

import pytest

from verify import Abs, Symbol, sign, sqrt
from verify.kernel.certify import certify
from verify.kernel.evaluate import different_values, values
from verify.language.arithmetic import RATIONAL, Undefined
from verify.language.claim import Claim
from verify.language.forms import dot, norm
from verify.language.operators import Mean, Peak, Total
from verify.language.relation import le, lt
from verify.language.symbols import Sample, Vector, d
from verify.language.verdict import Outcome

u, v, x_n = Vector("u"), Vector("v"), Sample("x_n")
a = Symbol("a")
SCALARS = [
    dot(u, v),
    Peak(Abs(u - v)),
    Total(u * v + a) + d,
    Mean(dot(x_n, u)),
    Total((u - v) ** 2),
    Total(a),
    d * a,
    2 ** Total(sign(u) ** 2),
]


def some_point(rng, dim):
    def row():
        return tuple(Fraction(rng.randint(-1, 1), rng.randint(1, 2)) for _ in range(dim))

    return {u: row(), v: row(), x_n: (row(), row()), a: Fraction(rng.randint(-3, 3))}


@pytest.mark.parametrize("dim", [1, 2, 3, 7])
def test_columns_that_are_equal_are_counted(dim):
    rng = random.Random(dim)
    for _ in range(20):
        point = some_point(rng, dim)
        for e in SCALARS:
            assert [*different_values(e, point, RATIONAL).flat] == [*values(e, point, RATIONAL).flat]
        assert {*different_values(u * v + Total(u), point, RATIONAL).flat} == {
            *values(u * v + Total(u), point, RATIONAL).flat
        }


def test_without_coordinates_a_total_is_nothing_and_a_maximum_has_no_value():
    empty = {u: (), a: Fraction(2)}
    assert different_values(Total(u) + a + d, empty, RATIONAL).item() == 2
    with pytest.raises(Undefined, match="a maximum over no coordinates"):
        different_values(Peak(u), empty, RATIONAL)


def test_an_equality_of_roots_is_decided_in_3072_coordinates():
    corners = {u: (1,) * 3071 + (2,), v: (-1,) * 3072}
    even = Claim(name="c", says="", conclusion=le(norm(sign(u) - sign(v)), 2 * sqrt(d)))
    assert certify(even, corners).outcome is Outcome.HOLDS
    strict = Claim(name="c", says="", conclusion=lt(norm(sign(u) - sign(v)), 2 * sqrt(d)))
    found = certify(strict, corners)
    assert (found.outcome, found.counterexample.excess) == (Outcome.FAILS, ("0", "0"))
