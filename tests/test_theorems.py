"""What is believed without proof: every cited theorem holds where its premises do, and fails somewhere without each of them.

A theorem is stated at symbols, here at vectors and data points wherever it takes them, and decided at exact points: by fractions, by
balls, or by a bound for algebraic numbers. What none of these decides is an equality of transcendental numbers, or of long algebraic
ones: its sides must agree to 200 bits. Premises about every real number are shown by the solver, which knows no cited theorem.
"""

import itertools
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
import sympy as sp

from verify import Abs, Integer, Rational, Symbol, exp, facts, log, oo, sqrt, symbols
from verify.kernel.appeals import moving, stated
from verify.kernel.decide import decide, defined
from verify.kernel.domain import conditions
from verify.kernel.evaluate import ball
from verify.kernel.evaluate import symbols as symbols_in
from verify.kernel.facts.register import FACTS, WITH_VARIABLE
from verify.kernel.reasons import NotShown
from verify.kernel.signs import Signs
from verify.kernel.substitution import substituted
from verify.kernel.written_out import relations_at, values
from verify.language.claim import Claim
from verify.language.coordinates import at
from verify.language.forms import dot, norm
from verify.language.functions import Function, sigmoid, softplus, tan
from verify.language.normal import normal
from verify.language.operators import Determinant, Field, Jacobian, Mean, Total, Value
from verify.language.proof import Appeal, Schema
from verify.language.relation import eq, le, lt
from verify.language.symbols import Coordinate, Datum, Direction, Sample, Vector
from verify.language.term import POSITIVE, Dummy, Name, term
from verify.language.verdict import Outcome
from verify.prover.bridge import from_sympy, to_sympy
from verify.prover.inequality.claims import solved

h, k, u, v, w, y, z = map(Vector, ("h", "k", "u", "v", "w", "y", "z"))
x = Sample("x_n")
c, p, q, r, s = map(Datum, ("c_n", "p_n", "q_n", "r_n", "s_n"))  # a number for each data point
a, b, m, t = symbols("a b m t")
each, whole = symbols("step N", integer=True, nonnegative=True)
power = Symbol("K", integer=True)
i, j, l1, l2 = Coordinate("i"), Coordinate("j"), Direction("l1"), Direction("l2")
HALF, QUARTER, NEAR_ONE = Rational(1, 2), Rational(1, 4), Rational(1001, 1000)


@dataclass(frozen=True)
class Draw:
    """Random quarters, so that ties and zeros are frequent, in `dim` coordinates and for two data points."""

    rng: random.Random
    dim: int

    def number(self, low: int = -3, high: int = 3) -> Fraction:
        return Fraction(self.rng.randint(4 * low, 4 * high), 4)

    def positive(self) -> Fraction:
        return Fraction(self.rng.randint(1, 12), 4)

    def vector(self, low: int = -3, high: int = 3) -> Any:
        return tuple(self.number(low, high) for _ in range(self.dim))

    def rows(self, low: int = -3, high: int = 3) -> Any:
        return self.vector(low, high), self.vector(low, high)

    def positives(self) -> Any:
        return tuple(self.positive() for _ in range(self.dim))

    def rising(self, low: Fraction) -> tuple[Any, Any]:
        """For each data point a number from `low` on and one that is as large or larger."""
        first = tuple(low + self.number(0) for _ in range(2))
        return first, tuple(number + self.number(0) for number in first)

    def conjugate(self) -> tuple[Any, Any]:
        """For each data point two exponents whose reciprocals add up to 1."""
        first = tuple(1 + self.positive() for _ in range(2))
        return first, tuple(number / (number - 1) for number in first)


@dataclass(frozen=True)
class Holds:
    """A theorem at these arguments: random points that satisfy its premises, and chosen ones at their border."""

    appeal: Appeal
    points: Callable[[Draw], dict[Any, Any]]
    border: tuple[dict[Any, Any], ...] = ()
    functions: Mapping[str, Any] = field(default_factory=dict)
    amount: int = 3


@dataclass(frozen=True)
class Fails:
    """A point at which one premise fails and the others hold, while the conclusion fails or has no value."""

    appeal: Appeal
    point: dict[Any, Any]
    functions: Mapping[str, Any] = field(default_factory=dict)


def two_vectors(draw):
    return {x: draw.rows(), v: draw.vector()}


NOUGHT, PARALLEL = {x: ((0, 0), (0, 1)), v: (0, 0)}, {x: ((1, 2), (-2, -4)), v: (2, 4)}


def holder(draw):
    return two_vectors(draw) | dict(zip((p, q), draw.conjugate(), strict=True))


def exponents(low):
    """A vector for each data point and two exponents r <= s, r from `low` on."""
    return lambda draw: {x: draw.rows()} | dict(zip((r, s), draw.rising(low), strict=True))


