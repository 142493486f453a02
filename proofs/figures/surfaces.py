"""Figures 2 and 3: the loss surface of one data point and of a data set, clean, under L2 and under L-infinity."""

from proofs.figures.kernels import DATA, LABEL, LABELS, POINT, adversarial, grid
from verify import Figure

PANELS = ("clean loss", "$L_2$ attack", r"$L_\infty$ attack")
NAMES = ("clean", "L2", "Linf")


def surfaces(axes, heights, line):
    """Filled contours on one scale of colours, with a bar beside the last panel."""
    low, high = min(z.min() for z in heights), max(z.max() for z in heights)
    levels = round_levels(low, high)
    for one, z in zip(axes, heights, strict=True):
        square = z.reshape(len(line), len(line))
        drawn = one.contourf(line, line, square, levels=levels)
        one.contour(line, line, square, levels=levels, colors="white", linewidths=0.3)
        frame(one)
    axes[-1].figure.colorbar(drawn, ax=list(axes), shrink=0.9, ticks=levels[::2], format="%g", label="loss")
    axes[0].set_ylabel(r"$\theta_2$")


def round_levels(low, high):
    """About a dozen heights with few digits, from below the lowest to above the highest."""
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(12).tick_values(low, high)


def frame(one):
    """Equal scales and a few ticks."""
    one.set_aspect("equal")
    one.set_xlabel(r"$\theta_1$")
    one.set_xticks([-2, 0, 2])
    one.set_yticks([-2, 0, 2])


def drawn(points, labels):
    def draw(axes):
        parameters, line = grid()
        surfaces(axes, [adversarial(name, parameters, points, labels) for name in NAMES], line)
        axes[1].plot(0, 0, "o", color="#D55E00", markersize=3)
        axes[2].axhline(0, color="#D55E00", linewidth=0.8)
        axes[2].axvline(0, color="#D55E00", linewidth=0.8)

    return draw


FIGURES = (
    Figure(
        "figure-2",
        "Figure 2, the loss surface of one data point",
        (
            "$x = (-1, 1)$, $y = 1$, $ε = 3/5$, and both parameters from -2 to 2, from the closed forms of "
            "linear-loss. In orange, where the loss is proved to have no derivative: at $θ = 0$ under $L2$, on "
            "both axes under $L∞$."
        ),
        PANELS,
        drawn(POINT, LABEL),
    ),
    Figure(
        "figure-3",
        "Figure 3, the loss surface of a data set",
        (
            "$N = 100$ standard normal points (NumPy's default generator, seed 0), labelled by the sign of "
            "their first feature, $ε = 3/5$, from the closed forms of linear-loss. In orange, where the loss "
            "is proved to have no derivative."
        ),
        PANELS,
        drawn(DATA, LABELS),
    ),
)
