"""The cited theorems. A theorem enters a derivation nowhere else; the report lists the ones each verdict rests on.

A fact is a function that returns what the theorem says for its arguments and the premises that the use must discharge.
Calling it makes an `Appeal`; the checker asks this module again what the appeal says, so no author can widen it.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from verify.cited import Says, cited
from verify.core import eq, le, lt, ne
from verify.curves import derivative_bound, mean_value_inequality  # noqa: F401 - offered here like the others
from verify.determinants import separate, sheared  # noqa: F401
from verify.geometry import Field, Mean, Norm, Peak, Total, dot, indexed, norm, sigmoid, softplus
from verify.powers import one_term, power_falls, power_grows, power_of_one, signed_power, young  # noqa: F401


@cited("Minkowski's inequality", "Hardy, Littlewood, Pólya, Inequalities, 2.11")
def minkowski(u: Any, v: Any) -> Says:
    """‖u + v‖ <= ‖u‖ + ‖v‖."""
    return le(norm(u + v), norm(u) + norm(v)), ()


@cited("Minkowski's inequality for an average", "Hardy, Littlewood, Pólya, Inequalities, 2.11")
def mean_norm(v: Any) -> Says:
    """‖average of v‖ <= average of ‖v‖."""
    return le(Norm(Mean(v)), Mean(Norm(v))), ()


@cited("the Cauchy-Schwarz inequality", "Hardy, Littlewood, Pólya, Inequalities, 2.4")
def cauchy_schwarz(u: Any, v: Any) -> Says:
    """<u, v> <= ‖u‖ ‖v‖; use -u for the other sign."""
    return le(dot(u, v), norm(u) * norm(v)), ()


@cited("equal vectors have equal inner products", "definition of the inner product")
def dotted(u: Any, v: Any, w: Any) -> Says:
    """<u, w> = <v, w> for u = v in every coordinate."""
    return eq(dot(u, w), dot(v, w)), (eq(u, v),)


@cited("Hölder's inequality", "Hardy, Littlewood, Pólya, Inequalities, 2.8")
def holder(u: Any, v: Any, p: Any, q: Any) -> Says:
    """<u, v> <= ‖u‖_p ‖v‖_q for 1/p + 1/q = 1, 1 < p."""
    return le(dot(u, v), norm(u, p) * norm(v, q)), (eq(1 / p + 1 / q, 1), lt(1, p))


@cited("the largest coordinate", "definition of the maximum of finitely many numbers")
def largest(f: Any) -> Says:
    """f_i <= max_j f_j for every coordinate i."""
    return le(f, Peak(f)), ()


@cited("the mean value theorem", "Rudin, Principles of Mathematical Analysis, 5.10")
def mean_value(f: Any, t: Any, a: Any, b: Any, bound: Any) -> Says:
    """|f(b) - f(a)| <= bound |b - a| for f with |f'| <= bound everywhere; f an expression in the real symbol t."""
    slope = _slope(f, t)
    return (
        le(sp.Abs(f.xreplace({t: b}) - f.xreplace({t: a})), bound * sp.Abs(b - a)),
        (le(slope, bound), le(-slope, bound)),
    )


@cited("Taylor's theorem with Lagrange remainder", "Rudin, Principles of Mathematical Analysis, 5.15")
def tangent(f: Any, t: Any, a: Any, b: Any) -> Says:
    """f(a) + f'(a) (b - a) <= f(b) for f with f'' >= 0 everywhere."""
    slope = _slope(f, t)
    at_a = {t: a}
    return le(f.xreplace(at_a) + slope.xreplace(at_a) * (b - a), f.xreplace({t: b})), (le(0, sp.diff(slope, t)),)


@cited("Taylor's theorem, quadratic upper bound", "Rudin, Principles of Mathematical Analysis, 5.15")
def taylor(f: Any, t: Any, a: Any, b: Any, bound: Any) -> Says:
    """f(b) <= f(a) + f'(a) (b - a) + bound/2 (b - a)^2 for f with f'' <= bound everywhere."""
    slope = _slope(f, t)
    at_a = {t: a}
    upper = f.xreplace(at_a) + slope.xreplace(at_a) * (b - a) + bound / 2 * (b - a) ** 2
    return le(f.xreplace({t: b}), upper), (le(sp.diff(slope, t), bound),)


@cited("the logistic function lies below 1", "definition of 1/(1 + exp(-z))")
def below_one(z: Any) -> Says:
    """sigmoid(z) < 1."""
    return lt(sigmoid(z), 1), ()


@cited("symmetry of the logistic function", "definition of 1/(1 + exp(-z))")
def logistic_symmetry(z: Any) -> Says:
    """sigmoid(-z) = 1 - sigmoid(z)."""
    return eq(sigmoid(-z), 1 - sigmoid(z)), ()


@cited("the logistic function by exponentials", "definition of 1/(1 + exp(-z))")
def logistic(z: Any) -> Says:
    """sigmoid(z) (1 + exp(-z)) = 1."""
    return eq(sigmoid(z) * (1 + sp.exp(-z)), 1), ()


@cited("the logistic loss by exponentials", "definition of log(1 + exp(z))")
def logistic_loss(z: Any) -> Says:
    """softplus(z) = log(1 + exp(z))."""
    return eq(softplus(z), sp.log(1 + sp.exp(z))), ()


