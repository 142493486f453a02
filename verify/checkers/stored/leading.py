"""Functions of one small t > 0: a power of t times a factor that balls enclose on the whole of [0, upto].

Why it is sound. The power is guessed, and the factor is certified:

    e = t^k g for t > 0        g([0, upto]) in G, G finite and without 0
    --------------------------------------------------------------------
        e/t^k lies in G for 0 < t <= upto, and has one sign if it is continuous

The power is the slope of log |e| between two tiny t, taken as a near fraction. A wrong guess makes a factor that tends to 0 or
to infinity: its ball on [0, upto] holds 0 or is not finite, and nothing is certified. So no rounding of the guess can do harm,
and floating point may be used for it.

The factor is written in several forms, which are equal for t > 0: a ball of one may be narrow where that of another holds
division by 0. For that it relies on SymPy's `expand`, `factor`, `together` and `powsimp` of an expression in one positive symbol;
`verify.checkers.stored.unbounded` therefore evaluates the claim itself at two points as well.
A ball at t = 0 may have no meaning for the formula; it only has to contain the values for t > 0 (`verify.kernel.arithmetic`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import sympy as sp
from flint import arb, ctx

from verify.checkers.stored.reasons import Reason
from verify.kernel.arithmetic import BALL, Undefined
from verify.kernel.evaluate import Walk
from verify.kernel.reasons import NotShown

T = sp.Symbol("t", positive=True)
PRECISION = 256  # bits: at t = 2^-60 cancellation of third order is still far above the rounding
SMALL = (40, 60)  # t = 2^-40 and 2^-60 show the leading power
FINEST = 60  # the largest denominator of a power that is guessed
ON_BALLS = replace(BALL, number=lambda x: x if isinstance(x, arb) else BALL.number(x))


@dataclass(frozen=True)
class Leading:
    """t**power times one of the forms, each equal to the others."""

    power: Fraction
    forms: tuple[Any, ...]

    @staticmethod
    def of(e: Any) -> Leading:
        """The leading power by the values at two small t."""
        small = [value_at(e, arb(2) ** -k) for k in SMALL]
        if any(z is None or not z.is_finite() or z.contains(0) for z in small):
            raise NotShown(Reason.NO_LEADING_POWER, term=e)
        with ctx.workprec(PRECISION):
            slope = float((abs(small[0]) / abs(small[1])).log() / arb(2).log()) / (SMALL[1] - SMALL[0])
        power = Fraction(slope).limit_denominator(FINEST)
        if abs(float(power) - slope) > 1e-3:
            raise NotShown(Reason.ODD_LEADING_POWER, power=slope)
        left = e * T ** -sp.Rational(power)
        forms = left, sp.powsimp(sp.expand(left)), sp.powsimp(sp.expand(sp.together(left))), sp.powsimp(sp.factor(left))
        return Leading(power, tuple(dict.fromkeys(forms)))

    def on(self, upto: Fraction) -> Any:
        """A finite ball that holds what is left of it on [0, upto], away from 0; None where there is none."""
        with ctx.workprec(PRECISION):
            whole = arb(0).union(BALL.number(upto))
        balls = (value_at(form, whole) for form in self.forms)
        return next((z for z in balls if z is not None and z.is_finite() and not z.contains(0)), None)


def value_at(e: Any, t: Any) -> Any:
    with ctx.workprec(PRECISION):
        try:
            (value,) = Walk({T: [[t]]}, None, ON_BALLS)(sp.sympify(e)).flat
        except (Undefined, TypeError, ZeroDivisionError):
            return None
        return value
