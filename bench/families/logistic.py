"""The functions of logistic regression: sigmoid, softplus, the logarithm of a sum of exponentials."""

from __future__ import annotations

from random import Random

from bench.families.draw import Pair, linear, ratio


def logistic(random: Random) -> Pair:
    """Bounds of sigmoid: of its slope, its chord and its tails."""
    k, kind, (t, zero) = ratio(random), random.randrange(5), linear(random, "t")
    if kind == 0:
        return f"sigmoid({t})*(1 - sigmoid({t})) <= 1/4", (), f"sigmoid({t})*(1 - sigmoid({t})) < 1/4", ()
    if kind == 1:
        true = f"sigmoid({t}) <= 1/2 + {t}/4"
        return true, (f"t >= {zero}",), true, ()
    if kind == 2:
        return f"sigmoid({t}) < exp({t})", (), f"sigmoid({t}) <= 99/100*exp({t})", ()
    if kind == 3:
        left = f"abs(sigmoid({k}*x) - sigmoid({k}*y))"
        return f"{left} <= {k}*abs(x - y)/4", (), f"{left} <= {k}*abs(x - y)/5", ()
    true = f"sigmoid({k}*x) + sigmoid({k}*y) <= 1"
    return true, ("x + y <= 0",), true, ("x + y <= 1/1000",)


def softplus(random: Random) -> Pair:
    """Bounds of softplus: by its asymptotes, its tangent, its parabola, and its midpoint convexity."""
    k, kind, (t, _) = ratio(random), random.randrange(5), linear(random, "t")
    if kind == 0:
        return f"0 < softplus({t}) - max({t}, 0) <= log(2)", (), f"0 < softplus({t}) - max({t}, 0) < log(2)", ()
    if kind == 1:
        return f"softplus({t}) >= log(2) + {t}/2", (), f"softplus({t}) >= 7/10 + {t}/2", ()
    if kind == 2:
        left, right = f"softplus({t})", f"log(2) + {t}/2 + {t}**2"
        return f"{left} <= {right}/8", (), f"{left} <= {right}/9", ()
    if kind == 3:
        true = f"softplus({k}*x) + softplus({k}*y) >= 2*softplus({k}*(x + y)/2)"
        return true, (), true.replace(">=", ">"), ()
    left = f"abs(softplus({k}*x) - softplus({k}*y))"
    return f"{left} <= {k}*abs(x - y)", (), f"{left} <= 9/10*{k}*abs(x - y)", ()


def entropy(random: Random) -> Pair:
    """Largest and logarithm of a sum of exponentials; differences of exponentials."""
    p, q, kind = ratio(random), ratio(random), random.randrange(4)
    if kind == 0:
        true = f"max({q}*x, {p}*y) < log(exp({q}*x) + exp({p}*y))"
        return true, (), true.replace("<", "<= -1/1000 +"), ()
    if kind == 1:
        true = f"log(exp({q}*x) + exp({p}*y)) <= max({q}*x, {p}*y)"
        return f"{true} + log(2)", (), f"{true} + 69/100", ()
    if kind == 2:
        true = f"exp({p}*x) - exp({q}*y) >= ({p}*x - {q}*y)*exp({q}*y)"
        return true, (), true.replace(">=", ">"), ()
    true = f"abs(exp({p}*x + a) - exp({p}*x)) <= exp({p}*x)*(exp(abs(a)) - 1)"
    return true, (), true.replace("- 1)", "- 1001/1000)"), ()
