"""Inequalities that the solver is known by: short, touching, and not sums of squares."""

from __future__ import annotations

from bench.families import Case

PLAIN = (
    ("logistic slope", "sigmoid(t)*(1 - sigmoid(t)) <= 1/4", ()),
    ("softplus and ramp", "0 < softplus(t) - max(t, 0) <= log(2)", ()),
    ("swish", "swish(t) >= -0.2785", ()),
    ("logarithm's tangent", "log(1 + x) <= x", ("x > -1",)),
    ("Motzkin", "x**4*y**2 + x**2*y**4 + 1 >= 3*x**2*y**2", ()),
    (
        "directions, in Gram form",  # |u/a - v/b| <= |u - v|/m for |u| = a >= m, |v| = b >= m and <u, v> = g
        "2 - 2*g/(a*b) <= (a**2 + b**2 - 2*g)/m**2",
        ("m > 0", "a >= m", "b >= m", "g**2 <= a**2*b**2"),
    ),
)
NAMED = tuple(Case(name, claim, where, True, "named") for name, claim, where in PLAIN)
