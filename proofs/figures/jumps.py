"""Where the gradient jumps: the change of the gradient over a small step, with the lines on which it is proved to jump."""

import numpy as np
from matplotlib.colors import LogNorm

from proofs.figures.kernels import DATA, LABELS, gradient, grid
from proofs.figures.surfaces import NAMES, PANELS, frame
from verify import Figure

SIDE = 61
STEP = 0.08


def quotient(name, parameters, points=DATA, labels=LABELS, step=STEP):
    """The largest of the difference quotients of the gradient along the two axes, over 2*step."""
    changes = []
    for axis in np.eye(2) * step:
        after, before = (gradient(name, parameters + s * axis, points, labels) for s in (1, -1))
        changes.append(np.linalg.norm(after - before, axis=-1) / (2 * step))
    return np.maximum(*changes)


def draw(axes):
    parameters, line = grid(SIDE)
    levels = np.geomspace(0.02, 30, 15)
    for one, name in zip(axes, NAMES, strict=True):
        z = np.clip(quotient(name, parameters).reshape(SIDE, SIDE), levels[0], levels[-1])
        drawn = one.contourf(line, line, z, levels=levels, norm=LogNorm(levels[0], levels[-1]))
        frame(one)
    axes[0].figure.colorbar(drawn, ax=list(axes), shrink=0.9, ticks=[0.1, 1, 10], format="%g")
    axes[1].plot(0, 0, "o", markerfacecolor="none", color="#D55E00", markersize=7)
    for line_at in (axes[2].axhline, axes[2].axvline):
        line_at(0, color="#D55E00", linewidth=0.8, linestyle="--")
    axes[0].set_ylabel(r"$\theta_2$")


FIGURE = Figure(
    "gradient-jumps",
    "Where the gradient jumps",
    (
        "The data set of Figure 3, $ε = 3/5$: the largest difference quotient of the gradient along the axes "
        "over a step of 0.16, on a logarithmic scale. In orange the proved partition: no jump for the clean "
        "loss, at $θ = 0$ under $L2$, on both axes under $L∞$."
    ),
    PANELS,
    draw,
)
