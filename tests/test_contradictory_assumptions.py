"""Assumptions that contradict each other: VACUOUS by the kernel's rules or the solver's, and no search says that the claim holds."""

import json

import pytest

from verify import (
    Abs,
    Claim,
    Rational,
    Schema,
    Symbol,
    Total,
    Value,
    Vector,
    cos,
    d,
    dot,
    eq,
    exp,
    le,
    lt,
    norm,
    oo,
    recheck,
    sin,
    sqrt,
)
from verify.checkers.inequality.on_claim import BY_Z3, absurd, check_empty
from verify.judging.certificates import rechecked
from verify.judging.judge import judge
from verify.kernel.evidence import Method, settles
from verify.kernel.prove import exclude
from verify.language.verdict import Outcome, Verdict
from verify.prover.certificates.write import certificate
from verify.prover.citations import derivation
from verify.prover.inequality.claims import emptied, proof
from verify.search.probe import probe

u, v, w = map(Vector, "uvw")
b, c = map(Symbol, "bc")
eps, r = (Symbol(name, positive=True) for name in ("eps", "r"))


def claim(*assuming, conclusion=None, **more):
    return Claim(name="c", says="c", conclusion=conclusion or le(b, c + norm(u)), assuming=assuming, **more)


BY_THE_KERNEL = [
    (le(c, 1), le(2, c)),
    (le(norm(u), r), le(2 * r, norm(u))),
    (lt(norm(u), norm(u, oo)), le(2, norm(u))),
    (eq(norm(u), norm(v)), lt(norm(u), norm(v))),
    (eq(u, v), lt(dot(u, v), 0)),
    (le(Abs(u), eps), lt(eps * sqrt(d), norm(u))),
    (eq(d, 1), le(2, d)),
    (le(u, 0), lt(0, u)),
    (Schema("f", (w,), le(Value("f", w), 1)), le(c, 1), le(2, c)),
]
BY_A_DERIVATION = [
    (eq(Total(u), 5), le(norm(u, oo), 1), le(d, 4)),
    (eq(Total(u), 5), le(norm(u), 2), le(d, 4)),
    (le(norm(u), 1), le(2, norm(u, oo))),
    (lt(norm(u) + norm(v), norm(u + v)),),
    (le(exp(c), c),),
    (le(0, u), eq(Total(u), 1), le(2, norm(u, oo))),
]
BY_THE_SOLVER = [
    (lt(d, 1),),
    (lt(2, d), lt(d, 3)),
    (lt(2, d), lt(d, Rational(5, 2))),
    (eq(dot(u, v), 2), le(norm(u), 1), le(norm(v), 1)),
    (eq(c**2, 2), eq(c**3, 2 * c + Rational(1, 10**9))),
    (eq(sin(c), 1), eq(cos(c), Rational(1, 10**8))),
    (le(c**2 + b**2, 1), le(2, c + b)),
]
SATISFIABLE = [
    (le(c, 2), le(2, c)),
    (le(norm(u), r), le(r, norm(u))),
    (le(norm(u), norm(u, oo)), le(2, norm(u))),
    (eq(c, sqrt(2)), le(2, c**2)),
    (eq(u, v), le(dot(u, v), 0)),
    (le(Abs(u), eps), le(eps * sqrt(d), norm(u))),
    (eq(dot(u, v), 1), le(norm(u), 1), le(norm(v), 1)),
    (le(norm(u) + norm(v), norm(u + v)),),
    (eq(c**2, 2), eq(c**3, 2 * c)),
    (le(exp(c), c + 1),),
    (le(c**2 + b**2, 1), le(sqrt(2), c + b)),
    (le(u, 0), le(0, u)),
    (le(1, d), le(d, 1)),
    (lt(d, 2),),
    (lt(2, d), lt(d, 4)),
    (lt(2, d), lt(d, Rational(7, 2))),
    (eq(Total(u), 5), le(norm(u, oo), 1), le(d, 5)),
    (eq(Total(u), 5), le(norm(u), Rational(5, 2)), le(d, 4)),
    (le(norm(u), 2), le(2, norm(u, oo))),
    (le(0, u), eq(Total(u), 2), le(2, norm(u, oo))),
    (eq(Total(u), 1), le(2, norm(u, oo))),
]


@pytest.mark.parametrize("assuming", BY_THE_KERNEL, ids=str)
def test_what_the_others_exclude_is_vacuous_and_has_a_certificate(assuming):
    stated = claim(*assuming)
    j = judge("s", stated, examples=200)
    assert j.verdict is Verdict.VACUOUS and j.by.method is Method.CONTRADICTION
    made = certificate(stated, j.by, "s/c")
    assert recheck.check(made)
    with pytest.raises(recheck.Bad):
        recheck.check({**made, "assume": made["assume"][:-1]})


