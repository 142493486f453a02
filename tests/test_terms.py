"""Terms keep what was written; their canonical form, signs, derivatives and texts agree with their values at exact points."""

import copy
import os
import pickle
import random
import re
import subprocess
import sys
from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy
import numpy as np
import pytest
from flint import arb, ctx

from verify.kernel.certify import certify
from verify.kernel.decide import decide, defined
from verify.kernel.domain import conditions
from verify.kernel.evaluate import ball
from verify.kernel.evidence import Outcome
from verify.kernel.gram import is_zero
from verify.kernel.prove import prove
from verify.kernel.signs import factored
from verify.language.claim import Claim
from verify.language.derivative import SLOPES, diff
from verify.language.expansion import expand, expansion, spread_powers
from verify.language.forms import along, dot, norm
from verify.language.functions import (
    Abs,
    LambertW,
    Max,
    Min,
    atan,
    cos,
    cosh,
    erf,
    exp,
    log,
    sigmoid,
    sign,
    sin,
    sinh,
    softplus,
    tan,
    tanh,
)
from verify.language.normal import normal
from verify.language.operators import (
    Determinant,
    Field,
    Jacobian,
    Mean,
    Norm,
    Peak,
    Product,
    Slope,
    Total,
    Value,
)
from verify.language.possible import is_integer, possible
from verify.language.relation import eq, le, lt, ne
from verify.language.symbols import Coordinate, Datum, Direction, Label, Sample, SampleLabel, Vector, d
from verify.language.term import (
    ANY_SIGN,
    NEGATIVE,
    POSITIVE,
    ZERO,
    Add,
    Dummy,
    E,
    Infinity,
    Integer,
    Mul,
    Name,
    Number,
    Pow,
    Rational,
    Symbol,
    Term,
    oo,
    pi,
    rebuilt,
    root,
    sqrt,
    subterms,
    symbols,
    term,
)

ROOT = Path(__file__).parent.parent
x, z = symbols("x z")
y, w = symbols("y w", nonnegative=True)
p, g, s, r = (
    Symbol("p", positive=True),
    Symbol("g", negative=True),
    Symbol("s", nonpositive=True),
    Symbol("r", nonzero=True),
)
n, k = Symbol("n", integer=True), Symbol("k", integer=True, positive=True)
u, v = Vector("u"), Vector("v")
label = Label("l")
HALF = Rational(1, 2)

AS_WRITTEN = [
    (x / x, Mul(x, Pow(x, -1)), "x/x", ["x != 0"]),
    (0 * (1 / x), Mul(0, Pow(x, -1)), "0/x", ["x != 0"]),
    (0 / x, Mul(0, Pow(x, -1)), "0/x", ["x != 0"]),
    (x - x, Add(x, Mul(-1, x)), "x - x", []),
    (x**0, Pow(x, 0), "x**0", []),
    (1**x, Pow(1, x), "1**x", ["0 != 1"]),
    (sqrt(x**2 * z), Pow(Mul(Pow(x, 2), z), HALF), "sqrt(x**2*z)", ["0 <= x**2*z"]),
    (sqrt(x**2 * y), Pow(Mul(Pow(x, 2), y), HALF), "sqrt(x**2*y)", []),
    (sqrt(x**2), Pow(Pow(x, 2), HALF), "sqrt(x**2)", []),
    (sqrt(x) ** 2, Pow(Pow(x, HALF), 2), "sqrt(x)**2", ["0 <= x"]),
    (sqrt(y) ** 2, Pow(Pow(y, HALF), 2), "sqrt(y)**2", []),
    (exp(log(x)), exp(log(x)), "exp(log(x))", ["0 < x"]),
    (log(exp(x)), log(exp(x)), "log(exp(x))", ["0 < exp(x)"]),
    (1 / (1 / x), Pow(Pow(x, -1), -1), "1/(1/x)", ["x != 0", "1/x != 0"]),
    (x * x, Mul(x, x), "x*x", []),
    (x + x, Add(x, x), "x + x", []),
    ((x**2) ** z, Pow(Pow(x, 2), z), "(x**2)**z", ["x**2 != 0"]),
    (x**n * x**-n, Mul(Pow(x, n), Pow(x, Mul(-1, n))), "x**n*x**(-n)", ["x != 0"]),
    ((x + 1) * (x - 1), Mul(Add(x, 1), Add(x, -1)), "(x + 1)*(x - 1)", []),
    (sqrt(4) + 1, Add(Pow(4, HALF), 1), "sqrt(4) + 1", []),
    (sqrt(-1) ** 2, Pow(Pow(-1, HALF), 2), "sqrt(-1)**2", ["0 <= -1"]),
    (1 / Integer(0), Pow(0, -1), "1/0", ["0 != 0"]),
    (0 * oo, Mul(0, oo), "0*oo", []),
    (Abs(Abs(x)), Abs(Abs(x)), "Abs(Abs(x))", []),
    (Abs(p), Abs(p), "Abs(p)", []),
    (sign(Integer(-5)), sign(-5), "sign(-5)", []),
    (Max(x, x), Max(x, x), "Max(x, x)", []),
    (sin(Integer(0)), sin(0), "sin(0)", []),
    (log(Integer(1)), log(1), "log(1)", ["0 < 1"]),
    (label**2, Pow(label, 2), "l**2", []),
    (Norm(-2 * u), Norm(Mul(-2, u)), "Norm(-2*u)", []),
    (Total(u - u), Total(Add(u, Mul(-1, u))), "Total(u - u)", []),
    (Slope(Abs(u)), Slope(Abs(u)), "Slope(Abs(u))", ["Abs(u) != 0"]),
]


