"""Unbounded ratios: a family is found, its exponent fitted, and then proved for every t; bounded ones are called so."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from verify import Abs, Rational, Symbol, expand, oo, sign, symbols
from verify.checkers.stored.replay import replay
from verify.checkers.stored.unbounded import family_from_json, family_record, growth, question
from verify.kernel.reasons import NotShown
from verify.kernel.record import content_id, named
from verify.language.claim import Claim
from verify.language.forms import dot, norm, unit
from verify.language.functions import sigmoid
from verify.language.operators import Mean
from verify.language.relation import eq, le, lt
from verify.language.symbols import Label, Sample, SampleLabel, Vector
from verify.search.campaign.family import unbounded_family

t1, t2, x = Vector("theta_1"), Vector("theta_2"), Vector("x")
x_n, y_n, y = Sample("x_n"), SampleLabel("y_n"), Label("y")
eps, m, C, p, q = symbols("eps m C p q", positive=True)
apart = norm(t1 - t2)
AWAY = (le(m, norm(t1)), le(m, norm(t2)))


def attack(theta, q):
    return eps * sign(theta) * Abs(theta) ** (q - 1) / norm(theta, q) ** (q - 1)


def largest(theta):
    """Under L1 all of it goes to the largest coordinate."""
    return eps * sign(theta) * (1 + sign(Abs(theta) - norm(theta, oo)))


def gradient(theta, x, y):
    return sigmoid(-y * dot(theta, x) + eps * norm(theta, 1)) * (-y * x + eps * sign(theta))


def claim(move, *assuming, name="c", **more):
    return Claim(
        name=name, says="", assuming=(*AWAY, *assuming), conclusion=le(norm(move(t1) - move(t2)), C * apart), **more
    )


def conjugate(p):
    return Rational(p) / (Rational(p) - 1)


UNBOUNDED = {
    "linf": (claim(lambda th: eps * sign(th)), Fraction(-1)),
    "l1": (claim(largest), Fraction(-1)),
    "l3": (claim(lambda th: attack(th, conjugate(3))), Fraction(-1, 2)),
    "l4": (claim(lambda th: attack(th, conjugate(4))), Fraction(-2, 3)),
    "l5/2": (claim(lambda th: attack(th, conjugate("5/2"))), Fraction(-1, 3)),
    "one point": (claim(lambda th: gradient(th, x, y)), Fraction(-1)),
    "data": (claim(lambda th: Mean(gradient(th, x_n, y_n))), Fraction(-1)),
}


@pytest.mark.parametrize("name", UNBOUNDED)
def test_a_family_is_found_and_proved_with_its_exponent(name):
    asked, exponent = UNBOUNDED[name]
    found = unbounded_family(asked, "a/c", "test", dim=2)
    assert Fraction(found["exponent"]) == exponent
    assert Fraction(found["least"]) > 0
    assert replay(json.loads(json.dumps(found)), "a/c", asked)[0]


def test_the_family_across_a_hyperplane_is_what_a_person_would_write():
    found = unbounded_family(UNBOUNDED["l3"][0], "a/c", "test")
    moving = {name: found["family"][name] for name in ("theta_1", "theta_2")}
    assert (found["d"], moving) == (2, {"theta_1": ["t", "1"], "theta_2": ["-t", "1"]})


def test_a_symbolic_exponent_is_given_a_value_above_two():
    asked = claim(lambda th: attack(th, q), lt(2, p), eq(1 / p + 1 / q, 1))
    found = unbounded_family(asked, "a/c", "test", dim=2)
    assert Fraction(found["exponent"]) == 1 / (Fraction(found["family"]["p"]) - 1) - 1


@pytest.mark.parametrize("p", ["2", "3/2"])
def test_for_p_up_to_two_there_is_none(p):
    assert unbounded_family(claim(lambda th: attack(th, conjugate(p))), "a/c", "test", dim=2) is None


LINE = {"eps": "1", "m": "1", "theta_1": ["t", "1"], "theta_2": ["-t", "1"]}


@pytest.mark.parametrize(
    ("asked", "exponent", "family", "why"),
    [
        (claim(unit), "-1", {n: v for n, v in LINE.items() if n != "eps"}, r"grows as t\^0"),
        (claim(lambda th: attack(th, conjugate(3))), "-2/3", LINE, r"grows as t\^-1/2, not as t\^-2/3"),
        (claim(lambda th: eps * sign(th)), "-1", {**LINE, "m": "2"}, "an assumption need not hold"),
        (claim(lambda th: eps * sign(th)), "1", LINE, "is not negative"),
        (claim(lambda th: eps * sign(th), le(m, Abs(t1))), "-1", LINE, "an assumption need not hold"),
    ],
)
def test_what_is_not_unbounded_is_refused(asked, exponent, family, why):
    with pytest.raises(NotShown, match=why):
        growth(question(asked), family_from_json(asked, family), Fraction(exponent))


def test_a_family_at_points_without_a_value_is_refused():
    through = claim(lambda th: 1 / (dot(th, x) - Rational(1, 3)) * th)
    family = {"m": "1", "theta_1": ["t", "1"], "theta_2": ["-t", "1"], "x": ["1", "0"]}
    with pytest.raises(NotShown):
        growth(question(through), family_from_json(through, family), Fraction(-1))


def test_an_assumption_on_the_constant_is_not_forgotten():
    apart_for_every_constant = lt(C * apart, norm(sign(t1) - sign(t2)))
    there_are = Claim(name="c", says="", assuming=AWAY, conclusion=apart_for_every_constant, exists=(t1, t2))
    assert expand(question(there_are).conclusion.rhs) == expand(apart)
    with pytest.raises(NotShown, match="no constant factor is free"):
        question(replace(there_are, assuming=(*AWAY, le(C, 1))))


STORED = family_record(
    UNBOUNDED["linf"][0],
    family_from_json(UNBOUNDED["linf"][0], LINE),
    Fraction(-1),
    named("a/c", UNBOUNDED["linf"][0]),
    "test",
)


def spoilt(**changes):
    changed = {**STORED, **changes}
    return {**changed, "id": content_id(changed)}


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (spoilt(least="2"), "least is '1', the record says '2'"),
        (spoilt(upto="2"), "upto is '1', the record says '2'"),
        (spoilt(exponent="-1/2"), "grows as t^-1"),
        (spoilt(exponent="1/0"), "exponent: got '1/0'"),
        (spoilt(family={**LINE, "theta_1": ["t", "0 + t"]}), "theta_1: got '0 + t', expected 't'"),
        (spoilt(family={**LINE, "theta_1": ["t*t", "1"]}), "theta_1: got 't*t'"),
        (spoilt(family={**LINE, "theta_1": ["t"]}), "coordinates"),
        (spoilt(family={"eps": "1"}), "no value is given"),
        (spoilt(family=["t"]), "expected an object"),
        ({**STORED, "least": "1/2"}, "the id does not belong to the content"),
        ({k: v for k, v in STORED.items() if k != "upto"}, "the record has no upto"),
    ],
)
def test_a_stored_family_that_was_edited_is_rejected(bad, why):
    confirmed, message = replay(bad, "a/c", UNBOUNDED["linf"][0])
    assert not confirmed and why in message


ESSAY = """
from verify import sign, symbols
eps, m, C = symbols("eps m C", positive=True)
def claim(name, attack, **more):
    return Claim(name=name, says="", assuming=(le(m, norm(u)), le(m, norm(v))), **more,
                 conclusion=le(norm(eps * (attack(u) - attack(v))), eps / m * norm(u - v)))
