"""What is judged is what was written: nothing cancels, evaluates or is put in before it is asked whether it has a value."""

import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from verify import (
    Abs,
    Claim,
    Datum,
    E,
    Field,
    Instance,
    Integer,
    Jacobian,
    LambertW,
    Lemma,
    Mean,
    Norm,
    Peak,
    Product,
    Rational,
    Schema,
    Symbol,
    Total,
    Value,
    Vector,
    atan,
    chain,
    d,
    dot,
    eq,
    erf,
    exp,
    judge,
    le,
    line,
    log,
    lt,
    ne,
    norm,
    pi,
    sigmoid,
    sign,
    sin,
    sinh,
    sqrt,
    symbols,
    tanh,
    unit,
)
from verify.facts import cauchy_schwarz, other_factor, power_of_one, scaled, triangle
from verify.kernel.certify import certify
from verify.kernel.decide import decide, defined
from verify.kernel.instances import counterexample
from verify.kernel.prove import disprove, prove
from verify.kernel.reasons import NotShown
from verify.language.forms import size
from verify.language.verdict import Outcome, Verdict

ROOT = Path(__file__).parent.parent
a, b, c, k, t, x, z = symbols("a b c k t x z")
p, q = symbols("p q", positive=True)
y = Symbol("y", nonnegative=True)
g = Symbol("g", negative=True)
n = Symbol("n", integer=True, nonnegative=True)
u, v, w = map(Vector, ("u", "v", "w"))
s = Datum("s_n")


def claim(conclusion, *assuming, **more):
    return Claim(name="c", says="", conclusion=conclusion, assuming=assuming, **more)


def verdict(stated):
    return judge("s", stated, examples=40).verdict


def is_not_proved(stated):
    assert prove(stated).outcome is not Outcome.HOLDS, prove(stated).detail
    assert verdict(stated) is not Verdict.PROVED


# There is: what the witness is put into has to have a value

WITNESSES = [
    (eq(t / b, 1), {t: b}, ne(b, 0)),
    (lt(0, t / b), {t: b}, ne(b, 0)),
    (eq(norm(w) / norm(v), 1), {w: v}, ne(norm(v), 0)),
    (eq(sqrt(t / a), 1), {t: a}, ne(a, 0)),
    (eq(log(t / a), b), {t: a * exp(b)}, ne(a, 0)),
    (eq(t / Mean(s), 1), {t: Mean(s)}, ne(Mean(s), 0)),
    (le(t * (1 / a), 1), {t: a}, ne(a, 0)),
    (eq(exp(log(t / a)), 1), {t: a}, ne(a, 0)),
    (eq((t / a) ** 0, 1), {t: a}, ne(a, 0)),
    (eq(0 * (t / a), 0), {t: a}, ne(a, 0)),
    (eq(t - t / a, a - 1), {t: a}, ne(a, 0)),
    (eq(t * b**-n, 1), {t: b**n}, ne(b, 0)),
    (eq(Abs(t) / Abs(b), 1), {t: b}, ne(b, 0)),
    (lt(sigmoid(t / b), 1), {t: b}, ne(b, 0)),
    (eq(dot(w, unit(v)), norm(v)), {w: v}, ne(norm(v), 0)),
    (eq(Total(w / v), d), {w: v}, ne(v, 0)),
    (eq(Product(w / v), 1), {w: v}, ne(v, 0)),
    (le(norm(t * u), norm(u)), {t: 0 * (1 / c)}, ne(c, 0)),
    (eq(t, 0), {t: log(c) - log(c)}, lt(0, c)),
    (eq(t**2, c), {t: sqrt(c)}, le(0, c)),
    (eq(t, 1), {t: c**0 * (c / c)}, ne(c, 0)),
]


@pytest.mark.parametrize(("conclusion", "witness", "owed"), WITNESSES, ids=lambda x: str(x).replace(" ", ""))
def test_a_witness_serves_only_where_the_sentence_has_a_value_with_it(conclusion, witness, owed):
    there = claim(conclusion, exists=tuple(witness), witness=witness)
    is_not_proved(there)
    assert prove(replace(there, assuming=(owed,))).outcome is Outcome.HOLDS


