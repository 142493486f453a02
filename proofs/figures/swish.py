"""Figure 6: the loss surface of the swish model, by the closed form and by projected gradient steps, and their difference."""

from functools import cache

import numpy as np

from proofs.figures.kernels import EPS, POINT, evaluate, grid
from proofs.figures.surfaces import frame
from proofs.section_3_1.linear_loss import log_loss
from proofs.section_3_2_4.swish import swish, u_star
from proofs.section_3_2_4.swish_loss import end
from proofs.setting import y
from verify import Figure, Symbol, diff

STEP, STEPS = 0.01, 200
SIDE = 61
DUAL = {"L2": 2, "Linf": 1}
u = Symbol("u")
LOSS = log_loss(-y * swish(u))
SLOPE = diff(LOSS, u)


def loss(values, label=1.0):
    """The loss as a function of u (n,)."""
    return evaluate(LOSS, u=values, y=label)[:, 0]


def exact(ball, parameters, label=1.0):
    """For y = 1 the loss at u* clipped to what is within reach, for y = -1 at the better end."""
    low, high = (evaluate(end(sign, DUAL[ball]), theta=parameters, x=POINT, varepsilon=EPS)[:, 0] for sign in (-1, 1))
    if label > 0:
        return loss(np.clip(evaluate(u_star).item(), low, high))
    return np.maximum(loss(low, label), loss(high, label))


def descended(ball, parameters, label=1.0):
    """By projected gradient steps from delta = 0: of the signs under L-infinity, of the normalised gradient under L2."""
    delta = np.zeros_like(parameters)
    for _ in range(STEPS):
        along = np.sign(evaluate(SLOPE, u=reached(parameters, delta), y=label)) * parameters
        delta = project(ball, delta + STEP * direction(ball, along))
    return loss(reached(parameters, delta), label)


def reached(parameters, delta):
    return (parameters * (POINT + delta)).sum(-1)


def direction(ball, gradient):
    size = np.linalg.norm(gradient, axis=-1, keepdims=True)
    return np.sign(gradient) if ball == "Linf" else gradient / np.where(size == 0, 1, size)


def project(ball, delta):
    if ball == "Linf":
        return np.clip(delta, -EPS, EPS)
    return delta * np.minimum(1, EPS / np.maximum(np.linalg.norm(delta, axis=-1, keepdims=True), EPS))


@cache
def heights():
    """Both surfaces under L-infinity on the grid, and the grid."""
    parameters, line = grid(SIDE)
    return exact("Linf", parameters), descended("Linf", parameters), line


def draw(axes):
    best, found, line = heights()
    levels = np.linspace(best.min(), best.max(), 13)
    for one, z in zip(axes, (found, best), strict=False):
        surface = one.contourf(line, line, z.reshape(SIDE, SIDE), levels=levels, extend="min")
        one.contour(line, line, z.reshape(SIDE, SIDE), levels=levels, colors="white", linewidths=0.3)
    axes[0].figure.colorbar(surface, ax=list(axes[:2]), shrink=0.9, ticks=levels[::3], format="%.2f")
    missed = axes[2].contourf(line, line, 1e4 * (best - found).reshape(SIDE, SIDE), levels=[-0.1, 0.1, 0.4, 0.7, 1])
    axes[2].figure.colorbar(missed, ax=axes[2], shrink=0.9, label="$10^{-4}$")
    for one in axes:
        frame(one)
    axes[0].set_ylabel(r"$\theta_2$")


FIGURE = Figure(
    "figure-6",
    "Figure 6, the loss surface of the swish model",
    "x = (-1, 1), y = 1, ε = 3/5, L∞. Left: by 200 projected steps of 0.01 along the sign of the gradient, from δ = 0. Middle: by the "
    "closed form of swish-loss: the loss at the minimum -1 - W(1/e) of the swish, or as near to it as the ball reaches. Right: by how "
    "much the steps miss.",
    ("projected steps", "closed form", "difference"),
    draw,
)
