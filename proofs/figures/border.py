"""Between L2 and L-infinity: how fast the adversarial example moves under L_p while the parameter turns."""

import numpy as np

from proofs.figures.attacks import directions
from proofs.figures.kernels import EPS, perturbation
from verify import INK, Figure

POWERS = (1.5, 2.0, 3.0, 8.0)
DASHES = ("-", "--", "-.", ":")
STEP = 1e-4


def speed(p, angles):
    """The speed of x' over eps while the parameter of norm 1 turns by an angle."""
    after, before = (perturbation(p, directions(angles + s * STEP)) for s in (1, -1))
    return np.linalg.norm(after - before, axis=-1) / (2 * STEP * EPS)


def draw(axes):
    around = np.linspace(0, 2 * np.pi, 361)
    angles = np.linspace(-np.pi / 4, np.pi / 4, 301)
    for p, ink, dash in zip(POWERS, INK, DASHES, strict=True):
        border = perturbation(p, directions(around))
        axes[0].plot(*border.T, dash, color=ink)
        axes[1].semilogy(np.rad2deg(angles), speed(p, angles), dash, color=ink, label=f"$p = {p:g}$")
    axes[0].set_aspect("equal")
    axes[0].set_xlabel("$x_1' - x_1$")
    axes[0].set_ylabel("$x_2' - x_2$")
    axes[1].set_xlabel(r"angle of $\theta$ (degrees)")
    axes[1].set_ylabel(r"$\Vert dx'/d\varphi\Vert/\varepsilon$")
    axes[1].set_xticks([-45, 0, 45])
    axes[1].legend(ncols=2, loc="upper right")


FIGURE = Figure(
    "lp-border",
    "The border between smooth and not smooth attacks",
    (
        "$ε = 3/5$, $y = 1$, parameters of norm 1. Left: the sphere of each $L_p$ norm, on which $x' - x$ "
        "moves. Right: its speed over $ε$ while the parameter turns through $θ₂ = 0$. For $p ≤ 2$ it stays "
        "bounded; for $p > 2$ it has no bound where a coordinate of $θ$ vanishes."
    ),
    ("the spheres", "speed of the adversarial example"),
    draw,
    height=2.7,
)
