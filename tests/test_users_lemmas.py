"""One-line lemmas that users bring: a coordinate and a norm, averages, simplices, minimisers. They are proved, and false twins are not."""

import pytest

from verify import (
    Abs,
    Claim,
    Field,
    Instance,
    Label,
    Rational,
    Schema,
    Symbol,
    Total,
    Value,
    Vector,
    d,
    dot,
    eq,
    le,
    log,
    lt,
    norm,
    oo,
    sqrt,
)
from verify.judging.certificates import rechecked
from verify.judging.judge import judge
from verify.language.verdict import Verdict

u, v, w, q, x, z = map(Vector, ("u", "v", "w", "q", "x", "z"))
L, eps, y = Symbol("L", positive=True), Symbol("eps", positive=True), Label("y")
SIMPLEX = (le(0, q), eq(Total(q), 1))
ATTACK = (le(norm(v, oo), eps),)


def f(point):
    return Value("f", point)


def slope(point):
    return Field("f_1", point)


smooth = Schema("smooth", (u, v), le(norm(slope(u) - slope(v)), L * norm(u - v)))
least = Schema("least", (u,), le(f(z), f(u)))
ROUND = Instance({"f": ((u,), L / 2 * norm(u - z) ** 2), "f_1": ((u,), L * (u - z))})
GRADIENT = le(norm(slope(x)) ** 2, 2 * L * (f(x) - f(z)))
ABOVE = le(f(x), f(z) + L / 2 * norm(x - z) ** 2)

PROVED = {
    "a coordinate": (le(u, norm(u)), ()),
    "the size of an average": (le(Abs(Total(u)) / d, norm(u, oo)), ()),
    "the reverse triangle inequality for sums of sizes": (le(Abs(norm(u, 1) - norm(v, 1)), norm(u - v, 1)), ()),
    "and for largest sizes": (le(Abs(norm(u, oo) - norm(v, oo)), norm(u - v, oo)), ()),
    "the fourth powers": (le(norm(u) ** 2, sqrt(d) * norm(u, 4) ** 2), ()),
    "in the plane": (le(norm(u, 1), 2 * norm(u, oo)), (eq(d, 2),)),
    "probabilities from below": (le(1 / sqrt(d), norm(q)), SIMPLEX),
    "each probability": (le(q, 1), SIMPLEX),
    "the largest probability": (le(norm(q, oo), 1), SIMPLEX),
    "and from below": (le(1 / d, norm(q, oo)), SIMPLEX),
    "their squares": (le(norm(q), 1), SIMPLEX),
    "an average by probabilities": (le(dot(q, u), norm(u, oo)), SIMPLEX),
    "a linear score under attack": (le(-y * dot(w, v), eps * norm(w, 1)), ATTACK),
    "an inner product with what has the norm 0": (le(dot(u, v), 0), (eq(norm(u), 0),)),
}
FALSE = {
    "half a coordinate": (le(u, norm(u) / 2), ()),
    "less than an average": (le(Abs(Total(u)) / d, norm(u, oo) * Rational(9, 10)), ()),
    "the sum in place of the difference": (le(Abs(norm(u, 1) - norm(v, 1)), norm(u + v, 1) / 2), ()),
    "largest sizes, strictly": (lt(Abs(norm(u, oo) - norm(v, oo)), norm(u - v, oo)), ()),
    "fourth powers without the dimension": (le(norm(u) ** 2, norm(u, 4) ** 2), ()),
    "in space": (le(norm(u, 1), 2 * norm(u, oo)), (eq(d, 3),)),
    "probabilities, strictly": (lt(1 / sqrt(d), norm(q)), SIMPLEX),
    "each probability, strictly": (lt(q, 1), SIMPLEX),
    "of any sign": (le(q, 1), (eq(Total(q), 1),)),
    "squares of any sign": (le(norm(q), 1), (eq(Total(q), 1),)),
    "with another sum": (le(norm(q), 1), (le(0, q), eq(Total(q), 2))),
    "half of the largest": (le(dot(q, u), norm(u, oo) / 2), SIMPLEX),
    "a smaller budget": (le(-y * dot(w, v), eps * norm(w, 1) / 2), ATTACK),
    "with what has the norm 1": (le(dot(u, v), 0), (eq(norm(u), 1),)),
}
OF_FUNCTIONS = {
    "the gradient by the gap": (GRADIENT, (smooth, least)),
    "above a minimum with no slope": (ABOVE, (smooth, eq(norm(slope(z)), 0))),
}
FALSE_OF_FUNCTIONS = {
    "half the gap": (le(norm(slope(x)) ** 2, L * (f(x) - f(z))), (smooth, least)),
    "the gradient by a gap to any point": (GRADIENT, (smooth,)),
    "above any point": (ABOVE, (smooth,)),
    "above a slope of the norm 1": (ABOVE, (smooth, eq(norm(slope(z)), 1))),
}


def claim(conclusion, assuming, instance=None):
    return Claim(name="a", says="A plain statement.", conclusion=conclusion, assuming=assuming, instance=instance)


@pytest.mark.parametrize("name", PROVED)
def test_it_is_proved_and_the_certificate_is_rechecked(name):
    found = rechecked(judge("s", claim(*PROVED[name])), 60)
    assert (found.verdict, found.rechecked) == (Verdict.PROVED, True), found.recheck


@pytest.mark.parametrize("name", FALSE)
def test_its_twin_is_refuted(name):
    assert judge("s", claim(*FALSE[name])).verdict is Verdict.REFUTED


@pytest.mark.parametrize("name", OF_FUNCTIONS)
def test_it_is_proved_of_unknown_functions(name):
    found = rechecked(judge("s", claim(*OF_FUNCTIONS[name], ROUND)), 60)
    assert (found.verdict, found.rechecked) == (Verdict.PROVED, True), found.recheck


@pytest.mark.parametrize("name", FALSE_OF_FUNCTIONS)
def test_its_twin_on_unknown_functions_is_not(name):
    assert judge("s", claim(*FALSE_OF_FUNCTIONS[name], ROUND)).verdict is not Verdict.PROVED


IN_THE_PLANE = {
    "the entropy": (le(-Total(q * log(q)), log(2)), lt(0, q)),
    "the variance": (le(Total(q * (1 - q)), Rational(1, 2)), le(0, q)),
    "where none is 0": (le(Total(q * (1 - q)), Rational(1, 2)), lt(0, q)),
}


@pytest.mark.parametrize("name", IN_THE_PLANE)
def test_probabilities_are_tried_in_space_too(name):
    bound, from_0 = IN_THE_PLANE[name]
    found = judge("s", claim(bound, (from_0, eq(Total(q), 1))))
    assert (found.verdict, found.counterexample.dimension) == (Verdict.REFUTED, 3)
    assert judge("s", claim(bound, (from_0, eq(Total(q), 1), le(d, 2)))).verdict is not Verdict.REFUTED


def test_weights_of_any_sign_make_no_average():
    assert judge("s", claim(le(dot(q, u), norm(u, oo)), (eq(Total(q), 1),))).verdict is not Verdict.PROVED
