"""Rational functions over FLINT: zero exactly where SymPy's own fractions are, and never by a label's square forgotten."""

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.kernel.gram import is_zero
from verify.kernel.quotient import Quotients, are_dependent
from verify.language.symbols import Label

a, b, c = sp.symbols("a b c", real=True)
y = Label()
LEAVES = st.sampled_from([a, b, c, y, sp.cos(a), sp.Rational(2, 3), sp.Integer(-1), sp.Integer(3)])
FORMULAS = st.recursive(
    LEAVES,
    lambda of: st.one_of(
        st.lists(of, min_size=2, max_size=3).map(lambda es: sp.Add(*es)),
        st.lists(of, min_size=2, max_size=3).map(lambda es: sp.Mul(*es)),
        st.tuples(of, st.sampled_from([-2, -1, 2, 3])).map(lambda t: t[0] ** t[1]),
    ),
    max_leaves=6,
)


@settings(deadline=None, max_examples=60)
@given(FORMULAS, FORMULAS)
def test_a_quotient_vanishes_where_sympys_own_does(e, f):
    for g in (e, e - f, e - sp.cancel(e) if not e.has(sp.zoo, sp.nan, y) else e):
        if not g.has(sp.zoo, sp.nan):
            quotients = Quotients([g])
            assert (quotients.numerator(g) == 0) == (sp.expand(sp.fraction(sp.together(g))[0]) == 0)


@settings(deadline=None, max_examples=60)
@given(FORMULAS, FORMULAS)
def test_a_formula_equals_what_it_is_rewritten_to(e, f):
    if e.has(sp.zoo, sp.nan) or f.has(sp.zoo, sp.nan):
        return
    assert is_zero((e + f) ** 2 - e**2 - 2 * e * f - f**2)
    assert not is_zero(sp.Add(e, -e + 1, evaluate=False))


def test_the_square_of_a_label_is_one_also_when_its_factors_meet_late():
    x = sp.Symbol("x", real=True)
    late = sp.Mul(y, sp.Add(x, y, evaluate=False), evaluate=False) - x * y
    assert is_zero(late - 1) and not is_zero(late + 1) and not is_zero(late - y)


def test_a_denominator_that_vanishes_identically_shows_nothing():
    zero = sp.Add(a, b, -(a + b), evaluate=False)
    with pytest.raises(ZeroDivisionError):
        Quotients([b])(sp.Pow(sp.Add(b, -b, evaluate=False), -1, evaluate=False))
    assert not is_zero(sp.Mul(0 * a + sp.Pow(zero, -1, evaluate=False), b, evaluate=False))


def test_combinations_are_those_with_numbers():
    assert are_dependent(a / 2 + 1 / b, [a, 1 / b]) and are_dependent(sp.S.Zero, [a])
    assert not are_dependent(a * b, [a, b]) and not are_dependent(a, [])
