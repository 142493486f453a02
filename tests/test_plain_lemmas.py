"""Ordinary lemmas from their plain statement: larger and smaller norms by cases, means, projections, scores; false twins are not proved."""

import random
from fractions import Fraction
from itertools import product

import pytest

from verify import (
    Abs,
    Claim,
    Integer,
    Max,
    Min,
    Rational,
    Symbol,
    Total,
    Vector,
    clip,
    d,
    dot,
    eq,
    exp,
    le,
    lt,
    ne,
    norm,
    oo,
    relu,
    sqrt,
)
from verify.checkers.inequality.from_claim import form_of
from verify.checkers.inequality.reader import relations
from verify.judging.certificates import rechecked
from verify.judging.judge import judge
from verify.kernel.decide import decide
from verify.kernel.evidence import Method
from verify.language.verdict import Verdict

u, v, w, x = map(Vector, "uvwx")
a, theta, other = Vector("a"), Vector("theta_1"), Vector("theta_2")
c, r = Symbol("c"), Symbol("r", positive=True)


def onto_ball(z, radius=1):
    return radius * z / Max(radius, norm(z))


POSITIVE = (lt(0, v),)
PROVED = {
    "the distance to a ball": (le(Max(0, norm(u) - r), norm(u)), ()),
    "that distance is 1-Lipschitz": (le(Abs(Max(0, norm(u) - 1) - Max(0, norm(v) - 1)), norm(u - v)), ()),
    "the smaller of two norms": (le(Min(norm(u), norm(v)) ** 2, norm(u) * norm(v)), ()),
    "a maximum in a maximum": (le(Max(norm(u), Max(dot(u, v), norm(v)) - norm(v)), norm(u) * (1 + norm(v))), ()),
    "under an assumption": (le(norm(u), 2), (le(Max(norm(u), norm(v)), 2),)),
    "the projection lies in the ball": (le(norm(onto_ball(u, r)), r), ()),
    "the projection is nonexpansive": (le(norm(onto_ball(u) - onto_ball(v)), norm(u - v)), ()),
    "so it is for every radius": (le(norm(onto_ball(u, r) - onto_ball(v, r)), norm(u - v)), ()),
    "its angle is obtuse": (le(dot(u - onto_ball(u), v - onto_ball(u)), 0), (le(norm(v), 1),)),
    "how far it moves": (eq(norm(u - onto_ball(u)), Max(0, norm(u) - 1)), ()),
    "ReLU of a score": (le(Abs(relu(dot(theta, x)) - relu(dot(other, x))), norm(x) * norm(theta - other)), ()),
    "from one side": (le(relu(dot(theta, x)) - relu(dot(other, x)), norm(x) * norm(theta - other)), ()),
    "the hinge loss": (le(Abs(relu(1 - dot(theta, x)) - relu(1 - dot(other, x))), norm(x) * norm(theta - other)), ()),
    "clipping is nonexpansive": (le(norm(clip(u, -r, r) - clip(v, -r, r)), norm(u - v)), ()),
    "harmonic and arithmetic mean": (le(d / Total(1 / v), Total(v) / d), POSITIVE),
    "as a product": (le(d**2, Total(v) * Total(1 / v)), POSITIVE),
    "of exponentials": (le(d**2, Total(exp(v)) * Total(exp(-v))), ()),
    "the squares over the weights": (le(Total(a) ** 2 / Total(v), Total(a**2 / v)), POSITIVE),
    "with a root": (le(Total(a), sqrt(Total(a**2 / v) * Total(v))), POSITIVE),
}
NOT_PROVED = {
    "strictly at 0": (lt(Max(0, norm(u) - r), norm(u)), ()),
    "too near": (le(Max(0, norm(u) - 1), norm(u) - Rational(1, 2)), ()),
    "the larger of two norms": (le(Max(norm(u), norm(v)) ** 2, norm(u) * norm(v)), ()),
    "strictly in a tie": (lt(Min(norm(u), norm(v)) ** 2, norm(u) * norm(v)), (ne(norm(u), 0), ne(norm(v), 0))),
    "the smaller under the assumption": (le(norm(u), 2), (le(Min(norm(u), norm(v)), 2),)),
    "strictly inside": (lt(norm(onto_ball(u, r)), r), ()),
    "a contraction": (le(norm(onto_ball(u) - onto_ball(v)), norm(u - v) * Rational(99, 100)), ()),
    "an obtuse angle outside": (le(dot(u - onto_ball(u), v - onto_ball(u)), 0), (le(norm(v), Rational(101, 100)),)),
    "no way at all": (eq(norm(u - onto_ball(u)), Max(0, norm(u) - Rational(99, 100))), ()),
    "a score by another vector": (le(Abs(relu(dot(theta, x)) - relu(dot(other, x))), norm(x) * norm(theta + other)), ()),
    "a smaller constant": (le(relu(dot(theta, x)) - relu(dot(other, x)), norm(x) * norm(theta - other) / 2), ()),
    "ReLU shrinks": (le(norm(relu(u) - relu(v)), norm(u - v) * Rational(9, 10)), ()),
    "clipping beyond": (le(norm(clip(u, -r, r), oo), r * Rational(9, 10)), ()),
    "means the other way round": (le(Total(v) / d, d / Total(1 / v)), POSITIVE),
    "means strictly": (lt(d / Total(1 / v), Total(v) / d), POSITIVE),
    "means of both signs": (le(d / Total(1 / v), Total(v) / d), (ne(v, 0), ne(Total(1 / v), 0))),
    "means of what may be 0": (le(d / Total(1 / v), Total(v) / d), (le(0, v),)),
    "weights of both signs": (le(Total(a) ** 2, Total(a**2 / v) * Total(v)), (ne(v, 0),)),
}  # fmt: skip