@pytest.mark.parametrize(("built", "kept", "text", "owed"), AS_WRITTEN, ids=[case[2] for case in AS_WRITTEN])
def test_nothing_evaluates_when_it_is_built(built, kept, text, owed):
    assert built is kept
    assert str(built) == text
    if text != "1**x":
        assert [str(c) for c in conditions(built)] == owed


NUMERALS = [
    (Integer(2) + 3, 5),
    (Integer(2) - Fraction(1, 2), Fraction(3, 2)),
    (2 * Rational(1, 3), Fraction(2, 3)),
    (Integer(7) / 2, Fraction(7, 2)),
    (Integer(2) ** -3, Fraction(1, 8)),
    (Integer(0) ** 0, 1),
    (-Integer(3), -3),
    (3 - Integer(3), 0),
]


@pytest.mark.parametrize(("built", "number"), NUMERALS)
def test_two_numerals_are_one(built, number):
    assert type(built) is Number and built == number and hash(built) == hash(number)
    assert built is term(number) and {built: 1}[number] == 1


def test_a_numeral_that_changes_nothing_is_not_written():
    assert all(e is x for e in (x + 0, 0 + x, x - 0, 1 * x, x * 1, x / 1, x**1, +x))
    assert 2 * (3 * x) is 6 * x and x * 2 * 3 is Mul(x, 2, 3)
    assert (x + z) + 1 is Add(x, z, 1) and x + (z + 1) is Add(x, Add(z, 1))
    assert (x * z) * y is Mul(x, z, y) and x * (z * y) is Mul(x, Mul(z, y))
    assert x - z is Add(x, Mul(-1, z)) and x / z is Mul(x, Pow(z, -1)) and -x is Mul(-1, x)
    assert root(x, 3) is Pow(x, Rational(1, 3)) and sqrt(x) is x**HALF


def test_equal_terms_are_one_object_and_a_number_is_equal_to_one_of_python():
    assert sin(x + 1) is sin(x + 1) and sin(x + 1) is not sin(1 + x)
    assert Symbol("x") is x is Symbol("x", real=True)
    assert Symbol("a", positive=True) is Symbol("a", nonnegative=True, nonzero=True) is not Symbol("a")
    assert Integer(2) == 2 == Rational(4, 2) and Integer(2) != 3 and x != 2 and Integer(2) != 2.0
    assert Rational("1/3") == Fraction(1, 3) == Rational(1, 3) and Rational(Fraction(2, 3), 2) == Rational(1, 3)
    assert term(np.int64(2**62)) * 4 == 2**64
    with pytest.raises(ValueError, match="no whole number"):
        Integer(Fraction(1, 2))


