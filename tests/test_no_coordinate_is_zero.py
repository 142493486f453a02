"""A vector none of whose coordinates is 0 has a positive norm; forged certificates of that are refused."""

import json

import pytest

from verify import Claim, Symbol, Total, Vector, dot, le, lt, ne, norm, recheck
from verify.cli.why import advice
from verify.judging.certificates import rechecked
from verify.judging.judge import judge
from verify.kernel.signs import Signs
from verify.language.verdict import Verdict

u, v = Vector("u"), Vector("v")
c = Symbol("c")


def claim(conclusion, *assuming, **more):
    return Claim(name="a", says="?", conclusion=conclusion, assuming=assuming, **more)


PROVED = {
    "it is not 0": (ne(norm(u), 0), ne(u, 0)),
    "it is positive": (lt(0, norm(u)), ne(u, 0)),
    "a unit vector": (le(norm(u / norm(u)), 1), ne(u, 0)),
    "an angle": (le(dot(u, v) / norm(u), norm(v)), ne(u, 0)),
    "a difference": (ne(norm(u - v), 0), ne(u, v)),
    "positive coordinates": (ne(norm(u), 0), lt(0, u)),
}


@pytest.mark.parametrize("name", PROVED)
def test_its_norm_is_positive_and_that_is_rechecked(name):
    found = rechecked(judge("s", claim(*PROVED[name])), 60)
    assert (found.verdict, found.rechecked) == (Verdict.PROVED, True), found.recheck


@pytest.mark.parametrize("name", ["it is not 0", "a unit vector", "an angle", "a difference"])
def test_without_the_assumption_or_without_vectors_the_certificate_is_refused(name):
    made = json.loads(rechecked(judge("s", claim(*PROVED[name])), 60).recheck.certificate)
    assert recheck.check(made)
    for forged in ({"assume": []}, {"least": 0}, {"assume": [[r[0], "<=", r[2]] for r in made["assume"]]}):
        with pytest.raises(recheck.Bad):
            recheck.check({**made, **forged})


@pytest.mark.parametrize(
    "twin",
    [
        (lt(0, norm(u)),),
        (lt(0, norm(u)), le(0, u)),
        (lt(0, norm(u - v)), ne(u, 0), ne(v, 0)),
        (lt(0, norm(u)), ne(v, 0)),
        (lt(1, norm(u)), ne(u, 0)),
    ],
    ids=str,
)
def test_its_twins_are_refuted(twin):
    assert judge("s", claim(*twin)).verdict is Verdict.REFUTED


def test_of_no_coordinate_nothing_is_said():
    assert Signs((ne(u, 0),)).positive(norm(u))
    assert not Signs((ne(u, 0),), empty_total=True).positive(norm(u))
    assert not Signs((ne(c, 0),)).positive(norm(u))


def test_who_may_have_meant_the_zero_vector_is_told_so():
    found = judge("s", claim(lt(Total(u) ** 2, norm(u) * norm(u, 4) * 10**9), ne(u, 0)))
    assert found.verdict is Verdict.UNDECIDED
    told = [x for x in advice(found, full=True) if x.startswith("note")]
    meant = 'that it is not the zero vector says ne(norm(Vector("u")), 0)'
    assert told == [f'note     ne(Vector("u"), 0) says that no coordinate of u is 0; {meant}']
