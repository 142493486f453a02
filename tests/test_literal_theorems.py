"""A claim that is an instance of a cited theorem as it stands is proved by it; where a premise is not seen, the hint names both."""

import pytest

from verify import (
    Abs,
    Claim,
    Mean,
    Peak,
    Rational,
    Sample,
    Symbol,
    Total,
    Vector,
    d,
    dot,
    eq,
    exp,
    le,
    lt,
    norm,
)
from verify.cli.why import advice
from verify.judging.certificates import rechecked
from verify.judging.judge import judge
from verify.language.verdict import Verdict

u, v, w = map(Vector, "uvw")
a, b, c = map(Symbol, "abc")
p, q, r = (Symbol(name, positive=True) for name in "pqr")
x_n = Sample("x_n")
CONJUGATE = (eq(1 / p + 1 / q, 1), lt(1, p))


def claim(conclusion, *assuming):
    return Claim(name="c", says="c", conclusion=conclusion, assuming=assuming)


TRUE = [
    (claim(le(dot(u, v), norm(u, 3) * norm(v, Rational(3, 2)))), "Hölder's inequality"),
    (claim(le(-dot(u, v), norm(u, 5) * norm(v, Rational(5, 4)))), "Hölder's inequality"),
    (claim(le(Abs(dot(u, v)), norm(u, 3) * norm(v, Rational(3, 2)))), "Hölder's inequality"),
    (claim(le(dot(u, v - w), norm(u, p) * norm(v - w, q)), *CONJUGATE), "Hölder's inequality"),
    (claim(le(norm(u, 4), norm(u, 3))), "the norms decrease in p"),
    (claim(le(2 * norm(u - v, 3), 2 * norm(v - u))), "the norms decrease in p"),
    (claim(le(norm(u, p), norm(u, q)), le(q, p)), "the norms decrease in p"),
    (claim(le(norm(u), d ** Rational(1, 4) * norm(u, 4))), "the norms grow at most by a power of the dimension"),
    (claim(le(norm(u, 1), d ** Rational(2, 3) * norm(u, 3))), "the norms grow at most by a power of the dimension"),
    (
        claim(le(norm(u, p), d ** (1 / p - 1 / q) * norm(u, q)), le(1, p), le(p, q)),
        "the norms grow at most by a power of the dimension",
    ),
    (claim(le(u**2, Total(u**2))), "a term of a sum of nonnegative numbers"),
    (claim(le(exp(u), Total(exp(u)))), "a term of a sum of nonnegative numbers"),
    (claim(le(Abs(u - v), norm(u - v))), "a coordinate and the norm"),
    (claim(le(u, Peak(u))), ""),
    (claim(le(Peak(u), r), le(u, r)), ""),
    (claim(le(norm(Mean(x_n)), Mean(norm(x_n)))), "Minkowski's inequality for an average"),
    (claim(le(a**p, b**p), le(0, a), le(a, b), le(0, b)), "powers grow with their base"),
    (claim(le(a**q, a**p), le(0, a), le(a, 1), le(p, q)), "powers of a number below 1 fall with their exponent"),
    (claim(le(a * b**r, (a ** (1 + r) + r * b ** (1 + r)) / (1 + r)), le(0, a), le(0, b)), "Young's inequality"),
]
FALSE = [
    claim(le(dot(u, v), norm(u, 3) * norm(v, 3))),
    claim(le(dot(u, v), norm(u, p) * norm(v, q)), lt(1, p)),
    claim(le(norm(u, 3), norm(u, 4))),
    claim(le(norm(u, p), norm(u, q)), le(p, q)),
    claim(le(norm(u), d ** Rational(1, 5) * norm(u, 4))),
    claim(le(norm(u, p), d ** (1 / p - 1 / q) * norm(u, q)), le(1, p)),
    claim(le(u, Total(u))),
    claim(le(Abs(u), norm(u, 1) / 2)),
    claim(le(Peak(u), u)),
    claim(le(Mean(norm(x_n)), norm(Mean(x_n)))),
    claim(le(a**q, a**p), le(0, a), le(p, q)),
    claim(le(a * b**r, (a ** (1 + r) + b ** (1 + r)) / (1 + r)), le(0, a), le(0, b)),
]


@pytest.mark.parametrize(("stated", "theorem"), TRUE, ids=str)
def test_a_literal_instance_is_proved_and_has_a_certificate(stated, theorem):
    j = judge("s", stated, examples=200)
    assert j.verdict is Verdict.PROVED, advice(j)
    assert theorem in (*j.facts, "")
    assert rechecked(j, 20.0).rechecked


@pytest.mark.parametrize("stated", FALSE, ids=lambda c: str(c.conclusion))
def test_what_has_the_shape_of_a_theorem_and_is_false_is_not_proved(stated):
    assert judge("s", stated, examples=400).verdict in (Verdict.REFUTED, Verdict.UNDECIDED)


def test_a_theorem_whose_premise_is_not_seen_is_named_with_it():
    j = judge("s", claim(le(norm(u, p), norm(u, q)), le(q, r), le(r, p)), examples=200)
    assert j.verdict is Verdict.UNDECIDED
    first = next(line for line in advice(j) if line.startswith("try"))
    assert "norms_decrease(" in first and "once its premises are assumed or shown: le(" in first
