"""Inequalities that are true by construction, each with a spoiled twin that is false, from a seed.

A family takes a source of random numbers and returns the true one and its twin. Twins have a constant past the optimum,
a strict relation where the sides touch, the relation turned round, or an assumption less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

import sympy as sp

Pair = tuple[str, tuple[str, ...], str, tuple[str, ...]]


@dataclass(frozen=True)
class Case:
    """One inequality with its conditions and whether it is true."""

    name: str
    claim: str
    where: tuple[str, ...]
    true: bool


def cases(seed: int, *, each: int = 25) -> Iterator[Case]:
    """`each` true ones of every family, each followed by its twin."""
    for name, family in FAMILIES.items():
        random = Random(f"{seed} {name}")
        for k in range(each):
            claim, where, twin, twin_where = family(random)
            yield Case(f"{name}-{k}", claim, where, True)
            yield Case(f"{name}-{k}-twin", twin, twin_where, False)


def _number(random: Random) -> int:
    return random.choice([-3, -2, -1, 1, 2, 3])


def squares(random: Random) -> Pair:
    """A sum of squares of linear and quadratic polynomials with a common zero, multiplied out."""
    x, y = sp.symbols("x y")
    at: dict[Any, Any] = {x: random.randint(-2, 2), y: random.randint(-2, 2)}
    parts = []
    for _ in range(2):
        p = _number(random) * (x - at[x]) + _number(random) * (y - at[y])
        parts.append(p + random.choice([0, _number(random)]) * (x - at[x]) * (y - at[y]))
    e = sp.expand(sum(p**2 for p in parts))
    low = Fraction(1, random.choice([10, 1000, 10**5]))
    return f"{e} >= 0", (), f"{e} >= {low}", ()


def disguised_squares(random: Random) -> Pair:
    """A square of exponentials, multiplied out and divided by something positive."""
    a, b, k = random.randint(1, 5), random.randint(1, 5), random.choice([1, 2, Fraction(1, 2)])
    left, right = f"{a * a}*exp({2 * k}*x) + {b * b}", f"{2 * a * b}*exp({k}*x)"
    kind = random.randrange(3)
    if kind == 0:
        return f"{left} >= {right}", (), f"{left} > {right}", ()
    if kind == 1:
        return f"({left})/(1 + x**2) >= {right}/(1 + x**2)", (), f"({left})/(1 + x**2) > {right}/(1 + x**2)", ()
    return f"{a * a}*exp({k}*x) + {b * b}*exp(-{k}*x) >= {2 * a * b}", (), f"{left} >= 1001/1000*{right}", ()


def am_gm(random: Random) -> Pair:
    """Arithmetic and geometric means of two or three weighted numbers."""
    p, q, n = random.randint(1, 5), random.randint(1, 5), random.randint(2, 3)
    kind = random.randrange(4)
    if kind == 0:
        true = f"{p}*a + {q}*b >= {2}*sqrt({p * q}*a*b)"
        return true, ("a >= 0", "b >= 0"), true.replace(f">= {2}*", ">= 201/100*"), ("a >= 0", "b >= 0")
    if kind == 1:
        true = f"a**3 + {p**3}*b**3 + {q**3}*c**3 >= {3 * p * q}*a*b*c"
        return true, ("a >= 0", "b >= 0", "c >= 0"), true, ("a >= 0", "b >= 0")
    if kind == 2:
        where = ("x > 0", "y > 0")
        total = p + q
        true = f"x**({p}/{total})*y**({q}/{total}) <= {p}*x/{total} + {q}*y/{total}"
        return true, where, true.replace("<=", "<"), where
    true = f"x**{n} + {n - 1}*{p**n} >= {n * p ** (n - 1)}*x"
    return true, ("x >= 0",), true.replace(">=", ">"), ("x >= 0",)


def cauchy(random: Random) -> Pair:
    """Cauchy-Schwarz in two or three coordinates, as squares, with roots, and in Titu's form."""
    p, q = random.randint(1, 4), random.randint(1, 4)
    kind = random.randrange(4)
    if kind == 0:
        left, right = "(a*x + b*y)**2", "(a**2 + b**2)*(x**2 + y**2)"
        return f"{left} <= {right}", (), f"{left} <= 999/1000*{right}", ()
    if kind == 1:
        left, right = f"({p}*x + {q}*y + z)**2", f"{p * p + q * q + 1}*(x**2 + y**2 + z**2)"
        return f"{left} <= {right}", (), f"{left} <= {right} - 1/100", ()
    if kind == 2:
        left, right = f"abs({p}*x + {q}*y)", f"sqrt({p * p + q * q})*sqrt(x**2 + y**2)"
        return f"{left} <= {right}", (), f"{left} < {right}", ()
    where = ("a > 0", "b > 0")
    left, right = f"x**2/a + {p * p}*y**2/b", f"(x + {p}*y)**2/(a + b)"
    return f"{left} >= {right}", where, f"{left} >= {right}", ("a > 0", "b < 0", "a + b != 0")


