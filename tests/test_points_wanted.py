"""Where a claim waits for an exact point, the field that takes one is named, as a form that judges once it is filled in."""

import re
import sys
import types

import pytest

from verify.cli.why import advice
from verify.judging.judge import judge
from verify.language.verdict import Verdict

ALL = """
from dataclasses import replace
from verify import *
u, v, x, z = Vector("u"), Vector("v"), Vector("x"), Vector("z")
b, c, r = Symbol("b"), Symbol("c"), Symbol("r", positive=True)
def g(at): return Field("g", at)
LIP = Schema("lip", (u, v), le(norm(g(u) - g(v)), r * norm(u - v)))
half = Instance({"g": ((u,), r * u / 2)})
"""


@pytest.fixture
def judged(monkeypatch):
    def make(claim, more=""):
        module = types.ModuleType("made_for_points")
        exec(f'{ALL}\nit = Claim(name="it", says="?", {claim}{more})\nSTATEMENT = None', vars(module))
        monkeypatch.setitem(sys.modules, "made_for_points", module)
        return judge("s", module.it, examples=200)

    return make


def forms(found):
    told = (re.fullmatch(r"form     (.*) in the claim: .*", line) for line in advice(found, full=True))
    return [form[1] for form in told if form]


TIED = "eq(norm(u)**2 + norm(v)**2, 15), eq(Total(u**3), 28), eq(Total(v**3), 9)"


def test_a_proof_without_a_point_is_offered_an_example(judged):
    claim = f"conclusion=le(norm(u), 5), assuming=({TIED})"
    found = judged(claim)
    assert found.verdict is Verdict.UNDECIDED
    assert forms(found) == ["example=lambda dim: {u: (1,) * dim, v: (1,) * dim}"]
    assert advice(found)[0].startswith("missing  an exact point in d = 1 that satisfies the assumptions, alone")
    ends = f"conclusion=le(norm(u), 5), assuming=({TIED}, eq(d, 2))"
    assert judged(ends, ", example=lambda dim: {u: (1, 3), v: (2, 1)}").verdict is Verdict.PROVED


def test_a_proof_on_functions_is_offered_other_constants(judged):
    claim = "conclusion=le(norm(g(u) - g(v)), r*norm(u - v)), assuming=(LIP, eq(norm(u)**2, 7), le(9, r), eq(Total(u), 3*sqrt(2)))"
    found = judged(claim, ", instance=half")
    assert found.verdict is Verdict.UNDECIDED
    example, instance = forms(found)
    assert example == "example=lambda dim: {r: 1, u: (1,) * dim, v: (1,) * dim}"
    assert instance == "instance=replace(half, constants={r: 1})"


def test_the_point_of_an_instance_satisfies_the_assumptions(judged):
    claim = f"conclusion=le(norm(g(u) - g(v)), r*norm(u - v)), assuming=(LIP, {TIED}, eq(d, 2))"
    given = ", instance=replace(half, point=lambda dim: {u: (1, 3), v: (2, 1), r: 1})"
    assert (
        judged(claim, ", derive=lambda: chain(line('<=', r*norm(u-v), by=LIP(u, v))), instance=half").verdict
        is not Verdict.PROVED
    )
    assert (
        judged(claim, ", derive=lambda: chain(line('<=', r*norm(u-v), by=LIP(u, v)))" + given).verdict is Verdict.PROVED
    )


@pytest.mark.parametrize(
    ("claim", "form", "filled"),
    [
        (
            f"conclusion=le(norm(u), 3), assuming=({TIED})",
            "counterexample=lambda: {u: (1,), v: (1,)}",
            "counterexample=lambda: {u: (1, 3), v: (2, 1)}",
        ),
        (
            "conclusion=le(c, 36), assuming=(eq(c**3 - c, 50616),)",
            "counterexample=lambda: {c: 1}",
            "counterexample=lambda: {c: 37}",
        ),
    ],
)
def test_a_claim_that_is_expected_to_be_false_is_offered_a_counterexample(judged, claim, form, filled):
    found = judged(claim, ', expected="REFUTED"')
    assert found.verdict is Verdict.UNDECIDED
    assert forms(found) == [form]
    assert judged(claim, f', expected="REFUTED", {filled}').verdict is Verdict.REFUTED


def test_a_false_there_is_is_offered_values_and_a_derivation(judged):
    claim = 'conclusion=le(b**2 + c, 0), exists=(b,), assuming=(le(1, c),), expected="REFUTED"'
    found = judged(claim)
    assert found.verdict is Verdict.UNDECIDED
    assert forms(found) == ["counter={c: 1}, disprove=steps"]


def test_no_form_is_offered_to_what_is_expected_to_be_true(judged):
    found = judged("conclusion=le(norm(u), 3), assuming=(eq(norm(u)**2 + norm(v)**2, 15), eq(Total(u**3), 28))")
    assert found.verdict is Verdict.UNDECIDED and not forms(found)


def test_a_root_at_the_nearest_point_leaves_the_advice(judged):
    found = judged(
        'conclusion=le(norm(u), 1), assuming=(eq(norm(u), sqrt(7)), eq(Total(u), sqrt(7))), expected="REFUTED"'
    )
    assert not [line for line in advice(found, full=True) if "no advice" in line]
