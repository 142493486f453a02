"""LaTeX of the expressions of `verify.language`: vectors in bold, norms and inner products as such, coordinates with an index.

An expression that carries the hidden coordinate index prints in one of two ways: as a vector (inside norms, images and unknown
functions, and in an equation between vectors), or as its coordinate with a written index (inside sums and maxima, and in a relation
that speaks of every coordinate).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import sympy as sp
from sympy.printing.latex import LatexPrinter

from verify.language.operators import indexed
from verify.report.formulas import names
from verify.report.formulas.kinds import fenced, is_tall, is_wide
from verify.report.formulas.products import Layout

INDICES = ("i", "j", "k", "l", "m")
VECTOR = ""
NAMES = {"log": r"\log", "sign": r"\operatorname{sign}", "Slope": r"\lvert\cdot\rvert'", "sigmoid": r"\sigma"}


class Unprintable(ValueError):
    """An expression holds something that the printer has no rule for."""


class Printer(LatexPrinter):
    """Expressions to LaTeX, each part once. `place` is the index of coordinates, empty where vectors are written in bold."""

    def __init__(self, notation: Mapping[str, str] | None = None, place: str = VECTOR) -> None:
        super().__init__()
        self._notation = dict(notation or {})
        self._place = place
        self._point, self._averaging = "n", 0
        self._layout = Layout(self)
        self._remembered = cache(self._printed)

    def latex(self, e: Any, place: str | None = None) -> str:
        """The expression, printed at another place than the current one if `place` is given."""
        here = self._place if place is None else place
        return self._remembered(sp.sympify(e), here, self._point, self._averaging)

    def _printed(self, e: Any, place: str, point: str, averages: int) -> str:
        """All that an expression's LaTeX depends on is among the arguments; point and averages are the printer's own."""
        before, self._place = self._place, place
        try:
            return str(self._print(e))
        finally:
            self._place = before

    @property
    def in_vectors(self) -> bool:
        """Are vectors written in bold here?"""
        return self._place == VECTOR

    def emptyPrinter(self, expr: Any) -> str:
        """Nothing is printed that this class has no rule for."""
        raise Unprintable(f"the report has no LaTeX for {type(expr).__name__}: {expr}")

    _print_Function = emptyPrinter

    def _print_Symbol(self, e: Any, style: str = "plain") -> str:
        return self._notation.get(e.name) or names.scalar(e.name)

    _print_Dummy = _print_Label = _print_Symbol

    def _print_Datum(self, e: Any) -> str:
        base, subscripts, primes = names.split(e.name)
        own = [names.word(s) for s in subscripts]
        written = names.scripted(names.word(base), own if "n" in own else [*own, "n"], primes)
        return self._at_point(self._notation.get(e.name) or written)

    def _at_point(self, written: str) -> str:
        """In an average within an average the inner index has another name."""
        return written if self._point == "n" else re.sub(r"(?<=[{,])n(?=[,}])", self._point, written)

    _print_SampleLabel = _print_Datum

    def _print_Sample(self, e: Any) -> str:
        return self._at_point(self._print_Vector(e, "n"))

    def _print_Vector(self, e: Any, *further: str) -> str:
        own = self._notation.get(e.name)
        if self.in_vectors:
            return own or names.vector(e.name, *further)
        return self._coordinate_of(own) if own else names.coordinate(e.name, self._place, *further)

    def _coordinate_of(self, vector: str) -> str:
        return vector if self.in_vectors else f"[{vector}]_{{{self._place}}}"

    def _print_Norm(self, e: Any) -> str:
        return fenced(self.vector(e.args[0]), r"\lVert", r"\rVert")

    def vector(self, v: Any) -> str:
        """A vector in bold; a number stands for the vector that has it in every coordinate."""
        return self.latex(v, VECTOR) if indexed(v) else self._layout.ones(v)

    def _print_Total(self, e: Any) -> str:
        return self._layout.total(e)

    def _print_Peak(self, e: Any) -> str:
        f = e.args[0]
        if isinstance(f, sp.Abs):
            return fenced(self.vector(f.args[0]), r"\lVert", r"\rVert") + r"_{\infty}"
        index = self.free_index
        return rf"\max_{{{index}}} {self._layout.factor(f, index)}"

    def _print_Mean(self, e: Any) -> str:
        outer, self._point = self._point, "n'" if self._averaging else "n"
        self._averaging += 1
        written = rf"\frac{{1}}{{N}}\sum_{{{self._point}}} {self._layout.factor(e.args[0])}"
        self._averaging -= 1
        self._point = outer
        return written

    @property
    def free_index(self) -> str:
        """An index for a sum that is not the one of the place."""
        return INDICES[0] if self.in_vectors else INDICES[INDICES.index(self._place) + 1]

    def _print_Product(self, e: Any) -> str:
        index = self.free_index
        return rf"\prod_{{{index}}} {self._layout.factor(e.args[0], index)}"

    def _print_Jacobian(self, e: Any) -> str:
        """A block of the second derivative as nabla nabla, any other derivative as D, each before its direction."""
        name, slot, direction, *at = e.args
        of, mark = names.gradient(name.name), "D" if len(at) == 1 else rf"D_{{{slot}}}"
        if of is not None:
            mark = self._field_name(f"{of[0]}_{slot}").removesuffix(self._notation.get(of[0]) or names.scalar(of[0]))
        written = mark + self._field_name(name.name) + fenced(", ".join(self.latex(a, VECTOR) for a in at))
        return self._coordinate_of(rf"{written}\, {self._layout.factor(direction, VECTOR)}")

    def _print_Field(self, e: Any) -> str:
        return self._coordinate_of(self._unknown(e, self._field_name(e.args[0].name)))

    def _field_name(self, name: str) -> str:
        if name in self._notation:
            return self._notation[name]
        of = names.gradient(name)
        if of is None:
            return names.vector(name)
        return rf"\nabla_{{{of[1]}}}{self._notation.get(of[0]) or names.scalar(of[0])}"

    def _print_Value(self, e: Any) -> str:
        return self._unknown(e, self._print_Symbol(e.args[0]))

    def _unknown(self, e: Any, name: str) -> str:
        slots = ", ".join(self.latex(a, VECTOR) for a in e.args[1:])
        return name + (fenced(slots) if slots else "")

    def _print_log(self, e: Any) -> str:
        return NAMES[type(e).__name__] + fenced(self.latex(e.args[0]))

    _print_sign = _print_Slope = _print_sigmoid = _print_log

    def _print_Determinant(self, e: Any) -> str:
        bound = ", ".join(self.latex(c, VECTOR) for c in e.coordinates)
        return rf"\det_{{{bound}}} " + fenced(self.latex(e.form, VECTOR))

    def _print_Abs(self, e: Any) -> str:
        return fenced(self.latex(e.args[0]), r"\lvert", r"\rvert")

    def _print_softplus(self, e: Any) -> str:
        return r"\log" + fenced("1 + " + self._power_of_e(e.args[0]))

    def _print_exp(self, e: Any) -> str:
        return self._power_of_e(e.args[0])

    def _power_of_e(self, exponent: Any) -> str:
        written = self.latex(exponent)
        return r"\exp" + fenced(written) if is_tall(written) or is_wide(written, 14) else f"e^{{{written}}}"

    def _print_Max(self, e: Any) -> str:
        name = r"\max" if isinstance(e, sp.Max) else r"\min"
        return name + fenced(", ".join(self.latex(a) for a in sorted(e.args, key=sp.default_sort_key)))

    _print_Min = _print_Max

    def _print_Integer(self, e: Any) -> str:
        return str(e.p)

    def _print_Rational(self, e: Any) -> str:
        return ("-" if e.p < 0 else "") + rf"\frac{{{abs(e.p)}}}{{{e.q}}}"

    def _print_Add(self, e: Any, order: Any = None) -> str:
        return self._layout.sum(e)

    def _print_Mul(self, e: Any) -> str:
        return self._layout.product(e)

    def _print_Pow(self, e: Any) -> str:
        return self._layout.power(e)
