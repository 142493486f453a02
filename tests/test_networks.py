"""The network examples of Lemmas 4 and 5 against an independent computation of their maximisers, and their certificates."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from flint import arb_mat, ctx
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from proofs.section_3_2._network import TWO_INPUTS, shown
from proofs.section_3_2_1 import network_inside
from proofs.section_3_2_2 import network_sphere, network_three_inputs
from verify import Rational, diff
from verify.checkers.box.conditions import bordered, parameters
from verify.checkers.box.krawczyk import narrowed
from verify.checkers.box.system import Maximiser
from verify.checkers.boxes import ball, point
from verify.checkers.stored.box import replay
from verify.judging.judge import judge
from verify.kernel.evaluate import ball as value_at
from verify.language.branch import InsideBranch, Located, SphereBranch
from verify.language.module import statement_of
from verify.language.verdict import Outcome, Verdict
from verify.prover.box.certificates import find, prove_on_box

INSIDE, SPHERE, THREE = network_inside.INSIDE, network_sphere.SPHERE, network_three_inputs.SPHERE
STATEMENTS = [statement_of(m.__name__) for m in (network_inside, network_sphere, network_three_inputs)]
BRANCHES = pytest.mark.parametrize("first, ratio", [(INSIDE, 2.0), (SPHERE, 3.0)], ids=["inside", "sphere"])


def middle(first):
    return np.array([float(low + high) / 2 for _, low, high in first.box])


def loss(weights, at):
    """log(1 + exp(-z)) of the network, written out in NumPy."""
    rows, bias = weights[:-1].reshape(-1, len(at) + 2), weights[-1]
    u = rows[:, :-2] @ at + rows[:, -2]
    return np.logaddexp(0, -(rows[:, -1] @ (u / (1 + np.exp(-u))) + bias))


def maximiser(first, weights):
    """By a search along rays and then in the plane: (radius, angle) of the best point of the ball."""
    centre, radius = np.array(first.centre, dtype=float), float(first.radius)

    def value(polar):
        r = np.clip(polar[0], 0, radius)
        return -loss(weights, centre + r * np.array([np.cos(polar[1]), np.sin(polar[1])]))

    starts = [(r, a) for r in np.linspace(radius / 4, radius, 4) for a in np.linspace(0, 2 * np.pi, 24, endpoint=False)]
    best = minimize(value, min(starts, key=value), method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-15}).x
    r = np.clip(best[0], 0, radius)
    return centre + r * np.array([np.cos(best[1]), np.sin(best[1])])


def located(first):
    return shown("place", "", Located(first))


corners = st.lists(st.sampled_from([-1.0, 1.0]), min_size=13, max_size=13)
inner = st.lists(st.floats(-1, 1), min_size=13, max_size=13)
weights = (corners | inner).map(lambda w: middle(INSIDE) + np.array(w) / 100)


@BRANCHES
@settings(max_examples=25, deadline=None, derandomize=True)
@given(pair=st.tuples(weights, weights))
def test_the_bound_holds_between_maximisers_found_by_another_search(first, ratio, pair):
    ends = [maximiser(first, w) for w in pair]
    assert np.linalg.norm(ends[0] - ends[1]) <= ratio * np.linalg.norm(pair[0] - pair[1]) + 1e-6
    distances = [np.linalg.norm(e - np.array(first.centre, dtype=float)) for e in ends]
    if isinstance(first, SphereBranch):
        assert distances == pytest.approx([float(first.radius)] * 2, abs=1e-6)
    else:
        assert max(distances) < float(first.radius)


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda s: s.name)
def test_the_examples_are_proved_and_their_certificates_are_checked_again(statement):
    for claim in statement.claims:
        found = judge(statement.name, claim)
        assert found.verdict is Verdict.PROVED
        assert found.scope in ("d = 2, all 13 parameters in the box", "d = 3, all 21 parameters in the box")
        (certificate,) = [e.certificate for e in found.evidence]
        assert replay(certificate, found.id, claim) == (True, f"{found.id} holds for {found.scope}")


@BRANCHES
def test_the_network_is_no_toy(first, ratio):
    values = {s: Fraction(str((low + high) / 2)) for s, low, high in first.box}
    assert len(first.unknowns) == 2 and len(values) == 13 and 0 not in values.values()
    assert all(high - low == Rational(1, 50) for _, low, high in first.box)
    at = dict(zip(first.unknowns, maximiser(first, middle(first)), strict=True))
    hessian = [[float(value_at(diff(diff(first.loss, u), v), values | at)[0]) for v in at] for u in at]
    assert np.linalg.matrix_rank(np.array(hessian), tol=0.1) == 2


@pytest.mark.parametrize("first, sign", [(SPHERE, 1), (THREE, -1)], ids=["two inputs", "three inputs"])
def test_the_determinant_of_the_bordered_hessian_has_the_sign_of_the_dimension(first, sign):
    with ctx.workprec(64):
        system, fixed = Maximiser(first), parameters(first)
        box = narrowed(system, find(located(first)).enclosure, fixed)
        determinant = arb_mat(bordered(system, list(map(ball, box)), fixed, point(first.radius))).det()
    assert sign * determinant > 0


@pytest.mark.parametrize("first", [INSIDE, SPHERE], ids=["inside", "sphere"])
def test_a_box_that_is_too_large_is_undecided(first):
    wide = tuple((s, low - 1, high + 1) for s, low, high in first.box)
    evidence = prove_on_box(located(replace(first, box=wide)))
    assert evidence.outcome is Outcome.UNKNOWN and "the box may be too large" in evidence.detail


def test_the_two_data_points_are_not_mixed_up():
    for kind, first in ((SphereBranch, INSIDE), (InsideBranch, SPHERE)):
        assert (
            prove_on_box(located(TWO_INPUTS.branch(kind, first.centre, first.radius, "1/100"))).outcome
            is Outcome.UNKNOWN
        )
