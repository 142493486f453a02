"""What says that an accepted change is harmless is not lenient: what is false, or assumes less, is an alarm."""

import copy
import random
from fractions import Fraction

import pytest

from bench.tamper.changes import change
from bench.tamper.claims import built
from bench.tamper.claims import claims_of as claims_that_say
from bench.tamper.harmless import Why, why_harmless
from bench.tamper.instances import by_dimension, in_vectors, is_instance, of_any_number
from bench.tamper.run import claims_of, main, stored
from bench.tamper.statement import Stated, in_order, of_claim, renamed, renamed_as, simpler, symbols_in, tree
from bench.tamper.weaker import fails_in_numbers, is_narrower, is_stronger_and_false, is_weaker, put
from verify import Claim, lt, symbols

CLAIMS = claims_of("proofs")
CERTIFICATES = {c["claim"]: c for c in stored()}
X, Y, T = ("s", "x", "number", 7, False), ("s", "y", "number", 4, False), ("s", "t", "number", 7, False)
ZERO, ONE = ("n", "0"), ("n", "1")


def stated(conclude, *assume, exists=(), verdict="PROVED", no_vectors=False):
    return Stated(verdict, assume, conclude, frozenset(exists), frozenset(), no_vectors)


@pytest.mark.parametrize("k", [0, 1])
def test_an_assumption_that_is_needed_and_dropped_is_an_alarm(k):
    found = copy.deepcopy(CERTIFICATES["lemma-2/lipschitz"])
    del found["assume"][k]
    assert why_harmless(CERTIFICATES["lemma-2/lipschitz"], found, CLAIMS["lemma-2/lipschitz"]) is Why.ALARM


def test_a_conclusion_that_is_turned_round_is_an_alarm():
    found = copy.deepcopy(CERTIFICATES["lemma-2/lipschitz"])
    found["conclude"].reverse()
    assert why_harmless(CERTIFICATES["lemma-2/lipschitz"], found, CLAIMS["lemma-2/lipschitz"]) is Why.ALARM


def test_a_refutation_of_what_holds_at_its_point_is_an_alarm():
    name = next(n for n, c in CERTIFICATES.items() if c["verdict"] == "REFUTED" and c["conclude"][1] == "<=")
    found = copy.deepcopy(CERTIFICATES[name])
    found["conclude"].reverse()
    assert why_harmless(CERTIFICATES[name], found, CLAIMS[name]) is Why.ALARM


def test_of_a_contradiction_the_conclusion_does_not_matter_and_the_assumptions_do():
    name = "lemma-5/lipschitz-printed"
    assert CERTIFICATES[name]["verdict"] == "VACUOUS"
    turned, fewer = copy.deepcopy(CERTIFICATES[name]), copy.deepcopy(CERTIFICATES[name])
    turned["conclude"].reverse()
    assert why_harmless(CERTIFICATES[name], turned, CLAIMS[name]) is Why.SAME
    del fewer["assume"][-1]
    assert why_harmless(CERTIFICATES[name], fewer, CLAIMS[name]) is Why.ALARM


def test_names_do_not_matter_and_their_pattern_does():
    a, b = stated(("<=", X, Y), ("<=", X, T)), stated(("<=", T, Y), ("<=", T, X))
    assert renamed(a) == renamed(b)
    assert renamed(a) != renamed(stated(("<=", X, Y), ("<=", Y, T)))
    assert renamed(stated(("<=", X, ZERO))) != renamed(stated(("<=", Y, ZERO)))  # of another sign


