"""Figure 6: the loss surface of the swish model, by the closed form and by projected gradient steps, and their difference."""

from functools import cache

import numpy as np

from proofs.figures.kernels import EPS, POINT, evaluate, grid
from proofs.figures.surfaces import frame
from proofs.section_3_2_4.swish import u_star
from verify import Figure

STEP, STEPS = 0.01, 200
SIDE = 61
AT_ONCE = 2**13  # points, so that what is made of them on the way stays in the processor's nearest caches


def exact(ball, first, second, label=1.0):
    """For y = 1 the loss at u* clipped to what is within reach, for y = -1 at the better end.

    `first` and `second` are the coordinates of the parameter, arrays of as many axes that broadcast against each other.
    """
    star = minimiser()

    def best(first, second):
        low, high = reach(ball, first, second)
        if label > 0:
            return loss(np.clip(star, low, high))
        return np.maximum(loss(low, label), loss(high, label))

    return by_rows(best, first, second)


def descended(ball, first, second, label=1.0):
    """By projected gradient steps from delta = 0: of the signs under L-infinity, of the normalised gradient under L2.

    Both move u = <theta, x + delta> by STEP ‖theta‖_q, and the projection onto the ball is that of u onto [lo, hi]. The sign of
    the loss's derivative in u is that of -y (u - u*), as the claim swish/unique proves: nothing else is needed of the gradient.
    """
    star = minimiser()

    def found(first, second):
        low, high = reach(ball, first, second)
        u, step = centre(first, second), -label * STEP * size(ball, first, second)
        for _ in range(STEPS):
            move = np.sign(u - star)
            move *= step
            u += move
            np.maximum(u, low, out=u)
            np.minimum(u, high, out=u)
        return loss(u, label)

    return by_rows(found, first, second)


def by_rows(work, first, second):
    """work(first, second), a few rows at a time."""
    found = np.empty(np.broadcast_shapes(first.shape, second.shape))
    count = max(1, AT_ONCE * len(found) // max(1, found.size))
    for start in range(0, len(found), count):
        rows = slice(start, start + count)
        found[rows] = work(*(a if len(a) == 1 else a[rows] for a in (first, second)))
    return found


@cache
def minimiser():
    """u*, as a number."""
    return evaluate(u_star).item()


def reach(ball, first, second):
    """lo and hi: the ends of what u takes in the ball."""
    middle, room = centre(first, second), EPS * size(ball, first, second)
    return middle - room, middle + room


def centre(first, second):
    """<theta, x>."""
    return POINT[0, 0] * first + POINT[0, 1] * second


def size(ball, first, second):
    """‖theta‖_q, dual to the ball's norm."""
    return np.abs(first) + np.abs(second) if ball == "Linf" else np.sqrt(first * first + second * second)


def loss(u, label=1.0):
    """log(1 + exp(-yz)) for z = u sigmoid(u), without overflow: a z beyond the floats is exp(-u) beyond them, and z = 0."""
    with np.errstate(over="ignore"):
        margin = label * u / (1 + np.exp(-u))
    return np.maximum(-margin, 0) + np.log1p(np.exp(-np.abs(margin)))


@cache
def heights():
    """Both surfaces under L-infinity on the grid, and the grid: without the last digits, in which processors differ."""
    _, line = grid(SIDE)
    square = line[None, :], line[:, None]
    return *(np.round(f("Linf", *square), 12) for f in (exact, descended)), line


def draw(axes):
    best, found, line = heights()
    levels = np.linspace(best.min(), best.max(), 13)
    for one, z in zip(axes, (found, best), strict=False):
        surface = one.contourf(line, line, z, levels=levels, extend="min")
        one.contour(line, line, z, levels=levels, colors="white", linewidths=0.3)
    axes[0].figure.colorbar(surface, ax=list(axes[:2]), shrink=0.9, ticks=levels[::3], format="%.2f")
    missed = axes[2].contourf(line, line, 1e4 * (best - found), levels=[-0.1, 0.1, 0.4, 0.7, 1])
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
