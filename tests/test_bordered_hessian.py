"""The bordered Hessian of Section 3.2.2 in coordinates: what the claims derive for every d, worked out again for d = 1 ... 6."""

from fractions import Fraction
from itertools import pairwise
from random import Random

import numpy as np
import pytest
import sympy as sp

from proofs.section_3_2_2.bordered_hessian import a, alpha, b, h, k, l2_form, second, size, theta, x, x_prime
from verify.kernel.substitution import substituted
from verify.language.coordinates import at
from verify.language.forms import norm
from verify.prover.batch import batch

DIMENSIONS = range(1, 7)


def entries(form, dim):
    """The matrix of a bilinear form on the pairs (a, h), (b, k)."""
    rows, columns = (a, *at(h, dim)), (b, *at(k, dim))
    return sp.Matrix([[sp.diff(form, p, q) for q in columns] for p in rows])


def cubic(v):
    """A loss whose Hessian is neither diagonal nor constant, written out in coordinates."""
    return sum((i + 1) * c**2 for i, c in enumerate(v)) * v[0] + sum(p**2 * q for p, q in pairwise(v))


@pytest.mark.parametrize("dim", DIMENSIONS)
def test_equation_41_is_the_second_derivative_in_coordinates(dim):
    v, centre = at(x_prime, dim), at(x, dim)
    r = sp.sqrt(sum((p - q) ** 2 for p, q in zip(v, centre, strict=True)))
    lagrange = cubic(v) - alpha * r
    true = sp.hessian(lagrange, (alpha, *v))
    point = dict(zip((*v, *centre), Random(dim).sample(range(-9, 10), 2 * dim), strict=True)) | {alpha: 3}
    found = entries(at(bare(l2_form(-1, 3)), dim), dim)
    found[1:, 1:] = found[1:, 1:] + sp.hessian(cubic(v), v)
    assert sp.simplify((found - true).subs(point)) == sp.zeros(dim + 1)
    wrong = entries(at(bare(l2_form(-1, 1)), dim), dim)
    wrong[1:, 1:] = wrong[1:, 1:] + sp.hessian(cubic(v), v)
    assert sp.simplify((wrong - true).subs(point)) != sp.zeros(dim + 1)


def bare(form):
    """The form for the loss 0."""
    return substituted(form, {"ell": ((x_prime, theta), sp.S.Zero), "ell_1": ((x_prime, theta), 0 * x_prime)})


@pytest.mark.parametrize("dim", DIMENSIONS)
def test_equation_39_is_the_second_derivative_for_another_constraint(dim):
    v = at(x_prime, dim)
    fourth = sum(c**4 for c in v)
    functions = {"N": ((x_prime,), norm(x_prime**2) ** 2), "N_1": ((x_prime,), 4 * x_prime**3)}
    form = bare(substituted(second(size(x_prime)), functions))
    assert sp.expand(entries(at(form, dim), dim) - sp.hessian(-alpha * fourth, (alpha, *v))) == sp.zeros(dim + 1)


def reflection(n):
    """An orthogonal matrix with rational entries whose first column is n or -n."""
    v = n - sp.Matrix([1] + [0] * (len(n) - 1))
    return sp.eye(len(n)) - 2 * v * v.T / (v.T * v)[0] if any(v) else sp.eye(len(n))


def rational_unit(random, dim):
    """A rational point of the sphere."""
    t = [Fraction(random.randint(-4, 4), random.randint(1, 3)) for _ in range(dim - 1)]
    s = sum(x * x for x in t)
    return sp.Matrix([sp.Rational((1 - s) / (1 + s)), *(sp.Rational(2 * x / (1 + s)) for x in t)])


@pytest.mark.parametrize("dim", DIMENSIONS)
def test_the_determinant_is_minus_that_of_the_tangent_block_and_the_singular_values_never_exceed_its_own(dim):
    random = Random(dim)
    for _ in range(3):
        n = rational_unit(random, dim)
        m = sp.Matrix(dim, dim, lambda i, j: random.randint(-5, 5))
        m = m + m.T
        turn = reflection(n)
        tangent = (turn.T * m * turn)[1:, 1:]
        for kappa in (0, sp.Rational(7, 3)):
            bordered = sp.BlockMatrix([[sp.zeros(1), -n.T], [-n, m + kappa * n * n.T]]).as_explicit()
            assert bordered.det() == -(tangent.det() if dim > 1 else 1)
            if dim > 1:
                whole, part = (np.linalg.svd(np.array(b.tolist(), dtype=float))[1].min() for b in (bordered, tangent))
                assert whole <= part * (1 + 1e-12)


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