def exp_tangent(random: Random) -> Pair:
    """The tangent of exp at a rational point, and better bounds on one side."""
    a, k = _number(random), random.choice(["1", "2", "1/2"])
    kind = random.randrange(3)
    if kind == 0:
        true = f"exp({k}*x) >= exp({k}*{a})*(1 + {k}*(x - ({a})))"
        return true, (), true.replace(">=", ">"), ()
    if kind == 1:
        true = f"exp({k}*x) >= 1 + {k}*x + ({k}*x)**2/2"
        return true, ("x >= 0",), true, ()
    true = f"exp(-({k}*x)**2) <= 1/(1 + ({k}*x)**2)"
    return true, (), f"exp(-({k}*x)**2) <= 999/1000/(1 + ({k}*x)**2)", ()


def log_tangent(random: Random) -> Pair:
    """The tangent of log at a rational point, from above; its bound from below."""
    a, kind = random.randint(1, 6), random.randrange(3)
    if kind == 0:
        true = f"log(x) <= x/{a} - 1 + log({a})"
        return true, ("x > 0",), true.replace("<=", "<"), ("x > 0",)
    if kind == 1:
        true = f"x/({a} + x) <= log(1 + x/{a})"
        return true, (f"x > -{a}",), f"x/({a} + x) + 1/1000 <= log(1 + x/{a})", (f"x > -{a}",)
    true = f"log(1 + x/{a}) <= x/sqrt({a * a} + {a}*x)"
    return true, ("x >= 0",), true, (f"x > -{a}",)


def logistic(random: Random) -> Pair:
    """Bounds of sigmoid: of its slope, its chord and its tails."""
    k, kind = random.choice(["1", "2", "3", "1/2"]), random.randrange(5)
    t = f"{k}*t"
    if kind == 0:
        return f"sigmoid({t})*(1 - sigmoid({t})) <= 1/4", (), f"sigmoid({t})*(1 - sigmoid({t})) < 1/4", ()
    if kind == 1:
        true = f"sigmoid({t}) <= 1/2 + {t}/4"
        return true, ("t >= 0",), true, ()
    if kind == 2:
        return f"sigmoid({t}) < exp({t})", (), f"sigmoid({t}) <= 99/100*exp({t})", ()
    if kind == 3:
        true = f"abs(sigmoid({k}*x) - sigmoid({k}*y)) <= {k}*abs(x - y)/4"
        return true, (), true.replace("/4", "/5"), ()
    true = f"sigmoid({k}*x) + sigmoid({k}*y) <= 1"
    return true, ("x + y <= 0",), true, ("x + y <= 1/1000",)


def softplus(random: Random) -> Pair:
    """Bounds of softplus: by its asymptotes, its tangent, its parabola, and its midpoint convexity."""
    k, kind = random.choice(["1", "2", "3", "1/2"]), random.randrange(5)
    t = f"{k}*t"
    if kind == 0:
        return f"0 < softplus({t}) - max({t}, 0) <= log(2)", (), f"0 < softplus({t}) - max({t}, 0) < log(2)", ()
    if kind == 1:
        return f"softplus({t}) >= log(2) + {t}/2", (), f"softplus({t}) >= 7/10 + {t}/2", ()
    if kind == 2:
        true = f"softplus({t}) <= log(2) + {t}/2 + ({t})**2/8"
        return true, (), true.replace("/8", "/9"), ()
    if kind == 3:
        true = f"softplus({k}*x) + softplus({k}*y) >= 2*softplus({k}*(x + y)/2)"
        return true, (), true.replace(">=", ">"), ()
    true = f"abs(softplus({k}*x) - softplus({k}*y)) <= {k}*abs(x - y)"
    return true, (), true.replace(f"<= {k}*", f"<= 9/10*{k}*"), ()


