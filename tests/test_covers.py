"""Covers are proposed by intervals of floats and confirmed by balls, so that no float can make a false inequality true."""

from fractions import Fraction
from functools import cache
from random import Random

import numpy as np
import pytest
from flint import arb, ctx, fmpq

from bench.speed.boxes import FORMULAS, goal, one_at_a_time
from verify.checkers.boxes import rational
from verify.checkers.inequality.check import proves
from verify.checkers.inequality.compiled import tape
from verify.checkers.inequality.goal import goals
from verify.checkers.inequality.goal_on_box import ground
from verify.checkers.inequality.problem import read
from verify.checkers.inequality.reader import formula
from verify.language.symbols import Symbol
from verify.prover.inequality import guesses
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.find_cover import cover
from verify.prover.inequality.guesses import NOISE, OPEN, Guesses, Look, Pieces
from verify.prover.inequality.sample import sample
from verify.prover.intervals import INTERVALS, Intervals

WRITTEN = [
    "x + y",
    "x - 3*y",
    "x*y",
    "x/y",
    "1/(x*y)",
    "x**2",
    "x**3*y**5",
    "x**50",
    "sqrt(x)",
    "x**(1/3)",
    "x**(-3/2)",
    "exp(x)",
    "log(x)",
    "log(1 + exp(x))",
    "1/(1 + exp(-x))",
    "tanh(x)",
    "sinh(x)",
    "cosh(x)",
    "sin(x)",
    "cos(x)",
    "tan(x)",
    "atan(x)",
    "abs(x)",
    "max(x, y)",
    "min(x, 1)",
    "exp(-x**2)*log(1 + abs(y)) + sqrt(x + 2)*tanh(x*y)",
    "pi*x - exp(1)*sin(sqrt(2)*y)",
]
SIDES = {
    "random": lambda c: sorted((c.uniform(-4, 4), c.uniform(-4, 4))),
    "positive": lambda c: sorted((c.uniform(0, 3), c.uniform(0, 3))),
    "narrow": lambda c: (lambda x: (x, x + 2.0**-40))(c.uniform(-3, 3)),
    "a point": lambda c: [c.choice([0.0, 1.0, -1.0, c.uniform(-3, 3)])] * 2,
    "around 0": lambda c: (-c.uniform(0, 1), c.uniform(0, 1)),
    "from 0": lambda c: (0.0, c.uniform(0, 2)),
    "extreme": lambda c: sorted(c.choice([-1, 1]) * 10.0 ** c.randint(-300, 300) for _ in range(2)),
}


@pytest.mark.parametrize("kind", SIDES)
@pytest.mark.parametrize("written", WRITTEN)
def test_an_interval_contains_the_values_on_its_box_but_for_noise(written, kind):
    x, y = Symbol("x"), Symbol("y")
    e, chance = formula(written), Random(f"{written} {kind}")
    fast, slow = tape([e], (x, y), INTERVALS), tape([e], (x, y))
    sides = np.array([[SIDES[kind](chance) for _ in range(2)] for _ in range(40)], dtype=float)
    with np.errstate(all="ignore"):
        found = fast([Intervals(sides[:, k, 0], sides[:, k, 1]) for k in range(2)])[0]
    compared = 0
    for low, high, box in zip(found.low, found.high, sides.tolist(), strict=True):
        parts = [chance.choice([fmpq(0), fmpq(1, 2), fmpq(1), fmpq(chance.randint(0, 99), 99)]) for _ in box]
        at = [exact(a) + (exact(b) - exact(a)) * t for (a, b), t in zip(box, parts, strict=True)]
        with ctx.workprec(2500):
            value = slow([arb(z) for z in at])[0]
            if value.is_finite() and np.isfinite(low) and np.isfinite(high):
                compared += 1
                noise = arb(NOISE) * max(1.0, abs(low), abs(high))
                assert not value < arb(low) - noise and not value > arb(high) + noise, (box, at)
    assert compared > 9 or kind != "positive"


def exact(x):
    return rational(Fraction(x))


# ------------------------------------------------------------------------------------------------------------- the search

CLAIMS = [
    *FORMULAS.values(),
    ("x**4*y**2 + x**2*y**4 + 1 + 1/10 >= 3*x**2*y**2", ("-2 <= x <= 2", "-2 <= y <= 2")),
    ("x**4*y**2 + x**2*y**4 + 1 - 1/10 >= 3*x**2*y**2", ("-2 <= x <= 2", "-2 <= y <= 2")),
    ("exp(x) >= 1 + x - 1/100", ("-1 <= x <= 1",)),
    ("exp(x) > 1 + x", ("-1 <= x <= 1",)),
    ("exp(x) >= 1 + x + 1/1000000", ("-1 <= x <= 1",)),
    ("sin(x) < 1 + 1/100", ("-1000 <= x <= 1000",)),
    ("x*y >= 0", ("0 <= x <= 1", "0 <= y <= 1")),
    ("x*y > 0", ("0 <= x <= 1", "0 <= y <= 1")),
    ("exp(x + y) > 1", ("-1 <= x <= 1", "-1 <= y <= 1", "x + y >= 1/100")),
    ("exp(x + y) > 1", ("-1 <= x <= 1", "-1 <= y <= 1", "x + y >= 0")),
    ("abs(x - 1/3) + abs(y - 1/7) > -1/1000", ("0 <= x <= 1", "0 <= y <= 1")),
    ("sqrt(x) + 1/(1 + x) >= 9/10", ("0 <= x <= 100000",)),
    ("tan(x) >= x - 1/100", ("0 <= x <= 3/2",)),
    ("log(x) <= x - 1 + 1/1000", ("1/1000 <= x <= 1000",)),
    ("1/x + 1/y >= 1/50", ("1/10 <= x <= 100", "1/10 <= y <= 100")),
    ("exp(100*x) >= 1/1000", ("0 <= x <= 1000",)),
    ("cos(x) <= 1", ("1 <= x <= 1",)),
    ("exp(x) >= 27/10", ("1 <= x <= 1",)),
    ("exp(x) >= 28/10", ("1 <= x <= 1",)),
    ("x**2*y >= -1/100", ("-1 <= x <= 1", "0 <= y <= 0")),
]


