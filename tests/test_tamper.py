"""What says that an accepted change is harmless is not lenient: what is false, or assumes less, is an alarm."""

import copy
import random

import pytest

from bench.tamper.changes import change
from bench.tamper.harmless import Why, is_weaker, why_harmless
from bench.tamper.run import claims_of, main, stored
from bench.tamper.statement import Stated, renamed

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


def test_names_do_not_matter_and_their_pattern_does():
    a, b = stated(("<=", X, Y), ("<=", X, T)), stated(("<=", T, Y), ("<=", T, X))
    assert renamed(a) == renamed(b)
    assert renamed(a) != renamed(stated(("<=", X, Y), ("<=", Y, T)))
    assert renamed(stated(("<=", X, ZERO))) != renamed(stated(("<=", Y, ZERO)))  # of another sign


def test_more_assumed_is_weaker_and_less_is_not():
    less, more = stated(("<", ZERO, X), ("<=", ONE, X)), stated(("<", ZERO, X), ("<=", ONE, X), ("<", X, T))
    assert (is_weaker(more, less), is_weaker(less, more)) == (True, False)
    strict = stated(("<", ZERO, X), ("<", ONE, X))
    assert (is_weaker(strict, less), is_weaker(less, strict)) == (True, False)
    positive = stated(("<", ZERO, (*X[:3], 4, False)), ("<=", ONE, (*X[:3], 4, False)))
    assert (is_weaker(positive, less), is_weaker(less, positive)) == (True, False)
    assert not is_weaker(less._replace(no_vectors=True), less)


def test_what_is_owed_of_what_there_is_stays():
    one, two = ("<", ZERO, T), ("<", T, X)
    assert not is_weaker(stated(("<", T, Y), one, two, exists=[T]), stated(("<", T, Y), one, exists=[T]))
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
