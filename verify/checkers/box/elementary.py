"""The functions of one variable with their first two derivatives, enclosed over a ball about as tightly as its width allows.

Why it is sound.

  f(z) in A by its formula     f(m) in B for the middle m of z     f' in S on z
  ------------------------------------------------------------------------------
                     f(z) in A and in B + S (z - m)

The second is the mean value form (Moore, Kearfott, Cloud, Introduction to Interval Analysis, 6.3). Both hold, so does their
intersection; where one is not finite the formula stays.

With s = sigmoid, t = s - 1/2 and D the derivative:  Ds = 1/4 - t^2,  DDs = -2 t Ds,  DDDs = Ds (6 t^2 - 1/2).
With w = z s:  Dw = s + z Ds,  DDw = 2 Ds + z DDs,  DDDw = 3 DDs + z DDDs.  And D softplus = s.
D z^p = p z^(p-1), and where the factor p(p-1)... is 0 the derivative is 0.

A power with an exponent that is not whole has derivatives only for z > 0: elsewhere all three balls are nan, also at 0, and
nan compares false. With a negative whole exponent a ball that contains 0 gives a ball that is not finite, and what has no finite
ball has none with the exponent 0.

That the balls of the functions themselves contain the values is owed by `verify.language.arithmetic`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from flint import arb

from verify.language.arithmetic import BALL
from verify.language.functions import exp, sigmoid, softplus

Derivatives = tuple[Any, Any, Any]
HALF, QUARTER = arb(0.5), arb(0.25)
_sigmoid, _softplus, _exp = (BALL.functions[f] for f in (sigmoid, softplus, exp))


def square(z: Any) -> Any:
    """Never negative."""
    return BALL.power(z, Fraction(2))


def _sharper(natural: Any, at_middle: Any, slope: Any, z: Any) -> Any:
    """Both enclosures hold: the formula over the ball, and the mean value form about its middle."""
    centred = at_middle + slope * (z - z.mid())
    if not (natural.is_finite() and centred.is_finite()):
        return natural
    return natural.intersection(centred)


def _logistic_slopes(z: Any) -> tuple[Any, Any, Any, Any]:
    """σ and three derivatives: with t = σ - 1/2 they are 1/4 - t^2, -2 t σ' and σ'(6 t^2 - 1/2)."""
    value = _sigmoid(z)
    t = value - HALF
    first = QUARTER - square(t)
    return value, first, -2 * t * first, first * (6 * square(t) - HALF)


def logistic(z: Any) -> Derivatives:
    """σ, σ', σ''."""
    value, first, second, third = _logistic_slopes(z)
    return value, first, _sharper(second, _logistic_slopes(z.mid())[2], third, z)


def logistic_loss(z: Any) -> Derivatives:
    """log(1 + exp), σ, σ'."""
    value, first, _, _ = _logistic_slopes(z)
    return _softplus(z), value, first


def _swish_slopes(z: Any) -> tuple[Any, Any, Any, Any]:
    value, first, second, third = _logistic_slopes(z)
    return z * value, value + z * first, 2 * first + z * second, 3 * second + z * third


def swish(z: Any) -> Derivatives:
    """z σ(z) with its derivatives, as one function: its factors depend on each other."""
    value, first, second, third = _swish_slopes(z)
    middle = _swish_slopes(z.mid())
    second = _sharper(second, middle[2], third, z)
    first = _sharper(first, middle[1], second, z)
    return _sharper(value, middle[0], first, z), first, second


def exponential(z: Any) -> Derivatives:
    """exp, three times."""
    value = _exp(z)
    return value, value, value


def power(exponent: Fraction) -> Callable[[Any], Derivatives]:
    """A rational power; the balls are not finite where it may have no value or no derivative."""

    def derivatives(z: Any) -> Derivatives:
        if not z.is_finite() or (exponent.denominator != 1 and not z > 0):
            return arb.nan(), arb.nan(), arb.nan()
        found, factor = [], Fraction(1)
        for k in range(3):
            found.append(BALL.number(factor) * BALL.power(z, exponent - k) if factor else arb(0))
            factor *= exponent - k
        return found[0], found[1], found[2]

    return derivatives


FUNCTIONS: Mapping[Any, Callable[[Any], Derivatives]] = {
    sigmoid: logistic,
    softplus: logistic_loss,
    exp: exponential,
}