@pytest.mark.parametrize("claim, where", CLAIMS, ids=[c for c, _ in CLAIMS])
def test_what_is_found_together_is_what_is_found_one_at_a_time(claim, where):
    wanted, g, box = goal(claim, where), *ground(goal(claim, where))
    found = found_by(wanted, pieces=40_000)
    alone = one_at_a_time(g, box, most=40_001)
    assert (found is not None) >= bool(alone)  # which knows no points where the value is 0
    assert found is None or proves(wanted, found)
    if alone:
        assert len(found["with"]["cuts"]) <= 1.1 * len(alone) + 2


def found_by(wanted, pieces=2_000):
    return cover(wanted, sample(wanted), Budget(), pieces=pieces)


@cache
def known(claim, where):
    return found_by(goal(claim, where), pieces=40_000) is not None


def says(letters):
    """Looks at nothing and has these letters for everything, in turn."""

    def look(self, pieces):
        count, sides = pieces.at.shape
        never = np.zeros(count, dtype=bool)
        return Look(np.resize(letters, count), np.arange(count) % sides, never, never)

    return look


@pytest.mark.parametrize("letters", [["n"], ["o"], ["s"], ["t"], ["n", OPEN], [OPEN, "o", "n"], ["z"], ["0"]], ids=str)
@pytest.mark.parametrize("claim, where", CLAIMS[len(FORMULAS) :], ids=[c for c, _ in CLAIMS[len(FORMULAS) :]])
def test_who_looks_and_lies_makes_nothing_true(claim, where, letters, monkeypatch):
    wanted = goal(claim, where)
    is_true = known(claim, where)  # before anybody lies
    monkeypatch.setattr(Guesses, "look", says(letters))
    found = found_by(wanted, pieces=200)
    assert found is None or (is_true and proves(wanted, found))


def test_who_looks_and_says_no_more_than_to_cut_ends_without_a_cover(monkeypatch):
    monkeypatch.setattr(Guesses, "look", says([OPEN]))
    assert found_by(goal("exp(x) >= 1/100", ("0 <= x <= 1",))) is None


TIES = [
    ("x - y >= 0", ("1 <= x <= 2", "0 <= y <= 1")),
    ("x**3 + 1/9 > y**3", ("0 <= x <= 1", "0 <= y <= 1", "x > y")),
    ("x**3 + 1/9 >= y**3", ("0 <= x <= 1", "0 <= y <= 1", "x >= y")),
    ("x*y*(1 - x) >= 0", ("0 <= x <= 1", "0 <= y <= 1")),
]


@pytest.mark.parametrize("claim, where", [*FORMULAS.values(), *TIES], ids=[*FORMULAS, *(c for c, _ in TIES)])
def test_the_last_bits_of_a_float_do_not_change_a_cover(claim, where, monkeypatch):
    """They depend on the processor, but certificates are the same everywhere."""
    wanted, chance = goal(claim, where), np.random.default_rng(0)
    expected = found_by(wanted, pieces=40_000)

    def shaken(terms, symbols, arithmetic):
        steady = tape(terms, symbols, arithmetic)

        def run(box):
            return [Intervals(near(z.low), near(z.high)) for z in steady(box)]

        return run

    def near(x):
        return x + 2.0**-50 * np.maximum(1.0, np.abs(x)) * chance.integers(-2, 3, np.shape(x))

    monkeypatch.setattr(guesses, "tape", shaken)
    assert found_by(wanted, pieces=40_000) == expected


def test_pieces_are_those_that_cuts_of_the_root_make():
    root = ((fmpq(1, 3), fmpq(2)), (fmpq(-1), fmpq(1, 7)))
    pieces = Pieces.whole(2).halves(np.array([1])).halves(np.array([0, 1]))
    middle, cut = (fmpq(1, 3) + 2) / 2, (fmpq(-1) + fmpq(1, 7)) / 2
    upper = (cut + fmpq(1, 7)) / 2
    assert [pieces.exact(root, row) for row in range(4)] == [
        ((fmpq(1, 3), middle), (fmpq(-1), cut)),
        ((middle, fmpq(2)), (fmpq(-1), cut)),
        (root[0], (cut, upper)),
        (root[0], (upper, fmpq(1, 7))),
    ]


def test_the_goal_of_another_box_is_refused_before_anything_is_cut():
    (wanted,) = goals(read("exp(x) >= 1 + x"))
    assert found_by(wanted) is None
