"""Where only norms and inner products count, they are drawn in place of coordinates, and every find has vectors again."""

import numpy as np
import pytest

from verify import Abs, Rational, oo, sign, symbols
from verify.judging.catalogue import discover
from verify.kernel.certify import admissible
from verify.language.claim import Claim
from verify.language.forms import dot, norm, unit
from verify.language.functions import sigmoid
from verify.language.operators import Mean
from verify.language.relation import le, lt
from verify.language.symbols import Sample, SampleLabel, Vector, d
from verify.search.campaign.chunk import chunk
from verify.search.campaign.task import VIOLATION, Task, dimensions_of, variants_of, why_not
from verify.search.inputs import swift
from verify.search.inputs.build import FRAMED
from verify.search.inputs.draw import Swift
from verify.search.inputs.frame import framed, rotation_invariant
from verify.search.inputs.inputs import Inputs
from verify.search.inputs.swift import look

u, v, w = map(Vector, "uvw")
x_n, y_n = Sample("x_n"), SampleLabel("y_n")
m, R = symbols("m R", positive=True)
GAP = Mean(sigmoid(-y_n * dot(x_n, u)) * x_n) - Mean(sigmoid(-y_n * dot(x_n, v)) * x_n)

OF_LENGTHS = [
    le(norm(unit(u) - unit(v)), norm(u - v) / m),
    le(dot(u - 2 * v, w) ** 2, norm(u - 2 * v) ** 2 * norm(w) ** 2),
    le(norm(GAP), R**2 / 4 * norm(u - v)),
    le(2, d),
]
OF_COORDINATES = [
    le(norm(u, 1), norm(u)),
    le(norm(u, oo), norm(u)),
    le(norm(sign(u) - sign(v)), 2),
    lt(m, Abs(u)),
    le(norm(u + 1), norm(u)),
    le(norm(u * v), norm(u)),
    le(norm(u, 3), norm(u)),
    le(dot(u, v), d),
    le(dot(u * u, v), norm(u)),
    le(0, u),
]


@pytest.mark.parametrize("relation", OF_LENGTHS, ids=str)
def test_norms_and_inner_products_are_invariant(relation):
    assert rotation_invariant([relation])


@pytest.mark.parametrize("relation", OF_COORDINATES, ids=str)
def test_what_speaks_of_coordinates_is_never_drawn_in_a_frame(relation, monkeypatch):
    monkeypatch.setattr(swift, "NUMBERS", 1 << 14)
    assert not rotation_invariant([OF_LENGTHS[0], relation])
    inputs = Inputs(Claim(name="c", says="", conclusion=relation))
    blocks = [block for block, *_ in swift._blocks(inputs, 9, [0, 0], inputs.rotation_invariant)]
    assert {block.beyond for block in blocks} == {0} and FRAMED not in {block.family for block in blocks}


@pytest.mark.parametrize("dim", [3, 16, 3072])
def test_the_numbers_in_a_frame_are_those_of_normal_vectors(dim):
    free = Inputs(Claim(name="c", says="", conclusion=le(dot(u, v) + dot(v, w), norm(u) * norm(v) * norm(w))))
    source = Swift(np.random.Generator(np.random.SFC64(7))).block(1 << 15, whole=False, freedom=dim)
    raw: list = []
    for _ in range(3):
        raw.append(framed(source, (1, 3), raw))
    gram = np.concatenate(raw, axis=1) @ np.concatenate(raw, axis=1).transpose(0, 2, 1)
    assert free.frame_width(1) == 3
    for i in range(3):
        squares = gram[:, i, i]
        assert abs(squares.mean() / dim - 1) < 0.03
        assert abs(squares.var() / (2 * dim) - 1) < 0.06
        for j in range(i):
            inner = gram[:, i, j]
            assert abs(inner.mean()) < 0.03 * dim**0.5
            assert abs((inner**2).mean() / dim - 1) < 0.06
            cosine = inner**2 / (squares * gram[:, j, j])
            assert abs(cosine.mean() * dim - 1) < 0.06
            assert abs((cosine**2).mean() * dim * (dim + 2) / 3 - 1) < 0.15


@pytest.mark.parametrize("dim", [5, 300])
def test_the_best_rows_in_a_frame_are_exact_points_of_the_dimension_meant(dim, monkeypatch):
    monkeypatch.setattr(swift, "NUMBERS", 1 << 16)
    lemma = Claim(name="c", says="", assuming=(le(m, norm(u)), le(m, norm(v)), le(2, d)), conclusion=OF_LENGTHS[0])
    data = Claim(name="c", says="", assuming=(le(norm(x_n), R),), conclusion=OF_LENGTHS[2])
    for one in (lemma, data):
        inputs = Inputs(one)
        best = look(inputs, dim, [3, 1], in_a_frame=True).best
        assert best and all(batch.beyond > 0 for batch in best if batch.dim < dim)
        for batch in best:
            point = batch.point(inputs, 0)
            assert {len(point[s]) for s in (u, v)} == {dim}
            assert batch.admissible == 0 or admissible(one, point) is True


def test_where_there_are_no_more_coordinates_than_vectors_they_are_drawn_themselves(monkeypatch):
    monkeypatch.setattr(swift, "NUMBERS", 1 << 14)
    inputs = Inputs(Claim(name="c", says="", conclusion=OF_LENGTHS[1]))
    assert {block.beyond for block, *_ in swift._blocks(inputs, 3, [0, 0], True)} == {0}
    assert {block.beyond for block, *_ in swift._blocks(inputs, 8, [0, 0], True)} == {5}


ESSAY = """
from verify import Rational
STATEMENT = statement("a",
    Claim(name="angle", says="", assuming=(le(1, norm(u)), le(1, norm(v))), expected="REFUTED",
          conclusion=le(dot(u, v), Rational(99, 100) * norm(u) * norm(v))))
"""


def test_a_find_in_a_frame_is_certified_and_simplified_like_any_other(paper, monkeypatch):
    monkeypatch.setattr(swift, "NUMBERS", 1 << 16)
    paper.add(a=ESSAY)
    done = chunk(Task(f"{paper.name}.a", "a", "angle", dim=3072), 2)
    (found,) = done["finds"]
    assert done["d"] == 3072
    assert found["point"]["u"] == found["point"]["v"]
    assert Rational(found["excess"][0]) > 0


def test_every_claim_is_drawn_in_a_frame_or_with_all_coordinates_also_where_these_are_few(monkeypatch):
    monkeypatch.setattr(swift, "NUMBERS", 1 << 10)
    monkeypatch.setattr(swift, "MOST_ROWS", 16)
    catalogue, looked = discover("proofs"), 0
    for statement in catalogue.statements:
        for claim in statement.claims:
            if claim.exists or why_not(claim, VIOLATION, None):
                continue
            for _, inputs in variants_of(Task(catalogue.modules[statement.name], statement.name, claim.name)):
                if inputs.symbols and inputs.rotation_invariant:
                    for dim in dimensions_of(inputs, None)[:4]:
                        swift.look(inputs, dim, [1, 2], in_a_frame=True)
                        looked += 1
    assert looked > 500
