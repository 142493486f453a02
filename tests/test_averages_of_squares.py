"""Squares under an average over the data: the variance and what follows from it, with certificates; false twins and forged ones."""

import random
from fractions import Fraction
from math import prod

import pytest

from tests.test_recheck import Certificate, times
from verify import Claim, Datum, Mean, Rational, Sample, Symbol, Total, Vector, dot, eq, le, lt, norm, recheck
from verify.judging.certificates import rechecked
from verify.judging.judge import judge
from verify.kernel.gram import is_zero
from verify.language.expansion import expand
from verify.language.operators import Norm
from verify.language.verdict import Verdict

x, y, t, u, c = Sample("x_n"), Sample("y_n"), Datum("t_n"), Vector("u"), Symbol("c")
TRUE = {
    "the variance": eq(Mean(norm(x - Mean(x)) ** 2), Mean(norm(x) ** 2) - norm(Mean(x)) ** 2),
    "the square of a norm": eq(Mean(norm(x) ** 2), Mean(Total(x**2))),
    "the fourth power": eq(Mean(norm(x) ** 4), Mean(Total(x**2) ** 2)),
    "about a point": eq(Mean(norm(x - Mean(x)) ** 2) + norm(Mean(x) - u) ** 2, Mean(norm(x - u) ** 2)),
    "the covariance": eq(Mean(dot(x - Mean(x), y - Mean(y))), Mean(dot(x, y)) - dot(Mean(x), Mean(y))),
    "with an average in it": eq(Mean(Total(x * Mean(y))), dot(Mean(x), Mean(y))),
    "with its square in it": eq(Mean(Total(x * Mean(y) ** 2)), Total(Mean(x) * Mean(y) ** 2)),
    "the mean is below": le(norm(Mean(x)) ** 2, Mean(norm(x) ** 2)),
    "from a point": le(norm(Mean(x) - u) ** 2, Mean(norm(x - u) ** 2)),
    "of two": le(norm(Mean(x) - Mean(y)) ** 2, Mean(norm(x - y) ** 2)),
    "of numbers": le(Mean(t) ** 2, Mean(t**2)),
}
FALSE = {
    "no variance": eq(Mean(norm(x) ** 2), norm(Mean(x)) ** 2),
    "the other sign": eq(Mean(norm(x - Mean(x)) ** 2), Mean(norm(x) ** 2) + norm(Mean(x)) ** 2),
    "the mean strictly below": lt(norm(Mean(x)) ** 2, Mean(norm(x) ** 2)),
    "too small": le(norm(Mean(x)) ** 2, Mean(norm(x) ** 2) * Rational(99, 100)),
    "squares of averages": eq(Mean(Total(x * Mean(x))), Mean(Total(x**2))),
    "a product of data": eq(Mean(dot(x, y)), dot(Mean(x), Mean(y))),
    "a power of a sum": eq(Mean(Total(x * Mean(x)) ** 2), Total(Mean(x) ** 2) ** 2),
    "another factor": eq(Mean(t * Total(x * Mean(x))), Mean(t) * Total(Mean(x) ** 2)),
    "the square of the mean": eq(Mean(norm(x) ** 4), Mean(norm(x) ** 2) ** 2),
}


def claim(conclusion):
    return Claim(name="a", says="A.", conclusion=conclusion)


@pytest.mark.parametrize("name", TRUE)
def test_it_is_proved_with_a_certificate(name):
    found = rechecked(judge("s", claim(TRUE[name])), 60)
    assert (found.verdict, found.scope) == (Verdict.PROVED, "every dimension")
    assert found.rechecked, found.recheck.reason


@pytest.mark.parametrize("name", FALSE)
def test_its_twin_is_refuted(name):
    assert judge("s", claim(FALSE[name])).verdict is Verdict.REFUTED