def claim(conclusion, assuming):
    return Claim(name="a", says="A plain statement.", conclusion=conclusion, assuming=assuming)


OF_EVERY_COORDINATE = {
    "ReLU of every coordinate": le(norm(relu(u) - relu(v)), norm(u - v)),
    "of both signs": eq(u, relu(u) - relu(-u)),
    "clipping stays within": le(Abs(clip(u, -r, r)), r),
}


@pytest.mark.parametrize("name", OF_EVERY_COORDINATE)
def test_relu_and_clip_are_those_of_every_coordinate(name):
    found = judge("s", claim(OF_EVERY_COORDINATE[name], ()))
    assert (found.verdict, found.scope) == (Verdict.PROVED, "every dimension")


@pytest.mark.parametrize("name", PROVED)
def test_it_is_proved_for_every_dimension(name):
    found = rechecked(judge("s", claim(*PROVED[name])), 60)
    assert (found.verdict, found.scope) == (Verdict.PROVED, "every dimension")
    assert found.rechecked or found.by.method is Method.SOLVER, found.recheck.reason


@pytest.mark.parametrize("name", NOT_PROVED)
def test_its_twin_is_not(name):
    found = judge("s", claim(*NOT_PROVED[name]))
    assert found.verdict is not Verdict.PROVED
    if "may be 0" not in name:
        assert found.verdict is Verdict.REFUTED


def test_relu_and_clip_are_what_they_say_and_refuse_what_cannot_be_meant():
    assert (relu(c), clip(u, -1, r)) == (Max(0, c), Max(-1, Min(r, u)))
    for z, value in ((-3, -1), (0, 0), (5, 2)):
        assert decide(eq(clip(c, -1, 2), value), {c: Fraction(z)}) and decide(eq(relu(c), max(z, 0)), {c: Fraction(z)})
    assert judge("s", claim(le(clip(c, r, -r), Abs(c)), ())).verdict is Verdict.REFUTED
    with pytest.raises(ValueError, match="clip has the ends 2 and 1: expected the lower one first"):
        clip(u, 2, 1)
    for ends in ((0, oo), (-oo, 1)):
        with pytest.raises(ValueError, match="with one alone write Max"):
            clip(u, *ends)
    for wrong in (lambda: relu("x"), lambda: relu(0.5), lambda: clip(u, None, 1)):
        with pytest.raises((TypeError, ValueError)):
            wrong()


