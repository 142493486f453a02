"""Mutants: the changes are what they are called, the oracle knows what is false, and a wrong engine raises the alarm."""

import json
import re
import signal
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from bench.trust import arithmetic, changes, evaluate, oracle, points, question
from bench.trust.arithmetic import FLOAT
from bench.trust.asking import Options, asked
from bench.trust.derivations import spoiled
from bench.trust.engine import KERNEL, Answer, Engine, TimeUp, answer, limited
from bench.trust.evaluate import Place
from bench.trust.oracle import Oracle
from bench.trust.question import NoOracle
from bench.trust.run import main
from bench.trust.tally import document, summed
from bench.trust.twins import KINDS, twins
from bench.trust.whole import WHOLE
from proofs.section_3_1 import lemma2
from verify import (
    Claim,
    Label,
    Mean,
    Norm,
    Peak,
    Product,
    Sample,
    Schema,
    Total,
    Value,
    Vector,
    dot,
    eq,
    le,
    lt,
    norm,
    unit,
)
from verify.kernel.evaluate import exact
from verify.kernel.evidence import Evidence, Method
from verify.kernel.judgement import Judgement
from verify.kernel.prove import prove
from verify.language.claim import Instance
from verify.language.functions import Abs, exp
from verify.language.operators import Determinant, Jacobian
from verify.language.symbols import Direction
from verify.language.term import Rational, Symbol, symbols
from verify.language.verdict import Outcome, Verdict

STORED = json.loads((Path(__file__).parent.parent / "reports" / "trust.json").read_text(encoding="utf-8"))
u, v, w, x_n = Vector("u"), Vector("v"), Direction("w"), Sample("x_n")
a = Symbol("a")
p, q = symbols("p q", positive=True)


def claim(conclusion, *assuming, **more):
    return Claim(name="a", says="A claim.", conclusion=conclusion, assuming=assuming, **more)


def made(change, e):
    return {found() for found in changes.everywhere(e, change)} - {e}


def is_false(*claims):
    return [Oracle(0).failure(c) is not None for c in claims]


# What is changed


@pytest.mark.parametrize(
    ("change", "expression", "one"),
    [
        (changes.coefficient, 3 * a, 6 * a),
        (changes.coefficient, 3 * a, 2 * a),
        (changes.coefficient, Norm(u), Norm(u) / 2),
        (changes.sign, a + p, a - p),
        (changes.sign, exp(a), exp(-a)),
        (changes.exponent, a**2, a**3),
        (changes.exponent, Norm(u), Norm(u) ** 2),
        (changes.norm, Norm(u), Total(Abs(u))),
        (changes.norm, Total(Abs(u)), Peak(Abs(u))),
        (changes.norm, 2 * Norm(u + v), 2 * Peak(Abs(u + v))),
        (changes.left_out, a + p, a),
        (changes.left_out, a * p, p),
    ],
)
def test_a_change_is_made_at_one_place(change, expression, one):
    assert one in made(change, expression)


def test_symbols_are_exchanged_only_with_others_of_their_kind_and_sign():
    assert list(changes.exchanged(a * p, q * Norm(u) + Norm(v))) == [(p, q), (u, v)]


def test_a_bound_is_turned_round_made_smaller_and_loses_an_assumption():
    of = claim(le(norm(u), p), le(norm(u), q), le(q, p))
    found = {(t.kind, t.claim.conclusion, t.claim.assuming) for t in twins(of, seed=0, most=100)}
    assert ("relation", le(p, norm(u)), of.assuming) in found
    assert ("relation", lt(norm(u), p), of.assuming) in found
    assert ("bound", le(norm(u), Fraction(9, 10) * p), of.assuming) in found
    assert ("exchanged", le(norm(u), q), of.assuming) not in found  # q is in no side of the conclusion
    assert ("assumption dropped", of.conclusion, of.assuming[:1]) in found
    assert ("assumption changed", of.conclusion, (le(q, norm(u)), of.assuming[1])) in found