@cited("powers below the exponential function", "Hardy, Littlewood, Pólya, Inequalities, 2.22 and 4.1")
def below_exponential(z: Any, n: Any) -> Says:
    """(1 + z/n)^n <= exp(z) for a natural number n and z >= -n."""
    if not (n.is_Integer and n > 0):
        raise ValueError(f"{n} is no positive integer")
    return le((1 + z / n) ** n, sp.exp(z)), (le(-n, z),)


@cited("the triangle inequality on the line", "definition of the absolute value")
def triangle(a: Any, b: Any) -> Says:
    """|a + b| <= |a| + |b|."""
    return le(sp.Abs(a + b), sp.Abs(a) + sp.Abs(b)), ()


@cited("a number is at most its absolute value", "definition of the absolute value")
def below_abs(a: Any) -> Says:
    """a <= |a|."""
    return le(a, sp.Abs(a)), ()


@cited("the power mean inequality", "Hardy, Littlewood, Pólya, Inequalities, 2.9")
def power_mean(v: Any) -> Says:
    """(sum of |v_i|)^2 <= d sum of v_i^2, for coordinates or for a summand that is nonnegative."""
    return le(Total(sp.Abs(v)) ** 2, sp.Symbol("d", integer=True, positive=True) * Total(v**2)), ()


@cited("the sign times the number", "definition of the sign")
def sign_times(f: Any, v: Any) -> Says:
    """sum of f_i sign(v_i) v_i = sum of f_i |v_i|."""
    return eq(Total(f * sp.sign(v) * v), Total(f * sp.Abs(v))), ()


@cited("the size of the sign", "definition of the sign: |sign(v)| = 1 for v != 0, and both sides vanish at v = 0")
def sign_size(f: Any, v: Any, a: Any, b: Any) -> Says:
    """sum of f_i |sign(v_i)|^a |v_i|^b = sum of f_i |v_i|^b for a, b > 0."""
    size = sp.Abs(v) ** b
    return eq(Total(f * sp.Abs(sp.sign(v)) ** a * size), Total(f * size)), (lt(0, a), lt(0, b))


@cited("a product is zero only with one of its factors", "the real numbers have no zero divisors")
def other_factor(a: Any, b: Any) -> Says:
    """b = 0 for a b = 0 and a != 0."""
    return eq(b, 0), (eq(a * b, 0), ne(a, 0))


@cited("a square is not negative", "the real numbers are ordered")
def zero_square(a: Any) -> Says:
    """a = 0 for a^2 <= 0."""
    return eq(a, 0), (le(a**2, 0),)


@cited("a function has one value at one point", "definition of a function; only the zero vector has the norm 0")
def one_value(f: Any, g: Any) -> Says:
    """‖f(a, ..) - f(b, ..)‖ = 0 for a vector-valued f known by name whose arguments are equal or vectors ‖a - b‖ = 0 apart."""
    if not (isinstance(f, Field) and isinstance(g, Field) and f.args[0] == g.args[0] and len(f.args) == len(g.args)):
        raise ValueError(f"{f} and {g} are not two values of one vector-valued function")
    pairs = [(a, b) for a, b in zip(f.args[1:], g.args[1:], strict=True) if a != b]
    if any(not (indexed(a) and indexed(b)) for a, b in pairs):
        raise ValueError(f"{f} and {g} differ in a number: only vectors are compared")
    return eq(norm(f - g), 0), tuple(eq(norm(a - b), 0) for a, b in pairs)


@cited("the norm is homogeneous", "definition of the Euclidean norm")
def scaled(c: Any, v: Any) -> Says:
    """‖c v‖ = |c| ‖v‖ for a number c."""
    if indexed(c):
        raise ValueError(f"{c} is not a number: it carries the coordinate index")
    return eq(norm(c * v), sp.Abs(c) * norm(v)), ()


def _slope(f: Any, t: Any) -> Any:
    """df/dt of an expression that is smooth on the whole line, t a real symbol of unknown sign."""
    if type(t) not in (sp.Symbol, sp.Dummy) or t.assumptions0 != sp.Dummy(real=True).assumptions0:
        raise ValueError(f"the variable {t} must be a real symbol of unknown sign")
    for part in sp.preorder_traversal(f):
        smooth = isinstance(part, sp.exp | sigmoid | softplus) or part.is_Add or part.is_Mul
        smooth = smooth or (part.is_Pow and part.exp.is_Integer and part.exp > 0)
        if part.has(t) and part != t and not smooth:
            raise ValueError(f"{part} need not be smooth in {t}: use exp, sigmoid, softplus and polynomials")
    return sp.diff(f, t)


@cited("the norms decrease in p", "Hardy, Littlewood, Pólya, Inequalities, 2.10")
def norms_decrease(v: Any, r: Any, s: Any) -> Says:
    """‖v‖_s <= ‖v‖_r for 0 < r <= s."""
    return le(norm(v, s), norm(v, r)), (lt(0, r), le(r, s))


@cited("the norms grow at most by a power of the dimension", "Hardy, Littlewood, Pólya, Inequalities, 2.9")
def norms_grow(v: Any, r: Any, s: Any) -> Says:
    """‖v‖_r <= d^(1/r - 1/s) ‖v‖_s for 1 <= r <= s, d the number of coordinates."""
    number = sp.Symbol("d", integer=True, positive=True)
    return le(norm(v, r), number ** (1 / r - 1 / s) * norm(v, s)), (le(1, r), le(r, s))
