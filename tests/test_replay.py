"""Stored counterexamples are believed only after their id, their point and their excess were checked again."""

import ast
import json
from dataclasses import replace
from pathlib import Path

import pytest

from verify import Abs, Schema, Symbol, sign
from verify.checkers.stored.pointwise import plain_claims
from verify.checkers.stored.ratio import ratio_record
from verify.checkers.stored.read import read_records
from verify.checkers.stored.replay import replay
from verify.kernel.certify import certify
from verify.kernel.record import claim_id, content_id, named, record
from verify.language.claim import Claim, Instance
from verify.language.forms import norm, unit
from verify.language.operators import Value
from verify.language.relation import eq, le, lt
from verify.language.symbols import Vector

u, v = Vector("u"), Vector("v")
eps = Symbol("eps", positive=True)
CLAIM = Claim(
    name="two-eps",
    says="",
    assuming=(lt(0, Abs(u)), lt(0, Abs(v))),
    conclusion=le(eps * norm(sign(u) - sign(v)), 2 * eps),
)
NAME = "theorem-2/two-eps"
STORED = record(
    certify(CLAIM, {u: (1, 1), v: (-1, -1), eps: 1}, statement="theorem-2", found_by="verify search").counterexample,
    CLAIM,
)


def spoilt(rehash=True, **changes):
    changed = {**STORED, **changes}
    return {**changed, "id": content_id(changed)} if rehash else changed


def test_a_true_record_is_confirmed():
    assert replay(STORED, NAME, CLAIM) == (True, "theorem-2/two-eps fails by 0.82842712 at an exact point in d = 2")
    assert replay(json.loads(json.dumps(STORED)), NAME, CLAIM)[0]


def test_who_found_it_is_not_part_of_the_content():
    assert replay({**STORED, "found_by": "somebody"}, NAME, CLAIM)[0]


POINT = STORED["point"]
BAD = [
    (spoilt(rehash=False, d=3), "the id does not belong to the content"),
    (spoilt(rehash=False, point={**POINT, "eps": "2"}), "the id does not belong to the content"),
    (spoilt(d=3), "d is 2, the record says 3"),
    (spoilt(d=2.0), "d is 2, the record says 2.0"),
    (spoilt(excess=["1", "1"]), "excess is"),
    (spoilt(point={**POINT, "v": ["1", "-1"]}), "the conclusion holds there"),
    (spoilt(point={**POINT, "v": ["0", "-1"]}), "the assumption 0 < Abs(v) does not hold"),
    (spoilt(point={**POINT, "eps": "0"}), "eps: got 0, expected a positive number"),
    (spoilt(point={**POINT, "eps": "2/2"}), "point is"),
    (spoilt(point={**POINT, "eps": "3/0"}), "eps: got '3/0', expected"),
    (spoilt(point={**POINT, "eps": 1}), "eps: got 1, expected"),
    (spoilt(point={"u": ["1", "1"]}), "no value is given"),
    (spoilt(point=None), "expected an object"),
    (spoilt(claim="theorem-2/other"), "the record is about 'theorem-2/other', not about theorem-2/two-eps"),
    (spoilt(claim="lemma-2/two-eps"), "the record is about 'lemma-2/two-eps', not about theorem-2/two-eps"),
    (spoilt(claim="two-eps"), "the record is about 'two-eps', not about theorem-2/two-eps"),
    (spoilt(term="sha256:0"), "theorem-2/two-eps says something else than when the record was made: write it anew"),
    ({k: x for k, x in STORED.items() if k != "term"}, "the record is an old one, which does not say what"),
    ({k: x for k, x in STORED.items() if k != "excess"}, "the record has no excess"),
    (spoilt(verdict="PROVED"), "the record has an unknown field verdict"),
    ([], "expected an object"),
]


@pytest.mark.parametrize(("stored", "message"), BAD)
def test_a_false_record_is_rejected_with_the_reason(stored, message):
    confirmed, said = replay(stored, NAME, CLAIM)
    assert not confirmed and message in said and "\n" not in said


SCHEMA = Schema("bounded", (u,), le(norm(u), 1), (lt(0, Abs(u)),))
OTHERS = [
    {"conclusion": le(CLAIM.conclusion.lhs, 3 * eps)},
    {"conclusion": lt(CLAIM.conclusion.lhs, CLAIM.conclusion.rhs)},
    {"conclusion": CLAIM.conclusion.xreplace({eps: Symbol("eps", nonnegative=True)})},
    {"conclusion": CLAIM.conclusion.xreplace({v: Symbol("v")})},
    {"assuming": CLAIM.assuming[:1]},
    {"assuming": (*CLAIM.assuming, SCHEMA)},
    {"assuming": (*CLAIM.assuming, replace(SCHEMA, assuming=()))},
    {"assuming": (*CLAIM.assuming, replace(SCHEMA, variables=(u, v)))},
    {"exists": (u,)},
    {"exists": (u,), "uniform": (eps,)},
    {"beside": 1},
]


def test_every_part_of_what_a_claim_says_counts_in_its_digest():
    digests = [claim_id(replace(CLAIM, **other)) for other in OTHERS]
    assert len({claim_id(CLAIM), *digests}) == len(OTHERS) + 1
    assert claim_id(replace(CLAIM, name="other", says="Other words.", expected="REFUTED")) == claim_id(CLAIM)


