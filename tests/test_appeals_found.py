"""Appeals that are found for claims of users: tangents under weighted logarithms, conjugate exponents, instances of assumptions.

Each that is proved has a certificate that is read again; the false twins are refuted, or stay undecided where they have no number.
"""

import pytest

from verify import (
    Claim,
    Field,
    Instance,
    Rational,
    Schema,
    Symbol,
    Total,
    Value,
    Vector,
    d,
    dot,
    eq,
    exp,
    le,
    log,
    lt,
    norm,
    oo,
)
from verify.judging.certificates import rechecked
from verify.judging.judge import judge
from verify.language.verdict import Verdict
from verify.prover.citations import cited

p, q, g, z, u, v, x, s = map(Vector, "pqgzuvxs")
c, mu = Symbol("c", positive=True), Symbol("mu", positive=True)
one, other = Symbol("p", positive=True), Symbol("q", positive=True)
CONJUGATE = (eq(1 / one + 1 / other, 1),)
INSIDE = (lt(0, p), eq(Total(p), 1))
BOTH = (*INSIDE, lt(0, q), eq(Total(q), 1))
POSITIVE = (lt(0, p), lt(0, q))
APART = Total(p * log(p / q))


def lse(w):
    return log(Total(exp(w)))


def f(w):
    return Value("f", w)


def slope(w):
    return Field("f_1", w)


STRONG = Schema("strong", (u, v), le(f(u) + dot(slope(u), v - u) + mu / 2 * norm(v - u) ** 2, f(v)))
BOWL = Instance({"f": ((u,), mu / 2 * norm(u) ** 2), "f_1": ((u,), mu * u)})
ADDITIVE = Schema("additive", (u, v), eq(f(u + v), f(u) + f(v)))
SUM = Instance({"f": ((u,), Total(u))})


def judged(conclusion, *assuming, instance=None):
    return rechecked(
        judge("s", Claim(name="it", says="?", conclusion=conclusion, assuming=assuming, instance=instance)), 60
    )


TRUE = {
    "Gibbs": (le(0, APART), *BOTH),
    "Gibbs, times a number": (le(0, c * APART), *BOTH),
    "Gibbs, without sums": (le(Total(p) - Total(q), APART), *POSITIVE),
    "Gibbs, the quotient turned": (le(-Total(p * log(q / p)), 2 * APART), *BOTH),
    "cross-entropy": (le(-Total(p * log(p)), -Total(p * log(q))), *BOTH),
    "entropy": (le(-Total(p * log(p)), log(d)), *INSIDE),
    "chi square": (le(APART, Total((p - q) ** 2 / q)), *BOTH),
    "both ways": (le(0, Total((p - q) * log(p / q))), *BOTH),
    "log-sum-exp and the entropy": (le(dot(p, g) - Total(p * log(p)), lse(g)), *INSIDE),
    "log-sum-exp and the divergence": (le(dot(p, g) - APART, log(Total(q * exp(g)))), *BOTH),
    "two expectations": (le(dot(p, g) - dot(q, g), norm(p - q, 1) * norm(g, oo)),),
    "three expectations": (le(dot(p, g) - dot(q, g) + dot(z, g), norm(p - q + z, 1) * norm(g, oo)),),
    "Hölder": (le(dot(u, v), norm(u, one) * norm(v, other)), *CONJUGATE),
}


@pytest.mark.parametrize("name", TRUE)
def test_it_is_proved_and_its_certificate_is_read_again(name):
    found = judged(*TRUE[name])
    assert found.verdict is Verdict.PROVED
    assert found.rechecked, found.recheck.reason


FALSE = {
    "Gibbs, strict": (lt(0, APART), *BOTH),
    "Gibbs, turned": (le(APART, 0), *BOTH),
    "Gibbs, of no probabilities": (le(0, APART), *POSITIVE),
    "Gibbs, of less than a probability": (le(0, APART), *POSITIVE, le(Total(p), 1), eq(Total(q), 1)),
    "Gibbs, with weights of any sign": (le(0, Total(z * log(p / q))), *BOTH),
    "Gibbs, with negative weights": (le(0, Total(-p * log(p / q))), *BOTH),
    "cross-entropy, turned": (le(-Total(p * log(q)), -Total(p * log(p))), *BOTH),
    "cross-entropy, of another": (le(-Total(q * log(p)), -Total(p * log(q))), *BOTH),
    "entropy, halved": (le(-Total(p * log(p)), log(d) / 2), *INSIDE),
    "entropy, doubled": (le(-2 * Total(p * log(p)), log(d)), *INSIDE),
    "entropy, strict": (lt(-Total(p * log(p)), log(d)), *INSIDE),
    "chi square, halved": (le(APART, Total((p - q) ** 2 / q) / 2), *BOTH),
    "chi square, of the other": (le(APART, Total((p - q) ** 2 / p)), *BOTH),
    "log-sum-exp, halved": (le(dot(p, g) - Total(p * log(p)), lse(g) / 2), *INSIDE),
    "log-sum-exp, of another": (le(dot(p, 2 * g) - Total(p * log(p)), lse(g)), *INSIDE),
    "two expectations, added": (le(dot(p, g) - dot(q, g), norm(p + q, 1) * norm(g, oo)),),
    "two expectations, halved": (le(dot(p, g) - dot(q, g), norm(p - q, 1) * norm(g, oo) / 2),),
    "two expectations of two": (le(dot(p, g) - dot(q, z), norm(p - q, 1) * norm(g, oo)),),
    "Hölder, sharper": (le(dot(u, v), norm(u, one) * norm(v, other) * Rational(9, 10)), *CONJUGATE),
    "Hölder, without conjugates": (le(dot(u, v), norm(u, one) * norm(v, other)),),
    "Hölder, with larger exponents": (le(dot(u, v), norm(u, one) * norm(v, other)), le(1 / one + 1 / other, 1)),
}


@pytest.mark.parametrize("name", FALSE)
def test_its_false_twin_is_refuted(name):
    assert judged(*FALSE[name]).verdict is Verdict.REFUTED


def test_no_theorem_bounds_an_inner_product_with_logarithms_by_their_norm():
    assert not [a for a in cited((APART,), c) if a.name == "the Cauchy-Schwarz inequality"]


def test_an_instance_of_strong_convexity_leaves_the_square_of_a_norm():
    gap, size = f(x) - f(s), norm(slope(x)) ** 2
    found = judged(le(2 * mu * gap, size), STRONG, instance=BOWL)
    assert (found.verdict, found.rechecked) == (Verdict.PROVED, True)
    for false in (le(3 * mu * gap, size), le(-2 * mu * gap, size), lt(2 * mu * gap, size)):
        assert judged(false, STRONG, instance=BOWL).verdict is not Verdict.PROVED


def test_an_assumed_equation_is_taken_at_one_point_for_all_its_variables():
    for true in (eq(f(x - x), 0), eq(f(2 * x), 2 * f(x))):
        found = judged(true, ADDITIVE, instance=SUM)
        assert (found.verdict, found.rechecked) == (Verdict.PROVED, True)
    for false in (eq(f(x), 0), eq(f(2 * x), 3 * f(x)), eq(f(x - x), 1)):
        assert judged(false, ADDITIVE, instance=SUM).verdict is not Verdict.PROVED
