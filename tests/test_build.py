"""Inputs are built to meet the assumptions: as float batches, and as exact points from the same integers."""

from fractions import Fraction

import numpy as np
import pytest

from verify import Abs, Integer, Symbol, cos, oo, sign, symbols
from verify.kernel.certify import admissible
from verify.language.claim import Claim
from verify.language.forms import dot, norm
from verify.language.relation import eq, le, lt, ne
from verify.language.symbols import Datum, Label, Sample, SampleLabel, Vector, d
from verify.search.inputs.draw import Source, exact_row, random_rows
from verify.search.inputs.families import FAMILIES
from verify.search.inputs.inputs import Inputs
from verify.search.inputs.place import perpendicular, unit

t1, t2, x, u, v = map(Vector, ("theta_1", "theta_2", "x", "u", "v"))
x_n, y_n, t_n, y = Sample("x_n"), SampleLabel("y_n"), Datum("t_n"), Label("y")
eps, m, R, p, q = symbols("eps m R p q", positive=True)
lam = Symbol("lam")
n = Symbol("n", integer=True, positive=True)

ASSUMPTIONS = {
    "outside a ball": (le(m, norm(t1)), le(m, norm(t2))),
    "inside a ball": (le(norm(x), R), le(norm(x_n), R), lt(norm(u), eps)),
    "ring": (le(m, norm(t1)), le(norm(t1), R)),
    "cross polytope": (le(norm(x, 1), R), eq(norm(u, 1), 2)),
    "cube": (le(norm(x, oo), eps), le(Abs(u), eps), le(-eps, v), le(v, eps)),
    "lp ball": (lt(1, p), le(norm(x, p), R), eq(norm(u, 3), 1), le(R, norm(v, 4))),
    "off the hyperplanes": (le(m, Abs(t1)), lt(0, Abs(t2)), ne(x, 0)),
    "one orthant": (lt(0, t1 * t2), le(norm(t1), R)),
    "opposite orthants": (lt(t1 * t2, 0), le(t1 * x, 0)),
    "several bounds": (le(norm(t1), R), le(norm(t1), m), le(eps, Abs(t2)), le(p, Abs(t2)), le(m, q), le(eps, q)),
    "same signs": (eq(sign(t1), sign(t2)),),
    "no sign differs": (eq(norm(sign(t1) - sign(t2)), 0),),
    "positive orthant": (lt(0, t1), le(t1, 1), le(0, x)),
    "sphere": (eq(norm(u), 1), eq(norm(v) ** 2, R**2)),
    "numbers": (le(0, lam), le(lam, 1), lt(p, q), lt(eps, R), le(2, n), le(n, 4), le(m**2, 4)),
    "conjugate exponents": (eq(1 / p + 1 / q, 1), lt(1, p)),
    "separable data": (le(1, y_n * dot(x_n, t1)), lt(0, Abs(t1))),
    "a bound on a bound": (le(norm(x_n), R), le(R, m), lt(norm(t1 - t2), m)),
    "definitions": (eq(t2, -2 * t1), eq(lam, eps + m), eq(y, 1)),
    "affine": (le(norm(t1 + 2 * x), R),),
    "half space": (le(dot(t1, x), -1), ne(norm(t1), 0)),
}


def inputs(*assuming, **fields):
    used = sum((r.lhs + r.rhs for r in assuming), Integer(0)) * 0
    return Inputs(Claim(name="c", says="", assuming=assuming, conclusion=le(0, norm(t1) + 1 + used), **fields))


@pytest.mark.parametrize("name", ASSUMPTIONS)
@pytest.mark.parametrize("dim", [1, 2, 3, 8])
def test_every_row_of_every_family_meets_what_was_read(name, dim):
    made = inputs(*ASSUMPTIONS[name])
    assert made.plan.unread == ()
    met = []
    for index, family in enumerate(FAMILIES):
        source = Source(random_rows(np.random.default_rng([dim, index]), 20), exact=False)
        met.append(made.scores(made.make(source, family, dim, 2), dim).admissible.mean())
    assert np.mean(met) == 1 or (name, dim) in SELDOM


SELDOM = [("half space", dim) for dim in (1, 2, 3, 8)] + [("separable data", 1)]


