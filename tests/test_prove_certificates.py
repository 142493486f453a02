"""Certificates are checked without trust in what wrote them."""

import copy
import re

import pytest

from bench.families import FAMILIES, cases
from verify.checkers.inequality.check import proves
from verify.checkers.inequality.goal import goals
from verify.checkers.inequality.problem import read
from verify.checkers.stored.inequality import recheck
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.find_cover import cover as pieces
from verify.prover.inequality.find_products import products
from verify.prover.inequality.sample import sample
from verify.prover.inequality.solve import solve

STEPS = Budget(smt_seconds=60.0)
FUNCTION = re.compile(r"[a-z]+\(")


@pytest.fixture(scope="module")
def answer():
    return solve(read("sin(3*x) + x*y < 2 + y", ["0 <= x <= 1", "0 <= y <= 1"]), STEPS)


def changed(answer, change):
    stored = copy.deepcopy(answer.certificate)
    change(stored)
    return recheck(stored)


def leaf(proof):
    while proof.get("parts"):
        proof = proof["parts"][-1]
    return proof


@pytest.fixture(scope="module")
def cover():
    (goal,) = goals(read("sin(3*x) + x*y < 2 + y", ["0 <= x <= 1", "0 <= y <= 1"]))
    return goal, pieces(goal, sample(goal), STEPS, pieces=200)


def test_a_cover_is_confirmed_without_searching(cover):
    goal, proof = cover
    assert proof["rule"] == "balls"
    assert proves(goal, proof)


@pytest.mark.parametrize("change", [lambda cuts: cuts[:-1], lambda cuts: "n", lambda cuts: cuts.replace("n", "o")])
def test_a_cover_that_is_truncated_or_has_other_tests_is_rejected(cover, change):
    goal, proof = cover
    assert not proves(goal, {"rule": "balls", "with": {"cuts": change(proof["with"]["cuts"]), "points": []}})


OTHER = "sin(3*x) + x*y < 19/10 + y/2"


def said(stored, **other):
    asked = {"claim": stored["claim"], "where": stored["where"]} | other
    return read(**asked).as_json()


def test_a_proof_of_another_claim_is_rejected(answer):
    confirmed, why = changed(answer, lambda stored: stored.update(said(stored, claim=OTHER)))
    assert (confirmed, why[:12]) == (False, "proof 1 of 1")


def test_a_condition_cannot_be_dropped_afterwards(answer):
    confirmed, why = changed(answer, lambda stored: stored.update(said(stored, where=stored["where"][:1])))
    assert (confirmed, why[:12]) == (False, "proof 1 of 1")


@pytest.mark.parametrize(
    "other",
    [
        {"claim": OTHER},
        {"claim": "sin(3*x) + y*x < 2 + y"},  # equal, but another term
        {"where": ["0 <= x <= 1"]},
        {"where": ["0 <= y <= 1", "0 <= x <= 1"]},
        {"term": "sha256:" + 64 * "0"},
        {"term": None},
    ],
    ids=str,
)
def test_a_certificate_is_bound_to_its_terms(answer, other):
    confirmed, why = changed(answer, lambda stored: stored.update(other))
    assert (confirmed, why[:41]) == (False, "the text is read as another claim than th")


def test_a_text_that_is_written_otherwise_is_the_same_claim(answer):
    assert changed(answer, lambda stored: stored.update(claim="(2.0+y)>  sin( 3*x )+x*y"))[0]


def test_a_certificate_says_what_it_was_read_as(answer):
    assert changed(answer, lambda stored: stored.pop("term")) == (False, "the certificate has no term")


@pytest.mark.parametrize(
    "proof", [None, 3, {}, {"rule": "nothing"}, {"rule": "balls", "with": {"cuts": "n"}}, {"rule": "both"}]
)
def test_what_is_no_proof_proves_nothing(answer, proof):
    assert not changed(answer, lambda stored: stored.update(proofs=[proof]))[0]


def test_sums_of_products_are_multiplied_out_again():
    goal = goals(read("a**2 + b**2 >= 2*a*b - 1"))[-1]
    wrong = products(goal, STEPS)
    assert wrong is not None and proves(goal, wrong)
    wrong["with"][0][0] = "2"
    assert not proves(goal, wrong)


def test_a_strict_claim_that_touches_has_no_proof():
    (goal,) = goals(read("(x - y)**2 > 0"))
    square = [["1", [], [["1", [1, 0]], ["-1", [0, 1]]]]]
    assert not proves(goal, {"rule": "products", "with": square})


@pytest.mark.parametrize("family", ["am_gm", "exp_tangent", "boxes"])
def test_generated_inequalities_are_decided_and_their_twins_refuted(family):
    true, twin = [c for c in cases(7, each=1) if c.name.startswith(family)]
    assert solve(read(true.claim, true.where), STEPS).verdict == "PROVED"
    assert solve(read(twin.claim, twin.where), STEPS).verdict == "REFUTED"


def test_every_family_gives_as_many_different_ones_as_asked_for_and_the_seed_fixes_them():
    chosen = list(cases(1, each=25))
    assert len(FAMILIES) * 25 == 300
    assert len({(c.claim, c.where) for c in chosen}) == len(chosen) == 600
    assert chosen == list(cases(1, each=25))


def test_a_third_of_the_generated_ones_is_transcendental_and_a_third_has_several_variables():
    true = [c for c in cases(1, each=25) if c.true]
    assert sum(bool({"exp(", "log(", "sigmoid(", "softplus("} & set(FUNCTION.findall(c.claim))) for c in true) >= 100
    assert sum(len(read(c.claim, c.where).names) >= 2 for c in true) >= 100
