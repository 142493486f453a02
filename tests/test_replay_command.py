"""`verify replay`: stored counterexamples by file, claim or hash; the bad ones are named."""

import json
import time

import pytest

from verify.checkers.inequality.problem import read
from verify.judging.ask import prove
from verify.kernel.certify import certify


@pytest.fixture
def replay(paper, verify):
    """A paper with a refuted and a proved claim, its true record, and the command."""
    paper.add(a='STATEMENT = statement("a", false("near"), true("gram"))')

    def run(what, *arguments):
        return verify("replay", what, "--examples", "50", *arguments)

    run.record = json.loads(verify("check", "a/near", "--json", "--examples", "50")[1])["results"][0]["counterexample"]
    run.root = paper.root
    return run


def lines(*records):
    return "".join(f"{r if isinstance(r, str) else json.dumps(r)}\n" for r in records)


def test_a_file_of_true_records_is_confirmed(replay):
    (replay.root / "found.jsonl").write_text(lines(replay.record), encoding="utf-8")
    code, out, _ = replay("found.jsonl")
    assert code == 0
    assert out.splitlines()[0].startswith(f"line 1: a/near {replay.record['id'][:19]} ✓ confirmed")
    assert out.splitlines()[-1] == "1 checked, 1 confirmed, 0 not"


def test_several_files_and_certificates_are_checked_together(replay, verify):
    (replay.root / "found.jsonl").write_text(lines(replay.record), encoding="utf-8")
    (replay.root / "bad.jsonl").write_text(lines("{"), encoding="utf-8")
    (replay.root / "square.json").write_text(json.dumps(prove("x**2 >= 0").certificate), encoding="utf-8")
    code, out, _ = verify("replay", "found.jsonl", "bad.jsonl", "square.json", "--json")
    checked = json.loads(out)["records"]
    assert (code, [(c["where"], c["confirmed"]) for c in checked]) == (
        1,
        [("found.jsonl, line 1", True), ("bad.jsonl, line 1", False), ("square.json", True)],
    )


def test_bad_records_and_corrupt_lines_are_named_and_the_rest_is_checked(replay):
    spoilt = replay.record | {"point": {"u": ["0", "0"], "v": ["0", "0"]}}
    stranger = replay.record | {"claim": "a/nobody"}
    text = lines(spoilt, '{"half', replay.record, stranger)
    (replay.root / "found.jsonl").write_text(text, encoding="utf-8")
    code, out, _ = replay("found.jsonl", "--json")
    checked = json.loads(out)["records"]
    assert code == 1
    assert [(c["where"], c["confirmed"]) for c in checked] == [
        ("line 1", False),
        ("line 2", False),
        ("line 3", True),
        ("line 4", False),
    ]
    assert checked[1]["message"].startswith("corrupt, skipped: not a JSON record")
    assert checked[3]["message"] == "unknown claim 'a/nobody'"
    assert replay("found.jsonl")[1].splitlines()[-1] == "4 checked, 1 confirmed, 3 not"


def test_an_empty_file_is_bad_input(replay):
    (replay.root / "found.jsonl").write_text("", encoding="utf-8")
    assert replay("found.jsonl") == (2, "", "verify replay: found.jsonl holds no record\n")


def test_the_records_inside_a_json_document_are_checked(replay):
    document = {"results": [{"counterexample": None}, {"counterexample": replay.record}]}
    (replay.root / "all.json").write_text(json.dumps(document, indent=2), encoding="utf-8")
    code, out, _ = replay("all.json")
    assert (code, out.splitlines()[-1]) == (0, "1 checked, 1 confirmed, 0 not")
    assert out.startswith(f"all.json: a/near {replay.record['id'][:19]} ✓ confirmed")


def test_a_json_document_without_records_is_bad_input_in_one_line(replay):
    (replay.root / "none.json").write_text('{"results": []}', encoding="utf-8")
    message = (
        "verify replay: none.json holds no record: expected JSON with counterexamples in it, or one record a line\n"
    )
    assert replay("none.json") == (2, "", message)


