"""The kinds of questions that users bring, each with false twins, which are not proved."""

import time

import pytest

from verify.checkers.inequality.problem import read
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
