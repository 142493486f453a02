"""One NumPy kernel for terms in every dimension and for batches of inputs: for searching only, its numbers are floats.

A kernel is a list of steps; each takes values that are there to a function of NumPy. Every different part of the terms is computed
once, and what has few axes before what has many. Sums are NumPy's own, whose last bits do not depend on the processor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache, partial
from importlib import import_module
from itertools import groupby
from typing import Any

import numpy as np

from verify.language.functions import (
    Abs,
    LambertW,
    Max,
    Min,
    atan,
    cos,
    cosh,
    erf,
    exp,
    log,
    sigmoid,
    sign,
    sin,
    sinh,
    softplus,
    tan,
    tanh,
)
from verify.language.operators import Determinant, Mean, Norm, Peak, Product, Slope, Total, Unknown, indexed, sampled
from verify.language.symbols import Vector, d
from verify.language.term import MINUS_ONE, Add, Constant, E, Mul, Number, Pow, product, term

Batch = Callable[[Mapping[Any, Any]], list[Any]]
Step = tuple[Callable[..., Any], tuple[int, ...], int]  # a function, the places of what it takes, that of its value

LONGEST = 16  # of the powers that are multiplied out


def batch(expressions: Sequence[Any], arguments: Sequence[Any]) -> Batch:
    """One NumPy kernel for every dimension and every number of data points.

    Arrays have the axes (pairs, N data points, d coordinates): a Vector is (n, 1, d), a Sample (n, N, d), a scalar or a
    Label (n, 1, 1), a Datum or a SampleLabel (n, N, 1); `d` itself is a number, needed where there is no vector.
    Where an expression has no value the kernel returns nan or inf, without a warning. Slope is the sign, nan at 0.
    Raises TypeError for an unknown function, and ValueError for a symbol that is no argument.
    """
    names = [s for s in arguments if s != d]
    kernel = _compiled(tuple(map(term, expressions)), tuple(names))

    def evaluate(values: Mapping[Any, Any]) -> list[Any]:
        given = [np.asarray(values[s], dtype=float) for s in names]
        widths = (a.shape[-1] for a, s in zip(given, names, strict=True) if isinstance(s, Vector))
        width = next(widths, values.get(d, 1))
        with np.errstate(all="ignore"):
            found = kernel(float(width), *given)
        return [np.reshape(a, (1, 1, 1)) if np.ndim(a) == 0 else a for a in found]

    return evaluate


@lru_cache(maxsize=64)
def _compiled(expressions: tuple[Any, ...], names: tuple[Any, ...]) -> Callable[..., list[Any]]:
    program = _Program((d, *names))
    results = [program.place(e) for e in expressions]
    steps, first = _in_few_places(program, {*results}), program.first

    def kernel(*given: Any) -> list[Any]:
        values = [*given, *first]
        for function, arguments, place in steps:
            if len(arguments) == 1:  # without a list a step takes half of the time
                values[place] = function(values[arguments[0]])
            elif len(arguments) == 2:
                values[place] = function(values[arguments[0]], values[arguments[1]])
            else:
                values[place] = function(*[values[k] for k in arguments])
        return [values[k] for k in results]

    return kernel


def _in_few_places(program: _Program, kept: set[int]) -> list[Step]:
    """The steps with values in the places of those that are not needed any more: memory that was just used is fast."""
    last = {k: n for n, (_, arguments, _) in enumerate(program.steps) for k in arguments}
    moved: dict[int, int] = {}
    free: list[int] = []
    steps = []
    passing = {place for _, _, place in program.steps} - kept
    for n, (function, arguments, place) in enumerate(program.steps):
        at = tuple(moved.get(k, k) for k in arguments)
        free += [moved.get(k, k) for k in passing.intersection(arguments) if last[k] == n]
        if free and place in passing:
            moved[place] = free.pop()
        steps.append((function, at, moved.get(place, place)))
    return steps


class _Program:
    """The steps that make the values of terms, each value in a place: first the arguments, then numbers and what steps make."""

    def __init__(self, arguments: Sequence[Any]) -> None:
        self.places: dict[Any, int] = {s: k for k, s in enumerate(arguments)}
        self.steps: list[Step] = []
        self.first: list[Any] = []  # of the places after the arguments: a number, or what is not made yet
        self.given = len(arguments)

    def place(self, e: Any) -> int:
        """Where the value of the term will stand."""
        if e not in self.places:
            self.places[e] = self.made(e)
        return self.places[e]

    def step(self, function: Callable[..., Any], *arguments: int) -> int:
        """The place of a function of values, each function of the same ones once."""
        if (function, arguments) not in self.places:
            self.steps.append((function, arguments, self.new((function, arguments), None)))
        return self.places[function, arguments]

    def new(self, what: Any, value: Any) -> int:
        self.places[what] = self.given + len(self.first)
        self.first.append(value)
        return self.places[what]

    def number(self, x: float) -> int:
        return self.places[x] if x in self.places else self.new(x, x)

    def made(self, e: Any) -> int:
        """The place of a term of which there is no value yet, after the steps that it takes."""
        if isinstance(e, Number):
            return self.number(rounded(e))
        if isinstance(e, Constant):
            return self.number(np.e if e is E else np.pi)
        if isinstance(e, Add):
            return self.sum(e)
        if isinstance(e, Mul):
            return self.product(e)
        if isinstance(e, Pow):
            return self.power(e.base, e.exp)
        if isinstance(e, Total | Norm | Peak | Product | Mean):
            return self.over_an_index(e)
        if isinstance(e, Determinant):
            free = tuple(sorted(e.free_symbols - {d}, key=lambda s: s.key))
            return self.step(_determinant(e, free), *map(self.place, (d, *free)))
        if type(e) in FUNCTIONS:
            return self.from_the_left(FUNCTIONS[type(e)], map(self.place, e.args))
        if isinstance(e, Unknown):
            raise TypeError(f"{e.args[0]} is unknown: it has no values")
        raise ValueError(f"{e}: no value is given")

    def from_the_left(self, function: Callable[..., Any], values: Iterable[int]) -> int:
        """A function of one value, or of two that is taken of several."""
        first, *others = values
        if isinstance(function, np.ufunc) and function.nin == 2:
            for other in others:
                first = self.step(function, first, other)
            return first
        return self.step(function, first)

    def sum(self, e: Any) -> int:
        first, *others = sorted(e.args, key=_axes)
        found = self.place(first)
        for a in others:
            minus = a.is_Mul and a.args[0] is MINUS_ONE
            found = self.step(np.subtract if minus else np.add, found, self.place(product(a.args[1:]) if minus else a))
        return found

    def product(self, e: Any) -> int:
        """Numerators over denominators, those with few axes first."""
        above: list[int] = []
        below: list[int] = []
        for _, alike in groupby(sorted(e.args, key=_axes), key=_axes):
            for a in alike:
                under = a.is_Pow and a.exp.is_Number and a.exp < 0
                (below if under else above).append(self.power(a.base, Number(-a.exp.value)) if under else self.place(a))
            if above and below:
                quotient = self.step(np.divide, *(self.from_the_left(np.multiply, part) for part in (above, below)))
                above, below = [quotient], []
        found = self.from_the_left(np.multiply, above or below)
        return found if above else self.step(np.divide, self.number(1.0), found)

    def power(self, base: Any, exponent: Any) -> int:
        """Short powers of a number or of its root by multiplication."""
        x, n = self.place(base), exponent.value if exponent.is_Number else Fraction(0)
        if n.denominator > 2 or not 0 < abs(n) <= LONGEST:
            return self.step(np.power, x, self.place(exponent))
        if n.denominator == 2:
            x, n = self.step(np.sqrt, x), 2 * n
        found = self.whole_power(x, abs(n.numerator))
        return found if n > 0 else self.step(np.divide, self.number(1.0), found)

    def whole_power(self, x: int, n: int) -> int:
        if n == 1:
            return x
        if n % 2:
            return self.step(np.multiply, self.whole_power(x, n - 1), x)
        return self.step(np.square, self.whole_power(x, n // 2))

    def over_an_index(self, e: Any) -> int:
        """An operator over the coordinates or the data; of what has no such index it is known what it is."""
        inner, kind = self.place(e.args[0]), type(e)
        if (sampled if kind is Mean else indexed)(e.args[0]):
            return self.step(_OPERATORS[kind], inner)
        if kind is Norm:
            return self.step(np.multiply, self.step(np.sqrt, self.place(d)), self.step(np.absolute, inner))
        alone = {Total: np.multiply, Product: np.power}
        return self.step(alone[kind], inner, self.place(d)) if kind in alone else inner


def _axes(e: Any) -> tuple[bool, bool]:
    """Does it have coordinates, and is there one for each data point?"""
    return indexed(e), sampled(e)


def rounded(number: Any) -> float:
    """The float nearest to a rational number, infinite where there is none."""
    try:
        return float(number)
    except OverflowError:
        return np.inf if number > 0 else -np.inf


@lru_cache(maxsize=64)
def _determinant(e: Determinant, free: tuple[Any, ...]) -> Callable[..., Any]:
    """The kernel of one determinant, for batches: a row of its matrix after the other, all columns at once."""
    form = _compiled((e.form,), (*free, *e.coordinates))

    def kernel(width: float, *given: Any) -> Any:
        sizes = [int(width) if isinstance(c, Vector) else 1 for c in e.coordinates]
        if not sum(sizes):
            return 1.0
        units = np.eye(sum(sizes))[:, None, None, :]

        def values(rows: Any) -> Any:
            moved = np.split(rows, np.cumsum(sizes)[:-1], axis=-1)
            return np.broadcast_arrays(form(width, *given, *moved)[0], rows[..., :1])[0]

        lines = [np.moveaxis(values(units + one) - values(units - one), 0, -1) for one in units]
        matrix = np.stack(np.broadcast_arrays(*lines), axis=-2) / 4
        return np.linalg.det(matrix)

    return kernel


def _special(name: str) -> Callable[..., Any]:
    """A function of SciPy, which is loaded when it is first used."""
    return lambda z: getattr(import_module("scipy.special"), name)(z).real


def _sigmoid(z: Any) -> Any:
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1.0 + small)


def _peak(a: Any) -> Any:
    return np.maximum.reduce(a, axis=-1, keepdims=True) if a.shape[-1] else np.full((*a.shape[:-1], 1), np.nan)


_total = partial(np.add.reduce, axis=-1, keepdims=True)
_OPERATORS: Mapping[type, Callable[[Any], Any]] = {
    Total: _total,
    Norm: lambda a: np.sqrt(_total(np.square(a))),
    Peak: _peak,
    Product: partial(np.multiply.reduce, axis=-1, keepdims=True),
    Mean: lambda a: np.add.reduce(a, axis=-2, keepdims=True) / a.shape[-2],
}
FUNCTIONS: Mapping[type, Callable[..., Any]] = {
    Abs: np.absolute,
    sign: np.sign,
    Slope: lambda a: np.where(a == 0, np.nan, np.sign(a)),
    Max: np.maximum,
    Min: np.minimum,
    exp: np.exp,
    log: np.log,
    sin: np.sin,
    cos: np.cos,
    tan: np.tan,
    sinh: np.sinh,
    cosh: np.cosh,
    tanh: np.tanh,
    atan: np.arctan,
    erf: _special("erf"),
    LambertW: _special("lambertw"),
    sigmoid: _sigmoid,
    softplus: lambda z: np.logaddexp(0.0, z),
}
