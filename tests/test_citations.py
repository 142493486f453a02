"""Theorems and assumptions that show a plain statement are found; of a false variant none is; a faulty derivation hinders nothing."""

from dataclasses import replace

import pytest

from verify import (
    Abs,
    Claim,
    Field,
    Instance,
    Integer,
    Schema,
    Symbol,
    Value,
    Vector,
    chain,
    d,
    dot,
    eq,
    le,
    line,
    lt,
    norm,
    softplus,
    sqrt,
    symbols,
)  # fmt: skip
from verify.facts import power_mean
from verify.judging.certificates import rechecked
from verify.judging.judge import judge
from verify.kernel.evidence import Method
from verify.kernel.prove import prove
from verify.language.verdict import Outcome, Verdict
from verify.prover.citations import derivation

u, v, w, x, y, z = map(Vector, "uvwxyz")
a, b = Symbol("a"), Symbol("b")
L, eps = symbols("L eps", positive=True)


def f(p):
    return Value(Symbol("f"), p)


def slope(p):
    return Field(Symbol("f_1"), p)


def F(p):
    return Field(Symbol("F"), p)


LIPSCHITZ = Schema("f is L-Lipschitz", (x, y), le(Abs(f(x) - f(y)), L * norm(x - y)))
LIPSCHITZ_MAP = Schema("F is L-Lipschitz", (x, y), le(norm(F(x) - F(y)), L * norm(x - y)))
CONVEX = Schema("f is convex", (x, y), le(f(x) + dot(slope(x), y - x), f(y)))
ZERO = Instance({"f": ((x,), Integer(0))})
FLAT = Instance({"f": ((x,), Integer(0)), "f_1": ((x,), Integer(0))})
STILL = Instance({"F": ((x,), 0 * x)})
SHOWN = {
    "reverse triangle": (le(Abs(norm(u) - norm(v)), norm(u - v)), (), "Minkowski"),
    "Cauchy-Schwarz": (le(Abs(dot(u, v)), norm(u) * norm(v)), (), "Cauchy-Schwarz"),
    "three vectors": (le(norm(u + v + w), norm(u) + norm(v) + norm(w)), (), "Minkowski"),
    "over a third": (le(norm(u - w), norm(u - v) + norm(v - w)), (), "Minkowski"),
    "with numbers": (le(norm(2 * u - 3 * v), 2 * norm(u) + 3 * norm(v)), (), "Minkowski"),
    "L1 by L2": (le(norm(u, 1), sqrt(d) * norm(u)), (), "power mean"),
    "L2 by L1": (le(norm(u), norm(u, 1)), (), "norms decrease"),
    "attack": (le(dot(u, x) - eps * norm(u), dot(u, x + z)), (le(norm(z), eps),), "Cauchy-Schwarz"),
    "logistic loss": (le(Abs(softplus(a) - softplus(b)), Abs(a - b)), (), "mean value"),
    "three numbers": (le(Abs(a + b + 1), Abs(a) + Abs(b) + 1), (), "triangle"),
}
OF_UNKNOWN = {
    "a literal instance": (le(Abs(f(u) - f(v)), L * norm(u - v)), (LIPSCHITZ,), ZERO),
    "one side of it": (le(f(u), f(v) + L * norm(u - v)), (LIPSCHITZ,), ZERO),
    "within a ball": (le(f(x + z), f(x) + L * eps), (LIPSCHITZ, le(norm(z), eps)), ZERO),
    "of a map": (le(norm(F(u)), norm(F(v)) + L * norm(u - v)), (LIPSCHITZ_MAP,), STILL),
    "monotone gradients": (le(0, dot(slope(u) - slope(v), u - v)), (CONVEX,), FLAT),
}
FALSE = [
    (le(norm(u + v), norm(u) - norm(v)), ()),
    (le(dot(u, v), norm(u) * norm(v) / 2), ()),
    (lt(dot(u, v), norm(u) * norm(v)), ()),
    (eq(norm(u + v), norm(u) + norm(v)), ()),
    (le(norm(u - v), norm(u) - norm(v)), ()),
    (le(norm(u, 1), norm(u)), ()),
    (le(norm(u, 1), d * norm(u) / 2), ()),
    (le(sqrt(d) * norm(u), norm(u, 1)), ()),
    (le(dot(u, x) - eps * norm(u), dot(u, x + z)), (le(eps, norm(z)),)),
    (lt(dot(u, x) - eps * norm(u), dot(u, x + z)), (le(norm(z), eps),)),
    (le(Abs(softplus(a) - softplus(b)), Abs(a - b) / 2), ()),
    (lt(Abs(softplus(a) - softplus(b)), Abs(a - b)), ()),
]
FALSE_OF_UNKNOWN = [
    (le(Abs(f(u) - f(v)), L / 2 * norm(u - v)), (LIPSCHITZ,)),
    (lt(Abs(f(u) - f(v)), L * norm(u - v)), (LIPSCHITZ,)),
    (le(f(u), f(v)), (LIPSCHITZ,)),
    (le(f(u), f(v) + L * norm(u + v)), (LIPSCHITZ,)),
    (le(f(x + z), f(x) + L * eps), (LIPSCHITZ, le(eps, norm(z)))),
    (le(Abs(f(u) - f(v)), L * norm(u - v)), ()),
    (lt(0, dot(slope(u) - slope(v), u - v)), (CONVEX,)),
    (le(dot(slope(u) - slope(v), u - v), 0), (CONVEX,)),
]  # fmt: skip


