"""Values of determinants where a name, a dimension or an operator around them could lead an evaluator astray."""

from fractions import Fraction

import numpy as np
import pytest

from verify import Integer, exp, expand, symbols
from verify.checkers.stored.absence import absence_record
from verify.checkers.stored.ratio import ratio_at
from verify.checkers.stored.unbounded import growth
from verify.judging.judge import judge
from verify.kernel.decide import decide, defined
from verify.kernel.evaluate import exact
from verify.kernel.reasons import NotShown
from verify.kernel.record import named
from verify.language.claim import Claim
from verify.language.coordinates import at
from verify.language.forms import dot, norm
from verify.language.operators import Determinant, Norm, Product, Total
from verify.language.relation import eq, le
from verify.language.symbols import Coordinate, Direction, Vector, d
from verify.prover.batch import batch
from verify.search.campaign.absences import THOROUGH, proved
from verify.search.campaign.task import CONSTANT, RATIO, VIOLATION, why_not
from verify.search.inputs.inputs import Inputs
from verify.search.probe import dimensions_tried

t, h, g = Coordinate("t"), Direction("h"), Direction("g")
v = Vector("v")
q, h_1 = symbols("q h_1")


def claim(conclusion, *assuming, **more):
    return Claim(name="c", says="", conclusion=conclusion, assuming=assuming, **more)


def test_a_number_called_like_a_written_coordinate_is_not_taken_for_it():
    form = Determinant(h_1 * dot(h, h), h)
    assert [expand(at(form, dim)) for dim in (0, 1, 2, 3)] == [expand(h_1**dim) for dim in range(4)]
    served = claim(eq(form, h_1), le(1, h_1), eq(d, 1), exists=(h_1,))
    assert proved(served, {}, 1, THOROUGH) is None
    unserved = claim(eq(Determinant(q**2 * t**2, t), -1), exists=(q,))
    assert absence_record(unserved, {}, 1, proved(unserved, {}, 1, THOROUGH), named("s/c", unserved), "")["absent"] == [
        "q"
    ]


@pytest.mark.parametrize("operator", [Total, Norm, Product])
def test_an_operator_over_the_coordinates_counts_a_determinant_once_for_each(operator):
    e = operator(Determinant(q * t**2 + dot(v, h) ** 2 + dot(h, h), t, h) + 1)
    (found,) = batch([e], [v, q])({v: np.array([[[1.0, 1, 0, 2]]]), q: np.full((1, 1, 1), 3.0)})
    (value,) = exact(e**2, {v: (1, 1, 0, 2), q: 3})
    assert found.item() ** 2 == pytest.approx(float(value))


def test_without_coordinates_a_determinant_is_one():
    e = Determinant(2 * dot(h, g) + dot(v, h) ** 2, h, g)
    assert batch([e], [v])({v: np.zeros((2, 1, 0))})[0].ravel().tolist() == [1.0]
    assert (exact(e, {v: ()}), at(e, 0)) == ([1], 1)


def test_a_form_may_vanish_in_parts():
    zero = Total(Integer(0))
    form = q * t**2 + zero + zero * exp(t) + 3 * (zero + t) ** 2 + dot(h, h)
    assert judge("s", claim(eq(Determinant(form, t, h), Determinant(form, t, h) + 1)), examples=50).counterexample
    assert exact(Determinant(zero, h), {d: 2}) == [0]
    assert not why_not(claim(le(Determinant(zero, h), 1)), VIOLATION, None)


def test_an_exponent_in_which_no_symbol_is_free_counts_by_its_value():
    half = q ** Determinant(t**2 / 2, t)
    assert [defined(half, {q: z}) for z in (-1, 0, 1)] == [False, True, True]
    assert decide(eq(q ** Determinant(t**2, t), q), {q: -1}) is True
    assert decide(eq(q ** Product(Integer(2)), q**2), {q: -1, d: 1}) is True


def test_wide_determinants_are_not_tried_unasked():
    true = Inputs(claim(eq(Determinant(dot(h, h) + dot(v, h) ** 2, h), 1 + norm(v) ** 2)))
    assert dimensions_tried(true, None) == (1, 2, 3, 8)
    assert dimensions_tried(true, (40,)) == (40,)


def test_what_is_outside_the_language_has_no_largest_ratio():
    inside = claim(le(Determinant(q * dot(h, h), h), 1))
    outside = claim(le(Determinant(q * norm(h) ** 2, h), 1))
    point = {q: 1, d: 1}
    assert (ratio_at(inside, point).low, ratio_at(outside, point)) == (1, None)
    reasons = [why_not(c, goal, None) for goal in (VIOLATION, RATIO, CONSTANT) for c in (inside, outside)]
    assert [*map(bool, reasons)] == [False, True, False, True, False, True]
    with pytest.raises(NotShown, match="is no quadratic form in h"):
        growth(outside, {q: (1, 1)}, Fraction(-1))
