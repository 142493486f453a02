"""Large blocks: what is left out of them changes no score, and of each the best row is looked at like every other."""

import numpy as np
import pytest

from verify import Abs, Symbol, exp, sign, symbols
from verify.judging.catalogue import discover
from verify.kernel.certify import admissible
from verify.language.claim import Claim
from verify.language.forms import dot, norm, unit
from verify.language.relation import eq, le, lt
from verify.language.symbols import Label, Sample, SampleLabel, Vector, d
from verify.prover.batch import batch
from verify.search.campaign.chunk import LAPS, chunk
from verify.search.campaign.task import RATIO, Task, variants_of, why_not
from verify.search.inputs import swift
from verify.search.inputs.draw import Swift
from verify.search.inputs.inputs import Inputs
from verify.search.inputs.scores import largest, relative_excess, relative_ratio, widest
from verify.search.inputs.swift import EVERY, look

t1, t2, x, h = map(Vector, ("theta_1", "theta_2", "x", "h"))
x_n, y_n, y = Sample("x_n"), SampleLabel("y_n"), Label("y")
eps, m, R = symbols("eps m R", positive=True)
a, b = symbols("a b")
n = Symbol("n", integer=True, positive=True)


def claim(conclusion, *assuming):
    return Claim(name="c", says="", assuming=assuming, conclusion=conclusion)


def moved(theta):
    return x - y * eps * unit(theta)


KINDS = {
    "bounds on norms": claim(
        le(norm(moved(t1) - moved(t2)), eps / m * norm(t1 - t2)), le(m, norm(t1)), le(m, norm(t2))
    ),
    "unit vectors": claim(le(norm(unit(t1) - unit(t2)), norm(t1 - t2) / m), le(m, norm(t1)), le(m, norm(t2))),
    "a ball": claim(le(dot(x, h), R * norm(h)), le(norm(x), R)),
    "a sphere": claim(le(norm(x, 1), 2 * norm(x)), eq(norm(x), R)),
    "signs": claim(le(norm(sign(t1) - sign(t2)), 2 * eps), lt(0, Abs(t1)), lt(0, Abs(t2))),
    "an angle": claim(le(norm(t1), norm(t1 + h)), eq(dot(t1, h), 0)),
    "data": claim(le(dot(x_n, t1), R * norm(t1)), le(norm(x_n), R), le(1, y_n * dot(x_n, t1))),
    "numbers": claim(le(2 * a * b, a**2 + b**2), le(a, b), le(2, n), le(n, 4)),
    "defined": claim(lt(0, exp(-a)), eq(a, b + eps)),
    "unread": claim(le(norm(t1) - norm(t2), 1), le(norm(t1 - x), norm(x)), le(norm(t2 - x), norm(t1))),
    "a coordinate": claim(le(-eps, x), le(Abs(x), eps)),
}
DIMS = (1, 2, 3, 8)


def block(inputs, family, dim, whole, rows=500):
    source = Swift(np.random.Generator(np.random.SFC64([dim, whole]))).block(rows, whole=whole)
    points = 2 if inputs.has_data else 1
    return source, inputs.make(source, family, dim, points)


def agree(inputs, made, dim):
    """The same rows are admissible, and the gaps are equal up to the rounding of the largest numbers of the row."""
    quick, slow = inputs.swift_scores(made, dim), inputs.scores(made, dim)
    assert (quick.admissible == slow.admissible).all()
    sides = batch([inputs.claim.conclusion.lhs, inputs.claim.conclusion.rhs], inputs.symbols)({**made, d: dim})
    with np.errstate(all="ignore"):
        scale = widest(np.abs(sides[0]) + np.abs(sides[1]), len(slow.violation))
        off = np.abs(quick.violation - slow.violation) * scale
    fine = slow.admissible & ~np.isnan(slow.violation)
    assert (off[fine] <= 1e-11 * (scale + largest(made, len(off)))[fine]).all()
    assert np.isnan(quick.violation[slow.admissible & ~fine]).all()


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("name", KINDS)
def test_what_is_left_out_changes_no_score(name, whole):
    inputs = Inputs(KINDS[name])
    for dim in DIMS:
        for family in ("independent", "corners", "axes", "orthogonal", "opposite on the boundary", "extreme ratios"):
            agree(inputs, block(inputs, family, dim, whole)[1], dim)


