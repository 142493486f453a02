"""The separation bound: no false zero, on numbers that are close to zero and on those that are zero."""

import random
from fractions import Fraction

import pytest
import sympy as sp
from flint import arb, ctx

from verify import Integer, Rational, exp, sqrt, symbols
from verify.kernel.evaluate import values
from verify.kernel.separation import ALGEBRAIC, Algebraic, algebraic
from verify.language.arithmetic import NotRational
from verify.prover.bridge import to_sympy

a, b = symbols("a b", positive=True)


def bits(e, **point):
    shown = {s: Fraction(point[s.name]) for s in e.free_symbols}
    return algebraic(values(e, shown, ALGEBRAIC)[0, 0]).bits


def test_the_bound_of_a_fraction_is_its_denominator():
    assert algebraic(Fraction(5, 8)) == Algebraic(3, 4)
    assert algebraic(Fraction(5, 8)).bits == 4


def test_bounds_add_over_a_common_denominator():
    half, third = algebraic(Fraction(1, 2)), algebraic(Fraction(1, 3))
    assert half + third == Fraction(1, 2) + third == Algebraic(4, 4)
    assert half * third == Algebraic(2, 4)
    assert abs(half + third) == half + third


def test_a_reciprocal_exchanges_the_bounds():
    root = values(sqrt(a), {a: Fraction(5)}, ALGEBRAIC)[0, 0]
    below = values(a ** Rational(-3, 2), {a: Fraction(5)}, ALGEBRAIC)[0, 0]
    assert (root.u, root.l, below.u, below.l) == (2, 1, 3, 6)


def test_equal_roots_count_once_in_the_degree():
    assert len(values(sqrt(a) + sqrt(a), {a: Fraction(2)}, ALGEBRAIC)[0, 0].roots) == 1
    assert len(values(sqrt(a) + sqrt(b), {a: Fraction(2), b: Fraction(3)}, ALGEBRAIC)[0, 0].roots) == 2
    assert bits(sqrt(a), a=2) < bits(sqrt(a) + sqrt(b), a=2, b=3)


@pytest.mark.parametrize("seed", range(40))
def test_no_nonzero_sum_of_roots_lies_below_its_bound(seed):
    rng = random.Random(seed)
    e = sum((rng.choice((-1, 1)) * sqrt(rng.randint(1, 500)) / rng.randint(1, 9) for _ in range(4)), Integer(0))
    e = e if seed % 2 else 1 / (e**2 + 1) - sqrt(abs(e) + 2)
    bound = bits(e)
    with ctx.workprec(20000):
        z = arb(str(sp.N(to_sympy(e), 3000)))
    assert abs(z) > arb(2) ** -bound


def test_a_transcendental_number_has_no_bound():
    for e in (exp(a), sqrt(a) ** sqrt(b)):
        with pytest.raises(NotRational):
            bits(e, a=2, b=2)