ASSUMED = [
    (eq(t / k, 1), {t: k}, ne(k, 0)),
    (lt(0, t / k), {t: k}, ne(k, 0)),
    (le(norm(w) / norm(v), 1), {w: v}, ne(norm(v), 0)),
    (eq(exp(log(t)), k), {t: k}, lt(0, k)),
    (eq(0 / (t - k), 0), {t: k + c}, ne(c, 0)),
]


@pytest.mark.parametrize(("bound", "witness", "owed"), ASSUMED, ids=lambda x: str(x).replace(" ", ""))
def test_what_is_assumed_of_a_witness_has_a_value_with_it(bound, witness, owed):
    there = claim(le(0, size(next(iter(witness))) ** 2), bound, exists=tuple(witness), witness=witness)
    is_not_proved(there)
    assert prove(replace(there, assuming=(bound, owed))).outcome is Outcome.HOLDS


# For all: an assumption on an unknown function is used only where it has a value


def f(x):
    return Value("f", x)


def F(v):
    return Field("F", v)


AT_A_POLE = [
    (le(f(a) * c / a, 1), (), le(f(c), 1)),
    (le(f(a), a / c), (), le(f(c), 1)),
    (eq(f(a) * (a - c) / (a - c), 0), (), eq(f(c), 0)),
    (le(f(a) * exp(log(a / c)), 1), (), le(f(c), 1)),
    (le(f(a), 1), (lt(0, c / a),), le(f(c), 1)),
    (le(f(a), 1), (eq((c / a) ** 0, 1),), le(f(c), 1)),
    (eq(f(a) + log(a) - log(a), 0), (), eq(f(c), 0)),
    (eq(f(a) * sqrt(a / c), 1), (), eq(f(c), 1)),
]


@pytest.mark.parametrize(("said", "premises", "conclusion"), AT_A_POLE, ids=str)
def test_an_assumption_on_a_function_is_not_used_where_it_has_no_value(said, premises, conclusion):
    rule = Schema("S", (a,), said, premises)
    derive = lambda: chain(line(conclusion.op, conclusion.rhs, by=rule(c)))  # noqa: E731
    used = claim(conclusion, rule, derive=derive, instance=Instance({"f": ((a,), Integer(0))}))
    is_not_proved(used)
    if not said.lhs.has(a - c):  # which is 0 at a = c
        assert prove(replace(used, assuming=(rule, lt(0, c)))).outcome is Outcome.HOLDS


SIDE_RESULTS = [
    (eq(x / x, 1), (line("=", Integer(1)),), ne(x, 0)),
    (eq(exp(log(x)), x), (line("=", x),), lt(0, x)),
    (le(0, sqrt(x)), (line("<=", sqrt(x), sqrt(x)),), le(0, x)),
    (eq(0 / x, 0), (line("=", Integer(0)),), ne(x, 0)),
    (le(x**2 / x**2, 1), (line("=", Integer(1)),), ne(x, 0)),
    (eq(norm(x * u) / Abs(x), norm(u)), (line("=", norm(u)),), ne(x, 0)),
]


@pytest.mark.parametrize(("relation", "lines", "owed"), SIDE_RESULTS, ids=str)
def test_a_side_result_has_a_value(relation, lines, owed):
    shown = Lemma(relation, lines)
    steps = line("=", norm(u) + relation.slack), line("<=", norm(u) + relation.slack)
    through = claim(eq(norm(u), norm(u) + relation.slack), derive=lambda: chain(*steps, lemmas=(shown,)))
    assert "may have no value" in prove(through).detail
    missing = prove(replace(through, assuming=(owed,)))
    assert "may have no value" not in missing.detail


ARGUMENTS = [
    (eq(norm(x / x * u), norm(u)), lambda: line("=", norm(u), by=scaled(x / x, u)), ne(x, 0)),
    (eq(b, 0), lambda: line("=", Integer(0), by=other_factor(x / x, b)), ne(x, 0)),
    (eq((x / x) ** a, 1), lambda: line("=", Integer(1), by=power_of_one(x / x, a)), ne(x, 0)),
    (le(dot(x / x * u, v), norm(u) * norm(v)), lambda: line("<=", norm(u) * norm(v), by=cauchy_schwarz(x / x * u, v)), ne(x, 0)),
    (le(Abs(a + 0 * log(x)), Abs(a)), lambda: line("<=", Abs(a), by=triangle(a, 0 * log(x))), lt(0, x)),
]  # fmt: skip