@pytest.mark.parametrize("name", [n for n in ASSUMPTIONS if n not in ("a bound on a bound", "half space", "lp ball")])
@pytest.mark.parametrize("dim", [1, 2, 8])
def test_a_row_is_rebuilt_exactly_and_certified(name, dim):
    made = inputs(*ASSUMPTIONS[name])
    for index, family in enumerate(FAMILIES):
        source = Source(random_rows(np.random.default_rng([dim, index]), 5), exact=False)
        batch = made.make(source, family, dim, 2)
        again = made.make(Source(exact_row(source.record, 3), exact=True), family, dim, 2)
        for s, exactly in again.items():
            row = np.broadcast_to(batch[s], (5, *batch[s].shape[1:]))[3]
            np.testing.assert_allclose(
                exactly[0].astype(float), row, rtol=1e-9, atol=1e-9 * (1 + abs(row).max(initial=0))
            )
        assert admissible(made.claim, made.entries(again)) is True


@pytest.mark.parametrize("dim", [2, 3, 5])
def test_orthonormal_pairs_are_rational(dim):
    made = inputs(eq(norm(u), 1), eq(norm(v), 1), eq(dot(u, v), 0))
    source = Source(random_rows(np.random.default_rng(dim), 4), exact=False)
    made.make(source, "independent", dim, 1)
    point = made.point(Source(exact_row(source.record, 1), exact=True), "independent", dim, 1)
    assert sum(a * a for a in point[u]) == sum(a * a for a in point[v]) == 1
    assert sum(a * b for a, b in zip(point[u], point[v], strict=True)) == 0


def test_the_stereographic_point_of_a_rational_vector_is_rational_and_odd():
    raw = np.array([[[Fraction(1), Fraction(2)]]], dtype=object)
    assert unit(raw).tolist() == [[[Fraction(-3, 5), Fraction(4, 5)]]]
    assert unit(-raw).tolist() == [[[Fraction(3, 5), Fraction(-4, 5)]]]
    weight = np.array([[[Fraction(3), Fraction(4)]]], dtype=object)
    moved, direction = perpendicular(raw, weight, Fraction(5))
    assert (moved * weight).sum() == 0 == (direction * weight).sum() and (direction**2).sum() == 1


def test_coordinates_beside_the_vectors_are_not_in_them():
    made = inputs(le(norm(t1), R), beside=2)
    source = Source(random_rows(np.random.default_rng(0), 3), exact=False)
    assert made.make(source, "axes", 2, 1)[t1].shape[1:] == (1, 0)
    assert made.make(source, "axes", 5, 1)[t1].shape[1:] == (1, 3)


def test_an_assumption_of_no_known_shape_is_kept_as_unread():
    strange = lt(cos(norm(t1)), norm(t1) - norm(t2))
    assert inputs(strange, le(1, norm(t1))).plan.unread == (strange,)


def test_an_assumption_on_the_dimension_alone_is_not_unread():
    assert inputs(le(2, d)).plan.unread == ()


def lie(family, dim=3, rows=50):
    """The vector of a family beside (1, 2, 3), in many draws."""
    source = Source(random_rows(np.random.default_rng(5), rows), exact=False)
    before = np.broadcast_to(np.array([[[1.0, 2.0, 3.0]]]), (rows, 1, dim))
    return before, np.broadcast_to(FAMILIES[family](source, (1, dim), [before]), (rows, 1, dim))


def test_the_families_are_what_their_names_say():
    before, found = lie("nearly parallel")
    assert 0 < np.abs(found - before).max(axis=(1, 2)).min() < 1e-4
    before, found = lie("nearly opposite")
    assert 0 < np.abs(found + before).max(axis=(1, 2)).min() < 1e-4
    before, found = lie("multiples")
    assert (found * before[..., :1] == before * found[..., :1]).all() and (found < 0).any() and (found > 0).any()
    before, found = lie("signs flipped")
    assert (np.abs(found) == before).all() and {0, 1, 2, 3} <= set((found < 0).sum(axis=(1, 2)).tolist())
    before, found = lie("orthogonal")
    assert np.abs((found * before).sum(-1)).max() < 1e-12 < np.abs(found).max()
    before, found = lie("across a hyperplane")
    assert (found == before * [-1, 1, 1]).all()
    assert (np.abs(lie("corners")[1]) == 1).all()
    assert ((lie("axes")[1] != 0).sum(axis=(1, 2)) <= 1).all()
    assert (lie("some zeros")[1] == 0).mean() > 0.3


def test_half_of_the_extreme_numbers_are_far_from_one():
    made = inputs(le(0, lam))
    source = Source(random_rows(np.random.default_rng(0), 400), exact=False)
    sizes = np.abs(made.make(source, "extreme ratios", 3, 1)[t1]).max(axis=(1, 2))
    assert ((sizes > 2**10) | ((sizes < 2**-5) & (sizes > 0))).mean() > 0.3