EVERY_KIND = [
    *(x, y, p, g, s, r, n, k, d, u, label, pi, E, oo, Infinity("oo"), Name("f"), Integer(-7), Rational(22, 7)),
    *(
        Sample("x_n"),
        Datum("t_n"),
        SampleLabel(),
        Coordinate("c"),
        Direction("h"),
        x + 2 * y,
        x * y / z,
        x**-n,
        sqrt(p),
    ),
    *(exp(-x), Max(x, y, 0), Norm(u - v), Mean(Sample("x_n")), Peak(Abs(u)), Product(u), Slope(u), Total(u * v)),
    *(Field("f", u, 2), Value("f", u), Jacobian("f", 1, v, u), Determinant(Coordinate("c") ** 2, Coordinate("c"))),
]


@pytest.mark.parametrize("e", EVERY_KIND, ids=str)
def test_a_copy_of_a_term_is_the_term(e):
    assert copy.copy(e) is e and copy.deepcopy([e])[0] is e and pickle.loads(pickle.dumps(e)) is e
    assert e.func(*e.args) is e if e.args else not e.args
    assert rebuilt(e, lambda part: part) is e is e.xreplace({})


def test_a_dummy_is_equal_to_itself_alone():
    one, other = Dummy("t"), Dummy("t")
    assert one is not other and one != other and pickle.loads(pickle.dumps(one)) is one
    assert len({one, other, Symbol("t")}) == 3 and len({one.key, other.key, Symbol("t").key}) == 3


CHILD = """
import pickle, random, sys
from tests.test_terms import EVERY_KIND, some_terms
from verify.language.expansion import expand
found = EVERY_KIND + some_terms(5, 60)
print(hash(tuple(found)), hash(frozenset(found)), [found.index(e) for e in sorted(found, key=lambda e: e.key)])
print([str(e) for e in {e for e in found}], [str(expand(e)) for e in found])
print(pickle.dumps(found).hex())
"""