def a_vector(chance, depth):
    kind = chance.random() if depth else 0
    if kind < 0.3:
        return chance.choice((x, y, u, x - u, x - Mean(x), Mean(y)))
    if kind < 0.6:
        return a_vector(chance, depth - 1) + a_vector(chance, depth - 1)
    if kind < 0.8:
        return a_number(chance, depth - 1) * a_vector(chance, depth - 1)
    return a_vector(chance, depth - 1) * Mean(a_vector(chance, depth - 1))


def a_number(chance, depth):
    kind = chance.random() if depth else 0
    if kind < 0.2:
        return chance.choice((t, c, norm(x) ** 2, norm(x - u) ** 2))
    if kind < 0.6:
        return Total(a_vector(chance, depth - 1))
    if kind < 0.8:
        return Mean(a_number(chance, depth - 1))
    return norm(a_vector(chance, depth - 1)) ** chance.choice((2, 4))


def value(e, at, n=0, i=0):
    """Its exact value in the plane, for three data points; the powers of norms are even."""
    if e in at:
        return at[e](n, i)
    head, parts = type(e).__name__, e.args
    if not parts:
        return e.value
    if head == "Pow":
        norms = isinstance(parts[0], Norm)
        base = sum(value(parts[0].args[0], at, n, k) ** 2 for k in range(2)) if norms else value(parts[0], at, n, i)
        return base ** int(parts[1].value / (2 if norms else 1))
    if head in ("Total", "Mean"):
        total = head == "Total"
        many = [value(parts[0], at, *((n, k) if total else (k, i))) for k in range(2 if total else 3)]
        return sum(many) if total else sum(many) / Fraction(3)
    found = [value(p, at, n, i) for p in parts]
    return sum(found) if head == "Add" else prod(found)


def test_the_canonical_form_has_the_same_value_and_is_its_own():
    chance = random.Random(3)
    number = [[[Fraction(chance.randint(-3, 3)) for _ in range(2)] for _ in range(3)] for _ in range(3)]
    at = {
        x: lambda n, i: number[0][n][i],
        y: lambda n, i: number[1][n][i],
        u: lambda n, i: number[2][0][i],
        t: lambda n, i: number[2][n][0],
        c: lambda n, i: Fraction(2),
    }
    for _ in range(400):
        e = Mean(a_number(chance, 3))
        form = expand(e)
        assert value(form, at) == value(e, at), e
        assert expand(form) is form, e
        assert is_zero(e - form)


X, Y, M = "x", "y", ("mean", "x")
SAME = {
    "of two averages": (("mean", ("total", times(X, ("mean", Y)))), ("total", times(M, ("mean", Y)))),
    "of one": (("mean", ("total", times(X, M))), ("total", ("^", M, 2))),
    "of a square": (("mean", ("total", times(X, ("^", M, 2)))), ("total", ("^", M, 3))),
}
FORGED = {
    "two factors of the data": (("mean", ("total", times(X, Y))), ("total", times(M, ("mean", Y)))),
    "the square of the data": (("mean", ("total", times(X, M))), ("mean", ("total", ("^", X, 2)))),
    "a factor outside": (("mean", times("a", ("total", times(X, M)))), times(("mean", "a"), ("total", ("^", M, 2)))),
    "a power": (("mean", ("^", ("total", times(X, M)), 2)), ("^", ("total", ("^", M, 2)), 2)),
    "no variance": (("mean", ("^", ("norm", X), 2)), ("^", ("norm", M), 2)),
}


def certificate(left, right):
    made = Certificate(x="sample", y="sample", a="datum")
    made.conclude(left, "=", right)
    made.show((left, "=", right), ["zero", []])
    return made


@pytest.mark.parametrize("name", SAME)
def test_the_recheck_takes_what_is_fixed_out_of_an_average(name):
    certificate(*SAME[name]).check()


@pytest.mark.parametrize("name", FORGED)
def test_the_recheck_refuses_a_forged_one(name):
    with pytest.raises(recheck.Bad):
        certificate(*FORGED[name]).check()
