"""A scalar expression with its derivatives over balls, by automatic differentiation: no formula of a derivative is built.

Why it is sound. A jet holds balls for a value, for its first derivatives in the symbols and for the second ones in an
unknown and any symbol. What is absent is exactly 0. Each step keeps the enclosures:

  sum       (a + b)_i = a_i + b_i                 (a + b)_ij = a_ij + b_ij
  product   (a b)_i = a_i b + a b_i               (a b)_ij = a_ij b + a_i b_j + a_j b_i + a b_ij
  function  f(a)_i = f'(a) a_i                    f(a)_ij = f''(a) a_i a_j + f'(a) a_ij

(Griewank, Walther, Evaluating Derivatives, 2 and 13.) Balls are rounded outward, and nan stays nan, so a finite ball at the
end says that no step had a pole. A root gives nan unless its base is positive: there the expression has derivatives.

A term is what was written: nothing has been cancelled before it is read here, and a factor 0 keeps the poles beside it.
The balls of f, f', f'' are owed by `elementary`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from flint import arb

from verify.checkers.box.elementary import FUNCTIONS, Derivatives, power, swish
from verify.language.arithmetic import BALL
from verify.language.functions import sigmoid
from verify.language.term import Number, term


@dataclass(frozen=True)
class Jet:
    """A value, first derivatives by symbol number, second ones by pairs i <= j of numbers; what is absent is zero."""

    value: Any
    first: dict[int, Any] = field(default_factory=dict)
    second: dict[tuple[int, int], Any] = field(default_factory=dict)


Step = tuple[Callable[..., Jet], tuple[int, ...]]


class Jets:
    """An expression compiled for evaluation over balls; the unknowns are numbered first, then the parameters.

    Raises TypeError for anything but sums, products, rational powers and the functions of `verify.checkers.box.elementary`.
    """

    def __init__(self, expression: Any, unknowns: Sequence[Any], parameters: Sequence[Any] = ()) -> None:
        self._unknowns, self._symbols = len(unknowns), (*unknowns, *parameters)
        self._places: dict[Any, int] = {s: k for k, s in enumerate(self._symbols)}
        self._steps: list[Step] = []
        self._last = self._place(term(expression))

    def __call__(self, values: Sequence[Any], *, active: int) -> Jet:
        """The expression at these balls, with derivatives in the first `active` symbols."""
        registers = [Jet(v, {k: arb(1)} if k < active else {}) for k, v in enumerate(values)]
        if len(registers) != len(self._symbols):
            raise ValueError(f"{len(registers)} values are given, expected {len(self._symbols)}")
        for operation, places in self._steps:
            registers.append(operation(*[registers[k] for k in places]))
        return registers[self._last]

    def _place(self, e: Any) -> int:
        if e not in self._places:
            step = self._step(e)
            self._places[e] = len(self._symbols) + len(self._steps)
            self._steps.append(step)
        return self._places[e]

    def _step(self, e: Any) -> Step:
        if isinstance(e, Number):
            constant = Jet(BALL.number(e.value))
            return (lambda: constant), ()
        if e.is_Add:
            return (lambda *parts: reduce(_sum, parts)), tuple(map(self._place, e.args))
        if e.is_Mul:
            return self._product(list(e.args))
        if e.is_Pow and isinstance(e.exp, Number):
            return self._composed(power(e.exp.value)), (self._place(e.base),)
        if e.func in FUNCTIONS:
            return self._composed(FUNCTIONS[e.func]), (self._place(e.args[0]),)
        raise TypeError(
            f"{e} cannot be differentiated in balls: expected sums, products, powers, exp, sigmoid, softplus"
        )

    def _product(self, factors: list[Any]) -> Step:
        """z σ(z) is taken as one function of z where both are factors."""
        for f in (f for f in factors if isinstance(f, sigmoid) and f.args[0] in factors):
            inner = f.args[0]
            factors.remove(f)
            factors.remove(inner)
            one = (self._composed(swish), (self._place(inner),))
            if not factors:
                return one
            self._steps.append(one)
            place = len(self._symbols) + len(self._steps) - 1
            return self._multiplied, (place, *map(self._place, factors))
        return self._multiplied, tuple(map(self._place, factors))

    def _multiplied(self, *parts: Jet) -> Jet:
        return reduce(self._times, parts)

    def _times(self, a: Jet, b: Jet) -> Jet:
        first = _added(_scaled(a.first, b.value), _scaled(b.first, a.value))
        second = _added(_scaled(a.second, b.value), _scaled(b.second, a.value))
        for i, u in a.first.items():
            for j, v in b.first.items():
                if min(i, j) < self._unknowns:
                    pair, mixed = (min(i, j), max(i, j)), u * v * (2 if i == j else 1)
                    second[pair] = second[pair] + mixed if pair in second else mixed
        return Jet(a.value * b.value, first, second)

    def _composed(self, f: Callable[[Any], Derivatives]) -> Callable[[Jet], Jet]:
        def operation(a: Jet) -> Jet:
            value, slope, bend = f(a.value)
            second = _scaled(a.second, slope)
            for i in (i for i in a.first if i < self._unknowns):
                for j in (j for j in a.first if j >= i):
                    bent = bend * a.first[i] * a.first[j]
                    second[i, j] = second[i, j] + bent if (i, j) in second else bent
            return Jet(value, _scaled(a.first, slope), second)

        return operation


def _sum(a: Jet, b: Jet) -> Jet:
    return Jet(a.value + b.value, _added(a.first, b.first), _added(a.second, b.second))


def _added(a: dict[Any, Any], b: dict[Any, Any]) -> dict[Any, Any]:
    return {**a, **{k: a[k] + v if k in a else v for k, v in b.items()}}


def _scaled(a: dict[Any, Any], c: Any) -> dict[Any, Any]:
    return {k: v * c for k, v in a.items()}
