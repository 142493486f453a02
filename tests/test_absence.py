"""A false "there is" is refuted at one exact point: no value serves there, shown by a proof that is checked again."""

import json
from fractions import Fraction
from functools import cache

import pytest

from verify import LambertW, Rational, Symbol, exp, sqrt, symbols
from verify.checkers.stored.absence import absence_record, owed
from verify.checkers.stored.replay import replay
from verify.kernel.reasons import NotShown
from verify.kernel.record import content_id, named
from verify.language.claim import Claim
from verify.language.forms import norm
from verify.language.relation import eq, le, lt
from verify.language.symbols import Label, Vector, d
from verify.search.campaign.absences import THOROUGH, absences, proved
from verify.search.campaign.chunk import chunk
from verify.search.campaign.task import Task
from verify.search.inputs.inputs import Inputs

a, b = symbols("a b", positive=True)
s, t = symbols("s t")
u, v = Vector("u"), Vector("v")
W = LambertW(exp(-1))


def there_is(conclusion, *assuming, exists, name="c"):
    return Claim(name=name, says="", conclusion=conclusion, assuming=assuming, exists=exists)


REACHED = there_is(eq(a + s, 0), le(1, a), le(a, 2), le(-1, s), le(s, 1), exists=(s,))


def found(claim, dim=1, index=0):
    return absences(Inputs(claim), {}, dim, [0, index], named("a/c", claim), "verify search")[1]


@cache
def reached():
    return found(REACHED)


def test_the_simplest_point_at_which_nothing_serves_is_found_and_confirmed():
    record = reached()
    assert record["point"] == {"a": "2"} and record["absent"] == ["s"]
    stored = json.loads(json.dumps(record))
    assert replay(stored, "a/c", REACHED) == (True, "a/c: no s serves at an exact point")


def spoilt(rehash=True, **changes):
    changed = reached() | changes
    return changed | {"id": content_id(changed)} if rehash else changed


BAD = [
    (lambda: spoilt(rehash=False, point={"a": "3/2"}), "the id does not belong to the content"),
    (lambda: spoilt(point={"a": "1"}), "the proof does not show"),
    (lambda: spoilt(point={"a": "3"}), "the assumptions are not seen to hold"),
    (lambda: spoilt(d=2), "the assumptions are not seen to hold at the point in d = 2"),
    (lambda: spoilt(d="1"), "d is a whole number"),
    (lambda: spoilt(absent=["t"]), "absent is ['s'], the record says ['t']"),
    (lambda: spoilt(proofs=[]), "proofs by arithmetic alone are needed"),
    (lambda: spoilt(proofs="at once"), "the proofs are a list"),
    (lambda: spoilt(proofs=[{"rule": "at once"}] * 9), "proofs by arithmetic alone are needed"),
    (lambda: spoilt(proofs=[{"rule": "smt", "with": {}}]), "proofs by arithmetic alone are needed"),
    (lambda: spoilt(claim="a/other"), "not about a/c"),
]


@pytest.mark.parametrize(("stored", "message"), BAD)
def test_a_false_record_is_rejected_with_the_reason(stored, message):
    confirmed, said = replay(stored(), "a/c", REACHED)
    assert not confirmed and message in said and "\n" not in said


def test_where_something_serves_nothing_is_proved():
    true = there_is(eq(a + s, 0), le(a, 2), le(-2, s), exists=(s,))
    assert proved(REACHED, {a: Fraction(1)}, 1, THOROUGH) is None
    assert found(true, index=0) is None and found(true, index=1) is None


def test_a_value_that_is_missing_serves_nobody_but_refutes_nothing_either():
    root = there_is(le(sqrt(s), -1), lt(s, a), exists=(s,))
    assert proved(root, {a: Fraction(1)}, 1, THOROUGH) is None


def test_vectors_are_written_in_coordinates():
    nearer = there_is(lt(norm(u) + norm(v), norm(u + v)), exists=(v,))
    record = found(nearer, dim=2)
    assert (record["point"], record["d"]) == ({"u": ["0"]}, 1)


def test_constants_that_no_rule_knows_are_enclosed():
    above = there_is(le(1, s), le(s, W), exists=(s,))
    assert [g.wanted.op for g in owed(above, {}, 1)][-1] == ">"
    assert found(there_is(le(W, s), le(s, 1), exists=(s,))) is None
    below = there_is(lt(W, s), le(s, Rational(1, 4)), exists=(s,))
    assert found(below)["point"] == {}


def test_nothing_may_serve_because_the_assumptions_exclude_everything():
    empty = there_is(le(s, s), le(a, s), le(s, a - 1), exists=(s,))
    assert found(empty, index=0) is None
    assert found(empty, index=1)["point"] == {"a": "1"}


y, w = Label("y"), Vector("w")
ONES = {u: (1,) * 5}
UNFIT = [
    (there_is(le(norm(u), 0), exists=()), ONES, "it does not say that something exists"),
    (there_is(le(u, v), exists=(v,)), ONES, "several coordinates"),
    (there_is(le(y * norm(u), 0), exists=(y,)), ONES, "a label or a whole number"),
    (there_is(le(norm(v) + norm(w) + norm(u), 1), exists=(v, w)), ONES, "10 unknown numbers, more than 8"),
    (there_is(le(norm(v) + Symbol("v_1"), 1), exists=(v,)), {Symbol("v_1"): 1, d: 5},
     "two symbols are written as v_1"),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "point", "message"), UNFIT, ids=[m for _, _, m in UNFIT])
def test_what_cannot_be_written_in_plain_numbers_is_said(claim, point, message):
    with pytest.raises(NotShown, match=message):
        owed(claim, point, 5)


def test_a_proof_is_checked_before_it_is_written():
    with pytest.raises(NotShown, match="does not show"):
        absence_record(REACHED, {a: 1}, 1, [{"rule": "at once"}], named("a/c", REACHED), "")


def test_the_interior_claim_of_figure_6_fails_in_the_far_corner():
    task = Task("proofs.section_3_2_4.remark_figure6_interior", "remark-figure-6-interior", "inside-printed")
    (record,) = chunk(task, 0)["finds"]
    assert (record["point"], record["absent"]) == ({"a": "2", "b": "2"}, ["delta_1", "delta_2"])
