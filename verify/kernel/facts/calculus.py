"""The cited theorems on functions of one real variable: mean values and Taylor's theorem."""

from __future__ import annotations

from typing import Any

from verify.kernel.facts.register import FREE, Says, cited
from verify.language.derivative import diff
from verify.language.functions import Abs, exp, sigmoid, softplus
from verify.language.relation import le
from verify.language.term import ANY_SIGN, Symbol, subterms


@cited("the mean value theorem", "Rudin, Principles of Mathematical Analysis, 5.10")
def mean_value(f: Any, t: Any, a: Any, b: Any, bound: Any) -> Says:
    """|f(b) - f(a)| <= bound |b - a| for f with |f'| <= bound everywhere; f an expression in the real symbol t."""
    slope = _slope(f, t)
    return (
        le(Abs(f.xreplace({t: b}) - f.xreplace({t: a})), bound * Abs(b - a)),
        (le(slope, bound), le(-slope, bound)),
    )


@cited("Taylor's theorem with Lagrange remainder", "Rudin, Principles of Mathematical Analysis, 5.15")
def tangent(f: Any, t: Any, a: Any, b: Any) -> Says:
    """f(a) + f'(a) (b - a) <= f(b) for f with f'' >= 0 everywhere."""
    slope = _slope(f, t)
    at_a = {t: a}
    return le(f.xreplace(at_a) + slope.xreplace(at_a) * (b - a), f.xreplace({t: b})), (le(0, diff(slope, t)),)


@cited("Taylor's theorem, quadratic upper bound", "Rudin, Principles of Mathematical Analysis, 5.15")
def taylor(f: Any, t: Any, a: Any, b: Any, bound: Any) -> Says:
    """f(b) <= f(a) + f'(a) (b - a) + bound/2 (b - a)^2 for f with f'' <= bound everywhere."""
    slope = _slope(f, t)
    at_a = {t: a}
    upper = f.xreplace(at_a) + slope.xreplace(at_a) * (b - a) + bound / 2 * (b - a) ** 2
    return le(f.xreplace({t: b}), upper), (le(diff(slope, t), bound),)


def _slope(f: Any, t: Any) -> Any:
    """df/dt of an expression that is smooth on the whole line, t a real symbol of unknown sign."""
    if type(t) is not Symbol or t.signs != ANY_SIGN or t.integer:
        raise ValueError(f"the variable {t} must be a real symbol of unknown sign{FREE}")
    for part in subterms(f):
        smooth = isinstance(part, exp | sigmoid | softplus) or part.is_Add or part.is_Mul
        smooth = smooth or (part.is_Pow and part.exp.is_Integer and part.exp > 0)
        if part.has(t) and part != t and not smooth:
            raise ValueError(f"{part} need not be smooth in {t}: use exp, sigmoid, softplus and polynomials")
    return diff(f, t)
