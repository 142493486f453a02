"""The closed forms of `proofs.setting` as functions of arrays."""

from functools import cache

import numpy as np

from proofs.setting import (
    adversarial_loss,
    attack_l2,
    attack_linf,
    attack_lp,
    average,
    eps,
    gradient_l2,
    gradient_linf,
    loss,
    loss_gradient,
    p,
    q,
    theta,
    x,
    x_n,
    y,
    y_n,
)
from verify import batch

EPS = 0.6
# The data point of Figures 2 and 6, and the data set of Figure 3: 100 standard normal points, labelled by their first feature.
POINT, LABEL = np.array([[-1.0, 1.0]]), np.array([1.0])
DATA = np.random.default_rng(0).standard_normal((100, 2))
LABELS = np.sign(DATA[:, 0])
DUALS = {"clean": 2, "L2": 2, "Linf": 1}
LOSSES = {name: average(adversarial_loss(theta, x, y, dual)) for name, dual in DUALS.items()} | {
    "clean": average(loss(theta, x, y))
}
GRADIENTS = {
    "clean": average(loss_gradient(theta, x, y)),
    "L2": average(gradient_l2(theta, x, y)),
    "Linf": average(gradient_linf(theta, x, y)),
}


@cache
def _kernel(expression):
    symbols = sorted(expression.free_symbols, key=lambda s: s.name)
    return batch([expression], symbols), symbols


def evaluate(expression, **values):
    """The expression at arrays by name: vectors (n, d), data (N, d), labels (N,), numbers."""
    kernel, symbols = _kernel(expression)
    given = {}
    for s in symbols:
        array = np.asarray(values[s.name], dtype=float)
        if s in (x_n, y_n):
            given[s] = array[None, :, :] if s == x_n else array[None, :, None]
        else:
            given[s] = array[:, None, :] if array.ndim == 2 else array.reshape(-1, 1, 1)
    return kernel(given)[0][:, 0, :]


def adversarial(name, parameters, points, labels):
    """The averaged loss at parameters (n, 2): clean, under L2 or under L-infinity."""
    known = {"theta": parameters, "x_n": points, "y_n": labels, "varepsilon": EPS}
    return evaluate(LOSSES[name], **known)[:, 0]


def gradient(name, parameters, points, labels):
    """Its gradient (n, 2)."""
    return evaluate(GRADIENTS[name], theta=parameters, x_n=points, y_n=labels, varepsilon=EPS)


def perturbation(ball, parameters, label=1.0):
    """The worst perturbation (n, 2) in the ball L2 or Linf, or of the finite p that is given as a number."""
    if isinstance(ball, str):
        form = {"L2": attack_l2, "Linf": attack_linf}[ball]
        return evaluate(form(theta, y), theta=parameters, y=label, varepsilon=EPS)
    dual = ball / (ball - 1)
    return evaluate(attack_lp(theta, y), theta=parameters, y=label, varepsilon=EPS, q=dual)


def grid(side=51, reach=2.0):
    """Parameters (side*side, 2) of the square [-reach, reach]^2, and the coordinates along a side; 0 is one of them."""
    line = np.linspace(-reach, reach, side)
    first, second = np.meshgrid(line, line)
    return np.column_stack([first.ravel(), second.ravel()]), line


__all__ = [
    "DATA",
    "EPS",
    "LABEL",
    "LABELS",
    "POINT",
    "adversarial",
    "eps",
    "evaluate",
    "gradient",
    "grid",
    "p",
    "perturbation",
    "q",
]
