"""Tables, lines and progress. Colour and progress only where somebody watches; standard output is for answers alone.

All that is written to the standard streams passes here. A reader who leaves, as `head` does, misses the rest: the command ends as it
would have ended. What cannot be written any more, as on a full device, raises OSError, which is one line and an exit code.
"""

from __future__ import annotations

import codecs
import errno
import io
import json
import os
import re
import sys
import textwrap
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TextIO

from verify.language.sentence import visible

ANSWERS, ERRORS = 1, 2  # the numbers of the standard streams
NARROWEST = 24
GAP = 2
INDENT = 2
COMMAND = re.compile(r"\bverify [a-z]+ \S")  # a line to paste
QUIET = 1.0


# What is written where a stream knows ASCII alone.
SPELLED = {"‖": "||", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "·": "*", "×": "x", "→": "->", "∞": "oo", "√": "sqrt"}
SPELLED |= {"Σ": "Sum", "Π": "Prod", "–": "-", "—": "-", "−": "-", "’": "'", "“": '"', "”": '"', "…": "...", "½": "1/2"}
SPELLED |= {"✓": "+", "✗": "x", "∅": "0", "°": "deg", "²": "^2", "³": "^3"}


class _Output(io.FileIO):
    """A standard stream. Who reads it may leave; where errors cannot be told, the exit code tells them."""

    def write(self, content: Any, /) -> int:
        try:
            return super().write(content)
        except OSError as error:
            if not (isinstance(error, BrokenPipeError) or self.fileno() == ERRORS):
                raise
            self.leave()
            return len(content)

    def leave(self) -> None:
        """From here on nobody reads."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)


def take_streams() -> None:
    """Make the standard streams those of this module; that one is closed is found out when something is written to it."""
    codecs.register_error("spelled", _spelled)
    for number in (0, ANSWERS, ERRORS):
        try:
            os.fstat(number)
        except OSError:  # closed: the next file that is opened would get this number, and what is printed
            os.open(os.devnull, os.O_RDWR)
    for number, name in ((ANSWERS, "stdout"), (ERRORS, "stderr")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, _Closed() if number == ANSWERS else io.StringIO())
        elif isinstance(stream, io.TextIOWrapper):
            if stream is getattr(sys, f"__{name}__"):
                raw = io.BufferedWriter(_Output(number, "wb", closefd=False))
                stream = io.TextIOWrapper(raw, encoding=stream.encoding, line_buffering=stream.line_buffering)
                setattr(sys, name, stream)
                setattr(sys, f"__{name}__", stream)
            stream.reconfigure(errors="spelled")


class _Closed(io.TextIOBase):
    """A standard stream that was closed before the command began: what is written is missed when it is flushed."""

    missed = False

    def write(self, text: str) -> int:
        self.missed = True
        return len(text)

    def flush(self) -> None:
        if self.missed:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))

    def leave(self) -> None:
        self.missed = False


def leave_output() -> None:
    """Nothing more is to be written to standard output, not even what it holds."""
    stream = getattr(getattr(sys.stdout, "buffer", None), "raw", sys.stdout)
    if isinstance(stream, _Output | _Closed):
        stream.leave()


def _spelled(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from verify.judging.plain import GREEK  # only where it is needed: it brings the language in

    known = {letter: name for name, letter in reversed(GREEK.items())} | SPELLED
    found = (
        known.get(c) or c.encode("ascii", "backslashreplace").decode() for c in error.object[error.start : error.end]
    )
    return "".join(found), error.end


def aligned(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table as plain lines."""
    rows = [[visible(cell) for cell in row] for row in rows]
    widths = _widths(headers, rows)
    return ["  ".join(map(_padded, row, widths)).rstrip() for row in (headers, *rows)]


def print_table(headers: Sequence[str], rows: Sequence[Sequence[str]], styles: Sequence[tuple[int, str]] = ()) -> None:
    """The table on standard output; each row may have a column in a style of its own.

    On a terminal the last column takes the room that is left and wraps. Columns for which there is none stand below each row.
    """
    if _is_plain(sys.stdout):
        sys.stdout.writelines(f"{line}\n" for line in aligned(headers, rows))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False)
    if not console.is_terminal:
        sys.stdout.writelines(f"{line}\n" for line in aligned(headers, rows))
        return
    rows = [[visible(cell) for cell in row] for row in rows]
    widths, last = _widths(headers, rows), len(headers) - 1
    beside = _fitting(widths, console.width)
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    for k in range(beside):
        table.add_column(headers[k], no_wrap=k != last, min_width=None if k == last else widths[k])
    below: list[Text] = []
    for number, row in enumerate(rows):
        cells = [Text(cell) for cell in row]
        if number < len(styles):
            cells[styles[number][0]].stylize(styles[number][1])
        table.add_row(*cells[:beside])
        told = [(name, cell) for name, cell in zip(headers[beside:], cells[beside:], strict=True) if cell.plain]
        named = [Text(f"{name}: " if name else "").append_text(cell) for name, cell in told]
        below.append(Text("; ").join(named))
    width = console.width
    console.width = max(width, sum(widths[:beside]) + GAP * (beside - 1)) if beside <= last else width
    with console.capture() as capture:
        console.print(table)
    console.width = width
    header, *lines = capture.get().splitlines(keepends=True)
    if beside > last:
        sys.stdout.writelines([header, *lines])
        return
    sys.stdout.write(header)
    for line, further in zip(lines, below, strict=True):
        sys.stdout.write(line)
        for part in further.wrap(console, max(width - 2 * INDENT, 1)) if further.plain else ():
            part.rstrip()
            console.print(Text(" " * 2 * INDENT).append_text(part), soft_wrap=True)


