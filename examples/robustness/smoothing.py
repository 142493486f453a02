"""Randomised smoothing in one dimension: P(x + s Z > 0) for Gaussian and for logistic noise Z, its slope and the radius it certifies."""

from verify import (
    Abs,
    Claim,
    Rational,
    Statement,
    Symbol,
    chain,
    eq,
    erf,
    exp,
    le,
    line,
    lt,
    pi,
    sigmoid,
    sqrt,
    symbols,
)
from verify.facts import logistic as logistic_function

a, b, x, delta = symbols("a b x delta")
s = Symbol("s", positive=True)


def gaussian(x):
    """P(x + Z > 0) for a standard normal Z."""
    return (1 + erf(x / sqrt(2))) / 2


def logistic(x):
    """P(x + s Z > 0) for Z with the distribution function 1/(1 + exp(-z))."""
    return sigmoid(x / s)


slope_printed = Claim(
    name="gaussian-lipschitz-printed",
    says="With standard normal noise the probability is $1/(2π)$-Lipschitz in $x$.",
    conclusion=le(Abs(gaussian(a) - gaussian(b)), Abs(a - b) / (2 * pi)),
    expected="REFUTED",
)
slope_repaired = Claim(
    name="gaussian-lipschitz-repaired",
    says="With standard normal noise the probability is $1/√(2π)$-Lipschitz in $x$.",
    conclusion=le(Abs(gaussian(a) - gaussian(b)), Abs(a - b) / sqrt(2 * pi)),
    source="repair",
    repairs="gaussian-lipschitz-printed",
    added="$√(2π)$ in place of $2π$",
)
slope_logistic = Claim(
    name="logistic-lipschitz",
    says="With logistic noise of the scale $s$ the probability is $1/(4s)$-Lipschitz in $x$.",
    conclusion=le(Abs(logistic(a) - logistic(b)), Abs(a - b) / (4 * s)),
)
odds = Claim(
    name="odds",
    says="With logistic noise the odds $P/(1 - P)$ of the probability $P = σ(x/s)$ are $exp(x/s)$: $x$ is $s·log(P/(1 - P))$.",
    conclusion=eq(logistic(x) / (1 - logistic(x)), exp(x / s)),
    derive=lambda: chain(line("=", exp(x / s), by=logistic_function(x / s))),
)
radius = Claim(
    name="radius",
    says="So the more likely class stays the more likely one for every $δ$ with $|δ| < x$.",
    assuming=(lt(Abs(delta), x),),
    conclusion=lt(Rational(1, 2), logistic(x + delta)),
)

STATEMENT = Statement(name="smoothing", title="Randomised smoothing in one dimension", section="3")
