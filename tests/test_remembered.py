"""What is remembered of terms may be forgotten at any time: no verdict, proof or certificate depends on it."""

import json

import pytest

from proofs.section_3_1 import lemma2, theorem2
from verify.judging.judge import judge
from verify.judging.results import result
from verify.kernel.gram import is_zero
from verify.language.forms import along, dot, norm
from verify.language.normal import normal
from verify.language.remembered import forget, remembered
from verify.language.symbols import Vector
from verify.language.term import Symbol


def judged(module):
    s = module.STATEMENT
    return [json.dumps(result(judge(s.name, c)), sort_keys=True) for c in s.claims]


def test_it_is_worked_out_once_until_it_is_forgotten():
    asked = []

    @remembered
    def twice(n):
        asked.append(n)
        return 2 * n

    assert (twice(3), twice(3), asked) == (6, 6, [3])
    forget()
    assert (twice(3), asked) == (6, [3, 3])


def test_terms_stay_the_same_when_it_is_forgotten():
    v, w = Vector("v"), Vector("w")
    before = normal(norm(v + w) ** 2 - norm(v) ** 2 - norm(w) ** 2)
    forget()
    after = normal(norm(v + w) ** 2 - norm(v) ** 2 - norm(w) ** 2)
    assert before is after
    assert is_zero(after - 2 * dot(v, w))


def test_verdicts_are_those_of_a_process_that_forgets_before_each_claim():
    kept = [judged(lemma2), judged(theorem2)]
    again = []
    for module in (theorem2, lemma2):
        lines = []
        for c in module.STATEMENT.claims:
            forget()
            lines.append(json.dumps(result(judge(module.STATEMENT.name, c)), sort_keys=True))
        again.append(lines)
    assert again == kept[::-1]


def test_a_direction_is_refused_whatever_was_asked_before():
    x = Symbol("x")
    assert along(x**2, (x, 1)) == 2 * x
    with pytest.raises(ValueError, match=r"1\.0"):
        along(x**2, (x, 1.0))
