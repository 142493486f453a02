"""Vectors of unknown dimension: a vector is the SymPy expression of its generic coordinate.

`Vector("theta")` stands for the coordinate theta_i of a vector of R^d with the index hidden, so `-eps*theta/norm(theta)` is a
vector too. `Total` adds over the coordinates, `Norm` is the Euclidean norm, `Mean` averages over the points of a data set of
any size (the second hidden index, carried by `Sample`). All of them are inert: SymPy rebuilds expressions with stand-in symbols
(cse, simultaneous substitution), and an operator that evaluates itself would then be silently wrong. Only `normal` rewrites them.
"""

from verify.geometry.coordinates import at
from verify.geometry.forms import along, dot, norm, unit, vectors
from verify.geometry.logistic import sigmoid, softplus
from verify.geometry.operators import (
    Determinant,
    Field,
    Inert,
    Jacobian,
    Mean,
    Norm,
    Peak,
    Product,
    Slope,
    Total,
    Value,
    gradient,
    gradient_slot,
    indexed,
    sampled,
)
from verify.geometry.symbols import Coordinate, Datum, Direction, Label, Sample, SampleLabel, Vector, d

__all__ = [
    "Coordinate",
    "Datum",
    "Determinant",
    "Direction",
    "Field",
    "Inert",
    "Jacobian",
    "Label",
    "Mean",
    "Norm",
    "Peak",
    "Product",
    "Sample",
    "SampleLabel",
    "Slope",
    "Total",
    "Value",
    "Vector",
    "along",
    "at",
    "d",
    "dot",
    "gradient",
    "gradient_slot",
    "indexed",
    "norm",
    "sampled",
    "sigmoid",
    "softplus",
    "unit",
    "vectors",
]
