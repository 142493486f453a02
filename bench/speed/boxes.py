"""Covers of boxes, found a generation of pieces at a time, beside balls taken one box at a time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import inf

from flint import arb, ctx

from bench.speed.row import Row, seconds
from verify.checkers.boxes import Box, ball, widest
from verify.checkers.inequality.goal import Goal, goals
from verify.checkers.inequality.goal_on_box import PRECISION, Ground, ground
from verify.checkers.inequality.problem import read
from verify.checkers.inequality.rules.balls import passes
from verify.prover.cover import grow
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.find_cover import Search

MOST = 100_000
FORMULAS = {
    "exp": ("exp(x*y) >= 1 + x*y - 1/10000", ("-1 <= x <= 1", "-1 <= y <= 1")),
    "log": ("log(1 + x*y) <= x*y + 1/50000", ("0 <= x <= 2", "0 <= y <= 2")),
    "sin": ("sin(x*y) <= x*y + 1/20000", ("0 <= x <= 2", "0 <= y <= 2")),
    "sqrt": ("sqrt(1 + x**2*y**2) <= 1 + x**2*y**2/2 + 1/20000", ("-1 <= x <= 1", "-1 <= y <= 1")),
    "tanh": ("tanh(x*y) <= x*y + 1/20000", ("0 <= x <= 2", "0 <= y <= 2")),
}
CONFIRMED = (
    "nothing rests on floats: balls confirm the pieces that are left, one at a time, which the peer has to do as well"
)


def rows() -> Iterator[Row]:
    """For each formula: boxes that are looked at, and those of covers that balls have confirmed."""
    for name, (claim, where) in FORMULAS.items():
        yield Row(
            work=f"boxes looked at for a cover, {name}",
            peer_is="python-flint arb, one box at a time",
            ours=lambda c=claim, w=where: _guessed(goal(c, w)),
            peer=lambda c=claim, w=where: _one_at_a_time(goal(c, w)),
            least=10,
        )
        yield Row(
            work=f"boxes of a confirmed cover, {name}",
            peer_is="python-flint arb, one box at a time",
            ours=lambda c=claim, w=where: _confirmed(goal(c, w)),
            peer=lambda c=claim, w=where: _one_at_a_time(goal(c, w)),
            least=10,
            why=CONFIRMED,
        )


@cache
def goal(claim: str, where: tuple[str, ...]) -> Goal:
    """What is wanted last: what comes before is that parts of the formula have values."""
    return goals(read(claim, where))[-1]


def _one_at_a_time(goal: Goal) -> float:
    """Seconds for a box."""
    g, box = ground(goal)
    cuts = list[str]()
    return seconds(lambda: cuts.append(one_at_a_time(g, box, most=MOST))) / len(cuts[0])


def _guessed(goal: Goal) -> float:
    search = Search(*ground(goal), [], most=MOST)
    return seconds(lambda: search.guess(*search.whole(), Budget())) / search.count


def _confirmed(goal: Goal) -> float:
    search = Search(*ground(goal), [], most=MOST)
    with ctx.workprec(PRECISION):
        return seconds(lambda: search.settle(Budget())) / search.count


def one_at_a_time(g: Ground, box: Box, *, most: int) -> str:
    """A cover by the same tests, in balls alone; empty where it comes to no end."""

    def choose(piece: Box) -> str:
        return next((mark for mark in "no" if passes(g, piece, mark, iter(()))), None) or _side(g, piece)

    with ctx.workprec(PRECISION):
        return grow(box, choose, most=most)


def _side(g: Ground, piece: Box) -> str:
    """That along which the value may change most; none where a piece is narrow, or the value negative in its middle."""
    widths = [float(high - low) for low, high in piece]
    if max(widths) < 2.0**-40 or g.value([arb((low + high) / 2) for low, high in piece])[0] < 0:
        return ""
    if not g.smooth:
        return str(widest(piece))
    slopes = [float(abs(z).upper()) if z.is_finite() else inf for z in g.gradient(list(map(ball, piece)))]
    change = [w * z for w, z in zip(widths, slopes, strict=True)]
    if not 0 < max(change) < inf:
        return str(widest(piece))
    return str(max(range(len(piece)), key=lambda k: change[k] / max(change) + 1e-3 * widths[k] / max(widths)))
