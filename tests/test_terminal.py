"""What is seen on a terminal, and what a pipe gets."""

import os
import pty
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout, suppress

import pytest

from tests.conftest import Here
from verify.cli import main
from verify.cli.terminal import aligned

LONG = "a-name-that-is-far-too-long-for-a-narrow-terminal"
COLOUR = re.compile(r"\x1b\[[0-9;]*3[0-7]m")


TERMINAL = {"TERM": "xterm-256color", "COLUMNS": "120", "NO_COLOR": ""}


def seen(write):
    """Everything that appears on a terminal, which `write` is given."""
    master, slave = pty.openpty()
    with ThreadPoolExecutor(1) as reader:
        appeared = reader.submit(everything, master)
        with os.fdopen(slave, "w", encoding="utf-8") as screen:
            write(screen)
    return appeared.result()


def everything(master):
    """What is written to a terminal until all writers have closed it."""
    read = b""
    with suppress(OSError):  # so a terminal ends
        while part := os.read(master, 65536):
            read += part
    os.close(master)
    return read.decode()


@pytest.fixture
def watched(paper, monkeypatch):
    """Run a command from this process on a terminal: everything that appears there."""
    monkeypatch.setattr("verify.cli.judging.Workers", Here)
    monkeypatch.setattr("verify.cli.stored.Workers", Here)

    def run(command, *arguments, **environment):
        for name, value in {**TERMINAL, **environment}.items():
            monkeypatch.setenv(name, value)

        def write(screen):
            with redirect_stdout(screen), redirect_stderr(screen):
                main([command, "--package", paper.name, *arguments])

        return seen(write)

    return run


def test_columns_are_aligned_by_what_is_seen_and_nothing_trails():
    assert aligned(("claim", "how"), [("‖u‖", "gram"), ("a", "日本")]) == ["claim  how", "‖u‖    gram", "a      日本"]


def test_a_terminal_gets_colours_unless_they_are_not_wanted(paper, watched):
    paper.add(a='STATEMENT = statement("a", true("x"), false("y", expected="PROVED"))')
    coloured, plain = watched("check", "--examples", "50"), watched("check", "--examples", "50", NO_COLOR="1")
    assert "\x1b[32m✓ PROVED" in coloured
    assert COLOUR.search(coloured)
    assert "✗ REFUTED, expected PROVED" in plain
    assert not COLOUR.search(plain)


def test_a_narrow_terminal_breaks_no_id_and_no_number(paper, watched):
    paper.add(a=f'STATEMENT = statement("a", true("{LONG}", equations=(19, 27, 140)))')
    seen = watched("check", "--examples", "50", COLUMNS="40")
    assert f"a/{LONG}  19, 27, 140" in re.sub(r"\x1b\[[0-9;]*m", "", seen)
    assert f"a/{LONG}" in watched("show", "a", "--examples", "50", COLUMNS="40")


def test_progress_is_shown_on_a_terminal_once_the_work_takes_longer_than_a_second(paper):
    paper.add(
        a='STATEMENT = statement("a", true("slow", derive=lambda: time.sleep(3)))',
        b='STATEMENT = statement("b", true("x"))',
    )
    check = ("check", "a", "--examples", "50")
    shown = seen(lambda screen: paper.start(*check, stdout=screen, stderr=screen, env=TERMINAL).wait(60))
    assert re.search(r"judging.*0/1", shown)


def test_a_pipe_gets_neither_colours_nor_progress(paper):
    paper.add(a='STATEMENT = statement("a", true("slow", derive=lambda: time.sleep(2)))')
    _, out, err = paper.run("check", "--examples", "50")
    assert "\x1b" not in out
    assert err == ""


def test_a_reader_that_leaves_early_causes_no_traceback(paper):
    paper.add(a='STATEMENT = statement("a", true("x"))')
    process = paper.start("list")
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(60) == 0