@pytest.mark.parametrize("assuming", BY_A_DERIVATION, ids=str)
def test_what_the_others_exclude_by_theorems_is_vacuous_and_has_a_certificate(assuming):
    stated = claim(*assuming)
    assert exclude(stated).outcome is Outcome.UNKNOWN
    found = rechecked(judge("s", stated, examples=200), 60)
    assert (found.verdict, found.by.method, found.rechecked) == (Verdict.VACUOUS, Method.CONTRADICTION, True)
    made = json.loads(found.recheck.certificate)
    for k in range(len(made["assume"])):
        with pytest.raises(recheck.Bad):
            recheck.check({**made, "assume": [*made["assume"][:k], *made["assume"][k + 1 :]]})


@pytest.mark.parametrize("one", [eq(d, 1), le(d, 1), lt(d, 2)], ids=str)
def test_in_dimension_one_vectors_are_numbers(one):
    found = rechecked(judge("s", claim(one, conclusion=le(norm(u, 1), norm(u)))), 60)
    assert (found.verdict, found.scope, found.refused) == (Verdict.PROVED, "d = 1", False)
    assert found.rechecked


@pytest.mark.parametrize("one", [lt(d, Rational(3, 2)), le(d, sqrt(2))], ids=str)
def test_where_it_is_said_otherwise_the_certificate_is_not_refused(one):
    found = rechecked(judge("s", claim(one, conclusion=le(norm(u, 1), norm(u)))), 60)
    assert not found.refused and found.verdict in (Verdict.PROVED, Verdict.UNDECIDED)


@pytest.mark.parametrize("other", [le(d, 2), lt(d, 3), le(1, d), lt(1, d)], ids=str)
def test_a_certificate_for_dimension_one_shows_nothing_of_others(other):
    line = json.loads(
        rechecked(judge("s", claim(le(d, 1), conclusion=le(norm(u, 1), norm(u)))), 60).recheck.certificate
    )
    assert recheck.check(line)
    forged = json.loads(
        rechecked(judge("s", claim(other, conclusion=le(norm(u, 1), sqrt(d) * norm(u)))), 60).recheck.certificate
    )
    with pytest.raises(recheck.Bad):
        recheck.check({**forged, "proof": {**forged["proof"], "line": True, "steps": []}})
    assert judge("s", claim(other, conclusion=le(norm(u, 1), norm(u)))).verdict is Verdict.REFUTED


@pytest.mark.parametrize("assuming", BY_THE_SOLVER, ids=str)
def test_what_the_solver_finds_contradictory_is_vacuous(assuming):
    stated = claim(*assuming)
    j = judge("s", stated, examples=200)
    assert j.verdict is Verdict.VACUOUS and j.by.method is Method.SOLVER and j.by.rules
    assert (BY_Z3 in j.facts) == ("z3" in j.by.how)
    assert not rechecked(j, 10.0).refused and not rechecked(j, 10.0).rechecked


@pytest.mark.parametrize("assuming", SATISFIABLE, ids=str)
def test_what_can_be_satisfied_is_not_vacuous(assuming):
    stated = claim(*assuming)
    assert exclude(stated, derivation).outcome is Outcome.UNKNOWN
    assert emptied(stated).outcome is Outcome.UNKNOWN


def test_what_contradicts_what_is_to_exist_makes_nothing_vacuous():
    stated = claim(le(c, 1), le(2, c), conclusion=le(b, c), exists=(c,))
    assert exclude(stated).outcome is Outcome.UNKNOWN and emptied(stated).outcome is Outcome.UNKNOWN
    assert check_empty(stated, []).outcome is Outcome.UNKNOWN
    assert judge("s", stated, examples=100).verdict is not Verdict.VACUOUS


def test_proofs_of_another_claim_show_no_contradiction():
    empty, satisfiable = claim(*BY_THE_SOLVER[-1]), claim(*SATISFIABLE[10])
    _, proofs = proof(absurd(empty))
    assert settles(shown := check_empty(empty, proofs), empty) and shown.outcome is Outcome.VACUOUS
    assert not settles(shown, satisfiable)
    assert check_empty(satisfiable, proofs).outcome is Outcome.UNKNOWN
    assert check_empty(empty, []).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "assuming",
    [
        (lt(norm(u) + norm(v), norm(u + v)),),
        (lt(norm(u) * norm(v), dot(u, v)),),
        (eq(c, sqrt(2)), lt(2, c**2)),
        (le(norm(u), 1), le(1 + Rational(1, 10**20), norm(u))),
        (le(exp(c), c), le(10, c)),
    ],
    ids=str,
)
def test_a_search_that_met_no_exact_point_does_not_say_that_the_claim_holds(assuming):
    found = probe(claim(*assuming), examples=400)
    assert found.outcome is Outcome.UNKNOWN
    assert "in floating point, none was seen to do so exactly" in found.detail or "was built" in found.detail


def test_a_search_that_met_rounding_errors_alone_says_so():
    found = probe(claim(eq(norm(u) ** 2, 2), lt(2, norm(u) ** 2)), examples=400)
    assert "satisfy the assumptions in floating point, none was seen to do so exactly" in found.detail


def test_a_search_that_met_one_says_so():
    for assuming in ((le(norm(u) + norm(v), norm(u + v)),), (eq(norm(u), 1),), (le(exp(c), c + 1),)):
        assert probe(claim(*assuming, conclusion=le(0, norm(u) + c**2)), examples=400).outcome is Outcome.HOLDS
