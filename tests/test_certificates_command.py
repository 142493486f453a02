"""`verify check --certificates FILE`: one line a verdict, re-checked, the same whatever the number of processes."""

import gzip
import json
import os
import signal
import time

import pytest

from verify import recheck
from verify.judging.certificates import confirmed
from verify.kernel.prove import prove
from verify.language.claim import Claim
from verify.language.operators import Value
from verify.language.relation import eq
from verify.language.term import Symbol
from verify.prover.certificates.write import certificate

PAPER = {
    "lemma2": """
STATEMENT = statement("lemma-2", true("gram"), false("near"), section="3.1")""",
    "lemma10": 'STATEMENT = statement("lemma-10", true("again"), true("triangle"), uses=("lemma-2",))',
}
SLEEPER = 'STATEMENT = statement("b", true("sleeps", derive=lambda: (HERE / "here").touch() or time.sleep(60)))'


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def test_each_certificate_is_a_line_in_the_order_of_the_claims(paper, verify):
    paper.add(**PAPER)
    code, out, err = verify("check", "--examples", "50", "--certificates", "found.jsonl")
    assert (code, err) == (0, "")
    text = (paper.root / "found.jsonl").read_text(encoding="utf-8")
    proved = [c["claim"] for c in lines(text) if c["verdict"] == "PROVED"]
    assert proved == ["lemma-2/gram", "lemma-10/again", "lemma-10/triangle"]
    written = len(lines(text))
    assert out.splitlines()[-1] == f"certificates: {written} written and re-checked, {4 - written} not written"
    for line in text.splitlines():
        assert line == json.dumps(json.loads(line), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        recheck.check(json.loads(line))


def test_the_bytes_do_not_depend_on_the_processes_nor_on_the_order_of_sets(paper):
    paper.add(**PAPER)
    found = set()
    for jobs in ("1", "2", "3"):
        paper.run(
            "check", "--examples", "50", "--jobs", jobs, "--certificates", "f.jsonl", env={"PYTHONHASHSEED": jobs}
        )
        found.add((paper.root / "f.jsonl").read_bytes())
    assert len(found) == 1
    assert b"lemma-10/triangle" in found.pop()


def test_a_file_that_ends_in_gz_is_packed_without_a_date(paper, verify):
    paper.add(**PAPER)
    for name in ("a.jsonl", "a.jsonl.gz", "b.jsonl.gz"):
        verify("check", "lemma-2", "--examples", "50", "--certificates", name)
    plain, packed, again = ((paper.root / n).read_bytes() for n in ("a.jsonl", "a.jsonl.gz", "b.jsonl.gz"))
    assert gzip.decompress(packed) == plain
    assert packed == again
    assert packed[4:8] == bytes(4)


def test_json_says_of_each_claim_what_became_of_its_certificate(paper, verify):
    paper.add(**PAPER)
    document = json.loads(verify("check", "--json", "--examples", "50", "--certificates", "f.jsonl")[1])
    found = {f"{r['id']}/{r['claim']}": r["certificate"] for r in document["results"]}
    assert (found["lemma-2/gram"], found["lemma-10/triangle"]) == ("rechecked", "rechecked")
    counts = document["summary"]["certificates"]
    assert counts["rechecked"] == sum(c == "rechecked" for c in found.values())
    assert sum(counts.values()) == len(found)
    without = json.loads(verify("check", "--json", "--examples", "50")[1])
    assert [r["certificate"] for r in without["results"]] == [None] * 4
    assert "certificates" not in without["summary"]


def test_why_a_certificate_is_not_written_is_said(paper, verify, monkeypatch):
    def fails(claim, evidence, name, *more):
        raise KeyError(name)

    monkeypatch.setattr("verify.judging.certificates.certificate", fails)
    paper.add(**PAPER)
    code, out, _ = verify("check", "lemma-2/gram", "--json", "--examples", "50", "--certificates", "f.jsonl")
    assert code == 0
    assert json.loads(out)["results"][0]["certificate"] == "raised KeyError: 'lemma-2/gram'"
    assert (paper.root / "f.jsonl").read_bytes() == b""


SPOILED = {
    "a step": lambda c: c["proof"]["steps"].clear(),
    "the conclusion": lambda c: c.update(conclude=[c["conclude"][0], "<", c["conclude"][2]]),
    "the name": lambda c: c.update(claim="lemma-2/another"),
    "the verdict": lambda c: c.update(verdict="REFUTED"),
    "the symbols": lambda c: c.pop("symbols"),
}


@pytest.mark.parametrize("what", SPOILED)
def test_a_certificate_that_is_refused_is_an_error_of_the_engine(paper, verify, monkeypatch, what):
    from verify.judging.certificates import certificate

    def spoiled(*given):
        made = certificate(*given)
        SPOILED[what](made)
        return made

    monkeypatch.setattr("verify.judging.certificates.certificate", spoiled)
    paper.add(**PAPER)
    code, out, _ = verify("check", "lemma-2/gram", "--examples", "50", "--certificates", "f.jsonl")
    assert code == 1
    assert "? UNDECIDED, expected PROVED" in out
    assert "reason    the certificate of PROVED is refused by verify/recheck.py: " in out
    assert out.splitlines()[-1].endswith("0 written and re-checked, 0 not written, 1 refused by verify/recheck.py")
    assert (paper.root / "f.jsonl").read_bytes() == b""


def test_an_undecided_claim_whose_certificate_is_refused_is_no_success(paper, verify, monkeypatch):
    """It may be expected to be UNDECIDED: the refusal is an error all the same."""
    monkeypatch.setattr("verify.judging.certificates.certificate", lambda *given: {"claim": given[2], "verdict": ""})
    paper.add(a='STATEMENT = statement("a", true("x", expected="UNDECIDED"))')
    assert verify("check", "--examples", "50", "--certificates", "f.jsonl")[0] == 1


@pytest.mark.parametrize("target", ["", "taken"])
def test_a_place_that_is_no_file_is_refused_before_anything_is_judged(paper, verify, target):
    (paper.root / "taken").write_text("")
    paper.add(**PAPER)
    name = str(paper.root / target / "f.jsonl") if target else str(paper.root)
    code, out, err = verify("check", "--certificates", name)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert f"--certificates {name}" in err


def test_an_interrupted_run_writes_no_file_and_leaves_the_old_one(paper):
    paper.add(a='STATEMENT = statement("a", true("quick"))', b=SLEEPER)
    (paper.root / "f.jsonl").write_text("old\n")
    process = paper.start(
        "check", "--jobs", "1", "--examples", "50", "--certificates", "f.jsonl", start_new_session=True
    )
    mark = paper.root / paper.name / "here"
    while not mark.exists() and process.poll() is None:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    out, _ = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out.splitlines()[-1] == "certificates: interrupted, no file is written"
    assert (paper.root / "f.jsonl").read_text() == "old\n"
    assert not list(paper.root.glob(".f.jsonl*"))


def test_stored_certificates_are_replayed_by_the_recheck(paper, verify):
    """Each states its claim as it is now, and is shown."""
    paper.add(**PAPER)
    verify("check", "--examples", "50", "--certificates", "found.jsonl")
    path = paper.root / "found.jsonl"
    stored = lines(path.read_text(encoding="utf-8"))
    code, out, err = verify("replay", "found.jsonl")
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == f"{len(stored)} checked, {len(stored)} confirmed, 0 not"

    spoiled = json.loads(json.dumps(stored))
    spoiled[0]["conclude"] = spoiled[0]["conclude"][::-1] if spoiled[0]["conclude"][1] == "=" else [0, "<", 0]
    spoiled[1]["proof"] = {"steps": []}
    spoiled[2]["assume"] = [spoiled[2]["conclude"]]  # a true statement, and another one
    path.write_text("".join(f"{json.dumps(c)}\n" for c in spoiled), encoding="utf-8")
    code, out, err = verify("replay", "found.jsonl")
    assert code == 1
    assert "line 2: " in out and "refused by verify/recheck.py: verdict" in out
    assert "line 3: ✗ it states another formula than the claim has now" in out


def test_a_certificate_of_other_arguments_in_another_order_is_not_that_of_the_claim():
    """Symbols that are listed have no order; arguments have one."""
    f, names = Symbol("f"), ("a", "b", "c", "e")
    a, b, c, e = map(Symbol, names)

    def about(*arguments):
        return Claim(name="same", says="Itself.", conclusion=eq(Value(f, *arguments), Value(f, *arguments)))

    right, other = about(a, b, c, e), about(a, c, b, e)
    written = certificate(right, prove(right), "lemma-1/same")
    assert confirmed(written, right) == (True, "PROVED by verify/recheck.py")
    assert confirmed(written, other) == (False, "it states another formula than the claim has now")
    turned = {**written, "symbols": written["symbols"][::-1]}
    turned["terms"] = [["s", len(names) - 1 - t[1]] if t[0] == "s" else t for t in written["terms"]]
    assert confirmed(turned, right)[0]