@pytest.mark.parametrize("size", [1e150, 1e-150, 5e-324])
@pytest.mark.parametrize("name", ["unit vectors", "signs", "numbers", "an angle"])
def test_in_huge_and_in_tiny_numbers_the_two_kernels_agree(name, size):
    one = KINDS[name]
    inputs = Inputs(claim(one.conclusion))
    rng = np.random.default_rng(0)
    shapes = {s: (40, 1, 3 if isinstance(s, Vector) else 1) for s in inputs.symbols}
    made = {s: np.abs(rng.integers(1, 4, shape) * size) for s, shape in shapes.items()}
    quick, slow = inputs.swift_scores(made, 3).violation, inputs.scores(made, 3).violation
    np.testing.assert_array_equal(np.isnan(quick), np.isnan(slow))
    np.testing.assert_allclose(quick, slow, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("op", ["<=", "<", "=", "!="])
def test_the_measures_are_the_shares_of_the_gap_in_the_sum_of_sizes(op):
    values = [0.0, 5e-324, 1e-310, 1e-150, 1.0, 1 + 2**-52, -3.0, 1e150, np.inf, np.nan]
    lhs, rhs = (np.array(v).reshape(-1, 1, 1) for v in zip(*[(p, q) for p in values for q in values], strict=True))
    relation = {"<=": le, "<": lt, "=": eq}.get(op, eq)(a, b)
    relation = relation if op != "!=" else type(relation)(relation.lhs, "!=", relation.rhs)
    with np.errstate(all="ignore"):
        scale = np.abs(lhs) + np.abs(rhs)
        share = np.where(scale == 0, 0.0, (lhs - rhs) / np.where(scale == 0, 1.0, scale))
        expected = {"=": np.abs(share), "!=": -np.abs(share)}.get(op, share)
        found, ratio = relative_excess(relation, lhs, rhs), relative_ratio(relation, lhs, rhs)
    normal = ~(scale < 1e-300) | (scale == 0)
    np.testing.assert_array_equal(found[normal], expected[normal])
    np.testing.assert_array_equal(np.sign(found), np.sign(expected))
    np.testing.assert_array_equal(ratio[rhs > 1e-8], found[rhs > 1e-8])


@pytest.mark.parametrize("name", KINDS)
def test_a_row_of_a_block_is_rebuilt_exactly_and_certified(name, monkeypatch):
    monkeypatch.setattr(swift, "NUMBERS", 1 << 15)
    monkeypatch.setattr(swift, "ROOM", 1 << 9)
    inputs = Inputs(KINDS[name])
    for dim in DIMS:
        seen = look(inputs, dim, [0, 0])
        assert seen is None or seen.admissible > 0
        for best in () if seen is None else seen.best:
            again = best.point(inputs, 0)
            assert best.admissible == 0 or admissible(inputs.claim, again) is True


@pytest.mark.parametrize("in_a_frame", [False, True])
def test_the_best_row_of_a_look_is_the_best_of_all_its_rows(in_a_frame, monkeypatch):
    monkeypatch.setattr(swift, "NUMBERS", 1 << 14)
    monkeypatch.setattr(swift, "ROOM", 1 << 9)
    inputs = Inputs(claim(le(norm(x + h), m * norm(x)), le(1, m)))
    scores = [s for *_, s in swift._blocks(inputs, 9, [4, 4], in_a_frame)]
    seen = look(inputs, 9, [4, 4], in_a_frame=in_a_frame)
    assert seen.admissible == sum(int(s.admissible.sum()) for s in scores)
    best = max(float(np.where(s.admissible, s.violation, -np.inf).max()) for s in scores)
    assert max(b.violation for b in seen.best) == pytest.approx(best, abs=1e-12)


def test_a_symbol_that_drops_out_is_drawn_once():
    inputs = Inputs(KINDS["bounds on norms"])
    made = block(inputs, "independent", 3, False)[1]
    assert {str(s) for s in inputs.needed.idle} == {"x", "y"}
    assert {str(s): len(v) for s, v in made.items() if len(v) == 1} == {"x": 1, "y": 1}
    assert inputs.needed.tested == [] == inputs.needed.signs


def test_sums_over_coordinates_are_sums_of_long_columns():
    inputs = Inputs(KINDS["bounds on norms"])
    for family in EVERY:
        made = block(inputs, family, 3, False)[1]
        assert made[t1].strides[0] == 8, family


ESSAY = """
from verify import Rational, Symbol
m = Symbol("m", positive=True)
STATEMENT = statement("a",
    Claim(name="sphere", says="", assuming=(le(m, norm(u)), le(m, norm(v))),
          conclusion=le(norm(u / norm(u) - v / norm(v)), norm(u - v) / m)),
    Claim(name="needle", says="", assuming=(le(1, norm(u)),),
          conclusion=le(norm(u, 1), Rational(17320507, 10**7) * norm(u)), expected="REFUTED"),
)
"""


@pytest.fixture
def task(paper, monkeypatch):
    monkeypatch.setattr(swift, "NUMBERS", 1 << 20)
    paper.add(a=ESSAY)
    return lambda name, **more: Task(f"{paper.name}.a", "a", name, dim=3, **more)


def test_a_swift_chunk_is_a_function_of_the_seed_and_the_index(task):
    for goal in ("violation", RATIO):
        one = task("sphere", goal=goal)
        first = chunk(one, 1)
        chunk(one, 2), chunk(task("needle"), 1)
        assert chunk(one, 1) == first
        assert chunk(one, 2)["pairs"] > 5 * chunk(one, LAPS)["pairs"]
    assert 0.9999 < float(first["best"]["ratio"][1]) <= 1


def test_a_needle_is_found_uphill_of_the_best_row_of_a_swift_chunk(task):
    (found,) = chunk(task("needle"), 1)["finds"]
    assert (
        found["point"]["u"][0].lstrip("-") == found["point"]["u"][1].lstrip("-") == found["point"]["u"][2].lstrip("-")
    )


def test_of_the_papers_claims_what_is_left_out_changes_no_score():
    catalogue, tried = discover("proofs"), 0
    pairs = [
        (s, c) for s in catalogue.statements for c in s.claims if not c.exists and not why_not(c, "violation", None)
    ]
    for s, c in pairs[::9]:
        variants = variants_of(Task(catalogue.modules[s.name], s.name, c.name))
        if not variants or not variants[0][1].symbols:
            continue
        inputs, (low, high) = variants[0][1], variants[0][1].claim.dimensions
        dim = max(low, 3) if high is None else min(high, max(low, 3))
        for family in ("independent", "corners on the boundary"):
            made = block(inputs, family, dim, True, 60)[1]
            agree(inputs, made, dim)
            tried += 1
    assert tried > 60
