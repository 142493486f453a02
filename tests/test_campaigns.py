"""Campaigns on several processes: the same finds whoever dies in the middle."""

import json
import os
import signal
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from verify.judging import campaign
from verify.search.campaign.task import Task

psutil = pytest.importorskip("psutil", reason="distributed brings psutil, which tells the processes")
pytest.importorskip("distributed", reason="campaigns on several machines need the extra [cluster]")

ESSAY = """
from verify import Rational, sign
conclusions = {"corners": le(norm(sign(u) - sign(v)), 2), "sum": le(norm(u, 1), Rational(3, 2) * norm(u))}
STATEMENT = statement("a", *(Claim(name=n, says="", conclusion=c, expected="REFUTED") for n, c in conclusions.items()))
"""
CHUNKS = 36  # so many that a campaign is not at its end before somebody can kill it
SEARCH = ("search", "a/sum", "--chunks", str(CHUNKS), "--seed", "5", "--json")


def finds(out):
    document = json.loads(out)
    return document["chunks"], document["pairs"], document["finds"]


def until(condition, seconds=300):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def alive(processes):
    return [p for p in processes if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


def finished(home):
    return sum(path.read_bytes().count(b"\n") for path in (home / "reports" / "campaigns").glob("a.sum.*.jsonl"))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, request):
    """The answer of one process that nobody disturbs."""
    from tests.conftest import Paper

    root = tmp_path_factory.mktemp("alone")
    (root / "essay").mkdir()
    (root / "essay" / "__init__.py").write_text("PAPER = {}\n", encoding="utf-8")
    code, out, err = Paper(root, "essay").add(a=ESSAY).run(*SEARCH)
    assert (code, err) == (0, "")
    return finds(out), (root / "reports" / "counterexamples" / "a.sum.jsonl").read_text(encoding="utf-8")


@pytest.fixture
def essay(tmp_path, new_paper):
    return new_paper(tmp_path, "essay").add(a=ESSAY)


def test_a_killed_worker_is_replaced_and_its_chunk_done_again(essay, undisturbed):
    process = essay.start(*SEARCH, "--workers", "2")
    until(lambda: finished(essay.root) >= 2)
    children = psutil.Process(process.pid).children(recursive=True)
    worker = next(c for c in children if "spawn_main" in " ".join(c.cmdline()))
    os.kill(worker.pid, signal.SIGKILL)
    out, err = process.communicate(timeout=300)
    assert json.loads(out)["failed"] == []
    assert (process.returncode, err) == (0, "")
    assert finds(out) == undisturbed[0]
    kept = (essay.root / "reports" / "counterexamples" / "a.sum.jsonl").read_text(encoding="utf-8")
    assert {json.loads(line)["id"] for line in kept.splitlines()} == {r["id"] for r in undisturbed[0][2]}
    until(lambda: not alive(children))


def failing(task, index):
    """A chunk in whose place the file `task.module` keeps which were tried: the second fails once, the third always."""
    tried = Path(task.module)
    with tried.open("a", encoding="utf-8") as lines:
        lines.write(f"{index}\n")
    if index == 2 or (index == 1 and tried.read_text(encoding="utf-8").split().count("1") == 1):
        raise OSError("it is gone")
    return {"chunk": index}


@contextmanager
def on_a_cluster(monkeypatch):
    from distributed import Client

    from verify.search.campaign import cluster

    monkeypatch.setattr(cluster, "chunk", failing)
    monkeypatch.setattr(cluster, "ready", lambda task: None)
    with Client(processes=False, n_workers=1, threads_per_worker=1, dashboard_address=None) as client:
        yield cluster.spread(client)


@contextmanager
def on_workers(monkeypatch):
    monkeypatch.setattr(campaign, "chunk", failing)
    with campaign.local(2) as engine:
        yield engine


@pytest.mark.parametrize("where", [on_a_cluster, on_workers])
def test_a_chunk_that_fails_is_done_once_more_and_then_named(tmp_path, monkeypatch, where):
    """As where a worker dies with what it has found and nobody has fetched."""
    tried = tmp_path / "tried"
    with where(monkeypatch) as engine:
        done = list(engine(Task(str(tried), "a", "sum"), iter(range(4))))
    assert sorted(d["chunk"] for d in done) == [0, 1, 2, 3]
    assert [(d["chunk"], d["failed"]) for d in done if "failed" in d] == [(2, "OSError: it is gone")]
    assert sorted(tried.read_text(encoding="utf-8").split()) == ["0", "1", "1", "2", "2", "3"]


def test_a_killed_campaign_goes_on_where_it_was(essay, undisturbed):
    process = essay.start(*SEARCH)
    until(lambda: finished(essay.root) >= 2)
    process.kill()
    process.communicate()
    before = finished(essay.root)
    assert before < CHUNKS
    code, out, err = essay.run(*SEARCH, "--resume")
    assert (code, err) == (0, "")
    assert finds(out) == undisturbed[0]
    assert finished(essay.root) == CHUNKS


def test_an_interrupted_campaign_says_what_it_has_and_leaves_nobody_behind(essay):
    process = essay.start("search", "a/corners", "--workers", "2", "--budget", "60", "--json")
    campaigns = essay.root / "reports" / "campaigns"
    until(lambda: [p for p in campaigns.glob("a.corners.*") if p.stat().st_size])
    children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=300)
    document = json.loads(out)
    assert (process.returncode, err, document["interrupted"]) == (130, "", True)
    assert document["chunks"] >= 1 and document["finds"][0]["point"] == {"u": ["1", "1"], "v": ["-1", "-1"]}
    until(lambda: not alive(children))


def test_an_unreachable_scheduler_is_one_line_with_its_address_and_exit_3(paper, verify, monkeypatch):
    monkeypatch.setattr(
        "verify.search.campaign.cluster.CONNECT", 0.5
    )  # seconds; a refused connection is tried again till then
    paper.add(a=ESSAY)
    code, out, err = verify("search", "a/sum", "--scheduler", "tcp://127.0.0.1:9")
    assert (code, out, err.count("\n")) == (3, "", 1)
    assert err.startswith("verify search: the scheduler tcp://127.0.0.1:9 does not answer")
