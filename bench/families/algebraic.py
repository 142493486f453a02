"""Sums of squares, means, products of vectors, lengths."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from bench.families.draw import Pair, nonzero, ratio
from verify.language.expansion import expand
from verify.language.term import symbols


def squares(random: Random) -> Pair:
    """A sum of squares of linear and quadratic polynomials with a common zero, multiplied out."""
    names = symbols("x y z")[: random.randint(2, 3)]
    at: dict[Any, Any] = {s: random.randint(-2, 2) for s in names}
    x, y = names[:2]
    parts = []
    for _ in names:
        p = sum(nonzero(random) * (s - at[s]) for s in names)
        parts.append(p + random.choice([0, nonzero(random)]) * (x - at[x]) * (y - at[y]))
    e = expand(sum(p**2 for p in parts))
    low = Fraction(1, random.choice([10, 1000, 10**5]))
    return f"{e} >= 0", (), f"{e} >= {low}", ()


def disguised_squares(random: Random) -> Pair:
    """A square of exponentials, multiplied out and divided by something positive."""
    a, b, k = random.randint(1, 9), random.randint(1, 9), ratio(random)
    left, right = f"{a * a}*exp({2 * k}*x) + {b * b}", f"{2 * a * b}*exp({k}*x)"
    kind = random.randrange(4)
    if kind == 0:
        return f"{left} >= {right}", (), f"{left} > {right}", ()
    if kind == 1:
        return f"({left})/(1 + x**2) >= {right}/(1 + x**2)", (), f"({left})/(1 + x**2) > {right}/(1 + x**2)", ()
    if kind == 2:
        return f"{a * a}*exp({k}*x) + {b * b}*exp(-{k}*x) >= {2 * a * b}", (), f"{left} >= 1001/1000*{right}", ()
    true = f"{a * a}*exp({k}*x) + {b * b}*exp(-{k}*y) >= {2 * a * b}*exp({k}*(x - y)/2)"
    return true, (), true.replace(">=", ">"), ()


def am_gm(random: Random) -> Pair:
    """Arithmetic and geometric means of two or three weighted numbers."""
    p, q, n = random.randint(1, 9), random.randint(1, 9), random.randint(2, 5)
    kind = random.randrange(4)
    if kind == 0:
        true = f"{p}*a + {q}*b >= {2}*sqrt({p * q}*a*b)"
        return true, ("a >= 0", "b >= 0"), true.replace(f">= {2}*", ">= 201/100*"), ("a >= 0", "b >= 0")
    if kind == 1:
        true = f"a**3 + {p**3}*b**3 + {q**3}*c**3 >= {3 * p * q}*a*b*c"
        return true, ("a >= 0", "b >= 0", "c >= 0"), true, ("a >= 0", "b >= 0")
    if kind == 2:
        where, total = ("x > 0", "y > 0"), p + q
        true = f"x**({p}/{total})*y**({q}/{total}) <= {p}*x/{total} + {q}*y/{total}"
        return true, where, true.replace("<=", "<"), where
    true = f"x**{n} + {n - 1}*{p**n} >= {n * p ** (n - 1)}*x"
    return true, ("x >= 0",), true.replace(">=", ">"), ("x >= 0",)


def cauchy(random: Random) -> Pair:
    """Cauchy-Schwarz in two or three coordinates, as squares, with roots, and in Titu's form."""
    p, q = random.randint(1, 9), random.randint(1, 9)
    kind = random.randrange(4)
    if kind == 0:
        left, right = f"({p}*a*x + {q}*b*y)**2", f"({p * p}*a**2 + {q * q}*b**2)*(x**2 + y**2)"
        return f"{left} <= {right}", (), f"{left} <= 999/1000*{right}", ()
    if kind == 1:
        left, right = f"({p}*x + {q}*y + z)**2", f"{p * p + q * q + 1}*(x**2 + y**2 + z**2)"
        return f"{left} <= {right}", (), f"{left} <= {right} - 1/100", ()
    if kind == 2:
        left, right = f"abs({p}*x + {q}*y)", f"sqrt({p * p + q * q})*sqrt(x**2 + y**2)"
        return f"{left} <= {right}", (), f"{left} < {right}", ()
    where = ("a > 0", "b > 0")
    left, right = f"x**2/a + {p * p}*y**2/({q}*b)", f"(x + {p}*y)**2/(a + {q}*b)"
    return f"{left} >= {right}", where, f"{left} >= {right}", ("a > 0", "b < 0", f"a + {q}*b != 0")


def norms(random: Random) -> Pair:
    """Triangle inequalities of absolute values and of lengths; waves and arcs on the half line."""
    p, q, kind = ratio(random), ratio(random), random.randrange(7)
    if kind == 0:
        true = f"abs(abs({p}*x) - abs({q}*y)) <= abs({p}*x - {q}*y)"
        return true, (), true.replace("<=", "<"), ()
    if kind == 1:
        true = f"sqrt((x + {p})**2 + {q}*y**2) <= sqrt(x**2 + {q}*y**2) + {p}"
        return true, (), f"{true} - 1/1000", ()
    if kind == 2:
        return f"{q}*sin({p}*x) <= {p * q}*x", ("x >= 0",), f"{q}*sin({p}*x) < {p * q}*x", ("x >= 0",)
    if kind == 3:
        return f"cos({p}*x) >= 1 - ({p}*x)**2/2", (), f"cos({p}*x) >= 1 - ({p}*x)**2/3", ()
    if kind == 4:
        true = f"atan({p}*x) >= {p}*x/(1 + ({p}*x)**2)"
        return true, ("x >= 0",), true, ()
    if kind == 5:
        true = f"{q}*tanh({p}*x) <= {p * q}*x"
        return true, ("x >= 0",), true, ()
    true = f"sqrt((x + u)**2 + {p}*(y + v)**2) <= sqrt(x**2 + {p}*y**2) + sqrt(u**2 + {p}*v**2)"
    return true, (), true.replace("<=", "<"), ()
