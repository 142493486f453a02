"""Assumptions left out in turn: what is needed has an exact witness, what is not has a proof, the rest is open."""

import json
from dataclasses import replace

from verify import Symbol
from verify.judging.necessity.needs import Need, Status, document, needs, read, stands
from verify.language.claim import Claim, Instance
from verify.language.forms import norm
from verify.language.operators import Field
from verify.language.proof import Schema, chain, line
from verify.language.relation import eq, le, lt
from verify.language.symbols import Vector

u, v = Vector("u"), Vector("v")
eps, C = Symbol("epsilon", nonnegative=True), Symbol("C", nonnegative=True)
t = Symbol("t", positive=True)


def found(claim):
    return {n.assumption: n for n in needs("toy", claim, examples=300)}


def test_an_assumption_without_which_a_point_breaks_the_claim_is_needed():
    claim = Claim(name="c", says="c", assuming=(le(norm(u), 1),), conclusion=le(norm(u) ** 2, norm(u)))
    claim = replace(claim, derive=lambda: chain(line("<=", norm(u), norm(u) * (1 - norm(u)))))
    (need,) = found(claim).values()
    assert (need.status, need.point) == (Status.NEEDED, {"u": ["2"]})
    assert stands(need, claim)
    assert not stands(replace(need, point={"u": ["1"]}), claim)
    assert not stands(replace(need, status=Status.NOT_NEEDED), claim)


def test_an_assumption_that_no_line_uses_is_not_needed():
    claim = Claim(name="c", says="c", assuming=(lt(0, norm(u)),), conclusion=le(0, norm(u)))
    (need,) = found(claim).values()
    assert (need.status, need.detail) == (Status.NOT_NEEDED, "the same proof does without it")
    assert stands(need, claim)
    assert not stands(need, replace(claim, conclusion=lt(0, norm(u))))


def test_an_assumption_that_follows_from_the_others_is_not_needed():
    claim = Claim(name="c", says="c", assuming=(eq(norm(u) ** 2, t), lt(0, norm(u))), conclusion=le(0, 1 / norm(u)))
    assert found(claim)["0 < Norm(u)"].detail == "it follows from the others"


def test_a_denominator_needs_its_assumption_for_a_value():
    claim = Claim(name="c", says="c", assuming=(lt(0, norm(u)),), conclusion=le(0, 1 / norm(u)))
    (need,) = found(claim).values()
    assert (need.status, need.point) == (Status.VALUE, {"u": ["0"]})
    assert stands(need, claim)


def test_for_there_is_the_opposite_is_proved_at_the_border():
    claim = Claim(
        name="c",
        says="c",
        assuming=(lt(0, eps),),
        exists=(t,),
        witness={t: eps / (C + 1)},
        conclusion=lt(C * t, eps),
        derive=lambda: chain(line("<", eps, eps / (C + 1))),
    )
    (need,) = found(claim).values()
    assert (need.status, need.point) == (Status.NEEDED, None)
    assert stands(need, claim)


def test_an_assumption_on_an_unknown_function_is_shown_needed_by_another_function():
    f = Symbol("f")
    bound = Schema("f is C-Lipschitz", (u, v), le(norm(Field(f, u) - Field(f, v)), C * norm(u - v)))
    claim = Claim(
        name="c",
        says="c",
        assuming=(bound,),
        conclusion=le(norm(Field(f, u) - Field(f, 2 * u)), C * norm(u)),
        derive=lambda: chain(line("<=", C * norm(u), by=bound(u, 2 * u))),
        instance=Instance(functions={"f": ((u,), v)}, constants={C: 0}),
    )
    claim = replace(claim, instance=Instance(functions={"f": ((u,), C * u)}))
    (need,) = found(claim).values()
    assert need.status is Status.NEEDED
    assert stands(need, claim)


def test_what_is_written_is_read_again():
    made = [Need("a/b", 0, "x", Status.NEEDED, "d", {"u": ["1"]}), Need("a/b", 1, "y", Status.OPEN)]
    assert read(json.loads(json.dumps(document(made)))) == made
