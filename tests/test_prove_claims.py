"""Claims without a derivation go to the solver: on numbers, and on vectors by norms and inner products."""

import pytest

from verify import Claim, Symbol, Vector, dot, judge, le, log, norm
from verify.judging.ask import prove
from verify.language.relation import lt
from verify.language.verdict import Outcome
from verify.prover.inequality.claims import solved

u, v = Vector("u"), Vector("v")
m = Symbol("m", positive=True)
eps = Symbol("eps", nonnegative=True)
x = Symbol("x")


def claim(conclusion, *assuming):
    return Claim(name="c", says="", conclusion=conclusion, assuming=assuming)


LIPSCHITZ = le(norm(eps * u / norm(u) - eps * v / norm(v)), eps / m * norm(u - v))


def test_directions_of_vectors_that_are_not_short_are_lipschitz_in_every_dimension():
    found = solved(claim(LIPSCHITZ, le(m, norm(u)), le(m, norm(v))))
    assert (found.outcome, found.how, found.scope) == (Outcome.HOLDS, "solver: z3", "every dimension")


def test_without_one_of_its_assumptions_it_is_not_proved():
    assert solved(claim(LIPSCHITZ, le(m, norm(u)))).outcome is Outcome.UNKNOWN


def test_what_fails_for_numbers_bound_by_cauchy_schwarz_alone_refutes_nothing():
    found = solved(claim(le(norm(u + v), norm(u))))
    assert found.outcome is Outcome.UNKNOWN


def test_what_is_not_settled_is_said_in_the_claims_own_terms():
    told = solved(claim(le(norm(u) ** 2 * norm(v), norm(v)))).detail
    assert "gram" not in told
    assert "Norm(u)**2*Norm(v)" in told


def test_a_relation_for_every_coordinate_is_one_between_numbers_unless_it_speaks_of_whole_vectors():
    assert solved(claim(le(2 * u, u**2 + 1))).outcome is Outcome.HOLDS
    assert "does not settle 0 <= -u + v" in solved(claim(le(u, v))).detail
    assert "no relation between numbers" in solved(claim(le(u, norm(v)))).detail


@pytest.mark.parametrize("conclusion", [lt(log(1 + x**2), 1 + x**2), le(2 * x, x**2 + 1)])
def test_a_claim_without_a_derivation_is_judged_by_the_solver(conclusion):
    judged = judge("s", claim(conclusion), examples=200)
    assert judged.verdict.value == "PROVED"


def test_prove_takes_a_claim_too():
    assert prove(claim(le(dot(u, v), norm(u) * norm(v)))).verdict == "PROVED"
    assert prove(claim(le(x**2, 1))).verdict == "REFUTED"


@pytest.mark.parametrize("name", ["tau", "e", "I"])
def test_a_symbol_that_is_called_like_a_number_is_one_symbol_still(name):
    t = Symbol(name, positive=True)
    shown = le(norm(u - v), norm(u / t - v / t))
    assert solved(claim(shown, le(t, 1))).outcome is Outcome.HOLDS
    assert solved(claim(shown, le(t, 4))).outcome is Outcome.UNKNOWN