SAME = {x: ((1, -1), (0, 0)), r: (1, 2), s: (1, 2)}
NORMS = [
    Holds(facts.minkowski(x, v), two_vectors, (NOUGHT, PARALLEL)),
    Holds(
        facts.mean_norm(x), lambda draw: {x: draw.rows()}, ({x: ((0, 0),)}, {x: ((1, 2), (2, 4))}, {x: ((1,), (-1,))})
    ),
    Holds(facts.cauchy_schwarz(x, v), two_vectors, (NOUGHT, PARALLEL)),
    Holds(facts.dotted(u, v, x), lambda draw: dict.fromkeys((u, v), draw.vector()) | {x: draw.rows()}),
    Fails(facts.dotted(u, v, w), {u: (1, 2), v: (1, 3), w: (0, 1)}),
    Holds(
        facts.holder(x, v, p, q),
        holder,
        (
            NOUGHT | {p: (NEAR_ONE, 2), q: (1001, 2)},
            {x: ((1, 1), (1, -1)), v: (1, 1), p: (3 * HALF, 4), q: (3, Rational(4, 3))},
        ),
    ),
    Holds(facts.holder(x, v, 2, 2), two_vectors, (NOUGHT, PARALLEL)),
    Fails(facts.holder(u, v, a, b), {u: (1, 1), v: (1, 1), a: 3, b: 3}),
    Fails(facts.holder(u, v, a, b), {u: (1, 1), v: (1, 2), a: HALF, b: -1}),
    Holds(facts.holder_ends(x, v), two_vectors, (NOUGHT, PARALLEL, {x: ((1, -1), (0, 2)), v: (-3, 3)})),
    Holds(facts.holder_ends(v, x), two_vectors, (NOUGHT, PARALLEL)),
    Holds(facts.largest(x), lambda draw: {x: draw.rows()}, ({x: ((0, 0), (-1, -1))},)),
    Holds(facts.all_below(x, m), lambda draw: {x: draw.rows(-3, 1), m: 1}, ({x: ((0, 0), (1, -1)), m: 1},)),
    Fails(facts.all_below(v, m), {v: (1, 2), m: 1}),
    Holds(facts.coordinate_size(x), lambda draw: {x: draw.rows()}, (NOUGHT, {x: ((0,), (-2,))})),
    Holds(facts.inner_size(x, v), two_vectors, (NOUGHT, PARALLEL)),
    Holds(facts.square_of_sum(x), lambda draw: {x: draw.rows()}, ({x: ((0, 0), (-1, -1))},)),
    Holds(facts.power_mean(x), lambda draw: {x: draw.rows()}, ({x: ((0, 0), (-1, 1))},)),
    Holds(facts.sign_times(x, v), two_vectors, (NOUGHT,)),
    Holds(
        facts.sign_size(x, v, u, w),
        lambda draw: two_vectors(draw) | {u: draw.positives(), w: draw.positives()},
        ({x: ((1, 1),), v: (0, -1), u: (Fraction(1, 100), 1), w: (Fraction(1, 100), 1)},),
    ),
    Fails(facts.sign_size(u, v, a, b), {u: (1,), v: (0,), a: -1, b: 1}),
    Fails(facts.sign_size(u, v, a, b), {u: (1,), v: (0,), a: 1, b: 0}),
    Holds(
        facts.one_value(Field(Symbol("F"), u, x, a), Field(Symbol("F"), v, x, a)),
        lambda draw: dict.fromkeys((u, v), draw.vector()) | {x: draw.rows(), a: draw.number()},
        functions={"F": ((h, k, b), b * h * dot(h, k) + sigmoid(k))},
    ),
    Fails(
        facts.one_value(Field(Symbol("F"), u, w), Field(Symbol("F"), v, w)),
        {u: (1, 2), v: (2, 1), w: (0, 1)},
        {"F": ((h, k), h * dot(h, k))},
    ),
    Holds(facts.scaled(c, x), lambda draw: {c: (draw.number(), 0), x: draw.rows()}),
    Holds(facts.norms_decrease(x, r, s), exponents(QUARTER), (SAME, SAME | {s: (NEAR_ONE, 50)})),
    Holds(facts.norms_decrease(x, 1, 2), lambda draw: {x: draw.rows()}),
    Fails(facts.norms_decrease(v, a, b), {v: (1, 1), a: 0, b: 1}),
    Fails(facts.norms_decrease(v, a, b), {v: (1, 1), a: 2, b: 1}),
    Holds(facts.norms_grow(x, r, s), exponents(Fraction(1)), (SAME, SAME | {s: (NEAR_ONE, 50)})),
    Holds(facts.norms_grow(x, 1, 2), lambda draw: {x: draw.rows()}),
    Fails(facts.norms_grow(v, a, b), {v: (0, 1), a: -1, b: 1}),
    Fails(facts.norms_grow(v, a, b), {v: (1, 0), a: 2, b: 1}),
]


