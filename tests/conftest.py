"""A proof package of one's own, written to a temporary directory, and the command line run on it."""

import itertools
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from verify.cli import main
from verify.judging.certificates import rechecked
from verify.judging.judge import judge
from verify.judging.time_limit import TimeIsUp
from verify.judging.workers import Done, Run

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```(\w+)(?: ([^\n]*))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAMES = itertools.count(1)
HEAD = """
import os, pathlib, signal, subprocess, sys, time
import sympy as sp
from verify import Claim, Removal, Statement, Vector, dot, eq, le, norm
u, v = Vector("u"), Vector("v")
HERE = pathlib.Path(__file__).parent

def true(name, **more):
    return Claim(name=name, says="A norm squared is an inner product.", conclusion=eq(norm(u) ** 2, dot(u, u)), **more)

def false(name, **more):
    point = more.pop("point", {u: (1, 1), v: (-1, -1)})
    return Claim(
        name=name, says="Every pair is near.", conclusion=le(norm(u - v), 2), expected=more.pop("expected", "REFUTED"),
        counterexample=lambda: point, **more,
    )

def statement(name, *claims, section="1", **more):
    return Statement(name=name, title=f"Title of {name}", section=section, claims=claims, **more)
"""


@dataclass(frozen=True)
class Paper:
    """A proof package called `name` in the directory `root`."""

    root: Path
    name: str

    @property
    def folder(self):
        """Where its modules are."""
        return self.root / self.name

    def add(self, **modules):
        """Write modules; each begins with the helpers `true`, `false` and `statement`."""
        for module, source in modules.items():
            (self.folder / f"{module}.py").write_text(HEAD + source, encoding="utf-8")
        return self

    def start(self, *arguments, **more):
        """Start the command line on the package."""
        command, *rest = arguments
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        }
        return subprocess.Popen(
            [sys.executable, "-m", "verify.cli", command, "--package", self.name, *rest],
            cwd=self.root, env=environment | more.pop("env", {}), stdout=more.pop("stdout", subprocess.PIPE),
            stderr=more.pop("stderr", subprocess.PIPE), text=True, **more,
        )  # fmt: skip

    def run(self, *arguments, **more):
        """Run the command line on the package: exit code, standard output, standard error."""
        process = self.start(*arguments, **more)
        out, err = process.communicate(timeout=120)
        return process.returncode, out, err


@pytest.fixture
def new_paper():
    """Make a package in a directory, its parents included; forget its modules after the test."""
    made = []

    def make(root, name):
        home = root / name
        home.mkdir(parents=True)
        (home / "__init__.py").write_text('PAPER = {"title": "An essay"}\n', encoding="utf-8")
        made.append(name)
        return Paper(root, name)

    yield make
    for module in [m for m in sys.modules if m.partition(".")[0] in made]:
        del sys.modules[module]


@pytest.fixture
def paper(tmp_path, monkeypatch, new_paper):
    """A new package with a name of its own, on the path and in the working directory of the test."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    return new_paper(tmp_path, f"essay_{next(NAMES)}")


class Here:
    """Stands in for the worker processes, which have tests of their own: judges in this process."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def judge_all(self, claims, modules, budget, *, jobs, progress, tell, certificates):
        found = (judge(s.name, c, seed=budget.seed, examples=budget.examples) for s, c in claims)
        found = tuple(rechecked(j, budget.timeout) if certificates else j for j in found)
        for j in found:
            tell(j)
        return Run(found, interrupted=False)

    def each(self, tasks, *, jobs):
        return [work(*arguments) for work, arguments in tasks]

    def in_time(self, tasks, *, jobs, seconds, progress):
        for number, (work, arguments) in enumerate(tasks):
            try:
                yield number, Done(work(*arguments))
            except TimeIsUp as late:
                yield number, Done(error=late)


@pytest.fixture
def verify(paper, capsys, monkeypatch):
    """Run a command on the package in this process: exit code, standard output, standard error."""
    monkeypatch.setattr("verify.cli.judging.Workers", Here)
    monkeypatch.setattr("verify.cli.stored.Workers", Here)
    monkeypatch.setattr("verify.cli.writing.Workers", Here)

    def run(command, *arguments):
        code = main([command, "--package", paper.name, *arguments])
        return (code, *capsys.readouterr())

    return run


def walk(page, folder, environment):
    """Do what a page of the documentation says, in a folder: write its files, type its commands, compare what is printed.

    After ``` stands the kind of the block. `python file=NAME` is a file; other `python` is run, all of a page in one namespace.
    In `console` a line that begins with $ is typed, and what follows is printed; a line `...` stands for any lines.
    """
    space = {}
    for kind, more, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        options = dict(part.split("=", 1) for part in more.split())
        if "file" in options:
            path = folder / options["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif kind == "python":
            exec(text, space)
        elif kind == "console":
            for command, expected in _typed(text):
                ran = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True)
                told = ran.stdout + ran.stderr
                assert ran.returncode == int(options.get("exit", 0)), f"{command}: {told}"
                assert _like(expected).fullmatch(told), f"{command} prints\n{told}\nand not\n{expected}"
        else:
            assert kind in ("text", "yaml", "json"), f"{page}: a block of the kind {kind!r}"


def _typed(text):
    """The commands of a block, each with what follows it."""
    parts = re.split(r"^\$ (.*)\n", text, flags=re.MULTILINE)
    assert parts[0] == ""
    return zip(parts[1::2], parts[2::2], strict=True)


def _like(expected):
    """Lines of `...` stand for any lines, and dots at the end of one for its rest."""
    pieces = []
    for line in expected.splitlines():
        if line == "...":
            pieces.append(r"(?:.*\n)*?")
        else:
            start, dots, _ = line.partition("...")
            pieces.append(re.escape(start) + (r".*" if dots else "") + r"\n")
    return re.compile("".join(pieces))


@pytest.fixture(name="walk")
def walk_fixture():
    return walk
