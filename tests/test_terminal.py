"""What is seen on a terminal, and what a pipe gets."""

import os
import pty
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout, suppress

import pytest

from tests.conftest import Here
from verify.cli import main
from verify.cli.terminal import aligned, print_table, wrapped

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
    bare = re.sub(r"\x1b\[[0-9;]*m", "", seen)
    assert f"a/{LONG}" in bare and "eq.: 19, 27, 140" in bare
    assert f"a/{LONG}" in watched("show", "a", "--examples", "50", COLUMNS="40")


HEADERS = ("name", "eq.", "title")
ROWS = [(f"row-{k}", ", ".join(map(str, range(k))), " ".join(f"word{n}" for n in range(4 * k))) for k in range(1, 9)]


@pytest.mark.parametrize("columns", [24, 40, 60, 80, 200])
def test_a_table_loses_nothing_at_any_width_and_breaks_between_words(columns, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "xterm-256color")

    def write(screen):
        with redirect_stdout(screen):
            print_table(HEADERS, ROWS, [(2, "red")] * len(ROWS))

    shown = re.sub(r"\x1b\[[0-9;]*m", "", seen(write))
    assert max(map(len, shown.splitlines())) <= columns
    words = re.findall(r"[\w-]+", shown)
    assert sorted(w for w in words if w.startswith(("word", "row"))) == sorted(
        w for row in ROWS for w in re.findall(r"[\w-]+", f"{row[0]} {row[2]}")
    )
    assert sorted(w for w in words if w.isdigit()) == sorted(w for row in ROWS for w in re.findall(r"\d+", row[1]))


@pytest.mark.parametrize("line", [f"  {'a long formula + ' * 60}b", "    " + "x" * 200 + " y", "", "  short"])
def test_a_long_line_is_broken_between_words_and_loses_none(line):
    parts = wrapped(line, 80)
    assert " ".join(parts).split() == line.split()
    assert all(len(p) <= 80 or " " not in p.strip() for p in parts)
    assert all(p.startswith(" " * (len(line) - len(line.lstrip()) + 2)) for p in parts[1:])


def test_a_command_to_paste_stays_in_one_line():
    line = f"  again: verify check {'x' * 40} --package {'y' * 60}"
    assert wrapped(line, 80) == [line]


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