def one(draw):
    return {u: draw.vector()}


def two(draw):
    return {u: draw.vector(), v: draw.vector()}


def three(draw):
    return two(draw) | {w: draw.vector()}


def ordered(draw):
    low = draw.vector()
    return {u: low, v: tuple(number + draw.number(0) for number in low)}


def positive_and_ordered(draw):
    low = draw.positives()
    return {u: low, v: tuple(number + draw.number(0) for number in low)}


def counted(draw):
    return {b: draw.number(0), whole: draw.rng.randint(0, 9)}


EQUAL = {u: (1, -2), v: (1, -2)}
BOTH_TAILS = {u: (0, -50, 50)}
TINY_AND_HUGE = {u: (Fraction(1, 10**40), 10**40)}
NUMBERS = [
    Holds(facts.lambert(u), lambda draw: {u: draw.positives()}, (TINY_AND_HUGE,)),
    Holds(facts.lambert(exp(u)), one),  # a power of e is taken into the exponential
    Fails(facts.lambert(u), {u: (-1,)}),
    Holds(facts.lambert_reciprocal(u), lambda draw: {u: draw.positives()}, (TINY_AND_HUGE,)),
    Holds(facts.lambert_reciprocal(exp(u)), one),
    Fails(facts.lambert_reciprocal(u), {u: (0,)}),
    Holds(facts.triangle(x, v), two_vectors, (NOUGHT, PARALLEL)),
    Holds(facts.below_abs(u), one, ({u: (0, -1, 1)},)),
    Holds(facts.other_factor(u, v), lambda draw: {u: draw.positives(), v: (0,) * draw.dim}),
    Fails(facts.other_factor(a, b), {a: 1, b: 1}),
    Fails(facts.other_factor(a, b), {a: 0, b: 1}),
    Holds(facts.zero_square(u), lambda draw: {u: (0,) * draw.dim}),
    Fails(facts.zero_square(a), {a: -1}),
    Holds(facts.below_one(u), one, (BOTH_TAILS,)),
    Holds(facts.logistic_symmetry(u), one, (BOTH_TAILS,)),
    Holds(facts.logistic(u), one, (BOTH_TAILS,)),
    Holds(facts.logistic_loss(u), one, (BOTH_TAILS,)),
    *(
        Holds(facts.below_exponential(u, n), lambda draw, n=n: {u: draw.vector(-min(n, 3), 9)}, ({u: (-n, 0, 30)},))
        for n in (1, 2, 3, 8)
    ),
    Fails(facts.below_exponential(a, 2), {a: -5}),
    Holds(facts.max_apart(u, v, w), three, ({u: (1, 0), v: (2, 0), w: (3, 0)},)),
    Holds(facts.min_apart(u, v, w), three, ({u: (1, 0), v: (2, 0), w: (3, 0)},)),
    Holds(facts.exp_grows(u, v), ordered, (EQUAL, {u: (-50, -50), v: (-49, 50)})),
    Fails(facts.exp_grows(a, b), {a: 1, b: 0}),
    Holds(facts.log_grows(u, v), positive_and_ordered, ({u: (1, NEAR_ONE), v: (1, NEAR_ONE)},)),
    Fails(facts.log_grows(a, b), {a: 2, b: 1}),
    Holds(facts.geometric(b * QUARTER**each, each, whole, HALF), counted, ({b: 0, whole: 0}, {b: 1, whole: 0})),
    Holds(facts.geometric(-b * 2**each, each, whole, Integer(1)), counted, ({b: 1, whole: 7},)),
    Holds(facts.geometric(m - each, each, whole + 1, Integer(1)), lambda draw: counted(draw) | {m: draw.number()}),
    Fails(facts.geometric(-(4**each), each, power, m), {power: -1, m: 1}),
    Fails(facts.geometric(-5 * Rational(1, 5) ** each, each, power, m), {power: 2, m: -1}),
    Fails(facts.geometric(2**each, each, power, m), {power: 1, m: 1}),
]


def rising(draw):
    """Numbers 0 <= u <= 1 and exponents 0 < v <= w."""
    low = draw.positives()
    return {u: draw.vector(0, 1), v: low, w: tuple(number + draw.number(0) for number in low)}


def above(draw):
    low = draw.vector(0)
    return {u: low, v: tuple(number + draw.number(0) for number in low), w: draw.vector(0)}


def in_unit(draw):
    return {u: draw.vector(-1, 1), v: draw.vector(-1, 1), w: tuple(1 + number for number in draw.vector(0))}