@pytest.mark.parametrize("other", OTHERS, ids=range(len(OTHERS)))
def test_a_record_is_not_one_about_a_claim_that_says_something_else(other):
    said = "theorem-2/two-eps says something else than when the record was made: write it anew"
    assert replay(STORED, NAME, replace(CLAIM, **other)) == (False, said)


def test_a_record_of_a_missing_value_is_confirmed_as_such():
    undefined = Claim(name="c", says="", conclusion=le(norm(unit(u)), 1))
    stored = record(certify(undefined, {u: (0,)}, statement="s").counterexample, undefined)
    assert replay(stored, "s/c", undefined) == (True, "s/c has no value at an exact point in d = 1")


def test_a_record_for_a_choice_of_the_unknown_functions_is_replayed_at_that_choice():
    ell = Symbol("ell")
    against = Instance(functions={"ell": ((u,), norm(u) ** 2)}, point=lambda dim: {u: (1,) * dim})
    abstract = Claim(name="c", says="", conclusion=le(Value(ell, u), 0), against=against)
    from verify.kernel.instances import concrete

    stored = record(certify(concrete(abstract, against), {u: (1,)}, statement="s").counterexample, abstract)
    assert replay(stored, "s/c", abstract)[0]


def test_a_ratio_is_that_of_the_conclusion_and_names_its_functions():
    there = Claim(
        name="c",
        says="",
        conclusion=le(norm(v), 2 * norm(u)),
        assuming=(le(norm(v), norm(u)),),
        exists=(v,),
        witness={v: u},
    )
    for text, asked in (("Norm(v) <= Norm(u)", there.relations[0]), ("Norm(v) <= 2*Norm(u)", there.conclusion)):
        at_witness = Claim(name="c", says="", conclusion=asked.xreplace({v: u}))
        stored = ratio_record(at_witness, {u: (1,)}, named("s/c", there), "", {"witness": text})
        assert replay(stored, "s/c", there) == (False, "the record has an unknown field functions")
    ell = Symbol("ell")
    against = Instance(functions={"ell": ((u,), 3 * norm(u))}, point=lambda dim: {u: (1,) * dim})
    abstract = Claim(name="c", says="", conclusion=le(Value(ell, u), 2 * norm(u)), against=against)
    unnamed = ratio_record(
        Claim(name="c", says="", conclusion=le(3 * norm(u), 2 * norm(u))), {u: (1,)}, named("s/c", abstract), ""
    )
    assert not replay(unnamed, "s/c", abstract)[0]


t, x = Symbol("t"), Symbol("x")
WITNESSES = [
    (eq(t, x), (), x + 1, "fails by 1"),
    (le(x, t), (le(t, 2 * x),), x + 1, "fails by 1"),
    (eq(t * x, 0), (lt(0, t),), 0 * x, "fails by 0"),
    (eq(t * x, 0 * t), (), 1 / x, "has no value"),
]


@pytest.mark.parametrize(("conclusion", "assumed", "witness", "what"), WITNESSES, ids=str)
def test_a_point_against_a_witness_is_none_against_the_claim(conclusion, assumed, witness, what):
    """Another value serves: what is confirmed is said of the witness alone."""
    claim = Claim(name="c", says="", conclusion=conclusion, assuming=assumed, exists=(t,), witness={t: witness})
    texts, plain = next(
        (texts, plain) for texts, plain in plain_claims(claim) if certify(plain, {x: 0}).counterexample is not None
    )
    found = certify(plain, {x: 0}, statement="s").counterexample
    stored = record(replace(found, functions=texts), claim)
    said = f"the witness of s/c does not serve: {texts['witness']} {what} at an exact point"
    assert replay(stored, "s/c", claim) == (True, said)
    bare = {k: v for k, v in stored.items() if k != "functions"}
    assert not replay({**bare, "id": content_id(bare)}, "s/c", claim)[0]


def test_a_corrupt_line_is_reported_by_its_number_and_the_rest_is_read(tmp_path):
    path = tmp_path / "found.jsonl"
    lines = [json.dumps(STORED).encode(), b"", b'{"id": "sha', b"\xff\xfe", b"[1]", b'{"a": 1, "a": 2}', b"[" * 10**5]
    path.write_bytes(b"\n".join([*lines, json.dumps(STORED).encode()]))
    found = list(read_records(path))
    assert [n for n, _ in found] == [1, 3, 4, 5, 6, 7, 8]
    assert found[0][1] == found[-1][1] == STORED
    assert all(isinstance(read, str) and "\n" not in read for _, read in found[1:-1])
    assert found[3][1] == "not a record: expected an object, got [1]"
    assert found[4][1] == "not a JSON record: the name 'a' is given twice"


def test_replay_knows_neither_probe_nor_search_nor_the_paper():
    tree = ast.parse((Path(__file__).parent.parent / "verify" / "checkers" / "stored" / "replay.py").read_text())
    names = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert not [n for n in names if any(word in n for word in ("probe", "solve", "search", "proofs"))]
