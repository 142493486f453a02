"""Figures 4 and 5: a maximiser inside the ball and one on its edge, for the concave quadratic of lemma-4-families."""

import numpy as np

from proofs.figures.attacks import AROUND, directions
from proofs.figures.kernels import EPS, evaluate, perturbation
from proofs.section_3_2_1.lemma4_families import peak, quadratic
from proofs.setting import theta, x
from verify import INK, Figure

VECTOR = np.array([[1.0, -1.0]])
INSIDE, EDGE = {"c": 2.0, "beta": 1.5}, {"c": 0.5, "beta": 0.0}
# Two parameters: the panels of each figure.
PAIR = np.array([[0.9, 0.1], [0.5, 0.6]])


def height(points, parameter, shape):
    """The loss at inputs (n, 2), the data point at 0."""
    return evaluate(quadratic(x, theta), x=points, theta=parameter[None, :], a=VECTOR, **shape)[:, 0]


def maximiser(parameters, kind):
    """Where it is largest over the ball: the peak inside, or on the edge the end of the parameter's direction."""
    if kind == "inside":
        return evaluate(peak(theta), theta=parameters, a=VECTOR, **INSIDE)
    return perturbation("L2", parameters, label=-1.0)


def drawn(kind, shape):
    def draw(axes):
        line = np.linspace(-1, 1, 61)
        first, second = np.meshgrid(line, line)
        points = np.column_stack([first.ravel(), second.ravel()])
        best = maximiser(PAIR, kind)
        for k, (one, parameter) in enumerate(zip(axes, PAIR, strict=True)):
            one.contour(line, line, height(points, parameter, shape).reshape(61, 61), levels=14, linewidths=0.7)
            one.plot(*(EPS * directions(AROUND)).T, color="0.3", linestyle="--")
            one.plot(*best[k], "D", color=INK[k], zorder=4)
            one.plot(*best[1 - k], "D", color=INK[1 - k], fillstyle="none", zorder=4)
            one.set_aspect("equal")
            one.set_xlabel("$x_1$")
        axes[0].set_ylabel("$x_2$")

    return draw


def figure(number, kind, shape, title, caption):
    panels = tuple(rf"$\theta = ({a:g}, {b:g})$" for a, b in PAIR)
    return Figure(f"figure-{number}", title, caption, panels, drawn(kind, shape), height=2.7)


FIGURES = (
    figure(
        4,
        "inside",
        INSIDE,
        "Figure 4, a maximum inside the ball",
        (
            "Contours in $x$ of $θᵀx - c‖x‖²/2 - β(aᵀx)²/2$ with $c = 2$, $β = 3/2$, $a = (1, -1)$, for two "
            "parameters; the data point is 0 and the ball $‖x‖ ≤ 3/5$ is dashed. Diamonds: its maximiser, and "
            "hollow the other panel's, by the closed form that lemma-4-families proves. They move by at most "
            "$1/c$ times the distance of the parameters."
        ),
    ),
    figure(
        5,
        "edge",
        EDGE,
        "Figure 5, a maximum on the edge of the ball",
        (
            "The same with $c = 1/2$ and $β = 0$, where the peak $θ/c$ lies outside the ball $‖x‖ ≤ 3/5$: on "
            "the ball the loss is largest at $εθ/‖θ‖$, for on the sphere it is the linear loss less a constant."
        ),
    ),
)
