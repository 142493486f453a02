"""Bernstein coefficients are exact, bound the polynomial on every piece, and prove nothing else."""

from fractions import Fraction
from itertools import product
from random import Random

import numpy as np
import pytest
from flint import fmpq

from bench.speed.boxes import goal
from verify import symbols
from verify.checkers.boxes import halves as halves_of_a_box
from verify.checkers.inequality import evaluate
from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.check import leaf, proves
from verify.checkers.inequality.rules.bernstein import LONGEST, coefficients, halves
from verify.language.arithmetic import RATIONAL
from verify.language.term import Number, total
from verify.language.term import product as times
from verify.prover.inequality.find_bernstein import bernstein

x, y, z = symbols("x y z")


def drawn(chance, count):
    """A polynomial and a box, some of whose sides have no width."""
    powers = chance.sample([*product(range(4), repeat=count)], chance.randint(1, 4))
    terms = [
        times([Number(Fraction(chance.randint(-9, 9) or 1, chance.randint(1, 7))), *map(pow, (x, y, z), p)])
        for p in powers
    ]
    ends = [sorted(fmpq(chance.randint(-40, 40), chance.randint(1, 12)) for _ in range(2)) for _ in range(count)]
    return total(terms), tuple((low, high) if chance.random() < 0.9 else (low, low) for low, high in ends)


def value(e, at):
    point = {s: Number(Fraction(int(v.p), int(v.q))) for s, v in zip((x, y, z), at, strict=False)}
    return evaluate.value(e.xreplace(point), RATIONAL)


@pytest.mark.parametrize("seed", range(60))
def test_coefficients_enclose_the_values_and_are_values_at_the_corners(seed):
    chance = Random(seed)
    count = chance.randint(1, 3)
    e, box = drawn(chance, count)
    c = coefficients(e, (x, y, z)[:count], box)
    corners = {
        (c[tuple(-(k > 0) for k in which)], value(e, [side[k] for side, k in zip(box, which, strict=True)]))
        for which in product((0, 1), repeat=count)
    }
    scales = {Fraction(int(a), 1) / b for a, b in corners if b}
    assert len(scales) <= 1 and all(s > 0 for s in scales) and all(a == 0 for a, b in corners if not b)
    for scale in scales:
        for _ in range(20):
            at = [low + (high - low) * fmpq(chance.randint(0, 64), 64) for low, high in box]
            assert c.min() <= scale * value(e, at) <= c.max()


@pytest.mark.parametrize("seed", range(60))
def test_halves_have_the_coefficients_of_the_halves(seed):
    chance = Random(seed)
    count = chance.randint(1, 3)
    e, box = drawn(chance, count)
    names, axis = (x, y, z)[:count], chance.randrange(count)
    for found, half in zip(halves(coefficients(e, names, box), axis), halves_of_a_box(box, axis), strict=True):
        anew = coefficients(e, names, half)
        k = np.flatnonzero(anew.ravel())[0] if anew.any() else 0
        a, b = int(found.ravel()[k]), int(anew.ravel()[k])
        assert a * b > 0 or not anew.any()
        assert (found * b == anew * a).all()


SHOWN = {
    ("x*y >= 0", ("0 <= x <= 1", "0 <= y <= 1")): "n",
    ("x*y <= x", ("0 <= x <= 1", "0 <= y <= 1")): "n",
    ("x**2 - x + 3/10 > 0", ("0 <= x <= 1",)): "0nn",
    ("(x - y)**2 + 1/2 > 0", ("0 <= x <= 1", "0 <= y <= 1")): "0nn",
    ("x*y/x < 2", ("1 <= x <= 2", "0 <= y <= 1")): "n",
    ("x**2*y**2 + 1/2 > x*y/2", ("-1 <= x <= 1", "-1 <= y <= 1")): "01nn1nn",
}


@pytest.mark.parametrize("claim, where", SHOWN, ids=[c for c, _ in SHOWN])
def test_what_is_cut_as_little_as_can_be_is_shown(claim, where):
    wanted = goal(claim, where)
    found = bernstein(wanted)
    assert found == leaf("bernstein", SHOWN[claim, where])
    assert proves(wanted, found)


@pytest.mark.parametrize(
    "word", ["", "0", "0n", "0nnn", "nn", "0on", "1nn", "0nN", "²nn", None, 3, ["0nn"], "n", "0n0n"]
)
def test_a_word_that_covers_less_or_has_another_letter_is_refused(word):
    wanted = goal("x**2 - x + 3/10 > 0", ("0 <= x <= 1",))
    assert proves(wanted, leaf("bernstein", "0nn"))
    assert not proves(wanted, {"rule": "bernstein", "with": word})


@pytest.mark.parametrize(
    "claim, where",
    [
        ("exp(x) >= 0", ("0 <= x <= 1",)),
        ("sqrt(x) >= 0", ("0 <= x <= 1",)),
        ("1/x >= 0", ("1 <= x <= 2",)),
        ("x*y**2 >= -2", ("0 <= x <= 1", "y <= 1")),
        ("x**40*y**40 >= 0", ("0 <= x <= 1", "0 <= y <= 1")),
        ("x*y != 2", ("0 <= x <= 1", "0 <= y <= 1")),
    ],
)
def test_what_is_no_polynomial_on_a_box_or_too_large_is_refused(claim, where):
    wanted = goal(claim, where)
    assert bernstein(wanted) is None
    assert not proves(wanted, leaf("bernstein", "n"))


def test_what_is_false_at_a_corner_is_cut_no_further():
    assert bernstein(goal("x*y <= 99/100", ("0 <= x <= 1", "0 <= y <= 1"))) is None


def test_a_word_that_goes_on_for_ever_is_not_read():
    assert not proves(goal("x**2 >= -1", ("-1 <= x <= 1",)), leaf("bernstein", "0" * LONGEST + "n" * (LONGEST + 1)))


def test_no_coefficients_are_read_off_what_vanishes():
    with pytest.raises(Refused):
        coefficients(x - x, (x,), ((fmpq(0), fmpq(1)),))
