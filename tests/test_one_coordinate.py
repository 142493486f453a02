"""Claims on every coordinate, or on sums over them, that the solver shows for the numbers of one; the false ones are not proved."""

import pytest

from verify import Abs, Claim, Max, Min, Symbol, Total, Value, Vector, d, exp, le, lt, norm, sqrt
from verify.checkers.inequality.one_coordinate import one_coordinate
from verify.judging.judge import judge
from verify.language.verdict import Verdict

u, v, w = map(Vector, ("u", "v", "w"))
eps, c = Symbol("eps", positive=True), Symbol("c")


def clip(x):
    return Max(-eps, Min(eps, x))


def huber(x):
    small = Min(Abs(x), eps)
    return small * Abs(x) - small**2 / 2


def claim(conclusion, *assuming):
    return Claim(name="a", says="?", conclusion=conclusion, assuming=assuming)


TRUE = {
    "a box": claim(le(norm(clip(u) - clip(v)), norm(u - v))),
    "a coordinate of a box": claim(le(Abs(clip(u) - clip(v)), Abs(u - v))),
    "rectified": claim(le(norm(Max(u, 0) - Max(v, 0)), norm(u - v))),
    "Huber": claim(le(Total(huber(u)), norm(u) ** 2 / 2)),
    "ordered": claim(le(Total(Max(u, 0)), Total(Max(v, 0))), le(u, v)),
    "strict": claim(lt(0, Total(exp(u) + exp(-u) - 1))),
}
FALSE = {
    "half a box": claim(le(norm(clip(u) - clip(v)), norm(u - v) / 2)),
    "another box": claim(le(norm(clip(u) - v), norm(u - v))),
    "Huber from above": claim(le(norm(u) ** 2 / 2, Total(huber(u)))),
    "not ordered": claim(le(Total(Max(u, 0)), Total(Max(v, 0)))),
    "ordered sums": claim(le(Total(Max(u, 0)), Total(Max(v, 0))), le(Total(u), Total(v))),
    "no room": claim(lt(0, Total(exp(u) + exp(-u) - 2))),
    "a value at 0": claim(le(Total(u / u), d)),
}


@pytest.mark.parametrize("name", TRUE)
def test_what_holds_for_one_coordinate_is_proved_in_every_dimension(name):
    found = judge("s", TRUE[name])
    assert (found.verdict, found.scope) == (Verdict.PROVED, "every dimension")


@pytest.mark.parametrize("name", FALSE)
def test_what_is_false_is_not_proved(name):
    expected = Verdict.UNDEFINED if name == "a value at 0" else Verdict.REFUTED
    assert judge("s", FALSE[name]).verdict is expected


@pytest.mark.parametrize(
    "other",
    [
        claim(le(Total(Max(u, norm(v))), d)),
        claim(le(sqrt(Total(Max(u, 0))), 1)),
        claim(le(Total(Value("f", u)), d)),
        claim(le(Total(Max(u, Symbol("u"))), 0)),
        claim(lt(Max(c, 0), 1 + Abs(c))),
        claim(le(Total(u / u), d)),
    ],
    ids=["a norm", "no sum", "an unknown function", "a number of that name", "no vector", "no value"],
)
def test_what_is_not_about_one_coordinate_is_no_problem_of_numbers(other):
    assert one_coordinate(other) == []
