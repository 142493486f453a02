"""The cited theorems, for derivations to use: each by its name, with what it says in its docstring."""

from verify.kernel.facts.calculus import mean_value, tangent, taylor
from verify.kernel.facts.curves import derivative_bound, mean_value_inequality
from verify.kernel.facts.determinants import separate, sheared
from verify.kernel.facts.existence import greatest, implicit_function
from verify.kernel.facts.gradients import descent, descent_below, first_order, taylor_along
from verify.kernel.facts.logistic import below_exponential, below_one, logistic, logistic_loss, logistic_symmetry
from verify.kernel.facts.norms import (
    cauchy_schwarz,
    dotted,
    holder,
    largest,
    mean_norm,
    minkowski,
    norms_decrease,
    norms_grow,
    one_value,
    power_mean,
    scaled,
    sign_size,
    sign_times,
)
from verify.kernel.facts.numbers import below_abs, lambert, lambert_reciprocal, other_factor, triangle, zero_square
from verify.kernel.facts.powers import one_term, power_falls, power_grows, power_of_one, signed_power, young

__all__ = [
    "below_abs",
    "below_exponential",
    "below_one",
    "cauchy_schwarz",
    "derivative_bound",
    "descent",
    "descent_below",
    "dotted",
    "first_order",
    "greatest",
    "holder",
    "implicit_function",
    "lambert",
    "lambert_reciprocal",
    "largest",
    "logistic",
    "logistic_loss",
    "logistic_symmetry",
    "mean_norm",
    "mean_value",
    "mean_value_inequality",
    "minkowski",
    "norms_decrease",
    "norms_grow",
    "one_term",
    "one_value",
    "other_factor",
    "power_falls",
    "power_grows",
    "power_mean",
    "power_of_one",
    "scaled",
    "separate",
    "sheared",
    "sign_size",
    "sign_times",
    "signed_power",
    "tangent",
    "taylor",
    "taylor_along",
    "triangle",
    "young",
    "zero_square",
]
