"""Choices of the unknown functions for which several claims fail when one of their assumptions is left out."""

from proofs.setting import eps, theta, x, y
from verify import Total, chain, d, dot, line, norm, sqrt
from verify.facts import cauchy_schwarz

short = theta / (1 + norm(theta))  # shorter than 1, and different for every parameter
axis = 1 / sqrt(d)
pair = {"theta_1": (1,), "theta_2": (-1,), "x_n": ((0,),), "y_n": (1,), "varepsilon": 1}


def shorter():
    """‖εθ/(1 + ‖θ‖)‖ = ε‖θ‖/(1 + ‖θ‖): the choice x' = x + εθ/(1 + ‖θ‖) is feasible."""
    size = norm(theta)
    return chain(line("<=", eps**2, eps**2 * (1 + 2 * size) / (1 + size) ** 2), squared=True)


def bilinear(attack):
    """The loss -θᵀx, whose gradient in θ is -x, with these adversarial examples."""
    return {"ell": ((x, theta, y), -dot(theta, x)), "ell_2": ((x, theta, y), -x), "x'": ((x, theta, y), attack)}


def sums(attack):
    """The sum of the coordinates of the input, whatever θ is."""
    return {"ell": ((x, theta, y), Total(x)), "x'": ((x, theta, y), attack)}


def highest(end, step, radius, *more):
    """Σ step_i = √d pᵀstep <= √d‖step‖ <= √d radius, p the unit vector along (1, ..., 1); `more` is what is left over."""
    angle = cauchy_schwarz(axis, step)
    terms = sqrt(d) * angle.slack, sqrt(d) * (radius - norm(step)), *more
    return lambda: chain(line("<=", end, *terms, by=angle))
