"""Figure 6: the loss surface of the swish model, by the closed form and by projected gradient steps, and their difference."""

from functools import cache

import numpy as np

from proofs.figures.kernels import EPS, POINT, evaluate, grid
from proofs.figures.surfaces import frame, round_levels
from proofs.section_3_2_4.swish import u_star
from verify import Figure

STEP, STEPS = 0.01, 200
SIDE = 61
AT_ONCE = 2**13  # parameters, so that what is made of them stays in the processor's nearest caches


def exact(ball, parameters, label=1.0):
    """For y = 1 the loss at u* clipped to what is within reach, for y = -1 at the better end."""

    def best(parameters):
        low, high = reach(ball, parameters)
        if label > 0:
            return loss(np.clip(minimiser(), low, high))
        return np.maximum(loss(low, label), loss(high, label))

    return part_by_part(best, parameters)


def descended(ball, parameters, label=1.0):
    """By projected gradient steps from delta = 0: of the signs under L-infinity, of the normalised gradient under L2.

    Both move u = <theta, x + delta> by STEP ‖theta‖_q, and the projection onto the ball is that of u onto [lo, hi]. The sign of
    the loss's derivative in u is that of -y (u - u*), as the claim swish/unique proves: nothing else is needed of the gradient.
    """

    def found(parameters):
        low, high = reach(ball, parameters)
        u, step = centre(parameters), -label * STEP * size(ball, parameters)
        for _ in range(STEPS):
            move = np.sign(u - minimiser())
            move *= step
            u += move
            np.maximum(u, low, out=u)
            np.minimum(u, high, out=u)
        return loss(u, label)

    return part_by_part(found, parameters)


def part_by_part(work, parameters):
    """What `work` makes of parameters (n, 2), a part of them at a time."""
    found = np.empty(len(parameters))
    for start in range(0, len(found), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        found[part] = work(parameters[part])
    return found


@cache
def minimiser():
    """u*, as a number."""
    return evaluate(u_star).item()


def reach(ball, parameters):
    """lo and hi: the ends of what u takes in the ball."""
    middle, room = centre(parameters), EPS * size(ball, parameters)
    return middle - room, middle + room


def centre(parameters):
    """<theta, x>."""
    (first, second), (x_1, x_2) = parameters.T, POINT[0]
    return x_1 * first + x_2 * second


def size(ball, parameters):
    """‖theta‖_q, dual to the ball's norm."""
    first, second = parameters.T
    return np.abs(first) + np.abs(second) if ball == "Linf" else np.sqrt(first * first + second * second)


def loss(u, label=1.0):
    """log(1 + exp(-yz)) for z = u sigmoid(u), without overflow: a z beyond the floats is exp(-u) beyond them, and z = 0."""
    with np.errstate(over="ignore"):
        margin = label * u / (1 + np.exp(-u))
    return np.maximum(-margin, 0) + np.log1p(np.exp(-np.abs(margin)))


@cache
def heights():
    """Both surfaces under L-infinity on the grid, and the grid: without the last digits, in which processors differ."""
    parameters, line = grid(SIDE)
    return *(np.round(f("Linf", parameters), 12).reshape(SIDE, SIDE) for f in (exact, descended)), line


def draw(axes):
    best, found, line = heights()
    levels = round_levels(best.min(), best.max())
    for one, z in zip(axes, (found, best), strict=False):
        surface = one.contourf(line, line, z, levels=levels, extend="min")
        one.contour(line, line, z, levels=levels, colors="white", linewidths=0.3)
    axes[0].figure.colorbar(surface, ax=list(axes[:2]), shrink=0.9, ticks=levels[::2], format="%g", label="loss")
    missed = axes[2].contourf(line, line, 1e4 * (best - found), levels=[-0.1, 0.1, 0.4, 0.7, 1])
    axes[2].figure.colorbar(missed, ax=axes[2], shrink=0.9, label="difference, $10^{-4}$")
    for one in axes:
        frame(one)
    axes[0].set_ylabel(r"$\theta_2$")


FIGURE = Figure(
    "figure-6",
    "Figure 6, the loss surface of the swish model",
    (
        "$x = (-1, 1)$, $y = 1$, $ε = 3/5$, $L∞$. Left: by 200 projected steps of 0.01 along the sign of the "
        "gradient, from $δ = 0$. Middle: by the closed form of swish-loss: the loss at the minimum $-1 - W(1/e)$ "
        "of the swish, or as near to it as the ball reaches. Right: by how much the steps miss."
    ),
    ("projected steps", "closed form", "difference"),
    draw,
)
