"""The probe: true claims survive, spoilt ones fall with a readable certified witness, nothing tried is never a pass."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from verify import Abs, Symbol, cos, exp, judge, log, pi, sign, sqrt, symbols
from verify.checkers.stored.replay import replay
from verify.kernel.certify import admissible, certify, point_from_json
from verify.kernel.record import record
from verify.language.claim import Claim
from verify.language.forms import dot, norm, unit
from verify.language.functions import sigmoid, softplus
from verify.language.operators import Mean, Slope, Value
from verify.language.relation import eq, le, lt
from verify.language.symbols import Label, Sample, SampleLabel, Vector, d
from verify.language.verdict import Outcome
from verify.search.inputs.draw import Source
from verify.search.inputs.examples import example
from verify.search.inputs.families import FAMILIES
from verify.search.inputs.inputs import Inputs
from verify.search.inputs.simpler import numbers
from verify.search.probe import probe

t1, t2, x, w = map(Vector, ("theta_1", "theta_2", "x", "w"))
x_n, y_n, y = Sample("x_n"), SampleLabel("y_n"), Label("y")
eps, m, R, C = symbols("eps m R C", positive=True)
a, b = symbols("a b")


def claim(conclusion, *assuming, **fields):
    return Claim(name="c", says="", conclusion=conclusion, assuming=assuming, **fields)


def moved(attack):
    return norm(attack(t1) - attack(t2))


def l2(theta):
    return -eps * unit(theta)


def linf(theta):
    return -eps * sign(theta)


OUTSIDE = (le(m, norm(t1)), le(m, norm(t2)))
SEPARATED = (le(m, Abs(t1)), le(m, Abs(t2)))
NONZERO = (lt(0, Abs(t1)), lt(0, Abs(t2)))
LEMMA_2 = claim(le(moved(l2), eps / m * norm(t1 - t2)), *OUTSIDE)
NEAR = Fraction(99, 100)
STEEP = norm(Mean(sigmoid(-y_n * dot(x_n, t1)) * x_n) - Mean(sigmoid(-y_n * dot(x_n, t2)) * x_n))

TRUE = {
    "lemma 2": LEMMA_2,
    "separated": claim(le(moved(linf), eps / m * norm(t1 - t2)), *SEPARATED),
    "count": claim(eq(moved(linf) ** 2, 2 * eps**2 * (d - dot(sign(t1), sign(t2)))), *NONZERO),
    "data": claim(le(STEEP, R**2 / 4 * norm(t1 - t2)), le(norm(x_n), R)),
    "beside": claim(le(a**2, a**2 + norm(w) ** 2), beside=1),
    "range": claim(le(norm(x, 1), 2 * norm(x)), le(2, d), le(d, 4)),
    "numbers": claim(le(2 * a * b, a**2 + b**2)),
}

SPOILT = {
    "lemma 2 with 99/100": (replace(LEMMA_2, conclusion=le(moved(l2), NEAR * eps / m * norm(t1 - t2))), "1/50"),
    "one bound dropped": (replace(LEMMA_2, assuming=(OUTSIDE[0], lt(0, norm(t2)))), None),
    "the 2-norm for the 1-norm": (claim(le(norm(x, 1), norm(x))), None),
    "separated with 99/100": (claim(le(moved(linf), NEAR * eps / m * norm(t1 - t2)), *SEPARATED), "1/50"),
    "count with zeros": (claim(eq(moved(linf) ** 2, 2 * eps**2 * (d - dot(sign(t1), sign(t2))))), "2"),
    "cauchy-schwarz made strict": (claim(lt(dot(t1, t2), norm(t1) * norm(t2))), "0"),
    "data with an eighth": (claim(le(STEEP, R**2 / 8 * norm(t1 - t2)), le(norm(x_n), R)), None),
    "one dimension too many": (claim(le(norm(x, 1), 2 * norm(x)), le(2, d), le(d, 5)), None),
    "numbers": (claim(le(2 * a * b, Fraction(99, 100) * (a**2 + b**2))), "1/50"),
}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_claim_survives_and_the_scope_counts(name):
    found = probe(TRUE[name], examples=1500)
    assert found.outcome is Outcome.HOLDS and found.counterexample is None
    assert int(found.scope.split()[0]) > 400


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_claim_falls_with_a_short_certified_witness(name):
    spoilt, excess = SPOILT[name]
    found = probe(spoilt, statement="s", examples=3000)
    assert found.outcome is Outcome.FAILS
    again = certify(spoilt, point_from_json(spoilt, found.counterexample.point))
    assert again.outcome is Outcome.FAILS and again.counterexample.excess == found.counterexample.excess
    assert found.counterexample.excess[0] == excess or excess is None
    assert len(str(found.counterexample.point)) < 120


def test_two_eps_falls_at_opposite_corners():
    found = probe(
        claim(le(moved(linf), 2 * eps), *NONZERO), statement="theorem-2", seed=3, examples=1000
    ).counterexample
    assert found.dimension == 2
    assert found.point == {"eps": "1", "theta_1": ["1", "1"], "theta_2": ["-1", "-1"]}
    assert found.found_by == "verify check theorem-2/c --seed 3 --examples 1000"


def test_lemma_2_with_a_smaller_constant_falls_in_one_dimension():
    found = probe(SPOILT["lemma 2 with 99/100"][0], examples=1000).counterexample
    assert found.point == {"eps": "1", "m": "1", "theta_1": ["1"], "theta_2": ["-1"]}


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_same_seed_gives_the_same_evidence(seed):
    for one in (TRUE["lemma 2"], SPOILT["one bound dropped"][0], SPOILT["data with an eighth"][0]):
        assert probe(one, seed=seed, examples=600) == probe(one, seed=seed, examples=600)


def test_nothing_admissible_is_never_a_pass():
    found = probe(claim(le(norm(x), 1), lt(norm(x), 0)), examples=500)
    assert (found.outcome, found.scope, found.detail) == (Outcome.UNKNOWN, "", "no admissible input was built")
    odd = lt(cos(norm(x)), -2)
    assert (
        probe(claim(le(norm(x), 1), odd), examples=500).detail == f"no admissible input was built (not built in: {odd})"
    )


def test_a_value_that_does_not_exist_is_found_at_its_point():
    found = probe(claim(le(norm(unit(x)), 1)), examples=99)
    assert found.outcome is Outcome.UNDEFINED
    assert (found.counterexample.point, found.counterexample.excess[0]) == ({"x": ["0"]}, "undefined")
    assert probe(claim(le(norm(Slope(x)) ** 2, d)), examples=500).outcome is Outcome.UNDEFINED


def test_a_row_is_accused_when_rounding_could_hide_a_violation():
    below, strictly = (Inputs(claim(relation(norm(x), 1))) for relation in (le, lt))
    assert [below.accused(v) for v in (-1e-16, 0.0, 1e-9, float("nan"))] == [False, False, True, True]
    assert [strictly.accused(v) for v in (-1e-12, -1e-15, 0.0)] == [False, True, True]
    assert [Inputs(claim(eq(norm(x), 1))).accused(v) for v in (1e-12, 1e-6)] == [False, True]


def test_a_refutation_where_all_is_defined_outranks_a_missing_value():
    assert probe(claim(le(norm(2 * unit(x)), 1)), examples=500).outcome is Outcome.FAILS


def test_what_one_point_cannot_decide_is_not_probed():
    unknown = claim(le(Value(Symbol("ell"), x), 1))
    for one in (unknown, claim(le(C, 0), exists=(C,))):
        found = probe(one, examples=500)
        assert found.outcome is Outcome.UNKNOWN and "one point decides nothing" in found.detail


def test_dimensions_are_those_of_the_claim():
    inside = claim(le(0, norm(x)), le(5, d), le(d, 6))
    assert probe(inside, examples=500).scope.endswith("inputs in d = 5, 6")
    assert probe(inside, examples=500, dimensions=(1, 6, 8)).scope.endswith("in d = 6")
    assert probe(TRUE["beside"], examples=1000).scope.endswith("in d = 1, 2, 3, 8, 128")
    assert probe(TRUE["beside"], examples=500).scope.endswith("in d = 1, 2, 3, 128")


def test_signs_are_never_tried_in_two_dimensions_only():
    assert probe(TRUE["count"], examples=500, dimensions=(1, 2)).scope.endswith("in d = 1, 2, 3, 8")


def test_hypothesis_alone_finds_and_counts():
    from verify.search.inputs.targeted import targeted
    from verify.search.probe import Search

    false = Inputs(claim(le(norm(x), 3 * norm(x, 1) ** 2)))
    search = Search(false, "s", "test")
    targeted(false, search, [1, 2], 0, 200)
    assert certify(false.claim, search.fails).outcome is Outcome.FAILS
    true = Search(Inputs(LEMMA_2), "s", "test")
    targeted(true.inputs, true, [1, 2], 0, 30)
    assert true.fails is None and 20 <= sum(true.tried.values()) <= 40


def test_hypothesis_leaves_no_file_behind(tmp_path):
    from hypothesis.configuration import set_hypothesis_home_dir

    from verify.search.inputs.targeted import targeted
    from verify.search.probe import Search

    inputs = Inputs(LEMMA_2)
    set_hypothesis_home_dir(tmp_path)
    try:
        targeted(inputs, Search(inputs, "s", "test"), [1, 2], 0, 30)
    finally:
        set_hypothesis_home_dir(None)
    assert list(tmp_path.iterdir()) == []


def test_no_drawn_integer_is_large_enough_for_hypothesis_to_take_it_from_source_text():
    def draw(low, high, shape):
        assert -100 < low <= high < 100
        return np.full((1, *shape), float(high))

    for family in FAMILIES:
        for plain in (True, False):
            Inputs(TRUE["data"]).make(Source(draw, exact=False, plain=plain), family, 3, 2)


def test_the_claims_own_builder_is_used():
    def sample(source, dim):
        return {x: source.sign((1, dim)) * source.constant(Fraction(1, 2))}

    cube = claim(le(norm(x) ** 2, Fraction(1, 5) * d), lt(cos(norm(x)), 2), sample=sample)
    assert probe(cube, examples=400).counterexample.point == {"x": ["1"]}
    assert probe(replace(cube, conclusion=le(norm(x) ** 2, d / 4)), examples=400).outcome is Outcome.HOLDS


@pytest.mark.parametrize("name", TRUE)
def test_an_example_is_admissible_and_short_in_the_first_two_dimensions(name):
    low = TRUE[name].dimensions[0]
    for dim in (low, low + 1):
        point = example(TRUE[name], dim)
        assert admissible(TRUE[name], point) is True
        assert max(abs(q.numerator) + q.denominator for v in point.values() for q in numbers(v)) <= 5


def test_the_claims_own_example_comes_first():
    own = replace(LEMMA_2, example=lambda dim: {t1: (7,) * dim, t2: (7,) * dim, eps: 1, m: 2})
    assert example(own, 2)[t1] == (7, 7)
    assert example(replace(own, example=lambda dim: {t1: (0,) * dim, t2: (7,) * dim, eps: 1, m: 2}), 2)[t1] != (0, 0)


def test_an_example_leaves_out_what_is_bound_by_there_is():
    there_is = claim(lt(C * norm(t1 - t2), 1), le(norm(t1 - t2), C), le(m, norm(x)), exists=(t1, t2))
    point = example(there_is, 2)
    assert set(point) == {C, m, x} and admissible(there_is, point) is True


def test_contradictory_assumptions_have_no_example():
    assert example(claim(le(0, norm(x)), lt(norm(x), 0)), 1) is None
    assert example(claim(le(0, norm(x)), le(2, d)), 1) is None


def test_the_logistic_loss_at_extreme_margins_is_no_violation():
    loss = softplus(-y * dot(x, t1) + eps * norm(t1))
    assert probe(claim(le(softplus(-y * dot(x, t1)), loss)), examples=1500).outcome is Outcome.HOLDS


NEAR = [
    (le(10**17 * pi, 314159265358979323), ("0.84626433", "0.84626434")),
    (le(exp(pi * sqrt(163)), 262537412640768743), ("0.99999999", "1.0000000")),
    (lt(sqrt(2) + sqrt(3), sqrt(5 + 2 * sqrt(6))), ("0", "0")),
    (le(2, 1), ("1", "1")),
]


@pytest.mark.parametrize(("conclusion", "excess"), NEAR)
def test_a_false_claim_without_symbols_is_refuted_at_the_empty_point(conclusion, excess):
    claim = Claim(name="c", says="", conclusion=conclusion)
    found = judge("s", claim)
    assert (found.verdict, found.counterexample.point, found.counterexample.excess) == ("REFUTED", {}, excess)
    assert replay(record(found.counterexample, claim), "s/c", claim)[0]


def test_a_claim_without_symbols_that_holds_is_certified_at_one_point():
    found = probe(Claim(name="c", says="", conclusion=le(10**17 * pi, 314159265358979324)))
    assert (found.outcome, found.scope) == (Outcome.HOLDS, "one point in d = 1")


def test_a_claim_without_symbols_whose_sides_no_ball_tells_apart_is_undecided_with_that_reason():
    found = judge("s", Claim(name="c", says="", conclusion=lt(2 ** log(3), 3 ** log(2))))
    assert (found.verdict, found.reason) == ("UNDECIDED", "undecided at 2048 bits: 2**log(3) < 3**log(2)")


def test_of_no_dimension_nothing_is_built():
    found = probe(claim(le(norm(x), 0), eq(d, 1), le(2, d)), examples=50)
    assert (found.outcome, str(found.said)) == (Outcome.UNKNOWN, "no admissible input was built")
