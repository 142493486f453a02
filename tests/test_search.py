"""`verify search`: chunks are functions of (seed, index); finds are certified, short, kept at once and never lost."""

import json
import re
from fractions import Fraction

import numpy as np
import pytest

from verify.checkers.stored.ratio import ratio_at, ratio_record
from verify.checkers.stored.replay import replay
from verify.kernel.record import content_id, named
from verify.language.claim import Claim
from verify.language.forms import norm, unit
from verify.language.relation import le, lt
from verify.language.symbols import Vector
from verify.language.term import Symbol
from verify.search.campaign.chunk import chunk
from verify.search.campaign.journal import Journal
from verify.search.campaign.run import MOST_FAILED, alone, run
from verify.search.campaign.task import RATIO, Task
from verify.search.campaign.uphill import _Climb, uphill
from verify.search.inputs.batches import batches
from verify.search.inputs.inputs import Inputs
from verify.search.inputs.scores import Scores

u, v = Vector("u"), Vector("v")
m = Symbol("m", positive=True)
ESSAY = """
from verify import Instance, Rational, Schema, Symbol, Value, sign
ELL = Symbol("ell")
m = Symbol("m", positive=True)
def claim(name, conclusion, *assuming, expected="REFUTED", **more):
    return Claim(name=name, says="", conclusion=conclusion, assuming=assuming, expected=expected, **more)
STATEMENT = statement("a",
    claim("corners", le(norm(sign(u) - sign(v)), 2)),
    claim("edge", le(norm(u, 1), Rational(17, 10) * norm(u)), eq(Symbol("d", integer=True, positive=True), 3)),
    claim("true", le(norm(u + v), norm(u) + norm(v)), expected="PROVED"),
    claim("strict", le(norm(u / norm(u)), 1), expected="PROVED"),
    claim("identity", eq(norm(u) ** 2, dot(u, u)), expected="PROVED"),
    claim("sphere", le(norm(u / norm(u) - v / norm(v)), norm(u - v) / m), le(m, norm(u)), le(m, norm(v)), expected="PROVED"),
    claim("exists", le(norm(u), norm(v)), exists=(v,), witness={v: u}, expected="PROVED"),
    claim("wrong-witness", le(norm(u), norm(v)), le(norm(v), 1), exists=(v,), witness={v: u}),
    claim("abstract", le(Value(ELL, u), 3), le(norm(u), 1), Schema("its size", (v,), eq(Value(ELL, v), 3 * norm(v))),
        instance=Instance(functions={"ell": ((u,), 3 * norm(u))}), expected="PROVED"),
)
"""


@pytest.fixture
def search(paper, verify):
    paper.add(a=ESSAY)

    def run(*arguments):
        return verify("search", *arguments)

    run.root, run.package = paper.root, paper.name
    return run


def task(search, claim, **more):
    return Task(f"{search.package}.a", "a", claim, **more)


