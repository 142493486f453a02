"""Expressions as one list of operations that share what is common, run over balls.

Why it is sound.

  each operation on balls contains its values on all points of them
  ------------------------------------------------------------------
  each result contains the values of its expression on the whole box, at every point where it has one

By induction on the list. Equal subexpressions share a slot, which is the same function of the point. Numbers without symbols
are enclosed once, at the precision of that moment; they stay valid at any other. Balls are rounded outward.

A root of a ball that is partly negative is the root of the rest, so that a finite ball does not say that the expression has
a value on all of the box. It encloses the root of max(u, 0); a power u^p with p > k has k derivatives there and the balls of
derivatives by their formulas contain them, while for p < k they are not finite. `rules.balls` rests on this.

An expression with an operation that is not listed raises TypeError. The balls of the functions are owed by
`verify.kernel.arithmetic`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any

import sympy as sp
from flint import arb

from verify.kernel.arithmetic import BALL

Operation = tuple[Callable[..., Any], tuple[int, ...]]


@dataclass(frozen=True)
class Tape:
    """Slots: the symbols, then constants, then one for every operation; `results` are the slots of the expressions."""

    symbols: tuple[Any, ...]
    constants: tuple[Any, ...]
    operations: tuple[Operation, ...]
    results: tuple[int, ...]

    def __call__(self, box: Sequence[Any]) -> list[Any]:
        """The values of the expressions over a box of balls, one for each symbol."""
        slots = [*box, *self.constants]
        for run, places in self.operations:
            slots.append(run(*[slots[k] for k in places]))
        return [slots[k] for k in self.results]


def tape(expressions: Sequence[Any], symbols: Sequence[Any]) -> Tape:
    """Raises TypeError for an expression that no rule evaluates."""
    writer = _Writer(tuple(symbols))
    parts = [writer.constants_of(sp.sympify(e)) for e in expressions]
    results = tuple(writer.slot(e) for e in parts)
    return Tape(writer.symbols, tuple(writer.constants.values()), tuple(writer.operations), results)


class _Writer:
    def __init__(self, symbols: tuple[Any, ...]) -> None:
        self.symbols = symbols
        self.constants: dict[Any, Any] = {}
        self.operations: list[Operation] = []
        self.known: dict[Any, int] = {}

    def constants_of(self, e: Any) -> Any:
        """Numbers first, so that operations follow them in the slots."""
        for x in sp.preorder_traversal(e):
            if x.is_number and not x.free_symbols and x not in self.constants:
                self.constants[x] = ball(x)
        return e

    def slot(self, e: Any) -> int:
        if e in self.known:
            return self.known[e]
        self.known[e] = self._write(e)
        return self.known[e]

    def _write(self, e: Any) -> int:
        if e in self.constants:
            return len(self.symbols) + list(self.constants).index(e)
        if e.is_Symbol:
            return self.symbols.index(e)
        if e.is_Pow and e.exp.is_Rational:
            exponent = Fraction(int(e.exp.p), int(e.exp.q))
            return self._emit(lambda z: BALL.power(z, exponent), e.base)
        if e.is_Add:
            return self._emit(lambda *z: sum(z[1:], z[0]), *e.args)
        if e.is_Mul:
            return self._emit(lambda *z: reduce(lambda a, b: a * b, z), *e.args)
        if isinstance(e, sp.Max | sp.Min):
            return self._emit(lambda *z: reduce(FUNCTIONS[type(e)], z), *e.args)
        if type(e) in FUNCTIONS:
            return self._emit(FUNCTIONS[type(e)], *e.args)
        raise TypeError(f"{type(e)} has no rule")

    def _emit(self, run: Callable[..., Any], *args: Any) -> int:
        places = tuple(self.slot(a) for a in args)
        self.operations.append((run, places))
        return len(self.symbols) + len(self.constants) + len(self.operations) - 1


FUNCTIONS: Mapping[Any, Callable[..., Any]] = {**BALL.functions, sp.tan: arb.tan}


def ball(e: Any) -> Any:
    """A ball around a number."""
    from verify.checkers.inequality.evaluate import value
    from verify.checkers.inequality.formula import term

    return value(term(e), BALL)
