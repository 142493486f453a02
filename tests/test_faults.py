"""Broken input, full devices, killed processes: nothing torn, nobody left behind, one line for whoever caused it."""

import errno
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from pathlib import Path
from random import Random

import pytest

from bench.faults import run as faults
from bench.faults.kills import MARK, killed, marked
from bench.faults.texts import HOSTILE, changed
from verify.checkers.stored.read import Unfit, document, fault, numerals, parsed
from verify.cli import main, terminal
from verify.judging import ask, files
from verify.judging.files import put
from verify.kernel.record import Kind
from verify.report.formulas.characters import LETTERS, MATHEMATICS, NUMBERED, SUBSCRIPTS, SUPERSCRIPTS
from verify.report.writers import html, latex, typst
from verify.report.writers.pdf import by_pdflatex, by_typst
from verify.search.campaign.journal import Journal
from verify.search.campaign.task import Task

ROOT = Path(__file__).parent.parent
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def command(*words, cwd=ROOT, env=None, **more):
    """A command in a process of its own."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
    more = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 300} | more
    return subprocess.run([sys.executable, "-m", "verify.cli", *words], cwd=cwd, env=env, check=False, **more)


# Every reader


def test_no_reader_does_anything_but_read_or_refuse():
    parts = [*faults.inputs(700, seed=3, workers=1)]
    assert {p.kind for p in parts} == set(faults.KINDS)
    assert [f for p in parts for f in p.faults] == []


def raises(rng, corpus):
    raise RecursionError("too deep")


def takes_long(rng, corpus):
    end = time.process_time() + 0.1
    while time.process_time() < end:
        pass


def sings(rng, corpus):
    Path(faults.CANARY).write_text("here I am", encoding="utf-8")


@pytest.mark.parametrize(
    ("feed", "found"), [(raises, "RecursionError: too deep"), (takes_long, "0.1 s"), (sings, "canary")]
)
def test_a_reader_that_fails_takes_long_or_does_more_is_found(feed, found, monkeypatch, tmp_path):
    monkeypatch.setattr(faults, "KINDS", {"bad": (1.0, feed)})
    monkeypatch.setattr(faults, "SECONDS", 0.05)
    monkeypatch.setattr(
        faults, "_corpus", lambda home: (home / faults.CANARY).write_text(faults.SONG, encoding="utf-8")
    )
    assert any(found in f for f in faults.fed("bad", range(2), str(tmp_path)).faults)


def test_what_is_changed_is_another_and_the_given_one_stays():
    value = {"a": [1, {"b": "text"}], "c": "0"}
    before = json.dumps(value)
    every = [changed(value, Random(seed)) for seed in range(200)]
    assert json.dumps(value) == before
    assert sum(v != value for v in every) > 190 and len({repr(v) for v in every}) > 100


# Stored files


@pytest.mark.parametrize(
    ("value", "shape", "wrong"),
    [
        (5, int, ""),
        (True, int, "it is True, expected a whole number"),
        (5, float, ""),
        ("5", float, "it is '5', expected a number"),
        ([1, "x"], [int], "[1] is 'x', expected a whole number"),
        ({"a": {"b": None}}, {"a": {"b": (str, None)}}, ""),
        ({"a": {"b": 1}}, {"a": {"b": (str, None)}}, "a.b is 1, expected a text or nothing"),
        ({"a": 1}, {"a": int, "b": int}, "it has no b"),
        ({"a": 1}, {"a": int, "b?": int}, ""),
        ({"a": 1, "c": 2}, {"a": int}, "it has an unknown field c"),
        ({"a": 1, "c": "x"}, {"a": int, ...: int}, "c is 'x', expected a whole number"),
        ("box", Kind, ""),
        ("boxes", Kind, "it is 'boxes', expected counterexample, family, absence, ratio, box, inequality"),
        ([["1/2", "-3"]], numerals, ""),
        ([[["1"]]], numerals, "it is [[['1']]], expected numbers as texts, in lists within lists"),
        ("1/0", numerals, "it is '1/0', expected numbers as texts, in lists within lists"),
        (5, {"a": int}, "it is 5, expected an object"),
        ({}, [int], "it is {}, expected a list"),
        ({}, list, "it is {}, expected a list"),
    ],
)
def test_a_value_fits_a_shape_or_the_place_is_named_where_it_does_not(value, shape, wrong):
    assert fault(value, shape) == wrong


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
        (b'{"a": 1, "a": 2}', "the name 'a' is given twice"),
        (b"NaN", "NaN is no number"),
        (b"1e999", "1e999 is too large"),
        (b"-Infinity", "-Infinity is no number"),
        (b"1" * 5000, "4300 digits"),
        (b"\xff", "can't decode"),
        (b"{", "Expecting property name"),
        (b"", "Expecting value"),
    ],
)
def test_what_is_no_json_is_refused_in_one_line(text, why, tmp_path):
    with pytest.raises(Unfit, match=re.escape(why)) as refused:
        parsed(text)
    assert "\n" not in str(refused.value)
    (tmp_path / "a.json").write_bytes(text)
    with pytest.raises(Unfit, match=r"a\.json cannot be read: "):
        document(tmp_path / "a.json")


@pytest.mark.parametrize("name", ["a" * 5000, "\x00", "nowhere/a.json", "."])
def test_a_name_that_no_file_has_is_refused_in_one_line(name):
    with pytest.raises(Unfit, match="cannot be read: ") as refused:
        document(name)
    assert "\n" not in str(refused.value)


def test_a_find_that_is_forged_is_not_taken_over_by_a_campaign_that_goes_on(paper, verify):
    paper.add(a='STATEMENT = statement("a", false("b"))')
    assert verify("search", "a/b", "--chunks", "2", "--seed", "1")[0] == 0
    (rows,) = (paper.root / "reports" / "campaigns").glob("*.jsonl")
    whole = [json.loads(line) for line in rows.read_text(encoding="utf-8").splitlines()]
    journal = Journal(paper.root / "reports", Task(f"{paper.name}.a", "a", "b", 1))
    assert sorted(journal.finished()) == [0, 1] and whole[0]["finds"]
    forged = {**whole[0], "finds": [whole[0]["finds"][0] | {"excess": ["7", "7"]}]}
    for first in (
        forged,
        {**whole[0], "best": 5},
        {**whole[0], "finds": [5]},
        {"chunk": 0},
        {**whole[0], "pairs": "1"},
    ):
        rows.write_text("\n".join(map(json.dumps, (first, whole[1]))) + "\n", encoding="utf-8")
        assert sorted(journal.finished()) == [1]
    code, _, err = verify("search", "a/b", "--chunks", "2", "--seed", "1", "--resume")
    assert code == 0 and "line 1: pairs is '1', expected a whole number" in err


# Output


@pytest.fixture
def one(paper):
    """A package of one claim: its command in a process of its own."""
    named = "import dataclasses\nSTATEMENT = dataclasses.replace(statement('a', true('x')), title='A bound for $‖θ‖$.')"
    paper.add(a=named)

    def run(*words, **more):
        package = () if words[0] in ("--help", "prove", "nothing") else ("--package", paper.name)
        return command(*words, *package, cwd=paper.root, **more)

    run.paper = paper
    return run


@pytest.mark.parametrize(
    "words", [("list",), ("list", "--json"), ("--help",), ("prove", "x >= x - 1"), ("check", "--json")]
)
def test_a_full_device_and_a_closed_output_are_one_line_and_exit_3(one, words):
    with open("/dev/full", "wb") as full:
        on_full = one(*words, stdout=full)
    closed = one(*words, stdout=None, preexec_fn=lambda: os.close(1))
    for ran, why in ((on_full, b"No space left on device"), (closed, b"Bad file descriptor")):
        assert ran.returncode == 3
        assert ran.stderr.count(b"\n") == 1 and ran.stderr.endswith(b"standard output cannot be used: " + why + b"\n")


def test_where_errors_cannot_be_told_the_exit_code_tells_them():
    with open("/dev/full", "wb") as full:
        assert command("nothing", stderr=full).returncode == 2
    assert command("nothing", stderr=None, preexec_fn=lambda: os.close(2)).returncode == 2


@pytest.mark.parametrize("words", [("list",), ("list", "--json"), ("show", "a", "--json"), ("check",)])
def test_a_reader_who_leaves_changes_no_exit_code(one, words):
    package = one.paper
    process = package.start(*words)
    process.stdout.read(1)
    process.stdout.close()
    assert (process.wait(timeout=300), process.stderr.read()) == (0, "")
    process.stderr.close()


def test_a_stream_that_knows_ascii_alone_loses_nothing(one):
    shown = one("show", "a", env=ASCII).stdout.decode("ascii")
    assert "A bound for ||theta||." in shown and "?" not in shown.replace("? ", "")
    plain, known = (json.loads(one("show", "a", "--json", env=env).stdout) for env in (ASCII, {}))
    assert plain == known and "‖θ‖" in json.dumps(known, ensure_ascii=False)


def test_what_a_user_writes_moves_nothing_on_a_terminal(capsys):
    terminal.paint(["a\x1b[2Jb\u202ec\nd"])
    terminal.print_table(("a", "b"), [("x\ny", "\x1b[31m")])
    assert capsys.readouterr().out == "a[U+001B][2Jb[U+202E]c d\na    b\nx y  [U+001B][31m\n"


def test_what_is_finished_of_a_document_stays_when_the_rest_is_never_written(capsys):
    results = terminal.Results()
    results.put({"schema": 1}, {"id": "‖"})
    results.put({"schema": 1}, {"id": 2})
    first, *lines = capsys.readouterr().out.split("\n")
    assert (first, [json.loads(line.rstrip(",")) for line in lines]) == (
        '{"schema": 1, "results": [',
        [{"id": "‖"}, {"id": 2}],
    )
    for count in (0, 1, 3):
        results = terminal.Results("needs")
        for k in range(count):
            results.put({"schema": 1}, k)
        results.close({"schema": 1}, {"interrupted": False})
        assert json.loads(capsys.readouterr().out) == {"schema": 1, "needs": [*range(count)], "interrupted": False}


# Written files


def test_a_file_is_written_whole_or_stays_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    put(path, b"old")

    def full(self, content):
        with self.open("wb") as file:
            file.write(content[:1])  # as much as there is room for
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left on device") as refused:
        put(path, b"new")
    assert refused.value.filename == str(path)
    assert (path.read_bytes(), [p.name for p in tmp_path.iterdir()]) == (b"old", ["a.json"])


def test_what_a_killed_process_has_left_is_removed_and_what_a_living_one_writes_is_not(tmp_path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left, living, other = (tmp_path / f".a.json.{n}" for n in (f"{dead.pid}-1", f"{os.getppid()}-1", "x-y"))
    for path in (left, living, other):
        path.write_bytes(b"half")
    put(tmp_path / "a.json", b"whole")
    assert (left.exists(), living.exists(), other.exists()) == (False, True, True)


def test_a_device_is_written_to_and_a_link_is_followed(tmp_path, monkeypatch):
    (tmp_path / "target").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    put(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "target").read_bytes() == b"new"
    monkeypatch.setattr(files, "DEVICES", tmp_path)
    put(tmp_path / "target", b"newer")
    assert (tmp_path / "target").stat().st_nlink == 1 and (tmp_path / "target").read_bytes() == b"newer"


@pytest.mark.parametrize("words", [("prove", "x >= x - 1", "--certificate"), ("check", "a", "--certificates")])
def test_a_certificate_on_a_full_device_is_one_line(one, words):
    ran = one(*words, "/dev/full")
    assert ran.returncode in (2, 3)
    assert ran.stderr.count(b"\n") == 1 and b"No space left on device" in ran.stderr


# Memory and the machine


def limited(size):
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size))


def test_a_limit_of_the_system_is_kept_and_one_that_is_too_low_is_said():
    asked = ("prove", "x**2 + y**2 >= 2*x*y")
    assert command(*asked, preexec_fn=limited(1 << 30)).stdout.startswith(b"PROVED")
    low = command(*asked, preexec_fn=limited(300 << 20)).stdout.decode()
    assert low.startswith(
        "UNDECIDED\nreason: the memory is not enough: 300 MiB; the solver takes 512, and the system allows no more"
    )


@pytest.mark.parametrize(
    "end", ["print('MemoryError', file=sys.stderr)", "print('terminate: std::bad_alloc', file=sys.stderr); os.abort()"]
)
def test_a_solver_that_runs_out_of_memory_says_so_and_not_that_the_time_is_up(end, monkeypatch):
    monkeypatch.setattr(ask, "LEAST", 0)
    worker = [sys.executable, "-c", f"import os, sys; sys.stdin.read(); {end}"]
    real = subprocess.Popen
    monkeypatch.setattr(ask.subprocess, "Popen", lambda command, **more: real(worker, **more))
    assert ask.prove("x >= 0", memory=600 << 20).reason == "the memory is not enough: 600 MiB; give more with --memory"


@pytest.mark.parametrize(
    ("end", "how"),
    [
        ("os.kill(os.getpid(), 9)", "was killed (SIGKILL), as the system does where memory is short"),
        ("os.kill(os.getpid(), 40)", "was killed (signal 40)"),
        ("os.abort()", "was killed (SIGABRT)"),
        ("raise ValueError(7)", "ended by itself (exit code 1), ValueError: 7"),
    ],
)
@pytest.mark.parametrize("said", ["", '{"verdict": "UNDECIDED"}', '{"verdict": "PRO'])
def test_a_solver_that_dies_gives_no_verdict(end, how, said, monkeypatch, capsys):
    monkeypatch.setattr(ask, "LEAST", 0)
    worker = [sys.executable, "-c", f"import os, sys; sys.stdin.read(); print({said!r}, flush=True); {end}"]
    real = subprocess.Popen
    monkeypatch.setattr(ask.subprocess, "Popen", lambda command, **more: real(worker, **more))
    assert main(["prove", "x >= 0", "--json"]) == 3
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"verify prove: the solver's process {how}, so there is no verdict: ")


def test_an_answer_that_was_given_counts_whatever_becomes_of_the_process(monkeypatch):
    answer = ask.prove("x**2 >= 0").as_json()
    worker = [
        sys.executable,
        "-c",
        f"import os, sys; sys.stdin.read(); print({json.dumps(answer)!r}, flush=True); os.abort()",
    ]
    real = subprocess.Popen
    monkeypatch.setattr(ask.subprocess, "Popen", lambda command, **more: real(worker, **more))
    assert ask.prove("x**2 >= 0").verdict == "PROVED"


def test_a_solver_that_hangs_near_its_memory_says_so(monkeypatch):
    worker = [sys.executable, "-c", "import time; x = bytearray(500 << 20); time.sleep(60)"]
    real = subprocess.Popen
    monkeypatch.setattr(ask.subprocess, "Popen", lambda command, **more: real(worker, **more))
    assert ask.prove("x >= 0", timeout=5, memory=600 << 20).reason.startswith("the memory is not enough: 600 MiB")
    assert ask.prove("x >= 0", timeout=2, memory=4 << 30).reason.startswith("the time is up")


def test_doctor_says_in_two_seconds_what_the_machine_lacks_and_what_to_do(tmp_path):
    began = time.process_time() + sum(os.times()[2:4])
    ran = command("doctor", "--json", cwd=tmp_path, env={**ASCII, "TMPDIR": "/nowhere"}, preexec_fn=limited(400 << 20))
    assert sum(os.times()[2:4]) + time.process_time() - began < 2
    found = {c["name"]: c["remedy"] for c in json.loads(ran.stdout)["machine"]}
    assert found["memory"].startswith("the solver takes 512 MiB")
    assert found["temporary files"] == "set TMPDIR to a folder that can be written"
    assert found["letters on standard output"].endswith("set PYTHONUTF8=1")
    assert {"this folder", "reports", "worker processes", "fonts of typst", "z3"} <= set(found)


@pytest.mark.parametrize(
    ("setting", "name"),
    [
        ({"verify.checkers.inequality.smt.Z3.ask": lambda *a, **more: "unknown"}, "z3"),
        ({"verify.cli.machine.REPORTS": Path("/proc/nowhere")}, "reports"),
        ({"verify.cli.machine.TEX": ("nothing.sty",)}, "packages of LaTeX"),
        ({"verify.cli.machine.get_context": lambda how: exec("raise OSError('no semaphores')")}, "worker processes"),
    ],
)
def test_each_thing_that_is_missing_has_a_remedy(setting, name, monkeypatch):
    from verify.cli.machine import checks

    for place, value in setting.items():
        try:
            monkeypatch.setattr(place, value)
        except AttributeError:  # a frozen solver
            monkeypatch.setattr("verify.checkers.inequality.smt.Solver.ask", value)
    monkeypatch.setattr("shutil.which", lambda program: "/usr/bin/" + program)
    assert {c.name: bool(c.remedy) for c in checks()}[name]


# A user's own texts

LETTER = [chr(n) for n in range(0x110000) if unicodedata.category(chr(n))[0] in "LMNPS"]


def test_every_letter_is_printed_or_its_number_stands_for_it():
    """By the tables of the writers: what follows compiles all that is printed."""
    for c in LETTER:
        assert all(x.isascii() or x in LETTERS for x in latex.escape(c))
        assert html.escape(c)
    printed = {c for c in LETTER if not re.search(NUMBERED, latex.escape(c))}
    assert {*"aZ9éřŞż"} <= printed and not {*"中Яא€"} & printed
    assert {c for c in LETTER if not re.search(NUMBERED, typst.string(c))} >= printed


@pytest.mark.parametrize("writer", ["typst", "pdflatex"])
def test_everything_that_is_printed_compiles(writer):
    known = {*MATHEMATICS, *SUBSCRIPTS, *SUPERSCRIPTS}
    letters = [c for c in LETTER if not c.isascii() and (c in known or not re.search(NUMBERED, latex.escape(c)))]
    texts = [*(h.replace("$", "") for h in HOSTILE), " ".join(letters), " ".join(map(chr, range(32, 127)))]
    if writer == "typst":
        pages = by_typst("\n\n".join(f"#{typst.string(t)};" for t in texts))
    elif not shutil.which("pdflatex"):
        pytest.skip("pdflatex is not installed")
    else:
        texts = [t[:400] for t in texts[:-2]] + texts[-2:]
        head = latex.PREAMBLE.replace("%MACROS%", "").replace("%COLOURS%", r"\definecolor{link}{HTML}{000000}")
        body = "\n\n".join(rf"\section{{{latex.escape(t)}}}\label{{{latex.label(t)}}}" for t in texts[:-2])
        body += latex.escape(" ".join(texts[-2:]))
        pages = by_pdflatex(re.sub("%[A-Z]+%", "", head) + body + r"\end{document}")
    assert pages.startswith(b"%PDF")


def test_a_page_holds_one_script_whatever_a_user_writes(paper, verify):
    said = "".join(HOSTILE).replace("$", "")
    named = f'name="a", title={said!r}, section={said[:200]!r}, claims=(true("x"),)'
    paper.add(a=f"import verify\nSTATEMENT = verify.Statement({named})")
    (paper.root / paper.name / "__init__.py").write_text(
        f"PAPER = {{'title': {said!r}, 'authors': [{said!r}]}}\n", encoding="utf-8"
    )
    code, _, err = verify("report", "--examples", "20", "--out", "out", "--format", "tex,pdf,html,single")
    assert (code, err) == (0, "")
    pages = [p.read_text(encoding="utf-8") for p in (paper.root / "out").rglob("*.html")]
    assert len(pages) > 1 and all(page.count("<script") == page.count("</script>") for page in pages)
    assert "alert(1)<" not in "".join(pages) and not any("<script>alert" in page for page in pages)
    assert (paper.root / "out" / "all.html").read_text(encoding="utf-8").count("<script") == 1
    assert (paper.root / "out" / "report.pdf").read_bytes().startswith(b"%PDF")
    json.loads((paper.root / "out" / "verdicts.json").read_bytes())


@pytest.mark.parametrize("paper_is", ["{'title': 5}", "{'authors': 5}", "{'notation': 5}", "{'authors': 'A. Author'}"])
def test_a_paper_that_is_said_wrongly_is_one_line(paper, verify, paper_is):
    paper.add(a='STATEMENT = statement("a", true("x"))')
    (paper.root / paper.name / "__init__.py").write_text(f"PAPER = {paper_is}\n", encoding="utf-8")
    code, out, err = verify("list")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "says wrongly what the paper is" in err


# Killed processes


BUSY = """worker.pool.submit(int).result()
        worker.pool.submit(re.match, "(a+)+$", "a" * 60 + "b")  # one step, which no thread beside it interrupts
        time.sleep(1)
        print("begun")
        time.sleep(300)"""
CHILDREN = {
    "a worker in one long step": f"with Worker() as worker:\n        {BUSY}",
    "what a worker has started": "with Worker() as worker: worker.pool.submit(subprocess.run, ['sleep', '300']); time.sleep(300)",
    "a worker with a folder": "with Worker(scratch='scratch') as worker: worker.pool.submit(subprocess.run, ['sleep', '300']).result()",
    "the solver": "with ask._worker() as worker: worker.wait()",
}


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="the processes are looked for in /proc")
@pytest.mark.parametrize("child", CHILDREN)
def test_nobody_outlives_a_parent_that_is_killed(child, tmp_path):
    (tmp_path / "scratch").mkdir()
    script = tmp_path / "parent.py"
    head = "import re, subprocess, time\nfrom verify.judging import ask\nfrom verify.judging.workers import Worker\n"
    script.write_text(f"{head}if __name__ == '__main__':\n    {CHILDREN[child]}\n", encoding="utf-8")
    mark = f"{child} of {tmp_path}"
    env = {**os.environ, "PYTHONPATH": str(ROOT), MARK: mark}
    told = tmp_path / "told"
    with told.open("wb") as out:
        parent = subprocess.Popen([sys.executable, "-u", str(script)], cwd=tmp_path, env=env, stdout=out)
    try:
        assert until(lambda: at_work(child, mark, told))
    finally:
        parent.kill()
        parent.wait()
        gone = until(lambda: not [*marked(mark)])
        for left, _ in marked(mark):
            os.kill(int(left.name), signal.SIGKILL)
    assert gone and (tmp_path / "scratch").exists() == (child != "a worker with a folder")


def at_work(child, mark, told):
    """Has the child been started, and begun what it is to do?"""
    begun = {"a worker in one long step": "begun", "the solver": "inequality.worker"}.get(child, "sleep 300")
    return begun in told.read_text(encoding="utf-8") or any(begun in line for _, line in marked(mark))


def until(happened):
    end = time.monotonic() + 60
    while not (found := happened()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="the processes are looked for in /proc")
@pytest.mark.parametrize("name", ["campaign", "necessity", "prove"])
def test_a_killed_command_leaves_nobody_and_nothing_behind(name):
    found = killed(name, Random(name), 1)
    assert (found.times + found.late, found.faults) == (1, ())


def test_ctrl_c_ends_necessity_at_once_without_a_word_of_its_workers_and_keeps_what_was_found(paper):
    """As a terminal does it: every process of the group hears the signal."""
    paper.add(
        a='STATEMENT = statement("a", true("quick", assuming=(le(norm(u), 1),)))',
        b="""
def sleep():
    (HERE / "asleep").write_text("")
    time.sleep(300)

STATEMENT = statement("b", true("slow", assuming=(le(norm(u), 1),), derive=sleep))
""",
    )
    process = paper.start("necessity", "--json", "--jobs", "1", "--examples", "20", start_new_session=True)
    end = time.monotonic() + 200
    while not (paper.folder / "asleep").exists() and time.monotonic() < end:
        time.sleep(0.05)
    began = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, "") and time.monotonic() - began < 10
    document = json.loads(out)
    assert document["interrupted"] is True and [r["claim"] for r in document["results"]] == ["a/quick"]
