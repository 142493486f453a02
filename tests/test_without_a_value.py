"""A claim on unknown functions that has no value at a point, for functions that its assumptions allow, is UNDEFINED there."""

import pytest

from verify import (
    Claim,
    Field,
    Schema,
    Symbol,
    Value,
    Vector,
    le,
    log,
    ne,
    norm,
    unit,
)
from verify.checkers.stored.pointwise import refutation
from verify.judging.exhibit import exhibit
from verify.judging.judge import judge
from verify.kernel.evidence import settles
from verify.language.verdict import Counterexample, Outcome, Verdict

u, v, w, x = map(Vector, "uvwx")
b, c = map(Symbol, "bc")
eps, r = (Symbol(name, positive=True) for name in ("eps", "r"))


def f(at):
    return Value("f", at)


def g(at):
    return Field("g", at)


def claim(conclusion, *assuming, **more):
    return Claim(name="c", says="c", conclusion=conclusion, assuming=assuming, **more)


SMALL = Schema("small", (w,), le(f(w), r * norm(w)))
SMOOTH = Schema("smooth", (v, w), le(norm(g(v) - g(w)), r * norm(v - w)))


def test_a_claim_that_is_false_where_it_has_a_value_is_refuted():
    assert judge("s", claim(le(f(u) / norm(u), r - 1), SMALL)).verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    "stated",
    [
        claim(le(f(u) / norm(u), r), SMALL),
        claim(le(norm(g(u) - g(v)) / norm(u - v), r), SMOOTH),
        claim(le(norm(unit(g(u) - g(v))), 1), SMOOTH),
        claim(le(norm(unit(g(u))), 1)),
        claim(le(log(f(u) ** 2), f(u) ** 2)),
    ],
    ids=lambda c: str(c.conclusion),
)
def test_a_claim_on_unknown_functions_has_no_value_for_some(stated):
    j = judge("s", stated, examples=400)
    assert j.verdict is Verdict.UNDEFINED and j.counterexample.functions
    assert "no value" in "".join(exhibit(stated, j.counterexample))


def test_a_choice_for_which_the_conclusion_has_a_value_shows_nothing():
    stated = claim(le(f(u) / norm(u), r), SMALL)
    there = Counterexample("s/c", 1, {"u": ["1"], "r": "1"}, ("undefined", "undefined"), "")
    shown = refutation(stated, {"f": "0"}, there)
    assert shown.outcome is Outcome.UNKNOWN and not settles(shown, stated)
    at_zero = Counterexample("s/c", 1, {"u": ["0"], "r": "1"}, ("undefined", "undefined"), "")
    assert refutation(stated, {"f": "0"}, at_zero).outcome is Outcome.UNDEFINED
    kept_out = claim(le(f(u) / norm(u), r), SMALL, ne(norm(u), 0))
    assert refutation(kept_out, {"f": "0"}, at_zero).outcome is Outcome.UNKNOWN
