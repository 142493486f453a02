"""Where a claim was tried in no large dimension, and may fail there alone: a point that shows it, or the line that looks for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import count, product
from typing import Any

from verify.cli.functions import somewhere
from verify.cli.pasted import Author, of_package
from verify.kernel.certify import certify, shown_point
from verify.kernel.evaluate import ball
from verify.kernel.evidence import Method
from verify.kernel.judgement import Judgement
from verify.kernel.record import claim_symbols
from verify.language.arithmetic import Undefined
from verify.language.claim import Claim
from verify.language.symbols import Vector, d
from verify.language.verdict import Outcome

SPACE = 3
BITS = 128
NEAR = (32, 128)  # between these the margin is seen to shrink
FAR = (1_000, 3_000, 10_000, 100_000)
STEPS = (0, 1)  # from one vector to the next: all are the same, or none
COORDINATE = re.compile(r"\((-?\d+),\)")
SEARCHED = 3_000  # coordinates of which many points are still tried in a minute


def not_in_space(j: Judgement, again: str) -> Iterator[str]:
    """Where the search has met no point in d = 3 though there may be some: the line that looks there."""
    seen, (low, high) = tried(j), j.claim.dimensions
    if again and seen and max(seen) < SPACE and (high is None or high >= SPACE) and low <= SPACE:
        yield f"         no point was tried in d = {SPACE}: what fails from there on is not found"
        yield f"try      {_search(j, again, SPACE)}    looks for one"


def in_larger_dimensions(j: Judgement, author: Author, again: str) -> Iterator[str]:
    """Where a vector of ones refutes the claim in a larger d than was tried, the line to paste; where the margin shrinks, the search."""
    claim, seen = j.claim, tried(j)
    if not seen or claim.abstract or claim.exists or claim.dimensions[1] is not None or max(seen) < SPACE:
        return
    for n, step in product((n for n in FAR if n > max(seen)), STEPS):
        if certify(claim, _constant(claim, n, step)).outcome is Outcome.FAILS:
            yield f"         it was tried up to d = {max(seen)}, and fails in d = {n}"
            yield f"try      counterexample=lambda: {_repeated(author, claim, n, step)} in the claim, which refutes it"
            if again and n <= SEARCHED:
                yield f"try      {_search(j, again, n)}    looks for others"
            return
    if again and any(_shrinks(claim, step) for step in STEPS):
        yield f"         it was tried up to d = {max(seen)}; at (1, ..., 1) the sides come nearer as d grows: it may fail later"
        yield f"try      {_search(j, again, FAR[0])}    looks there"


def tried(j: Judgement) -> set[int]:
    """The dimensions in which the search has met points."""
    found = next((e.scope for e in j.evidence if e.method is Method.PROBE and " in d = " in e.scope), "")
    return {int(n) for n in re.findall(r"\d+", found.partition(" in d = ")[2])}


def _search(j: Judgement, again: str, dim: int) -> str:
    return f"verify search {j.id}{of_package(again)} --dim {dim}"


def _constant(claim: Claim, n: int, step: int) -> dict[Any, Any]:
    """Vectors of n equal coordinates: 1 in the first, or -1 where it is declared negative, and `step` more in each further one."""
    sizes, point = count(1, step), dict[Any, Any]()
    for s in sorted(claim_symbols(claim) - {d}, key=lambda s: s.key):
        value = somewhere(s)
        point[s] = _stretched(value, next(sizes), n) if isinstance(s, Vector) else value
    return point if any(isinstance(s, Vector) for s in point) else point | {d: Fraction(n)}


def _stretched(value: Any, size: int, n: int) -> Any:
    """A vector of one coordinate, or rows of such, with n coordinates that are `size` times it."""
    if isinstance(value[0], tuple):
        return tuple(_stretched(row, size, n) for row in value)
    return tuple(size * x for x in value) * n


def _repeated(author: Author, claim: Claim, n: int, step: int) -> str:
    """The text of such a point, the coordinate of each vector written once."""
    parts = [
        COORDINATE.sub(rf"(\1,) * {n}", text) if isinstance(s, Vector) else text
        for s, v in _constant(claim, 1, step).items()
        for text in [author.point({s: Fraction(n) if s is d else v})[1:-1]]
    ]
    return f"{{{', '.join(parts)}}}"


def _shrinks(claim: Claim, step: int) -> bool:
    """Is the right side less far above the left one in the larger of two dimensions, though it was above?"""
    if claim.conclusion.op not in ("<=", "<"):
        return False
    margins = []
    with suppress(Undefined):
        for n in NEAR:
            point = shown_point(claim, _constant(claim, n, step))
            margins.append(min(ball(claim.conclusion.slack, point, BITS), key=lambda z: float(z.mid())))
    return len(margins) == len(NEAR) and bool(margins[1] < margins[0])
