"""The paper's figures, drawn from the closed forms that the claims prove, and two more."""

from proofs.figures import attacks, border, jumps, maxima, moving, surfaces, swish

FIGURES = (attacks.FIGURE, *surfaces.FIGURES, *maxima.FIGURES, swish.FIGURE, jumps.FIGURE, border.FIGURE)
MOVING = moving.MOVING
