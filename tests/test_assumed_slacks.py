"""Lemmas that follow in one line from what is assumed of a function and an assumed inequality, or a gradient that is 0."""

import pytest

from verify import Claim, Field, Instance, Schema, Symbol, Value, Vector, dot, eq, le, norm
from verify.cli import show
from verify.judging.judge import judge

x, y, u, v, z = (Vector(name) for name in "xyuvz")
L, eta, mu = (Symbol(name, positive=True) for name in ("L", "eta", "mu"))


def f(point):
    return Value("f", point)


def g(point):
    return Field("f_1", point)


SMOOTH = Schema("$∇f$ is $L$-Lipschitz", (u, v), le(norm(g(u) - g(v)), L * norm(u - v)))
MONOTONE = Schema("$∇f$ is $μ$-strongly monotone", (u, v), le(mu * norm(u - v) ** 2, dot(g(u) - g(v), u - v)))
BOWL = Instance({"f": ((u,), L / 2 * norm(u) ** 2), "f_1": ((u,), L * u)})
FLAT = Instance({"f": ((u,), mu / 2 * norm(u) ** 2), "f_1": ((u,), mu * u)})
NEXT = x - eta * g(x)


def verdict(conclusion, *assuming, instance=BOWL):
    made = Claim(name="mine", says="Mine.", assuming=assuming, conclusion=conclusion, instance=instance)
    return judge("mine", made, examples=50).verdict.value


@pytest.mark.parametrize("short", [le(eta, 1 / L), le(eta * L, 1), le(L, 1 / eta)])
def test_a_short_step_lowers_the_function(short):
    assert verdict(le(f(NEXT), f(x) - eta / 2 * norm(g(x)) ** 2), SMOOTH, short) == "PROVED"


def test_a_step_of_twice_that_size_does_not_raise_it():
    assert verdict(le(f(NEXT), f(x)), SMOOTH, le(eta, 2 / L)) == "PROVED"


@pytest.mark.parametrize("bound", [le(eta, 3 / L), le(eta, L), le(1 / L, eta)])
def test_a_longer_one_is_not_proved_to(bound):
    assert verdict(le(f(NEXT), f(x) - eta / 2 * norm(g(x)) ** 2), SMOOTH, bound) != "PROVED"


def test_a_gradient_that_is_0_somewhere_is_bounded_by_the_way_from_there():
    assert verdict(le(norm(g(x)), L * norm(x - z)), SMOOTH, eq(g(z), 0)) == "PROVED"
    assert verdict(le(mu * norm(x - z) ** 2, dot(g(x), x - z)), MONOTONE, eq(g(z), 0), instance=FLAT) == "PROVED"
    assert verdict(le(norm(g(x)), L / 2 * norm(x - z)), SMOOTH, eq(g(z), 0)) == "REFUTED"
    assert verdict(le(norm(g(x)), L * norm(x - z)), SMOOTH, eq(g(y), 0)) == "REFUTED"


def test_of_a_claim_that_is_shown_only_the_fault_of_its_instance_is_told():
    assuming = (SMOOTH, eq(g(z), 0))
    alone = Instance({"f_1": ((u,), L * u)})
    made = Claim(
        name="mine", says="Mine.", assuming=assuming, conclusion=le(norm(g(x)), L * norm(x - z)), instance=alone
    )
    page = "\n".join(show.page(judge("mine", made, examples=50), "verify check mine/mine"))
    assert "f_1 is the gradient of f: choose both" in page and "it is shown" in page
    assert "start" not in page and "try" not in page