def test_the_order_of_a_sum_or_a_product_says_nothing_and_that_of_a_power_or_a_bound_does():
    for op in ("=", "!="):
        for head in ("+", "*"):
            one, two = stated((op, (head, X, Y), T)), stated((op, T, (head, Y, X)))
            assert in_order(one) == in_order(two)
    assert in_order(stated(("<=", X, Y))) != in_order(stated(("<=", Y, X)))
    assert in_order(stated(("=", ("^", X, Y), T))) != in_order(stated(("=", ("^", Y, X), T)))
    assert in_order(stated(("=", X, T))) != in_order(stated(("=", Y, T)))


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        (("<=", ("softplus", X), ("softplus", T)), True),
        (("<=", ("*", ("n", "2"), X), ("*", T, ("n", "2"))), True),
        (("<=", ("*", ("n", "2"), ("*", ("n", "3"), X)), ("*", ("n", "2"), ("*", ("n", "3"), T))), True),
        (("<=", ("tanh", ("*", ("n", "1/3"), ("exp", X))), ("tanh", ("*", ("n", "1/3"), ("exp", T)))), True),
        (("<=", ("*", ("n", "-2"), X), ("*", ("n", "-2"), T)), False),
        (("<=", ("*", ("n", "0"), X), ("*", ("n", "0"), T)), False),
        (("<=", ("*", ("n", "2"), X), ("*", ("n", "3"), T)), False),
        (("<=", ("abs", X), ("abs", T)), False),
        (("<=", ("softplus", X), ("exp", T)), False),
        (("<", ("exp", X), ("exp", T)), False),
    ],
)
def test_of_an_increasing_function_or_a_factor_that_is_positive_as_much_is_said_without(changed, same):
    def canonical(r):
        return in_order(simpler(stated(r, r, ("for all", (T,), (r,), r))))

    assert (canonical(changed) == canonical(("<=", X, T))) is same


def test_two_symbols_of_a_kind_are_exchanged_everywhere_and_others_are_not():
    for_all = ("for all", (X,), (), ("<=", X, T))
    before, after = stated(("<=", X, Y), for_all), stated(("<=", T, Y), ("for all", (X,), (), ("<=", T, X)))
    found = renamed_as(after, before)
    assert found == stated(("<=", X, Y), ("for all", (T,), (), ("<=", X, T)))
    assert renamed(found) == renamed(after) != renamed(before)
    assert renamed_as(stated(("<=", X, ZERO)), stated(("<=", Y, ZERO))) == stated(("<=", X, ZERO))  # of another sign
    bound = renamed_as(stated(("<", T, ONE), exists=[T]), stated(("<", X, ONE), exists=[X]))
    assert bound == stated(("<", X, ONE), exists=[X])


@pytest.mark.parametrize(("dim", "harmless"), [(2, True), (3, False)])
def test_what_is_assumed_of_the_number_of_coordinates_is_read_off_the_vectors_of_the_point(dim, harmless):
    name = "remark-figure-6-interior/lemma-4-printed"
    found = copy.deepcopy(CERTIFICATES[name])
    assert found["assume"][0] == [0, "<=", 1] and found["terms"][:2] == [["n", "2"], ["d"]]
    found["assume"][0][1], found["terms"][0][1] = "=", str(dim)
    assert (why_harmless(CERTIFICATES[name], found, CLAIMS[name]) is not Why.ALARM) is harmless


def test_more_assumed_is_weaker_and_less_is_not():
    less, more = stated(("<", ZERO, X), ("<=", ONE, X)), stated(("<", ZERO, X), ("<=", ONE, X), ("<", X, T))
    assert (is_weaker(more, less), is_weaker(less, more)) == (True, False)
    strict = stated(("<", ZERO, X), ("<", ONE, X))
    assert (is_weaker(strict, less), is_weaker(less, strict)) == (True, False)
    positive = stated(("<", ZERO, (*X[:3], 4, False)), ("<=", ONE, (*X[:3], 4, False)))
    assert (is_weaker(positive, less), is_weaker(less, positive)) == (True, False)
    assert not is_weaker(less._replace(no_vectors=True), less)


def test_of_what_there_is_less_may_be_owed_and_no_more():
    one, two = ("<", ZERO, T), ("<", T, X)
    more, less = stated(("<", T, Y), one, two, exists=[T]), stated(("<", T, Y), one, exists=[T])
    assert (is_weaker(more, less), is_weaker(less, more)) == (False, True)


@pytest.mark.parametrize("op", ["<=", "<"])
def test_a_number_is_moved_away_from_what_is_assumed_and_of_what_there_is_towards_it(op):
    """For all x >= 1 is less than for all x >= 0; there is t >= 0 is less than there is t >= 1. So is an upper bound."""
    for one, two in (((op, ONE, X), (op, ZERO, X)), ((op, X, ZERO), (op, X, ONE))):
        narrow, wide = stated(("<", T, Y), one), stated(("<", T, Y), two)
        assert (is_weaker(narrow, wide), is_weaker(wide, narrow)) == (True, False)
    for one, two in (((op, ONE, T), (op, ZERO, T)), ((op, T, ZERO), (op, T, ONE))):
        narrow, wide = (stated(("<", T, Y), r, exists=[T]) for r in (one, two))
        assert (is_weaker(narrow, wide), is_weaker(wide, narrow)) == (False, True)


