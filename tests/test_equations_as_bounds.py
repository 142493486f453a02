"""Of an assumed equation both inequalities are known: a vector of length 1 is not 0, and may be divided by its length."""

import json

import pytest

from verify import Claim, Symbol, Vector, dot, eq, le, lt, norm, recheck
from verify.judging.judge import judge
from verify.kernel.prove import prove
from verify.language.verdict import Outcome
from verify.prover.certificates.write import certificate

u, r, s, p = Vector("u"), Symbol("r"), Symbol("s", nonnegative=True), Symbol("p", positive=True)
ONE = eq(dot(u / norm(u), u), norm(u))


def about(conclusion, *assuming):
    return Claim(name="a", says="?", assuming=assuming, conclusion=conclusion)


@pytest.mark.parametrize(
    "claim",
    [
        *(about(ONE, a) for a in (eq(norm(u), 1), eq(1, norm(u)), eq(norm(u), p), eq(p + s, norm(u)))),
        about(lt(0, r), eq(r, p)),
        about(le(r, 0), eq(r, -s)),
        about(lt(r, 2), eq(r + p, 2)),
        about(lt(1 / r, 1 / r + 1), eq(2, r)),
    ],
)
def test_what_an_equation_says_of_a_sign_is_proved_and_checked_again(claim):
    evidence = prove(claim)
    assert evidence.outcome is Outcome.HOLDS
    assert recheck.check(json.loads(json.dumps(certificate(claim, evidence, "s/a")))).said


@pytest.mark.parametrize(
    "claim",
    [
        *(about(ONE, a) for a in (eq(norm(u), 0), eq(norm(u), r), eq(norm(u), s), eq(norm(u) + p, 1), eq(u, r))),
        about(lt(0, r), eq(r, s)),
        about(lt(0, r), eq(r, -p)),
        about(lt(r, 2), eq(r + s, 2)),
        about(lt(1 / r, 1 / r + 1), eq(r, r)),
    ],
)
def test_what_it_does_not_say_is_not(claim):
    assert prove(claim).outcome is not Outcome.HOLDS


def test_where_there_are_no_coordinates_an_equation_of_each_says_nothing_of_a_number():
    claim = about(lt(0, r), eq(u + r, u + p))
    assert judge("s", claim).verdict.value == "PROVED"
    assert (
        prove(Claim(name="a", says="?", assuming=claim.assuming, conclusion=claim.conclusion, beside=1)).outcome
        is not Outcome.HOLDS
    )
