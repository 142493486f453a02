"""The order of "for all" and "there is", what a witness may depend on, and the time that a claim may take."""

import time
from contextlib import suppress

import pytest

from verify import Claim, Symbol, Vector, eq, judge, le, lt, norm
from verify.cli.show import page
from verify.judging.ask import prove
from verify.judging.judge import _watch_witness
from verify.judging.time_limit import TimeIsUp, at_most
from verify.kernel.judgement import EngineError

a, C, t = Symbol("a"), Symbol("C", positive=True), Symbol("t", positive=True)
v = Vector("v")


def test_a_witness_may_depend_on_what_stands_before_it():
    claim = Claim(name="c", says="s", conclusion=lt(a**2, t), exists=(t,), witness={t: a**2 + 1})
    assert judge("s", claim).verdict == "PROVED"


@pytest.mark.parametrize(
    ("symbol", "value", "over"),
    [(t, a**2 + 1, (a,)), (t, norm(v) + 1, (v,)), (t, C + a**2, (v, a)), (a, norm(v) * C, (C,))],
)
def test_a_witness_that_serves_all_values_depends_on_none_of_them(symbol, value, over):
    with pytest.raises(ValueError, match=r"that depends on .*: it is to serve all of them"):
        Claim(name="c", says="s", conclusion=le(0, value), exists=(symbol,), witness={symbol: value}, uniform=over)


def test_nothing_serves_all_where_nothing_is_said_to_be():
    with pytest.raises(ValueError, match="says of nothing that there is one"):
        Claim(name="c", says="s", conclusion=le(0, a**2), uniform=(a,))


def test_what_serves_all_values_is_shown_as_such():
    claim = Claim(name="c", says="s", conclusion=le(a**2 / (1 + a**2), t), exists=(t,), witness={t: 1}, uniform=(a,))
    found = judge("s", claim)
    assert any("for these there are, the same for all a, t = 1" in one for one in page(found, "again"))


@pytest.mark.parametrize(
    ("conclusion", "witness"), [(eq(t / a, 1), a), (lt(a, t), a), (le(a**2, t), a), (lt(0, t / (a - 1)), a - 1)]
)
def test_a_witness_is_watched_at_points(conclusion, witness):
    number = Symbol("n")
    claim = Claim(
        name="c",
        says="s",
        conclusion=conclusion.xreplace({t: number}),
        exists=(number,),
        witness={number: witness},
    )
    with pytest.raises(EngineError, match="s/c is proved by a witness for which"):
        _watch_witness("s", claim, 0, 400)


def endless():
    while True:
        pass


@pytest.mark.parametrize("part", ["derive", "example", "counterexample"])
def test_a_claim_ends_when_its_time_is_up(part):
    build = endless if part != "example" else lambda dim: endless()
    claim = Claim(name="c", says="s", conclusion=lt(norm(v) ** 3, 1 + norm(v) ** 4), **{part: build})
    found = judge("s", claim, timeout=0.5)
    assert (found.verdict, found.reason) == ("UNDECIDED", "the time is up after 0.5 seconds; give more with --timeout")


@pytest.mark.parametrize("part", ["derive", "example"])
def test_a_claim_that_is_asked_about_ends_when_its_time_is_up(part):
    build = endless if part != "example" else lambda dim: endless()
    found = prove(Claim(name="c", says="s", conclusion=le(norm(v), 1 + norm(v)), **{part: build}), timeout=0.5)
    assert (found.verdict, found.reason) == ("UNDECIDED", "the time is up; give more with --timeout")


@pytest.mark.parametrize(("outer", "inner"), [(0.1, 60), (0.3, 0.1)])
def test_of_two_limits_of_time_the_outer_one_is_kept(outer, inner):
    began = time.monotonic()
    with pytest.raises(TimeIsUp), at_most(outer):
        with suppress(TimeIsUp), at_most(inner):
            endless()
        endless()
    assert outer <= time.monotonic() - began < 30