def test_what_is_declared_of_what_there_is_stays():
    positive = (*T[:3], 4, False)
    before, after = stated(("<", T, Y), exists=[T]), stated(("<", positive, Y), exists=[positive])
    assert not is_weaker(after, before)


def test_a_schema_for_fewer_values_assumes_less():
    def about(*premises, variable=X):
        return stated(("<", ZERO, ONE), ("for all", (variable,), premises, ("<", ZERO, variable)))

    few, all_ = about(("<", ONE, X)), about()
    assert (is_weaker(all_, few), is_weaker(few, all_)) == (True, False)
    assert not is_weaker(about(variable=(*X[:3], 4, False)), all_)


def test_a_change_is_a_change_and_the_same_for_its_seed():
    certificate = CERTIFICATES["lemma-2/lipschitz"]
    found = [change(certificate, random.Random(str(k))) for k in range(200)]
    assert all(made != certificate for made, _ in found)
    assert found == [change(certificate, random.Random(str(k))) for k in range(200)]
    assert {what.split(":")[0] for _, what in found} == {
        "symbols", "terms", "assume", "conclude", "exists", "uniform", "proof", "owed",
    }  # fmt: skip


def test_the_counts_are_printed_and_an_alarm_is_exit_code_1(monkeypatch, capsys, tmp_path):
    assert main(["--count", "50", "--workers", "1"]) == 0
    assert "refused" in capsys.readouterr().out
    monkeypatch.setattr("bench.tamper.run.why_harmless", lambda *given: Why.ALARM)
    assert main(["--count", "50", "--workers", "1", "--alarms", str(tmp_path / "a.jsonl")]) == 1
    assert "ALARM" in capsys.readouterr().out
    assert (tmp_path / "a.jsonl").read_text()


def test_more_assumed_is_refuted_where_its_point_is_one():
    """Only of what is refuted, and where nothing less is assumed."""
    less, more = (stated(("<", T, Y), *r, verdict="REFUTED", exists=[T]) for r in ([("<=", ONE, X)], [("=", ONE, X)]))
    assert (is_narrower(more, less), is_narrower(less, more)) == (True, False)
    assert not is_narrower(more._replace(verdict="PROVED"), less._replace(verdict="PROVED"))
    assert not is_narrower(more._replace(conclude=("<", T, X)), less)
    assert not is_narrower(more._replace(exists=frozenset()), less)
    assert not is_narrower(more._replace(no_vectors=True), less)  # its point may be in R^0
    assert not is_narrower(more, less._replace(no_vectors=True))

    def for_all(variable):
        rule = ("for all", (variable,), (), ("<", ZERO, variable))
        return stated(("<", T, Y), rule, verdict="REFUTED", exists=[T])

    assert not is_narrower(for_all((*X[:3], 4, False)), for_all(X))  # for fewer values less is assumed


@pytest.mark.parametrize(
    "signs, integer, harmless",
    [(6, False, True), (4, False, True), (6, True, True), (7, False, True), (1, False, False)],
)
def test_a_narrower_declaration_of_a_refuted_claim_is_that_of_its_point(signs, integer, harmless):
    name = "remark-not-continuous/l2-loss-printed"
    found = copy.deepcopy(CERTIFICATES[name])
    k = next(k for k, s in enumerate(found["symbols"]) if s[0] == "varepsilon")
    assert found["symbols"][k][1:3] == ["number", 6] and Fraction(found["proof"]["point"]["values"][k]) == 1
    found["symbols"][k] = ["varepsilon", "number", signs, integer]
    before = why_harmless(CERTIFICATES[name], found, CLAIMS[name])
    assert (before is not Why.ALARM) == harmless


def test_an_assumption_that_the_point_does_not_satisfy_is_not_shown_by_it():
    name = "remark-not-continuous/l2-loss-printed"
    found = copy.deepcopy(CERTIFICATES[name])
    values = found["proof"]["point"]["values"]
    k = next(k for k, s in enumerate(found["symbols"]) if s[0] == "R")
    found["assume"][0][1] = "="
    assert why_harmless(CERTIFICATES[name], found, CLAIMS[name]) is Why.WEAKER
    values[k] = str(Fraction(values[k]) + 1)
    assert (
        why_harmless(CERTIFICATES[name], found, CLAIMS[name]) is not Why.WEAKER
    )  # it is true, and that does not show it


