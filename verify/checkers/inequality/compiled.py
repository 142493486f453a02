"""Terms as one list of operations that share what is common, run over balls.

Why it is sound.

  each operation on balls contains its values on all points of them
  ------------------------------------------------------------------
  each result contains the values of its term on the whole box, at every point where it has one

By induction on the list. Equal parts share a slot, which is the same function of the point. Numbers without symbols
are enclosed once, at the precision of that moment; they stay valid at any other. Balls are rounded outward.

A root of a ball that is partly negative is the root of the rest, so that a finite ball does not say that the term has
a value on all of the box. It encloses the root of max(u, 0); a power u^p with p > k has k derivatives there and the balls of
derivatives by their formulas contain them, while for p < k they are not finite. `rules.balls` rests on this.

A term with an operation that is not listed raises TypeError. The balls of the functions are owed by
`verify.language.arithmetic`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add, mul
from typing import Any

from flint import arb

from verify.checkers.inequality.evaluate import value
from verify.language.arithmetic import BALL, Arithmetic, NotRational
from verify.language.functions import Max, Min, tan
from verify.language.term import Add, Mul, Number, Pow, subterms

ON_BALLS = replace(BALL, functions={**BALL.functions, tan: arb.tan})
Operation = tuple[Callable[..., Any], tuple[int, ...]]


@dataclass(frozen=True)
class Tape:
    """Slots: the symbols, then constants, then one for every operation; `results` are the slots of the terms."""

    symbols: tuple[Any, ...]
    constants: tuple[Any, ...]
    operations: tuple[Operation, ...]
    results: tuple[int, ...]

    def __call__(self, box: Sequence[Any]) -> list[Any]:
        """The values of the terms over a box of balls, one for each symbol."""
        slots = [*box, *self.constants]
        for run, places in self.operations:
            slots.append(run(*[slots[k] for k in places]))
        return [slots[k] for k in self.results]


def tape(terms: Sequence[Any], symbols: Sequence[Any], arithmetic: Arithmetic = ON_BALLS) -> Tape:
    """Over balls, or what another arithmetic computes with. Raises TypeError for a term that no rule evaluates."""
    writer = _Writer(tuple(symbols), arithmetic)
    for e in terms:
        writer.note_constants(e)
    results = tuple(writer.slot(e) for e in terms)
    return Tape(writer.symbols, tuple(writer.constants.values()), tuple(writer.operations), results)


class _Writer:
    def __init__(self, symbols: tuple[Any, ...], arithmetic: Arithmetic) -> None:
        self.symbols, self.arithmetic = symbols, arithmetic
        self.constants: dict[Any, Any] = {}
        self.operations: list[Operation] = []
        self.known: dict[Any, int] = {s: k for k, s in enumerate(symbols)}

    def note_constants(self, e: Any) -> None:
        """Numbers first, so that operations follow them in the slots."""
        for x in subterms(e):
            if not x.free_symbols and x not in self.constants:
                self.constants[x] = number(x, self.arithmetic)

    def slot(self, e: Any) -> int:
        if e in self.constants:
            self.known[e] = len(self.symbols) + list(self.constants).index(e)
        elif e not in self.known:
            self.known[e] = self._write(e)
        return self.known[e]

    def _write(self, e: Any) -> int:
        functions = self.arithmetic.functions
        if isinstance(e, Pow) and isinstance(e.exp, Number):
            exponent, power = e.exp.value, self.arithmetic.power
            return self._emit(lambda z: power(z, exponent), e.base)
        if isinstance(e, Add):
            return self._emit(lambda *z: reduce(add, z), *e.args)
        if isinstance(e, Mul):
            return self._emit(lambda *z: reduce(mul, z), *e.args)
        if isinstance(e, Max | Min):
            return self._emit(lambda *z: reduce(functions[type(e)], z), *e.args)
        if type(e) in functions:
            return self._emit(functions[type(e)], *e.args)
        raise TypeError(f"{e} has no rule")

    def _emit(self, run: Callable[..., Any], *args: Any) -> int:
        places = tuple(self.slot(a) for a in args)
        self.operations.append((run, places))
        return len(self.symbols) + len(self.constants) + len(self.operations) - 1


def ball(e: Any) -> Any:
    """A ball around a number. Raises TypeError where no rule evaluates it."""
    return number(e, BALL)


def number(e: Any, arithmetic: Arithmetic) -> Any:
    """The value of a term without symbols. Raises TypeError where no rule evaluates it."""
    try:
        return value(e, arithmetic)
    except NotRational as error:
        raise TypeError(str(error)) from None
