"""The cited theorems on powers: true at random points that satisfy their premises, and refused without them."""

import random

import pytest
import sympy as sp

from verify import facts
from verify.kernel.prove import prove
from verify.language.claim import Claim
from verify.language.proof import chain, line
from verify.language.relation import le
from verify.language.symbols import Vector
from verify.language.verdict import Outcome

a, b = sp.symbols("a b", real=True)
x = sp.Symbol("x", nonnegative=True)
r = sp.Symbol("r", positive=True)
ARGUMENTS = {
    "power_grows": lambda d: [*sorted((d(), d())), 3 * d()],
    "power_falls": lambda d: [d(), *sorted((3 * d(), 3 * d()))],
    "young": lambda d: [3 * d(), 3 * d(), 3 * d()],
    "signed_power": lambda d: [2 * d() - 1, 2 * d() - 1, 1 + 3 * d()],
}


def truth(relation, digits=30):
    gap = sp.N(relation.gap, digits)
    return gap > -(sp.Float(10) ** (5 - digits)) if relation.op == "<=" else gap > 0


@pytest.mark.parametrize("name", ARGUMENTS)
def test_it_holds_at_random_points_that_satisfy_its_premises(name):
    rng = random.Random(name)
    for _ in range(60):
        appeal = getattr(facts, name)(*ARGUMENTS[name](lambda: sp.Rational(rng.randrange(1, 64), 64)))
        assert all(truth(p) for p in appeal.premises)
        assert truth(appeal.relation), appeal.relation


def refused(conclusion, appeal):
    claim = Claim(
        name="c", says="c", conclusion=conclusion, derive=lambda: chain(line("<=", conclusion.rhs, by=appeal))
    )
    found = prove(claim)
    return found.outcome is Outcome.UNKNOWN and "premise" in found.detail


def test_a_larger_base_needs_to_be_larger():
    assert refused(le(x**r, 2**r), facts.power_grows(x, 2, r))


def test_powers_above_one_do_not_fall_with_the_exponent():
    assert refused(le(x ** (1 + r), x), facts.power_falls(x, 1, 1 + r))


def test_a_signed_power_below_one_is_not_lipschitz():
    gap = sp.Abs(sp.sign(a) * sp.Abs(a) ** r - sp.sign(b) * sp.Abs(b) ** r)
    assert refused(le(gap, r * sp.Abs(a - b)), facts.signed_power(a, b, r))


def test_one_term_of_a_sum_needs_signs():
    v = Vector("v")
    appeal = facts.one_term(v)
    assert refused(appeal.relation, appeal)
