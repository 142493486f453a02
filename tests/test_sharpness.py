"""How near the proved bounds come to equality: stored exact pairs, with the ratio of the two sides shown again."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from verify import Vector, le, norm, symbols
from verify.checkers.stored.ratio import ratio_at
from verify.checkers.stored.replay import replay
from verify.judging.catalogue import discover
from verify.language.claim import Claim

RECORDS = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "reports" / "sharpness.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def claims():
    return {f"{s.name}/{c.name}": c for s in discover("proofs").statements for c in s.claims}


@pytest.mark.parametrize("stored", RECORDS, ids=lambda r: f"{r['claim']}, {r['ratio'][0]}")
def test_the_pair_has_the_stored_ratio_and_the_bound_is_a_proved_one(stored, claims):
    claim = claims[stored["claim"]]
    assert claim.expected == "PROVED"
    assert replay(stored, stored["claim"], claim)[0]
    assert Fraction(stored["ratio"][0]) <= 1


def test_lemma_2_and_the_separated_set_are_attained():
    attained = {r["claim"] for r in RECORDS if r["ratio"] == ["1", "1"]}
    assert {"lemma-2/lipschitz", "remark-separated-set/separated"} <= attained


def test_no_smaller_multiple_of_the_constant_of_theorem_1_serves_for_all_data_radii_and_distances():
    low = [Fraction(r["ratio"][0]) for r in RECORDS if r["claim"] == "theorem-1/smooth"]
    assert max(low) > Fraction(999, 1000)
    assert min(low) > Fraction(59, 100)  # without data, R = 0


def test_another_ratio_is_not_confirmed(claims):
    stored = next(r for r in RECORDS if r["claim"] == "lp-below-two/lipschitz")
    assert not replay(stored | {"ratio": ["1", "1"]}, stored["claim"], claims[stored["claim"]])[0]


a, b, x = map(Vector, "abx")
c, e = symbols("c e")
ONES = {a: (1, 1), b: (1, 1)}


@pytest.mark.parametrize(
    ("bound", "point", "ratio"),
    [
        (le(x * norm(b), norm(a)), {**ONES, x: (1, -3)}, ["1", "1"]),
        (le(x * norm(b), 2 * norm(a)), {**ONES, x: (-1, -3)}, ["-1/2", "-1/2"]),
        (le(x * norm(b), norm(a)), {**ONES, x: (0, -3)}, ["0", "0"]),
        (le((x - c) * norm(b), e * norm(a)), {**ONES, x: (2, -5), c: 1, e: 2}, ["1/2", "1/2"]),
    ],
)
def test_a_ratio_has_its_sign_and_the_largest_coordinate_counts(bound, point, ratio):
    assert ratio_at(Claim(name="c", says="", conclusion=bound), point).written == ratio


def test_a_ratio_whose_square_alone_is_rational_has_its_sign_too():
    found = ratio_at(Claim(name="c", says="", conclusion=le(x, norm(a))), {a: (1, 1), x: (-1, -3)})
    assert found.square == Fraction(1, 2) and -0.71 < found.low < found.high < -0.7
