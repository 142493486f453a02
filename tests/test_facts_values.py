"""Two cited theorems: values of a function known by name, and norms that decrease in their exponent."""

import random

import pytest
import sympy as sp

from verify import facts
from verify.kernel.prove import prove
from verify.language.claim import Claim
from verify.language.forms import norm
from verify.language.operators import Field
from verify.language.proof import chain, line
from verify.language.relation import eq
from verify.language.symbols import Vector
from verify.language.verdict import Outcome

u, v, theta = map(Vector, ("u", "v", "theta"))
f, g = sp.Symbol("f"), sp.Symbol("g")
t = sp.Symbol("t", real=True)


def same_value(*assuming):
    here, there = Field(f, u, theta), Field(f, v, theta)
    conclusion = eq(norm(here - there), 0)
    return prove(
        Claim(
            name="c",
            says="c",
            assuming=assuming,
            conclusion=conclusion,
            derive=lambda: chain(line("=", 0, by=facts.one_value(here, there))),
        )
    )


def test_equal_arguments_give_equal_values():
    assert same_value(eq(norm(u - v), 0)).outcome is Outcome.HOLDS


def test_arguments_of_the_same_length_need_not_give_equal_values():
    found = same_value(eq(norm(u) - norm(v), 0))
    assert found.outcome is Outcome.UNKNOWN
    assert "premise" in found.detail


def test_values_of_two_functions_are_not_compared():
    with pytest.raises(ValueError, match="not two values of one"):
        str(facts.one_value(Field(f, u), Field(g, u)).relation)


def test_arguments_that_are_numbers_are_not_compared():
    with pytest.raises(ValueError, match="differ in a number"):
        str(facts.one_value(Field(f, t, u), Field(f, 2 * t, u)).relation)


def test_norms_decrease_in_the_exponent_below_one_as_well():
    rng = random.Random(0)
    for _ in range(60):
        r, s = sorted(rng.uniform(0.05, 4) for _ in range(2))
        numbers = [rng.uniform(-1, 1) for _ in range(rng.randrange(1, 6))]
        small, large = (sum(abs(x) ** p for x in numbers) ** (1 / p) for p in (s, r))
        assert small <= large * (1 + 1e-12)
    assert [str(p) for p in facts.norms_decrease(v, sp.S.Half, 2).premises] == ["0 < 1/2", "1/2 <= 2"]