POWERS = [
    Holds(facts.power_grows(u, v, w), above, ({u: (0, 0, 2), v: (0, 1, 2), w: (0, 0, HALF)},)),
    Fails(facts.power_grows(a, b, 2), {a: -2, b: 1}),
    Fails(facts.power_grows(a, b, m), {a: 2, b: 1, m: 1}),
    Fails(facts.power_grows(a, b, m), {a: 1, b: 2, m: -1}),
    Holds(facts.power_falls(u, v, w), rising, ({u: (0, 1, HALF), v: (1, 1, 1), w: (1, NEAR_ONE, NEAR_ONE)},)),
    Fails(facts.power_falls(m, 1, 2), {m: -1}),
    Fails(facts.power_falls(m, a, b), {m: 2, a: 1, b: 2}),
    Fails(facts.power_falls(m, a, b), {m: 0, a: -1, b: 1}),
    Fails(facts.power_falls(m, a, b), {m: HALF, a: 2, b: 1}),
    Holds(facts.power_of_one(u, v), lambda draw: {u: (1,) * draw.dim, v: draw.vector()}),
    Fails(facts.power_of_one(a, b), {a: -1, b: 1}),
    Holds(
        facts.young(u, v, w),
        lambda draw: {u: draw.vector(0), v: draw.vector(0), w: draw.positives()},
        ({u: (0, 0, 2), v: (0, 1, 2), w: (Fraction(1, 1000), 1, HALF)},),
    ),
    Fails(facts.young(a, b, 2), {a: -3, b: 1}),
    Fails(facts.young(a, b, 2), {a: 1, b: -1}),
    Fails(facts.young(a, b, m), {a: 2, b: 1, m: -2}),
    Holds(facts.signed_power(u, v, w), in_unit, ({u: (0, 1, 1), v: (0, -1, 1), w: (1, 1, NEAR_ONE)},)),
    Fails(facts.signed_power(a, b, m), {a: QUARTER, b: 0, m: HALF}),
    Fails(facts.signed_power(a, b, m), {a: 3, b: 1, m: 2}),
    Fails(facts.signed_power(a, b, m), {a: 1, b: -3, m: 2}),
    Holds(facts.one_term(x), lambda draw: {x: draw.rows(0)}, ({x: ((0, 0), (1, 0))},)),
    Fails(facts.one_term(v), {v: (1, -1)}),
]


LINE = [
    Holds(facts.mean_value(sigmoid(-3 * t), t, u, v, 3 * QUARTER), two, (EQUAL,)),
    Holds(facts.mean_value(softplus(t) - 2 * t, t, u, v, 2), two, (EQUAL,)),
    Holds(facts.mean_value(w * sigmoid(t), t, u, v, Abs(w) / 4), lambda draw: two(draw) | {w: draw.vector()}),
    Holds(
        facts.mean_value(m * t + b, t, u, v, Abs(m)),
        lambda draw: two(draw) | {m: draw.number(), b: 1},
        (EQUAL | {m: 0, b: 0},),
    ),
    Fails(facts.mean_value(t, t, a, b, 0), {a: 0, b: 1, t: 0}),
    Fails(facts.mean_value(-t, t, a, b, 0), {a: 0, b: 1, t: 0}),
    *(
        Holds(facts.tangent(f, t, u, v), two, (EQUAL,))
        for f in (softplus(-2 * t), exp(t) - t, t**4 + t**2 - 3 * t, 5 - t)
    ),
    Fails(facts.tangent(-(t**2), t, a, b), {a: 0, b: 1, t: 0}),
    *(
        Holds(facts.taylor(f, t, u, v, bound), two, (EQUAL,))
        for f, bound in ((softplus(t), QUARTER), (sigmoid(t), Rational(1, 10)), (3 * t**2 - t, 6), (-(t**4), 0))
    ),
    Fails(facts.taylor(t**2, t, a, b, 0), {a: 0, b: 1, t: 0}),
]


def far(draw):
    """u and v, and a number above the sizes of v and 2 u + v."""
    start, end = draw.vector(), draw.vector()
    return {u: start, v: end, m: sum(2 * abs(number) for number in start) + sum(map(abs, end))}


def along_a_line(draw):
    return {u: draw.vector(), v: draw.vector(), w: draw.vector()}


