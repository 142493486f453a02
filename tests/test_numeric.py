"""The paper's formulas by their NumPy kernels, against derivatives and maximisers that know nothing of the closed forms."""

import numpy as np
import pytest
from scipy.optimize import minimize

from proofs import setting as s
from verify import oo
from verify.language.forms import dot, norm, unit
from verify.language.functions import sigmoid
from verify.language.symbols import Vector
from verify.prover.batch import batch

h, k = Vector("h"), Vector("k")
EPS = 0.6
DIMENSIONS = (1, 2, 3, 4, 5, 6, 7, 8, 128)
POINTS = 5


def rng(dim):
    return np.random.default_rng(20210301 + dim)


def data(dim, points=POINTS):
    """One parameter, two directions and a data set, with the axes (pairs, points, coordinates)."""
    random = rng(dim)
    vectors = {v: random.normal(size=(1, 1, dim)) for v in (s.theta, h, k)}
    labels = random.choice([-1.0, 1.0], size=(1, points, 1))
    return vectors | {s.eps: np.full((1, 1, 1), EPS), s.x_n: random.normal(size=(1, points, dim)), s.y_n: labels}


def value(e, point):
    kernel = batch([e], [a for a in point if e.has(a)])
    return kernel(point)[0][0, 0]


def central(e, point, direction, step=1e-5):
    """Central difference of a kernel along a direction of theta."""
    moved = [value(e, {**point, s.theta: point[s.theta] + sign * step * point[direction]}) for sign in (1, -1)]
    return (moved[0] - moved[1]) / (2 * step)


@pytest.mark.parametrize("dim", DIMENSIONS)
def test_the_jacobian_of_the_l2_attack_agrees_with_central_differences(dim):
    point = data(dim)
    attack = -s.eps * unit(s.theta)
    jacobian = -s.eps / norm(s.theta) * (h - s.theta * dot(s.theta, h) / norm(s.theta) ** 2)
    np.testing.assert_allclose(value(jacobian, point), central(attack, point, h), rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("dim", DIMENSIONS)
@pytest.mark.parametrize("dual", [1, 2])
def test_the_gradient_of_the_adversarial_loss_agrees_with_central_differences(dim, dual):
    point = data(dim)
    loss = s.average(s.adversarial_loss(s.theta, s.x, s.y, dual))
    gradient = s.average({1: s.gradient_linf, 2: s.gradient_l2}[dual](s.theta, s.x, s.y))
    np.testing.assert_allclose(value(dot(gradient, h), point), central(loss, point, h), rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("dim", DIMENSIONS)
def test_the_hessian_of_the_adversarial_loss_agrees_with_central_differences_of_the_gradient(dim):
    point = data(dim)
    m, v = s.margin(s.theta, s.x, s.y), -s.y * s.x + s.eps * unit(s.theta)
    bend = dot(h, k) - dot(unit(s.theta), h) * dot(unit(s.theta), k)
    form = sigmoid(m) * (1 - sigmoid(m)) * dot(v, h) * dot(v, k) + sigmoid(m) * s.eps / norm(s.theta) * bend
    slope = s.average(dot(s.gradient_l2(s.theta, s.x, s.y), h))
    np.testing.assert_allclose(value(s.average(form), point), central(slope, point, k), rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("dim", DIMENSIONS)
def test_the_gradient_agrees_with_a_complex_step(dim):
    """A derivative without cancellation, written without this package: the loss in complex NumPy."""
    point = data(dim)
    theta, direction, x, y = (point[a][0] for a in (s.theta, h, s.x_n, s.y_n))

    def loss(z):
        margins = -y[:, 0] * (x @ z) + EPS * np.sqrt(z @ z)
        return np.log1p(np.exp(margins)).mean()

    slope = loss(theta[0] + 1e-30j * direction[0]).imag / 1e-30
    ours = value(dot(s.average(s.gradient_l2(s.theta, s.x, s.y)), h), point)
    np.testing.assert_allclose(ours, slope, rtol=1e-12)


def best_loss(theta, x, y, p):
    """The largest loss over the ball by SciPy: box bounds for p = infinity, a split into signs for p = 1, a constraint for p = 2."""
    dim = len(theta)

    def objective(delta):
        return -np.logaddexp(0, -y * theta @ (x + delta))

    def slope(delta):
        return y * theta / (1 + np.exp(y * theta @ (x + delta)))

    start = np.full(dim, 1e-3)
    if p == np.inf:
        found = minimize(objective, start, jac=slope, bounds=[(-EPS, EPS)] * dim, method="L-BFGS-B")
    elif p == 2:
        inside = {"type": "ineq", "fun": lambda v: EPS**2 - v @ v, "jac": lambda v: -2 * v}
        found = minimize(objective, start, jac=slope, constraints=[inside], method="SLSQP", options={"ftol": 1e-14})
    else:
        inside = {"type": "ineq", "fun": lambda v: EPS - v.sum(), "jac": lambda v: -np.ones(2 * dim)}
        found = minimize(
            lambda v: objective(v[:dim] - v[dim:]),
            np.full(2 * dim, 1e-3),
            jac=lambda v: np.concatenate([slope(v[:dim] - v[dim:]), -slope(v[:dim] - v[dim:])]),
            bounds=[(0, EPS)] * (2 * dim),
            constraints=[inside],
            method="SLSQP",
            options={"ftol": 1e-14},
        )
    return -found.fun


@pytest.mark.parametrize("label", [-1, 1])
@pytest.mark.parametrize(("p", "dual"), [(1, oo), (2, 2), (np.inf, 1)])
@pytest.mark.parametrize("dim", [1, 2, 3, 8])
def test_a_maximiser_that_knows_no_closed_form_reaches_it_and_no_more(dim, p, dual, label):
    random = rng(dim)
    theta, x = random.normal(size=dim), random.normal(size=dim)
    point = {s.theta: theta[None, None], s.x: x[None, None], s.y: np.full((1, 1, 1), float(label))}
    closed = float(value(s.adversarial_loss(s.theta, s.x, s.y, dual), point | {s.eps: np.full((1, 1, 1), EPS)})[0])
    assert best_loss(theta, x, label, p) == pytest.approx(closed, abs=1e-7)


@pytest.mark.parametrize("margin", [-1e4, 1e4])
def test_extreme_margins_give_finite_losses_and_gradients(margin):
    point = {s.theta: np.full((1, 1, 1), 1.0), s.x: np.full((1, 1, 1), -margin), s.y: np.ones((1, 1, 1))}
    point[s.eps] = np.full((1, 1, 1), 0.0)
    loss = value(s.adversarial_loss(s.theta, s.x, s.y), point)
    gradient = value(s.gradient_l2(s.theta, s.x, s.y), point)
    assert loss == pytest.approx(max(margin, 0.0), abs=1e-12)
    assert gradient == pytest.approx(margin if margin > 0 else 0.0, abs=1e-12)