def records(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_find_is_what_a_person_would_write_and_is_replayed(search, verify):
    code, out, _ = search("a/corners", "--chunks", "3", "--json")
    found = json.loads(out)
    assert (code, found["claim"], found["chunks"], found["interrupted"]) == (0, "a/corners", 3, False)
    assert [(r["d"], r["point"]) for r in found["finds"]] == [(2, {"u": ["1", "1"], "v": ["-1", "-1"]})]
    assert found["finds"][0]["found_by"] == f"verify search a/corners --package {search.package} --seed 0 --chunks 2"
    kept = search.root / "reports" / "counterexamples" / "a.corners.jsonl"
    assert records(kept) == found["finds"]
    assert verify("replay", "a/corners")[1].splitlines()[-1] == "1 checked, 1 confirmed, 0 not"


def test_a_find_is_told_as_a_line_that_the_claim_keeps(search, paper, verify):
    told = search("a/corners", "--chunks", "3")[1]
    (line,) = re.findall(r"^  try: (counterexample=lambda: .*) in the claim: check decides it there$", told, re.M)
    kept = ESSAY.replace('statement("a"', 'statement("b"').replace("sign(v)), 2)", f"sign(v)), 2), {line}")
    paper.add(b=f"from verify import Vector\n{kept}")
    assert "one point in d = 2" in verify("check", "b/corners", "--package", search.package)[1]
    assert "try: counterexample" not in search("b/corners", "--chunks", "3")[1]


def test_a_find_in_3072_dimensions_is_brought_down_to_two(search):
    found = json.loads(search("a/corners", "--dim", "3072", "--chunks", "1", "--json")[1])
    assert found["dimensions"] == [3072]
    assert [r["point"] for r in found["finds"]] == [{"u": ["1", "1"], "v": ["-1", "-1"]}]


def test_a_needle_is_found_by_the_ascent_from_the_best_rows():
    needle = Claim(
        name="c", says="", assuming=(le(1, norm(u)),), conclusion=le(norm(u, 1), Fraction(1732, 1000) * norm(u))
    )
    inputs = Inputs(needle)
    best = max(batches(inputs, ["independent"], 0, 3, 8, [0]), key=lambda b: b.violation)
    climbed = uphill(inputs, best, int(best.rows[0]), [0])
    assert best.violation < 0 < climbed.violation


def test_an_ascent_stands_still_where_nothing_that_is_moved_is_in_the_input(monkeypatch):
    inputs = Inputs(Claim(name="c", says="", conclusion=le(norm(u), 1)))
    batch = next(iter(batches(inputs, ["independent"], 0, 3, 8, [0])))
    monkeypatch.setattr(
        inputs, "scores", lambda made, dim: Scores(np.array([True]), np.array([0.5]))
    )  # the same for all rows
    climb = _Climb(inputs, batch, int(batch.rows[0]), [0])
    value, slopes = climb(climb.start)
    assert value == -0.5 and slopes.shape == climb.start.shape and not slopes.any()


def test_the_largest_ratio_of_a_true_bound_is_attained_exactly(search, verify):
    code, out, _ = search("a/sphere", "--maximise", "--chunks", "4", "--json")
    best = json.loads(out)["best_ratio"]
    assert (code, best["ratio"], best["square"]) == (0, ["1", "1"], None)
    assert verify("replay", "reports/ratios/a.sphere.jsonl")[0] == 0


def test_in_3072_dimensions_the_corners_are_too_far_by_the_root_of_3072(search):
    asked = ("a/corners", "--maximise", "--dim", "3072", "--chunks", "1")
    code, out, _ = search(*asked, "--json")
    best = json.loads(out)["best_ratio"]
    assert (code, best["square"], best["ratio"]) == (0, "3072", ["55.425625", "55.425626"])
    assert (set(best["point"]["u"]), set(best["point"]["v"])) == ({"1"}, {"-1"})
    assert "u = (1 ×3072)" in search(*asked, "--resume")[1]


def test_of_a_witness_everything_that_is_said_is_tried_and_replayed(search, verify):
    assert search("a/exists", "--chunks", "2")[0] == 0
    code, out, _ = search("a/wrong-witness", "--chunks", "2")
    assert code == 0
    assert out.splitlines()[1:3] == ["  with witness = Norm(v) <= 1", "  u = (2)"]
    assert verify("replay", "a/wrong-witness")[1].splitlines()[-1] == "1 checked, 1 confirmed, 0 not"
    kept = search.root / "reports" / "counterexamples" / "a.wrong-witness.jsonl"
    (record,) = records(kept)
    other = record | {"functions": {"witness": "Norm(u) <= Norm(v)"}}
    kept.write_text(json.dumps(other | {"id": content_id(other)}), encoding="utf-8")
    assert verify("replay", "a/wrong-witness")[0] == 1


def test_unknown_functions_are_those_of_the_claims_own_instance_where_no_simple_ones_fit(search):
    code, out, _ = search("a/abstract", "--chunks", "1", "--json")
    assert (code, json.loads(out)["pairs"] > 0) == (0, True)


def test_a_ratio_for_chosen_functions_names_them_and_is_replayed(search, verify):
    code, out, _ = search("a/abstract", "--maximise", "--chunks", "1", "--json")
    best = json.loads(out)["best_ratio"]
    assert (code, best["ratio"], best["functions"]) == (0, ["1", "1"], {"instance": "the claim's own"})
    kept = search.root / "reports" / "ratios" / "a.abstract.jsonl"
    assert verify("replay", str(kept))[0] == 0
    kept.write_text(json.dumps({**best, "functions": {"ell": "0"}}), encoding="utf-8")
    assert verify("replay", str(kept))[0] == 1


def test_the_constant_term_of_eq_15_is_too_small_by_the_root_of_the_dimension(verify):
    code, out, _ = verify(
        "search", "proposition-1/eq15-printed", "--maximise", "--dim", "49", "--chunks", "1", "--package", "proofs"
    )
    assert (code, "  left/right = 7 at" in out.splitlines()) == (0, True)
    assert any(line.strip().startswith("with x' = ") for line in out.splitlines())


def test_several_claims_end_with_a_summary(search):
    out = search("a/true", "a/identity", "--chunks", "1")[1]
    assert out.splitlines()[-1].startswith("2 of 2 claims searched, ")
    assert out.splitlines()[-1].endswith(" pairs; something found for 0")


def test_a_false_claim_without_symbols_is_found_false(paper, verify):
    paper.add(
        a="""from verify import pi
STATEMENT = statement("a", Claim(name="near", says="", conclusion=le(10**17 * pi, 314159265358979323), expected="REFUTED"))
"""
    )
    found = json.loads(verify("search", "a/near", "--chunks", "1", "--json")[1])["finds"]
    assert [(r["point"], r["excess"]) for r in found] == [({}, ["0.84626433", "0.84626434"])]
    assert verify("replay", "a/near")[0] == 0


def test_nothing_found_is_no_proof_and_is_expected_only_of_a_true_claim(search):
    code, out, _ = search("a/true", "--chunks", "2")
    assert (code, "  nothing found, which proves nothing" in out.splitlines()) == (0, True)
    assert search("a/edge", "--chunks", "1", "--dim", "3")[0] == 0
    code, out, _ = search("a", "--chunks", "2", "--json")
    assert code == 1  # the domain of `strict` leaves out u = 0
    missing = {c["claim"]: c["finds"][0]["excess"][0] for c in json.loads(out)["campaigns"] if c["finds"]}
    assert missing["a/strict"] == "undefined"


BAD = [
    (("a/corners", "--dim", "0"), "argument --dim: '0' is not a whole number from 1"),
    (("a/corners", "--budget", "0"), "argument --budget: '0' is no number of seconds from 0.1"),
    (("a/corners", "--budget-each", "x"), "argument --budget-each: 'x' is no number of seconds from 0.1"),
    (("a/nobody",), "unknown id 'a/nobody'"),
    (("a/edge", "--dim", "2"), "a/edge cannot be searched: it speaks of d = 3, not of 2"),
    (("a/exists", "--maximise"), "one point decides nothing; try --family"),
    (("a/identity", "--maximise"), "its conclusion is no bound: expected <= or <, got ="),
]


@pytest.mark.parametrize(("arguments", "message"), BAD)
def test_bad_input_is_one_line_and_exit_2(search, arguments, message):
    code, out, err = search(*arguments)
    assert (code, out) == (2, "")
    assert message in err.splitlines()[-1]


def test_an_unwritable_folder_is_said_before_anything_is_searched(search):
    (search.root / "reports").write_text("a file")
    code, out, err = search("a/corners")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "--out reports cannot be written" in err


def test_a_half_written_line_is_named_and_the_rest_is_read(search):
    kept = search.root / "reports" / "counterexamples" / "a.corners.jsonl"
    search("a/corners", "--chunks", "1", "--dim", "2")
    whole = kept.read_bytes()
    kept.write_bytes(whole + whole[:40])
    code, _, err = search("a/corners", "--chunks", "1", "--dim", "3")
    assert code == 0
    assert err.startswith("skipped: reports/counterexamples/a.corners.jsonl, line 2: not a JSON record")
    assert kept.read_bytes().startswith(whole + whole[:40])


def test_a_chunk_is_a_function_of_the_seed_and_the_index(search):
    for goal in ("violation", RATIO):
        one = task(search, "corners", dim=3, goal=goal)
        assert chunk(one, 1) == chunk(one, 1)
    different = [chunk(task(search, "true", dim=2, seed=seed), index)["pairs"] for seed, index in ((0, 0), (0, 2))]
    assert all(different)


def test_resuming_repeats_no_chunk(search, tmp_path):
    one, asked = task(search, "true", dim=2), []

    def engine(task, indices):
        for index in indices:
            asked.append(index)
            yield from alone(task, iter([index]))

    journal = Journal(tmp_path, one)
    first = run(one, engine, journal, chunks=2)
    again = run(one, engine, Journal(tmp_path, one), chunks=5, resume=journal.finished().values())
    assert asked == [0, 1, 2, 3, 4]
    assert again.pairs > first.pairs and sorted(again.done) == asked


def test_an_interruption_keeps_what_was_finished(search, tmp_path):
    one = task(search, "corners", dim=2)

    def engine(task, indices):
        yield from alone(task, iter([next(indices)]))
        raise KeyboardInterrupt

    campaign = run(one, engine, Journal(tmp_path, one), chunks=5)
    assert (campaign.interrupted, sorted(campaign.done), len(campaign.finds)) == (True, [0], 1)
    assert [sorted(Journal(tmp_path, one).finished()), len(records(Journal(tmp_path, one).finds))] == [[0], 1]


def test_seconds_end_a_search_only_between_chunks(search, tmp_path):
    one = task(search, "true", dim=2)
    campaign = run(one, alone, Journal(tmp_path, one), seconds=0)
    assert sorted(campaign.done) == [0]


SPHERE = Claim(
    name="sphere",
    says="",
    assuming=(le(m, norm(u)), le(m, norm(v))),
    conclusion=le(norm(unit(u) - unit(v)), norm(u - v) / m),
)


def test_a_ratio_is_exact_where_its_square_is_a_square():
    assert ratio_at(SPHERE, {u: (2, 0), v: (0, 2), m: 2}).written == ["1", "1"]
    assert ratio_at(SPHERE, {u: (2, 0), v: (0, 4), m: 2}).square == Fraction(2, 5)
    assert ratio_at(SPHERE, {u: (1, 0), v: (0, 2), m: 2}) is None
    assert ratio_at(SPHERE, {u: (2, 0), v: (2, 0), m: 2}) is None


def test_a_stored_ratio_that_was_edited_is_rejected():
    stored = ratio_record(SPHERE, {u: (2, 0), v: (0, 4), m: 2}, named("a/sphere", SPHERE), "")
    assert replay(stored, "a/sphere", SPHERE) == (
        True,
        "a/sphere has left/right in [0.63245553, 0.63245554] at an exact point in d = 2",
    )
    assert replay({**stored, "ratio": ["1", "1"]}, "a/sphere", SPHERE)[1].startswith(
        "the id does not belong to the content"
    )
    strict = Claim(name="sphere", says="", conclusion=lt(norm(u - v), norm(u) - norm(v)))
    assert replay(stored, "a/sphere", strict)[0] is False


def claims_of(out):
    found = json.loads(out)
    return [c["claim"] for c in found["campaigns"]], found["left_out"]


@pytest.fixture
def shares(monkeypatch):
    """The seconds that each campaign is given, by a clock on which every campaign takes four."""
    given, now = [], [0.0]

    def campaign(task, engine, journal, *, seconds, **more):
        given.append(seconds)
        now[0] += 4.0
        return run(task, engine, journal, chunks=0)

    monkeypatch.setattr("verify.cli.search.run", campaign)
    monkeypatch.setattr("verify.cli.search.time.monotonic", lambda: now[0])
    return given


def test_the_budget_is_the_time_of_the_whole_command_and_is_shared(search, shares):
    ids = ("a/true", "a/identity", "a/sphere", "a/exists")
    code, out, _ = search(*ids, "--budget", "10", "--json")
    assert shares == [2.5, 2.0, 1.0]
    assert (code, claims_of(out)) == (0, ([*ids[:3]], {"a/exists": "the time was up"}))
    shares.clear()
    assert search(*ids, "--budget", "100")[0] == 0
    assert shares == [100 / 4, (100 - 4) / 3, (100 - 8) / 2, 100 - 12]


def test_an_expected_find_for_which_there_was_no_time_is_missing(search, shares):
    code, out, _ = search("a/true", "a/wrong-witness", "--budget", "3", "--json")
    assert (code, claims_of(out)) == (3, (["a/true"], {"a/wrong-witness": "the time was up"}))


def test_seconds_for_each_claim_say_beforehand_what_they_come_to(search):
    code, out, err = search("a/true", "a/identity", "--budget-each", "0.1", "--json")
    assert (code, err) == (0, "2 claims, 0.1 seconds each: about 1 min\n")
    assert claims_of(out) == (["a/true", "a/identity"], {})
    assert "not allowed with argument" in search("a/true", "--budget", "1", "--budget-each", "1")[2]


def test_a_chunk_that_raises_is_named_and_the_others_go_on(monkeypatch, tmp_path):
    def chunk(task, index):
        if index == 1:
            raise ValueError("a root of\nwhat is below 0")
        return {"chunk": index, "d": 2, "pairs": 10, "finds": [], "best": None}

    monkeypatch.setattr("verify.search.campaign.run.chunk", chunk)
    task = Task("proofs.lemma_2", "lemma-2", "lipschitz")
    campaign = run(task, alone, Journal(tmp_path, task), chunks=4)
    assert sorted(campaign.done) == [0, 2, 3]
    assert campaign.failed == {1: "ValueError: a root of what is below 0"}


def test_where_every_chunk_raises_a_campaign_ends(monkeypatch, tmp_path):
    def chunk(task, index):
        raise OSError("it is gone")

    monkeypatch.setattr("verify.search.campaign.run.chunk", chunk)
    task = Task("proofs.lemma_2", "lemma-2", "lipschitz")
    campaign = run(task, alone, Journal(tmp_path, task), seconds=600)
    assert (len(campaign.failed), campaign.done) == (MOST_FAILED, {})