LINEAR, SQUARE = {"F": ((h,), v * dot(v, h) - h)}, {"F": ((h,), h * dot(h, w))}
CURVES = [
    Holds(facts.derivative_bound(u * t + w, t, norm(u)), along_a_line, ({u: (0,), w: (1,)}, {u: (3, 4), w: (1, 1)})),
    Holds(
        facts.derivative_bound(u * sigmoid(t), t, norm(u) / 4), lambda draw: {u: (3,) + (0,) * (draw.dim - 1)}, amount=1
    ),
    Holds(
        facts.derivative_bound(Field(Symbol("F"), w + t * u), t, m),
        lambda draw: along_a_line(draw) | {m: 200},
        functions=LINEAR,
        amount=1,
    ),
    Fails(facts.derivative_bound(u * t, t, 0), {u: (1, 0), t: 1}),
    Holds(
        facts.mean_value_inequality(u * t**2 + v * t, t, m),
        far,
        ({u: (0, 0), v: (3, 4), m: 5}, {u: (0,), v: (0,), m: 0}),
        amount=1,
    ),
    Holds(
        facts.mean_value_inequality(Field(Symbol("F"), u + t * v), t, m),
        lambda draw: along_a_line(draw) | {m: 1000},
        functions=SQUARE,
        amount=1,
    ),
    Fails(facts.mean_value_inequality(v * t, t, 0), {v: (1, 0), t: 0}),
]


def of(value, slope):
    """A function known by name, and its gradient."""
    return {"f": ((h,), value), "f_1": ((h,), slope)}


AT_U = Value(Symbol("f"), u)
BOWL, HILL = of(dot(h, h), 2 * h), of(-dot(h, h), -2 * h)
SADDLE = of(dot(h, w) - dot(h, h) / 2, w - h)
BESIDE = Value(Symbol("f"), w, u)  # the second argument moves
TWO = {"f": ((k, h), dot(h, h) + dot(k, h)), "f_2": ((k, h), 2 * h + k)}
GRADIENTS = [
    Holds(facts.descent(AT_U, t, u, v, m), lambda draw: along_a_line(draw) | {m: 2}, functions=BOWL, amount=1),
    Holds(facts.descent(AT_U, t, u, v, m), lambda draw: along_a_line(draw) | {m: 1}, functions=SADDLE, amount=1),
    Holds(facts.descent(AT_U, t, u, v, m), along_a_line, ({u: (1, 2), v: (1, 2), m: -1},), BOWL, amount=0),
    Fails(facts.descent(AT_U, t, u, v, m), {u: (1, 0), v: (0, 1), m: 1, t: 1}, BOWL),
    Holds(facts.descent_below(AT_U, t, u, v, m), lambda draw: along_a_line(draw) | {m: 2}, functions=HILL, amount=1),
    Holds(facts.descent_below(AT_U, t, u, v, m), lambda draw: along_a_line(draw) | {m: 1}, functions=SADDLE, amount=1),
    Holds(facts.descent(BESIDE, t, u, v, m), lambda draw: along_a_line(draw) | {m: 2}, functions=TWO, amount=1),
    Fails(facts.descent_below(AT_U, t, u, v, m), {u: (1, 0), v: (0, 1), m: 1, t: 1}, HILL),
    Holds(facts.taylor_along(AT_U, t, u, v, m), lambda draw: along_a_line(draw) | {m: 200}, functions=BOWL, amount=1),
    Holds(facts.taylor_along(BESIDE, t, u, v, 2 * norm(v - u) ** 2), along_a_line, functions=TWO, amount=1),
    Holds(facts.taylor_along(AT_U, t, u, v, -(norm(v - u) ** 2)), along_a_line, functions=SADDLE, amount=1),
    Fails(facts.taylor_along(AT_U, t, u, v, m), {u: (1, 0), v: (0, 1), m: 1, t: 1}, BOWL),
    Holds(facts.first_order(AT_U, t, u, v), along_a_line, functions=BOWL, amount=1),
    Fails(facts.first_order(AT_U, t, u, v), {u: (0,), v: (1,), t: 0}, HILL),
    Holds(
        facts.strongly_first_order(AT_U, t, u, v, m),
        lambda draw: along_a_line(draw) | {m: 2},
        ({u: (1, 2), v: (1, 2), m: 5},),
        BOWL,
        amount=1,
    ),
    Fails(facts.strongly_first_order(AT_U, t, u, v, m), {u: (0,), v: (1,), m: 3, t: 0}, BOWL),
]

FORM = b * i**2 + i * dot(v, l1) + m * dot(l1, l1) + dot(w, l1) ** 2
WIDE = FORM + j * dot(w, l2) - i * j + dot(l2, l1) + m * j**2


def sheared(form, moved, step, *coordinates):
    before, after = (Determinant(e, *coordinates) for e in (form, form.xreplace({moved: moved + step})))
    return facts.sheared(before, after, moved, step)


def separate(rest, factor, *coordinates):
    whole = Determinant(factor * i**2 + rest, i, *coordinates)
    return facts.separate(whole, Determinant(rest, *coordinates), i, factor)


def of_forms(draw):
    return {v: draw.vector(), w: draw.vector(), b: draw.number(), m: draw.number()}


