"""A goal over a box, ready to be tested with balls piece by piece.

Why it is sound.

  the goal has facts a s + b >= 0 and c - d s >= 0, strict or not, with rational a, d > 0, for each symbol s of what is wanted
  --------------------------------------------------------------------------------------------------------------------------
                   every point that the goal speaks of lies in the closed box of the bounds

One bound on each side is enough, whichever is taken: a fact that is not used only makes the box larger. A bound without
variables that is irrational is replaced by a rational one beyond it, and that it lies beyond is decided exactly. A declared sign
is a bound, too. Where a side has no end the goal is refused: balls know no infinite box.

Only facts in the symbols of what is wanted are kept. Terms are compiled over the box by `compiled`; derivatives are
taken only of what has no kink. A sign is read off a ball that is rounded outward; nan has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import islice
from typing import Any

from flint import ctx

from verify.checkers.boxes import Box, rational
from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.compiled import ball, tape
from verify.checkers.inequality.constant import sign
from verify.checkers.inequality.goal import Fact, Goal, declared
from verify.checkers.inequality.plain import plain
from verify.checkers.inequality.rules.calculus import bound, ends
from verify.checkers.inequality.rules.shape import KINKS
from verify.kernel.decide import fraction_of
from verify.language.derivative import diff
from verify.language.term import Number, subterms

PRECISION = 80
LONGEST = 1_000  # operations of what is differentiated again


@dataclass(frozen=True)
class Ground:
    """What is needed to test a piece: the terms over the symbols, compiled, and the facts."""

    symbols: tuple[Any, ...]
    expr: Any
    op: str
    facts: tuple[Fact, ...]

    @cached_property
    def value(self) -> Any:
        return tape([self.expr], self.symbols)

    @cached_property
    def smooth(self) -> bool:
        return not self.expr.has(*KINKS)

    @cached_property
    def gradient(self) -> Any:
        return tape([derivative(self.expr, s) for s in self.symbols], self.symbols)

    @cached_property
    def hessian(self) -> Any:
        pairs = [(a, b) for i, a in enumerate(self.symbols) for b in self.symbols[: i + 1]]
        return tape([derivative(derivative(self.expr, a), b) for a, b in pairs], self.symbols)

    def derivatives(self) -> Iterator[Any]:
        """Of one symbol: the value and its derivatives, each when it is asked for. Refused where one is too long."""
        found = self.expr
        while True:
            yield found
            found = slope(found, *self.symbols)

    def jet(self, order: int) -> Any:
        """The derivatives up to this order, compiled."""
        return _compiled(tuple(islice(self.derivatives(), order + 1)), self.symbols)

    @cached_property
    def conditions(self) -> Any:
        return tape([f.expr for f in self.facts], self.symbols)

    def signed(self, z: Any) -> bool:
        """Has the ball the wanted sign?"""
        return bool(z >= 0 if self.op == ">=" else z > 0)


@cache
def derivative(e: Any, s: Any) -> Any:
    """The derivative in its plain form."""
    return plain(diff(e, s))


def slope(e: Any, s: Any) -> Any:
    """The derivative, once more. Refused where the term is too long: derivatives of a high order grow without end."""
    if sum(len(t.args) for t in subterms(e)) > LONGEST:
        raise Refused
    return derivative(e, s)


_compiled = lru_cache(maxsize=100)(tape)


def ground(goal: Goal) -> tuple[Ground, Box]:
    """The compiled goal and the smallest box, with rational ends, that its facts give. Refused where it is unbounded."""
    box, wanted = [], goal.wanted
    if wanted.op not in (">=", ">") or not goal.wanted_symbols:
        raise Refused
    for s in goal.wanted_symbols:
        low, high, _ = ends(goal, s)
        lows = [v for f in low if not (v := bound(f, s)).free_symbols]
        highs = [v for f in high if not (v := bound(f, s)).free_symbols]
        if not lows or not highs:
            raise Refused
        box.append((_outward(max(lows, key=_mid), -1), _outward(min(highs, key=_mid), 1)))
    facts = (
        *declared(goal.wanted_symbols),
        *(f for f in goal.facts if f.expr.free_symbols <= set(goal.wanted_symbols)),
    )
    try:
        return Ground(goal.wanted_symbols, wanted.expr, wanted.op, facts), tuple(box)
    except TypeError:
        raise Refused from None


def _mid(e: Any) -> float:
    return float(ball(e).mid())


def _outward(e: Any, side: int) -> Any:
    """A rational end that leaves nothing out."""
    if isinstance(e, Number):
        return rational(e)
    with ctx.workprec(PRECISION):
        z = ball(e)
        near = Number(fraction_of(z.lower() if side < 0 else z.upper()))
    if sign(side * (near - e)) != 1:
        raise Refused
    return rational(near)