NUMBERS = [Fraction(n, 2) for n in (-4, -1, 0, 1, 2)]
PLANE = [
    (Fraction(0), Fraction(0)),
    (Fraction(3, 5), Fraction(-4, 5)),
    (Fraction(5, 13), Fraction(12, 13)),
    (Fraction(-4), Fraction(3)),
    (Fraction(1), Fraction(2)),
]
FORMS = {name: found for name, given in {**PROVED, **NOT_PROVED}.items() if (found := form_of(claim(*given)))}


@pytest.mark.parametrize("name", FORMS)
def test_what_a_form_takes_as_given_holds_of_vectors_and_what_it_shows_is_the_claim(name):
    """In d = 1 and in the plane, at zeros and ties: each condition that no assumption excludes is true there."""
    found, (conclusion, assuming) = FORMS[name], {**PROVED, **NOT_PROVED}[name]
    meant = {Symbol(n): e for n, e in found.meant.items()}
    given, shown = (
        [s.xreplace(meant) for text in part for s in relations(text)] for part in (found.where, found.shown)
    )
    spoken = sorted({s for q in (*given, conclusion) for s in q.lhs.free_symbols | q.rhs.free_symbols}, key=str)
    vectors = [s for s in spoken if isinstance(s, Vector)]
    scalars = {s: Fraction(1) for s in spoken if s not in vectors and s is not d}
    points = [[(n,) for n in values] for values in product(NUMBERS, repeat=len(vectors))][
        :: 3 if len(vectors) > 2 else 1
    ]
    points += [*product(PLANE, repeat=len(vectors))][:: 2 if len(vectors) > 2 else 1]
    tried = 0
    for values in points:
        point = {**dict(zip(vectors, values, strict=True)), **scalars}
        if all(decide(q, point) for q in assuming):
            assert [str(q) for q in given if decide(q, point) is not True] == [], point
            if (truth := decide(conclusion, point)) is None:  # exp(2)*exp(-2) may be 1, as far as balls tell
                continue
            tried += 1
            assert all(decide(q, point) for q in shown) == truth, point
    assert tried > 3


def test_a_form_speaks_of_the_larger_number_itself():
    found = form_of(claim(le(Max(0, norm(u) - 1), norm(u)), ()))
    assert [text.replace(" ", "") for text in found.shown] == ["Max(0,-1+gram1)<=gram1"]


def test_a_sum_of_three_vectors_in_each_summand_has_no_inner_product():
    assert form_of(claim(le(Total(u * v * w), norm(u) * norm(v) * norm(w)), ())) is not None


ATOMS = (
    norm(u),
    norm(v),
    dot(u, v),
    norm(u - v),
    norm(u + v),
    dot(u, w),
    norm(w),
    dot(v, w),
    r,
    Integer(1),
    Integer(0),
    norm(u) ** 2,
)


def made(rng, depth=2):
    """A random number of norms and inner products, their sums, products, sizes, and the larger and smaller of them."""
    kind = rng.random() if depth else 1
    if kind < 0.3:
        return rng.choice([Max, Min])(made(rng, depth - 1), made(rng, depth - 1))
    if kind < 0.6:
        return made(rng, depth - 1) + rng.choice([1, -1]) * made(rng, depth - 1)
    if kind < 0.7:
        return rng.choice(ATOMS) * made(rng, depth - 1)
    return Abs(made(rng, depth - 1)) if kind < 0.75 else rng.choice(ATOMS)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_proved_of_random_larger_numbers_is_broken_by_no_point(seed):
    """The judge raises where a claim is proved and refuted."""
    rng, verdicts = random.Random(seed), []
    for _ in range(60):
        left, right = made(rng), made(rng)
        right = Max(right, left - norm(u - v)) if rng.random() < 0.3 else right + norm(u) + norm(v) + norm(w)
        verdicts.append(judge("s", claim(rng.choice([le, lt])(left, right), ()), examples=1200).verdict)
    assert verdicts.count(Verdict.PROVED) > 2