FORMS = [
    Holds(sheared(FORM, i, dot(w, l1), i, l1), of_forms),
    Holds(sheared(FORM, l1, b * v * i, i, l1), of_forms),
    Holds(sheared(WIDE, i, m * j + dot(v, l1) - dot(w, l2), i, j, l1, l2), of_forms, amount=1),
    Holds(sheared(WIDE, l1, w * dot(v, l2) + v * i - b * l2 + j, l1, l2, i, j), of_forms, amount=1),
    Holds(sheared(b * i**2, i, Integer(0), i), lambda draw: {b: draw.number()}),
    Fails(sheared(i**4 + j**2, i, 2 * j, i, j), {}),
    Fails(sheared(i**2 + j**2, i, j**3, i, j), {}),
    Fails(facts.sheared(Determinant(i**2 + j**2, i, j), Determinant(i**2 + 2 * j**2, i, j), i, j), {}),
    Holds(separate(FORM.xreplace({i: j}), a, j, l1), lambda draw: of_forms(draw) | {a: draw.number()}),
    Holds(separate(dot(l1, l1) + dot(v, l1) * dot(w, l2), norm(v), l1, l2), along_a_line, amount=1),
    Fails(facts.separate(Determinant(a * i**2 + j, j, i), Determinant(j, j), i, a), {a: 1}),
    Fails(facts.separate(Determinant(i**2 + j**2, i, j), Determinant(j**2, j), i, a), {a: 2}),
]

TABLE = (*NORMS, *NUMBERS, *POWERS, *LINE, *CURVES, *GRADIENTS, *FORMS)
TRUE, FALSE = ([case for case in TABLE if isinstance(case, kind)] for kind in (Holds, Fails))


def numbered(cases):
    """Every case, and its number among those of its theorem."""
    groups = itertools.groupby(cases, key=lambda case: case.appeal.name)
    return [pytest.param(case, n, id=f"{title}-{n}") for title, group in groups for n, case in enumerate(group)]


def points(case):
    """The points at the border, and random ones in d = 1, .., 4."""
    yield from case.border
    rng = random.Random(str(case.appeal.relation))
    yield from (case.points(Draw(rng, dim)) for dim in range(1, 5) for _ in range(case.amount))


def holds(relation, point, functions):
    """Does the relation hold at the point, for every t and all values of what determinants bind? These are tried at random."""
    relation = relation.map(lambda e: substituted(e, functions))
    free = symbols_in([relation.lhs, relation.rhs]) - set(point)
    if t in free:
        return all(map(for_every_t, relations_at([relation], len(point.get(u, (0,))), 1, values(point))))
    if free:
        return all(decided(relation, point | coordinates(free, point, seed)) for seed in range(4))
    return decided(relation, point)


@cache
def for_every_t(relation):
    return solved(Claim(name="c", says="c", conclusion=relation)).outcome is Outcome.HOLDS


def coordinates(free, point, seed):
    draw = Draw(random.Random(seed), len(point.get(v, (0,))))
    numbers = {c: draw.rng.randint(0, 9) if c.integer else draw.number() for c in sorted(free, key=str)}
    return numbers | {c: draw.vector() for c in numbers if isinstance(c, Vector)}


def decided(relation, point):
    """Does the relation hold at the point, where its sides have values?"""
    assert defined(relation, point) is True, f"{relation} may have no value at {point}"
    truth = decide(relation, point)
    if truth is None and relation.op in ("=", "<="):
        return all(abs(gap) < 2**-200 or (relation.op == "<=" and gap > 0) for gap in ball(relation.slack, point, 400))
    return truth


@pytest.mark.parametrize(("case", "number"), numbered(TRUE))
def test_a_theorem_holds_where_its_premises_do(case, number):
    for point in points(case):
        for premise in case.appeal.premises:
            assert holds(premise, point, case.functions), f"{premise} at {point}"
        assert holds(case.appeal.relation, point, case.functions), f"{case.appeal.relation} at {point}"


@pytest.mark.parametrize(("case", "number"), numbered(FALSE))
def test_a_theorem_fails_without_one_of_its_premises(case, number):
    point = {symbol: value for symbol, value in case.point.items() if symbol != t}
    others = list(case.appeal.premises)
    assert not holds(others.pop(number), case.point, case.functions)
    assert all(holds(premise, point, case.functions) for premise in others)
    conclusion = case.appeal.relation.map(lambda e: substituted(e, case.functions))
    assert defined(conclusion, point) is False or decide(conclusion, point) is False


def test_no_theorem_is_without_points_and_no_premise_without_a_counterexample():
    for title in FACTS:
        here = [case.appeal for case in TRUE if case.appeal.name == title]
        assert here, f"{title}: add to the table a `Holds`, the theorem at symbols and points that satisfy its premises"
        wanted, found = len(here[0].premises), sum(case.appeal.name == title for case in FALSE)
        assert wanted == found, f"{title}: add to the table a `Fails` for each of {wanted} premises, in their order"