STATEMENT = statement("a", claim("signs", sign, expected="REFUTED"),
    claim("units", lambda w: w / norm(w), derive=lambda: None), true("other"))
"""


def test_the_command_prints_a_family_or_how_large_the_ratio_is(paper, verify):
    paper.add(a=ESSAY)
    code, out, _ = verify("search", "a/signs", "--family", "--dim", "2")
    assert code == 0
    assert out.splitlines()[0] == "✗ a/signs: no constant serves"
    assert "left/right >= 1*t^(-1) for every t in (0, 1], d = 2" in out
    assert verify("replay", "a/signs")[1].endswith("1 checked, 1 confirmed, 0 not\n")
    code, out, err = verify("search", "a", "--family", "--chunks", "2", "--dim", "2", "--json")
    answers = {c["claim"]: c for c in json.loads(out)["campaigns"]}
    assert (code, answers["a/signs"]["family"]["exponent"], answers["a/units"]["family"]) == (0, "-1", None)
    assert answers["a/units"]["best_ratio"]["ratio"] == ["1", "1"]
    assert err == "a/other is left out: expected a bound, as ‖f(θ₁)-f(θ₂)‖ <= C ‖θ₁-θ₂‖\n"


SMALL = Fraction(1, 4096)


def still(number):
    return Fraction(number), Fraction(0)


def test_an_assumption_on_every_data_point_is_shown_for_every_data_point():
    far = Claim(
        name="c",
        says="",
        assuming=(le(eps, dot(t1, x_n)),),
        conclusion=le(norm(sign(t1) - sign(t2)), apart),
    )
    across = {t: ((Fraction(0), Fraction(step)), still(1)) for t, step in ((t1, 1), (t2, -1))}
    data = ((still(0), still(1)), (still(1), still(0)))  # at the second one the assumption is t >= 1/4096
    with pytest.raises(NotShown, match="an assumption need not hold"):
        growth(far, {**across, eps: still(SMALL), x_n: data}, Fraction(-1))
    assert growth(far, {**across, eps: still(SMALL), x_n: data[:1]}, Fraction(-1)).least == 1


def test_assumptions_on_numbers_alone_are_shown_along_the_family():
    s = Symbol("s", positive=True)
    far = Claim(name="c", says="", assuming=(le(eps, s),), conclusion=le(1, s))
    with pytest.raises(NotShown, match="an assumption need not hold"):
        growth(far, {eps: still(SMALL), s: (Fraction(0), Fraction(1))}, Fraction(-1))


@pytest.mark.parametrize("goal", [le(Abs(t1), Abs(t2)), le(dot(t1, x_n), dot(t2, x_n))])
def test_a_bound_has_one_number_on_either_side(goal):
    with pytest.raises(NotShown, match="one number on either side"):
        question(Claim(name="c", says="", conclusion=goal))


def test_a_number_that_is_called_like_a_coordinate_is_not_taken_for_it():
    number = Symbol("x_1")
    bounded = Claim(name="c", says="", conclusion=le(Abs(eps), C * (Abs(number) + norm(x))))
    still, moving = (Fraction(1, 10**30), Fraction(0)), (Fraction(0), Fraction(1))
    family = {eps: (Fraction(1), Fraction(0)), number: moving, x: (still,)}
    with pytest.raises(NotShown, match="two symbols are written as x_1"):
        family_record(bounded, family, Fraction(-1), named("s/c", bounded), "")