def test_hashes_orders_and_forms_are_those_of_every_other_process():
    outs = []
    for seed in range(4):
        environment = os.environ | {"PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT)}
        ran = subprocess.run(
            [sys.executable, "-c", CHILD], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120
        )
        assert ran.returncode == 0, ran.stderr
        outs.append(ran.stdout.splitlines())
    assert outs[0] == outs[1] == outs[2] == outs[3]
    travelled = pickle.loads(bytes.fromhex(outs[0][2]))
    here = EVERY_KIND + some_terms(5, 60)
    assert all(a is b for a, b in zip(travelled, here, strict=True))
    assert outs[0][0].split()[0] == str(hash(tuple(here)))


# Random terms, with values at random points

SIGNED = {
    x: (-2, -1, 0, 1, 2, Fraction(1, 2)),
    z: (-1, 0, 1, Fraction(-1, 3), 3),
    y: (0, 1, 2, Fraction(1, 4)),
    w: (0, 1, 3),
    p: (1, 2, Fraction(1, 2)),
    g: (-1, -2, Fraction(-1, 3)),
    s: (0, -1, -2),
    r: (-1, 1, 2, Fraction(-1, 2)),
    n: (-2, -1, 0, 1, 2),
    k: (1, 2, 3),
}
VECTORS = {u: (-2, -1, 0, 0, 1, Fraction(1, 2)), v: (0, 1, 2)}
NUMBERS = (0, 1, -1, 2, -3, HALF, Rational(-2, 3), 4)
EXPONENTS = (-2, -1, 0, 2, 3, HALF, -HALF, Rational(1, 3), Rational(3, 2), Rational(2, 3))
OPEN_EXPONENTS = (p, y, s, n, k, x, -s, -n, 2 * n, n + 1, p + HALF, p / (1 + p), x / 2, n / 2, 2 * x)
FUNCTIONS = (Abs, sign, exp, log, sin, cos, sinh, cosh, tanh, atan, erf, sigmoid, softplus, LambertW)


def some_term(rng, depth, vectors=False):
    """A random term in numbers, and in sums, norms, maxima and products over the coordinates where vectors are wanted."""

    def part():
        return some_term(rng, depth - 1, vectors)

    if not depth or rng.random() < 0.12:
        return term(rng.choice(NUMBERS)) if rng.random() < 0.25 else rng.choice((*SIGNED, *([d] if vectors else [])))
    if vectors and rng.random() < 0.4:
        over = rng.choice((Total, Norm, Peak, Product))
        inner = rng.choice((u, v, u - v, Abs(u), u * v, u**2, part() * u, v + part(), exp(u) * part(), part()))
        return over(inner)
    head = rng.choice("+++***^^^^efm")
    if head in "+*":
        parts = [part() for _ in range(rng.choice((2, 2, 3)))]
        return Add(*parts) if head == "+" else Mul(*parts)
    if head == "^":
        return Pow(part(), rng.choice(EXPONENTS))
    if head == "e":
        return Pow(part(), rng.choice(OPEN_EXPONENTS))
    return rng.choice((Max, Min))(part(), part()) if head == "m" else rng.choice(FUNCTIONS)(part())


def some_terms(seed, count, vectors=False):
    rng = random.Random(seed)
    return [some_term(rng, rng.choice((1, 2, 3)), vectors) for _ in range(count)]


def some_points(seed, count=5):
    rng = random.Random(seed)
    for dim in (rng.choice((1, 2, 3)) for _ in range(count)):
        point = {a: Fraction(rng.choice(values)) for a, values in SIGNED.items()}
        yield point | {a: tuple(Fraction(rng.choice(values)) for _ in range(dim)) for a, values in VECTORS.items()}


def valued(e, seed):
    """Points at which the term has a value, with a ball around it."""
    for point in some_points(seed):
        if defined(e, point):
            (value,) = ball(e, point)
            if not value.is_nan():
                yield point, value


CASES = [(seed, vectors) for vectors in (False, True) for seed in range(3)]


@pytest.mark.parametrize(("seed", "vectors"), CASES)
def test_the_canonical_form_has_the_value_of_the_term(seed, vectors):
    seen = 0
    for number, e in enumerate(some_terms(seed, 80, vectors)):
        form = expand(e)
        assert expand(form) is form, e
        for point, value in valued(e, number):
            seen += 1
            for other in (form, normal(e), factored(e)):
                if defined(other, point):
                    assert value.overlaps(ball(other, point)[0]), f"{e} is not {other} at {point}"
    assert seen > 100


@pytest.mark.parametrize(("seed", "vectors"), CASES)
def test_no_root_falls_apart_where_the_term_has_a_value(seed, vectors):
    for number, e in enumerate(some_terms(100 + seed, 80, vectors)):
        form = expand(e)
        for point, _ in valued(e, number):
            for part in subterms(form):
                fractional = part.is_Pow and isinstance(part.exp, Number) and not part.exp.is_Integer
                if fractional and defined(part.base, point):
                    assert decide(le(0, part.base), point) is not False, f"{part} in the form of {e} at {point}"
            if all(defined(split, point) for split in spread_powers(e)):
                assert defined(form, point) is not False, f"{form}, the form of {e}, has no value at {point}"


@pytest.mark.parametrize(("seed", "vectors"), CASES)
def test_signs_and_wholeness_are_those_of_the_values(seed, vectors):
    for number, e in enumerate(some_terms(200 + seed, 80, vectors)):
        for point, value in valued(e, number):
            sign_here = POSITIVE if value > 0 else NEGATIVE if value < 0 else ZERO if value == 0 else ANY_SIGN
            for other in (e, expand(e)):
                assert sign_here == ANY_SIGN or sign_here & possible(other), f"{other} is {value} at {point}"
            assert not is_integer(e) or value.contains_integer(), f"{e} is {value} at {point}"


@pytest.mark.parametrize("seed", range(4))
def test_a_difference_that_is_called_zero_is_zero(seed):
    terms, zeros = some_terms(300 + seed, 30), 0
    for number, (e, f) in enumerate(zip(terms, reversed(terms), strict=True)):
        pairs = [
            (e, f),
            (e + f, f + e),
            ((e + f) * e, e * e + f * e),
            (sqrt(e * f), sqrt(e) * sqrt(f)),
            (Abs(e) ** 2, e**2),
        ]
        for a, b in pairs:
            if is_zero(a - b):
                zeros += 1
                for point, value in valued(a, number):
                    if defined(b, point):
                        assert value.overlaps(ball(b, point)[0]), f"{a} is not {b} at {point}"
    assert zeros > 60


CONTRARY = [
    (sqrt(x * z), sqrt(x) * sqrt(z)),
    (sqrt(x**2), x),
    (sqrt((-1) ** n), (-1) ** (n / 2)),
    (sqrt(x**n), x ** (n / 2)),
    (Abs(x ** (2 * z)), x ** (2 * z)),
    ((x**z) ** y, x ** (z * y)),
    (log(x * z), log(x) + log(z)),
    (log(x**2), 2 * log(x)),
    (sign(x) ** 2, Integer(1)),
    (Norm(x * u), x * Norm(u)),
    (Total(u) ** 2, Total(u**2)),
    (Product(2 * u), 2 * Product(u)),
    (Max(x, z), Max(x, -z)),
    (exp(x) ** z, exp(x**z)),
    (root(x**3, 3) + x, Integer(0)),
    (p ** ((x + z * y) / (1 + y)), p ** (x + z)),
    (p ** ((x + x * y) / (1 + z)), p**x),
]


@pytest.mark.parametrize(("a", "b"), CONTRARY, ids=str)
def test_what_differs_somewhere_has_different_forms(a, b):
    assert expand(a) is not expand(b) and not is_zero(a - b)


SAME = [
    (x / x, Integer(1)),
    (sqrt(y) * sqrt(w), sqrt(y * w)),
    (sqrt(4 * p**2 * y), 2 * p * sqrt(y)),
    (sqrt(x**2), Abs(x)),
    (x * sign(x), Abs(x)),
    (Abs(g), -g),
    (exp(x + z), exp(x) * exp(z)),
    (exp(2 * log(x)), x**2),
    (log(exp(x) * p), x + log(p)),
    (log(Integer(12)), 2 * log(Integer(2)) + log(Integer(3))),
    (sqrt(Integer(12)), 2 * sqrt(Integer(3))),
    ((-6) ** n, (-1) ** n * 2**n * 3**n),
    (y ** (x + 1), y * y**x),
    (x ** (n + 1), x * x**n),
    ((p ** (1 + y)) ** ((x + 2 * y) / (1 + y)), p ** (x + 2 * y)),
    (p ** ((x + x * y**2) / (1 + y**2)), p**x),
    (p ** ((x + z * y) / (1 + y)), p**z * p ** ((x - z) / (1 + y))),
    (sqrt(x * z) ** 2, x * z),
    (sin(-x) + cos(-z), cos(z) - sin(x)),
    (Total(2 * x * u + v), 2 * x * Total(u) + Total(v)),
    (Total(Integer(1)), d),
    (Norm(-x * u), Abs(x) * Norm(u)),
    (Product(u**2 * v), Product(u) ** 2 * Product(v)),
    (label**3, label),
    (Max(x, Max(z, x)), Max(z, x)),
    ((x + 1) ** 2, 1 + 2 * x + x**2),
]


def test_a_float_is_no_exact_number():
    """0.1 is another number than 1/10, and what is written in its place is said."""
    for made in (
        lambda: Rational(0.1),
        lambda: Rational(1, 0.1),
        lambda: x + 0.1,
        lambda: Rational(numpy.float64(0.1)),
    ):
        with pytest.raises(TypeError, match=r"^0\.1 is not exact: write Rational\(1, 10\)$"):
            made()
    with pytest.raises(TypeError, match=r"^nan is not exact$"):
        Rational(float("nan"))
    assert Rational("1/10") == Rational(1, 10)


@pytest.mark.parametrize(("a", "b"), SAME, ids=str)
def test_what_is_equal_by_the_rules_has_one_form(a, b):
    assert expand(a) is expand(b)


def test_a_form_is_a_sum_of_products_with_rational_coefficients():
    assert expansion((x + 2) * (x - 2)) == {((x, 2),): 1, (): -4}
    assert expansion(Integer(0)) == expansion(x - x) == expansion(0 * x) == {}
    huge = Pow(Integer(2), 10**9)
    assert expand(huge * sqrt(2)) is expand(2 ** (10**9 + HALF)) and is_zero(huge * x - x * huge)


SIGNS = [
    (x, ANY_SIGN),
    (y + p, POSITIVE),
    (s + g, NEGATIVE),
    (y * s, ZERO | NEGATIVE),
    (x * x, ZERO | POSITIVE),
    (r * r, POSITIVE),
    (r**2 * x**2, ZERO | POSITIVE),
    (x**-2, POSITIVE),
    (g**3, NEGATIVE),
    (sqrt(x), ZERO | POSITIVE),
    (x**z, ANY_SIGN),
    (y**x, ZERO | POSITIVE),
    (p**x, POSITIVE),
    (g**n, NEGATIVE | POSITIVE),
    (exp(x), POSITIVE),
    (Abs(r), POSITIVE),
    (atan(y), ZERO | POSITIVE),
    (sin(p), ANY_SIGN),
    (Max(x, p), POSITIVE),
    (Min(y, p), ZERO | POSITIVE),
    (sqrt(2) - Rational(141421356, 10**8), POSITIVE),
    (pi - Rational(314159265358979324, 10**17), NEGATIVE),
    (sqrt(2) * sqrt(2) - 2, ANY_SIGN),
    (Total(exp(u)), ZERO | POSITIVE),
    (Mean(exp(Sample("x_n"))), POSITIVE),
    (Norm(u), ZERO | POSITIVE),
    (Product(exp(u)), POSITIVE),
    (Product(Datum("t_n")), ANY_SIGN),
    (label, NEGATIVE | POSITIVE),
    (Slope(x), NEGATIVE | POSITIVE),
    (Value("f", u), ANY_SIGN),
]


@pytest.mark.parametrize(("e", "signs"), SIGNS, ids=lambda case: str(case))
def test_signs_are_read_off_what_is_written(e, signs):
    assert possible(e) == signs


def test_an_order_by_keys_tells_all_terms_apart():
    found = list(dict.fromkeys([*EVERY_KIND, *some_terms(1, 300), *some_terms(2, 300, True)]))
    assert len({e.key for e in found}) == len(found)
    backwards = found[::-1]
    assert sorted(found, key=lambda e: e.key) == sorted(backwards, key=lambda e: e.key)
    with pytest.raises(TypeError, match="compared"):
        sorted([x, z])


# Derivatives

POLYNOMIALS = [
    x**3 - 2 * x * z,
    (x + z) ** 4,
    (2 * x - 1) ** 3 * (x + z),
    x * (x + 1) * (x + 2) / 3,
    z**5,
    -((x**2) ** 3),
]


@pytest.mark.parametrize("f", POLYNOMIALS, ids=str)
def test_a_polynomial_differs_from_its_tangent_by_squares(f):
    step = Symbol("step")
    rest = expansion(f.xreplace({x: x + step}) - f - step * diff(f, x))
    assert all(dict(m).get(step, 0) >= 2 for m in rest)


SMOOTH = [
    *(head(2 * x / 3 + z**2) for head in SLOPES if head is not tan),
    *(1 / (x**2 + 1), sqrt(x + 5), root(x**2 + 1, 3), (x**2 + 1) ** z, p**x, (x + 7) ** (x / 2), exp(x) / (2 + sin(x))),
    *(
        log(1 + exp(x)) ** 3 - x,
        Norm(u + x * v),
        Total(u * exp(x * v)),
        Total((u - x * v) ** 3) / (1 + Norm(v - x * u)),
    ),
    *(Mean(Norm(Sample("x_n") - x * u)), Mean(Datum("t_n") * sigmoid(x * Datum("t_n"))), x**-3, Abs(x - 3) * x),
]


@pytest.mark.parametrize("f", SMOOTH, ids=str)
def test_a_derivative_is_the_limit_of_quotients_of_differences(f):
    slope, step = diff(f, x), Fraction(1, 2**50)
    point = {z: Fraction(1, 3), p: Fraction(3, 2), u: (1, -2), v: (3, Fraction(1, 2))}
    point |= {Sample("x_n"): ((1, 2), (3, 5)), Datum("t_n"): (1, -2)}
    for at in (Fraction(1, 4), Fraction(5, 7), Fraction(2)):
        here, low, high = ({**point, x: at + shift} for shift in (0, -step, step))
        assert defined(f, low) and defined(f, high) and defined(slope, here)
        with ctx.workprec(600):
            quotient = (ball(f, high, 600)[0] - ball(f, low, 600)[0]) / (2 * ball(term(step), {})[0])
            assert abs(quotient - ball(slope, here, 600)[0]) < arb(2) ** -80


def test_where_there_is_no_derivative_its_formula_has_no_value():
    for f in (Abs(x), Norm(x * u), sqrt(x**2), sqrt(Abs(x))):
        assert defined(f, {x: 0, u: (1, 2)}) and defined(diff(f, x), {x: 0, u: (1, 2)}) is False
    assert diff(x / x, x) is not Integer(0) and "x != 0" in map(str, conditions(diff(x / x, x)))
    assert diff(z / z, x) == 0 and diff(x, x) == 1 and diff(x**3, x, 2) is diff(diff(x**3, x), x)


REFUSED = [sign(x), Max(x, 0), Min(x, z), Peak(x * u), Product(x * u), Slope(x), Value("f", x), Field("f", x)]


@pytest.mark.parametrize("f", REFUSED, ids=str)
def test_what_has_no_derivative_everywhere_is_not_differentiated(f):
    with pytest.raises(TypeError):
        diff(f, x)
    assert diff(f, z if f.free_symbols == {x, u} or f.free_symbols == {x} else y) == 0


def test_derivatives_along_vectors_keep_to_the_chain_rule():
    h = Vector("h")
    assert is_zero(along(dot(u, u) * norm(u), (u, h)) - 3 * norm(u) * dot(u, h))
    assert is_zero(along(Value("f", u * norm(u)), (u, h)) - dot(Field("f_1", u * norm(u)), along(u * norm(u), (u, h))))
    with pytest.raises(TypeError, match="along a vector"):
        diff(norm(u), u)


# Names and sorts


def claim(conclusion, *assuming, **more):
    return Claim(name="c", says="", conclusion=conclusion, assuming=assuming, **more)


TWINS = [
    (Symbol("a"), Symbol("a", positive=True)),
    (Symbol("a"), Symbol("a", integer=True)),
    (Symbol("a", negative=True), Symbol("a", nonpositive=True)),
    (Symbol("a"), Vector("a")),
    (Vector("a"), Sample("a")),
    (Symbol("a"), Label("a")),
    (Datum("a"), SampleLabel("a")),
]


@pytest.mark.parametrize(("one", "other"), TWINS, ids=str)
def test_two_symbols_of_one_name_are_in_no_claim(one, other):
    both = claim(le(0, Mean(Norm(one) ** 2)), le(0, Mean(Norm(other))))
    found = prove(both)
    assert (found.outcome, found.detail) == (Outcome.UNKNOWN, "two different symbols are called a")
    assert certify(both, {}).detail == "two different symbols are called a"
    assert prove(claim(le(0, Mean(Norm(one) ** 2)))).outcome is Outcome.HOLDS


class Even(Symbol):
    """A sort of an author's own."""


ODD = [
    Even("a"),
    Vector._named("a", POSITIVE, False),
    Vector._named("a", ANY_SIGN, True),
    Label._named("a", POSITIVE, False),
    Symbol._named("a", 0, False),
    Symbol._named("a", ZERO, False),
    Symbol._named("a", 8, False),
    Dummy("a"),
    Coordinate("a"),
    Direction("a"),
    Name("a"),
    oo,
]


@pytest.mark.parametrize("odd", ODD, ids=lambda e: type(e).__name__)
def test_a_symbol_of_another_sort_is_in_no_claim(odd):
    strange = claim(le(0, Total(odd**2)))
    assert prove(strange).outcome is Outcome.UNKNOWN
    assert certify(strange, {odd: 1, d: 1}).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Symbol("a", even=True), "declared 'even'"),
        (lambda: Symbol("a", positive=False), "say what it is"),
        (lambda: Symbol("a", real=False), "every symbol is a real number"),
        (lambda: Symbol("a", positive=True, negative=True), "no number but 0"),
        (lambda: Symbol("a", nonpositive=True, nonnegative=True), "no number but 0"),
        (lambda: Symbol(""), "expected a string"),
        (lambda: Symbol(x), "expected a string"),
        (lambda: Vector(3), "expected a string"),
        (lambda: Vector("a", positive=True), "unexpected keyword"),
        (lambda: term("x"), "write Symbol"),
        (lambda: term(1.5), "not exact: write Rational"),
        (lambda: term(True), "no exact number"),
        (lambda: x + None, "unsupported operand"),
        (lambda: x * 0.5, "not exact: write Rational"),
        (lambda: Add(x, 0.5), "not exact: write Rational"),
        (lambda: Norm([1, 2]), "no exact number"),
    ],
)
def test_what_is_no_term_is_refused_where_it_is_written(make, message):
    with pytest.raises((TypeError, ValueError), match=message):
        make()


