"""Cut a box until every piece is settled, and write the cuts down as the word that `verify.checkers.boxes.covers` reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verify.checkers.boxes import Box, halves


def grow(
    root: Box,
    choose: Callable[[Box], str],
    *,
    most: int,
    cut: Callable[[Any, int], tuple[Any, Any]] = halves,
) -> str:
    """The word of what is chosen for every piece: a letter that settles it, or the number of the side to cut.

    Empty where nothing is chosen, or where `most` pieces and cuts are not enough.
    """
    word, waiting = list[str](), [root]
    while waiting:
        piece = waiting.pop()
        mark = choose(piece) if len(word) < most else ""
        if not mark:
            return ""
        word.append(mark)
        if mark.isdecimal():
            waiting += reversed(cut(piece, int(mark)))
    return "".join(word)
