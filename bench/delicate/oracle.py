"""Where an inequality fails: points at the border of what has a value, their neighbours, and a grid.

A case is false where at some point all its conditions have values and hold, and the claim has no value or fails. Points are
drawn from a grid of delicate numbers; then one variable is moved to where a radicand, a denominator, the argument of a logarithm
or the difference of two sides is 0, where that is linear or quadratic in it, and a little to both sides of there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import mpmath
from mpmath import mpf

from bench.delicate.draw import INTEGER, SIGNS, Case
from bench.delicate.value import CLEAR, DIGITS, HOLDS, NoValue, Point, Unclear, border, formula, holds, relation

GRID = (
    *("0", "1", "-1", "2", "-2", "1/2", "-1/2", "3", "-3", "3/2", "1/3", "-2/3", "10", "1/1000", "-1/1000", "1/10**6"),
    *("sqrt(2)", "-sqrt(2)", "1/sqrt(2)", "log(2)", "-log(2)", "exp(1)", "exp(-1)", "pi/2", "pi", "sqrt(3) - 2"),
)
STEPS = ("1/1000", "-1/1000", "1/10**7", "-1/10**7")
TRIED = ("0", "1", "-1", "2", "1/2", "-3", "5")
DRAWN, SOLVED = 60, 5
WRONG = ("fails", "has no value")


@dataclass(frozen=True)
class Judged:
    """What the oracle knows: a point that the conditions admit, and one at which the claim fails, with what is wrong there."""

    admissible: Point | None
    failing: Point | None
    why: str = ""

    @property
    def truth(self) -> str:
        """As far as the points show."""
        return "false" if self.failing is not None else "not refuted" if self.admissible is not None else "no point"


def judged(case: Case) -> Judged:
    """Until a point is found at which the claim fails."""
    admissible = None
    with mpmath.workdps(DIGITS):
        for point in points(case):
            try:
                if not admits(case, point):
                    continue
            except (NoValue, Unclear):
                continue
            admissible = admissible or point
            if (why := outcome(case, point)) in WRONG:
                return Judged(admissible, point, why)
    return Judged(admissible, None)


def admits(case: Case, point: Point) -> bool:
    """Is every variable what it is declared to be, and do the conditions hold? Raises NoValue or Unclear."""
    return is_declared(case, point) and all(holds(r, point) for r in case.where)


def is_declared(case: Case, point: Point) -> bool:
    """Is every variable of its sign, and whole where it is said to be?"""
    declared = [(point[name], word) for name, word in case.declared if name in point]
    return all(x == mpmath.nint(x) if word == INTEGER else HOLDS[SIGNS[word]](x) for x, word in declared)


def outcome(case: Case, point: Point) -> str:
    """What the claim is at this point: it holds, fails, has no value, or that is not clear."""
    try:
        return "holds" if holds(case.claim, point) else "fails"
    except NoValue:
        return "has no value"
    except Unclear:
        return "is not clear"


def points(case: Case) -> Iterator[Point]:
    """The grid, the borders and what is near them; the same for the same case."""
    names = sorted({n for text in (case.claim, *case.where) for n in ("x", "y", "z") if n in _letters(text)})
    random = Random(str(case))
    grid = [formula(text)({}) for text in GRID]
    drawn = [{n: random.choice(grid) for n in names} for _ in range(DRAWN if names else 1)]
    steps = [formula(text)({}) for text in STEPS]
    borders = list(_borders(case))
    for k, point in enumerate(drawn):
        yield point
        for e in random.sample(borders, min(SOLVED, len(borders))) if k < DRAWN // 2 and names else ():
            name = random.choice(names)
            for root in roots(e, name, point):
                yield {**point, name: root}
                for step in random.sample(steps, 2):
                    yield {**point, name: root + step}


def _letters(text: str) -> set[str]:
    """Names of one letter."""
    words = "".join(c if c.isalnum() else " " for c in text).split()
    return {w for w in words if len(w) == 1}


def _borders(case: Case) -> Iterator[str]:
    found = []
    for text in (case.claim, *case.where):
        left, _, right = relation(text)
        found += [*border(left), *border(right), f"({left}) - ({right})"]
    yield from (e for e in dict.fromkeys(found) if _letters(e) & {"x", "y", "z"})


def roots(e: str, name: str, point: Point) -> Sequence[Any]:
    """Where the term is 0 as this variable moves, if it is linear or quadratic in it."""
    seen = []
    for text in TRIED:
        at = formula(text)({})
        try:
            seen.append((at, formula(e)({**point, name: at})))
        except (NoValue, Unclear):
            continue
    if len(seen) < 5:
        return ()
    a, b, c = _parabola(seen[:3])
    size = max(abs(v) for _, v in seen)
    if any(abs(a * t * t + b * t + c - v) > CLEAR * max(size, 1) for t, v in seen[3:]):
        return ()
    tiny = CLEAR * max(size, mpf(1))
    if abs(a) <= tiny:
        return () if abs(b) <= tiny else (-c / b,)
    square = b * b - 4 * a * c
    if abs(square) <= tiny * max(abs(a), 1):
        return (-b / (2 * a),)
    return () if square < 0 else tuple((-b + s * mpmath.sqrt(square)) / (2 * a) for s in (1, -1))


def _parabola(seen: Sequence[tuple[Any, Any]]) -> tuple[Any, Any, Any]:
    """Through three points."""
    (t0, v0), (t1, v1), (t2, v2) = seen
    first, second = (v1 - v0) / (t1 - t0), (v2 - v1) / (t2 - t1)
    a = (second - first) / (t2 - t0)
    b = first - a * (t0 + t1)
    return a, b, v0 - a * t0 * t0 - b * t0