def claim(conclusion, assuming=(), **more):
    return Claim(name="a", says="A plain statement.", conclusion=conclusion, assuming=assuming, **more)


@pytest.mark.parametrize("name", SHOWN)
def test_a_plain_statement_is_proved_by_theorems_that_are_found(name):
    conclusion, assuming, cited = SHOWN[name]
    plain = claim(conclusion, assuming)
    by = derivation(plain)
    assert any(cited in a.name for a in by.lines[0].by)
    found = judge("s", plain)
    assert (found.verdict, found.scope) == (Verdict.PROVED, "every dimension")
    assert rechecked(found, 30).rechecked
    assert prove(replace(plain, derive=lambda: by)).outcome is Outcome.HOLDS


@pytest.mark.parametrize("name", OF_UNKNOWN)
def test_an_assumption_on_an_unknown_function_is_used_where_it_fits(name):
    conclusion, assuming, instance = OF_UNKNOWN[name]
    found = judge("s", claim(conclusion, assuming, instance=instance))
    assert found.verdict is Verdict.PROVED
    assert rechecked(found, 30).rechecked


@pytest.mark.parametrize(("conclusion", "assuming"), FALSE, ids=str)
def test_a_false_variant_is_not_proved_and_nothing_is_found_for_it(conclusion, assuming):
    assert derivation(claim(conclusion, assuming)) is None
    assert judge("s", claim(conclusion, assuming)).verdict is not Verdict.PROVED


@pytest.mark.parametrize(("conclusion", "assuming"), FALSE_OF_UNKNOWN, ids=str)
def test_nothing_is_found_for_a_false_variant_about_an_unknown_function(conclusion, assuming):
    assert derivation(claim(conclusion, assuming)) is None


def wrong():
    return chain(line("<=", norm(u) + norm(v), norm(u) - norm(v)))


def raising():
    raise KeyError("no such thing")


@pytest.mark.parametrize("derive", [wrong, raising, lambda: 5])
@pytest.mark.parametrize(
    "conclusion", [le(norm(u + v), norm(u) + norm(v)), le(2 * dot(u, v), norm(u) ** 2 + norm(v) ** 2)]
)
def test_a_faulty_derivation_is_said_and_keeps_nobody_from_a_proof(derive, conclusion):
    found = judge("s", claim(conclusion, derive=derive))
    assert found.verdict is Verdict.PROVED
    assert "its derivation is faulty, and not needed" in str(found.by.said)
    assert rechecked(found, 30).rechecked


def test_a_faulty_derivation_keeps_nobody_from_the_solver():
    x, y = symbols("x y")
    claim = Claim(
        name="a",
        says="?",
        conclusion=le(3 * x**2 * y**2, x**4 * y**2 + x**2 * y**4 + 1),
        derive=lambda: chain(line("<=", x, y)),
    )
    found = judge("s", claim)
    assert (found.verdict, found.by.method) == (Verdict.PROVED, Method.SOLVER)
    assert any("line 1: the terms do not add up" in str(e.said) for e in found.evidence)
    assert (
        judge("s", replace(claim, conclusion=lt(claim.conclusion.lhs, claim.conclusion.rhs))).verdict is Verdict.REFUTED
    )


def test_a_faulty_derivation_of_a_false_claim_proves_nothing():
    found = judge("s", claim(le(norm(u + v), norm(u)), derive=wrong))
    assert found.verdict is Verdict.REFUTED


def test_a_right_derivation_is_the_one_that_is_used():
    power = claim(le(norm(u, 1), sqrt(d) * norm(u)))
    right = replace(power, derive=lambda: chain(line("<=", d * norm(u) ** 2, by=power_mean(u)), squared=True))
    assert str(judge("s", right).by.said) == "derivation of 1 lines"
    told = str(judge("s", power).by.said)
    assert told == "by the power mean inequality (u): found, no derivation is written"
