"""What the report draws: the graph of the statements, counterexamples in the plane, and that every writer can set them."""

from dataclasses import replace

import pytest

from verify import Symbol
from verify.kernel.judgement import Judgement
from verify.language.claim import Claim, Statement
from verify.language.forms import dot, norm
from verify.language.relation import eq, le
from verify.language.symbols import Vector
from verify.language.verdict import Counterexample, Verdict
from verify.report.nodes import Document
from verify.report.picture import Box, Dot, Note, Picture, Stroke
from verify.report.sections.graph import graph, weak
from verify.report.sections.layers import columns, direct, premises
from verify.report.sections.plane import plane
from verify.report.writers.html import svg
from verify.report.writers.latex import tikz
from verify.report.writers.pdf import by_typst
from verify.report.writers.typst import render, typst

u, v, eps = Vector("u"), Vector("v"), Symbol("varepsilon", nonnegative=True)
good = Claim(name="good", says="A square.", conclusion=eq(norm(u) ** 2, dot(u, u)))
near = Claim(name="near", says="Any two are near.", expected="REFUTED", conclusion=le(norm(u - v), eps))
USES = {"a": (), "b": ("a",), "c": ("b", "a"), "d": ("a",), "e": ("c", "d")}


def found(dimension, **point):
    return Counterexample("s/near", dimension, point, ("1", "2"), "a test")


def test_a_column_holds_what_rests_on_earlier_columns_only():
    assert columns(USES) == (("a",), ("b", "d"), ("c",), ("e",))
    assert premises(USES)["e"] == {"a", "b", "c", "d"}


def test_an_arrow_that_follows_from_others_is_left_out():
    assert direct(USES)["c"] == ("b",)
    assert direct(USES)["e"] == ("c", "d")


def judged(name, claim, verdict):
    return Judgement(name, claim, verdict, "", ())


def test_what_is_wrong_in_a_premise_is_seen_in_all_that_rests_on_it():
    statements = [
        Statement("first", "T", "1", (near,)),
        Statement("second", "T", "1", (good,), uses=("first",)),
        Statement("third", "T", "1", (good,), uses=("second",)),
        Statement("apart", "T", "1", (good,)),
    ]
    verdicts = [judged("first", near, Verdict.REFUTED)]
    verdicts += [judged(s.name, good, Verdict.PROVED) for s in statements[1:]]
    assert weak(statements, verdicts) == {"first": (), "second": ("first",), "third": ("first",), "apart": ()}
    boxes = {b.label: b for b in graph(statements, verdicts).shapes if isinstance(b, Box) and b.label}
    assert {n: (b.colour, b.dashed) for n, b in boxes.items()} == {
        "first": ("bad", False), "second": ("good", True), "third": ("good", True),
    }  # fmt: skip


def test_a_refuted_repair_is_nothing_wrong_in_the_paper():
    own = replace(near, source="own")
    assert weak([Statement("s", "T", "1", (own,))], [judged("s", own, Verdict.REFUTED)]) == {"s": ()}


def test_a_counterexample_in_the_plane_is_drawn_to_scale():
    drawn = plane(found(2, u=["3", "4"], v=["-3/2", "0"], varepsilon="1"), near, {})
    tips = [s.points[1] for s in drawn.shapes if isinstance(s, Stroke)][2:]
    assert tips == [(22 + 15 * 3 / 4, 22 - 15), (22 - 15 * 3 / 8, 22)]
    assert [n.latex for n in drawn.shapes if isinstance(n, Note)] == [r"\boldsymbol{u}", r"\boldsymbol{v}"]


@pytest.mark.parametrize(
    ("point", "labels"),
    [
        ({"u": ["1", "1"], "v": ["1", "1"]}, [r"\boldsymbol{u}, \boldsymbol{v}"]),
        ({"u": ["0", "0"], "v": ["0", "1"]}, [r"\boldsymbol{u}", r"\boldsymbol{v}"]),
    ],
)
def test_equal_vectors_share_a_label_and_zero_is_a_dot(point, labels):
    drawn = plane(found(2, **point), near, {})
    assert [n.latex for n in drawn.shapes if isinstance(n, Note)] == labels
    assert [d.place for d in drawn.shapes if isinstance(d, Dot)] == [(22.0, 22.0)] * (["0", "0"] in point.values())


def test_nothing_is_drawn_outside_the_plane():
    assert plane(found(1, u=["1"], v=["2"]), near, {}) is None


def test_every_shape_is_set_by_every_writer():
    shapes = (
        Stroke(((1, 1), (9, 9)), dashed=True, arrow=True),
        Stroke(((1, 1), (2, 5), (5, 2), (9, 9)), "bad", curved=True),
        Dot((3, 3), "good"),
        Note((5, 5), r"\boldsymbol{\theta}_{1}", "link"),
        Box((0, 0), (9, 5), ("✗ a_1",), "there", "open", dashed=True),
    )
    picture = Picture(20, 10, shapes, "A test & more")
    assert svg(picture).count("<path") == 3
    assert 'aria-label="A test &amp; more"' in svg(picture)
    assert tikz(picture).count(r"\draw") == 2
    assert r"$\times$ a\_1" in tikz(picture)
    head = render(Document(("A test",), "A test", (), "", (), ()))
    assert by_typst(f'{head}\n#heading[x]#label("there")\n{typst(picture)}').startswith(b"%PDF")
