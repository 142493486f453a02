"""The largest coordinate on both sides of an inequality, and sizes by both signs: the true is certified, the false is not proved."""

import json

import pytest

from verify import (
    Abs,
    Claim,
    Max,
    Peak,
    Symbol,
    Total,
    Vector,
    d,
    dot,
    le,
    lt,
    norm,
    oo,
    recheck,
    sigmoid,
    softplus,
    sqrt,
)
from verify.judging.certificates import rechecked
from verify.judging.judge import judge
from verify.language.verdict import Verdict

u, v, w, delta, x = map(Vector, ("u", "v", "w", "delta", "x"))
eps, b = Symbol("eps", positive=True), Symbol("b")
BOX = (le(norm(delta, oo), eps),)


def claim(conclusion, assuming=()):
    return Claim(name="a", says="?", conclusion=conclusion, assuming=assuming)


TRUE = {
    "each of a box": claim(le(Abs(delta), eps), BOX),
    "a box of each": claim(le(norm(delta, oo), eps), (le(Abs(delta), eps),)),
    "an attack in a box": claim(le(dot(w, delta), eps * norm(w, 1)), BOX),
    "the size of an attack": claim(le(Abs(dot(w, delta)), eps * norm(w, 1)), BOX),
    "a box in a ball": claim(le(norm(delta), sqrt(d) * eps), BOX),
    "below the norm": claim(le(norm(u, oo), norm(u))),
    "below the sum": claim(le(norm(u, oo), norm(u, 1))),
    "below another bound": claim(le(norm(u, oo), 2 * norm(u) + 1)),
    "Hoelder": claim(le(Abs(dot(u, v)), norm(u, 1) * norm(v, oo))),
    "Minkowski": claim(le(norm(u + v, oo), norm(u, oo) + norm(v, oo))),
    "without sizes": claim(le(Peak(u), norm(u, oo))),
    "the size of a sum": claim(le(Abs(Total(u)), norm(u, 1))),
    "the square of a sum": claim(le(Total(u) ** 2, d * norm(u) ** 2)),
    "a sum": claim(le(Total(u), sqrt(d) * norm(u))),
    "an attack in the L1 ball": claim(le(dot(w, delta), eps * norm(w, oo)), (le(norm(delta, 1), eps),)),
    "hinge": claim(le(Abs(Max(0, 1 - dot(u, x)) - Max(0, 1 - dot(v, x))), norm(x) * norm(u - v))),
    "ReLU": claim(le(Abs(Max(0, dot(u, x)) - Max(0, dot(v, x))), norm(x) * norm(u - v))),
    "logistic, Lipschitz": claim(le(Abs(softplus(-dot(u, x)) - softplus(-dot(v, x))), norm(x) * norm(u - v))),
    "logistic, smooth": claim(
        le(norm(x * sigmoid(dot(u, x)) - x * sigmoid(dot(v, x))), norm(x) ** 2 / 4 * norm(u - v))
    ),
}
FALSE = {
    "each of a smaller box": claim(le(Abs(delta), eps / 2), BOX),
    "one side of a box": claim(le(norm(delta, oo), eps), (le(delta, eps),)),
    "some of a box": claim(le(eps, Abs(delta)), (le(eps, norm(delta, oo)),)),
    "an attack of half the size": claim(le(dot(w, delta), eps / 2 * norm(w, 1)), BOX),
    "by the wrong norm": claim(le(dot(w, delta), eps * norm(w)), BOX),
    "a box in a small ball": claim(le(norm(delta), eps), BOX),
    "above the norm": claim(le(norm(u), norm(u, oo))),
    "the largest of numbers below": claim(le(norm(u, oo), Peak(u))),
    "strictly": claim(lt(norm(u, oo), norm(u))),
    "half of the norm": claim(le(norm(u, oo), norm(u) / 2)),
    "below a sum of any sign": claim(le(Peak(u), Total(u))),
    "Hoelder turned": claim(le(norm(u, 1) * norm(v, oo), Abs(dot(u, v)))),
    "two largest": claim(le(norm(u, oo) * norm(v, oo), Abs(dot(u, v)))),
    "Hoelder of the largest": claim(le(Abs(dot(u, v)), norm(u, oo) * norm(v, oo))),
    "the square of a sum without d": claim(le(Total(u) ** 2, norm(u) ** 2)),
    "an attack in the L1 ball by its own norm": claim(
        le(dot(w, delta), eps * norm(w, oo) / 2), (le(norm(delta, 1), eps),)
    ),
    "half the hinge": claim(le(Abs(Max(0, 1 - dot(u, x)) - Max(0, 1 - dot(v, x))), norm(x) * norm(u - v) / 2)),
    "ReLU of other scores": claim(le(Abs(Max(0, dot(u, x)) - Max(1, dot(v, x))), norm(x) * norm(u - v))),
    "logistic, an eighth": claim(
        le(norm(x * sigmoid(dot(u, x)) - x * sigmoid(dot(v, x))), norm(x) ** 2 / 8 * norm(u - v))
    ),
    "logistic, half": claim(le(Abs(softplus(-dot(u, x)) - softplus(-dot(v, x))), norm(x) * norm(u - v) / 2)),
}


@pytest.mark.parametrize("name", TRUE)
def test_what_is_true_is_proved_in_every_dimension_with_a_certificate(name):
    found = judge("s", TRUE[name])
    assert (found.verdict, found.scope) == (Verdict.PROVED, "every dimension")
    assert rechecked(found, 30).rechecked


@pytest.mark.parametrize("name", FALSE)
def test_what_is_false_is_refuted(name):
    assert judge("s", FALSE[name]).verdict is Verdict.REFUTED


def test_a_contradiction_of_the_largest_coordinate_is_not_proved():
    nothing = claim(le(norm(u), 0), (le(norm(u, oo), -1),))
    assert judge("s", nothing).verdict is Verdict.VACUOUS


def with_another(certificate, title, change):
    """The certificate with the arguments of a theorem changed."""
    changed = json.loads(json.dumps(certificate))
    (step,) = [s for s in changed["proof"]["steps"] if s[:2] == ["cite", title]]
    change(step, changed["terms"])
    return changed


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("below the norm", "a coordinate and the norm"),
        ("each of a box", "the largest coordinate"),
        ("a box of each", "a bound of every coordinate"),
    ],
)
def test_the_re_check_needs_each_step_and_its_theorem(name, title):
    certificate = json.loads(rechecked(judge("s", TRUE[name]), 30).recheck.certificate)
    recheck.check(certificate)

    def emptied(step, terms):
        step[2] = [next(k for k, (head, *_) in enumerate(terms) if head == "peak") for _ in step[2]]

    with pytest.raises(recheck.Bad):
        recheck.check(with_another(certificate, title, emptied))


def test_a_bound_of_every_coordinate_is_a_number():
    certificate = json.loads(rechecked(judge("s", TRUE["a box of each"]), 30).recheck.certificate)

    def of_a_coordinate(step, terms):
        step[2][1] = step[2][0]

    with pytest.raises(recheck.Bad, match="a number bounds all coordinates"):
        recheck.check(with_another(certificate, "a bound of every coordinate", of_a_coordinate))