def test_a_refuted_statement_stays_false_where_less_is_assumed():
    less, more = (stated(("<", T, Y), *r, verdict="REFUTED") for r in ([("<=", ONE, X)], [("<=", ONE, X), ("<", X, Y)]))
    assert (is_stronger_and_false(less, more), is_stronger_and_false(more, less)) == (True, False)
    assert not is_stronger_and_false(less._replace(verdict="PROVED"), more._replace(verdict="PROVED"))


def test_what_is_owed_may_go_of_what_is_refuted_and_what_is_assumed_of_what_is_proved():
    x, t = symbols("x t")
    like = Claim(name="c", says="c", conclusion=lt(t, 5), exists=(t,), witness={t: x})
    for verdict, gone in (("PROVED", 0), ("REFUTED", 1)):
        made = stated(("<", T, X), ("<=", ZERO, X), ("<=", ONE, T), verdict=verdict, exists=[T])
        assumed = {of_claim(c, verdict).assume for c in claims_that_say(made, like)}
        assert {a for a in assumed if len(a) == 1} == {(made.assume[1 - gone],)}


def test_a_determinant_is_read_back():
    claim = CLAIMS["bordered-determinant/determinant"]
    assert built(tree(claim.conclusion.lhs)) == claim.conclusion.lhs


# A statement at terms in the place of its symbols

V, W, B = ("s", "v", "vector", 7, False), ("s", "w", "vector", 7, False), ("s", "b", "number", 6, False)
NORM_V, NORM_X = ("norm", V), ("norm", X)
WIDE = stated(("<=", NORM_V, T), ("<=", ("total", V), T))


def at(s, t, statement=WIDE):
    """The statement with t in the place of s."""
    return statement._replace(assume=put(statement.assume, {s: t}), conclude=put(statement.conclude, {s: t}))


@pytest.mark.parametrize(
    ("after", "before", "follows"),
    [
        (at(V, X), WIDE, True),  # a number as the vector of equal coordinates
        (at(V, W), WIDE, True),
        (at(V, ("+", V, W)), WIDE, True),
        (at(T, V), WIDE, True),  # for each coordinate alone
        (
            at(T, V, stated(("<=", V, T))),
            stated(("<=", V, T)),
            False,
        ),  # v_i <= w_j for all i and j says more than for i = j
        (at(T, V, stated(("<=", ("total", ("*", T, V)), ZERO))), stated(("<=", ("total", ("*", T, V)), ZERO)), False),
        (at(V, X)._replace(no_vectors=True), WIDE._replace(no_vectors=True), False),
        (at(V, X)._replace(assume=()), WIDE, False),
        (WIDE, at(V, X), False),
        (at(T, X), WIDE._replace(exists=frozenset([T])), False),
        (at(T, X)._replace(verdict="REFUTED"), WIDE._replace(verdict="REFUTED"), False),
        (at(B, X, stated(("<=", ZERO, B))), stated(("<=", ZERO, B)), False),  # x is not declared to be >= 0
        (
            at(T, V, stated(("<=", ("mean", T), ZERO))),
            stated(("<=", ("mean", T), ZERO)),
            True,
        ),  # it binds the data alone
        (at(T, Y, stated(("<=", ZERO, ONE), ("<=", T, ONE))), stated(("<=", ZERO, ONE), ("<=", T, ONE)), True),
        (
            stated(("<=", ZERO, ONE), ("<=", X, ONE), ("<=", ONE, Y)),
            stated(("<=", ZERO, ONE), ("<=", T, ONE), ("<=", ONE, T)),
            False,
        ),
        (at(B, ("norm", V), stated(("<=", ZERO, B))), stated(("<=", ZERO, B)), True),
        (
            stated(("<=", ("det", ("*", X, X), X), T)),
            stated(("<=", ("det", ("*", T, X), T), T)),
            False,
        ),  # a coordinate is bound
    ],
)
def test_an_instance_follows_where_nothing_is_captured(after, before, follows):
    assert is_instance(after, before, lambda r: r == ("<=", ZERO, NORM_V)) is follows


