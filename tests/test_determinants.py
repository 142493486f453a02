"""Determinants of quadratic forms: their evaluators agree, their theorems ask for what they need, what they bind stays bound."""

import random
from dataclasses import replace

import numpy as np
import pytest
from flint import fmpq

from proofs.section_3_2_2.bordered_determinant import bordered_form, gamma, general, n, of_41, tangent_form
from verify import Integer, Rational, Symbol, exp, expand
from verify.facts import separate, sheared
from verify.judging.judge import judge
from verify.kernel.evaluate import ball, exact
from verify.kernel.evidence import Evidence
from verify.kernel.instances import concrete
from verify.kernel.prove import prove
from verify.kernel.written_out import values
from verify.language.claim import Claim, Instance
from verify.language.coordinates import at
from verify.language.forms import along, dot, norm, unit
from verify.language.operators import Determinant, Mean, Total, indexed
from verify.language.proof import chain, line
from verify.language.relation import eq, le
from verify.language.symbols import Coordinate, Direction, Sample, Vector
from verify.language.term import term
from verify.language.verdict import Outcome, Verdict
from verify.prover.batch import batch

t, s, h = Coordinate("t"), Coordinate("s"), Direction("h")
v, x = Vector("v"), Sample("x_n")
q = Symbol("q")
BORDERED = q * Determinant(-2 * t * dot(v, h) + q * dot(h, h) + Mean(dot(x, h) ** 2) + 3 * t**2, t, h)


def claim(conclusion, *assuming, **more):
    return Claim(name="c", says="", conclusion=conclusion, assuming=assuming, **more)


def shown(conclusion, *steps):
    return prove(claim(conclusion, derive=lambda: chain(*steps)))


def whole(rng, *shape):
    return tuple(whole(rng, *shape[1:]) for _ in range(shape[0])) if shape else rng.randint(-3, 3)


@pytest.mark.parametrize("dim", [1, 2, 3, 17])
def test_all_evaluators_of_a_determinant_agree(dim):
    rng = random.Random(dim)
    points = [{v: whole(rng, dim), x: whole(rng, 2, dim), q: rng.randint(1, 3)} for _ in range(3)]
    stacked = {
        v: np.array([[p[v]] for p in points]),
        x: np.array([p[x] for p in points]),
        q: np.array([[[p[q]]] for p in points]),
    }
    (found,) = batch([BORDERED], [v, x, q])(stacked)
    assert found.shape == (3, 1, 1)
    for p, number in zip(points, found.ravel(), strict=True):
        (value,) = exact(BORDERED, p)
        assert float(value) == pytest.approx(number, rel=1e-9)
        assert ball(BORDERED, p)[0].contains(fmpq(value.numerator, value.denominator))
        if dim <= 3:
            assert expand(at(BORDERED, dim, points=2).xreplace(values(p))) == value


def test_it_is_a_number_and_its_coordinates_are_bound():
    assert (BORDERED.free_symbols, indexed(BORDERED)) == ({v, x, q}, False)
    with pytest.raises(TypeError, match="derivative of a determinant"):
        along(BORDERED, (v, unit(v)))


@pytest.mark.parametrize("dim", range(1, 6))
def test_the_rule_holds_for_a_loss_that_bends_differently_in_every_direction(dim):
    rng = random.Random(dim)
    x_prime, theta = (
        next(u for u in general.conclusion.lhs.free_symbols if u.name == name) for name in ("x'", "theta")
    )
    bent = Instance(
        {
            "ell": ((x_prime, theta), dot(x_prime, theta) ** 2 / 2 + Total(theta * x_prime**2) / 2),
            "ell_1": ((x_prime, theta), dot(x_prime, theta) * theta + theta * x_prime),
        }
    )
    pythagorean = (3, 4, *[0] * (dim - 2)) if dim > 1 else (5,)
    plain = concrete(general, bent)
    point = {n: tuple(Rational(k, 5) for k in pythagorean), theta: whole(rng, dim), gamma: 2}
    point |= {u: 7 for u in plain.conclusion.lhs.free_symbols if u.name == "kappa"}
    (left,), (right,) = exact(plain.conclusion.lhs, point), exact(plain.conclusion.rhs, point)
    assert left == right != 0


@pytest.mark.parametrize("true", [general, of_41], ids=lambda c: c.name)
def test_the_rule_is_refused_with_another_sign_or_border_or_without_the_unit_normal(true):
    left, right = true.conclusion.lhs, true.conclusion.rhs
    spoiled = [
        replace(true, conclusion=eq(left, -right)),
        replace(true, conclusion=eq(left, 2 * right)),
        replace(true, conclusion=eq(bordered_form(2, left.form), right)),
        replace(true, conclusion=eq(left, right.xreplace({right.atoms(Determinant).pop(): tangent_form(dot(h, h))}))),
        replace(true, assuming=()),
    ]
    assert [prove(c).outcome for c in (true, *spoiled)] == [Outcome.HOLDS, *[Outcome.UNKNOWN] * 5]


