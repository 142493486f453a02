"""What the lemmas of this section share: f and its gradient, and what is assumed of them.

Every claim on a function known by name shows a function for which its assumptions hold: here a quadratic one, or 0.
"""

from verify import (
    Field,
    Instance,
    Integer,
    Lemma,
    Schema,
    Symbol,
    Value,
    Vector,
    dot,
    eq,
    le,
    line,
    norm,
    sigmoid,
    symbols,
)
from verify.facts import dotted

x, y, u, v, best = map(Vector, ("x", "y", "u", "v", "x_star"))
L, mu, eta = (Symbol(name, positive=True) for name in ("L", "mu", "eta"))
t = Symbol("t")  # any real number: sigmoid(t) is any between 0 and 1, where a theorem asks for something on a segment


def f(point):
    """The value of f."""
    return Value("f", point)


def slope(point):
    """The gradient of f."""
    return Field("f_1", point)


def tangent(start, end):
    """f(start) + <∇f(start), end - start>."""
    return f(start) + dot(slope(start), end - start)


def step(point):
    """One step of gradient descent, of size 1/L."""
    return point - slope(point) / L


SMOOTH = Schema("$∇f$ is $L$-Lipschitz", (u, v), le(norm(slope(u) - slope(v)), L * norm(u - v)))
CONVEX = Schema("$f$ is convex", (u, v), le(tangent(u, v), f(v)))
STRONG = Schema("$f$ is $μ$-strongly convex", (u, v), le(tangent(u, v) + mu / 2 * norm(v - u) ** 2, f(v)))
BEST = Schema("$x*$ is a minimiser", (u,), le(f(best), f(u)))
FLAT = Instance({"f": ((u,), Integer(0)), "f_1": ((u,), 0 * u)})
BOWL = Instance({"f": ((u,), L / 2 * norm(u) ** 2), "f_1": ((u,), L * u)})


def bowl(curvature):
    """The functions of a quadratic instance, f(u) = c/2 ‖u‖²."""
    return {"f": ((u,), curvature / 2 * norm(u) ** 2), "f_1": ((u,), curvature * u)}


# A sequence is a vector-valued function of a whole number; m is bound, k is any number of steps, N the last one.
m, k, N = symbols("m k N", integer=True, nonnegative=True)


def X(number):
    """The point after so many steps."""
    return Field("X", number)


DESCENT = Schema("$X$ is made by steps of gradient descent of the size $1/L$", (m,), eq(X(m + 1), step(X(m))))


def made():
    """X(k + 1) = X(k) - ∇f(X(k))/L."""
    return Lemma(eq(X(k + 1), step(X(k))), (line("=", step(X(k)), by=DESCENT(k)),))


def inner_products(*others):
    """What this says of the inner products of X(k + 1)."""
    return tuple(dotted(X(k + 1), step(X(k)), w) for w in (X(k + 1), X(k), slope(X(k)), *others))


def follows(start, end):
    """Between two points the gradient changes by at most L times the distance."""
    h, part = end - start, sigmoid(t)
    goal = le(norm(slope(start + part * h) - slope(start)), L * part * norm(h))
    return Lemma(goal, (line("<=", goal.rhs, by=SMOOTH(start + part * h, start)),))
