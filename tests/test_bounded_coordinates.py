"""The largest size of bounded coordinates: shown for the numbers of one coordinate; what is false of one is refuted."""

import pytest

from verify import (
    Abs,
    Claim,
    Max,
    Min,
    Peak,
    Rational,
    Symbol,
    Total,
    Value,
    Vector,
    clip,
    exp,
    le,
    lt,
    norm,
    oo,
    relu,
    sin,
    tanh,
)
from verify.checkers.inequality.one_coordinate import one_coordinate
from verify.judging.judge import judge
from verify.language.verdict import Verdict

u, v, x = map(Vector, "uvx")
a, b = map(Symbol, "ab")
r = Symbol("r", positive=True)
moved = clip(u, -r, r) - clip(v, -r, r)


def claim(conclusion, *assuming, **more):
    return Claim(name="c", says="c", conclusion=conclusion, assuming=assuming, **more)


TRUE = [
    claim(le(norm(clip(u, -r, r), oo), r)),
    claim(le(norm(Min(Max(u, -r), r), oo), r)),
    claim(le(Peak(clip(u, a, b)), b), le(a, b)),
    claim(le(norm(clip(u, a, b), oo), Max(Abs(a), Abs(b))), le(a, b)),
    claim(le(norm(clip(u, -r, r), oo), norm(u, oo))),
    claim(le(norm(u - clip(u, -r, r), oo), norm(u, oo))),
    claim(le(norm(moved, oo), norm(u - v, oo))),
    claim(le(norm(moved, oo), norm(u - v))),
    claim(le(norm(relu(u), oo), norm(u, 1))),
    claim(le(norm(clip(x + u, x - r, x + r) - x, oo), r)),
    claim(le(norm(r * tanh(u), oo), r)),
    claim(lt(norm(tanh(u), oo), 1)),
    claim(le(norm(sin(u), oo), 1)),
    claim(le(norm(u / (1 + u**2), oo), Rational(1, 2))),
    claim(le(norm(u * exp(-(u**2)), oo), 1)),
]
FALSE = [
    claim(le(norm(clip(u, -r, r), oo), r / 2)),
    claim(lt(norm(clip(u, -r, r), oo), r)),
    claim(le(norm(u, oo), r)),
    claim(le(norm(clip(u, a, b), oo), b), le(a, b)),
    claim(le(norm(clip(u, -r, r), oo), Peak(u))),
    claim(le(norm(u, oo), Total(u))),
    claim(le(norm(u - v, oo), norm(u, oo))),
    claim(le(norm(moved, oo), norm(u, oo) - norm(v, oo))),
    claim(le(norm(clip(u, -r, r), 1), r)),
    claim(le(norm(u, oo), norm(u) / 2)),
]


@pytest.mark.parametrize("stated", TRUE, ids=lambda c: str(c.conclusion))
def test_a_bound_of_every_coordinate_bounds_the_largest(stated):
    j = judge("s", stated, examples=200)
    assert (j.verdict, j.scope) == (Verdict.PROVED, "every dimension")


@pytest.mark.parametrize("stated", FALSE, ids=lambda c: str(c.conclusion))
def test_what_is_false_of_one_coordinate_is_refuted(stated):
    assert judge("s", stated, examples=400).verdict is Verdict.REFUTED


def test_what_is_not_known_of_each_coordinate_is_no_number_of_one():
    assert len(one_coordinate(claim(le(norm(u, oo), norm(u))))) == 1
    (only,) = one_coordinate(claim(le(norm(u, oo), norm(u) + r)))
    assert only.assuming == (le(Abs(Symbol("u")), Symbol("whole0", nonnegative=True)),)
    assert not one_coordinate(claim(le(norm(u, oo), Total(u) + r)))
    assert not one_coordinate(claim(le(norm(u * norm(v), oo), r)))
    assert not one_coordinate(claim(le(norm(u, oo), Value("f", u))))
    assert not one_coordinate(claim(le(norm(u, oo), r), beside=1))
