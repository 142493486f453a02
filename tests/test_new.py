"""`verify new lemma`: what it writes is judged as it stands, by every command; what is there is never written over."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from verify.cli import main

ROOT = Path(__file__).parent.parent
MADE = """\
mypaper/__init__.py
mypaper/lemma_1.py
next: verify check --package mypaper
"""


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """An empty working directory; the command line puts it on the path, where it does not stay."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    return tmp_path


def new(name, package="mypaper", *more):
    return main(["new", "lemma", name, *(("--package", package) if package else ()), *more])


def python(*arguments):
    """A module run in the working directory, with the engine on its path."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-m", *arguments], env=environment, capture_output=True, text=True, timeout=120
    )
    return ran.returncode, ran.stdout + ran.stderr


def test_a_new_lemma_is_judged_as_it_stands_by_check_pytest_and_report(empty, capsys):
    assert (new("lemma-1"), capsys.readouterr().out) == (0, MADE)
    next_line = MADE.splitlines()[-1].removeprefix("next: verify ").split()
    code, told = python("verify.cli", *next_line)
    assert (code, "3 claims: 2 PROVED, 1 REFUTED; " in told, "; all as expected (" in told) == (0, True, True)
    code, told = python("pytest", "-q", "-p", "no:cacheprovider", "mypaper/")
    assert (code, "lemma-1/reverse-triangle  " in told, "3 passed" in told) == (0, True, True)
    code, told = python("verify.cli", "report", "--package", "mypaper", "--out", "out", "--format", "html")
    assert (code, "reverse-triangle" in (empty / "out" / "index.html").read_text(encoding="utf-8")) == (0, True)


def test_the_four_things_to_change_are_marked(empty):
    new("lemma-1")
    text = (empty / "mypaper" / "lemma_1.py").read_text(encoding="utf-8")
    marks = [line.split(",")[0] for line in text.splitlines() if line.startswith("# ") and " of 4" in line]
    assert marks == ["# 1 of 4", "# 2 of 4", "# 3 of 4", "# 4 of 4"]


def test_a_second_lemma_joins_the_first_and_what_is_there_stays_as_it_is(empty, capsys):
    new("lemma-1")
    paths = [empty / "mypaper" / name for name in ("__init__.py", "lemma_1.py")]
    for path in paths:
        path.write_text("# mine\n", encoding="utf-8")
    assert (new("lemma-1"), new("lemma1"), new("Lemma-1")) == (2, 2, 2)
    assert new("lemma-2") == 0
    assert [path.read_text(encoding="utf-8") for path in paths] == ["# mine\n"] * 2
    assert (empty / "mypaper" / "lemma_2.py").exists()
    told = capsys.readouterr().err.splitlines()
    assert told[0] == (
        "verify new: mypaper/lemma_1.py is there already, and stays as it is: give the lemma another name"
    )


@pytest.mark.parametrize(
    "name", ["", "a/b", "../a", "1st", "_draft", "class", "setting", "conftest", "a b", "a.py", "Satz-1ü"]
)
def test_a_name_that_is_none_of_a_lemma_is_one_line_and_nothing_is_written(empty, capsys, name):
    assert new(name) == 2
    told = f"verify new: {name!r} is no name of a lemma: expected letters, digits, - and _, as in lemma-1\n"
    assert capsys.readouterr().err == told
    assert list(empty.iterdir()) == []


@pytest.mark.parametrize(
    ("package", "told"),
    [
        ("", "name the package that the lemma is to stand in, as in: verify new lemma a --package mypaper"),
        ("my paper", "--package 'my paper' is no name of a package: expected letters, digits and _, as in mypaper"),
        ("a/b", "--package 'a/b' is no name of a package: expected letters, digits and _, as in mypaper"),
        ("json", "--package json is the name of another package: give yours another one"),
        ("verify", "--package verify is the name of another package: give yours another one"),
        ("taken", "taken is a file: give --package another name"),
    ],
)
def test_a_package_that_cannot_be_made_is_one_line(empty, capsys, package, told):
    (empty / "taken").write_text("", encoding="utf-8")
    assert new("a", package) == 2
    assert capsys.readouterr().err == f"verify new: {told}\n"
    assert [p.name for p in empty.iterdir()] == ["taken"]


def test_an_unknown_id_names_the_line_with_the_package(empty, capsys):
    new("lemma-1")
    capsys.readouterr()
    code, told = python("verify.cli", "check", "--package", "mypaper", "theorem-9")
    assert (code, told) == (
        2, "verify check: unknown id 'theorem-9'; `verify list --package mypaper` shows every id\n"
    )  # fmt: skip


def test_the_command_that_finds_a_counterexample_again_can_be_pasted(empty):
    new("lemma-1")
    _, told = python("verify.cli", "check", "--package", "mypaper", "lemma-1/sum-printed", "--json")
    (found,) = json.loads(told)["results"]
    command = found["counterexample"]["found_by"]
    assert command.startswith("verify check lemma-1/sum-printed --package mypaper ")
    code, again = python("verify.cli", *command.split()[1:], "--json")
    (same,) = json.loads(again)["results"]
    assert (code, same["counterexample"]) == (0, found["counterexample"])


SMALL = """
from verify import Abs, Claim, Max, Statement, Total, Vector, d, dot, eq, exp, le, log, norm, oo, sigmoid, softplus, sqrt, symbols
u, v = Vector("u"), Vector("v")
a, b = symbols("a b")
GOALS = (
    le(norm(u + v), norm(u) + norm(v)), le(dot(u, v), norm(u) * norm(v)), le(norm(u, 1), sqrt(d) * norm(u)),
    eq(norm(u + v) ** 2, norm(u) ** 2 + 2 * dot(u, v) + norm(v) ** 2), le(norm(u, oo), norm(u)),
    le(Total(u) ** 2, d * norm(u) ** 2), le(Abs(softplus(a) - softplus(b)), Abs(a - b)),
    le(Abs(sigmoid(a) - sigmoid(b)), Abs(a - b) / 4), le(softplus(a), Max(a, 0) + log(2)),
    le(Abs(dot(u, v)), norm(u, 1) * norm(v, oo)), le(2 * a * b, a**2 + b**2), le(norm(u) - norm(v), norm(u - v)),
    le(a + 1, exp(a)), le(norm(Max(u, 0) - Max(v, 0)), norm(u - v)), le(0, norm(u - v) ** 2), le(norm(u), norm(u, 1)),
    eq(dot(u, v), (norm(u + v) ** 2 - norm(u - v) ** 2) / 4), le(Abs(a + b), Abs(a) + Abs(b)),
)
FALSE = (le(norm(u + v) ** 2, norm(u) ** 2 + norm(v) ** 2), le(norm(u), norm(u, oo)))
claims = [Claim(name=f"true-{k}", says="?", conclusion=goal) for k, goal in enumerate(GOALS)]
claims += [Claim(name=f"false-{k}", says="?", conclusion=goal, expected="REFUTED") for k, goal in enumerate(FALSE)]
STATEMENT = Statement(name="small", title="Twenty small claims", section="1", claims=tuple(claims))
"""


def seconds_of(*arguments):
    """What the command and its children have used of a core; the clock would count what else the machine does."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code, told = python(*arguments)
    assert code == 0, told
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, told


def test_twenty_small_claims_take_two_and_a_half_times_as_long_as_importing_sympy_and_a_fifth_of_a_second_each(empty):
    new("lemma-1", "small")
    (empty / "small" / "lemma_1.py").write_text(SMALL, encoding="utf-8")
    sympy = min(seconds_of("sympy.core.cache")[0] for _ in range(3))
    spent, told = seconds_of("verify.cli", "check", "--package", "small", "--jobs", "1")
    assert "20 claims: 18 PROVED, 2 REFUTED; all as expected" in told
    assert spent <= 2.5 * sympy + 20 * 0.2