def test_what_a_determinant_binds_is_not_free():
    c, h = Coordinate("c"), Direction("h")
    form = Determinant(x * c**2 + dot(v, h) ** 2, c, h)
    assert form.free_symbols == {x, v} and form.form.free_symbols == {x, v, c, h}
    assert form.xreplace({x: z}).free_symbols == {z, v}


def test_terms_are_put_in_all_at_once():
    assert (x + 2 * z).xreplace({x: z, z: x}) is z + 2 * x
    assert sqrt(x * y).xreplace({x * y: z}) is sqrt(z) and (x * y * z).xreplace({x * y: z}) is x * y * z
    assert (x / z).xreplace({z: Integer(0)}) is x / Integer(0)
    assert x.has(x) and (x + exp(z)).has(exp) and not x.has(z, exp) and (x + exp(z)).atoms(exp) == {exp(z)}


# Texts

READ = {
    head.__name__: head
    for head in (*FUNCTIONS, Max, Min, Total, Norm, Peak, Product, Number, sqrt, *(Slope, tan, Mean, Determinant))
}


def read(text):
    """The term that Python reads in a text, every numeral a Number."""
    names = READ | {a.name: a for a in (*SIGNED, *VECTORS, d, pi, E)}
    return eval(re.sub(r"(?<![\w.])\d+", r"Number(\g<0>)", text), names)


