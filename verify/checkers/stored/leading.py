"""Functions of one small t > 0: a power of t times a factor that balls enclose on the whole of [0, upto].

Why it is sound. The power is guessed, and the factor is certified:

    e = t^k g for t > 0        g([0, upto]) in G, G finite and without 0
    --------------------------------------------------------------------
        e/t^k lies in G for 0 < t <= upto, and has one sign if it is continuous

The power is the slope of log |e| between two tiny t, taken as a near fraction. A wrong guess makes a factor that tends to 0 or
to infinity: its ball on [0, upto] holds 0 or is not finite, and nothing is certified. So no rounding of the guess can do harm.

The factor is written in several forms, which are equal for t > 0 wherever e has a value: a ball of one may be narrow where that
of another holds division by 0. They are its canonical form, with brackets and without (`verify.language.normal`), and this in
factors over one denominator (`verify.kernel.quotient`), where roots of t are taken for whole powers of one root s of it, t = s^n.
Who uses them owes that e has a value (`verify.checkers.stored.unbounded`). A term with t in an exponent stays as it is written:
the form might split that power.
A ball at t = 0 may have no meaning for the formula; it only has to contain the values for t > 0 (`verify.language.arithmetic`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from math import lcm
from typing import Any

from flint import arb, ctx

from verify.checkers.stored.reasons import Reason
from verify.kernel.decide import fraction_of
from verify.kernel.evaluate import Walk
from verify.kernel.quotient import Quotients
from verify.kernel.reasons import NotShown
from verify.language.arithmetic import BALL, Undefined
from verify.language.expansion import expand, spread_powers
from verify.language.normal import normal
from verify.language.term import Number, Pow, Symbol, subterms

T, ROOT = Symbol("t", positive=True), Symbol("s", positive=True)
PRECISION = 256  # bits: at t = 2^-60 cancellation of third order is still far above the rounding
SMALL = (40, 60)  # t = 2^-40 and 2^-60 show the leading power
FINEST = 60  # the largest denominator of a power that is guessed
NEAR = Fraction(1, 1000)  # of a power that is guessed to the slope
ON_BALLS = replace(BALL, number=lambda x: x if isinstance(x, arb) else BALL.number(x))


@dataclass(frozen=True)
class Leading:
    """t**power times one of the forms, each equal to the others."""

    power: Fraction
    forms: tuple[Any, ...]

    @staticmethod
    @cache
    def of(e: Any) -> Leading:
        """The leading power by the values at two small t. Raises NotShown where there is none."""
        small = [value_at(e, arb(2) ** -k) for k in SMALL]
        if any(z is None or not z.is_finite() or z.contains(0) for z in small):
            raise NotShown(Reason.NO_LEADING_POWER, term=e)
        with ctx.workprec(PRECISION):
            slope = (abs(small[0]) / abs(small[1])).log() / arb(2).log() / (SMALL[1] - SMALL[0])
        near = fraction_of(slope.mid())
        power = near.limit_denominator(FINEST)
        if abs(power - near) > NEAR:
            raise NotShown(Reason.ODD_LEADING_POWER, power=near.limit_denominator(10**6))
        return Leading(power, tuple(dict.fromkeys(_forms(e * Pow(T, Number(-power))))))

    def on(self, upto: Fraction) -> Any:
        """A finite ball that holds what is left of it on [0, upto], away from 0; None where there is none."""
        with ctx.workprec(PRECISION):
            whole = arb(0).union(BALL.number(upto))
        balls = (value_at(form, whole) for form in self.forms)
        return next((z for z in balls if z is not None and z.is_finite() and not z.contains(0)), None)


def canonical(e: Any) -> Any:
    """The canonical form; the term as it is where a power has t in its exponent."""
    return e if spread_powers(e) else expand(e)


def _forms(e: Any) -> Iterator[Any]:
    """With its brackets, written out, and in factors over one denominator; as it is where a power has t in its exponent."""
    if spread_powers(e):
        yield e
        return
    yield normal(e)
    flat = expand(e)
    yield flat
    degree = lcm(*(p.exp.q for p in subterms(flat) if p.is_Pow and p.base == T and p.exp.is_Number))
    rooted = expand(flat.xreplace({T: Pow(ROOT, Number(degree))}))
    try:
        factored = Quotients([rooted]).factored(rooted)
    except ZeroDivisionError:
        return
    yield factored.xreplace({ROOT: Pow(T, Number(Fraction(1, degree)))})


def value_at(e: Any, t: Any) -> Any:
    with ctx.workprec(PRECISION):
        try:
            (value,) = Walk({T: [[t]]}, None, ON_BALLS)(e).flat
        except (Undefined, TypeError, ZeroDivisionError):
            return None
        return value
