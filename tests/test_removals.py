"""What an author shows of a claim without an assumption is computed again, and nothing of it is believed."""

from dataclasses import replace

from verify import Integer, Symbol
from verify.judging.necessity.needs import Status, needs, stands
from verify.judging.necessity.removals import removal_of
from verify.language.claim import Claim, Instance, Removal
from verify.language.forms import dot, norm, unit
from verify.language.operators import Field
from verify.language.proof import Schema, chain, line
from verify.language.relation import eq, le, lt
from verify.language.symbols import Vector

u, v = Vector("u"), Vector("v")
a = Symbol("a")
eps, C = Symbol("epsilon", nonnegative=True), Symbol("C", nonnegative=True)
t = Symbol("t", positive=True)


def found(claim, **shown):
    """What is known of the first assumption of the claim, of which this is shown."""
    claim = replace(claim, needs=(Removal(claim.assuming[0], **shown),))
    need = next(needs("toy", claim, examples=60))
    assert stands(need, claim)
    return need


def claim(conclusion, *assuming, **fields):
    return Claim(name="c", says="c", assuming=assuming, conclusion=conclusion, **fields)


short = claim(
    le(norm(u) ** 2, norm(u)), le(norm(u), 1), derive=lambda: chain(line("<=", norm(u), norm(u) * (1 - norm(u))))
)


def test_a_given_point_is_certified():
    assert found(short, point={"u": (3,)}).status is Status.NEEDED


def test_a_given_point_that_satisfies_the_claim_shows_nothing():
    need = found(short, point={"u": (1,)})
    assert (need.status, need.detail) == (Status.OPEN, "the given point shows nothing")


def test_at_given_values_the_opposite_is_proved():
    distant = claim(lt(0, (a - 1) ** 2), lt(a, 1), derive=lambda: chain(line("<", (a - 1) ** 2, (1 - a) ** 2)))
    assert found(distant, put={a: 1}).detail == "at a = 1 the opposite is proved"
    assert found(distant, put={a: 2}).detail != "at a = 2 the opposite is proved"


def test_values_that_a_symbol_may_not_have_show_nothing():
    rising = claim(lt(0, C + t), lt(0, t))
    assert found(rising, put={t: -1}).detail == "the same proof does without it"


def test_an_assumption_may_follow_by_a_derivation():
    pair = claim(le(0, 1 / norm(u)), lt(0, norm(u)), lt(1, dot(u, u)))
    derive = lambda: chain(line("<", norm(u) ** 2, dot(u, u) - 1, 1), squared=True)  # noqa: E731
    need = found(pair, follows=derive, why="a denominator")
    assert (need.status, need.detail) == (Status.NOT_NEEDED, "it follows from the others; a denominator")


def test_a_claim_that_is_proved_at_its_border_does_not_need_to_stay_off_it():
    there = claim(eq(dot(u, v), eps * norm(u)), lt(0, norm(u)), exists=(v,), witness={v: eps * unit(u)}, derive=None)
    need = found(there, witness={v: Integer(0)})
    assert (need.status, need.detail) == (Status.NOT_NEEDED, "where it fails the claim is proved, too")


def test_a_formula_without_a_value_at_its_border_is_not_proved_there():
    length = claim(le(norm(unit(u)), 1), lt(0, norm(u)))
    assert found(length).status is Status.VALUE


def test_an_assumption_that_gives_another_one_its_value_is_needed_for_a_value():
    room = eps * (norm(u) / eps - C)
    bounded = claim(
        le(C * eps, norm(u)), lt(0, eps), le(C, norm(u) / eps), derive=lambda: chain(line("<=", norm(u), room))
    )
    need = found(bounded)
    assert need.status is Status.VALUE
    assert "has no value" in need.detail


def test_a_given_choice_of_functions_must_satisfy_the_other_assumptions():
    f = Symbol("f")
    bound = Schema("f is C-Lipschitz", (u, v), le(norm(Field(f, u) - Field(f, v)), C * norm(u - v)))
    still = claim(
        le(norm(Field(f, u) - Field(f, 2 * u)), C * norm(u)),
        bound,
        derive=lambda: chain(line("<=", C * norm(u), by=bound(u, 2 * u))),
        instance=Instance(functions={"f": ((u,), C * u)}),
    )
    steep = Instance(functions={"f": ((u,), 2 * u)}, constants={C: 1})
    assert found(still, instance=steep, point={"u": (1,)}).status is Status.NEEDED
    twice = replace(still, assuming=(bound, replace(bound, name="the same")))
    assert found(twice, instance=steep, point={"u": (1,)}).status is Status.OPEN


def test_a_schema_may_be_named_as_the_assumption_that_is_needed():
    f = Symbol("f")
    bound = Schema("f is C-Lipschitz", (u, v), le(norm(Field(f, u) - Field(f, v)), C * norm(u - v)))
    here = claim(le(0, C), bound, lt(0, t), needs=(Removal(bound, why="by its name"), Removal(lt(0, t))))
    assert [removal_of(here, n).why for n in (0, 1)] == ["by its name", ""]


def test_an_assumption_of_which_nothing_is_said_has_an_empty_removal():
    assert removal_of(short, 0) == Removal(le(norm(u), 1))
