"""The smallest singular value of a bordered Hessian from its few directions, against the whole matrix."""

import tracemalloc

import mpmath
import numpy as np
import pytest

from proofs.section_3_1.linear_loss import log_loss
from proofs.section_3_2_2.bordered_determinant import image
from proofs.section_3_2_2.bordered_determinant import r as radial
from proofs.section_3_2_2.bordered_hessian import a, alpha, b, h, k, l2_form, theta, x, x_prime
from proofs.section_3_2_4.swish import swish
from verify import Symbol, batch, diff, dot, smallest_singular_value
from verify.kernel.substitution import substituted
from verify.prover.bordered import ROWS, ULP

KINDS = ("random", "zero", "dependent", "opposed", "radial", "no weight")


def drawn(kind, dim, count, seed=0):
    """r, alpha, vectors, weights and mu of one kind, the sizes of each drawn too."""
    random = np.random.default_rng([seed, dim, count])
    r = random.normal(size=dim) * 10.0 ** random.integers(-6, 7)
    vectors = random.normal(size=(count, dim)) * 10.0 ** random.integers(-3, 4, size=(count, 1))
    half = random.normal(size=(count, count))
    weights, (mu, size) = half + half.T, random.normal(size=2) * 10.0 ** random.integers(-3, 4, size=2)
    if kind == "zero":
        vectors[: count // 2 + 1], mu = 0, 0
    elif kind == "dependent":
        vectors[1:] = random.integers(-2, 3, size=(max(count - 1, 0), 1)) * vectors[:1]
    elif kind == "opposed":  # two vectors that all but cancel: their Gram matrix has lost half of the digits
        vectors[1:] = vectors[:1] * (1 + 1e-9 * random.normal(size=(max(count - 1, 0), dim)))
        weights = np.diag(np.resize([1.0, -1.0], count))
    elif kind == "radial":
        vectors[:] = r / np.linalg.norm(r) * (1 + 1e-10 * random.normal(size=(count, dim)))
    elif kind == "no weight":
        weights = np.zeros_like(weights)
    return r, size * np.linalg.norm(r), vectors, weights, mu


def whole(r, multiplier, vectors, weights, mu):
    """The bordered Hessian, entry by entry."""
    size, eye = np.linalg.norm(r), np.eye(len(r))
    n = r / size
    block = vectors.T @ weights @ vectors + mu * eye - multiplier / size * (eye - np.outer(n, n))
    return np.block([[np.zeros((1, 1)), -n[None]], [-n[:, None], block]])


def to_sixty_digits(r, multiplier, vectors, weights, mu):
    """The least |eigenvalue| with 60 digits, of the same floats."""
    with mpmath.workdps(60):
        r, v, w = (np.vectorize(mpmath.mpf, otypes=[object])(array) for array in (r, vectors, weights))
        size, eye = mpmath.sqrt(sum(c * c for c in r)), np.eye(len(r), dtype=int).astype(object)
        n = r / size
        block = mu * eye - multiplier / size * (eye - np.outer(n, n)) + (v.T @ w @ v if len(v) else 0 * eye)
        rows = [[mpmath.mpf(0), *-n], *([-c, *row] for c, row in zip(n, block, strict=True))]
        return min(map(abs, mpmath.eigsy(mpmath.matrix(rows), eigvals_only=True)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [0, 1, 2, 5])
@pytest.mark.parametrize("dim", [1, 2, 3, 8, 60, 200])
def test_it_is_that_of_the_whole_matrix(kind, dim, count):
    problem = drawn(kind, dim, count)
    value, error = smallest_singular_value(*problem)
    matrix = whole(*problem)
    assert abs(value - np.abs(np.linalg.eigvalsh(matrix)).min()) <= error + 4 * dim * ULP * np.linalg.norm(matrix, 2)
    assert abs(value - np.linalg.svd(matrix)[1].min()) <= error + 4 * dim * ULP * np.linalg.norm(matrix, 2)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [0, 1, 2, 3, 6])
@pytest.mark.parametrize("dim", [1, 2, 3, 5])
def test_sixty_digits_find_it_within_the_stated_error(kind, dim, count):
    for seed in range(3):
        problem = drawn(kind, dim, count, seed)
        value, error = smallest_singular_value(*problem)
        assert abs(to_sixty_digits(*problem) - value) <= error


@pytest.mark.parametrize("label", [-1, 1])
@pytest.mark.parametrize("dim", [1, 2, 3, 6])
def test_for_the_swish_model_it_is_that_of_the_claims_bilinear_form(dim, label):
    """∇²ℓ is ℓ''(u) θθᵀ; the form of bordered-hessian/eq41 is evaluated at pairs of axes."""
    u = Symbol("u")
    loss = log_loss(-label * swish(u))
    slope, bend = diff(loss, u), diff(diff(loss, u), u)
    at = {u: dot(theta, x_prime)}
    functions = {
        "ell": ((x_prime, theta), loss.xreplace(at)),
        "ell_1": ((x_prime, theta), slope.xreplace(at) * theta),
    }
    form = substituted(l2_form(-1, 3), functions)
    random = np.random.default_rng(dim)
    values = {v: random.normal(size=(1, 1, dim)) for v in (theta, x, x_prime)} | {alpha: np.full((1, 1, 1), 0.7)}
    given = {s: np.repeat(v, (dim + 1) ** 2, axis=0) for s, v in values.items()}
    for (number, vector), place in zip(((a, h), (b, k)), np.indices((dim + 1, dim + 1)), strict=True):
        axes = np.eye(dim + 1)[place.ravel(), None]
        given |= {number: axes[..., :1], vector: axes[..., 1:]}
    matrix = batch([form], list(given))(given)[0].reshape(dim + 1, dim + 1)
    row = values[theta][0]
    weight = batch([bend.xreplace(at)], [theta, x_prime])(values)[0][0]
    value, error = smallest_singular_value((values[x_prime] - values[x])[0, 0], 0.7, row, weight)
    assert abs(value - np.linalg.svd(matrix)[1].min()) <= error + 1e-14


@pytest.mark.parametrize("size", [1e-3, 0.5, 1.0, 7.0])
@pytest.mark.parametrize("dim", [1, 2, 3, 500])
def test_without_curvature_it_is_the_smaller_of_1_and_the_multiplier_over_the_radius(dim, size):
    """bordered-determinant/singular-values; for d = 1 there is no tangent direction."""
    r = np.random.default_rng(dim).normal(size=dim)
    multiplier = size * np.linalg.norm(r)
    value, error = smallest_singular_value(r, multiplier, np.zeros((0, dim)), np.zeros((0, 0)))
    assert abs(value - (min(1, size) if dim > 1 else 1)) <= error <= 1e-13
    directions = np.eye(dim + 1)[:5, None]
    known = {radial: r[None, None], alpha: np.full((1, 1, 1), multiplier)}
    given = {s: np.repeat(v, len(directions), axis=0) for s, v in known.items()}
    given |= {b: directions[..., :1], k: directions[..., 1:]}
    images = np.concatenate(batch(image(3), list(given))(given), axis=-1)
    assert (np.linalg.norm(images, axis=-1) >= value - error).all()


@pytest.mark.parametrize("dim", [ROWS - 1, ROWS, ROWS + 1, 3 * ROWS + 2])
def test_a_small_problem_spread_over_many_parts_has_the_same_value(dim):
    for kind in KINDS:
        r, multiplier, vectors, weights, mu = drawn(kind, 4, 3)
        places = np.linspace(0, dim - 1, 4).astype(int)
        wide = np.zeros((4, dim))
        wide[:, places] = np.vstack((r[None], vectors))
        value, error = smallest_singular_value(wide[0], multiplier, wide[1:], weights, mu)
        small = np.abs(np.linalg.eigvalsh(whole(r, multiplier, vectors, weights, mu))).min()
        left = abs(mu - multiplier / np.linalg.norm(r))
        assert abs(value - min(small, left)) <= error


@pytest.mark.parametrize("power", [-510, -40, 40, 515])
def test_other_units_of_the_input_change_nothing(power):
    """V grows and W shrinks by the squares, which need not be floats; r and alpha grow together."""
    r, multiplier, _, _, mu = drawn("random", 6, 0)
    vectors = np.random.default_rng(6).normal(size=(2, 6))
    unit, weights = 2.0**power, np.array([[8.0, 4.0], [4.0, -8.0]])
    value, error = smallest_singular_value(r, multiplier, vectors, weights, mu)
    other, _ = smallest_singular_value(r * unit, multiplier * unit, vectors * unit, weights / unit / unit, mu)
    assert abs(value - other) <= error


def test_it_needs_no_memory_beside_what_it_is_given():
    r, vectors = np.ones(10**6), np.ones((2, 10**6))
    smallest_singular_value(r, 1.0, vectors, np.eye(2))
    tracemalloc.start()
    smallest_singular_value(r, 1.0, vectors, np.eye(2))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2**21


@pytest.mark.parametrize(
    ("r", "vectors", "weights", "reason"),
    [
        ((1, 2), ((1, 2, 3),), ((1,),), r"have the shapes \(2,\), \(1, 3\) and \(1, 1\): expected \(d,\), \(k, d\)"),
        ((1, 2), ((1, 2),), (1,), r"and \(1,\): expected"),
        (((1, 2),), ((1, 2),), ((1,),), r"the shapes \(1, 2\)"),
        ((1, 2), 3, 4, r"the shapes \(2,\), \(\) and \(\)"),
        ((), np.zeros((0, 0)), np.zeros((0, 0)), "r has no coordinate"),
        ((1, 2), np.eye(2), ((0, 1), (2, 0)), "weights is not symmetric"),
        ((0, 0), ((1, 2),), ((1,),), "no finite numbers: expected r != 0"),
        ((1, np.nan), ((1, 2),), ((1,),), "no finite numbers"),
        ((1, 2), ((1, np.inf),), ((1,),), "no finite numbers"),
        ((1, 2), ((1, 2),), ((np.nan,),), "no finite numbers"),
        ((1, 2), ((1e200, 2),), ((1,),), "numbers within the floats"),
        ((1e-320, 0), ((1, 2),), ((1,),), "numbers within the floats"),
    ],
)
def test_what_has_no_bordered_hessian_is_refused(r, vectors, weights, reason):
    with pytest.raises(ValueError, match=reason):
        smallest_singular_value(r, 1.0, vectors, weights)