def test_a_statement_of_vectors_says_more_than_that_of_numbers_in_their_place():
    numbers = stated(("<=", X, Y), ("=", ("total", ("*", X, Y)), ZERO), ("<", X, ("norm", V)))
    found = in_vectors(numbers)
    assert {s[2:] for s in symbols_in((found.assume, found.conclude))} == {("vector", 7, False)}
    for other in (
        numbers._replace(no_vectors=True),
        numbers._replace(exists=frozenset([X])),
        numbers._replace(verdict="REFUTED"),
        stated(("<=", ("det", ("*", X, X), X), T)),
        stated(("<=", ("value", "f", V), T)),
        stated(("<=", X, T), ("for all", (X,), (), ("<=", X, T))),
        stated(("<=", V, W)),
    ):
        assert in_vectors(other) is None


LABEL = ("s", "y", "label", 5, False)


def test_of_any_number_more_is_said_than_of_labels_and_of_numbers_of_a_sign():
    general = of_any_number(stated(("<=", LABEL, T), ("<", X, LABEL)), stated(("<=", V, T)))
    assert {s[2] for s in symbols_in((general.assume, general.conclude))} == {"number"}
    assert of_any_number(stated(("<=", LABEL, T)), stated(("<", LABEL, T))) is None
    positive = stated(("<=", B, Y), ("<", B, T))
    assert of_any_number(positive, stated(("<=", V, Y))).conclude == ("<=", (*B[:3], 7, False), Y)
    assert of_any_number(positive, stated(("<=", V, B), ("<", Y, T))) is None
    assert of_any_number(stated(("<=", X, T)), stated(("<=", V, T))) is None
    assert of_any_number(stated(("<=", LABEL, T), verdict="REFUTED"), stated(("<=", X, T))) is None


def test_in_no_dimension_an_instance_follows_only_where_each_coordinate_is_spoken_of():
    wide = stated(("<=", X, ("norm", V)), ("<", X, ZERO), no_vectors=True)
    assert is_instance(at(X, W, wide), wide, lambda r: True)
    assert not is_instance(at(X, ("norm", W), wide), wide, lambda r: True)
    assert not is_instance(at(X, W, wide), wide._replace(no_vectors=False), lambda r: True)


def test_of_each_coordinate_is_said_where_there_are_some_and_where_there_are_none_what_is_owed_is_said():
    made = stated(("<", T, V), ("<=", ONE, T), exists=[T], no_vectors=True)
    some, none = by_dimension(made)
    assert some == made._replace(no_vectors=False)
    assert (none.assume, none.exists, none.no_vectors) == (made.assume, made.exists, True)
    assert none.conclude == ("=", ZERO, ZERO)
    for other in (
        made._replace(no_vectors=False),
        made._replace(verdict="REFUTED"),
        made._replace(verdict="VACUOUS"),
        made._replace(conclude=("<", T, ("norm", V))),
    ):
        assert by_dimension(other) == ()


@pytest.mark.parametrize(
    ("relation", "fails"),
    [
        (("<", ZERO, ("*", ZERO)), True),
        (("=", ("+", ONE, ONE), ("*", ONE, ONE)), True),
        (("<=", ZERO, ("*", ONE, ONE)), False),
        (("<", ZERO, X), False),
        (("!=", ("^", ONE, ONE), ONE), False),  # a power is not looked at
        (("for all", (X,), (), ("<", ONE, ZERO)), False),
    ],
)
def test_what_fails_in_numbers_assumes_too_much(relation, fails):
    assert fails_in_numbers(relation) is fails


def test_a_root_that_is_not_between_the_bounds_is_an_alarm():
    name = "remark-several-maxima/tie-linf"
    found = copy.deepcopy(CERTIFICATES[name])
    bounds = [k for k, t in enumerate(found["terms"]) if t[0] == "n" and Fraction(t[1]).denominator == 10000]
    moved = copy.deepcopy(found)
    for k in bounds:
        moved["terms"][k][1] = str(Fraction(found["terms"][k][1]) + 1)
    assert why_harmless(CERTIFICATES[name], moved, CLAIMS[name]) is Why.ALARM
    low = min(bounds, key=lambda k: Fraction(found["terms"][k][1]))
    found["terms"][low][1] = "7/10"
    assert why_harmless(CERTIFICATES[name], found, CLAIMS[name]) is Why.WEAKER
    narrow = copy.deepcopy(CERTIFICATES[name])
    narrow["terms"][low][1] = "72371/100000"
    assert why_harmless(CERTIFICATES[name], narrow, CLAIMS[name]) is not Why.WEAKER
