"""The bordered Hessian of Section 3.2.2 in coordinates: what the claims derive for every d, worked out again for d = 1 ... 6."""

from itertools import pairwise
from random import Random

import numpy as np
import pytest
from flint import fmpq, fmpq_mat

from proofs.section_3_2_2.bordered_hessian import a, alpha, b, h, k, l2_form, second, size, theta, x, x_prime
from verify import Integer, diff, expand, sqrt
from verify.kernel.decide import decide
from verify.kernel.substitution import substituted
from verify.language.coordinates import at
from verify.language.forms import norm
from verify.language.relation import eq
from verify.prover.batch import batch

DIMENSIONS = range(1, 7)


def entries(form, dim):
    """The matrix of a bilinear form on the pairs (a, h), (b, k)."""
    rows, columns = (a, *at(h, dim)), (b, *at(k, dim))
    return [[diff(diff(form, p), q) for q in columns] for p in rows]


def hessian(f, variables):
    """The matrix of the second derivatives of a function."""
    return [[diff(diff(f, p), q) for q in variables] for p in variables]


def agree(matrix, other, point):
    """Are the entries of the two matrices equal at the point?"""
    pairs = [pair for rows in zip(matrix, other, strict=True) for pair in zip(*rows, strict=True)]
    return all(decide(eq(*pair), point) for pair in pairs)


def cubic(v):
    """A loss whose Hessian is neither diagonal nor constant, written out in coordinates."""
    return sum((i + 1) * c**2 for i, c in enumerate(v)) * v[0] + sum(p**2 * q for p, q in pairwise(v))


@pytest.mark.parametrize("dim", DIMENSIONS)
def test_equation_41_is_the_second_derivative_in_coordinates(dim):
    v, centre = at(x_prime, dim), at(x, dim)
    r = sqrt(sum((p - q) ** 2 for p, q in zip(v, centre, strict=True)))
    true = hessian(cubic(v) - alpha * r, (alpha, *v))
    point = dict(zip((*v, *centre), Random(dim).sample(range(-9, 10), 2 * dim), strict=True)) | {alpha: 3}
    assert agree(added(entries(at(bare(l2_form(-1, 3)), dim), dim), hessian(cubic(v), v)), true, point)
    assert not agree(added(entries(at(bare(l2_form(-1, 1)), dim), dim), hessian(cubic(v), v)), true, point)


def added(matrix, block):
    """The matrix with a block added to what stands below and right of its first entry."""
    inner = [[e + f for e, f in zip(row[1:], more, strict=True)] for row, more in zip(matrix[1:], block, strict=True)]
    return [matrix[0], *([row[0], *sums] for row, sums in zip(matrix[1:], inner, strict=True))]


def bare(form):
    """The form for the loss 0."""
    return substituted(form, {"ell": ((x_prime, theta), Integer(0)), "ell_1": ((x_prime, theta), 0 * x_prime)})


@pytest.mark.parametrize("dim", DIMENSIONS)
def test_equation_39_is_the_second_derivative_for_another_constraint(dim):
    v = at(x_prime, dim)
    fourth = sum(c**4 for c in v)
    functions = {"N": ((x_prime,), norm(x_prime**2) ** 2), "N_1": ((x_prime,), 4 * x_prime**3)}
    form = bare(substituted(second(size(x_prime)), functions))
    found, true = entries(at(form, dim), dim), hessian(-alpha * fourth, (alpha, *v))
    assert [[expand(e) for e in row] for row in found] == [[expand(e) for e in row] for row in true]


def reflection(n):
    """An orthogonal matrix with rational entries whose first column is n or -n."""
    v = [c - (i == 0) for i, c in enumerate(n)]
    size = sum(c * c for c in v)
    return fmpq_mat(
        [[fmpq(i == j) - (2 * p * q / size if size else 0) for j, q in enumerate(v)] for i, p in enumerate(v)]
    )


def rational_unit(random, dim):
    """A rational point of the sphere."""
    t = [fmpq(random.randint(-4, 4), random.randint(1, 3)) for _ in range(dim - 1)]
    s = sum((x * x for x in t), fmpq(0))
    return [(1 - s) / (1 + s), *(2 * x / (1 + s) for x in t)]


def smallest_singular_value(matrix):
    return np.linalg.svd(np.array([[float(x.p) / float(x.q) for x in row] for row in matrix.tolist()]))[1].min()


@pytest.mark.parametrize("dim", DIMENSIONS)
def test_the_determinant_is_minus_that_of_the_tangent_block_and_the_singular_values_never_exceed_its_own(dim):
    random = Random(dim)
    for _ in range(3):
        n = rational_unit(random, dim)
        half = [[random.randint(-5, 5) for _ in range(dim)] for _ in range(dim)]
        m = fmpq_mat(half) + fmpq_mat(half).transpose()
        turn = reflection(n)
        turned = (turn.transpose() * m * turn).tolist()
        tangent = fmpq_mat([row[1:] for row in turned[1:]]) if dim > 1 else None
        for kappa in (fmpq(0), fmpq(7, 3)):
            rows = [[m[i, j] + kappa * p * q for j, q in enumerate(n)] for i, p in enumerate(n)]
            bordered = fmpq_mat([[0, *(-p for p in n)], *([-p, *row] for p, row in zip(n, rows, strict=True))])
            assert bordered.det() == -(tangent.det() if tangent else 1)
            if tangent:
                assert smallest_singular_value(bordered) <= smallest_singular_value(tangent) * (1 + 1e-12)


@pytest.mark.parametrize("dim", DIMENSIONS)
def test_the_kernel_of_equation_41_agrees_with_differences_of_the_lagrange_function(dim):
    generator = np.random.default_rng(dim)
    values = {s: generator.normal(size=(5, 1, dim)) for s in (x_prime, x, h, k)}
    values |= {s: generator.normal(size=(5, 1, 1)) for s in (alpha, a, b)}
    form = batch([bare(l2_form(-1, 3))], list(values))(values)[0][:, 0, 0]

    def lagrange(s, t):
        """-alpha (‖x' - x‖) along both pairs, for complex steps too."""
        r = values[x_prime] - values[x] + s * values[h] + t * values[k]
        multiplier = (values[alpha] + s * values[a] + t * values[b])[:, 0, 0]
        return -multiplier * np.sqrt((r * r).sum(-1))[:, 0]

    step = 1e-4
    mixed = (lagrange(1e-20j, step).imag - lagrange(1e-20j, -step).imag) / 1e-20 / (2 * step)
    assert form == pytest.approx(mixed, rel=1e-5, abs=1e-6)