@pytest.mark.parametrize(("conclusion", "step", "owed"), ARGUMENTS, ids=lambda x: str(x) if hasattr(x, "op") else "")
def test_what_a_theorem_is_used_at_has_a_value(conclusion, step, owed):
    given = (eq(b * (x / x), 0), owed) if conclusion == eq(b, 0) else (owed,)
    used = claim(conclusion, *given[:-1], derive=lambda: chain(step()))
    assert prove(used).outcome is not Outcome.HOLDS
    assert prove(replace(used, assuming=given)).outcome is Outcome.HOLDS


CHANGED = [
    (le(2 * x, exp(2 * log(x)) + 1), (lt(0, x),)),
    (le(2 * x, sqrt(x) ** 4 + 1), (le(0, x),)),
    (le(2 * x * z, (x / z) ** 2 * z**2 + z**2), (ne(z, 0),)),
    (le(3 * x, ((x**3) ** Rational(1, 3)) ** 3 + 2), (le(0, x),)),
    (le(2 * x, x**2 * exp(x) / exp(log(exp(x))) + 0 * log(x) + 1), (lt(0, x),)),
    (le(x * (1 - x) / (1 - x), exp(x)), (ne(x, 1),)),
]


@pytest.mark.parametrize(("conclusion", "owed"), CHANGED, ids=str)
def test_a_search_for_a_proof_starts_from_what_is_written(conclusion, owed):
    """Whatever it puts in for a part, and however it changes the variables."""
    is_not_proved(claim(conclusion))
    assert verdict(claim(conclusion, *owed)) is Verdict.PROVED


# Not for all: a choice or a value that has no value itself refutes nothing

AGAINST = [
    (lt(0, norm(v)), le(0, f(u) / norm(v)), {v: (0,), u: (1,)}),
    (ne(b, 0), eq(f(u) / b, 0), {b: 0, u: (1,)}),
    (lt(0, b), le(0, f(u) * log(b)), {b: 0, u: (1,)}),
    (le(0, b), le(0, f(u) * sqrt(b)), {b: -1, u: (1,)}),
    (ne(b, c), eq(f(u) * (b - c) / (b - c), 0), {b: 1, c: 1, u: (1,)}),
    (lt(0, b), eq(f(u) * b**c, 0), {b: -1, c: Fraction(1, 2), u: (1,)}),
    (ne(norm(v), 0), eq(norm(F(u)) * norm(unit(v)), 0), {v: (0,), u: (1,)}),
]


@pytest.mark.parametrize(("conclusion", "assumption", "point"), AGAINST, ids=str)
def test_a_choice_refutes_nothing_at_a_point_where_an_assumption_has_no_value(conclusion, assumption, point):
    nothing = {"f": ((w,), Integer(0)), "F": ((w,), w - w)}
    chosen = {name: nothing[name] for name in nothing if assumption.lhs.has(Field if name == "F" else Value)
              or assumption.rhs.has(Field if name == "F" else Value)}  # fmt: skip
    stated = claim(conclusion, assumption, against=Instance(chosen, point=lambda dim: point))
    with suppress(NotShown):
        assert counterexample(stated, statement="s", found_by="").outcome is not Outcome.FAILS
    found = judge("s", stated)  # other functions may refute it, at another point
    assert found.verdict is not Verdict.REFUTED or (
        found.counterexample.functions and found.counterexample.point["b"] == "0"
    )


AT_A_POINT = [
    (ne(b, 0), le(0, 0 * (1 / b)), {b: 0}),
    (ne(b, 0), eq(b / b, 1), {b: 0}),
    (lt(0, b), eq(exp(log(b)), b), {b: -1}),
    (le(0, b), eq(sqrt(b) ** 2, b), {b: -1}),
    (lt(0, norm(v)), eq(norm(v) / norm(v), 1), {v: (0, 0)}),
    (ne(b, 0), eq((1 / b) ** 0, 1), {b: 0}),
]


