"""Decisions at exact points: never a wrong True or False, and exact zeros are seen without floating point."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from verify import Abs, Max, Symbol, exp, log, sign, sqrt, symbols
from verify.kernel.certify import admissible, certify, decide, defined, point_from_json, record
from verify.language.claim import Claim
from verify.language.forms import dot, norm, unit
from verify.language.functions import sigmoid, softplus
from verify.language.operators import Mean, Slope
from verify.language.relation import eq, le, lt, ne
from verify.language.symbols import Label, Sample, SampleLabel, Vector, d
from verify.language.verdict import Outcome

u, v, w = map(Vector, ("u", "v", "w"))
x_n, y_n, y = Sample("x_n"), SampleLabel("y_n"), Label("y")
a = Symbol("a")
eps, m, q = symbols("eps m q", positive=True)


def claim(conclusion, *assuming, **fields):
    return Claim(name="c", says="", conclusion=conclusion, assuming=assuming, **fields)


def attack(theta):
    return -eps * sign(theta)


TWO_EPS = claim(le(norm(attack(u) - attack(v)), 2 * eps), lt(0, Abs(u)), lt(0, Abs(v)))
CORNERS = {u: (1, 1), v: (-1, -1), eps: 1}


def test_the_diameter_of_a_square_is_not_two_eps():
    found = certify(TWO_EPS, CORNERS, statement="theorem-2", found_by="hand").counterexample
    assert found.claim == "theorem-2/c" and found.dimension == 2
    assert found.point == {"eps": "1", "u": ["1", "1"], "v": ["-1", "-1"]}
    low, high = map(float, found.excess)
    assert low <= 2 * 2**0.5 - 2 <= high and 0 < high - low < 1e-7


def test_one_wrong_sign_is_no_counterexample():
    found = certify(TWO_EPS, {u: (1, 1), v: (1, -1), eps: 1})
    assert (found.outcome, found.scope, found.counterexample) == (Outcome.HOLDS, "one point in d = 2", None)


def test_a_point_that_breaks_an_assumption_refutes_nothing():
    found = certify(TWO_EPS, {u: (1, 1, 0), v: (-1, -1, -1), eps: 1})
    assert found.outcome is Outcome.UNKNOWN and found.detail == "the assumption 0 < Abs(u) does not hold"
    assert admissible(TWO_EPS, {u: (1, 0), v: (-1, -1), eps: 1}) is False


TOUCHING = [
    (le(dot(u, v), norm(u) * norm(v)), {u: (1, 2, 5), v: (3, 6, 15)}),
    (eq(norm(u - v), norm(u) + norm(v)), {u: (1, 2), v: (-3, -6)}),
    (eq(norm(attack(u) - attack(v)), 2 * eps * sqrt(d)), {u: (1,) * 5, v: (-1,) * 5, eps: Fraction(1, 3)}),
    (le(norm(unit(u) - unit(v)), norm(u - v) / m), {u: (3, 4), v: (4, -3), m: 5}),
    (eq(sqrt(5 + 2 * sqrt(a)), sqrt(2) + sqrt(3)), {a: 6}),
    (eq(norm(u, 3) ** 3, 9), {u: (1, -2)}),
    (eq(Max(sqrt(a), 1) * sqrt(a), 2), {a: 2}),
    (eq(sigmoid(a) + sigmoid(-a), 1), {a: 0}),
]


@pytest.mark.parametrize(("relation", "point"), TOUCHING)
def test_sides_that_are_equal_and_irrational_are_seen_to_be_equal(relation, point):
    assert decide(relation, point) is True
    assert decide(replace(relation, op="<"), point) is False
    assert decide(replace(relation, op="!="), point) is False


@pytest.mark.parametrize("gap", [Fraction(1, 10**40), Fraction(-1, 10**400), Fraction(1, 10**700)])
def test_a_difference_far_below_rounding_decides(gap):
    relation = eq(sqrt(5 + 2 * sqrt(6)) + a, sqrt(2) + sqrt(3))
    assert decide(relation, {a: gap}) is False
    assert decide(replace(relation, op="<="), {a: gap}) is (gap < 0)


def test_a_root_that_is_all_but_rational_is_not_taken_for_it():
    assert decide(eq(sqrt(a), 1), {a: 1 + Fraction(1, 10**700)}) is False
    assert decide(le(sqrt(a), 1), {a: 1 + Fraction(1, 10**700)}) is False


def test_a_radicand_that_is_all_but_zero_and_negative_has_no_root():
    below = le(sqrt(sqrt(2) - sqrt(m)), 1)
    assert decide(below, {m: 2}) is True
    assert decide(below, {m: 2 + Fraction(1, 10**700)}) is None
    assert defined(below, {m: 2 + Fraction(1, 10**700)}) is False


def test_one_coordinate_that_surely_fails_outweighs_an_undecided_one():
    assert decide(lt(softplus(u), log(1 + exp(u)) + Abs(u - 1)), {u: (1, 2)}) is None
    assert decide(lt(softplus(u) + u, 1 + log(1 + exp(u))), {u: (1, 2)}) is False


def test_equal_transcendental_sides_stay_undecided():
    assert decide(eq(softplus(a), log(1 + exp(a))), {a: 1}) is None
    assert certify(claim(eq(softplus(a), log(1 + exp(a)))), {a: 1}).outcome is Outcome.UNKNOWN


def test_a_strict_bound_that_is_only_just_kept_is_decided_by_more_bits():
    assert decide(lt(sigmoid(a), 1), {a: 1000}) is True
    assert decide(le(softplus(a), a), {a: 1000}) is False


def test_every_coordinate_and_every_data_point_counts():
    assert decide(le(0, u), {u: (1, 0, 2)}) is True
    assert decide(le(0, u), {u: (1, -1, 2)}) is False
    assert decide(ne(u, 0), {u: (1, 0)}) is False
    assert decide(le(norm(x_n), 5), {x_n: ((3, 4), (0, 5))}) is True
    assert decide(lt(norm(x_n), 5), {x_n: ((3, 4), (0, 1))}) is False
    assert decide(lt(0, u), {u: ()}) is True


DEFINED = [
    (1 / a, {a: 0}, False),
    (unit(u), {u: (0, 0)}, False),
    (unit(u), {u: (0, 1)}, True),
    (log(a), {a: -1}, False),
    (sqrt(a), {a: -1}, False),
    (1 / (norm(u) - sqrt(2)), {u: (1, 1)}, False),
    (Mean(Slope(x_n)), {x_n: ((1,), (0,))}, False),
    (1 / (softplus(a) - log(1 + exp(a))), {a: 1}, None),
    (Abs(u) ** (q - 1), {u: (0, 1), q: Fraction(1, 2)}, False),
    (Abs(u) ** (q - 1), {u: (0, 1), q: 3}, True),
    (a**q, {a: -1, q: Fraction(3, 2)}, False),
    (a**q, {a: -1, q: 3}, True),
]


@pytest.mark.parametrize(("e", "point", "answer"), DEFINED)
def test_where_a_formula_has_a_value(e, point, answer):
    assert defined(e, point) is answer
    assert decide(eq(e, e + 1), point) is (False if answer else None)


def test_a_conclusion_without_a_value_is_reported_with_its_point():
    found = certify(claim(le(norm(unit(u)), 1)), {u: (0, 0)})
    assert found.outcome is Outcome.UNDEFINED
    assert found.counterexample.point == {"u": ["0", "0"]}
    assert found.counterexample.excess == ("undefined", "undefined")


def test_an_undecided_assumption_convicts_nobody():
    same = le(softplus(a), log(1 + exp(a)))
    found = certify(claim(le(a, 0), same), {a: 1})
    assert (found.outcome, found.counterexample) == (Outcome.UNKNOWN, None)
    assert found.detail == f"the assumption {same} is undecided" and admissible(claim(le(a, 0), same), {a: 1}) is None


def test_an_assumption_without_a_value_admits_nothing():
    found = certify(claim(le(1, 0), le(norm(unit(u)), 1)), {u: (0, 0)})
    assert found.outcome is Outcome.UNKNOWN and found.detail.endswith("has no value")


def test_a_claim_speaks_only_of_its_own_dimensions():
    ranged = claim(le(norm(u, 1), 2 * norm(u)), le(2, d), le(d, 4))
    assert certify(ranged, {u: (1,) * 5}).detail == "the claim does not speak of d = 5"
    assert [admissible(ranged, {u: (1,) * n}) for n in range(1, 6)] == [False, True, True, True, False]


def test_coordinates_written_out_beside_the_vectors_count():
    beside = claim(le(a**2, a**2 + norm(u) ** 2), beside=1)
    assert certify(beside, {a: 1, u: ()}).scope == "one point in d = 1"
    assert certify(beside, {a: 1, u: (1, 2)}).scope == "one point in d = 3"


def test_a_claim_of_existence_or_on_unknown_functions_is_not_decided_by_a_point():
    assert (
        certify(claim(le(a, 0), exists=(a,)), {}).detail == "it says that something exists: one point decides nothing"
    )
    assert admissible(claim(le(a, eps), lt(a, -1), le(eps, 1), exists=(a,)), {eps: 1}) is True


def test_an_equality_fails_by_the_distance_of_its_sides():
    found = certify(claim(eq(norm(u), 1)), {u: (0, 0)}).counterexample
    assert found.excess == ("1", "1")
    found = certify(claim(eq(norm(u), 2)), {u: (1, 1)}).counterexample
    assert found.excess == ("0.58578643", "0.58578644")


def test_random_true_and_false_inequalities_are_never_confused():
    rng = random.Random(7)
    for _ in range(60):
        dim = rng.choice((1, 2, 3))
        point = {s: tuple(Fraction(rng.randint(-3, 3), rng.randint(1, 3)) for _ in range(dim)) for s in (u, v, w)}
        assert decide(le(norm(u + v), norm(u) + norm(v)), point) is True
        assert decide(lt(norm(u) + norm(v), norm(u + v)), point) is False
        assert decide(le(norm(u), norm(u, 1)), point) is True
        assert decide(eq(norm(u + v) ** 2 + norm(u - v) ** 2, 2 * norm(u) ** 2 + 2 * norm(v) ** 2), point) is True


def test_the_id_is_a_hash_of_the_content_and_not_of_the_finder():
    one = record(certify(TWO_EPS, CORNERS, statement="s", found_by="me").counterexample, TWO_EPS)
    two = record(certify(TWO_EPS, CORNERS, statement="s", found_by="you").counterexample, TWO_EPS)
    other = record(certify(TWO_EPS, {**CORNERS, eps: 2}, statement="s").counterexample, TWO_EPS)
    assert one["id"] == two["id"] != other["id"] and one["found_by"] == "me"
    assert list(one) == ["id", "kind", "claim", "term", "d", "point", "excess", "found_by"]
    assert one["id"].startswith("sha256:") and len(one["id"]) == 71


def test_a_point_survives_json():
    sampled = claim(le(Mean(y_n * dot(x_n, u)), eps * y))
    point = {x_n: ((1, Fraction(-3, 1024)),), u: (0, 2), y_n: (-1,), eps: Fraction(1, 7), y: 1}
    stored = {"x_n": [["1", "-3/1024"]], "u": ["0", "2"], "y_n": ["-1"], "eps": "1/7", "y": "1"}
    written = certify(replace(sampled, conclusion=lt(eps * y, -1 + 0 * Mean(y_n * dot(x_n, u)))), point)
    assert written.counterexample.point == stored
    assert point_from_json(sampled, stored) == point


MALFORMED = [
    ({"u": ["3/0"]}, "u: got '3/0', expected a number written as a string"),
    ({"u": [0.5]}, "u: got 0.5, expected a number written as a string"),
    ({"u": [1]}, "u: got 1, expected a number written as a string"),
    ({"u": ["1e5"]}, "u: got '1e5', expected"),
    ({"u": ["__import__('os')"]}, "u: got .*, expected"),
    ({"u": ["٣"]}, "u: got .*, expected"),
    ({"u": ["9" * 5000]}, "u: got .*, expected"),
    ({"u": "1"}, "u: got 1, expected a tuple with one number for each coordinate"),
    ({"u": {"0": "1"}}, "u: got .*, expected"),
    ({}, "u: no value is given"),
    ({"u": ["1"], "w": "1"}, "w: no symbol of the claim c, expected u"),
    (["u"], "expected an object from symbol names to numbers"),
]


@pytest.mark.parametrize(("stored", "message"), MALFORMED)
def test_a_malformed_point_is_refused_in_one_line(stored, message):
    with pytest.raises(ValueError, match=message) as refused:
        point_from_json(claim(le(norm(u), 1)), stored)
    assert "\n" not in str(refused.value) and len(str(refused.value)) < 250


def test_a_root_of_enormous_degree_is_undecided_unless_it_is_rational():
    tiny = Fraction(1, 3**60)
    assert decide(lt(1, m**q), {m: 2, q: tiny}) is None
    assert decide(eq(m**q, 1), {m: 1, q: tiny}) is True
