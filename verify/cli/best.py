"""`verify prove --best C`: a constant for which the claim is proved, and one close to it for which it is refuted."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from fractions import Fraction
from math import ceil

from verify.checkers.inequality.answer import Answer
from verify.judging.errors import BadInput

FIRST = (0, 1, -1, 2, -2, 4, -4, 16, -16, 256, -256)
EACH = 6.0  # seconds for one constant
CLOSE = Fraction(1, 1000)


def bracket(ask: Callable[[Fraction, float], Answer], until: float) -> dict[str, tuple[Fraction, Answer]]:
    """The answers PROVED and REFUTED of two constants, as close to each other as was found in the time."""
    found: dict[str, tuple[Fraction, Answer]] = {}
    for c in _tries(found):
        left = until - time.monotonic()
        if left <= 0:
            break
        answer = ask(c, min(EACH, left))
        if answer.verdict in ("PROVED", "REFUTED"):
            found[answer.verdict] = c, answer
        elif len(found) == 2:
            break
    return found


def _tries(found: dict[str, tuple[Fraction, Answer]]) -> Iterator[Fraction]:
    """Whole numbers until one is proved and one refuted, then the simplest fraction around the middle of the two."""
    for c in FIRST:
        if len(found) < 2:
            yield Fraction(c)
    while len(found) == 2:
        low, high = sorted(c for c, _ in found.values())
        if high - low <= CLOSE * max(Fraction(1), abs(low), abs(high)):
            return
        yield simplest(low + (high - low) / 4, high - (high - low) / 4)


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """The fraction between the two with the smallest denominator, by continued fractions."""
    if low < 0 < high:
        return Fraction(0)
    if high <= 0:
        return -simplest(-high, -low)
    whole = Fraction(ceil(low))
    if whole <= high:
        return whole
    return whole - 1 + 1 / simplest(1 / (high - whole + 1), 1 / (low - whole + 1))


def told(
    claim: str, where: list[str], options: Namespace, put: Callable[[list[str], list[str]], list[str]]
) -> list[str]:
    """What is proved and what is refuted, in two lines. Raises BadInput where the constant does not occur."""
    from verify.judging.ask import prove

    def ask(c: Fraction, seconds: float) -> Answer:
        text, *conditions = put([claim, *where], [f"{options.best}={c}"])
        return prove(text, conditions, timeout=seconds, memory=options.memory << 20)

    if not options.best.isidentifier():
        raise BadInput(f"--best {options.best!r}: expected the name of a constant, as c")
    found = bracket(ask, options.began + options.timeout)
    lines = [f"{verdict} for {options.best} = {c}: {a.reason or a.method}" for verdict, (c, a) in sorted(found.items())]
    return lines if len(found) == 2 else [*lines, "no bracket was found: give more with --timeout"]
