"""The cited theorems on the logistic function, its loss, the exponential function and the logarithm."""

from __future__ import annotations

from typing import Any

from verify.kernel.facts.register import Says, cited
from verify.language.functions import exp, log, sigmoid, softplus
from verify.language.relation import eq, le, lt


@cited("the logistic function lies below 1", "definition of $1/(1 + exp(-z))$")
def below_one(z: Any) -> Says:
    """sigmoid(z) < 1."""
    return lt(sigmoid(z), 1), ()


@cited("symmetry of the logistic function", "definition of $1/(1 + exp(-z))$")
def logistic_symmetry(z: Any) -> Says:
    """sigmoid(-z) = 1 - sigmoid(z)."""
    return eq(sigmoid(-z), 1 - sigmoid(z)), ()


@cited("the logistic function by exponentials", "definition of $1/(1 + exp(-z))$")
def logistic(z: Any) -> Says:
    """sigmoid(z) (1 + exp(-z)) = 1."""
    return eq(sigmoid(z) * (1 + exp(-z)), 1), ()


@cited("the logistic loss by exponentials", "definition of $log(1 + exp(z))$")
def logistic_loss(z: Any) -> Says:
    """softplus(z) = log(1 + exp(z))."""
    return eq(softplus(z), log(1 + exp(z))), ()


@cited("powers below the exponential function", "Hardy, Littlewood, Pólya, Inequalities, 2.22 and 4.1")
def below_exponential(z: Any, n: Any) -> Says:
    """(1 + z/n)^n <= exp(z) for a natural number n and z >= -n."""
    if not (n.is_Integer and n > 0):
        raise ValueError(f"{n} is no positive integer")
    return le((1 + z / n) ** n, exp(z)), (le(-n, z),)


@cited("the exponential function increases", "Rudin, Principles of Mathematical Analysis, 8.6")
def exp_grows(a: Any, b: Any) -> Says:
    """exp(a) <= exp(b) for a <= b."""
    return le(exp(a), exp(b)), (le(a, b),)


@cited("the logarithm increases", "Rudin, Principles of Mathematical Analysis, 8.6")
def log_grows(a: Any, b: Any) -> Says:
    """log(a) <= log(b) for a <= b, where both have a value."""
    return le(log(a), log(b)), (le(a, b),)