def test_twins_are_different_and_the_same_for_the_same_seed():
    one, again, other = (twins(lemma2.lipschitz, seed=s, most=12) for s in (0, 0, 1))
    assert one == again != other
    assert len({(t.claim.conclusion, t.claim.assuming) for t in one}) == 12
    assert {t.kind for t in one} == set(KINDS)


# What is false


def test_the_oracle_knows_false_claims():
    assert (
        is_false(
            claim(le(norm(u), Peak(Abs(u)))),
            claim(lt(0, norm(u))),
            claim(le(norm(u), p / 2), le(norm(u), p)),
            claim(eq(dot(u, v), 0), eq(norm(u), norm(v))),
            claim(le(Abs(a), 1 - Rational(1, 10**5)), le(Abs(a), 1)),
            claim(eq(Mean(norm(x_n)), norm(x_n))),
            replace(lemma2.lipschitz, assuming=lemma2.lipschitz.assuming[:1]),
            claim(le(norm(unit(u) - unit(v)), norm(u - v)), lt(0, norm(u)), lt(0, norm(v))),
        )
        == [True] * 8
    )


def test_the_oracle_says_nothing_against_true_claims():
    assert (
        is_false(
            claim(le(Peak(Abs(u)), norm(u))),
            claim(le(norm(u + v), norm(u) + norm(v))),
            claim(eq(norm(u - v) ** 2, 2), eq(norm(u), 1), eq(norm(v), 1), eq(dot(u, v), 0)),
            claim(lt(0, exp(-100 * a))),
            claim(lt(0, exp(-(a**4)))),
            claim(le(Abs(Label()), 1)),
            lemma2.lipschitz,
            lemma2.tight,
        )
        == [False] * 8
    )


def test_a_false_claim_on_unknown_functions_fails_for_the_choice_that_is_given():
    f = Value("F", u)
    bounded = Schema("bounded", (u,), le(f, p * norm(u)))
    choice = Instance({"F": ((u,), norm(u))}, {p: 1})
    assert is_false(claim(le(f, p * norm(u) / 2), bounded, instance=choice)) == [True]
    assert is_false(claim(le(f, p * norm(u)), bounded, instance=choice)) == [False]
    wrong = Schema("below", (u,), le(f, norm(u) / 2))
    assert is_false(claim(le(f, 0), wrong, instance=choice)) == [False], "the choice does not satisfy the assumption"
    with pytest.raises(NoOracle, match="no choice of them is given"):
        Oracle(0).failure(claim(le(f, 0)))


def test_the_oracle_shares_nothing_with_what_it_judges():
    sources = [Path(m.__file__).read_text(encoding="utf-8") for m in (arithmetic, evaluate, oracle, points, question)]
    imported = {name for text in sources for name in re.findall(r"^(?:from|import) (verify\S*)", text, re.MULTILINE)}
    assert imported
    assert {name for name in imported if not name.startswith("verify.language.")} == set()


def test_a_witness_that_fails_makes_there_is_false():
    there = claim(lt(p, a), lt(q, a), exists=(a,), witness={a: p + q})
    assert is_false(there, replace(there, witness={a: p - q})) == [False, True]


@pytest.mark.parametrize(
    "e", [dot(u, v), Peak(u), Product(u), Total(Abs(u) ** 3), u * v, Determinant(Total(w**2) + dot(u, w) ** 2, w)]
)
def test_the_two_evaluations_agree(e):
    values = {u: (2, -1, 3), v: (1, 5, -2)}
    arrays = {s: np.array([[x]], dtype=float) for s, x in values.items()}
    found = Place(arrays, 3, FLOAT, {}).value(e)
    assert found.ravel().tolist() == pytest.approx([float(x) for x in exact(e, values)])


def test_the_derivative_of_a_chosen_function_is_that_of_a_difference():
    F = Jacobian("F", 1, v, u)
    arrays = {u: np.array([[[3.0, 4.0]]]), v: np.array([[[1.0, 0.0]]])}
    assert Place(arrays, 2, FLOAT, {"F": ((u,), u * norm(u))}).value(F).ravel() == pytest.approx([6.8, 2.4])


