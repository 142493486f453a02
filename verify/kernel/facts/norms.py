"""The cited theorems on norms, inner products, sums, averages and maxima; `verify.facts` offers them beside the others."""

from __future__ import annotations

from typing import Any

from verify.kernel.facts.register import Says, cited
from verify.language.forms import inner as dot
from verify.language.forms import size as norm
from verify.language.functions import Abs, sign
from verify.language.operators import Field, Mean, Norm, Peak, Total, indexed
from verify.language.relation import eq, le, lt
from verify.language.symbols import d
from verify.language.term import oo


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


@cited("the Cauchy-Schwarz inequality, for the size", "Hardy, Littlewood, Pólya, Inequalities, 2.4")
def inner_size(u: Any, v: Any) -> Says:
    """|<u, v>| <= ‖u‖ ‖v‖."""
    return le(Abs(dot(u, v)), norm(u) * norm(v)), ()


@cited("equal vectors have equal inner products", "definition of the inner product")
def dotted(u: Any, v: Any, w: Any) -> Says:
    """<u, w> = <v, w> for u = v in every coordinate."""
    return eq(dot(u, w), dot(v, w)), (eq(u, v),)


@cited("Hölder's inequality", "Hardy, Littlewood, Pólya, Inequalities, 2.8")
def holder(u: Any, v: Any, p: Any, q: Any) -> Says:
    """<u, v> <= ‖u‖_p ‖v‖_q for 1/p + 1/q = 1, 1 < p."""
    return le(dot(u, v), norm(u, p) * norm(v, q)), (eq(1 / p + 1 / q, 1), lt(1, p))


@cited(
    "Hölder's inequality for a sum and a maximum",
    "Hardy, Littlewood, Pólya, Inequalities, 2.8, at the ends of the exponents",
)
def holder_ends(u: Any, v: Any) -> Says:
    """<u, v> <= (sum of |u_i|) max |v_i|; use -u for the other sign."""
    return le(dot(u, v), norm(u, 1) * norm(v, oo)), ()


@cited("the largest coordinate", "definition of the maximum of finitely many numbers")
def largest(f: Any) -> Says:
    """f_i <= max_j f_j for every coordinate i."""
    return le(f, Peak(f)), ()


@cited("a bound of every coordinate", "definition of the maximum of finitely many numbers")
def all_below(f: Any, b: Any) -> Says:
    """max_j f_j <= b for a number b with f_i <= b in every coordinate i."""
    if indexed(b):
        raise ValueError(f"{b} is not a number: it carries the coordinate index")
    return le(Peak(f), b), (le(f, b),)


@cited("a coordinate and the norm", "the other squares under the root are not negative")
def coordinate_size(v: Any) -> Says:
    """|v_i| <= ‖v‖ for every coordinate i."""
    if not indexed(v):
        raise ValueError(f"{v} is a number, not a vector: in R^0 its norm is 0")
    return le(Abs(v), norm(v)), ()


@cited("the square of a sum", "Hardy, Littlewood, Pólya, Inequalities, 2.9")
def square_of_sum(v: Any) -> Says:
    """(sum of v_i)^2 <= d sum of v_i^2, d the number of coordinates."""
    return le(Total(v) ** 2, d * Total(v**2)), ()


@cited("the power mean inequality", "Hardy, Littlewood, Pólya, Inequalities, 2.9")
def power_mean(v: Any) -> Says:
    """(sum of |v_i|)^2 <= d sum of v_i^2, d the number of coordinates."""
    return le(Total(Abs(v)) ** 2, d * Total(v**2)), ()


@cited("the sign times the number", "definition of the sign")
def sign_times(f: Any, v: Any) -> Says:
    """sum of f_i sign(v_i) v_i = sum of f_i |v_i|."""
    return eq(Total(f * sign(v) * v), Total(f * Abs(v))), ()


@cited("the size of the sign", "definition of the sign: $|sign(v)| = 1$ for $v ≠ 0$, and both sides vanish at $v = 0$")
def sign_size(f: Any, v: Any, a: Any, b: Any) -> Says:
    """sum of f_i |sign(v_i)|^a |v_i|^b = sum of f_i |v_i|^b for a, b > 0."""
    size = Abs(v) ** b
    return eq(Total(f * Abs(sign(v)) ** a * size), Total(f * size)), (lt(0, a), lt(0, b))


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
    return eq(norm(c * v), Abs(c) * norm(v)), ()


@cited("the norms decrease in p", "Hardy, Littlewood, Pólya, Inequalities, 2.10")
def norms_decrease(v: Any, r: Any, s: Any) -> Says:
    """‖v‖_s <= ‖v‖_r for 0 < r <= s."""
    return le(norm(v, s), norm(v, r)), (lt(0, r), le(r, s))


@cited("the norms grow at most by a power of the dimension", "Hardy, Littlewood, Pólya, Inequalities, 2.9")
def norms_grow(v: Any, r: Any, s: Any) -> Says:
    """‖v‖_r <= d^(1/r - 1/s) ‖v‖_s for 1 <= r <= s, d the number of coordinates."""
    return le(norm(v, r), d ** (1 / r - 1 / s) * norm(v, s)), (le(1, r), le(r, s))