@pytest.mark.parametrize(("seed", "vectors"), CASES)
def test_a_text_is_read_back_to_the_same_value(seed, vectors):
    for number, e in enumerate(some_terms(400 + seed, 80, vectors)):
        same, form = read(str(e)), read(str(expand(e)))
        for point, value in valued(e, number):
            for again in (same, form):
                assert again is form or defined(again, point) is not False, f"{e} is read as {again}"
                if defined(again, point):
                    assert value.overlaps(ball(again, point)[0]), f"{e} is read as {again}"


TEXTS = [
    x - (z - y),
    Mul(x, Mul(y, z)),
    Mul(-1, x + z),
    Mul(-1, Pow(x, 2)),
    Pow(Mul(-1, x), 2),
    Pow(Rational(1, 2), 2),
    Pow(Pow(x, 2), z),
    Pow(x, Pow(z, 2)),
    Pow(x, -2),
    Pow(Integer(-1), n),
    Mul(x, Pow(Pow(z, -1), -1)),
    Mul(x, Pow(Mul(x, z), -1)),
    Mul(Pow(z, -1), x, Pow(y, -1)),
    Mul(2, Rational(1, 3), x),
    Mul(x, Integer(-3)),
    Mul(-1, Integer(-3), x),
    Mul(-1, Rational(-1, 2)),
    Add(x, Integer(-1), Mul(-2, z), Add(y, x)),
    Add(Mul(-1, x), Mul(-1, Add(x, z))),
    Pow(Pow(x, HALF), -1),
    Pow(Add(x, 1), Rational(-3, 2)),
    exp(-x) / (1 - Rational(1, 3) * x) ** 2,
]


@pytest.mark.parametrize("e", TEXTS, ids=str)
def test_brackets_stand_where_they_are_needed(e):
    again = read(str(e))
    for values in product((-2, Fraction(1, 2), 3), repeat=2):
        point = dict(zip((x, z), values, strict=True)) | {y: 2, n: 3}
        assert defined(e, point) == defined(again, point)
        if defined(e, point):
            assert ball(e, point)[0].overlaps(ball(again, point)[0]) and decide(eq(e, again), point) is not False


def test_a_term_is_no_truth_and_no_number_of_python():
    for make in (lambda: bool(x), lambda: int(x), lambda: float(x), lambda: list(range(x)), lambda: [1, 2][x]):
        with pytest.raises(TypeError):
            make()
    assert (int(Integer(3)), float(HALF), [1, 2][Integer(1)], bool(Integer(0))) == (3, 0.5, 2, False)
    assert isinstance(x, Term) and lt(0, p) == lt(0, p) != ne(0, p)