SQUARES = Determinant(t**2 + s**2, t, s)
SHEARS = [
    (Determinant((t + q * s) ** 2 + s**2, t, s), t, q * s, ""),
    (Determinant((t + s**2) ** 2 + s**2, t, s), t, s**2, "is no quadratic form in t, s"),
    (Determinant((t + q) ** 2 + s**2, t, s), t, q, "is no quadratic form in t, s"),
    (SQUARES, t, q, "is not shown"),
    (Determinant((t + s) ** 2 + s**2, t, s), t, 2 * s, "is not shown"),
    (Determinant((2 * t) ** 2 + s**2, t, s), t, t, "cannot be moved"),
    (Determinant((t + norm(v) * s) ** 2 + s**2, t, s), t, v * s, "cannot be moved"),
    (Determinant(t**2 + s**2 + dot(h, h), t, s, h), t, s, "not forms in the same coordinates"),
]


@pytest.mark.parametrize(("after", "moved", "step", "why"), SHEARS)
def test_a_shear_is_linear_in_the_other_coordinates(after, moved, step, why):
    def derive():
        return chain(line("=", after, by=sheared(SQUARES, after, moved, term(step))))

    found = prove(claim(eq(SQUARES, after), derive=derive))
    assert (found.outcome is Outcome.HOLDS) == (not why)
    assert why in found.detail


def test_what_is_no_quadratic_form_is_not_sheared():
    before, after = Determinant(t**2 + s**4, t, s), Determinant((t + s) ** 2 + s**4, t, s)
    found = shown(eq(before, after), line("=", after, by=sheared(before, after, t, s)))
    assert (found.outcome, "is no quadratic form in t, s" in found.detail) == (Outcome.UNKNOWN, True)


BLOCKS = [
    (Determinant(q * t**2 + s**2, t, s), t, q, ""),
    (Determinant(q * t**2 + s**2 + t * s, t, s), t, q, "is not shown"),
    (Determinant(s * t + s**2, t, s), t, s / t, "are not separate"),
    (Determinant(t**2 + s**2, t, s), s, Integer(1), "is no form in s"),
]


@pytest.mark.parametrize(("both", "alone", "factor", "why"), BLOCKS)
def test_a_block_stands_alone(both, alone, factor, why):
    rest = Determinant(s**2, s)

    def derive():
        return chain(line("=", factor * rest, by=separate(both, rest, alone, factor)))

    found = prove(claim(eq(both, q * rest), derive=derive))
    assert (found.outcome is Outcome.HOLDS) == (not why)
    assert why in found.detail


OUTSIDE = [
    (eq(t, 0), "Coordinate t is no kind of symbol"),
    (le(dot(h, v), 1), "Direction h is no kind of symbol"),
    (eq(Determinant(s**2 * Determinant(t**2, t), s), 1), "a determinant within a determinant"),
    (eq(Determinant(t**2, t, t), 1), "needs different coordinates"),
    (eq(Determinant(t**2 * dot(h, h), t), 1), "depends on h, which it does not bind"),
    (eq(Determinant(v * t**2, t), 1), "is no number"),
    (eq(Determinant(dot(x, h) ** 2, h), 1), "is no number"),
    (eq(Determinant(exp(t), t), 1), "is no quadratic form in t"),
    (eq(Determinant(t**2 / (1 + t**2), t), 1), "is no quadratic form in t"),
    (eq(Determinant(norm(h) ** 2, h), 1), "is no quadratic form in h"),
    (eq(Determinant(t**4, t), 4), "is no quadratic form in t"),
    (eq(Determinant(q + t, t), Rational(1, 2)), "is no quadratic form in t"),
    (eq(Determinant(q * t**2 + 1, t), q), "is no quadratic form in t"),
    (eq(Determinant(t * Total(h**2) + t**2, t, h), 0), "is no quadratic form in t, h"),
    (eq(Determinant(q**2, q), 1), "are not all a Coordinate or a Direction"),
    (eq(Determinant(dot(h, Vector("h")) ** 2, h), 0), "two different symbols are called h"),
]


@pytest.mark.parametrize(("relation", "why"), OUTSIDE, ids=[why for _, why in OUTSIDE])
def test_what_is_no_determinant_of_a_form_is_neither_proved_nor_refuted(relation, why):
    found = judge("s", claim(relation), examples=100)
    assert (found.verdict, why in found.reason) == (Verdict.UNDECIDED, True)


def test_a_false_sentence_about_determinants_is_refuted_at_an_exact_point():
    found = judge("s", claim(eq(Determinant(-2 * t * dot(v, h) + dot(h, h), t, h), -1)), examples=200)
    assert (found.verdict, found.counterexample.point) == (Verdict.REFUTED, {"v": ["0"]})


def test_a_value_for_a_symbol_of_the_claim_is_put_into_the_form():
    there = claim(eq(Determinant(q * t**2, t), 4), exists=(q,), witness={q: 4})
    moved = prove(replace(there, conclusion=eq(Determinant(q * t**2, t), Determinant(4 * t**2, t))))
    assert isinstance(moved, Evidence) and moved.outcome is Outcome.HOLDS
    captured = prove(replace(there, witness={q: t}))
    assert captured.outcome is Outcome.UNKNOWN
