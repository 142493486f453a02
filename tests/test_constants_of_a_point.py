"""A choice against a claim owes the assumptions for the constants that its point gives, and for no others."""

import json

import pytest

from verify import Abs, Claim, Field, Instance, Rational, Schema, Symbol, Value, Vector, dot, le, lt, norm, recheck
from verify.checkers.stored.replay import replay
from verify.cli.why import advice
from verify.judging.certificates import rechecked
from verify.judging.exhibit import exhibit
from verify.judging.judge import judge
from verify.kernel.instances import refuting
from verify.kernel.reasons import NotShown, Reason
from verify.kernel.record import record
from verify.language.verdict import Verdict

u, v, x, y = map(Vector, "uvxy")
L, mu, c = Symbol("L", positive=True), Symbol("mu", positive=True), Symbol("c")


def map_of(a):
    return Field("G", a)


def number_of(a):
    return Value("g", a)


lipschitz = Schema("$G$ is $L$-Lipschitz", (u, v), le(norm(map_of(u) - map_of(v)), L * norm(u - v)))
monotone = Schema("$G$ is $μ$-strongly monotone", (u, v), le(mu * norm(u - v) ** 2, dot(map_of(u) - map_of(v), u - v)))
bounded = Schema("$|g| ≤ c‖u‖²$", (u,), le(Abs(number_of(u)), c * norm(u) ** 2))


def pair(dim):
    return {x: (1,) + (0,) * (dim - 1), y: (0,) * dim}


def claim(conclusion, *assuming, **more):
    return Claim(name="it", says="?", expected="REFUTED", conclusion=conclusion, assuming=assuming, **more)


def against(expression, **constants):
    names = {"L": L, "mu": mu, "c": c}
    given = {names[name]: value for name, value in constants.items()}
    return {"against": Instance({"G": ((u,), expression)}, point=lambda dim: given | pair(dim))}


FALSE = {
    "a number for a constant": claim(le(norm(map_of(x) - map_of(y)), norm(x - y)), lipschitz, **against(5 * u, L=7)),
    "two constants": claim(
        le(norm(map_of(x) - map_of(y)), mu * norm(x - y)), lipschitz, monotone, **against(2 * u, L=2, mu=Rational(1, 3))
    ),
    "constants that are assumed to be in order": claim(
        le(norm(map_of(x) - map_of(y)), mu * norm(x - y)), lipschitz, monotone, lt(mu, L), **against(2 * u, L=3, mu=1)
    ),
    "a symbol in the choice, less than a constant": claim(
        le(norm(map_of(x) - map_of(y)), norm(x - y)), lipschitz, **against(c * u, L=4, c=3)
    ),
    "a real function": claim(
        le(number_of(x), 3),
        bounded,
        against=Instance({"g": ((u,), 2 * norm(u) ** 2)}, point=lambda dim: {c: 2, x: (4,) + (1,) * (dim - 1)}),
    ),
}
TRUE_THERE = {
    "the constant is too small": claim(le(norm(map_of(x) - map_of(y)), norm(x - y)), lipschitz, **against(5 * u, L=4)),
    "one of two fails": claim(
        le(norm(map_of(x) - map_of(y)), mu * norm(x - y)), lipschitz, monotone, **against(2 * u, L=1, mu=1)
    ),
    "a plain assumption fails": claim(
        le(norm(map_of(x) - map_of(y)), mu * norm(x - y)), lipschitz, monotone, lt(L, mu), **against(2 * u, L=3, mu=1)
    ),
}


@pytest.mark.parametrize("name", FALSE)
def test_what_the_point_gives_to_numbers_is_part_of_the_choice(name):
    it = FALSE[name]
    found = rechecked(judge("s", it), 60)
    assert (found.verdict, found.by.how, found.rechecked) == (Verdict.REFUTED, "instance", True)
    assert replay(record(found.counterexample, it), "s/it", it)[0]
    constants = refuting(it, it.against)[0].constants
    told = exhibit(it, found.counterexample)
    assert constants
    assert all(any(x.endswith(f" = {value}") for x in told) for value in constants.values())


@pytest.mark.parametrize("name", TRUE_THERE)
def test_a_choice_that_breaks_an_assumption_at_its_point_refutes_nothing(name):
    it = TRUE_THERE[name]
    found = judge("s", it)
    assert not any(
        e.how == "instance" and e.outcome.value == "fails" and not e.counterexample.functions for e in found.evidence
    )


def written(name):
    return json.loads(rechecked(judge("s", FALSE[name]), 60).recheck.certificate)


def another_constant(certificate):
    certificate["terms"].append(["n", "1/2"])
    certificate["proof"]["constants"][0][1] = len(certificate["terms"]) - 1


def no_constant(certificate):
    certificate["proof"]["constants"].pop(0)


def a_larger_choice(certificate):
    (slots, e), *_ = certificate["proof"]["functions"].values()
    certificate["terms"] += [["n", "100"], ["*", len(certificate["terms"]), e]]
    certificate["proof"]["functions"]["G"] = [slots, len(certificate["terms"]) - 1]


@pytest.mark.parametrize("forged", [another_constant, no_constant, a_larger_choice], ids=lambda f: f.__name__)
@pytest.mark.parametrize("name", [name for name in FALSE if name != "a real function"])
def test_a_property_that_is_shown_for_some_constants_is_refused_for_others(name, forged):
    certificate = written(name)
    recheck.check(certificate)
    forged(certificate)
    with pytest.raises(recheck.Bad):
        recheck.check(certificate)


def test_a_choice_that_serves_for_every_constant_keeps_them_free():
    it = claim(le(norm(map_of(x) - map_of(y)), norm(x - y)), lipschitz, **against(L * u, L=7))
    assert refuting(it, it.against)[0] is it.against


def test_a_constant_that_the_author_gives_is_kept():
    it = TRUE_THERE["the constant is too small"]
    given = Instance(it.against.functions, {L: 4}, point=lambda dim: {L: 9} | pair(dim))
    with pytest.raises(NotShown) as why:
        refuting(it, given)
    assert why.value.said.reason is Reason.SCHEMA_NOT_SHOWN


UPPER = le(norm(map_of(x) - map_of(y)), 2 * L * norm(x - y))


@pytest.mark.parametrize("size", [5, 10])
def test_an_instance_that_fails_is_told_where_and_for_which_constants_it_serves(size):
    it = Claim(name="it", says="?", conclusion=UPPER, assuming=(lipschitz,), instance=Instance({"G": ((u,), size * u)}))
    note, _, told, *_ = advice(judge("s", it))
    assert note == (
        "note     G is L-Lipschitz fails for the functions of instance= at "
        f"L = 1; u = (0); v = (1); d = 1; left  = {size}; right = 1; fails by {size - 1}"
    )
    assert told == (
        f'try      instance=Instance({{"G": ((Vector("u"),), {size}*Vector("u"))}}, {{Symbol("L", positive=True): {size}}}) '
        "in the claim: functions for which the assumptions hold"
    )


def test_functions_against_a_claim_that_break_an_assumption_at_their_point_are_told_where():
    it = claim(UPPER, lipschitz, **against(5 * u, L=4))
    found = judge("s", it)
    note, *_ = advice(found)
    assert found.verdict is Verdict.UNDECIDED
    assert note == (
        "note     G is L-Lipschitz fails for the functions of against= at u = (0); v = (1); d = 1; left  = 5; right = 4; fails by 1"
    )
