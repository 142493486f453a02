"""The engine's own names clash with none of a user's: a claim is judged alike whatever its symbols are called."""

import pytest

from verify import (
    Abs,
    Claim,
    Field,
    Instance,
    Integer,
    Max,
    Min,
    Number,
    Schema,
    Symbol,
    Value,
    Vector,
    dot,
    exp,
    le,
    norm,
    oo,
    sigmoid,
    softplus,
    sqrt,
)
from verify.cli.why import advice
from verify.judging.certificates import rechecked
from verify.judging.judge import judge
from verify.language.verdict import Verdict
from verify.prover.smoothness import free_number

OWN = (
    "t",
    "t_1",
    "t'",
    "s",
    "t_",
    "u",
    "w",
    "step",
    "gram",
    "gram0",
    "gramgram0",
    "g0",
    "k1",
    "slot1",
    "v_1",
    "x_1",
    "part",
)


def f(p):
    return Value("f", p)


def slope(p):
    return Field("f_1", p)


def softplus_of_scores(v, c):
    return {"conclusion": le(Abs(softplus(c) - softplus(c + 1)), 1)}


def sizes(v, c):
    return {"conclusion": le(norm(v + Vector("b")), norm(v) + norm(Vector("b")) + Abs(c))}


def form(v, c):
    return {"conclusion": le(2 * dot(v, Vector("b")) - 3, c**2 + norm(v) ** 2 + norm(Vector("b")) ** 2)}


def each(v, c):
    return {"conclusion": le(Abs(Max(-Abs(c), Min(Abs(c), v))), Abs(c))}


def largest(v, c):
    b = Vector("b")
    return {"assuming": (le(norm(v, oo), Abs(c)),), "conclusion": le(dot(b, v), Abs(c) * norm(b, 1))}


def numbers(v, c):
    return {"conclusion": le(1 + c, exp(c))}


def tangent(v, c):
    return {"conclusion": le(softplus(c) + sigmoid(c) * (norm(v) - c), softplus(norm(v)))}


def descent(v, c):
    x, y, L = Vector("a"), Vector("b"), Symbol("L", positive=True)
    smooth = Schema("smooth", (x, y), le(norm(slope(x) - slope(y)), L * norm(x - y)))
    return {
        "assuming": (smooth,),
        "conclusion": le(f(v - slope(v) / L), f(v) - norm(slope(v)) ** 2 / (2 * L) + c**2),
        "instance": Instance({"f": ((x,), Integer(0)), "f_1": ((x,), 0 * x)}),
    }


def roots(v, c):
    return {"conclusion": le(sqrt(1 + c**2), 1 + Abs(c))}


def refuted(v, c):
    return {"conclusion": le(norm(v) ** 2 + c, norm(v, 1) ** 2)}


CLAIMS = (softplus_of_scores, sizes, form, each, largest, numbers, tangent, descent, roots, refuted)


def judged(make, vector, number):
    claim = Claim(name="a", says="?", **make(Vector(vector), number))
    return rechecked(judge("s", claim), 60)


def summary(j):
    return j.verdict, j.scope, j.by.method if j.by else None, j.rechecked


@pytest.mark.parametrize("make", CLAIMS, ids=lambda make: make.__name__)
def test_a_claim_is_judged_alike_whatever_its_symbols_are_called(make):
    usual = summary(judged(make, "x", Symbol("c")))
    assert usual[0] in (Verdict.PROVED, Verdict.REFUTED)
    others = [(name, judged(make, other, Symbol(name))) for name, other in zip(OWN, (*OWN[1:], OWN[0]), strict=True)]
    assert [(name, summary(j), j.reason) for name, j in others if summary(j) != usual] == []


@pytest.mark.parametrize("declared", [{}, {"positive": True}, {"integer": True}])
def test_a_number_for_a_theorem_is_one_that_the_claim_has_not(declared):
    for taken in (("t",), ("t", "t_1"), ("t", "t1", "t_2"), ("t_1",), ("t'",)):
        claim = Claim(name="a", says="?", conclusion=le(sum(Symbol(n, **declared) ** 2 for n in taken), Number(1)))
        assert free_number(claim).name not in taken
    assert free_number(Claim(name="a", says="?", conclusion=le(Symbol("x"), 1))) is Symbol("t")


def test_what_is_told_of_an_undecided_claim_has_no_name_of_the_engines_own():
    open_ = le(norm(Vector("gram0"), 3) * Symbol("t"), norm(Vector("gram0"), 1) * Abs(Symbol("t")) + Symbol("s"))
    j = judge("s", Claim(name="a", says="?", conclusion=open_))
    assert not any("gramgram" in line for line in advice(j, full=True))