def known(appeal, premises):
    """These premises, and that the theorem has a value."""
    sides = [side for r in (appeal.relation, *appeal.premises) for side in (r.lhs, r.rhs)]
    return Signs((*premises, *(condition for side in sides for condition in conditions(side))))


def about(relation, *assuming):
    return Claim(name="c", says="c", conclusion=relation, assuming=assuming)


@pytest.mark.parametrize(("case", "number"), numbered(TRUE))
def test_the_checker_takes_a_theorem_whose_premises_are_known(case, number):
    signs = known(case.appeal, case.appeal.premises)
    assert stated(case.appeal, signs, about(eq(0, 0))) == case.appeal.relation


@pytest.mark.parametrize(("case", "number"), numbered(FALSE))
def test_the_checker_asks_for_each_premise(case, number):
    others = list(case.appeal.premises)
    others.pop(number)
    with pytest.raises(NotShown, match=r"the premise .* is not shown|is no quadratic form"):
        stated(case.appeal, known(case.appeal, others), about(eq(0, 0)))


FLOOR = type("floor", (Function,), {})
FOREIGN = (oo, -oo, Dummy(), Name("n"), Vector._named("n", POSITIVE, False), FLOOR(a), FLOOR(v))
NO_TERMS = (sp.I, sp.Float(0.5), sp.nan, sp.oo, sp.Symbol("a", real=True), 0.5, "a", None)


@pytest.mark.parametrize(("case", "number"), numbered(TRUE))
def test_what_is_no_expression_of_the_language_is_no_argument(case, number):
    for place, foreign in itertools.product(range(len(case.appeal.args)), FOREIGN):
        args = list(case.appeal.args)
        args[place] = foreign
        with pytest.raises((TypeError, ValueError, NotShown)):
            appeal = replace(case.appeal, args=tuple(args))
            stated(appeal, known(appeal, appeal.premises), about(eq(0, 0)))


@pytest.mark.parametrize(("case", "number"), numbered(TRUE))
def test_what_is_no_term_is_no_argument(case, number):
    for place, foreign in itertools.product(range(len(case.appeal.args)), NO_TERMS):
        args = list(case.appeal.args)
        args[place] = foreign
        with pytest.raises((TypeError, NotShown), match=r"is not an exact real number|expected a term or a Schema"):
            stated(replace(case.appeal, args=tuple(args)), Signs(), about(eq(0, 0)))
        args[place] = tan(a)
        with pytest.raises(NotShown, match="tan is not part of the claim language"):
            stated(replace(case.appeal, args=tuple(args)), Signs(), about(eq(0, 0)))


@pytest.mark.parametrize(
    "case", [case for case in TRUE if case.appeal.args[1:2] in ((t,), (each,))], ids=lambda c: c.appeal.name
)
def test_the_variable_of_a_theorem_stands_for_every_number(case):
    assert case.appeal.name in WITH_VARIABLE
    first, variable, *rest, last = case.appeal.args
    sliding = replace(case.appeal, args=(first, variable, *rest, last + variable**2))
    fixed = Schema("S", (v,), eq(v, v), (lt(variable, norm(v)),))
    for appeal, claim in (
        (sliding, about(eq(0, 0))),
        (case.appeal, about(le(variable, 1))),
        (case.appeal, about(eq(0, 0), le(variable, 1))),
        (case.appeal, about(eq(0, 0), fixed)),
    ):
        with pytest.raises(NotShown, match="must not occur in the claim or in the other arguments"):
            stated(appeal, known(appeal, appeal.premises), claim)


