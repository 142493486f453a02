"""Figure 1: where the adversarial example sits on the disc and on the square while the parameter turns."""

import numpy as np
from matplotlib import colormaps

from proofs.figures.kernels import EPS, perturbation
from verify import INK, Figure

ANGLES = np.deg2rad(np.arange(15, 166, 10))
# Two parameters on both sides of theta_1 = 0.
PAIR = np.deg2rad([80.0, 100.0])
AROUND = np.linspace(0, 2 * np.pi, 181)
CORNERS = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1], [1, 1]])


def directions(angles):
    """Parameters of norm 1."""
    return np.column_stack([np.cos(angles), np.sin(angles)])


def draw(axes):
    borders = {"L2": EPS * directions(AROUND), "Linf": EPS * CORNERS}
    for one, (ball, border) in zip(axes, borders.items(), strict=True):
        one.plot(*border.T, color="0.4")
        one.plot(0, 0, "+", color="0.2")
        turning = perturbation(ball, directions(ANGLES))
        one.scatter(*turning.T, c=colormaps["cividis"](np.linspace(0, 0.9, len(ANGLES))), s=14, zorder=3)
        for angle, worst, ink in zip(PAIR, perturbation(ball, directions(PAIR)), INK, strict=False):
            one.annotate("", 0.5 * directions([angle])[0], (0, 0), arrowprops={"arrowstyle": "->", "color": ink})
            one.plot(*worst, "D", color=ink, markersize=6, zorder=4)
        one.set_aspect("equal")
        one.set_xlim(-0.85, 0.85)
        one.set_ylim(-0.85, 0.85)
        one.set_xlabel("$x_1' - x_1$")
    axes[0].set_ylabel("$x_2' - x_2$")


FIGURE = Figure(
    "figure-1",
    "Figure 1, how the adversarial example moves",
    (
        "$ε = 3/5$, $y = 1$. Dots: $x' - x$ for parameters of norm 1 at 15°, 25°, … 165°, from dark to "
        "light; under $L∞$ they share two corners. Diamonds: $x' - x$ for the two parameters that the arrows "
        "show, at 80° and 100°: near each other under $L2$, $2ε$ apart under $L∞$ however near $θ₁$ and $θ₂$ "
        "are."
    ),
    ("$L_2$ ball", r"$L_\infty$ ball"),
    draw,
    height=2.7,
)
