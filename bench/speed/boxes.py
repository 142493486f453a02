"""Covers of boxes: found a generation of pieces at a time, beside balls taken one box at a time; checked again, beside z3."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import inf

import z3
from flint import arb, ctx

from bench.speed.row import Row, seconds
from verify.checkers.boxes import Box, ball, widest
from verify.checkers.inequality.check import proves
from verify.checkers.inequality.goal import Goal, goals
from verify.checkers.inequality.goal_on_box import PRECISION, Ground, ground
from verify.checkers.inequality.problem import read
from verify.checkers.inequality.rules.balls import passes
from verify.checkers.inequality.smt import script
from verify.prover.cover import grow
from verify.prover.inequality.budget import Budget, Proof
from verify.prover.inequality.find_bernstein import bernstein
from verify.prover.inequality.find_cover import Search, cover
from verify.prover.inequality.sample import sample

MOST = 100_000
FORMULAS = {
    "exp": ("exp(x*y) >= 1 + x*y - 1/10000", ("-1 <= x <= 1", "-1 <= y <= 1")),
    "log": ("log(1 + x*y) <= x*y + 1/50000", ("0 <= x <= 2", "0 <= y <= 2")),
    "sin": ("sin(x*y) <= x*y + 1/20000", ("0 <= x <= 2", "0 <= y <= 2")),
    "sqrt": ("sqrt(1 + x**2*y**2) <= 1 + x**2*y**2/2 + 1/20000", ("-1 <= x <= 1", "-1 <= y <= 1")),
    "tanh": ("tanh(x*y) <= x*y + 1/20000", ("0 <= x <= 2", "0 <= y <= 2")),
}
X = ("x1", "x2", "x3", "x4", "x5", "x6", "x7")


def _within(low: str, high: str, count: int) -> tuple[str, ...]:
    return tuple(f"{low} <= {x} <= {high}" for x in X[:count])


POLYNOMIALS = {  # that z3 decides; usual problems of polynomial optimisation, most on boxes of our own
    "Motzkin": ("x1**4*x2**2 + x1**2*x2**4 + 1 + 1/10 >= 3*x1**2*x2**2", _within("-2", "2", 2)),
    "Lotka-Volterra": ("x1*x2**2 + x1*x3**2 + x1*x4**2 - 11/10*x1 + 1 > -20801/1000", _within("-2", "2", 4)),
    "Caprasse": (
        "-x1*x3**3 + 4*x2*x3**2*x4 + 4*x1*x3*x4**2 + 2*x2*x4**3 + 4*x1*x3 + 4*x3**2 - 10*x2*x4 - 10*x4**2 + 2 > -31801/10000",
        _within("-1/2", "1/2", 4),
    ),
    "heart dipole": (
        "-x1*x6**3 + 3*x1*x6*x7**2 - x3*x7**3 + 3*x3*x7*x6**2 - x2*x5**3 + 3*x2*x5*x4**2 - x4*x5**2 > -17",
        _within("-1/2", "1/2", 7),
    ),
    "three products": ("x1**2*x2 + x2**2*x3 + x3**2*x1 + 1/10 >= 3*x1*x2*x3", _within("0", "1", 3)),
}
SMALL = "z3 needs but 2 to 8 ms; of the check 0.3 ms go to reading the box off the goal, and about 20 us to each piece"
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
    for name, (claim, where) in POLYNOMIALS.items():
        yield Row(
            work=f"a cover checked again, {name}",
            peer_is="z3, for at most 20 s",
            ours=lambda c=claim, w=where: _checked(goal(c, w)),
            peer=lambda c=claim, w=where: _decided(script(goal(c, w))),
            most=0.1,
            why=SMALL,
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


@cache
def _proof(goal: Goal) -> Proof:
    found = bernstein(goal) or cover(goal, sample(goal), Budget(), pieces=MOST)
    assert found is not None
    return found


def _checked(goal: Goal) -> float:
    proof = _proof(goal)
    assert proves(goal, proof)
    return seconds(lambda: proves(goal, proof), at_least=0.05)


def _decided(text: str) -> float:
    solver = z3.Solver()
    solver.set("timeout", 20_000)

    def decide() -> None:
        solver.from_string(text)
        assert solver.check() == z3.unsat

    return seconds(decide)


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
