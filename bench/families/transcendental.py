"""Bounds of exp and log by their tangents and chords; convexity; bounds on a box."""

from __future__ import annotations

from math import factorial
from random import Random

from bench.families.draw import Pair, nonzero, ratio


def exp_tangent(random: Random) -> Pair:
    """The tangent of exp at a rational point, its Taylor polynomials, and its bounds by quotients."""
    a, k, kind = nonzero(random) * ratio(random), ratio(random), random.randrange(4)
    u = f"({k}*x)"
    if kind == 0:
        true = f"exp({u}) >= exp({k * a})*(1 + {k}*(x - ({a})))"
        return true, (), true.replace(">=", ">"), ()
    if kind == 1:
        taylor = " + ".join(f"{u}**{j}/{factorial(j)}" for j in range(1, random.choice([2, 4]) + 1))
        return f"exp({u}) >= 1 + {taylor}", ("x >= 0",), f"exp({u}) >= 1 + {taylor}", ()
    if kind == 2:
        return f"exp(-{u}**2) <= 1/(1 + {u}**2)", (), f"exp(-{u}**2) <= 999/1000/(1 + {u}**2)", ()
    return f"exp({u}) <= 1/(1 - {u})", (f"x < {1 / k}",), f"exp({u}) < 1/(1 - {u})", (f"x < {1 / k}",)


def log_tangent(random: Random) -> Pair:
    """The tangent of log at a rational point, from above; its bounds by quotients and roots."""
    a, kind = ratio(random), random.randrange(4)
    u = f"(x/({a}))"
    if kind == 0:
        true = f"log(x) <= {u} - 1 + log({a})"
        return true, ("x > 0",), true.replace("<=", "<"), ("x > 0",)
    if kind == 1:
        true = f"x/({a} + x) <= log(1 + {u})"
        return true, (f"x > -{a}",), f"x/({a} + x) + 1/1000 <= log(1 + {u})", (f"x > -{a}",)
    if kind == 2:
        true = f"log(1 + {u}) <= x/sqrt({a * a} + {a}*x)"
        return true, ("x >= 0",), true, (f"x > -{a}",)
    true = f"log({u}) <= ({u} - 1/{u})/2"
    return true, (f"x >= {a}",), true, ("x > 0",)


def convex(random: Random) -> Pair:
    """Midpoint convexity and tangents of exp and log in two variables."""
    p, q, kind = ratio(random), ratio(random), random.randrange(5)
    if kind == 0:
        true = f"exp({p}*x) + exp({p}*y) >= 2*exp({p}*(x + y)/2)"
        return true, (), true.replace(">=", ">"), ()
    if kind == 1:
        true = f"exp({p}*x) + exp({q}*y) >= 2 + {p}*x + {q}*y"
        return true, (), true.replace(">= 2", ">= 2001/1000"), ()
    where = ("x > 0", "y > 0")
    if kind == 2:
        true = f"log(({p}*x + {q}*y)/2) >= (log({p}*x) + log({q}*y))/2"
        return true, where, true.replace(">=", ">"), where
    if kind == 3:
        true = f"x*log(x/({p}*y)) >= x - {p}*y"
        return true, where, f"{true} + 1/1000", where
    true = f"x*y <= exp(x - {p}) + y*log(y) + {p - 1}*y"
    return true, ("y > 0",), true.replace("<=", "<"), ("y > 0",)


def boxes(random: Random) -> Pair:
    """Bounds on a box, of polynomials, waves and exponentials, most with a margin; a twin fails near one corner."""
    a, b, kind, wide = ratio(random), ratio(random), random.randrange(4), ratio(random)
    where = ("x >= 0", f"x <= {wide}", "y >= 0", "y <= 1")
    u = f"(x/({wide}))"
    if kind == 0:
        true = f"{a}*{u}**2 + {b}*y - {u}*y < {a + b - 1}*{u}*y + {max(a, b)} + 1/50"
        return true, where, f"{a}*{u}**2 + {b}*y**3 < {a + b} - 1/1000", where
    if kind == 1:
        true = f"{a}*sin(x) + {b}*cos(y) <= {a}*x + {b}"
        return true, where, f"{true} - 1/10000", where
    if kind == 2:
        true = f"exp({u}*y) <= 1 + {1 + a}*{u}*y*exp(1)"
        return true, where, f"exp({u}*y) <= 1 + 171/100*{u}*y", where
    true = f"{a}*atan({u}) + {b}*exp(-y) < {a}*7854/10000 + {b}"
    return true, where, f"{a}*atan({u}) + {b}*exp(-y) < {a}*7853/10000 + {b}", where