def convex(random: Random) -> Pair:
    """Midpoint convexity and tangents of exp and log in two variables."""
    p, kind = random.randint(1, 4), random.randrange(5)
    if kind == 0:
        true = f"exp({p}*x) + exp({p}*y) >= 2*exp({p}*(x + y)/2)"
        return true, (), true.replace(">=", ">"), ()
    if kind == 1:
        true = f"exp({p}*x) + exp(y) >= 2 + {p}*x + y"
        return true, (), true.replace(">= 2", ">= 2001/1000"), ()
    where = ("x > 0", "y > 0")
    if kind == 2:
        true = f"log(({p}*x + {p}*y)/2) >= (log({p}*x) + log({p}*y))/2"
        return true, where, true.replace(">=", ">"), where
    if kind == 3:
        true = f"x*log(x/({p}*y)) >= x - {p}*y"
        return true, where, f"x*log(x/({p}*y)) >= x - {p}*y + 1/1000", where
    true = f"x*y <= exp(x - {p}) + y*log(y) + {p - 1}*y"
    return true, ("y > 0",), true.replace("<=", "<"), ("y > 0",)


def entropy(random: Random) -> Pair:
    """Largest and logarithm of a sum of exponentials; differences of exponentials."""
    p, kind = random.randint(1, 4), random.randrange(4)
    if kind == 0:
        true = f"max(x, {p}*y) < log(exp(x) + exp({p}*y))"
        return true, (), true.replace("<", "<= -1/1000 +"), ()
    if kind == 1:
        true = f"log(exp(x) + exp({p}*y)) <= max(x, {p}*y) + log(2)"
        return true, (), true.replace("log(2)", "69/100"), ()
    if kind == 2:
        true = f"exp({p}*x) - exp({p}*y) >= {p}*(x - y)*exp({p}*y)"
        return true, (), true.replace(">=", ">"), ()
    true = f"abs(exp({p}*x + a) - exp({p}*x)) <= exp({p}*x)*(exp(abs(a)) - 1)"
    return true, (), true.replace("- 1)", "- 1001/1000)"), ()


def boxes(random: Random) -> Pair:
    """Strict bounds on a box, of polynomials, waves and exponentials, with a margin; a twin fails near one corner."""
    a, b, kind = random.randint(1, 4), random.randint(1, 4), random.randrange(4)
    where = ("x >= 0", "x <= 1", "y >= 0", "y <= 1")
    if kind == 0:
        true = f"{a}*x**2 + {b}*y - x*y < {a + b - 1}*x*y + {a + b} + 1/50"
        return true, where, f"{a}*x**2 + {b}*y**3 < {a + b} - 1/1000", where
    if kind == 1:
        true = f"{a}*sin(x) + {b}*cos(y) <= {a}*x + {b}"
        return true, where, f"{a}*sin(x) + {b}*cos(y) <= {a}*x + {b} - 1/10000", where
    if kind == 2:
        true = f"exp(x*y) <= 1 + {a}*x*y*exp(1)"
        return true, where, "exp(x*y) <= 1 + 171/100*x*y", where
    true = f"{a}*atan(x) + {b}*exp(-y) < {a} + {b} + 1/1000"
    return true, where, f"{a}*atan(x) + {b}*exp(-y) < {a}*7853/10000 + {b}", where


def norms(random: Random) -> Pair:
    """Triangle inequalities of absolute values and of lengths; waves and arcs on the half line."""
    p, kind = random.randint(1, 5), random.randrange(6)
    if kind == 0:
        true = f"abs(abs({p}*x) - abs(y)) <= abs({p}*x - y)"
        return true, (), true.replace("<=", "<"), ()
    if kind == 1:
        true = f"sqrt((x + {p})**2 + y**2) <= sqrt(x**2 + y**2) + {p}"
        return true, (), f"sqrt((x + {p})**2 + y**2) <= sqrt(x**2 + y**2) + {p} - 1/1000", ()
    if kind == 2:
        return f"sin({p}*x) <= {p}*x", ("x >= 0",), f"sin({p}*x) < {p}*x", ("x >= 0",)
    if kind == 3:
        true = f"cos({p}*x) >= 1 - ({p}*x)**2/2"
        return true, (), true.replace("/2", "/3"), ()
    if kind == 4:
        true = f"atan({p}*x) >= {p}*x/(1 + ({p}*x)**2)"
        return true, ("x >= 0",), true, ()
    true = f"tanh({p}*x) <= {p}*x"
    return true, ("x >= 0",), true, ()


FAMILIES: dict[str, Callable[[Random], Pair]] = {
    f.__name__: f
    for f in (
        squares,
        disguised_squares,
        am_gm,
        cauchy,
        exp_tangent,
        log_tangent,
        logistic,
        softplus,
        convex,
        entropy,
        boxes,
        norms,
    )
}