@pytest.mark.parametrize(("conclusion", "assumption", "point"), AT_A_POINT, ids=str)
def test_a_point_at_which_an_assumption_has_no_value_refutes_nothing(conclusion, assumption, point):
    stated = claim(conclusion, assumption, counterexample=lambda: point)
    assert decide(assumption, point) is None and defined(assumption, point) is False
    assert verdict(stated) is not Verdict.REFUTED


COUNTERS = [
    (le(0, c / c), {c: 0}),
    (le(0, c**2 / c**2), {c: 0}),
    (le(0, Abs(c / k)), {c: 0, k: 0}),
    (le(0, (c / k) ** 2), {c: 1, k: 0}),
    (lt(0, exp(log(c))), {c: 0}),
    (le(0, sqrt(c) / c), {c: 0}),
    (eq(c**0, (1 / c) ** 0), {c: 0}),
]


@pytest.mark.parametrize(("assumption", "counter"), COUNTERS, ids=str)
def test_a_constant_refutes_nothing_where_an_assumption_has_no_value_with_it(assumption, counter):
    """Where the assumption has a value there is a t with 1 <= t c or 1 <= t k; at the constant there is none."""
    factor = k if k in assumption.lhs.free_symbols else c
    every = claim(
        le(1, t * factor), assumption, exists=(t,), counter=counter, disprove=lambda: chain(line("<", Integer(1), 1))
    )
    assert disprove(every).outcome is Outcome.UNKNOWN
    assert verdict(every) is not Verdict.REFUTED


def test_a_choice_with_a_whole_slot_is_differentiated_before_its_value_is_put_in():
    h = Vector("h")
    still = Schema("S", (v,), eq(Field("f", v, Integer(2)), v))
    turned = {"f": ((v, n), v * sqrt((-1) ** n))}
    stated = claim(
        eq(dot(Jacobian("f", 1, h, u, Integer(2)), h), dot(h, h)),
        still,
        against=Instance(turned, point=lambda dim: {u: (1,) * dim, h: (1,) * dim}),
    )
    with suppress(NotShown):
        assert counterexample(stated, statement="s", found_by="").outcome is not Outcome.FAILS


# Functions of numbers that may be 0

AT_ZERO = [atan(n), tanh(n), sinh(n), erf(n), sign(n), LambertW(y), sqrt(n), n * p, n**2, Abs(n), y**p, Norm(n * u)]


@pytest.mark.parametrize("e", AT_ZERO, ids=str)
def test_a_function_that_may_be_zero_is_not_positive(e):
    is_not_proved(claim(lt(0, e)))
    is_not_proved(claim(ne(e, 0)))
    served = claim(lt(0, t), eq(t, e), exists=(t,), witness={t: e})
    assert prove(served).outcome is not Outcome.HOLDS
    assert prove(claim(le(0, e))).outcome is Outcome.HOLDS


@pytest.mark.parametrize("e", AT_ZERO, ids=str)
def test_and_that_it_is_not_positive_is_no_contradiction(e):
    beside = claim(le(0, a**2), le(e, 0))
    assert prove(beside).outcome is Outcome.HOLDS
    assert verdict(beside) in (Verdict.PROVED, Verdict.UNDECIDED)


POSSIBLE = [
    (lt(x ** (p + Rational(1, 2)), 0), {x: -1, p: Fraction(1, 2)}),
    (lt(x ** (2 * z), Abs(x ** (2 * z))), {x: -1, z: Fraction(1, 2)}),
    (eq(sqrt(x**2) + x, 0), {x: -1}),
    (lt(x, sqrt(x**2)), {x: -1}),
    (lt(sqrt(x**n) - x ** (n / 2), 5), {x: -1, n: 2}),
    (eq(p ** (-x) * p**x, 1), {p: 1, x: 2}),
    (le(y ** (-g), 0), {y: 0, g: -1}),
]


@pytest.mark.parametrize(("assumption", "point"), POSSIBLE, ids=str)
def test_what_holds_at_a_point_is_no_contradiction(assumption, point):
    assert decide(assumption, point) is True
    assert prove(claim(le(0, a), assumption)).outcome is not Outcome.VACUOUS


