"""Rational functions over FLINT: zero exactly where SymPy's own fractions are, and never by a label's square forgotten."""

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from verify import Add, Integer, Mul, Pow, Rational, Symbol, cos, symbols
from verify.kernel.gram import is_zero
from verify.kernel.quotient import Quotients, are_dependent
from verify.language.symbols import Label
from verify.prover.bridge import from_sympy, to_sympy

a, b, c = symbols("a b c")
y = Label()
LEAVES = st.sampled_from([a, b, c, y, cos(a), Rational(2, 3), Integer(-1), Integer(3)])
FORMULAS = st.recursive(
    LEAVES,
    lambda of: st.one_of(
        st.lists(of, min_size=2, max_size=3).map(lambda es: Add(*es)),
        st.lists(of, min_size=2, max_size=3).map(lambda es: Mul(*es)),
        st.tuples(of, st.sampled_from([-2, -1, 2, 3])).map(lambda t: t[0] ** t[1]),
    ),
    max_leaves=6,
)


@settings(deadline=None, max_examples=60)
@given(FORMULAS, FORMULAS)
def test_a_quotient_vanishes_where_sympys_own_does(e, f):
    cancelled = sp.cancel(to_sympy(e))
    for g in (e, e - f, e - from_sympy(cancelled) if not cancelled.has(sp.zoo, sp.nan, to_sympy(y)) else e):
        if not to_sympy(g).has(sp.zoo, sp.nan):
            assert (Quotients([g]).numerator(g) == 0) == _is_zero_modulo_labels(to_sympy(g))


def _is_zero_modulo_labels(g):
    label = to_sympy(y)
    return sp.rem(sp.fraction(sp.together(g))[0], label**2 - 1, label) == 0


@settings(deadline=None, max_examples=60)
@given(FORMULAS, FORMULAS)
def test_a_formula_equals_what_it_is_rewritten_to(e, f):
    if any(to_sympy(g).has(sp.zoo, sp.nan) for g in (e, f)):
        return
    assert is_zero((e + f) ** 2 - e**2 - 2 * e * f - f**2)
    assert not is_zero(Add(e, -e + 1))


def test_the_square_of_a_label_is_one_also_when_its_factors_meet_late():
    x = Symbol("x")
    late = Mul(y, Add(x, y)) - x * y
    assert is_zero(late - 1) and not is_zero(late + 1) and not is_zero(late - y)


def test_a_denominator_that_vanishes_identically_shows_nothing():
    zero = Add(a, b, -(a + b))
    with pytest.raises(ZeroDivisionError):
        Quotients([b])(Pow(Add(b, -b), -1))
    assert not is_zero(Mul(0 * a + Pow(zero, -1), b))


def test_combinations_are_those_with_numbers():
    assert are_dependent(a / 2 + 1 / b, [a, 1 / b]) and are_dependent(Integer(0), [a])
    assert not are_dependent(a * b, [a, b]) and not are_dependent(a, [])
