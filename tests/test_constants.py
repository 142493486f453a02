"""Lambert's W in the claim language, and the closed form of the swish model that rests on it."""

from dataclasses import replace

import pytest

from proofs.section_3_2_4.swish import decreases, increases, rising, u_star
from verify import LambertW, Rational, Symbol
from verify.kernel.decide import decide
from verify.kernel.prove import prove
from verify.kernel.reasons import NotShown
from verify.kernel.whitelist import require_language
from verify.language.claim import Claim
from verify.language.module import statement_of
from verify.language.proof import chain
from verify.language.relation import eq, le
from verify.language.verdict import Outcome
from verify.prover.batch import batch

CLOSED_FORM = statement_of("proofs.section_3_2_4.swish_loss").claims

z = Symbol("z")


def test_lamberts_function_is_used_on_its_one_branch_only():
    claim = Claim(name="w", says="", conclusion=eq(LambertW(z), LambertW(z)))
    assert prove(claim).detail == "the claim may have no value: 0 <= z is not shown"
    with pytest.raises(NotShown, match="not part of the claim language"):
        require_language([LambertW(z, -1)])


def test_the_batch_kernel_knows_the_minimiser_of_swish():
    (found,) = batch([u_star], [])({})
    assert abs(found.item() + 1.2784645427610738) < 1e-15


def test_swish_does_not_increase_from_a_point_before_its_minimiser():
    a, b = increases.assuming[1].lhs, increases.assuming[1].rhs
    early = replace(increases, assuming=(le(u_star - Rational(1, 10**9), a), le(a, b)))
    assert prove(early).outcome is Outcome.UNKNOWN
    assert prove(replace(decreases, derive=lambda: chain(rising(a, b)))).outcome is Outcome.UNKNOWN
    point = {a: Rational(-13, 10), b: Rational(-128, 100)}
    assert decide(increases.conclusion, point) is False


@pytest.mark.parametrize("claim", [c for c in CLOSED_FORM if c.name.endswith("end-l1")], ids=lambda c: c.name)
def test_no_bound_at_an_end_holds_without_its_assumptions(claim):
    for k in range(len(claim.assuming)):
        fewer = claim.assuming[:k] + claim.assuming[k + 1 :]
        assert prove(replace(claim, assuming=fewer)).outcome is Outcome.UNKNOWN