F, G = Symbol("F"), Symbol("G")
RISING = Symbol("t", positive=True)
UNSUITABLE = [
    (facts.holder(u, v, w, w), "carries the coordinate index"),
    (facts.norms_decrease(u, v, 3), "carries the coordinate index"),
    (facts.norms_grow(u, 1, v), "carries the coordinate index"),
    (facts.scaled(u, v), "carries the coordinate index"),
    *((facts.below_exponential(a, n), "no positive integer") for n in (m, 0, -2, HALF)),
    (facts.one_value(Field(F, u), Field(G, u)), "not two values of one"),
    (facts.one_value(Field(F, u), Field(F, u, v)), "not two values of one"),
    (facts.one_value(Value(F, u), Value(F, v)), "not two values of one"),
    (facts.one_value(Field(F, t, u), Field(F, 2 * t, u)), "differ in a number"),
    *((facts.tangent(f, t, a, b), "need not be smooth") for f in (Abs(t), 1 / t, sqrt(t), log(t), norm(u * t))),
    *((facts.mean_value(m, n, a, b, 1), "real symbol of unknown sign") for n in (RISING, u, p, t**2)),
    *((facts.derivative_bound(u, n, 1), "real symbol of unknown sign") for n in (RISING, u, p, t**2)),
    *((facts.descent(Value(F, u), n, u, v, 1), "real symbol of unknown sign") for n in (RISING, w, p, t**2)),
    *((facts.first_order(Value(F, u), n, u, v), "real symbol of unknown sign") for n in (RISING, w, p, t**2)),
    *((facts.descent(f, t, u, v, 1), "no value at u") for f in (Field(F, u), Value(F, v), Value(F, u, u), norm(u))),
    (facts.descent(Value(F, a), t, a, b, 1), "are numbers"),
    (facts.descent(Value(F, u, t * w), t, u, v, 1), "must not occur in"),
    (facts.strongly_first_order(Value(F, a), t, a, b, m), "are numbers"),
    (facts.all_below(u, v), "carries the coordinate index"),
    *((facts.geometric(1, n, 2, 1), "must be a whole number from 0") for n in (t, power, RISING, u)),
    *((facts.geometric(each, each, n, 1), "need not be a whole number") for n in (t, HALF, whole / 2)),
    *((facts.geometric(f, each, 2, g), "carries the coordinate index") for f, g in ((u, 1), (1, u))),
    (facts.first_order(Value(F, a), t, a, b), "are numbers"),
    *((facts.first_order(f, t, u, v), "no value at u") for f in (Field(F, u), Value(F, v), Value(F, u, u), norm(u))),
]


@pytest.mark.parametrize(("appeal", "why"), UNSUITABLE, ids=lambda x: getattr(x, "name", None))
def test_a_theorem_refuses_what_it_is_not_about(appeal, why):
    with pytest.raises(ValueError, match=why):
        stated(appeal, Signs(), about(eq(0, 0)))


CHOICE = {
    "F": ((h,), h * dot(h, w) - sigmoid(h)),
    "G": ((h, k), k * dot(h, k) + h / (1 + dot(k, k))),
    "ell": ((h, k), softplus(dot(h, k)) + dot(h, h) * dot(k, w)),
    "ell_1": ((h, k), k * sigmoid(dot(h, k)) + 2 * h * dot(k, w)),
    "ell_2": ((h, k), h * sigmoid(dot(h, k)) + w * dot(h, h)),
}
ELL = Symbol("ell")
MOVED = [
    Field(F, v),
    Field(F, Field(F, v)),
    Field(G, v, u * norm(v)),
    Field(G, Field(F, v), v),
    Value(ELL, v, u) ** 2,
    Value(ELL, Field(F, v), 2 * v),
    Mean(softplus(dot(x, Field(F, v))) * dot(x, v)),
    norm(v - u) * v / (1 + exp(dot(u, v))),
    Total(Abs(v) ** 3) + norm(v, 3),
]


@pytest.mark.parametrize("side", MOVED, ids=str)
def test_the_chain_rule_gives_the_derivative_of_what_is_written_out(side):
    schema = moving(Schema("S", (v,), eq(side, w)), v, h)
    (slope, plain) = (substituted(e, CHOICE) for e in (schema.relation.lhs, side))
    for dim in range(1, 4):
        draw = Draw(random.Random(dim), dim)
        point = {v: draw.positives(), x: draw.rows(), **{n: draw.vector() for n in (h, u, w)}}
        written = at(plain, dim, points=2)
        names = [(to_sympy(Symbol(f"v_{n}")), to_sympy(term(number))) for n, number in enumerate(point[h], 1)]
        slopes = [
            sum(to_sympy(e).diff(name) * number for name, number in names)
            for e in (written if isinstance(written, tuple) else (written,))
        ]
        expected = [from_sympy(slope).xreplace(values(point)) for slope in slopes]
        found = ball(slope, point, 400)
        assert all(abs(z - y) < 2**-200 for z, y in zip(found, (ball(e, {}, 400)[0] for e in expected), strict=True))


@pytest.mark.parametrize(("one", "other"), [(1, 1), (1, 2), (2, 1), (2, 2)])
def test_the_blocks_of_a_second_derivative_are_symmetric(one, other):
    block = dot(u, Jacobian(Symbol(f"ell_{one}"), other, z, v, y))
    swapped = dot(z, Jacobian(Symbol(f"ell_{other}"), one, u, v, y))
    assert normal(block) == normal(swapped)
    for dim in range(1, 5):
        draw = Draw(random.Random(dim), dim)
        point = {n: draw.positives() for n in (u, v, w, y, z)}
        assert decided(eq(substituted(block, CHOICE), substituted(swapped, CHOICE)), point)
    no_gradient = {f"ell_{n}": ((h, k), w * dot(h + 2 * k, v)) for n in (one, other)}
    assert not decided(eq(substituted(block, no_gradient), substituted(swapped, no_gradient)), point)