# What the engine says


def says(verdict, outcome):
    def judged(statement, of, **budget):
        evidence = (Evidence(Method.GRAM, outcome, "every dimension"),)
        return Judgement(statement, of, verdict, "", evidence)

    return judged


def test_the_engine_refutes_a_false_twin():
    assert answer("a", claim(le(norm(u), Peak(Abs(u)))), seed=0, engine=WHOLE) is Answer.REFUTED


def test_the_kernel_alone_says_nothing_of_a_false_twin():
    assert answer("a", claim(le(norm(u), Peak(Abs(u)))), seed=0, engine=KERNEL) is Answer.UNDECIDED


def test_a_proof_is_an_alarm_even_where_no_admissible_point_is_known():
    assert answer("a", claim(le(a, 0)), seed=0, engine=Engine(says(Verdict.UNDECIDED, Outcome.HOLDS))) is Answer.PROVED
    assert answer("a", claim(le(a, 0)), seed=0, engine=Engine(says(Verdict.VACUOUS, Outcome.VACUOUS))) is Answer.VACUOUS
    assert [a for a in Answer if a.alarming] == [Answer.VACUOUS, Answer.PROVED]


def test_an_engine_that_proves_everything_is_caught():
    believer = Engine(
        says(Verdict.PROVED, Outcome.HOLDS), lambda c: Evidence(Method.GRAM, Outcome.HOLDS, "every dimension")
    )
    found = asked("lemma-2", lemma2.lipschitz, Options(most=6, each=3), believer)
    false = len(found.answers)
    assert false >= 3
    assert {a for _, a in found.answers} == {Answer.PROVED}
    assert len(found.alarms) == false + 3
    assert found.alarms[0].startswith("lemma-2/lipschitz: wrongly proved, ")
    assert document([found], seed=0, most=6, each=3)["alarms"] == list(found.alarms)


def test_an_alarm_is_exit_code_1_and_is_printed(tmp_path, capsys):
    chosen = [
        "--claim",
        "lemma2/jacobian",
        "--most",
        "4",
        "--workers",
        "1",
        "--package",
        "proofs.section_3_1",
        "--out",
        str(tmp_path),
    ]
    assert main(chosen, Engine(says(Verdict.PROVED, Outcome.HOLDS))) == 1
    assert "ALARM lemma-2/jacobian: wrongly proved" in capsys.readouterr().out
    assert main([*chosen, "--kernel"]) == main(chosen) == 0
    assert json.loads((tmp_path / "trust.json").read_text(encoding="utf-8"))["alarms"] == []


def test_the_time_for_one_claim_ends_even_in_code_that_catches_every_exception():
    with pytest.raises(TimeUp), limited(0.05):
        while True:
            try:
                time.process_time()
            except Exception:
                continue
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


# Derivations


def test_every_spoiled_derivation_is_rejected_and_the_unspoiled_one_is_not():
    found = spoiled(lemma2.lipschitz, seed=0, most=12)
    assert len(found) == 12
    assert {s.kind for s in found} >= {"operator changed", "expression changed", "term changed", "term left out"}
    assert prove(lemma2.lipschitz).outcome is Outcome.HOLDS
    for s in found:
        assert prove(replace(lemma2.lipschitz, derive=lambda s=s: s.derivation)).outcome is Outcome.UNKNOWN, s


# What is stored


def test_of_the_stored_false_twins_none_is_proved_or_called_vacuous():
    total = summed(STORED["twins"].values())
    assert total["false"] >= 2500
    assert total["wrongly proved"] == total["wrongly vacuous"] == 0
    assert total["false"] == sum(total[a.value] for a in Answer)


def test_of_the_stored_spoiled_derivations_none_is_accepted():
    total = summed(STORED["derivations"].values())
    assert total["tried"] >= 1000
    assert (total["rejected"], total["accepted"]) == (total["tried"], 0)
    assert STORED["alarms"] == []
