"""Judging in worker processes: the same verdicts whatever their number, no hang when one dies, Ctrl-C."""

import json
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from verify.cli import main
from verify.judging.time_limit import TimeIsUp
from verify.judging.workers import Workers

SOON = 60  # seconds: long on the busiest machine, and short for whoever waits for the sleeper
SLEEPER = """
def sleep():
    child = subprocess.Popen(["sleep", "300"])
    (HERE / "pids").write_text(f"{os.getpid()} {child.pid}")
    time.sleep(300)

STATEMENT = statement("b", true("asleep", derive=sleep))
"""


def alive(pid):
    """Is there such a process, other than one that only waits to be buried?"""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(happened, seconds):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if happened():
            return True
        time.sleep(0.02)
    return False


def asleep(paper):
    """Process ids of the worker and of its child, once the sleeping claim is being judged."""
    marker = paper.root / paper.name / "pids"
    assert until(lambda: marker.exists() and len(marker.read_text().split()) == 2, 60)
    return [int(pid) for pid in marker.read_text().split()]


@pytest.fixture
def check(paper, capsys):
    """Judge the package from this process, in workers of their own: exit code and document."""

    def run(*arguments):
        code = main(["check", "--package", paper.name, "--json", "--examples", "50", *arguments])
        return code, json.loads(capsys.readouterr().out)

    return run


def results(document):
    return {f"{r['id']}/{r['claim']}": r for r in document["results"]}


def test_the_document_is_the_same_whatever_the_number_of_jobs(paper, check):
    claims = ", ".join([*(f'true("t{k}")' for k in range(5)), *(f'false("f{k}")' for k in range(5))])
    paper.add(a=f'STATEMENT = statement("a", {claims})', b='STATEMENT = statement("b", true("x"))')
    one, three = (check("--jobs", jobs) for jobs in ("1", "3"))
    assert one == three
    assert [r["claim"] for r in one[1]["results"]] == [*(f"t{k}" for k in range(5)), *(f"f{k}" for k in range(5)), "x"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_claim_whose_process_dies_has_no_verdict_and_the_others_go_on(paper, check, jobs):
    paper.add(
        a="""STATEMENT = statement("a", true("first"),
            true("killed", derive=lambda: os.kill(os.getpid(), signal.SIGKILL)), true("next"),
            true("left", derive=lambda: os._exit(7)), true("last"))""",
        b='STATEMENT = statement("b", true("other"))',
    )
    code, document = check("--jobs", jobs)
    found = results(document)
    again = f"so there is no verdict: free memory, then verify check a/{{}} --package {paper.name} --jobs 1"
    assert {f["id"]: f["reason"] for f in document["summary"]["failed"]} == {
        "a/killed": f"its process was killed (SIGKILL), as the system does where memory is short, {again.format('killed')}",
        "a/left": f"its process ended by itself (exit code 7), {again.format('left')}",
    }
    assert {name: r["verdict"] for name, r in found.items()} == dict.fromkeys(
        ["a/first", "a/next", "a/last", "b/other"], "PROVED"
    )
    assert (code, document["summary"]["unexpected"]) == (3, [])


KILLED = """STATEMENT = statement("a", true("whole"),
    true("killed", assuming=(le(norm(u), 1),), derive=lambda: os.kill(os.getpid(), signal.SIGKILL)))"""


def test_the_line_on_a_process_that_died_is_no_mathematics(paper):
    paper.add(a=KILLED)
    for words in (("check",), ("show", "a")):
        code, out, err = paper.run(*words)
        assert code == 3 and "UNDECIDED" not in out and "missing " not in out
        assert "a/killed failed: its process was killed (SIGKILL)" in out + err
    assert "1 claim: 1 PROVED; all as expected; 1 claim failed" in paper.run("check")[1]


def test_no_report_is_written_and_nothing_replayed_without_a_claim_whose_process_died(paper):
    paper.add(a=KILLED)
    code, out, _ = paper.run("report", "--out", "out")
    assert (code, [*(paper.root / "out").glob("*")]) == (3, []) and "a/killed failed: its process was killed" in out
    for words in (("replay", "a"), ("necessity", "a")):
        code, out, err = paper.run(*words)
        assert (code, out, err.count("\n")) == (3, "", 1) and "its process was killed (SIGKILL)" in err


def test_a_claim_that_leaves_the_interpreter_is_undecided_with_that_reason(paper, check):
    paper.add(a='STATEMENT = statement("a", true("quits", derive=lambda: sys.exit(5)), true("other"))')
    code, document = check("--jobs", "1")
    found = results(document)
    assert (found["a/quits"]["verdict"], found["a/other"]["verdict"]) == ("UNDECIDED", "PROVED")
    assert found["a/quits"]["reason"] == "raised SystemExit: 5"
    assert code == 3


@pytest.mark.parametrize("as_json", [True, False])
def test_an_interrupted_check_stops_at_once_and_keeps_what_was_finished(paper, as_json):
    paper.add(a='STATEMENT = statement("a", true("quick"))', b=SLEEPER, c='STATEMENT = statement("c", true("never"))')
    process = paper.start("check", "--jobs", "1", "--examples", "50", *["--json"] * as_json, start_new_session=True)
    pids = asleep(paper)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    out, err = process.communicate(timeout=SOON)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert until(lambda: not any(map(alive, pids)), SOON)
    if as_json:
        assert json.loads(out)["interrupted"] is True
        assert list(results(json.loads(out))) == ["a/quick"]
    else:
        assert "a/quick" in out
        assert "interrupted, 2 not judged" in out


def test_an_interrupt_of_the_parent_alone_ends_its_workers_too(paper):
    paper.add(b=SLEEPER)
    process = paper.start("check", "--json", "--jobs", "2")
    pids = asleep(paper)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=SOON)
    assert (process.returncode, json.loads(out)["results"]) == (130, [])
    assert until(lambda: not any(map(alive, pids)), SOON)


def test_a_task_that_does_not_end_is_ended_with_its_worker_and_the_others_go_on(monkeypatch):
    monkeypatch.setattr("verify.judging.workers.GRACE", 3.0)
    with Workers() as workers:
        tasks = [(time.sleep, (300,)), (max, (1, 2)), (divmod, (1, 0))]
        found = dict(workers.in_time(tasks, jobs=2, seconds=0.1))
    assert (type(found[0].error), found[1].result, type(found[2].error)) == (TimeIsUp, 2, ZeroDivisionError)


def test_workers_leave_no_thread_behind():
    before = set(threading.enumerate())
    with Workers() as workers:
        (worker,) = workers._all
        assert set(threading.enumerate()) > before
    assert set(threading.enumerate()) == before
    assert not worker.process.is_alive()


def test_workers_end_when_their_parent_is_killed(paper):
    paper.add(b=SLEEPER)
    process = paper.start("check", stdout=-3, stderr=-3)
    pids = asleep(paper)
    process.kill()
    process.wait(SOON)
    assert until(lambda: not any(map(alive, pids)), SOON)


def test_what_an_author_prints_does_not_reach_standard_output(paper):
    paper.add(a='print("loading")\nSTATEMENT = statement("a", true("x", derive=lambda: print("deriving")))')
    _, out, err = paper.run("check", "--json", "--examples", "50")
    assert json.loads(out)["schema"] == 1
    assert "loading" in err
    assert "deriving" in err
