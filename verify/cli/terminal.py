"""Tables, lines and progress. Colour and progress only where somebody watches; standard output is for answers alone."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TextIO

NARROWEST = 12
GAP = 2
QUIET = 1.0


def aligned(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table as plain lines."""
    widths = _widths(headers, rows)
    return ["  ".join(map(_padded, row, widths)).rstrip() for row in (headers, *rows)]


def print_table(headers: Sequence[str], rows: Sequence[Sequence[str]], styles: Sequence[tuple[int, str]] = ()) -> None:
    """The table on standard output; each row may have a column in a style of its own.

    On a terminal the last column takes the room that is left and wraps, or is left out; the others never wrap.
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
    widths = _widths(headers, rows)
    fixed = sum(widths[:-1]) + GAP * (len(widths) - 1)
    shown = len(widths) if console.width >= fixed + min(NARROWEST, widths[-1]) else len(widths) - 1
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    for k in range(shown):
        last = k == len(widths) - 1
        table.add_column(headers[k], no_wrap=not last, min_width=None if last else widths[k])
    for number, row in enumerate(rows):
        cells = [Text(cell) for cell in row[:shown]]
        if number < len(styles):
            cells[styles[number][0]].stylize(styles[number][1])
        table.add_row(*cells)
    console.width = max(console.width, fixed)
    console.print(table)


def paint(lines: Sequence[str], style: str = "") -> None:
    """Lines on standard output, never wrapped; the first in a style where somebody watches."""
    if _is_plain(sys.stdout):
        sys.stdout.writelines(f"{line}\n" for line in lines)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False, soft_wrap=True)
    for number, line in enumerate(lines):
        console.print(Text(line, style=style if number == 0 else ""))


def print_json(document: Any) -> None:
    """One document on standard output."""
    json.dump(document, sys.stdout, indent=2, ensure_ascii=False, default=str)
    sys.stdout.write("\n")


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
