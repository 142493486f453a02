"""A small network of the paper's kind: two inputs, three swish units, one output, the logistic loss with y = 1."""

import sympy as sp

from verify.core import Claim
from verify.core.branch import Located, Moves, Unique
from verify.geometry import sigmoid, softplus

# One row a hidden unit: the two input weights, the bias, the output weight; then the output bias.
UNITS = ((2, "1/2", -1, "3/2"), ("-3/2", "3/2", "-5/4", 2), ("-1/2", -2, "-3/2", 1))
OUTPUT_BIAS = sp.Rational(1, 4)
HALF_WIDTH = sp.Rational(1, 100)
VALUES = (*(sp.Rational(v) for row in UNITS for v in row), OUTPUT_BIAS)
x_1, x_2, z_1, z_2 = sp.symbols("x'_1 x'_2 z'_1 z'_2", real=True)


def parameters(letter):
    """The thirteen weights as symbols: four a unit, then the output bias."""
    names = [f"{letter}_{unit}{k}" for unit in (1, 2, 3) for k in (1, 2, 3, 4)]
    return sp.symbols([*names, f"{letter}_0"], real=True)


THETA, PHI = parameters("theta"), parameters("phi")


def output(weights, x_1, x_2):
    """z, the sum of the units' swish values with the output weights."""
    *inner, bias = weights
    rows = [inner[k : k + 4] for k in range(0, len(inner), 4)]
    inputs = [(a * x_1 + b * x_2 + c, d) for a, b, c, d in rows]
    return sum((d * u * sigmoid(u) for u, d in inputs), bias)


def branch(kind, centre, radius):
    """The maximiser of the loss over the ball about the data point, while every weight moves by 1/50."""
    box = tuple((w, v - HALF_WIDTH, v + HALF_WIDTH) for w, v in zip(THETA, VALUES, strict=True))
    return kind(
        softplus(-output(THETA, x_1, x_2)), (x_1, x_2), tuple(map(sp.Rational, centre)), sp.Rational(radius), box
    )


def twin(first):
    """The same branch with other unknowns, for the same weights."""
    return first.replaced({x_1: z_1, x_2: z_2})


def other(first):
    """The same branch for other weights."""
    return first.replaced({x_1: z_1, x_2: z_2, **dict(zip(THETA, PHI, strict=True))})


def shown(name, says, certificate):
    """The claim that a certificate shows."""
    return Claim(
        name=name,
        says=says,
        source="own",
        assuming=certificate.assumptions,
        conclusion=certificate.conclusion,
        certificate=certificate,
    )


def claims(first, place, c, C, ratio):
    """Where the maximiser lies, that there is only one, and how fast it moves."""
    return (
        shown("place", f"For all weights of the box every maximiser over the ball lies {place}.", Located(first)),
        shown("unique", "For all weights of the box there is only one maximiser.", Unique(first, twin(first))),
        shown(
            "lipschitz",
            f"‖x'(θ) - x'(φ)‖ ≤ {ratio}‖θ - φ‖ for all weights of the box: C/c with c = {c} and C = {C}, both shown over it.",
            Moves(first, other(first), sp.Rational(c), sp.Rational(C)),
        ),
    )