@pytest.mark.parametrize("what", ["a/near", "{digest}", "sha256:{digest}"])
@pytest.mark.parametrize("place", ["counterexamples/a.jsonl", "verdicts.json"])
def test_an_id_is_looked_up_in_the_reports(replay, what, place):
    path = replay.root / "reports" / place
    path.parent.mkdir(parents=True)
    text = (
        lines(replay.record, "{half")
        if path.suffix == ".jsonl"
        else json.dumps({"results": [{"counterexample": replay.record}]})
    )
    path.write_text(text, encoding="utf-8")
    code, out, _ = replay(what.format(digest=replay.record["id"].removeprefix("sha256:")[:8]))
    assert code == 0
    assert out.startswith(f"reports/{place}")
    assert out.endswith("1 checked, 1 confirmed, 0 not\n")


def test_a_claim_with_nothing_stored_is_judged_and_its_own_counterexample_replayed(replay):
    code, out, _ = replay("a/near")
    assert code == 0
    assert out.startswith("judged now: a/near sha256:")


def test_a_claim_without_a_counterexample_has_nothing_to_replay(replay):
    message = "verify replay: a/gram has no counterexample or certificate to replay: a/gram is PROVED\n"
    assert replay("a/gram") == (2, "", message)


def test_a_corrupt_verdicts_file_is_bad_input_in_one_line(replay):
    (replay.root / "reports").mkdir()
    (replay.root / "reports" / "verdicts.json").write_text("{half", encoding="utf-8")
    code, out, err = replay("deadbeef")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("verify replay: reports/verdicts.json cannot be read: ")


def test_a_statement_whose_name_looks_like_a_hash_is_still_a_statement(replay, paper):
    paper.add(facade='STATEMENT = statement("facade", false("near"))')
    assert replay("facade")[1].startswith("judged now: facade/near sha256:")


POWERS = [f"(a+b+c+u+v+w+{k}*x)**12" for k in range(2, 150)]


def slow(path):
    """A certificate that is checked by writing out millions of products, which takes any machine seconds."""
    problem = read(f"{'+'.join(POWERS)} = 1", [])
    point, proof = dict.fromkeys(problem.names, "0"), {"rule": "expand", "with": {}, "parts": []}
    certificate = {"kind": "inequality", **problem.as_json(), "verdict": "PROVED", "point": point, "proofs": [proof]}
    path.write_text(json.dumps(certificate), encoding="utf-8")


def test_a_certificate_that_takes_too_long_is_not_confirmed_and_the_others_go_on(replay, verify):
    (replay.root / "square.json").write_text(json.dumps(prove("x**2 >= 0").certificate), encoding="utf-8")
    slow(replay.root / "slow.json")
    code, out, _ = verify("replay", "slow.json", "square.json", "--timeout", "0.5")
    assert (code, out.splitlines()) == (
        1,
        [
            "slow.json: ✗ not confirmed: took longer than 0.5 s",
            "square.json: ✓ confirmed PROVED: 1 proofs check",
            "2 checked, 1 confirmed, 1 not",
        ],
    )


def test_a_record_that_takes_too_long_is_not_confirmed_and_the_others_go_on(replay, monkeypatch):
    seconds = iter((60, 0))

    def sleepy(claim, point):
        time.sleep(next(seconds))
        return certify(claim, point)

    monkeypatch.setattr("verify.checkers.stored.replay.certify", sleepy)
    (replay.root / "found.jsonl").write_text(lines(replay.record, replay.record), encoding="utf-8")
    code, out, _ = replay("found.jsonl", "--timeout", "0.2", "--json")
    assert (code, [(c["confirmed"], c["message"]) for c in json.loads(out)["records"]]) == (
        1,
        [
            (False, "not confirmed: took longer than 0.2 s"),
            (True, "a/near fails by 0.82842712 at an exact point in d = 2"),
        ],
    )


@pytest.mark.parametrize("name", ["gone.json", "gone.jsonl", "reports/gone.json", "gone.jsonl.gz"])
def test_a_file_that_is_not_there_is_told_before_any_package_is_looked_for(verify, tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    assert verify("replay", name) == (2, "", f"verify replay: no file {name}\n")


def test_the_file_that_may_be_meant_is_named(verify, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "square1.json").write_text("{}", encoding="utf-8")
    assert verify("replay", "square2.json")[2] == "verify replay: no file square2.json; did you mean square1.json?\n"
