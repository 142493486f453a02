"""LaTeX of the terms of `verify.language`: vectors in bold, norms and inner products as such, coordinates with an index.

A term prints in the order in which it was written. One that carries the hidden coordinate index prints in one of two ways: as a
vector (inside norms, images and unknown functions, and in an equation between vectors), or as its coordinate with a written index
(inside sums and maxima, and in a relation that speaks of every coordinate).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, singledispatchmethod
from typing import Any

from verify.language.functions import (
    Abs,
    Function,
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
    tanh,
)
from verify.language.operators import (
    Determinant,
    Field,
    Jacobian,
    Mean,
    Norm,
    Peak,
    Product,
    Slope,
    Total,
    Value,
    gradient_slot,
    indexed,
)
from verify.language.symbols import Datum, Sample, SampleLabel, Vector
from verify.language.term import Add, Constant, E, Infinity, Mul, Number, Pow, Symbol, oo, pi, term
from verify.report.formulas import names
from verify.report.formulas.kinds import (
    fenced,
    is_tall,
    is_wide,
)
from verify.report.formulas.layout import VECTOR, Layout

INDICES = ("i", "j", "k", "l", "m")
NAMES: dict[type, str] = {
    log: r"\log",
    sign: r"\operatorname{sign}",
    Slope: r"\lvert\cdot\rvert'",
    sigmoid: r"\sigma",
    LambertW: "W",
    sin: r"\operatorname{sin}",
    cos: r"\operatorname{cos}",
    sinh: r"\operatorname{sinh}",
    cosh: r"\operatorname{cosh}",
    tanh: r"\operatorname{tanh}",
    atan: r"\operatorname{arctan}",
    erf: r"\operatorname{erf}",
    Max: r"\max",
    Min: r"\min",
}


class Unprintable(ValueError):
    """A term holds something that the printer has no rule for."""


class Printer:
    """Terms to LaTeX, each part once. `place` is the index of coordinates, empty where vectors are written in bold."""

    def __init__(self, notation: Mapping[str, str] | None = None, place: str = VECTOR) -> None:
        self._notation = dict(notation or {})
        self._place = place
        self._point, self._averaging = "n", 0
        self._layout = Layout(self)
        self._remembered = cache(self._printed)

    def latex(self, e: Any, place: str | None = None) -> str:
        """The term, printed at another place than the current one if `place` is given."""
        here = self._place if place is None else place
        return self._remembered(term(e), here, self._point, self._averaging)

    def _printed(self, e: Any, place: str, point: str, averages: int) -> str:
        """All that a term's LaTeX depends on is among the arguments; point and averages are the printer's own."""
        before, self._place = self._place, place
        try:
            return self._print(e)
        finally:
            self._place = before

    @property
    def in_vectors(self) -> bool:
        """Are vectors written in bold here?"""
        return self._place == VECTOR

    @property
    def free_index(self) -> str:
        """An index for a sum that is not the one of the place."""
        return INDICES[0] if self.in_vectors else INDICES[INDICES.index(self._place) + 1]

    def vector(self, v: Any) -> str:
        """A vector in bold; a number stands for the vector that has it in every coordinate."""
        return self.latex(v, VECTOR) if indexed(v) else self._layout.ones(v)

    def slots(self, arguments: Iterable[Any]) -> str:
        """The arguments of an unknown function."""
        return ", ".join(self.latex(a, VECTOR) for a in arguments)

    @singledispatchmethod
    def _print(self, e: Any) -> str:
        """By the class of the term; nothing is printed that this class has no rule for."""
        raise Unprintable(f"the report has no LaTeX for {type(e).__name__}: {e}")

    @_print.register
    def _(self, e: Number) -> str:
        size = abs(e.value)
        written = str(size) if size.denominator == 1 else rf"\frac{{{size.numerator}}}{{{size.denominator}}}"
        return f"-{written}" if e.value < 0 else written

    @_print.register
    def _(self, e: Constant | Infinity) -> str:
        return {pi: r"\pi", E: "e", oo: r"\infty"}[e]

    @_print.register
    def _(self, e: Symbol) -> str:
        return self._scalar(e.name)

    def _scalar(self, name: str) -> str:
        return self._notation.get(name) or names.scalar(name)

    @_print.register
    def _(self, e: Datum | SampleLabel) -> str:
        base, subscripts, primes = names.split(e.name)
        own = [names.word(s) for s in subscripts]
        written = names.scripted(names.word(base), own if "n" in own else [*own, "n"], primes)
        return self._at_point(self._notation.get(e.name) or written)

    def _at_point(self, written: str) -> str:
        """In an average within an average the inner index has another name."""
        return written if self._point == "n" else re.sub(r"(?<=[{,])n(?=[,}])", self._point, written)

    @_print.register
    def _(self, e: Vector) -> str:
        return self._vector_named(e.name)

    @_print.register
    def _(self, e: Sample) -> str:
        return self._at_point(self._vector_named(e.name, "n"))

    def _vector_named(self, name: str, *further: str) -> str:
        own = self._notation.get(name)
        if self.in_vectors:
            return own or names.vector(name, *further)
        return self._coordinate_of(own) if own else names.coordinate(name, self._place, *further)

    def _coordinate_of(self, vector: str) -> str:
        return vector if self.in_vectors else f"[{vector}]_{{{self._place}}}"

    @_print.register
    def _(self, e: Norm) -> str:
        return fenced(self.vector(e.args[0]), r"\lVert", r"\rVert")

    @_print.register
    def _(self, e: Total) -> str:
        return self._layout.total(e)

    @_print.register
    def _(self, e: Peak) -> str:
        f = e.args[0]
        if isinstance(f, Abs):
            return fenced(self.vector(f.args[0]), r"\lVert", r"\rVert") + r"_{\infty}"
        return self._layout.over_index(r"\max", f)

    @_print.register
    def _(self, e: Product) -> str:
        return self._layout.over_index(r"\prod", e.args[0])

    @_print.register
    def _(self, e: Mean) -> str:
        outer, self._point = self._point, "n'" if self._averaging else "n"
        self._averaging += 1
        written = rf"\frac{{1}}{{N}}\sum_{{{self._point}}} {self._layout.factor(e.args[0])}"
        self._averaging -= 1
        self._point = outer
        return written

    @_print.register
    def _(self, e: Jacobian) -> str:
        """A block of the second derivative as nabla nabla, any other derivative as D, each before its direction."""
        _, slot, direction, *at = e.args
        of, mark = gradient_slot(e), "D" if len(at) == 1 else rf"D_{{{slot}}}"
        if of is not None:
            first = Field(f"{of[0]}_{slot}", *at)
            mark = self._field_name(first).removesuffix(self._scalar(of[0])).rstrip()
        written = mark + self._field_name(e) + fenced(self.slots(at))
        return self._coordinate_of(rf"{written}\, {self._layout.factor(direction, VECTOR)}")

    @_print.register
    def _(self, e: Field) -> str:
        return self._coordinate_of(self._field_name(e) + self._applied(e))

    def _field_name(self, e: Field | Jacobian) -> str:
        """The gradient of a function of one argument needs no number."""
        name, of = e.args[0].name, gradient_slot(e)
        if name in self._notation or of is None:
            return self._notation.get(name) or names.vector(name)
        several = len(e.args) > (4 if isinstance(e, Jacobian) else 2)
        return (rf"\nabla_{{{of[1]}}}" if several else r"\nabla ") + self._scalar(of[0])

    @_print.register
    def _(self, e: Value) -> str:
        return self._scalar(str(e.args[0])) + self._applied(e)

    def _applied(self, e: Any) -> str:
        slots = self.slots(e.args[1:])
        return fenced(slots) if slots else ""

    @_print.register
    def _(self, e: Determinant) -> str:
        return rf"\det_{{{self.slots(e.coordinates)}}} " + fenced(self.latex(e.form, VECTOR))

    @_print.register
    def _(self, e: Function | Slope) -> str:
        if type(e) not in NAMES:
            raise Unprintable(f"the report has no LaTeX for {type(e).__name__}: {e}")
        return NAMES[type(e)] + fenced(", ".join(map(self.latex, e.args)))

    @_print.register
    def _(self, e: Abs) -> str:
        return fenced(self.latex(e.args[0]), r"\lvert", r"\rvert")

    @_print.register
    def _(self, e: softplus) -> str:
        return r"\log" + fenced("1 + " + self._power_of_e(e.args[0]))

    @_print.register
    def _(self, e: exp) -> str:
        return self._power_of_e(e.args[0])

    def _power_of_e(self, exponent: Any) -> str:
        written = self.latex(exponent)
        return r"\exp" + fenced(written) if is_tall(written) or is_wide(written, 14) else f"e^{{{written}}}"

    @_print.register
    def _(self, e: Add) -> str:
        return self._layout.sum(e)

    @_print.register
    def _(self, e: Mul) -> str:
        return self._layout.product(e)

    @_print.register
    def _(self, e: Pow) -> str:
        return self._layout.power(e)
