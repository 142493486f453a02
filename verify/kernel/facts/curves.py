"""The cited theorems on curves t -> f(t) in R^d; `verify.facts` offers them beside the others.

A curve is an expression in a real symbol t that the claim does not mention, built from vectors, functions known by name
(taken to be differentiable) and smooth functions of t.
"""

from __future__ import annotations

from typing import Any

from verify.kernel.facts.register import FREE, Says, cited
from verify.language.forms import along
from verify.language.forms import size as norm
from verify.language.functions import Abs, exp, sigmoid, softplus
from verify.language.operators import Field, Total, Value, indexed
from verify.language.relation import le
from verify.language.term import ANY_SIGN, Add, Integer, Mul, Symbol, subterms


@cited("the derivative of a Lipschitz curve", "definition of the derivative, as a limit")
def derivative_bound(f: Any, t: Any, bound: Any) -> Says:
    """‖f'(0)‖ <= bound, where ‖f(t) - f(0)‖ <= bound |t| for every real t."""
    start, slope = f.xreplace({t: Integer(0)}), _velocity(f, t)
    return le(norm(slope.xreplace({t: Integer(0)})), bound), (le(norm(f - start), bound * Abs(t)),)


@cited("the mean value inequality", "Rudin, Principles of Mathematical Analysis, 5.19")
def mean_value_inequality(f: Any, t: Any, bound: Any) -> Says:
    """‖f(1) - f(0)‖ <= bound, where ‖f'(s)‖ <= bound for 0 < s < 1: at s = sigmoid(t) for every real t."""
    ends = f.xreplace({t: Integer(1)}) - f.xreplace({t: Integer(0)})
    return le(norm(ends), bound), (le(norm(_velocity(f, t).xreplace({t: sigmoid(t)})), bound),)


def _velocity(f: Any, t: Any) -> Any:
    """df/dt of a vector that is smooth in t, t a real symbol of unknown sign."""
    if type(t) is not Symbol or t.signs != ANY_SIGN or t.integer:
        raise ValueError(f"the variable {t} must be a real symbol of unknown sign{FREE}")
    if not indexed(f):
        raise ValueError(f"{f} is no curve of vectors")
    for part in subterms(f):
        smooth = isinstance(part, Field | Value | Total | exp | sigmoid | softplus | Add | Mul)
        smooth = smooth or (part.is_Pow and part.exp.is_Integer and part.exp > 0)
        if part.has(t) and part != t and not smooth:
            raise ValueError(f"{part} need not be smooth in {t}: use named functions, exp, sigmoid and polynomials")
    return along(f, (t, Integer(1)))