# Constants that all but agree

NEAR = [
    (10**17 * pi, 314159265358979323),
    (exp(pi * sqrt(163)), 262537412640768743),
    (exp(pi) - pi, Rational(1999909997918947, 10**14)),
    (Integer(1), tanh(Integer(40))),
    (sqrt(2) + sqrt(3), Rational(314626436994197234232913506571557, 10**32)),
    (sqrt(1 + Rational(1, 10**60)), 1),
    (log(1 + Rational(1, 10**40)) * 10**40, 1 - Rational(1, 10**39)),
    (1 + E**-100, 1),
    (sin(Rational(1, 10**20)) * 10**20, 1 - Rational(1, 10**40)),
]
CHILD = """
from tests.test_as_written import NEAR, claim
from verify import le, lt
from verify.kernel.prove import prove
print([prove(claim(le(a, b))).outcome.value for a, b in NEAR], [prove(claim(lt(b, a))).outcome.value for a, b in NEAR])
"""


def test_a_bound_that_all_but_holds_is_proved_under_no_order_of_hashes():
    """Each left side is larger, and that is proved."""
    for seed in range(4):
        environment = os.environ | {"PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT)}
        ran = subprocess.run(
            [sys.executable, "-c", CHILD], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120
        )
        assert ran.stdout.split("] [")[0] == str(["unknown"] * len(NEAR))[:-1], ran.stderr
        assert ran.stdout.split("] [")[1].strip() == str(["holds"] * len(NEAR))[1:]


@pytest.mark.parametrize(("above", "below"), NEAR, ids=str)
def test_and_the_point_without_symbols_refutes_it(above, below):
    assert decide(le(above, below), {}) is False
    assert certify(claim(le(above, below)), {}).outcome is Outcome.FAILS


@pytest.mark.parametrize(("above", "below"), NEAR[:2], ids=str)
def test_and_no_search_for_a_proof_finds_one(above, below):
    assert verdict(claim(le(above, below))) is not Verdict.PROVED
    assert verdict(claim(lt(below, above))) is Verdict.PROVED


# Roots: of a product they are not taken apart

VALUED = [
    (le(0, sqrt(k * b)), (le(0, k * b), le(0, k)), [{k: 0, b: -1}, {k: 2, b: 3}, {k: 0, b: 0}]),
    (le(0, sqrt(a * b)), (le(0, a * b), le(a, 0)), [{a: 0, b: 5}, {a: -2, b: -3}]),
    (le(0, sqrt(sqrt(k * b))), (le(0, k * b), le(0, k)), [{k: 0, b: -1}, {k: 1, b: 4}]),
    (le(0, (k * b) ** Rational(2, 3)), (le(0, k * b),), [{k: -1, b: -8}, {k: 0, b: -1}]),
    (le(0, sqrt(dot(u, v))), (le(0, dot(u, v)),), [{u: (1, -1), v: (2, 1)}, {u: (0, 0), v: (1, -3)}]),
    (le(0, sqrt(k / b)), (le(0, k / b), ne(b, 0)), [{k: -2, b: -1}, {k: 0, b: -1}]),
    (eq(log(k * b), log(b * k)), (lt(0, k * b),), [{k: -2, b: -1}]),
    (le(0, sqrt(x**2 * z)), (le(0, x**2 * z),), [{x: 0, z: -1}, {x: -1, z: 2}]),
    (le(0, sqrt((x - z) ** 2 * c)), (le(0, (x - z) ** 2 * c),), [{x: 1, z: 1, c: -1}]),
    (le(0, sqrt(norm(u) * b)), (le(0, norm(u) * b),), [{u: (0,), b: -1}, {u: (3, 4), b: 5}]),
]


@pytest.mark.parametrize(("conclusion", "given", "points"), VALUED, ids=str)
def test_a_root_of_a_product_has_a_value_where_the_product_is_not_negative(conclusion, given, points):
    stated = claim(conclusion, *given)
    for point in points:
        assert all(decide(r, point) for r in given)
        assert defined(conclusion, point) is True and decide(conclusion, point) is not False
    assert prove(stated).outcome is Outcome.HOLDS
    assert verdict(stated) is Verdict.PROVED


VANISHING = [
    (x**2 - 2) ** 2 * z,
    (x - c) ** 2 * z,
    sin(x) ** 2 * z,
    (norm(u) ** 2 - 2) ** 2 * z,
    x**4 * z,
    Abs(x) * z,
    (x**2 - 2 * x + 1) * z,
    norm(u - v) * z,
    (exp(x) - 1) ** 2 * z,
]


@pytest.mark.parametrize("e", VANISHING, ids=str)
def test_a_root_that_may_vanish_says_nothing_of_its_factors(e):
    """e >= 0 leaves z = -1 where the other factor of e vanishes."""
    known, small = le(0, e), le(sqrt(e), 1)
    for stated in (claim(le(0, sqrt(e) + z), known), claim(le(0, z), small), claim(le(0, z), known, small)):
        assert prove(stated).outcome is not Outcome.HOLDS
        assert verdict(stated) is not Verdict.PROVED
    none = claim(le(2, 1), small, lt(z, 0))
    assert prove(none).outcome is not Outcome.VACUOUS and verdict(none) is not Verdict.VACUOUS
    assert prove(claim(eq(sqrt(e), sqrt(z) * sqrt(e / z)), known)).outcome is not Outcome.HOLDS
    assert prove(claim(le(0, sqrt(e) * z), known, le(0, z))).outcome is Outcome.HOLDS


# Sentences that have no value somewhere, or are false where a cancelled one is true

NOWHERE_AT = [
    (le(x / x, 1), {x: 0}),
    (eq(0 * (1 / x), 0), {x: 0}),
    (eq(exp(log(x)), x), {x: -1}),
    (eq(sqrt(x) ** 2, x), {x: -1}),
    (le(0, x**0 + 0 / x), {x: 0}),
    (le(log(x) - log(x), 0), {x: 0}),
    (eq((x / x) ** 0, 1), {x: 0}),
    (le(norm(unit(u)), 1), {u: (0,)}),
    (le(0, Abs(1 / x)), {x: 0}),
    (eq(1 / (1 / x), x), {x: 0}),
    (le(Peak(u / u), 1), {u: (0, 1)}),
]


@pytest.mark.parametrize(("conclusion", "point"), NOWHERE_AT, ids=str)
def test_a_sentence_without_a_value_somewhere_is_undefined(conclusion, point):
    assert defined(conclusion, point) is False and decide(conclusion, point) is None
    is_not_proved(claim(conclusion))
    assert verdict(claim(conclusion, counterexample=lambda: point)) is Verdict.UNDEFINED


FALSE_AT = [
    (eq(sqrt(x**2), x), {x: -1}),
    (le(sqrt(x**2), x), {x: -1}),
    (eq(sign(x) ** 2, 1), {x: 0}),
    (eq(sqrt((-1) ** n), (-1) ** n), {n: 1}),
    (eq(Abs(x) * sign(x), Abs(x)), {x: -1}),
    (lt(0, y ** (-g)), {y: 0, g: -1}),
    (ne(x**n, 0), {x: 0, n: 1}),
    (eq(y**g * y ** (-g), 1), {y: 0, g: -1}),
    (eq(Norm(x * u), x * Norm(u)), {x: -1, u: (1,)}),
    (lt(0, Total(exp(u)) - d * exp(g)), {u: (-3, -3), g: Integer(-1)}),
]


@pytest.mark.parametrize(("conclusion", "point"), FALSE_AT, ids=str)
def test_what_fails_somewhere_is_not_proved(conclusion, point):
    assert decide(conclusion, point) is not True
    is_not_proved(claim(conclusion))


def test_a_sum_over_no_coordinates_has_no_sign():
    for conclusion in (eq(sign(Total(g)) ** 2, 1), lt(0, sign(Peak(exp(v)))), le(x * d / d, x)):
        assert claim(conclusion, beside=1).dimensions == (2, None)
    is_not_proved(claim(lt(Total(u**2) - Total(u**2), Total(exp(u))), beside=1))