def _fitting(widths: Sequence[int], room: int) -> int:
    """How many columns stand beside one another; the last of all may be narrower than it is."""
    for beside in range(len(widths), 1, -1):
        needed = [*widths[: beside - 1], min(widths[-1], NARROWEST) if beside == len(widths) else widths[beside - 1]]
        if sum(needed) + GAP * (beside - 1) <= room:
            return beside
    return 1


def paint(lines: Sequence[str], style: str = "") -> None:
    """Lines on standard output; the first in a style where somebody watches. A terminal gets them wrapped between words."""
    lines = [*map(visible, lines)]
    if _is_plain(sys.stdout):
        sys.stdout.writelines(f"{line}\n" for line in lines)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False, soft_wrap=True)
    for number, line in enumerate(lines):
        for part in wrapped(line, console.width) if console.is_terminal else [line]:
            console.print(Text(part, style=style if number == 0 else ""))


def wrapped(line: str, room: int) -> list[str]:
    """The line in pieces of this width, broken between words, the further ones indented more; a command stays in one."""
    if _cells(line) <= room or COMMAND.search(line):
        return [line]
    own = " " * (len(line) - len(line.lstrip()))
    return textwrap.wrap(
        line,
        room,
        subsequent_indent=own + " " * INDENT,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    )


def print_json(document: Any) -> None:
    """One document on standard output."""
    json.dump(document, sys.stdout, indent=2, ensure_ascii=_knows_ascii_alone(sys.stdout), default=str)
    sys.stdout.write("\n")


class Results:
    """A JSON document whose results are written as they come, one a line: what was finished stays when the command is killed."""

    def __init__(self, name: str = "results") -> None:
        self._name, self._begun = name, False

    def put(self, head: Mapping[str, Any], result: Any) -> None:
        """Write one more; `head` is what the document says first."""
        sys.stdout.write(",\n" if self._begun else self._opening(head))
        self._begun = True
        sys.stdout.write(_json(result))
        sys.stdout.flush()

    def close(self, head: Mapping[str, Any], tail: Mapping[str, Any]) -> None:
        """Write what the document says last."""
        sys.stdout.write("" if self._begun else self._opening(head).rstrip())
        sys.stdout.write("\n]" * self._begun or "]")
        sys.stdout.write("".join(f", {_json(name)}: {_json(value)}" for name, value in tail.items()) + "}\n")

    def _opening(self, head: Mapping[str, Any]) -> str:
        said = "".join(f"{_json(name)}: {_json(value)}, " for name, value in head.items())
        return f"{{{said}{_json(self._name)}: [\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=_knows_ascii_alone(sys.stdout), default=str)


def _knows_ascii_alone(stream: TextIO) -> bool:
    return not (stream.encoding or "utf-8").lower().startswith("utf")


@contextmanager
def progress(total: int, doing: str = "judging") -> Iterator[Callable[[int], None]]:
    """A bar on standard error, where somebody watches and once the work takes longer than a second."""
    if _is_plain(sys.stderr):
        yield lambda finished: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(file=sys.stderr)
    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=console, transient=True)
    task = bar.add_task("", total=total)
    begun = time.monotonic()

    def tell(finished: int) -> None:
        bar.update(task, completed=finished)
        if console.is_terminal and not bar.live.is_started and time.monotonic() - begun > QUIET:
            bar.start()

    try:
        yield tell
    finally:
        if bar.live.is_started:
            bar.stop()


def _is_plain(stream: TextIO) -> bool:
    """Does nobody watch, and nobody ask for colours? Then nothing of rich is loaded."""
    return not stream.isatty() and not any(map(os.environ.get, ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE")))


def _cells(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _widths(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(_cells, column)) for column in zip(headers, *rows, strict=True)]


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _cells(cell))
